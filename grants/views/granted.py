"""Grants of earlier years: what the budget had, what was applied for, and for which purposes grants were given."""

from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from typing import Any

from django import forms
from django.db.models import Count, Q, Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from grants.enums import ApplicationState
from grants.models import Call, CallKind, GrantedPurpose, GrantKind, YearlyAppropriation
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


@dataclass(frozen=True)
class Applied:
    """What was applied for in a call that has closed, of one kind."""

    kind: GrantKind
    count: int
    total: Decimal


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
        "calls": applied_for(),
    }
    return render(request, "grants/granted_list.html", context)


def applied_for() -> list[tuple[Call, list[Applied]]]:
    """The calls that have closed, the latest first, each with the number of applications and the sum of each kind."""
    calls = list(Call.objects.closed_at(timezone.now())[:MOST_CALLS])
    sent = Q(applications__state=ApplicationState.SUBMITTED)
    rows = CallKind.objects.filter(call__in=calls).select_related("kind").order_by("kind__order", "pk")
    counted = rows.annotate(
        sent=Count("applications", sent), total=Sum("applications__requested_sum", filter=sent)
    )
    by_call: dict[int, list[Applied]] = {}
    for row in counted:
        total = row.total or Decimal(0)
        by_call.setdefault(row.call_id, []).append(Applied(row.kind, row.sent, total))
    return [(call, by_call[call.pk]) for call in calls if call.pk in by_call]
