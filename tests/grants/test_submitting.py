"""Sending, sending again, the deadline, withdrawing, supplements, messages, reminders and coming late."""

import re
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, IntegrityError, transaction
from django.utils import timezone

from grants import services
from grants.models import Application, DraftReminder, Submission
from grants.services.reminding import remind_of_drafts
from grants.snapshot import attachments_of, content_of, hash_of
from portal.errors import Overtaken, Refused
from portal.models import OutgoingMail
from tests.cast import Cast
from tests.grants.applying_scene import DAY, begin, complete, make_call, save, send


@pytest.fixture
def scene(cast: Cast) -> SimpleNamespace:
    """A draft that lacks nothing."""
    call = make_call(cast.body.region)
    draft = complete(call, cast.organisation, cast.applicant)
    return SimpleNamespace(call=call, draft=draft, actor=cast.applicant, officer=cast.officer, cast=cast)


def again(draft: Application) -> Application:
    return Application.objects.for_list().get(pk=draft.pk)


def mails(kind: str) -> list[str]:
    return sorted(OutgoingMail.objects.filter(kind=kind).values_list("to_address", flat=True))


def test_sent_application_has_reference_snapshot_hash_and_receipt(scene: SimpleNamespace) -> None:
    arrived_at = timezone.now()
    sent = send(scene.draft, scene.actor, arrived_at=arrived_at)
    application = again(scene.draft)
    year = timezone.localtime(arrived_at).year
    assert (application.state, application.reference) == ("submitted", f"AV-{year}-0001")
    assert application.submitted_at == sent.arrived_at == arrived_at
    assert application.title == "Kerho"
    assert sent.requested_sum == application.requested_sum == 1000
    assert sent.sha256 == hash_of(sent.content, sent.attachments)
    assert [step.after for step in application.steps.all()] == ["draft", "submitted"]
    assert mails("application_receipt") == ["applicant@example.org", "sanelma@example.org"]


def test_hash_is_the_same_after_the_database_has_kept_the_content(scene: SimpleNamespace) -> None:
    sent = Submission.objects.get(pk=send(scene.draft, scene.actor).pk)
    assert sent.sha256 == hash_of(sent.content, sent.attachments)


def test_references_follow_each_other(scene: SimpleNamespace) -> None:
    first = send(scene.draft, scene.actor)
    second = send(complete(scene.call, scene.cast.organisation, scene.actor), scene.actor)
    numbers = [each.application.reference[-4:] for each in (first, second)]
    assert numbers == ["0001", "0002"]


def test_instant_of_arrival_decides(scene: SimpleNamespace) -> None:
    closes_at = scene.call.call.closes_at
    with pytest.raises(Refused):
        send(scene.draft, scene.actor, arrived_at=closes_at)
    assert again(scene.draft).state == "draft"
    send(scene.draft, scene.actor, arrived_at=closes_at - timedelta(microseconds=1))
    assert again(scene.draft).state == "submitted"


def test_page_refuses_after_closing_and_still_shows_the_draft(scene: SimpleNamespace, client_of: Any) -> None:
    call = scene.call.call
    call.closes_at = timezone.now() - timedelta(seconds=1)
    call.save(update_fields=["closes_at"])
    client, url = client_of("applicant"), scene.draft.get_absolute_url()
    seen = hash_of(content_of(scene.draft), attachments_of(scene.draft))
    client.post(f"{url}laheta/", {"seen": seen})
    assert again(scene.draft).state == "draft"
    assert "Kerho" in client.get(f"{url}osat/what/").content.decode()
    assert client.get(url).status_code == 200


@pytest.mark.parametrize(
    ("answers", "details"),
    [
        ({"title": ""}, {}),
        ({"purpose": "yksi kaksi kolme neljä viisi kuusi"}, {}),
        ({"requested_sum": "999.00"}, {}),
        ({"own_share": "paljon"}, {}),
        ({}, {"iban": "FI21 1234 5600 0007 86"}),
        ({}, {"iban": "SA03 8000 0000 6080 1016 7519"}),
        ({}, {"contact_email": "ei osoite"}),
    ],
    ids=["missing", "too many words", "gap", "no sum", "check digits", "no SEPA", "no address"],
)
def test_incomplete_application_is_not_sent(
    scene: SimpleNamespace, answers: dict[str, Any], details: dict[str, str]
) -> None:
    for name, value in answers.items():
        save(scene.draft, scene.actor, base=1, **{name: value})
    Application.objects.filter(pk=scene.draft.pk).update(**(details or {"deputy_name": "x"}))
    with pytest.raises(ValidationError):
        send(again(scene.draft), scene.actor)
    assert not Submission.objects.exists()


def test_what_was_changed_after_the_preview_is_looked_at_again(scene: SimpleNamespace) -> None:
    seen = hash_of(content_of(scene.draft), attachments_of(scene.draft))
    save(scene.draft, scene.actor, base=1, title="Toinen kerho")
    with pytest.raises(Overtaken):
        send(scene.draft, scene.actor, seen_hash=seen)
    assert again(scene.draft).state == "draft"


def test_rule_that_fails_at_sending_refuses(scene: SimpleNamespace) -> None:
    scene.call.call_kind.largest_sum = 500
    scene.call.call_kind.save(update_fields=["largest_sum"])
    with pytest.raises(Refused):
        send(again(scene.draft), scene.actor)


@pytest.mark.parametrize("role", ["outsider", "officer", "member"])
def test_others_cannot_send(scene: SimpleNamespace, role: str) -> None:
    with pytest.raises(PermissionDenied):
        send(scene.draft, getattr(scene.cast, role))


def test_each_sending_is_kept_and_comparable(scene: SimpleNamespace, client_of: Any) -> None:
    send(scene.draft, scene.actor)
    draft = again(scene.draft)
    save(draft, scene.actor, base=1, title="Parempi kerho")
    send(draft, scene.actor)
    application = again(scene.draft)
    titles = [each.content["sections"][0]["answers"][0]["value"] for each in application.submissions.all()]
    assert titles == ["Kerho", "Parempi kerho"]
    assert application.reference.endswith("0001")
    page = client_of("applicant").get(f"{application.get_absolute_url()}lahetykset/2/").content.decode()
    changed = page[page.index('id="changes"') : page.index('class="pairs"')]
    assert re.findall(r"<p>(Kerho|Parempi kerho)</p>", changed) == ["Kerho", "Parempi kerho"]


def test_sending_twice_the_same_is_one_sending(scene: SimpleNamespace, client_of: Any) -> None:
    """The button was pressed twice, or the answer to the first time was lost on the way."""
    client, url = client_of("applicant"), f"{scene.draft.get_absolute_url()}laheta/"
    seen = client.get(url).context["seen"]
    answers = [client.post(url, {"seen": seen})["Location"] for _time in range(3)]
    assert answers == [f"{scene.draft.get_absolute_url()}kuitti/"] * 3
    assert Submission.objects.count() == 1
    assert len(mails("application_receipt")) == 2
    save(again(scene.draft), scene.actor, base=1, title="Toinen")
    send(again(scene.draft), scene.actor)
    save(again(scene.draft), scene.actor, base=2, title="Kerho")
    assert send(again(scene.draft), scene.actor).number == 3


def test_sending_is_never_changed(scene: SimpleNamespace) -> None:
    sent = send(scene.draft, scene.actor)
    for act in (lambda: Submission.objects.filter(pk=sent.pk).update(sha256="0" * 64), sent.delete):
        with pytest.raises(DatabaseError), transaction.atomic():
            act()


def test_database_refuses_a_sent_state_without_an_instant(scene: SimpleNamespace) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Application.objects.filter(pk=scene.draft.pk).update(state="submitted")


def test_withdrawn_application_stays_and_takes_nothing(scene: SimpleNamespace) -> None:
    send(scene.draft, scene.actor)
    values = {"reason": "Ei tarvita", "arrived_at": timezone.now(), "actor": scene.actor}
    services.withdraw(application=scene.draft, **values)
    application = again(scene.draft)
    assert (application.state, application.withdrawn_because) == ("withdrawn", "Ei tarvita")
    with pytest.raises(Refused):
        save(application, scene.actor, base=1, title="x")
    with pytest.raises(Refused):
        send(application, scene.actor)
    with pytest.raises(Refused):
        services.withdraw(application=application, **values)


def test_draft_cannot_be_withdrawn_and_sent_one_not_deleted(scene: SimpleNamespace) -> None:
    with pytest.raises(Refused):
        services.withdraw(application=scene.draft, reason="", arrived_at=timezone.now(), actor=scene.actor)
    send(scene.draft, scene.actor)
    with pytest.raises(Refused):
        services.delete_draft(application=scene.draft, actor=scene.actor)


def close(scene: SimpleNamespace) -> None:
    """The call has closed a moment ago."""
    call = scene.call.call
    call.opens_at, call.closes_at = timezone.now() - 9 * DAY, timezone.now() - timedelta(seconds=1)
    call.save(update_fields=["opens_at", "closes_at"])


def test_supplement_opens_only_what_it_names(scene: SimpleNamespace) -> None:
    send(scene.draft, scene.actor)
    close(scene)
    application = again(scene.draft)
    with pytest.raises(Refused):
        save(application, scene.actor, base=1, purpose="Lyhyesti")
    due_at = timezone.now() + DAY
    services.ask_supplement(
        application=application,
        text="Kerro tarkoitus.",
        questions=["purpose"],
        due_at=due_at,
        actor=scene.officer,
    )
    with pytest.raises(Refused):
        save(application, scene.actor, base=1, title="Toinen")
    save(application, scene.actor, base=1, purpose="Lyhyesti")
    with pytest.raises(Refused):
        send(application, scene.actor)
    seen = hash_of(content_of(application), attachments_of(application))
    values = {"seen_hash": seen, "actor": scene.actor}
    sent = services.submit_supplement(application=application, arrived_at=timezone.now(), **values)
    assert (sent.number, sent.is_supplement) == (2, True)
    assert application.supplement_requests.get().answered_at == sent.arrived_at
    with pytest.raises(Refused):
        save(again(scene.draft), scene.actor, base=2, purpose="Vielä")
    assert mails("application_supplement") == ["applicant@example.org", "sanelma@example.org"]


def test_late_supplement_is_refused(scene: SimpleNamespace) -> None:
    send(scene.draft, scene.actor)
    close(scene)
    due_at = timezone.now() + DAY
    services.ask_supplement(
        application=again(scene.draft), text="x", questions=["purpose"], due_at=due_at, actor=scene.officer
    )
    with pytest.raises(Refused):
        services.submit_supplement(
            application=again(scene.draft), seen_hash="", arrived_at=due_at, actor=scene.actor
        )


def test_what_is_sent_while_the_call_is_open_answers_the_supplement_request(
    scene: SimpleNamespace, client_of: Any
) -> None:
    send(scene.draft, scene.actor)
    services.ask_supplement(
        application=again(scene.draft),
        text="x",
        questions=["purpose"],
        due_at=timezone.now() + DAY,
        actor=scene.officer,
    )
    client, url = client_of("applicant"), scene.draft.get_absolute_url()
    seen = re.search(r'name="seen" value="([0-9a-f]{64})"', client.get(f"{url}laheta/").content.decode())
    assert seen
    client.post(f"{url}laheta/", {"seen": seen[1]})
    assert list(scene.draft.submissions.values_list("is_supplement", flat=True)) == [False, True]
    assert scene.draft.supplement_requests.get().answered_at is not None


def test_supplement_whose_time_has_run_out_offers_no_sending(scene: SimpleNamespace, client_of: Any) -> None:
    send(scene.draft, scene.actor)
    close(scene)
    services.ask_supplement(
        application=again(scene.draft),
        text="x",
        questions=["purpose"],
        due_at=timezone.now() + DAY,
        actor=scene.officer,
    )
    client, url = client_of("applicant"), scene.draft.get_absolute_url()
    assert f'class="btn btn-primary"\n           href="{url}laheta/"' in client.get(url).content.decode()
    now = timezone.now()
    scene.draft.supplement_requests.update(asked_at=now - DAY, due_at=now - timedelta(seconds=1))
    assert f'class="btn btn-primary"\n           href="{url}laheta/"' not in client.get(url).content.decode()
    assert 'name="seen"' not in client.get(f"{url}laheta/").content.decode()


@pytest.mark.parametrize("role", ["applicant", "outsider", "member"])
def test_only_officers_ask_for_supplements(scene: SimpleNamespace, role: str) -> None:
    send(scene.draft, scene.actor)
    with pytest.raises(PermissionDenied):
        services.ask_supplement(
            application=scene.draft,
            text="x",
            questions=["title"],
            due_at=timezone.now() + DAY,
            actor=getattr(scene.cast, role),
        )


def test_late_application_needs_a_reason_and_is_then_taken(scene: SimpleNamespace) -> None:
    close(scene)
    until = timezone.now() + DAY
    secretariat = scene.cast.secretariat
    with pytest.raises(ValidationError):
        services.allow_late(application=scene.draft, until=until, reason=" ", actor=secretariat)
    services.allow_late(
        application=scene.draft, until=until, reason="Palvelu ei toiminut.", actor=secretariat
    )
    send(again(scene.draft), scene.actor)
    assert again(scene.draft).late_because == "Palvelu ei toiminut."
    with pytest.raises(Refused):
        send(again(scene.draft), scene.actor, arrived_at=until)


def test_messages_go_both_ways(scene: SimpleNamespace) -> None:
    send(scene.draft, scene.actor)
    application = again(scene.draft)
    services.assign(applications=[application], handler=scene.officer, actor=scene.officer)
    application = again(scene.draft)
    services.send_message(application=application, text="Hei", actor=scene.officer)
    services.send_message(application=application, text="Hei takaisin", actor=scene.actor)
    assert list(application.messages.values_list("is_from_applicant", "text")) == [
        (False, "Hei"),
        (True, "Hei takaisin"),
    ]
    expected = ["applicant@example.org", "officer@example.org", "sanelma@example.org"]
    assert mails("application_message") == expected
    with pytest.raises(PermissionDenied):
        services.send_message(application=application, text="x", actor=scene.cast.outsider)


@pytest.mark.parametrize(
    ("left", "kind"), [(timedelta(days=6), "7d"), (timedelta(days=1), "2d"), (timedelta(hours=2), "3h")]
)
def test_unfinished_draft_is_reminded_of_once(scene: SimpleNamespace, left: timedelta, kind: str) -> None:
    Application.objects.filter(pk=scene.draft.pk).update(created_at=timezone.now() - 30 * DAY)
    now = scene.call.call.closes_at - left
    assert (remind_of_drafts(now), remind_of_drafts(now)) == (1, 0)
    assert list(DraftReminder.objects.values_list("kind", flat=True)) == [kind]
    assert mails("application_reminder") == ["applicant@example.org", "sanelma@example.org"]


def test_reminder_is_in_the_language_of_the_person_and_of_the_application(scene: SimpleNamespace) -> None:
    scene.actor.language = "en"
    scene.actor.save(update_fields=["language"])
    Application.objects.filter(pk=scene.draft.pk).update(created_at=timezone.now() - 30 * DAY, language="sv")
    remind_of_drafts(scene.call.call.closes_at - DAY)
    subjects = dict(OutgoingMail.objects.values_list("to_address", "subject"))
    assert subjects["applicant@example.org"].startswith("Your grant application has not been sent")
    assert subjects["sanelma@example.org"].startswith("Din ansökan om understöd")


def test_sent_or_closed_ones_are_not_reminded_of(scene: SimpleNamespace) -> None:
    Application.objects.filter(pk=scene.draft.pk).update(created_at=timezone.now() - 30 * DAY)
    assert remind_of_drafts(scene.call.call.closes_at) == 0
    assert remind_of_drafts(scene.call.call.closes_at - 8 * DAY) == 0
    send(again(scene.draft), scene.actor)
    assert remind_of_drafts(scene.call.call.closes_at - DAY) == 0


def test_sending_by_page_leads_to_the_receipt(scene: SimpleNamespace, client_of: Any) -> None:
    client, url = client_of("applicant"), scene.draft.get_absolute_url()
    page = client.get(f"{url}laheta/").content.decode()
    seen = re.search(r'name="seen" value="([0-9a-f]{64})"', page)
    assert seen
    response = client.post(f"{url}laheta/", {"seen": seen[1]}, follow=True)
    assert response.redirect_chain == [(f"{url}kuitti/", 302)]
    assert again(scene.draft).reference in response.content.decode()
    assert seen[1] in response.content.decode()


def test_missing_things_are_listed_with_links(scene: SimpleNamespace, client_of: Any) -> None:
    draft = begin(scene.call, scene.cast.organisation, scene.actor)
    client, url = client_of("applicant"), draft.get_absolute_url()
    page = client.get(f"{url}?puuttuu=1").content.decode()
    assert f'href="{url}osat/what/#id_title"' in page
    assert f'href="{url}tilinumero/#id_iban"' in page
    assert f'href="{url}liitteet/#liite-{scene.call.accounts.pk}"' in page
