"""The text of a PDF, read in a process of its own: whatever is wrong with the file, nothing else is drawn into it.

That process may take so much time and memory and no more, and says page by page what it has read: what it said before
it was stopped is kept.
"""

import re
import subprocess
import sys
from pathlib import Path

LONGEST_SECONDS = 60
LARGEST_MEMORY = 1_500_000_000
BROKEN_WORD = re.compile(r"(?<=\w)[-\u00ad]\n(?=[a-zåäöæøéü])")


def text_of(path: str | Path, *, longest: int, seconds: float = LONGEST_SECONDS) -> str:
    """At most so many characters of the text; empty when there is none or nobody can read it."""
    command = [sys.executable, "-I", str(Path(__file__)), str(path), str(longest)]
    try:
        said = subprocess.run(command, capture_output=True, timeout=seconds, check=False, env={}).stdout  # noqa: S603 - our own file
    except subprocess.TimeoutExpired as stopped:
        said = stopped.stdout or b""
    text = said.decode("utf-8", "ignore").replace("\0", " ")
    return BROKEN_WORD.sub("", text)[:longest]


def main(path: str, longest: int) -> None:
    """Say the text of a file, a page at a time; pages that cannot be read are passed over."""
    import logging
    import resource

    from pypdf import PdfReader

    logging.disable()
    resource.setrlimit(resource.RLIMIT_AS, (LARGEST_MEMORY, LARGEST_MEMORY))
    reader = PdfReader(path)
    if reader.is_encrypted:
        reader.decrypt("")
    for page in reader.pages:
        try:
            text = page.extract_text()
        except Exception:  # noqa: BLE001, S112 - libraries raise anything over pages that somebody else made
            continue
        sys.stdout.buffer.write(f"{text}\n".encode("utf-8", "ignore"))
        sys.stdout.buffer.flush()
        longest -= len(text)
        if longest <= 0:
            break


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
