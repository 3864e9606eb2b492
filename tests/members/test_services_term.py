"""Terms: begun, changed, ended and followed by the next, with the arithmetic of the rotation."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import translation
from django.utils.translation import gettext

from members import services
from members.enums import EndReason, Precision
from members.models import Mandate, Term
from members.rotation import Rotation, rotation, rotation_of
from portal.errors import Overtaken, Refused
from portal.models import OutgoingMail, User
from tests.factories import BodyFactory, BodyRulesFactory, MandateFactory, PersonFactory

from .seats import END, START, decide, make_coordinator, make_pair, make_term

pytestmark = pytest.mark.django_db
CHANGE = date(2026, 8, 31)
NEXT = END + timedelta(days=1)


@pytest.fixture
def term() -> Term:
    return make_term()


@pytest.fixture
def actor(term: Term) -> User:
    return make_coordinator(term)


def gettext_in_finnish(text: str) -> str:
    """As the seating names a group."""
    with translation.override("fi"):
        return gettext(text)


def held(term: Term) -> list[tuple[str, date, date | None, str]]:
    """Who has sat in a term."""
    rows = Mandate.objects.filter(seat__group__term=term).order_by("pk")
    return [(m.person.name, m.valid_from, m.valid_until, m.end_reason) for m in rows]


def test_term_runs_by_the_rules_of_its_first_day(term: Term, actor: User) -> None:
    version = term.rules_version
    version.valid_until = END
    version.save()
    newer = BodyRulesFactory(body=term.body, valid_from=NEXT)
    made = services.start_term(body=term.body, values={"starts_on": NEXT, "ends_on": None}, actor=actor)
    assert (made.rules_version, made.body, made.groups.count()) == (newer, term.body, 0)


def test_term_known_only_to_the_year_is_shown_so(term: Term, actor: User) -> None:
    values = {
        "starts_on": NEXT,
        "ends_on": date(2033, 12, 31),
        "ends_precision": Precision.YEAR,
        "dates_text_fi": "Valtuustokausi",
    }
    made = services.start_term(body=term.body, values=values, actor=actor)
    assert made.period_text.replace("\xa0", " ") == "1 Jan 2029–2033"


@pytest.mark.parametrize(
    ("values", "fields"),
    [
        ({"starts_on": END, "ends_on": None}, ["__all__"]),
        ({"starts_on": NEXT, "ends_on": END}, ["ends_on"]),
    ],
)
def test_days_of_another_term_and_reversed_days_are_errors(
    term: Term, actor: User, values: dict[str, date | None], fields: list[str]
) -> None:
    with pytest.raises(ValidationError) as caught:
        services.start_term(body=term.body, values=values, actor=actor)
    assert list(caught.value.message_dict) == fields


def test_body_without_rules_gets_no_term(term: Term, actor: User) -> None:
    body = BodyFactory()
    secretary = make_coordinator(make_term())
    secretary.is_staff = True
    with pytest.raises(Refused):
        services.start_term(body=body, values={"starts_on": START, "ends_on": None}, actor=secretary)


def test_term_keeps_its_rules_until_they_are_changed_on_purpose(term: Term, actor: User) -> None:
    first = term.rules_version
    first.valid_until = CHANGE
    first.save()
    newer = BodyRulesFactory(body=term.body, valid_from=CHANGE + timedelta(days=1))
    assert term.body.rules_on(END) == first
    services.change_term(term=term, values={"rules_version": newer}, actor=actor)
    assert term.body.rules_on(END) == newer


def test_end_of_a_term_ends_its_open_mandates(term: Term, actor: User) -> None:
    seats = [seat for _n in range(3) for seat in make_pair(term)]
    MandateFactory(seat=seats[0], person__name="Pysyvä")
    MandateFactory(
        seat=seats[1],
        person__name="Lähtenyt",
        valid_until=date(2026, 3, 1),
        end_reason=EndReason.RESIGNED,
    )
    MandateFactory(
        seat=seats[2],
        person__name="Lähtevä",
        valid_until=date(2026, 12, 1),
        end_reason=EndReason.RESIGNED,
    )
    MandateFactory(seat=seats[3], person__name="Tuleva", valid_from=date(2026, 12, 2))
    ended = services.end_term(term=term, last_day=CHANGE, actor=actor)
    assert sorted(m.person.name for m in ended) == ["Lähtevä", "Pysyvä"]
    assert held(term) == [
        ("Pysyvä", START, CHANGE, "term_ended"),
        ("Lähtenyt", START, date(2026, 3, 1), "resigned"),
        ("Lähtevä", START, CHANGE, "term_ended"),
        ("Tuleva", CHANGE, CHANGE, "never_began"),
    ]
    term.refresh_from_db()
    assert (term.ends_on, term.ends_precision) == (CHANGE, "day")
    assert Mandate.objects.get(person__name="Pysyvä").events.last().pgh_context.metadata["user"] == actor.pk


def test_day_outside_the_term_and_a_term_ended_by_another_are_refused(term: Term, actor: User) -> None:
    for day in (START - timedelta(days=1), NEXT):
        with pytest.raises(ValidationError) as caught:
            services.end_term(term=term, last_day=day, actor=actor)
        assert list(caught.value.message_dict) == ["last_day"]
    seen = Term.objects.get(pk=term.pk)
    services.end_term(term=term, last_day=CHANGE, actor=actor)
    with pytest.raises(Overtaken):
        services.end_term(term=seen, last_day=date(2026, 5, 1), actor=actor)
    with pytest.raises(PermissionDenied):
        services.end_term(term=seen, last_day=CHANGE, actor=make_coordinator(make_term()))


def test_next_term_has_the_same_seats_and_the_chosen_people_go_on_in_theirs(term: Term, actor: User) -> None:
    (stays, deputy), (leaves, _vacant) = make_pair(term, name_fi="A"), make_pair(term, name_fi="B")
    going = [
        MandateFactory(seat=stays, person=PersonFactory(name="Jatkaja", email="j@example.org")),
        MandateFactory(seat=deputy, person__name="Varajatkaja"),
    ]
    MandateFactory(seat=leaves, person__name="Lähtijä")
    new = services.next_term(
        term=term,
        values={"starts_on": NEXT, "ends_on": date(2032, 12, 31)},
        goes_on=[mandate.pk for mandate in going],
        decision="§ 7",
        actor=actor,
    )
    assert [group.name_fi for group in new.groups.all()] == ["A", "B"]
    assert sum(group.seats.count() for group in new.groups.all()) == 4
    assert held(new) == [
        ("Jatkaja", NEXT, date(2032, 12, 31), ""),
        ("Varajatkaja", NEXT, date(2032, 12, 31), ""),
    ]
    kinds = [m.seat.kind for m in Mandate.objects.filter(seat__group__term=new).order_by("pk")]
    assert kinds == ["primary", "personal_deputy"]
    assert [end for _name, _from, end, _why in held(term)] == [END] * 3, "the term before stays as it was"
    assert list(OutgoingMail.objects.values_list("to_address", "kind")) == [
        ("j@example.org", "mandate_begins")
    ]


def test_next_term_ends_one_that_still_runs(term: Term, actor: User) -> None:
    seat, _deputy = make_pair(term)
    mandate = MandateFactory(seat=seat, person__name="Jatkaja")
    first = CHANGE + timedelta(days=1)
    new = services.next_term(
        term=term, values={"starts_on": first, "ends_on": None}, goes_on=[mandate.pk], actor=actor
    )
    term.refresh_from_db()
    assert term.ends_on == CHANGE
    assert held(term) == [("Jatkaja", START, CHANGE, "term_ended")]
    assert held(new) == [("Jatkaja", first, None, "")]


def test_new_rules_of_another_shape_make_other_seats(term: Term, actor: User) -> None:
    seat, deputy = make_pair(term, name_fi=gettext_in_finnish("Open seats"))
    mandate = MandateFactory(seat=seat, person__name="Jatkaja")
    other = MandateFactory(seat=deputy)
    newer = BodyRulesFactory(body=BodyFactory(), valid_from=date(2019, 1, 1))
    decide(newer, SEAT_SCHEME="open", PRIMARIES=5, DEPUTIES=0)
    values = {"starts_on": NEXT, "ends_on": None, "rules_version": newer}
    with pytest.raises(Refused):
        services.next_term(term=term, values=values, goes_on=[other.pk], actor=actor)
    assert Term.objects.filter(body=term.body).count() == 1
    new = services.next_term(term=term, values=values, goes_on=[mandate.pk], actor=actor)
    assert (new.groups.get().seats.count(), held(new)) == (5, [("Jatkaja", NEXT, None, "")])


def test_who_has_left_meanwhile_does_not_go_on(term: Term, actor: User) -> None:
    seat, _deputy = make_pair(term)
    mandate = MandateFactory(seat=seat, valid_until=CHANGE, end_reason=EndReason.RESIGNED)
    with pytest.raises(Overtaken):
        services.next_term(
            term=term, values={"starts_on": NEXT, "ends_on": None}, goes_on=[mandate.pk], actor=actor
        )
    assert Term.objects.filter(body=term.body).count() == 1


@pytest.mark.parametrize(
    ("seats", "going_on", "renewed", "needed", "is_enough"),
    [
        (19, 9, 10, 10, True),
        (19, 10, 9, 10, False),
        (20, 10, 10, 10, True),
        (1, 0, 1, 1, True),
        (0, 0, 0, 0, True),
    ],
)
def test_half_of_an_odd_number_is_the_larger_half(
    seats: int, going_on: int, renewed: int, needed: int, *, is_enough: bool
) -> None:
    turn = Rotation(seats, going_on, "half")
    assert (turn.renewed, turn.needed, turn.is_enough) == (renewed, needed, is_enough)


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ("half", "10 of 19 seats change hands; the rule asks for at least half: 10."),
        ("none", "10 of 19 seats change hands; the rules ask for no fixed share."),
        (None, "10 of 19 seats change hands; the share has not been decided in the rules."),
    ],
)
def test_rotation_shows_its_arithmetic(rule: str | None, words: str) -> None:
    turn = Rotation(19, 9, rule)
    assert (turn.words, turn.is_enough) == (words, True)


def test_rotation_of_a_term_counts_members_of_the_term_before(term: Term, actor: User) -> None:
    decide(term.rules_version, RENEWED_SHARE="half")
    pairs = [make_pair(term, name_fi=str(n)) for n in range(3)]
    going = [MandateFactory(seat=seat) for seat, _deputy in pairs[:2]]
    deputy = MandateFactory(seat=pairs[2][1])
    assert rotation_of(term) is None
    new = services.next_term(
        term=term,
        values={"starts_on": NEXT, "ends_on": None},
        goes_on=[mandate.pk for mandate in (*going, deputy)],
        actor=actor,
    )
    assert rotation_of(new) == rotation(term.rules_version, seats=3, going_on=2)
