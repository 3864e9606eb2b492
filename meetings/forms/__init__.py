"""The forms of meetings."""

from .agenda import AgendaItemForm
from .answer import AnswerForm
from .guest import GuestForm
from .material import MaterialForm, ReplacementForm, UploadForm
from .meeting import BeginningForm, CancelForm, MeetingForm, NewMeetingForm
from .planning import PlaceForm, PlanForms, TemplateItemForm, TopicForm
from .proposal import DeclineForm, ProposalForm, TakeForm, WishForm

__all__ = [
    "AgendaItemForm",
    "AnswerForm",
    "BeginningForm",
    "CancelForm",
    "DeclineForm",
    "GuestForm",
    "MaterialForm",
    "MeetingForm",
    "NewMeetingForm",
    "PlaceForm",
    "PlanForms",
    "ProposalForm",
    "ReplacementForm",
    "TakeForm",
    "TemplateItemForm",
    "TopicForm",
    "UploadForm",
    "WishForm",
]
