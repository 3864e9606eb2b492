"""A kind of document for tests of documents: a letter that says a person's name."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from portal import documents
from portal.enums import Audience
from portal.models import Document, User
from tests.factories import UserFactory


def build(user: User, audience: str) -> documents.Page:
    """The letter; for members it says a word more."""
    text = f"{user.name}, for members" if audience == Audience.MEMBERS else user.name
    return documents.Page(
        template="pdf/letter.html",
        title=f"Kirje: {user.name}",
        filename=f"kirje-{user.pk}.pdf",
        heading="Kirje",
        issuer="Sihteeristö",
        owner="Testimaan hyvinvointialue",
        state_word="Luonnos",
        dated=date(2026, 11, 19),
        context={"text": text},
    )


LETTER = documents.DocumentKind(
    name="letter",
    label="Letter",
    model=User,
    build=build,
    permission="portal.view_user",
    may_read=lambda document, user: user.is_staff or user == document.subject,
    sample=User.objects.first,
)


@pytest.fixture
def letters(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The kind exists."""
    monkeypatch.setitem(documents.kinds, LETTER.name, LETTER)
    (templates,) = settings.TEMPLATES
    settings.TEMPLATES = [{**templates, "DIRS": [*templates["DIRS"], Path(__file__).parent / "templates"]}]
    return


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The documents whose making was sent to the worker; nothing is sent in truth."""
    sent: list[int] = []
    monkeypatch.setattr(documents, "dispatch", sent.append)
    return sent


def ask(user: User, *, audience: str = Audience.PUBLIC, actor: User | None = None) -> Document:
    """Ask for the user's letter."""
    return documents.request(user, "letter", language="fi", audience=audience, actor=actor)


def letter_of(name: str = "Aino Äijälä") -> Document:
    """A letter that waits for the worker."""
    return ask(UserFactory(name=name))
