"""The public register of organisations."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from django.views.generic import DetailView

from members import profile
from members.forms.organisation import RegisterForm
from members.models import Body, Category, Mandate, Organisation
from portal.access import Actor, get_visible, is_secretariat
from portal.history import events_of
from portal.page_cache import same_for_visitors
from portal.tables import csv_stream

ROWS_AT_ONCE = 2_000


@same_for_visitors
@require_safe
def organisation_list(request: HttpRequest) -> HttpResponse:
    """The register, narrowed by what the reader looks for; htmx gets the results alone."""
    form = RegisterForm(request.GET)
    # The rows of a page are fetched by their ids: to skip a hundred thousand is then a walk through the index alone.
    page = form.page(request.GET.get("page"))
    rows = Organisation.objects.select_related("home_municipality").in_bulk(list(page))
    context = {"form": form, "page": page, "organisations": [rows[pk] for pk in page if pk in rows]}
    template = "members/_organisation_results.html" if request.htmx else "members/organisation_list.html"
    response = render(request, template, context)
    patch_vary_headers(response, ["HX-Request"])
    return response


@require_safe
def organisation_table(request: HttpRequest) -> HttpResponseBase:
    """The same list, all of it, to take along."""
    organisations = RegisterForm(request.GET).organisations()
    header = (
        *(
            _("Name"),
            _("Y-tunnus"),
            _("Register number"),
            _("Legal form"),
            _("Home municipality"),
            _("Acts in"),
        ),
        *(_("Categories"), _("Size"), _("Website"), _("E-mail address"), _("Phone")),
    )
    return csv_stream(_("organisations.csv"), header, _table(organisations))


def _table(organisations: QuerySet[Organisation]) -> Iterator[list[str]]:
    related = ("municipalities", Prefetch("categories", Category.objects.order_by("scheme", "order")))
    rows = organisations.select_related("home_municipality").prefetch_related(*related)
    for row in rows.iterator(chunk_size=ROWS_AT_ONCE):
        yield [
            row.name,
            row.business_id,
            row.register_number,
            row.get_legal_form_display(),
            str(row.home_municipality or ""),
            ", ".join(map(str, row.municipalities.all())),
            ", ".join(map(str, row.categories.all())),
            row.get_size_display(),
            row.website,
            row.email,
            row.phone,
        ]


@method_decorator(same_for_visitors, name="dispatch")
class OrganisationDetail(DetailView):
    """One organisation: what it is, where it acts, where it sits."""

    template_name = "members/organisation_detail.html"
    context_object_name = "organisation"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The page; what was merged into another organisation leads there for good."""
        merged = Organisation.objects.filter(pk=kwargs["pk"]).exclude(merged_into=None)
        if become := merged.values_list("merged_into", flat=True).first():
            return redirect("members:organisation-detail", become, permanent=True)
        return super().get(request, *args, **kwargs)

    def get_object(self, queryset: QuerySet | None = None) -> Any:
        """The organisation, if the reader may see it."""
        organisations = Organisation.objects.select_related("home_municipality")
        return get_visible(organisations, self.request.user, pk=self.kwargs["pk"])

    @cached_property
    def bodies(self) -> QuerySet[Body]:
        """The bodies that the reader may see."""
        return Body.objects.visible_to(self.request.user)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The organisation with its seats and units of today."""
        organisation, user, today = self.object, self.request.user, timezone.localdate()
        return super().get_context_data(
            categories=organisation.categories.select_related("scheme").order_by("scheme__name", "order"),
            acts_in=organisation.municipalities.all(),
            units=organisation.units.valid_on(today),
            seats=seats_of(organisation, user),
            organises=self.bodies.filter(organisers=organisation),
            takes_part=self.bodies.filter(member_organisations=organisation),
            sections=profile.sections(organisation, user),
            may_change=user.has_perm("members.change_organisation", organisation),
            may_own=user.has_perm("members.own_organisation", organisation),
            history=events_of(organisation) if is_secretariat(user) else [],
            **kwargs,
        )


def seats_of(organisation: Organisation, user: Actor) -> QuerySet[Mandate]:
    """The mandates that people hold today for the organisation in bodies that the user may see."""
    held = Mandate.objects.valid_on(timezone.localdate()).filter(
        organisation=organisation, seat__group__term__body__in=Body.objects.visible_to(user)
    )
    return held.select_related("seat__group__term__body", "person").order_by(
        "seat__group__term__body__short_name", "seat__group__order", "seat__kind", "seat__rank"
    )
