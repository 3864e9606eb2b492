"""The year of a body: drawn as a clock, planned at once, and with what is taken up every year."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from meetings import services
from meetings.deadlines import deadlines_of, holiday, is_working_day, notice_days_on
from meetings.forms import PlaceForm, PlanForms, TopicForm
from meetings.forms.planning import PlannedForm
from meetings.models import Meeting, YearlyTopic
from meetings.pages import YEAR, clock_of_year
from meetings.year_plan import MOST, USUAL_COUNT, meetings_asked_for, suggest, year_of
from members import workbench
from members.models import Body
from members.views.fetching import run_by_user
from members.views.forming import attempt, form_page
from portal.access import get_visible
from portal.formats import plain_day
from portal.parameters import whole_number

FIRST, LAST = 2000, 2100


@require_safe
def year_clock(request: HttpRequest, slug: str) -> HttpResponse:
    """The year as a clock and as an equal table; those who run the body see drafts, topics and all deadlines."""
    body: Body = get_visible(Body.objects.select_related("region"), request.user, slug=slug)  # type: ignore[assignment]
    year = year_of(body, _year(request), request.user)
    context = {
        "year": year,
        "clock": clock_of_year(year),
        "before": year.year - 1,
        "after": year.year + 1,
    }
    if year.runs:
        return workbench.page(request, body, YEAR, "meetings/year_clock.html", **context)
    return render(request, "meetings/year_clock.html", {**context, "body": body, "tab": YEAR})


@run_by_user
def year_plan(request: HttpRequest, body: Body) -> HttpResponseBase:
    """Suggested days with their deadlines, all of which can be changed; saving makes all the drafts at once."""
    year = _year(request, coming=True)
    whose = {"form_kwargs": {"year": year}}
    forms: Any = PlanForms(request.POST or None, initial=_suggested(request, body, year), **whose)
    place = PlaceForm(request.POST or None, initial={"place": _latest_place(body)})
    if request.method == "POST" and "count" in request.POST:
        forms.is_valid()
        forms = PlanForms(initial=[_counted(body, form) for form in forms], **whose)
    elif request.method == "POST" and forms.is_valid() and place.is_valid():
        values = [each | place.cleaned_data for each in forms.values]

        def plan() -> services.Planned:
            return services.plan_year(body=body, year=year, meetings=values, actor=request.user)

        if planned := attempt(place, plan):
            _tell_planned(request, planned)
            return redirect(f"{reverse('meetings:year-clock', args=[body.slug])}?vuosi={year}")
    shown = year_of(body, year, request.user)
    return workbench.page(
        request,
        body,
        YEAR,
        "meetings/year_plan.html",
        form=place,
        forms=forms,
        year=shown,
        asked=shown.least or USUAL_COUNT,
        is_usual=shown.least is None,
        count=_count(request, body, year),
        before=year - 1,
        after=year + 1,
    )


@run_by_user
def topic_list(request: HttpRequest, body: Body) -> HttpResponseBase:
    """The topics by month, and a form for one more."""
    form = TopicForm(request.POST or None, initial={"month": timezone.localdate().month})
    if request.method == "POST" and form.is_valid():

        def add() -> YearlyTopic:
            return services.add_topic(body=body, values=form.values, actor=request.user)

        if topic := attempt(form, add):
            messages.success(request, _("“%(title)s” is on the annual clock.") % {"title": topic.title_fi})
            return redirect("meetings:topic-list", body.slug)
    topics = body.yearly_topics.order_by("month", "pk")
    return workbench.page(request, body, YEAR, "meetings/topic_list.html", form=form, topics=topics)


@run_by_user
def topic_edit(request: HttpRequest, body: Body, pk: int) -> HttpResponseBase:
    """Change a topic."""
    topic: YearlyTopic = get_object_or_404(YearlyTopic.objects.select_related("body"), body=body, pk=pk)
    form = TopicForm(request.POST or None, instance=topic)
    if request.method == "POST" and form.is_valid():

        def change() -> YearlyTopic:
            return services.change_topic(topic=topic, values=form.values, actor=request.user)

        if attempt(form, change):
            messages.success(request, _("“%(title)s” is saved.") % {"title": form.cleaned_data["title_fi"]})
            return redirect("meetings:topic-list", body.slug)
    return form_page(
        request,
        body,
        YEAR,
        form,
        title=topic.title_fi,
        lede=_("What you change holds from the next time on."),
        button=_("Save"),
        back=reverse("meetings:topic-list", args=[body.slug]),
    )


@run_by_user
@require_POST
def topic_remove(request: HttpRequest, body: Body, pk: int) -> HttpResponseBase:
    """Take a topic off the clock."""
    topic: YearlyTopic = get_object_or_404(YearlyTopic.objects.select_related("body"), body=body, pk=pk)
    services.remove_topic(topic=topic, actor=request.user)
    messages.success(request, _("“%(title)s” was taken off the annual clock.") % {"title": topic.title_fi})
    return redirect("meetings:topic-list", body.slug)


def _year(request: HttpRequest, *, coming: bool = False) -> int:
    """The year of the address; this one unless told, or the next where planning has hardly any use for this one."""
    today = timezone.localdate()
    usual = today.year + (coming and today.month > 9)  # noqa: PLR2004 - the last quarter
    asked = whole_number(request.GET.get("vuosi", "")) or usual
    if not FIRST <= asked <= LAST:
        raise Http404
    return asked


def _count(request: HttpRequest, body: Body, year: int) -> int:
    """How many meetings the year should have: what the address says, else the rules of the body, else the usual."""
    asked = whole_number(request.GET.get("maara", ""))
    return min(max(asked or meetings_asked_for(body, year) or USUAL_COUNT, 1), MOST)


def _suggested(request: HttpRequest, body: Body, year: int) -> list[dict[str, Any]]:
    count = _count(request, body, year)
    found = suggest(body, year, count=count, today=timezone.localdate())
    return [PlannedForm.facts_of(suggestion) for suggestion in found]


def _counted(body: Body, form: PlannedForm) -> dict[str, Any]:
    """What was typed, with the deadlines counted from its day."""
    typed = {name: form.cleaned_data.get(name, form[name].value()) for name in form.fields}
    day = form.cleaned_data.get("day")
    return typed | (deadlines_of(day, notice_days_on(body, day)).facts if day else {})


def _latest_place(body: Body) -> str:
    return (
        Meeting.objects.filter(body=body).order_by("-starts_at").values_list("place", flat=True).first() or ""
    )


def _tell_planned(request: HttpRequest, planned: services.Planned) -> None:
    made = ngettext(
        "%(count)d draft is made. Nobody else sees it until it is convened.",
        "%(count)d drafts are made. Nobody else sees them until they are convened.",
        len(planned.made),
    )
    messages.success(request, made % {"count": len(planned.made)})
    if planned.skipped:
        days = ", ".join(plain_day(day) for day in planned.skipped)
        messages.info(request, _("On these days there was a meeting already: %(days)s.") % {"days": days})
    free = [meeting for meeting in planned.made if not is_working_day(meeting.day)]
    if free:
        named = [f"{plain_day(meeting.day)} {holiday(meeting.day)}".strip() for meeting in free]
        messages.warning(
            request, _("These are no working days: %(days)s. Is that right?") % {"days": ", ".join(named)}
        )
