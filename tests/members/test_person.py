"""A person's contact data, the consent to show it, groups elsewhere, and what becomes of all that in the end."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from members import services
from members.enums import OfficeKind, PersonActKind
from members.models import Office, OutsideSeat, Person, PersonAct
from members.services.person import months_ago
from members.sittings import sittings_of
from members.tasks import remove_contacts
from portal.errors import Overtaken
from tests.cast import Cast
from tests.factories import (
    CategoryFactory,
    MandateFactory,
    NetworkFactory,
    OutsideSeatFactory,
    PersonFactory,
    SeatFactory,
    SeatGroupFactory,
    TermFactory,
)

pytestmark = pytest.mark.django_db

VALUES = {"name": "Member", "email": "oma@example.org", "phone": "040 123 4567"}


def change(person: Person, actor: Any, *, is_public: bool = False, how: str = "", **values: str) -> Person:
    base = Person.objects.get(pk=person.pk).contact_mark
    return services.change_contact(
        person=person, base=base, values=VALUES | values, is_public=is_public, how=how, actor=actor
    )


def acts_of(person: Person) -> list[tuple[str, str, str]]:
    rows = PersonAct.objects.filter(person=person).order_by("pk").select_related("done_by")
    return [(row.kind, row.note, row.done_by.name if row.done_by else "") for row in rows]


# --- Contact data and consent ----------------------------------------------------------------------------------------


def test_consent_given_by_oneself_says_when(cast: Cast) -> None:
    person = change(cast.member.person, cast.member, is_public=True)
    assert (person.public_email, person.public_phone) == ("oma@example.org", "040 123 4567")
    assert (person.contact_agreed_at is not None, person.contact_agreed_how) == (True, "")
    assert acts_of(person) == [
        (PersonActKind.CONTACT_CHANGED, "", "Member"),
        (PersonActKind.CONSENT_GIVEN, "", "Member"),
    ]


def test_consent_taken_back_leaves_no_trace_of_itself(cast: Cast) -> None:
    change(cast.member.person, cast.member, is_public=True)
    person = change(cast.member.person, cast.member)
    assert (person.public_email, person.public_phone, person.contact_agreed_at) == ("", "", None)
    assert acts_of(person)[-1] == (PersonActKind.CONSENT_WITHDRAWN, "", "Member")


def test_coordinator_says_how_the_consent_was_given(cast: Cast) -> None:
    with pytest.raises(ValidationError) as refused:
        change(cast.member.person, cast.coordinator, is_public=True)
    assert list(refused.value.message_dict) == ["how"]
    person = change(cast.member.person, cast.coordinator, is_public=True, how="puhelimessa 2.3.")
    assert person.contact_agreed_how == "puhelimessa 2.3."
    assert acts_of(person)[-1] == (PersonActKind.CONSENT_GIVEN, "puhelimessa 2.3.", "Coordinator")


def test_consent_to_show_nothing_is_refused(cast: Cast) -> None:
    with pytest.raises(ValidationError) as refused:
        change(cast.member.person, cast.member, is_public=True, email="", phone="")
    assert list(refused.value.message_dict) == ["is_public"]


def test_stale_form_does_not_give_back_a_consent_that_was_withdrawn(cast: Cast) -> None:
    person = change(cast.member.person, cast.member, is_public=True)
    seen = person.contact_mark
    change(person, cast.member)
    with pytest.raises(Overtaken):
        services.change_contact(
            person=person, base=seen, values=VALUES, is_public=True, how="tiesin", actor=cast.coordinator
        )
    assert Person.objects.get(pk=person.pk).contact_is_public is False


@pytest.mark.parametrize("role", ["member", "coordinator", "secretariat"])
def test_contact_is_changed_by_oneself_and_by_those_who_run(role: str, cast: Cast) -> None:
    assert change(cast.member.person, getattr(cast, role)).email == "oma@example.org"


@pytest.mark.parametrize("role", ["deputy", "speaker", "applicant", "officer", "assessor", "outsider"])
def test_contact_is_changed_by_nobody_else(role: str, cast: Cast) -> None:
    with pytest.raises(PermissionDenied):
        change(cast.member.person, getattr(cast, role))
    assert Person.objects.get(pk=cast.member.person.pk).email == ""


def test_coordinator_of_another_body_reaches_nobody(cast: Cast) -> None:
    stranger = MandateFactory().person
    with pytest.raises(PermissionDenied):
        change(stranger, cast.coordinator)
    assert list(Person.objects.visible_to(cast.coordinator).filter(pk=stranger.pk)) == []


def test_changed_name_is_remembered(cast: Cast) -> None:
    change(cast.member.person, cast.coordinator, name="Uusi Nimi")
    assert acts_of(cast.member.person)[0] == (PersonActKind.NAME_CHANGED, "Member → Uusi Nimi", "Coordinator")


@pytest.mark.parametrize(
    "wrong",
    [
        {"contact_is_public": True},
        {"contact_agreed_at": timezone.now()},
        {"contact_agreed_how": "sanoi"},
    ],
)
def test_database_refuses_half_a_consent(wrong: dict[str, Any]) -> None:
    person = PersonFactory()
    with (
        pytest.raises(IntegrityError, match="members_person_contact_public_when_agreed"),
        transaction.atomic(),
    ):
        Person.objects.filter(pk=person.pk).update(**wrong)


# --- Groups elsewhere ------------------------------------------------------------------------------------------------


def test_group_elsewhere_is_added_ended_and_removed(cast: Cast) -> None:
    person = cast.member.person
    values = {"group": "Hyte-työryhmä", "convener": "Kunta", "behalf": "", "valid_from": date(2026, 1, 1)}
    seat = services.add_outside_seat(person=person, values=values, actor=cast.member)
    services.change_outside_seat(seat=seat, values={"valid_until": date(2026, 5, 1)}, actor=cast.member)
    assert OutsideSeat.objects.get(person=person).valid_until == date(2026, 5, 1)
    services.remove_outside_seat(seat=seat, actor=cast.member)
    assert OutsideSeat.objects.count() == 0


def test_group_elsewhere_does_not_end_before_it_begins(cast: Cast) -> None:
    seat = OutsideSeatFactory(person=cast.member.person)
    with pytest.raises(ValidationError) as refused:
        services.change_outside_seat(seat=seat, values={"valid_until": date(2020, 1, 1)}, actor=cast.member)
    assert "valid_until" in refused.value.message_dict
    with (
        pytest.raises(IntegrityError, match="members_outsideseat_ends_after_beginning"),
        transaction.atomic(),
    ):
        OutsideSeat.objects.filter(pk=seat.pk).update(valid_until=date(2020, 1, 1))


def test_group_elsewhere_is_nobody_elses_to_change(cast: Cast) -> None:
    seat = OutsideSeatFactory(person=cast.member.person)
    for act in (
        lambda: services.change_outside_seat(seat=seat, values={"group": "x"}, actor=cast.deputy),
        lambda: services.remove_outside_seat(seat=seat, actor=cast.deputy),
    ):
        with pytest.raises(PermissionDenied):
            act()


# --- What a person is in bodies --------------------------------------------------------------------------------------


def test_sittings_part_the_present_from_the_former() -> None:
    today = timezone.localdate()
    term = TermFactory()
    first = MandateFactory(
        seat__group__term=term, valid_until=today - timedelta(days=1), end_reason="resigned"
    )
    person = first.person
    MandateFactory(seat=SeatFactory(group__term=term), person=person, valid_from=today + timedelta(days=5))
    Office.objects.create(body=term.body, person=person, kind=OfficeKind.CHAIR, valid_from=today)
    found = sittings_of(person, day=today)
    assert [(each.what, each.ended) for each in found.former] == [("Member", "Resigned")]
    assert sorted(each.what for each in found.present) == ["Chair", "Member"]
    assert found.member_seats == 0


def test_two_members_seats_are_a_double_load() -> None:
    person = MandateFactory(person=MandateFactory().person).person
    assert sittings_of(person, day=timezone.localdate()).member_seats == 2


def test_seat_of_a_category_speaks_for_its_networks() -> None:
    category = CategoryFactory()
    NetworkFactory(name="Omaisverkosto", slug="omaiset", category=category)
    NetworkFactory(name="Muu verkosto", category=CategoryFactory())
    seat = SeatFactory(group=SeatGroupFactory(category=category))
    (sitting,) = sittings_of(MandateFactory(seat=seat).person, day=timezone.localdate()).all
    assert [(each.name, each.url) for each in sitting.represents] == [
        ("Omaisverkosto", "/en/verkostot/omaiset/")
    ]


# --- Removal ---------------------------------------------------------------------------------------------------------


def ended(months: int, **person: Any) -> Person:
    """Somebody whose only seat ended so many months ago."""
    last = months_ago(months)
    term = TermFactory(starts_on=last - timedelta(days=400), ends_on=last + timedelta(days=4000))
    facts = {"email": "vanha@example.org", "contact_is_public": True, "contact_agreed_at": timezone.now()}
    return MandateFactory(
        seat=SeatFactory(group__term=term), person=PersonFactory(**facts | person), valid_until=last
    ).person


def test_contact_of_those_who_left_long_ago_is_removed_and_the_rest_stays(settings: Any) -> None:
    settings.PERSON_CONTACT_KEPT_MONTHS = 24
    old, recent, again = ended(25), ended(23), ended(30)
    MandateFactory(person=again)
    never = PersonFactory(email="uusi@example.org")
    remove_contacts()
    assert {person.name: (person.email, person.contact_is_public) for person in Person.objects.all()} == {
        old.name: ("", False),
        recent.name: ("vanha@example.org", True),
        again.name: ("vanha@example.org", True),
        never.name: ("uusi@example.org", False),
    }
    assert old.mandates.count() == 1
    assert acts_of(old) == [(PersonActKind.CONTACT_REMOVED, "", "")]
    remove_contacts()
    assert len(acts_of(old)) == 1


def test_nothing_is_removed_while_nobody_has_decided_when(settings: Any) -> None:
    settings.PERSON_CONTACT_KEPT_MONTHS = 0
    old = ended(500)
    remove_contacts()
    assert Person.objects.get(pk=old.pk).email == "vanha@example.org"


def test_secretariat_removes_only_from_those_who_are_chosen_and_concerned(cast: Cast) -> None:
    chosen, other, recent = ended(25), ended(25), ended(1)
    count = services.remove_old_contact(
        day=months_ago(24), people=[chosen.pk, recent.pk], actor=cast.secretariat
    )
    kept = Person.objects.filter(email="vanha@example.org")
    assert (count, set(kept)) == (1, {other, recent})


@pytest.mark.parametrize("role", ["coordinator", "member", "outsider"])
def test_contact_is_removed_in_bulk_by_the_secretariat_only(role: str, cast: Cast) -> None:
    with pytest.raises(PermissionDenied):
        services.remove_old_contact(day=timezone.localdate(), actor=getattr(cast, role))


def test_months_end_on_the_last_day_of_shorter_ones(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "localdate", lambda: date(2026, 3, 31))
    assert [months_ago(n) for n in (1, 3, 13)] == [date(2026, 2, 28), date(2025, 12, 31), date(2025, 2, 28)]
