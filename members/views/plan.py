"""What a body has set out to do, year by year."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from members import services, workbench
from members.forms.document import ActionForm
from members.models import Body, PlannedAction

from .fetching import run_by_user
from .forming import attempt, form_page


@run_by_user
@require_safe
def plan_workbench(request: HttpRequest, body: Body) -> HttpResponse:
    """All actions, the latest year first."""
    actions = body.actions.order_by("-year", "due_on", "pk")
    return workbench.page(request, body, workbench.PLAN, "members/plan_workbench.html", actions=actions)


@run_by_user
def action_create(request: HttpRequest, body: Body) -> HttpResponseBase:
    """One more thing to do."""
    form = ActionForm(request.POST or None, initial={"year": timezone.localdate().year})
    if (
        request.method == "POST"
        and form.is_valid()
        and attempt(form, lambda: services.plan_action(body=body, values=form.values, actor=request.user))
    ):
        messages.success(request, _("Saved."))
        return redirect("members:plan-workbench", body.slug)
    return _page(request, body, form, title=_("Add an action"))


@run_by_user
def action_change(request: HttpRequest, body: Body, pk: int) -> HttpResponseBase:
    """How far it is, and what came of it."""
    action = _of_body(body, pk)
    form = ActionForm(request.POST or None, instance=action)
    if (
        request.method == "POST"
        and form.is_valid()
        and attempt(
            form, lambda: services.change_action(action=action, values=form.values, actor=request.user)
        )
    ):
        messages.success(request, _("Saved."))
        return redirect("members:plan-workbench", body.slug)
    return _page(request, body, form, title=_("Change the action"), action=action)


@run_by_user
@require_POST
def action_remove(request: HttpRequest, body: Body, pk: int) -> HttpResponseBase:
    """What was planned by mistake goes."""
    services.remove_action(action=_of_body(body, pk), actor=request.user)
    messages.success(request, _("The action is removed."))
    return redirect("members:plan-workbench", body.slug)


def _page(
    request: HttpRequest, body: Body, form: ActionForm, *, title: str, action: PlannedAction | None = None
) -> HttpResponse:
    return form_page(
        request,
        body,
        workbench.PLAN,
        form,
        title=title,
        button=_("Save"),
        back=reverse("members:plan-workbench", args=[body.slug]),
        template="members/action_form.html",
        action=action,
    )


def _of_body(body: Body, pk: int) -> PlannedAction:
    action = body.actions.filter(pk=pk).first()
    if action is None:
        raise Http404
    return action
