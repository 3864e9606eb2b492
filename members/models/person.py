"""People in bodies, their positions of trust and their right to speak."""

from collections.abc import Iterable
from datetime import date
from hashlib import sha256
from typing import Self

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import Case, Exists, OuterRef, Q, Subquery, When
from django.db.models.functions import Greatest, Upper
from django.utils.translation import gettext_lazy as _

from members.enums import OfficeKind, PersonActKind
from members.rules import KEPT, bodies_run_by, is_secretariat, runs_person
from portal.access import Actor
from portal.history import track
from portal.models import Record

from .base import Period, days, ends_after_beginning
from .body import Body
from .organisation import Organisation


class PersonQuerySet(models.QuerySet):
    """Questions about people."""

    def visible_to(self, user: Actor) -> Self:
        """Those who sit or have ever sat in the bodies that the user coordinates; everybody for the secretariat."""
        if is_secretariat(user):
            return self
        bodies = bodies_run_by(user)
        return self.in_bodies(bodies) if bodies else self.none()

    def in_bodies(self, bodies: Iterable[int]) -> Self:
        """Those who have or had a seat, an office or the right to speak in one of the bodies."""
        from .term import Mandate

        sat = Mandate.objects.filter(person=OuterRef("pk"), seat__group__term__body__in=bodies)
        others = [
            model.objects.filter(person=OuterRef("pk"), body__in=bodies) for model in (Office, SpeakingRight)
        ]
        return self.filter(Exists(sat) | Exists(others[0]) | Exists(others[1]))

    def with_last_day(self) -> Self:
        """Each with the last day of all that the person has had in bodies; none when something has no end, or never was."""
        from .term import Mandate

        periods = [model.objects.filter(person=OuterRef("pk")) for model in (Mandate, Office, SpeakingRight)]
        goes_on = [Exists(period.filter(valid_until=None)) for period in periods]
        ends = [Subquery(period.order_by("-valid_until").values("valid_until")[:1]) for period in periods]
        return self.annotate(
            last_day=Case(
                When(goes_on[0] | goes_on[1] | goes_on[2], then=None),
                default=Greatest(*ends),
                output_field=models.DateField(),
            )
        )

    def with_old_contact(self, day: date) -> Self:
        """Those whose contact data is still here although all that they had in bodies ended before the day."""
        has_contact = ~Q(email="") | ~Q(phone="") | Q(contact_is_public=True)
        return self.filter(has_contact).with_last_day().filter(last_day__lt=day)


class Person(Record):
    """Somebody who sits in bodies; may have an account for signing in.

    Not tracked: contact data must go from every table when its time is over.
    """

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="person",
        verbose_name=_("account"),
    )
    name = models.CharField(_("name"), max_length=120)
    email = models.EmailField(_("e-mail address"), blank=True)
    phone = models.CharField(_("phone"), max_length=30, blank=True)
    contact_is_public = models.BooleanField(
        _("contact data may be shown"), default=False, help_text=_("Only with the person's own consent.")
    )
    contact_agreed_at = models.DateTimeField(_("agreed to it at"), null=True, blank=True, editable=False)
    contact_agreed_how = models.CharField(
        _("how the consent was given"),
        max_length=200,
        blank=True,
        editable=False,
        help_text=_("Empty: by the person in the portal."),
    )
    invited_at = models.DateTimeField(_("invited to sign in at"), null=True, blank=True, editable=False)
    is_example = models.BooleanField(_("invented example"), default=False)

    objects = PersonQuerySet.as_manager()

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering = ["name", "pk"]
        rules_permissions = {**KEPT, "run": is_secretariat | runs_person}
        indexes = [
            # The search asks for a part of the name, and signing in for the address whatever its case.
            GinIndex(OpClass(Upper("name"), name="gin_trgm_ops"), name="members_person_name_part"),
            models.Index(Upper("email"), name="members_person_email"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(contact_is_public=True, contact_agreed_at__isnull=False)
                | Q(contact_is_public=False, contact_agreed_at=None, contact_agreed_how=""),
                name="members_person_contact_public_when_agreed",
                violation_error_message=_("Contact data is shown only with the person's own consent."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def contact_mark(self) -> str:
        """Another one after each change of the name and the contact data: so a form knows what it was made from."""
        seen = (self.name, self.email, self.phone, str(self.contact_is_public))
        return sha256("\0".join(seen).encode()).hexdigest()[:16]

    @property
    def public_email(self) -> str:
        """The e-mail address, if the person has agreed that everybody may see it."""
        return self.email if self.contact_is_public else ""

    @property
    def public_phone(self) -> str:
        """The phone number, if the person has agreed that everybody may see it."""
        return self.phone if self.contact_is_public else ""


class PersonAct(Record):
    """Something that was done to a person's record, when and by whom; it never repeats the contact data itself."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="acts", verbose_name=_("person"))
    kind = models.CharField(_("what was done"), max_length=20, choices=PersonActKind)
    note = models.CharField(_("note"), max_length=200, blank=True)
    done_at = models.DateTimeField(_("when"))
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("by whom"),
        help_text=_("Empty: by the portal itself."),
    )

    class Meta:
        verbose_name = _("act on a person's record")
        verbose_name_plural = _("acts on people's records")
        ordering = ["-done_at", "-pk"]
        rules_permissions = KEPT

    def __str__(self) -> str:
        return f"{self.person} · {self.get_kind_display()}"


@track
class Office(Record, Period):
    """A position of trust in a body, held for a time."""

    body = models.ForeignKey(Body, models.PROTECT, related_name="offices", verbose_name=_("body"))
    person = models.ForeignKey(Person, models.PROTECT, related_name="offices", verbose_name=_("person"))
    kind = models.CharField(_("office"), max_length=12, choices=OfficeKind)
    reasons = models.TextField(_("reasons"), blank=True)

    class Meta:
        verbose_name = _("office")
        verbose_name_plural = _("offices")
        ordering = ["body", "kind", "-valid_from"]
        rules_permissions = KEPT
        constraints = [
            ends_after_beginning("members_office_ends_after_beginning"),
            ExclusionConstraint(
                name="members_office_one_chair_at_a_time",
                expressions=[("body", "="), ("kind", "="), (days(), "&&")],
                condition=Q(kind__in=["chair", "vice_chair"]),
                violation_error_message=_("Somebody else holds this office on these days."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} · {self.get_kind_display()}"


@track
class SpeakingRight(Record, Period):
    """The right to be present and speak in the meetings of a body without a seat."""

    body = models.ForeignKey(Body, models.PROTECT, related_name="speaking_rights", verbose_name=_("body"))
    person = models.ForeignKey(
        Person, models.PROTECT, related_name="speaking_rights", verbose_name=_("person")
    )
    organisation = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="speaking_rights",
        verbose_name=_("organisation"),
    )
    group = models.CharField(
        _("group"), max_length=120, help_text=_("Whom the person speaks for, such as parishes.")
    )

    class Meta:
        verbose_name = _("right to speak")
        verbose_name_plural = _("rights to speak")
        ordering = ["body", "group", "person"]
        rules_permissions = KEPT
        constraints = [ends_after_beginning("members_speakingright_ends_after_beginning")]

    def __str__(self) -> str:
        return f"{self.person} · {self.group}"


class OutsideSeat(Record, Period):
    """A working or steering group outside the portal in which a person speaks for associations."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="outside_seats", verbose_name=_("person"))
    group = models.CharField(_("group"), max_length=200)
    convener = models.CharField(_("who convenes it"), max_length=200, blank=True)
    behalf = models.CharField(_("on behalf of"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("seat in a group elsewhere")
        verbose_name_plural = _("seats in groups elsewhere")
        ordering = ["person", "-valid_from"]
        rules_permissions = KEPT
        constraints = [ends_after_beginning("members_outsideseat_ends_after_beginning")]

    def __str__(self) -> str:
        return f"{self.person} · {self.group}"
