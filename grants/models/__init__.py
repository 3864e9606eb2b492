"""Kinds and rules of grants, calls with their questions, applications and what was sent, activities at risk."""

from .answer import Answer, Attachment, AttachmentPromise
from .application import Application, ApplicationStep, ReferenceCounter
from .archive import CopyArchive
from .bulk import BulkMessage
from .call import Call, CallAnnouncement, CallExtension
from .call_kind import CallKind, Earmark, RequiredAttachment, ScoringCriterion
from .exchange import DraftReminder, Message, SavedView, SupplementRequest
from .kind import GrantKind, GrantRule, LegalText, Principles, ProcessStep, YearlyAppropriation
from .late import LateRequest
from .past import FundingNotice, GrantedPurpose
from .people import ApplicationRole, Signatory
from .question import Choice, Column, Question, QuestionSet, Section
from .risk import ActivityRisk
from .submission import Submission

__all__ = [
    "ActivityRisk",
    "Answer",
    "Application",
    "ApplicationRole",
    "ApplicationStep",
    "Attachment",
    "AttachmentPromise",
    "BulkMessage",
    "Call",
    "CallAnnouncement",
    "CallExtension",
    "CallKind",
    "Choice",
    "Column",
    "CopyArchive",
    "DraftReminder",
    "Earmark",
    "FundingNotice",
    "GrantKind",
    "GrantRule",
    "GrantedPurpose",
    "LateRequest",
    "LegalText",
    "Message",
    "Principles",
    "ProcessStep",
    "Question",
    "QuestionSet",
    "ReferenceCounter",
    "RequiredAttachment",
    "SavedView",
    "ScoringCriterion",
    "Section",
    "Signatory",
    "Submission",
    "SupplementRequest",
    "YearlyAppropriation",
]
