"""Applications that came on paper: an officer enters them and types them in."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from grants import services
from grants.forms.paper import ArrivalForm, PaperForm
from grants.models import Application
from portal.access import require
from portal.errors import Refused

from .fetching import add_errors
from .officer_application import handled_by_user


@never_cache
@login_required
def paper_create(request: HttpRequest) -> HttpResponseBase:
    """Note what came, when and how; then it is typed in like any other."""
    require(request.user, "grants.handle_application")
    form = PaperForm(request.POST or None, request.FILES or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        try:
            draft = services.enter_paper(
                call_kind=values["call_kind"],
                organisation=values["organisation"],
                group_name=values["group_name"].strip(),
                language=values["language"],
                paper=form.paper,
                actor=request.user,
            )
        except ValidationError as error:
            add_errors(form, error)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        except PermissionDenied as error:
            raise Http404 from error
        else:
            messages.success(request, _("Noted. Type in what the paper says, then register it."))
            return redirect(draft)
    return render(request, "grants/paper_form.html", {"form": form})


@handled_by_user
def paper_change(request: HttpRequest, application: Application) -> HttpResponseBase:
    """Mend when and how it came, until it is registered."""
    if not application.is_being_entered:
        raise Http404
    form = ArrivalForm.of(application, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.change_paper(application=application, actor=request.user, **form.cleaned_data)
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, _("Saved."))
            return redirect(application)
    return render(request, "grants/paper_form.html", {"form": form, "application": application})
