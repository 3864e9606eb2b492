"""Who belongs to a meeting: those with a seat, an office or the right to speak on its day, and its guests."""

from dataclasses import dataclass

from members.enums import RuleName, SeatKind
from members.models import Mandate, Office, Person, Seat, SpeakingRight
from members.models.term import MandateQuerySet
from members.services.mandate_mail import receiver_of
from portal.mail import Receiver
from portal.page_changes import remembered

from .enums import Capacity
from .models import Guest, Invitation, Meeting


@dataclass(frozen=True)
class Invitee:
    """Somebody who belongs to a meeting, and as what; a person has one capacity, a guest is none of our people."""

    capacity: str
    person: Person | None = None
    guest: Guest | None = None
    seat: Seat | None = None

    @property
    def identity(self) -> tuple[int | None, int | None, str, int | None]:
        """What tells this invitation from every other of the meeting."""
        return (
            self.person.pk if self.person else None,
            self.guest.pk if self.guest else None,
            str(self.capacity),
            self.seat.pk if self.seat else None,
        )

    @property
    def receiver(self) -> Receiver | None:
        """Where to write to; None without an address."""
        return receiver_of_either(self.person, self.guest)

    @property
    def name(self) -> str:
        """Who it is."""
        return str(self.person or self.guest)


def roster(meeting: Meeting) -> list[Invitee]:
    """Everybody once: whoever has a seat comes for it, and a member's seat goes before a deputy's."""
    found: dict[int, Invitee] = {}
    mandates = mandates_of(meeting).select_related("person__user", "seat__group")
    for mandate in mandates.order_by("seat__kind", "seat__group__order", "seat__rank", "seat"):
        is_member = mandate.seat.kind == SeatKind.PRIMARY
        capacity = Capacity.MEMBER if is_member else Capacity.DEPUTY
        invitee = Invitee(capacity, mandate.person, seat=mandate.seat)
        if is_member and found.get(mandate.person_id, invitee).capacity == Capacity.DEPUTY:
            found[mandate.person_id] = invitee
        found.setdefault(mandate.person_id, invitee)
    for capacity, model in ((Capacity.OFFICE, Office), (Capacity.SPEAKER, SpeakingRight)):
        rows = model.objects.valid_on(meeting.day).filter(body=meeting.body_id)
        for row in rows.select_related("person__user").order_by("person__name", "pk"):
            found.setdefault(row.person_id, Invitee(capacity, row.person))
    guests = [
        Invitee(Capacity.GUEST, guest=guest)
        for guest in meeting.guests.asked().select_related("item").order_by("name", "pk")
    ]
    order = list(Capacity.values)
    return sorted([*found.values(), *guests], key=lambda invitee: order.index(invitee.capacity))


def mandates_of(meeting: Meeting) -> MandateQuerySet:
    """The mandates in force on the day of the meeting; without the deputies' when the body has none by its rules."""
    mandates = Mandate.objects.valid_on(meeting.day).of_body(meeting.body)
    return mandates if has_deputies(meeting) else mandates.as_members()


def members_of(meeting: Meeting) -> dict[int, Person]:
    """Member's seat → who holds it on the day of the meeting."""
    sitting = mandates_of(meeting).as_members().select_related("person")
    key = ("members", meeting.body_id, meeting.day)
    return remembered(key, lambda: {mandate.seat_id: mandate.person for mandate in sitting})


def has_deputies(meeting: Meeting) -> bool:
    """Whether deputies stand in by the rules of the day; where nothing is decided, those who are there do."""
    return meeting.rules.value(RuleName.DEPUTY_KIND) != "none" and meeting.rules.value(RuleName.DEPUTIES) != 0


def still_belongs(invitation: Invitation) -> bool:
    """Whether what the invitation was for is still so, asked at once and not only when somebody tidies up."""
    if invitation.guest:
        return invitation.guest.removed_at is None
    meeting, person = invitation.meeting, {"person": invitation.person_id}
    if invitation.seat_id:
        held = mandates_of(meeting).filter(seat=invitation.seat_id, **person)
        key = ("holds", invitation.seat_id, invitation.person_id, meeting.day, has_deputies(meeting))
        return remembered(key, held.exists)
    model = Office if invitation.capacity == Capacity.OFFICE else SpeakingRight
    return model.objects.valid_on(meeting.day).filter(body=meeting.body_id, **person).exists()


def receiver_of_either(person: Person | None, guest: Guest | None) -> Receiver | None:
    """Where a person or a guest is written to."""
    if person:
        return receiver_of(person)
    return Receiver(guest.email, guest.name, "fi") if guest and guest.email else None
