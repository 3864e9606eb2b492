"""What comes to agendas by itself, and what waits for one."""

import uuid
from typing import Self

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from meetings.enums import ItemKind, ProposalSource, ProposalState, Standing
from members.models import Body, Organisation
from members.rules import KEPT, bodies_run_by, is_secretariat, runs_body
from networks.models import Network
from portal.access import Actor
from portal.formats import month_name
from portal.models import Record

from .agenda import AgendaItem
from .meeting import Meeting

RUNNERS = is_secretariat | runs_body
RUNNERS_KEEP = {**KEPT, "add": RUNNERS, "change": RUNNERS, "delete": RUNNERS}


class TemplateItem(Record):
    """An item that each new agenda of a body begins with; a body without any takes the portal's own."""

    body = models.ForeignKey(Body, models.CASCADE, related_name="template_items", verbose_name=_("body"))
    order = models.PositiveSmallIntegerField(_("order"), editable=False)
    standing = models.CharField(_("standing item"), max_length=20, choices=Standing, blank=True)
    kind = models.CharField(_("kind"), max_length=10, choices=ItemKind, default=ItemKind.FORMAL)
    title = models.CharField(_("title"), max_length=200)
    minutes = models.PositiveSmallIntegerField(
        _("minutes"), default=5, validators=[MinValueValidator(1), MaxValueValidator(600)]
    )

    class Meta:
        verbose_name = _("standing item of a body")
        verbose_name_plural = _("standing items of bodies")
        ordering = ["body", "order"]
        rules_permissions = RUNNERS_KEEP
        constraints = [
            models.UniqueConstraint(
                fields=["body", "order"],
                name="meetings_templateitem_order_unique",
                deferrable=models.Deferrable.DEFERRED,
            ),
            models.UniqueConstraint(
                fields=["body", "standing"],
                condition=~Q(standing=""),
                name="meetings_templateitem_standing_once",
            ),
            models.CheckConstraint(
                condition=Q(minutes__range=(1, 600)), name="meetings_templateitem_minutes_sensible"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class YearlyTopic(Record):
    """Something that a body takes up every year about the same time; it becomes a proposal by itself."""

    body = models.ForeignKey(Body, models.CASCADE, related_name="yearly_topics", verbose_name=_("body"))
    month = models.PositiveSmallIntegerField(
        _("month"), validators=[MinValueValidator(1), MaxValueValidator(12)]
    )
    title = models.CharField(_("title"), max_length=200)
    background = models.TextField(_("background"), blank=True, max_length=20_000)
    kind = models.CharField(_("kind"), max_length=10, choices=ItemKind, default=ItemKind.DISCUSS)
    minutes = models.PositiveSmallIntegerField(
        _("minutes"), default=15, validators=[MinValueValidator(1), MaxValueValidator(600)]
    )

    class Meta:
        verbose_name = _("yearly topic")
        verbose_name_plural = _("yearly topics")
        ordering = ["body", "month", "pk"]
        rules_permissions = RUNNERS_KEEP
        constraints = [
            models.CheckConstraint(condition=Q(month__range=(1, 12)), name="meetings_yearlytopic_month"),
            models.CheckConstraint(
                condition=Q(minutes__range=(1, 600)), name="meetings_yearlytopic_minutes_sensible"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def month_name(self) -> str:
        """The month in words."""
        return month_name(self.month)


class ProposalQuerySet(models.QuerySet):
    """Questions about proposals."""

    def visible_to(self, user: Actor) -> Self:
        """Those of the bodies that the user runs, and the user's own."""
        if is_secretariat(user):
            return self
        own = Q(proposer=user.pk) if user.is_authenticated else Q(pk=None)
        return self.filter(Q(body__in=bodies_run_by(user)) | own)

    def waiting(self) -> Self:
        """Those that nobody has decided about."""
        return self.filter(state=ProposalState.WAITING)

    def own(self, user: Actor) -> Self:
        """What the user has proposed."""
        return self.filter(proposer=user.pk) if user.is_authenticated else self.none()

    def for_list(self) -> Self:
        """What a list shows, in one query."""
        return self.select_related(
            "body", "proposer", "organisation", "network", "wished_on__body", "item__meeting__body"
        )


class Proposal(Record):
    """What somebody wants a body to take up: it waits until it is put on an agenda or declined with a reason."""

    body = models.ForeignKey(Body, models.PROTECT, related_name="proposals", verbose_name=_("body"))
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    source = models.CharField(_("from"), max_length=12, choices=ProposalSource)
    title = models.CharField(_("title"), max_length=200)
    text = models.TextField(_("what and why"), blank=True, max_length=20_000)
    kind = models.CharField(_("kind"), max_length=10, choices=ItemKind, default=ItemKind.DISCUSS)
    minutes = models.PositiveSmallIntegerField(
        _("minutes"), default=10, validators=[MinValueValidator(1), MaxValueValidator(600)]
    )
    wished_on = models.ForeignKey(
        Meeting,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="wished_proposals",
        verbose_name=_("wished for the meeting"),
    )
    proposer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="proposals",
        verbose_name=_("proposed by"),
    )
    proposer_name = models.CharField(_("name"), max_length=120, blank=True)
    proposer_email = models.EmailField(_("e-mail address"), blank=True)
    organisation = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="proposals",
        verbose_name=_("association"),
    )
    network = models.ForeignKey(
        Network,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="proposals",
        verbose_name=_("network"),
    )
    topic = models.ForeignKey(
        YearlyTopic,
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="proposals",
        verbose_name=_("yearly topic"),
    )
    topic_year = models.PositiveSmallIntegerField(_("year of the topic"), null=True, editable=False)
    state = models.CharField(
        _("state"), max_length=10, choices=ProposalState, default=ProposalState.WAITING, editable=False
    )
    item = models.OneToOneField(
        AgendaItem,
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="from_proposal",
        verbose_name=_("agenda item"),
    )
    continues = models.ForeignKey(
        AgendaItem,
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="continued_by_proposals",
        verbose_name=_("continues"),
    )
    inspects = models.ForeignKey(
        "meetings.Minutes",
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="left_by",
        verbose_name=_("inspects"),
    )
    received_at = models.DateTimeField(_("received at"), editable=False)
    decided_at = models.DateTimeField(_("decided at"), null=True, editable=False)
    reason = models.TextField(_("reasons"), blank=True, max_length=2000)

    objects = ProposalQuerySet.as_manager()

    class Meta:
        verbose_name = _("proposal for an agenda")
        verbose_name_plural = _("proposals for agendas")
        ordering = ["body", "received_at", "pk"]
        rules_permissions = RUNNERS_KEEP
        constraints = [
            models.UniqueConstraint(
                fields=["topic", "topic_year"], name="meetings_proposal_topic_once_a_year"
            ),
            models.CheckConstraint(
                condition=Q(state="waiting", decided_at=None)
                | ~Q(state="waiting") & Q(decided_at__isnull=False),
                name="meetings_proposal_decided_at_when_decided",
            ),
            models.CheckConstraint(
                condition=~Q(state="declined") | ~Q(reason=""),
                name="meetings_proposal_declined_says_why",
                violation_error_message=_("Write the reason: whoever proposed this will read it."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Where whoever proposed this sees what became of it."""
        return reverse("meetings:proposal-detail", args=[self.key])

    @property
    def whose(self) -> str:
        """On whose behalf it was proposed, and by whom."""
        behalf = self.organisation or self.network
        by = self.proposer_name or (str(self.proposer) if self.proposer else "")
        return ", ".join(filter(None, [by, str(behalf or "")]))


class GuestQuerySet(models.QuerySet):
    """Questions about guests."""

    def asked(self) -> Self:
        """Those who are still asked; who was invited and is not any more stays on record with the answers."""
        return self.filter(removed_at=None)


class Guest(Record):
    """Somebody from outside who is asked to a meeting, or to one item of it."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="guests", verbose_name=_("meeting"))
    item = models.ForeignKey(
        AgendaItem, models.CASCADE, null=True, blank=True, related_name="guests", verbose_name=_("item")
    )
    name = models.CharField(_("name"), max_length=120)
    role = models.CharField(_("as what"), max_length=160, blank=True)
    email = models.EmailField(_("e-mail address"), blank=True)
    removed_at = models.DateTimeField(_("no longer asked since"), null=True, blank=True, editable=False)

    objects = GuestQuerySet.as_manager()

    class Meta:
        verbose_name = _("guest")
        verbose_name_plural = _("guests")
        ordering = ["meeting", "item", "name"]
        rules_permissions = RUNNERS_KEEP
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "item", "name"],
                condition=Q(removed_at=None),
                name="meetings_guest_once",
                nulls_distinct=False,
                violation_error_message=_("This guest has been asked already."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def body_id(self) -> int:
        """The body whose meeting it is; access rules ask for it."""
        return self.meeting.body_id
