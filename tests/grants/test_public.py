"""What programs read of calls, and what people read of their questions."""

import json
from datetime import datetime, timedelta
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from grants import services
from grants.enums import QuestionKind
from grants.models import Call
from tests.cast import Cast
from tests.factories import CallFactory

from .scene import grants_of

pytestmark = pytest.mark.django_db

ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def scene(cast: Cast) -> dict[str, Any]:
    return grants_of(cast.body.region)


def text_of(response: Any) -> str:
    return response.content.decode()


def test_the_feed_is_atom_and_an_extension_is_news(client: Client, cast: Cast, scene: Any) -> None:
    call, later = scene["open_call"], CallFactory(region=cast.body.region)
    Call.objects.filter(pk=later.pk).update(published_at=call.published_at + timedelta(hours=1))

    def feed() -> ET.Element:
        return ET.fromstring(client.get("/avustukset/syote.atom").content)

    def entries() -> list[ET.Element]:
        return list(feed().iter(f"{ATOM}entry"))

    def ids() -> list[str | None]:
        return [entry.findtext(f"{ATOM}id") for entry in entries()]

    assert ids() == [f"urn:uuid:{later.key}", f"urn:uuid:{call.key}"]
    until = call.closes_at + timedelta(days=1)
    extension = services.extend_call(call=call, closes_at=until, reason="Häiriö", actor=cast.officer)
    assert ids() == [f"urn:uuid:{call.key}", f"urn:uuid:{later.key}"]
    first, second = entries()
    for entry, moment in ((first, extension.extended_at), (second, call.published_at + timedelta(hours=1))):
        assert datetime.fromisoformat(entry.findtext(f"{ATOM}updated", "")) == moment
    assert feed().findtext(f"{ATOM}author/{ATOM}name") == settings.PORTAL_OWNER
    assert "Hakuaikaa on jatkettu." in first.findtext(f"{ATOM}summary", "")
    row = json.loads(client.get(f"/avoin-data/avustukset/v1/calls/{call.key}").content)
    (told,) = row["extensions"]
    late = abs(datetime.fromisoformat(told["closes_at"]) - until)
    assert (late < timedelta(milliseconds=1), told["reason"]) == (True, "Häiriö")


def test_every_field_of_the_data_is_told_on_the_page_about_open_data(client: Client, scene: Any) -> None:
    row = json.loads(client.get(f"/avoin-data/avustukset/v1/calls/{scene['open_call'].key}").content)
    (kind,) = row["kinds"]
    assert client.get(kind["questions_url"].removeprefix(settings.BASE_URL)).status_code == 200
    page = text_of(client.get(reverse("members:open-data")))
    for name in (*row, *(f"kinds.{name}" for name in kind)):
        assert f"<code>{name}</code>" in page
    described = client.get("/avoin-data/avustukset/v1/openapi.json").json()
    assert all(
        each["description"] for each in described["components"]["schemas"]["CallOut"]["properties"].values()
    )


def test_the_answer_that_makes_a_question_appear_is_named(client: Client, scene: Any) -> None:
    call_kind = scene["call_kind"]
    first, second = call_kind.question_set.questions.order_by("order")
    second.shown_if = first
    second.save()
    address = reverse("grants:call-questions", args=[scene["open_call"].slug, call_kind.pk])
    assert "kysytään vain, jos kysymykseen ”Mihin?” on vastattu" in text_of(client.get(address))
    first.kind, first.most_words = QuestionKind.CHOICE, None
    first.save()
    for order, label in enumerate(("Kaikille", "Joillekin", "Ei"), 1):
        first.choices.create(order=order, value=label.lower(), label_fi=label)
    second.shown_if_values = ["kaikille", "joillekin"]
    second.save()
    words = "kysytään vain, jos kysymyksen ”Mihin?” vastaus on ”Kaikille” tai ”Joillekin”"
    assert words in " ".join(text_of(client.get(address)).split())
