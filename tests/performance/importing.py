"""A file of 100 000 rows brought into a register of the size of a country: how long the worker takes, and how much memory."""

import csv
import io
import resource
import time

from tests.performance.register import COUNTRY, business_id, name, ready

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


def bring(content: bytes, filename: str) -> None:
    """Bring the file, have it checked and stored, and print how it went."""
    from django.core.files.uploadedfile import SimpleUploadedFile
    from django.db.models import Count

    from members.importing import job
    from members.models import OrganisationImport
    from members.services import importing
    from portal import search
    from portal.models import User

    job.dispatch = lambda _run_id: None  # the turns are taken here, one after the other
    actor, _new = User.objects.get_or_create(email="mittaaja@example.org", defaults={"is_staff": True})
    run = importing.begin_import(file=SimpleUploadedFile(filename, content), actor=actor)

    def work(what: str, state: str) -> None:
        begun = time.perf_counter()
        while OrganisationImport.objects.get(pk=run.pk).state == state:
            job.work(run.pk)
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        print(f"{what}: {time.perf_counter() - begun:.0f} s, at most {memory} MB")

    work("checked", "checking")
    print(dict(run.rows.order_by().values_list("fate").annotate(Count("pk"))))
    importing.store_import(run=run, actor=actor)
    work("stored", "storing")
    done = OrganisationImport.objects.get(pk=run.pk)
    print(done.state, done.rows_stored, dict(run.rows.order_by().values_list("fate").annotate(Count("pk"))))
    begun, indexed = time.perf_counter(), 0
    while more := search.index_changes(seconds=20):
        indexed += more
    print(f"indexed: {indexed} in {time.perf_counter() - begun:.0f} s")


def measure() -> None:
    """Bring one file into the register of a country."""
    ready()
    content = table(ROWS, known=COUNTRY)
    print(f"{ROWS} rows, {len(content) / 1_000_000:.1f} MB")
    bring(content, "rekisteri.csv")
