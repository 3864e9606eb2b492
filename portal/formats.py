"""Dates, sums and sizes as people write them, in the language of the page."""

import datetime as dt
import re
from decimal import Decimal

from django.utils import timezone
from django.utils.translation import get_language, gettext, ngettext

NBSP = "\u00a0"
SHY = "\u00ad"
KILOBYTE, MEGABYTE = 1000, 1_000_000

WEEKDAYS = {
    "fi": ("ma", "ti", "ke", "to", "pe", "la", "su"),
    "sv": ("mån", "tis", "ons", "tor", "fre", "lör", "sön"),
    "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
}
LONG_WEEKDAYS = {
    "fi": ("maanantai", "tiistai", "keskiviikko", "torstai", "perjantai", "lauantai", "sunnuntai"),
    "sv": ("måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag", "söndag"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}
MONTHS = {
    "fi": (
        "tammi",
        "helmi",
        "maalis",
        "huhti",
        "touko",
        "kesä",
        "heinä",
        "elo",
        "syys",
        "loka",
        "marras",
        "joulu",
    ),
    "sv": ("jan", "feb", "mars", "april", "maj", "juni", "juli", "aug", "sep", "okt", "nov", "dec"),
    "en": ("Jan", "Feb", "Mar", "Apr", "May", "June", "July", "Aug", "Sep", "Oct", "Nov", "Dec"),
}
LONG_MONTHS = {
    "fi": tuple(f"{name}kuu" for name in MONTHS["fi"]),
    "sv": (
        "januari",
        "februari",
        "mars",
        "april",
        "maj",
        "juni",
        "juli",
        "augusti",
        "september",
        "oktober",
        "november",
        "december",
    ),
    "en": (
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ),
}
AT = {"fi": "klo", "sv": "kl.", "en": "at"}
KILO = {"fi": ("kt", "Mt"), "sv": ("kB", "MB"), "en": ("kB", "MB")}


def language() -> str:
    """The language of the page, if the portal speaks it; else Finnish."""
    code = (get_language() or "fi")[:2]
    return code if code in WEEKDAYS else "fi"


def local(value: dt.date) -> dt.date:
    """The same instant by the clock in Helsinki; a plain date as it is."""
    return timezone.localtime(value) if isinstance(value, dt.datetime) else value


def month_name(number: int) -> str:
    """tammikuu, in the language of the page."""
    return LONG_MONTHS[language()][number - 1]


def plain_day(value: dt.date) -> str:
    """10.12.2026, in English 10 Dec 2026."""
    value = local(value)
    if language() == "en":
        return f"{value.day}{NBSP}{MONTHS['en'][value.month - 1]}{NBSP}{value.year}"
    return f"{value.day}.{value.month}.{value.year}"


def day(value: dt.date) -> str:
    """to 10.12.2026."""
    return f"{WEEKDAYS[language()][local(value).weekday()]}{NBSP}{plain_day(value)}"


def long_day(value: dt.date) -> str:
    """torstai 10.12.2026."""
    return f"{LONG_WEEKDAYS[language()][local(value).weekday()]} {plain_day(value)}"


def short_day(value: dt.date) -> str:
    """to 10.12. for a day whose year is plain from what stands round it."""
    value = local(value)
    written = (
        f"{value.day}{NBSP}{MONTHS['en'][value.month - 1]}"
        if language() == "en"
        else f"{value.day}.{value.month}."
    )
    return f"{WEEKDAYS[language()][value.weekday()]}{NBSP}{written}"


def clock(value: dt.datetime | dt.time) -> str:
    """14.00, in English 14:00."""
    if isinstance(value, dt.datetime):
        value = timezone.localtime(value).time()
    return f"{value.hour}{':' if language() == 'en' else '.'}{value.minute:02}"


def moment(value: dt.datetime) -> str:
    """to 10.12.2026 klo 14.00."""
    return f"{day(value)} {AT[language()]}{NBSP}{clock(value)}"


def time_range(start: dt.datetime, end: dt.datetime | None) -> str:
    """to 10.12.2026 klo 14.00–16.00; an end on another day is written out."""
    if end is None:
        return moment(start)
    if local(start).timetuple()[:3] != local(end).timetuple()[:3]:
        return f"{moment(start)} – {moment(end)}"
    return f"{moment(start)}–{clock(end)}"


def day_range(start: dt.date, end: dt.date | None) -> str:
    """1.8.2025–31.5.2029; without an end 1.8.2025–."""
    dash = f"{NBSP}–{NBSP}" if language() == "en" else "–"
    return f"{plain_day(start)}{dash}{plain_day(end)}" if end else f"{plain_day(start)}{dash.rstrip()}"


def days_left(value: dt.date, today: dt.date) -> str:
    """'7 päivää' to a coming day, 'tänään' on the day itself, and how many days ago afterwards."""
    left = (as_date(value) - today).days
    if left == 0:
        return gettext("today")
    if left < 0:
        return ngettext("%(count)d day ago", "%(count)d days ago", -left) % {"count": -left}
    return ngettext("%(count)d day", "%(count)d days", left) % {"count": left}


def as_date(value: dt.date) -> dt.date:
    """The calendar day of an instant in Helsinki, or the day itself."""
    value = local(value)
    return value.date() if isinstance(value, dt.datetime) else value


def hour_word() -> str:
    """The short word for hours."""
    return "t" if language() == "fi" else "h"


def minutes(count: int) -> str:
    """35 min, 2 t 5 min."""
    hours, rest = divmod(count, 60)
    parts = [f"{hours}{NBSP}{hour_word()}"] if hours else []
    return f"{NBSP}".join([*parts, f"{rest}{NBSP}min"] if rest or not parts else parts)


def number(value: Decimal | float, decimals: int = 0) -> str:
    """2 246 000 with non-breaking spaces; in English with commas."""
    written = f"{value:,.{decimals}f}"
    if language() == "en":
        return written
    return written.replace(",", NBSP).replace(".", ",").replace("-", "\u2212")


def euros(value: Decimal | float) -> str:
    """2 246 000 € ; cents only when there are some."""
    decimals = 0 if value == int(value) else 2
    return f"€{number(value, decimals)}" if language() == "en" else f"{number(value, decimals)}{NBSP}€"


def file_size(size: int) -> str:
    """312 kt, 1,8 Mt; a kilobyte is the least, for nobody counts single bytes."""
    kilo, mega = KILO[language()]
    if size < MEGABYTE:
        return f"{max(1, round(size / KILOBYTE))}{NBSP}{kilo}"
    decimals = 0 if size >= 10 * MEGABYTE else 1
    return f"{number(size / MEGABYTE, decimals)}{NBSP}{mega}"


# Compounds of the field break best before one of these; other long words by the rule of Finnish syllables.
COMPOUND_PARTS = re.compile(
    "(?<=.{4})(?=yhteistyö|ryhm|alue|toimin|(?<!yhteis)työ|verkost|edistämi|suunnitelm|lautakun|neuvost|palvelu|avustu|"
    "asiakirj|järjestö|hyvinvoin|hallin|kokou|esity|pöytäkir|päätösval|varautumi|kumppanuu|edustaj|jäsen)",
    re.IGNORECASE,
)
SYLLABLES = re.compile(r"(?<=.{4})(?=[^\W\d_aeiouyåäö][aeiouyåäö]\w{2})", re.IGNORECASE)
LONG_WORD = re.compile(r"[^\W\d_]{14,}")


def soft(text: str) -> str:
    """The text with soft hyphens in its long Finnish compounds, which else push a narrow column apart."""
    if language() != "fi":
        return text

    def hyphenate(found: re.Match[str]) -> str:
        between = COMPOUND_PARTS if COMPOUND_PARTS.search(found[0]) else SYLLABLES
        return between.sub(SHY, found[0])

    return LONG_WORD.sub(hyphenate, text)
