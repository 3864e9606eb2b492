"""What rules can say, how they read, and what "not decided" means to those who use them."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from members import body_rules
from members.enums import RuleName, RuleStatus
from members.models import BodyRule, BodyRules
from tests.factories import BodyFactory, BodyRulesFactory, TermFactory


@pytest.mark.parametrize("name", RuleName.values)
def test_every_rule_has_a_type_with_help_and_a_field(name: str) -> None:
    kind = body_rules.TYPES[name]
    assert kind.help
    assert kind.field().clean("") is None
    assert body_rules.words(name, None) == "Not decided"


@pytest.mark.parametrize(
    ("name", "typed", "stored", "words"),
    [
        (RuleName.QUORUM, "over_half", "over_half", "More than half of the seats"),
        (RuleName.QUORUM, "10", 10, "10"),
        (RuleName.DEPUTY_SUCCEEDS, "True", True, "Yes"),
        (RuleName.DEPUTY_SUCCEEDS, "False", False, "No"),
        (RuleName.MEETINGS_MOST, "no_limit", "no_limit", "No limit"),
        (RuleName.SELECTED_BY, "Aluehallitus", "Aluehallitus", "Aluehallitus"),
        (RuleName.DEPUTIES, "0", 0, "0"),
    ],
)
def test_value_goes_from_field_to_storage_to_words(name: str, typed: str, stored: Any, words: str) -> None:
    value = body_rules.TYPES[name].field().clean(typed)
    assert (value, type(value)) == (stored, type(stored))
    body_rules.check(name, value, [])
    assert body_rules.words(name, value) == words


@pytest.mark.parametrize(
    ("name", "value"),
    [
        (RuleName.QUORUM, 0),
        (RuleName.QUORUM, "most"),
        (RuleName.NOTICE_DAYS, True),
        (RuleName.DEPUTY_SUCCEEDS, 1),
        (RuleName.SELECTED_BY, ""),
        (RuleName.SELECTED_BY, 3),
        (RuleName.FEE, ["none"]),
    ],
)
def test_value_that_the_rule_cannot_have_is_refused(name: str, value: Any) -> None:
    with pytest.raises(ValidationError):
        body_rules.check(name, value, [])


@pytest.mark.parametrize(
    ("quorum", "seats", "needed"),
    [
        ("over_half", 19, 10),
        ("over_half", 20, 11),
        ("half", 19, 10),
        ("half", 20, 10),
        ("third", 19, 7),
        (8, 19, 8),
        (None, 19, None),
    ],
)
def test_seats_needed_for_a_decision(quorum: Any, seats: int, needed: int | None) -> None:
    assert body_rules.seats_needed(quorum, seats) == needed


def rule(version: BodyRules, name: str, status: str, value: Any = None, **more: Any) -> BodyRule:
    return BodyRule.objects.create(version=version, name=name, status=status, value=value, **more)


@pytest.mark.django_db
def test_version_has_every_rule_in_order_and_none_decided_unless_written() -> None:
    version = BodyRulesFactory()
    rule(version, RuleName.QUORUM, RuleStatus.DECIDED, "over_half")
    assert list(version.by_name) == RuleName.values
    assert version.seats_needed(19) == 10
    assert version.words(RuleName.QUORUM) == "More than half of the seats"
    assert version.value(RuleName.INSPECTORS) is None
    assert version.words(RuleName.INSPECTORS) == "Not decided"
    assert version.by_name[RuleName.INSPECTORS].status == RuleStatus.NOT_STATED


@pytest.mark.django_db
def test_missing_rules_are_added_once() -> None:
    version = BodyRulesFactory()
    rule(version, RuleName.QUORUM, RuleStatus.DECIDED, 5)
    version.add_missing_rules()
    BodyRules.objects.get(pk=version.pk).add_missing_rules()
    assert version.rules.count() == len(RuleName.values)
    assert version.rules.get(name=RuleName.QUORUM).value == 5


@pytest.mark.django_db
def test_open_rule_tells_its_options() -> None:
    version = BodyRulesFactory()
    row = rule(version, RuleName.PRIMARIES, RuleStatus.OPEN, options=[1, 2])
    assert (row.words, row.options_in_words) == ("Not decided", ["1", "2"])


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("status", "value", "message"),
    [
        (RuleStatus.OPEN, 5, "A rule that is open or not stated has no value."),
        (RuleStatus.NOT_STATED, 5, "A rule that is open or not stated has no value."),
        (RuleStatus.DECIDED, None, "Write the value that was decided."),
    ],
)
def test_status_and_value_must_agree(status: str, value: Any, message: str) -> None:
    version = BodyRulesFactory()
    with pytest.raises(ValidationError) as caught:
        BodyRule(version=version, name=RuleName.QUORUM, status=status, value=value).full_clean()
    assert caught.value.messages == [message]
    with pytest.raises(IntegrityError), transaction.atomic():
        rule(version, RuleName.QUORUM, status, value)


@pytest.mark.django_db
def test_wrong_option_is_an_error_of_the_form() -> None:
    row = BodyRule(
        version=BodyRulesFactory(), name=RuleName.FEE, status=RuleStatus.OPEN, options=["none", "gold"]
    )
    with pytest.raises(ValidationError) as caught:
        row.full_clean()
    assert list(caught.value.message_dict) == ["value"]


@pytest.mark.django_db
def test_rules_of_the_running_term_come_before_the_version_of_the_day() -> None:
    body = BodyFactory()
    old = BodyRulesFactory(body=body, valid_from=date(2020, 1, 1), valid_until=date(2024, 12, 31))
    new = BodyRulesFactory(body=body, valid_from=date(2025, 1, 1))
    today = timezone.localdate()
    assert body.rules_on(today) == new
    TermFactory(rules_version=old, starts_on=today, ends_on=today + timedelta(days=9))
    assert body.rules_on(today) == old
    assert body.rules_on(today + timedelta(days=10)) == new


@pytest.mark.django_db
def test_body_without_rules_has_a_version_that_says_nothing() -> None:
    rules = BodyFactory().rules_on(timezone.localdate())
    assert rules.pk is None
    assert rules.seats_needed(19) is None
    assert rules.words(RuleName.RECORD_KIND) == "Not decided"
