"""Documents beside the bare renderer: an agenda of 60 items, a binder of 300 pages, and memory over 200 documents."""

import os
import statistics
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

ITEMS, TIMES = 60, 5
PAPERS, PAGES = 15, 19  # of the binder; each paper has a page before it
RENDERS = 200


def memory(what: str = "VmRSS") -> int:
    """What this process has now (VmRSS), or had at most (VmHWM), in megabytes."""
    lines = dict(line.split(":", 1) for line in Path("/proc/self/status").read_text().splitlines())
    return int(lines[what].split()[0]) // 1024


def forget_the_most() -> None:
    """Count the most memory from now on."""
    Path("/proc/self/clear_refs").write_text("5")


def took(work: Callable[[], Any], times: int = TIMES) -> tuple[float, float]:
    """The medians of the seconds that the work takes, and of its CPU seconds."""
    walls, cpus = [], []
    for _time in range(times):
        wall, cpu = time.perf_counter(), time.process_time()
        work()
        walls.append(time.perf_counter() - wall)
        cpus.append(time.process_time() - cpu)
    return statistics.median(walls), statistics.median(cpus)


def new_meeting(items: int) -> Any:
    """A draft of the demo's body with so many items, each with half a page of text."""
    from django.utils import timezone

    from meetings.models import AgendaItem, Meeting
    from members.demo import BODY
    from members.models import Body

    starts_at = timezone.now() + timedelta(days=60)
    body = Body.objects.get(slug=BODY)
    meeting = Meeting.objects.create(body=body, starts_at=starts_at, ends_at=starts_at + timedelta(hours=9))
    text = "Hyvinvointialue pyytää ryhmältä lausuntoa hyvinvointisuunnitelman luonnoksesta. " * 8
    for number in range(1, items + 1):
        AgendaItem.objects.create(
            meeting=meeting,
            order=number,
            title=f"Lausunto hyvinvointisuunnitelman osasta {number}",
            background=text,
            proposal="Ryhmä hyväksyy lausunnon.",
            changed_at=timezone.now(),
        )
    return meeting


def request(meeting: Any, kind: str) -> Any:
    """A new document in the queue; its message goes nowhere."""
    from portal import documents

    documents.dispatch = lambda _document_id: None
    return documents.request(meeting, kind, language="fi", audience="public", actor=None)


def make(document: Any) -> None:
    """Do the worker's work. Raises RuntimeError when nothing came of it."""
    from portal.rendering import job

    job.make(document.pk)
    document.refresh_from_db()
    if not document.is_ready:
        raise RuntimeError(f"{document.state}: {document.failure}")


def agenda() -> None:
    """The agenda by the bare renderer and by the worker's job."""
    import weasyprint

    from meetings.documents import AGENDA
    from portal import documents
    from portal.rendering import pdf

    meeting = new_meeting(ITEMS)
    html = documents.build(meeting, AGENDA, language="fi", audience="public").html
    pdf.warm()

    def bare() -> None:
        weasyprint.HTML(string=html).write_pdf(pdf_variant="pdf/ua-1", font_config=pdf._fonts())

    def job() -> None:
        meeting.place = f"Sali {time.perf_counter()}"
        meeting.save()
        make(request(meeting, AGENDA))

    bare()
    (bare_wall, bare_cpu), (job_wall, job_cpu) = took(bare), took(job)
    print(f"agenda of {ITEMS} items: bare renderer {bare_wall:.2f} s ({bare_cpu:.2f} s of CPU),", end=" ")
    print(f"job {job_wall:.2f} s ({job_cpu:.2f} s of CPU), more by {job_wall - bare_wall:.2f} s")


def binder() -> None:
    """A binder whose papers have 300 pages with those before them."""
    from meetings import demo_papers, services
    from meetings.documents import BINDER
    from members.demo import COORDINATOR
    from portal import demo

    meeting, pages = new_meeting(PAPERS), 0
    texts = ["Suunnitelman tavoitteena on, että asukkaiden hyvinvointi vahvistuu. " * 3] * (PAGES * 12)
    for item in meeting.items.all():
        paper = demo_papers.pdf("liite.pdf", item.title, [item.title, *texts])
        pages += services.add_material(item=item, file=paper, actor=demo.user_of(COORDINATOR)).pages + 1
    document = request(meeting, BINDER)
    before = memory()
    forget_the_most()
    wall, cpu = took(lambda: make(document), times=1)
    print(
        f"binder of {document.pages} pages, {pages} of them papers: {wall:.1f} s ({cpu:.1f} s of CPU),",
        end=" ",
    )
    print(f"memory {before} MB before, {memory('VmHWM')} MB at most, {memory()} MB after")


def many() -> None:
    """The memory of one process that makes an agenda of 15 items over and over."""
    from meetings.documents import AGENDA

    meeting = new_meeting(15)
    known = {}
    for number in range(1, RENDERS + 1):
        meeting.place = f"Sali {number}"
        meeting.save()
        make(request(meeting, AGENDA))
        if number in {1, 20, 50, 100, 150, RENDERS}:
            known[number] = memory()
    print("memory after so many documents: " + ", ".join(f"{n}: {mb} MB" for n, mb in known.items()))


def measure() -> None:
    """Take all three; what was made for it is left in the measure's own database."""
    print(f"load {os.getloadavg()[0]:.1f}")
    many()
    agenda()
    binder()
