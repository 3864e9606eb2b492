"""The parts of pages, as templates include them."""

from datetime import UTC, datetime
from html.parser import HTMLParser
from types import SimpleNamespace
from typing import Any

import pytest
from django import forms
from django.core.paginator import Paginator
from django.template import Context, RequestContext, Template
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import translation

from portal.enums import DocumentState
from portal.models import Document
from portal.templatetags import portal as tags


class Words(HTMLParser):
    """The words of a page and the addresses it leads to, without the markup round them."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self.links: list[str | None] = []
        self.attributes: list[dict[str, str | None]] = []
        self.feed(html)

    def handle_data(self, data: str) -> None:
        self.words += data.split()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.attributes.append({"tag": tag, **dict(attrs)})
        if tag == "a":
            self.links.append(dict(attrs)["href"])

    @property
    def text(self) -> str:
        return " ".join(self.words)


@pytest.fixture(autouse=True)
def in_english() -> Any:
    with translation.override("en"):
        yield


def part(name: str, /, **context: Any) -> Words:
    return Words(render_to_string(f"components/{name}.html", context))


def written(template: str, **context: Any) -> Words:
    return Words(Template(template).render(Context(context)))


# --- Document card ---------------------------------------------------------------------------------------------------


def card(document: Document | None, **context: Any) -> Words:
    return part("document_card", name="Agenda 4/2026", document=document, **context)


def document(state: DocumentState) -> Document:
    return Document(
        state=state,
        filename="agenda.pdf",
        size=214_000,
        pages=6,
        ready_at=datetime(2026, 11, 20, 6, 2, tzinfo=UTC),
        problems=[["A picture lacks its text.", {}]],
    )


def asks(words: Words) -> list[dict[str, str | None]]:
    return [found for found in words.attributes if found["tag"] == "form"]


def test_card_of_nothing_offers_to_make_it_only_to_those_who_may() -> None:
    assert card(None, make_url="/make/", can_make=True).text == "Agenda 4/2026 Not yet Make the PDF"
    assert card(None, make_url="/make/", can_make=False).text == "Agenda 4/2026 Not yet"


@pytest.mark.parametrize(
    ("state", "done"), [(DocumentState.QUEUED, "33.3"), (DocumentState.RENDERING, "66.7")]
)
def test_card_of_unfinished_work_shows_how_far_it_is_and_looks_again(state: DocumentState, done: str) -> None:
    row = document(state)
    words = card(row, make_url="/make/", can_make=True, looks=2, delay=700)
    assert words.attributes[0]["hx-get"] == f"{row.get_absolute_url()}?looks=2"
    assert words.attributes[0]["hx-trigger"] == "load delay:700ms"
    assert [found["width"] for found in words.attributes if found.get("class") == "done"] == [done]
    assert asks(words) == []


def test_card_of_a_ready_document_leads_to_the_file_and_stops_looking() -> None:
    row = document(DocumentState.READY)
    words = card(row)
    assert words.links == [row.file_url]
    assert words.text == "Agenda 4/2026 Ready PDF, 214 kB, 6 pages · Fri 20 Nov 8:02"
    assert "hx-get" not in words.attributes[0]


def test_card_of_a_failed_document_tells_why_and_asks_again() -> None:
    row = document(DocumentState.FAILED)
    words = card(row, make_url="/make/", can_make=True)
    assert words.text == "Agenda 4/2026 Did not succeed A picture lacks its text. Try again"
    assert [(form["method"], form["action"], form["hx-post"]) for form in asks(words)] == [
        ("post", row.retry_url, row.retry_url)
    ]
    assert asks(card(row, make_url="/make/", can_make=False)) == []


# --- Forms -----------------------------------------------------------------------------------------------------------


class SampleForm(forms.Form):
    name = forms.CharField(
        label="Name", help_text="As in the register.", error_messages={"required": "Write the name."}
    )
    coming = forms.ChoiceField(
        label="Coming?",
        choices=[("y", "Yes"), ("n", "No")],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose one."},
    )
    more = forms.CharField(label="More", required=False)


FORM = "{% load crispy_forms_tags %}{% include 'components/error_summary.html' %}{{ form|crispy }}"


def test_form_with_errors_begins_with_a_summary_that_leads_to_the_fields() -> None:
    words = written(FORM, form=SampleForm({}))
    assert words.links == ["#id_name", "#id_coming_0"]
    assert words.text.startswith("Check these things Name: Write the name. Coming?: Choose one.")
    ids = {found["id"] for found in words.attributes if found.get("id")}
    assert {link[1:] for link in words.links if link} <= ids


def test_error_stands_between_hint_and_field_and_both_describe_the_field() -> None:
    words = written(FORM, form=SampleForm({"coming": "y"}))
    inside = words.text.split("Write the name. ", 1)[1]
    assert inside.startswith("Name As in the register. Write the name. Coming?")
    (field,) = [found for found in words.attributes if found.get("name") == "name"]
    assert field["aria-describedby"] == "id_name_helptext id_name_error"
    assert field["aria-invalid"] == "true"


def test_form_without_errors_has_no_summary_and_marks_what_may_be_left_out() -> None:
    words = written(FORM, form=SampleForm())
    assert words.text == "Name As in the register. Coming? Yes No More (optional)"


# --- Lists, tables, notes --------------------------------------------------------------------------------------------


def test_breadcrumbs_end_in_this_page_without_a_link() -> None:
    words = written('{% breadcrumbs "Meetings" "/k/" "Group" "/k/g/" "4/2026" %}')
    assert (words.links, words.text) == (["/k/", "/k/g/"], "Meetings Group 4/2026")


def test_table_sets_numbers_at_the_right_in_every_row() -> None:
    words = written(
        "{% data_table caption columns rows total %}",
        caption="Grants",
        columns=[("Town", ""), ("Euros", "num")],
        rows=[["Nokia", "10"], ["Akaa", "5"]],
        total=["All", "15"],
    )
    assert words.text == "Grants Town Euros Nokia 10 Akaa 5 All 15"
    assert [found["class"] for found in words.attributes if found["tag"] == "td"] == ["", "num"] * 3


def test_table_refuses_a_row_that_lacks_a_cell() -> None:
    with pytest.raises(ValueError, match="shorter"):
        tags.data_table("Grants", [("Town", ""), ("Euros", "num")], [["Nokia"]])


def pages(count: int, number: int) -> Words:
    page = Paginator(range(count), 20).page(number)
    context = RequestContext(request := RequestFactory().get("/?q=a"), {"page": page, "request": request})
    return Words(Template("{% pagination page %}").render(context))


def test_pagination_keeps_the_question_and_tells_where_one_is() -> None:
    words = pages(45, 2)
    assert words.links == ["?q=a&page=1", "?q=a&page=3"]
    assert words.text == "Page 2 of 3 · 21–40 of 45 Previous Next"


def test_pagination_of_one_page_is_nothing() -> None:
    assert pages(3, 1).text == ""


@pytest.mark.parametrize(
    ("language", "text"), [("fi", "Only in Finnish"), ("sv", "Only in Swedish"), ("en", ""), ("", "")]
)
def test_language_note_speaks_only_of_other_languages(language: str, text: str) -> None:
    assert part("language_note", language=language).text == text


@pytest.mark.parametrize(
    ("texts", "language"),
    [
        ({"title_fi": "Kokous", "title_sv": "Möte", "title_en": "Meeting"}, "en"),
        ({"title_fi": "Kokous", "title_sv": "Möte", "title_en": ""}, "fi"),
        ({"title_fi": "", "title_sv": "Möte", "title_en": None}, "sv"),
        ({"title_fi": "", "title_sv": "", "title_en": ""}, "fi"),
    ],
)
def test_shown_language_is_that_of_the_text_one_sees(texts: dict[str, Any], language: str) -> None:
    assert tags.shown_language(SimpleNamespace(**texts), "title") == language


def test_history_shows_before_and_after() -> None:
    event = SimpleNamespace(
        at=datetime(2026, 11, 20, 6, 2, tzinfo=UTC),
        actor="Venla",
        label="Changed",
        changes=[("Place", "Room 1", "Room 2"), ("Link", "", "Teams")],
    )
    assert part("history_list", events=[event]).text == (
        "Changed Fri 20 Nov 2026 at 8:02 · Venla Place Before: Room 1 After: Room 2 Link After: Teams"
    )


def test_say_before_posts_what_it_says() -> None:
    words = part("say_before", title="35 people get a mail", action_url="/send/", button="Send 35 mails")
    assert words.text == "35 people get a mail Send 35 mails"
    assert [(form["method"], form["action"]) for form in asks(words)] == [("post", "/send/")]


def test_text_from_people_is_never_markup() -> None:
    evil = "<script>alert(1)</script>"
    for name, context in {
        "page_heading": {"title": evil, "over": evil, "lede": evil},
        "empty_state": {"title": evil, "text": evil},
        "note": {"text": evil},
        "say_before": {"title": evil, "text": evil, "button": evil},
    }.items():
        assert "script" not in [found["tag"] for found in part(name, **context).attributes]
