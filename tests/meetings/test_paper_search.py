"""The text inside PDF papers: read by the worker, found in base forms, by those who may see the paper."""

import subprocess
import sys
import time
from pathlib import Path
from typing import Any
from unittest.mock import Mock

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.html import strip_tags

from meetings import services, tasks
from meetings.models import Material, Meeting, PaperContent
from meetings.services.paper import look_into, sweep_unread
from portal import pdf_text, search
from portal.enums import Audience
from portal.pdf_text import text_of
from tests.cast import Cast
from tests.factories import AgendaItemFactory, MaterialFactory, MeetingFactory

from .papers import accessible, locked, paper, plain

pytestmark = pytest.mark.django_db

TEXT = "<p>Vesihuollon häiriötilanteissa kylätalojen avaimet ovat tallessa.</p>"


@pytest.fixture
def meeting(cast: Cast) -> Meeting:
    """A convened meeting with an item."""
    meeting = MeetingFactory(body=cast.body, convened=True)
    AgendaItemFactory(meeting=meeting)
    return meeting


def written(meeting: Meeting, **values: Any) -> Material:
    """A paper whose text has been read and indexed."""
    material = paper(meeting.items.first(), accessible("Muistio", TEXT), **values)
    look_into(material.pk)
    search.index_changes()
    return material


def found(user: Any, question: str) -> list[str]:
    """The titles of what the user finds."""
    results = search.find(question, user=user)
    return [strip_tags(hit.title) for hit in results.hits] if results else []


@pytest.mark.parametrize("question", ["kylätalo", "häiriötilanne", "avain", "kylätalojen avaimet"])
def test_text_in_a_paper_is_found_in_base_forms(meeting: Meeting, cast: Cast, question: str) -> None:
    written(meeting, title_fi="Liite")
    assert found(cast.visitor, question) == ["Liite"]
    assert found(cast.visitor, "merimies") == []


def test_hit_shows_the_words_round_it(meeting: Meeting, cast: Cast) -> None:
    written(meeting)
    results = search.find("kylätalo", user=cast.visitor)
    assert results is not None
    assert "<mark>kylätalojen</mark> avaimet" in results.hits[0].snippet


FINDERS = {
    Audience.PUBLIC: set(Cast.ROLES),
    Audience.MEMBERS: {"member", "deputy", "speaker", "coordinator", "secretariat"},
    Audience.STAFF: {"coordinator", "secretariat"},
}


@pytest.mark.parametrize("audience", FINDERS)
def test_text_is_found_by_exactly_those_who_may_see_the_paper(
    meeting: Meeting, cast: Cast, audience: str
) -> None:
    written(meeting, audience=audience)
    finders = {role for role, user in cast.everybody().items() if found(user, "kylätalo")}
    assert finders == FINDERS[Audience(audience)]


@pytest.mark.parametrize("state", ["draft", "not published"])
def test_text_of_what_is_prepared_is_not_found_by_others(meeting: Meeting, cast: Cast, state: str) -> None:
    if state == "draft":
        meeting = AgendaItemFactory(meeting=MeetingFactory(body=cast.body)).meeting
    else:
        Meeting.objects.filter(pk=meeting.pk).update(agenda_published_at=None)
    written(meeting)
    finders = {role for role, user in cast.everybody().items() if found(user, "kylätalo")}
    assert finders == {"coordinator", "secretariat"}


def test_replaced_paper_is_found_no_more(meeting: Meeting, cast: Cast) -> None:
    old = written(meeting)
    services.replace_material(material=old, file=ContentFile(b"uusi", "a.txt"), actor=cast.coordinator)
    search.index_changes()
    assert found(cast.coordinator, "kylätalo") == []


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (plain(), ""),
        (locked(), "protected"),
        (b"%PDF-1.7 rubbish", "broken"),
        (accessible("A")[:900], "broken"),
    ],
    ids=["scanned", "locked", "rubbish", "cut"],
)
def test_paper_that_cannot_be_read_is_found_by_its_title_only(
    meeting: Meeting, cast: Cast, content: bytes, fault: str
) -> None:
    material = paper(meeting.items.first(), content, title_fi="Vuosikertomus")
    look_into(material.pk)
    search.index_changes()
    assert (material.content.text.strip(), material.content.fault) == ("", fault)
    assert found(cast.visitor, "vuosikertomus") == ["Vuosikertomus"]


def test_file_that_is_gone_is_noted_as_lost(meeting: Meeting) -> None:
    material = paper(meeting.items.first(), plain())
    default_storage.delete(material.file.name)
    look_into(material.pk)
    assert material.content.fault == "lost"


def test_paper_is_read_once_and_nothing_is_read_of_others(
    meeting: Meeting, monkeypatch: pytest.MonkeyPatch
) -> None:
    material = written(meeting)
    note = MaterialFactory(item=material.item)
    monkeypatch.setattr(services.paper, "text_of", Mock(side_effect=AssertionError))
    for pk in (material.pk, note.pk, 0):
        look_into(pk)
    assert PaperContent.objects.count() == 1


def test_new_pdf_is_sent_to_the_worker_once_it_is_stored(
    meeting: Meeting, cast: Cast, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any
) -> None:
    sent = Mock()
    monkeypatch.setattr(tasks.read_paper, "apply_async", sent)
    by = {"actor": cast.coordinator}
    with django_capture_on_commit_callbacks(execute=True):
        first = services.add_material(
            item=meeting.items.first(), file=ContentFile(accessible("A"), "a.pdf"), **by
        )
        services.add_material(item=meeting.items.first(), file=ContentFile(b"teksti", "a.txt"), **by)
    with django_capture_on_commit_callbacks(execute=True):
        second = services.replace_material(material=first, file=ContentFile(accessible("B"), "b.pdf"), **by)
    assert [call.kwargs["kwargs"]["material_id"] for call in sent.call_args_list] == [first.pk, second.pk]


def test_sweep_takes_up_what_nobody_has_looked_into(
    meeting: Meeting, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent = Mock()
    monkeypatch.setattr(tasks.read_paper, "apply_async", sent)
    written(meeting)
    forgotten = paper(meeting.items.first(), plain())
    MaterialFactory(item=forgotten.item)
    sweep_unread()
    assert [call.kwargs["kwargs"] for call in sent.call_args_list] == [{"material_id": forgotten.pk}]


def test_file_that_was_lost_and_came_back_is_looked_into_anew(
    meeting: Meeting, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent = Mock()
    monkeypatch.setattr(tasks.read_paper, "apply_async", sent)
    papers = [paper(meeting.items.first(), plain()) for _number in range(2)]
    for each in papers:
        PaperContent.objects.create(material=each, fault="lost", looked_at=timezone.now())
    default_storage.delete(papers[0].file.name)
    sweep_unread()
    assert [call.kwargs["kwargs"] for call in sent.call_args_list] == [{"material_id": papers[1].pk}]


def test_database_refuses_a_text_beyond_the_limit_or_of_a_faulty_paper(meeting: Meeting) -> None:
    material = paper(meeting.items.first(), plain())
    for values in ({"text": "a" * (PaperContent.LONGEST + 1)}, {"text": "a", "fault": "broken"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            PaperContent.objects.create(material=material, looked_at=timezone.now(), **values)


# --- Reading in a process of its own ---------------------------------------------------------------------------------


def file_of(folder: Path, content: bytes) -> Path:
    """The content as a file."""
    path = folder / "paper.pdf"
    path.write_bytes(content)
    return path


def test_text_has_its_broken_words_joined(tmp_path: Path) -> None:
    body = "<p>Hyvin-<br>vointi ja K-<br>Kauppa</p>"
    assert "Hyvinvointi ja K-\nKauppa" in text_of(file_of(tmp_path, accessible("A", body)), longest=1000)


def test_text_ends_at_the_limit(tmp_path: Path) -> None:
    path = file_of(tmp_path, accessible("Muistio", TEXT * 50))
    assert len(text_of(path, longest=100)) == 100


def test_reading_that_takes_too_long_is_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    slow = tmp_path / "slow.py"
    slow.write_text("import time\nprint('alku', flush=True)\ntime.sleep(60)\n")
    monkeypatch.setattr(pdf_text, "__file__", str(slow))
    began = time.monotonic()
    assert text_of(tmp_path / "any.pdf", longest=100, seconds=1.5) == "alku\n"
    assert time.monotonic() - began < 30


def test_reading_cannot_take_all_memory(tmp_path: Path) -> None:
    code = f"import sys; sys.argv[1:] = []; exec(open({pdf_text.__file__!r}).read().split('if __name__')[0]);"
    code += f"main({str(file_of(tmp_path, plain()))!r}, 10); bytearray(LARGEST_MEMORY + 1)"
    done = subprocess.run([sys.executable, "-I", "-c", code], capture_output=True, check=False, text=True)
    assert done.stderr.rstrip().endswith("MemoryError")
