"""Who writes an application together, and the link by which a colleague joins."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from grants import services
from grants.forms.applying import ColleagueForm
from grants.models import Application, ApplicationRole
from portal.errors import Refused

from .fetching_application import written_by_user
from .showing_application import base_context


@written_by_user
def application_people(request: HttpRequest, application: Application) -> HttpResponseBase:
    """Who is in, and asking somebody more."""
    form = ColleagueForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.invite_colleague(application=application, actor=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error("email", str(refusal))
        else:
            messages.success(
                request,
                _("The invitation was sent to %(address)s.") % {"address": form.cleaned_data["email"]},
            )
            return redirect("grants:application-people", application.key)
    roles = application.roles.in_force().select_related("user")
    context = base_context(request, application) | {"form": form, "roles": roles}
    return render(request, "grants/application_people.html", context)


@written_by_user
@require_POST
def application_person_end(request: HttpRequest, application: Application, role: UUID) -> HttpResponse:
    """Take somebody's role away."""
    given = get_object_or_404(ApplicationRole.objects.in_force(), application=application, key=role)
    services.end_colleague(role=given, actor=request.user)
    messages.success(request, _("Removed. What was written stays."))
    return redirect("grants:application-people", application.key)


@never_cache
@login_required
def application_join(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """What one is asked to join; only pressing the button joins. It works for the owner of the address alone."""
    invited = ApplicationRole.objects.in_force().filter(
        user=None, email__iexact=getattr(request.user, "email", "")
    )
    role = get_object_or_404(
        invited.select_related("application__call", "application__organisation", "given_by"), key=key
    )
    if request.method == "POST":
        try:
            services.join_application(role=role, actor=request.user)
        except Refused as refusal:
            messages.error(request, str(refusal))
        return redirect(role.application)
    context = {"role": role, "application": role.application, "call": role.application.call}
    return render(request, "grants/application_join.html", context)
