"""The documents of grants: an application as it was sent, and a draft for the association's own board."""

from typing import Any, cast

from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from portal import documents
from portal.access import Actor
from portal.enums import Audience
from portal.models import Document

from .enums import ApplicationState
from .models import Application, Submission
from .snapshot import attachments_of, content_of

DRAFT, COPY = "grant_application_draft", "grant_application_copy"


def build_draft(application: Application, _audience: str) -> documents.Page:
    """What the draft says now, for the board to read before it is sent."""
    return _page(
        application,
        content_of(application),
        attachments_of(application),
        state_word=application.get_state_display(),
        filename=f"{slugify(pgettext('file name', 'application'))}-{str(application.key)[:8]}.pdf",
        dated=None,
    )


def build_copy(submission: Submission, _audience: str) -> documents.Page:
    """What was sent, with the instant of its arrival and its hash."""
    application = submission.application
    name = f"{application.reference}-{submission.number}"
    return _page(
        application,
        submission.content,
        submission.attachments,
        state_word=ApplicationState.SUBMITTED.label,
        filename=f"{slugify(pgettext('file name', 'application'))}-{slugify(name)}.pdf",
        dated=timezone.localdate(submission.arrived_at),
        submission=submission,
    )


def _page(
    application: Application,
    content: dict[str, Any],
    attachments: list[dict[str, Any]],
    *,
    submission: Submission | None = None,
    **facts: Any,
) -> documents.Page:
    heading = _("Grant application")
    named = application.reference if submission else content["applicant"]["name"]
    return documents.Page(
        template="pdf/grant_application.html",
        title=f"{heading}, {named}",
        heading=heading,
        issuer=content["applicant"]["name"],
        owner=application.call.region.name,
        context={
            "content": content,
            "attachments": attachments,
            "submission": submission,
            "application": application,
        },
        **facts,
    )


def request_copy(submission: Submission) -> Document:
    """The copy of what was sent, made by the worker."""
    return documents.request(
        submission, COPY, language=submission.language, audience=Audience.MEMBERS, actor=None
    )


def may_read_draft(document: Document, user: Actor) -> bool:
    """Only the applicant's own people."""
    application = cast("Application", document.subject)
    return user.has_perm("grants.print_application", application)


def may_read_copy(document: Document, user: Actor) -> bool:
    """Whoever sees the application."""
    submission = cast("Submission", document.subject)
    return Application.objects.visible_to(user).filter(pk=submission.application_id).exists()


documents.register(
    documents.DocumentKind(
        name=DRAFT,
        label=gettext_lazy("Draft of the application"),
        model=Application,
        build=build_draft,
        permission="grants.print_application",
        may_read=may_read_draft,
        sample=lambda: Application.objects.filter(state=ApplicationState.DRAFT).order_by("pk").first(),
    )
)
documents.register(
    documents.DocumentKind(
        name=COPY,
        label=gettext_lazy("Copy of the application"),
        model=Submission,
        build=build_copy,
        permission="grants.read_submission",
        may_read=may_read_copy,
        sample=lambda: Submission.objects.order_by("pk").first(),
    )
)
