"""What this app keeps of a person, for that person to take along."""

from django.utils.translation import gettext_lazy as _

from portal.models import User
from portal.own_data import Rows, part, rows

from .models import Mandate, Nomination, Office, OutsideSeat, Person, PersonAct, SpeakingRight

PERIOD = {"from": "valid_from", "until": "valid_until"}
PUBLIC_FOR_EVER = _(
    "Everybody may know who represents whom. Name, organisation and days stay, so that earlier terms can be seen too."
)


@part(
    20,
    "contact",
    label=_("Contact data"),
    why=_(
        "So that the coordinators of your groups reach you. Others see it only with your consent, which you can take back. "
        "It is removed when you no longer sit anywhere and the time that the owner has set is over, or when you ask."
    ),
)
def contact(user: User) -> Rows:
    """Name, address, phone and consent."""
    people = Person.objects.filter(user=user)
    consent = {
        "is_public": "contact_is_public",
        "agreed_at": "contact_agreed_at",
        "agreed_how": "contact_agreed_how",
    }
    return rows(people, name="name", email="email", phone="phone", invited_at="invited_at", **consent)


@part(21, "seats", label=_("Seats"), why=PUBLIC_FOR_EVER)
def seats(user: User) -> Rows:
    """Present and former."""
    held = Mandate.objects.filter(person__user=user).select_related("seat__group__term__body", "organisation")
    about = {"body": "seat.group.term.body", "group": "seat.group", "seat": "seat.get_kind_display"}
    return rows(held, **about, organisation="organisation", ended="get_end_reason_display", **PERIOD)


@part(22, "offices", label=_("Positions of trust"), why=PUBLIC_FOR_EVER)
def offices(user: User) -> Rows:
    """Chair, secretary and the like."""
    held = Office.objects.filter(person__user=user).select_related("body")
    return rows(held, body="body", office="get_kind_display", **PERIOD)


@part(23, "speaking_rights", label=_("Rights to speak"), why=PUBLIC_FOR_EVER)
def speaking_rights(user: User) -> Rows:
    """In meetings, without a seat."""
    held = SpeakingRight.objects.filter(person__user=user).select_related("body", "organisation")
    return rows(held, body="body", group="group", organisation="organisation", **PERIOD)


@part(
    24,
    "groups_elsewhere",
    label=_("Seats in groups elsewhere"),
    why=_("You have written them yourself. You and your coordinators see them; you can remove them."),
)
def groups_elsewhere(user: User) -> Rows:
    """Outside the portal."""
    held = OutsideSeat.objects.filter(person__user=user)
    return rows(held, group="group", convener="convener", behalf="behalf", **PERIOD)


@part(
    25,
    "nominations",
    label=_("Nominations"),
    why=_("So that the choice can be explained afterwards."),
)
def nominations(user: User) -> Rows:
    """Those in which the person was chosen or put forward."""
    made = Nomination.objects.filter(person__user=user).select_related("round", "group", "organisation")
    return rows(
        made,
        round="round",
        group="group",
        organisation="organisation",
        grounds="grounds",
        statement="statement",
        outcome="get_outcome_display",
    )


@part(
    26,
    "roles",
    label=_("What you may do in the portal"),
    why=_("So that everybody can do their own task and nobody another's. Earlier roles stay in the history."),
)
def roles(user: User) -> Rows:
    """As coordinator, for organisations and for the region."""
    run = rows(user.body_roles.select_related("body"), body="body", **PERIOD)
    acts = user.organisation_roles.select_related("organisation")
    work = user.region_roles.select_related("region")
    return [
        *run,
        *rows(acts, organisation="organisation", role="get_role_display", **PERIOD),
        *rows(work, region="region", role="get_role_display", **PERIOD),
    ]


@part(
    27,
    "acts",
    label=_("What was done to your record"),
    why=_("So that you and the secretariat can see who changed your data, and when."),
)
def acts(user: User) -> Rows:
    """By whom and when."""
    done = PersonAct.objects.filter(person__user=user).select_related("done_by")
    return rows(done, what="get_kind_display", note="note", at="done_at", by="done_by")


@part(
    28,
    "organisation_requests",
    label=_("Your wishes to act for organisations"),
    why=_("So that the organisation's owners can decide, and see later what was decided."),
)
def organisation_requests(user: User) -> Rows:
    """What the person has asked for, and what was decided."""
    asked = user.join_requests.select_related("organisation").order_by("asked_at")
    return rows(
        asked,
        organisation="organisation",
        role="get_role_display",
        message="message",
        asked_at="asked_at",
        state="get_state_display",
        decided_at="decided_at",
    )
