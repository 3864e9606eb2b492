"""The officers' list: what it shows, narrows, orders, flags, assigns and gives away."""

from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from grants import services
from grants.columns import COLUMNS
from grants.desk_applying import messages_to_read
from grants.handling import flagged
from grants.models import Application, Call, SavedView
from portal.errors import Refused
from portal.models import User
from tests.cast import Cast
from tests.factories import OrganisationFactory, OrganisationRoleFactory, RegionFactory
from tests.grants.applying_scene import begin, complete, make_call, save, send

URL = "/tyopoyta/avustukset/hakemukset/"


@pytest.fixture
def scene(cast: Cast) -> SimpleNamespace:
    """One sent application of the applicant's, and a draft that is nobody's business."""
    call = make_call(cast.body.region)
    sent = complete(call, cast.organisation, cast.applicant)
    send(sent, cast.applicant)
    draft = begin(call, cast.organisation, cast.applicant)
    Application.objects.filter(pk=draft.pk).update(title="Salainen luonnos")
    return SimpleNamespace(call=call, sent=sent, draft=draft, cast=cast)


def sent_by_another(scene: SimpleNamespace, name: str, **answers: Any) -> Application:
    """An application of another association, with an account of its own."""
    organisation = OrganisationFactory(name=name)
    actor = OrganisationRoleFactory(organisation=organisation).user
    application = complete(scene.call, organisation, actor, **answers)
    Application.objects.filter(pk=application.pk).update(iban="FI14 1009 3000 1234 58")
    send(Application.objects.get(pk=application.pk), actor)
    return application


def shown(client: Client, **query: Any) -> list[str]:
    """The applicants in the list, in its order."""
    page = client.get(URL, query)
    return [row["application"].applicant_name for row in page.context["rows"]]


def test_drafts_are_not_in_the_list(scene: SimpleNamespace, client_of: Any) -> None:
    page = client_of("officer").get(URL).content.decode()
    assert "Omaisten Testi ry" in page
    assert "Salainen luonnos" not in page
    assert client_of("officer").get(f"{URL}{scene.draft.key}/").status_code == 404


def test_officer_of_another_region_sees_nothing(scene: SimpleNamespace, client_of: Any) -> None:
    role = scene.cast.officer.region_roles.get()
    role.region = RegionFactory(slug="muumaa", name="Muumaan hyvinvointialue")
    role.save(update_fields=["region"])
    assert shown(client_of("officer")) == []
    assert client_of("officer").get(f"{URL}{scene.sent.key}/").status_code == 404


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({}, ["Toinen ry", "Omaisten Testi ry"]),
        ({"order": "applicant"}, ["Omaisten Testi ry", "Toinen ry"]),
        ({"order": "sum"}, ["Toinen ry", "Omaisten Testi ry"]),
        ({"q": "kerho"}, ["Omaisten Testi ry"]),
        ({"q": "toinen"}, ["Toinen ry"]),
        ({"q": "0001"}, ["Omaisten Testi ry"]),
        ({"state": "withdrawn"}, []),
        ({"handler": "none"}, ["Toinen ry", "Omaisten Testi ry"]),
        ({"call": "999999"}, ["Toinen ry", "Omaisten Testi ry"]),
        ({"flag": "double"}, []),
    ],
)
def test_list_is_narrowed_and_ordered(
    scene: SimpleNamespace, client_of: Any, query: dict[str, str], expected: list[str]
) -> None:
    answers = {"title": "Leiri", "purpose": "Leiri", "requested_sum": "1100.00", "own_share": "400.50"}
    sent_by_another(scene, "Toinen ry", **answers)
    assert shown(client_of("officer"), **query) == expected


@pytest.mark.parametrize(
    ("words", "is_found"),
    [
        ("nokialaisille", True),
        ("KIALAISI", True),
        ("palkat", True),  # a cell of a table
        ("kerho nokialaisille omaisten", True),  # each word somewhere: the last one is in the name
        ("kerho tampere", False),
        ("members", False),  # a choice that was not taken
        ("sen jälkeen", False),  # typed after the sending
        ("ke", True),  # too short for answers, not for titles
        ("ja", False),
        ("%", False),
    ],
)
def test_search_reads_what_was_answered_in_the_last_sending(
    scene: SimpleNamespace, client_of: Any, words: str, is_found: bool
) -> None:
    sent = Application.objects.get(pk=scene.sent.pk)
    save(sent, scene.cast.applicant, base=1, purpose="Sen jälkeen kirjoitettu")
    assert shown(client_of("officer"), q=words) == (["Omaisten Testi ry"] if is_found else [])


def test_doubles_and_shared_accounts_are_pointed_out(scene: SimpleNamespace, client_of: Any) -> None:
    client = client_of("officer")
    assert shown(client, flag="double") == shown(client, flag="iban") == []
    send(complete(scene.call, scene.cast.organisation, scene.cast.applicant), scene.cast.applicant)
    assert shown(client, flag="double") == ["Omaisten Testi ry"] * 2
    other = sent_by_another(scene, "Toinen ry")
    Application.objects.filter(pk=other.pk).update(iban=scene.sent.iban)
    assert sorted(set(shown(client, flag="iban"))) == ["Omaisten Testi ry", "Toinen ry"]
    assert "Usea samalta hakijalta" in client.get(URL).content.decode()


def test_groups_are_told_apart_by_their_names(scene: SimpleNamespace, client_of: Any) -> None:
    def flags(application: Application) -> tuple[bool, bool]:
        row = flagged(Application.objects.filter(pk=application.pk)).get()
        return row.is_double, row.shares_iban

    group, again = (complete(scene.call, scene.cast.organisation, scene.cast.applicant) for _each in range(2))
    for each in (group, again):
        send(each, scene.cast.applicant)
    nobody = {"organisation": None, "iban": scene.sent.iban}
    Application.objects.filter(pk=group.pk).update(group_name="Kylän naiset", **nobody)
    Application.objects.filter(pk=again.pk).update(group_name="Naapurit", **nobody)
    client = client_of("officer")
    everybody = ["Kylän naiset", "Naapurit", "Omaisten Testi ry"]
    assert [flags(each) for each in (group, again, scene.sent)] == [(False, True)] * 3
    assert sorted(shown(client, flag="iban")) == everybody
    assert shown(client, flag="double") == []
    Application.objects.filter(pk=again.pk).update(group_name="kylän Naiset")
    Application.objects.filter(pk=scene.sent.pk).update(iban="")
    assert [flags(each) for each in (group, again, scene.sent)] == [(True, False)] * 2 + [(False, False)]
    assert shown(client, flag="iban") == []
    assert sorted(shown(client, flag="double")) == ["Kylän naiset", "kylän Naiset"]


def test_what_was_withdrawn_doubles_nothing(scene: SimpleNamespace, client_of: Any) -> None:
    again = complete(scene.call, scene.cast.organisation, scene.cast.applicant)
    send(again, scene.cast.applicant)
    client = client_of("officer")
    assert len(shown(client, flag="double")) == 2
    facts = {"arrived_at": timezone.now(), "actor": scene.cast.applicant}
    services.withdraw(application=scene.sent, reason="Uusi tilalle", **facts)
    assert shown(client, flag="double") == []
    rows = flagged(Application.objects.exclude(reference=""))
    assert [each.is_double for each in rows] == [False, False]


def test_files_hold_the_whole_list_however_long(scene: SimpleNamespace, client_of: Any) -> None:
    for number in range(3):
        sent_by_another(scene, f"Yhdistys {number} ry")
    client = client_of("officer")
    query = {"columns": ["applicant", "late"], "order": "reference"}
    names = ["Omaisten Testi ry", *(f"Yhdistys {number} ry" for number in range(3))]
    text = b"".join(client.get(f"{URL}csv/", query).streaming_content).decode()
    assert text.splitlines()[1:] == [f"{name};" for name in names]
    now = timezone.now()
    Call.objects.update(opens_at=now - timedelta(days=9), closes_at=now - timedelta(hours=25))
    book = load_workbook(BytesIO(client.get(f"{URL}xlsx/", query).content))
    cells = [[cell.value for cell in row] for row in book.active.iter_rows(min_row=2)]
    assert cells == [[name, "1 päivä"] for name in names]


def test_list_asks_the_same_number_of_queries(
    scene: SimpleNamespace, client_of: Any, django_assert_num_queries: Any
) -> None:
    client = client_of("officer")
    client.get(URL)
    for count in (1, 3):
        while Application.objects.exclude(reference="").count() < count:
            sent_by_another(scene, f"Yhdistys {Application.objects.count()} ry")
        with django_assert_num_queries(13):
            assert len(shown(client)) == count


def test_files_ask_the_same_number_of_queries(
    scene: SimpleNamespace, client_of: Any, django_assert_num_queries: Any
) -> None:
    client = client_of("officer")
    for count in (1, 3):
        while Application.objects.exclude(reference="").count() < count:
            sent_by_another(scene, f"Yhdistys {Application.objects.count()} ry")
        Application.objects.update(handler=scene.cast.officer)
        with django_assert_num_queries(5):
            answer = client.get(f"{URL}csv/", {"columns": list(COLUMNS)})
            assert len(list(answer.streaming_content)) == 2 + count


def test_chosen_ones_are_given_to_an_officer(scene: SimpleNamespace, client_of: Any) -> None:
    data = {"chosen": [str(scene.sent.key), str(scene.draft.key)], "handler": scene.cast.officer.pk}
    client_of("officer").post(f"{URL}jaa/", data)
    scene.sent.refresh_from_db()
    scene.draft.refresh_from_db()
    assert (scene.sent.handler, scene.draft.handler) == (scene.cast.officer, None)


def test_all_that_the_list_finds_are_given_to_an_officer(scene: SimpleNamespace, client_of: Any) -> None:
    other = sent_by_another(scene, "Toinen ry")
    data = {"scope": "all", "query": "q=toinen&page=7", "handler": scene.cast.officer.pk}
    page = client_of("officer").post(f"{URL}jaa/", data)
    assert page.url == f"{URL}?q=toinen&page=7"
    handlers = Application.objects.order_by("pk").values_list("pk", "handler")
    assert dict(handlers) == {
        scene.sent.pk: None,
        scene.draft.pk: None,
        other.pk: scene.cast.officer.pk,
    }


def test_heads_order_the_list_and_turn_it_round(scene: SimpleNamespace, client_of: Any) -> None:
    def heads(**query: str) -> dict[str, tuple[str, str]]:
        page = client_of("officer").get(URL, query)
        return {each["column"].name: (each["order"], each["way"]) for each in page.context["heads"]}

    assert heads()["submitted"] == ("oldest", "descending")
    assert heads(order="oldest")["submitted"] == ("submitted", "ascending")
    assert heads(order="oldest")["sum"] == ("sum", "")
    assert heads(order="sum")["sum"] == ("smallest", "descending")
    assert heads(flag="double")["applicant"] == ("applicant", "ascending")
    assert heads()["state"] == ("", "")
    page = client_of("officer").get(URL, {"order": "smallest", "q": "kerho", "page": "1"}).content.decode()
    assert 'href="?order=sum&amp;q=kerho"' in page
    assert page.count("aria-sort=") == 1


def test_applications_are_gone_through_in_the_order_of_the_list(
    scene: SimpleNamespace, client_of: Any
) -> None:
    others = [sent_by_another(scene, f"Yhdistys {number} ry") for number in range(2)]
    client = client_of("officer")
    page = client.get(f"{URL}{others[0].key}/", {"list": "order=applicant&handler=none"})
    facts = {name: page.context[name] for name in ("place", "places", "before", "after", "list_url")}
    assert facts == {
        "place": 2,
        "places": 3,
        "before": scene.sent.key,
        "after": others[1].key,
        "list_url": f"{URL}?order=applicant&handler=none",
    }
    assert f"{URL}{others[1].key}/?list=order%3Dapplicant%26handler%3Dnone" in page.content.decode()
    assert "place" not in client.get(f"{URL}{others[0].key}/").context
    assert "place" not in client.get(f"{URL}{others[0].key}/", {"list": "state=withdrawn"}).context


def test_handling_is_noted_on_the_page_and_leads_back_to_the_same_place(
    scene: SimpleNamespace, client_of: Any
) -> None:
    client, page = client_of("officer"), f"{URL}{scene.sent.key}/"
    data = {"handler": scene.cast.officer.pk, "case_number": " PIRHA/123/2026 "}
    answer = client.post(f"{page}kasittely/?list=order%3Dsum", data)
    assert answer.url == f"{page}?list=order%3Dsum"
    scene.sent.refresh_from_db()
    assert (scene.sent.handler, scene.sent.case_number) == (scene.cast.officer, "PIRHA/123/2026")
    assert client.post(f"{page}kasittely/", {"handler": "", "case_number": ""}).url == page
    scene.sent.refresh_from_db()
    assert (scene.sent.handler, scene.sent.case_number) == (None, "")
    client.post(f"{page}kasittely/", {"handler": scene.cast.outsider.pk, "case_number": ""})
    with pytest.raises(PermissionDenied):
        services.change_handling(
            application=scene.sent, handler=None, case_number="1", actor=scene.cast.applicant
        )
    with pytest.raises(Refused):
        services.change_handling(
            application=scene.sent, handler=scene.cast.outsider, case_number="1", actor=scene.cast.officer
        )
    scene.sent.refresh_from_db()
    assert (scene.sent.handler, scene.sent.case_number) == (None, "")


def test_doubles_and_shared_accounts_are_named_beside_each_other(
    scene: SimpleNamespace, client_of: Any
) -> None:
    again = complete(scene.call, scene.cast.organisation, scene.cast.applicant)
    send(again, scene.cast.applicant)
    other = sent_by_another(scene, "Toinen ry")
    far = sent_by_another(scene, "Kaukainen ry")
    Application.objects.filter(pk__in=[other.pk, far.pk]).update(iban=scene.sent.iban)
    elsewhere = RegionFactory(slug="muumaa", name="Muumaan hyvinvointialue")
    Application.objects.filter(pk=far.pk).update(region=elsewhere)
    page = client_of("officer").get(f"{URL}{scene.sent.key}/")
    assert {name: [each.pk for each in rows] for name, rows in page.context["beside"].items()} == {
        "double": [again.pk],
        "account": [again.pk, other.pk],
    }


def test_message_that_nobody_has_read_is_pointed_out_to_every_officer_until_somebody_handles_it(
    scene: SimpleNamespace, client_of: Any
) -> None:
    def cards() -> list[str]:
        return [card.url for card in messages_to_read(User.objects.get(pk=scene.cast.officer.pk))]

    client = client_of("officer")
    assert shown(client, flag="message") == []
    sent = Application.objects.for_list().get(pk=scene.sent.pk)
    services.send_message(application=sent, text="Hei", actor=scene.cast.applicant)
    assert shown(client, flag="message") == ["Omaisten Testi ry"]
    assert "Lukematon viesti" in client.get(URL).content.decode()
    assert cards() == [f"{URL}{scene.sent.key}/#viestit"]
    Application.objects.filter(pk=scene.sent.pk).update(handler=scene.cast.secretariat)
    assert cards() == []
    Application.objects.filter(pk=scene.sent.pk).update(handler=None)
    client.get(f"{URL}{scene.sent.key}/")
    assert (cards(), shown(client, flag="message")) == ([], [])


def test_only_officers_handle(scene: SimpleNamespace) -> None:
    with pytest.raises(PermissionDenied):
        services.assign(applications=[scene.sent], handler=None, actor=scene.cast.applicant)
    with pytest.raises(Refused):
        services.assign(applications=[scene.sent], handler=scene.cast.outsider, actor=scene.cast.officer)


def test_view_is_saved_shared_and_forgotten(
    scene: SimpleNamespace, client_of: Callable[[str], Client]
) -> None:
    client = client_of("officer")
    client.post(f"{URL}nakyma/", {"name": "", "query": "order=sum"})
    assert not SavedView.objects.exists()
    client.post(f"{URL}nakyma/", {"name": "Suurimmat", "query": "order=sum&page=3"})
    view = SavedView.objects.get()
    assert f'href="{URL}?order=sum"' in client.get(URL).content.decode()
    assert client_of("secretariat").post(f"{URL}nakyma/{view.pk}/poista/").status_code == 404
    client.post(f"{URL}nakyma/{view.pk}/poista/")
    assert not SavedView.objects.exists()


def test_times_are_times_in_files(scene: SimpleNamespace, client_of: Any) -> None:
    scene.sent.refresh_from_db()
    sent_at = timezone.localtime(scene.sent.submitted_at).replace(tzinfo=None, microsecond=0)
    query = {"columns": ["submitted", "email"]}
    book = load_workbook(BytesIO(client_of("officer").get(f"{URL}xlsx/", query).content))
    assert [cell.value for cell in book.active[2]] == [sent_at, "sanelma@example.org"]
    answer = client_of("officer").get(f"{URL}csv/", query)
    lines = b"".join(answer.streaming_content).decode().splitlines()
    assert lines[1] == f"{sent_at.isoformat()};sanelma@example.org"


def test_files_run_no_formula(scene: SimpleNamespace, client_of: Any) -> None:
    sent_by_another(scene, "=HYPERLINK(1) ry")
    client = client_of("officer")
    answer = client.get(f"{URL}csv/", {"columns": ["applicant", "sum"], "order": "reference"})
    lines = b"".join(answer.streaming_content).decode()
    assert lines.splitlines()[1:] == ["Omaisten Testi ry;1000.00", "'=HYPERLINK(1) ry;1000.00"]
    book = load_workbook(BytesIO(client.get(f"{URL}xlsx/", {"columns": ["applicant", "sum"]}).content))
    cells = [[cell.value for cell in row] for row in book.active.iter_rows(min_row=2)]
    assert cells == [["'=HYPERLINK(1) ry", 1000], ["Omaisten Testi ry", 1000]]


def test_officer_reads_what_was_sent_and_not_what_was_typed_since(
    scene: SimpleNamespace, client_of: Any
) -> None:
    application = Application.objects.for_list().get(pk=scene.sent.pk)
    save(application, scene.cast.applicant, base=1, title="Ei vielä lähetetty")
    page = client_of("officer").get(reverse("grants:officer-application", args=[scene.sent.key]))
    assert "Kerho" in page.content.decode()
    assert "Ei vielä lähetetty" not in page.content.decode()
    url = scene.sent.get_absolute_url()
    own_pages = ["", "osat/what/", "yhteyshenkilot/", "laheta/", "liitteet/"]
    assert {client_of("officer").get(f"{url}{page}").status_code for page in own_pages} == {404}


def test_supplement_is_asked_for_by_page(scene: SimpleNamespace, client_of: Any) -> None:
    data = {"text": "Kerro lisää", "questions": ["purpose"], "due_at": "2099-01-01T12:00"}
    client_of("officer").post(f"{URL}{scene.sent.key}/taydennys/", data)
    assert scene.sent.supplement_requests.get().questions == ["purpose"]
    page = client_of("applicant").get(scene.sent.get_absolute_url()).content.decode()
    assert "Kerro lisää" in page
