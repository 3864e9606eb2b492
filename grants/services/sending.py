"""What a sending holds: all that the application says now, or what was sent before with what a supplement has opened."""

from copy import copy
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from grants.asked import kept_answers
from grants.enums import ApplicationState
from grants.models import Application, Attachment, Signatory, Submission, SupplementRequest
from grants.progress import Problem, Progress, progress_of
from grants.snapshot import attachments_of, content_of, hash_of
from portal.errors import Refused

from .applying import closed_because, is_open, open_request, opened_questions


@dataclass(frozen=True)
class Sending:
    """What would be sent, how complete it is, and what keeps it from being sent."""

    progress: Progress
    content: dict[str, Any]
    attachments: list[dict[str, Any]]
    problems: list[Problem]

    @property
    def digest(self) -> str:
        """The SHA-256 by which what was looked at is known again."""
        return hash_of(self.content, self.attachments)


def sending_at(
    application: Application, arrived_at: datetime, *, progress: Progress | None = None
) -> Sending:
    """What would be sent at the instant: all of it while all can be changed, else what a supplement has opened.

    `progress` saves reading it again. Raises Refused when nothing can be sent.
    """
    if is_open(application, arrived_at):
        return whole_sending(application, progress=progress)
    request = open_request(application) if application.state == ApplicationState.SUBMITTED else None
    if request and arrived_at < request.due_at:
        return supplement_sending(application, request)
    raise Refused(closed_because(application, arrived_at, request))


def whole_sending(application: Application, *, progress: Progress | None = None) -> Sending:
    """All that the application says now; a file of a question that is not asked any more stays behind, as answers do."""
    progress = progress or progress_of(application)
    content = content_of(application, progress.kept)
    files = application.attachments.current().filter(question__in=_shown_places(progress))
    attachments = attachments_of(application, files=files.select_related("required"))
    return Sending(progress, content, attachments, progress.problems)


def supplement_sending(application: Application, request: SupplementRequest) -> Sending:
    """What was sent last, with what the request has opened as it is now, and with files that were promised for later.

    What else was changed before the closing, but not sent, came too late to be sent now. Only what the supplement itself
    leaves or makes wrong keeps it from being sent: the rest cannot be mended any more, and was taken as it was.
    """
    last = application.submissions.order_by("-number").first()
    assert last  # whoever is asked for a supplement has sent something
    opened = opened_questions(application, request)
    as_sent, signatories, values = _as_sent(application, last), _signatories(last), _values(last)
    places = {each.pk for each in request.attachments.all()}
    files = list(application.attachments.select_related("required"))
    sent_files = [each for each in files if _is_in(each, last)]
    now_files = [each for each in files if _goes_along(each, last, opened, places, _closed_at(as_sent, last))]
    promises = list(application.promises.filter(promised_at__lte=last.arrived_at).select_related("required"))
    kept = kept_answers(application)
    facts: dict[str, Any] = {"promises": promises, "signatories": signatories}
    before = progress_of(as_sent, kept=replace(kept, values=values), files=sent_files, **facts)
    now = {name: value for name, value in kept.values.items() if name in opened}
    others = {name: value for name, value in values.items() if name not in opened}
    progress = progress_of(as_sent, kept=replace(kept, values=others | now), files=now_files, **facts)
    content = content_of(as_sent, progress.kept, signatories=signatories)
    shown = [each for each in now_files if each.question in _shown_places(progress)]
    attachments = attachments_of(as_sent, files=shown, promises=promises)
    known = {_place_of(each) for each in before.problems}
    asked = {f"id_{name}" for name in opened} | {f"liite-{pk}" for pk in places}
    problems = [
        each
        for each in progress.problems
        if _place_of(each) not in known or each.url.partition("#")[2] in asked
    ]
    return Sending(progress, content, attachments, problems)


def delivered_files(application: Application) -> list[Attachment]:
    """Files that came after the closing because they had been promised for later; no sending holds them yet."""
    last = application.submissions.order_by("-number").first()
    if last is None:
        return []
    request = open_request(application)
    asked = {each.pk for each in request.attachments.all()} if request else set()
    came = application.attachments.current().exclude(required=None).select_related("required")
    came = came.filter(added_at__gte=_closed_at(application, last)).exclude(required__in=asked)
    return [each for each in came if not _is_in(each, last)]


def _shown_places(progress: Progress) -> set[str]:
    """The questions that are asked, and the place of files that answer none."""
    return {"", *(each.name for each in progress.asked.shown(progress.kept.values))}


def _as_sent(application: Application, last: Submission) -> Application:
    """The application with the contacts and the account of its last sending; nobody stores it."""
    as_sent = copy(application)
    for name, value in last.content["details"].items():
        setattr(as_sent, name, value)
    return as_sent


def _signatories(last: Submission) -> list[Signatory]:
    return [Signatory(order=order, **each) for order, each in enumerate(last.content["signatories"], 1)]


def _values(last: Submission) -> dict[str, Any]:
    return {each["name"]: each["value"] for part in last.content["sections"] for each in part["answers"]}


def _closed_at(application: Application, last: Submission) -> datetime:
    """The instant from which on only what was opened or promised could be changed."""
    ends = [application.call.closes_at, application.late_until]
    return max((end for end in ends if end), default=last.arrived_at)


def _is_in(file: Attachment, last: Submission) -> bool:
    return any(each["key"] == str(file.key) for each in last.attachments)


def _goes_along(
    file: Attachment, last: Submission, opened: frozenset[str], places: set[int], closed_at: datetime
) -> bool:
    if file.required_id in places or file.question in opened:
        return file.removed_at is None
    if _is_in(file, last):
        return file.removed_at is None or file.removed_at < closed_at
    return file.removed_at is None and file.added_at >= closed_at


def _place_of(problem: Problem) -> str:
    return problem.field or problem.text
