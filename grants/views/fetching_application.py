"""How the pages of applicants find their application; missing and forbidden end in the same 404."""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Subquery
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from grants.models import Application, ApplicationRole
from grants.rules import WRITERS_OF_IT
from portal.access import is_secretariat, require
from portal.errors import Refused
from portal.models import User

View = Callable[..., HttpResponseBase]


# What an autosave needs: reading the hundreds of other columns would take longer than the saving.
FOR_SAVING = (
    "key", "region", "call", "call_kind", "question_set", "organisation", "is_paper", "state", "version",
    "saved_at", "late_until", "call__key", "call__state", "call__opens_at", "call__closes_at",
)  # fmt: skip


def found(request: HttpRequest, key: UUID, *, to_change: bool = False) -> Application | None:
    """The application as the user sees it, with the user's role in it, in one query."""
    if to_change and request.htmx:
        return _found_for_saving(request.user, key)
    objects = Application.objects
    rows = objects.changed_by(request.user) if to_change else objects.visible_to(request.user)
    rows = rows.select_related("call__region", "call_kind__kind", "organisation", "question_set")
    roles = ApplicationRole.objects.in_force().filter(application__key=key, user=request.user.pk)
    application = rows.annotate(own_role=Subquery(roles.values("role")[:1])).filter(key=key).first()
    if application is not None:
        # The permission check would ask for it again.
        application.__dict__["_roles"] = {request.user.pk: application.own_role}
    return application


def _found_for_saving(user: User, key: UUID) -> Application | None:
    """The same as `changed_by` finds, told by the rule of the row: hundreds of pages save at once, and so it costs a third."""
    try:
        application = Application.objects.select_related("call").only(*FOR_SAVING).get(key=key)
    except Application.DoesNotExist:
        return None
    return application if WRITERS_OF_IT.test(user, application) else None


def read_by_user(view: View) -> View:
    """A page for the applicant's own people, and the secretariat: the view gets the application in place of its key.

    Those who handle it read what was sent, on pages of their own, and not what is typed meanwhile.
    """

    @wraps(view)
    def own(request: HttpRequest, application: Application, **kwargs: Any) -> HttpResponseBase:
        if not is_secretariat(request.user):
            require(request.user, "grants.print_application", application)
        return view(request, application, **kwargs)

    return seen_by_user(own)


def seen_by_user(view: View) -> View:
    """A page for whoever sees the application, those who handle it among them."""

    @never_cache
    @login_required
    @wraps(view)
    def run(request: HttpRequest, key: UUID, **kwargs: Any) -> HttpResponseBase:
        application = found(request, key)
        if application is None:
            raise Http404
        return _refusing(view, request, application, **kwargs)

    return run


def written_by_user(view: View) -> View:
    """A page for those who write the application.

    Whoever saves from a page that is still open, but has been signed out or taken off the application meanwhile, is told
    so in that page, which keeps what was typed. So is whoever left such a page to the next who signed in.
    """

    @never_cache
    @wraps(view)
    def run(request: HttpRequest, key: UUID, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            if request.htmx:
                return not_saved(request, HTTPStatus.UNAUTHORIZED, is_signed_out=True)
            return login_required(view)(request)
        application = found(request, key, to_change=True)
        if application is not None and not _is_of_another(request):
            return _refusing(view, request, application, **kwargs)
        if application is None and not _was_in(request, key):
            raise Http404
        if application is None:
            words = _("You can no longer write this application. What you typed stays in this page: copy it.")
        else:
            words = _(
                "Somebody else has signed in on this device, so this was not saved. It stays in this page: copy it, or sign in again."
            )
        if request.htmx:
            return not_saved(request, HTTPStatus.FORBIDDEN, problem=words)
        messages.error(request, words)
        return redirect("grants:application-list")

    return run


def open_to_readers(view: View) -> View:
    """A page that whoever sees the application may look at, and on which only those who write it save."""
    show, save = read_by_user(view), written_by_user(view)

    @wraps(view)
    def run(request: HttpRequest, key: UUID, **kwargs: Any) -> HttpResponseBase:
        return (save if request.method == "POST" else show)(request, key=key, **kwargs)

    return run


def not_saved(request: HttpRequest, status: HTTPStatus, **context: Any) -> HttpResponse:
    """The line in the place of "saved" that says why not, and what to do."""
    context["page_url"] = request.path
    response = render(request, "grants/_application_saved.html", context, status=status)
    response["X-Not-Saved"] = "1"
    return response


def _is_of_another(request: HttpRequest) -> bool:
    """Whether the page was made for somebody else, who was signed in before: it would be saved in the wrong name."""
    return request.POST.get("writer", str(request.user.pk)) != str(request.user.pk)


def _was_in(request: HttpRequest, key: UUID) -> bool:
    ended = ApplicationRole.objects.filter(application__key=key, user=request.user.pk)
    return ended.exclude(ended_at=None).exists()


def _refusing(view: View, request: HttpRequest, application: Application, **kwargs: Any) -> HttpResponseBase:
    """What a service refuses is said on the application's page, unless the view has a better place for it."""
    try:
        return view(request, application, **kwargs)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect(application)
