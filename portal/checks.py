"""What is checked before the portal starts."""

from pathlib import Path
from typing import Any

from django.contrib.staticfiles import finders
from django.core.checks import CheckMessage, Error, register

from . import contrast

LEAST_RATIO = 4.5
COUNTY_COLOURS = ("accent", "accent-hover", "accent-soft", "accent-line", "on-accent")
# Text in the first colour stands on the second one somewhere.
READ_ON = (
    ("accent", "paper"), ("accent", "surface"), ("accent", "accent-soft"), ("ink", "accent-soft"),
    ("ink-2", "accent-soft"), ("accent-hover", "paper"), ("on-accent", "accent"), ("on-accent", "accent-hover"),
)  # fmt: skip


@register
def check_county_colours(**_options: Any) -> list[CheckMessage]:
    """A county's own colours can be read where they stand, on light screens and on dark ones."""
    sheets = [
        Path(str(finders.find(name))).read_text(encoding="utf-8") for name in ("tokens.css", "county.css")
    ]
    return [
        error
        for screen, colours in contrast.colours(*sheets).items()
        for error in _errors_of(screen, colours)
    ]


def _errors_of(screen: str, colours: dict[str, str]) -> list[CheckMessage]:
    missing = [name for name in COUNTY_COLOURS if name not in colours]
    if missing:
        return [Error(f"county.css does not tell --{name} as #rrggbb.", id="portal.E001") for name in missing]
    return [
        Error(
            f"county.css: on {screen} screens --{text} on --{ground} has a contrast of {ratio:.1f}, too little to read.",
            hint=f"Choose colours with {LEAST_RATIO} at least.",
            id="portal.E002",
        )
        for text, ground in READ_ON
        if (ratio := contrast.ratio(colours[text], colours[ground])) < LEAST_RATIO
    ]
