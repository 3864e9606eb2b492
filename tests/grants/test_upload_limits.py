"""Too many files and too large ones: the limit is named beside the field, and nothing typed or brought before is lost."""

import html
import re
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from grants.enums import QuestionKind
from grants.models import Question
from grants.services.attaching import MOST_FILES
from portal.many_files import MOST_AT_ONCE
from tests.cast import Cast
from tests.grants.applying_scene import DAY, begin, make_call
from tests.grants.test_attachments import stored_files
from tests.grants.test_bad_files import numbered


@pytest.fixture
def scene(cast: Cast, client_of: Any) -> SimpleNamespace:
    """A draft in a form that asks for a text and, beside it, for a plan as a file."""
    call = make_call(cast.body.region)
    Question.objects.create(
        question_set=call.question_set,
        section=call.question_set.sections.get(name="what"),
        order=9,
        name="plan",
        kind=QuestionKind.FILE,
        label="Suunnitelma",
        label_fi="Suunnitelma",
    )
    draft = begin(call, cast.organisation, cast.applicant)
    url = draft.get_absolute_url()
    return SimpleNamespace(
        call=call,
        draft=draft,
        client=client_of("applicant"),
        files_url=f"{url}liitteet/",
        part_url=f"{url}osat/what/",
    )


def text_of(page: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page)).split())


def beside(page: str, field: str) -> list[str]:
    """The words of what is wrong that stand beside the field for files."""
    found = re.search(rf'id="file-wrong-{field}">(.*?)</div>', page, re.DOTALL)
    assert found
    return [text_of(words) for words in re.findall(r"<p .*?</p>", found[1], re.DOTALL)]


def names_of(scene: SimpleNamespace) -> list[str]:
    return list(scene.draft.attachments.current().values_list("filename", flat=True))


def test_files_beyond_the_most_are_told_in_one_line_beside_their_field(scene: SimpleNamespace) -> None:
    files = numbered(MOST_FILES + 7)
    required = scene.call.accounts.pk
    response = scene.client.post(scene.files_url, {"files": files, "required": required, "question": ""})
    page = response.content.decode()
    assert beside(page, str(required)) == [
        (
            f"7 tiedostoa jäi lisäämättä, koska hakemukseen mahtuu enintään {MOST_FILES}:"
            " 30.txt, 31.txt, 32.txt, 33.txt, 34.txt …. Yhdistä useita papereita samaan PDF-tiedostoon."
        )
    ]
    assert f'href="#files-{required}"' in page
    assert len(names_of(scene)) == MOST_FILES
    # The same files once more, as after an answer that was lost: those that are there are no problem.
    again = scene.client.post(
        scene.files_url, {"files": numbered(MOST_FILES), "required": required, "question": ""}
    )
    assert (again.status_code, len(names_of(scene))) == (302, MOST_FILES)


def test_too_large_a_file_is_told_beside_its_field_and_the_others_stay(scene: SimpleNamespace) -> None:
    scene.client.post(scene.files_url, {"files": [SimpleUploadedFile("tili.txt", b"Tili")], "question": ""})
    large = SimpleUploadedFile("suuri.txt", b"a" * 50_000_000)
    page = scene.client.post(scene.files_url, {"files": [large], "question": ""}).content.decode()
    assert beside(page, "") == [
        "Tiedostoa suuri.txt ei lisätty. Tiedoston koko on 50 Mt. Suurin liitettävä tiedosto voi olla 25 Mt."
    ]
    assert names_of(scene) == ["tili.txt"]


def test_a_thousand_files_keep_what_was_typed_beside_them(scene: SimpleNamespace) -> None:
    data = {"asked": "title", "title": "Kerho", "act": "files-plan", "files-plan": numbered(1000)}
    response = scene.client.post(scene.part_url, data)
    page = response.content.decode()
    assert (response.status_code, stored_files()) == (400, [])
    assert beside(page, "plan") == [
        (
            f"Valitsit 1000 tiedostoa, eikä yhtään lisätty: kerralla voi lisätä enintään {MOST_AT_ONCE},"
            f" ja hakemukseen mahtuu {MOST_FILES}."
        )
    ]
    assert scene.draft.answers.get(name="title").value == "Kerho"
    assert 'value="Kerho"' in page or ">Kerho</textarea>" in page.replace("\n", "")


def test_files_go_along_with_the_answers_and_are_listed(scene: SimpleNamespace) -> None:
    plan = SimpleUploadedFile("suunnitelma.txt", b"Suunnitelma")
    data = {"asked": "title", "title": "Kerho", "act": "next", "files-plan": [plan]}
    scene.client.post(scene.part_url, data)
    attachment = scene.draft.attachments.get()
    assert (attachment.question, scene.draft.answers.get(name="title").value) == ("plan", "Kerho")
    assert "suunnitelma.txt" in scene.client.get(scene.part_url).content.decode()

    data = {"title": "Parempi kerho", "base-title": base_in(scene), "act": f"remove-{attachment.key}"}
    response = scene.client.post(scene.part_url, data)
    assert (response.status_code, names_of(scene)) == (302, [])
    assert scene.draft.answers.get(name="title").value == "Parempi kerho"


def base_in(scene: SimpleNamespace) -> str:
    page = scene.client.get(scene.part_url).content.decode()
    found = re.search(r'id="base-title"\s+value="([^"]+)"', page)
    assert found
    return found[1]


def test_button_without_a_file_says_so_beside_the_field(scene: SimpleNamespace) -> None:
    page = scene.client.post(scene.part_url, {"title": "Kerho", "act": "files-plan"}).content.decode()
    assert beside(page, "plan") == ["Valitse ensin tiedosto."]


def test_promise_that_is_not_taken_keeps_its_reason(scene: SimpleNamespace) -> None:
    place = scene.call.accounts.pk
    yesterday = timezone.localdate() - DAY
    page = scene.client.post(
        f"{scene.files_url}{place}/myohemmin/",
        {f"p{place}-due_on": yesterday.isoformat(), f"p{place}-reason": "Tilintarkastus on kesken."},
    ).content.decode()
    assert "Tilintarkastus on kesken." in page
    assert f'href="#id_p{place}-due_on"' in page
    assert not scene.draft.promises.exists()


# --- What ends before any page ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("prefix", "words"),
    [
        ("", "100 tiedostoa, kukin enintään 25 Mt, yhteensä enintään 250 Mt"),
        ("/sv", "100 filer, var och en högst 25 MB, tillsammans högst 250 MB"),
        ("/en", "100 files, each of them at most 25 MB, together at most 250 MB"),
    ],
)
def test_page_of_a_refused_request_names_the_limits(scene: SimpleNamespace, prefix: str, words: str) -> None:
    url = f"{prefix}{scene.files_url}"
    referer = f"http://testserver{url}"
    many = scene.client.post(url, {"files": numbered(1001)}, headers={"referer": referer})
    large = scene.client.generic("POST", url, b"", CONTENT_LENGTH=str(300_000_000))
    for response in (many, large):
        assert response.status_code == 400
        assert words in text_of(response.content.decode()).replace("\u00a0", " ")
    assert f'href="{referer}"' in many.content.decode()
    assert stored_files() == []


def test_part_of_a_page_gets_a_line_with_the_limits(scene: SimpleNamespace) -> None:
    text = "a" * 6_000_000
    response = scene.client.post(scene.part_url, {"title": text}, headers={"HX-Request": "true"})
    assert (response.status_code, response.headers["X-Not-Saved"]) == (400, "1")
    said = text_of(response.content.decode()).replace("\u00a0", " ")
    assert said.startswith("Liian paljon kerralla, joten mitään tästä ei tallennettu.")
    assert said.endswith("ja tekstiä 5,2 Mt.")
    assert not scene.draft.answers.exists()


def test_page_that_cannot_tell_of_files_left_out_takes_none(scene: SimpleNamespace) -> None:
    response = scene.client.post("/oma/", {"files": numbered(MOST_AT_ONCE + 1)})
    assert response.status_code == 400
    assert f"{MOST_AT_ONCE} tiedostoa" in text_of(response.content.decode())


def test_budget_of_as_many_rows_as_there_may_be_arrives_whole(scene: SimpleNamespace) -> None:
    cells = {
        f"costs-{row}-{name}": value for row in range(100) for name, value in (("item", "x"), ("sum", "1"))
    }
    more = {f"muu-{number}": "x" for number in range(1000)}
    url = f"{scene.draft.get_absolute_url()}osat/money/"
    assert scene.client.post(url, cells | more).status_code == 302
    assert len(scene.draft.answers.get(name="costs").value) == 100
