"""How the officers' pages find their call or set of questions; missing and forbidden end in the same 404."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect

from grants.models import Call, CallKind, QuestionSet
from grants.rules import regions_handled_by
from members.models import Region
from portal.access import is_secretariat, require
from portal.errors import Refused

View = Callable[..., HttpResponseBase]


def handled_call(view: View) -> View:
    """A page for those who handle the grants: the view gets the call in place of its key.

    What a service refuses is said on the call's own page, unless the view has a better place for it.
    """

    @login_required
    @wraps(view)
    def run(request: HttpRequest, key: UUID, **kwargs: Any) -> HttpResponseBase:
        call = (
            Call.objects.handled_by(request.user)
            .select_related("region", "principles")
            .filter(key=key)
            .first()
        )
        if call is None:
            raise Http404
        try:
            return view(request, call, **kwargs)
        except Refused as refusal:
            messages.error(request, str(refusal))
            return redirect("grants:call-edit", key)

    return run


def handled_set(view: View) -> View:
    """A page about a set of questions, for those who handle the grants; what a service refuses is said on the set's page."""

    @login_required
    @wraps(view)
    def run(request: HttpRequest, key: UUID, **kwargs: Any) -> HttpResponseBase:
        rows = QuestionSet.objects.handled_by(request.user).select_related("region", "kind", "follows")
        question_set = rows.filter(key=key).first()
        if question_set is None:
            raise Http404
        try:
            return view(request, question_set, **kwargs)
        except Refused as refusal:
            messages.error(request, str(refusal))
            return redirect("grants:set-edit", key)

    return run


def for_officers(view: View) -> View:
    """A page for anybody who handles grants of some region."""

    @login_required
    @wraps(view)
    def run(request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        require(request.user, "grants.add_call")
        return view(request, **kwargs)

    return run


def get_kind(call: Call, pk: int) -> CallKind:
    """A kind of a call that was fetched for the user."""
    found = call.call_kinds.select_related("kind", "question_set").filter(pk=pk).first()
    if found is None:
        raise Http404
    found.call = call
    return found


def regions_of(user: Any) -> list[Region]:
    """The regions whose grants the user handles."""
    if is_secretariat(user):
        return list(Region.objects.filter(grant_kinds__isnull=False).distinct())
    return list(Region.objects.filter(pk__in=regions_handled_by(user)))


def add_errors(form: BaseForm, error: ValidationError) -> None:
    """What the record refuses, beside the field that asks for it if one does."""
    if not hasattr(error, "error_dict"):
        form.add_error(None, error.messages)
        return
    for name, words in error.message_dict.items():
        form.add_error(name if name in form.fields else None, words)
