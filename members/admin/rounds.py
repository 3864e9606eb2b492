"""Nomination rounds in the admin panel: to look things up; the acts are at the workbench of the body."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from modeltranslation.admin import TranslationAdmin, TranslationTabularInline

from members.models import Criterion, Nomination, NominationRound, Score, SettingAside
from portal.panel import Inline, Page


class CriterionInline(Inline, TranslationTabularInline):
    """By what candidates are compared."""

    model = Criterion
    fields = ("order", "name", "most_points")


@admin.register(NominationRound)
class NominationRoundAdmin(Page, TranslationAdmin):
    """Rounds with their criteria; a state changes at the workbench only."""

    list_display = ("title", "body", "opens_at", "closes_at", "state")
    list_filter = ("state",)
    list_select_related = ("body",)
    search_fields = ("title_fi", "body__short_name")
    # The clock times of an announced round are promises: they are extended at the workbench, with a reason.
    readonly_fields = ("state", "opens_at", "closes_at", "announced_at", "decided_at")
    inlines = [CriterionInline]

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Begun at the workbench."""
        return False


class ScoreInline(Inline):
    """Points and their reasons, to be read."""

    model = Score
    fields = readonly_fields = ("criterion", "scorer", "points", "reason")

    def has_add_permission(self, request: HttpRequest, obj: Nomination | None = None) -> bool:
        """Given at the workbench."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Changed by whoever gave them."""
        return False


class SettingAsideInline(Inline):
    """That it was set aside, and why; done and taken back at the workbench."""

    model = SettingAside
    fields = readonly_fields = ("reason", "done_at", "done_by", "taken_back_at", "taken_back_by")

    def has_add_permission(self, request: HttpRequest, obj: Nomination | None = None) -> bool:
        """At the workbench."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """What was done stays."""
        return False


@admin.register(Nomination)
class NominationAdmin(Page):
    """Nominations with their points; drafts belong to their writers alone."""

    list_display = ("candidate_name", "round", "group", "organisation", "state", "outcome")
    list_filter = ("state", "outcome")
    list_select_related = ("round", "group__term__body", "organisation")
    search_fields = ("candidate_name", "organisation__name", "organisation_name", "round__title_fi")
    readonly_fields = ("state", "submitted_at", "answered_at", "outcome")
    inlines = [SettingAsideInline, ScoreInline]

    def get_queryset(self, request: HttpRequest) -> Any:
        """What has been sent."""
        return super().get_queryset(request).exclude(state="draft")

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Nominations come through the public form."""
        return False
