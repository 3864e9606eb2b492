"""The forms of meetings."""

from .agenda import AgendaItemForm
from .answer import AnswerForm
from .material import MaterialForm, ReplacementForm, UploadForm
from .meeting import BeginningForm, CancelForm, MeetingForm, NewMeetingForm
from .session import (
    ActionForm,
    DisqualifyForm,
    GuestForm,
    MotionForm,
    OfficerForm,
    PresenceForm,
    RecordForm,
    SettleForm,
    VoteForm,
)

__all__ = [
    "ActionForm",
    "AgendaItemForm",
    "AnswerForm",
    "BeginningForm",
    "CancelForm",
    "DisqualifyForm",
    "GuestForm",
    "MaterialForm",
    "MeetingForm",
    "MotionForm",
    "NewMeetingForm",
    "OfficerForm",
    "PresenceForm",
    "RecordForm",
    "ReplacementForm",
    "SettleForm",
    "UploadForm",
    "VoteForm",
]
