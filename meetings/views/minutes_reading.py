"""The minutes as they are read, signed and inspected."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from meetings import services
from meetings.enums import InspectionWay, InspectorState, MinutesState, SignatureRole
from meetings.forms.minutes import ChangeForm
from meetings.minutes_document import ready_document
from meetings.minutes_reading import read_minutes
from meetings.models import Inspector, Minutes
from meetings.services.minutes import missing_roles, signer
from portal.access import get_visible
from portal.errors import Refused

from .minutes import all_minutes


def get_minutes(request: HttpRequest, body: str, year: int, number: int) -> Minutes:
    """The minutes of a meeting by its number, if the user may read them."""
    address = {"meeting__body__slug": body, "meeting__year": year, "meeting__number": number}
    return get_visible(all_minutes(), request.user, **address)  # type: ignore[return-value]


@require_safe
def minutes_detail(request: HttpRequest, body: str, year: int, number: int) -> HttpResponse:
    """The whole text, with the button for whoever is to sign it."""
    minutes = get_minutes(request, body, year, number)
    text = read_minutes(minutes)
    context = {
        "minutes": minutes,
        "meeting": minutes.meeting,
        "text": text,
        "acts": _acts(request, minutes),
        "roles": own_roles(request, minutes),
        "inspector": _own_inspection(request, minutes),
        "document": ready_document(minutes, request.user),
    }
    return render(request, "meetings/minutes_detail.html", context)


@login_required
@require_POST
def minutes_sign(request: HttpRequest, body: str, year: int, number: int) -> HttpResponseBase:
    """Sign as chair or as secretary; 404 for whoever is neither."""
    minutes = get_minutes(request, body, year, number)
    role, mine = request.POST.get("role", ""), own_roles(request, minutes, signed_too=True)
    if not mine:
        raise Http404
    try:
        services.sign_minutes(
            minutes=minutes,
            role=role if role in mine else mine[0],
            content_hash=request.POST.get("hash", ""),
            actor=request.user,
        )
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("You have signed. Thank you."))
    return redirect(minutes)


@never_cache
def inspection(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """Whoever holds the key may answer; following the link, as scanners of mail do, changes nothing."""
    rows = Inspector.objects.select_related("person__user")
    row = rows.filter(key=key).first()
    if row is None:
        raise Http404
    row.minutes = all_minutes().get(pk=row.minutes_id)
    asks = "ask" in request.POST
    form = ChangeForm(request.POST if asks else None)
    if request.method == "POST" and (not asks or form.is_valid()):
        actor = (
            request.user if request.user.is_authenticated and row.person.user_id == request.user.pk else None
        )
        try:
            if asks:
                services.ask_change(inspector=row, text=form.cleaned_data["text"], actor=actor)
            else:
                read = request.POST.get("hash", "")
                services.approve_minutes(inspector=row, content_hash=read, actor=actor)
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("Your answer is saved. Thank you."))
        return redirect("meetings:inspection", key)
    is_open = is_asked(row)
    context: dict[str, Any] = {"inspector": row, "minutes": row.minutes, "meeting": row.minutes.meeting}
    context |= {"is_open": is_open, "form": form, "text": read_minutes(row.minutes) if is_open else None}
    response = render(request, "meetings/inspection.html", context)
    response["X-Robots-Tag"] = "noindex"
    # The address is the key: it must not travel along to the pages that this one leads to.
    response["Referrer-Policy"] = "same-origin"
    return response


def is_asked(row: Inspector) -> bool:
    """Whether the inspector has something to answer now."""
    minutes = row.minutes
    is_inspected = minutes.state == MinutesState.UNDER_INSPECTION and minutes.way == InspectionWay.INSPECTORS
    return is_inspected and row.state == InspectorState.WAITING


def own_roles(request: HttpRequest, minutes: Minutes, *, signed_too: bool = False) -> list[str]:
    """As what the signed-in person still has to sign."""
    if not request.user.is_authenticated or (not minutes.is_draft and not signed_too):
        return []
    roles = list(SignatureRole) if signed_too else missing_roles(minutes)
    signers = {role: signer(minutes, role) for role in roles}
    return [role for role, person in signers.items() if person and person.user_id == request.user.pk]


def _own_inspection(request: HttpRequest, minutes: Minutes) -> Inspector | None:
    """What the signed-in person is asked as an inspector."""
    if not request.user.is_authenticated or minutes.state != MinutesState.UNDER_INSPECTION:
        return None
    return minutes.inspectors.filter(person__user=request.user.pk, state=InspectorState.WAITING).first()


def _acts(request: HttpRequest, minutes: Minutes) -> list[tuple[str, str, str]]:
    if not request.user.has_perm("meetings.change_minutes", minutes):
        return []
    return [(_("Work on the minutes"), minutes.edit_url, "")]
