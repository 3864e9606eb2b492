"""What the region's files say of grants: loaded once, and empty where the sources leave it open."""

import json
import shutil
from pathlib import Path

import pytest

from grants.models import (
    GrantKind,
    GrantRule,
    LegalText,
    Principles,
    ProcessStep,
    Question,
    QuestionSet,
    YearlyAppropriation,
)
from portal import facts

pytestmark = pytest.mark.django_db


@pytest.fixture
def loaded() -> facts.Loading:
    return facts.load("pirkanmaa")


def test_all_kinds_rules_and_steps_are_loaded(loaded: facts.Loading) -> None:
    assert loaded.differing == []
    assert list(GrantKind.objects.values_list("slug", flat=True)) == [
        "kumppanuusavustus",
        "yleisavustus",
        "kohdeavustus",
    ]
    assert list(GrantRule.objects.values_list("code", flat=True)) == [f"AV-{n:02}" for n in range(1, 14)]
    assert [rule.code for rule in GrantRule.objects.of_kind(GrantKind.objects.get(slug="kohdeavustus"))] == [
        f"AV-{n:02}" for n in range(1, 14) if n not in (9, 10)
    ]
    assert dict(GrantRule.objects.exclude(test="").values_list("code", "test")) == {
        "AV-07": "region",
        "AV-09": "registered",
        "AV-10": "years",
    }
    assert list(YearlyAppropriation.objects.values_list("year", "amount")) == [
        (2023, 1_750_000),
        (2024, 1_750_000),
        (2025, None),
        (2026, None),
    ]
    assert ProcessStep.objects.count() == 6
    assert not LegalText.objects.get().is_confirmed
    principles = Principles.objects.get()
    assert (str(principles.decided_on), principles.section, len(principles.lines)) == (
        "2025-10-06",
        "§ 276",
        4,
    )
    assert set(principles.rules.values_list("code", flat=True)) == {"AV-12", "AV-13"}


def test_what_the_sources_leave_open_is_not_decided(loaded: facts.Loading) -> None:
    targeted = GrantKind.objects.get(slug="kohdeavustus")
    assert (targeted.requires_registered, targeted.least_years) == (None, None)
    for kind in GrantKind.objects.all():
        assert (kind.largest_sum, kind.legal_forms, kind.signatories, kind.uses_light_form) == (None,) * 4


def test_loading_again_makes_nothing_and_keeps_what_people_changed(loaded: facts.Loading) -> None:
    GrantKind.objects.filter(slug="kohdeavustus").update(largest_sum=3000)
    GrantRule.objects.get(code="AV-01").kinds.clear()
    Question.objects.filter(question_set__slug="kohdeavustus", name="need").delete()
    again = facts.load("pirkanmaa")
    assert sum(again.made.values()) == 0
    assert GrantKind.objects.get(slug="kohdeavustus").largest_sum == 3000
    assert not GrantRule.objects.get(code="AV-01").kinds.exists()
    assert not Question.objects.filter(question_set__slug="kohdeavustus", name="need").exists()


def test_three_ready_forms_ask_what_the_rules_need(loaded: facts.Loading) -> None:
    forms = QuestionSet.objects.ready_forms()
    assert sorted(forms.values_list("slug", flat=True)) == [
        "kohdeavustus",
        "kumppanuusavustus",
        "yleisavustus",
    ]
    whole = forms.get(slug="kumppanuusavustus")
    asked = set(whole.questions.values_list("rules__code", flat=True)) - {None}
    # AV-09 and AV-10 are looked up in the register.
    assert asked == {f"AV-{n:02}" for n in range(1, 14)} - {"AV-09", "AV-10"}
    light = forms.get(slug="kohdeavustus")
    assert light.questions.count() < whole.questions.count()
    assert light.questions.get(name="purpose").most_words == 150
    assert whole.questions.get(name="purpose").most_words == 300
    condition = whole.questions.get(name="de-minimis")
    assert (condition.shown_if.name, condition.shown_if_values) == ("economic-activity", ["yes"])
    for form in forms:
        assert {"purpose", "requested_sum", "costs", "income", "own_share"} <= set(
            form.questions.values_list("meaning", flat=True)
        )


def test_every_text_of_the_ready_forms_is_in_three_languages(loaded: facts.Loading) -> None:
    for question in Question.objects.all():
        for field in ("label", "help", "reason"):
            written = {bool(getattr(question, f"{field}_{code}")) for code in ("fi", "sv", "en")}
            assert len(written) == 1, (question.name, field)


@pytest.mark.parametrize(
    ("file", "path", "value", "words"),
    [
        ("grants.json", ("rules", 0, "kinds"), ["matka-avustus"], "there is no matka-avustus"),
        ("grants.json", ("rules", 11, "principles"), "periaatteet-1999", "there is no periaatteet-1999"),
        ("grants.json", ("kinds", 0, "largest_sum"), -1, "largest_sum"),
        ("grants.json", ("rules", 0, "test"), "region", "grant"),
        ("grants.json", ("granted_purposes", 0, "kind"), "matka-avustus", "there is no matka-avustus"),
        ("grants.json", ("granted_purposes", 1, "year"), 24, "year"),
        ("grants.json", ("notices", 0, "dated_on"), "joskus", "dated_on"),
        ("grant-forms.json", ("forms", 0, "kind"), "matka-avustus", "there is no matka-avustus"),
        ("grant-forms.json", ("questions", 4, "shown_if"), "requested-sum", "there is no requested-sum"),
        ("grant-forms.json", ("questions", 0, "rules"), ["AV-99"], "there is no AV-99"),
    ],
)
def test_a_wrong_file_loads_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, file: str, path: tuple, value: object, words: str
) -> None:
    folder = tmp_path / "regions" / "pirkanmaa"
    shutil.copytree(facts.REGIONS / "pirkanmaa", folder)
    monkeypatch.setattr(facts, "REGIONS", folder.parent)
    content = json.loads((folder / file).read_text(encoding="utf-8"))
    place = content
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value
    (folder / file).write_text(json.dumps(content), encoding="utf-8")
    with pytest.raises(facts.FactsError) as refusal:
        facts.load("pirkanmaa")
    assert file in str(refusal.value)
    if words != "grant":
        assert words in str(refusal.value)
    assert not GrantKind.objects.exists()


def test_a_region_without_grants_loads() -> None:
    facts.load("vantaa-kerava")
    assert not GrantKind.objects.exists()
