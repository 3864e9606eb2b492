"""The house as a whole: who may import whom, and who may reach which page."""

import ast
import re
import subprocess
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
APPS = ["portal", "members", "networks", "meetings", "grants"]
# These name apps because they are where the parts come together.
MEETING_POINTS = {"portal/urls.py", "portal/settings.py"}


def tracked(*patterns: str) -> list[Path]:
    """The files of the repository that match, tracked or about to be."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "--", *patterns]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.splitlines()
    return [ROOT / name for name in listed if (ROOT / name).is_file()]


def imported_modules(file: Path) -> Iterator[str]:
    """What a Python file imports by its full name, anywhere in it."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module


def imported_apps(file: Path) -> Iterator[str]:
    """The apps that a Python file imports."""
    return (module.split(".")[0] for module in imported_modules(file))


@pytest.mark.parametrize("app", APPS)
def test_app_imports_only_apps_to_its_left(app: str) -> None:
    """members ← networks ← meetings ← grants; what all share imports none of them."""
    forbidden = set(APPS[APPS.index(app) + 1 :])
    wrong = [
        f"{file.relative_to(ROOT)} imports {name}"
        for file in tracked(f"{app}/*.py")
        if str(file.relative_to(ROOT)) not in MEETING_POINTS and "management" not in file.parts
        for name in imported_apps(file)
        if name in forbidden
    ]
    assert wrong == []


def test_migrations_import_nothing_from_the_apps() -> None:
    """A migration must run the same in years to come, whatever the apps have become."""
    wrong = [
        f"{file.relative_to(ROOT)} imports {module}"
        for file in tracked("*/migrations/*.py")
        for module in imported_modules(file)
        if module.split(".")[0] in APPS and module != "portal.migrating"
    ]
    assert wrong == []


def test_no_file_names_a_package_registry() -> None:
    """Lock files carry hashes only; where packages come from is each machine's own matter."""
    hosts = re.compile(r"(pypi|pythonhosted|npmjs|debian)\.(org|com)|/simple\b", re.IGNORECASE)
    files = [
        file for file in tracked() if file.suffix not in {".png", ".svg", ".mo"} and file != Path(__file__)
    ]
    named = [str(file.relative_to(ROOT)) for file in files if hosts.search(file.read_text(encoding="utf-8"))]
    assert named == []


def test_pages_carry_no_inline_script_or_style() -> None:
    """The content security policy lets no inline code run; PDF and mail templates are no web pages."""
    inline = re.compile(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son(click|change|load|submit|input)=")
    wrong = [
        str(file.relative_to(ROOT))
        for file in tracked("templates/*.html")
        if file.relative_to(ROOT).parts[1] not in {"pdf", "email"}
        and inline.search(file.read_text(encoding="utf-8"))
    ]
    assert wrong == []


def test_every_licence_of_a_dependency_allows_ours() -> None:
    """The portal is EUPL-1.2: what it runs on is permissive or weak copyleft, and each says so itself."""
    allowed = re.compile(
        r"MIT|BSD|Apache|MPL|Mozilla|LGPL|Lesser|PSF|Python Software|ISC|CNRI", re.IGNORECASE
    )
    locked = (ROOT / "requirements/base.txt").read_text(encoding="utf-8")
    unclear = []
    for name, marker in re.findall(
        r"^([a-z0-9._-]+)(?:\[[^]]*\])?==[^ ;]+(?: ; ([^\\]+))?", locked, re.MULTILINE
    ):
        try:
            meta = metadata.metadata(name)
        except metadata.PackageNotFoundError:
            assert marker, f"{name} is locked but not installed"
            continue
        classifiers = [text for text in meta.get_all("Classifier", []) if text.startswith("License")]
        texts = [meta.get("License-Expression"), meta.get("License"), *classifiers]
        if not any(allowed.search(text) for text in texts if text):
            unclear.append(name)
    assert unclear == []
