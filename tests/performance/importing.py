"""A file of 100 000 rows brought into a register of the size of a country: how long the worker takes, and how much memory."""

import contextlib
import csv
import io
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from tests.performance.register import COUNTRY, business_id, name, ready

ROOT = Path(__file__).resolve().parents[2]
ROWS = 100_000


def table(rows: int, *, known: int) -> bytes:
    """A file of which half is in the register, with another size, and half is new."""
    text = io.StringIO()
    lines = csv.writer(text, delimiter=";")
    lines.writerow(["Nimi", "Y-tunnus", "Rekisterinumero", "Kotikunta", "Koko", "Sähköposti", "Verkkosivut"])
    for number in range(rows):
        each = number if number % 2 else known + number
        home = "Tampere" if number % 3 else "Nokia"
        register_number = str(each + 1) if each < 999_999 else ""
        numbers = [business_id(1_000_000 + each), register_number]
        size = "pieni" if number % 5 else "suuri"
        lines.writerow(
            [name(each), *numbers, home, size, f"posti{each}@example.org", f"www.example.org/{each}"]
        )
    return text.getvalue().encode()


def measure() -> None:
    """Bring one file into the register of a country, and wait until the worker has checked and stored it."""
    from django.core.files.uploadedfile import SimpleUploadedFile

    from members.enums import ImportState
    from members.services import importing
    from portal import search
    from portal.models import User

    ready()
    forget()
    content = table(ROWS, known=COUNTRY)
    print(f"{ROWS} rows, {len(content) / 1_000_000:.1f} MB, half of them in the register already")
    actor, _new = User.objects.get_or_create(email="mittaaja@example.org", defaults={"is_staff": True})
    with worker() as process:
        run = importing.begin_import(file=SimpleUploadedFile("rekisteri.csv", content), actor=actor)
        watch(run.pk, ImportState.CHECKING, process)
        importing.store_import(run=run, actor=actor)
        watch(run.pk, ImportState.STORING, process)
    began, cpu, indexed = time.perf_counter(), time.process_time(), 0
    while more := search.index_changes(seconds=20):
        indexed += more
    print(
        f"found by the search: {indexed} in {time.perf_counter() - began:.0f} s, {time.process_time() - cpu:.0f} s of CPU"
    )
    forget()


@contextlib.contextmanager
def worker() -> Iterator[int]:
    """A worker as in real use, with one process for its tasks; gives its number."""
    command = [sys.executable, "-W", "ignore:::celery.platforms", "-m", "celery", "--app=portal", "--quiet"]
    command += ["worker", "--concurrency=1", "--without-gossip", "--without-mingle", "--loglevel=WARNING"]
    process = subprocess.Popen(command, cwd=ROOT)
    try:
        yield process.pid
    finally:
        process.terminate()
        process.wait(60)


def watch(run_id: int, state: str, process: int) -> None:
    """Print how far the import is until it leaves the state; then what it took, and the most memory of any process of the worker."""
    from django.db.models import Count

    from members.models import OrganisationImport

    began, said, most = time.perf_counter(), 0.0, 0
    cpu = cpu_seconds(process)
    while (run := OrganisationImport.objects.get(pk=run_id)).state == state:
        time.sleep(0.5)
        most = max(most, *map(peak_megabytes, family(process)))
        if time.perf_counter() - said > 20:
            said = time.perf_counter()
            print(f"  {state}: {run.rows_read} read, {run.rows_stored} stored", flush=True)
    fates = dict(run.rows.order_by().values_list("fate").annotate(Count("pk")))
    print(
        f"{run.state} after {time.perf_counter() - began:.0f} s, {cpu_seconds(process) - cpu:.0f} s of CPU in the worker,"
        f" at most {most} MB: {fates}",
        flush=True,
    )


def family(process: int) -> list[int]:
    """The process and its children."""
    found = [process]
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            if int(stat.read_text().rpartition(")")[2].split()[1]) == process:
                found.append(int(stat.parent.name))
    return found


def peak_megabytes(process: int) -> int:
    """The most memory that the process has ever had."""
    with contextlib.suppress(OSError):
        for line in Path(f"/proc/{process}/status").read_text().splitlines():
            if line.startswith(("VmHWM:", "VmRSS:")):
                return int(line.split()[1]) // 1024
    return 0


def cpu_seconds(process: int) -> float:
    """The CPU time of the process and its children, those that have ended too."""
    total = 0
    for pid in family(process):
        with contextlib.suppress(OSError):
            fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
            total += sum(map(int, fields[11:15]))
    return total / os.sysconf("SC_CLK_TCK")


def forget() -> None:
    """Take out again what a run has brought, without history, so that the next one finds the same register."""
    from django.db import connection, transaction

    from members.models import OrganisationImport

    with transaction.atomic(), connection.cursor() as cursor:
        OrganisationImport.objects.all().delete()
        cursor.execute("ALTER TABLE members_organisation DISABLE TRIGGER USER")
        brought = "SELECT id FROM members_organisation WHERE name_key <> '' AND email LIKE 'posti%@example.org' AND NOT is_example"
        for link in ("categories", "municipalities"):
            cursor.execute(f"DELETE FROM members_organisation_{link} WHERE organisation_id IN ({brought})")
        cursor.execute(f"DELETE FROM members_organisation WHERE id IN ({brought})")
        cursor.execute(
            "UPDATE members_organisation SET size = '', email = '', website = '' WHERE email LIKE 'posti%@example.org'"
        )
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; ALTER TABLE members_organisation ENABLE TRIGGER USER")
        cursor.execute(
            "DELETE FROM portal_searchentry e USING django_content_type t WHERE t.id = e.record_type_id"
            " AND t.model = 'organisation' AND NOT EXISTS (SELECT FROM members_organisation o WHERE o.id = e.record_id)"
        )
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
