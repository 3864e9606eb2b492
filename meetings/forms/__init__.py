"""The forms of meetings."""

from .agenda import AgendaItemForm
from .answer import AnswerForm
from .guest import GuestForm
from .material import MaterialForm, ReplacementForm, UploadForm
from .meeting import BeginningForm, CancelForm, MeetingForm, NewMeetingForm
from .planning import PlaceForm, PlanForms, TemplateItemForm, TopicForm
from .proposal import DeclineForm, ProposalForm, TakeForm, WishForm
from .session import (
    ActionForm,
    DisqualifyForm,
    MotionForm,
    OfficerForm,
    PresenceForm,
    RecordForm,
    SettleForm,
    VoteForm,
    WelcomeForm,
)

__all__ = [
    "ActionForm",
    "AgendaItemForm",
    "AnswerForm",
    "BeginningForm",
    "CancelForm",
    "DeclineForm",
    "DisqualifyForm",
    "GuestForm",
    "MaterialForm",
    "MeetingForm",
    "MotionForm",
    "NewMeetingForm",
    "OfficerForm",
    "PlaceForm",
    "PlanForms",
    "PresenceForm",
    "ProposalForm",
    "RecordForm",
    "ReplacementForm",
    "SettleForm",
    "TakeForm",
    "TemplateItemForm",
    "TopicForm",
    "UploadForm",
    "VoteForm",
    "WelcomeForm",
    "WishForm",
]
