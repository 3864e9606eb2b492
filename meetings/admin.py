"""Meetings and agendas in the admin panel, to be looked up; they are made and changed on their own pages."""

from django.contrib import admin
from django.db.models import Model

from portal.panel import Inline, Page, ReadOnly

from .models import AgendaItem, Answer, Invitation, Material, Meeting, Substitution


class AgendaItemInline(ReadOnly, Inline):
    """The agenda in its order."""

    model = AgendaItem
    fields = ("order", "kind", "title", "presenter", "minutes")
    ordering = ("order",)


@admin.register(Meeting)
class MeetingAdmin(ReadOnly, Page):
    """Meetings with their agendas; the way to the page on which they are changed is at the top."""

    list_display = ("body", "label", "kind", "state", "starts_at", "place")
    list_filter = ("state", "kind", "body")
    list_select_related = ("body",)
    search_fields = ("body__short_name", "title_fi", "place")
    inlines = [AgendaItemInline]


class MaterialInline(ReadOnly, Inline):
    """The papers of an item."""

    model = Material
    fields = ("kind", "title", "audience", "filename", "size", "added_at")


@admin.register(AgendaItem)
class AgendaItemAdmin(ReadOnly, Page):
    """Agenda items, to be looked for by their titles."""

    list_display = ("title", "meeting", "kind", "changed_at")
    list_filter = ("kind",)
    list_select_related = ("meeting__body",)
    search_fields = ("title_fi",)
    inlines = [MaterialInline]


@admin.register(Material)
class MaterialAdmin(ReadOnly, Page):
    """Papers, to be looked for by their titles."""

    list_display = ("title", "item", "kind", "audience", "added_at")
    list_filter = ("kind", "audience")
    list_select_related = ("item",)
    search_fields = ("title_fi", "filename")

    def view_on_site(self, obj: Model) -> str:
        """The file itself."""
        return obj.get_absolute_url()


class AnswerInline(ReadOnly, Inline):
    """All answers to an invitation, which nobody can change."""

    model = Answer
    fields = ("coming", "answered_at", "channel", "answered_by", "item")


@admin.register(Invitation)
class InvitationAdmin(ReadOnly, Page):
    """Who was invited to what, and what was answered; diets and needs are for those who prepare the meeting."""

    list_display = ("__str__", "capacity", "sent_at", "reminded_at", "revoked_at")
    list_filter = ("capacity",)
    list_select_related = ("meeting__body", "person", "guest")
    search_fields = ("person__name", "guest__name")
    fields = ("meeting", "person", "guest", "capacity", "seat", "sent_at", "reminded_at", "revoked_at")
    inlines = [AnswerInline]


@admin.register(Substitution)
class SubstitutionAdmin(ReadOnly, Page):
    """Which deputies were called, and how they answered."""

    list_display = ("meeting", "deputy", "cause", "state", "called_at", "answered_at", "released_at")
    list_filter = ("state", "cause")
    list_select_related = ("meeting__body", "deputy")
    search_fields = ("deputy__name",)
