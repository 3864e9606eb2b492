"""Items come, change, move and go."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.base import ContentFile
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from meetings import services
from meetings.enums import ItemKind, MeetingState
from meetings.models import AgendaItem, Meeting
from portal.errors import Conflict, Overtaken, Refused
from tests.cast import Cast
from tests.factories import AgendaItemFactory, MeetingFactory


@pytest.fixture
def meeting(cast: Cast) -> Meeting:
    """A draft of the cast's body with an empty agenda."""
    return MeetingFactory(body=cast.body)


@pytest.fixture
def items(meeting: Meeting) -> list[AgendaItem]:
    """Three items: A, B, C."""
    return [AgendaItemFactory(meeting=meeting, order=n, title_fi=title) for n, title in enumerate("ABC", 1)]


def titles(meeting: Meeting) -> str:
    """The titles of the items in order, written together."""
    return "".join(meeting.items.values_list("title_fi", flat=True))


# --- Coming ----------------------------------------------------------------------------------------------------------


def test_add_item_to_empty_agenda_makes_first(cast: Cast, meeting: Meeting) -> None:
    item = services.add_item(meeting=meeting, values={"title_fi": "A"}, actor=cast.coordinator)
    assert (item.order, item.kind, item.version, item.changed_by) == (
        1,
        ItemKind.DISCUSS,
        1,
        cast.coordinator,
    )


def test_add_item_without_standing_items_comes_last(cast: Cast, meeting: Meeting, items: Any) -> None:
    services.add_item(meeting=meeting, values={"title_fi": "D"}, actor=cast.coordinator)
    assert titles(meeting) == "ABCD"


def test_add_item_comes_before_what_every_meeting_ends_with(cast: Cast, meeting: Meeting) -> None:
    services.add_standing_items(meeting=meeting, actor=cast.coordinator)
    for title in ("Uusi 1", "Uusi 2"):
        services.add_item(meeting=meeting, values={"title_fi": title}, actor=cast.coordinator)
    assert list(meeting.items.values_list("title_fi", flat=True))[3:7] == [
        "Esityslistan hyväksyminen",
        "Uusi 1",
        "Uusi 2",
        "Ilmoitusasiat",
    ]


def test_add_item_without_finnish_title_is_refused(cast: Cast, meeting: Meeting) -> None:
    with pytest.raises(ValidationError) as refusal:
        services.add_item(meeting=meeting, values={"title_sv": "Ärende"}, actor=cast.coordinator)
    assert list(refusal.value.message_dict) == ["title_fi"]


def test_standing_items_on_agenda_with_items_are_refused(cast: Cast, meeting: Meeting, items: Any) -> None:
    with pytest.raises(Refused):
        services.add_standing_items(meeting=meeting, actor=cast.coordinator)
    assert titles(meeting) == "ABC"


def test_copy_of_another_bodys_agenda_is_refused(cast: Cast, meeting: Meeting) -> None:
    with pytest.raises(Refused):
        services.copy_agenda(meeting=meeting, source=MeetingFactory(), actor=cast.secretariat)


# --- Changing --------------------------------------------------------------------------------------------------------


def test_change_item_tells_who_and_when(cast: Cast, items: list[AgendaItem]) -> None:
    item = items[0]
    services.change_item(item=item, base_version=1, values={"title_fi": "Uusi"}, actor=cast.coordinator)
    was = item.changed_at
    item.refresh_from_db()
    assert (item.title_fi, item.version, item.changed_by) == ("Uusi", 2, cast.coordinator)
    assert item.changed_at > was
    assert (
        AgendaItem.objects.rewrite(False).filter(pk=item.pk).values_list("title", flat=True).get() == "Uusi"
    )


def test_two_people_change_different_fields_and_both_stay(cast: Cast, items: list[AgendaItem]) -> None:
    opened = {"title_fi": "A", "background_fi": "", "minutes": 10}
    first = {**opened, "background_fi": "Tausta"}
    services.change_item(item=items[0], base_version=1, values=first, actor=cast.coordinator)
    second = {**opened, "minutes": 25}
    saved = services.change_item(item=items[0], base_version=1, values=second, actor=cast.secretariat)
    now = AgendaItem.objects.get(pk=items[0].pk)
    assert (now.background_fi, now.minutes, now.version, saved.theirs) == ("Tausta", 25, 3, ["background_fi"])


def test_two_people_change_one_field_and_second_gets_both_texts(cast: Cast, items: list[AgendaItem]) -> None:
    opened = {"title_fi": "A", "background_fi": "", "minutes": 10}
    first = {**opened, "background_fi": "Ensimmäisen"}
    services.change_item(item=items[0], base_version=1, values=first, actor=cast.coordinator)
    second = {**opened, "background_fi": "Toisen", "minutes": 25}
    with pytest.raises(Conflict) as conflict:
        services.change_item(item=items[0], base_version=1, values=second, actor=cast.secretariat)
    now = AgendaItem.objects.get(pk=items[0].pk)
    clashes = [(clash.field, clash.theirs, clash.mine) for clash in conflict.value.clashes]
    assert (now.background_fi, now.minutes, now.version) == ("Ensimmäisen", 10, 2)
    assert clashes == [("background_fi", "Ensimmäisen", "Toisen")]
    assert conflict.value.merged == {"title_fi": "A", "background_fi": "Toisen", "minutes": 25}


def test_same_change_by_two_people_is_no_conflict(cast: Cast, items: list[AgendaItem]) -> None:
    for actor in (cast.coordinator, cast.secretariat):
        services.change_item(item=items[0], base_version=1, values={"title_fi": "Sama"}, actor=actor)
    items[0].refresh_from_db()
    assert items[0].version == 2


def test_change_over_an_unknown_version_conflicts_where_it_differs(
    cast: Cast, items: list[AgendaItem]
) -> None:
    values = {"title_fi": "Toinen", "minutes": 10}
    with pytest.raises(Conflict) as conflict:
        services.change_item(item=items[0], base_version=99, values=values, actor=cast.coordinator)
    assert [clash.field for clash in conflict.value.clashes] == ["title_fi"]


def test_reordering_between_opening_and_saving_disturbs_nobody(
    cast: Cast, meeting: Meeting, items: list[AgendaItem]
) -> None:
    services.move_item(item=items[0], places=2, actor=cast.secretariat)
    services.change_item(item=items[0], base_version=1, values={"title_fi": "X"}, actor=cast.coordinator)
    assert titles(meeting) == "BCX"


def test_change_of_removed_item_is_overtaken(cast: Cast, items: list[AgendaItem]) -> None:
    services.remove_item(item=items[0], actor=cast.secretariat)
    with pytest.raises(Overtaken):
        services.change_item(item=items[0], base_version=1, values={"title_fi": "X"}, actor=cast.coordinator)


# --- Moving ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("index", "places", "expected"),
    [
        (0, 1, "BAC"),
        (0, -1, "ABC"),
        (1, -1, "BAC"),
        (1, 1, "ACB"),
        (2, 1, "ABC"),
        (2, -2, "CAB"),
        (0, 9, "BCA"),
    ],
)
def test_move_item(
    cast: Cast, meeting: Meeting, items: list[AgendaItem], index: int, places: int, expected: str
) -> None:
    services.move_item(item=items[index], places=places, actor=cast.coordinator)
    assert titles(meeting) == expected


def test_reorder_of_a_list_that_changed_moves_nothing(
    cast: Cast, meeting: Meeting, items: list[AgendaItem]
) -> None:
    a, b, c = (item.pk for item in items)
    AgendaItemFactory(meeting=meeting, order=4, title_fi="D")
    with pytest.raises(Overtaken):
        services.reorder_items(meeting=meeting, order=[c, b, a], actor=cast.coordinator)
    assert titles(meeting) == "ABCD"


@pytest.mark.parametrize("wrong", [[], [1], [1, 1, 2], [1, 2, 999_999]])
def test_reorder_with_other_ids_is_refused(
    cast: Cast, meeting: Meeting, items: list[AgendaItem], wrong: list[int]
) -> None:
    known = {n: item.pk for n, item in enumerate(items, 1)}
    with pytest.raises(Overtaken):
        services.reorder_items(
            meeting=meeting, order=[known.get(n, n) for n in wrong], actor=cast.coordinator
        )
    assert titles(meeting) == "ABC"


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_moves_and_removals_leave_one_order_without_doubles(cast: Cast, data: st.DataObject) -> None:
    meeting = MeetingFactory(body=cast.body)
    model = [
        services.add_item(meeting=meeting, values={"title_fi": t}, actor=cast.coordinator) for t in "ABCDEF"
    ]
    for _step in range(data.draw(st.integers(0, 6))):
        act = data.draw(st.sampled_from(["move", "reorder", "remove"]))
        if act == "move" and model:
            index, places = data.draw(st.integers(0, len(model) - 1)), data.draw(st.integers(-3, 3))
            services.move_item(item=model[index], places=places, actor=cast.coordinator)
            model.insert(max(0, index + places), model.pop(index))
        elif act == "reorder":
            model = data.draw(st.permutations(model))
            order = [item.pk for item in model]
            services.reorder_items(meeting=meeting, order=order, actor=cast.coordinator)
        elif model:
            services.remove_item(item=model.pop(), actor=cast.coordinator)
    orders = list(meeting.items.values_list("order", flat=True))
    assert list(meeting.items.all()) == model
    assert orders == sorted(set(orders))


# --- Going -----------------------------------------------------------------------------------------------------------


def test_remove_item_takes_papers_and_their_files_but_history_stays(
    cast: Cast, items: list[AgendaItem], django_capture_on_commit_callbacks: Any
) -> None:
    old = services.add_material(item=items[0], file=ContentFile(b"yksi", "a.txt"), actor=cast.coordinator)
    new = services.replace_material(material=old, file=ContentFile(b"kaksi", "b.txt"), actor=cast.coordinator)
    event = items[0].events.model
    with django_capture_on_commit_callbacks(execute=True):
        services.remove_item(item=items[0], actor=cast.coordinator)
    last = event.objects.filter(pgh_obj_id=items[0].pk).order_by("pgh_id").last()
    assert (last.pgh_label, last.title_fi) == ("delete", "A")
    assert [paper.file.storage.exists(paper.file.name) for paper in (old, new)] == [False, False]


def test_remove_item_twice_is_overtaken(cast: Cast, items: list[AgendaItem]) -> None:
    services.remove_item(item=items[0], actor=cast.coordinator)
    with pytest.raises(Overtaken):
        services.remove_item(item=items[0], actor=cast.coordinator)


# --- When, and who may ------------------------------------------------------------------------------------------------

ACTS = {
    "add": lambda item, actor: services.add_item(meeting=item.meeting, values={"title_fi": "X"}, actor=actor),
    "change": lambda item, actor: services.change_item(
        item=item, base_version=1, values={"title_fi": "X"}, actor=actor
    ),
    "move": lambda item, actor: services.move_item(item=item, places=1, actor=actor),
    "reorder": lambda item, actor: services.reorder_items(meeting=item.meeting, order=[item.pk], actor=actor),
    "remove": lambda item, actor: services.remove_item(item=item, actor=actor),
}


@pytest.mark.parametrize("name", ACTS)
@pytest.mark.parametrize("state", [MeetingState.IN_SESSION, MeetingState.HELD, MeetingState.CANCELLED])
def test_agenda_of_meeting_that_began_stays(cast: Cast, name: str, state: MeetingState) -> None:
    item = AgendaItemFactory(meeting=MeetingFactory(body=cast.body, convened=True))
    Meeting.objects.update(state=state, cancel_reason="Syy")
    with pytest.raises(Refused):
        ACTS[name](item, cast.secretariat)


@pytest.mark.parametrize("name", ACTS)
@pytest.mark.parametrize("role", Cast.ROLES)
def test_act_is_for_coordinator_and_secretariat_only(cast: Cast, role: str, name: str) -> None:
    item = AgendaItemFactory(meeting=MeetingFactory(body=cast.body, convened=True))
    if role in {"coordinator", "secretariat"}:
        ACTS[name](item, getattr(cast, role))
    else:
        with pytest.raises(PermissionDenied):
            ACTS[name](item, getattr(cast, role))
