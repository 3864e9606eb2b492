"""Documents: which kinds there are, and the one way to ask for one.

Apps register their kinds when Django starts. Pages only ever ask; the files are made by the worker (portal.rendering),
whose heavy libraries a web process never loads.
"""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import Any, cast

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import Model
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django_stubs_ext import StrOrPromise

from .access import Actor
from .enums import Audience, DocumentState, Language
from .models import Document, User
from .models.document import GIVEN_UP
from .rendering.problems import LOST


@dataclass(frozen=True, kw_only=True)
class Page:
    """What a document says. All of it follows from the record: a clock in it would make every request a new document."""

    template: str
    title: str  # names the document where nothing else is seen, as in a list of files
    filename: str
    heading: str
    issuer: str  # the body or office whose document this is
    owner: str  # the county
    state_word: str
    dated: date | None  # since when it says this
    sources: tuple[str, ...] = ()  # hashes of the files that assembling takes in
    context: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Assembly:
    """What the step after rendering works with, in the worker."""

    page: Page
    rendered: bytes  # the accessible file that the page's HTML became
    path: Path  # where the finished file is to be written
    tell: Callable[[int, int], None]  # how far the work is: so many of so many


class Changed(Exception):  # noqa: N818 - it says what happened
    """Assembling found out something of the record and noted it there: the document is to be built anew."""


@dataclass(frozen=True, kw_only=True)
class DocumentKind:
    """A kind of document that an app can have made."""

    name: str
    label: StrOrPromise
    model: type[Model]
    build: Callable[[Any, str], Page]  # subject, audience; called with the document's language active
    permission: str  # to have one made, asked about the subject
    may_read: Callable[[Document, Actor], bool]
    sample: Callable[[], Model | None]  # a good example in the demo
    audiences: tuple[Audience, ...] = tuple(
        Audience
    )  # for whom it can be made; the last one is told the most
    # A step after rendering that makes the finished file of more than HTML. What it writes is checked like any other,
    # but need not claim to be PDF/UA when it took in files that do not.
    assemble: Callable[[Assembly], None] | None = None


@dataclass(frozen=True)
class Content:
    """A built document: the words that the database keeps of it, and the HTML that becomes the file."""

    page: Page
    html: str
    hash: str


kinds: dict[str, DocumentKind] = {}

LONGEST_MINUTES = 2
"""After this the worker gives up on a document."""

# Control characters come along with pasted text; no font has them, and nobody could find them in order to mend them.
UNSEEN = dict.fromkeys({*range(0x20), *range(0x7F, 0xA0)} - {ord(sign) for sign in "\t\n"})


def register(kind: DocumentKind) -> None:
    """Make the kind known. Raises ValueError if the name is taken by another."""
    if kinds.setdefault(kind.name, kind) != kind:
        raise ValueError(f"There is a document kind {kind.name} already.")


def request(subject: Model, kind: str, *, language: str, audience: str, actor: User | None) -> Document:
    """The document of what the subject says now: the one that exists or is on its way, else a new one in the queue.

    The portal itself asks with no actor. Raises PermissionDenied when the actor may not have this kind made.
    """
    if actor is not None and not actor.has_perm(kinds[kind].permission, subject):
        raise PermissionDenied
    content = build(subject, kind, language=language, audience=audience)
    # Two who ask at once both insert; the unique constraint lets one through and the other gets that one's row.
    document, is_new = Document.objects.exclude(state__in=GIVEN_UP).get_or_create(
        kind=kind,
        subject_type=ContentType.objects.get_for_model(subject),
        subject_id=subject.pk,
        language=language,
        audience=audience,
        content_hash=content.hash,
        defaults={
            "title": content.page.title,
            "filename": content.page.filename,
            "sources": list(content.page.sources),
            "requested_by": actor,
            "requested_at": timezone.now(),
        },
    )
    if is_new:
        transaction.on_commit(lambda: dispatch(document.pk), robust=True)
    elif document.is_ready and not default_storage.exists(str(document.file.name)):
        # As after a back-up of the database without the files.
        _note_loss(document)
        return request(subject, kind, language=language, audience=audience, actor=actor)
    return document


def retry(document: Document, *, actor: User) -> Document:
    """Ask once more for what failed, with what the subject says now. Raises PermissionDenied like `request`."""
    subject = cast("Model", document.subject)  # who may read the document was asked of the subject
    return request(
        subject, document.kind, language=document.language, audience=document.audience, actor=actor
    )


def dispatch(document_id: int) -> None:
    """Tell a worker. A broker that is away must not hold the page: the sweep will find the row."""
    from .tasks import render_document

    render_document.apply_async(kwargs={"document_id": document_id}, retry=False)


def build(subject: Model, kind: str, *, language: str, audience: str) -> Content:
    """What the document would say now, and the hash that tells it from other contents."""
    with translation.override(language):
        page = kinds[kind].build(subject, audience)
        written = render_to_string(page.template, {**page.context, "page": page, "language": language})
    html = written.translate(UNSEEN)
    facts = (page.title, page.filename, html, settings.BASE_URL, _renderer(), *page.sources)
    return Content(page, html, hashlib.sha256("\0".join(facts).encode()).hexdigest())


def label(kind: str, language: str, audience: str = Audience.PUBLIC) -> str:
    """'Agenda, Swedish', and for whom when it is not for everybody, in the reader's language."""
    readers = "" if audience == Audience.PUBLIC else f" ({Audience(audience).label.lower()})"
    return f"{kinds[kind].label}, {Language(language).label}{readers}"


def may_read(document: Document, user: Actor) -> bool:
    """Whether the app whose document this is lets the user read it."""
    kind = kinds.get(document.kind)
    return kind is not None and document.subject is not None and kind.may_read(document, user)


def may_make(document: Document, user: Actor) -> bool:
    """Whether the user may have it made again."""
    return user.has_perm(kinds[document.kind].permission, document.subject)


def _note_loss(document: Document) -> None:
    loss = {"state": DocumentState.FAILED, "problems": [[LOST, {}]], "file": "", "ready_at": None}
    Document.objects.ready().filter(pk=document.pk).update(**loss)


@cache
def _renderer() -> str:
    """Another version may set the same words differently."""
    return f"weasyprint {metadata.version('weasyprint')}"
