"""A seat: who has held it, and the acts on it, each said before it is done."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe
from django_stubs_ext import StrOrPromise

from members import services, workbench
from members.enums import EndReason
from members.forms.seat import ActForm, AppointForm, CorrectForm, EndForm, MoveForm, MoveUpForm, ReplaceForm
from members.models import Body, Mandate, Seat
from members.outcome import Outcome, Rehearsal, rehearse
from members.services.succession import first_deputy
from portal.errors import Refused
from portal.history import events_of
from portal.models import User

from .fetching import run_by_user


@dataclass(frozen=True)
class Act:
    """Something that can be done with a mandate: its page, its form and its service."""

    title: StrOrPromise
    lede: StrOrPromise
    button: StrOrPromise
    form: type[ActForm]
    service: Callable[..., Outcome]


ACTS = {
    "paattyy": Act(
        _("The membership ends"),
        _("Resignation or another end in the middle of the term. What has been stays in the history."),
        _("End the membership"),
        EndForm,
        services.end_mandate,
    ),
    "vaihto": Act(
        _("Another person comes in the place"),
        _("The organisation sends somebody else. The new one begins the day after."),
        _("Change the person"),
        ReplaceForm,
        services.replace,
    ),
    "jarjesto": Act(
        _("Goes on for another organisation"),
        _("The person stays in the seat, from the next day for another organisation."),
        _("Change the organisation"),
        MoveForm,
        services.move_organisation,
    ),
    "korjaus": Act(
        _("Correct a mistake"),
        _(
            "Somebody was published by mistake. The mistake ends on a day and stays readable; nothing is deleted."
        ),
        _("Correct"),
        CorrectForm,
        services.correct,
    ),
    "ei-alkanut": Act(
        _("Was chosen but never began"),
        _("The seat is free for all of these days, as if nobody had been chosen."),
        _("Mark as never begun"),
        ActForm,
        services.mark_never_began,
    ),
    "peru": Act(
        _("Take the end back"),
        _("The person goes on after all. A deputy who was to become the member stays deputy."),
        _("Take the end back"),
        ActForm,
        services.take_back_end,
    ),
}
FROM_OPEN = ("paattyy", "vaihto", "jarjesto", "korjaus", "ei-alkanut")
APPOINT = Act(
    _("Choose somebody for the seat"),
    _("The person is told by mail, if the portal knows an address."),
    _("Choose for the seat"),
    AppointForm,
    services.appoint,
)
MOVE_UP = Act(
    _("The deputy becomes the member"),
    _("The member's seat is vacant. The deputy's own seat becomes vacant the day before."),
    _("Make the deputy the member"),
    MoveUpForm,
    services.move_up,
)


@run_by_user
@require_safe
def seat_detail(request: HttpRequest, body: Body, pk: int) -> HttpResponse:
    """Who has held the seat and when, what can be done, and who has done what."""
    seat = _seat(body, pk)
    today = timezone.localdate()
    mandates = list(seat.mandates.select_related("person", "organisation").order_by("-valid_from", "-pk"))
    lasting = [each for each in mandates if each.end_reason != EndReason.NEVER_BEGAN]
    holder = next((each for each in lasting if _holds(each, today)), None)
    return workbench.page(
        request,
        body,
        workbench.TERMS,
        "members/seat_detail.html",
        seat=seat,
        rows=[(each, [(slug, ACTS[slug]) for slug in _acts_on(each, today)]) for each in mandates],
        holder=holder,
        is_filled=any(not each.end_reason and not _is_over(each, today) for each in mandates),
        deputy=None if holder else first_deputy(seat, today),
        history=sorted(
            (event for each in mandates for event in events_of(each)),
            key=lambda event: event.at,
            reverse=True,
        ),
    )


@run_by_user
def seat_appoint(request: HttpRequest, body: Body, pk: int) -> HttpResponseBase:
    """Somebody for a free seat."""
    seat = _seat(body, pk)
    return _act_page(request, body, seat, APPOINT, AppointForm(request.POST or None, seat=seat))


@run_by_user
def mandate_act(request: HttpRequest, body: Body, pk: int, mandate: int, act: str) -> HttpResponseBase:
    """An act on somebody's mandate."""
    seat = _seat(body, pk)
    row = get_object_or_404(seat.mandates.select_related("person", "organisation"), pk=mandate)
    row.seat = seat
    what = ACTS.get(act)
    if what is None:
        raise Http404
    # What asks nothing is said at once; what was read by whoever is slow comes back with the form.
    data: Any = request.POST or (None if what.form.base_fields else {})
    return _act_page(request, body, seat, what, what.form(data, seat=seat, mandate=row), mandate=row)


@run_by_user
def seat_move_up(request: HttpRequest, body: Body, pk: int, mandate: int) -> HttpResponseBase:
    """The deputy into the vacant seat."""
    seat = _seat(body, pk)
    rows = Mandate.objects.select_related("person", "organisation", "seat__group__term__body")
    deputy = get_object_or_404(rows, pk=mandate, seat__group=seat.group_id)
    form = MoveUpForm(request.POST or None, seat=seat)
    return _act_page(request, body, seat, MOVE_UP, form, mandate=deputy, deputy=deputy, of=seat)


def _act_page(
    request: HttpRequest,
    body: Body,
    seat: Seat,
    act: Act,
    form: ActForm,
    *,
    mandate: Mandate | None = None,
    **named: Any,
) -> HttpResponseBase:
    """Ask, say what will happen, and do it when the person has seen that."""
    rehearsal: Rehearsal | None = None
    if form.is_bound and form.is_valid():
        subjects = {"deputy": named["deputy"], "seat": seat} if named else _subject(act, seat, mandate)

        def run() -> Outcome:
            with transaction.atomic():
                return _run(act, body, {**subjects, **form.facts}, actor=request.user)

        try:
            rehearsal = rehearse(run)
            if request.method == "POST" and "do" in request.POST:
                return _done(request, body, seat, run())
        except ValidationError as error:
            _tell(form, error)
        except Refused as refusal:
            form.add_error(None, str(refusal))
    return workbench.page(
        request,
        body,
        workbench.TERMS,
        "members/seat_act.html",
        seat=seat,
        act=act,
        form=form,
        mandate=mandate,
        rehearsal=None if form.errors else rehearsal,
    )


def _subject(act: Act, seat: Seat, mandate: Mandate | None) -> dict[str, Any]:
    return {"seat": seat} if act is APPOINT else {"mandate": mandate}


def _run(act: Act, body: Body, facts: dict[str, Any], *, actor: User) -> Outcome:
    """The service with its facts; somebody new is added first."""
    name, email = facts.pop("person_name", ""), facts.pop("person_email", "")
    if name and facts.get("person") is None:
        facts["person"] = services.add_person(body=body, name=name, email=email, actor=actor)
    done = act.service(**facts, actor=actor)
    return Outcome(began=[done]) if isinstance(done, Mandate) else done


def _done(request: HttpRequest, body: Body, seat: Seat, outcome: Outcome) -> HttpResponse:
    for sentence in outcome.sentences():
        messages.success(request, sentence)
    return redirect("members:seat-detail", body.slug, seat.pk)


def _tell(form: ActForm, error: ValidationError) -> None:
    """What a service found wrong, beside the field it is about if the form has that field."""
    beside = {"person": "person_name", "organisation": "organisation_query"}
    for field, texts in getattr(error, "message_dict", {"__all__": error.messages}).items():
        name = beside.get(field, field)
        form.add_error(name if name in form.fields else None, texts)


def _acts_on(mandate: Mandate, today: date) -> tuple[str, ...]:
    """What can be done with the mandate as it stands."""
    if mandate.end_reason == EndReason.NEVER_BEGAN or (mandate.valid_until and mandate.valid_until < today):
        return ()
    return ("peru",) if mandate.end_reason else FROM_OPEN


def _holds(mandate: Mandate, day: date) -> bool:
    return mandate.valid_from <= day and not _is_over(mandate, day)


def _is_over(mandate: Mandate, day: date) -> bool:
    return mandate.valid_until is not None and mandate.valid_until < day


def _seat(body: Body, pk: int) -> Seat:
    rows = Seat.objects.select_related("group__term__body", "group__term__rules_version", "deputises")
    return get_object_or_404(rows, pk=pk, group__term__body=body)
