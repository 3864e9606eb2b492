"""One message to many: to whom it goes, that it goes once, and what its writer is told."""

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from grants import services
from grants.models import Application, BulkMessage, Message
from grants.services import bulk_message
from portal.errors import Overtaken, Refused
from portal.models import OutgoingMail
from tests.cast import Cast
from tests.factories import MunicipalityFactory, OrganisationFactory, OrganisationRoleFactory, RegionFactory
from tests.grants.applying_scene import begin, complete, make_call, send

LIST = "/tyopoyta/avustukset/hakemukset/"
WORDS = {"subject": "Päätösten aikataulu", "text": "Päätökset tulevat toukokuussa."}


@pytest.fixture
def scene(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> SimpleNamespace:
    """Two sent applications of two applicants, one withdrawn, a draft, and one of another region; no worker."""
    monkeypatch.setattr(bulk_message, "dispatch", lambda _pk: None)
    call = make_call(cast.body.region)
    first = sent(call, cast.organisation, cast.applicant)
    other = OrganisationFactory(name="Toinen Testi ry")
    second = sent(call, other, OrganisationRoleFactory(organisation=other).user)
    withdrawn = sent(call, cast.organisation, cast.applicant)
    services.withdraw(
        application=withdrawn, reason="Ei tarvita", arrived_at=timezone.now(), actor=cast.applicant
    )
    draft = begin(call, cast.organisation, cast.applicant)
    elsewhere = RegionFactory(slug="muumaa", name="Muumaa")
    MunicipalityFactory(region=elsewhere, code="999")
    far = sent(make_call(elsewhere), other, second.created_by)
    OutgoingMail.objects.all().delete()
    return SimpleNamespace(
        cast=cast, call=call, first=first, second=second, withdrawn=withdrawn, draft=draft, far=far
    )


def sent(call: Any, organisation: Any, actor: Any) -> Application:
    application = complete(call, organisation, actor)
    send(application, actor)
    return Application.objects.for_list().get(pk=application.pk)


def begun(scene: SimpleNamespace, *applications: Application) -> BulkMessage:
    """A written message of the officer's, to the two or to those who are named."""
    bulk = services.begin_bulk_message(
        applications=applications or [scene.first, scene.second], actor=scene.cast.officer
    )
    return services.change_bulk_message(bulk=bulk, actor=scene.cast.officer, **WORDS)


def go(bulk: BulkMessage, actor: Any) -> BulkMessage:
    """Send it as it is now."""
    bulk.refresh_from_db()
    return services.send_bulk_message(bulk=bulk, seen=bulk_message.words_hash(bulk), actor=actor)


def threads(*applications: Application) -> list[list[str]]:
    return [list(each.messages.values_list("subject", flat=True)) for each in applications]


def test_officer_writes_to_all_that_the_list_finds(scene: SimpleNamespace, client_of: Any) -> None:
    client: Client = client_of("officer")
    page = client.post(f"{LIST}viestit/uusi/", {"scope": "all", "query": "order=reference"}, follow=True)
    url = page.redirect_chain[-1][0]
    assert "1 hakemus jää pois, koska se on peruttu" in page.content.decode()
    assert "Toinen Testi ry" in page.content.decode()
    page = client.post(url, WORDS, follow=True)
    assert page.redirect_chain[-1][0] == f"{url}laheta/"
    assert "2 hakemusta saa tämän viestin" in page.content.decode()
    assert "Päätökset tulevat toukokuussa." in page.content.decode()
    assert f"Päätösten aikataulu (hakemus {scene.first.reference})" in page.content.decode()
    assert not Message.objects.exists()
    page = client.post(f"{url}laheta/", {"seen": page.context["seen"]}, follow=True)
    assert page.redirect_chain == [(url, 302)]
    assert "Viesti on 2 hakemuksessa." in page.content.decode()
    bulk = BulkMessage.objects.get()
    bulk_message.write_mails(bulk.pk)
    assert threads(scene.first, scene.second) == [["Päätösten aikataulu"]] * 2
    assert threads(scene.withdrawn, scene.draft, scene.far) == [[], [], []]
    page = client.get(url).content.decode()
    assert "4 sähköpostia kertoo siitä." in page
    assert "1 hakemus jää pois, koska se on peruttu" in page
    assert "Päätösten aikataulu" in client.get(f"{LIST}viestit/").content.decode()


def test_each_gets_the_mail_that_a_single_message_has(scene: SimpleNamespace) -> None:
    services.send_message(application=scene.first, text="Hei", actor=scene.cast.officer)
    single = set(OutgoingMail.objects.values_list("to_address", "kind", "about_id", "language", "text"))
    OutgoingMail.objects.all().delete()
    bulk = go(begun(scene, scene.first), scene.cast.officer)
    bulk_message.write_mails(bulk.pk)
    rows = OutgoingMail.objects.all()
    assert set(rows.values_list("to_address", "kind", "about_id", "language", "text")) == single
    assert set(rows.values_list("state", flat=True)) <= {"queued", "kept"}
    bulk.refresh_from_db()
    assert (bulk.count, bulk.told, bulk.mails) == (1, 1, len(single))


def test_applicant_reads_it_and_answers(scene: SimpleNamespace, client_of: Any) -> None:
    go(begun(scene), scene.cast.officer)
    client = client_of("applicant")
    page = client.get(scene.first.get_absolute_url()).content.decode()
    assert "<strong>Päätösten aikataulu</strong>" in page
    client.post(f"{scene.first.get_absolute_url()}viesti/", {"text": "Kiitos"})
    assert threads(scene.first, scene.second) == [["Päätösten aikataulu", ""], ["Päätösten aikataulu"]]


def test_sending_twice_sends_once(scene: SimpleNamespace, client_of: Any) -> None:
    bulk = begun(scene)
    client = client_of("officer")
    for _again in range(2):
        client.post(f"{bulk.get_absolute_url()}laheta/", {"seen": bulk_message.words_hash(bulk)})
        bulk_message.write_mails(bulk.pk)
    assert threads(scene.first, scene.second) == [["Päätösten aikataulu"]] * 2
    assert OutgoingMail.objects.count() == 4
    message = scene.first.messages.get()
    message.pk = None
    with pytest.raises(IntegrityError, match="grants_message_of_bulk_once"), transaction.atomic():
        message.save(force_insert=True)


def test_mails_are_written_in_turns_and_a_lost_turn_is_taken_up(
    scene: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []
    monkeypatch.setattr(bulk_message, "AT_ONCE", 1)
    bulk = go(begun(scene), scene.cast.officer)
    monkeypatch.setattr(bulk_message, "dispatch", asked.append)
    bulk_message.write_mails(bulk.pk)
    about = OutgoingMail.objects.values_list("about_id", flat=True)
    assert set(about.all()) == {scene.first.pk}
    bulk_message.sweep()
    assert asked == [bulk.pk]
    bulk_message.write_mails(bulk.pk)
    bulk_message.write_mails(bulk.pk)
    assert sorted(about.all()) == [scene.first.pk] * 2 + [scene.second.pk] * 2
    bulk_message.sweep()
    assert asked == [bulk.pk]


def test_forged_and_foreign_keys_are_left_out_as_if_they_were_not_there(
    scene: SimpleNamespace, client_of: Any
) -> None:
    chosen = [str(each.key) for each in (scene.first, scene.draft, scene.far)]
    nonsense = ["00000000-0000-4000-8000-000000000000", "' or 1=1", "\x00"]
    page = client_of("officer").post(f"{LIST}viestit/uusi/", {"chosen": chosen + nonsense}, follow=True)
    assert BulkMessage.objects.get().applications == [scene.first.pk]
    assert "Muumaa" not in page.content.decode()
    client_of("officer").post(f"{LIST}viestit/uusi/", {"chosen": [str(scene.far.key)]})
    assert BulkMessage.objects.count() == 1


def test_who_may(scene: SimpleNamespace, client_of: Any) -> None:
    with pytest.raises(PermissionDenied):
        services.begin_bulk_message(applications=[scene.first, scene.far], actor=scene.cast.officer)
    with pytest.raises(PermissionDenied):
        services.begin_bulk_message(applications=[scene.first], actor=scene.cast.applicant)
    bulk = begun(scene)
    seen = bulk_message.words_hash(bulk)
    for other in (scene.cast.secretariat, scene.cast.applicant, scene.cast.outsider):
        with pytest.raises(PermissionDenied):
            services.send_bulk_message(bulk=bulk, seen=seen, actor=other)
        with pytest.raises(PermissionDenied):
            services.change_bulk_message(bulk=bulk, subject="x", text="y", actor=other)
        with pytest.raises(PermissionDenied):
            services.drop_bulk_message(bulk=bulk, actor=other)
        assert client_of(other.email.split("@")[0]).get(bulk.get_absolute_url()).status_code == 404
    assert threads(scene.first) == [[]]


def test_officer_whose_task_has_ended_sends_nothing(scene: SimpleNamespace, client_of: Any) -> None:
    bulk = begun(scene)
    scene.cast.officer.region_roles.update(valid_until=timezone.localdate() - timedelta(days=1))
    data = {"seen": bulk_message.words_hash(bulk)}
    assert client_of("officer").post(f"{bulk.get_absolute_url()}laheta/", data).status_code == 404
    assert not Message.objects.exists()


def test_whoever_withdrew_or_vanished_since_is_told_and_the_rest_get_it(
    scene: SimpleNamespace, client_of: Any
) -> None:
    third = sent(scene.call, scene.cast.organisation, scene.cast.applicant)
    bulk = begun(scene, scene.first, scene.second, third)
    services.withdraw(
        application=scene.first, reason="Ei", arrived_at=timezone.now(), actor=scene.cast.applicant
    )
    BulkMessage.objects.filter(pk=bulk.pk).update(applications=[*bulk.applications, 10**9])
    go(bulk, scene.cast.officer)
    assert threads(scene.first, scene.second, third) == [[], ["Päätösten aikataulu"], ["Päätösten aikataulu"]]
    page = client_of("officer").get(bulk.get_absolute_url()).content.decode()
    assert f"{scene.first.reference} Omaisten Testi ry" in page
    assert "1 valitsemistasi ei ole enää olemassa" in page


def test_nobody_to_write_to_is_refused(scene: SimpleNamespace) -> None:
    with pytest.raises(Refused):
        services.begin_bulk_message(applications=[scene.draft], actor=scene.cast.officer)
    bulk = begun(scene, scene.withdrawn)
    with pytest.raises(Refused):
        go(bulk, scene.cast.officer)


def test_too_many_are_refused_whole(scene: SimpleNamespace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bulk_message, "MOST", 1)
    with pytest.raises(Refused):
        begun(scene)
    assert not BulkMessage.objects.exists()


def test_applicant_without_an_address_is_told_to_the_officer(scene: SimpleNamespace, client_of: Any) -> None:
    scene.second.roles.all().delete()
    Application.objects.filter(pk=scene.second.pk).update(contact_email="ei osoite")
    page = client_of("officer").get(begun(scene).get_absolute_url()).content.decode()
    assert "1 hakijalla ei ole sähköpostiosoitetta eikä ketään portaalissa" in page


def test_words_that_were_changed_after_the_preview_do_not_go(scene: SimpleNamespace) -> None:
    bulk = begun(scene)
    seen = bulk_message.words_hash(bulk)
    services.change_bulk_message(bulk=bulk, subject="Muu", text="Muu", actor=scene.cast.officer)
    with pytest.raises(Overtaken):
        services.send_bulk_message(bulk=bulk, seen=seen, actor=scene.cast.officer)
    services.change_bulk_message(bulk=bulk, subject="Muu", text=" ", actor=scene.cast.officer)
    with pytest.raises(ValidationError):
        go(bulk, scene.cast.officer)
    assert not Message.objects.exists()


def test_what_is_half_written_is_kept(scene: SimpleNamespace, client_of: Any) -> None:
    bulk = begun(scene)
    client = client_of("officer")
    page = client.post(bulk.get_absolute_url(), {"subject": "", "text": "Vain tekstiä"})
    assert page.context["form"].errors.keys() == {"subject"}
    assert "Vain tekstiä" in client.get(bulk.get_absolute_url()).content.decode()
    page = client.get(f"{bulk.get_absolute_url()}laheta/", follow=True)
    assert page.redirect_chain == [(bulk.get_absolute_url(), 302)]


def test_sent_one_neither_changes_nor_goes_away_and_old_drafts_do(scene: SimpleNamespace) -> None:
    bulk, draft = go(begun(scene), scene.cast.officer), begun(scene)
    with pytest.raises(Overtaken):
        services.change_bulk_message(bulk=bulk, subject="x", text="y", actor=scene.cast.officer)
    with pytest.raises(Overtaken):
        services.drop_bulk_message(bulk=bulk, actor=scene.cast.officer)
    BulkMessage.objects.update(begun_at=timezone.now() - timedelta(days=31))
    bulk_message.forget()
    assert list(BulkMessage.objects.all()) == [bulk]
    with pytest.raises(Overtaken):
        services.drop_bulk_message(bulk=draft, actor=scene.cast.officer)


def test_number_of_queries_does_not_grow(scene: SimpleNamespace, client_of: Any) -> None:
    client = client_of("officer")
    asked = []
    for more in (0, 3):
        rows = [scene.first, scene.second]
        for number in range(more):
            organisation = OrganisationFactory(name=f"Yhdistys {number} ry")
            actor = OrganisationRoleFactory(organisation=organisation).user
            rows.append(sent(scene.call, organisation, actor))
        bulk = begun(scene, *rows)
        url, data = f"{bulk.get_absolute_url()}laheta/", {"seen": bulk_message.words_hash(bulk)}
        client.get(url)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            client.get(url)
            client.post(url, data)
            bulk_message.write_mails(bulk.pk)
            client.get(bulk.get_absolute_url())
        asked.append(len(queries))
    assert asked[0] == asked[1]
