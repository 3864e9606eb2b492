"""The columns of the officers' list of applications: what each shows, gives to a file, and orders by."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django_stubs_ext import StrOrPromise

from portal.formats import euros, minutes, moment

from .models import Application


@dataclass(frozen=True)
class Column:
    """A column of the list: its label, the cell as people read it, and the value for a file where that is another."""

    name: str
    label: StrOrPromise
    cell: Callable[[Application], Any]
    value: Callable[[Application], Any] | None = None
    kind: str = ""
    is_usual: bool = True
    orders: tuple[str, ...] = ()
    """How the list is ordered by it; the second way by asking once more."""

    def plain(self, application: Application) -> Any:
        """What a file gets: sums and times as such."""
        return (self.value or self.cell)(application)


def _when(value: Any) -> str:
    return moment(value) if value else ""


def _local(value: datetime | None) -> datetime | None:
    """The time as the clock on the wall showed it; spreadsheets know no zones."""
    return timezone.localtime(value).replace(tzinfo=None, microsecond=0) if value else None


def lateness(late: timedelta | None) -> str:
    """How late something came, in words: '2 days', '3 h 5 min'; nothing for what was in time."""
    if late is None:
        return ""
    if late.days:
        return ngettext("%(count)d day", "%(count)d days", late.days) % {"count": late.days}
    return minutes(max(1, int(late.total_seconds() // 60)))


COLUMNS = {
    column.name: column
    for column in (
        Column("reference", _("reference"), lambda a: a.reference, kind="short", orders=("reference",)),
        Column("applicant", _("applicant"), lambda a: a.applicant_name, orders=("applicant",)),
        Column("title", _("title"), lambda a: a.title, is_usual=False),
        Column("kind", _("kind of grant"), lambda a: a.call_kind.kind.name),
        Column(
            "sum",
            _("sum applied for"),
            lambda a: euros(a.requested_sum) if a.requested_sum is not None else "",
            lambda a: a.requested_sum,
            kind="num",
            orders=("sum", "smallest"),
        ),
        Column("state", _("state"), lambda a: a.get_state_display()),
        Column(
            "submitted",
            _("sent at"),
            lambda a: _when(a.submitted_at),
            lambda a: _local(a.submitted_at),
            orders=("submitted", "oldest"),
        ),
        Column("handler", _("handled by"), lambda a: a.handler.name if a.handler else ""),
        Column("case", _("the county's case number"), lambda a: a.case_number, is_usual=False),
        Column("contact", _("contact"), lambda a: a.contact_name, is_usual=False),
        Column("email", _("e-mail of the contact"), lambda a: a.contact_email, is_usual=False),
        Column("phone", _("phone of the contact"), lambda a: a.contact_phone, is_usual=False),
        Column("iban", _("bank account (IBAN)"), lambda a: a.iban, is_usual=False),
        Column("paper", _("came on paper"), lambda a: a.get_paper_way_display(), is_usual=False),
        Column("late", _("late by"), lambda a: lateness(a.late_by_time), is_usual=False),
    )
}
USUAL = [column.name for column in COLUMNS.values() if column.is_usual]


def columns_of(names: list[str]) -> list[Column]:
    """The chosen columns in their fixed order; the usual ones for none."""
    wanted = set(names) & set(COLUMNS) or set(USUAL)
    return [column for name, column in COLUMNS.items() if name in wanted]
