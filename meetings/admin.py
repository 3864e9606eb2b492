"""Meetings and agendas in the admin panel, to be looked up; they are made and changed on their own pages."""

from django.contrib import admin
from django.db.models import Model

from portal.panel import Inline, Page, ReadOnly

from .models import (
    ActionItem,
    AgendaItem,
    Answer,
    Correction,
    Disqualification,
    Inspector,
    Invitation,
    ItemRecord,
    Material,
    Meeting,
    Minutes,
    Motion,
    MotionSupport,
    Presence,
    Proposal,
    Session,
    Signature,
    Substitution,
    Vote,
    VoteOption,
    YearlyTopic,
)


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


@admin.register(Session)
class SessionAdmin(ReadOnly, Page):
    """When meetings were opened and closed, and who chaired them and wrote."""

    list_display = ("meeting", "opened_at", "closed_at", "chair", "secretary")
    list_select_related = ("meeting__body", "chair", "secretary")
    search_fields = ("meeting__body__short_name", "chair__name")


@admin.register(ItemRecord)
class ItemRecordAdmin(ReadOnly, Page):
    """What was said and decided of each item."""

    list_display = ("item", "outcome", "year", "section", "changed_at")
    list_filter = ("outcome",)
    list_select_related = ("item",)
    search_fields = ("item__title_fi",)


@admin.register(Presence)
class PresenceAdmin(ReadOnly, Page):
    """Who was present from when until when."""

    list_display = ("__str__", "capacity", "way", "item", "arrived_at", "left_at")
    list_filter = ("capacity", "way")
    list_select_related = ("meeting__body", "person", "guest", "item")
    search_fields = ("person__name", "guest__name")


@admin.register(Disqualification)
class DisqualificationAdmin(ReadOnly, Page):
    """Who took no part in an item, and why."""

    list_display = ("person", "item", "ground", "declared_at")
    list_filter = ("ground",)
    list_select_related = ("person", "item")
    search_fields = ("person__name", "item__title_fi")


class MotionSupportInline(ReadOnly, Inline):
    """Who supported a motion."""

    model = MotionSupport
    fields = ("person",)


@admin.register(Motion)
class MotionAdmin(ReadOnly, Page):
    """What was proposed in meetings."""

    list_display = ("__str__", "item", "mover", "made_at")
    list_select_related = ("item", "mover")
    search_fields = ("text", "item__title_fi")
    inlines = [MotionSupportInline]


class VoteOptionInline(ReadOnly, Inline):
    """What one could vote for, with the counts."""

    model = VoteOption
    fields = ("text", "motion", "votes", "won")


@admin.register(Vote)
class VoteAdmin(ReadOnly, Page):
    """The votes of meetings."""

    list_display = ("question", "item", "method", "abstained", "held_at")
    list_filter = ("method",)
    list_select_related = ("item",)
    search_fields = ("question", "item__title_fi")
    inlines = [VoteOptionInline]


@admin.register(ActionItem)
class ActionItemAdmin(ReadOnly, Page):
    """What meetings gave somebody to do."""

    list_display = ("what", "body", "owner_words", "due_on", "state")
    list_filter = ("state", "body")
    list_select_related = ("body", "owner")
    search_fields = ("what", "owner__name", "owner_name")


class SignatureInline(ReadOnly, Inline):
    """Who signed, and whether it still holds."""

    model = Signature
    fields = ("role", "person", "signed_at", "voided_at")


class InspectorInline(ReadOnly, Inline):
    """Who inspects, and what they said."""

    model = Inspector
    fields = ("person", "state", "answered_at", "text")


class CorrectionInline(ReadOnly, Inline):
    """What was put right afterwards."""

    model = Correction
    fields = ("number", "section", "text", "made_at", "made_by")


@admin.register(Minutes)
class MinutesAdmin(ReadOnly, Page):
    """The minutes of meetings, and how far they are signed and inspected."""

    list_display = ("__str__", "state", "way", "approved_at", "published_at")
    list_filter = ("state", "record_kind", "meeting__body")
    list_select_related = ("meeting__body",)
    search_fields = ("meeting__body__short_name",)
    inlines = [SignatureInline, InspectorInline, CorrectionInline]


@admin.register(Proposal)
class ProposalAdmin(ReadOnly, Page):
    """What was proposed to whom, and what became of it."""

    list_display = ("title", "body", "source", "state", "received_at", "decided_at")
    list_filter = ("state", "source", "body")
    list_select_related = ("body",)
    search_fields = ("title",)


@admin.register(YearlyTopic)
class YearlyTopicAdmin(ReadOnly, Page):
    """What bodies take up every year."""

    list_display = ("title", "body", "month", "kind", "minutes")
    list_filter = ("body",)
    list_select_related = ("body",)
    search_fields = ("title_fi",)
