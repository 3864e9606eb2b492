"""The look: what the sheets promise, and what no template may contain."""

import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import brotli
import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.management import call_command
from django.template.loader import get_template
from django.test import Client, override_settings

from portal import checks, contrast

TEMPLATES = Path(settings.BASE_DIR) / "templates"
PAGES = sorted(
    path for path in TEMPLATES.rglob("*.html") if path.relative_to(TEMPLATES).parts[0] not in {"pdf", "email"}
)
FIRST_VISIT = 80_000


def sheet(name: str) -> str:
    return Path(str(finders.find(name))).read_text(encoding="utf-8")


COLOURS = contrast.colours(sheet("tokens.css"), sheet("county.css"))

# Text that is read, on each ground it stands on; then what must only be seen, such as the edge of a field.
TEXT_ON_GROUND = [
    *[("ink", ground) for ground in ("paper", "surface", "sunken", "accent-soft", "land")],
    *[("ink-2", ground) for ground in ("paper", "surface", "sunken", "accent-soft")],
    *[
        (state, ground)
        for state in ("ok", "warn", "danger")
        for ground in (f"{state}-soft", "paper", "surface")
    ],
    *[("ink", f"{state}-soft") for state in ("ok", "warn", "danger")],
    *checks.READ_ON,
]
SEEN_ON_GROUND = [
    ("line-strong", "paper"),
    ("line-strong", "surface"),
    ("focus", "paper"),
    ("accent", "land"),
]


@pytest.mark.parametrize("screen", ["light", "dark"])
@pytest.mark.parametrize(("text", "ground"), TEXT_ON_GROUND)
def test_text_can_be_read_on_its_ground(screen: str, text: str, ground: str) -> None:
    assert contrast.ratio(COLOURS[screen][text], COLOURS[screen][ground]) >= 4.5


@pytest.mark.parametrize("screen", ["light", "dark"])
@pytest.mark.parametrize(("edge", "ground"), SEEN_ON_GROUND)
def test_edges_can_be_seen_on_their_ground(screen: str, edge: str, ground: str) -> None:
    assert contrast.ratio(COLOURS[screen][edge], COLOURS[screen][ground]) >= 3


@pytest.mark.parametrize(
    ("one", "other", "expected"), [("#000000", "#ffffff", 21), ("#0b5566", "#0b5566", 1)]
)
def test_contrast_of_known_colours(one: str, other: str, expected: float) -> None:
    assert contrast.ratio(one, other) == pytest.approx(expected)


def test_every_colour_that_the_sheets_use_is_named_for_both_screens() -> None:
    used = set(re.findall(r"var\(--([a-z][\w-]*)\)", "".join(sheet(f"look/{part}.css") for part in parts())))
    named = set(re.findall(r"--([a-z][\w-]*):", sheet("tokens.css") + sheet("county.css")))
    assert {name for name in used - named if not name.startswith("bs-")} == set()


def parts() -> list[str]:
    return [Path(name).stem for name in re.findall(r'@import "(look/[^"]+)"', sheet("portal.css"))]


class Offences(HTMLParser):
    """What the content security policy would not let through."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = {name for name, _value in attrs}
        self.found += [
            f"{tag} {name}" for name in names if name == "style" or re.fullmatch(r"on[a-z]+", name)
        ]
        if tag == "style" or (tag == "script" and "src" not in names):
            self.found.append(tag)


@pytest.mark.parametrize("path", PAGES, ids=lambda path: str(path.relative_to(TEMPLATES)))
def test_template_has_no_inline_script_or_style(path: Path) -> None:
    offences = Offences()
    offences.feed(path.read_text(encoding="utf-8"))
    assert offences.found == []


@pytest.mark.parametrize("path", PAGES, ids=lambda path: str(path.relative_to(TEMPLATES)))
def test_template_compiles(path: Path) -> None:
    get_template(str(path.relative_to(TEMPLATES)))


def test_offences_are_found() -> None:
    offences = Offences()
    offences.feed('<p style="x"><a onclick="y"><script>z</script><style>q</style><script src="s"></script>')
    assert offences.found == ["p style", "a onclick", "script", "style"]


COLLECTED_AS_IN_PRODUCTION = {**settings.STORAGES, "staticfiles": {"BACKEND": "portal.static.StaticStorage"}}


def collect(folder: Path, **changes: Any) -> Path:
    """The static files in the folder, as production has them."""
    with override_settings(STATIC_ROOT=str(folder), STORAGES=COLLECTED_AS_IN_PRODUCTION, **changes):
        finders.get_finder.cache_clear()
        call_command("collectstatic", interactive=False, verbosity=0)
    finders.get_finder.cache_clear()
    return folder


@pytest.fixture(scope="module")
def collected(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return collect(tmp_path_factory.mktemp("static"))


def collected_sheet(folder: Path) -> str:
    """Our one sheet."""
    (path,) = folder.glob("portal.*.css")
    return path.read_text(encoding="utf-8")


def asked_for(html: str) -> tuple[list[str], list[str], list[str]]:
    """The sheets, scripts and pictures that a page loads."""
    return (
        re.findall(r'<link rel="stylesheet" href="/static/([^"]+)"', html),
        re.findall(r'<script src="/static/([^"]+)"', html),
        re.findall(r'(?:<link rel="icon" href|<img src)="/static/([^"]+)"', html),
    )


@pytest.mark.django_db
def test_first_visit_loads_two_sheets_and_two_scripts_in_eighty_kilobytes(collected: Path) -> None:
    with override_settings(STATIC_ROOT=str(collected), STORAGES=COLLECTED_AS_IN_PRODUCTION):
        html = Client().get("/").content
    sheets, scripts, pictures = asked_for(html.decode())
    files = [collected / name for name in [*sheets, *scripts, *pictures]]
    size = len(html) + sum(len(brotli.compress(file.read_bytes())) for file in files)
    assert (len(sheets), len(scripts), len(pictures)) == (2, 2, 2)
    assert size < FIRST_VISIT


def test_collected_sheet_holds_all_parts_and_imports_none(collected: Path) -> None:
    text = collected_sheet(collected)
    assert "@import" not in text
    assert [text.count(sheet(f"look/{part}.css")) for part in parts()] == [1] * len(parts())


def test_county_s_own_folder_goes_before_ours(tmp_path: Path) -> None:
    look = tmp_path / "look"
    look.mkdir()
    (look / "county.css").write_text(sheet("county.css").replace("#0b5566", "#5b2a86"), encoding="utf-8")
    folder = collect(tmp_path / "static", STATICFILES_DIRS=[str(look), *settings.STATICFILES_DIRS])
    assert "--accent: #5b2a86" in collected_sheet(folder)


@pytest.mark.parametrize(
    ("before", "after", "errors"),
    [
        ("", "", []),
        ("--accent: #0b5566", "--accent: #7fb2bf", ["portal.E002"] * 4),
        ("--on-accent: #ffffff", "--on-accent: #0b5566", ["portal.E002"] * 2),
        ("--accent-line", "--colour", ["portal.E001"] * 2),
        ("--accent: #83c9d7", "--accent: #3b6a76", ["portal.E002"] * 4),
    ],
)
def test_county_colours_that_cannot_be_read_are_refused(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, before: str, after: str, errors: list[str]
) -> None:
    (tmp_path / "tokens.css").write_text(sheet("tokens.css"), encoding="utf-8")
    (tmp_path / "county.css").write_text(sheet("county.css").replace(before, after), encoding="utf-8")
    monkeypatch.setattr(checks.finders, "find", lambda name: tmp_path / name)
    assert [error.id for error in checks.check_county_colours()] == errors
