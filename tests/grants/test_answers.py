"""Answers: what can be typed, what is kept, what is shown, what is told as wrong."""

from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils import translation

from grants.answers import budget_of, count_words, is_empty, is_shown, totals
from grants.enums import ColumnKind, Meaning, QuestionKind
from grants.forms.answers import AnswersForm, MoneyField, in_words, problems_of, read_answers
from grants.models import Question
from tests.factories import QuestionFactory, SectionFactory


@pytest.fixture(autouse=True)
def in_english() -> Any:
    with translation.override("en"):
        yield


PLACES = [("837", "Tampere"), ("980", "Ylöjärvi")]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("1 234,50", "1234.50"),
        ("1\u00a0234,5", "1234.5"),
        ("1\u202f234", "1234"),
        ("1234.50", "1234.50"),
        ("1.234,50 €", "1234.50"),
        ("1.234.567,00", "1234567.00"),
        ("0", "0"),
        ("999999999", "999999999"),
    ],
)
def test_money_is_taken_as_people_write_it(typed: str, expected: str) -> None:
    assert MoneyField().clean(typed) == Decimal(expected)


@pytest.mark.parametrize(
    "typed",
    [
        "-1",
        "−5",
        "1.234",
        "12,345",
        "1e9",
        "1000000000",
        "9" * 40,
        "NaN",
        "Infinity",
        "kaksi",
        "1,2,3",
        "١٢٣x",
        "--5",
    ],
)
def test_money_that_is_none_negative_or_astronomic_is_refused(typed: str) -> None:
    with pytest.raises(ValidationError):
        MoneyField().clean(typed)


def test_a_kept_sum_is_shown_with_spaces_and_what_was_typed_as_it_stands() -> None:
    with translation.override("fi"):
        assert MoneyField().prepare_value("1234.50") == "1\u00a0234,50"
    assert MoneyField().prepare_value("tuhat") == "tuhat"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", 0),
        ("Yksi kaksi, kolme.", 3),
        ("– • … 12 %", 1),
        ("järjestö- ja kylätoiminta EU:n tuki", 5),
        ("a" * 5000, 1),
        ("yksi\n\nkaksi\tkolme", 3),
        ("e-mail 1.5.2026", 2),
    ],
)
def test_words_are_counted(text: str, words: int) -> None:
    assert count_words(text) == words


@pytest.fixture
def section(db: None) -> Any:
    return SectionFactory()


def table(section: Any, name: str, meaning: str = "", **values: Any) -> Question:
    question = QuestionFactory(section=section, name=name, kind=QuestionKind.TABLE, meaning=meaning, **values)
    question.columns.create(order=1, name="item", label="Kulu")
    question.columns.create(order=2, name="sum", label="Summa", kind=ColumnKind.MONEY, adds_up=True)
    return question


def test_a_question_is_shown_by_the_answer_to_another(section: Any) -> None:
    first = QuestionFactory(section=section, kind=QuestionKind.CHOICE)
    second = QuestionFactory(section=section, shown_if=first, shown_if_values=["yes"])
    third = QuestionFactory(section=section, shown_if=second)
    assert not is_shown(second, {})
    assert is_shown(second, {first.name: "yes"})
    assert is_shown(second, {first.name: ["no", "yes"]})
    assert is_shown(third, {first.name: "yes", second.name: "Teksti"})
    # What hangs on a hidden question is hidden, whatever was answered to that before it was hidden.
    assert not is_shown(third, {first.name: "no", second.name: "Teksti"})


def test_a_word_limit_holds_on_the_server_and_a_hidden_question_has_none(section: Any) -> None:
    choice = QuestionFactory(section=section, kind=QuestionKind.CHOICE, is_required=False)
    choice.choices.create(order=1, value="yes", label="Kyllä")
    text = QuestionFactory(section=section, most_words=3, shown_if=choice, shown_if_values=["yes"])
    answers = {text.name: "yksi kaksi kolme neljä viisi"}
    assert problems_of([choice, text], answers) == {}
    (message,) = problems_of([choice, text], answers | {choice.name: "yes"})[text.name]
    assert message == "The text is 2 words too long: at most 3 words."


def test_what_is_missing_or_wrong_is_told_for_each_kind(section: Any) -> None:
    kinds = {
        QuestionKind.NUMBER: "paljon",
        QuestionKind.MONEY: "-5",
        QuestionKind.CHOICE: "forged",
        QuestionKind.MANY: ["forged"],
        QuestionKind.DATE: "2026-02-30",
        QuestionKind.MUNICIPALITIES: ["091"],
    }
    questions = [QuestionFactory(section=section, kind=kind, name=kind) for kind in kinds]
    missing = problems_of(questions, {}, places=PLACES)
    assert set(missing) == set(kinds.keys())
    assert set(problems_of(questions, dict(kinds), places=PLACES)) == set(kinds.keys())
    file = QuestionFactory(section=section, kind=QuestionKind.FILE)
    assert set(problems_of([file], {})) == {file.name}
    assert problems_of([file], {}, files=[file.name]) == {}


def test_least_and_most_of_a_number(section: Any) -> None:
    question = QuestionFactory(section=section, kind=QuestionKind.NUMBER, least=1, most=10, name="maara")
    assert set(problems_of([question], {"maara": "0"})) == {"maara"}
    assert set(problems_of([question], {"maara": "10.5"})) == {"maara"}
    assert problems_of([question], {"maara": "10"}) == {}


def test_a_draft_keeps_whatever_was_typed(section: Any) -> None:
    money = QuestionFactory(section=section, kind=QuestionKind.MONEY, name="summa")
    text = QuestionFactory(section=section, name="teksti", most_words=1)
    day = QuestionFactory(section=section, kind=QuestionKind.DATE, name="paiva")
    data = QueryDict("summa=noin+tuhat&teksti=liian+pitkä+teksti&paiva=ensi+viikolla")
    typed = read_answers([money, text, day], data)
    assert typed == {"summa": "noin tuhat", "teksti": "liian pitkä teksti", "paiva": "ensi viikolla"}
    assert set(problems_of([money, text, day], typed)) == {"summa", "teksti", "paiva"}
    assert read_answers([money], QueryDict("summa=1+234,50")) == {"summa": "1234.50"}


def test_only_what_is_in_the_data_is_read_and_forged_choices_are_left_out(section: Any) -> None:
    many = QuestionFactory(section=section, kind=QuestionKind.MANY, name="monta")
    many.choices.create(order=1, value="a", label="A")
    places = QuestionFactory(section=section, kind=QuestionKind.MUNICIPALITIES, name="kunnat")
    text = QuestionFactory(section=section, name="teksti")
    data = QueryDict("monta=a&monta=forged&kunnat=837&kunnat=091")
    assert read_answers([many, places, text], data, places=PLACES) == {"monta": ["a"], "kunnat": ["837"]}
    # All boxes unticked: nothing of it is in the data but its name.
    assert read_answers([many], QueryDict("asked=monta")) == {"monta": []}
    assert read_answers([many], QueryDict("")) == {}


def test_a_table_is_read_added_up_and_its_wrong_cells_are_told(section: Any) -> None:
    costs = table(section, "kulut", Meaning.COSTS)
    data = QueryDict("kulut-0-item=Vuokra&kulut-0-sum=1+200,50&kulut-3-item=Ohjaaja&kulut-3-sum=800")
    typed = read_answers([costs], data)["kulut"]
    assert typed == [{"item": "Vuokra", "sum": "1200.50"}, {"item": "Ohjaaja", "sum": "800"}]
    assert totals(costs, typed) == {"sum": Decimal("2000.50")}
    wrong = read_answers([costs], QueryDict("kulut-0-item=Vuokra&kulut-0-sum=-4"))["kulut"]
    assert wrong == [{"item": "Vuokra", "sum": "-4"}]
    (message,) = problems_of([costs], {"kulut": wrong})["kulut"]
    assert message.startswith("Summa, row 1: ")
    assert totals(costs, "nonsense") == {"sum": 0}
    with translation.override("fi"):
        html = str(AnswersForm(questions=[costs], answers={"kulut": typed})["kulut"])
    assert html.count('name="kulut-') == 2 * 5
    assert "1\u00a0200,50" in html


def test_the_requested_sum_is_to_be_the_gap_of_the_budget(section: Any) -> None:
    questions = [
        table(section, "kulut", Meaning.COSTS),
        table(section, "tulot", Meaning.INCOME),
        QuestionFactory(section=section, kind=QuestionKind.MONEY, meaning=Meaning.OWN_SHARE, name="oma"),
        QuestionFactory(
            section=section, kind=QuestionKind.MONEY, meaning=Meaning.REQUESTED_SUM, name="haettu"
        ),
    ]
    answers = {
        "kulut": [{"item": "a", "sum": "1000"}, {"item": "b", "sum": "500.10"}],
        "tulot": [{"item": "c", "sum": "200"}],
        "oma": "100",
        "haettu": "1200.10",
    }
    budget = budget_of(questions, answers)
    assert budget is not None
    assert (budget.costs, budget.gap, budget.is_balanced) == (Decimal("1500.10"), Decimal("1200.10"), True)
    unbalanced = budget_of(questions, answers | {"haettu": "1200"})
    assert unbalanced is not None
    assert not unbalanced.is_balanced
    assert budget_of(questions[:2], answers) is None


@pytest.mark.parametrize("value", ["", "  ", [], None, [""], [{"a": "", "b": ""}], {}])
def test_nothing_answered(value: Any) -> None:
    assert is_empty(value)


def test_answers_in_words(section: Any) -> None:
    many = QuestionFactory(section=section, kind=QuestionKind.MANY, name="monta")
    many.choices.create(order=1, value="a", label="Lapset")
    places = QuestionFactory(section=section, kind=QuestionKind.MUNICIPALITIES)
    money = QuestionFactory(section=section, kind=QuestionKind.MONEY)
    assert in_words(many, ["a"]) == "Lapset"
    assert in_words(places, ["837"], places=dict(PLACES)) == "Tampere"
    day = QuestionFactory(section=section, kind=QuestionKind.DATE)
    with translation.override("fi"):
        assert in_words(money, "1234.5") == "1\u00a0234,50\u00a0€"
        assert [in_words(day, each) for each in ("2026-12-01", "ensi kuussa")] == ["1.12.2026", "ensi kuussa"]
    assert in_words(money, "") == in_words(many, [])
