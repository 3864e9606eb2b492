"""The pages on which an organisation's own people keep its record: profile, units, and a new organisation."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from members import finding
from members.enums import OrganisationRoleKind
from members.forms.profile import NewOrganisationForm, ProfileForm, UnitForm, opened
from members.models import Organisation, OrganisationUnit
from members.rules import is_secretariat
from members.services import organisation as acts
from members.services.role import ask_to_act
from portal.access import get_visible, require
from portal.errors import Conflict, Refused


def get_changed(request: HttpRequest, pk: int) -> Organisation:
    """An organisation whose record the person may change; else 404."""
    organisation = get_visible(Organisation.objects.select_related("home_municipality"), request.user, pk=pk)
    require(request.user, "members.change_organisation", organisation)
    return organisation  # type: ignore[return-value]


@login_required
def organisation_edit(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The profile; of two who change the same thing at one time the second one sees both texts."""
    organisation = get_changed(request, pk)
    if request.method != "POST":
        return _profile_page(request, organisation, opened(organisation, request.user))
    form = ProfileForm(request.POST, instance=organisation, user=request.user)
    if form.is_valid():
        try:
            acts.change_organisation(
                organisation=organisation, base=form.base, values=form.values, actor=request.user
            )
        except Conflict as conflict:
            form = form.with_both(conflict, request.user)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("The profile is saved."))
            return redirect(organisation)
    organisation.refresh_from_db()
    return _profile_page(request, organisation, form)


def _profile_page(request: HttpRequest, organisation: Organisation, form: ProfileForm) -> HttpResponse:
    context = {
        "organisation": organisation,
        "form": form,
        "units": organisation.units.order_by("name", "valid_from"),
    }
    return render(request, "members/organisation_edit.html", context)


@login_required
def unit_edit(request: HttpRequest, pk: int, unit: int | None = None) -> HttpResponseBase:
    """A unit of the organisation, new or as it is."""
    organisation = get_changed(request, pk)
    record = (
        organisation.units.filter(pk=unit).first() if unit else OrganisationUnit(organisation=organisation)
    )
    if record is None:
        raise Http404
    form = UnitForm(request.POST or None, instance=record)
    if request.method == "POST" and form.is_valid():
        try:
            if unit:
                acts.change_unit(unit=record, values=form.cleaned_data, actor=request.user)
            else:
                acts.add_unit(organisation=organisation, values=form.cleaned_data, actor=request.user)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("The unit is saved."))
            return redirect("members:organisation-edit", organisation.pk)
    context = {"organisation": organisation, "form": form, "is_new": not unit}
    return render(request, "members/organisation_unit.html", context)


@login_required
def organisation_create(request: HttpRequest) -> HttpResponseBase:
    """Add an organisation, unless the register has it: then its people are asked instead."""
    form = NewOrganisationForm(request.POST or None, user=request.user)
    known: list[Organisation] = []
    is_sure = False
    if request.method == "POST" and form.is_valid():
        by_number = finding.numbered(form.cleaned_data["business_id"], form.cleaned_data["register_number"])
        known = list(Organisation.objects.filter(pk__in=by_number).select_related("home_municipality"))
        is_sure = bool(known)
        if not known and not form.cleaned_data["is_none_of_these"]:
            known = finding.near_names(form.cleaned_data["name"])
        if not known:
            try:
                return redirect(_add(request, form))
            except ValidationError as error:
                form.add_error(None, error)
            except Refused as refusal:
                form.add_error(None, str(refusal))
    context: dict[str, Any] = {"form": form, "known": known, "is_sure": is_sure}
    return render(request, "members/organisation_create.html", context)


@transaction.atomic
def _add(request: HttpRequest, form: NewOrganisationForm) -> str:
    """The organisation, and the wish of whoever adds it to act for it; the address that shows what came of it."""
    organisation = acts.add_organisation(values=form.values, actor=request.user)
    if is_secretariat(request.user):
        messages.success(request, _("The organisation is in the register."))
        return organisation.get_absolute_url()
    ask_to_act(
        organisation=organisation,
        role=OrganisationRoleKind.OWNER,
        message=form.cleaned_data["message"],
        actor=request.user,
    )
    messages.success(
        request, _("The organisation is added. You get a mail when the secretariat has confirmed it.")
    )
    return organisation.get_absolute_url()
