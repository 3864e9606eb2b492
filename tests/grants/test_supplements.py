"""A supplement holds what was sent and what was asked for, and nothing that was changed in between."""

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils import timezone

from grants import services
from grants.handling import flagged
from grants.models import Application, Call, Submission
from grants.services.sending import supplement_sending, whole_sending
from portal.errors import Overtaken, Refused
from tests.cast import Cast
from tests.factories import QuestionFactory
from tests.grants.applying_scene import DAY, complete, make_call, save, send
from tests.test_routes import close as shut


@pytest.fixture
def scene(cast: Cast) -> SimpleNamespace:
    """An application that was sent; the call is still open."""
    call = make_call(cast.body.region)
    draft = complete(call, cast.organisation, cast.applicant)
    send(draft, cast.applicant)
    return SimpleNamespace(call=call, pk=draft.pk, actor=cast.applicant, officer=cast.officer)


def now(scene: SimpleNamespace) -> Application:
    return Application.objects.for_list().select_related("call__region").get(pk=scene.pk)


def close(scene: SimpleNamespace) -> None:
    """The call has closed a moment ago."""
    Call.objects.filter(pk=scene.call.call.pk).update(closes_at=timezone.now())


def ask(scene: SimpleNamespace, *questions: str, attachments: tuple = ()) -> Any:
    return services.ask_supplement(
        application=now(scene),
        text="Täydennä.",
        questions=questions,
        attachments=attachments,
        due_at=timezone.now() + DAY,
        actor=scene.officer,
    )


def attach(scene: SimpleNamespace, name: str, **place: Any) -> Any:
    return services.add_attachment(
        application=now(scene),
        file=ContentFile(name.encode(), name=name),
        arrived_at=timezone.now(),
        actor=scene.actor,
        **place,
    )


def supplement(scene: SimpleNamespace) -> Submission:
    request = now(scene).supplement_requests.waiting().get()
    seen = supplement_sending(now(scene), request).digest
    return services.submit_supplement(
        application=now(scene), seen_hash=seen, arrived_at=timezone.now(), actor=scene.actor
    )


def said(sent: Submission) -> dict[str, Any]:
    return {each["name"]: each["value"] for part in sent.content["sections"] for each in part["answers"]}


def names(sent: Submission) -> list[str]:
    return [each["name"] or f"luvattu {each['due_on']}" for each in sent.attachments]


def test_what_was_changed_before_closing_and_not_sent_is_not_sent_later(scene: SimpleNamespace) -> None:
    """Another sum, another account and another file were saved in time, but nobody sent them."""
    before = Submission.objects.get()
    save(now(scene), scene.actor, base=1, own_share="0.50", requested_sum="1500.00", title="Uusi nimi")
    attach(scene, "salaa.txt")
    Application.objects.filter(pk=scene.pk).update(
        iban="FI58 1017 1000 0001 22", iban_holder="Toinen ry", contact_email="ei osoite"
    )
    now(scene).signatories.all().delete()
    now(scene).promises.all().delete()
    close(scene)
    ask(scene, "purpose")
    save(now(scene), scene.actor, base=1, purpose="Kerho täydennettynä")
    sent = supplement(scene)
    assert said(sent) == said(before) | {"purpose": "Kerho täydennettynä"}
    assert (sent.content["details"], sent.content["signatories"]) == (
        before.content["details"],
        before.content["signatories"],
    )
    assert (sent.requested_sum, sent.application.title) == (before.requested_sum, "Kerho")
    assert "salaa.txt" not in names(sent)


def test_what_is_wrong_elsewhere_keeps_no_supplement_back(scene: SimpleNamespace, client_of: Any) -> None:
    """The title was emptied before the closing and can no longer be written: the one that was sent holds."""
    save(now(scene), scene.actor, base=1, title="")
    close(scene)
    ask(scene, "purpose")
    save(now(scene), scene.actor, base=1, purpose="Kerho")
    client, url = client_of("applicant"), f"{now(scene).get_absolute_url()}laheta/"
    seen = client.get(url).context["seen"]
    assert client.post(url, {"seen": seen})["Location"].endswith("/kuitti/")
    sent = Submission.objects.latest("pk")
    assert (said(sent)["title"], said(sent)["purpose"]) == ("Kerho", "Kerho")


@pytest.mark.parametrize("answers", [{"purpose": ""}, {"own_share": "1.00"}], ids=["emptied", "unbalanced"])
def test_what_the_supplement_makes_wrong_is_told(
    answers: dict[str, str], scene: SimpleNamespace, client_of: Any
) -> None:
    close(scene)
    ask(scene, "purpose", "own-share")
    save(now(scene), scene.actor, base=1, **answers)
    with pytest.raises(ValidationError):
        supplement(scene)
    client, url = client_of("applicant"), f"{now(scene).get_absolute_url()}laheta/"
    answer = client.post(url, {"seen": client.get(url).context["seen"]}, follow=True)
    assert "error-summary" in answer.content.decode()
    assert Submission.objects.count() == 1


def test_question_that_the_supplement_brings_up_can_be_answered(scene: SimpleNamespace) -> None:
    close(scene)
    ask(scene, "open-to")
    save(now(scene), scene.actor, base=1, open_to="members")
    with pytest.raises(ValidationError):
        supplement(scene)
    save(now(scene), scene.actor, why="Tilat ovat pienet")
    assert said(supplement(scene))["why"] == "Tilat ovat pienet"


def test_promised_and_asked_files_go_along(scene: SimpleNamespace) -> None:
    attach(scene, "jäi lähettämättä.txt")
    close(scene)
    attach(scene, "luvattu.txt", required=scene.call.accounts)
    with pytest.raises(Refused):
        attach(scene, "muu.txt")
    ask(scene, "purpose")
    save(now(scene), scene.actor, base=1, purpose="Kerho")
    assert names(supplement(scene)) == ["luvattu.txt"]
    ask(scene, attachments=(scene.call.accounts,))
    file = now(scene).attachments.get(filename="luvattu.txt")
    services.remove_attachment(attachment=file, arrived_at=timezone.now(), actor=scene.actor)
    attach(scene, "parempi.txt", required=scene.call.accounts)
    assert names(supplement(scene)) == ["parempi.txt"]


def test_officer_reads_what_was_sent_or_delivered(scene: SimpleNamespace, client_of: Any) -> None:
    """What the applicant has in the drawer is nobody's business; what was promised for later is there when it comes."""
    unsent = attach(scene, "luonnos.txt")
    close(scene)
    officer, own, url = client_of("officer"), client_of("applicant"), now(scene).get_absolute_url()

    def status(client: Any, file: Any) -> int:
        answer = client.get(f"{url}liitteet/{file.key}/")
        shut(answer)
        return answer.status_code

    assert (status(own, unsent), status(officer, unsent)) == (200, 404)
    page = f"/tyopoyta/avustukset/hakemukset/{now(scene).key}/"
    assert 'id="delivered"' not in officer.get(page).content.decode()
    late = attach(scene, "luvattu.txt", required=scene.call.accounts)
    assert status(officer, late) == 200
    shown = officer.get(page).content.decode()
    assert f"/liitteet/{late.key}/" in shown[shown.index('id="delivered"') :]
    ask(scene, "purpose")
    supplement(scene)
    assert status(officer, late) == 200
    assert 'id="delivered"' not in officer.get(page).content.decode()


def test_supplement_that_is_over_says_so(scene: SimpleNamespace, client_of: Any) -> None:
    close(scene)
    request = ask(scene, "purpose")
    asked_at = timezone.now() - 2 * DAY
    type(request).objects.filter(pk=request.pk).update(asked_at=asked_at, due_at=timezone.now())
    page = client_of("applicant").get(f"{now(scene).get_absolute_url()}laheta/")
    assert not page.context["may_be_sent"]
    with pytest.raises(Refused):
        supplement(scene)


def test_sending_all_anew_answers_what_was_asked_for(scene: SimpleNamespace) -> None:
    """A supplement was asked for while the call was open: nobody waits for what has come with the whole."""
    request = ask(scene, "purpose")
    save(now(scene), scene.actor, base=1, purpose="Kerho")
    sent = send(now(scene), scene.actor)
    request.refresh_from_db()
    assert request.answered_at == sent.arrived_at
    with pytest.raises(Overtaken):
        services.submit_supplement(
            application=now(scene), seen_hash=sent.sha256, arrived_at=timezone.now(), actor=scene.actor
        )


def test_supplement_asked_for_while_the_call_is_open_is_sent_with_all_that_changed(
    scene: SimpleNamespace, client_of: Any
) -> None:
    """The page shows just what its button sends, so that nobody is told again and again to look once more."""
    request, client, page = ask(scene, "purpose"), client_of("applicant"), now(scene).get_absolute_url()
    save(now(scene), scene.actor, base=1, purpose="Kerho", title="Toinen nimi")
    shown = client.get(f"{page}laheta/").context
    answer = client.post(f"{page}laheta/", {"seen": shown["seen"]})
    assert answer.url == f"{page}kuitti/"
    request.refresh_from_db()
    assert request.answered_at is not None
    assert said(now(scene).submissions.get(number=2))["title"] == "Toinen nimi"
    assert not client.get(page).context["has_unsent"]


def test_nothing_is_waited_for_from_whoever_has_withdrawn(scene: SimpleNamespace) -> None:
    request = ask(scene, "purpose")
    services.withdraw(application=now(scene), reason="", arrived_at=timezone.now(), actor=scene.actor)
    request.refresh_from_db()
    assert request.cancelled_at is not None
    assert not flagged(Application.objects.all()).get(pk=scene.pk).waits
    with pytest.raises(Overtaken):
        services.submit_supplement(
            application=now(scene),
            seen_hash="",
            arrived_at=timezone.now() - timedelta(minutes=1),
            actor=scene.actor,
        )


@pytest.mark.parametrize("is_supplement", [False, True])
def test_file_of_a_question_that_is_not_asked_any_more_stays_behind(
    is_supplement: bool,
    scene: SimpleNamespace,
    client_of: Any,
) -> None:
    """Its answers do, too: the applicant has taken back what they belong to, and does not see them in the form."""
    asked = scene.call.question_set.questions
    part, open_to = asked.get(name="why").section, asked.get(name="open-to")
    QuestionFactory(
        section=part,
        order=9,
        name="plan",
        kind="file",
        shown_if=open_to,
        shown_if_values=["members"],
        is_required=False,
    )
    save(now(scene), scene.actor, base=1, open_to="members")
    save(now(scene), scene.actor, why="Tilat")
    attach(scene, "salainen suunnitelma.txt", question="plan")
    attach(scene, "muu.txt")
    if is_supplement:
        send(now(scene), scene.actor)
        close(scene)
        ask(scene, "open-to")
    save(now(scene), scene.actor, base=2, open_to="all")
    sent = supplement(scene) if is_supplement else send(now(scene), scene.actor, seen_hash=whole(scene))
    assert [name for name in names(sent) if name.endswith(".txt")] == ["muu.txt"]
    # Nor is it something that has not been sent yet.
    assert not client_of("applicant").get(now(scene).get_absolute_url()).context["has_unsent"]


def whole(scene: SimpleNamespace) -> str:
    return whole_sending(now(scene)).digest
