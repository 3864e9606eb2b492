"""Texts that people write: what is markup, what is not, and what can do no harm."""

import time
from collections.abc import Callable
from typing import Any

import pytest
from django import forms
from django.template import engines
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from portal import markdown

LINK = '<a href="{}" rel="noopener">{}</a>'


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("Hei **kaikki**", "<p>Hei <strong>kaikki</strong></p>"),
        ("Eka\n\nToka", "<p>Eka</p>\n<p>Toka</p>"),
        ("Eka\nToka", "<p>Eka<br>\nToka</p>"),
        ("- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>"),
        ("1. a\n2. b", "<ol>\n<li>a</li>\n<li>b</li>\n</ol>"),
        ("- a\n  - b", "<ul>\n<li>a\n<ul>\n<li>b</li>\n</ul>\n</li>\n</ul>"),
        ("[a](https://a.fi/?x=1&y=2)", f"<p>{LINK.format('https://a.fi/?x=1&amp;y=2', 'a')}</p>"),
        ('[a](http://a.fi "Otsikko")', f"<p>{LINK.format('http://a.fi', 'a')}</p>"),
        ("[a](mailto:a@b.fi)", f"<p>{LINK.format('mailto:a@b.fi', 'a')}</p>"),
        ("**[a](http://a.fi)**", f"<p><strong>{LINK.format('http://a.fi', 'a')}</strong></p>"),
        ("\\*\\*a\\*\\*", "<p>**a**</p>"),
        ("", ""),
    ],
)
def test_render_the_few_things_there_are(text: str, html: str) -> None:
    assert markdown.render(text).strip() == html


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("<script>alert(1)</script>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>"),
        ("<b onclick=x>a</b> &amp;", "<p>&lt;b onclick=x&gt;a&lt;/b&gt; &amp;amp;</p>"),
        ("# Otsikko", "<p># Otsikko</p>"),
        ("> lainaus", "<p>&gt; lainaus</p>"),
        ("`koodi` *k* _k_ 2*3*4", "<p>`koodi` *k* _k_ 2*3*4</p>"),
        ("***", "<p>***</p>"),
        ("    sisennetty", "<p>sisennetty</p>"),
        ("http://a.fi <http://a.fi>", "<p>http://a.fi &lt;http://a.fi&gt;</p>"),
        ("[a](javascript:alert(1))", "<p>[a](javascript:alert(1))</p>"),
        ("[a](JavaScript&colon;alert(1))", "<p>[a](JavaScript&amp;colon;alert(1))</p>"),
        ("[a](data:text/html,x)", "<p>[a](data:text/html,x)</p>"),
        ("[a](//a.fi)", "<p>[a](//a.fi)</p>"),
        ("[a](/koti/)", "<p>[a](/koti/)</p>"),
        ("[a](http://)", "<p>[a](http://)</p>"),
        ("Kello 24. marraskuuta", "<p>Kello 24. marraskuuta</p>"),
        ("😀 ä", "<p>😀 ä</p>"),
    ],
)
def test_render_everything_else_stands_as_typed(text: str, html: str) -> None:
    assert markdown.render(text).strip() == html


def test_render_address_cannot_leave_its_attribute() -> None:
    html = markdown.render('[a](http://x"onmouseover="alert(1))')
    assert html == f"<p>{LINK.format('http://x%22onmouseover=%22alert(1)', 'a')}</p>\n"


def test_render_image_is_a_link_at_most() -> None:
    assert (
        markdown.render("![kuva](http://a.fi/a.png)")
        == f"<p>!{LINK.format('http://a.fi/a.png', 'kuva')}</p>\n"
    )


@pytest.mark.parametrize(
    "text",
    [
        "a" * 10_000,
        "- " * 10_000,
        "\n".join(f"{'  ' * depth}- x" for depth in range(1_000)),
        "[" * 20_000,
        "[a](" * 5_000,
        "**a " * 5_000,
        "*" * 20_000,
        "- a\r\n" * 4_000,
        "1. " * 6_000,
    ],
    ids=["word", "dashes", "nested lists", "brackets", "links", "bold", "stars", "list", "numbers"],
)
def test_render_and_plain_of_enormous_texts_are_quick_and_lose_nothing(text: str) -> None:
    begun = time.perf_counter()
    html, plain = markdown.render(text), markdown.plain(text)
    assert time.perf_counter() - begun < 3
    letters = sum(text.count(letter) for letter in "ax")
    assert (sum(plain.count(letter) for letter in "ax"), html.count("a") + html.count("x") >= letters) == (
        letters,
        True,
    )


@given(st.text(max_size=300))
def test_render_any_text_gives_only_known_tags(text: str) -> None:
    html = markdown.render(text)
    for tag in ("p", "/p", "br", "ul", "/ul", "ol", "/ol", "li", "/li", "strong", "/strong", "/a"):
        html = html.replace(f"<{tag}>", "")
    assert "<" not in html.replace('<a href="', "").replace('<ol start="', "")


@given(st.text(max_size=300))
def test_clean_twice_is_clean_once(text: str) -> None:
    once = markdown.clean(text)
    assert markdown.clean(once) == once


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Hei **kaikki**, *te*", "Hei kaikki, *te*"),
        ("Eka\n\n\nToka\nkolmas", "Eka\n\nToka\nkolmas"),
        ("Alku\n\n- a\n- b\n  1. c\n  2. d\n\nLoppu", "Alku\n\n- a\n- b\n  1. c\n  2. d\n\nLoppu"),
        ("3. a\n4. b", "3. a\n4. b"),
        ("[Lue](http://a.fi) lisää", "Lue lisää"),
    ],
)
def test_plain_is_the_text_without_markup(text: str, plain: str) -> None:
    assert markdown.plain(text) == plain


def test_plain_with_addresses_names_them() -> None:
    assert markdown.plain("**[Lue](http://a.fi)** lisää", addresses=True) == "Lue (http://a.fi) lisää"


@pytest.mark.parametrize(
    ("pasted", "stored"),
    [
        ("a\r\nb\rc", "a\nb\nc"),
        ("•\tYksi\r\n·  kaksi\n\uf0b7 kolme\no\tneljä", "- Yksi\n- kaksi\n- kolme\n- neljä"),
        ("1.\tYksi\n2)\tKaksi", "1. Yksi\n2) Kaksi"),
        ("a\x00b\u202ec\u200bd\x0be\u2028f", "abcd\ne\nf"),
        ("  a  \n\nb \n\n", "  a\n\nb"),
        ("tavu\u00adviiva 👩\u200d👩\u200d👧", "tavu\u00adviiva 👩\u200d👩\u200d👧"),
        ("– ajatusviiva – jää", "– ajatusviiva – jää"),
    ],
)
def test_clean_makes_pasted_texts_plain(pasted: str, stored: str) -> None:
    assert markdown.clean(pasted) == stored


class TextForm(forms.Form):
    """A form with one text."""

    text = markdown.MarkdownField(max_length=10)


def test_field_cleans_before_it_counts() -> None:
    form = TextForm({"text": "•\tabcdefgh\r\n"})
    assert (form.is_valid(), form.cleaned_data) == (True, {"text": "- abcdefgh"})


def test_field_too_long_is_refused() -> None:
    assert list(TextForm({"text": "a" * 11}).errors) == ["text"]


def test_widget_previews_what_the_text_says_now() -> None:
    html = str(TextForm(initial={"text": "**a** <b>"})["text"])
    assert "<p><strong>a</strong> &lt;b&gt;</p>" in html
    assert 'hx-post="/esikatselu/"' in html


def test_filters_stand_in_every_template() -> None:
    template = engines["django"].from_string("{{ text|markdown }}{{ none|markdown }}{{ text|plain }}")
    assert template.render({"text": "**a**", "none": None}) == "<p><strong>a</strong></p>\na"


@pytest.mark.django_db
def test_preview_shows_the_cleaned_text_of_the_named_field(client_of: Callable[[str], Client]) -> None:
    response = client_of("member").post(
        "/esikatselu/", {"field": "background_fi", "background_fi": "•\t**a**\r\n"}
    )
    assert response.text.strip() == "<ul>\n<li><strong>a</strong></li>\n</ul>"


@pytest.mark.django_db
@pytest.mark.parametrize("data", [{}, {"field": "gone"}, {"field": "text", "text": ""}])
def test_preview_without_text_is_a_dash(client_of: Callable[[str], Client], data: dict[str, Any]) -> None:
    assert client_of("member").post("/esikatselu/", data).text.strip() == "–"


@pytest.mark.django_db
def test_preview_is_for_those_who_write(client: Client, client_of: Callable[[str], Client]) -> None:
    answers = {
        "visitor": client.post("/esikatselu/", {}).status_code,
        "member": client_of("member").post("/esikatselu/", {}).status_code,
        "member reading": client_of("member").get("/esikatselu/").status_code,
    }
    assert answers == {"visitor": 404, "member": 200, "member reading": 405}
