"""The list of applications for those who handle them."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from grants import services
from grants.columns import Column, columns_of
from grants.forms.handling import ListForm, ViewForm, officers_for
from grants.handling import ORDER_LABELS, PAGE, RISING, flagged, narrowed, order_of, page_of
from grants.models import Application, SavedView
from grants.rules import regions_handled_by
from members.models import Region
from portal.access import require
from portal.enums import Language
from portal.errors import Refused
from portal.parameters import key_of, whole_number
from portal.tables import csv_stream, xlsx_answer

TOLD = (
    "key", "reference", "title", "requested_sum", "state", "submitted_at", "case_number", "contact_name", "contact_email",
    "contact_phone", "iban", "paper_way", "group_name", "organisation__name", "call__key", "handler__name",
    *(f"call_kind__kind__name_{language}" for language in Language.values),
)  # fmt: skip


def asked_for(request: HttpRequest, query: QueryDict) -> tuple[ListForm, Any]:
    """What is asked for, and the applications that fit it. Raises Http404 for those who handle no grants."""
    require(request.user, "grants.handle_application")
    form = ListForm(query, user=request.user, officers=list(officers_for(request.user)))
    applications = Application.objects.handled_by(request.user).for_list().select_related("handler")
    return form, narrowed(applications, form.chosen)


def meant(request: HttpRequest) -> QuerySet[Application]:
    """The applications that something is done to: the ticked ones, or all that the list finds.

    A key of what the user does not handle is left out as if it was not there. Raises Http404 for those who handle no
    grants, and Refused when nothing is ticked: one forgotten tick must not mean everything.
    """
    if request.POST.get("scope") == "all":
        rows = asked_for(request, QueryDict(request.POST.get("query", "")[:2000]))[1]
    else:
        require(request.user, "grants.handle_application")
        keys = [key for key in map(key_of, request.POST.getlist("chosen")) if key]
        if not keys:
            raise Refused(_("Tick the applications first, or choose all of the list."))
        rows = Application.objects.handled_by(request.user).filter(key__in=keys).order_by("reference")
    # What is done to thousands is done by their keys: nobody reads the rest of them.
    return rows.select_related(None).defer(None).only("key", "region", "reference")


@never_cache
@login_required
@require_safe
def officer_list(request: HttpRequest) -> HttpResponse:
    """The applications that were sent, narrowed and ordered as asked."""
    form, applications = asked_for(request, request.GET)
    page, sums = page_of(applications, max(1, whole_number(request.GET.get("page", "")) or 1))
    columns = columns_of(form.chosen.get("columns", []))
    rows = [
        {"application": each, "cells": [(column, column.cell(each)) for column in columns]}
        for each in page.object_list
    ]
    own = Q(user=request.user.pk) | Q(is_shared=True, region__in=regions_handled_by(request.user))
    context = {
        "form": form,
        "page": page,
        "heads": [head_of(column, order_of(form.chosen)) for column in columns],
        "rows": rows,
        "sums": sums,
        "views": SavedView.objects.filter(own).select_related("user"),
        "view_form": ViewForm(),
        "query": request.GET.urlencode(),
        "is_narrowed": any(value for name, value in form.chosen.items() if name not in {"order", "columns"}),
        "officers": officers_for(request.user),
        "asking": Application.objects.waiting_to_come_late(request.user).for_list().order_by("pk")[:PAGE],
        "entered": Application.objects.being_entered(request.user)
        .for_list()
        .order_by("paper_arrived_at")[:PAGE],
    }
    return render(request, "grants/officer_list.html", context)


def head_of(column: Column, order: str) -> dict[str, Any]:
    """The head of a column: how the list is ordered by it now, and how the next press of it orders."""
    ways = column.orders
    following = ways[(ways.index(order) + 1) % len(ways)] if order in ways else next(iter(ways), "")
    way = ("ascending" if order in RISING else "descending") if order in ways else ""
    return {"column": column, "order": following, "words": ORDER_LABELS.get(following, ""), "way": way}


def place_of(request: HttpRequest, application: Application) -> dict[str, Any]:
    """From which list the officer came to an application, and the ones before and after it there."""
    query = request.GET.get("list", "")[:2000]
    address = reverse("grants:officer-list")
    if "list" not in request.GET:
        return {"list_url": address}
    found: dict[str, Any] = {
        "list_query": query,
        "list_suffix": f"?{urlencode({'list': query})}",
        "list_url": f"{address}?{query}" if query else address,
    }
    keys = list(asked_for(request, QueryDict(query))[1].values_list("key", flat=True))
    if application.key not in keys:
        return found
    place = keys.index(application.key)
    return found | {
        "place": place + 1,
        "places": len(keys),
        "before": keys[place - 1] if place else None,
        "after": keys[place + 1] if place + 1 < len(keys) else None,
    }


def back_to(request: HttpRequest, application: Application) -> HttpResponseBase:
    """The officers' page of an application after an act on it, with the list that the officer came from."""
    address = reverse("grants:officer-application", args=[application.key])
    query = request.GET.get("list")
    return redirect(address if query is None else f"{address}?{urlencode({'list': query[:2000]})}")


def exported(applications: QuerySet[Application], columns: list[Column]) -> Iterator[Application]:
    """All of them, some at a time; how late each came is asked for only where a column tells it."""
    rows = flagged(applications) if any(column.name == "late" for column in columns) else applications
    # Of calls, kinds and organisations with their hundred columns a file tells the names.
    return rows.defer(None).only(*TOLD).iterator(chunk_size=1000)


@login_required
@require_safe
def officer_csv(request: HttpRequest) -> HttpResponseBase:
    """The same list as CSV."""
    form, applications = asked_for(request, request.GET)
    columns = columns_of(form.chosen.get("columns", []))
    rows = ([column.plain(each) for column in columns] for each in exported(applications, columns))
    return csv_stream("hakemukset.csv", [str(column.label) for column in columns], rows)


@login_required
@require_safe
def officer_xlsx(request: HttpRequest) -> HttpResponse:
    """The same list as a spreadsheet; sums stay numbers, and no text becomes a formula."""
    form, applications = asked_for(request, request.GET)
    columns = columns_of(form.chosen.get("columns", []))
    rows = ([column.plain(each) for column in columns] for each in exported(applications, columns))
    return xlsx_answer("hakemukset.xlsx", _("Applications"), [str(column.label) for column in columns], rows)


@login_required
@require_POST
def officer_assign(request: HttpRequest) -> HttpResponseBase:
    """Give the chosen applications to an officer, or to nobody."""
    require(request.user, "grants.handle_application")
    asked_for = request.POST.get("handler", "")
    handler = officers_for(request.user).filter(pk=whole_number(asked_for)).first()
    if asked_for not in {"", "none"} and handler is None:
        raise Http404
    try:
        count = services.assign(applications=meant(request), handler=handler, actor=request.user)
    except PermissionDenied as error:
        raise Http404 from error
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        words = ngettext(
            "%(count)d application was assigned.", "%(count)d applications were assigned.", count
        )
        messages.success(request, words % {"count": count})
    return redirect(list_url(request))


@login_required
@require_POST
def view_save(request: HttpRequest) -> HttpResponseBase:
    """Keep how the list is now under a name; the same name again replaces it."""
    require(request.user, "grants.handle_application")
    form = ViewForm(request.POST)
    region = Region.objects.filter(pk__in=regions_handled_by(request.user)).first() or Region.objects.first()
    if form.is_valid() and region:
        SavedView.objects.update_or_create(
            user=request.user,
            region=region,
            name=form.cleaned_data["name"],
            defaults={
                "query": _without_page(request.POST.get("query", "")[:2000]),
                "is_shared": form.cleaned_data["is_shared"],
            },
        )
        messages.success(request, _("The view is saved."))
    else:
        messages.error(request, _("Give the view a name of at most 80 characters."))
    return redirect(list_url(request))


@login_required
@require_POST
def view_remove(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Forget one's own view."""
    require(request.user, "grants.handle_application")
    if not SavedView.objects.filter(pk=pk, user=request.user.pk).delete()[0]:
        raise Http404
    messages.success(request, _("Removed."))
    return redirect(list_url(request))


def _without_page(query: str) -> str:
    """A view shows what the list finds from its beginning."""
    values = QueryDict(query, mutable=True)
    values.pop("page", None)
    return values.urlencode()


def list_url(request: HttpRequest) -> str:
    """The list as it was when something was done from it."""
    query = request.POST.get("query", "")[:2000]
    return reverse("grants:officer-list") + (f"?{query}" if query else "")
