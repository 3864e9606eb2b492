"""People put forward for the seats of a body, and the points that they got."""

import uuid
from typing import Self

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from members.enums import NominationOutcome, NominationState, Wish
from members.rules import KEPT
from portal.history import track
from portal.models import Record
from portal.page_changes import no_public_page_reads

from .body import Nominator
from .organisation import Organisation
from .person import Person
from .rounds import Criterion, NominationRound
from .term import Mandate, Seat, SeatGroup


class NominationQuerySet(models.QuerySet):
    """Questions about nominations."""

    def sent(self) -> Self:
        """Those that count: sent in, and neither declined, withdrawn nor set aside."""
        return self.filter(state__in=[NominationState.SUBMITTED, NominationState.CONFIRMED])

    def confirmed(self) -> Self:
        """Those whose candidate has agreed; only they can be chosen."""
        return self.filter(state=NominationState.CONFIRMED)

    def for_list(self) -> Self:
        """With what lists show of them."""
        return self.select_related("group", "organisation__home_municipality", "nominator")


SENT = Q(state__in=["submitted", "confirmed"])


# Written at every pause of somebody who types. The public list of a round shows what was decided, and that changes
# together with the round or with a mandate.
@no_public_page_reads
class Nomination(Record):
    """A person put forward for a group of seats in a round; while it is a draft anything may be missing.

    Not tracked: it is saved at every pause, and its contact data must go from every table when its time is over.
    """

    round = models.ForeignKey(
        NominationRound, models.PROTECT, related_name="nominations", verbose_name=_("round")
    )
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    confirm_key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    version = models.PositiveIntegerField(default=0, editable=False)
    state = models.CharField(
        _("state"), max_length=10, choices=NominationState, default=NominationState.DRAFT, editable=False
    )
    group = models.ForeignKey(
        SeatGroup,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="nominations",
        verbose_name=_("group of seats"),
    )
    wish = models.CharField(_("stands for"), max_length=10, choices=Wish, default=Wish.EITHER)
    organisation = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="nominations",
        verbose_name=_("organisation"),
    )
    organisation_name = models.CharField(
        _("name of an organisation that is not in the register"), max_length=200, blank=True
    )
    nominator = models.ForeignKey(
        Nominator,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="nominations",
        verbose_name=_("nominated by the network"),
    )
    candidate_name = models.CharField(_("candidate's name"), max_length=120, blank=True)
    candidate_email = models.EmailField(_("candidate's e-mail address"), blank=True)
    candidate_phone = models.CharField(_("candidate's phone"), max_length=30, blank=True)
    grounds = models.TextField(_("why this candidate"), max_length=4000, blank=True)
    statement = models.TextField(_("statement"), max_length=4000, blank=True)
    sender_name = models.CharField(_("your name"), max_length=120, blank=True)
    sender_email = models.EmailField(_("your e-mail address"), blank=True)
    language = models.CharField(_("language"), max_length=2, default="fi", editable=False)
    created_at = models.DateTimeField(_("begun at"), editable=False)
    saved_at = models.DateTimeField(_("saved at"), null=True, editable=False)
    submitted_at = models.DateTimeField(_("sent at"), null=True, editable=False)
    answered_at = models.DateTimeField(_("candidate answered at"), null=True, editable=False)
    reminded_at = models.DateTimeField(_("candidate was reminded at"), null=True, editable=False)
    outcome = models.CharField(_("outcome"), max_length=10, choices=NominationOutcome, blank=True)
    outcome_reason = models.TextField(_("reasons"), blank=True)
    seat = models.ForeignKey(
        Seat,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="nominations",
        verbose_name=_("chosen for the seat"),
    )
    person = models.ForeignKey(
        Person,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="nominations",
        verbose_name=_("person"),
    )
    mandate = models.OneToOneField(
        Mandate,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="nomination",
        verbose_name=_("mandate"),
    )

    corrected_on = models.DateField(_("choice corrected from"), null=True, editable=False)
    corrected_because = models.TextField(_("why the choice was corrected"), blank=True, editable=False)

    objects = NominationQuerySet.as_manager()

    class Meta:
        verbose_name = _("nomination")
        verbose_name_plural = _("nominations")
        ordering = ["round", "group", "submitted_at", "pk"]
        rules_permissions = KEPT
        constraints = [
            models.UniqueConstraint(
                fields=["round", "group", "organisation"],
                condition=SENT & Q(organisation__isnull=False),
                name="members_nomination_organisation_once_in_group",
                violation_error_message=_("The organisation has nominated somebody for this group already."),
            ),
            models.UniqueConstraint(
                "round",
                "group",
                Lower("organisation_name"),
                condition=SENT & Q(organisation=None) & ~Q(organisation_name=""),
                name="members_nomination_named_organisation_once_in_group",
                violation_error_message=_("The organisation has nominated somebody for this group already."),
            ),
            models.UniqueConstraint(
                "round",
                "group",
                Lower("candidate_email"),
                condition=SENT
                & Q(organisation=None, organisation_name="", nominator=None)
                & ~Q(candidate_email=""),
                name="members_nomination_own_name_once_in_group",
                violation_error_message=_("You have put yourself forward for this group already."),
            ),
            models.UniqueConstraint(
                fields=["round", "seat"],
                condition=Q(seat__isnull=False, mandate=None),
                name="members_nomination_one_for_a_seat",
                violation_error_message=_("Somebody else is chosen for this seat."),
            ),
            models.CheckConstraint(
                condition=Q(outcome__in=["member", "deputy"], seat__isnull=False)
                | ~Q(outcome__in=["member", "deputy"]) & Q(seat=None),
                name="members_nomination_seat_when_chosen",
            ),
            models.CheckConstraint(
                condition=Q(state="draft", submitted_at=None)
                | ~Q(state="draft") & Q(submitted_at__isnull=False),
                name="members_nomination_submitted_at_when_sent",
            ),
            models.CheckConstraint(
                condition=Q(state="draft") | Q(group__isnull=False),
                name="members_nomination_sent_has_group",
            ),
            models.CheckConstraint(
                condition=Q(outcome__in=["", "not_chosen"]) | Q(state="confirmed"),
                name="members_nomination_only_confirmed_is_chosen",
            ),
            models.CheckConstraint(
                condition=Q(mandate=None) | Q(outcome__in=["member", "deputy"]),
                name="members_nomination_mandate_when_chosen",
            ),
            models.CheckConstraint(
                condition=Q(corrected_on=None, corrected_because="")
                | Q(corrected_on__isnull=False, mandate__isnull=False) & ~Q(corrected_because=""),
                name="members_nomination_correction_says_why",
            ),
        ]

    def __str__(self) -> str:
        return self.candidate_name

    @property
    def body_id(self) -> int:
        """The body whose round it is in; access rules ask for it."""
        return self.round.body_id

    @property
    def shown_organisation(self) -> str:
        """The organisation's name, from the register or as it was written."""
        return str(self.organisation) if self.organisation else self.organisation_name


class SettingAside(Record):
    """A nomination that was found to be false was set aside, for a reason; once taken back it counts again."""

    nomination = models.ForeignKey(
        Nomination, models.PROTECT, related_name="settings_aside", verbose_name=_("nomination")
    )
    reason = models.TextField(_("why it was set aside"))
    done_at = models.DateTimeField(_("set aside at"))
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("set aside by")
    )
    taken_back_at = models.DateTimeField(_("taken back at"), null=True)
    taken_back_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("taken back by")
    )

    class Meta:
        verbose_name = _("setting aside of a nomination")
        verbose_name_plural = _("settings aside of nominations")
        ordering = ["nomination", "done_at", "pk"]
        rules_permissions = KEPT
        constraints = [
            models.UniqueConstraint(
                fields=["nomination"],
                condition=Q(taken_back_at=None),
                name="members_settingaside_one_at_a_time",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="members_settingaside_has_reason"),
            models.CheckConstraint(
                condition=Q(taken_back_at=None, taken_back_by=None)
                | Q(taken_back_by__isnull=False, taken_back_at__gte=F("done_at")),
                name="members_settingaside_taken_back_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.nomination} · {self.reason}"


@track
class Score(Record):
    """The points that somebody gave a nomination on a criterion, with the reason."""

    nomination = models.ForeignKey(
        Nomination, models.CASCADE, related_name="scores", verbose_name=_("nomination")
    )
    criterion = models.ForeignKey(
        Criterion, models.PROTECT, related_name="scores", verbose_name=_("criterion")
    )
    scorer = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("given by")
    )
    points = models.PositiveSmallIntegerField(_("points"))
    reason = models.TextField(_("reason"))

    class Meta:
        verbose_name = _("score")
        verbose_name_plural = _("scores")
        ordering = ["nomination", "criterion"]
        rules_permissions = KEPT
        constraints = [
            models.UniqueConstraint(
                fields=["nomination", "criterion", "scorer"], name="members_score_once_each"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="members_score_has_reason"),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="within_criterion",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                func="""
                    IF NOT EXISTS (
                        SELECT FROM members_criterion c
                        JOIN members_nomination n ON n.round_id = c.round_id
                        WHERE c.id = NEW.criterion_id AND n.id = NEW.nomination_id AND NEW.points <= c.most_points
                    ) THEN
                        RAISE EXCEPTION 'score % does not fit its criterion', NEW.id
                        USING ERRCODE = 'check_violation', CONSTRAINT = 'members_score_within_criterion';
                    END IF;
                    RETURN NEW;
                """,
            )
        ]

    def __str__(self) -> str:
        return f"{self.nomination} · {self.criterion} · {self.points}"
