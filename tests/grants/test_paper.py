"""What came on paper: entered by an officer, registered in the same series, late when it came late, and shown so."""

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.utils import timezone

from grants import services
from grants.models import Application
from grants.services.paper import Paper
from grants.services.reminding import remind_of_drafts
from grants.snapshot import attachments_of, content_of, hash_of
from portal.errors import Overtaken, Refused
from portal.models import OutgoingMail
from tests.cast import Cast
from tests.grants.applying_scene import DAY, complete, make_call, save, send

LIST = "/tyopoyta/avustukset/hakemukset/"
HOUR = timedelta(hours=1)


@pytest.fixture
def scene(cast: Cast) -> SimpleNamespace:
    """A call that closed an hour ago."""
    made = make_call(cast.body.region, closes_at=timezone.now() - HOUR)
    return SimpleNamespace(made=made, call=made.call, cast=cast, officer=cast.officer)


def enter(scene: SimpleNamespace, *, arrived_at: Any = None, **values: Any) -> Application:
    paper = Paper(
        arrived_at or scene.call.closes_at - HOUR,
        "post",
        [{"name": "Sanelma Rahaniemi", "task": "puheenjohtaja"}],
        values.pop("file", ContentFile(b"skannattu", name="hakemus.txt")),
    )
    facts = {"organisation": scene.cast.organisation, "language": "sv", "actor": scene.officer}
    return services.enter_paper(call_kind=scene.made.call_kind, paper=paper, **facts | values)


def register(application: Application, actor: Any, **values: Any) -> Any:
    seen = {"seen_hash": hash_of(content_of(application), attachments_of(application))}
    return services.register_paper(application=application, actor=actor, **seen | values)


def again(application: Application) -> Application:
    return Application.objects.for_list().get(pk=application.pk)


def test_paper_in_time_is_registered_after_the_closing_whatever_it_lacks(scene: SimpleNamespace) -> None:
    draft = enter(scene)
    save(draft, scene.officer, title="Kerho paperilla")
    sent = register(again(draft), scene.officer)
    application = again(draft)
    year = timezone.localtime(draft.paper_arrived_at).year
    assert (application.state, application.reference) == ("submitted", f"AV-{year}-0001")
    assert application.submitted_at == sent.arrived_at == draft.paper_arrived_at < scene.call.closes_at
    assert (application.title, sent.content["paper"]["way"]) == ("Kerho paperilla", "Per post")
    assert [each["name"] for each in sent.attachments if each.get("is_paper")] == ["hakemus.txt"]
    with pytest.raises(Overtaken):
        register(application, scene.officer)


@pytest.mark.parametrize("sum_", ["99999999999999999999", "-5", "1e9999999", "noin tuhat"])
def test_paper_that_asks_for_nonsense_is_registered(sum_: str, scene: SimpleNamespace) -> None:
    """A sum that no grant can have, and an address to which no mail goes, stand on the paper and are kept as they stand."""
    draft = enter(scene)
    save(draft, scene.officer, requested_sum=sum_)
    Application.objects.filter(pk=draft.pk).update(contact_email="ei osoite")
    sent = register(again(draft), scene.officer)
    assert (sent.requested_sum, sent.application.requested_sum) == (None, None)
    assert sent.content["details"]["contact_email"] == "ei osoite"
    said = {each["name"]: each["value"] for part in sent.content["sections"] for each in part["answers"]}
    assert said["requested-sum"] == sum_


def test_paper_and_others_share_one_series(scene: SimpleNamespace) -> None:
    register(enter(scene), scene.officer)
    scene.call.closes_at = timezone.now() + DAY
    scene.call.save(update_fields=["closes_at"])
    online = send(complete(scene.made, scene.cast.organisation, scene.cast.applicant), scene.cast.applicant)
    assert online.application.reference.endswith("-0002")


def test_paper_that_came_at_the_closing_is_late_and_shown_so(scene: SimpleNamespace, client_of: Any) -> None:
    register(enter(scene), scene.officer)
    late = enter(scene, arrived_at=scene.call.closes_at)
    client = client_of("officer")
    assert "Myöhässä" in client.get(late.get_absolute_url()).content.decode()
    register(late, scene.officer)
    rows = client.get(LIST, {"flag": "late"}).context["rows"]
    assert [row["application"].pk for row in rows] == [late.pk]
    assert len(client.get(LIST, {"flag": "paper"}).context["rows"]) == 2
    page = client.get(f"{LIST}{late.key}/").content.decode()
    assert "Tuli paperilla (Postitse)" in page
    assert "1 min myöhässä" in page.replace("\xa0", " ")


@pytest.mark.parametrize("role", ["applicant", "outsider", "coordinator"])
def test_only_officers_enter_and_see_what_is_being_entered(
    scene: SimpleNamespace, client_of: Any, role: str
) -> None:
    with pytest.raises(PermissionDenied):
        enter(scene, actor=getattr(scene.cast, role))
    draft = enter(scene)
    client = client_of(role)
    assert client.get(f"{LIST}paperi/").status_code == 404
    pages = ["", "osat/what/", "laheta/", "liitteet/", "tilinumero/"]
    assert {client.get(f"{draft.get_absolute_url()}{page}").status_code for page in pages} == {404}
    assert "Paperilla" not in client.get("/avustukset/hakemukset/").content.decode()
    with pytest.raises(PermissionDenied):
        register(draft, getattr(scene.cast, role))
    assert remind_of_drafts(scene.call.closes_at - DAY) == 0


def test_applicant_reads_it_once_it_is_registered_and_the_owner_gets_the_receipt(
    scene: SimpleNamespace, client_of: Any
) -> None:
    draft = enter(scene)
    register(draft, scene.officer)
    page = client_of("applicant").get(draft.get_absolute_url()).content.decode()
    assert "Se tuli paperilla (Postitse)" in page
    receipt = OutgoingMail.objects.get(kind="application_receipt")
    assert receipt.to_address == "applicant@example.org"


def test_officer_writes_to_the_applicant_of_a_paper(scene: SimpleNamespace) -> None:
    draft = enter(scene)
    register(draft, scene.officer)
    message = services.send_message(application=again(draft), text="Tili puuttuu", actor=scene.officer)
    assert not message.is_from_applicant


def test_what_cannot_be_is_refused_and_leaves_nothing(scene: SimpleNamespace) -> None:
    with pytest.raises(ValidationError):
        enter(scene, arrived_at=timezone.now() + HOUR)
    with pytest.raises(ValidationError):
        enter(scene, file=ContentFile(b"MZ\x00\x01", name="ohjelma.exe"))
    assert not Application.objects.exists()
    with pytest.raises(Refused):
        register(enter(scene, file=None), scene.officer)
    draft = again(enter(scene))
    with pytest.raises(Refused):
        send(draft, scene.officer)
    changes: list[dict[str, Any]] = [{"is_paper": False}, {"paper_arrived_at": None}, {"paper_way": ""}]
    for change in changes:
        with pytest.raises(IntegrityError), transaction.atomic():
            Application.objects.filter(pk=draft.pk).update(**change)


def test_paper_is_entered_by_pages(scene: SimpleNamespace, client_of: Any) -> None:
    client = client_of("officer")
    arrived = timezone.localtime(scene.call.closes_at - HOUR)
    data = {
        "call_kind": scene.made.call_kind.pk,
        "organisation": "Omaisten Testi ry",
        "language": "fi",
        "arrived_at_0": arrived.strftime("%Y-%m-%d"),
        "arrived_at_1": arrived.strftime("%H:%M"),
        "way": "desk",
        "signed_by": "Sanelma Rahaniemi",
    }
    assert "file" in client.post(f"{LIST}paperi/", data).context["form"].errors
    response = client.post(f"{LIST}paperi/", data | {"file": ContentFile(b"teksti", name="paperi.txt")})
    draft = Application.objects.get()
    assert response.headers["Location"] == draft.get_absolute_url()
    assert draft.signatories.get().name == "Sanelma Rahaniemi"
    client.post(f"{draft.get_absolute_url()}osat/what/", {"asked": "title", "title": "Kerho"})
    url = f"{LIST}{draft.key}/paperi/"
    client.post(url, {"arrived_at_0": data["arrived_at_0"], "arrived_at_1": "00:01", "way": "email"})
    assert again(draft).paper_way == "email"
    assert draft.applicant_name in client.get(LIST).content.decode()
    seen = client.get(f"{draft.get_absolute_url()}laheta/").context["seen"]
    client.post(f"{draft.get_absolute_url()}laheta/", {"seen": seen})
    assert again(draft).reference
    assert client.get(url).status_code == 404
