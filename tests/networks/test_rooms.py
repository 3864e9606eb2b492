"""Rooms that are offered and looked for: who may do what, what the database refuses, and what everybody sees."""

import json
import re
from collections.abc import Callable
from contextlib import nullcontext
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, connection, transaction
from django.db.models import F
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation

from members.enums import OrganisationRoleKind
from networks import services
from networks.enums import RoomKind, RoomPrice, RoomState
from networks.models import RoomNotice
from networks.tasks import tidy_rooms
from portal import search
from portal.errors import Overtaken, Refused
from tests.cast import Cast
from tests.factories import (
    MunicipalityFactory,
    OrganisationFactory,
    RegionFactory,
    RoomNoticeFactory,
)

pytestmark = pytest.mark.django_db
LIST = "/tilat/"


def today() -> date:
    return timezone.localdate()


def notice_of(cast: Cast, **fields: Any) -> RoomNotice:
    """Of the applicant's organisation, in the region of the coordinator's body."""
    place = MunicipalityFactory(region=cast.body.region)
    return RoomNoticeFactory(**{"organisation": cast.organisation, "municipality": place} | fields)


def told(**changes: Any) -> dict[str, Any]:
    """What a form sends for an offer."""
    values: dict[str, Any] = {
        "title": "Kerhohuone",
        "place": "Keskusta",
        "description": "Huone ryhmille.",
        "seats": 12,
        "price": RoomPrice.FREE,
        "times": "Iltaisin",
        "is_step_free": True,
        "contact_name": "Tessa Testinen",
        "contact_email": "tessa@example.org",
        "shown_until": today() + timedelta(days=60),
    }
    return values | changes


def over(notice: RoomNotice, *, days: int) -> None:
    """As if the last day had been so many days ago."""
    then = today() - timedelta(days=days)
    RoomNotice.objects.filter(pk=notice.pk).update(put_up_on=then, renewed_on=then, shown_until=then)


def listed(client: Client, **wish: Any) -> list[str]:
    response = client.get(LIST, wish)
    assert response.status_code == 200
    return [notice.title for notice in response.context["page"]]


def english(client: Client, name: str, *args: Any, **wish: Any) -> str:
    with translation.override("en"):
        response = client.get(reverse(f"networks:{name}", args=args), wish)
    assert response.status_code == 200
    return response.content.decode()


# --- Who may do what ---


ACTS: dict[str, tuple[set[str], Callable[[RoomNotice, Any], object]]] = {
    "put up": (
        {"applicant", "secretariat"},
        lambda notice, actor: services.put_up_room_notice(
            organisation=notice.organisation,
            kind=RoomKind.OFFER,
            values=told(municipality=notice.municipality),
            actor=actor,
        ),
    ),
    "change": (
        {"applicant", "secretariat"},
        lambda notice, actor: services.change_room_notice(
            notice=notice, base_version=1, values={"title": "Uusi"}, actor=actor
        ),
    ),
    "extend": (
        {"applicant", "secretariat"},
        lambda notice, actor: services.extend_room_notice(notice=notice, until=today(), actor=actor),
    ),
    "end": (
        {"applicant", "secretariat", "coordinator"},
        lambda notice, actor: services.end_room_notice(notice=notice, actor=actor),
    ),
}


@pytest.mark.parametrize("name", ACTS)
def test_act_is_for_exactly_its_roles(cast: Cast, name: str) -> None:
    roles, act = ACTS[name]
    done = set()
    for role, user in cast.everybody().items():
        notice = notice_of(cast)
        try:
            with transaction.atomic():
                act(notice, user)
            done.add(role)
        except PermissionDenied:
            pass
    assert done == roles


@pytest.mark.parametrize(
    ("role", "may"),
    [
        (OrganisationRoleKind.OWNER, True),
        (OrganisationRoleKind.EDITOR, True),
        (OrganisationRoleKind.READER, False),
    ],
)
def test_owners_and_editors_keep_the_notices(cast: Cast, role: str, may: bool) -> None:
    notice = notice_of(cast)
    cast.applicant.organisation_roles.update(role=role)
    assert cast.applicant.has_perm("networks.change_roomnotice", notice) == may


def test_coordinator_of_another_region_takes_nothing_down(cast: Cast) -> None:
    notice = notice_of(cast, municipality=MunicipalityFactory(region=RegionFactory(slug="toinen")))
    with pytest.raises(PermissionDenied):
        services.end_room_notice(notice=notice, actor=cast.coordinator)


def test_organisation_that_nobody_confirmed_puts_up_nothing(cast: Cast) -> None:
    cast.organisation.is_listed = False
    cast.organisation.save()
    with pytest.raises(Refused, match="Sihteeristö"):
        services.put_up_room_notice(
            organisation=cast.organisation,
            kind=RoomKind.OFFER,
            values=told(municipality=MunicipalityFactory()),
            actor=cast.applicant,
        )


def test_notice_is_seen_by_all_while_it_is_shown_and_by_its_people_afterwards(cast: Cast) -> None:
    shown, past, ended = notice_of(cast), notice_of(cast), notice_of(cast)
    hidden = RoomNoticeFactory(organisation=OrganisationFactory(is_listed=False))
    over(past, days=1)
    services.end_room_notice(notice=ended, actor=cast.applicant)
    seen = {
        role: set(RoomNotice.objects.visible_to(user).values_list("pk", flat=True))
        for role, user in cast.everybody().items()
    }
    own = {shown.pk, past.pk, ended.pk}
    wider = {"applicant": own, "secretariat": own | {hidden.pk}}
    assert seen == {role: wider.get(role, {shown.pk}) for role in Cast.ROLES}


# --- The acts ---


def put_up(cast: Cast, kind: RoomKind = RoomKind.OFFER, **changes: Any) -> RoomNotice:
    values = told(municipality=MunicipalityFactory(), **changes)
    return services.put_up_room_notice(
        organisation=cast.organisation, kind=kind, values=values, actor=cast.applicant
    )


def test_notice_is_put_up_for_all_to_see(cast: Cast, client: Client) -> None:
    notice = put_up(cast)
    assert (notice.put_up_on, notice.renewed_on, notice.state) == (today(), today(), RoomState.SHOWN)
    assert listed(client) == ["Kerhohuone"]
    text = client.get(notice.get_absolute_url()).content.decode()
    assert ("Tessa Testinen" in text, "mailto:tessa@example.org" in text) == (True, True)


@pytest.mark.parametrize(
    ("kind", "changes", "field"),
    [
        (RoomKind.OFFER, {"price": ""}, "price"),
        (RoomKind.OFFER, {"price": "cheap"}, "price"),
        (RoomKind.OFFER, {"title": ""}, "title"),
        (RoomKind.OFFER, {"seats": 0}, "seats"),
        (RoomKind.OFFER, {"seats": 5001}, "seats"),
        (RoomKind.OFFER, {"contact_email": "nonsense"}, "contact_email"),
        (RoomKind.OFFER, {"contact_email": ""}, "contact_email"),
        (RoomKind.OFFER, {"shown_until": date(2020, 1, 1)}, "shown_until"),
        (RoomKind.WISH, {"price": RoomPrice.RENT}, "__all__"),
    ],
)
def test_wrong_value_is_told_beside_its_field(
    cast: Cast, kind: RoomKind, changes: dict[str, Any], field: str
) -> None:
    with pytest.raises(ValidationError) as refusal:
        put_up(cast, kind, **changes)
    assert set(refusal.value.message_dict) == {field}
    assert not RoomNotice.objects.exists()


def test_answers_come_to_the_organisation_when_the_notice_tells_no_address(
    cast: Cast, client: Client
) -> None:
    cast.organisation.email = "yhdistys@example.org"
    cast.organisation.save()
    notice = put_up(cast, contact_name="", contact_email="")
    assert "mailto:yhdistys@example.org" in client.get(notice.get_absolute_url()).content.decode()


@pytest.mark.parametrize(("days", "may"), [(0, True), (366, True), (-1, False), (367, False)])
def test_notice_is_lengthened_by_a_year_at_most(cast: Cast, days: int, may: bool) -> None:
    notice, until = notice_of(cast), today() + timedelta(days=days)
    over(notice, days=10)
    with nullcontext() if may else pytest.raises(ValidationError, match="vuoden"):
        services.extend_room_notice(notice=notice, until=until, actor=cast.applicant)
    notice.refresh_from_db()
    assert (notice.shown_until == until, notice.state == RoomState.SHOWN) == (may, may)


def test_what_was_taken_down_stays_down_and_keeps_no_contact(cast: Cast) -> None:
    notice = notice_of(cast, contact_name="Tessa Testinen")
    ended = services.end_room_notice(notice=notice, actor=cast.coordinator)
    assert (ended.state, ended.contact_name, ended.contact_email) == (RoomState.ENDED, "", "")
    for name in ("change", "extend", "end"):
        with pytest.raises(Overtaken):
            ACTS[name][1](notice, cast.applicant)


def test_history_names_no_contact(cast: Cast) -> None:
    notice = notice_of(cast)
    services.change_room_notice(
        notice=notice,
        base_version=1,
        values={"title": "Toinen", "contact_name": "Tessa Salainen"},
        actor=cast.applicant,
    )
    kept = list(RoomNotice.pgh_event_model.objects.filter(pgh_obj_id=notice.pk).values())
    assert [row["title"] for row in kept] == [notice.title, "Toinen"]
    assert not {"contact_name", "contact_email"} & kept[0].keys()


def test_contact_goes_a_month_after_the_last_day(cast: Cast) -> None:
    old, late, shown = notice_of(cast), notice_of(cast), notice_of(cast)
    over(old, days=31)
    over(late, days=30)
    tidy_rooms()
    left = set(RoomNotice.objects.exclude(contact_email="").values_list("pk", flat=True))
    assert left == {late.pk, shown.pk}
    assert services.remove_old_room_contacts(before=today() - timedelta(days=30)) == 0
    with pytest.raises(Refused, match="yhteystie"):
        services.extend_room_notice(notice=old, until=today(), actor=cast.applicant)


@pytest.mark.parametrize(
    ("changes", "constraint"),
    [
        ({"price": ""}, "price_of_an_offer"),
        ({"kind": "wish"}, "price_of_an_offer"),
        ({"kind": "other"}, "price_of_an_offer"),
        ({"price": "dear"}, "price_of_an_offer"),
        ({"seats": 0}, "seats_in_reason"),
        ({"shown_until": F("renewed_on") + timedelta(days=367)}, "shown_a_year_at_most"),
        ({"shown_until": F("renewed_on") - timedelta(days=1)}, "shown_a_year_at_most"),
        ({"put_up_on": F("renewed_on") + timedelta(days=1)}, "renewed_after_put_up"),
        ({"ended_at": timezone.now()}, "ended_keeps_no_contact"),
    ],
)
def test_database_holds_the_rules(changes: dict[str, Any], constraint: str) -> None:
    notice = RoomNoticeFactory()
    with pytest.raises(IntegrityError, match=f"networks_roomnotice_{constraint}"), transaction.atomic():
        RoomNotice.objects.filter(pk=notice.pk).update(**changes)
    RoomNotice.objects.filter(pk=notice.pk).update(shown_until=F("renewed_on") + timedelta(days=366))


# --- Pages ---


@pytest.mark.parametrize("number", [1, 3])
def test_list_takes_as_many_queries_for_more_notices(client: Client, number: int) -> None:
    for _ in range(number):
        RoomNoticeFactory()
    with CaptureQueriesContext(connection) as queries:
        assert len(listed(client)) == number
    assert len(queries) == 4


@pytest.mark.parametrize("number", [1, 3])
def test_own_list_takes_as_many_queries_for_more_notices(
    cast: Cast, client_of: Any, django_assert_num_queries: Any, number: int
) -> None:
    for _ in range(number):
        notice_of(cast)
    client = client_of("applicant")
    address = reverse("networks:room-own", args=[cast.organisation.pk])
    client.get(address)  # what is remembered of the person
    with django_assert_num_queries(6):
        assert len(client.get(address).context["notices"]) == number


def test_offers_and_wishes_are_two_lists(client: Client) -> None:
    RoomNoticeFactory(title="Tarjous")
    RoomNoticeFactory(title="Toive", kind=RoomKind.WISH)
    assert (listed(client), listed(client, laji="wish")) == (["Tarjous"], ["Toive"])
    assert listed(client, laji="nonsense") == ["Tarjous"]


def test_what_is_over_or_ended_is_not_listed(client: Client) -> None:
    RoomNoticeFactory(title="Nyt")
    over(RoomNoticeFactory(title="Ohi"), days=1)
    RoomNoticeFactory(ended_at=timezone.now(), contact_email="")
    RoomNoticeFactory(organisation=OrganisationFactory(is_listed=False))
    assert listed(client) == ["Nyt"]


def test_filters_narrow_the_list(client: Client) -> None:
    here = MunicipalityFactory()
    RoomNoticeFactory(title="Täällä", municipality=here, is_step_free=True)
    RoomNoticeFactory(title="Muualla", is_step_free=True, has_induction_loop=True)
    RoomNoticeFactory(title="Portailla", municipality=here)
    assert listed(client, kunta=here.pk) == ["Portailla", "Täällä"]
    assert listed(client, esteettomyys="portaaton") == ["Muualla", "Täällä"]
    assert listed(client, esteettomyys=["portaaton", "silmukka"]) == ["Muualla"]
    assert listed(client, kunta=here.pk, esteettomyys="portaaton") == ["Täällä"]


def test_search_finds_words_of_the_notice_but_not_its_contact(client: Client) -> None:
    RoomNoticeFactory(title="Takkahuone", description="Pianolla voi soittaa.", contact_name="Tessa Testinen")
    RoomNoticeFactory(title="Sali")
    search.index_changes()
    assert listed(client, q="piano") == ["Takkahuone"]
    assert listed(client, q="tessa") == []


@pytest.mark.parametrize(
    "wish",
    [
        {"kunta": "x"},
        {"kunta": "9" * 30},
        {"esteettomyys": "x"},
        {"q": "%"},
        {"q": "x" * 300},
        {"page": "-1"},
        {"page": "9" * 30},
    ],
)
def test_odd_question_is_answered(client: Client, wish: dict[str, str]) -> None:
    RoomNoticeFactory(title="Sali")
    search.index_changes()
    assert set(listed(client, **wish)) <= {"Sali"}


def test_long_list_has_pages(client: Client) -> None:
    organisation, municipality = OrganisationFactory(), MunicipalityFactory()
    for _ in range(26):
        RoomNoticeFactory(organisation=organisation, municipality=municipality)
    assert (len(listed(client)), len(listed(client, page=2))) == (25, 1)


def test_empty_lists_say_why(client: Client) -> None:
    assert "Nobody offers a room at the moment" in english(client, "room-list")
    assert "Nobody looks for a room at the moment" in english(client, "room-list", laji="wish")
    assert "No offered room is like that" in english(client, "room-list", esteettomyys="wc")
    assert "Nobody looks for such a room" in english(client, "room-list", esteettomyys="wc", laji="wish")


@pytest.mark.parametrize(("language", "title"), [("fi", "Tilat"), ("sv", "Lokaler"), ("en", "Rooms")])
def test_title_is_in_the_language_of_the_page(client: Client, language: str, title: str) -> None:
    with translation.override(language):
        text = client.get(reverse("networks:room-list")).content.decode()
    assert re.findall(r"<h1[^>]*>(.*?)</h1>", text) == [title]


def test_public_pages_touch_no_session(client: Client) -> None:
    for address in (LIST, RoomNoticeFactory().get_absolute_url()):
        response = client.get(address)
        assert response.cookies == {}
        assert "csrfmiddlewaretoken" not in response.content.decode()


def test_notice_that_is_over_is_like_one_that_never_was(cast: Cast, client_of: Any) -> None:
    notice = notice_of(cast)
    over(notice, days=1)
    answers = {
        role: client_of(role).get(notice.get_absolute_url()).status_code
        for role in ("visitor", "outsider", "coordinator", "applicant", "secretariat")
    }
    missing = ("visitor", "outsider", "coordinator")
    assert answers == {role: 404 if role in missing else 200 for role in answers}


def test_people_put_up_change_lengthen_and_take_down(cast: Cast, client_of: Any) -> None:
    client, municipality = client_of("applicant"), MunicipalityFactory()
    own = reverse("networks:room-own", args=[cast.organisation.pk])
    until = today() + timedelta(days=40)
    sent = told(municipality=municipality.pk, shown_until=until.isoformat(), access=["has_induction_loop"])
    client.post(reverse("networks:room-offer", args=[cast.organisation.pk]), sent)
    notice = RoomNotice.objects.get()
    assert (notice.kind, notice.seats, notice.shown_until) == (RoomKind.OFFER, 12, until)
    assert (notice.is_step_free, notice.has_induction_loop) == (False, True)
    opened = client.get(reverse("networks:room-change", args=[notice.pk])).context["form"]
    assert opened["access"].value() == ["has_induction_loop"]
    client.post(
        reverse("networks:room-change", args=[notice.pk]),
        {**sent, "title": "Sali", "version": notice.version},
    )
    later = today() + timedelta(days=200)
    client.post(reverse("networks:room-extend", args=[notice.pk]), {"shown_until": later.isoformat()})
    notice.refresh_from_db()
    assert (notice.title, notice.shown_until, notice.version) == ("Sali", later, 3)
    assert client.post(reverse("networks:room-end", args=[notice.pk]))["Location"] == own
    assert client.get(own).context["notices"][0].state == RoomState.ENDED
    assert client.get(reverse("networks:room-change", args=[notice.pk])).status_code == 302


def test_wish_is_put_up_without_a_price(cast: Cast, client_of: Any) -> None:
    sent = told(municipality=MunicipalityFactory().pk, shown_until=today().isoformat())
    client_of("applicant").post(reverse("networks:room-wish", args=[cast.organisation.pk]), sent)
    notice = RoomNotice.objects.get()
    assert (notice.kind, notice.price) == (RoomKind.WISH, "")


@pytest.mark.parametrize(
    "wrong",
    [
        {"title": ""},
        {"title": "x" * 101},
        {"municipality": "9" * 30},
        {"price": ""},
        {"seats": "-3"},
        {"seats": "9" * 30},
        {"shown_until": "2020-01-01"},
        {"shown_until": "tomorrow"},
        {"contact_email": ""},
        {"access": "x"},
        {"description": "\0"},
    ],
)
def test_form_keeps_what_was_typed_and_says_what_is_wrong(
    cast: Cast, client_of: Any, wrong: dict[str, str]
) -> None:
    sent = told(municipality=MunicipalityFactory().pk, shown_until=today().isoformat()) | wrong
    response = client_of("applicant").post(reverse("networks:room-offer", args=[cast.organisation.pk]), sent)
    assert response.status_code == 200
    assert set(response.context["form"].errors) == set(wrong)
    assert "Iltaisin" in response.content.decode()
    assert not RoomNotice.objects.exists()


def test_second_of_two_is_told_and_may_save_again(cast: Cast, client_of: Any) -> None:
    notice, client = notice_of(cast), client_of("applicant")
    address = reverse("networks:room-change", args=[notice.pk])
    services.change_room_notice(
        notice=notice, base_version=1, values={"title": "Ensin"}, actor=cast.secretariat
    )
    sent = told(municipality=notice.municipality_id, title="Toiseksi")
    response = client.post(address, {**sent, "version": 1})
    notice.refresh_from_db()
    assert (response.status_code, notice.title) == (200, "Ensin")
    form = response.context["form"]
    assert (form["title"].value(), form["version"].value()) == ("Toiseksi", "2")
    assert client.post(address, {**sent, "version": 2}).status_code == 302
    notice.refresh_from_db()
    assert notice.title == "Toiseksi"


def test_page_of_the_organisation_shows_its_rooms_and_its_people_the_way_on(
    cast: Cast, client_of: Any
) -> None:
    address, own = (
        cast.organisation.get_absolute_url(),
        reverse("networks:room-own", args=[cast.organisation.pk]),
    )
    assert own in client_of("applicant").get(address).content.decode()
    notice = notice_of(cast, title="Kerhohuone")
    text = client_of("visitor").get(address).content.decode()
    assert (notice.get_absolute_url() in text, own in text) == (True, False)


def test_own_data_tells_of_notices_with_ones_address(cast: Cast, client_of: Any) -> None:
    notice_of(cast, title="Oma", contact_name="Minä", contact_email="Applicant@example.org")
    notice_of(cast, title="Toisen")
    kept = json.loads(client_of("applicant").get(reverse("own-data-download")).content)
    assert [row["notice"] for row in kept["room_contacts"]["records"]] == ["Oma"]
    assert kept["room_contacts"]["records"][0]["contact_name"] == "Minä"
    others = json.loads(client_of("outsider").get(reverse("own-data-download")).content)
    assert others["room_contacts"]["records"] == []


@pytest.mark.usefixtures("loaded_demo")
class TestDemo:
    """The demo of today."""

    def test_two_rooms_are_offered_and_two_looked_for(self, client: Client) -> None:
        assert (len(listed(client)), len(listed(client, laji="wish"))) == (2, 2)
        assert all(notice.organisation.is_example for notice in RoomNotice.objects.all())
        for notice in RoomNotice.objects.all():
            notice.full_clean()
