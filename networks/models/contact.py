"""The county's internal network: who in the services is the contact of associations."""

from typing import Self

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from members.models import Region
from members.models.base import Period, ends_after_beginning
from members.rules import KEPT
from portal.access import Actor
from portal.history import track
from portal.models import Record


class ServiceLineQuerySet(models.QuerySet):
    """Questions about service lines."""

    def visible_to(self, user: Actor) -> Self:
        """The lines are public; who works in them is told to those who have signed in."""
        return self

    def for_list(self) -> Self:
        """What a list shows, in a constant number of queries."""
        today = ContactPerson.objects.valid_on(timezone.localdate()).select_related("user")
        return self.prefetch_related(models.Prefetch("contacts", today, "present_contacts"))


class ServiceLine(Record):
    """A service line of the county; the sources name none, so the secretariat enters them."""

    region = models.ForeignKey(Region, models.PROTECT, related_name="service_lines", verbose_name=_("region"))
    name = models.CharField(_("name"), max_length=120)
    is_example = models.BooleanField(_("invented example"), default=False)

    objects = ServiceLineQuerySet.as_manager()

    class Meta:
        verbose_name = _("service line")
        verbose_name_plural = _("service lines")
        ordering = ["name"]
        rules_permissions = KEPT
        constraints = [
            models.UniqueConstraint(fields=["region", "name"], name="networks_serviceline_name_unique")
        ]

    def __str__(self) -> str:
        return self.name


@track
class ContactPerson(Record, Period):
    """A user is the contact of a service line; assesses grants and meets the associations."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="contact_roles", verbose_name=_("user")
    )
    service_line = models.ForeignKey(
        ServiceLine, models.PROTECT, related_name="contacts", verbose_name=_("service line")
    )
    topics = models.CharField(_("topics"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("contact person")
        verbose_name_plural = _("contact persons")
        rules_permissions = KEPT
        constraints = [ends_after_beginning("networks_contactperson_ends_after_beginning")]

    def __str__(self) -> str:
        return f"{self.user} · {self.service_line}"
