"""The rules of grants as pure functions: each gives pass, fail or "an official checks", with its reason."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from grants.checks import Case, Rule, case_of, check_rules, may_apply, years_later
from grants.enums import RuleTest, Verdict
from grants.models import GrantKind, GrantRule
from members.enums import LegalForm
from members.models import Municipality
from portal import facts
from tests.factories import CallFactory, CallKindFactory, OrganisationFactory

RULE = {test: Rule(f"AV-{test}", "Sääntö", test) for test in RuleTest.values}


def verdict(test: str, **facts_of_case: Any) -> Verdict:
    (check,) = check_rules(Case(rules=(RULE[test],), **facts_of_case))
    assert check.reason
    return check.verdict


@pytest.mark.parametrize(
    ("home", "acts", "expected"),
    [
        (True, True, Verdict.PASSED),
        (True, None, Verdict.PASSED),
        (True, False, Verdict.OFFICIAL),
        (False, True, Verdict.OFFICIAL),
        (None, True, Verdict.OFFICIAL),
        (False, False, Verdict.FAILED),
        (False, None, Verdict.OFFICIAL),
        (None, None, Verdict.OFFICIAL),
    ],
)
def test_home_or_regular_activity_in_the_region(home: Any, acts: Any, expected: Verdict) -> None:
    assert verdict(RuleTest.REGION, home_in_region=home, acts_in_region=acts) == expected


@pytest.mark.parametrize(
    ("form", "has_number", "expected"),
    [
        (LegalForm.ASSOCIATION, True, Verdict.PASSED),
        (LegalForm.FOUNDATION, True, Verdict.PASSED),
        (LegalForm.ASSOCIATION, False, Verdict.OFFICIAL),
        (LegalForm.UNREGISTERED, False, Verdict.FAILED),
        (LegalForm.UNREGISTERED, True, Verdict.FAILED),
    ],
)
def test_only_a_registered_organisation(form: str, has_number: bool, expected: Verdict) -> None:
    assert verdict(RuleTest.REGISTERED, legal_form=form, has_register_number=has_number) == expected


@pytest.mark.parametrize(
    ("since", "years", "expected"),
    [
        (date(2025, 9, 1), 1, Verdict.PASSED),
        (date(2025, 9, 2), 1, Verdict.OFFICIAL),
        (date(2025, 9, 30), 1, Verdict.OFFICIAL),
        (date(2025, 10, 1), 1, Verdict.FAILED),
        (date(2024, 9, 1), 2, Verdict.PASSED),
        (None, 1, Verdict.OFFICIAL),
        (date(2026, 8, 1), None, Verdict.OFFICIAL),
        (date(2026, 8, 1), 0, Verdict.PASSED),
    ],
)
def test_years_are_counted_to_the_opening_and_to_the_closing(
    since: Any, years: Any, expected: Verdict
) -> None:
    span = {"opens_on": date(2026, 9, 1), "closes_on": date(2026, 9, 30)}
    assert verdict(RuleTest.YEARS, active_since=since, least_years=years, **span) == expected


def test_a_leap_day_is_full_on_the_first_of_march() -> None:
    assert years_later(date(2024, 2, 29), 1) == date(2025, 3, 1)
    assert years_later(date(2024, 2, 29), 4) == date(2028, 2, 29)


def test_what_no_test_covers_is_for_an_official() -> None:
    (check,) = check_rules(Case(rules=(Rule("AV-01", "Edistää hyvinvointia."),)))
    assert (check.verdict, check.text) == (Verdict.OFFICIAL, "Edistää hyvinvointia.")


@pytest.mark.parametrize(
    ("requested", "expected"),
    [
        (Decimal("3000.00"), Verdict.PASSED),
        (Decimal("3000.01"), Verdict.FAILED),
        (None, Verdict.OFFICIAL),
    ],
)
def test_the_largest_sum(requested: Any, expected: Verdict) -> None:
    (check,) = check_rules(Case(largest_sum=Decimal(3000), requested_sum=requested))
    assert (check.code, check.verdict) == ("sum", expected)


def test_a_sum_and_a_form_that_were_not_decided_are_not_checked() -> None:
    assert check_rules(Case(requested_sum=Decimal(10**9))) == []


def test_a_legal_form_that_may_not_apply_stands_in_the_way() -> None:
    checks = check_rules(Case(legal_form=LegalForm.COMPANY, legal_forms=(LegalForm.ASSOCIATION,)))
    assert [check.verdict for check in checks] == [Verdict.FAILED]
    assert not may_apply(checks)


@pytest.mark.django_db
def test_the_regions_own_rules_judge_an_association_and_a_group() -> None:
    facts.load("pirkanmaa")
    kinds = {kind.slug: kind for kind in GrantKind.objects.all()}
    call = CallFactory(region=kinds["yleisavustus"].region)
    general, targeted = (
        CallKindFactory(call=call, kind=kinds[slug], question_set=None)
        for slug in ("yleisavustus", "kohdeavustus")
    )
    association = OrganisationFactory(
        register_number="1234",
        home_municipality=Municipality.objects.get(name_fi="Tampere"),
        active_in_region_since=date(2010, 1, 1),
    )
    passed = {
        check.code for check in check_rules(case_of(general, association)) if check.verdict == Verdict.PASSED
    }
    assert passed == {"AV-07", "AV-09", "AV-10"}
    group = check_rules(case_of(general, None, municipalities=["837"]))
    assert {check.code for check in group if check.verdict == Verdict.FAILED} == {"AV-09"}
    assert not may_apply(group)
    assert may_apply(check_rules(case_of(targeted, None, municipalities=["837"])))


@pytest.mark.django_db
def test_a_rule_that_is_not_in_use_is_not_checked() -> None:
    facts.load("pirkanmaa")
    kind = GrantKind.objects.get(slug="yleisavustus")
    GrantRule.objects.filter(code="AV-09").update(is_in_use=False)
    call_kind = CallKindFactory(call=CallFactory(region=kind.region), kind=kind, question_set=None)
    assert "AV-09" not in {check.code for check in check_rules(case_of(call_kind, None))}
