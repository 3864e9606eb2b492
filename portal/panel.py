"""What the pages of the admin panel have in common: quick lists, search boxes instead of endless selects, history."""

from typing import Any

from django.contrib import admin
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.core.exceptions import BadRequest, PermissionDenied
from django.core.paginator import Paginator
from django.db import connection, models
from django.db.models import Model
from django.forms import ModelForm, Textarea
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.functional import cached_property
from modeltranslation.fields import TranslationField

from .history import events_of
from .parameters import whole_number

COUNTED = 5_000  # rows that a list counts one by one; nobody turns more pages than that


class QuickPaginator(Paginator):
    """Counts a long list without reading it whole.

    An unfiltered list of a large table has about as many rows as PostgreSQL's statistics say; of a filtered one only the
    first rows are counted and shown.
    """

    @cached_property
    def count(self) -> int:
        """How many rows there are, as far as it matters."""
        counted = self.object_list.order_by()[: COUNTED + 1].count()
        if counted <= COUNTED or self.object_list.query.where:
            return min(counted, COUNTED)
        return max(self._estimate(), counted)

    def _estimate(self) -> int:
        with connection.cursor() as cursor:
            table = self.object_list.model._meta.db_table
            cursor.execute("SELECT reltuples::bigint FROM pg_class WHERE oid = %s::regclass", [table])
            return cursor.fetchone()[0]


class Autocomplete:
    """Every link to other records is a search box."""

    model: type[Model]

    def get_autocomplete_fields(self, request: HttpRequest) -> list[str]:
        """The names of all fields that lead to other records."""
        fields = [*self.model._meta.fields, *self.model._meta.many_to_many]
        return [field.name for field in fields if field.is_relation and field.editable]


class Page(Autocomplete, admin.ModelAdmin):
    """A kind of record in the panel."""

    paginator = QuickPaginator
    show_full_result_count = False
    list_per_page = 50
    formfield_overrides = {models.TextField: {"widget": Textarea({"rows": 3, "cols": 80})}}

    def has_module_permission(self, request: HttpRequest) -> bool:
        """The front page and the side of the panel list what one may look at; rules know no permission of a whole app."""
        return self.has_view_or_change_permission(request)

    def save_form(self, request: HttpRequest, form: ModelForm, change: bool) -> Model:  # noqa: FBT001 - Django's signature
        """The record as typed, but for what browsers do to text: saving an untouched page must change nothing."""
        record = super().save_form(request, form, change)
        for field in record._meta.concrete_fields:
            value = getattr(record, field.attname)
            if isinstance(field, TranslationField) and value == "":
                setattr(record, field.attname, None)
            elif isinstance(field, models.TextField) and value:
                setattr(record, field.attname, value.replace("\r\n", "\n"))
        return record

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """What an address proposes for a new record, without links to what can be no record."""
        initial = super().get_changeform_initial_data(request)
        for name in initial.keys() & set(self.get_autocomplete_fields(request)):
            proposed = initial[name] if isinstance(initial[name], list) else [initial[name]]
            if any(whole_number(str(pk)) is None for pk in proposed):
                del initial[name]
        return initial

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The list. Raises BadRequest when something is to be done with what can be no record."""
        if any(whole_number(pk) is None for pk in request.POST.getlist(ACTION_CHECKBOX_NAME)):
            raise BadRequest("An action on what is no record")
        return super().changelist_view(request, extra_context)

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """What the database itself remembers of a tracked record; of others what was done in the panel."""
        if not hasattr(self.model, "pgh_event_models"):
            return super().history_view(request, object_id, extra_context)
        record = self.get_object(request, object_id)
        if record is None:
            raise Http404
        if not self.has_view_or_change_permission(request, record):
            raise PermissionDenied
        context = {
            **self.admin_site.each_context(request),
            "title": record,
            "object": record,
            "opts": self.opts,
            "events": events_of(record),
            **(extra_context or {}),
        }
        return TemplateResponse(request, "admin/record_history.html", context)


class Inline(Autocomplete, admin.TabularInline):
    """Records that are edited on the page of another one."""

    extra = 0
    show_change_link = True


class ReadOnly:
    """What the panel shows but nobody edits there."""

    model: type[Model]
    fields: tuple[str, ...] | None

    def get_readonly_fields(self, request: HttpRequest, obj: Model | None = None) -> Any:
        """All that is shown, also what no form could hold."""
        return self.fields or [field.name for field in self.model._meta.fields]

    def has_add_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Made elsewhere."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Changed elsewhere."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Kept."""
        return False
