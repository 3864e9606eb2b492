"""Settings from the environment: what makes sense is read, what does not stops the start with a clear sentence."""

import os
import stat
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured

from portal import environment

ROOT = Path(__file__).parents[2]
PRODUCTION = {
    "PRODUCTION": "1",
    "SECRET_KEY": "x" * 50,
    "BASE_URL": "https://portaali.example.org",
    "ALLOWED_HOSTS": "portaali.example.org",
    "EMAIL_URL": "smtp://mail.example.org",
    "DATABASE_URL": "postgresql:///portal",
    "REDIS_URL": "redis://localhost/0",
}


@pytest.fixture
def given(monkeypatch: pytest.MonkeyPatch) -> Any:
    """`given(NAME="value")`: these stand in the environment."""

    def give(**variables: str) -> None:
        for name, value in variables.items():
            monkeypatch.setenv(name, value)

    return give


def test_text_is_the_variable_the_file_or_the_default(given: Any, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("tiedostosta\n", encoding="utf-8")
    given(T_ONE="arvo", T_TWO_FILE=str(tmp_path / "secret"), T_EMPTY="")
    read = {name: environment.text(name, "oletus") for name in ("T_ONE", "T_TWO", "T_THREE", "T_EMPTY")}
    assert read == {"T_ONE": "arvo", "T_TWO": "tiedostosta", "T_THREE": "oletus", "T_EMPTY": "oletus"}


def test_text_given_twice_is_refused(given: Any) -> None:
    given(T_ONE="a", T_ONE_FILE="/b")
    with pytest.raises(ImproperlyConfigured, match=r"Set either T_ONE or T_ONE_FILE, not both\."):
        environment.text("T_ONE")


def test_text_of_a_missing_file_is_refused(given: Any, tmp_path: Path) -> None:
    given(T_ONE_FILE=str(tmp_path / "none"))
    with pytest.raises(ImproperlyConfigured, match=r"cannot be read: No such file or directory\."):
        environment.text("T_ONE")


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("1", True),
        ("True", True),
        ("yes", True),
        ("ON", True),
        ("0", False),
        ("no", False),
        ("off", False),
        ("", False),
    ],
)
def test_boolean(given: Any, written: str, value: bool) -> None:
    given(T_ONE=written)
    assert environment.boolean("T_ONE", default=not value) is value


@pytest.mark.parametrize("default", [True, False])
def test_boolean_not_given_is_the_default(default: bool) -> None:
    assert environment.boolean("T_NONE", default=default) is default


@pytest.mark.parametrize(
    ("call", "written", "message"),
    [
        (lambda: environment.boolean("T_ONE", default=True), "maybe", "T_ONE is 'maybe'; write 1 or 0."),
        (lambda: environment.integer("T_ONE", 1), "1.5", "T_ONE is '1.5'; write a whole number."),
        (
            lambda: environment.integer("T_ONE", 1, least=1, most=9),
            "10",
            "T_ONE is 10; it must lie between 1 and 9.",
        ),
        (
            lambda: environment.url("T_ONE", ("http", "https")),
            "ftp://a",
            "T_ONE must begin with http:// or https://.",
        ),
        (lambda: environment.day("T_ONE"), "3.11.2026", "T_ONE is '3.11.2026'; write a day like 2026-11-30."),
        (lambda: environment.url("T_ONE", ("http",)), "a.example.org", "T_ONE must begin with http://."),
    ],
)
def test_nonsense_is_refused_in_one_sentence(given: Any, call: Any, written: str, message: str) -> None:
    given(T_ONE=written)
    with pytest.raises(ImproperlyConfigured) as caught:
        call()
    assert str(caught.value) == message


def test_integer_words_and_url_are_read(given: Any) -> None:
    given(T_INT="7", T_WORDS="a, b c", T_URL="https://a.example.org")
    assert environment.integer("T_INT", 1) == 7
    assert environment.words("T_WORDS", []) == ["a", "b", "c"]
    assert environment.url("T_URL", ("https",)) == "https://a.example.org"
    assert (environment.integer("T_NONE", 3), environment.words("T_NONE", ["d"])) == (3, ["d"])


def test_day_is_read_or_none(given: Any) -> None:
    given(T_DAY="2026-11-03", T_EMPTY="")
    days = [environment.day(name) for name in ("T_DAY", "T_EMPTY", "T_NONE")]
    assert days == [date(2026, 11, 3), None, None]


def test_kept_secret_is_made_once_and_is_its_owners(tmp_path: Path) -> None:
    file = tmp_path / "deep" / "secret"
    first = environment.kept_secret(file)
    assert (environment.kept_secret(file), len(first) >= 50) == (first, True)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_database_takes_addresses_and_sockets() -> None:
    assert environment.database("postgresql://u:p%40@db:5433/portal?sslmode=require") == {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": "portal",
        "USER": "u",
        "PASSWORD": "p@",
        "HOST": "db",
        "PORT": "5433",
        "OPTIONS": {"sslmode": "require"},
    }
    assert environment.database("postgresql://u@/portal?host=%2Frun")["HOST"] == "/run"


@pytest.mark.parametrize("address", ["mysql://a/b", "sqlite:///a", "portal", "postgresql://a?nonsense=1"])
def test_database_other_than_postgresql_is_refused(address: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="DATABASE_URL"):
        environment.database(address)


@pytest.mark.parametrize(
    ("address", "parts"),
    [
        ("smtp://mail", ("mail", 587, "", "", False, False)),
        ("smtp://u:p%3A@mail:25", ("mail", 25, "u", "p:", False, True)),
        ("smtps://u:p@mail", ("mail", 465, "u", "p", True, False)),
    ],
)
def test_mail_server(address: str, parts: tuple[Any, ...]) -> None:
    read = environment.mail_server(address)
    assert tuple(read[key] for key in ("host", "port", "username", "password", "use_ssl", "use_tls")) == parts


@pytest.mark.parametrize("address", ["http://mail", "smtp://", "mail"])
def test_mail_server_nonsense_is_refused(address: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="EMAIL_URL must look like"):
        environment.mail_server(address)


def start(tmp_path: Path, **variables: str) -> str:
    """The last line of what a start with only these variables says."""
    inherited = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    done = subprocess.run(
        [sys.executable, "-c", "from portal import settings; print('started', settings.DEBUG)"],
        env={**inherited, "PORTAL_LOCAL": str(tmp_path), **variables},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    return (done.stdout or done.stderr).strip().splitlines()[-1]


def test_production_with_all_it_needs_starts(tmp_path: Path) -> None:
    assert start(tmp_path, **PRODUCTION) == "started False"


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"SECRET_KEY": ""}, "SECRET_KEY"),
        ({"SECRET_KEY": "short"}, "SECRET_KEY"),
        ({"DEBUG": "1"}, "DEBUG"),
        ({"BASE_URL": "http://portaali.example.org"}, "BASE_URL"),
        ({"BASE_URL": ""}, "BASE_URL"),
        ({"ALLOWED_HOSTS": "*"}, "ALLOWED_HOSTS"),
        ({"ALLOWED_HOSTS": ""}, "ALLOWED_HOSTS"),
        ({"EMAIL_URL": ""}, "EMAIL_URL"),
        ({"DATABASE_URL": "sqlite:///a"}, "DATABASE_URL"),
        ({"REDIS_URL": "amqp://a"}, "REDIS_URL"),
    ],
)
def test_production_without_what_it_needs_says_what(
    tmp_path: Path, change: dict[str, str], named: str
) -> None:
    said = start(tmp_path, **{**PRODUCTION, **change})
    assert said.startswith("django.core.exceptions.ImproperlyConfigured: ") is True
    assert named in said
