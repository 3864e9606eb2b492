"""The agenda and its papers under preparation: what is typed is kept, and what is refused says why."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client, override_settings

from meetings import services
from meetings.enums import ItemKind
from meetings.models import AgendaItem, Material, Meeting
from portal.enums import Audience
from tests.cast import Cast
from tests.factories import AgendaItemFactory, MaterialFactory, MeetingFactory

from .pages import address, said, text_of

Browser = Callable[[str], Client]


@pytest.fixture
def meeting(cast: Cast) -> Meeting:
    """A draft with an empty agenda."""
    return MeetingFactory(body=cast.body)


@pytest.fixture
def item(meeting: Meeting) -> AgendaItem:
    """Its only item."""
    return AgendaItemFactory(meeting=meeting, title_fi="Asia", minutes=10)


def typed(item: AgendaItem, **changes: Any) -> dict[str, Any]:
    """The form of an item as a browser sends it, with what somebody has typed into it."""
    names = (
        "title_fi",
        "kind",
        "minutes",
        "presenter",
        "background_fi",
        "proposal_fi",
        "title_sv",
        "background_sv",
    )
    return {name: getattr(item, name) or "" for name in names} | {"base_version": item.version, **changes}


# --- Items -----------------------------------------------------------------------------------------------------------


def test_new_item_is_put_on_the_agenda(coordinator: Client, meeting: Meeting) -> None:
    data = {"title_fi": "Uusi asia", "kind": "decide", "minutes": 20, "background_fi": "• Yksi\r\n• Kaksi"}
    response = coordinator.post(address(meeting, "asiat/uusi/"), data)
    item = meeting.items.get()
    assert response["Location"] == address(meeting) + "#agenda"
    assert (item.title_fi, item.kind, item.minutes, item.background_fi) == (
        "Uusi asia",
        ItemKind.DECIDE,
        20,
        "- Yksi\n- Kaksi",
    )


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"title_fi": ""}, "title_fi"),
        ({"title_fi": "x" * 201}, "title_fi"),
        ({"minutes": 0}, "minutes"),
        ({"minutes": 601}, "minutes"),
        ({"background_fi": "x" * 20_001}, "background_fi"),
        ({"kind": "party"}, "kind"),
    ],
)
def test_wrong_text_is_told_beside_its_field_and_the_rest_is_kept(
    coordinator: Client, item: AgendaItem, changes: dict[str, Any], field: str
) -> None:
    data = typed(item, proposal_fi="Pitkään mietitty esitys", **changes)
    response = coordinator.post(address(item.meeting, f"asiat/{item.key}/"), data)
    assert (response.status_code, list(response.context["form"].errors)) == (200, [field])
    assert "Pitkään mietitty esitys" in text_of(response)
    item.refresh_from_db()
    assert item.version == 1


def test_item_saved_by_two_in_different_fields_keeps_both_and_says_so(
    coordinator: Client, cast: Cast, item: AgendaItem
) -> None:
    services.change_item(item=item, base_version=1, values={"proposal_fi": "Esitys"}, actor=cast.secretariat)
    response = coordinator.post(
        address(item.meeting, f"asiat/{item.key}/"), typed(item, proposal_fi="", background_fi="Tausta")
    )
    item.refresh_from_db()
    assert (item.background_fi, item.proposal_fi) == ("Tausta", "Esitys")
    assert said(response) == ["success", "info"]


@pytest.fixture
def conflict(coordinator: Client, cast: Cast, item: AgendaItem) -> HttpResponse:
    """The page after two people wrote into one field."""
    theirs = {"background_fi": "Heidän <b>tekstinsä</b>", "minutes": 15}
    services.change_item(item=item, base_version=1, values=theirs, actor=cast.secretariat)
    data = typed(item, background_fi="Minun tekstini", proposal_fi="Minun esitykseni")
    return coordinator.post(address(item.meeting, f"asiat/{item.key}/"), data)


def test_conflict_shows_both_texts_and_saves_nothing(conflict: HttpResponse, item: AgendaItem) -> None:
    page = conflict.content.decode()
    assert "Heidän &lt;b&gt;tekstinsä&lt;/b&gt;" in page  # the other's text is text, whatever it says
    assert ("Minun tekstini" in page, "Minun esitykseni" in page) == (True, True)
    assert list(conflict.context["form"].clashes) == ["background_fi"]
    item.refresh_from_db()
    assert (item.background_fi, item.proposal, item.version) == ("Heidän <b>tekstinsä</b>", "", 2)


@pytest.mark.parametrize(
    ("keep", "background"), [("mine", "Minun tekstini"), ("theirs", "Heidän <b>tekstinsä</b>")]
)
def test_conflict_is_solved_by_choosing(
    coordinator: Client, conflict: HttpResponse, item: AgendaItem, keep: str, background: str
) -> None:
    form = conflict.context["form"]
    data = {name: form[name].value() or "" for name in form.fields} | {"keep-background_fi": keep}
    response = coordinator.post(address(item.meeting, f"asiat/{item.key}/"), data)
    item.refresh_from_db()
    facts = (response.status_code, item.background_fi, item.proposal_fi, item.minutes, item.version)
    assert facts == (302, background, "Minun esitykseni", 15, 3)


def test_item_removed_meanwhile_gives_the_texts_back_as_a_new_item(
    coordinator: Client, cast: Cast, item: AgendaItem
) -> None:
    services.remove_item(item=item, actor=cast.secretariat)
    data = typed(item, background_fi="Pitkä teksti")
    response = coordinator.post(address(item.meeting, f"asiat/{item.key}/"), data)
    page = text_of(response)
    assert (response.status_code, "Pitkä teksti" in page) == (200, True)
    assert f'action="{address(item.meeting, "asiat/uusi/")}"' in page
    coordinator.post(address(item.meeting, "asiat/uusi/"), data)
    assert AgendaItem.objects.get().background_fi == "Pitkä teksti"


def test_item_of_another_meeting_is_not_found(coordinator: Client, meeting: Meeting) -> None:
    other = AgendaItemFactory()
    assert coordinator.get(address(meeting, f"asiat/{other.key}/")).status_code == 404
    assert coordinator.post(address(meeting, f"asiat/{other.key}/poista/")).status_code == 404
    paper = MaterialFactory(item=other)
    assert coordinator.post(address(meeting, f"liitteet/{paper.pk}/poista/")).status_code == 404


def test_item_is_removed_after_a_question(coordinator: Client, item: AgendaItem) -> None:
    MaterialFactory(item=item, title_fi="Laskelma")
    question = coordinator.get(address(item.meeting, f"asiat/{item.key}/poista/"))
    assert ("Laskelma" in text_of(question), AgendaItem.objects.count()) == (True, 1)
    coordinator.post(address(item.meeting, f"asiat/{item.key}/poista/"))
    assert AgendaItem.objects.count() == 0


# --- Order -----------------------------------------------------------------------------------------------------------


def test_order_by_buttons_and_by_script(coordinator: Client, meeting: Meeting) -> None:
    a, b, c = [AgendaItemFactory(meeting=meeting, order=n).pk for n in (1, 2, 3)]
    response = coordinator.post(address(meeting, "asiat/jarjestys/"), {"up": c})
    assert response["Location"] == address(meeting) + "#agenda"
    assert list(meeting.items.values_list("pk", flat=True)) == [a, c, b]
    coordinator.post(address(meeting, "asiat/jarjestys/"), {"down": a})
    assert list(meeting.items.values_list("pk", flat=True)) == [c, a, b]
    response = coordinator.post(address(meeting, "asiat/jarjestys/"), {"order": [b, a, c]})
    assert response.status_code == 204
    assert list(meeting.items.values_list("pk", flat=True)) == [b, a, c]


def test_order_of_a_list_that_changed_says_so(coordinator: Client, item: AgendaItem) -> None:
    other = AgendaItemFactory(meeting=item.meeting)
    response = coordinator.post(address(item.meeting, "asiat/jarjestys/"), {"order": [item.pk]})
    assert (response.status_code, said(response)) == (409, ["error"])
    response = coordinator.post(address(item.meeting, "asiat/jarjestys/"), {"up": 999_999_999})
    assert said(response)[-1] == "error"
    assert list(item.meeting.items.all()) == [item, other]


def test_clocks_follow_the_order(coordinator: Client, meeting: Meeting) -> None:
    first = AgendaItemFactory(meeting=meeting, order=1, minutes=25)
    pause = AgendaItemFactory(meeting=meeting, order=2, minutes=10, kind=ItemKind.BREAK)
    last = AgendaItemFactory(meeting=meeting, order=3)
    page = " ".join(text_of(coordinator.get(address(meeting, "asiat/kellonajat/"))).split())
    for pk, clock, number in ((first.pk, "14.00", "1"), (pause.pk, "14.25", ""), (last.pk, "14.35", "2")):
        assert f'id="clock-{pk}" hx-swap-oob="true">{clock}<' in page
        assert page.split(f'id="number-{pk}"')[1].split(">")[1].split("<")[0].strip() == number


# --- Papers ----------------------------------------------------------------------------------------------------------


def test_several_files_at_once_and_the_bad_one_alone_is_refused(
    coordinator: Client, item: AgendaItem
) -> None:
    files = [
        SimpleUploadedFile("muistio_1.txt", b"yksi"),
        SimpleUploadedFile("../ohjelma.pdf", b"MZ\x00\x01"),
        SimpleUploadedFile("tyhja.txt", b""),
        SimpleUploadedFile("muistio_2.txt", b"kaksi"),
    ]
    response = coordinator.post(
        address(item.meeting, f"asiat/{item.key}/liitteet/"),
        {"files": files, "kind": "background", "audience": "members"},
    )
    kept = list(Material.objects.values_list("title_fi", "kind", "audience"))
    assert kept == [("muistio 1", "background", "members"), ("muistio 2", "background", "members")]
    assert said(response) == ["error", "error", "success"]
    refused = [str(message) for message in get_messages(response.wsgi_request)][:2]
    assert ["ohjelma.pdf" in refused[0], "tyhja.txt" in refused[1]] == [True, True]


def test_no_file_chosen_says_so(coordinator: Client, item: AgendaItem) -> None:
    response = coordinator.post(
        address(item.meeting, f"asiat/{item.key}/liitteet/"), {"kind": "annex", "audience": "public"}
    )
    assert (said(response), Material.objects.count()) == (["error"], 0)


@override_settings(UPLOAD_LARGEST_BYTES=3)
def test_too_large_replacement_is_told_beside_the_field(coordinator: Client, item: AgendaItem) -> None:
    paper = MaterialFactory(item=item)
    response = coordinator.post(
        address(item.meeting, f"liitteet/{paper.pk}/korvaa/"),
        {"file": SimpleUploadedFile("uusi.txt", b"liian iso")},
    )
    assert list(response.context["replacement_form"].errors) == ["file"]
    paper.refresh_from_db()
    assert paper.replaced_by is None


def test_paper_is_replaced_described_and_removed(coordinator: Client, item: AgendaItem) -> None:
    old = MaterialFactory(item=item, title_fi="Muistio")
    coordinator.post(
        address(item.meeting, f"liitteet/{old.pk}/korvaa/"), {"file": SimpleUploadedFile("uusi.txt", b"uusi")}
    )
    new = Material.objects.get(replaced_by=None)
    data = {"title_fi": "Laskelma", "title_sv": "", "kind": "annex", "audience": Audience.MEMBERS}
    coordinator.post(address(item.meeting, f"liitteet/{new.pk}/"), data)
    new.refresh_from_db()
    assert (new.title_fi, new.audience, new.replaces) == ("Laskelma", Audience.MEMBERS, old)
    response = coordinator.post(address(item.meeting, f"liitteet/{old.pk}/"), data)
    assert said(response)[-1] == "error"  # the older version is as it was
    coordinator.post(address(item.meeting, f"liitteet/{new.pk}/poista/"))
    assert Material.objects.count() == 0
