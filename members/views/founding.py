"""A body is founded, described, begun and ended."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from members import services, workbench
from members.forms.body import DetailsForm, EndForm, FoundingForm
from members.models import Body
from portal.access import require
from portal.errors import Overtaken

from .fetching import run_by_user
from .forming import attempt, form_page, tell


@login_required
def body_found(request: HttpRequest) -> HttpResponseBase:
    """A new body, of which its founder becomes the coordinator."""
    require(request.user, "members.run_body")
    form = FoundingForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        body = attempt(form, lambda: services.found_body(**form.facts, actor=request.user))
        if body:
            messages.success(
                request, _("The body is founded. Next, write down its rules; nothing is decided yet.")
            )
            return redirect("members:rules-workbench", body.slug)
    return render(request, "members/body_found.html", {"form": form})


@run_by_user
def body_details(request: HttpRequest, body: Body) -> HttpResponseBase:
    """All that is told of a body, with the languages side by side."""
    form = DetailsForm(request.POST or None, instance=body, user=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            services.change_body(
                body=body,
                base=form.cleaned_data["base"],
                values=form.values,
                links=form.links,
                actor=request.user,
            )
        except Overtaken as overtaken:
            form = form.after_other(Body.objects.select_related("region").get(pk=body.pk), request.user)
            form.add_error(None, str(overtaken))
        except ValidationError as error:
            tell(form, error)
        else:
            messages.success(request, _("Saved."))
            return redirect("members:body-details", body.slug)
    return workbench.page(request, body, workbench.DETAILS, "members/body_details.html", form=form)


@run_by_user
@require_POST
def body_start(request: HttpRequest, body: Body) -> HttpResponseBase:
    """The planned body begins its work."""
    services.start_body(body=body, actor=request.user)
    messages.success(request, _("The body is active. You can make its term and seats now."))
    return redirect("members:body-details", body.slug)


@run_by_user
def body_end(request: HttpRequest, body: Body) -> HttpResponseBase:
    """Say what the end does, ask for the day and the reason, and end."""
    form = EndForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        facts = form.cleaned_data
        ended = attempt(form, lambda: services.end_body(body=body, **facts, actor=request.user))
        if ended:
            messages.success(request, _("The body has ended. Its page stays, with all that was."))
            return redirect(body.get_absolute_url())
    return form_page(
        request,
        body,
        workbench.DETAILS,
        form,
        title=_("End the body"),
        button=_("End the body"),
        back=reverse("members:body-details", args=[body.slug]),
        template="members/body_end.html",
        ending=services.ending_of(body, timezone.localdate()),
        is_danger=True,
    )
