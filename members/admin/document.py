"""What bodies have laid down and plan to do, in the admin panel."""

from django.contrib import admin
from modeltranslation.admin import TranslationAdmin

from members.models import BodyDocument, BodyDocumentVersion, PlannedAction
from portal.panel import Inline, Page, ReadOnly


class BodyDocumentVersionInline(ReadOnly, Inline):
    """The versions; files are brought in at the workbench, where they are judged."""

    model = BodyDocumentVersion
    fields = ("number", "filename", "valid_from", "approved_by", "size", "added_at", "added_by")
    show_change_link = False


@admin.register(BodyDocument)
class BodyDocumentAdmin(Page, TranslationAdmin):
    """Documents with their versions."""

    list_display = ("title", "kind", "body", "is_public")
    list_filter = ("kind", "is_public")
    list_select_related = ("body",)
    search_fields = ("title_fi", "body__short_name")
    inlines = [BodyDocumentVersionInline]


@admin.register(PlannedAction)
class PlannedActionAdmin(Page, TranslationAdmin):
    """What bodies have set out to do."""

    list_display = ("title", "year", "body", "state", "due_on")
    list_filter = ("state", "year")
    list_select_related = ("body",)
    search_fields = ("title_fi", "body__short_name")
