"""The agenda of a meeting."""

import uuid
from typing import Self

import pgtrigger
from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from meetings.enums import ItemKind, Standing
from members.rules import is_secretariat, runs_body
from portal.access import Actor
from portal.models import Record
from portal.search import MarksChange

from .meeting import Meeting

PART_OF_WHOLE = pgtrigger.Trigger(
    name="part_of_whole",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | pgtrigger.UpdateOf("parent_id", "meeting_id", "kind"),
    func="""
        IF (NEW.parent_id IS NOT NULL OR NEW.kind = 'break')
            AND EXISTS (SELECT FROM meetings_agendaitem part WHERE part.parent_id = NEW.id)
        OR NEW.parent_id IS NOT NULL AND (
            NEW.kind = 'break' OR NOT EXISTS (
                SELECT FROM meetings_agendaitem whole
                WHERE whole.id = NEW.parent_id AND whole.parent_id IS NULL
                    AND whole.meeting_id = NEW.meeting_id AND whole.kind <> 'break'
            )
        ) THEN
            RAISE EXCEPTION 'item % cannot be a part of item %', NEW.id, NEW.parent_id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'meetings_agendaitem_part_of_whole';
        END IF;
        RETURN NEW;
    """,
)
"""A part belongs to a whole item of the same meeting; a part has no parts, and a break is neither."""


class AgendaItemQuerySet(models.QuerySet):
    """Questions about agenda items."""

    def visible_to(self, user: Actor) -> Self:
        """Items of the agendas that the user may read."""
        return self.filter(meeting__in=Meeting.objects.with_agenda_for(user))


class AgendaItem(Record):
    """One thing that a meeting takes up; addressed by its own key until it has a section number."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="items", verbose_name=_("meeting"))
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    order = models.PositiveSmallIntegerField(_("order"), editable=False)
    parent = models.ForeignKey(
        "self",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="parts",
        verbose_name=pgettext_lazy("agenda item", "part of"),
    )
    continues = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="continued_by",
        verbose_name=_("continues"),
        help_text=_("The earlier item of this matter, if another meeting has taken it up."),
    )
    kind = models.CharField(_("kind"), max_length=10, choices=ItemKind, default=ItemKind.DISCUSS)
    standing = models.CharField(
        _("standing item"), max_length=20, choices=Standing, blank=True, editable=False
    )
    title = models.CharField(_("title"), max_length=200)
    background = models.TextField(
        _("background"),
        blank=True,
        max_length=20_000,
        help_text=_("What the members should know. Paragraphs, lists, **bold** and [links](https://…)."),
    )
    proposal = models.TextField(
        _("proposal"),
        blank=True,
        max_length=10_000,
        help_text=_("What the meeting is asked to decide, in one or two sentences."),
    )
    presenter = models.CharField(_("presenter"), max_length=120, blank=True)
    minutes = models.PositiveSmallIntegerField(
        _("minutes"), default=10, validators=[MinValueValidator(1), MaxValueValidator(600)]
    )
    version = models.PositiveIntegerField(default=1, editable=False)
    added_at = models.DateTimeField(_("added at"), default=timezone.now, editable=False)
    changed_at = models.DateTimeField(_("changed at"), editable=False)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+"
    )

    objects = AgendaItemQuerySet.as_manager()

    class Meta:
        verbose_name = _("agenda item")
        verbose_name_plural = _("agenda items")
        ordering = ["meeting", "order"]
        rules_permissions = {
            "view": is_secretariat,
            "add": is_secretariat,
            "change": is_secretariat | runs_body,
            "delete": is_secretariat,
        }
        triggers = [MarksChange(), PART_OF_WHOLE]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "order"],
                name="meetings_agendaitem_order_unique",
                deferrable=models.Deferrable.DEFERRED,
            ),
            models.CheckConstraint(
                condition=Q(minutes__gte=1, minutes__lte=600), name="meetings_agendaitem_minutes_sensible"
            ),
            models.CheckConstraint(
                condition=~Q(parent=models.F("pk")) & ~Q(continues=models.F("pk")),
                name="meetings_agendaitem_not_of_itself",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_break(self) -> bool:
        """A pause takes time but no number."""
        return self.kind == ItemKind.BREAK

    @property
    def body_id(self) -> int:
        """The body whose meeting takes this up; access rules ask for it."""
        return self.meeting.body_id

    def get_absolute_url(self) -> str:
        """The item's own page, below its meeting's."""
        return f"{self.meeting.get_absolute_url()}asiat/{self.key}/"
