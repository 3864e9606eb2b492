"""Meetings, their agendas and papers, and who is asked to come."""

from .action import ActionItem
from .agenda import AgendaItem
from .invitation import Answer, CalendarFeed, Invitation, Substitution
from .material import Material
from .meeting import Meeting, MeetingVisit, YearCounter
from .paper import PaperContent, PaperReading
from .plan import Guest, Proposal, TemplateItem, YearlyTopic
from .session import Disqualification, ItemRecord, Presence, Session
from .voting import Motion, MotionSupport, Vote, VoteOption

__all__ = [
    "ActionItem",
    "AgendaItem",
    "Answer",
    "CalendarFeed",
    "Disqualification",
    "Guest",
    "Invitation",
    "ItemRecord",
    "Material",
    "Meeting",
    "MeetingVisit",
    "Motion",
    "MotionSupport",
    "PaperContent",
    "PaperReading",
    "Presence",
    "Proposal",
    "Session",
    "Substitution",
    "TemplateItem",
    "Vote",
    "VoteOption",
    "YearCounter",
    "YearlyTopic",
]
