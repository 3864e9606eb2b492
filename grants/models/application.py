"""Applications, the steps that they take, and the references that they get."""

import uuid
from datetime import timedelta
from typing import Self

import pgtrigger
from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from grants.enums import ApplicationRoleKind, ApplicationState, PaperWay
from grants.rules import (
    OFFICERS,
    WRITERS_OF_IT,
    enters_paper,
    is_secretariat,
    reads_application,
    regions_handled_by,
)
from members.models import Organisation
from members.rules import organisation_roles_of, organisations_changed_by
from portal.access import Actor
from portal.enums import Language
from portal.models import Record
from portal.page_changes import no_public_page_reads

from .call import Call
from .call_kind import CallKind
from .kind import EuroField, sensible_sum
from .people import ApplicationRole
from .question import QuestionSet

LISTED = [
    "call", "call_kind", "organisation", "handler", "group_name", "title", "case_number", "state", "reference",
    "requested_sum", "is_paper", "iban",
]  # fmt: skip
WRITERS = (ApplicationRoleKind.OWNER, ApplicationRoleKind.EDITOR)


class ApplicationQuerySet(models.QuerySet):
    """Questions about applications."""

    def visible_to(self, user: Actor) -> Self:
        """One's own, whoever began them for the same organisation; for officers besides what was ever sent."""
        if not user.is_authenticated:
            return self.none()
        if is_secretariat(user):
            return self
        sent = (~Q(reference="") | Q(is_paper=True)) & Q(region__in=regions_handled_by(user))
        return self.filter(self._own(user, organisation_roles_of(user)) | sent)

    def changed_by(self, user: Actor) -> Self:
        """Those in which the user may write for the applicant, and for officers what came on paper."""
        if not user.is_authenticated:
            return self.none()
        entered = Q(is_paper=True)
        if not is_secretariat(user):
            entered &= Q(region__in=regions_handled_by(user))
        return self.filter(self._own(user, organisations_changed_by(user), WRITERS) | entered)

    def handled_by(self, user: Actor) -> Self:
        """What was ever sent in the regions whose grants the user handles."""
        return self._in_regions_of(user).exclude(reference="")

    def opened_to_officers(self, user: Actor) -> Self:
        """What an officer has a page of: what was ever sent, came on paper, or was asked to be let come late."""
        asked_late = self.model.objects.filter(pk=OuterRef("pk"), late_requests__isnull=False)
        return self._in_regions_of(user).filter(~Q(reference="") | Q(is_paper=True) | Exists(asked_late))

    def waiting_to_come_late(self, user: Actor) -> Self:
        """Drafts whose applicants wait for an officer's answer."""
        return self._in_regions_of(user).filter(
            state=ApplicationState.DRAFT,
            late_requests__isnull=False,
            late_requests__answered_at=None,
        )

    def being_entered(self, user: Actor) -> Self:
        """What came on paper to the regions whose grants the user handles, and is not registered yet."""
        return self._in_regions_of(user).filter(is_paper=True, state=ApplicationState.DRAFT)

    def _in_regions_of(self, user: Actor) -> Self:
        return self if is_secretariat(user) else self.filter(region__in=regions_handled_by(user))

    def for_list(self) -> Self:
        """What a list shows, in one query."""
        return self.select_related("call", "call_kind__kind", "organisation").defer("sent_words")

    def _own(self, user: Actor, organisations: object, roles: tuple[str, ...] = ()) -> Q:
        own = ApplicationRole.objects.in_force().filter(application=OuterRef("pk"), user=user.pk)
        if roles:
            own = own.filter(role__in=roles)
        being_entered = Q(is_paper=True, state=ApplicationState.DRAFT)
        return (Q(organisation__in=organisations) | Q(Exists(own))) & ~being_entered


# Written at every pause of somebody who types.
@no_public_page_reads
class Application(Record):
    """What an applicant asks for in a call; while it is a draft anything may be missing.

    Not tracked: drafts are saved at every pause. What was sent is kept whole in `Submission`.
    """

    region = models.ForeignKey("members.Region", models.PROTECT, related_name="grant_applications")
    call = models.ForeignKey(Call, models.PROTECT, related_name="applications", verbose_name=_("call"))
    call_kind = models.ForeignKey(
        CallKind, models.PROTECT, related_name="applications", verbose_name=_("kind of grant")
    )
    question_set = models.ForeignKey(
        QuestionSet, models.PROTECT, related_name="applications", verbose_name=_("questions")
    )
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    organisation = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="grant_applications",
        verbose_name=_("applicant"),
    )
    group_name = models.CharField(
        _("name of the group"), max_length=200, blank=True, help_text=_("For a group that is not registered.")
    )
    language = models.CharField(_("language"), max_length=2, choices=Language, default=Language.FINNISH)
    contact_name = models.CharField(_("contact"), max_length=120, blank=True)
    contact_email = models.EmailField(_("e-mail of the contact"), blank=True)
    contact_phone = models.CharField(_("phone of the contact"), max_length=30, blank=True)
    deputy_name = models.CharField(_("deputy contact"), max_length=120, blank=True)
    deputy_email = models.EmailField(_("e-mail of the deputy contact"), blank=True)
    deputy_phone = models.CharField(_("phone of the deputy contact"), max_length=30, blank=True)
    iban = models.CharField(_("bank account (IBAN)"), max_length=34, blank=True)
    iban_holder = models.CharField(_("holder of the account"), max_length=200, blank=True)
    # Copied from the answer whose question means it, for lists and sums.
    requested_sum = EuroField(_("sum applied for"), null=True, blank=True)
    title = models.CharField(
        _("title"), max_length=200, blank=True, help_text=_("What the applicant calls the activity.")
    )

    state = models.CharField(
        _("state"), max_length=12, choices=ApplicationState, default=ApplicationState.DRAFT, editable=False
    )
    reference = models.CharField(_("reference"), max_length=20, blank=True, editable=False)
    # Each word of the last sending once, for the officers' search; a draft is not searched.
    sent_words = models.TextField(blank=True, editable=False)
    case_number = models.CharField(_("the county's case number"), max_length=60, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)
    created_at = models.DateTimeField(_("begun at"), editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+"
    )
    saved_at = models.DateTimeField(_("saved at"), null=True, editable=False)
    # The arrival of the request that sent it last.
    submitted_at = models.DateTimeField(_("sent at"), null=True, editable=False)
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, editable=False)
    withdrawn_because = models.TextField(_("why it was withdrawn"), blank=True, editable=False)
    copied_from = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, editable=False, related_name="copies"
    )
    is_paper = models.BooleanField(_("came on paper"), default=False, editable=False)
    # The instant that counts for a paper; the officer who enters it knows it from the stamp or the mail.
    paper_arrived_at = models.DateTimeField(_("paper arrived at"), null=True, editable=False)
    paper_way = models.CharField(
        _("how the paper came"), max_length=10, choices=PaperWay, blank=True, editable=False
    )
    late_because = models.TextField(_("why it was taken late"), blank=True, editable=False)
    late_until = models.DateTimeField(_("may be sent late until"), null=True, editable=False)
    late_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+"
    )
    handler = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="handled_applications",
        verbose_name=_("handled by"),
    )

    objects = ApplicationQuerySet.as_manager()

    class Meta:
        verbose_name = _("application")
        verbose_name_plural = _("applications")
        ordering = ["-pk"]
        rules_permissions = {
            "view": is_secretariat,
            "read": OFFICERS | reads_application,
            "print": reads_application | enters_paper,
            "change": WRITERS_OF_IT,
            "handle": OFFICERS,
            "delete": is_secretariat,
        }
        indexes = [
            models.Index(fields=["call", "state", "-submitted_at"], name="grants_application_of_call"),
            # All that the officers' list is narrowed and ordered by: it is read here, and not in the rows, which are
            # wide because what was answered stands in them.
            models.Index(
                fields=["region", "-submitted_at", "-id"],
                include=LISTED,
                condition=~Q(reference=""),
                name="grants_application_listed",
            ),
            models.Index(fields=["iban"], name="grants_application_iban", condition=~Q(iban="")),
            # Without a list of what came lately: every search would go through it until somebody tidies up.
            GinIndex(
                fields=["sent_words"],
                name="grants_application_words",
                opclasses=["gin_trgm_ops"],
                fastupdate=False,
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(organisation__isnull=False, group_name="")
                | Q(organisation=None) & ~Q(group_name=""),
                name="grants_application_one_applicant",
            ),
            models.CheckConstraint(
                condition=Q(state="draft", reference="", submitted_at=None)
                | Q(
                    state__in=["submitted", "withdrawn"], reference__isnull=False, submitted_at__isnull=False
                ),
                name="grants_application_reference_when_sent",
            ),
            models.CheckConstraint(
                condition=Q(state="withdrawn", withdrawn_at__isnull=False)
                | ~Q(state="withdrawn") & Q(withdrawn_at=None),
                name="grants_application_withdrawn_at",
            ),
            models.CheckConstraint(
                condition=Q(late_until=None) | ~Q(late_because=""), name="grants_application_late_says_why"
            ),
            models.CheckConstraint(
                condition=Q(is_paper=True, paper_arrived_at__isnull=False) & ~Q(paper_way="")
                | Q(is_paper=False, paper_arrived_at=None, paper_way=""),
                name="grants_application_paper_has_arrival",
            ),
            models.UniqueConstraint(
                fields=["reference"], condition=~Q(reference=""), name="grants_application_reference_unique"
            ),
            sensible_sum("requested_sum", "grants_application_sum_sensible"),
        ]

    def __str__(self) -> str:
        return self.reference or f"{self.applicant_name} · {self.call_kind_id}"

    @property
    def applicant_name(self) -> str:
        """Who applies."""
        return self.organisation.name if self.organisation else self.group_name

    @property
    def is_being_entered(self) -> bool:
        """Whether it came on paper and an officer is typing it in: until it is registered it is the officers' alone."""
        return self.is_paper and self.state == ApplicationState.DRAFT

    @property
    def paper_late_by(self) -> timedelta | None:
        """How much later than the closing a paper came; nothing for one that was in time."""
        arrived_at, closes_at = self.paper_arrived_at, self.call.closes_at
        return arrived_at - closes_at if arrived_at and closes_at and arrived_at >= closes_at else None

    def get_absolute_url(self) -> str:
        """The application's page."""
        return reverse("grants:application-detail", args=[self.key])

    def role_of(self, user: Actor) -> str | None:
        """The user's own role in this application; asked from the database once for each user."""
        known = self.__dict__.setdefault("_roles", {})
        if user.pk not in known:
            roles = self.roles.in_force().filter(user=user.pk)
            known[user.pk] = roles.values_list("role", flat=True).first()
        return known[user.pk]


@no_public_page_reads
class ApplicationStep(models.Model):
    """An application got a new state, or was handed over: when, by whom, why. Nothing changes these rows."""

    application = models.ForeignKey(
        Application, models.CASCADE, related_name="steps", verbose_name=_("application")
    )
    taken_at = models.DateTimeField(_("at"))
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("by")
    )
    before = models.CharField(_("state before"), max_length=12, choices=ApplicationState, blank=True)
    after = models.CharField(_("state after"), max_length=12, choices=ApplicationState)
    note = models.TextField(_("reason"), blank=True)

    class Meta:
        verbose_name = _("step of an application")
        verbose_name_plural = _("steps of applications")
        ordering = ["application", "taken_at", "pk"]
        triggers = [pgtrigger.Protect(name="never_changed", operation=pgtrigger.Update)]

    def __str__(self) -> str:
        return f"{self.application_id} · {self.after}"


@no_public_page_reads
class ReferenceCounter(models.Model):
    """The last number of a reference given in a year; the row is locked while a number is taken."""

    year = models.PositiveSmallIntegerField(unique=True)
    last_number = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("counter of references")
        verbose_name_plural = _("counters of references")

    def __str__(self) -> str:
        return str(self.year)
