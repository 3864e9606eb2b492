"""500 answers to one invitation within a minute, through a running server: all are kept, and every deputy is called right."""

import http.client
import os
import re
import time
from collections import Counter
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace
from typing import Any
from urllib.parse import urlencode

from tests.performance.pages import served

SEATS = 250
CALLERS = 16  # browsers at once
HERE, AWAY = "on_site", "absent"
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


def send(port: int, key: Any, coming: str) -> float:
    """Open the page behind a link and confirm an answer; gives the seconds that both took. Raises RuntimeError."""
    began, path = time.perf_counter(), f"/kutsu/{key}/"
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request("GET", path)
    page = connection.getresponse()
    cookie = (page.getheader("Set-Cookie") or "").split(";")[0]
    token = TOKEN.search(page.read().decode())
    form = urlencode({"csrfmiddlewaretoken": token[1] if token else "", "coming": coming})
    headers = {"Cookie": cookie, "Content-Type": "application/x-www-form-urlencoded"}
    connection.request("POST", path, form, headers)
    answer = connection.getresponse()
    answer.read()
    connection.close()
    if answer.status != http.client.FOUND:
        raise RuntimeError(f"{path}: {answer.status}")
    return time.perf_counter() - began


def convened() -> Any:
    """A meeting of a new body with so many seats, each with a member and a personal deputy."""
    from meetings import services
    from members.demo import BODY, SECRETARIAT
    from members.models import Body
    from portal import demo
    from tests.factories import BodyFactory, BodyRulesFactory, MeetingFactory, TermFactory
    from tests.meetings.seats import lay_table

    body = BodyFactory(region=Body.objects.get(slug=BODY).region, slug=f"vastaajat-{time.time_ns()}")
    term = TermFactory(body=body, rules_version=BodyRulesFactory(body=body))
    lay_table(SimpleNamespace(term=term), members=SEATS)  # type: ignore[arg-type]
    return services.convene_meeting(meeting=MeetingFactory(body=body), actor=demo.user_of(SECRETARIAT))


def waves(meeting: Any) -> Iterable[dict[Any, str]]:
    """Who answers what, each wave at once: members, the deputies who were called, and those who think again."""
    from meetings.models import Invitation

    rows = Invitation.objects.filter(meeting=meeting)
    members = list(rows.filter(capacity="member").order_by("seat").values_list("key", flat=True))
    yield {key: AWAY if number % 3 == 0 else HERE for number, key in enumerate(members)}
    called = meeting.substitutions.filter(state="called").order_by("seat").values_list("deputy", flat=True)
    keys = dict(rows.filter(capacity="deputy").values_list("person", "key"))
    yield {keys[deputy]: AWAY if number % 4 == 0 else HERE for number, deputy in enumerate(called)}
    # Some return and their deputies are released; the others say the same again.
    again = 2 * SEATS - SEATS - len(called)
    yield {
        key: HERE if number % 3 else (HERE if number % 2 else AWAY)
        for number, key in enumerate(members[:again])
    }


def expected(given: Iterable[dict[Any, str]]) -> Counter[str]:
    """How the seats must stand after these answers."""
    first, deputies, last = given
    gone = [key for key, coming in first.items() if coming == AWAY]
    deputy = dict(zip(gone, deputies.values(), strict=True))
    final = {**first, **last}
    return Counter(
        "primary" if coming == HERE else "deputy" if deputy.get(key) == HERE else "absent"
        for key, coming in final.items()
    )


def at_once(work: Callable[[tuple[Any, str]], float], wave: dict[Any, str]) -> list[float]:
    """Do it for all of a wave, so many at once."""
    with ThreadPoolExecutor(CALLERS) as callers:
        return list(callers.map(work, wave.items()))


def measure() -> None:
    """Send them, and compare what is kept with what was said."""
    from meetings.models import Answer
    from meetings.quorum import standing

    os.environ["DEBUG"] = "0"
    meeting = convened()
    taken: list[float] = []
    given = []
    with served("portal.wsgi:application", "portal.settings", "/healthz") as port:
        began = time.perf_counter()
        for wave in waves(meeting):
            given.append(wave)
            taken += at_once(lambda answer: send(port, *answer), wave)
        seconds = time.perf_counter() - began
    kept = Answer.objects.filter(invitation__meeting=meeting).count()
    now = Counter(line.state for line in standing(meeting).lines)
    taken.sort()
    print(f"{len(taken)} answers in {seconds:.0f} s, {kept} kept; page and answer together", end=" ")
    print(f"{1000 * taken[len(taken) // 2]:.0f} ms median, {1000 * taken[int(len(taken) * 0.95)]:.0f} ms p95")
    print(f"seats: {dict(now)}, as they must be: {now == expected(given)}")
    if kept != len(taken) or now != expected(given):
        raise SystemExit("An answer was lost or had a wrong effect.")
