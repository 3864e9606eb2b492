"""Meetings, their agendas and papers, and who is asked to come."""

from .action import ActionItem
from .agenda import AgendaItem
from .invitation import Answer, CalendarFeed, Invitation, Substitution
from .material import Material
from .meeting import Meeting, MeetingVisit, YearCounter
from .minutes import Correction, Excerpt, Inspector, ItemInspection, Minutes, Signature
from .paper import PaperContent, PaperReading
from .plan import Guest, Proposal, TemplateItem, YearlyTopic
from .seal import Seal
from .session import Disqualification, ItemRecord, Presence, Session
from .voting import Motion, MotionSupport, Vote, VoteOption

__all__ = [
    "ActionItem",
    "AgendaItem",
    "Answer",
    "CalendarFeed",
    "Correction",
    "Disqualification",
    "Excerpt",
    "Guest",
    "Inspector",
    "Invitation",
    "ItemInspection",
    "ItemRecord",
    "Material",
    "Meeting",
    "MeetingVisit",
    "Minutes",
    "Motion",
    "MotionSupport",
    "PaperContent",
    "PaperReading",
    "Presence",
    "Proposal",
    "Seal",
    "Session",
    "Signature",
    "Substitution",
    "TemplateItem",
    "Vote",
    "VoteOption",
    "YearCounter",
    "YearlyTopic",
]
