"""The page behind the link of an invitation: it shows the meeting and the answer, and one button confirms it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from meetings import services
from meetings.answers import why_closed, with_answers
from meetings.enums import AnswerChannel, Capacity, MeetingState
from meetings.forms import AnswerForm
from meetings.models import Invitation, Substitution
from meetings.roster import members_of
from meetings.services.invitation import slot_of
from meetings.services.substitution import deputies_of
from portal.errors import Refused


@never_cache
def invitation(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """Whoever holds the key may answer; following the link, as scanners of mail do, changes nothing."""
    row = get_invitation(key=key)
    call = open_call(row)
    form = AnswerForm(request.POST or None, invitation=row, chosen=request.GET.get("vastaus", ""))
    closed = why_closed(row)
    if request.method == "POST" and not closed and form.is_valid():
        try:
            services.answer(
                invitation=row,
                item=call.item if call else None,
                channel=AnswerChannel.PORTAL if _is_own(request, row) else AnswerChannel.LINK,
                actor=request.user if _is_own(request, row) else None,
                **form.values,
            )
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("Your answer is saved. You can change it until the meeting begins."))
        return redirect(_way_back(request, row))
    context = {**answer_context(row, form, call), "closed": closed}
    response = render(request, "meetings/invitation.html", context)
    response["X-Robots-Tag"] = "noindex"
    # The address is the key: it must not travel along to the pages that this one leads to.
    response["Referrer-Policy"] = "same-origin"
    return response


def get_invitation(**lookup: Any) -> Invitation:
    """An invitation with the answer that counts; 404 also for the meeting that was never convened."""
    rows = Invitation.objects.select_related(
        "meeting__body__region", "person__user", "guest__item", "seat__group"
    )
    row = with_answers(rows).filter(**lookup).first()
    if row is None or (row.meeting.state == MeetingState.DRAFT and not row.revoked_at):
        raise Http404
    return row


def open_call(row: Invitation) -> Substitution | None:
    """The call that a deputy has to answer, or has accepted."""
    if row.capacity != Capacity.DEPUTY:
        return None
    calls = row.meeting.substitutions.open().filter(deputy=row.person_id).select_related("item", "seat")
    return calls.order_by("item", "pk").first()


def answer_context(row: Invitation, form: AnswerForm, call: Substitution | None) -> dict[str, Any]:
    """What the page and the part of the meeting's page say above the form."""
    member = None
    if row.capacity == Capacity.DEPUTY and row.seat:
        seat = call.seat_id if call else row.seat.deputises_id
        member = members_of(row.meeting).get(seat) if seat else None
    is_member = row.capacity == Capacity.MEMBER and row.seat is not None
    deputies = deputies_of(row.meeting, row.seat) if is_member else []
    return {
        "invitation": row,
        "meeting": row.meeting,
        "deputy": deputies[0].person if deputies else None,
        "form": form,
        "call": call,
        "member": member,
        "answered": answer_words(form, row),
        "name": str(row.person or row.guest),
        "slot": slot_of(row),
    }


def answer_words(form: AnswerForm, row: Invitation) -> str:
    """The answer that counts, in the words in which it was given."""
    return str(dict(form.fields["coming"].choices).get(getattr(row, "coming", None), ""))


def _is_own(request: HttpRequest, row: Invitation) -> bool:
    user = request.user
    return bool(user.is_authenticated and row.person and row.person.user_id == user.pk)


def _way_back(request: HttpRequest, row: Invitation) -> str:
    """To the page on which the button was."""
    if request.POST.get("from") == "meeting" and _is_own(request, row):
        return f"{row.meeting.get_absolute_url()}#answer"
    return reverse("meetings:invitation", args=[row.key])
