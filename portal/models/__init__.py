"""Models that all parts of the portal share."""

from .base import Record, long_texts
from .document import Document
from .file import StoredFile
from .mail import MailAttachment, OutgoingMail
from .search import SearchChange, SearchEntry, SearchWord
from .user import User

__all__ = [
    "Document",
    "MailAttachment",
    "OutgoingMail",
    "Record",
    "SearchChange",
    "SearchEntry",
    "SearchWord",
    "StoredFile",
    "User",
    "long_texts",
]
