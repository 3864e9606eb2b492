"""The Dockerfile and the compose file name nothing that the project does not have."""

import importlib.util
import os
import re
import shlex
import subprocess
import sys
import tomllib
from fnmatch import fnmatch
from pathlib import Path

import pytest
import yaml
from celery.bin.celery import celery as celery_commands
from django.apps import apps
from django.conf import settings
from django.core.management import get_commands

from portal import machine
from portal.embedded import places
from portal.embedded.postgres import LOCALE

ROOT = Path(settings.BASE_DIR)
COMPOSE = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
SERVICES = COMPOSE["services"]
OURS = ("migrate", "web", "worker", "beat")
# Read by Python itself or by the programs we start, not by our settings.
OTHER_VARIABLES = {"PATH", "PYTHONUNBUFFERED", "PYTHONDONTWRITEBYTECODE"}
SAMPLE = {
    "SECRET_KEY": "sample-0123456789-abcdefghijklmnopqrstuvwxyz-ABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "POSTGRES_PASSWORD": "secret",
    "BASE_URL": "https://portal.example.org",
    "ALLOWED_HOSTS": "portal.example.org",
    "EMAIL_URL": "smtp://user:password@mail.example.org:587",
    "MAIL_FROM": "Portal <portal@example.org>",
}


def dockerfile():
    """(instruction, rest) of each instruction, continued lines joined and comments left out."""
    text = re.sub(r"^#.*\n", "", (ROOT / "Dockerfile").read_text(), flags=re.MULTILINE)
    lines = re.sub(r"\\\n\s*", "", text).splitlines()
    return [tuple(line.split(" ", 1)) for line in lines if line]


def instructions(name):
    return [rest for instruction, rest in dockerfile() if instruction == name]


def image_variables():
    return dict(part.split("=", 1) for rest in instructions("ENV") for part in shlex.split(rest))


def commands():
    """Every command of ours that either file runs, as a list of words."""
    for rest in instructions("RUN"):
        yield from (shlex.split(part) for part in rest.split("&&") if "manage.py" in part)
    yield yaml.safe_load(instructions("CMD")[-1])
    for name in OURS:
        yield SERVICES[name]["command"]
        if "healthcheck" in SERVICES[name]:
            assert SERVICES[name]["healthcheck"]["test"][0] == "CMD"
            yield SERVICES[name]["healthcheck"]["test"][1:]


def variables_read():
    """The names that the portal's own code reads from the environment."""
    source = "".join(file.read_text() for file in (ROOT / "portal").rglob("*.py"))
    names = set(re.findall(r"environment\.(?:text|boolean|integer|words|url)\(\s*\"([A-Z_]+)\"", source))
    return names | set(re.findall(r"os\.environ(?:\.get)?[\[(]\"([A-Z_]+)\"", source))


def interpolated(value):
    """The value as compose makes it from a `.env` with the sample."""
    return re.sub(
        r"\$\{([A-Z_]+)(?::-([^}]*)|:\?[^}]*)\}",
        lambda found: SAMPLE.get(found[1], found[2] or ""),
        str(value),
    )


def is_ignored(path):
    """What .dockerignore says: the last pattern that matches wins."""
    ignored = False
    for line in (ROOT / ".dockerignore").read_text().splitlines():
        pattern = line.removeprefix("!").removeprefix("**/")
        names = [path, *map(str, Path(path).parents), *Path(path).parts]
        if line and not line.startswith("#") and any(fnmatch(name, pattern) for name in names):
            ignored = not line.startswith("!")
    return ignored


def test_every_command_exists():
    seen = set()
    for words in commands():
        program, *rest = words
        seen.add(program)
        if program == "python" and rest[0] == "manage.py":
            assert (ROOT / "manage.py").is_file()
            assert rest[1] in get_commands()
        elif program == "python":
            assert rest[0] == "-m"
            assert importlib.util.find_spec(rest[1])
        elif program == "gunicorn":
            config = next(word for word in rest if word.startswith("--config=")).removeprefix(
                "--config=python:"
            )
            assert importlib.util.find_spec(config)
            assert importlib.util.find_spec(rest[-1])
        elif program == "celery":
            assert rest[0] == "--app=portal"
            command = celery_commands.commands[rest[1]]
            options = {name for option in command.params for name in option.opts}
            assert {word.split("=")[0] for word in rest[2:]} <= options
        else:
            pytest.fail(f"unknown program {program}")
    assert seen == {"python", "gunicorn", "celery"}


def test_every_variable_is_read():
    names = set(image_variables()) | {name for part in OURS for name in SERVICES[part]["environment"]}
    assert names - OTHER_VARIABLES - variables_read() == set()


def test_every_value_to_fill_in_is_explained():
    text = (ROOT / "docker-compose.yml").read_text()
    explanation = "".join(line for line in text.splitlines(keepends=True) if line.startswith("#"))
    wanted = set(re.findall(r"\$\{([A-Z_]+)", text))
    assert wanted - set(re.findall(r"[A-Z][A-Z_]+", explanation)) == set()
    required = set(re.findall(r"\$\{([A-Z_]+):\?", text))
    assert required == set(SAMPLE)


def test_every_copied_file_exists_and_is_sent_to_the_builder():
    sources = [rest.split()[:-1] for rest in instructions("COPY") if not rest.startswith("--from")]
    for source in [name for names in sources for name in names]:
        assert (ROOT / source).exists(), source
        assert not is_ignored(source), source
    assert is_ignored(".local/secret-key")
    assert is_ignored(".env")
    assert is_ignored("portal/__pycache__/settings.pyc")


def test_every_app_and_folder_of_the_project_is_copied():
    copied = {rest.split()[0] for rest in instructions("COPY")}
    own_apps = {config.name for config in apps.get_app_configs() if Path(config.path).parent == ROOT}
    assert own_apps - copied == set()
    assert {"manage.py", "locale", "static", "templates"} - copied == set()


def test_image_has_the_libraries_and_the_font_and_no_root():
    install = next(rest for rest in instructions("RUN") if "apt-get install" in rest)
    packages = set(shlex.split(install.split("&&")[1])) - {
        "apt-get",
        "install",
        "--yes",
        "--no-install-recommends",
    }
    assert packages == {*machine.LIBRARIES, machine.FONT_PACKAGE}
    assert instructions("USER") == ["portal"]


def test_image_has_a_python_that_the_project_supports():
    wanted = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["requires-python"]
    for image in instructions("FROM"):
        version = re.match(r"python:(\d+)\.(\d+)-", image)
        assert version
        assert f">={version[1]}.{version[2]}" >= wanted


def test_database_is_made_like_the_embedded_one():
    assert tuple(SERVICES["postgres"]["environment"]["POSTGRES_INITDB_ARGS"].split()) == LOCALE
    assert SERVICES["postgres"]["image"].startswith(f"postgres:{places.postgres_version()}-")


def test_every_service_is_watched_and_every_name_inside_the_file_exists():
    assert set(SERVICES) == {*OURS, "postgres", "valkey", "clamav"}
    assert {name for name, service in SERVICES.items() if "healthcheck" not in service} == {"migrate"}
    for service in SERVICES.values():
        assert set(service.get("depends_on", {})) - set(SERVICES) == set()
        assert {volume.split(":")[0] for volume in service["volumes"]} - set(COMPOSE["volumes"]) == set()
    assert (
        SERVICES["web"]["volumes"]
        == [f"files:{image_variables()['DATA_DIR']}"]
        == SERVICES["worker"]["volumes"]
    )
    addresses = SERVICES["web"]["environment"]
    assert "@postgres:5432/portal" in addresses["DATABASE_URL"]
    assert addresses["REDIS_URL"] == "redis://valkey:6379/0"
    assert addresses["CLAMAV_URL"] == "tcp://clamav:3310"


def test_settings_accept_what_the_compose_file_gives(tmp_path):
    given = {name: interpolated(value) for name, value in SERVICES["web"]["environment"].items()}
    places = {
        name: str(tmp_path / name) for name in ("PORTAL_LOCAL", "DATA_DIR", "STATIC_ROOT", "DICTIONARY_DIR")
    }
    done = subprocess.run(
        [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"], cwd=ROOT,
        env={"PATH": os.environ["PATH"], **given, **places}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
