"""Who writes an application together: colleagues are invited, removed, and in need the secretariat hands it over."""

from django.core.exceptions import PermissionDenied
from django.core.validators import validate_email
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from grants.enums import ApplicationRoleKind
from grants.models import Application, ApplicationRole, ApplicationStep
from portal import mail
from portal.access import is_secretariat
from portal.errors import Overtaken, Refused
from portal.history import act
from portal.models import User

from .applying import lock_application

MOST_INVITED = 20
MOST_EVER = 100
"""Inviting and taking back in turn would be a way of writing to anybody."""
INVITED_AS = (ApplicationRoleKind.EDITOR, ApplicationRoleKind.READER)


@act
def invite_colleague(*, application: Application, email: str, role: str, actor: User) -> ApplicationRole:
    """Ask somebody by mail to write or read the application; the link works for the owner of that address alone.

    Raises PermissionDenied, ValidationError for an address that is none, and Refused for whoever is in already.
    """
    locked = lock_application(application, actor=actor)
    email = email.strip()
    validate_email(email)
    if role not in INVITED_AS:
        raise Refused(_("Choose whether the colleague writes or only reads."))
    if locked.roles.in_force().count() >= MOST_INVITED:
        raise Refused(_("The application has as many people as it can have."))
    if locked.roles.count() >= MOST_EVER:
        raise Refused(_("So many have been asked to this application that nobody more can be."))
    user = User.objects.filter(email__iexact=email, is_active=True).first()
    if user and locked.roles.in_force().filter(user=user).exists():
        raise Refused(_("The person has a role in this application already."))
    try:
        with transaction.atomic():
            given = ApplicationRole.objects.create(
                application=locked, email=email, role=role, given_at=timezone.now(), given_by=actor
            )
    except IntegrityError:
        raise Refused(_("This person has been asked already.")) from None
    receiver = user or mail.Receiver(email, language=locked.language)
    mail.post(
        "application_invitation", to=receiver, context={"role": given, "application": locked}, about=locked
    )
    return given


@act
def join_application(*, role: ApplicationRole, actor: User) -> ApplicationRole:
    """Take the role that was offered. Raises PermissionDenied for others than whom it was sent to, and Overtaken."""
    if actor.email.lower() != role.email.lower():
        raise PermissionDenied
    # Else the secretariat could make the same person responsible at this instant.
    Application.objects.select_for_update(of=("self",)).get(pk=role.application_id)
    if role.application.roles.in_force().filter(user=actor).exists():
        raise Refused(_("You have a role in this application already."))
    waiting = ApplicationRole.objects.in_force().filter(pk=role.pk, user=None)
    if not waiting.update(user=actor):
        raise Overtaken(_("This invitation has been answered or withdrawn already."))
    role.refresh_from_db()
    return role


@act
def end_colleague(*, role: ApplicationRole, actor: User) -> None:
    """Take a role or an invitation away at once; one may also leave oneself.

    Raises PermissionDenied, Refused for the one who is responsible, and Overtaken.
    """
    if role.user_id != actor.pk:
        lock_application(role.application, actor=actor)
    if role.role == ApplicationRoleKind.OWNER:
        raise Refused(_("Who is responsible stays. The secretariat can hand the application over."))
    ended = ApplicationRole.objects.in_force().filter(pk=role.pk)
    if not ended.update(ended_at=timezone.now(), ended_by=actor):
        raise Overtaken(_("Somebody was faster: this role has ended already."))


@act
def hand_over(*, application: Application, to: User, reason: str, actor: User) -> ApplicationRole:
    """Make somebody else responsible, such as when the one who was has left the association; both are told by mail.

    Raises PermissionDenied for others than the secretariat, and Refused without a reason or to the same person.
    """
    if not is_secretariat(actor):
        raise PermissionDenied
    if not reason.strip():
        raise Refused(_("Write why the application is handed over."))
    locked = Application.objects.select_for_update(of=("self",)).for_list().get(pk=application.pk)
    owners = locked.roles.in_force().filter(role=ApplicationRoleKind.OWNER)
    if owners.filter(user=to).exists():
        raise Refused(_("The person is responsible for it already."))
    now = timezone.now()
    before = [role.user for role in owners.select_related("user") if role.user]
    locked.roles.in_force().filter(user__in=[*before, to]).update(ended_at=now, ended_by=actor)
    given = ApplicationRole.objects.create(
        application=locked,
        user=to,
        role=ApplicationRoleKind.OWNER,
        given_at=now,
        given_by=actor,
        note=reason.strip(),
    )
    ApplicationStep.objects.create(
        application=locked, taken_at=now, actor=actor, before=locked.state, after=locked.state, note=reason
    )
    for user in {to, *before}:
        mail.post("application_handed_over", to=user, context={"application": locked, "to": to}, about=locked)
    return given
