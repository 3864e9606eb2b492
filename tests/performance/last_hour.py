"""The last hour of a call: hundreds of forms that save themselves, and sendings that crowd towards the closing instant.

`python -m tests.performance.last_hour --seconds 3600` plays the whole hour; fewer seconds press the same sendings into
less time. Web and worker run as in real use, with one database. Afterwards every write is looked for: what a page was told
is saved is there, once; what got a receipt was sent, once, with its mail; what came after the instant was refused.
"""

import argparse
import asyncio
import contextlib
import os
import random
import re
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlencode
from urllib.request import urlopen

import psutil

from portal import embedded
from tests.performance import applicants
from tests.performance.pages import ROOT, free_port

PAUSE = 3  # seconds between two saves of an open form
CROWDING = 3.0  # the higher, the more of the sendings come in the last moments
TRIES = 30  # of somebody who gets no answer
LATE = 20  # sendings that come after the instant
BASE = re.compile(r'name="base-([\w-]+)"[^>]*value="([^"]+)"', re.DOTALL)
SEEN = re.compile(r'name="seen"[^>]*value="([0-9a-f]{64})"', re.DOTALL)
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


@dataclass
class Play:
    """What is played: how many forms are open, how many are sent, and how long it takes."""

    forms: int = 300
    submissions: int = 1000
    seconds: float = 300
    restarts: int = 0
    with_worker: bool = True


@dataclass
class Applicant:
    """One of those who apply, and what their page was told."""

    key: str
    pk: int
    cookie: str
    section: str
    fields: dict[str, str]
    text: str = ""
    saves: int = 0
    is_sent: bool = False
    is_refused: bool = False


@dataclass
class Heard:
    """How long each kind of request took in seconds, and what went wrong."""

    times: dict[str, list[float]] = field(default_factory=dict)
    wrong: Counter[str] = field(default_factory=Counter)


class Web:
    """Asks the server at a port, each time over a new connection, as a proxy does."""

    def __init__(self, port: int, heard: Heard) -> None:
        self.port, self.heard = port, heard

    async def ask(
        self, what: str, path: str, cookie: str, data: dict[str, Any] | None = None, **headers: str
    ) -> tuple[int, dict[str, str], str]:
        """The status, the headers and the page."""
        body = urlencode({**data, "csrfmiddlewaretoken": applicants.SECRET}, doseq=True) if data else ""
        said = {"Host": f"localhost:{self.port}", "Connection": "close", "Cookie": cookie, **headers}
        if data:
            said |= FORM | {"Content-Length": str(len(body))}
        head = f"{'POST' if data else 'GET'} {path} HTTP/1.1\r\n"
        head += "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in said.items())
        began = time.perf_counter()
        try:
            reader, writer = await asyncio.open_connection("127.0.0.1", self.port, limit=1 << 22)
            writer.write(f"{head}\r\n{body}".encode())
            answer = await reader.read()
        except OSError:
            return 0, {}, ""
        self.heard.times.setdefault(what, []).append(time.perf_counter() - began)
        writer.close()
        top, _gap, page = answer.partition(b"\r\n\r\n")
        if not top:
            return 0, {}, ""
        first, *rest = top.decode().split("\r\n")
        return int(first.split()[1]), dict(line.lower().split(": ", 1) for line in rest), page.decode()


def address(applicant: Applicant, page: str) -> str:
    """A page of the applicant's application."""
    return f"/avustukset/hakemukset/{applicant.key}/{page}"


async def save(web: Web, one: Applicant, text: str) -> None:
    """Save as the page does at a pause: all its fields, one of them newly typed."""
    data: dict[str, Any] = {**one.fields, "purpose": text}
    # Where the server could not answer, the page keeps the text and sends it again.
    for _try in range(TRIES):
        status, headers, page = await web.ask(
            "autosave", address(one, f"osat/{one.section}/"), one.cookie, data, HX_Request="true"
        )
        if 0 < status < 500:
            break
        web.heard.wrong[f"autosave {status}, sent again"] += 1
        await asyncio.sleep(1)
    if status == 200 and headers.get("x-saved") == "all":
        one.text, one.saves = text, one.saves + 1
        one.fields |= {f"base-{name}": base for name, base in BASE.findall(page)}
    else:
        web.heard.wrong[f"autosave {status}"] += 1


async def write(web: Web, one: Applicant, until: float, chance: random.Random) -> None:
    """A form that is open: it saves every three seconds until its applicant sends it."""
    await asyncio.sleep(chance.random() * PAUSE)
    while time.monotonic() < until:
        next_at = time.monotonic() + PAUSE
        await save(web, one, applicants.prose(chance, 60))
        await asyncio.sleep(max(0, min(next_at, until) - time.monotonic()))


async def send(web: Web, one: Applicant) -> None:
    """Look the application over and send it; whoever gets no answer looks for the receipt, and else tries again."""
    for _try in range(TRIES):
        status, _headers, page = await web.ask("preview", address(one, "laheta/"), one.cookie)
        seen = SEEN.search(page)
        if seen:
            data = {"seen": seen.group(1)}
            status, headers, _page = await web.ask("submit", address(one, "laheta/"), one.cookie, data)
        if 0 < status < 500:
            if seen and status == 302 and headers.get("location", "").endswith("/kuitti/"):
                one.is_sent = True
                await web.ask("receipt", address(one, "kuitti/"), one.cookie)
            else:
                one.is_refused = True
            return
        web.heard.wrong[f"sending {status}, tried again"] += 1
        await asyncio.sleep(1)
        status, _headers, _page = await web.ask("receipt", address(one, "kuitti/"), one.cookie)
        if status == 200:
            one.is_sent = True
            return


async def restart_database(play: Play) -> None:
    """Stop the database and start it again, as often as is said, evenly over the time."""
    postgres = embedded.Servers(Path(os.environ["PORTAL_LOCAL"])).postgres
    for _time in range(play.restarts):
        await asyncio.sleep(play.seconds / (play.restarts + 1))
        await asyncio.to_thread(postgres.stop)
        await asyncio.to_thread(postgres.start)


def moments(play: Play, chance: random.Random) -> list[float]:
    """When each is sent, in seconds from the beginning: seldom at first, then ever more often."""
    before = sorted(play.seconds * chance.random() ** (1 / CROWDING) for _ in range(play.submissions - LATE))
    return [*before, *(play.seconds + 2 * chance.random() for _ in range(LATE))]


async def play_all(web: Web, everybody: list[Applicant], play: Play, began: float) -> None:
    """Writers write until they send; the others only send."""
    chance = random.Random(3)
    times = moments(play, chance)
    chance.shuffle(times)
    # Most of those whose form is open still have it open at the end.
    times[: play.forms] = sorted(times[: play.forms])

    async def live(one: Applicant, at: float, *, writes: bool) -> None:
        if writes:
            await write(web, one, began + at, chance)
        else:
            await asyncio.sleep(max(0, began + at - time.monotonic()))
        await send(web, one)

    lives = [
        live(one, at, writes=place < play.forms)
        for place, (one, at) in enumerate(zip(everybody, times, strict=True))
    ]
    # Those that have not gone to the end of the hour keep their forms open: so there are always as many as are said.
    async with asyncio.TaskGroup() as group:
        group.create_task(restart_database(play))
        for each in lives:
            group.create_task(each)


class Programs:
    """The running programs, and how much of the processors each has used."""

    def __init__(self) -> None:
        data = embedded.Servers(Path(os.environ["PORTAL_LOCAL"])).postgres.data
        number = int((data / "postmaster.pid").read_text().split()[0])
        self.all = {"database": psutil.Process(number)}
        self.before: dict[str, float] = {}

    def used(self) -> dict[str, float]:
        """Seconds of processor time of each, with all its children, since it was last asked."""
        now = {name: sum(map(_seconds, _family(process))) for name, process in self.all.items()}
        spent = {name: seconds - self.before.get(name, 0) for name, seconds in now.items()}
        self.before = now
        return spent


def _family(process: psutil.Process) -> list[psutil.Process]:
    return [process, *process.children(recursive=True)] if process.is_running() else []


def _seconds(process: psutil.Process) -> float:
    try:
        times = process.cpu_times()
    except psutil.NoSuchProcess:
        return 0
    return times.user + times.system


@contextlib.contextmanager
def running(play: Play, programs: Programs) -> Iterator[int]:
    """Web and worker as in real use; gives the port."""
    port = free_port()
    environment = {
        **os.environ,
        "PORT": str(port),
        "WEB_WORKERS": "2",
        "BASE_URL": f"http://localhost:{port}",
    }
    commands = {"web": ["gunicorn", "--config=python:portal.web", "portal.wsgi"]}
    if play.with_worker:
        worker = "--concurrency=2 --loglevel=ERROR --without-gossip --without-mingle --beat"
        schedule = f"--schedule={os.environ['PORTAL_LOCAL']}/beat-schedule"
        commands["worker"] = ["celery", "--app=portal", "--quiet", "worker", *worker.split(), schedule]
    with contextlib.ExitStack() as inside:
        for name, command in commands.items():
            process = psutil.Popen(
                [sys.executable, "-W", "ignore", "-m", *command], cwd=ROOT, env=environment
            )
            programs.all[name] = process
            inside.callback(process.wait, 120)
            inside.callback(process.terminate)
        for _ in range(600):
            with contextlib.suppress(OSError), urlopen(f"http://127.0.0.1:{port}/healthz"):
                break
            time.sleep(0.1)
        yield port


def prepare(play: Play) -> tuple[Any, list[Applicant]]:
    """The call, and everybody with a complete draft and a session; the call is open until further notice."""
    from grants.asked import asked_in, kept_answers
    from grants.forms.applying import SectionForm
    from grants.models import Application
    from grants.progress import progress_of

    far = datetime.now().astimezone() + timedelta(days=1)
    call_kind = applicants.open_call(far)
    users = applicants.make_users(play.submissions)
    drafts = applicants.make_drafts(call_kind, users, applicants.make_organisations(users))
    cookies = applicants.cookies_of(users)
    first = Application.objects.for_list().select_related("call__region", "question_set").get(pk=drafts[0].pk)
    if problems := progress_of(first).problems:
        sys.exit(f"The drafts are not complete: {problems}")
    asked = asked_in(first)
    question = asked.questions["purpose"]
    section = next(each for each in asked.sections if each.pk == question.section_id)
    everybody = []
    for draft, cookie in zip(drafts, cookies, strict=True):
        kept = kept_answers(draft)
        form = SectionForm(
            questions=asked.of_section(section),
            answers=kept.values,
            versions=kept.versions,
            shown=asked.shown(kept.values, asked.of_section(section)),
            places=asked.places,
        )
        fields: dict[str, Any] = {f"base-{name}": base for name, base in form.bases.items()}
        fields |= {name: kept.values[name] for name in form.bases if isinstance(kept.values.get(name), str)}
        fields["asked"] = [name for name in form.bases if name in fields]
        everybody.append(
            Applicant(str(draft.key), draft.pk, cookie, section.name, fields, kept.values["purpose"])
        )
    return call_kind.call, everybody


def check(call: Any, everybody: list[Applicant], began_at: datetime) -> list[str]:
    """What is lost, doubled or missing; nothing when all is well."""
    from django.db.models import Count

    from grants.models import Answer, Application, Submission
    from portal.models import OutgoingMail

    wrong = []
    answers = {
        row.application_id: row for row in Answer.objects.filter(application__call=call, name="purpose")
    }
    for one in everybody:
        row = answers[one.pk]
        if row.value != one.text or row.version != one.saves + 1:
            wrong.append(
                f"application {one.pk}: {one.saves} saves, version {row.version}, the text is "
                f"{'right' if row.value == one.text else 'another'}"
            )
    sent = {one.pk for one in everybody if one.is_sent}
    rows = list(Submission.objects.filter(application__call=call).select_related("application"))
    times = Counter(row.application_id for row in rows)
    wrong += [f"application {pk} was sent {times[pk]} times" for pk in sent | set(times) if times[pk] != 1]
    wrong += [f"sending {row.pk} came too late" for row in rows if row.arrived_at >= call.closes_at]
    wrong += [f"sending {row.pk} without a receipt" for row in rows if row.application_id not in sent]
    for row in rows:
        said = {
            each["name"]: each["value"] for section in row.content["sections"] for each in section["answers"]
        }
        if said["purpose"] != answers[row.application_id].value:
            wrong.append(f"sending {row.pk} says something else than was saved")
    references = (
        Application.objects.filter(call=call).exclude(reference="").values_list("reference", flat=True)
    )
    if len(set(references)) != len(rows):
        wrong.append(f"{len(rows)} sendings have {len(set(references))} references")
    mails = dict(
        OutgoingMail.objects.filter(kind="application_receipt", created_at__gte=began_at)
        .values_list("about_id")
        .annotate(Count("pk"))
    )
    wrong += [f"application {pk} has {mails.get(pk, 0)} receipt mails" for pk in sent if mails.get(pk) != 1]
    return wrong


def measure(play: Play | None = None) -> None:
    """Play the hour, print how long its requests took, and check every write."""
    from django.db import connections
    from django.utils import timezone

    from grants.models import Call, Submission

    play = play or Play(
        **{
            name: kind(os.environ[f"LAST_HOUR_{name.upper()}"])
            for name, kind in (("forms", int), ("submissions", int), ("seconds", float), ("restarts", int))
            if f"LAST_HOUR_{name.upper()}" in os.environ
        }
    )
    call, everybody = prepare(play)
    heard = Heard()
    programs = Programs()
    with running(play, programs) as port:
        web = Web(port, heard)
        asyncio.run(warm(web, everybody[:16]))
        heard.times.clear()
        programs.used()
        began_at = timezone.now()
        call.closes_at = began_at + timedelta(seconds=play.seconds)
        Call.objects.filter(pk=call.pk).update(closes_at=call.closes_at)
        asyncio.run(play_all(web, everybody, play, time.monotonic()))
        used = programs.used()
    connections.close_all()  # the database may have been restarted
    wrong = check(call, everybody, began_at)
    told(play, heard)
    print("processor time: " + ", ".join(f"{name} {seconds:.0f} s" for name, seconds in used.items()))
    saves = sum(one.saves for one in everybody)
    sent = Submission.objects.filter(application__call=call).count()
    refused = sum(one.is_refused for one in everybody)
    print(f"{saves} saves and {sent} sendings, {refused} refused; {len(wrong)} lost, doubled or missing")
    for line in [*wrong[:20], *(f"{count} × {what}" for what, count in heard.wrong.items())]:
        print(f"  {line}")
    if wrong:
        sys.exit(1)


async def warm(web: Web, some: list[Applicant]) -> None:
    """Have the server read what it remembers."""
    async with asyncio.TaskGroup() as group:
        for one in some:
            group.create_task(web.ask("preview", address(one, "laheta/"), one.cookie))


def told(play: Play, heard: Heard) -> None:
    """A table of the times."""
    print(f"{play.forms} open forms, {play.submissions} sendings within {play.seconds:.0f} s")
    print(
        f"{'request':<12}{'number':>8}{'a second':>10}{'median ms':>11}{'p95 ms':>9}{'p99 ms':>9}{'most ms':>9}"
    )
    for what, times in heard.times.items():
        ranked = sorted(times)
        at = [ranked[min(len(ranked) - 1, int(len(ranked) * share))] * 1000 for share in (0.5, 0.95, 0.99, 1)]
        print(
            f"{what:<12}{len(ranked):>8}{len(ranked) / play.seconds:>10.1f}{at[0]:>11.0f}"
            + "".join(f"{each:>9.0f}" for each in at[1:])
        )


def main() -> None:
    """Play it with the numbers of the command line, in servers of its own."""
    parser = argparse.ArgumentParser(description="Play the last hour of a call.")
    parser.add_argument("--forms", type=int, default=300)
    parser.add_argument("--submissions", type=int, default=1000)
    parser.add_argument("--seconds", type=float, default=300)
    parser.add_argument("--restarts", type=int, default=0, help="of the database, meanwhile")
    for name, value in vars(parser.parse_args()).items():
        os.environ[f"LAST_HOUR_{name.upper()}"] = str(value)
    from tests.performance.bench import take

    take("lasthour")


if __name__ == "__main__":
    main()
