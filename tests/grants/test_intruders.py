"""Everybody who has no business with an application tries every act on it, by the addresses of its own pages."""

from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.apps import apps
from django.core.files.base import ContentFile
from django.test import Client
from django.utils import timezone

from grants import services
from grants.forms.applying import base_of
from grants.models import Application, CallKind, CopyArchive
from grants.services.sharing import MOST_EVER
from grants.snapshot import attachments_of, content_of, hash_of
from members.enums import RegionRoleKind
from members.models import RegionRole
from portal.errors import Refused
from portal.models import Document, OutgoingMail
from tests.cast import BEGINNING, Cast
from tests.factories import OrganisationFactory, OrganisationRoleFactory, RegionFactory, UserFactory
from tests.grants.applying_scene import DAY, begin, complete, make_call, send

pytestmark = pytest.mark.django_db

HTMX = {"HX-Request": "true"}
YESTERDAY = timezone.localdate() - timedelta(days=1)


@pytest.fixture
def scene(cast: Cast) -> SimpleNamespace:
    """A draft with a file and a colleague, one that was sent, and those who have nothing to do there."""
    call = make_call(cast.body.region)
    draft = complete(call, cast.organisation, cast.applicant)
    sent = complete(call, cast.organisation, cast.applicant)
    send(sent, cast.applicant)
    services.ask_supplement(
        application=sent, text="x", questions=["title"], due_at=timezone.now() + DAY, actor=cast.officer
    )
    file = services.add_attachment(
        application=draft,
        file=ContentFile(b"Tili", name="tili.txt"),
        arrived_at=timezone.now(),
        actor=cast.applicant,
    )
    people = {name: UserFactory(email=f"{name}@example.org") for name in ("reader", "removed", "rival")}
    roles = {}
    for name, role in (("reader", "reader"), ("removed", "editor")):
        for each in (draft, sent):
            roles[name] = services.invite_colleague(
                application=each, email=people[name].email, role=role, actor=cast.applicant
            )
            services.join_application(role=roles[name], actor=people[name])
            if name == "removed":
                services.end_colleague(role=roles[name], actor=cast.applicant)
    rivals = OrganisationFactory()
    OrganisationRoleFactory(user=people["rival"], organisation=rivals, role="owner")
    own = begin(call, rivals, people["rival"])
    elsewhere, before = UserFactory(), UserFactory()
    kind = RegionRoleKind.GRANT_OFFICER
    RegionRole.objects.create(
        region=RegionFactory(slug="muumaa", name="Muumaa"), user=elsewhere, role=kind, valid_from=BEGINNING
    )
    RegionRole.objects.create(
        region=cast.body.region, user=before, role=kind, valid_from=BEGINNING, valid_until=YESTERDAY
    )
    people |= {"elsewhere": elsewhere, "officer before": before}
    people |= {name: getattr(cast, name) for name in ("outsider", "member", "assessor", "coordinator")}
    return SimpleNamespace(
        call=call, draft=draft, sent=sent, file=file, people=people, own=own, roles=roles, cast=cast
    )


def client_of(user: Any) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(user)
    return client


def everything() -> dict[str, Any]:
    """All that is kept about applications, and all mails."""
    kept: dict[str, Any] = {
        model.__name__: list(model.objects.order_by("pk").values())
        for model in apps.get_app_config("grants").get_models()
    }
    return kept | {"mails": OutgoingMail.objects.count(), "documents": Document.objects.count()}


def acts(scene: SimpleNamespace, application: Application) -> dict[str, dict[str, Any]]:
    """Path → what its form would send, with bases and keys that are right."""
    mark = hash_of(content_of(application), attachments_of(application))
    place, role = scene.call.accounts.pk, scene.roles["reader"]
    return {
        "osat/what/": {"title": "Murto", "base-title": base_of(1, "Kerho")},
        "yhteyshenkilot/": {"contact_name": "Murto", "base-contact_name": ""},
        "tilinumero/": {"iban_holder": "Murto", "base-iban_holder": "", "name_1": "Murto"},
        "liitteet/": {"files": ContentFile(b"Murto", name="murto.txt")},
        f"liitteet/{scene.file.key}/poista/": {},
        f"liitteet/{place}/myohemmin/": {f"p{place}-due_on": date.today() + DAY},  # noqa: DTZ011
        "ihmiset/": {"email": "murto@example.org", "role": "editor"},
        f"ihmiset/{role.key}/poista/": {},
        "laheta/": {"seen": mark},
        "peru/": {"reason": "Murto"},
        "poista/": {},
        "pyyda-lupaa/": {"reason": "Murto"},
        "viesti/": {"text": "Murto"},
    }


def handling(scene: SimpleNamespace) -> dict[str, dict[str, Any]]:
    """The same of the officers' pages."""
    until = (timezone.localtime() + DAY).strftime("%Y-%m-%dT%H:%M")
    day, hour = until.split("T")
    times = {
        "until": until,
        "until_0": day,
        "until_1": hour,
        "due_at": until,
        "due_at_0": day,
        "due_at_1": hour,
    }
    return {
        "taydennys/": {"text": "x", "questions": ["purpose"], **times},
        "taydennys/peru/": {},
        "myohassa/": {"reason": "x", **times},
        "myohassa/ei/": {"reason": "x"},
        "myohassa/kasittelyyn/": {"reason": "x"},
        "paperi/": {"way": "post", "arrived_at_0": day, "arrived_at_1": "08:00"},
        "luovuta/": {"to": scene.people["rival"].email, "reason": "x"},
    }


NAMES = (
    "reader",
    "removed",
    "rival",
    "elsewhere",
    "officer before",
    "outsider",
    "member",
    "assessor",
    "coordinator",
)


@pytest.mark.parametrize("name", NAMES)
def test_intruder_changes_nothing(name: str, scene: SimpleNamespace) -> None:
    client, before = client_of(scene.people[name]), everything()
    for application in (scene.draft, scene.sent):
        for path, data in acts(scene, application).items():
            for headers in ({}, HTMX):
                answer = client.post(application.get_absolute_url() + path, data, headers=headers)
                assert answer.status_code < 500, path
        for path, data in handling(scene).items():
            answer = client.post(f"/tyopoyta/avustukset/hakemukset/{application.key}/{path}", data)
            assert answer.status_code in {403, 404}, path
    chosen = {"chosen": [str(scene.sent.key)], "handler": scene.cast.officer.pk}
    for path in ("jaa/", "zip/"):
        client.post(f"/tyopoyta/avustukset/hakemukset/{path}", chosen)
    assert {
        key: rows for key, rows in everything().items() if rows != before[key] and key != "CopyArchive"
    } == {}
    assert [
        each.applications for each in CopyArchive.objects.all() if scene.sent.pk in each.applications
    ] == []


def test_keys_of_another_application_open_nothing(scene: SimpleNamespace) -> None:
    """A rival has a draft of its own, and knows the keys of what belongs to the other."""
    client, url, before = client_of(scene.people["rival"]), scene.own.get_absolute_url(), everything()
    other_call = make_call(scene.cast.body.region)
    other_place = other_call.accounts.pk
    before = everything()
    sends = {
        f"liitteet/{scene.file.key}/poista/": {},
        f"ihmiset/{scene.roles['reader'].key}/poista/": {},
        f"liitteet/{other_place}/myohemmin/": {f"p{other_place}-due_on": timezone.localdate() + DAY},
        "liitteet/": {"required": other_place, "files": ContentFile(b"x", name="x.txt")},
        "osat/ei-ole/": {"title": "x"},
    }
    for path, data in sends.items():
        assert client.post(url + path, data).status_code == 404, path
    for data in ({"question": "title"}, {"question": "ei-ole"}, {"paper": "1"}):
        answer = client.post(f"{url}liitteet/", data | {"files": ContentFile(b"x", name="x.txt")})
        assert answer.status_code < 500
    assert client.get(f"{url}liitteet/{scene.file.key}/").status_code == 404
    assert everything() == before


def test_copy_names_only_own_earlier_applications(scene: SimpleNamespace) -> None:
    client, new = client_of(scene.people["rival"]), make_call(scene.cast.body.region)
    rivals = scene.own.organisation_id
    data = {"applicant": rivals, "copy": str(scene.sent.key)}
    address = f"/avustukset/hakemukset/uusi/{new.call_kind.pk}/"
    client.post(address, data)
    assert not Application.objects.get(call=new.call).answers.exists()
    count = Application.objects.count()
    client.post(address, {"applicant": scene.cast.organisation.pk})
    client.post(address, {"applicant": "group", "group_name": "\u202e" * 3 + " \u200b"})
    assert Application.objects.filter(organisation=scene.cast.organisation, call=new.call).count() == 0
    assert Application.objects.count() == count


@pytest.mark.parametrize("state", ["draft", "cancelled"])
def test_call_that_is_not_open_is_as_if_it_were_not_there(state: str, scene: SimpleNamespace) -> None:
    made: CallKind = make_call(scene.cast.body.region).call_kind
    facts = {"state": state} | (
        {"cancelled_because": "x"} if state == "cancelled" else {"published_at": None}
    )
    type(made.call).objects.filter(pk=made.call_id).update(**facts)
    client, data = client_of(scene.people["rival"]), {"applicant": scene.own.organisation_id}
    assert client.post(f"/avustukset/hakemukset/uusi/{made.pk}/", data).status_code == 404
    assert not Application.objects.filter(call=made.call_id).exists()


def test_invitation_is_for_one_person_and_one_time(scene: SimpleNamespace) -> None:
    asked = services.invite_colleague(
        application=scene.draft, email="Uusi.Hakija@example.org", role="editor", actor=scene.cast.applicant
    )
    address, right = (
        f"/avustukset/hakemukset/kutsu/{asked.key}/",
        UserFactory(email="uusi.hakija@example.org"),
    )
    for person in ("reader", "rival", "outsider"):
        assert client_of(scene.people[person]).post(address).status_code == 404
    client = client_of(right)
    client.post(address)
    assert scene.draft.role_of(right) == "editor"
    assert client.post(address).status_code == 404
    asked.refresh_from_db()
    services.end_colleague(role=asked, actor=scene.cast.applicant)
    assert client.post(address).status_code == 404
    assert client.get(scene.draft.get_absolute_url()).status_code == 404
    taken_back = services.invite_colleague(
        application=scene.draft, email=right.email, role="editor", actor=scene.cast.applicant
    )
    services.end_colleague(role=taken_back, actor=scene.cast.applicant)
    assert client.post(f"/avustukset/hakemukset/kutsu/{taken_back.key}/").status_code == 404


def test_invitations_have_an_end(scene: SimpleNamespace) -> None:
    """Inviting and taking back in a row would be a way of writing to anybody."""

    def invite(number: int) -> Any:
        return services.invite_colleague(
            application=scene.draft,
            email=f"joku{number}@example.org",
            role="reader",
            actor=scene.cast.applicant,
        )

    for number in range(MOST_EVER - scene.draft.roles.count()):
        services.end_colleague(role=invite(number), actor=scene.cast.applicant)
    with pytest.raises(Refused):
        invite(MOST_EVER)
