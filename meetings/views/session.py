"""A meeting in session, for those who run it: one page, item by item; each act is a form of its own."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from meetings import services
from meetings.forms import ActionForm, DisqualifyForm, MotionForm, OfficerForm, RecordForm, VoteForm
from meetings.forms.session import problem_of
from meetings.models import AgendaItem, Disqualification, Meeting, Motion, Session, Vote
from meetings.session_page import SessionPage, page_of
from members.models import Person, Seat
from portal.errors import Refused
from portal.parameters import whole_number

from .fetching import get_item, run_by_user

BREAK_MINUTES = 10

Bound = dict[str, Any]


class Wrong(Exception):  # noqa: N818 - it says what happened
    """A form cannot be taken as it is; it is shown again as it was typed."""

    def __init__(self, **forms: Any) -> None:
        super().__init__()
        self.forms = forms


def get_session(meeting: Meeting) -> Session:
    """The session of a meeting that is going on or was held; one that was never opened has no such page."""
    rows = Session.objects.select_related("current_item", "chair", "secretary")
    session = rows.filter(meeting=meeting).first()
    if session is None:
        raise Http404
    session.meeting = meeting
    return session


@run_by_user
@require_safe
@never_cache
def session(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """The page at what the meeting is at."""
    return _page(request, page_of(meeting, get_session(meeting), None))


@run_by_user
@never_cache
def session_item(request: HttpRequest, meeting: Meeting, item: UUID) -> HttpResponseBase:
    """The page at an item; what is typed in it is saved by itself, or by the button."""
    record = get_item(meeting, item)
    shown = page_of(meeting, get_session(meeting), record)
    if request.method != "POST":
        return _page(request, shown)
    if shown.record is None:
        raise Http404
    form = RecordForm(request.POST, record=shown.record)
    form.is_valid()  # what is right is saved, whatever else is wrong
    try:
        saved = services.save_record(item=record, typed=form.typed, actor=request.user)
    except Refused as refusal:
        if not request.htmx:
            raise
        return render(request, "meetings/_session_saved.html", {"problem": str(refusal)})
    unsaved = [form.fields[name].label for name in form.errors]
    # Of a field that others changed and this page did not, the page still holds the old text: that is not stored.
    done = sorted(
        name for name, entry in form.typed.items() if entry.value == (getattr(saved.record, name) or "")
    )
    if request.htmx:
        context = {
            "record": saved.record,
            "parts": [
                RecordForm(request.POST, record=saved.record, clashes=saved.clashes).part(name)
                for name in form.typed
            ],
            "done": done,
            "unsaved": unsaved,
            "has_clash": bool(saved.clashes),
            "is_answer": True,
        }
        answer = render(request, "meetings/_session_saved.html", context)
        answer["HX-Trigger-After-Swap"] = "session-changed"
        return answer
    if saved.clashes or form.errors:
        form = RecordForm(request.POST, record=saved.record, clashes=saved.clashes)
        form.is_valid()
        for clash in saved.clashes:
            form.add_error(
                clash.field, _("Somebody else changed this too. Nothing is lost: choose what stays.")
            )
        return _page(request, page_of(meeting, get_session(meeting), record), record_form=form)
    return _saved_by_button(request, meeting, record, shown)


def _saved_by_button(
    request: HttpRequest, meeting: Meeting, item: AgendaItem, shown: SessionPage
) -> HttpResponseBase:
    """The text is saved; the button may have asked for another item as well."""
    there = {"next": shown.next_row, "previous": shown.previous_row}.get(request.POST.get("go", ""))
    if there is None:
        messages.success(request, _("Saved."))
    elif request.POST.get("go") == "next":
        services.begin_item(item=_of(meeting, there.item), actor=request.user)
    return redirect("meetings:session-item", meeting.key, there.item.key if there else item.key)


def _of(meeting: Meeting, item: AgendaItem) -> AgendaItem:
    item.meeting = meeting
    return item


@run_by_user
@require_safe
@never_cache
def session_state(request: HttpRequest, meeting: Meeting, item: UUID) -> HttpResponse:
    """The living parts of the page: seats, list of items, and what others wrote; nothing when nothing has changed."""
    shown = page_of(meeting, get_session(meeting), get_item(meeting, item))
    if request.GET.get("nyt") == shown.token:
        return HttpResponse(status=204)
    context = {"page": shown, "meeting": meeting, "is_answer": True, "form": _record_form(shown)}
    return render(request, "meetings/_session_state.html", context)


@run_by_user
@require_POST
def item_begin(request: HttpRequest, meeting: Meeting, item: UUID) -> HttpResponseBase:
    """The meeting goes to an item."""
    services.begin_item(item=get_item(meeting, item), actor=request.user)
    return redirect("meetings:session-item", meeting.key, item)


@run_by_user
@require_POST
def session_break(request: HttpRequest, meeting: Meeting) -> HttpResponseBase:
    """The meeting pauses."""
    minutes = whole_number(request.POST.get("minutes", "")) or BREAK_MINUTES
    pause = services.add_break(
        meeting=get_session(meeting).meeting, minutes=min(minutes, 600), actor=request.user
    )
    return redirect("meetings:session-item", meeting.key, pause.key)


def act_on_item(view: Callable[[HttpRequest, SessionPage], None]) -> Callable[..., HttpResponseBase]:
    """An act on an item: afterwards its part of the page comes back, with what was typed if it was refused."""

    @run_by_user
    @require_POST
    @wraps(view)
    def run(request: HttpRequest, meeting: Meeting, item: UUID) -> HttpResponseBase:
        record = get_item(meeting, item)
        bound: Bound = {}
        problem = ""
        shown = page_of(meeting, get_session(meeting), record)
        try:
            view(request, shown)
        except Wrong as wrong:
            bound = wrong.forms
            problem = " ".join(problem_of(form.errors) for form in bound.values())
        except ValidationError as error:
            bound, problem = _bound(request, shown), " ".join(error.messages)
        except Refused as refusal:
            bound, problem = _bound(request, shown), str(refusal)
        shown = page_of(meeting, get_session(meeting), record)
        if request.htmx:
            context = _context(shown) | bound | {"problem": problem}
            answer = render(request, "meetings/_session_facts.html", context)
            answer["HX-Trigger-After-Swap"] = "session-changed"
            return answer
        if problem:
            return _page(request, shown, problem=problem, **bound)
        return redirect("meetings:session-item", meeting.key, item)

    return run


def _bound(request: HttpRequest, shown: SessionPage) -> Bound:
    """The form that was sent, as it was typed."""
    name = request.resolver_match.url_name if request.resolver_match else ""
    forms: dict[str, tuple[str, Callable[[], Any]]] = {
        "item-disqualify": (
            "disqualify_form",
            lambda: DisqualifyForm(request.POST, people=shown.people),
        ),
        "item-motions": ("motion_form", lambda: MotionForm(request.POST, people=shown.people)),
        "item-votes": (
            "vote_form",
            lambda: VoteForm(request.POST, item=_item(shown), motions=shown.motions),
        ),
        "item-actions": ("action_form", lambda: ActionForm(request.POST, people=owners(shown.meeting))),
        "item-officer": ("officer_form", lambda: OfficerForm(request.POST, people=shown.people)),
    }
    if name not in forms or request.POST.get("act", "add") != "add":
        return {}
    label, make = forms[name]
    return {label: make()}


@act_on_item
def item_facts(request: HttpRequest, shown: SessionPage) -> None:
    """Write legality and quorum from facts."""
    services.write_from_facts(item=_item(shown), actor=request.user)


@act_on_item
def item_disqualify(request: HttpRequest, shown: SessionPage) -> None:
    """Somebody takes no part; it is taken back; or a deputy sits in for them."""
    item = _item(shown)
    wanted = request.POST.get("act")
    if wanted == "remove":
        row = _get(request, "row", Disqualification.objects.filter(item=item))
        row.item = item
        services.requalify(disqualification=row, actor=request.user)
    elif wanted == "deputy":
        seat = _get(request, "seat", Seat.objects.filter(group__term__body=shown.meeting.body_id))
        person = _get(request, "person", Person.objects.all())
        services.seat_for_item(item=item, seat=seat, person=person, actor=request.user)
    else:
        form = DisqualifyForm(request.POST, people=shown.people)
        if not form.is_valid():
            raise Wrong(disqualify_form=form)
        services.disqualify(item=item, actor=request.user, **form.cleaned_data)


@act_on_item
def item_motions(request: HttpRequest, shown: SessionPage) -> None:
    """Somebody proposes, supports, or takes a motion back."""
    item = _item(shown)
    wanted = request.POST.get("act")
    if wanted in {"support", "remove"}:
        motion = _get(request, "row", Motion.objects.filter(item=item))
        motion.item = item
        if wanted == "remove":
            services.remove_motion(motion=motion, actor=request.user)
        else:
            person = _get(request, "person", Person.objects.all())
            services.support_motion(motion=motion, person=person, actor=request.user)
        return
    form = MotionForm(request.POST, people=shown.people)
    if not form.is_valid():
        raise Wrong(motion_form=form)
    facts = form.cleaned_data
    supporters = [facts["supporter"]] if facts["supporter"] else []
    services.add_motion(
        item=item, text=facts["text"], mover=facts["mover"], supporters=supporters, actor=request.user
    )


@act_on_item
def item_votes(request: HttpRequest, shown: SessionPage) -> None:
    """A vote is written down, or removed."""
    item = _item(shown)
    if request.POST.get("act") == "remove":
        row = _get(request, "row", Vote.objects.filter(item=item))
        row.item = item
        services.remove_vote(vote=row, actor=request.user)
        return
    form = VoteForm(request.POST, item=item, motions=shown.motions)
    if not form.is_valid():
        raise Wrong(vote_form=form)
    services.record_vote(
        item=item,
        choices=form.choices,
        chairs_choice=form.chairs_choice,
        actor=request.user,
        **form.cleaned_data,
    )


@act_on_item
def item_actions(request: HttpRequest, shown: SessionPage) -> None:
    """Somebody gets something to do."""
    form = ActionForm(request.POST, people=owners(shown.meeting))
    if not form.is_valid():
        raise Wrong(action_form=form)
    services.add_action(
        meeting=shown.meeting, item=_item(shown), values=form.cleaned_data, actor=request.user
    )


@act_on_item
def item_officer(request: HttpRequest, shown: SessionPage) -> None:
    """Somebody else chairs or writes."""
    form = OfficerForm(request.POST, people=shown.people)
    if not form.is_valid():
        raise Wrong(officer_form=form)
    facts = form.cleaned_data
    services.change_officer(
        meeting=shown.meeting,
        role=facts["role"],
        person=facts["person"],
        item=_item(shown) if facts["span"] == "item" else None,
        actor=request.user,
    )


def owners(meeting: Meeting) -> Any:
    """Who can be given something to do: the people of the body."""
    return Person.objects.in_bodies([meeting.body_id]).order_by("name", "pk")


def _item(shown: SessionPage) -> AgendaItem:
    assert shown.item
    return shown.item


def _get(request: HttpRequest, name: str, rows: Any) -> Any:
    return get_object_or_404(rows, pk=whole_number(request.POST.get(name, "")) or 0)


def _record_form(shown: SessionPage) -> RecordForm | None:
    return RecordForm(record=shown.record) if shown.record else None


def _context(shown: SessionPage) -> dict[str, Any]:
    context: dict[str, Any] = {"page": shown, "meeting": shown.meeting, "now": timezone.now()}
    if shown.record and shown.item:
        context |= {
            "record": shown.record,
            "record_form": _record_form(shown),
            "disqualify_form": DisqualifyForm(people=shown.people),
            "motion_form": MotionForm(people=shown.people),
            "vote_form": VoteForm(item=shown.item, motions=shown.motions),
            "action_form": ActionForm(people=owners(shown.meeting)),
            "officer_form": OfficerForm(people=shown.people),
        }
    return context


def _page(request: HttpRequest, shown: SessionPage, **more: Any) -> HttpResponse:
    return render(request, "meetings/session.html", _context(shown) | more)
