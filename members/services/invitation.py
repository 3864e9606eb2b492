"""Inviting people to sign in.

An invitation makes an account for the address but joins it to the person only when somebody signs in with a code sent
to that very address: so nobody gets another's seat by an address that was mistyped, or that they do not hold.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta

from allauth.account.models import EmailAddress
from django.core.exceptions import PermissionDenied
from django.db.models import Count
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from members.enums import PersonActKind
from members.models import Body, Mandate, Person
from portal import mail
from portal.errors import Overtaken, Refused
from portal.formats import plain_day
from portal.history import act
from portal.models import User

from .acting import lock_body
from .person import lock_person, write_down

AGAIN_AFTER = timedelta(days=3)
MAIL = "person_invitation"


def obstacles_of(people: Sequence[Person]) -> dict[int, str]:
    """Person id → why that person is not invited now, in words; those who can be are not there."""
    addresses = {person.email.lower() for person in people if person.email}
    shared = _shared(addresses)
    accounts = {
        user.email.lower(): user
        for user in User.objects.select_related("person")
        .annotate(address=Lower("email"))
        .filter(address__in=addresses)
    }
    found = {person.pk: _obstacle(person, shared, accounts) for person in people}
    return {pk: reason for pk, reason in found.items() if reason}


def _shared(addresses: set[str]) -> set[str]:
    """The addresses that more than one person has."""
    counted = Person.objects.annotate(address=Lower("email")).filter(address__in=addresses)
    return set(
        counted.order_by()
        .values("address")
        .annotate(number=Count("pk"))
        .filter(number__gt=1)
        .values_list("address", flat=True)
    )


def _obstacle(person: Person, shared: set[str], accounts: Mapping[str, User]) -> str:
    if person.user_id:
        return _("Has an account already.")
    if not person.email:
        return _("Has no e-mail address. Add it first.")
    address = person.email.lower()
    if address in shared:
        return _("Another person has the same e-mail address. Each needs an address of their own.")
    if obstacle := _obstacle_of(accounts.get(address)):
        return obstacle
    if person.invited_at and person.invited_at > timezone.now() - AGAIN_AFTER:
        days = {"day": plain_day(person.invited_at), "again": plain_day(person.invited_at + AGAIN_AFTER)}
        return _("Invited on %(day)s; can be invited again from %(again)s on.") % days
    return ""


def _obstacle_of(account: User | None) -> str:
    """Why the account that has the person's address cannot become theirs."""
    owner = getattr(account, "person", None)
    if owner:
        return _("The account with this e-mail address belongs to another person: %(name)s.") % {
            "name": owner
        }
    if account and not account.is_active:
        return _("The account with this e-mail address is closed.")
    return ""


def without_account(body: Body) -> list[Person]:
    """The people in the seats of the body today who have no account, by name."""
    seated = Mandate.objects.of_body(body).valid_on(timezone.localdate())
    return list(Person.objects.filter(mandates__in=seated, user=None).distinct().order_by("name", "pk"))


@act
def invite_person(*, person: Person, actor: User) -> Person:
    """Invite one person to sign in, by a mail that leaves when this is stored.

    Raises PermissionDenied; Refused with the reason for somebody who cannot be invited now; Overtaken when somebody
    else has just done it.
    """
    locked = lock_person(person, actor=actor)
    if locked.user_id == actor.pk:
        raise PermissionDenied
    if reason := obstacles_of([locked]).get(locked.pk):
        if locked.invited_at != person.invited_at:
            raise Overtaken(_("Somebody was faster: %(name)s has just been invited.") % {"name": locked})
        raise Refused(f"{locked}: {reason}")
    return _invite(locked, actor)


@act
def invite_members(*, body: Body, people: Iterable[int], actor: User) -> list[Person]:
    """Invite those of `people`, ids, who sit in the body today and can be invited; give those who were.

    Raises PermissionDenied, and Overtaken when nobody is left to invite.
    """
    lock_body(body, actor=actor)
    asked = set(people)
    ids = [person.pk for person in without_account(body) if person.pk in asked]
    locked = list(Person.objects.select_for_update(no_key=True).filter(pk__in=ids).order_by("pk"))
    refused = obstacles_of(locked)
    invited = [_invite(person, actor) for person in locked if person.pk not in refused]
    if not invited:
        raise Overtaken(_("Somebody was faster: all of them have just been invited."))
    return invited


def wording(person: Person, *, actor: User) -> mail.Wording:
    """What the mail would say to the person, to be looked at before it goes."""
    return mail.preview(MAIL, to=_receiver(person), context=_context(person, actor))


def _invite(person: Person, actor: User) -> Person:
    _account_for(person)
    person.invited_at = timezone.now()
    person.save(update_fields=["invited_at"])
    write_down(person, PersonActKind.INVITED, actor=actor)
    mail.post(MAIL, to=_receiver(person), context=_context(person, actor), about=person)
    return person


def _account_for(person: Person) -> None:
    """An account for the address, without a password: the first sign-in is by code.

    Somebody may have made one with a password of their own and never shown that they hold the address: that password
    goes, else it would let them in when the true holder has confirmed the address.
    """
    user = User.objects.filter(email__iexact=person.email).first()
    if user is None:
        user = User.objects.create_user(
            person.email,
            name=person.name,
            language=get_language() or User._meta.get_field("language").default,
        )
        EmailAddress.objects.create(user=user, email=user.email, verified=False, primary=True)
    elif not EmailAddress.objects.filter(user=user, email__iexact=person.email, verified=True).exists():
        user.set_unusable_password()
        user.save(update_fields=["password"])


def _receiver(person: Person) -> mail.Receiver:
    user = User.objects.filter(email__iexact=person.email).first()
    return mail.Receiver(person.email, person.name, user.language if user else "")


def _context(person: Person, actor: User) -> dict[str, object]:
    today = timezone.localdate()
    held = Mandate.objects.valid_on(today).filter(person=person).select_related("seat__group__term__body")
    return {"person": person, "mandates": held.order_by("seat__group__order", "pk"), "inviter": actor}


@act
def join_account(*, address: str, actor: User) -> Person | None:
    """Join the actor's account, who has just shown to hold the address, to the person who was invited there.

    Nothing happens, and None comes back, when nobody was invited there, when two people have the address, or when the
    account is another person's already.
    """
    if Person.objects.filter(user=actor).exists():
        return None
    holders = list(Person.objects.select_for_update(no_key=True).filter(email__iexact=address)[:2])
    if len(holders) != 1 or holders[0].user_id or not holders[0].invited_at:
        return None
    (person,) = holders
    person.user = actor
    person.save(update_fields=["user"])
    write_down(person, PersonActKind.ACCOUNT_LINKED, actor=actor)
    return person
