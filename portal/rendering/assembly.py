"""From what was rendered to the finished file: most documents are that already, some take in other files."""

from collections.abc import Callable
from pathlib import Path

from portal.documents import Assembly, DocumentKind, Page

from .check import examine
from .pdf import Rendered
from .problems import Unprintable


def finish(
    kind: DocumentKind, page: Page, rendered: Rendered, path: Path, tell: Callable[[int, int], None]
) -> int:
    """Write the finished file and return the number of its pages.

    Raises Unprintable when the check finds something in it, and documents.Changed when it must be built anew.
    """
    if kind.assemble is None:
        path.write_bytes(rendered.content)
        return rendered.pages
    kind.assemble(Assembly(page, rendered.content, path, tell))
    pages, problems = examine(path, may_claim_less=True)
    if problems:
        raise Unprintable(problems)
    return pages
