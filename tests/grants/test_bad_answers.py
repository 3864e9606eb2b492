"""Answers that no form expects: each is kept as it was typed or refused in words, and no page breaks or waits over it."""

from io import BytesIO
from types import SimpleNamespace
from typing import Any
from urllib.parse import urlencode

import pytest
from django.http import QueryDict
from openpyxl import load_workbook

from grants import services
from grants.answers import decimal_of
from grants.enums import ColumnKind, QuestionKind
from grants.fingerprints import fingerprint
from grants.forms.answers import problems_of, read_answers
from grants.forms.applying import base_of
from grants.models import Answer, Application, Section
from portal.errors import Refused
from tests.cast import Cast
from tests.factories import QuestionFactory, SectionFactory
from tests.grants.applying_scene import complete, make_call, save, send

pytestmark = pytest.mark.django_db

HTMX = {"HX-Request": "true"}
NO_NUMBERS = (
    "1e9999999", "1e999999999999999999999", "1e-9999999", "-1E7", "NaN", "sNaN", "Infinity", "0x10", "1_000",
    "9" * 5000, "0." + "1" * 5000, "\u202e12", "\U0001f600", "\ud83d",
)  # fmt: skip


@pytest.fixture
def scene(cast: Cast) -> SimpleNamespace:
    """A draft that lacks nothing, in a call that asks for a number, too."""
    call = make_call(cast.body.region)
    money = Section.objects.get(question_set=call.question_set, name="money")
    QuestionFactory(section=money, order=9, name="people", kind=QuestionKind.NUMBER, is_required=False)
    draft = complete(call, cast.organisation, cast.applicant)
    return SimpleNamespace(draft=draft, actor=cast.applicant, call=call)


def answer(draft: Application, name: str) -> Any:
    return Answer.objects.get(application=draft, name=name).value


def autosave(client: Any, draft: Application, section: str, **values: str) -> Any:
    """Type over answers as a page does; their names with _ for -."""
    data: dict[str, Any] = {}
    for field, value in values.items():
        name = field.partition("__")[0].replace("_", "-")
        question = draft.question_set.questions.get(name=name)
        row = Answer.objects.filter(application=draft, name=name).first()
        data[f"base-{name}"] = base_of(row.version if row else 0, row and row.value, question)
        data[field.replace("_", "-").replace("--", "-")] = value.encode("utf-8", "surrogatepass")
    url = f"{draft.get_absolute_url()}osat/{section}/"
    return client.post(url, urlencode(data), "application/x-www-form-urlencoded", headers=HTMX)


@pytest.mark.parametrize("typed", NO_NUMBERS, ids=lambda typed: ascii(typed)[:20])
def test_what_is_no_number_breaks_no_page(typed: str, scene: SimpleNamespace, client_of: Any) -> None:
    """`1e9999999` is a number to Python: written out it fills the memory, and rounding it keeps a worker for hours."""
    client, url = client_of("applicant"), scene.draft.get_absolute_url()
    values = {"own_share": typed, "requested_sum": typed, "people": typed, "costs__0__sum": typed}
    response = autosave(client, scene.draft, "money", **values)
    assert response.headers["X-Saved"] == "all"
    kept = typed.encode("utf-8", "surrogatepass").decode("utf-8", "replace")
    assert (answer(scene.draft, "own-share"), answer(scene.draft, "people")) == (kept, kept)
    assert answer(scene.draft, "costs")[0]["sum"] == kept[:500]
    for path in ("", "osat/money/", "laheta/"):
        assert client.get(f"{url}{path}").status_code == 200


@pytest.mark.parametrize("typed", ["1e3", "1e9999999", "NaN", "1_000"])
def test_number_with_an_exponent_is_told(typed: str, scene: SimpleNamespace) -> None:
    people = scene.draft.question_set.questions.get(name="people")
    assert read_answers([people], QueryDict(f"people={typed}")) == {"people": typed}
    assert set(problems_of([people], {"people": typed})) == {"people"}
    assert decimal_of(typed) is None


@pytest.mark.parametrize(
    ("typed", "kept"), [("1 000", "1000"), ("0,5", "0.5"), (",5", "0.5"), ("−3", "-3"), ("5.", "5")]
)
def test_number_is_taken_as_people_write_it(typed: str, kept: str, scene: SimpleNamespace) -> None:
    people = scene.draft.question_set.questions.get(name="people")
    data = QueryDict(mutable=True)
    data["people"] = typed
    assert read_answers([people], data) == {"people": kept}
    assert problems_of([people], {"people": kept}) == {}


def test_nul_does_not_cost_the_text_round_it(scene: SimpleNamespace, client_of: Any) -> None:
    client = client_of("applicant")
    response = autosave(client, scene.draft, "what", title="Ker\0ho\0 ja kuoro", open_to="a\0ll")
    assert response.headers["X-Saved"] == "all"
    assert (answer(scene.draft, "title"), answer(scene.draft, "open-to")) == ("Kerho ja kuoro", "all")
    autosave(client, scene.draft, "money", costs__0__item="Tilat\0", own_share="1\0 0")
    assert answer(scene.draft, "costs")[0]["item"] == "Tilat"
    assert answer(scene.draft, "own-share") == "10"


def test_text_without_end_is_refused_in_words(scene: SimpleNamespace, client_of: Any) -> None:
    """A long text is kept and told to be too long; one that no page could show any more is not."""
    client = client_of("applicant")
    assert autosave(client, scene.draft, "what", title="a " * 60_000).headers["X-Saved"] == "all"
    response = autosave(client, scene.draft, "what", title="b " * 500_000)
    assert "X-Saved" not in response.headers
    assert "field-error" in response.content.decode()
    assert answer(scene.draft, "title").startswith("a a")
    with pytest.raises(Refused):
        save(scene.draft, scene.actor, base=2, title="b" * (services.answering.LONGEST_ANSWER + 1))


@pytest.mark.parametrize(
    ("before", "after"), [("0401234567", "401234567"), ("1.10", "1.1"), ("1e5", "100000"), ("007", "7")]
)
def test_digits_that_are_no_number_are_not_taken_for_one(
    before: str, after: str, scene: SimpleNamespace, client_of: Any
) -> None:
    """A phone number, a day or a postal code was changed, and the page said “saved” while nothing was."""
    client = client_of("applicant")
    for typed in (before, after):
        autosave(client, scene.draft, "what", title=typed)
        autosave(client, scene.draft, "money", costs__0__item=typed)
    assert answer(scene.draft, "title") == answer(scene.draft, "costs")[0]["item"] == after
    Application.objects.filter(pk=scene.draft.pk).update(contact_phone=before)
    data = {"contact_phone": after, "base-contact_phone": fingerprint(before)}
    client.post(f"{scene.draft.get_absolute_url()}yhteyshenkilot/", data, headers=HTMX)
    scene.draft.refresh_from_db()
    assert scene.draft.contact_phone == after


def test_sum_written_in_another_way_is_no_change() -> None:
    section = SectionFactory(name="osa")
    money = QuestionFactory(section=section, kind=QuestionKind.MONEY)
    table = QuestionFactory(section=section, kind=QuestionKind.TABLE)
    for order, kind in enumerate((ColumnKind.TEXT, ColumnKind.MONEY), 1):
        table.columns.create(order=order, name=kind, label=kind, kind=kind)
    assert fingerprint("1000.00", money) == fingerprint("1000", money)
    one, other = ({"text": "1.1", "money": "5.0"}, {"text": "1.1", "money": "5"})
    assert fingerprint([one], table) == fingerprint([other], table)
    assert fingerprint([one], table) != fingerprint([one | {"text": "1.10"}], table)


def test_table_of_officers_bears_what_was_typed(scene: SimpleNamespace, client_of: Any) -> None:
    """A sign that no file of Excel can hold stood in a title: nobody got the table of all the others any more."""
    save(scene.draft, scene.actor, base=1, title="=1+1\x01\x0b \u202e\U0001f600")
    Application.objects.filter(pk=scene.draft.pk).update(contact_name="\x02@SUM(A1)")
    send(Application.objects.for_list().get(pk=scene.draft.pk), scene.actor)
    client = client_of("officer")
    for ending in ("csv", "xlsx"):
        names = "columns=title&columns=contact&columns=applicant"
        answer = client.get(f"/tyopoyta/avustukset/hakemukset/{ending}/?{names}")
        assert answer.status_code == 200
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        if ending == "xlsx":
            cells = [cell.value for row in load_workbook(BytesIO(body)).active.iter_rows() for cell in row]
            assert "'=1+1 \u202e\U0001f600" in cells
            assert "'@SUM(A1)" in cells


@pytest.mark.parametrize(
    ("typed", "kept"), [("\u202e \u200b\u2066", None), ("Kylän \u202eporukka\x07", "Kylän porukka")]
)
def test_name_of_a_group_can_be_seen(
    typed: str, kept: str | None, scene: SimpleNamespace, client_of: Any
) -> None:
    address = f"/avustukset/hakemukset/uusi/{scene.call.call_kind.pk}/"
    client_of("outsider").post(address, {"applicant": "group", "group_name": typed})
    begun = Application.objects.filter(organisation=None)
    assert [each.group_name for each in begun] == ([kept] if kept else [])
