"""Coming after the closing: asked for, accepted or declined with a reason, told, and kept."""

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from grants import services
from grants.models import Application, LateRequest
from grants.services.paper import Paper
from grants.snapshot import attachments_of, content_of, hash_of
from portal import desk
from portal.errors import Overtaken, Refused
from portal.models import OutgoingMail
from tests.cast import Cast
from tests.grants.applying_scene import DAY, complete, make_call, send

LIST = "/tyopoyta/avustukset/hakemukset/"


@pytest.fixture
def scene(cast: Cast) -> SimpleNamespace:
    """A draft that lacks nothing, of a call that has closed a moment ago."""
    made = make_call(cast.body.region)
    draft = complete(made, cast.organisation, cast.applicant)
    made.call.closes_at = timezone.now() - timedelta(seconds=1)
    made.call.save(update_fields=["closes_at"])
    return SimpleNamespace(
        made=made, draft=again(draft), actor=cast.applicant, officer=cast.officer, cast=cast
    )


def again(draft: Application) -> Application:
    return Application.objects.for_list().get(pk=draft.pk)


def ask(scene: SimpleNamespace, reason: str = "Kone hajosi") -> LateRequest:
    values = {"reason": reason, "arrived_at": timezone.now(), "actor": scene.actor}
    return services.ask_late(application=scene.draft, **values)


def test_draft_is_asked_for_accepted_and_sent_late(scene: SimpleNamespace, client_of: Any) -> None:
    applicant, officer = client_of("applicant"), client_of("officer")
    url, page = scene.draft.get_absolute_url(), f"{LIST}{scene.draft.key}/"
    assert officer.get(page).status_code == 404
    applicant.post(f"{url}pyyda-lupaa/", {"reason": "Kone hajosi"})
    assert "Omaisten Testi ry" in officer.get(LIST).content.decode()
    shown = officer.get(page).content.decode()
    assert "Kone hajosi" in shown
    assert "Kerho" not in shown
    until = timezone.localtime(timezone.now() + DAY).strftime("%Y-%m-%dT%H:%M")
    officer.post(f"{page}myohassa/", {"until": until, "reason": "Vika portaalissa"})
    sent = send(again(scene.draft), scene.actor)
    assert sent.application.state == "submitted"
    asked = LateRequest.objects.get()
    assert (asked.is_accepted, asked.answer, asked.answered_by) == (True, "Vika portaalissa", scene.officer)
    notes = list(scene.draft.steps.values_list("actor__email", "note"))
    assert ("officer@example.org", "Vika portaalissa") in notes
    letter = OutgoingMail.objects.filter(kind="application_late").first()
    assert letter
    assert "Vika portaalissa" in letter.text
    row = officer.get(LIST, {"flag": "late"}).context["rows"][0]["application"]
    assert (row.pk, row.late_because) == (scene.draft.pk, "Vika portaalissa")


def test_declined_one_stays_closed_and_may_be_asked_for_again(scene: SimpleNamespace) -> None:
    ask(scene)
    with pytest.raises(Refused):
        ask(scene)
    assert any("Omaisten Testi ry" in str(card.text) for make in desk._cards for card in make(scene.officer))
    values = {"application": scene.draft, "reason": "Ei syytä", "actor": scene.officer}
    services.decline_late(**values)
    with pytest.raises(Overtaken):
        services.decline_late(**values)
    with pytest.raises(Refused):
        send(again(scene.draft), scene.actor)
    addresses = OutgoingMail.objects.filter(kind="application_late_declined").values_list(
        "to_address", flat=True
    )
    assert sorted(addresses) == ["applicant@example.org", "sanelma@example.org"]
    ask(scene, "Uusi syy")


def test_what_is_open_or_sent_is_not_asked_for(scene: SimpleNamespace) -> None:
    with pytest.raises(ValidationError):
        ask(scene, " ")
    scene.made.call.closes_at = timezone.now() + DAY
    scene.made.call.save(update_fields=["closes_at"])
    with pytest.raises(Refused):
        ask(scene)


@pytest.mark.parametrize("role", ["applicant", "outsider", "coordinator"])
def test_only_officers_answer(scene: SimpleNamespace, role: str) -> None:
    ask(scene)
    values = {"application": scene.draft, "reason": "Syy", "actor": getattr(scene.cast, role)}
    for service, more in (
        (services.decline_late, {}),
        (services.take_late, {}),
        (services.allow_late, {"until": timezone.now() + DAY}),
    ):
        with pytest.raises(PermissionDenied):
            service(**values, **more)


def test_late_paper_is_taken_once_with_a_reason(scene: SimpleNamespace, client_of: Any) -> None:
    paper = Paper(scene.made.call.closes_at, "post")
    facts = {"organisation": scene.cast.organisation, "language": "fi", "actor": scene.officer}
    late = services.enter_paper(call_kind=scene.made.call_kind, paper=paper, **facts)
    late.attachments.model.objects.create(
        application=late,
        filename="p.pdf",
        size=1,
        file="p",
        file_hash="0",
        is_paper=True,
        added_at=timezone.now(),
    )
    seen = hash_of(content_of(late), attachments_of(late))
    services.register_paper(application=late, seen_hash=seen, actor=scene.officer)
    client = client_of("officer")
    client.post(f"{LIST}{late.key}/myohassa/kasittelyyn/", {"reason": "Posti myöhästyi"})
    assert again(late).late_because == "Posti myöhästyi"
    assert OutgoingMail.objects.filter(kind="application_late_taken").count() == 1
    with pytest.raises(Refused):
        services.take_late(application=late, reason="Toinen", actor=scene.officer)
    assert "otettiin perustellusti" in client.get(f"{LIST}{late.key}/").content.decode()


def test_database_refuses_two_open_requests_and_an_answer_without_a_reason(scene: SimpleNamespace) -> None:
    asked = ask(scene)
    values = {"application": scene.draft, "reason": "x", "asked_at": timezone.now()}
    with pytest.raises(IntegrityError), transaction.atomic():
        LateRequest.objects.create(**values)
    with pytest.raises(IntegrityError), transaction.atomic():
        LateRequest.objects.filter(pk=asked.pk).update(is_accepted=True, answered_at=timezone.now())
