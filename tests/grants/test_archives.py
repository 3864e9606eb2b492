"""A ZIP of PDF copies: chosen or all, made in turns, for its asker alone, and gone after its time."""

import zipfile
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.storage import default_storage
from django.utils import timezone

from grants import services
from grants.copies import COPY
from grants.models import Application, CopyArchive
from grants.services import archiving
from portal.errors import Refused
from portal.models import Document
from tests.cast import Cast
from tests.grants.applying_scene import begin, complete, make_call, send

LIST = "/tyopoyta/avustukset/hakemukset/"


@pytest.fixture
def scene(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> SimpleNamespace:
    """Two sent applications and a draft; the worker's turns are taken by hand."""
    monkeypatch.setattr(archiving, "dispatch", lambda _pk: None)
    call = make_call(cast.body.region)
    sent = [complete(call, cast.organisation, cast.applicant) for _n in range(2)]
    for each in sent:
        send(each, cast.applicant)
        each.refresh_from_db()
    draft = begin(call, cast.organisation, cast.applicant)
    return SimpleNamespace(cast=cast, sent=sent, draft=draft)


def names(archive: CopyArchive) -> list[str]:
    with zipfile.ZipFile(archive.file.path) as file:
        return file.namelist()


def test_whole_list_is_copied_in_turns(scene: SimpleNamespace, client_of: Any) -> None:
    client = client_of("officer")
    client.post(f"{LIST}zip/", {"scope": "all", "query": "order=reference"})
    archive = CopyArchive.objects.get()
    archiving.work(archive.pk, seconds=0)
    page = client.get(archive.get_absolute_url())
    assert "1 / 2 kopiota" in page.content.decode()
    assert client.get(f"{archive.get_absolute_url()}tiedosto/").status_code == 404
    archiving.work(archive.pk, seconds=0)
    archive.refresh_from_db()
    assert (archive.state, archive.missing) == ("ready", 0)
    year = timezone.localdate().year
    assert names(archive) == [f"av-{year}-000{n}-omaisten-testi-ry.pdf" for n in (1, 2)]
    with zipfile.ZipFile(archive.file.path) as file:
        assert file.read(names(archive)[0]).startswith(b"%PDF")
    answer = client.get(f"{archive.get_absolute_url()}tiedosto/")
    assert answer.headers["Content-Type"] == "application/zip"
    assert b"".join(answer.streaming_content).startswith(b"PK")
    assert client_of("secretariat").get(archive.get_absolute_url()).status_code == 404


def test_turn_that_died_begins_anew_and_what_fails_is_told(scene: SimpleNamespace) -> None:
    Document.objects.filter(kind=COPY, subject_id=scene.sent[0].submissions.get().pk).update(
        state="failed", problems=[["gone", {}]]
    )
    handled = Application.objects.filter(pk__in=[each.pk for each in scene.sent]).order_by("pk")
    archive = services.request_archive(applications=handled, actor=scene.cast.officer)
    archiving.work(archive.pk, seconds=0)
    with Path(default_storage.path(archiving._name(archive))).open("ab") as file:
        file.write(b"half a copy")
    scene.cast.officer.region_roles.update(valid_until=timezone.localdate() - timedelta(days=1))
    archiving.work(archive.pk, seconds=60)
    archive.refresh_from_db()
    assert (archive.state, archive.done, archive.missing) == ("ready", 2, 2)
    assert names(archive) == ["!.txt"]


def test_only_ticked_ones_and_never_a_draft(scene: SimpleNamespace, client_of: Any) -> None:
    chosen = [str(scene.sent[1].key), str(scene.draft.key)]
    client_of("officer").post(f"{LIST}zip/", {"chosen": chosen})
    assert CopyArchive.objects.get().applications == [scene.sent[1].pk]
    with pytest.raises(Refused):
        services.request_archive(applications=[scene.draft], actor=scene.cast.officer)
    with pytest.raises(PermissionDenied):
        services.request_archive(applications=scene.sent, actor=scene.cast.applicant)


def test_more_than_a_file_takes_is_refused_whole_before_anything_begins(
    scene: SimpleNamespace, client_of: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archiving, "MOST", 1)
    client = client_of("officer")
    page = client.post(f"{LIST}zip/", {"scope": "all", "query": "order=sum"}, follow=True)
    assert page.redirect_chain == [(f"{LIST}?order=sum", 302)]
    words = "Valitsit 2 hakemusta, ja yhteen ZIP-tiedostoon mahtuu enintään 1, joten mitään ei aloitettu."
    assert words in page.content.decode()
    assert not CopyArchive.objects.exists()
    monkeypatch.setattr(archiving, "MOST", 2)
    client.post(f"{LIST}zip/", {"scope": "all", "query": ""})
    assert len(CopyArchive.objects.get().applications) == 2


def test_a_forgotten_tick_does_not_mean_everything(scene: SimpleNamespace, client_of: Any) -> None:
    page = client_of("officer").post(f"{LIST}zip/", {"scope": "chosen", "query": ""}, follow=True)
    assert "Valitse ensin hakemukset" in page.content.decode()
    assert not CopyArchive.objects.exists()


def test_old_archive_is_forgotten(scene: SimpleNamespace) -> None:
    handled = Application.objects.exclude(reference="")
    archive = services.request_archive(applications=handled, actor=scene.cast.officer)
    CopyArchive.objects.update(asked_at=timezone.now() - timedelta(days=8))
    archiving.forget()
    assert not CopyArchive.objects.filter(pk=archive.pk).exists()
