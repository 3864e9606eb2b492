"""What in a PDF can act by itself: scripts, commands, and files in the file."""

import re
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any

import pikepdf

# Telling each object as PostScript-like text is quick; only those with such a word in them are looked at closely.
SUSPECT = re.compile(rb"/(JavaScript|JS|Launch|EF)\b")
COMMANDS = {"/JavaScript", "/Launch"}


def can_act(pdf: pikepdf.Pdf, *, harmless: frozenset[str]) -> bool:
    """Whether opening the file, or a click in it, may run something; files in it must have one of the `harmless` endings."""
    return any(_acts(part, harmless) for item in pdf.objects for part in _suspects(item))


def _suspects(item: Any) -> Iterator[pikepdf.Dictionary]:
    """The dictionaries of an object that has one of the words in it: itself, and those that stand in it."""
    if isinstance(item, pikepdf.Stream):
        item = item.stream_dict
    if not isinstance(item, pikepdf.Dictionary | pikepdf.Array) or not SUSPECT.search(
        item.unparse(resolved=True)
    ):
        return
    if isinstance(item, pikepdf.Dictionary):
        yield item
        inside = [item[key] for key in item.keys()]  # noqa: SIM118 - it is no Python dictionary
    else:
        inside = list(item)
    for each in inside:
        if isinstance(each, pikepdf.Object) and not each.is_indirect:
            yield from _suspects(each)


def _acts(part: pikepdf.Dictionary, harmless: frozenset[str]) -> bool:
    if "/JS" in part or str(part.get("/S", "")) in COMMANDS:
        return True
    names = [str(part[key]) for key in ("/F", "/UF") if key in part] if "/EF" in part else []
    return "/EF" in part and not (names and all(_ending(name) in harmless for name in names))


def _ending(name: str) -> str:
    return PurePosixPath(name).suffix.lower()
