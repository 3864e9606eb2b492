"""Who does what in a body without a seat, and who may nominate."""

from typing import Any

from django.contrib import messages
from django.db.models import Model, Q
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from members import services, workbench
from members.forms.people import (
    CoordinatorForm,
    LastDayForm,
    NominatorForm,
    OfficeForm,
    PersonChoice,
    SpeechForm,
)
from members.models import Body, BodyRole, Nominator, Office, SpeakingRight
from members.rules import bodies_run_by, is_secretariat

from .fetching import run_by_user
from .forming import attempt, form_page


@run_by_user
@require_safe
def body_people(request: HttpRequest, body: Body) -> HttpResponse:
    """All of them, each with what can be done."""
    today = timezone.localdate()
    held = Q(valid_until=None) | Q(valid_until__gte=today)
    context = {
        "coordinators": body.roles.valid_on(today)
        .select_related("user", "organisation")
        .order_by("user__name"),
        "offices": body.offices.filter(held).select_related("person"),
        "former_offices": body.offices.exclude(held).select_related("person").order_by("-valid_until"),
        "speakers": body.speaking_rights.filter(held).select_related("person", "organisation"),
        "nominators": body.nominators.select_related("organisation"),
    }
    return workbench.page(request, body, workbench.PEOPLE, "members/body_people.html", **context)


@run_by_user
@require_safe
def person_search(request: HttpRequest, body: Body) -> HttpResponse:
    """People of the region's bodies by the name as it is being typed, to choose from."""
    form = PersonChoice({"name": request.GET.get("name", "")[:120]}, region=body.region)
    return render(request, "members/_person_choice.html", {"field": form["person"], "found": form.found})


def _create(
    request: HttpRequest, body: Body, form: Any, act: Any, *, title: str, said: str, **more: Any
) -> HttpResponseBase:
    """A form page that stores by `act` and leads back to the people."""
    if request.method == "POST" and form.is_valid() and attempt(form, act):
        messages.success(request, said)
        return redirect("members:body-people", body.slug)
    return form_page(
        request,
        body,
        workbench.PEOPLE,
        form,
        title=title,
        button=more.pop("button", _("Add")),
        back=_back(body),
        **more,
    )


def _back(body: Body) -> str:
    return reverse("members:body-people", args=[body.slug])


@run_by_user
def coordinator_create(request: HttpRequest, body: Body) -> HttpResponseBase:
    """One more coordinator."""
    form = CoordinatorForm(request.POST or None)
    return _create(
        request,
        body,
        form,
        lambda: services.add_coordinator(body=body, **form.cleaned_data, actor=request.user),
        title=_("Add a coordinator"),
        said=_("The person coordinates the group from now on."),
        lede=_("Several people can coordinate one group, also from different organisations."),
    )


@run_by_user
def coordinator_end(request: HttpRequest, body: Body, pk: int) -> HttpResponseBase:
    """Ask, then end the role at once."""
    role: BodyRole = _of_body(body.roles, pk)
    if request.method == "POST":
        services.end_coordinator(role=role, actor=request.user)
        messages.success(request, _("%(name)s no longer coordinates the group.") % {"name": role.user})
        if not is_secretariat(request.user) and body.pk not in bodies_run_by(request.user):
            return redirect(body.get_absolute_url())
        return redirect("members:body-people", body.slug)
    context = {"role": role, "back": _back(body)}
    return workbench.page(request, body, workbench.PEOPLE, "members/coordinator_end.html", **context)


@run_by_user
def office_create(request: HttpRequest, body: Body) -> HttpResponseBase:
    """A chair, a secretary and so on."""
    form = OfficeForm(request.POST or None, region=body.region)

    def appoint() -> Office:
        facts = {name: form.cleaned_data[name] for name in ("kind", "valid_from", "valid_until", "reasons")}
        return services.appoint_officer(body=body, person=form.who, **facts, actor=request.user)

    return _create(
        request,
        body,
        form,
        appoint,
        title=_("Add a position of trust"),
        said=_("The position is stored."),
        template="members/person_role_form.html",
    )


@run_by_user
def speech_create(request: HttpRequest, body: Body) -> HttpResponseBase:
    """A right to speak."""
    form = SpeechForm(request.POST or None, body=body)

    def grant() -> SpeakingRight:
        facts = {
            name: form.cleaned_data[name] for name in ("group", "organisation", "valid_from", "valid_until")
        }
        return services.grant_speech(body=body, person=form.who, **facts, actor=request.user)

    return _create(
        request,
        body,
        form,
        grant,
        title=_("Add a right to speak"),
        said=_("The right is stored."),
        template="members/person_role_form.html",
    )


@run_by_user
def office_end(request: HttpRequest, body: Body, pk: int) -> HttpResponseBase:
    """The last day of a position of trust."""
    return _end(request, body, _of_body(body.offices, pk))


@run_by_user
def speech_end(request: HttpRequest, body: Body, pk: int) -> HttpResponseBase:
    """The last day of a right to speak."""
    return _end(request, body, _of_body(body.speaking_rights, pk))


def _end(request: HttpRequest, body: Body, held: Any) -> HttpResponseBase:
    form = LastDayForm(request.POST or None)

    def end() -> bool:
        services.end_holding(held=held, last_day=form.cleaned_data["last_day"], actor=request.user)
        return True

    return _create(
        request,
        body,
        form,
        end,
        title=_("End: %(what)s") % {"what": held},
        said=_("The last day is stored."),
        button=_("Save"),
    )


@run_by_user
def nominator_create(request: HttpRequest, body: Body) -> HttpResponseBase:
    """A network or an association that may nominate."""
    form = NominatorForm(request.POST or None)
    return _create(
        request,
        body,
        form,
        lambda: services.add_nominator(body=body, **form.cleaned_data, actor=request.user),
        title=_("Add a nominator"),
        said=_("The nominator is added."),
    )


@run_by_user
@require_POST
def nominator_move(request: HttpRequest, body: Body, pk: int) -> HttpResponseBase:
    """Up or down by one."""
    places = -1 if request.POST.get("to") == "up" else 1
    services.move_nominator(nominator=_of_body(body.nominators, pk), places=places, actor=request.user)
    return redirect(f"{_back(body)}#nimeajat")


@run_by_user
@require_POST
def nominator_remove(request: HttpRequest, body: Body, pk: int) -> HttpResponseBase:
    """Off the list."""
    nominator: Nominator = _of_body(body.nominators, pk)
    services.remove_nominator(nominator=nominator, actor=request.user)
    messages.success(request, _("“%(name)s” is off the list.") % {"name": nominator.name})
    return redirect(f"{_back(body)}#nimeajat")


def _of_body(records: Any, pk: int) -> Any:
    """The body's own record; another's is as if it were not."""
    found: Model | None = records.filter(pk=pk).first()
    if found is None:
        raise Http404
    return found
