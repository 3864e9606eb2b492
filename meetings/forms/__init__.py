"""The forms of meetings."""

from .agenda import AgendaItemForm
from .answer import AnswerForm
from .material import MaterialForm, ReplacementForm, UploadForm
from .meeting import BeginningForm, CancelForm, MeetingForm, NewMeetingForm

__all__ = [
    "AgendaItemForm",
    "AnswerForm",
    "BeginningForm",
    "CancelForm",
    "MaterialForm",
    "MeetingForm",
    "NewMeetingForm",
    "ReplacementForm",
    "UploadForm",
]
