"""Filters of the pages and documents of grants."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django import template
from django.utils import timezone
from django.utils.translation import gettext, ngettext, pgettext

from grants import columns
from grants.answers import decimal_of
from grants.models import Application
from grants.services.applying import is_open
from portal.formats import NBSP, hour_word, minutes, number

register = template.Library()

MANY_HOURS = 48


@register.filter
def time_left(now: dt.datetime, until: dt.datetime) -> str:
    """'12 päivää', from two days on '46 t 14 min', and in the last minute '45 s'."""
    seconds = int((until - now).total_seconds())
    if 0 < seconds < 60:  # noqa: PLR2004
        return f"{seconds}{NBSP}s"
    left = seconds // 60
    if left <= MANY_HOURS * 60:
        return minutes(max(0, left))
    return ngettext("%(count)d day", "%(count)d days", left // 1440) % {"count": left // 1440}


@register.inclusion_tag("grants/_application_clock.html")
def application_clock(application: Application, *, is_part: bool = False) -> dict[str, Any]:
    """How much time there is, by the server's clock; as a part it comes along with what a page has saved."""
    now = timezone.now()
    return {
        "application": application,
        "call": application.call,
        "now": now,
        "is_open": is_open(application, now),
        "hour_word": hour_word(),
        "is_part": is_part,
    }


@register.filter
def alternatives(words: list[str]) -> str:
    """'“Kyllä” tai “Osittain”'."""
    quoted = [gettext("“%(word)s”") % {"word": word} for word in words]
    return pgettext("between alternatives", " or ").join(quoted)


@register.filter
def lateness(late: dt.timedelta | None) -> str:
    """'2 päivää', '3 t 5 min': how late something came; nothing for what was in time."""
    return columns.lateness(late)


@register.filter
def answer_rows(answer: dict[str, Any]) -> Iterator[list[tuple[str, str]]]:
    """The cells of a table that was answered, each with its kind, by the columns that were asked."""
    for row in answer["value"]:
        if isinstance(row, dict):
            yield [_cell(column, row.get(column["name"], "")) for column in answer["columns"]]


def _cell(column: dict[str, str], value: Any) -> tuple[str, str]:
    if column["kind"] == "text":
        return "", str(value)
    sum_ = decimal_of(value)
    if sum_ is None:
        return "num", str(value)
    decimals = 0 if sum_ == sum_.to_integral_value() else 2
    return "num", number(sum_, decimals) + ("\u00a0€" if column["kind"] == "money" else "")
