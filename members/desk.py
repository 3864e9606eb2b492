"""What this app shows on a person's desk: the roles of today, and to who runs bodies what their seats need."""

from collections.abc import Iterator

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal import desk
from portal.access import is_secretariat
from portal.formats import plain_day
from portal.front import Block
from portal.models import User

from .cockpit import Row, rows_of
from .enums import BodyStatus, ImportState, OrganisationRoleKind, RequestState
from .models import (
    Body,
    JoinRequest,
    Mandate,
    Office,
    OrganisationImport,
    OrganisationInvitation,
    OrganisationRole,
    SpeakingRight,
)
from .rules import bodies_run_by, organisation_roles_of


@desk.cards
def seats_to_see_to(user: User) -> Iterator[desk.Card]:
    """For each body that the user coordinates: seats that are vacant, memberships and terms that end soon."""
    run = bodies_run_by(user)
    if not run:
        return
    now = timezone.localtime()
    for row in rows_of(Body.objects.filter(pk__in=run, status=BodyStatus.ACTIVE), user, now, events=False):
        yield from _cards_of(row)


def _cards_of(row: Row) -> Iterator[desk.Card]:
    if not row.term:
        return
    board = reverse("members:term-board", args=[row.body.slug, row.term.pk])
    body = {"body": row.body.short_name}
    if vacant := row.vacant_members + row.vacant_deputies:
        title = ngettext("%(body)s: %(count)d seat is vacant", "%(body)s: %(count)d seats are vacant", vacant)
        yield desk.Card(
            title=title % {**body, "count": vacant},
            url=board,
            text=_("Members' seats %(members)d, deputies' seats %(deputies)d.")
            % {"members": row.vacant_members, "deputies": row.vacant_deputies},
            act=_("Fill the seats"),
        )
    if row.ending:
        title = ngettext(
            "%(body)s: %(count)d membership ends soon", "%(body)s: %(count)d memberships end soon", row.ending
        )
        yield desk.Card(
            title=title % {**body, "count": row.ending},
            url=reverse("members:body-workbench", args=[row.body.slug]),
            due=row.first_end,
            act=_("See who leaves"),
        )
    if row.term_ends_soon:
        yield desk.Card(
            title=_("%(body)s: the term ends") % body,
            url=board,
            due=row.term.ends_on,
            act=_("Start the next term"),
            act_url=reverse("members:term-next", args=[row.body.slug, row.term.pk]),
        )


@desk.panel(30)
def roles(user: User) -> Block | None:
    """For whom the person does what; nothing for those who have no role."""
    found = list(roles_of(user))
    return Block("members/_desk_roles.html", {"roles": found}) if found else None


def roles_of(user: User) -> Iterator[tuple[str, str, str]]:
    """Where, as what, and the address of the page about it."""
    today, own = timezone.localdate(), {"person__user": user}
    for run in user.body_roles.valid_on(today).select_related("body"):
        yield run.body.short_name, _("Coordinator"), run.body.get_absolute_url()
    held = Mandate.objects.valid_on(today).filter(**own)
    for mandate in held.select_related("seat__group__term__body").order_by("seat__group__order"):
        body, seat = mandate.seat.group.term.body, mandate.seat
        words = f"{seat.get_kind_display()}, {seat.group.name}"
        if mandate.valid_until:
            words = _("%(role)s, until %(day)s") % {"role": words, "day": plain_day(mandate.valid_until)}
        yield body.short_name, words, body.get_absolute_url()
    for office in Office.objects.valid_on(today).filter(**own).select_related("body"):
        yield office.body.short_name, office.get_kind_display(), office.body.get_absolute_url()
    for right in SpeakingRight.objects.valid_on(today).filter(**own).select_related("body"):
        words = _("Right to speak, %(group)s") % {"group": right.group}
        yield right.body.short_name, words, right.body.get_absolute_url()
    for role in user.organisation_roles.valid_on(today).select_related("organisation"):
        yield role.organisation.name, role.get_role_display(), role.organisation.get_absolute_url()
    for work in user.region_roles.valid_on(today).select_related("region"):
        yield work.region.name, work.get_role_display(), ""


@desk.cards
def requests_to_decide(user: User) -> Iterator[desk.Card]:
    """Who asks to act for an organisation: its owners decide, the secretariat where there is no owner to ask."""
    waiting = JoinRequest.objects.filter(state=RequestState.WAITING).exclude(user=user)
    owned = [pk for pk, role in organisation_roles_of(user).items() if role == OrganisationRoleKind.OWNER]
    mine = Q(organisation__in=owned, organisation__is_listed=True)
    if is_secretariat(user):
        today = OrganisationRole.objects.valid_on(timezone.localdate())
        owners = today.filter(
            role=OrganisationRoleKind.OWNER, user__is_active=True, organisation=OuterRef("organisation")
        )
        mine |= Q(~Exists(owners))
    elif not owned:
        return
    for request in waiting.filter(mine).select_related("user", "organisation"):
        yield desk.Card(
            title=_("%(name)s asks to act for %(organisation)s")
            % {"name": request.user, "organisation": request.organisation},
            url=reverse("members:organisation-people", args=[request.organisation_id]),
            text=request.get_role_display(),
            act=_("Decide"),
        )


@desk.cards
def invitations_to_answer(user: User) -> Iterator[desk.Card]:
    """Who has asked the user to act for an organisation."""
    waiting = OrganisationInvitation.objects.filter(email__iexact=user.email, state=RequestState.WAITING)
    for invitation in waiting.select_related("organisation"):
        yield desk.Card(
            title=_("You are asked to act for %(organisation)s") % {"organisation": invitation.organisation},
            url=reverse("members:invitation", args=[invitation.key]),
            text=invitation.get_role_display(),
            act=_("Answer"),
        )


@desk.cards
def imports_to_store(user: User) -> Iterator[desk.Card]:
    """The files that the user has brought and that wait for being stored."""
    if is_secretariat(user):
        for run in OrganisationImport.objects.filter(added_by=user, state=ImportState.CHECKED):
            yield desk.Card(
                title=_("The file %(name)s is checked") % {"name": run.filename},
                url=run.get_absolute_url(),
                text=_("Nothing of it is in the register yet."),
                act=_("Look and store"),
            )
