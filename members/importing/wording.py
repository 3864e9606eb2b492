"""Rows of an import in words."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from members.enums import LegalForm, OrganisationSize
from members.models import Category, ImportRow, Municipality, OrganisationImport

from .columns import BY_NAME, PROBLEMS

CHOICES = {"legal_form": dict(LegalForm.choices), "size": dict(OrganisationSize.choices)}


@dataclass(frozen=True)
class RowWords:
    """A row: its fate, what is wrong with it, and each change with what was before."""

    row: ImportRow
    problems: list[tuple[str, str]]
    changes: list[tuple[str, str, str]]

    @classmethod
    def of(cls, rows: Iterable[ImportRow], run: OrganisationImport) -> Iterator["RowWords"]:
        """The rows of a run, one after the other; names are read once for all."""
        names = {
            "home_municipality_id": Municipality if "home_municipality_id" in run.columns else None,
            "municipalities": Municipality if "municipalities" in run.columns else None,
            "categories": Category if "categories" in run.columns else None,
        }
        known = {
            name: {row.pk: str(row) for row in model.objects.all()} for name, model in names.items() if model
        }
        for row in rows:
            problems = [_problem(*problem) for problem in row.problems]
            changes = [
                (
                    str(BY_NAME[name].label),
                    _value(name, row.before[name], known),
                    _value(name, row.after[name], known),
                )
                for name in row.before
            ]
            yield cls(row, problems, changes)

    @property
    def name(self) -> str:
        """The name of what the row is about, as the file has it."""
        return self.row.cells.get("name") or (str(self.row.organisation) if self.row.organisation_id else "")

    @property
    def fate(self) -> str:
        """What becomes of it."""
        return self.row.get_fate_display()

    @property
    def why(self) -> str:
        """What is wrong, in one line."""
        return " ".join(f"{column}: {words}" if column else words for column, words in self.problems)

    @property
    def what(self) -> str:
        """The changes, in one line."""
        return "; ".join(
            f"{label}: {before or '–'} → {after or '–'}" for label, before, after in self.changes
        )


def _problem(column: str, code: str, what: str) -> tuple[str, str]:
    label = str(BY_NAME[column].label) if column else ""
    return label, str(PROBLEMS[code]) % {"what": what}


def _value(name: str, value: Any, known: dict[str, dict[int, str]]) -> str:
    if value is None or value in ("", []):
        return ""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list):
        return ", ".join(known.get(name, {}).get(each, str(each)) for each in value)
    if name in CHOICES:
        return str(CHOICES[name].get(value, value))
    return known.get(name, {}).get(value, str(value))
