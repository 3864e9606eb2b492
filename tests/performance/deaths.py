"""A worker that is killed 50 times in the middle of documents and mails: each is ready exactly once, each mail has one Message-ID."""

import os
import random
import re
import socketserver
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psutil

from tests.performance.documents import new_meeting
from tests.workers import OPTIONS, kill

DEATHS = 50
WHOLE = 5  # each fifth time the whole worker dies, else the process that works for it
DOCUMENTS, MAILS = 1, 2  # that are asked for before each death
BEHIND = 2  # documents that wait when the next are asked for
LONGEST = 600  # seconds for all the rest, once nobody dies any more


class MailServer(socketserver.ThreadingTCPServer):
    """Takes mails, slowly, and notes their Message-IDs."""

    allow_reuse_address = daemon_threads = True

    def __init__(self) -> None:
        self.taken: list[str] = []
        super().__init__(("127.0.0.1", 0), Conversation)

    def handle_error(self, *_: Any) -> None:
        """Who was talking has died, which is what this is about."""


class Conversation(socketserver.StreamRequestHandler):
    """What SMTP needs at the least."""

    server: MailServer

    def handle(self) -> None:
        """Say yes to everything."""
        self.say("220 here")
        while line := self.rfile.readline():
            word = line[:4].upper()
            if word == b"DATA":
                self.say("354 go on")
                self.take()
            elif word == b"QUIT":
                self.say("221 bye")
                return
            else:
                self.say("250 yes")

    def take(self) -> None:
        """A mail counts as taken once the answer to it is sent; whoever is dead then does not know of it."""
        content = b""
        while not content.endswith(b"\r\n.\r\n"):
            content += self.rfile.readline()
        time.sleep(0.2)
        found = re.search(rb"^Message-ID: (.+?)\r$", content, re.MULTILINE | re.IGNORECASE)
        self.server.taken.append(found[1].decode() if found else "")
        self.say("250 taken")

    def say(self, what: str) -> None:
        """Answer, if anybody still listens."""
        try:
            self.wfile.write(f"{what}\r\n".encode())
        except OSError:
            return


def start_worker(mail_port: int) -> psutil.Popen:
    """A worker with one process and a clock, on the measure's own servers."""
    local = Path(os.environ["PORTAL_LOCAL"])
    command = [sys.executable, "-W", "ignore", "-m", "celery", "--app=portal", "--quiet", "worker"]
    command += [*OPTIONS.split(), f"--schedule={local / 'schedule'}"]
    environment = {**os.environ, "EMAIL_URL": f"smtp://127.0.0.1:{mail_port}"}
    return psutil.Popen(command, env=environment, start_new_session=True, stderr=subprocess.DEVNULL)


def wait_for(what: Callable[[], Any], seconds: float = 120) -> None:
    """Raises TimeoutError when it does not come true in time."""
    until = time.monotonic() + seconds
    while not what():
        if time.monotonic() > until:
            raise TimeoutError("It did not come true in time.")
        time.sleep(0.01)


def measure() -> None:
    """Kill it, whole or only its child, at any instant of its work; then count what came of everything."""
    from django.core.mail import EmailMessage
    from django.db import transaction
    from django.utils import translation

    from meetings.documents import AGENDA
    from portal import documents, locks, mail, post_office
    from portal.celery import app
    from portal.models import Document, OutgoingMail
    from portal.rendering import job

    app.control.purge()
    OutgoingMail.objects.filter(state__in=["queued", "sending"]).delete()
    Document.objects.unfinished().update(state="failed", problems=[["Left over", {}]])
    chance, killed_in = random.Random(1), Counter[str]()
    made, posted = [], []
    server = MailServer()
    threading.Thread(target=server.serve_forever, daemon=True).start()
    worker = start_worker(server.server_address[1])
    translation.activate("fi")
    for number in range(DEATHS):
        # What was killed is taken up first, and ten deaths are too many for one document: so some come to their end.
        wait_for(lambda: Document.objects.unfinished().count() <= BEHIND)
        with transaction.atomic():
            for _each in range(DOCUMENTS):
                wanted = {"language": "fi", "audience": "public", "actor": None}
                made.append(documents.request(new_meeting(15), AGENDA, **wanted).pk)
            for _each in range(MAILS):
                message = EmailMessage("Kutsu", "Tervetuloa", to=[f"saaja{len(posted)}@example.org"])
                posted.append(mail.post_message(message, "measured").pk)
        what, space = (("document", job.LOCK_SPACE), ("mail", post_office.LOCK_SPACE))[number % 2]
        wait_for(lambda: locks.held(space))  # noqa: B023 - asked at once
        time.sleep(chance.random() / 4)
        killed_in[what if locks.held(space) else "just after"] += 1
        if number % WHOLE:
            for child in worker.children():
                child.kill()
        else:
            kill(worker)
            worker = start_worker(server.server_address[1])
    began = time.monotonic()
    wait_for(
        lambda: (
            not Document.objects.unfinished().exists()
            and not OutgoingMail.objects.filter(state__in=["queued", "sending"]).exists()
        ),
        LONGEST,
    )
    kill(worker)
    server.shutdown()
    states = Counter(Document.objects.filter(pk__in=made).values_list("state", flat=True))
    files = [
        list(Path(row.file.path).parent.glob(f"{row.key.hex}*"))
        for row in Document.objects.filter(pk__in=made)
    ]
    mails = Counter(OutgoingMail.objects.filter(pk__in=posted).values_list("state", flat=True))
    known = set(OutgoingMail.objects.filter(pk__in=posted).values_list("message_id", flat=True))
    again = (
        sum(row.attempts > 1 for row in model.objects.filter(pk__in=pks))
        for model, pks in ((Document, made), (OutgoingMail, posted))
    )
    print("begun more than once: {} documents, {} mails".format(*again))
    print(f"killed {DEATHS} times, in {dict(killed_in)}; the rest took {time.monotonic() - began:.0f} s")
    print(
        f"{len(made)} documents: {dict(states)}, of {sum(len(each) == 1 for each in files)} there is one file"
    )
    taken = Counter(server.taken)
    print(
        f"{len(posted)} mails: {dict(mails)}; the server took {len(server.taken)} with {len(taken)} Message-IDs,"
        f" all ours: {set(taken) == known}; {sum(times > 1 for times in taken.values())} came more than once"
    )
