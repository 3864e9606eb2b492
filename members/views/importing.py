"""Bringing a file of organisations into the register; for the secretariat."""

from collections.abc import Callable, Iterator
from functools import wraps
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from members.enums import ImportState, RowFate
from members.forms.organisation import UploadForm
from members.importing.columns import BY_NAME
from members.importing.wording import RowWords
from members.models import ImportRow, OrganisationImport
from members.services import importing as acts
from portal.access import require
from portal.errors import Refused
from portal.tables import csv_stream

View = Callable[..., HttpResponseBase]

ON_A_PAGE = 50
ROWS_AT_ONCE = 2_000
LOOKED_AGAIN_MS = 1_000


def for_secretariat(view: View) -> View:
    """A page for those who keep the register; to all others there is none."""

    @login_required
    @wraps(view)
    def run(request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        require(request.user, "members.add_organisation")
        if "pk" in kwargs:
            imports = OrganisationImport.objects.select_related("added_by", "confirmed_by")
            kwargs = {"run": get_object_or_404(imports, pk=kwargs.pop("pk")), **kwargs}
        return view(request, **kwargs)

    return run


@for_secretariat
def import_list(request: HttpRequest) -> HttpResponseBase:
    """Bring a file, and the files that were brought."""
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            run = acts.begin_import(file=form.cleaned_data["file"], actor=request.user)
        except ValidationError as error:
            form.add_error("file", error)
        else:
            return redirect(run)
    page = Paginator(OrganisationImport.objects.select_related("added_by"), ON_A_PAGE).get_page(
        request.GET.get("page")
    )
    columns = [column.label for column in BY_NAME.values()]
    return render(request, "members/import_list.html", {"form": form, "page": page, "columns": columns})


class Progress:
    """How far an import is, in numbers."""

    def __init__(self, run: OrganisationImport) -> None:
        self.run = run

    @cached_property
    def counts(self) -> dict[str, int]:
        """Fate → number of rows."""
        return dict(self.run.rows.order_by().values_list("fate").annotate(Count("pk")))

    @property
    def to_store(self) -> int:
        """The rows that are to be written, or have been."""
        return self.counts.get(RowFate.NEW, 0) + self.counts.get(RowFate.CHANGED, 0)

    @property
    def done(self) -> int:
        """Of the present step."""
        if self.run.state == ImportState.STORING:
            return self.run.rows_stored
        return self.run.checked_through if self.run.is_read else 0

    @property
    def whole(self) -> int:
        """Of the present step."""
        return max(1, self.to_store if self.run.state == ImportState.STORING else self.run.rows_read)

    @property
    def fates(self) -> list[tuple[str, str, int]]:
        """Each fate that some row has, its word and how many rows have it."""
        return [(fate.value, str(fate.label), self.counts[fate]) for fate in RowFate if fate in self.counts]

    @property
    def before(self) -> str:
        """What storing would do, in words."""
        new, changed = self.counts.get(RowFate.NEW, 0), self.counts.get(RowFate.CHANGED, 0)
        words = [
            ngettext("%(count)s new organisation", "%(count)s new organisations", new) % {"count": new},
            ngettext("%(count)s changed", "%(count)s changed", changed) % {"count": changed},
        ]
        return ", ".join(words)


@for_secretariat
@require_safe
def import_detail(request: HttpRequest, run: OrganisationImport) -> HttpResponseBase:
    """Where the import is, and its rows by what becomes of them; htmx asks for the state alone while it changes."""
    progress = Progress(run)
    context: dict[str, Any] = {"run": run, "progress": progress, "delay": LOOKED_AGAIN_MS}
    if request.htmx and run.is_at_work:
        return render(request, "members/_import_state.html", context)
    fate = request.GET.get("kohtalo", "")
    fate = fate if fate in progress.counts else next((value for value, *_rest in progress.fates), "")
    rows = run.rows.filter(fate=fate).order_by("number") if not run.is_at_work else run.rows.none()
    page = Paginator(rows.select_related("organisation"), ON_A_PAGE).get_page(request.GET.get("page"))
    context |= {
        "fate": fate,
        "page": page,
        "rows": RowWords.of(page, run),
        "refresh_seconds": run.is_at_work and 5,
    }
    response = render(request, "members/import_detail.html", context)
    if request.htmx:
        response["HX-Refresh"] = "true"  # the work is done: the whole page has more to show
    return response


@for_secretariat
@require_POST
def import_store(request: HttpRequest, run: OrganisationImport) -> HttpResponseBase:
    """Write the checked rows into the register."""
    return _acted(request, run, acts.store_import)


@for_secretariat
@require_POST
def import_cancel(request: HttpRequest, run: OrganisationImport) -> HttpResponseBase:
    """Stop."""
    return _acted(request, run, acts.cancel_import)


def _acted(request: HttpRequest, run: OrganisationImport, act: Callable[..., None]) -> HttpResponseBase:
    try:
        act(run=run, actor=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect(run)


@for_secretariat
@require_safe
def import_result(_request: HttpRequest, run: OrganisationImport) -> HttpResponseBase:
    """Each row with what became of it, as a table."""
    header = [
        _("Row"),
        _("What becomes of it"),
        _("Why"),
        _("What changes"),
        *(BY_NAME[name].label for name in run.columns),
    ]
    return csv_stream(f"{run.pk}-{run.filename.rpartition('.')[0]}.csv", header, _table(run))


def _table(run: OrganisationImport) -> Iterator[list[Any]]:
    rows: QuerySet[ImportRow] = run.rows.order_by("number")
    for row in RowWords.of(rows.iterator(chunk_size=ROWS_AT_ONCE), run):
        cells = row.row.cells
        yield [row.row.number, row.fate, row.why, row.what, *(cells.get(name, "") for name in run.columns)]
