"""The minutes under the hands of those who run the body: written, signed, inspected, published, corrected."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from meetings import services
from meetings.documents import LANGUAGES
from meetings.enums import InspectionWay, InspectorState, MinutesState, RecordKind
from meetings.forms.minutes import (
    CorrectionForm,
    ExcerptForm,
    InspectorsForm,
    MinutesItemForm,
    PresenceTimesForm,
)
from meetings.inspecting import candidates, inspectors_needed
from meetings.minutes_document import audience_of, document_cards
from meetings.minutes_reading import MinutesText, read_minutes
from meetings.models import AgendaItem, Excerpt, ItemRecord, Minutes, Presence
from meetings.services.excerpt import can_be_sent
from meetings.services.inspection_by_meeting import meetings_that_could_inspect, open_proposal
from meetings.services.minutes import missing_roles, signer
from meetings.services.sealing import MINUTES
from members.models import Person
from members.services.mandate_mail import receiver_of
from portal import documents
from portal.access import get_visible, require
from portal.errors import Conflict, Refused
from portal.parameters import whole_number
from portal.views.documents import answer

View = Callable[..., HttpResponseBase]


def all_minutes() -> QuerySet[Minutes]:
    """Minutes with what their pages need of the meeting."""
    return Minutes.objects.select_related(
        "meeting__body__region",
        "meeting__session__chair__user",
        "meeting__session__secretary__user",
        "inspected_in",
        "seal",
    )


def of_meeting_run_by_user(view: View) -> View:
    """A page for those who run the body: the view gets the minutes in place of the meeting's key.

    What a service refuses is said on the page of the minutes, unless the view has a better place for it.
    """

    @login_required
    @wraps(view)
    def run(request: HttpRequest, key: UUID, **kwargs: Any) -> HttpResponseBase:
        minutes: Any = get_visible(all_minutes(), request.user, meeting__key=key)
        require(request.user, "meetings.change_minutes", minutes)
        try:
            return view(request, minutes, **kwargs)
        except Refused as refusal:
            messages.error(request, str(refusal))
            return redirect(minutes.edit_url)

    return run


@of_meeting_run_by_user
@require_safe
def minutes_edit(request: HttpRequest, minutes: Minutes) -> HttpResponse:
    """The whole text, and the next step."""
    text = read_minutes(minutes)
    context = {
        "minutes": minutes,
        "meeting": minutes.meeting,
        "text": text,
        "can_mend": minutes.state in {MinutesState.DRAFT, MinutesState.SIGNED},
        "documents": document_cards(minutes),
        "presences": _presences(minutes),
        "excerpts": minutes.excerpts.select_related("item__record", "sent_by"),
        "may_send": {section.id for section in text.sections if minutes.is_approved or section.inspected_at},
        **_step(minutes, text),
    }
    return render(request, "meetings/minutes_edit.html", context)


def _presences(minutes: Minutes) -> QuerySet[Presence]:
    rows = minutes.meeting.presences.select_related("person", "guest", "item")
    return rows.order_by("item", "arrived_at", "pk")


def _step(minutes: Minutes, text: MinutesText) -> dict[str, Any]:
    """What the panel with the next step says."""
    context: dict[str, Any] = {"changes": minutes.inspectors.filter(state=InspectorState.CHANGE_ASKED)}
    context["changes"] = context["changes"].select_related("person")
    if minutes.is_draft:
        roles = missing_roles(minutes)
        context["missing"] = [(role, signer(minutes, role)) for role in roles]
        present = minutes.meeting.presences.filter(person__isnull=False)
        context["people"] = Person.objects.filter(pk__in=present.values("person"))
        context["kinds"] = RecordKind.choices
        context["is_any_signed"] = bool(text.signatures)
        context["mails"] = sum(bool(who and receiver_of(who)) for _role, who in context["missing"])
    elif minutes.state == MinutesState.SIGNED:
        people = candidates(minutes)
        context |= {
            "candidates": people,
            "needed": inspectors_needed(minutes.meeting),
            "form": InspectorsForm(people=people),
        }
    elif minutes.state == MinutesState.UNDER_INSPECTION:
        context["inspecting_meetings"] = meetings_that_could_inspect(minutes)
        context["left_by"] = open_proposal(minutes) if minutes.way == InspectionWay.NEXT_MEETING else None
    return context


@of_meeting_run_by_user
def minutes_item(request: HttpRequest, minutes: Minutes, item: UUID) -> HttpResponseBase:
    """Change what the minutes say of an item; the texts of two people who wrote at the same time are both shown."""
    row = _item(minutes, item)
    record = ItemRecord.objects.filter(item=row).first() or ItemRecord(item=row)
    form = MinutesItemForm.of(record, request.POST or None)
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["base_version"] or 0
        try:
            saved = services.mend_item(item=row, base_version=version, values=form.values, actor=request.user)
        except Conflict as conflict:
            form = form.with_both(conflict)
        except ValidationError as error:
            form.add_error(None, error.messages)
        else:
            messages.success(request, _("“%(title)s” is saved.") % {"title": row.title})
            if saved.theirs:
                messages.info(
                    request,
                    _("Somebody else changed other parts of it meanwhile. Their changes are kept too."),
                )
            return redirect(f"{minutes.edit_url}#asia-{row.pk}")
    context = {"minutes": minutes, "meeting": minutes.meeting, "item": row, "record": record, "form": form}
    context["is_any_signed"] = minutes.signatures.filter(voided_at=None).exists()
    return render(request, "meetings/minutes_item.html", context)


@of_meeting_run_by_user
def minutes_presence(request: HttpRequest, minutes: Minutes, pk: int) -> HttpResponseBase:
    """Put right when somebody came and left."""
    rows = Presence.objects.select_related("person", "guest", "item")
    presence = get_object_or_404(rows, meeting=minutes.meeting, pk=pk)
    presence.meeting = minutes.meeting
    form = PresenceTimesForm(request.POST or None, presence=presence)
    if request.method == "POST" and form.is_valid():
        try:
            services.mend_presence(presence=presence, values=form.values, actor=request.user)
        except ValidationError as error:
            form.add_error(None, error.messages)
        else:
            messages.success(request, _("Saved."))
            return redirect(f"{minutes.edit_url}#lasna")
    context = {"minutes": minutes, "meeting": minutes.meeting, "presence": presence, "form": form}
    context["is_any_signed"] = minutes.signatures.filter(voided_at=None).exists()
    return render(request, "meetings/minutes_presence.html", context)


@of_meeting_run_by_user
@require_POST
def minutes_kind(request: HttpRequest, minutes: Minutes) -> HttpResponseBase:
    """Minutes or a memo."""
    services.choose_kind(minutes=minutes, kind=request.POST.get("kind", ""), actor=request.user)
    return redirect(minutes.edit_url)


@of_meeting_run_by_user
@require_POST
def minutes_officer(request: HttpRequest, minutes: Minutes) -> HttpResponseBase:
    """Who chaired, or who wrote."""
    pk = whole_number(request.POST.get("person", ""))
    person = Person.objects.filter(pk=pk).first() if pk is not None else None
    if person is None:
        raise Refused(_("Choose one of those who were present."))
    services.name_officer(
        minutes=minutes, role=request.POST.get("role", ""), person=person, actor=request.user
    )
    return redirect(minutes.edit_url)


@of_meeting_run_by_user
@require_POST
def signatures_ask(request: HttpRequest, minutes: Minutes) -> HttpResponseBase:
    """The text is ready: tell those who sign."""
    told = services.ask_signatures(minutes=minutes, actor=request.user)
    said = ngettext("%(count)d mail goes out.", "%(count)d mails go out.", told) % {"count": told}
    messages.success(request, f"{_('The signatures are asked for.')} {said}")
    return redirect(minutes.edit_url)


@of_meeting_run_by_user
@require_POST
def minutes_reopen(request: HttpRequest, minutes: Minutes) -> HttpResponseBase:
    """Back to draft."""
    services.reopen_minutes(minutes=minutes, actor=request.user)
    messages.success(request, _("It is a draft again. The signatures are void."))
    return redirect(minutes.edit_url)


@of_meeting_run_by_user
@require_POST
def item_inspect(request: HttpRequest, minutes: Minutes, item: UUID) -> HttpResponseBase:
    """The meeting inspected this section at once."""
    row = _item(minutes, item)
    services.inspect_item(item=row, actor=request.user)
    messages.success(request, _("“%(title)s” is fixed: it was inspected at once.") % {"title": row.title})
    return redirect(f"{minutes.edit_url}#asia-{row.pk}")


@of_meeting_run_by_user
@require_POST
def inspection_begin(request: HttpRequest, minutes: Minutes) -> HttpResponseBase:
    """Give it to the chosen inspectors."""
    wanted = {pk for pk in map(whole_number, request.POST.getlist("people")) if pk is not None}
    people = list(Person.objects.filter(pk__in=wanted).order_by("name", "pk"))
    begun = services.begin_inspection(minutes=minutes, people=people, actor=request.user)
    if begun.is_approved:
        messages.success(request, _("It is approved and sealed."))
    else:
        messages.success(request, _("The inspectors have been asked."))
    return redirect(minutes.edit_url)


@of_meeting_run_by_user
@require_POST
def inspection_leave(request: HttpRequest, minutes: Minutes) -> HttpResponseBase:
    """The next meeting inspects."""
    put = services.leave_to_next_meeting(minutes=minutes, actor=request.user)
    if isinstance(put, AgendaItem):
        said = _("It is on the agenda of %(meeting)s.") % {"meeting": put.meeting.name}
    else:
        said = _("No meeting is being prepared, so it waits among the proposals.")
    messages.success(request, said)
    return redirect(minutes.edit_url)


@of_meeting_run_by_user
@require_POST
def inspection_record(request: HttpRequest, minutes: Minutes) -> HttpResponseBase:
    """A later meeting approved it."""
    chosen = whole_number(request.POST.get("meeting", ""))
    meeting = next((row for row in meetings_that_could_inspect(minutes) if row.pk == chosen), None)
    if meeting is None:
        raise Refused(_("Only a later meeting of the body that was held can have inspected them."))
    services.approve_in_meeting(minutes=minutes, meeting=meeting, actor=request.user)
    messages.success(request, _("It is approved and sealed."))
    return redirect(minutes.edit_url)


@of_meeting_run_by_user
@require_POST
def minutes_publish(request: HttpRequest, minutes: Minutes) -> HttpResponseBase:
    """Give it to everybody."""
    services.publish_minutes(minutes=minutes, actor=request.user)
    messages.success(request, _("It is published."))
    return redirect(minutes.edit_url)


@of_meeting_run_by_user
@require_POST
def minutes_unpublish(request: HttpRequest, minutes: Minutes) -> HttpResponseBase:
    """Take it from the public again."""
    services.unpublish_minutes(minutes=minutes, actor=request.user)
    messages.success(request, _("It is not public any more. The members still read it."))
    return redirect(minutes.edit_url)


@of_meeting_run_by_user
def correction_create(request: HttpRequest, minutes: Minutes) -> HttpResponseBase:
    """Put a mistake in approved minutes right."""
    if not minutes.is_approved:
        raise Refused(_("Minutes that are not inspected are changed, not corrected."))
    form = CorrectionForm(request.POST or None, minutes=minutes)
    if request.method == "POST" and form.is_valid():
        try:
            services.correct_minutes(minutes=minutes, **form.cleaned_data, actor=request.user)
        except ValidationError as error:
            form.add_error(None, error.messages)
        else:
            messages.success(request, _("The correction stands at the end of the minutes."))
            return redirect(minutes.edit_url)
    context = {"minutes": minutes, "meeting": minutes.meeting, "form": form}
    return render(request, "meetings/minutes_correct.html", context)


@of_meeting_run_by_user
def excerpt_create(request: HttpRequest, minutes: Minutes, item: UUID) -> HttpResponseBase:
    """Send one section to somebody whom it concerns."""
    row = _item(minutes, item)
    if not can_be_sent(minutes, row):
        raise Refused(_("An excerpt can be sent when the minutes, or this section, are inspected."))
    form = ExcerptForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        services.send_excerpt(item=row, **form.cleaned_data, actor=request.user)
        messages.success(
            request, _("The excerpt goes to %(address)s.") % {"address": form.cleaned_data["email"]}
        )
        return redirect(f"{minutes.edit_url}#otteet")
    sent = Excerpt.objects.filter(item=row).select_related("sent_by")
    context = {"minutes": minutes, "meeting": minutes.meeting, "item": row, "form": form, "sent": sent}
    context["section"] = read_minutes(minutes).section_of(row.pk)
    return render(request, "meetings/excerpt_form.html", context)


@of_meeting_run_by_user
@require_POST
def minutes_document(request: HttpRequest, minutes: Minutes, language: str) -> HttpResponse:
    """Have the minutes made as a document."""
    if language not in LANGUAGES:
        raise Http404
    document = documents.request(
        minutes, MINUTES, language=language, audience=audience_of(minutes), actor=request.user
    )
    return answer(request, document)


def _item(minutes: Minutes, key: UUID) -> AgendaItem:
    rows = AgendaItem.objects.select_related("inspection", "record")
    item: AgendaItem = get_object_or_404(rows, meeting=minutes.meeting, key=key)
    item.meeting = minutes.meeting
    minutes.meeting.minutes = minutes
    return item
