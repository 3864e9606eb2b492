"""Terms, seats and mandates in the admin panel."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from modeltranslation.admin import TranslationAdmin, TranslationTabularInline

from members.models import Mandate, Seat, SeatGroup, Term
from members.services import seat_term
from portal.errors import Refused
from portal.panel import Inline, Page


class SeatGroupInline(Inline, TranslationTabularInline):
    """The groups of seats."""

    model = SeatGroup
    fields = ("order", "category", "name")


@admin.register(Term)
class TermAdmin(Page, TranslationAdmin):
    """Terms; their seats can be made as the rules lay down."""

    list_display = ("body", "period_text", "rules_version")
    list_select_related = ("body", "rules_version__body")
    search_fields = ("body__short_name", "body__name", "dates_text")
    inlines = [SeatGroupInline]
    actions = ("make_seats",)

    @admin.action(description=_("Make groups and seats as the rules lay down"), permissions=["change"])
    def make_seats(self, request: HttpRequest, queryset: QuerySet[Term]) -> None:
        """For each chosen term; one that has groups already keeps them."""
        for term in queryset.select_related("rules_version"):
            try:
                groups = seat_term(term=term, actor=request.user)
            except Refused as error:
                messages.error(request, f"{term}: {error}")
                continue
            text = ngettext("%(term)s has %(count)d group.", "%(term)s has %(count)d groups.", len(groups))
            messages.success(request, text % {"term": term, "count": len(groups)})


class SeatInline(Inline):
    """The seats of a group."""

    model = Seat
    fields = ("kind", "rank", "deputises")

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """With what the names of the seats are made of."""
        return (
            super().get_queryset(request).select_related("group__term__body", "deputises__group__term__body")
        )


@admin.register(SeatGroup)
class SeatGroupAdmin(Page, TranslationAdmin):
    """Groups of seats; a group stays in its term."""

    list_display = ("name", "order", "term")
    list_select_related = ("term__body",)
    search_fields = ("name_fi", "term__body__short_name")
    inlines = [SeatInline]

    def get_readonly_fields(self, request: HttpRequest, obj: SeatGroup | None = None) -> Any:
        """The term cannot change."""
        return ("term",) if obj else ()


class MandateInline(Inline):
    """Who holds the seat and has held it."""

    model = Mandate
    fields = ("person", "organisation", "valid_from", "valid_until", "end_reason", "decision")


@admin.register(Seat)
class SeatAdmin(Page):
    """Seats with their holders."""

    list_display = ("group", "kind", "rank", "term")
    list_filter = ("kind",)
    list_select_related = ("group__term__body",)
    search_fields = ("group__name_fi", "group__term__body__short_name")
    inlines = [MandateInline]

    @admin.display(description=_("term"))
    def term(self, seat: Seat) -> str:
        """The body and the term."""
        return str(seat.group.term)

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """With what the names of the seats are made of; lists of choices show them too."""
        return super().get_queryset(request).select_related("group__term__body")

    def get_readonly_fields(self, request: HttpRequest, obj: Seat | None = None) -> Any:
        """A seat stays what it was made as."""
        return ("group", "kind", "deputises") if obj else ()


@admin.register(Mandate)
class MandateAdmin(Page):
    """All mandates, to be looked for by name."""

    list_display = ("person", "organisation", "seat", "valid_from", "valid_until", "end_reason")
    list_filter = ("end_reason",)
    list_select_related = ("person", "organisation", "seat__group__term__body")
    search_fields = ("person__name", "organisation__name", "seat__group__name_fi")
