"""Grants of earlier years: what the budget had, what was applied for, for which purposes grants were given; a year's report."""

from itertools import groupby
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from grants.models import Call, GrantedPurpose, GrantKind, YearlyAppropriation
from grants.year import applied_for, report_of, years_known
from portal.search import narrow

MOST_CALLS = 20


class GrantedForm(forms.Form):
    """What the reader looks for; an address with nonsense in it is as if that part were not there."""

    q = forms.CharField(label=_("Purpose"), required=False, max_length=200)
    vuosi = forms.TypedChoiceField(label=_("Year"), required=False, coerce=int, empty_value=None)
    muoto: "forms.ModelChoiceField[GrantKind]" = forms.ModelChoiceField(
        GrantKind.objects.none(),
        label=_("Kind of grant"),
        required=False,
        empty_label=_("All kinds"),
        to_field_name="slug",
    )

    def __init__(self, *args: Any, years: list[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["vuosi"].choices = [("", _("All years")), *((year, str(year)) for year in years)]
        fields["muoto"].queryset = GrantKind.objects.filter(granted_purposes__isnull=False).distinct()
        self.is_valid()

    def wish(self, name: str) -> Any:
        """What was asked for in a field, if it can be."""
        return self.cleaned_data.get(name)

    @property
    def is_search(self) -> bool:
        """Whether anything was asked for."""
        return any(self.wish(name) for name in self.fields)


@require_safe
def granted_list(request: HttpRequest) -> HttpResponse:
    """The years with their appropriations, the sums applied for, and the purposes that the reader looks for."""
    known = GrantedPurpose.objects.visible_to(request.user)
    form = GrantedForm(
        request.GET, years=list(known.order_by("-year").values_list("year", flat=True).distinct())
    )
    purposes = known.for_list()
    if year := form.wish("vuosi"):
        purposes = purposes.filter(year=year)
    if kind := form.wish("muoto"):
        purposes = purposes.filter(kind=kind)
    found = list(narrow(purposes, form.wish("q") or ""))
    context = {
        "form": form,
        "number": len(found),
        "groups": [
            {"year": year, "kind": kind, "purposes": list(rows)}
            for (year, kind), rows in groupby(found, key=lambda each: (each.year, each.kind))
        ],
        "appropriations": YearlyAppropriation.objects.order_by("-year"),
        "calls": applied_for(Call.objects.closed_at(timezone.now())[:MOST_CALLS]),
        "reports": years_known(),
    }
    return render(request, "grants/granted_list.html", context)


@require_safe
def year_report(request: HttpRequest, year: int) -> HttpResponse:
    """What was done in a year for the associations, to be read or printed."""
    years = years_known()
    if year not in years:
        raise Http404
    context = {"report": report_of(year), "years": years, "is_over": year < timezone.localdate().year}
    return render(request, "grants/year_report.html", context)
