"""Mails about calls: to the networks and organisations that the officer chose, and to those who have begun to apply."""

from collections.abc import Iterable, Iterator

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from grants.enums import ApplicationState, CallState
from grants.models import Application, ApplicationRole, Call, CallAnnouncement, CallExtension
from members.enums import OrganisationRoleKind
from members.models import Organisation, OrganisationRole
from networks.models import Network
from portal import mail
from portal.enums import Language
from portal.errors import Refused
from portal.history import act
from portal.models import User

from .acting import lock_call


@act
def announce_call(
    *, call: Call, networks: Iterable[Network], organisations: Iterable[Organisation], actor: User
) -> CallAnnouncement:
    """Tell of a published call by mail; the worker writes the mails.

    Raises PermissionDenied, and Refused for a call that is not published, or when nobody would get a mail.
    """
    locked = lock_call(call, actor=actor)
    if locked.state != CallState.PUBLISHED:
        raise Refused(_("Publish the call first: the mail leads to its page."))
    networks, organisations = list(networks), list(organisations)
    if not receivers_of(networks, organisations):
        raise Refused(_("Nobody of those you chose has an e-mail address in the register."))
    return _announce(locked, networks, organisations, actor=actor)


def _announce(
    call: Call,
    networks: Iterable[Network],
    organisations: Iterable[Organisation],
    *,
    extension: CallExtension | None = None,
    actor: User,
) -> CallAnnouncement:
    announcement = CallAnnouncement.objects.create(
        call=call, extension=extension, announced_at=timezone.now(), announced_by=actor
    )
    announcement.networks.set(networks)
    announcement.organisations.set(organisations)
    transaction.on_commit(lambda: _dispatch(announcement.pk), robust=True)
    return announcement


def _dispatch(pk: int) -> None:
    """A broker that is away must not hold the page: the hourly look at calls finds it untold."""
    from grants.tasks import tell_of_call

    tell_of_call.apply_async(kwargs={"announcement_id": pk}, retry=False)


def write_announcement(announcement_id: int) -> int:
    """Write the mails of an announcement, once, however often it is asked for; how many they are."""
    with transaction.atomic():
        rows = CallAnnouncement.objects.select_for_update(of=("self",)).select_related("call", "extension")
        row = rows.filter(pk=announcement_id, told_at=None).first()
        if row is None:
            return 0
        receivers = receivers_of(row.networks.all(), row.organisations.all())
        if row.extension:
            receivers |= dict(_writers_of(row.call))
        kind = "grant_call_extended" if row.extension else "grant_call_announced"
        for receiver in receivers.values():
            _post(kind, row.call, receiver, extension=row.extension)
        row.mails, row.told_at = len(receivers), timezone.now()
        row.save(update_fields=["mails", "told_at"])
    return row.mails


def tell_extension(extension: CallExtension, *, actor: User) -> None:
    """Tell of the new time to everybody who was told of the call, and to those who have a draft."""
    earlier = extension.call.announcements.all()
    networks = Network.objects.filter(pk__in=earlier.values("networks"))
    organisations = Organisation.objects.filter(pk__in=earlier.values("organisations"))
    _announce(extension.call, networks, organisations, extension=extension, actor=actor)


def tell_cancelling(call: Call) -> None:
    """Tell those who have begun an application, or sent one, that the call does not go on."""
    for _address, receiver in _writers_of(call, sent_too=True):
        _post("grant_call_cancelled", call, receiver)


def tell_new_questions(applications: Iterable[Application]) -> None:
    """Tell those who have drafts that the questions have changed while they were writing."""
    applications = list(applications)
    for call in {each.call_id: each.call for each in applications}.values():
        for _address, receiver in _writers_of(call, only=[each.pk for each in applications]):
            _post("grant_questions_changed", call, receiver)


def receivers_of(
    networks: Iterable[Network], organisations: Iterable[Organisation]
) -> dict[str, mail.Receiver]:
    """Address → receiver: the networks' own addresses, their members' and the organisations', each once.

    An organisation is written to in the language of its owner in the portal; what nobody knows is Finnish.
    """
    networks = list(networks)
    members = Organisation.objects.filter(network_memberships__network__in=networks, merged_into=None)
    told = [*members.distinct(), *organisations]
    owners = OrganisationRole.objects.valid_on(timezone.localdate()).filter(
        organisation__in=[each.pk for each in told], role=OrganisationRoleKind.OWNER
    )
    languages = dict(owners.order_by("-pk").values_list("organisation", "user__language"))
    found = [(network.role_email, network.name, str(Language.FINNISH)) for network in networks]
    found += [(each.email, each.name, languages.get(each.pk) or Language.FINNISH) for each in told]
    return {
        address.lower(): mail.Receiver(address, name, language)
        for address, name, language in found
        if address and _is_address(address)
    }


def _writers_of(
    call: Call, *, sent_too: bool = False, only: list[int] | None = None
) -> Iterator[tuple[str, mail.Receiver]]:
    states = [ApplicationState.DRAFT, *([ApplicationState.SUBMITTED] if sent_too else [])]
    own = Q(application__call=call, application__state__in=states)
    if only is not None:
        own &= Q(application__in=only)
    roles = ApplicationRole.objects.in_force().filter(own, user__isnull=False)
    found: dict[str, mail.Receiver] = {}
    for role in roles.select_related("user", "application"):
        assert role.user
        receiver = mail.Receiver(role.user.email, role.user.name, role.application.language)
        found.setdefault(receiver.address.lower(), receiver)
    yield from found.items()


def _is_address(text: str) -> bool:
    try:
        validate_email(text)
    except ValidationError:
        return False
    return True


def _post(kind: str, call: Call, receiver: mail.Receiver, *, extension: CallExtension | None = None) -> None:
    context = {"call": call, "extension": extension, "url": call.get_absolute_url()}
    mail.post(kind, to=receiver, context=context, about=call)


def write_untold() -> None:
    """Write the mails of announcements whose task was lost."""
    for pk in CallAnnouncement.objects.filter(told_at=None).values_list("pk", flat=True):
        write_announcement(pk)
