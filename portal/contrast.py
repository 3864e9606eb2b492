"""How well two colours are told apart (WCAG 2), and the colours that a style sheet names."""

import re

DARK = re.compile(r"@media screen and \(prefers-color-scheme: dark\) \{\s*:root \{(.*?)\}\s*\}", re.DOTALL)
COLOUR = re.compile(r"--([\w-]+):\s*(#[0-9a-fA-F]{6});")


def ratio(one: str, other: str) -> float:
    """The contrast of two colours like #0b5566, from 1 (the same) to 21 (black on white)."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]  # noqa: PLR2004 - sRGB
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def colours(*sheets: str) -> dict[str, dict[str, str]]:
    """The named colours of the sheets, for light and for dark screens; a later sheet wins, dark stands on light."""
    light: dict[str, str] = {}
    dark: dict[str, str] = {}
    for sheet in sheets:
        light |= dict(COLOUR.findall(DARK.sub("", sheet)))
        for block in DARK.findall(sheet):
            dark |= dict(COLOUR.findall(block))
    return {"light": light, "dark": light | dark}
