"""Typed reading of environment variables: a value that makes no sense stops the start with one clear sentence."""

import os
import secrets
from datetime import date
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

TRUE = {"1", "true", "yes", "on"}
FALSE = {"0", "false", "no", "off", ""}


def text(name: str, default: str | None = None) -> str | None:
    """The value of NAME, or the content of the file that NAME_FILE names, or the default.

    Files serve container secrets. Both at once is refused, because nobody could tell which one is meant.
    """
    value, file = os.environ.get(name), os.environ.get(f"{name}_FILE")
    if value and file:
        raise ImproperlyConfigured(f"Set either {name} or {name}_FILE, not both.")
    if file:
        try:
            value = Path(file).read_text(encoding="utf-8").strip()
        except OSError as error:
            raise ImproperlyConfigured(
                f"{name}_FILE names {file}, which cannot be read: {error.strerror}."
            ) from error
    return value or default


def boolean(name: str, *, default: bool) -> bool:
    """NAME as a truth value: 1/0, true/false, yes/no, on/off."""
    value = os.environ.get(name)
    if value is None:
        return default
    if value.lower() in TRUE:
        return True
    if value.lower() in FALSE:
        return False
    raise ImproperlyConfigured(f"{name} is {value!r}; write 1 or 0.")


def integer(name: str, default: int, *, least: int = 0, most: int = 2**31) -> int:
    """NAME as a whole number between `least` and `most`."""
    value = os.environ.get(name) or str(default)
    try:
        number = int(value)
    except ValueError:
        raise ImproperlyConfigured(f"{name} is {value!r}; write a whole number.") from None
    if not least <= number <= most:
        raise ImproperlyConfigured(f"{name} is {number}; it must lie between {least} and {most}.")
    return number


def day(name: str) -> date | None:
    """NAME as a day: 2026-11-30."""
    value = text(name)
    try:
        return date.fromisoformat(value) if value else None
    except ValueError:
        raise ImproperlyConfigured(f"{name} is {value!r}; write a day like 2026-11-30.") from None


def words(name: str, default: list[str]) -> list[str]:
    """NAME as a list of words separated by commas or spaces."""
    value = os.environ.get(name)
    return default if value is None else value.replace(",", " ").split()


def url(name: str, schemes: tuple[str, ...], default: str | None = None) -> str | None:
    """NAME as an address with one of the schemes."""
    value = text(name, default)
    if value and value.partition("://")[0] not in schemes:
        raise ImproperlyConfigured(f"{name} must begin with {' or '.join(f'{s}://' for s in schemes)}.")
    return value


def kept_secret(file: Path) -> str:
    """A random secret made once and kept in `file`, readable by its owner only."""
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        file.touch(mode=0o600)
        file.write_text(secrets.token_urlsafe(50), encoding="utf-8")
    return file.read_text(encoding="utf-8").strip()


def database(conninfo: str) -> dict:
    """Django's DATABASES entry for a `postgresql://` address; other databases are refused."""
    from psycopg import ProgrammingError
    from psycopg.conninfo import conninfo_to_dict

    if not conninfo.startswith(("postgres://", "postgresql://")):
        raise ImproperlyConfigured(
            "DATABASE_URL must begin with postgresql://; only PostgreSQL is supported."
        )
    try:
        parts = {key: str(value) for key, value in conninfo_to_dict(conninfo).items()}
    except ProgrammingError as error:
        raise ImproperlyConfigured(f"DATABASE_URL cannot be read: {error}") from error
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.pop("dbname", ""),
        "USER": parts.pop("user", ""),
        "PASSWORD": parts.pop("password", ""),
        "HOST": parts.pop("host", ""),
        "PORT": parts.pop("port", ""),
        "OPTIONS": parts,
    }


def mail_server(address: str) -> dict:
    """The parts of an `smtp://user:password@host:port` address (`smtps://` for TLS from the first byte)."""
    from urllib.parse import unquote, urlsplit

    parts = urlsplit(address)
    if parts.scheme not in {"smtp", "smtps"} or not parts.hostname:
        raise ImproperlyConfigured("EMAIL_URL must look like smtp://user:password@host:587.")
    return {
        "host": parts.hostname,
        "port": parts.port or (465 if parts.scheme == "smtps" else 587),
        "username": unquote(parts.username or ""),
        "password": unquote(parts.password or ""),
        "use_ssl": parts.scheme == "smtps",
        "use_tls": parts.scheme == "smtp" and bool(parts.username),
    }
