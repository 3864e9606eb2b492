"""Mails to those who get a seat or leave one."""

from members.models import Mandate, Person
from portal import mail
from portal.models import OutgoingMail


def receiver_of(person: Person) -> mail.Receiver | None:
    """Where the person is written to, in the language of their account; None without an address."""
    user = person.user
    address = person.email or (user.email if user else "")
    return mail.Receiver(address, person.name, user.language if user else "fi") if address else None


def tell_beginning(mandate: Mandate) -> OutgoingMail | None:
    """Tell a person about a seat that they get."""
    return _tell("mandate_begins", mandate)


def tell_end(mandate: Mandate) -> OutgoingMail | None:
    """Tell a person that they leave a seat."""
    return _tell("mandate_ends", mandate)


def tell_going_on(mandate: Mandate) -> OutgoingMail | None:
    """Tell a person that the end of their seat was taken back."""
    return _tell("mandate_goes_on", mandate)


def _tell(kind: str, mandate: Mandate) -> OutgoingMail | None:
    receiver = receiver_of(mandate.person)
    if not receiver:
        return None
    body = mandate.seat.group.term.body
    return mail.post(
        kind, to=receiver, context={"mandate": mandate, "seat": mandate.seat, "body": body}, about=mandate
    )
