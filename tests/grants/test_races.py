"""Acts on one application at the same instant: nothing is lost, nothing is there twice, and whoever comes second is told."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from uuid import uuid4

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.utils import timezone

from grants import services
from grants.models import (
    Answer,
    Application,
    ApplicationRole,
    Attachment,
    Call,
    Message,
    ReferenceCounter,
    Submission,
    SupplementRequest,
)
from grants.snapshot import attachments_of, content_of, hash_of
from members.enums import RegionRoleKind
from members.models import RegionRole
from portal.errors import Overtaken, Refused
from portal.models import OutgoingMail, User
from tests.cast import BEGINNING, make_cast
from tests.factories import OrganisationRoleFactory, UserFactory
from tests.grants.applying_scene import ANSWERS, DAY, begin, complete, make_call, save, send
from tests.racing import at_once, outcomes_at_once

pytestmark = pytest.mark.django_db(transaction=True)

TOLD = {"done", "Overtaken", "Refused"}


@pytest.fixture
def scene() -> SimpleNamespace:
    """A draft that lacks nothing."""
    cast = make_cast()
    call = make_call(cast.body.region)
    draft = complete(call, cast.organisation, cast.applicant)
    return SimpleNamespace(cast=cast, call=call, draft=draft, actor=cast.applicant, officer=cast.officer)


def now(scene: SimpleNamespace) -> Application:
    return Application.objects.for_list().get(pk=scene.draft.pk)


def seen(application: Application) -> str:
    return hash_of(content_of(application), attachments_of(application))


def by(user: User) -> User:
    """The same person in another thread, with nothing remembered of what they may."""
    return User.objects.get(pk=user.pk)


def submitting(scene: SimpleNamespace) -> Callable[[], Any]:
    application, mark, actor = now(scene), seen(now(scene)), by(scene.actor)
    return lambda: send(application, actor, seen_hash=mark)


def values_of(sent: Submission) -> dict[str, Any]:
    return {each["name"]: each["value"] for part in sent.content["sections"] for each in part["answers"]}


def test_two_who_send_at_once_make_one_sending(scene: SimpleNamespace) -> None:
    sent = at_once(*(submitting(scene) for _time in range(4)))
    assert {each.pk for each in sent} == {Submission.objects.get().pk}
    assert OutgoingMail.objects.filter(kind="application_receipt").count() == 2
    assert ReferenceCounter.objects.get().last_number == 1
    assert scene.draft.steps.filter(after="submitted").count() == 1


def test_first_references_of_a_year_are_given_once_each(scene: SimpleNamespace) -> None:
    drafts = [complete(scene.call, scene.cast.organisation, scene.actor) for _number in range(5)]
    sent = at_once(*(lambda draft=draft: send(draft, by(scene.actor)) for draft in drafts))
    assert sorted(each.application.reference[-4:] for each in sent) == [f"000{n}" for n in range(1, 6)]


@pytest.mark.parametrize("time", range(3))
def test_answer_at_the_instant_of_sending_is_in_it_or_refused(time: int, scene: SimpleNamespace) -> None:
    draft, actor = now(scene), by(scene.actor)
    sent, saved = at_once(submitting(scene), lambda: save(draft, actor, base=1, title=f"Toinen {time}"))
    value = Answer.objects.get(application=scene.draft, name="title").value
    if isinstance(sent, Submission):
        assert isinstance(saved, Overtaken)
        assert value == values_of(sent)["title"] == ANSWERS["title"]
    else:
        assert isinstance(sent, Overtaken)
        assert (saved, value) == ({"title": 2}, f"Toinen {time}")
        assert not Submission.objects.exists()


def test_withdrawn_and_sent_again_at_once(scene: SimpleNamespace) -> None:
    send(scene.draft, scene.actor)
    save(now(scene), scene.actor, base=1, title="Toinen")
    application, actor = now(scene), by(scene.actor)
    outcomes = outcomes_at_once(
        submitting(scene),
        lambda: services.withdraw(application=application, reason="", arrived_at=timezone.now(), actor=actor),
    )
    assert set(outcomes) <= TOLD
    assert "done" in outcomes
    assert now(scene).state == "withdrawn"
    # Whichever came first: a sending that was told as done is there.
    assert Submission.objects.count() == len([each for each in outcomes if each == "done"])


def test_late_sending_and_extension_at_once(scene: SimpleNamespace) -> None:
    """The sending arrived after the closing: it is taken by the new time, or told, and never half."""
    Call.objects.filter(pk=scene.call.call.pk).update(closes_at=timezone.now() - timedelta(seconds=1))
    call, officer = Call.objects.get(pk=scene.call.call.pk), by(scene.officer)
    outcomes = at_once(
        submitting(scene),
        lambda: services.extend_call(
            call=call, closes_at=timezone.now() + DAY, reason="Palvelu ei toiminut.", actor=officer
        ),
    )
    assert not isinstance(outcomes[1], Exception)
    if isinstance(outcomes[0], Refused):
        assert not Submission.objects.exists()
        outcomes = [submitting(scene)()]
    assert Submission.objects.get().pk == outcomes[0].pk


def files_on_disk() -> list[Path]:
    return [each for each in Path(settings.MEDIA_ROOT).rglob("*") if each.is_file()]


@pytest.mark.parametrize("time", range(3))
def test_draft_is_deleted_while_a_file_comes(time: int, scene: SimpleNamespace) -> None:
    draft, one, other = now(scene), by(scene.actor), by(scene.actor)
    file = ContentFile(b"Tili" * 5000, name=f"tili-{time}.txt")
    outcomes = outcomes_at_once(
        lambda: services.delete_draft(application=draft, actor=one),
        lambda: services.add_attachment(application=draft, file=file, arrived_at=timezone.now(), actor=other),
    )
    assert outcomes in (["Overtaken", "done"], ["done", "done"])
    assert not Application.objects.filter(pk=draft.pk).exists()
    assert not Attachment.objects.exists()
    assert files_on_disk() == []


@pytest.mark.parametrize("name", ["title", "contact"])
def test_draft_is_deleted_while_somebody_writes(name: str, scene: SimpleNamespace) -> None:
    draft, one, other = now(scene), by(scene.actor), by(scene.actor)
    details = {"values": {"contact_name": "Toinen"}, "bases": {}}
    writing = {
        "title": lambda: save(draft, other, base=1, title="Toinen"),
        "contact": lambda: services.change_details(
            application=draft, arrived_at=timezone.now(), actor=other, **details
        ),
    }
    deleted, written = at_once(lambda: services.delete_draft(application=draft, actor=one), writing[name])
    assert deleted is None
    assert not isinstance(written, Exception) or isinstance(written, Refused)
    assert not Application.objects.filter(pk=draft.pk).exists()


def test_same_file_from_two_windows_is_there_once(scene: SimpleNamespace) -> None:
    draft = now(scene)
    outcomes = outcomes_at_once(
        *(
            lambda: services.add_attachment(
                application=draft,
                file=ContentFile(b"Tili", name="tili.txt"),
                arrived_at=timezone.now(),
                actor=by(scene.actor),
            )
            for _window in range(3)
        )
    )
    assert outcomes == ["done"] * 3
    assert Attachment.objects.count() == len(files_on_disk()) == 1


def test_two_officers_ask_for_a_supplement_at_once(scene: SimpleNamespace) -> None:
    send(scene.draft, scene.actor)
    other = UserFactory()
    RegionRole.objects.create(
        region=scene.cast.body.region, user=other, role=RegionRoleKind.GRANT_OFFICER, valid_from=BEGINNING
    )
    application = now(scene)
    outcomes = outcomes_at_once(
        *(
            lambda officer=officer: services.ask_supplement(
                application=application,
                text="x",
                questions=["title"],
                due_at=timezone.now() + DAY,
                actor=by(officer),
            )
            for officer in (scene.officer, other)
        )
    )
    assert outcomes == ["Refused", "done"]
    assert SupplementRequest.objects.count() == 1
    assert OutgoingMail.objects.filter(kind="application_supplement").count() == 2


def test_invitation_is_taken_once(scene: SimpleNamespace) -> None:
    role = services.invite_colleague(
        application=scene.draft, email="outsider@example.org", role="editor", actor=scene.actor
    )
    outcomes = outcomes_at_once(
        *(
            lambda: services.join_application(
                role=ApplicationRole.objects.get(pk=role.pk), actor=by(scene.cast.outsider)
            )
            for _time in range(3)
        )
    )
    assert set(outcomes) <= TOLD
    assert outcomes.count("done") == 1
    assert ApplicationRole.objects.filter(user=scene.cast.outsider, ended_at=None).count() == 1


@pytest.mark.parametrize("time", range(4))
def test_handed_over_to_who_joins_at_the_same_instant(time: int, scene: SimpleNamespace) -> None:
    assert time >= 0
    services.invite_colleague(
        application=scene.draft, email="outsider@example.org", role="reader", actor=scene.actor
    )
    role = ApplicationRole.objects.get(email="outsider@example.org")
    draft, secretariat = now(scene), by(scene.cast.secretariat)
    outcomes = outcomes_at_once(
        lambda: services.join_application(role=role, actor=by(scene.cast.outsider)),
        lambda: services.hand_over(
            application=draft, to=by(scene.cast.outsider), reason="Vaihtui", actor=secretariat
        ),
    )
    assert set(outcomes) <= TOLD
    assert now(scene).role_of(scene.cast.outsider) == "owner"


def test_removed_and_invited_at_once(scene: SimpleNamespace) -> None:
    draft = now(scene)
    outcomes = outcomes_at_once(
        *(
            lambda: services.invite_colleague(
                application=draft, email="Uusi@example.org", role="editor", actor=by(scene.actor)
            )
            for _time in range(3)
        )
    )
    assert outcomes == ["Refused", "Refused", "done"]
    assert OutgoingMail.objects.filter(kind="application_invitation").count() == 1


def test_handed_over_while_the_one_before_saves(scene: SimpleNamespace) -> None:
    """A group's treasurer saves while the secretariat hands the draft over: it is saved, or refused, and both are told."""
    draft = now(scene)
    saved, handed = at_once(
        lambda: save(draft, by(scene.actor), base=1, title="Viimeinen"),
        lambda: services.hand_over(
            application=draft, to=by(scene.cast.outsider), reason="Vaihtui", actor=by(scene.cast.secretariat)
        ),
    )
    assert handed.user == scene.cast.outsider
    assert saved == {"title": 2}
    assert Answer.objects.get(application=draft, name="title").value == "Viimeinen"
    assert OutgoingMail.objects.filter(kind="application_handed_over").count() == 2


def test_late_request_is_answered_once(scene: SimpleNamespace) -> None:
    Call.objects.filter(pk=scene.call.call.pk).update(closes_at=timezone.now() - timedelta(seconds=1))
    services.ask_late(
        application=now(scene), reason="Myöhästyi", arrived_at=timezone.now(), actor=scene.actor
    )
    draft = now(scene)
    outcomes = outcomes_at_once(
        *(
            lambda: services.decline_late(application=draft, reason="Ei", actor=by(scene.officer))
            for _time in range(3)
        )
    )
    assert outcomes == ["Overtaken", "Overtaken", "done"]
    assert OutgoingMail.objects.filter(kind="application_late_declined").count() == 2


def test_two_change_contact_and_signatories_at_once(scene: SimpleNamespace) -> None:
    draft = begin(scene.call, scene.cast.organisation, scene.actor)
    rows = [[{"name": name, "task": "", "email": ""}] for name in ("Yksi", "Kaksi", "Kolme")]
    outcomes = outcomes_at_once(
        *(
            lambda row=row: services.change_signatories(
                application=draft, rows=row, arrived_at=timezone.now(), actor=by(scene.actor)
            )
            for row in rows
        )
    )
    assert outcomes == ["done"] * 3
    assert draft.signatories.count() == 1


def test_message_sent_twice_by_one_press_is_one(scene: SimpleNamespace) -> None:
    send(scene.draft, scene.actor)
    application = now(scene)
    outcomes = outcomes_at_once(
        *(
            lambda: services.send_message(application=application, text="Hei", actor=by(scene.actor))
            for _time in range(3)
        )
    )
    assert outcomes == ["done"] * 3
    assert Message.objects.count() == 1


def test_button_pressed_twice_begins_one_draft(scene: SimpleNamespace) -> None:
    key, organisation = uuid4(), scene.cast.organisation
    drafts = at_once(*[lambda: begin(scene.call, organisation, by(scene.actor), key=key)] * 4)
    assert {draft.key for draft in drafts} == {key}
    assert ApplicationRole.objects.filter(application__key=key).count() == 1


def test_key_of_somebody_elses_application_begins_another(scene: SimpleNamespace) -> None:
    colleague = OrganisationRoleFactory(organisation=scene.cast.organisation, role="editor").user
    other = begin(scene.call, scene.cast.organisation, colleague, key=scene.draft.key)
    assert other.key != scene.draft.key
    assert now(scene).created_by == scene.actor
