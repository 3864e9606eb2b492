"""How the workbench finds its body; missing and forbidden end in the same 404."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect

from members.models import Body
from portal.access import get_visible, require
from portal.errors import Refused

View = Callable[..., HttpResponseBase]


def run_by_user(view: View) -> View:
    """A page for those who run the body: the view gets the body in place of its slug.

    What a service refuses is said on the page that the person comes from, unless the view has a better place for it.
    """

    @login_required
    @wraps(view)
    def run(request: HttpRequest, slug: str, **kwargs: Any) -> HttpResponseBase:
        body = get_visible(Body.objects.select_related("region", "parent"), request.user, slug=slug)
        require(request.user, "members.run_body", body)
        try:
            return view(request, body, **kwargs)
        except Refused as refusal:
            messages.error(request, str(refusal))
            return redirect("members:body-workbench", slug)

    return run
