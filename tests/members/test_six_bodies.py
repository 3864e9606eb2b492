"""The six bodies of the sources, each by its own rules: founded from the data, decided where the data is open, and run
through a term.

What the sources leave open is decided here as a coordinator would, and nowhere else: see `RUNS`.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

import pytest

from members import services
from members.enums import BodyStatus, EndReason, RuleName, RuleStatus, SeatKind
from members.models import Body, BodyRules, Mandate, Seat, Term
from members.rotation import rotation, rotation_of
from portal import facts
from portal.errors import Refused
from portal.models import User
from tests.factories import OrganisationFactory, PersonFactory, UserFactory

pytestmark = pytest.mark.django_db
START, END = date(2027, 1, 1), date(2028, 12, 31)
LEAVES = date(2027, 9, 30)
DAY = timedelta(days=1)

PLANNED = "pirkanmaan-jarjestoneuvottelukunta-suunniteltu"


@dataclass(frozen=True)
class Run:
    """How a body goes through a term: what is decided of its open rules, and what comes of it."""

    region: str
    decisions: dict[str, Any]
    groups: int
    members: int
    deputies: int
    deputy_succeeds: bool
    goes_on: int
    """How many members go on into the next term."""
    undecided_for_seats: set[str] = field(default_factory=set)
    nominators: tuple[str, ...] = ()


RUNS = {
    # 19 categories, one member and one deputy each; the council's term. Whether the deputy is personal is not stated.
    "pirkanmaan-jarjestoyhteistyoryhma": Run(
        "pirkanmaa",
        {
            RuleName.DEPUTY_KIND: "personal",
            RuleName.DIFFERENT_ORGANISATIONS: True,
            RuleName.DEPUTY_SUCCEEDS: True,
            RuleName.SELECTED_BY: "Sosiaali- ja terveysjohtaja",
            RuleName.RENEWED_SHARE: "none",
        },
        groups=19,
        members=19,
        deputies=19,
        deputy_succeeds=True,
        goes_on=19,
        undecided_for_seats={RuleName.DEPUTY_KIND},
    ),
    # The networks name the members; how many, and whether there are deputies, is open.
    "jarjestojen-sote-ryhma-pirkanmaa": Run(
        "pirkanmaa",
        {
            RuleName.PRIMARIES: 2,
            RuleName.DEPUTIES: 1,
            RuleName.DEPUTY_KIND: "ranked",
            RuleName.DEPUTY_SUCCEEDS: False,
            RuleName.TERM_KIND: "agreed",
        },
        groups=5,
        members=10,
        deputies=5,
        deputy_succeeds=False,
        goes_on=7,
        undecided_for_seats={RuleName.PRIMARIES, RuleName.DEPUTIES, RuleName.DEPUTY_KIND},
    ),
    # Associations and networks name their own; the sources name none of them.
    "paijat-hameen-jarjestoneuvottelukunta": Run(
        "paijat-hame",
        {
            RuleName.PRIMARIES: 1,
            RuleName.DEPUTIES: 0,
            RuleName.DEPUTY_KIND: "none",
            RuleName.TERM_KIND: "years",
            RuleName.TERM_YEARS: 2,
            RuleName.MEETINGS_LEAST: 4,
        },
        groups=3,
        members=3,
        deputies=0,
        deputy_succeeds=False,
        goes_on=2,
        undecided_for_seats={RuleName.PRIMARIES, RuleName.DEPUTIES, RuleName.DEPUTY_KIND},
        nominators=("Yhdistysten verkosto", "Kylien verkosto", "Päijät-Hämeen esimerkkiyhdistys ry"),
    ),
    # Eight association types; one or two of each; deputies are personal, of another organisation, and succeed.
    "vake-vaihtoehto-1": Run(
        "vantaa-kerava",
        {
            RuleName.PRIMARIES: 2,
            RuleName.DEPUTIES: 2,
            RuleName.SELECTION: "registration_then_selection_by_type",
            RuleName.SELECTED_BY: "lautakunta ehdottaa, aluehallitus valitsee",
            RuleName.TERM_KIND: "years",
            RuleName.TERM_YEARS: 2,
            RuleName.CHAIR: "elected",
            RuleName.MEETINGS_LEAST: 4,
            RuleName.MEETINGS_MOST: 6,
            RuleName.FEE: "no_fee",
        },
        groups=8,
        members=16,
        deputies=16,
        deputy_succeeds=True,
        goes_on=8,
        undecided_for_seats={RuleName.PRIMARIES, RuleName.DEPUTIES},
    ),
    # Open registration for some twenty; no chair, no deputies unless so agreed.
    "vake-vaihtoehto-2": Run(
        "vantaa-kerava",
        {
            RuleName.PRIMARIES: 20,
            RuleName.DEPUTIES: 0,
            RuleName.DEPUTY_KIND: "none",
            RuleName.DEPUTY_SUCCEEDS: False,
            RuleName.DIFFERENT_ORGANISATIONS: False,
            RuleName.TERM_KIND: "agreed",
            RuleName.MEETINGS_LEAST: 4,
            RuleName.MEETINGS_MOST: 6,
        },
        groups=1,
        members=20,
        deputies=0,
        deputy_succeeds=False,
        goes_on=20,
        undecided_for_seats={RuleName.PRIMARIES, RuleName.DEPUTIES, RuleName.DEPUTY_KIND},
    ),
}


def founded(slug: str, region: str) -> tuple[Body, User]:
    """The body as the data founds it, and somebody who coordinates it."""
    facts.load(region)
    body = Body.objects.get(slug=slug)
    actor = UserFactory()
    body.roles.create(user=actor, valid_from=date(2020, 1, 1))
    return body, actor


def decide(body: Body, decisions: dict[str, Any], actor: User) -> BodyRules:
    """A version in which the open rules are decided and the others stay as the data has them."""
    former = body.rules_versions.get()
    assert {former.by_name[name].status for name in decisions} <= {RuleStatus.OPEN, RuleStatus.NOT_STATED}
    return services.change_rules(
        body=body,
        base=services.rules_stamp(former),
        valid_from=START,
        title="Päätetty toimintaohje",
        category_scheme=former.category_scheme,
        rules={
            name: {"status": RuleStatus.DECIDED, "value": value, "options": []}
            for name, value in decisions.items()
        },
        actor=actor,
    )


def fill(term: Term, actor: User) -> None:
    """Somebody of an organisation of their own into every empty seat."""
    seats = Seat.objects.filter(group__term=term).exclude(mandates__valid_from=term.starts_on)
    for seat in seats.select_related("group__term__body", "group__term__rules_version", "deputises"):
        services.appoint(
            seat=seat,
            person=PersonFactory(),
            organisation=OrganisationFactory(),
            valid_from=term.starts_on,
            valid_until=term.ends_on,
            tell=False,
            actor=actor,
        )


def sitting(term: Term, day: date, *, members: bool = True) -> int:
    """How many sit as members, or as deputies, on the day."""
    held = Mandate.objects.valid_on(day).filter(seat__group__term=term)
    return (
        held.filter(seat__kind=SeatKind.PRIMARY).count()
        if members
        else held.exclude(seat__kind=SeatKind.PRIMARY).count()
    )


@pytest.mark.parametrize("slug", RUNS)
def test_body_runs_through_a_term_by_its_own_rules(slug: str) -> None:
    run = RUNS[slug]
    body, actor = founded(slug, run.region)
    for name in run.nominators:
        services.add_nominator(body=body, name=name, actor=actor)
    if body.status == BodyStatus.PLANNED:
        services.start_body(body=body, actor=actor)

    # Seats cannot be made while the rules that they hang on are open, and the refusal names those rules.
    undecided = Term(
        body=body, rules_version=body.rules_versions.get(), starts_on=START - 9 * DAY, ends_on=START - DAY
    )
    undecided.save()
    with pytest.raises(services.RulesOpenError) as caught:
        services.seat_term(term=undecided, actor=actor)
    assert {rule.name for rule in caught.value.rules} == run.undecided_for_seats
    undecided.delete()

    version = decide(body, run.decisions, actor)
    term = services.start_term(body=body, values={"starts_on": START, "ends_on": END}, actor=actor)
    assert term.rules_version == version
    groups = services.seat_term(term=term, actor=actor)
    fill(term, actor)
    assert (len(groups), sitting(term, START), sitting(term, START, members=False)) == (
        run.groups, run.members, run.deputies,
    )  # fmt: skip

    check_resignation(term, run, actor)
    after = check_turn(term, run, actor)

    last = date(2029, 6, 30)
    services.end_term(term=after, last_day=last, actor=actor)
    assert (sitting(after, last), sitting(after, last + DAY)) == (run.members, 0)
    assert sitting(term, START) == run.members


def check_resignation(term: Term, run: Run, actor: User) -> None:
    """A member leaves; the deputy takes the seat where the rule says so, and the seat is vacant where it does not."""
    mandates = Mandate.objects.valid_on(START).select_related("seat__group__term__body", "person")
    member = mandates.filter(seat__group__term=term).as_members().order_by("seat__group__order", "pk")[0]
    deputy = mandates.filter(seat__deputises=member.seat).first()
    services.end_mandate(mandate=member, last_day=LEAVES, actor=actor)
    member.refresh_from_db()
    assert (member.valid_until, member.end_reason) == (LEAVES, EndReason.RESIGNED)
    follower = Mandate.objects.valid_on(LEAVES + DAY).filter(seat=member.seat).first()
    if not run.deputy_succeeds:
        assert follower is None
        assert sitting(term, LEAVES + DAY) == run.members - 1
        return
    assert deputy
    assert follower
    deputy.refresh_from_db()
    assert (follower.person, follower.valid_from) == (deputy.person, LEAVES + DAY)
    assert (deputy.valid_until, deputy.end_reason) == (LEAVES, EndReason.MOVED_UP)
    assert sitting(term, LEAVES + DAY) == run.members
    assert sitting(term, LEAVES + DAY, members=False) == run.deputies - 1
    assert Mandate.objects.valid_on(LEAVES).filter(seat=member.seat).get() == member


def check_turn(term: Term, run: Run, actor: User) -> Term:
    """The next term: as many go on as the rule allows, and the arithmetic says whether it is enough."""
    members = Mandate.objects.valid_on(END).filter(seat__group__term=term).as_members()
    rules = term.rules_version
    if rules.value(RuleName.RENEWED_SHARE) == "half":
        too_many = rotation(rules, seats=run.members, going_on=run.goes_on + 1)
        assert (too_many.is_enough, too_many.needed) == (False, run.members // 2)
    going_on = list(members.order_by("pk").values_list("pk", flat=True)[: run.goes_on])
    after = services.next_term(
        term=term,
        values={"starts_on": END + DAY, "ends_on": date(2030, 12, 31)},
        goes_on=going_on,
        actor=actor,
    )
    fill(after, actor)
    turned = rotation_of(after)
    assert turned
    assert (turned.seats, turned.going_on, turned.is_enough) == (run.members, len(going_on), True)
    assert (sitting(term, END + DAY), sitting(after, END + DAY)) == (0, run.members)
    return after


def test_body_by_type_can_have_one_of_each_too() -> None:
    """The other of the two numbers that the source leaves to choose from: 8 members, and 4 of them change."""
    body, actor = founded("vake-vaihtoehto-1", "vantaa-kerava")
    services.start_body(body=body, actor=actor)
    choices = RUNS[body.slug].decisions | {RuleName.PRIMARIES: 1, RuleName.DEPUTIES: 1}
    decide(body, choices, actor)
    term = services.start_term(body=body, values={"starts_on": START, "ends_on": END}, actor=actor)
    services.seat_term(term=term, actor=actor)
    fill(term, actor)
    assert (sitting(term, START), sitting(term, START, members=False)) == (8, 8)
    assert rotation(term.rules_version, seats=8, going_on=4).needed == 4


@pytest.mark.parametrize("slug", [slug for slug, run in RUNS.items() if run.decisions])
def test_what_the_data_lays_down_is_not_decided_anew(slug: str) -> None:
    run = RUNS[slug]
    body, actor = founded(slug, run.region)
    former = body.rules_versions.get()
    version = decide(body, run.decisions, actor)
    kept = {name: rule.value for name, rule in former.by_name.items() if name not in run.decisions}
    assert {name: version.value(name) for name in kept} == kept
    left = {name for name, rule in version.by_name.items() if rule.value is None}
    assert left == {name for name, value in kept.items() if value is None}


def test_planned_body_stays_planned_and_unseated() -> None:
    body, actor = founded(PLANNED, "pirkanmaa")
    assert (body.status, body.terms.count()) == (BodyStatus.PLANNED, 0)
    assert {rule.status for rule in body.rules_versions.get().by_name.values()} == {RuleStatus.NOT_STATED}
    with pytest.raises(Refused):
        services.start_term(body=body, values={"starts_on": START, "ends_on": END}, actor=actor)
    assert body.terms.count() == 0


def test_ended_body_is_seated_no_more_and_keeps_what_was() -> None:
    run = RUNS["vake-vaihtoehto-2"]
    body, actor = founded("vake-vaihtoehto-2", run.region)
    services.start_body(body=body, actor=actor)
    services.end_body(body=body, day=date(2024, 1, 1), reason="Toinen vaihtoehto valittiin.", actor=actor)
    with pytest.raises(Refused):
        services.start_term(body=body, values={"starts_on": START, "ends_on": END}, actor=actor)
    assert Body.objects.get(pk=body.pk).ended_on == date(2024, 1, 1)
