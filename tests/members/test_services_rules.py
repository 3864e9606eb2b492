"""Rules change by dated versions; terms keep theirs; contradictions are refused."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from members import services
from members.enums import RuleName, RuleStatus
from members.models import Body, BodyRules, Mandate, Term
from members.rule_sets import changes, contradictions, differences
from members.services.rules import can_correct
from portal.errors import Overtaken, Refused
from portal.history import events_of
from tests.cast import Cast
from tests.factories import BodyFactory, BodyRulesFactory, CategorySchemeFactory, TermFactory
from tests.meetings.test_races import at_once

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def today() -> date:
    return timezone.localdate()


def decided(value: Any) -> dict[str, Any]:
    return {"status": RuleStatus.DECIDED, "value": value, "options": []}


def change(body: Body, actor: Any, **more: Any) -> BodyRules:
    latest = body.rules_versions.order_by("-valid_from").first()
    values: dict[str, Any] = {
        "base": services.rules_stamp(latest),
        "valid_from": today(),
        "title": "Toimintaohje",
        "category_scheme": None,
        "rules": {RuleName.QUORUM: decided("half")},
        "actor": actor,
    }
    return services.change_rules(body=body, **values | more)


@pytest.fixture
def written(cast: Cast) -> Cast:
    """The body's version with two rules in it."""
    version = cast.term.rules_version
    version.rules.create(
        name=RuleName.QUORUM, status=RuleStatus.DECIDED, value="over_half", text_fi="Yli puolet"
    )
    version.rules.create(name=RuleName.FEE, status=RuleStatus.OPEN, options=["none", "fee_rule"])
    return cast


def test_new_version_ends_the_former_the_day_before_and_copies_the_rest(written: Cast) -> None:
    new = change(written.body, written.coordinator, valid_from=today() + 10 * DAY)
    former = BodyRules.objects.exclude(pk=new.pk).get()
    assert former.valid_until == today() + 9 * DAY
    assert (new.value(RuleName.QUORUM), former.value(RuleName.QUORUM)) == ("half", "over_half")
    fee = new.by_name[RuleName.FEE]
    assert (fee.status, fee.options, fee.value) == (RuleStatus.OPEN, ["none", "fee_rule"], None)
    assert new.rules.count() == len(RuleName.values)
    assert [(each.before, each.after) for each in changes(former, new)] == [
        ("More than half of the seats", "At least half of the seats")
    ]
    assert (
        differences(former, new)[-3].before == "Open: No fee and no expenses, By the county's rules on fees"
    )


def test_term_keeps_its_rules_unless_it_is_wanted_otherwise(written: Cast) -> None:
    old = written.term.rules_version
    change(written.body, written.coordinator)
    assert Term.objects.get().rules_version == old
    assert written.body.rules_on(today()) == old
    new = change(
        written.body, written.coordinator, valid_from=today() + DAY, in_present_term=True, title="Uusi"
    )
    assert Term.objects.get().rules_version == new
    event = events_of(Term.objects.get())[0]
    assert (event.actor, event.changes) == (
        "Coordinator",
        [("rules that the term runs by", str(old), str(new))],
    )


def test_rules_cannot_be_taken_into_a_term_that_does_not_run(written: Cast) -> None:
    Mandate.objects.all().delete()
    Term.objects.update(ends_on=today() - DAY, starts_on=today() - 9 * DAY)
    with pytest.raises(Refused):
        change(written.body, written.coordinator, in_present_term=True)
    assert BodyRules.objects.count() == 1


def test_version_begins_after_the_one_before(written: Cast) -> None:
    with pytest.raises(ValidationError) as caught:
        change(written.body, written.coordinator, valid_from=date(2020, 1, 1))
    assert list(caught.value.message_dict) == ["valid_from"]


def test_first_version_of_a_body_without_rules(cast: Cast) -> None:
    body = BodyFactory(region=cast.body.region)
    new = change(body, cast.secretariat)
    assert (new.value(RuleName.QUORUM), new.rules.count()) == ("half", len(RuleName.values))


def test_second_of_two_who_saw_the_same_rules_is_told(written: Cast) -> None:
    base = services.rules_stamp(written.term.rules_version)
    change(written.body, written.coordinator, base=base)
    with pytest.raises(Overtaken):
        change(written.body, written.secretariat, base=base, valid_from=today() + DAY)
    assert BodyRules.objects.count() == 2


@pytest.mark.parametrize(
    ("values", "wrong"),
    [
        ({RuleName.DEPUTIES: 0, RuleName.DEPUTY_KIND: "personal"}, [RuleName.DEPUTY_KIND]),
        ({RuleName.DEPUTIES: 0, RuleName.DEPUTY_KIND: "ranked"}, [RuleName.DEPUTY_KIND]),
        ({RuleName.DEPUTIES: 0, RuleName.DEPUTY_KIND: "none"}, []),
        ({RuleName.DEPUTIES: 2, RuleName.DEPUTY_KIND: "none"}, [RuleName.DEPUTIES]),
        ({RuleName.DEPUTIES: 0, RuleName.DIFFERENT_ORGANISATIONS: True}, [RuleName.DIFFERENT_ORGANISATIONS]),
        ({RuleName.DEPUTIES: 0, RuleName.DIFFERENT_ORGANISATIONS: False}, []),
        ({RuleName.DEPUTY_KIND: "none", RuleName.DEPUTY_SUCCEEDS: True}, [RuleName.DEPUTY_SUCCEEDS]),
        ({RuleName.MEETINGS_LEAST: 6, RuleName.MEETINGS_MOST: 4}, [RuleName.MEETINGS_MOST]),
        ({RuleName.MEETINGS_LEAST: 4, RuleName.MEETINGS_MOST: 4}, []),
        ({RuleName.MEETINGS_LEAST: 4, RuleName.MEETINGS_MOST: "no_limit"}, []),
        ({RuleName.TERM_YEARS: 2}, [RuleName.TERM_YEARS]),
        ({RuleName.TERM_YEARS: 2, RuleName.TERM_KIND: "council_term"}, [RuleName.TERM_YEARS]),
        ({RuleName.TERM_YEARS: 2, RuleName.TERM_KIND: "years"}, []),
        ({RuleName.TERM_KIND: "years"}, []),
        ({RuleName.QUORUM: 21, RuleName.PRIMARIES: 20, RuleName.SEAT_SCHEME: "open"}, [RuleName.QUORUM]),
        ({RuleName.QUORUM: 21, RuleName.PRIMARIES: 2, RuleName.SEAT_SCHEME: "category"}, []),
        ({}, []),
    ],
)
def test_contradictions(values: dict[str, Any], wrong: list[str]) -> None:
    assert list(contradictions(values)) == [str(name) for name in wrong]


def test_contradiction_with_a_rule_that_is_copied_is_refused_too(written: Cast) -> None:
    change(written.body, written.coordinator, rules={RuleName.MEETINGS_LEAST: decided(6)})
    with pytest.raises(ValidationError) as caught:
        change(
            written.body,
            written.coordinator,
            valid_from=today() + DAY,
            rules={RuleName.MEETINGS_MOST: decided(4)},
        )
    assert list(caught.value.message_dict) == [RuleName.MEETINGS_MOST]
    assert BodyRules.objects.count() == 2


def test_seats_by_a_classification_need_one(written: Cast) -> None:
    rules = {RuleName.SEAT_SCHEME: decided("category")}
    with pytest.raises(ValidationError) as caught:
        change(written.body, written.coordinator, rules=rules)
    assert list(caught.value.message_dict) == ["category_scheme"]
    scheme = CategorySchemeFactory()
    assert (
        change(written.body, written.coordinator, rules=rules, category_scheme=scheme).category_scheme
        == scheme
    )


@pytest.mark.parametrize(
    "fields",
    [
        {"status": RuleStatus.OPEN, "value": 5, "options": []},
        {"status": RuleStatus.DECIDED, "value": None, "options": []},
        {"status": RuleStatus.DECIDED, "value": "most", "options": []},
        {"status": RuleStatus.OPEN, "value": None, "options": ["most"]},
        {"status": "guessed", "value": None, "options": []},
    ],
)
def test_bad_rule_is_an_error_of_that_rule_and_stores_nothing(fields: dict[str, Any], written: Cast) -> None:
    with pytest.raises(ValidationError) as caught:
        change(written.body, written.coordinator, rules={RuleName.QUORUM: fields})
    assert list(caught.value.message_dict) == [RuleName.QUORUM]


def correct(version: BodyRules, actor: Any, **more: Any) -> BodyRules:
    values: dict[str, Any] = {
        "base": services.rules_stamp(version),
        "title": "Korjattu",
        "category_scheme": None,
        "rules": {RuleName.INSPECTORS: decided(2)},
        "actor": actor,
    }
    return services.correct_rules(version=version, **values | more)


def test_version_that_nothing_has_gone_by_can_be_corrected(written: Cast) -> None:
    coming = change(written.body, written.coordinator, valid_from=today() + DAY)
    correct(coming, written.coordinator)
    now = BodyRules.objects.get(pk=coming.pk)
    assert (now.title, now.value(RuleName.INSPECTORS), now.value(RuleName.QUORUM)) == ("Korjattu", 2, "half")


def test_first_rules_of_a_new_body_can_be_decided_on_the_same_day(cast: Cast) -> None:
    body = services.found_body(
        values={
            "region": cast.body.region, "kind": "forum", "status": "active",
            "name_fi": "Foorumi", "short_name_fi": "Foorumi",
        },
        actor=cast.coordinator,
    )  # fmt: skip
    assert correct(body.rules_versions.get(), cast.coordinator).value(RuleName.INSPECTORS) == 2


def test_version_in_force_or_in_use_is_not_corrected(written: Cast) -> None:
    with pytest.raises(Refused):
        correct(written.term.rules_version, written.coordinator)
    coming = change(written.body, written.coordinator, valid_from=today() + DAY)
    TermFactory(rules_version=coming, starts_on=written.term.ends_on + DAY, ends_on=None)
    assert not can_correct(coming)
    with pytest.raises(Refused):
        correct(coming, written.coordinator)


def test_correction_over_a_correction_is_refused(written: Cast) -> None:
    coming = change(written.body, written.coordinator, valid_from=today() + DAY)
    base = services.rules_stamp(coming)
    correct(coming, written.coordinator)
    with pytest.raises(Overtaken):
        correct(coming, written.secretariat, base=base, title="Toinen")
    assert BodyRules.objects.get(pk=coming.pk).title == "Korjattu"


def test_term_takes_another_version_of_its_own_body_only(written: Cast) -> None:
    new = change(written.body, written.coordinator)
    with pytest.raises(Refused):
        services.adopt_rules(term=written.term, version=BodyRulesFactory(), actor=written.coordinator)
    services.adopt_rules(term=written.term, version=new, actor=written.coordinator)
    with pytest.raises(Refused):
        services.adopt_rules(term=written.term, version=new, actor=written.coordinator)
    Mandate.objects.all().delete()
    Term.objects.update(starts_on=today() - 9 * DAY, ends_on=today() - DAY)
    with pytest.raises(Refused):
        services.adopt_rules(term=written.term, version=new, actor=written.coordinator)


ACTS: dict[str, Callable[[Cast, Any], Any]] = {
    "change": lambda cast, actor: change(cast.body, actor),
    "correct": lambda cast, actor: correct(cast.coming, actor),
    "adopt": lambda cast, actor: services.adopt_rules(term=cast.term, version=cast.coming, actor=actor),
}


@pytest.mark.parametrize("name", ACTS)
@pytest.mark.parametrize("role", [role for role in Cast.ROLES if role != "visitor"])
def test_only_those_who_run_the_body_touch_its_rules(name: str, role: str, written: Cast) -> None:
    if name != "change":
        coming = change(written.body, written.coordinator, valid_from=today() + DAY)
        object.__setattr__(written, "coming", coming)
    if role in {"coordinator", "secretariat"}:
        ACTS[name](written, getattr(written, role))
    else:
        with pytest.raises(PermissionDenied):
            ACTS[name](written, getattr(written, role))


@pytest.mark.django_db(transaction=True)
def test_two_who_change_the_rules_at_once_make_one_version() -> None:
    from tests.cast import make_cast

    cast = make_cast()
    base = services.rules_stamp(cast.term.rules_version)
    outcomes = at_once(
        *(
            lambda actor=actor: change(cast.body, actor, base=base)
            for actor in (cast.coordinator, cast.secretariat)
        )
    )
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["BodyRules", "Overtaken"]
    assert BodyRules.objects.count() == 2
