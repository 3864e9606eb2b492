"""The file: what a screen reader needs is in it, and what would be missing is told before anybody reads it."""

import socket
import subprocess
import sys
from io import BytesIO

import pikepdf
import pytest
from django.template.loader import render_to_string

from portal.rendering.pdf import render
from portal.rendering.problems import Unprintable

TABLE = "<table><thead><tr><th>Nro<th>Asia</tr></thead><tbody><tr><td>1<td>Avaus</tr><tr><td>2<td>Loppu</tr></table>"


def html(body: str, *, language: str = ' lang="fi"', title: str = "<title>Esityslista</title>") -> str:
    """A page that is right but for what the test puts in."""
    return f"<!DOCTYPE html><html{language}><head>{title}</head><body>{body}</body></html>"


def elements(content: bytes) -> list[pikepdf.Object]:
    """All structure elements of the file."""
    with pikepdf.open(BytesIO(content)) as pdf:
        return [
            dict(item)
            for item in pdf.objects
            if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/StructElem"
        ]


def problems(body: str, **parts: str) -> list[str]:
    """What the making says about the page."""
    with pytest.raises(Unprintable) as caught:
        render(html(body, **parts))
    return [problem.message % problem.values for problem in caught.value.problems]


def template_fault(what: str) -> str:
    """How a fault that is not the writer's is told."""
    return f"Your text is all right, but the document's template is not ({what}). Tell the portal's support."


def test_render_good_page_has_title_language_structure_bookmarks_and_table_headers() -> None:
    rendered = render(html(f"<h1>Esityslista</h1><h2>Asiat</h2>{TABLE}<h2>Liitteet</h2>"))
    assert rendered.pages == 1
    with pikepdf.open(BytesIO(rendered.content)) as pdf:
        assert str(pdf.docinfo["/Title"]) == "Esityslista"
        assert str(pdf.Root.Lang) == "fi"
        assert pdf.Root.MarkInfo.Marked
        assert pdf.open_metadata()["pdfuaid:part"] == "1"
        outline = pdf.Root.Outlines.First
        assert str(outline.Title) == "Esityslista"
        assert [str(outline.First.Title), str(outline.First.Next.Title)] == ["Asiat", "Liitteet"]
    tags = [str(element["/S"]) for element in elements(rendered.content)]
    assert [tag for tag in tags if tag.startswith("/H")] == ["/H1", "/H2", "/H2"]
    assert (tags.count("/TH"), tags.count("/TD")) == (2, 4)
    cells = [element for element in elements(rendered.content) if element["/S"] == "/TD"]
    assert [len(cell["/A"]["/Headers"]) for cell in cells] == [1, 1, 1, 1]


def test_render_same_page_twice_gives_same_bytes() -> None:
    page = html(f"<h1>Esityslista</h1>{TABLE}")
    assert render(page).content == render(page).content


@pytest.mark.parametrize(
    ("body", "parts", "what"),
    [
        ("<h1>A</h1>", {"title": ""}, "no title"),
        ("<h1>A</h1>", {"title": "<title> </title>"}, "no title"),
        ("<h1>A</h1><h3>B</h3>", {}, "heading level 3 after 1"),
        ("<h2>A</h2>", {}, "heading level 2 after 0"),
        ("<h1>A</h1><h2></h2>", {}, "empty heading of level 2"),
        ("<p>A</p>", {}, "no headings"),
        ("<h1>A</h1>" + TABLE.replace("th>", "td>").replace("<th", "<td"), {}, "table cells and column headings do not belong together"),
        ("<h1>A</h1>" + TABLE.replace("<tr><td>", "<tr><th scope=row>"), {}, "table cells and column headings do not belong together"),
    ],
)  # fmt: skip
def test_render_faulty_template_is_told(body: str, parts: dict[str, str], what: str) -> None:
    assert problems(body, **parts) == [template_fault(what)]


def test_render_page_without_language_is_told() -> None:
    said = problems("<h1>A</h1>", language="")
    assert template_fault("no language") in said


def test_render_picture_without_words_is_told() -> None:
    dot = "data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'></svg>"
    assert template_fault("a picture without a description") in problems(f'<h1>A</h1><img src="{dot}">')
    assert render(html(f'<h1>A</h1><img src="{dot}" alt="Piste">')).pages == 1


def test_render_sign_that_no_font_has_is_told_with_its_place() -> None:
    said = problems("<h1>Kokous</h1><p>Lopuksi on kahvit 🎉 ja pullaa kaikille, jotka tulivat.</p>")
    told = (
        "The sign “🎉” (U+1F389) cannot be printed. Take it out or write it in letters."
        " It is here: “Lopuksi on kahvit 🎉 ja pullaa kaikille, jotka tu…”."
    )
    assert said == [told]


def test_render_many_missing_signs_are_told_in_short() -> None:
    said = problems("<h1>Kokous</h1><p>漢字仮名交じり文</p>")
    assert len(said) == 6
    assert said[-1] == "3 other signs cannot be printed either."


@pytest.mark.parametrize(
    "part",
    [
        '<img alt="A" src="http://example.org/a.png">',
        '<img alt="A" src="file:///etc/hostname">',
        '<img alt="A" src="/static/img/favicon.svg">',
        '<link rel="stylesheet" href="https://example.org/a.css">',
    ],
)
def test_render_fetches_nothing_from_outside(part: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*arguments: object) -> None:
        raise AssertionError("The renderer opened a connection.")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    assert "uses disallowed protocol" in problems(f"<h1>A</h1>{part}")[0]


def test_render_keeps_language_of_a_part() -> None:
    rendered = render(
        html('<h1>Dagordning</h1><h2><span lang="fi">Avaus</span></h2><div lang="fi"><p>Suomea</p></div>')
    )
    spoken = [(str(e["/S"]), str(e["/Lang"])) for e in elements(rendered.content) if "/Lang" in e]
    assert sorted(spoken) == [("/Div", "fi"), ("/Span", "fi")]


def test_render_endless_word_is_broken_into_lines() -> None:
    css = render_to_string("pdf/pdf.css")
    page = html(f"<h1>A</h1><p>{'x' * 10_000}</p>", title=f"<title>A</title><style>{css}</style>")
    # Unbroken it would be one line of one page. How many pages the lines fill depends on the font of the machine.
    assert render(page).pages in {3, 4}


def test_web_process_never_loads_the_renderer() -> None:
    code = (
        "import django, portal, sys; django.setup(); import portal.views.documents, portal.tasks;"
        " from django.urls import get_resolver; get_resolver().url_patterns;"
        " sys.exit('weasyprint' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
