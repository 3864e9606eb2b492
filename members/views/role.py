"""Who acts for an organisation: asking, consenting, inviting, and one's own organisations."""

from collections.abc import Callable
from functools import wraps
from typing import Any, cast
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from members.enums import OrganisationRoleKind, RequestState
from members.forms.profile import InviteForm, JoinForm
from members.models import JoinRequest, Organisation, OrganisationInvitation, OrganisationRole
from members.services import role as acts
from portal.access import get_visible, require
from portal.errors import Refused
from portal.models import User

View = Callable[..., HttpResponseBase]


def owned_by_user(view: View) -> View:
    """A page for those who decide who acts for an organisation: the view gets it in place of its number."""

    @login_required
    @wraps(view)
    def run(request: HttpRequest, pk: int, **kwargs: Any) -> HttpResponseBase:
        organisation = get_visible(Organisation.objects.all(), request.user, pk=pk)
        require(request.user, "members.own_organisation", organisation)
        try:
            return view(request, organisation, **kwargs)
        except Refused as refusal:
            messages.error(request, str(refusal))
            return redirect("members:organisation-people", pk)

    return run


def _one(rows: QuerySet, pk: int) -> Any:
    """The row of the organisation; a broken address is a page that never was."""
    return get_object_or_404(rows, pk=pk)


@owned_by_user
@require_safe
def organisation_people(request: HttpRequest, organisation: Organisation) -> HttpResponseBase:
    """Who acts for it, who wants to, and who was asked."""
    return _people_page(request, organisation, InviteForm(initial={"role": OrganisationRoleKind.EDITOR}))


def _people_page(request: HttpRequest, organisation: Organisation, form: InviteForm) -> HttpResponseBase:
    today = OrganisationRole.objects.valid_on(timezone.localdate()).filter(organisation=organisation)
    waiting = {"organisation": organisation, "state": RequestState.WAITING}
    context = {
        "organisation": organisation,
        "roles": today.select_related("user").order_by("user__name", "pk"),
        "requests": JoinRequest.objects.filter(**waiting).select_related("user"),
        "invitations": OrganisationInvitation.objects.filter(**waiting).select_related("asked_by"),
        "form": form,
        "kinds": OrganisationRoleKind.choices,
    }
    return render(request, "members/organisation_people.html", context)


@owned_by_user
@require_POST
def organisation_invite(request: HttpRequest, organisation: Organisation) -> HttpResponseBase:
    """Ask somebody by mail."""
    form = InviteForm(request.POST)
    if not form.is_valid():
        return _people_page(request, organisation, form)
    email = form.cleaned_data["email"]
    try:
        acts.invite(
            organisation=organisation, email=email, role=form.cleaned_data["role"], actor=request.user
        )
    except Refused as refusal:
        form.add_error("email", str(refusal))
        return _people_page(request, organisation, form)
    messages.success(request, _("The invitation is on its way to %(email)s.") % {"email": email})
    return redirect("members:organisation-people", organisation.pk)


@owned_by_user
@require_POST
def invitation_withdraw(
    request: HttpRequest, organisation: Organisation, invitation: int
) -> HttpResponseBase:
    """Take an invitation back."""
    found = _one(organisation.invitations.all(), invitation)
    acts.withdraw_invitation(invitation=found, actor=request.user)
    messages.success(request, _("The invitation is withdrawn."))
    return redirect("members:organisation-people", organisation.pk)


@owned_by_user
@require_POST
def request_decide(request: HttpRequest, organisation: Organisation, wish: int) -> HttpResponseBase:
    """Consent to somebody's wish, or refuse it."""
    found = _one(organisation.join_requests.select_related("user", "organisation"), wish)
    accept, role = "accept" in request.POST, request.POST.get("role", "")
    role = role if role in OrganisationRoleKind else ""
    acts.decide_request(request=found, accept=accept, role=role, actor=request.user)
    words = (
        _("%(name)s can now act for the organisation.")
        if accept
        else _("The request of %(name)s is refused.")
    )
    messages.success(request, words % {"name": found.user})
    return redirect("members:organisation-people", organisation.pk)


@owned_by_user
@require_POST
def role_change(request: HttpRequest, organisation: Organisation, role: int) -> HttpResponseBase:
    """Another role for somebody."""
    found = _one(organisation.roles.select_related("user"), role)
    try:
        acts.change_role(role=found, kind=request.POST.get("role", ""), actor=request.user)
    except ValidationError as error:
        messages.error(request, error.messages[0])
    else:
        messages.success(request, _("The role of %(name)s is changed.") % {"name": found.user})
    return redirect("members:organisation-people", organisation.pk)


@login_required
@require_POST
def role_end(request: HttpRequest, pk: int, role: int) -> HttpResponseBase:
    """End somebody's role, or leave oneself."""
    found = _one(
        OrganisationRole.objects.filter(organisation=pk).select_related("user", "organisation"), role
    )
    is_own = found.user_id == request.user.pk
    if not is_own:
        require(request.user, "members.own_organisation", found.organisation)
    try:
        acts.end_role(role=found, actor=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        words = (
            _("You no longer act for %(organisation)s.") if is_own else _("The role of %(name)s has ended.")
        )
        messages.success(request, words % {"name": found.user, "organisation": found.organisation})
    if is_own:
        return redirect("members:own-organisations")
    return redirect("members:organisation-people", pk)


@login_required
def organisation_join(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Ask to act for an organisation that is in the register."""
    organisation = get_visible(Organisation.objects.all(), request.user, pk=pk)
    form = JoinForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            acts.ask_to_act(organisation=organisation, actor=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Your request is sent. You get a mail when it is decided."))
            return redirect("members:own-organisations")
    context = {"organisation": organisation, "form": form, "has_owner": acts.owners_of(organisation).exists()}
    return render(request, "members/organisation_join.html", context)


@login_required
def invitation(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """Look at an invitation and answer it; for others than whom it was sent to it says only that."""
    found = OrganisationInvitation.objects.select_related("organisation", "asked_by").filter(key=key).first()
    if found is None:
        raise Http404
    is_mine = found.email.lower() == cast("User", request.user).email.lower()
    if request.method == "POST" and is_mine:
        accept = "accept" in request.POST
        try:
            acts.answer_invitation(invitation=found, accept=accept, actor=request.user)
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            words = (
                _("You now act for %(organisation)s.") if accept else _("You have declined the invitation.")
            )
            messages.success(request, words % {"organisation": found.organisation})
        return redirect("members:own-organisations")
    return render(request, "members/organisation_invitation.html", {"invitation": found, "is_mine": is_mine})


@login_required
@require_safe
def own_organisations(request: HttpRequest) -> HttpResponseBase:
    """The person's organisations, wishes and invitations."""
    user, today = cast("User", request.user), timezone.localdate()
    waiting = OrganisationInvitation.objects.filter(email__iexact=user.email, state=RequestState.WAITING)
    context = {
        "roles": user.organisation_roles.valid_on(today)
        .select_related("organisation__home_municipality")
        .order_by("organisation__sort_key"),
        "requests": user.join_requests.exclude(state=RequestState.WITHDRAWN)
        .select_related("organisation")
        .order_by("-asked_at")[:20],
        "invitations": waiting.select_related("organisation", "asked_by"),
    }
    return render(request, "members/own_organisations.html", context)


@login_required
@require_POST
def request_withdraw(request: HttpRequest, wish: int) -> HttpResponseBase:
    """Take one's own wish back."""
    found = _one(JoinRequest.objects.filter(user=request.user), wish)
    try:
        acts.withdraw_request(request=found, actor=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Your request is withdrawn."))
    return redirect("members:own-organisations")
