"""The documents of meetings: each module has one kind and registers it with the portal.

`names` has what they share, `offered` the list that the workbench shows.
"""

from .agenda import AGENDA, audiences_of, build_agenda
from .attendance import ATTENDANCE_SHEET
from .binder import BINDER
from .invitation import INVITATION
from .names import READS, audience_of, may_read, sample
from .offered import LANGUAGES, Offered, offer, offered

__all__ = [
    "AGENDA",
    "ATTENDANCE_SHEET",
    "BINDER",
    "INVITATION",
    "LANGUAGES",
    "READS",
    "Offered",
    "audience_of",
    "audiences_of",
    "build_agenda",
    "may_read",
    "offer",
    "offered",
    "sample",
]
