"""Two records of the same person made one."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from members import services
from members.enums import OfficeKind, PersonActKind
from members.models import Mandate, Office, OutsideSeat, Person, PersonAct, SpeakingRight
from portal import mail
from portal.errors import Overtaken, Refused
from portal.models import OutgoingMail
from tests.cast import Cast
from tests.factories import (
    ActionItemFactory,
    DeputySeatFactory,
    DisqualificationFactory,
    InspectorFactory,
    InvitationFactory,
    MandateFactory,
    MinutesFactory,
    MotionFactory,
    NominationFactory,
    OutsideSeatFactory,
    PersonFactory,
    PresenceFactory,
    SubstitutionFactory,
    UserFactory,
)
from tests.meetings.minutes_scene import approved

pytestmark = pytest.mark.django_db


def merge(kept: Person, double: Person, cast: Cast, role: str = "secretariat") -> Person:
    return services.merge_people(kept=kept, double=double, actor=getattr(cast, role))


def test_everything_that_points_to_the_double_moves(cast: Cast) -> None:
    kept, double = PersonFactory(name="Aino Ainola"), PersonFactory(name="Aino Ainolä")
    today = timezone.localdate()
    rows = [
        MandateFactory(person=double),
        Office.objects.create(body=cast.body, person=double, kind=OfficeKind.CHAIR, valid_from=today),
        SpeakingRight.objects.create(body=cast.body, person=double, group="x", valid_from=today),
        OutsideSeatFactory(person=double),
        NominationFactory(person=double),
        PersonAct.objects.create(person=double, kind=PersonActKind.INVITED, done_at=timezone.now()),
        InvitationFactory(person=double),
        PresenceFactory(person=double),
        DisqualificationFactory(person=double),
        MotionFactory().supports.create(person=double),
        InspectorFactory(person=double),
        MinutesFactory().signatures.create(
            person=double, role="chair", signed_at=timezone.now(), content_hash="0" * 64
        ),
    ]
    call, motion, action = (
        SubstitutionFactory(deputy=double),
        MotionFactory(mover=double),
        ActionItemFactory(owner=double),
    )
    written = mail.post("person_invitation", to=mail.Receiver("a@example.org"), about=double)
    links = {link.related_model for link in Person._meta.related_objects}
    assert links <= {type(row) for row in [*rows, call, motion, action]}, (
        "a new link to people needs a row here"
    )
    merge(kept, double, cast)
    assert [type(row).objects.get(pk=row.pk).person for row in rows] == [kept] * len(rows)
    for row in (call, motion, action):
        row.refresh_from_db()
    assert (call.deputy, motion.mover, action.owner) == (kept, kept, kept)
    assert OutgoingMail.objects.get(pk=written.pk).about == kept
    assert list(Person.objects.filter(pk=double.pk)) == []
    assert next((act.kind, act.note) for act in kept.acts.all()) == (PersonActKind.MERGED, "Aino Ainolä")


def test_record_that_approved_minutes_name_is_the_one_to_keep(cast: Cast) -> None:
    minutes = approved(cast)
    named, other = minutes.table.members[0], PersonFactory()
    with pytest.raises(Refused, match="Approved minutes name"):
        merge(other, named, cast)
    assert merge(named, other, cast) == named


def test_what_the_kept_record_lacks_comes_from_the_double_but_no_consent(cast: Cast) -> None:
    user = UserFactory()
    kept = PersonFactory(phone="040 1")
    double = PersonFactory(
        email="b@example.org",
        phone="040 2",
        user=user,
        contact_is_public=True,
        contact_agreed_at=timezone.now(),
    )
    merge(kept, double, cast)
    kept.refresh_from_db()
    assert (kept.email, kept.phone, kept.user, kept.contact_is_public) == (
        "b@example.org", "040 1", user, False,
    )  # fmt: skip


def test_two_accounts_are_not_made_one(cast: Cast) -> None:
    kept, double = PersonFactory(user=UserFactory()), PersonFactory(user=UserFactory())
    with pytest.raises(Refused, match="account of their own"):
        merge(kept, double, cast)
    assert Person.objects.filter(pk__in=[kept.pk, double.pk]).count() == 2


def test_member_and_own_deputy_cannot_be_one_person(cast: Cast) -> None:
    member = MandateFactory()
    deputy = MandateFactory(seat=DeputySeatFactory(deputises=member.seat))
    outside = OutsideSeatFactory(person=deputy.person)
    with pytest.raises(Refused, match="cannot be one person"):
        merge(member.person, deputy.person, cast)
    assert Mandate.objects.get(pk=deputy.pk).person == deputy.person
    assert OutsideSeat.objects.get(pk=outside.pk).person == deputy.person


def test_disjoint_times_in_one_pair_are_one_person(cast: Cast) -> None:
    member = MandateFactory()
    change = timezone.localdate() - timedelta(days=10)
    Mandate.objects.filter(pk=member.pk).update(valid_until=change, end_reason="resigned")
    deputy = MandateFactory(
        seat=DeputySeatFactory(deputises=member.seat), valid_from=change + timedelta(days=1)
    )
    kept = merge(member.person, deputy.person, cast)
    assert kept.mandates.count() == 2


def test_record_that_is_gone_is_told(cast: Cast) -> None:
    kept, double = PersonFactory(), PersonFactory()
    merge(kept, double, cast)
    with pytest.raises(Overtaken):
        merge(kept, Person(pk=double.pk or 10**6), cast)
    with pytest.raises(Overtaken):
        merge(kept, kept, cast)


@pytest.mark.parametrize("role", ["coordinator", "member", "outsider"])
def test_only_the_secretariat_makes_records_one(role: str, cast: Cast) -> None:
    kept: Any = cast.member.person
    with pytest.raises(PermissionDenied):
        merge(kept, cast.deputy.person, cast, role)
