"""How far an application is: its parts with their states, and all that is missing, each with the place to mend it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from portal.formats import euros

from .accounts import validate_iban
from .answers import answer_for, budget_of, decimal_of, is_empty
from .asked import Asked, Kept, asked_in, kept_answers
from .checks import Check, case_of, check_rules
from .enums import Meaning, QuestionKind, Verdict
from .forms.answers import problems_of
from .models import Application, Attachment, AttachmentPromise, RequiredAttachment, Section, Signatory
from .models.kind import MOST_EUROS


@dataclass(frozen=True)
class Problem:
    """Something that keeps an application from being sent: what to do, and where."""

    field: str
    text: str
    url: str


@dataclass(frozen=True)
class Part:
    """A line of the task list: a page, how far it is, and what is wrong with it."""

    name: str
    title: str
    url: str
    is_begun: bool
    problems: list[Problem] = field(default_factory=list)
    count: str = ""

    @property
    def is_complete(self) -> bool:
        """Whether nothing is missing."""
        return not self.problems

    @property
    def shape(self) -> str:
        """The shape of its badge."""
        if self.is_complete:
            return "tick"
        return "half" if self.is_begun else "ring"

    @property
    def label(self) -> str:
        """The word on its badge."""
        if self.is_complete:
            return pgettext("part of an application", "Complete")
        if not self.is_begun:
            return pgettext("part of an application", "Not begun")
        return self.count or pgettext("part of an application", "Begun")


@dataclass(frozen=True)
class Progress:
    """The parts of an application in their groups, as of now."""

    application: Application
    asked: Asked
    kept: Kept
    checks: list[Check]
    before: list[Part]
    sections: list[Part]
    after: list[Part]

    @property
    def parts(self) -> list[Part]:
        """All parts in the order in which they are filled in."""
        return [*self.before, *self.sections, *self.after]

    @property
    def problems(self) -> list[Problem]:
        """All that is missing or wrong."""
        return [problem for part in self.parts for problem in part.problems]

    @property
    def done(self) -> int:
        """How many parts are complete."""
        return sum(part.is_complete for part in self.parts)

    @property
    def next_part(self) -> Part | None:
        """The first part that is not complete."""
        return next((part for part in self.parts if not part.is_complete), None)

    @property
    def requested_sum(self) -> Decimal | None:
        """The sum applied for; none for what could be no grant, which a paper may say all the same."""
        value = answer_for(Meaning.REQUESTED_SUM, self.asked.questions.values(), self.kept.values)
        asked_for = decimal_of(value)
        return asked_for if asked_for is not None and 0 <= asked_for <= MOST_EUROS else None


def progress_of(
    application: Application,
    *,
    kept: Kept | None = None,
    files: list[Attachment] | None = None,
    promises: list[AttachmentPromise] | None = None,
    signatories: list[Signatory] | None = None,
) -> Progress:
    """How far the application is, in a constant number of queries; what is given is held for what it says."""
    asked, kept = asked_in(application), kept or kept_answers(application)
    files = list(application.attachments.current()) if files is None else files
    promises = list(application.promises.all()) if promises is None else promises
    signatories = list(application.signatories.all()) if signatories is None else signatories
    checks = checks_of(application, asked, kept)
    page = lambda name, *more: reverse(f"grants:application-{name}", args=[application.key, *more])  # noqa: E731
    required = list(application.call_kind.attachments.all())
    after = [
        _files_part(page("files"), required, files, promises),
        _account_part(application, page("account"), signatories),
    ]
    with_files = {each.question for each in files if each.question}
    sections = [
        _section_part(section, page("section", section.name), asked, kept, with_files)
        for section in asked.sections
    ]
    before = [_rules_part(page("rules"), checks), _contacts_part(application, page("contacts"))]
    return Progress(application, asked, kept, checks, before, sections, after)


def checks_of(application: Application, asked: Asked, kept: Kept) -> list[Check]:
    """The rules held against what has been answered."""
    questions = asked.questions.values()
    case = case_of(
        application.call_kind,
        application.organisation,
        municipalities=_codes(answer_for(Meaning.MUNICIPALITIES, questions, kept.values)),
        requested_sum=decimal_of(answer_for(Meaning.REQUESTED_SUM, questions, kept.values)),
    )
    return check_rules(case)


def _codes(value: Any) -> list[str] | None:
    return value if isinstance(value, list) and value else None


def _rules_part(url: str, checks: list[Check]) -> Part:
    problems = [
        Problem("", f"{check.text} {check.reason}", url)
        for check in checks
        if check.verdict == Verdict.FAILED
    ]
    return Part("rules", _("Whether you can apply"), url, is_begun=True, problems=problems)


def _contacts_part(application: Application, url: str) -> Part:
    problems = []
    needed = {
        "contact_name": _("Write the contact's name."),
        "contact_email": _("Write the contact's e-mail address."),
        "contact_phone": _("Write the contact's phone number."),
    }
    for name, words in needed.items():
        if not getattr(application, name).strip():
            problems.append(Problem(name, words, f"{url}#id_{name}"))
    for name in ("contact_email", "deputy_email"):
        if getattr(application, name) and not _is_address(getattr(application, name)):
            words = _("This is no e-mail address. Write it like name@example.org.")
            problems.append(Problem(name, words, f"{url}#id_{name}"))
    return Part("contacts", _("Applicant and contacts"), url, is_begun=True, problems=problems)


def _section_part(section: Section, url: str, asked: Asked, kept: Kept, files: set[str]) -> Part:
    questions = asked.of_section(section)
    problems = [
        Problem(name, f"{_with_colon(asked.questions[name].label)} {words}", f"{url}#id_{name}")
        for name, wrong in problems_of(questions, kept.values, places=asked.places, files=files).items()
        for words in wrong
    ]
    problems += budget_problems(questions, asked, kept, url)
    begun = any(not is_empty(kept.values.get(each.name)) or each.name in files for each in questions)
    return Part(section.name, section.title, url, is_begun=begun, problems=problems)


def _with_colon(label: str) -> str:
    """The question as the beginning of a line that goes on with what is wrong."""
    return label if label.endswith(("?", ":", ".", "!")) else f"{label}:"


def budget_problems(questions: Iterable[Any], asked: Asked, kept: Kept, url: str) -> list[Problem]:
    """What is wrong between the sums of a budget: told where the sum is applied for."""
    sum_question = next((each for each in questions if each.meaning == Meaning.REQUESTED_SUM), None)
    budget = budget_of(asked.questions.values(), kept.values) if sum_question else None
    if sum_question is None or budget is None or budget.requested is None or budget.is_balanced:
        return []
    words = _("You apply for %(requested)s, but the costs leave %(gap)s to be covered. Mend either one.") % {
        "requested": euros(budget.requested),
        "gap": euros(budget.gap),
    }
    return [Problem(sum_question.name, words, f"{url}#id_{sum_question.name}")]


def _files_part(
    url: str, required: list[RequiredAttachment], files: list[Attachment], promises: list[AttachmentPromise]
) -> Part:
    there = {each.required_id for each in files} | {each.required_id for each in promises}
    needed = [each for each in required if each.is_required]
    problems = [
        Problem("", _("Add the attachment: %(name)s.") % {"name": each.name}, f"{url}#liite-{each.pk}")
        for each in needed
        if each.pk not in there
    ]
    have = len(needed) - len(problems)
    count = ngettext("%(have)d/%(all)d added", "%(have)d/%(all)d added", len(needed))
    words = count % {"have": have, "all": len(needed)}
    begun = bool(there) or bool(files)
    return Part("files", _("Attachments"), url, is_begun=begun, problems=problems, count=words)


def _account_part(application: Application, url: str, signatories: list[Signatory]) -> Part:
    problems = []
    if not application.iban.strip():
        problems.append(Problem("iban", _("Write the account number (IBAN)."), f"{url}#id_iban"))
    else:
        try:
            validate_iban(application.iban)
        except ValidationError as error:
            problems.append(Problem("iban", error.messages[0], f"{url}#id_iban"))
    if not application.iban_holder.strip():
        problems.append(Problem("iban_holder", _("Write who holds the account."), f"{url}#id_iban_holder"))
    wanted = application.call_kind.kind.signatories or 1
    named = sum(bool(each.name.strip()) for each in signatories)
    if named < wanted:
        words = ngettext("Name the one who signs.", "Name the two who sign.", wanted)
        problems.append(Problem("signatory", words, f"{url}#id_name_{named + 1}"))
    begun = bool(application.iban) or bool(signatories)
    return Part("account", _("Account and signatories"), url, is_begun=begun, problems=problems)


def _is_address(text: str) -> bool:
    try:
        validate_email(text)
    except ValidationError:
        return False
    return True


def file_questions_of(asked: Asked, section: Section) -> list[Any]:
    """The questions of a section whose answer is a file."""
    return [each for each in asked.of_section(section) if each.kind == QuestionKind.FILE]
