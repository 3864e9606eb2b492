"""Acts on what a body has laid down; every version is kept."""

from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.base import File
from django.db.models import Max

from members.models import Body, BodyDocument, BodyDocumentVersion
from portal.history import act
from portal.models import User

from .acting import lock_body

FOLDER = "body_documents"


@act
def add_body_document(
    *, body: Body, values: dict[str, Any], file: File, valid_from: date, approved_by: str = "", actor: User
) -> BodyDocument:
    """A document with its first version.

    Raises PermissionDenied, and ValidationError for a file that is not taken or a title that is there already.
    """
    version = _judged(file, body=body, valid_from=valid_from, approved_by=approved_by, actor=actor)
    document = BodyDocument(body=lock_body(body, actor=actor), **values)
    document.full_clean()
    document.save()
    version.document, version.number = document, 1
    version.store(file, folder=FOLDER)
    return document


@act
def add_body_document_version(
    *, document: BodyDocument, file: File, valid_from: date, approved_by: str = "", actor: User
) -> BodyDocumentVersion:
    """A newer version of a document; the older ones can still be read. Raises PermissionDenied and ValidationError."""
    version = _judged(file, body=document.body, valid_from=valid_from, approved_by=approved_by, actor=actor)
    lock_body(document.body, actor=actor)
    version.document = document
    version.number = (document.versions.aggregate(last=Max("number"))["last"] or 0) + 1
    return version.store(file, folder=FOLDER)


@act
def change_body_document(*, document: BodyDocument, values: dict[str, Any], actor: User) -> BodyDocument:
    """Change the title, the kind or who may read. Raises PermissionDenied and ValidationError."""
    lock_body(document.body, actor=actor)
    now: BodyDocument = BodyDocument.objects.get(pk=document.pk)
    for name, value in values.items():
        setattr(now, name, value)
    now.full_clean()
    now.save()
    return now


def _judged(file: File, *, body: Body, actor: User, **values: Any) -> BodyDocumentVersion:
    """A version that is not stored yet; the file is read before the body is locked, because large ones take their time."""
    if not actor.has_perm("members.run_body", body):
        raise PermissionDenied
    try:
        return BodyDocumentVersion.judged(file, actor=actor, **values)
    except ValidationError as error:
        raise ValidationError({"file": error.messages}) from error
