"""Rounds as a whole: made, announced, extended, cancelled; and what the database holds of them."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from members.enums import RoundState, RuleName
from members.models import Criterion, NominationRound, Score
from members.rounds import holes_of, nominators_of, organisations_concerned, stage_of
from members.services import round as services
from members.services import round_care
from portal.errors import Overtaken, Refused
from tests.cast import Cast
from tests.factories import (
    CategoryFactory,
    MunicipalityFactory,
    NominationFactory,
    NominatorFactory,
    OrganisationFactory,
    UserFactory,
)
from tests.members.rounds import close, decide, draft_of, full_draft, mails, make_group, make_round

pytestmark = pytest.mark.django_db
NOW = timezone.now


def values(cast: Cast, **changes: Any) -> dict[str, Any]:
    opens_at = NOW() + timedelta(days=1)
    facts = {
        "term": cast.term,
        "title_fi": "Haku",
        "text_fi": "Haemme jäseniä.",
        "opens_at": opens_at,
        "closes_at": opens_at + timedelta(days=14),
        "remove_on": timezone.localdate() + timedelta(days=60),
    }
    return facts | changes


def make(cast: Cast, actor: Any = None, **changes: Any) -> NominationRound:
    return services.make_round(
        body=cast.body,
        values=values(cast, **changes),
        groups=[make_group(cast.term)],
        criteria=[{"name_fi": "Toinen", "most_points": 3}, {"name_fi": "Kolmas", "most_points": 5}],
        actor=actor or cast.coordinator,
    )


def test_new_round_is_a_draft_with_its_groups_and_criteria_in_order(cast: Cast) -> None:
    made = make(cast)
    criteria = list(made.criteria.values_list("order", "name_fi", "most_points"))
    assert (made.state, made.groups.count(), criteria) == ("draft", 1, [(1, "Toinen", 3), (2, "Kolmas", 5)])


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"closes_at": NOW()}, "closes_at"),
        ({"begins_on": timezone.localdate() - timedelta(days=2000)}, "begins_on"),
    ],
)
def test_round_with_wrong_facts_is_refused_at_the_field(
    cast: Cast, changes: dict[str, Any], field: str
) -> None:
    with pytest.raises(ValidationError) as caught:
        make(cast, **changes)
    assert set(caught.value.message_dict) == {field}


@pytest.mark.parametrize("role", ["member", "applicant", "officer", "outsider"])
def test_only_those_who_run_the_body_make_rounds(cast: Cast, role: str) -> None:
    with pytest.raises(PermissionDenied):
        make(cast, actor=getattr(cast, role))
    assert NominationRound.objects.count() == 0


def test_draft_changed_by_two_keeps_the_first_and_tells_the_second(cast: Cast) -> None:
    made = make(cast)

    def change(title: str) -> NominationRound:
        return services.change_round(
            nomination_round=made,
            base_version=1,
            values={"title_fi": title},
            groups=made.groups.all(),
            criteria=[],
            actor=cast.coordinator,
        )

    change("Ensimmäinen")
    with pytest.raises(Overtaken):
        change("Toinen")
    made.refresh_from_db()
    assert (made.title_fi, made.version) == ("Ensimmäinen", 2)


def break_it(made: NominationRound, **changes: Any) -> NominationRound:
    NominationRound.objects.filter(pk=made.pk).update(**changes)
    made.refresh_from_db()
    return made


@pytest.mark.parametrize(
    ("spoil", "count"),
    [
        (lambda _made: None, 0),
        (lambda made: made.groups.clear(), 1),
        (lambda made: break_it(made, text_fi=""), 1),
        (lambda made: break_it(made, remove_on=None), 1),
        (lambda made: break_it(made, remove_on=timezone.localdate()), 1),
        (
            lambda made: break_it(
                made, opens_at=NOW() - timedelta(days=3), closes_at=NOW() - timedelta(days=2)
            ),
            1,
        ),
        (lambda made: (made.criteria.all().delete(), break_it(made, takes_all_that_fit=True)), 1),
    ],
)
def test_round_with_a_hole_cannot_be_announced(
    cast: Cast, spoil: Callable[[NominationRound], Any], count: int
) -> None:
    made = make(cast)
    spoil(made)
    made.refresh_from_db()
    assert len(holes_of(made)) == count
    if count:
        with pytest.raises(Refused):
            services.announce_round(nomination_round=made, actor=cast.coordinator)
    else:
        services.announce_round(nomination_round=made, actor=cast.coordinator)
    made.refresh_from_db()
    assert made.state == ("draft" if count else "announced")


def test_group_that_another_open_round_looks_for_is_a_hole(cast: Cast) -> None:
    group = make_group(cast.term)
    make_round(cast, group)
    second = make_round(cast, group, state=RoundState.DRAFT, announced_at=None)
    assert holes_of(second) == [f"Another round already looks for: {group.name}."]


def test_announcing_twice_is_refused(cast: Cast) -> None:
    made = make(cast)
    services.announce_round(nomination_round=made, actor=cast.coordinator)
    with pytest.raises((Refused, Overtaken)):
        services.announce_round(nomination_round=made, actor=cast.coordinator)


def test_announcing_by_mail_writes_to_each_address_that_the_group_concerns_once(cast: Cast) -> None:
    category = CategoryFactory()
    group = make_group(cast.term, category=category)
    for address in ("yksi@example.org", "YKSI@example.org", "kaksi@example.org", ""):
        OrganisationFactory(email=address).categories.add(category)
    OrganisationFactory(email="muu@example.org")
    made = make_round(cast, group, state=RoundState.DRAFT, announced_at=None)
    services.announce_round(nomination_round=made, tells_by_mail=True, actor=cast.coordinator)
    assert [round_care.tell_of_round(round_id=made.pk) for _twice in range(2)] == [2, 0]
    assert sorted(address.lower() for _kind, address in mails()) == ["kaksi@example.org", "yksi@example.org"]


def test_announcing_without_mails_tells_nobody_by_mail(cast: Cast) -> None:
    category = CategoryFactory()
    OrganisationFactory(email="yksi@example.org").categories.add(category)
    made = make_round(
        cast, make_group(cast.term, category=category), state=RoundState.DRAFT, announced_at=None
    )
    services.announce_round(nomination_round=made, actor=cast.coordinator)
    round_care.tell_of_untold_rounds()
    assert (organisations_concerned(made).count(), mails()) == (1, [])


def test_open_seats_concern_the_organisations_of_the_region(cast: Cast) -> None:
    inside = OrganisationFactory(
        email="lahi@example.org", home_municipality=MunicipalityFactory(region=cast.body.region)
    )
    OrganisationFactory(email="kauko@example.org")
    assert list(organisations_concerned(make_round(cast))) == [inside]


@pytest.mark.parametrize(
    ("selection", "count"),
    [
        ("application", 0),
        ("nomination_by_networks", 1),
        ("nomination_by_associations_and_networks", 1),
        (None, 0),
    ],
)
def test_networks_nominate_where_the_rules_say_so(cast: Cast, selection: str | None, count: int) -> None:
    NominatorFactory(body=cast.body)
    if selection:
        decide(RuleName.SELECTION, selection, cast.term)
    assert len(nominators_of(make_round(cast))) == count


def test_extending_tells_those_who_have_drafts_and_says_why(cast: Cast) -> None:
    made = make_round(cast)
    draft_of(made, sender_email="luonnos@example.org")
    draft_of(made, sender_email="ei osoite")
    NominationFactory(round=made, group=made.groups.first(), sender_email="lahettanyt@example.org")
    later = made.closes_at + timedelta(days=7)
    services.extend_round(nomination_round=made, closes_at=later, reason="Loma.", actor=cast.coordinator)
    made.refresh_from_db()
    assert (made.closes_at, made.extended_because) == (later, "Loma.")
    assert mails() == [("round_extended", "luonnos@example.org")]


@pytest.mark.parametrize(("days", "reason"), [(-1, "Syy"), (0, "Syy"), (7, "  ")])
def test_extending_to_an_earlier_time_or_without_reason_is_refused(
    cast: Cast, days: int, reason: str
) -> None:
    made = make_round(cast)
    closes_at = made.closes_at
    with pytest.raises(Refused):
        services.extend_round(
            nomination_round=made,
            closes_at=closes_at + timedelta(days=days),
            reason=reason,
            actor=cast.coordinator,
        )
    made.refresh_from_db()
    assert (made.closes_at, mails()) == (closes_at, [])


def test_closed_round_can_be_opened_again_by_extending(cast: Cast) -> None:
    made = close(make_round(cast))
    services.extend_round(
        nomination_round=made,
        closes_at=NOW() + timedelta(days=1),
        reason="Vähän hakijoita.",
        actor=cast.coordinator,
    )
    made.refresh_from_db()
    assert made.is_open()


def test_cancelling_tells_everybody_who_waits_once(cast: Cast) -> None:
    made = make_round(cast)
    full_draft(made, sender_email="sama@example.org")
    NominationFactory(
        round=made,
        group=made.groups.first(),
        sender_email="Sama@example.org",
        candidate_email="e@example.org",
    )
    services.cancel_round(nomination_round=made, reason="Ryhmä lakkaa.", actor=cast.coordinator)
    made.refresh_from_db()
    assert (made.state, sorted(address.lower() for _kind, address in mails())) == (
        "cancelled",
        ["e@example.org", "sama@example.org"],
    )


def test_cancelling_without_reason_or_when_decided_is_refused(cast: Cast) -> None:
    made = make_round(cast)
    decided = make_round(cast, state=RoundState.DECIDED, decided_at=NOW())
    for each, reason in ((made, " "), (decided, "Syy")):
        with pytest.raises(Refused):
            services.cancel_round(nomination_round=each, reason=reason, actor=cast.coordinator)
    assert set(NominationRound.objects.values_list("state", flat=True)) == {"announced", "decided"}


def test_stage_follows_the_clock(cast: Cast) -> None:
    now = NOW()
    stages = [
        stage_of(make_round(cast, opens_at=now + timedelta(minutes=a), closes_at=now + timedelta(minutes=b)))[
            0
        ]
        for a, b in ((-5, 5), (5, 10), (-10, -5))
    ]
    assert stages == ["dot", "ring", "half"]


# --- What the database refuses, whoever writes ------------------------------------------------------------------------


@pytest.mark.parametrize(
    "changes",
    [
        {"closes_at": NOW() - timedelta(days=100)},
        {"state": "decided"},
        {"state": "cancelled"},
        {"announced_at": None},
    ],
)
def test_database_refuses_a_round_that_cannot_be(cast: Cast, changes: dict[str, Any]) -> None:
    made = make_round(cast)
    with pytest.raises(IntegrityError), transaction.atomic():
        NominationRound.objects.filter(pk=made.pk).update(**changes)


@pytest.mark.parametrize(("points", "reason"), [(6, "Hyvä"), (3, "")])
def test_database_refuses_points_beyond_the_criterion_and_without_reason(
    cast: Cast, points: int, reason: str
) -> None:
    made = make_round(cast)
    nomination = NominationFactory(round=made, group=made.groups.first())
    with pytest.raises(IntegrityError), transaction.atomic():
        Score.objects.create(
            nomination=nomination,
            criterion=made.criteria.get(),
            scorer=cast.coordinator,
            points=points,
            reason=reason,
        )


def test_database_refuses_points_on_another_rounds_criterion(cast: Cast) -> None:
    made, other = make_round(cast), make_round(cast)
    nomination = NominationFactory(round=made, group=made.groups.first())
    with pytest.raises(IntegrityError), transaction.atomic():
        Score.objects.create(
            nomination=nomination,
            criterion=Criterion.objects.get(round=other),
            scorer=UserFactory(),
            points=1,
            reason="Syy",
        )
