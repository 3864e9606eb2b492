"""What meetings give people to do."""

from typing import Any, Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from meetings.enums import ActionState
from members.models import Body, Person
from members.rules import belongs_to_body, bodies_belonged_to, bodies_run_by, is_secretariat, runs_body
from portal.access import Actor
from portal.history import track
from portal.models import Record
from portal.page_changes import no_public_page_reads

from .agenda import AgendaItem
from .meeting import Meeting
from .session import KEPT_BY_RUNNERS


class ActionItemQuerySet(models.QuerySet):
    """Questions about what was given to do."""

    def visible_to(self, user: Actor) -> Self:
        """Those of the bodies that the user runs or belongs to, and the user's own."""
        if is_secretariat(user):
            return self
        if not user.is_authenticated:
            return self.none()
        own = bodies_run_by(user) | bodies_belonged_to(user)
        return self.filter(Q(body__in=own) | Q(owner__user=user.pk))

    def open(self) -> Self:
        """What is still to be done."""
        return self.filter(state=ActionState.OPEN)


@no_public_page_reads
@track
class ActionItem(Record):
    """A meeting gave somebody something to do, by a day or without one."""

    body = models.ForeignKey(Body, models.PROTECT, related_name="action_items", verbose_name=_("body"))
    meeting = models.ForeignKey(
        Meeting, models.PROTECT, related_name="action_items", verbose_name=_("meeting")
    )
    item = models.ForeignKey(
        AgendaItem,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="action_items",
        verbose_name=_("agenda item"),
    )
    what = models.CharField(_("what is to be done"), max_length=300)
    owner = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="action_items", verbose_name=_("who")
    )
    owner_name = models.CharField(
        _("somebody else"), max_length=120, blank=True, help_text=_("If the person is not in the list.")
    )
    due_on = models.DateField(_("by"), null=True, blank=True)
    state = models.CharField(_("state"), max_length=8, choices=ActionState, default=ActionState.OPEN)
    done_at = models.DateTimeField(_("done at"), null=True, blank=True, editable=False)
    note = models.TextField(_("what came of it"), blank=True, max_length=2000)
    reminded_at = models.DateTimeField(_("reminded at"), null=True, blank=True, editable=False)

    objects = ActionItemQuerySet.as_manager()

    class Meta:
        verbose_name = _("action item")
        verbose_name_plural = _("action items")
        ordering = [F("due_on").asc(nulls_last=True), "pk"]
        rules_permissions = {**KEPT_BY_RUNNERS, "follow": is_secretariat | runs_body | belongs_to_body}
        indexes = [models.Index(fields=["state", "due_on"], name="meetings_actionitem_due")]
        constraints = [
            models.CheckConstraint(
                condition=Q(owner__isnull=False, owner_name="") | Q(owner=None) & ~Q(owner_name=""),
                name="meetings_actionitem_has_one_owner",
                violation_error_message=_("Choose who does it, or write another name."),
            ),
            models.CheckConstraint(
                condition=Q(state="open", done_at=None) | ~Q(state="open") & Q(done_at__isnull=False),
                name="meetings_actionitem_done_at_when_done",
            ),
        ]

    def __str__(self) -> str:
        return self.what

    @property
    def owner_words(self) -> Any:
        """Who does it."""
        return self.owner or self.owner_name

    @property
    def shape(self) -> str:
        """The shape of its state's badge; told here, because other things are open and done otherwise."""
        return {ActionState.OPEN: "half", ActionState.DONE: "tick", ActionState.DROPPED: "dash"}[
            ActionState(self.state)
        ]

    @property
    def is_late(self) -> bool:
        """Whether its day has passed and it is still open."""
        is_past = self.due_on is not None and self.due_on < timezone.localdate()
        return self.state == ActionState.OPEN and is_past

    def get_absolute_url(self) -> str:
        """Where it is told what came of it."""
        return reverse("meetings:action-detail", args=[self.body.slug, self.pk])
