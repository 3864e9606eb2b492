"""The directory of networks and the county's contacts."""

from collections.abc import Iterable, Iterator
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.generic import DetailView, ListView

from members.models import Category, Region
from networks.enums import NetworkKind
from networks.models import Network, ServiceLine
from portal.access import is_secretariat
from portal.history import events_of
from portal.page_cache import same_for_visitors
from portal.search.narrowing import narrow


class DirectoryForm(forms.Form):
    """What the reader looks for; an address with nonsense in it is as if that part were not there."""

    q = forms.CharField(label=_("Search"), required=False, max_length=200)
    laji = forms.ChoiceField(
        label=_("Kind"), required=False, choices=[("", _("All kinds")), *NetworkKind.choices]
    )
    luokka = forms.SlugField(required=False)

    def wish(self, name: str) -> str:
        """What was asked for in a field, if it can be."""
        self.is_valid()
        return self.cleaned_data.get(name, "")


@method_decorator(same_for_visitors, name="dispatch")
class NetworkList(ListView):
    """The networks of a region by category, all of them or those that the reader looks for."""

    template_name = "networks/network_list.html"
    context_object_name = "networks"

    @cached_property
    def form(self) -> DirectoryForm:
        """What the reader looks for."""
        return DirectoryForm(self.request.GET)

    @cached_property
    def regions(self) -> list[Region]:
        """The regions that have networks."""
        return list(Region.objects.filter(networks__isnull=False).distinct())

    @cached_property
    def region(self) -> Region | None:
        """The region that is shown: the one asked for, else the first."""
        asked = (region for region in self.regions if region.slug == self.request.GET.get("alue"))
        return next(asked, self.regions[0] if self.regions else None)

    def get_queryset(self) -> QuerySet:
        """The networks that answer the wish."""
        networks = Network.objects.visible_to(self.request.user).for_list().in_brief()
        networks = networks.filter(region=self.region)
        if kind := self.form.wish("laji"):
            networks = networks.filter(kind=kind)
        return narrow(networks, self.form.wish("q"))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The networks in groups, and what the reader has asked for."""
        context = super().get_context_data(**kwargs)
        groups = list(by_category(context["networks"]))
        chosen = self.form.wish("luokka")
        shown = [group for group in groups if group[0] and group[0].slug == chosen] or groups
        is_search = bool(self.form.wish("q") or self.form.wish("laji"))
        return context | {
            "form": self.form,
            "groups": shown,
            "all_groups": groups,
            "chosen": chosen if len(shown) < len(groups) else "",
            "is_search": is_search,
            "region": self.region,
            "regions": self.regions,
        }


def by_category(networks: Iterable[Network]) -> Iterator[tuple[Category | None, list[Network]]]:
    """Each category with its networks, also those that belong to it besides another; those without one come last."""
    groups: dict[Category | None, list[Network]] = {}
    for network in networks:
        for category in dict.fromkeys([network.category, *network.also_categories.all()]):
            groups.setdefault(category, []).append(network)
    named = sorted((c for c in groups if c), key=lambda category: (not category.has_seat, category.order))
    for category in [*named, *([None] if None in groups else [])]:
        yield category, groups[category]


@method_decorator(same_for_visitors, name="dispatch")
class NetworkDetail(DetailView):
    """One network."""

    template_name = "networks/network_detail.html"
    context_object_name = "network"

    def get_queryset(self) -> QuerySet:
        """The networks that the reader may see."""
        networks = Network.objects.visible_to(self.request.user).for_list()
        return networks.select_related("category", "parent", "region").prefetch_related(
            "children", "members__municipality"
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The network, and for the secretariat its history."""
        history = events_of(self.object) if is_secretariat(self.request.user) else []
        return super().get_context_data(history=history, **kwargs)


@method_decorator(same_for_visitors, name="dispatch")
class ServiceLineList(ListView):
    """Whom associations meet in the county's services."""

    template_name = "networks/service_line_list.html"
    context_object_name = "lines"

    def get_queryset(self) -> QuerySet:
        """The service lines with today's contacts."""
        return ServiceLine.objects.visible_to(self.request.user).for_list()
