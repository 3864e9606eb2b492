"""A text as its readers will see it, while it is being written."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from portal import markdown


@require_POST
def preview(request: HttpRequest) -> HttpResponse:
    """The text of the named field as HTML; for those who have signed in, as only they write."""
    if not request.user.is_authenticated:
        raise Http404
    text = request.POST.get(request.POST.get("field", ""), "")
    return render(request, "portal/_preview.html", {"preview": markdown.render(markdown.clean(text))})
