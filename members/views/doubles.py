"""Doubles in the register are found and made one; for the secretariat."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from members import finding
from members.forms.doubles import MergeForm
from members.likely import likely_doubles
from members.models import Organisation
from members.services.doubles import merge_organisations, what_moves
from portal.errors import Refused
from portal.parameters import whole_number

from .importing import for_secretariat

MOST_FOUND = 20


@for_secretariat
@require_safe
def double_list(request: HttpRequest) -> HttpResponseBase:
    """Likely doubles, or with an organisation named, the search for the one that it is a double of."""
    pk = whole_number(request.GET.get("jarjesto", ""))
    if pk is None:
        return render(request, "members/double_list.html", {"pairs": likely_doubles()})
    (double,) = _unmerged(pk)
    asked = request.GET.get("q", "").strip()
    found = (
        finding.asked(asked).exclude(pk=pk).select_related("home_municipality")[:MOST_FOUND] if asked else []
    )
    near = [] if asked else [each for each in finding.near_names(double.name) if each != double]
    context = {"double": double, "asked": asked, "found": found or near}
    return render(request, "members/double_search.html", context)


@for_secretariat
def double_merge(request: HttpRequest, kept: int, double: int) -> HttpResponseBase:
    """What stays and what moves; then they are one."""
    one, other = _unmerged(kept, double)
    form = MergeForm(request.POST or None, kept=one, double=other)
    # Without a field that differs nothing is posted but the button.
    if request.method == "POST" and (form.is_valid() or not form.fields):
        try:
            merge_organisations(
                kept=one,
                double=other,
                from_double=form.from_double if form.fields else set(),
                actor=request.user,
            )
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            words = _("“%(double)s” is now “%(kept)s”. Its old address leads there.")
            messages.success(request, words % {"double": other.name, "kept": one.name})
            return redirect(one)
    context = {"kept": one, "double": other, "form": form, "moves": what_moves(other)}
    return render(request, "members/double_merge.html", context)


def _unmerged(*pks: int) -> list[Organisation]:
    """The organisations, all of them different and none merged; else 404."""
    found = Organisation.objects.filter(merged_into=None).select_related("home_municipality").in_bulk(pks)
    if len(found) < len(pks):
        raise Http404
    return [found[pk] for pk in pks]
