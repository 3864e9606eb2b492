"""The questions of a call: sets in versions, their sections, and the questions in these."""

import uuid
from datetime import datetime
from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from grants.enums import CallState, ColumnKind, Meaning, QuestionKind
from grants.rules import OFFICERS, is_secretariat, regions_handled_by
from members.models import Region
from portal.access import Actor
from portal.models import Record

from .kind import GrantKind

MOST_WORDS = 5000


class QuestionSetQuerySet(models.QuerySet):
    """Questions about sets."""

    def handled_by(self, user: Actor) -> Self:
        """The sets of the regions whose grants the user handles."""
        return self if is_secretariat(user) else self.filter(region__in=regions_handled_by(user))

    def ready_forms(self) -> Self:
        """Those from which calls take a copy."""
        return self.filter(is_ready_form=True)

    def whole(self) -> Self:
        """With sections, questions, choices and columns, in five queries."""
        return self.prefetch_related(
            "sections__questions__choices",
            "sections__questions__columns",
            "sections__questions__shown_if",
        )


class QuestionSet(Record):
    """One version of the questions for a kind of grant in a call, or a ready form from which calls take a copy.

    While the call has not opened, everything can be changed. From then on the set is frozen: words can be mended, and
    another structure is a new set that follows this one, with the same names for the same questions.
    """

    region = models.ForeignKey(Region, models.PROTECT, related_name="question_sets", verbose_name=_("region"))
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(_("name"), max_length=160)
    slug = models.SlugField(_("short name"), max_length=60, blank=True, editable=False)
    kind = models.ForeignKey(
        GrantKind,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="question_sets",
        verbose_name=_("kind of grant"),
    )
    is_ready_form = models.BooleanField(_("ready form"), default=False, editable=False)
    number = models.PositiveSmallIntegerField(_("version of the questions"), default=1, editable=False)
    follows = models.OneToOneField(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="followed_by",
        verbose_name=_("newer version of"),
    )
    note = models.TextField(_("note for the staff"), blank=True)

    objects = QuestionSetQuerySet.as_manager()

    class Meta:
        verbose_name = _("set of questions")
        verbose_name_plural = _("sets of questions")
        ordering = ["region", "name", "number"]
        rules_permissions = {
            "view": is_secretariat,
            "add": OFFICERS,
            "change": OFFICERS,
            "delete": is_secretariat,
        }
        constraints = [
            models.UniqueConstraint(
                fields=["region", "slug"],
                condition=~Q(slug=""),
                name="grants_questionset_slug_unique",
            ),
            models.CheckConstraint(condition=~Q(follows=F("pk")), name="grants_questionset_not_after_itself"),
            models.CheckConstraint(
                condition=Q(follows=None, number=1) | Q(follows__isnull=False, number__gt=1),
                name="grants_questionset_number_counts_versions",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.number})" if self.number > 1 else self.name

    def is_frozen(self, instant: datetime) -> bool:
        """Whether a call that asks these questions has been open at the instant or before."""
        from .call_kind import CallKind

        if not self.pk:
            return False
        used = CallKind.objects.filter(question_set__in=[self.pk], call__opens_at__lte=instant)
        return used.exclude(call__state=CallState.DRAFT).exists() or self.applications.exists()


class Section(Record):
    """A part of the questions; applicants fill in one on a page."""

    question_set = models.ForeignKey(
        QuestionSet, models.CASCADE, related_name="sections", verbose_name=_("set of questions")
    )
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    # The same in every version and copy of the set: a draft finds its part by it.
    name = models.SlugField(max_length=60, editable=False)
    order = models.PositiveSmallIntegerField(_("order"), editable=False)
    title = models.CharField(_("title"), max_length=160)
    help = models.TextField(_("help"), blank=True, max_length=4000)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("section of questions")
        verbose_name_plural = _("sections of questions")
        ordering = ["question_set", "order"]
        rules_permissions = {"view": is_secretariat, "change": is_secretariat}
        constraints = [
            models.UniqueConstraint(
                fields=["question_set", "order"],
                name="grants_section_order_unique",
                deferrable=models.Deferrable.DEFERRED,
            ),
            models.UniqueConstraint(fields=["question_set", "name"], name="grants_section_name_unique"),
        ]

    def __str__(self) -> str:
        return self.title


class Question(Record):
    """One question; answers are kept by its name, which is the same in every version and copy of the set."""

    question_set = models.ForeignKey(
        QuestionSet, models.CASCADE, related_name="questions", verbose_name=_("set of questions")
    )
    section = models.ForeignKey(Section, models.CASCADE, related_name="questions", verbose_name=_("section"))
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.SlugField(max_length=60, editable=False)
    order = models.PositiveSmallIntegerField(_("order"), editable=False)
    kind = models.CharField(
        _("kind of answer"), max_length=20, choices=QuestionKind, default=QuestionKind.TEXT
    )
    meaning = models.CharField(
        _("what the portal reads from it"),
        max_length=20,
        choices=Meaning,
        blank=True,
        help_text=_("Leave empty unless the answer is one of these."),
    )
    label = models.CharField(_("question"), max_length=300)
    help = models.TextField(_("help"), blank=True, max_length=2000)
    reason = models.TextField(
        _("why it is asked"),
        blank=True,
        max_length=1000,
        help_text=_("The rule or use behind the question; shown with the questions before applying."),
    )
    rules = models.ManyToManyField(
        "grants.GrantRule", blank=True, related_name="questions", verbose_name=_("asked because of the rules")
    )
    is_required = models.BooleanField(_("must be answered"), default=True)
    most_words = models.PositiveSmallIntegerField(
        _("words at most"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(MOST_WORDS)],
        help_text=_("For texts; a longer text cannot be sent."),
    )
    least = models.DecimalField(_("least"), max_digits=12, decimal_places=2, null=True, blank=True)
    most = models.DecimalField(_("most"), max_digits=12, decimal_places=2, null=True, blank=True)
    shown_if = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="shows",
        verbose_name=_("shown only if the answer to this question"),
    )
    shown_if_values = ArrayField(
        models.CharField(max_length=60),
        verbose_name=_("is one of these"),
        default=list,
        blank=True,
        help_text=_("Empty: any answer will do."),
    )
    is_secret = models.BooleanField(_("the answer is secret"), default=False)
    secrecy_ground = models.CharField(
        _("ground of secrecy"), max_length=200, blank=True, help_text=_("The section of the law.")
    )
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        ordering = ["section__order", "order", "pk"]
        rules_permissions = {"view": is_secretariat, "change": is_secretariat}
        constraints = [
            models.UniqueConstraint(
                fields=["section", "order"],
                name="grants_question_order_unique",
                deferrable=models.Deferrable.DEFERRED,
            ),
            models.UniqueConstraint(fields=["question_set", "name"], name="grants_question_name_unique"),
            models.UniqueConstraint(
                fields=["question_set", "meaning"],
                condition=~Q(meaning=""),
                name="grants_question_meaning_once",
                violation_error_message=_("Another question has this meaning for the portal already."),
            ),
            models.CheckConstraint(
                condition=Q(is_secret=False) | ~Q(secrecy_ground=""),
                name="grants_question_secret_with_ground",
                violation_error_message=_("Write the ground of secrecy."),
            ),
            models.CheckConstraint(
                condition=~Q(shown_if=F("pk")), name="grants_question_not_shown_by_itself"
            ),
            models.CheckConstraint(
                condition=Q(least=None) | Q(most=None) | Q(most__gte=F("least")),
                name="grants_question_most_over_least",
                violation_error_message=_("The most must not be less than the least."),
            ),
            models.CheckConstraint(
                condition=Q(most_words=None) | Q(kind="text", most_words__range=(1, MOST_WORDS)),
                name="grants_question_words_of_texts",
                violation_error_message=_("Only a text has a number of words, from 1 to 5000."),
            ),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def shown_if_words(self) -> list[str]:
        """The answers by which it is asked, in words; nothing when any answer will do."""
        choices = self.shown_if.choices.all() if self.shown_if else []
        return [choice.label for choice in choices if choice.value in self.shown_if_values]


class Choice(Record):
    """One of the answers that a question offers; answers keep its value, whatever its words become."""

    question = models.ForeignKey(Question, models.CASCADE, related_name="choices", verbose_name=_("question"))
    order = models.PositiveSmallIntegerField(_("order"))
    value = models.SlugField(max_length=60)
    label = models.CharField(_("choice"), max_length=200)

    class Meta:
        verbose_name = _("choice")
        verbose_name_plural = _("choices")
        ordering = ["question", "order", "pk"]
        rules_permissions = {"view": is_secretariat, "change": is_secretariat}
        constraints = [
            models.UniqueConstraint(fields=["question", "value"], name="grants_choice_value_unique")
        ]

    def __str__(self) -> str:
        return self.label


class Column(Record):
    """A column of the table that a question asks for; sums of money and numbers can be added up below it."""

    question = models.ForeignKey(Question, models.CASCADE, related_name="columns", verbose_name=_("question"))
    order = models.PositiveSmallIntegerField(_("order"))
    name = models.SlugField(max_length=60)
    label = models.CharField(_("column"), max_length=120)
    kind = models.CharField(_("kind"), max_length=10, choices=ColumnKind, default=ColumnKind.TEXT)
    adds_up = models.BooleanField(_("is added up"), default=False)

    class Meta:
        verbose_name = _("column")
        verbose_name_plural = _("columns")
        ordering = ["question", "order", "pk"]
        rules_permissions = {"view": is_secretariat, "change": is_secretariat}
        constraints = [
            models.UniqueConstraint(fields=["question", "name"], name="grants_column_name_unique"),
            models.CheckConstraint(
                condition=Q(adds_up=False) | ~Q(kind="text"),
                name="grants_column_texts_do_not_add_up",
                violation_error_message=_("Texts cannot be added up."),
            ),
        ]

    def __str__(self) -> str:
        return self.label
