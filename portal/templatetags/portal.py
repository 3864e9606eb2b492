"""Filters and tags of the portal's templates; every template has them without loading."""

import datetime as dt
from typing import Any

from django import template
from django.core.paginator import Page
from django.forms import BoundField
from django.template.context import Context
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from portal import badges, formats, svg
from portal.enums import Language
from portal.icons import ICONS

register = template.Library()

for name in (
    "day", "long_day", "short_day", "plain_day", "clock", "moment", "time_range", "day_range", "minutes", "number",
    "euros", "file_size", "soft",
):  # fmt: skip
    register.filter(name, getattr(formats, name))


@register.filter
def days_left(value: dt.date) -> str:
    """'7 päivää', 'tänään', '2 päivää sitten', counted from the day that it is in Helsinki."""
    return formats.days_left(value, timezone.localdate())


@register.filter
def shown_language(row: Any, field: str) -> str:
    """The language of the text that a page shows of a translated field: its own, or the one it falls back to."""
    for code in dict.fromkeys([get_language() or "fi", *Language.values]):
        if getattr(row, f"{field}_{code}"):
            return code
    return Language.FINNISH.value


@register.simple_tag
def icon(name: str) -> SafeString:
    """A stroke drawing beside a word; readers of the screen hear only the word."""
    return mark_safe(f'<svg class="icon" viewBox="0 0 24 24" aria-hidden="true">{ICONS[name]}</svg>')  # noqa: S308 - own drawings


@register.simple_tag
def badge(state: Any, label: Any = "") -> SafeString:
    """A state as shape and word. The word is the state's own label when it is an enum member."""
    shape = badges.shape(str(getattr(state, "value", state)))
    drawing = mark_safe(f'<svg viewBox="0 0 14 14" aria-hidden="true">{badges.SHAPES[shape]}</svg>')  # noqa: S308 - own drawings
    return format_html('<span class="state state-{}">{}{}</span>', shape, drawing, label or state.label)


@register.simple_tag
def shape(state: Any) -> SafeString:
    """The shape of a state alone, where its word stands beside it."""
    shape = badges.shape(str(getattr(state, "value", state)))
    return mark_safe(  # noqa: S308 - own drawings
        f'<span class="shape state-{shape}"><svg viewBox="0 0 14 14" aria-hidden="true">{badges.SHAPES[shape]}</svg></span>'
    )


@register.simple_tag
def seat(state: str) -> SafeString:
    """The glyph of one seat: primary, deputy, waiting, absent, disqualified or vacant."""
    return mark_safe(svg.glyph(state))  # noqa: S308 - own drawings


@register.inclusion_tag("components/breadcrumbs.html")
def breadcrumbs(*steps: Any) -> dict[str, Any]:
    """The way to this page as label, address, label, address …; a last label without address is this page."""
    pairs = [steps[i : i + 2] for i in range(0, len(steps), 2)]
    here = pairs.pop()[0] if len(steps) % 2 else None
    return {"steps": pairs, "here": here}


@register.inclusion_tag("components/data_table.html")
def data_table(
    caption: str, columns: list[tuple[str, str]], rows: list[list[Any]], total: list[Any] | None = None
) -> dict[str, Any]:
    """A table of plain cells; a column of kind "num" stands at the right."""
    kinds = [kind for _label, kind in columns]
    return {
        "caption": caption,
        "columns": columns,
        "rows": [list(zip(kinds, row, strict=True)) for row in rows],
        "total": list(zip(kinds, total, strict=True)) if total else None,
    }


@register.inclusion_tag("components/svg/progress_bar.html")
def progress(done: int, whole: int, title: str) -> dict[str, Any]:
    """A bar of `done` out of `whole`; the title says it in words."""
    return {"bar": svg.progress_bar(done, whole, title=title)}


@register.filter
def focus_id(field: BoundField) -> str:
    """The id that a link to a field leads to: the input itself, or the first of several."""
    return field.id_for_label or f"{field.auto_id}_0"


@register.inclusion_tag("components/pagination.html", takes_context=True)
def pagination(context: Context, page: Page) -> dict[str, Any]:
    """Where in a long list the reader is, and the ways back and on; nothing when all fits one page."""
    return {"page": page, "request": context["request"]}
