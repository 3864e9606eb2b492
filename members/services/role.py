"""Acts on who acts for an organisation: people ask, are asked, get roles, change them and leave."""

from datetime import timedelta

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from members.enums import OrganisationRoleKind, RequestState, Verification
from members.models import JoinRequest, Organisation, OrganisationInvitation, OrganisationRole
from members.rules import is_secretariat
from portal import mail
from portal.errors import Overtaken, Refused
from portal.history import act
from portal.models import User

from .organisation import lock_organisation

OWNER = OrganisationRoleKind.OWNER

DECIDED_ALREADY = _("Somebody was faster: this is decided already.")
MOST_ASKED = 5
MOST_INVITED = 20
"""So many may wait at a time, lest the portal's mails become somebody's way to pester people."""

LAST_OWNER = _("An organisation needs an owner. Make somebody else an owner first.")


def owners_of(organisation: Organisation) -> QuerySet[OrganisationRole]:
    """The roles of those who own it today and can sign in."""
    today = OrganisationRole.objects.valid_on(timezone.localdate())
    return today.filter(organisation=organisation, role=OWNER, user__is_active=True).select_related("user")


@act
def ask_to_act(*, organisation: Organisation, role: str, message: str, actor: User) -> JoinRequest:
    """Ask to act for an organisation; its owners decide, or the secretariat where there are none. They get a mail.

    Raises Refused for somebody who acts for it already or has asked.
    """
    if _role_today(organisation, actor):
        raise Refused(_("You act for this organisation already."))
    if actor.join_requests.filter(state=RequestState.WAITING).count() >= MOST_ASKED:
        raise Refused(_("Many of your requests wait for an answer. Ask again when some of them are decided."))
    try:
        with transaction.atomic():
            request = JoinRequest.objects.create(
                organisation=organisation, user=actor, role=role, message=message, asked_at=timezone.now()
            )
    except IntegrityError:
        raise Refused(_("You have asked already. You get a mail when it is decided.")) from None
    deciders = [role.user for role in owners_of(organisation)] if organisation.is_listed else []
    for decider in deciders or User.objects.filter(is_staff=True, is_active=True):
        mail.post("organisation_request", to=decider, context={"request": request}, about=organisation)
    return request


@act
def decide_request(*, request: JoinRequest, accept: bool, role: str = "", actor: User) -> JoinRequest:
    """Consent to somebody's wish, in the role asked for or another one, or refuse it; the person gets a mail.

    The secretariat's consent also lists an organisation that waited for it. Raises PermissionDenied, and Overtaken when
    it is decided already.
    """
    organisation = lock_organisation(request.organisation, actor=actor, permission="own")
    by_secretariat = is_secretariat(actor)
    if request.user_id == actor.pk and not by_secretariat:
        raise PermissionDenied
    role = role or request.role
    state = RequestState.ACCEPTED if accept else RequestState.REFUSED
    waiting = JoinRequest.objects.filter(pk=request.pk, state=RequestState.WAITING)
    if not waiting.update(state=state, role=role, decided_at=timezone.now(), decided_by=actor):
        raise Overtaken(DECIDED_ALREADY)
    if accept:
        verified_by = Verification.SECRETARIAT if by_secretariat else Verification.OWNER
        _give(organisation, request.user, role, verified_by)
        if by_secretariat and not organisation.is_listed:
            organisation.is_listed = True
            organisation.save(update_fields=["is_listed"])
    request.refresh_from_db()
    mail.post(
        "organisation_request_decided",
        to=request.user,
        context={"request": request, "is_accepted": accept},
        about=organisation,
    )
    return request


@act
def withdraw_request(*, request: JoinRequest, actor: User) -> None:
    """Take one's own wish back. Raises PermissionDenied and Overtaken."""
    if request.user_id != actor.pk:
        raise PermissionDenied
    waiting = JoinRequest.objects.filter(pk=request.pk, state=RequestState.WAITING)
    if not waiting.update(state=RequestState.WITHDRAWN, decided_at=timezone.now(), decided_by=actor):
        raise Overtaken(DECIDED_ALREADY)


@act
def invite(*, organisation: Organisation, email: str, role: str, actor: User) -> OrganisationInvitation:
    """Ask somebody by mail to act for the organisation; the link in it works for the owner of that address alone.

    Raises PermissionDenied, ValidationError for an address that is none, and Refused when the person acts for it already
    or has been asked.
    """
    locked = lock_organisation(organisation, actor=actor, permission="own")
    invitation = OrganisationInvitation(
        organisation=locked, email=email, role=role, asked_at=timezone.now(), asked_by=actor
    )
    invitation.full_clean(validate_constraints=False)
    if locked.invitations.filter(state=RequestState.WAITING).count() >= MOST_INVITED:
        raise Refused(_("Many invitations wait for an answer. Withdraw some of them first."))
    user = User.objects.filter(email__iexact=email).first()
    if user and _role_today(locked, user):
        raise Refused(_("This person acts for the organisation already."))
    try:
        with transaction.atomic():
            invitation.save()
    except IntegrityError:
        raise Refused(_("This person has been asked already.")) from None
    receiver = user or mail.Receiver(email, language=settings.LANGUAGE_CODE)
    mail.post("organisation_invitation", to=receiver, context={"invitation": invitation}, about=locked)
    return invitation


@act
def withdraw_invitation(*, invitation: OrganisationInvitation, actor: User) -> None:
    """The link in the mail works no more. Raises PermissionDenied and Overtaken."""
    lock_organisation(invitation.organisation, actor=actor, permission="own")
    _answer(invitation, RequestState.WITHDRAWN)


@act
def answer_invitation(*, invitation: OrganisationInvitation, accept: bool, actor: User) -> None:
    """Take the role that was offered, or decline it. Raises PermissionDenied for others than whom it was sent to."""
    if actor.email.lower() != invitation.email.lower():
        raise PermissionDenied
    organisation = Organisation.objects.select_for_update(no_key=True, of=("self",)).get(
        pk=invitation.organisation_id
    )
    _answer(invitation, RequestState.ACCEPTED if accept else RequestState.REFUSED)
    if accept:
        by_secretariat = invitation.asked_by and is_secretariat(invitation.asked_by)
        verified_by = Verification.SECRETARIAT if by_secretariat else Verification.OWNER
        _give(organisation, actor, invitation.role, verified_by)


@act
def change_role(*, role: OrganisationRole, kind: str, actor: User) -> OrganisationRole:
    """Let somebody act in another role from today on; the person gets a mail.

    Raises PermissionDenied, ValidationError for no such role, Refused for the last owner, and Overtaken when the role has
    ended.
    """
    if kind not in OrganisationRoleKind:
        raise ValidationError(_("There is no such role."))
    organisation = lock_organisation(role.organisation, actor=actor, permission="own")
    now = _still_in_force(role)
    if now.role == kind:
        return now
    if now.role == OWNER:
        _refuse_last(organisation, now)
    changed = _give(organisation, now.user, kind, now.verified_by)
    _tell(changed, "changed")
    return changed


@act
def end_role(*, role: OrganisationRole, actor: User) -> None:
    """End somebody's role, or one's own, at once; the person gets a mail unless it is their own doing.

    Raises PermissionDenied, Refused for the last owner unless the secretariat does it, and Overtaken.
    """
    own = role.user_id == actor.pk
    organisation = Organisation.objects.select_for_update(no_key=True, of=("self",)).get(
        pk=role.organisation_id
    )
    if not own and not actor.has_perm("members.own_organisation", organisation):
        raise PermissionDenied
    now = _still_in_force(role)
    if now.role == OWNER and not is_secretariat(actor):
        _refuse_last(organisation, now)
    _end(now)
    if not own:
        _tell(now, "ended")


def _answer(invitation: OrganisationInvitation, state: RequestState) -> None:
    waiting = OrganisationInvitation.objects.filter(pk=invitation.pk, state=RequestState.WAITING)
    if not waiting.update(state=state, answered_at=timezone.now()):
        raise Overtaken(_("This invitation has been answered or withdrawn already."))


def _role_today(organisation: Organisation, user: User) -> OrganisationRole | None:
    today = OrganisationRole.objects.valid_on(timezone.localdate())
    return today.filter(organisation=organisation, user=user).first()


def _still_in_force(role: OrganisationRole) -> OrganisationRole:
    today = OrganisationRole.objects.valid_on(timezone.localdate()).select_related("user", "organisation")
    now = today.filter(pk=role.pk).first()
    if now is None:
        raise Overtaken(_("Somebody was faster: this role has ended already."))
    return now


def _refuse_last(organisation: Organisation, role: OrganisationRole) -> None:
    if not owners_of(organisation).exclude(pk=role.pk).exists():
        raise Refused(LAST_OWNER)


def _give(organisation: Organisation, user: User, kind: str, verified_by: str) -> OrganisationRole:
    """The role from today on, in place of the one that the person has; the organisation is locked."""
    today = timezone.localdate()
    until = None
    if now := _role_today(organisation, user):
        if now.role == kind:
            return now
        until = now.valid_until
        _end(now)
    if until is None:
        later = OrganisationRole.objects.filter(organisation=organisation, user=user, valid_from__gt=today)
        later.delete()
    return OrganisationRole.objects.create(
        organisation=organisation,
        user=user,
        role=kind,
        verified_by=verified_by,
        valid_from=today,
        valid_until=until,
    )


def _end(role: OrganisationRole) -> None:
    """Yesterday was its last day. One that began today leaves no day behind; the history remembers it."""
    today = timezone.localdate()
    if role.valid_from >= today:
        role.delete()
        return
    role.valid_until = today - timedelta(days=1)
    role.save(update_fields=["valid_until"])


def _tell(role: OrganisationRole, what: str) -> None:
    context = {"role": role, "organisation": role.organisation, "what": what}
    mail.post("organisation_role", to=role.user, context=context, about=role.organisation)
