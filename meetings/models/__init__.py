"""Meetings, their agendas and papers, and who is asked to come."""

from .agenda import AgendaItem
from .invitation import Answer, CalendarFeed, Invitation, Substitution
from .material import Material
from .meeting import Meeting, MeetingVisit, YearCounter
from .plan import Guest, Proposal, TemplateItem, YearlyTopic

__all__ = [
    "AgendaItem",
    "Answer",
    "CalendarFeed",
    "Guest",
    "Invitation",
    "Material",
    "Meeting",
    "MeetingVisit",
    "Proposal",
    "Substitution",
    "TemplateItem",
    "YearCounter",
    "YearlyTopic",
]
