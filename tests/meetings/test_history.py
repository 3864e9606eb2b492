"""Who changed what in a meeting, told to those who prepare it."""

from datetime import timedelta
from typing import Any

from django.core.files.base import ContentFile
from django.utils import translation

from meetings import services
from meetings.history import changes_of
from meetings.models import Meeting
from tests.cast import Cast
from tests.factories import MeetingFactory


def told(meeting: Meeting) -> list[tuple[str, str]]:
    """What was done and by whom, untranslated; a test's acts all happen at the same instant of the database."""
    with translation.override(None):
        return sorted((str(event.label), event.actor) for event in changes_of(meeting))


def changes(meeting: Meeting, label: str) -> list[tuple[str, str]]:
    """The values before and after in the one event of this label."""
    with translation.override(None):
        (event,) = [event for event in changes_of(meeting) if event.label == label]
        return [(before, after) for _label, before, after in event.changes]


def test_history_tells_each_act_once_and_by_whom(cast: Cast) -> None:
    by: Any = {"actor": cast.coordinator}
    meeting = MeetingFactory(body=cast.body)
    item = services.add_item(meeting=meeting, values={"title_fi": "Asia"}, **by)
    other = services.add_item(meeting=meeting, values={"title_fi": "Toinen"}, **by)
    paper = services.add_material(item=item, file=ContentFile(b"1", "muistio.txt"), **by)
    services.replace_material(material=paper, file=ContentFile(b"2", "uusi.txt"), **by)
    services.change_meeting(meeting=meeting, base_version=1, values={"place": "Talo"}, actor=cast.secretariat)
    services.move_item(item=other, places=-1, **by)
    services.convene_meeting(meeting=Meeting.objects.get(), publish_agenda=False, **by)
    services.publish_agenda(meeting=Meeting.objects.get(), **by)
    services.remove_item(item=item, **by)
    coordinator = cast.coordinator.name
    assert told(meeting) == sorted(
        [
            ("The draft was made", ""),
            ("Item added: Asia", coordinator),
            ("Item added: Toinen", coordinator),
            ("Paper added: muistio", coordinator),
            ("Paper added: muistio", coordinator),
            ("Paper replaced by a newer version: muistio", coordinator),
            ("Facts of the meeting were changed", cast.secretariat.name),
            ("The items were put in another order", coordinator),
            ("The meeting was convened", coordinator),
            ("The agenda was published", coordinator),
            ("Paper removed: muistio", coordinator),
            ("Paper removed: muistio", coordinator),
            ("Item removed: Asia", coordinator),
        ]
    )


def test_history_shows_swedish_texts_and_times_before_and_after(cast: Cast) -> None:
    meeting = MeetingFactory(body=cast.body)
    item = services.add_item(meeting=meeting, values={"title_fi": "Asia"}, actor=cast.coordinator)
    services.change_item(item=item, base_version=1, values={"title_sv": "Ärende"}, actor=cast.coordinator)
    assert changes(meeting, "Item changed: Asia") == [("", "Ärende")]
    later = {"ends_at": meeting.ends_at + timedelta(hours=1)}
    services.change_meeting(meeting=meeting, base_version=1, values=later, actor=cast.coordinator)
    ((before, after),) = changes(meeting, "Facts of the meeting were changed")
    assert (before[-5:], after[-5:]) == ("16.00", "17.00")


def test_change_deep_in_a_long_text_is_seen(cast: Cast) -> None:
    meeting = MeetingFactory(body=cast.body)
    text = "sana " * 500
    values = {"title_fi": "Asia", "background_fi": f"{text}loppu"}
    item = services.add_item(meeting=meeting, values=values, actor=cast.coordinator)
    values = {"background_fi": f"{text}toinen loppu"}
    services.change_item(item=item, base_version=1, values=values, actor=cast.coordinator)
    lead_in = "sana " * 12
    assert changes(meeting, "Item changed: Asia") == [(f"…{lead_in}loppu", f"…{lead_in}toinen loppu")]
