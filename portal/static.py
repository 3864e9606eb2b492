"""Static files as the browser gets them."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from whitenoise.storage import CompressedManifestStaticFilesStorage

SHEETS = ("portal.css", "admin.css")
IMPORT = re.compile(r'^@import "([^"]+)";\n', re.MULTILINE)


class StaticStorage(CompressedManifestStaticFilesStorage):
    """Names carry the hash of the content, so that browsers keep them for ever; a missing name is not an error page."""

    def stored_name(self, name: str) -> str:
        """The name with its hash; the plain name of what was not collected, so that tests need no collecting first."""
        return self.hashed_files.get(self.hash_key(self.clean_name(name)), name)

    def post_process(self, paths: dict[str, Any], dry_run: bool = False, **options: Any) -> Iterator[Any]:  # noqa: FBT001, FBT002 - Django's signature
        """Put the parts of a sheet into one file first: a page then waits for one file instead of a chain of them."""
        if not dry_run:
            for sheet in SHEETS:
                Path(self.path(sheet)).write_text(joined_sheet(sheet, paths), encoding="utf-8")
            paths = {**paths, **{sheet: (self, sheet) for sheet in SHEETS}}
        yield from super().post_process(paths, dry_run, **options)


def joined_sheet(sheet: str, paths: dict[str, Any]) -> str:
    """The sheet with each imported part in the place of its import; `paths` is what collectstatic found."""

    def read(name: str) -> str:
        storage, path = paths[name]
        with storage.open(path) as file:
            return file.read().decode()

    return IMPORT.sub(lambda found: read(found[1]), read(sheet))
