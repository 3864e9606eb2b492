"""The search page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_safe

from portal import formats
from portal import search as index


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """What the asker may see of what they look for; htmx gets the results alone."""
    asked = request.GET.get("q", "").strip()[: index.LONGEST]
    kind = request.GET.get("kind", "")
    results = index.find(asked, user=request.user, kind=kind, page=request.GET.get("page", 1))
    context = {
        "asked": asked,
        "kind": kind if results and kind in {each.name for each in results.kinds} else "",
        "results": results,
        "said": _said(results, asked),
        "longest": index.LONGEST,
    }
    template = "portal/_search_results.html" if request.htmx else "portal/search.html"
    response = render(request, template, context)
    patch_vary_headers(response, ["HX-Request"])
    return response


def _said(results: index.Results | None, asked: str) -> str:
    """How much was found, as the heading of the results and for readers of the screen."""
    if not results or not results.count:
        return gettext("Nothing was found with “%(asked)s”") % {"asked": asked}
    if results.more:
        return gettext("More than %(count)s results") % {"count": formats.number(results.count)}
    return ngettext("%(count)s result", "%(count)s results", results.count) % {
        "count": formats.number(results.count)
    }
