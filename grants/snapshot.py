"""A picture of all that an application says at a moment, and the hash that tells it from any other."""

import json
from collections.abc import Iterable, Mapping
from hashlib import sha256
from typing import Any

from django.utils import translation

from .answers import is_empty
from .asked import Kept, asked_in, kept_answers
from .enums import QuestionKind
from .forms.answers import in_words
from .models import Application, Attachment, AttachmentPromise, Question, RequiredAttachment, Signatory

DETAILS = (
    "contact_name", "contact_email", "contact_phone", "deputy_name", "deputy_email", "deputy_phone", "iban",
    "iban_holder",
)  # fmt: skip


def content_of(
    application: Application, kept: Kept | None = None, *, signatories: Iterable[Signatory] | None = None
) -> dict[str, Any]:
    """All that the application says now, with the questions as they are asked in its language."""
    kept, asked = kept or kept_answers(application), asked_in(application)
    places = dict(asked.places)
    organisation = application.organisation
    with translation.override(application.language):
        sections = [
            {
                "name": section.name,
                "title": section.title,
                "answers": [
                    {
                        "name": question.name,
                        "question": question.label,
                        "kind": question.kind,
                        "is_secret": question.is_secret,
                        "value": kept.values.get(question.name),
                        "words": in_words(question, kept.values.get(question.name), places=places),
                        "columns": [
                            {"name": column.name, "label": column.label, "kind": column.kind}
                            for column in question.columns.all()
                        ],
                    }
                    for question in asked.shown(kept.values, asked.of_section(section))
                    if question.kind != QuestionKind.FILE
                ],
            }
            for section in asked.sections
        ]
        paper = {
            "way": application.get_paper_way_display(),
            "arrived_at": application.paper_arrived_at.isoformat() if application.paper_arrived_at else "",
        }
        return ({"paper": paper} if application.is_paper else {}) | {
            "call": application.call.title,
            "kind": application.call_kind.kind.name,
            "applicant": {
                "name": application.applicant_name,
                "business_id": organisation.business_id if organisation else "",
                "register_number": organisation.register_number if organisation else "",
                "is_registered": organisation is not None,
            },
            "details": {name: getattr(application, name) for name in DETAILS},
            "signatories": [
                {"name": each.name, "task": each.task, "email": each.email}
                for each in (application.signatories.all() if signatories is None else signatories)
            ],
            "sections": sections,
        }


def attachments_of(
    application: Application,
    *,
    files: Iterable[Attachment] | None = None,
    promises: Iterable[AttachmentPromise] | None = None,
) -> list[dict[str, Any]]:
    """The files of the application now, each with its hash, and what was promised for later.

    `place` says what the file was asked for in the application's language; `asked` stays though the wording is mended.
    """
    questions = asked_in(application).questions
    if files is None:
        files = application.attachments.current().select_related("required")
    if promises is None:
        promises = application.promises.select_related("required")
    with translation.override(application.language):
        brought = [
            {
                "key": str(each.key),
                "name": each.filename,
                **_place_of(each.required, each.question, questions),
                "size": each.size,
                "sha256": each.file_hash,
                "scan": each.scan,
            }
            | ({"is_paper": True} if each.is_paper else {})
            for each in files
        ]
        promised = [
            {"key": "", "name": "", **_place_of(each.required), "due_on": each.due_on.isoformat()}
            for each in promises
        ]
    return [*brought, *promised]


def _place_of(
    required: RequiredAttachment | None, question: str = "", questions: Mapping[str, Question] | None = None
) -> dict[str, str]:
    if required:
        return {"place": required.name, "asked": f"required:{required.pk}"}
    asked = (questions or {}).get(question)
    return {
        "place": asked.label if asked else question,
        "asked": f"question:{question}" if question else "",
    }


def words_of(content: dict[str, Any]) -> str:
    """What was answered, to search in: each word once, in small letters; labels of choices, and all cells of tables."""
    said = []
    for section in content["sections"]:
        for answer in section["answers"]:
            value = answer["value"]
            if answer["columns"] and isinstance(value, list):
                said += [str(cell) for row in value if isinstance(row, dict) for cell in row.values() if cell]
            elif not is_empty(value):
                said.append(answer["words"])
    words = (word.strip('.,:;!?()"”') for word in " ".join(said).lower().split())
    return " ".join(dict.fromkeys(words))


def hash_of(content: dict[str, Any], attachments: list[dict[str, Any]]) -> str:
    """The SHA-256 of the canonical JSON: sorted keys, no spaces, UTF-8."""
    whole = {"content": content, "attachments": attachments}
    canonical = json.dumps(whole, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return sha256(canonical.encode()).hexdigest()
