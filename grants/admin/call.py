"""Calls, questions, applications and activities at risk, to be looked up; they are made and changed on their own pages."""

from django.contrib import admin

from grants.models import (
    ActivityRisk,
    Application,
    Call,
    CallAnnouncement,
    CallExtension,
    CallKind,
    Question,
    QuestionSet,
    Submission,
)
from portal.panel import Inline, Page, ReadOnly


class CallKindInline(ReadOnly, Inline):
    """The kinds of a call."""

    model = CallKind
    fields = ("kind", "question_set", "appropriation", "decision_route")


class CallExtensionInline(ReadOnly, Inline):
    """How often the call was let close later."""

    model = CallExtension
    fields = ("closed_at", "closes_at", "reason", "extended_at", "extended_by")


class CallAnnouncementInline(ReadOnly, Inline):
    """Who was told, and when."""

    model = CallAnnouncement
    fields = ("announced_at", "announced_by", "mails", "told_at")


@admin.register(Call)
class CallAdmin(ReadOnly, Page):
    """Calls with their kinds."""

    list_display = ("title", "region", "state", "opens_at", "closes_at")
    list_filter = ("state", "region")
    list_select_related = ("region",)
    search_fields = ("title_fi",)
    inlines = [CallKindInline, CallExtensionInline, CallAnnouncementInline]


class QuestionInline(ReadOnly, Inline):
    """The questions in their order."""

    model = Question
    fields = ("section", "order", "kind", "label", "is_required", "meaning")


@admin.register(QuestionSet)
class QuestionSetAdmin(ReadOnly, Page):
    """Sets of questions."""

    list_display = ("name", "number", "kind", "is_ready_form", "region")
    list_filter = ("is_ready_form", "region")
    list_select_related = ("region", "kind")
    search_fields = ("name",)
    inlines = [QuestionInline]


@admin.register(Application)
class ApplicationAdmin(ReadOnly, Page):
    """Applications; what was sent stands in the submissions."""

    list_display = ("__str__", "call", "organisation", "state", "submitted_at")
    list_filter = ("state", "call")
    list_select_related = ("call", "organisation")
    search_fields = ("reference", "organisation__name", "group_name")


@admin.register(Submission)
class SubmissionAdmin(ReadOnly, Page):
    """What was sent, with its hash."""

    list_display = ("application", "number", "arrived_at", "requested_sum", "sha256")
    list_select_related = ("application__organisation",)
    search_fields = ("application__reference", "sha256")


@admin.register(ActivityRisk)
class ActivityRiskAdmin(ReadOnly, Page):
    """What organisations have noted, with the history of each note."""

    list_display = ("activity", "organisation", "channel", "ends_on", "certainty", "state")
    list_filter = ("state", "channel", "region")
    list_select_related = ("organisation",)
    search_fields = ("activity", "organisation__name")
