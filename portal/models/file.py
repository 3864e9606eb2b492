"""What is known of a file that somebody brought."""

from pathlib import PurePath
from typing import Any, BinaryIO, Self, cast
from uuid import uuid4

import pikepdf
from django.conf import settings
from django.core.files.base import File
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal import uploads

from .base import Record
from .user import User


class StoredFile(Record):
    """A file stored under a random name, with the name, type and hash that judging it gave."""

    file = models.FileField(_("file"), max_length=200, editable=False)
    filename = models.CharField(_("file name"), max_length=200, editable=False)
    content_type = models.CharField(_("type"), max_length=100, editable=False)
    size = models.PositiveBigIntegerField(_("size in bytes"), editable=False)
    pages = models.PositiveIntegerField(_("pages"), null=True, editable=False)
    file_hash = models.CharField(_("SHA-256 of the file"), max_length=64, editable=False)
    added_at = models.DateTimeField(_("added at"), editable=False)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+"
    )

    class Meta:
        abstract = True

    @classmethod
    def judged(cls, file: File, *, actor: User | None, **values: Any) -> Self:
        """A row for the file, told by its content and not stored yet. Raises ValidationError for one that is not taken."""
        judged = uploads.judge(file)
        return cls(
            filename=judged.name,
            content_type=judged.content_type,
            size=judged.size,
            file_hash=judged.sha256,
            pages=_pages(file) if judged.content_type == "application/pdf" else None,
            added_at=timezone.now(),
            added_by=actor,
            **values,
        )

    def store(self, file: File, *, folder: str) -> Self:
        """Write row and file; the file's own name is random, so that nothing typed becomes a path."""
        self.full_clean(exclude=["file"], validate_unique=False, validate_constraints=False)
        name = uuid4().hex
        self.file.save(f"{folder}/{name[:2]}/{name}", file, save=False)
        self.save()
        return self

    @property
    def type_name(self) -> str:
        """PDF, DOCX …: what people call the type, from the ending that belongs to it."""
        return PurePath(self.filename).suffix.removeprefix(".").upper()


def _pages(file: File) -> int:
    with pikepdf.open(cast("BinaryIO", file.file)) as pdf:
        pages = len(pdf.pages)
    file.seek(0)
    return pages
