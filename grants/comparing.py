"""Two sendings of an application beside each other: what people read differently in the second one."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from portal.formats import moment, plain_day

from .enums import FileChange, QuestionKind
from .models import Application, Submission
from .snapshot import DETAILS

Content = dict[str, Any]
File = dict[str, Any]


@dataclass(frozen=True)
class Change:
    """An answer or a fact that differs. A side without words was not there at all; a table is shown as one."""

    label: str
    before: str
    after: str
    table_before: Content | None = None
    table_after: Content | None = None

    @property
    def is_table(self) -> bool:
        """Whether either side is a table of rows."""
        return self.table_before is not None or self.table_after is not None


@dataclass(frozen=True)
class FileDifference:
    """What became of one attachment: the file or the promise before, and the one after."""

    kind: FileChange
    place: str
    before: File | None
    after: File | None

    @property
    def due_before(self) -> str:
        """The day until which it had been promised."""
        return _due(self.before)

    @property
    def due_after(self) -> str:
        """The day until which it is promised."""
        return _due(self.after)


@dataclass(frozen=True)
class Comparison:
    """All that differs between two sendings, in the order of the application."""

    facts: list[Change]
    answers: list[Change]
    files: list[FileDifference]

    def __bool__(self) -> bool:
        return bool(self.facts or self.answers or self.files)


def compare(before: Submission, after: Submission) -> Comparison:
    """What the later sending says otherwise than the earlier one."""
    return Comparison(
        facts=list(_facts(before.content, after.content)),
        answers=list(_answers(before.content, after.content)),
        files=list(_files(before.attachments, after.attachments)),
    )


# --- Facts -----------------------------------------------------------------------------------------------------------


def _facts(before: Content, after: Content) -> Iterator[Change]:
    old, new = _facts_of(before), _facts_of(after)
    for label in {**old, **new}:
        if old.get(label, "") != new.get(label, ""):
            yield Change(label, old.get(label, ""), new.get(label, ""))


def _facts_of(content: Content) -> dict[str, str]:
    """Label → words, of all that is said besides the answers."""
    applicant, details = content["applicant"], content.get("details", {})
    facts = {
        _("call"): content["call"],
        _("kind of grant"): content["kind"],
        _("came on paper"): _paper(content.get("paper", {})),
        _("applicant"): applicant["name"],
        _("Y-tunnus"): applicant["business_id"],
        _("association register number"): applicant["register_number"],
    }
    facts |= {_label_of(name): details.get(name, "") for name in DETAILS}
    for number, person in enumerate(content.get("signatories", []), 1):
        words = [person["name"], person["task"], person["email"]]
        facts[_("signatory %(number)d") % {"number": number}] = " · ".join(filter(None, words))
    return facts


def _paper(paper: Content) -> str:
    arrived_at = paper.get("arrived_at")
    when = moment(datetime.fromisoformat(arrived_at)) if arrived_at else ""
    return ", ".join(filter(None, [paper.get("way", ""), when]))


def _label_of(name: str) -> str:
    return str(Application._meta.get_field(name).verbose_name)  # type: ignore[union-attr]


# --- Answers ---------------------------------------------------------------------------------------------------------


def _answers(before: Content, after: Content) -> Iterator[Change]:
    old, new = _by_name(before), _by_name(after)
    for name in {**new, **old}:
        one, other = old.get(name), new.get(name)
        if one and other and one["value"] == other["value"]:
            continue
        asked = other or one or {}
        yield Change(
            asked["question"],
            one["words"] if one else "",
            other["words"] if other else "",
            *(_table(each, beside) for each, beside in ((one, other), (other, one))),
        )


def _by_name(content: Content) -> dict[str, Content]:
    return {each["name"]: each for section in content["sections"] for each in section["answers"]}


def _table(answer: Content | None, beside: Content | None) -> Content | None:
    """The answer, with the numbers of those of its rows that the other side does not have."""
    if not answer or answer["kind"] != QuestionKind.TABLE or not answer["value"]:
        return None
    others = list(beside["value"] or []) if beside else []
    changed = []
    for number, row in enumerate(answer["value"]):
        if row in others:
            others.remove(row)
        else:
            changed.append(number)
    return {**answer, "changed_rows": changed}


# --- Attachments -----------------------------------------------------------------------------------------------------


def _files(before: list[File], after: list[File]) -> Iterator[FileDifference]:
    """Place by place; what is there on both sides, under whatever key, is no difference."""
    for place in dict.fromkeys(map(_place, [*after, *before])):
        old = [each for each in before if _place(each) == place]
        new = [each for each in after if _place(each) == place]
        name = next((each["place"] for each in [*new, *old]), "")
        yield from (FileDifference(kind, name, *sides) for kind, *sides in _in_place(old, new, place))


def _place(file: File) -> tuple[bool, str]:
    """Where the file belongs: what was asked for keeps its key when its wording is mended."""
    return bool(file.get("is_paper")), file.get("asked") or file["place"]


def _in_place(old: list[File], new: list[File], place: tuple[bool, str]) -> Iterator[tuple[Any, ...]]:
    was_promised, is_promised = _promise_in(old), _promise_in(new)
    old, new = _without_promises(old), _without_promises(new)
    for same, kind in (
        (("sha256", "name"), None),
        (("sha256",), FileChange.RENAMED),
        (("name",), FileChange.REPLACED),
    ):
        for one, other in _pairs(old, new, same):
            if kind:
                yield kind, one, other
    if any(place) and len(old) == len(new) == 1:
        yield FileChange.REPLACED, old.pop(), new.pop()
    delivered = bool(was_promised and not is_promised and new)
    if delivered:
        yield FileChange.DELIVERED, was_promised, new.pop(0)
    yield from ((FileChange.REMOVED, each, None) for each in old)
    yield from ((FileChange.ADDED, None, each) for each in new)
    if not delivered and _due(was_promised) != _due(is_promised):
        kind = FileChange.PROMISED if is_promised else FileChange.NOT_PROMISED
        yield kind, was_promised, is_promised


def _pairs(old: list[File], new: list[File], same: Iterable[str]) -> list[tuple[File, File]]:
    """Those of both sides that are alike in these, taken out of the lists."""
    pairs = []
    for one in list(old):
        other = next((each for each in new if all(each[name] == one[name] for name in same)), None)
        if other is not None:
            old.remove(one)
            new.remove(other)
            pairs.append((one, other))
    return pairs


def _promise_in(files: list[File]) -> File | None:
    return next((each for each in files if not each["key"]), None)


def _without_promises(files: list[File]) -> list[File]:
    return [each for each in files if each["key"]]


def _due(promise: File | None) -> str:
    due_on = promise and promise.get("due_on")
    return plain_day(date.fromisoformat(due_on)) if due_on else ""
