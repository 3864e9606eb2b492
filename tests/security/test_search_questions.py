"""Questions that want to keep the search busy, or to say something to the database."""

import time

import pytest
from django.test import Client

from portal import search
from tests.factories import BodyFactory, NetworkFactory

QUESTIONS = [
    "'", "''", "\\", "' | '", "a' & b", "':*", "a:*", "!a", "&|!()<->", "(((((", "<->", "%", "_", "$$", "--", ";",
    "'; DROP TABLE portal_user; --", "a\\'b", "\x01\x02", "\u0301" * 50, "\u202e\u2066", "ﷺ" * 60, "İ" * 100,
    "ß" * 100, "a" * 200, "aa " * 60, " ".join(f"sana{n}" for n in range(40)), "x" * 60 + " " + "y" * 60, "😀" * 100,
    "järjestöyhteistyöryhmä" * 9, "\ud7ff\ue000", "0" * 200, "1e999", "AND OR NOT", "\u0000", "ǅ" * 50, "ﬀ" * 100,
]  # fmt: skip


@pytest.mark.parametrize("path", ["/haku/", "/verkostot/"])
def test_questions_are_answered_soon(path: str, client: Client, db: None) -> None:
    """By the search page and by the search box of a list; whatever is asked are words and nothing else."""
    NetworkFactory(name="Järjestöyhteistyön verkosto")
    BodyFactory(name="Järjestöyhteistyöryhmä")
    search.index_changes()
    slow = []
    for question in QUESTIONS:
        begun = time.process_time()
        answer = client.get(path, {"q": question})
        assert answer.status_code == (400 if "\0" in question else 200)
        if time.process_time() - begun > 4:
            slow.append(question)
    assert slow == []
