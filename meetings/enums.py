"""The choices of meetings and agendas."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class MeetingKind(models.TextChoices):
    """What the meeting is for."""

    ORGANISING = "organising", pgettext_lazy("meeting kind", "Organising meeting")
    REGULAR = "regular", pgettext_lazy("meeting kind", "Regular meeting")
    EXTRA = "extra", pgettext_lazy("meeting kind", "Extra meeting")
    HYTE_NEGOTIATION = "hyte_negotiation", pgettext_lazy("meeting kind", "Wellbeing negotiation")


class MeetingState(models.TextChoices):
    """Where the meeting is on its way; the table of steps stands in `meetings.workflow`."""

    DRAFT = "draft", pgettext_lazy("meeting state", "Draft")
    CONVENED = "convened", pgettext_lazy("meeting state", "Convened")
    IN_SESSION = "in_session", pgettext_lazy("meeting state", "In session")
    HELD = "held", pgettext_lazy("meeting state", "Held")
    CANCELLED = "cancelled", pgettext_lazy("meeting state", "Cancelled")


class ItemKind(models.TextChoices):
    """What the meeting does with an item."""

    DECIDE = "decide", pgettext_lazy("item kind", "To decide")
    DISCUSS = "discuss", pgettext_lazy("item kind", "To discuss")
    NOTE = "note", pgettext_lazy("item kind", "To note")
    FORMAL = "formal", pgettext_lazy("item kind", "Procedure")
    BREAK = "break", pgettext_lazy("item kind", "Break")


class Standing(models.TextChoices):
    """What every regular meeting takes up; the item is known by this whatever its title says."""

    OPENING = "opening", pgettext_lazy("standing item", "Opening")
    LEGALITY = "legality", pgettext_lazy("standing item", "Legality and quorum")
    INSPECTORS = "inspectors", pgettext_lazy("standing item", "Inspectors of the minutes")
    AGENDA = "agenda", pgettext_lazy("standing item", "Agenda")
    ANNOUNCEMENTS = "announcements", pgettext_lazy("standing item", "Announcements")
    OTHER = "other", pgettext_lazy("standing item", "Other matters")
    NEXT_MEETING = "next_meeting", pgettext_lazy("standing item", "Next meeting")
    CLOSING = "closing", pgettext_lazy("standing item", "Closing")


class MaterialKind(models.TextChoices):
    """An annex belongs to the decision; background only helps to understand."""

    ANNEX = "annex", _("Annex")
    BACKGROUND = "background", _("Background material")


class PaperFault(models.TextChoices):
    """Why a paper is not in the binder though its kind could be; said to those who look for it there."""

    PROTECTED = "protected", _("the file is protected by a password")
    BROKEN = "broken", _("the file is broken")
    LOST = "lost", _("the file was lost")
    POINTS = "points", _("the picture is too large")


class AgendaBeginning(models.TextChoices):
    """What a new agenda begins with."""

    STANDING = "standing", _("The standing items")
    COPY = "copy", _("A copy of the previous meeting's agenda")
    EMPTY = "empty", _("Nothing yet")


class RecordKind(models.TextChoices):
    """What is written of a meeting; the values are those of the body's rule."""

    MINUTES = "minutes", pgettext_lazy("record of a meeting", "Minutes")
    MEMO = "memo", pgettext_lazy("record of a meeting", "Memo")


class MinutesState(models.TextChoices):
    """Where the minutes are on their way; publication is apart from it."""

    DRAFT = "draft", pgettext_lazy("minutes state", "Draft")
    SIGNED = "signed", pgettext_lazy("minutes state", "Signed")
    UNDER_INSPECTION = "under_inspection", pgettext_lazy("minutes state", "Under inspection")
    APPROVED = "approved", pgettext_lazy("minutes state", "Inspected")


class InspectionWay(models.TextChoices):
    """Who inspects the minutes."""

    INSPECTORS = "inspectors", _("Inspectors")
    NEXT_MEETING = "next_meeting", _("The next meeting")
    NOBODY = "nobody", _("Nobody: the rules of the body ask for no inspectors")


class SignatureRole(models.TextChoices):
    """As what somebody signs the minutes."""

    CHAIR = "chair", pgettext_lazy("signature", "Chair")
    SECRETARY = "secretary", pgettext_lazy("signature", "Secretary")


class InspectorState(models.TextChoices):
    """What an inspector has said."""

    WAITING = "waiting", pgettext_lazy("inspector", "Has not answered")
    APPROVED = "approved", pgettext_lazy("inspector", "Approved")
    CHANGE_ASKED = "change_asked", pgettext_lazy("inspector", "Asked for a change")


class ProposalSource(models.TextChoices):
    """Where a proposal for an agenda comes from."""

    COORDINATOR = "coordinator", pgettext_lazy("proposal source", "Coordinator")
    MEMBER = "member", pgettext_lazy("proposal source", "Member")
    NETWORK = "network", pgettext_lazy("proposal source", "Network")
    ORGANISATION = "organisation", pgettext_lazy("proposal source", "Association")
    RESIDENT = "resident", pgettext_lazy("proposal source", "Resident's initiative")
    ANNUAL_CLOCK = "annual_clock", pgettext_lazy("proposal source", "Annual clock")


class ProposalState(models.TextChoices):
    """What became of a proposal."""

    WAITING = "waiting", pgettext_lazy("proposal state", "Waiting")
    TAKEN = "taken", pgettext_lazy("proposal state", "On an agenda")
    DECLINED = "declined", pgettext_lazy("proposal state", "Not taken up")
    WITHDRAWN = "withdrawn", pgettext_lazy("proposal state", "Withdrawn")


class Capacity(models.TextChoices):
    """As what somebody is invited to a meeting."""

    MEMBER = "member", pgettext_lazy("capacity", "Member")
    DEPUTY = "deputy", pgettext_lazy("capacity", "Deputy")
    SPEAKER = "speaker", pgettext_lazy("capacity", "Right to speak")
    OFFICE = "office", pgettext_lazy("capacity", "Office holder")
    GUEST = "guest", pgettext_lazy("capacity", "Guest")


class Coming(models.TextChoices):
    """What somebody answers to an invitation."""

    ON_SITE = "on_site", pgettext_lazy("answer", "Comes to the place")
    REMOTE = "remote", pgettext_lazy("answer", "Takes part remotely")
    ABSENT = "absent", pgettext_lazy("answer", "Does not come")


class AnswerChannel(models.TextChoices):
    """How an answer came."""

    LINK = "link", _("by the link in the mail")
    PORTAL = "portal", _("in the portal")
    COORDINATOR = "coordinator", _("told to the coordinator")


class CallCause(models.TextChoices):
    """Why a deputy is called."""

    ABSENT = "absent", _("the member does not come")
    DISQUALIFIED = "disqualified", _("the member is disqualified")
    VACANT = "vacant", _("the member's seat is vacant")


class CallState(models.TextChoices):
    """How a deputy answered a call."""

    CALLED = "called", pgettext_lazy("call of a deputy", "Called, has not answered")
    ACCEPTED = "accepted", pgettext_lazy("call of a deputy", "Comes")
    DECLINED = "declined", pgettext_lazy("call of a deputy", "Does not come")
    RELEASED = "released", pgettext_lazy("call of a deputy", "Not needed after all")


class Outcome(models.TextChoices):
    """How a meeting ended its handling of an item."""

    DECIDED = "decided", pgettext_lazy("outcome", "Decided")
    NOTED = "noted", pgettext_lazy("outcome", "Noted")
    DISCUSSED = "discussed", pgettext_lazy("outcome", "Discussed")
    SENT_BACK = "sent_back", pgettext_lazy("outcome", "Sent back")
    TABLED = "tabled", pgettext_lazy("outcome", "Tabled")
    DROPPED = "dropped", pgettext_lazy("outcome", "Not taken up")


class Way(models.TextChoices):
    """How somebody takes part in a meeting."""

    ON_SITE = "on_site", pgettext_lazy("way of taking part", "On site")
    REMOTE = "remote", pgettext_lazy("way of taking part", "Remotely")


class Ground(models.TextChoices):
    """Why somebody is disqualified in an item, after section 28 of the Administrative Procedure Act."""

    PARTY = "party", pgettext_lazy("ground of disqualification", "Is a party, or a near one is")
    REPRESENTS = "represents", pgettext_lazy("ground of disqualification", "Represents or assists a party")
    BENEFIT = "benefit", pgettext_lazy("ground of disqualification", "Special benefit or harm to be expected")
    SERVES = "serves", pgettext_lazy("ground of disqualification", "Employed or commissioned by a party")
    GOVERNS = (
        "governs",
        pgettext_lazy("ground of disqualification", "On the board of an association concerned"),
    )
    OTHER = "other", pgettext_lazy("ground of disqualification", "Another ground")


class VoteMethod(models.TextChoices):
    """How votes are cast."""

    SHOW = "show", pgettext_lazy("way of voting", "By show")
    WRITTEN = "written", pgettext_lazy("way of voting", "In writing")


class ActionState(models.TextChoices):
    """What became of something that a meeting gave somebody to do."""

    OPEN = "open", pgettext_lazy("action item", "Open")
    DONE = "done", pgettext_lazy("action item", "Done")
    DROPPED = "dropped", pgettext_lazy("action item", "Dropped")
