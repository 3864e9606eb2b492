"""Activities at risk, for the people of the organisations that note them."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.db.models import Prefetch
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from grants import services
from grants.enums import RiskState
from grants.forms.risk import CloseForm, RiskForm
from grants.models import ActivityRisk
from members.models import Organisation, Region
from members.rules import organisation_roles_of, organisations_changed_by
from portal.access import get_visible, require
from portal.errors import Conflict, Refused
from portal.history import events_of

from .fetching import add_errors


@never_cache
@login_required
@require_safe
def risk_list(request: HttpRequest) -> HttpResponse:
    """What each organisation for which I act has noted; open ones first."""
    risks = Prefetch("activity_risks", ActivityRisk.objects.visible_to(request.user).for_list())
    organisations = Organisation.objects.filter(pk__in=organisation_roles_of(request.user))
    groups = [
        {
            "organisation": each,
            "risks": sorted(each.activity_risks.all(), key=lambda risk: not risk.is_open),
            "may_write": each.pk in organisations_changed_by(request.user),
        }
        for each in organisations.prefetch_related(risks)
    ]
    return render(request, "grants/risk_list.html", {"groups": groups})


@never_cache
@login_required
def risk_create(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Note that the funding of an activity ends or falls."""
    organisations = Organisation.objects.filter(pk__in=organisations_changed_by(request.user))
    organisation = organisations.select_related("home_municipality").filter(pk=pk).first()
    regions = list(Region.objects.all())
    if organisation is None or not regions:
        raise Http404
    region = _region_of(organisation, regions, request.GET.get("alue", ""))
    form = RiskForm(request.POST or None, region=region)
    if request.method == "POST" and form.is_valid():
        try:
            risk = services.note_risk(
                organisation=organisation,
                region=region,
                values=form.values,
                municipalities=form.municipalities,
                actor=request.user,
            )
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, _("Noted. Those who look after the region see it."))
            return redirect(risk)
    context = {
        "form": form,
        "organisation": organisation,
        "region": region,
        "regions": regions if len(regions) > 1 else [],
    }
    return render(request, "grants/risk_form.html", context)


def _region_of(organisation: Organisation, regions: list[Region], asked: str) -> Region:
    """The region that is asked for, else that of the organisation's home, else the first one."""
    home = organisation.home_municipality.region_id if organisation.home_municipality else None
    by_slug = {each.slug: each for each in regions}
    by_pk = {each.pk: each for each in regions}
    return by_slug.get(asked) or by_pk.get(home) or regions[0]


@never_cache
@login_required
@require_safe
def risk_detail(request: HttpRequest, key: UUID) -> HttpResponse:
    """One note, with its history for those who look after the region."""
    risk = _visible(request, key)
    services.mark_risk_read(risk=risk, actor=request.user)
    oversees = request.user.has_perm("grants.oversee_activityrisk", risk)
    context = {
        "risk": risk,
        "oversees": oversees,
        "acts_for_it": risk.organisation_id in organisation_roles_of(request.user),
        "may_write": request.user.has_perm("grants.change_activityrisk", risk),
        "history": events_of(risk) if oversees else [],
    }
    return render(request, "grants/risk_detail.html", context)


@never_cache
@login_required
def risk_change(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """Change the note; what two colleagues wrote at the same time is shown to the second one."""
    risk = _written(request, key)
    form = RiskForm(request.POST or None, region=risk.region, instance=risk)
    if request.method == "POST" and form.is_valid():
        try:
            services.change_risk(
                risk=risk,
                base_version=form.cleaned_data["base_version"] or 0,
                values=form.values,
                base_municipalities=form.base_municipalities,
                municipalities=form.municipalities,
                actor=request.user,
            )
        except Conflict as conflict:
            form = form.with_both(conflict)
        except ValidationError as error:
            add_errors(form, error)
        except Refused as refusal:
            messages.error(request, str(refusal))
            return redirect(risk)
        else:
            messages.success(request, _("Saved."))
            return redirect(risk)
    context = {"form": form, "risk": risk, "organisation": risk.organisation}
    return render(request, "grants/risk_form.html", context)


@never_cache
@login_required
def risk_close(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """Tell how it went."""
    risk = _written(request, key)
    form = CloseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        state, outcome = RiskState(form.cleaned_data["state"]), form.cleaned_data["outcome"]
        try:
            services.close_risk(risk=risk, state=state, outcome=outcome, actor=request.user)
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("Closed. Thank you for telling how it went."))
        return redirect(risk)
    return render(request, "grants/risk_close.html", {"form": form, "risk": risk})


def _visible(request: HttpRequest, key: UUID) -> Any:
    rows = ActivityRisk.objects.select_related("organisation", "region", "noted_by")
    return get_visible(rows, request.user, key=key)


def _written(request: HttpRequest, key: UUID) -> Any:
    risk = _visible(request, key)
    require(request.user, "grants.change_activityrisk", risk)
    return risk
