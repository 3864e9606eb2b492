"""What ends where, for those who look after a region: officers, coordinators and the secretariat."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.db.models.functions import ExtractYear
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from grants.forms.risk import RiskFilterForm
from grants.models import ActivityRisk
from grants.risks import columns_of_sums, header, narrowed, sums_of, table
from grants.rules import is_secretariat, regions_overseen_by
from members.models import Municipality
from portal.access import require
from portal.tables import csv_stream, xlsx_answer

PAGE = 50


def asked_for(request: HttpRequest) -> tuple[RiskFilterForm, QuerySet[ActivityRisk]]:
    """What is looked for, and the notes that fit it. Raises Http404 for those who look after no region."""
    require(request.user, "grants.oversee_activityrisk")
    overseen = ActivityRisk.objects.overseen_by(request.user)
    years = overseen.order_by().values_list(ExtractYear("ends_on"), flat=True).distinct()
    municipalities = Municipality.objects.all()
    if not is_secretariat(request.user):
        municipalities = municipalities.filter(region__in=regions_overseen_by(request.user))
    form = RiskFilterForm(request.GET, years=sorted(years), municipalities=municipalities)
    return form, narrowed(overseen, form.chosen)


@never_cache
@login_required
@require_safe
def risk_work(request: HttpRequest) -> HttpResponse:
    """The notes with what ends in all, by municipality and by channel of funding."""
    form, risks = asked_for(request)
    context: dict[str, Any] = {
        "form": form,
        "page": Paginator(risks.for_list(), PAGE).get_page(request.GET.get("page")),
        "sums": sums_of(risks),
        "place_columns": columns_of_sums(_("Municipality")),
        "channel_columns": columns_of_sums(_("Funding")),
        "query": request.GET.urlencode(),
        "is_narrowed": any(form.chosen.values()),
    }
    return render(request, "grants/risk_work.html", context)


@login_required
@require_safe
def risk_csv(request: HttpRequest) -> HttpResponseBase:
    """The same notes as CSV."""
    return csv_stream("uhat.csv", header(), table(asked_for(request)[1].for_list()))


@login_required
@require_safe
def risk_xlsx(request: HttpRequest) -> HttpResponse:
    """The same notes as a spreadsheet; sums and days stay what they are, and no text becomes a formula."""
    return xlsx_answer("uhat.xlsx", _("What ends where"), header(), table(asked_for(request)[1].for_list()))
