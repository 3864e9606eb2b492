"""Organisations and the people who act for them."""

import uuid
from typing import Self

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Func, Q, Value
from django.db.models.functions import Lower, Upper
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from stdnum.fi import ytunnus

from members.enums import LegalForm, OrganisationRoleKind, OrganisationSize, RequestState, Verification
from members.names import NAME_KEY
from members.rules import (
    KEPT,
    edits_organisation,
    is_secretariat,
    organisation_roles_of,
    organisations_changed_by,
    owns_organisation,
)
from portal.access import Actor
from portal.history import track
from portal.models import Record
from portal.search import MarksChange

from .base import Period, days, ends_after_beginning
from .category import Category
from .region import Municipality

REQUEST_SHAPES: dict[str, str] = {
    RequestState.WAITING: "half",
    RequestState.ACCEPTED: "tick",
    RequestState.REFUSED: "octagon",
    RequestState.WITHDRAWN: "dash",
}


class OrganisationQuerySet(models.QuerySet):
    """Questions about organisations."""

    def visible_to(self, user: Actor) -> Self:
        """The register is public; what is not listed yet is seen by its own people and the secretariat.

        What was merged into another organisation is found there.
        """
        if not user.is_authenticated:
            return self.listed()
        if is_secretariat(user):
            return self.filter(merged_into=None)
        asked_for = user.join_requests.filter(state=RequestState.WAITING).values("organisation")
        own = Q(pk__in=organisation_roles_of(user)) | Q(pk__in=asked_for)
        return self.filter(Q(is_listed=True) | own, merged_into=None)

    def listed(self) -> Self:
        """The public register."""
        return self.filter(is_listed=True)

    def changed_by(self, user: Actor) -> Self:
        """Those whose profile the user may change today."""
        if is_secretariat(user):
            return self
        return self.filter(pk__in=organisations_changed_by(user))


@track(exclude=["sort_key"])
class Organisation(Record):
    """An association or another organisation, as the public record knows it."""

    name = models.CharField(_("name"), max_length=200)
    legal_form = models.CharField(
        _("legal form"), max_length=20, choices=LegalForm, default=LegalForm.ASSOCIATION
    )
    business_id = models.CharField(
        _("Y-tunnus"),
        max_length=9,
        blank=True,
        help_text=_("Seven digits, a dash and a check digit: 1234567-1."),
    )
    register_number = models.CharField(
        _("association register number"),
        max_length=6,
        blank=True,
        validators=[RegexValidator(r"^\d{1,6}$", _("Write 1-6 digits."))],
        help_text=_("1-6 digits, without dots."),
    )
    registered_on = models.DateField(_("registered on"), null=True, blank=True)
    active_in_region_since = models.DateField(_("active in the region since"), null=True, blank=True)
    home_municipality = models.ForeignKey(
        Municipality,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="organisations",
        verbose_name=_("home municipality"),
    )
    municipalities = models.ManyToManyField(
        Municipality, blank=True, related_name="active_organisations", verbose_name=_("acts in")
    )
    categories = models.ManyToManyField(
        Category, blank=True, related_name="organisations", verbose_name=_("categories")
    )
    other_names = ArrayField(
        models.CharField(max_length=200),
        verbose_name=_("other names"),
        default=list,
        blank=True,
        help_text=_("Names that the search finds too, separated by commas."),
    )
    size = models.CharField(_("size"), max_length=10, choices=OrganisationSize, blank=True)
    is_service_producer = models.BooleanField(
        _("produces services"),
        null=True,
        blank=True,
        help_text=_("Whether it sells social or health services."),
    )
    description = models.TextField(_("description"), blank=True)
    website = models.URLField(_("website"), blank=True)
    email = models.EmailField(_("e-mail address"), blank=True)
    phone = models.CharField(_("phone"), max_length=30, blank=True)
    merged_into = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="doubles",
        verbose_name=_("merged into"),
    )
    is_listed = models.BooleanField(
        _("in the public register"),
        default=True,
        help_text=_("What a visitor of the portal adds is listed once the secretariat has accepted it."),
    )
    is_example = models.BooleanField(_("invented example"), default=False)
    # The wheel's PostgreSQL has no Finnish collation: å, ä and ö come last in this generated key, as Finns expect.
    sort_key = models.GeneratedField(
        expression=Func(Lower("name"), Value("åäöæø"), Value("{|}|}"), function="translate"),
        output_field=models.CharField(max_length=200),
        db_persist=True,
    )
    name_key = models.GeneratedField(
        expression=Func(F("name"), template=NAME_KEY.format("%(expressions)s")),
        output_field=models.CharField(max_length=200),
        db_persist=True,
    )

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        ordering = ["sort_key", "pk"]
        rules_permissions = {
            **KEPT,
            "change": is_secretariat | edits_organisation,
            "own": is_secretariat | owns_organisation,
        }
        indexes = [
            # The public list, whole and by each of its filters, is counted and turned over in these alone.
            models.Index(F("sort_key"), F("id"), name="members_organisation_sort", include=["is_listed"]),
            *(
                models.Index(
                    F(column),
                    F("sort_key"),
                    F("id"),
                    name=f"members_organisation_{column[:4]}",
                    condition=Q(is_listed=True),
                )
                for column in ("home_municipality", "legal_form", "size")
            ),
            models.Index(fields=["name_key"], name="members_organisation_name_key"),
            # The admin's search box asks for a part of the name.
            GinIndex(OpClass(Upper("name"), name="gin_trgm_ops"), name="members_organisation_name_part"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["business_id"],
                condition=~Q(business_id=""),
                name="members_organisation_business_id_unique",
                violation_error_message=_("An organisation with this Y-tunnus is in the register already."),
            ),
            models.UniqueConstraint(
                fields=["register_number"],
                condition=~Q(register_number=""),
                name="members_organisation_register_number_unique",
                violation_error_message=_("An organisation with this number is in the register already."),
            ),
            models.CheckConstraint(
                condition=Q(business_id="") | Q(business_id__regex=r"^\d{7}-\d$"),
                name="members_organisation_business_id_form",
                violation_error_message=_("Write the Y-tunnus as 1234567-1."),
            ),
            models.CheckConstraint(
                condition=~Q(merged_into=F("pk")), name="members_organisation_not_merged_into_itself"
            ),
            models.CheckConstraint(
                condition=Q(merged_into=None) | Q(is_listed=False),
                name="members_organisation_merged_is_not_listed",
            ),
        ]
        triggers = [MarksChange()]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """The organisation's public page."""
        return reverse("members:organisation-detail", args=[self.pk])

    def clean(self) -> None:
        """Refuse a Y-tunnus whose check digit is wrong."""
        super().clean()
        if self.business_id and not ytunnus.is_valid(self.business_id):
            raise ValidationError(
                {"business_id": _("This Y-tunnus is not right. Check the digits: 1234567-1.")}
            )


@track
class OrganisationRole(Record, Period):
    """A user acts for an organisation."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="organisation_roles", verbose_name=_("user")
    )
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="roles", verbose_name=_("organisation")
    )
    role = models.CharField(_("role"), max_length=10, choices=OrganisationRoleKind)
    verified_by = models.CharField(_("verified by"), max_length=20, choices=Verification)

    class Meta:
        verbose_name = _("role in an organisation")
        verbose_name_plural = _("roles in organisations")
        rules_permissions = KEPT
        constraints = [
            ends_after_beginning("members_organisationrole_ends_after_beginning"),
            ExclusionConstraint(
                name="members_organisationrole_one_at_a_time",
                expressions=[("user", "="), ("organisation", "="), (days(), "&&")],
                violation_error_message=_("The person has a role in this organisation on these days."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.organisation} · {self.get_role_display()}"


class OrganisationUnit(Record, Period):
    """A unit of an organisation by the name that it has for a time."""

    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="units", verbose_name=_("organisation")
    )
    name = models.CharField(_("name"), max_length=200)

    class Meta:
        verbose_name = _("unit")
        verbose_name_plural = _("units")
        ordering = ["organisation", "name", "-valid_from"]
        rules_permissions = KEPT
        constraints = [
            ends_after_beginning("members_organisationunit_ends_after_beginning"),
            ExclusionConstraint(
                name="members_organisationunit_name_once",
                expressions=[("organisation", "="), ("name", "="), (days(), "&&")],
                violation_error_message=_("The organisation has a unit of this name on these days."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


@track
class JoinRequest(Record):
    """Somebody asks to act for an organisation that others act for already, or that is in the register."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="join_requests", verbose_name=_("user")
    )
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="join_requests", verbose_name=_("organisation")
    )
    role = models.CharField(_("role asked for"), max_length=10, choices=OrganisationRoleKind)
    message = models.TextField(_("message"), blank=True, max_length=1000)
    state = models.CharField(
        _("state"), max_length=10, choices=RequestState, default=RequestState.WAITING, editable=False
    )
    asked_at = models.DateTimeField(_("asked at"), editable=False)
    decided_at = models.DateTimeField(_("decided at"), null=True, editable=False)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+"
    )

    class Meta:
        verbose_name = _("request to act for an organisation")
        verbose_name_plural = _("requests to act for organisations")
        ordering = ["asked_at"]
        rules_permissions = KEPT
        constraints = [
            models.UniqueConstraint(
                fields=["user", "organisation"],
                condition=Q(state="waiting"),
                name="members_joinrequest_one_waiting",
                violation_error_message=_("You have asked already. You get a mail when it is decided."),
            ),
            models.CheckConstraint(
                condition=Q(state="waiting", decided_at=None)
                | ~Q(state="waiting") & Q(decided_at__isnull=False),
                name="members_joinrequest_decided_at_when_decided",
            ),
        ]

    @property
    def shape(self) -> str:
        """The shape of the state's badge."""
        return REQUEST_SHAPES[self.state]

    def __str__(self) -> str:
        return f"{self.user} · {self.organisation}"


@track
class OrganisationInvitation(Record):
    """An owner, or the secretariat, has asked somebody by mail to act for an organisation."""

    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="invitations", verbose_name=_("organisation")
    )
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    email = models.EmailField(_("e-mail address"))
    role = models.CharField(_("role"), max_length=10, choices=OrganisationRoleKind)
    state = models.CharField(
        _("state"), max_length=10, choices=RequestState, default=RequestState.WAITING, editable=False
    )
    asked_at = models.DateTimeField(_("asked at"), editable=False)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+"
    )
    answered_at = models.DateTimeField(_("answered at"), null=True, editable=False)

    class Meta:
        verbose_name = _("invitation to act for an organisation")
        verbose_name_plural = _("invitations to act for organisations")
        ordering = ["asked_at"]
        rules_permissions = KEPT
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                F("organisation"),
                condition=Q(state="waiting"),
                name="members_organisationinvitation_one_waiting",
                violation_error_message=_("This person has been asked already."),
            ),
            models.CheckConstraint(
                condition=Q(state="waiting", answered_at=None)
                | ~Q(state="waiting") & Q(answered_at__isnull=False),
                name="members_organisationinvitation_answered_at_when_answered",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.email} · {self.organisation}"
