"""The papers of a meeting as one ZIP file, made while it is sent: none of it is held in memory or on the disk."""

import re
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import PurePath
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from portal.access import Actor
from portal.uploads import clean_name

from .documents import audience_of
from .documents.agenda import Paper, contents
from .documents.names import filename as document_name
from .models import Material, Meeting
from .timetable import Row

LONGEST_NAME = 70  # of a folder or a file: some programs refuse long paths


class _Outlet:
    """Where the archive is written to: it keeps what was written only until it is taken on."""

    def __init__(self) -> None:
        self.waiting: list[bytes] = []

    def write(self, content: bytes) -> int:
        """Take a piece."""
        self.waiting.append(bytes(content))
        return len(content)

    def flush(self) -> None:
        """Nothing is held back."""

    def taken(self) -> bytes:
        """All that was written since the last time."""
        content, self.waiting = b"".join(self.waiting), []
        return content


def filename(meeting: Meeting) -> str:
    """kokousaineisto-<body>-2026-4.zip."""
    return str(PurePath(document_name(pgettext("file name", "papers"), meeting)).with_suffix(".zip"))


def papers_of(meeting: Meeting, user: Actor) -> list[tuple[str, Material]]:
    """The papers that the user may see, each under the name that it gets in the archive: item, number, title."""
    shown = contents(meeting, audience_of(user, meeting))
    named: dict[str, Material] = {}
    for part in shown.parts:
        for paper in part.papers:
            name = _name(part.row, paper)
            stem, ending = name.rsplit(".", 1)
            copies = (f"{stem} ({number}).{ending}" for number in range(2, 10_000))
            while name in named:
                name = next(copies)
            named[name] = paper.material
    return list(named.items())


def packed(papers: Iterable[tuple[str, Material]]) -> Iterator[bytes]:
    """The archive, piece by piece. A paper whose file was lost is named in a note instead."""
    outlet: Any = _Outlet()
    lost = []
    with zipfile.ZipFile(outlet, "w", zipfile.ZIP_STORED) as archive:
        for name, material in papers:
            added = timezone.localtime(material.added_at)
            entry = zipfile.ZipInfo(name, date_time=added.timetuple()[:6])
            entry.external_attr = 0o644 << 16
            try:
                file = material.file.open("rb")
            except FileNotFoundError:
                lost.append(name)
                continue
            with file, archive.open(entry, "w", force_zip64=material.size >= zipfile.ZIP64_LIMIT) as copy:
                for piece in file.chunks():
                    copy.write(piece)
                    yield outlet.taken()
        if lost:
            note = _("These files were lost. Ask the secretary for them:")
            archive.writestr(_("Lost files") + ".txt", "\n".join([note, "", *lost]))
    yield outlet.taken()


def _name(row: Row, paper: Paper) -> str:
    folder = _safe(f"{row.number or 0:02} {row.item.title}")
    title = paper.material.title[: LONGEST_NAME - 10]
    if paper.number:
        title = _("Annex %(number)d %(title)s") % {"number": paper.number, "title": title}
    # The title is no file name: what looks like an ending in it is part of it.
    return f"{folder}/{clean_name(title.replace('.', ' ').rstrip(), paper.material.content_type)}"


def _safe(text: str) -> str:
    """The text as the name of a folder on any computer."""
    text = "".join(sign for sign in text if sign.isprintable())
    return " ".join(re.sub(r'[<>:"|?*/\\.]', " ", text).split())[:LONGEST_NAME].strip()
