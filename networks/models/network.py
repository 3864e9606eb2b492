"""The directory of networks."""

from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Func, Q, Value
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from members.models import Category, Municipality, Organisation, Region
from members.rules import KEPT
from networks.enums import CountPrecision, NetworkKind
from portal.access import Actor
from portal.models import Record, long_texts
from portal.search import MarksChange


class NetworkQuerySet(models.QuerySet):
    """Questions about networks."""

    def visible_to(self, user: Actor) -> Self:
        """The directory is public."""
        return self

    def for_list(self) -> Self:
        """What a list shows, in a constant number of queries."""
        return self.select_related("category").prefetch_related("also_categories")

    def in_brief(self) -> Self:
        """Rows of a list without the long texts that only a network's own page shows."""
        return self.defer(*long_texts(Network))


class Network(Record):
    """A network, organisation or group through which associations and the county work together."""

    region = models.ForeignKey(Region, models.PROTECT, related_name="networks", verbose_name=_("region"))
    slug = models.SlugField(_("address"), max_length=120, unique=True)
    name = models.CharField(_("name"), max_length=200)
    name_variants = ArrayField(
        models.CharField(max_length=200), verbose_name=_("other names"), default=list, blank=True
    )
    kind = models.CharField(_("kind"), max_length=40, choices=NetworkKind)
    category = models.ForeignKey(
        Category,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="networks",
        verbose_name=_("category"),
    )
    also_categories = models.ManyToManyField(
        Category, blank=True, related_name="also_networks", verbose_name=_("also in categories")
    )
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("part of")
    )
    description = models.TextField(_("description"), blank=True)
    needs_description = models.BooleanField(
        _("needs a description"), default=False, help_text=_("The sources give only the name.")
    )
    is_represented = models.BooleanField(
        _("represented in the network of cooperation"),
        null=True,
        blank=True,
        help_text=_("Unknown when the sources do not say."),
    )
    founded = models.CharField(_("founded"), max_length=120, blank=True)
    meetings_a_year = models.PositiveSmallIntegerField(_("meetings a year"), null=True, blank=True)
    meeting_note = models.TextField(_("note on meetings"), blank=True)
    member_count = models.PositiveIntegerField(_("number of members"), null=True, blank=True)
    member_count_precision = models.CharField(
        _("the number is known"), max_length=10, choices=CountPrecision, blank=True
    )
    member_count_text = models.CharField(_("members in words"), max_length=300, blank=True)
    coordinator = models.CharField(_("coordinator"), max_length=300, blank=True)
    area = models.CharField(_("area"), max_length=200, blank=True)
    figures = models.TextField(_("figures"), blank=True, help_text=_("One on each line."))
    website = models.URLField(_("website"), blank=True)
    other_links = ArrayField(models.URLField(), verbose_name=_("other links"), default=list, blank=True)
    role_email = models.EmailField(_("the network's own e-mail address"), blank=True)
    note = models.TextField(_("note for the staff"), blank=True)
    source = models.TextField(_("sources"), blank=True, help_text=_("One on each line."))
    sort_key = models.GeneratedField(
        expression=Func(Lower("name_fi"), Value("åäöæø"), Value("{|}|}"), function="translate"),
        output_field=models.CharField(max_length=200),
        db_persist=True,
    )

    objects = NetworkQuerySet.as_manager()

    class Meta:
        verbose_name = _("network")
        verbose_name_plural = _("networks")
        ordering = ["sort_key", "pk"]
        rules_permissions = KEPT
        triggers = [MarksChange()]
        constraints = [
            models.CheckConstraint(condition=~Q(parent=F("pk")), name="networks_network_not_its_own_parent"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """The network's public page."""
        return reverse("networks:network-detail", args=[self.slug])


class NetworkMember(Record):
    """A member of a network, as the source names it; linked to the register when it is there."""

    network = models.ForeignKey(Network, models.CASCADE, related_name="members", verbose_name=_("network"))
    name = models.CharField(_("name"), max_length=200)
    organisation = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="network_memberships",
        verbose_name=_("organisation"),
    )
    municipality = models.ForeignKey(
        Municipality,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("municipality"),
    )
    role = models.CharField(_("role"), max_length=120, blank=True)
    is_group = models.BooleanField(_("a group of members"), default=False)

    class Meta:
        verbose_name = _("member of a network")
        verbose_name_plural = _("members of networks")
        ordering = ["network", "is_group", "name"]
        rules_permissions = KEPT
        triggers = [MarksChange(via="network")]
        constraints = [
            models.UniqueConstraint(fields=["network", "name"], name="networks_networkmember_once")
        ]

    def __str__(self) -> str:
        return self.name
