"""What is proposed in an item of a meeting, who supports it, and how the meeting votes."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from meetings.enums import VoteMethod
from members.models import Person
from members.rules import is_secretariat, runs_body
from portal.history import track
from portal.models import Record

from .agenda import AgendaItem
from .session import KEPT_BY_RUNNERS


@track
class Motion(Record):
    """Somebody proposed something else than what was on the agenda."""

    item = models.ForeignKey(
        AgendaItem, models.PROTECT, related_name="motions", verbose_name=_("agenda item")
    )
    order = models.PositiveSmallIntegerField(_("order"), editable=False)
    text = models.TextField(_("motion"), max_length=4000)
    mover = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="motions", verbose_name=_("proposed by")
    )
    made_at = models.DateTimeField(_("made at"))

    class Meta:
        verbose_name = _("motion")
        verbose_name_plural = _("motions")
        ordering = ["item", "order"]
        rules_permissions = {**KEPT_BY_RUNNERS, "delete": is_secretariat | runs_body}
        constraints = [
            models.UniqueConstraint(fields=["item", "order"], name="meetings_motion_order_unique"),
            models.CheckConstraint(condition=~Q(text=""), name="meetings_motion_says_something"),
        ]

    def __str__(self) -> str:
        return self.text[:80]


@track
class MotionSupport(models.Model):
    """Somebody supported a motion."""

    motion = models.ForeignKey(Motion, models.CASCADE, related_name="supports", verbose_name=_("motion"))
    person = models.ForeignKey(
        Person, models.PROTECT, related_name="motion_supports", verbose_name=_("supporter")
    )

    class Meta:
        verbose_name = _("support of a motion")
        verbose_name_plural = _("supports of motions")
        ordering = ["motion", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["motion", "person"], name="meetings_motionsupport_once")
        ]

    def __str__(self) -> str:
        return f"{self.person} · {self.motion}"


@track
class Vote(Record):
    """The meeting voted in an item: between what, how, and with how many for each."""

    item = models.ForeignKey(AgendaItem, models.PROTECT, related_name="votes", verbose_name=_("agenda item"))
    order = models.PositiveSmallIntegerField(_("order"), editable=False)
    question = models.CharField(_("question"), max_length=300)
    method = models.CharField(_("way of voting"), max_length=8, choices=VoteMethod, default=VoteMethod.SHOW)
    abstained = models.PositiveSmallIntegerField(_("abstained"), default=0)
    decided_by_chair = models.BooleanField(_("even, decided by the chair"), default=False)
    held_at = models.DateTimeField(_("held at"))

    class Meta:
        verbose_name = _("vote")
        verbose_name_plural = _("votes")
        ordering = ["item", "order"]
        rules_permissions = {**KEPT_BY_RUNNERS, "delete": is_secretariat | runs_body}
        constraints = [
            models.UniqueConstraint(fields=["item", "order"], name="meetings_vote_order_unique"),
        ]

    def __str__(self) -> str:
        return self.question


@track
class VoteOption(models.Model):
    """What one could vote for, and how many did."""

    vote = models.ForeignKey(Vote, models.CASCADE, related_name="options", verbose_name=_("vote"))
    order = models.PositiveSmallIntegerField(_("order"), editable=False)
    text = models.CharField(_("option"), max_length=300)
    motion = models.ForeignKey(
        Motion, models.PROTECT, null=True, blank=True, related_name="vote_options", verbose_name=_("motion")
    )
    votes = models.PositiveSmallIntegerField(_("votes"), default=0)
    won = models.BooleanField(_("won"), default=False)

    class Meta:
        verbose_name = _("option of a vote")
        verbose_name_plural = _("options of votes")
        ordering = ["vote", "order"]
        constraints = [
            models.UniqueConstraint(fields=["vote", "order"], name="meetings_voteoption_order_unique"),
            models.UniqueConstraint(
                fields=["vote"], condition=Q(won=True), name="meetings_voteoption_one_winner"
            ),
        ]

    def __str__(self) -> str:
        return self.text
