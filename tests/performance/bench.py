"""`make bench`: how fast the portal is. `make bench ARGS="register import"` takes the named measures, without names the pages.

A measure is a module with `measure() -> None` that fills in what it needs once, measures and prints a table; it has a row in
MEASURES. It imports Django and the apps inside its functions only, because each measure runs in a process of its own, with the
servers of the folder that its row names: they hold the region and the demo and are kept, so that a second run begins at once.
A running portal is neither measured nor disturbed.
"""

import io
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from portal import embedded
from tests.performance import (
    answering,
    applications,
    board,
    deaths,
    documents,
    importing,
    last_hour,
    meetings,
    pages,
    register,
)

ROOT = Path(__file__).resolve().parents[2]

MEASURES: dict[str, tuple[str, Callable[[], None]]] = {
    "pages": ("demo", pages.measure),
    "register": ("country", register.measure),
    "board": ("country", board.measure),
    "import": ("country", importing.measure),
    "meetings": ("meetings", meetings.measure),
    "answering": ("work", answering.measure),
    "documents": ("work", documents.measure),
    "deaths": ("work", deaths.measure),
    "applications": ("grants", applications.measure),
    "lasthour": ("grants", last_hour.measure),
}
"""Name → the folder of its data, and the function. Measures at the size of a country share one."""


def main() -> None:
    """Take the measures that the command line names, one after the other."""
    names = sys.argv[1:] or ["pages"]
    if unknown := set(names) - set(MEASURES):
        sys.exit(f"No measure is called {', '.join(sorted(unknown))}; there are {', '.join(MEASURES)}.")
    if len(names) == 1:
        take(names[0])
        return
    for name in names:
        subprocess.run([sys.executable, "-m", "tests.performance.bench", name], cwd=ROOT, check=True)


def take(name: str) -> None:
    """Bring the measure's servers up with the region and the demo in them, and measure."""
    folder, measure = MEASURES[name]
    local = ROOT / ".local" / "bench" / folder
    os.environ |= {"PORTAL_LOCAL": str(local), "DJANGO_SETTINGS_MODULE": "portal.settings"}
    with embedded.Servers(local):
        import django

        django.setup()
        prepare()
        print(f"\n{name}, at a load of {os.getloadavg()[0]:.1f}:", flush=True)
        began, cpu = time.perf_counter(), time.process_time()
        measure()
        print(
            f"{name} took {time.perf_counter() - began:.0f} s, {time.process_time() - cpu:.0f} s of CPU here."
        )


def prepare() -> None:
    """Tables, static files, and in an empty database the region and the demo."""
    from django.core.management import call_command

    from portal.models import User

    call_command("migrate", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False, stdout=io.StringIO())
    if not User.objects.exists():
        call_command("load_region", verbosity=0)
        call_command("load_demo", verbosity=0)


if __name__ == "__main__":
    main()
