"""Ways round the last instant: a request that says when it came, one that takes its time, other methods, a stale page."""

from collections.abc import Callable
from datetime import datetime, timedelta
from io import BytesIO
from types import SimpleNamespace
from typing import Any
from urllib.parse import urlencode

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone

from grants import services
from grants.forms.applying import base_of
from grants.models import Application, Call, Submission
from grants.snapshot import attachments_of, content_of, hash_of
from portal.errors import Refused
from tests.cast import Cast
from tests.grants.applying_scene import DAY, complete, make_call, save, send

FORM = "application/x-www-form-urlencoded"
HTMX = {"HX-Request": "true"}
BEFORE = {
    "Date": "Mon, 01 Jan 2024 00:00:00 GMT",
    "X-Request-Start": "t=1704067200.0",
    "X-Arrived-At": "2024-01-01T00:00:00Z",
    "X-Forwarded-For": "127.0.0.1",
    "X-HTTP-Method-Override": "POST",
}


@pytest.fixture
def scene(cast: Cast) -> SimpleNamespace:
    """A draft that lacks nothing."""
    call = make_call(cast.body.region)
    draft = complete(call, cast.organisation, cast.applicant)
    return SimpleNamespace(draft=draft, call=call, actor=cast.applicant, cast=cast)


def close(scene: SimpleNamespace, when: datetime | None = None) -> None:
    Call.objects.filter(pk=scene.call.call.pk).update(closes_at=when or timezone.now())


def now(scene: SimpleNamespace) -> Application:
    return Application.objects.for_list().get(pk=scene.draft.pk)


def seen(scene: SimpleNamespace) -> str:
    return hash_of(content_of(now(scene)), attachments_of(now(scene)))


def title(scene: SimpleNamespace) -> str:
    return scene.draft.answers.get(name="title").value


class Trickle(BytesIO):
    """A body on a slow line: reading it takes its time."""

    def __init__(self, body: bytes, wait: Callable[[], None]) -> None:
        super().__init__(body)
        self.wait = wait

    def read(self, size: int | None = -1) -> bytes:
        """What has come after a while."""
        self.wait()
        return super().read(size)


@pytest.mark.parametrize(
    ("length", "seconds", "is_saved"),
    [
        (0, 30, True),
        (0, 70, False),
        (20_000_000, 600, True),
        (20_000_000, 800, False),
        (200_000_000, 950, False),
    ],
    ids=["slow line", "begun and held", "large", "large and held", "largest and held"],
)
def test_request_begun_before_closing_and_written_after_it(
    length: int,
    seconds: int,
    is_saved: bool,
    scene: SimpleNamespace,
    client_of: Any,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The head came in time; what it is to say was kept back until the others' applications could be known."""
    client, true_now, waited = client_of("applicant"), timezone.now, []
    close(scene, timezone.now() + timedelta(seconds=20))
    monkeypatch.setattr(timezone, "now", lambda: true_now() + timedelta(seconds=seconds * len(waited[:1])))
    body = urlencode({"title": "Toinen", "base-title": base_of(1, "Kerho")}).encode()
    if length:
        # A file that nobody asked for makes any request a long one.
        monkeypatch.setattr("portal.middleware.whole_number", lambda _text: length)
    client.post(
        f"{scene.draft.get_absolute_url()}osat/what/",
        body,
        FORM,
        headers=HTMX,
        **{"wsgi.input": Trickle(body, lambda: waited.append(1))},
    )
    assert waited
    assert title(scene) == ("Toinen" if is_saved else "Kerho")


def test_request_cannot_say_when_it_came(scene: SimpleNamespace, client_of: Any) -> None:
    close(scene)
    client, url = client_of("applicant"), scene.draft.get_absolute_url()
    client.post(f"{url}laheta/", {"seen": seen(scene), "arrived_at": "2024-01-01"}, headers=BEFORE)
    typed = {"title": "Toinen", "base-title": base_of(1, "Kerho")}
    answer = client.post(f"{url}osat/what/", typed, headers=BEFORE | HTMX)
    assert "X-Saved" not in answer.headers
    assert (now(scene).state, title(scene)) == ("draft", "Kerho")


@pytest.mark.parametrize("method", ["get", "head", "put", "patch", "delete", "options", "trace"])
def test_only_a_post_changes_anything(method: str, scene: SimpleNamespace, client_of: Any) -> None:
    client, url = client_of("applicant"), scene.draft.get_absolute_url()
    client.raise_request_exception = False
    before, mark = content_of(now(scene)), seen(scene)
    query = urlencode({"seen": mark, "title": "Toinen", "reason": "x", "text": "x", "email": "a@example.org"})
    for path in (
        "", "laheta/", "osat/what/", "yhteyshenkilot/", "tilinumero/", "liitteet/", "ihmiset/", "peru/", "poista/",
        "viesti/", "pdf/", "pyyda-lupaa/",
    ):  # fmt: skip
        extra = {} if method in {"get", "head", "trace"} else {"data": query, "content_type": FORM}
        if method in {"get", "head"}:
            extra = {"QUERY_STRING": query}
        answer = getattr(client, method)(url + path, headers=BEFORE, **extra)
        assert answer.status_code < 500
    assert (now(scene).state, content_of(now(scene))) == ("draft", before)
    assert now(scene).roles.count() == 1


def test_after_closing_no_page_changes_a_draft(scene: SimpleNamespace, client_of: Any) -> None:
    """Each page of before, sent after the closing; only deleting one's own draft is left, and asking to come late."""
    client, url, mark = client_of("applicant"), scene.draft.get_absolute_url(), seen(scene)
    file = services.add_attachment(
        application=now(scene),
        file=ContentFile(b"Tili", name="tili.txt"),
        arrived_at=timezone.now(),
        actor=scene.actor,
    )
    mark = seen(scene)
    close(scene)
    sends = {
        "osat/what/": {"title": "Toinen", "base-title": base_of(1, "Kerho")},
        "yhteyshenkilot/": {"contact_name": "Toinen", "base-contact_name": ""},
        "tilinumero/": {"iban_holder": "Toinen", "name_1": "Toinen"},
        "liitteet/": {"files": ContentFile(b"uusi", name="uusi.txt")},
        f"liitteet/{file.key}/poista/": {},
        f"liitteet/{scene.call.accounts.pk}/myohemmin/": {
            f"p{scene.call.accounts.pk}-due_on": timezone.localdate() + 3 * DAY
        },
        "laheta/": {"seen": mark},
        "viesti/": {"text": "Hei"},
    }
    for path, data in sends.items():
        for headers in ({}, HTMX):
            assert client.post(url + path, data, headers=headers).status_code < 500, path
    assert seen(scene) == mark
    assert now(scene).state == "draft"
    assert not now(scene).messages.exists()


@pytest.mark.parametrize("ending", ["closed", "withdrawn", "too long"])
def test_without_a_script_what_came_too_late_stands_in_the_answer(
    ending: str, scene: SimpleNamespace, client_of: Any
) -> None:
    if ending == "closed":
        close(scene)
    elif ending == "withdrawn":
        send(scene.draft, scene.actor)
        services.withdraw(application=now(scene), reason="", arrived_at=timezone.now(), actor=scene.actor)
    client, url = client_of("applicant"), scene.draft.get_absolute_url()
    typed = {"title": "<b>Yön</b> viimeinen", "purpose": "x" * (300_000 if ending == "too long" else 1)}
    answer = client.post(f"{url}osat/what/", {**typed, "act": "next"})
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "&lt;b&gt;Yön&lt;/b&gt; viimeinen" in page[page.index('id="unsaved"') : page.index("<form method")]
    costs = {"costs-0-item": "Torvi", "costs-0-sum": "12", "requested-sum": "1e999", "act": "next"}
    if ending != "too long":
        told = client.post(f"{url}osat/money/", costs).content.decode()
        assert "Torvi; 12" in told
        assert "1e999" in told
    assert title(scene) == "Kerho"


def test_page_that_was_looked_at_is_sent_as_it_was_or_not_at_all(
    scene: SimpleNamespace, client_of: Any
) -> None:
    """A preview of before is good for what it showed: not for what was changed since, and not for another application."""
    client, url = client_of("applicant"), f"{scene.draft.get_absolute_url()}laheta/"
    other = complete(scene.call, scene.cast.organisation, scene.actor, title="Toinen hakemus")
    first = client.get(url).context["seen"]
    save(now(scene), scene.actor, base=1, title="Muutettu")
    client.post(url, {"seen": first})
    client.post(f"{other.get_absolute_url()}laheta/", {"seen": first})
    assert not Submission.objects.exists()
    save(now(scene), scene.actor, base=2, title="Kerho")
    client.post(url, {"seen": first})
    assert Submission.objects.get().content["sections"][0]["answers"][0]["value"] == "Kerho"


def test_withdrawn_application_is_changed_by_no_page(scene: SimpleNamespace, client_of: Any) -> None:
    send(scene.draft, scene.actor)
    services.withdraw(application=now(scene), reason="", arrived_at=timezone.now(), actor=scene.actor)
    client, url, mark = client_of("applicant"), scene.draft.get_absolute_url(), seen(scene)
    typed = {"title": "Toinen", "base-title": base_of(1, "Kerho"), "contact_name": "Toinen", "seen": mark}
    for path in (
        "osat/what/",
        "yhteyshenkilot/",
        "tilinumero/",
        "laheta/",
        "poista/",
        "peru/",
        "pyyda-lupaa/",
    ):
        client.post(url + path, typed | {"reason": "x"})
    assert (now(scene).state, seen(scene), Submission.objects.count()) == ("withdrawn", mark, 1)


def test_cancelled_call_takes_nothing_not_even_what_may_come_late(scene: SimpleNamespace) -> None:
    close(scene)
    services.allow_late(
        application=now(scene),
        until=timezone.now() + DAY,
        reason="Palvelu oli poikki.",
        actor=scene.cast.officer,
    )
    save(now(scene), scene.actor, base=1, title="Sallittu")
    services.cancel_call(
        call=Call.objects.get(pk=scene.call.call.pk), reason="Rahaa ei ole.", actor=scene.cast.officer
    )
    with pytest.raises(Refused):
        save(now(scene), scene.actor, base=2, title="Peruttu")
    with pytest.raises(Refused):
        send(now(scene), scene.actor)
