"""Every address of the portal and who may reach it: an address that is missing here fails, so does a wrong answer.

`TABLE` has a row for each named route. A role that may reach it gets an answer (or a redirect onward); every other
signed-in person gets the same 404 as for a page that never was, and a visitor is asked to sign in or gets that 404 too.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.core.signals import request_finished
from django.db import close_old_connections, transaction
from django.http import HttpResponse
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from meetings.enums import MeetingState
from meetings.models import CalendarFeed, YearCounter
from members.models import Body, Mandate, Person, Seat
from members.open_data import COLLECTIONS
from portal.enums import Audience, DocumentState
from portal.models import User
from tests.cast import Cast
from tests.factories import (
    ActionItemFactory,
    ActivityRiskFactory,
    AgendaItemFactory,
    BodyDocumentVersionFactory,
    BodyRulesFactory,
    DocumentFactory,
    GuestFactory,
    InspectorFactory,
    InvitationFactory,
    ItemRecordFactory,
    MaterialFactory,
    MeetingFactory,
    NetworkFactory,
    NominatorFactory,
    OutsideSeatFactory,
    PlannedActionFactory,
    PresenceFactory,
    ProposalFactory,
    SeatFactory,
    SessionFactory,
    TemplateItemFactory,
    YearlyTopicFactory,
)
from tests.grants.applying_scene import applications_of
from tests.grants.scene import grants_of
from tests.meetings.minutes_scene import approved as approved_meeting
from tests.meetings.minutes_scene import held as held_meeting
from tests.members.register_scene import register_of
from tests.members.rounds import rounds_of
from tests.networks.room_scene import room_of

EVERYBODY = frozenset(Cast.ROLES)
SIGNED_IN = EVERYBODY - {"visitor"}
STAFF = frozenset({"secretariat"})
RUNNERS = frozenset({"coordinator", "secretariat"})
OFFICERS = frozenset({"officer", "secretariat"})
APPLICANTS = frozenset({"applicant"})
OWNERS = frozenset({"applicant", "secretariat"})
"""Those who decide for the organisation."""
OVERSEERS = RUNNERS | OFFICERS
"""Those who look after the region."""
WRITERS = RUNNERS | {"member"}
"""Those who read a draft of minutes: who runs the body, and the member, who was in the chair."""
SEATED = frozenset({"member", "deputy", "speaker", "coordinator"})
"""Those whose account belongs to a person of the body."""
OUTSIDE = frozenset({"applicant", "officer", "assessor", "outsider"})
"""Those who have signed in but do not belong to the body."""


@dataclass(frozen=True)
class Route:
    """Who may reach a route, with which method, and what its address is made of."""

    roles: frozenset[str]
    arguments: Callable[[SimpleNamespace], list[Any]] = lambda _scene: []
    method: str = "get"
    leads_back: bool = False
    """A step of signing in or out: whoever is not in that step is led to where it begins."""


def make_scene(cast: Cast) -> SimpleNamespace:
    """What the addresses name: a draft and a convened meeting with an item and papers, a network, documents of both."""
    for user in User.objects.all():
        for kind in (Authenticator.Type.TOTP, Authenticator.Type.RECOVERY_CODES):
            Authenticator.objects.create(
                user=user, type=kind, data={"secret": "", "seed": "", "used_mask": 0}
            )
    minutes = held_meeting(cast)
    kept = approved_meeting(cast, table=minutes.table, days_ago=70)
    draft = AgendaItemFactory(meeting=MeetingFactory(body=cast.body))
    convened = AgendaItemFactory(meeting=MeetingFactory(body=cast.body, convened=True))
    # The factories number meetings by themselves.
    YearCounter.objects.create(body=cast.body, year=draft.meeting.day.year, last_meeting=9_000)
    return SimpleNamespace(
        body=cast.body,
        term=cast.term,
        seat=cast.seat,
        mandate=cast.seat.mandates.get(),
        deputy=Mandate.objects.get(seat__deputises=cast.seat),
        free_seat=SeatFactory(group__term=cast.term),
        **register_of(cast.organisation, owner=cast.applicant, asker=cast.outsider),
        outside_seat=OutsideSeatFactory(person=cast.member.person),
        network=NetworkFactory(),
        room=room_of(cast.organisation, cast.body.region),
        **things_of(cast.body),
        **session_of(cast.body, cast.member.person, cast.seat),
        **rounds_of(cast.body, cast.term, cast.seat.group),
        held=minutes,
        kept=kept,
        inspector=InspectorFactory(minutes=minutes.minutes, person=minutes.table.members[0]),
        **grants_of(cast.body.region),
        **applications_of(cast.body.region, cast.organisation, cast.applicant, cast.officer),
        risk=ActivityRiskFactory(organisation=cast.organisation, region=cast.body.region),
        draft=draft.meeting,
        draft_item=draft,
        draft_paper=MaterialFactory(item=draft),
        meeting=convened.meeting,
        item=convened,
        paper=MaterialFactory(item=convened),
        call_to_meeting=InvitationFactory(
            meeting=convened.meeting, person=cast.member.person, seat=cast.seat
        ),
        topic=YearlyTopicFactory(body=cast.body),
        template_item=TemplateItemFactory(body=cast.body),
        proposal=ProposalFactory(body=cast.body),
        guest=GuestFactory(meeting=draft.meeting),
        feed=CalendarFeed.objects.create(user=cast.member, made_at=timezone.now()),
        document=DocumentFactory(subject=convened.meeting, audience=Audience.MEMBERS),
        failed=DocumentFactory(subject=draft.meeting, state=DocumentState.FAILED, audience=Audience.STAFF),
    )


def own_draft(scene: SimpleNamespace) -> list[Any]:
    """The applicant's draft."""
    return [scene.own_draft.key]


def own_file(scene: SimpleNamespace) -> list[Any]:
    """A file of the draft."""
    return [scene.own_draft.key, scene.own_file.key]


def sent_one(scene: SimpleNamespace) -> list[Any]:
    """The applicant's application that has been sent."""
    return [scene.sent_one.key]


def room(scene: SimpleNamespace) -> list[Any]:
    """A notice of a room that it offers."""
    return [scene.room.pk]


def nomination_round(scene: SimpleNamespace) -> list[Any]:
    """The open nomination round, at the workbench."""
    return [scene.body.slug, scene.round.pk]


def organisation(scene: SimpleNamespace) -> list[Any]:
    """The organisation of the applicant."""
    return [scene.organisation.pk]


def things_of(body: Body) -> dict[str, Any]:
    """What the workbench of a body has pages for: rules to come, a position, a right to speak and so on."""
    tomorrow = timezone.localdate() + timedelta(days=1)
    body.rules_versions.filter(valid_until=None).update(valid_until=timezone.localdate())
    return {
        "coming_rules": BodyRulesFactory(body=body, valid_from=tomorrow),
        "coordinator_role": body.roles.first(),
        "office": body.offices.first(),
        "speech": body.speaking_rights.first(),
        "nominator": NominatorFactory(body=body),
        "body_document": BodyDocumentVersionFactory(document__body=body),
        "action": PlannedActionFactory(body=body),
    }


def session_of(body: Body, person: Person, seat: Seat) -> dict[str, Any]:
    """A meeting of the body in session with an item, somebody who is present, and something to do."""
    meeting = MeetingFactory(body=body, convened=True, state=MeetingState.IN_SESSION)
    item = AgendaItemFactory(meeting=meeting)
    SessionFactory(meeting=meeting, current_item=item)
    ItemRecordFactory(item=item)
    return {
        "sitting": meeting,
        "sitting_item": item,
        "presence": PresenceFactory(meeting=meeting, person=person, seat=seat),
        "to_do": ActionItemFactory(meeting=meeting),
    }


def of_body(name: str) -> Callable[[SimpleNamespace], list[Any]]:
    """The body, and one of its things."""
    return lambda scene: [scene.body.slug, getattr(scene, name).pk]


def draft(scene: SimpleNamespace) -> list[Any]:
    """The draft, by its opaque key."""
    return [scene.draft.key]


def draft_item(scene: SimpleNamespace) -> list[Any]:
    """Its item."""
    return [scene.draft.key, scene.draft_item.key]


def draft_paper(scene: SimpleNamespace) -> list[Any]:
    """Its paper."""
    return [scene.draft.key, scene.draft_paper.pk]


def term(scene: SimpleNamespace) -> list[Any]:
    """The present term."""
    return [scene.body.slug, scene.term.pk]


def group(scene: SimpleNamespace) -> list[Any]:
    """A group of it in which nobody has sat."""
    return [*term(scene), scene.free_seat.group_id]


def draft_call(scene: SimpleNamespace) -> list[Any]:
    """The draft of a grant call."""
    return [scene.draft_call.key]


def draft_kind(scene: SimpleNamespace) -> list[Any]:
    """Its kind."""
    return [scene.draft_call.key, scene.draft_kind.pk]


def open_questions(scene: SimpleNamespace) -> list[Any]:
    """A kind of the open call."""
    return [scene.open_call.slug, scene.call_kind.pk]


def free_section(scene: SimpleNamespace) -> list[Any]:
    """A part of questions that are not frozen."""
    return [scene.free_set.key, scene.free_section.key]


def free_question(scene: SimpleNamespace) -> list[Any]:
    """A question in it."""
    return [scene.free_set.key, scene.free_question.key]


def meeting(scene: SimpleNamespace) -> list[Any]:
    """The convened meeting, by its number."""
    return [scene.body.slug, scene.meeting.year, scene.meeting.number]


def held(scene: SimpleNamespace) -> list[Any]:
    """The meeting that was held, whose minutes are a draft, by its number."""
    meeting = scene.held.meeting
    return [scene.body.slug, meeting.year, meeting.number]


def held_item(scene: SimpleNamespace) -> list[Any]:
    """An item of it."""
    return [scene.held.meeting.key, scene.held.matter.key]


def sitting(scene: SimpleNamespace) -> list[Any]:
    """The meeting in session, by its key."""
    return [scene.sitting.key]


def sitting_item(scene: SimpleNamespace) -> list[Any]:
    """Its item."""
    return [scene.sitting.key, scene.sitting_item.key]


ACCOUNT_FOR_ALL = (
    "account_login",
    "account_request_login_code",
    "account_signup",
    "account_reset_password",
    "account_inactive",
    "account_password_reset_completed",
)
ACCOUNT_IN_PASSING = (
    "account_confirm_login_code",
    "mfa_authenticate",
    "account_email_verification_sent",
    "account_confirm_password_reset_code",
    "account_complete_password_reset",
    "account_logout",
)
ACCOUNT_OF_ONES_OWN = (
    "account-home",
    "own-data",
    "own-data-download",
    "account_email",
    "account_change_password",
    "account_set_password",
    "account_reauthenticate",
    "mfa_reauthenticate",
    "mfa_index",
    "mfa_activate_totp",
    "mfa_deactivate_totp",
    "mfa_view_recovery_codes",
    "mfa_generate_recovery_codes",
    "mfa_download_recovery_codes",
)

TABLE: dict[str, Route] = {
    "healthz": Route(EVERYBODY),
    "readyz": Route(EVERYBODY),
    "front": Route(EVERYBODY),
    "search": Route(EVERYBODY),
    "text-preview": Route(SIGNED_IN, method="post"),
    "guide": Route(STAFF),
    "accessibility": Route(EVERYBODY),
    "accessibility-feedback": Route(EVERYBODY),
    "privacy": Route(EVERYBODY),
    **{name: Route(EVERYBODY) for name in ACCOUNT_FOR_ALL},
    **{name: Route(EVERYBODY, leads_back=True) for name in ACCOUNT_IN_PASSING},
    **{name: Route(SIGNED_IN) for name in ACCOUNT_OF_ONES_OWN},
    "document-status": Route(SIGNED_IN - OUTSIDE, lambda scene: [scene.document.key]),
    "document-file": Route(SIGNED_IN - OUTSIDE, lambda scene: [scene.document.key, scene.document.filename]),
    "document-retry": Route(RUNNERS, lambda scene: [scene.failed.key], "post"),
    "members:body-list": Route(EVERYBODY),
    "members:body-detail": Route(EVERYBODY, lambda scene: [scene.body.slug]),
    "members:body-rules": Route(EVERYBODY, lambda scene: [scene.body.slug]),
    "members:round-list": Route(EVERYBODY),
    "members:round-detail": Route(EVERYBODY, lambda scene: [scene.round.pk]),
    "members:nomination-create": Route(EVERYBODY, lambda scene: [scene.round.pk]),
    "members:nomination-edit": Route(EVERYBODY, lambda scene: [scene.nomination_draft.key]),
    "members:nomination-organisations": Route(EVERYBODY, lambda scene: [scene.nomination_draft.key]),
    "members:nomination-withdraw": Route(EVERYBODY, lambda scene: [scene.nomination.key]),
    "members:nomination-confirm": Route(EVERYBODY, lambda scene: [scene.nomination.confirm_key]),
    "members:round-workbench": Route(RUNNERS, lambda scene: [scene.body.slug]),
    "members:round-create": Route(RUNNERS, lambda scene: [scene.body.slug]),
    "members:round-edit": Route(RUNNERS, lambda scene: [scene.body.slug, scene.draft_round.pk]),
    "members:round-announce": Route(RUNNERS, lambda scene: [scene.body.slug, scene.draft_round.pk]),
    "members:round-manage": Route(RUNNERS, nomination_round),
    "members:round-extend": Route(RUNNERS, nomination_round),
    "members:round-cancel": Route(RUNNERS, nomination_round),
    "members:round-compare": Route(RUNNERS, nomination_round),
    "members:round-table": Route(RUNNERS, nomination_round),
    "members:nomination-score": Route(RUNNERS, lambda scene: [*nomination_round(scene), scene.nomination.pk]),
    "members:nomination-set-aside": Route(
        RUNNERS, lambda scene: [*nomination_round(scene), scene.nomination.pk]
    ),
    "members:nomination-take-back": Route(RUNNERS, lambda scene: [*nomination_round(scene), scene.aside.pk]),
    "members:round-choose": Route(RUNNERS, nomination_round),
    "members:round-publish": Route(RUNNERS, nomination_round),
    "members:choice-correct": Route(
        RUNNERS, lambda scene: [scene.body.slug, scene.decided_round.pk, scene.chosen.pk]
    ),
    "members:organisation-list": Route(EVERYBODY),
    "members:organisation-table": Route(EVERYBODY),
    "members:organisation-detail": Route(EVERYBODY, organisation),
    "members:organisation-create": Route(SIGNED_IN),
    "members:organisation-join": Route(SIGNED_IN, organisation),
    "members:own-organisations": Route(SIGNED_IN),
    "members:invitation": Route(SIGNED_IN, lambda scene: [scene.invitation.key]),
    "members:request-withdraw": Route(frozenset({"outsider"}), lambda scene: [scene.wish.pk], "post"),
    "members:organisation-edit": Route(OWNERS, organisation),
    "members:unit-create": Route(OWNERS, organisation),
    "members:unit-edit": Route(OWNERS, lambda scene: [*organisation(scene), scene.unit.pk]),
    "members:organisation-people": Route(OWNERS, organisation),
    "members:organisation-invite": Route(OWNERS, organisation, "post"),
    "members:invitation-withdraw": Route(
        OWNERS, lambda scene: [*organisation(scene), scene.invitation.pk], "post"
    ),
    "members:request-decide": Route(OWNERS, lambda scene: [*organisation(scene), scene.wish.pk], "post"),
    "members:role-change": Route(OWNERS, lambda scene: [*organisation(scene), scene.role.pk], "post"),
    "members:role-end": Route(OWNERS, lambda scene: [*organisation(scene), scene.role.pk], "post"),
    "members:double-list": Route(STAFF),
    "members:double-merge": Route(STAFF, lambda scene: [*organisation(scene), scene.double.pk]),
    "members:import-list": Route(STAFF),
    "members:import-detail": Route(STAFF, lambda scene: [scene.brought.pk]),
    "members:import-store": Route(STAFF, lambda scene: [scene.brought.pk], "post"),
    "members:import-cancel": Route(STAFF, lambda scene: [scene.brought.pk], "post"),
    "members:import-result": Route(STAFF, lambda scene: [scene.brought.pk]),
    "members:open-data": Route(EVERYBODY),
    **{f"open-data:{name}": Route(EVERYBODY) for name in ("api-root", "index", "openapi-json")},
    **{f"open-data:{name}": Route(EVERYBODY) for name in COLLECTIONS},
    **{f"open-data:{name}-csv": Route(EVERYBODY) for name in COLLECTIONS},
    "open-data:organizations-one": Route(EVERYBODY, lambda scene: [f"body-{scene.body.pk}"]),
    "open-data:posts-one": Route(EVERYBODY, lambda scene: [f"seat-{scene.seat.pk}"]),
    "open-data:memberships-one": Route(EVERYBODY, lambda scene: [f"mandate-{scene.seat.mandates.get().pk}"]),
    "open-data:persons-one": Route(EVERYBODY, lambda scene: [f"person-{scene.outside_seat.person_id}"]),
    "open-data:areas-one": Route(EVERYBODY, lambda scene: [f"region-{scene.body.region.slug}"]),
    "open-data:missing": Route(frozenset(), lambda _scene: ["nothing"]),
    "members:person-seats": Route(SIGNED_IN),
    "members:person-contact": Route(SIGNED_IN),
    "members:outside-seat-create": Route(SEATED),
    "members:outside-seat-change": Route(frozenset({"member"}), lambda scene: [scene.outside_seat.pk]),
    "members:outside-seat-remove": Route(
        frozenset({"member"}), lambda scene: [scene.outside_seat.pk], "post"
    ),
    "members:person-list": Route(RUNNERS),
    "members:old-contacts": Route(STAFF),
    "members:body-invite": Route(RUNNERS, lambda scene: [scene.body.slug]),
    "members:person-detail": Route(RUNNERS, lambda scene: [scene.outside_seat.person_id]),
    "members:person-edit": Route(RUNNERS, lambda scene: [scene.outside_seat.person_id]),
    "members:person-invite": Route(RUNNERS, lambda scene: [scene.outside_seat.person_id]),
    "members:person-merge": Route(STAFF, lambda scene: [scene.outside_seat.person_id]),
    "members:term-detail": Route(EVERYBODY, lambda scene: [scene.body.slug, scene.term.pk]),
    "members:members-on": Route(EVERYBODY, lambda scene: [scene.body.slug]),
    "members:members-csv": Route(EVERYBODY, lambda scene: [scene.body.slug]),
    "members:body-cockpit": Route(RUNNERS),
    "members:body-workbench": Route(RUNNERS, lambda scene: [scene.body.slug]),
    "members:term-list": Route(RUNNERS, lambda scene: [scene.body.slug]),
    "members:term-create": Route(RUNNERS, lambda scene: [scene.body.slug]),
    "members:term-board": Route(RUNNERS, term),
    "members:term-board-csv": Route(RUNNERS, term),
    "members:term-edit": Route(RUNNERS, term),
    "members:term-seat": Route(RUNNERS, term, "post"),
    "members:term-end": Route(RUNNERS, term),
    "members:term-next": Route(RUNNERS, term),
    "members:group-list": Route(RUNNERS, term),
    "members:group-reorder": Route(RUNNERS, term, "post"),
    "members:group-edit": Route(RUNNERS, group),
    "members:group-remove": Route(RUNNERS, group),
    "members:seat-remove": Route(RUNNERS, lambda scene: [*group(scene), scene.free_seat.pk], "post"),
    "members:seat-detail": Route(RUNNERS, lambda scene: [scene.body.slug, scene.free_seat.pk]),
    "members:seat-appoint": Route(RUNNERS, lambda scene: [scene.body.slug, scene.free_seat.pk]),
    "members:seat-move-up": Route(RUNNERS, lambda scene: [scene.body.slug, scene.seat.pk, scene.deputy.pk]),
    "members:mandate-act": Route(
        RUNNERS, lambda scene: [scene.body.slug, scene.seat.pk, scene.mandate.pk, "paattyy"]
    ),
    "members:body-contact": Route(EVERYBODY, lambda scene: [scene.body.slug]),
    "members:rules-compare": Route(EVERYBODY),
    "members:document-file": Route(EVERYBODY, of_body("body_document")),
    "members:body-found": Route(RUNNERS),
    **{
        f"members:{name}": Route(RUNNERS, lambda scene: [scene.body.slug])
        for name in (
            "body-details",
            "body-end",
            "rules-workbench",
            "rules-change",
            "body-people",
            "person-search",
            "coordinator-create",
            "office-create",
            "speech-create",
            "nominator-create",
            "document-list",
            "document-create",
            "plan-workbench",
            "action-create",
        )
    },
    "members:body-start": Route(RUNNERS, lambda scene: [scene.body.slug], "post"),
    "members:rules-correct": Route(RUNNERS, of_body("coming_rules")),
    "members:rules-adopt": Route(RUNNERS, of_body("coming_rules")),
    "members:coordinator-end": Route(RUNNERS, of_body("coordinator_role")),
    "members:office-end": Route(RUNNERS, of_body("office")),
    "members:speech-end": Route(RUNNERS, of_body("speech")),
    "members:nominator-move": Route(RUNNERS, of_body("nominator"), "post"),
    "members:nominator-remove": Route(RUNNERS, of_body("nominator"), "post"),
    "members:document-change": Route(
        RUNNERS, lambda scene: [scene.body.slug, scene.body_document.document_id]
    ),
    "members:version-create": Route(
        RUNNERS, lambda scene: [scene.body.slug, scene.body_document.document_id]
    ),
    "members:action-change": Route(RUNNERS, of_body("action")),
    "members:action-remove": Route(RUNNERS, of_body("action"), "post"),
    "networks:network-list": Route(EVERYBODY),
    "networks:service-line-list": Route(EVERYBODY),
    "networks:network-detail": Route(EVERYBODY, lambda scene: [scene.network.slug]),
    "networks:room-list": Route(EVERYBODY),
    "networks:room-detail": Route(EVERYBODY, room),
    "networks:room-change": Route(OWNERS, room),
    "networks:room-extend": Route(OWNERS, room),
    "networks:room-end": Route(OWNERS | RUNNERS, room),
    **{f"networks:room-{name}": Route(OWNERS, organisation) for name in ("own", "offer", "wish")},
    "meetings:meeting-list": Route(EVERYBODY),
    "meetings:body-meetings": Route(EVERYBODY, lambda scene: [scene.body.slug]),
    "meetings:meeting-detail": Route(EVERYBODY, meeting),
    "meetings:item-detail": Route(EVERYBODY, lambda scene: [*meeting(scene), scene.item.key]),
    "meetings:material-file": Route(EVERYBODY, lambda scene: [*meeting(scene), scene.paper.pk]),
    "meetings:papers-archive": Route(EVERYBODY, meeting),
    "meetings:papers-read": Route(SIGNED_IN, meeting, "post"),
    "meetings:draft-detail": Route(RUNNERS, lambda scene: [scene.body.slug, scene.draft.key]),
    "meetings:draft-item": Route(RUNNERS, lambda scene: [scene.body.slug, *draft_item(scene)]),
    "meetings:draft-material": Route(RUNNERS, lambda scene: [scene.body.slug, *draft_paper(scene)]),
    "meetings:meeting-create": Route(RUNNERS),
    "meetings:meeting-edit": Route(RUNNERS, draft),
    "meetings:meeting-change": Route(RUNNERS, draft),
    "meetings:meeting-history": Route(RUNNERS, draft),
    "meetings:documents": Route(RUNNERS, draft),
    "meetings:documents-create": Route(RUNNERS, draft, "post"),
    "meetings:document-create": Route(
        RUNNERS, lambda scene: [*draft(scene), "meeting_agenda", "fi", "members"], "post"
    ),
    "meetings:meeting-convene": Route(RUNNERS, draft, "post"),
    "meetings:meeting-withdraw": Route(RUNNERS, lambda scene: [scene.meeting.key], "post"),
    "meetings:agenda-publish": Route(RUNNERS, lambda scene: [scene.meeting.key], "post"),
    "meetings:meeting-open": Route(RUNNERS, lambda scene: [scene.meeting.key], "post"),
    "meetings:meeting-close": Route(RUNNERS, sitting),
    "meetings:session": Route(RUNNERS, sitting),
    "meetings:session-break": Route(RUNNERS, sitting, "post"),
    "meetings:attendance": Route(RUNNERS, sitting),
    "meetings:attendance-expected": Route(RUNNERS, sitting, "post"),
    "meetings:presence-arrive": Route(RUNNERS, sitting, "post"),
    "meetings:presence-guest": Route(RUNNERS, sitting, "post"),
    "meetings:presence-change": Route(RUNNERS, lambda scene: [scene.sitting.key, scene.presence.pk], "post"),
    "meetings:session-item": Route(RUNNERS, sitting_item),
    "meetings:session-state": Route(RUNNERS, sitting_item),
    "meetings:item-begin": Route(RUNNERS, sitting_item, "post"),
    "meetings:item-facts": Route(RUNNERS, sitting_item, "post"),
    "meetings:item-disqualify": Route(RUNNERS, sitting_item, "post"),
    "meetings:item-motions": Route(RUNNERS, sitting_item, "post"),
    "meetings:item-votes": Route(RUNNERS, sitting_item, "post"),
    "meetings:item-actions": Route(RUNNERS, sitting_item, "post"),
    "meetings:item-officer": Route(RUNNERS, sitting_item, "post"),
    "meetings:meeting-now": Route(
        SEATED | STAFF, lambda scene: [scene.body.slug, scene.sitting.year, scene.sitting.number]
    ),
    "meetings:attendance-by-seat": Route(RUNNERS, lambda scene: [scene.body.slug]),
    "meetings:action-list": Route(SEATED | STAFF, lambda scene: [scene.body.slug]),
    "meetings:action-csv": Route(SEATED | STAFF, lambda scene: [scene.body.slug]),
    "meetings:action-detail": Route(SEATED | STAFF, lambda scene: [scene.body.slug, scene.to_do.pk]),
    "meetings:meeting-cancel": Route(RUNNERS, draft),
    "meetings:answers": Route(RUNNERS, lambda scene: [scene.meeting.key]),
    "meetings:answers-csv": Route(RUNNERS, lambda scene: [scene.meeting.key]),
    "meetings:answers-remind": Route(RUNNERS, lambda scene: [scene.meeting.key], "post"),
    "meetings:deputy-call": Route(RUNNERS, lambda scene: [scene.meeting.key, scene.seat.pk], "post"),
    "meetings:answer-for": Route(RUNNERS, lambda scene: [scene.meeting.key, scene.call_to_meeting.key]),
    "meetings:invitation": Route(EVERYBODY, lambda scene: [scene.call_to_meeting.key]),
    "meetings:own-calendar": Route(SIGNED_IN),
    "meetings:own-calendar-renew": Route(SIGNED_IN, method="post"),
    "meetings:own-feed": Route(EVERYBODY, lambda scene: [scene.feed.key]),
    "meetings:body-feed": Route(EVERYBODY, lambda scene: [scene.body.slug]),
    "meetings:minutes-detail": Route(WRITERS, held),
    "meetings:minutes-sign": Route(frozenset({"member", "coordinator"}), held, "post"),
    "meetings:inspection": Route(EVERYBODY, lambda scene: [scene.inspector.key]),
    "meetings:minutes-edit": Route(RUNNERS, lambda scene: [scene.held.meeting.key]),
    **{
        f"meetings:{name}": Route(RUNNERS, lambda scene: [scene.held.meeting.key], "post")
        for name in (
            "minutes-kind",
            "minutes-officer",
            "signatures-ask",
            "minutes-reopen",
            "inspection-begin",
            "inspection-leave",
            "inspection-record",
            "minutes-publish",
            "minutes-unpublish",
        )
    },
    "meetings:minutes-item": Route(RUNNERS, held_item),
    "meetings:item-inspect": Route(RUNNERS, held_item, "post"),
    "meetings:correction-create": Route(RUNNERS, lambda scene: [scene.kept.meeting.key]),
    "meetings:excerpt-create": Route(RUNNERS, lambda scene: [scene.kept.meeting.key, scene.kept.matter.key]),
    "meetings:minutes-presence": Route(
        RUNNERS, lambda scene: [scene.held.meeting.key, scene.held.meeting.presences.earliest("pk").pk]
    ),
    "meetings:minutes-document": Route(RUNNERS, lambda scene: [scene.held.meeting.key, "fi"], "post"),
    "meetings:year-clock": Route(EVERYBODY, lambda scene: [scene.body.slug]),
    **{
        f"meetings:{name}": Route(RUNNERS, lambda scene: [scene.body.slug])
        for name in ("year-plan", "topic-list", "template-list", "backlog")
    },
    **{
        f"meetings:{name}": Route(RUNNERS, lambda scene: [scene.body.slug], "post")
        for name in ("template-begin", "template-reset", "template-reorder")
    },
    "meetings:topic-edit": Route(RUNNERS, of_body("topic")),
    "meetings:topic-remove": Route(RUNNERS, of_body("topic"), "post"),
    "meetings:template-edit": Route(RUNNERS, of_body("template_item")),
    "meetings:template-remove": Route(RUNNERS, of_body("template_item"), "post"),
    "meetings:proposal-create": Route(EVERYBODY, lambda scene: [scene.body.slug]),
    "meetings:proposal-detail": Route(EVERYBODY, lambda scene: [scene.proposal.key]),
    "meetings:proposal-withdraw": Route(EVERYBODY, lambda scene: [scene.proposal.key], "post"),
    "meetings:proposal-decide": Route(RUNNERS, of_body("proposal")),
    "meetings:own-proposals": Route(SIGNED_IN),
    "meetings:guest-list": Route(RUNNERS, draft),
    "meetings:guest-edit": Route(RUNNERS, lambda scene: [scene.draft.key, scene.guest.pk]),
    "meetings:guest-remove": Route(RUNNERS, lambda scene: [scene.draft.key, scene.guest.pk], "post"),
    "meetings:item-create": Route(RUNNERS, draft),
    "meetings:agenda-begin": Route(RUNNERS, draft, "post"),
    "meetings:agenda-reorder": Route(RUNNERS, draft, "post"),
    "meetings:agenda-clocks": Route(RUNNERS, draft),
    "meetings:item-edit": Route(RUNNERS, draft_item),
    "meetings:item-remove": Route(RUNNERS, draft_item),
    "meetings:material-create": Route(RUNNERS, draft_item, "post"),
    "meetings:material-edit": Route(RUNNERS, draft_paper),
    "meetings:material-replace": Route(RUNNERS, draft_paper, "post"),
    "meetings:material-remove": Route(RUNNERS, draft_paper, "post"),
    "grants:application-list": Route(SIGNED_IN),
    "grants:application-create": Route(SIGNED_IN, lambda scene: [scene.applying.call_kind.pk]),
    "grants:application-join": Route(frozenset({"outsider"}), lambda scene: [scene.invited_role.key]),
    **{
        f"grants:application-{name}": Route(OWNERS, own_draft)
        for name in ("detail", "rules", "contacts", "account", "files")
    },
    "grants:application-section": Route(OWNERS, lambda scene: [scene.own_draft.key, "what"]),
    "grants:application-people": Route(APPLICANTS, own_draft),
    "grants:application-person-end": Route(
        APPLICANTS, lambda scene: [scene.own_draft.key, scene.invited_role.key], "post"
    ),
    "grants:application-file": Route(OWNERS, own_file),
    "grants:application-file-remove": Route(APPLICANTS, own_file, "post"),
    "grants:application-file-promise": Route(
        APPLICANTS, lambda scene: [scene.own_draft.key, scene.applying.accounts.pk], "post"
    ),
    "grants:application-send": Route(APPLICANTS, own_draft),
    "grants:application-delete": Route(APPLICANTS, own_draft),
    "grants:application-print": Route(APPLICANTS, own_draft, "post"),
    "grants:application-receipt": Route(OWNERS | OFFICERS, sent_one),
    "grants:application-sending": Route(OWNERS | OFFICERS, lambda scene: [scene.sent_one.key, 1]),
    "grants:application-withdraw": Route(APPLICANTS, sent_one),
    "grants:application-message": Route(OWNERS | OFFICERS, sent_one, "post"),
    "grants:officer-list": Route(OFFICERS),
    "grants:officer-csv": Route(OFFICERS),
    "grants:officer-xlsx": Route(OFFICERS),
    "grants:paper-create": Route(OFFICERS),
    "grants:paper-change": Route(OFFICERS, lambda scene: [scene.paper_draft.key]),
    "grants:archive-create": Route(OFFICERS, method="post"),
    "grants:archive-detail": Route(frozenset({"officer"}), lambda scene: [scene.archive.key]),
    "grants:archive-file": Route(frozenset({"officer"}), lambda scene: [scene.archive.key]),
    "grants:bulk-list": Route(OFFICERS),
    "grants:bulk-create": Route(OFFICERS, method="post"),
    "grants:bulk-detail": Route(frozenset({"officer"}), lambda scene: [scene.bulk_message.key]),
    "grants:bulk-send": Route(frozenset({"officer"}), lambda scene: [scene.bulk_message.key]),
    "grants:bulk-drop": Route(frozenset({"officer"}), lambda scene: [scene.bulk_message.key], "post"),
    "grants:officer-assign": Route(OFFICERS, method="post"),
    "grants:view-save": Route(OFFICERS, method="post"),
    "grants:view-remove": Route(frozenset({"officer"}), lambda scene: [scene.saved_view.pk], "post"),
    "grants:officer-application": Route(OFFICERS, sent_one),
    "grants:application-handling": Route(OFFICERS, sent_one, "post"),
    "grants:supplement-ask": Route(OFFICERS, sent_one, "post"),
    "grants:supplement-cancel": Route(OFFICERS, sent_one, "post"),
    "grants:application-late": Route(OFFICERS, sent_one, "post"),
    "grants:late-decline": Route(OFFICERS, sent_one, "post"),
    "grants:late-take": Route(OFFICERS, sent_one, "post"),
    "grants:application-ask-late": Route(APPLICANTS, own_draft, "post"),
    "grants:application-hand-over": Route(STAFF, sent_one, "post"),
    "grants:risk-list": Route(SIGNED_IN),
    "grants:risk-create": Route(APPLICANTS, lambda scene: [scene.risk.organisation.pk]),
    "grants:risk-detail": Route(APPLICANTS | OVERSEERS, lambda scene: [scene.risk.key]),
    "grants:risk-change": Route(APPLICANTS, lambda scene: [scene.risk.key]),
    "grants:risk-close": Route(APPLICANTS, lambda scene: [scene.risk.key]),
    "grants:risk-work": Route(OVERSEERS),
    "grants:risk-csv": Route(OVERSEERS),
    "grants:risk-xlsx": Route(OVERSEERS),
    "grants:call-list": Route(EVERYBODY),
    "grants:granted-list": Route(EVERYBODY),
    "grants:year-report": Route(EVERYBODY, lambda _scene: [timezone.localdate().year]),
    "grants:calls-calendar": Route(EVERYBODY),
    "grants:calls-feed": Route(EVERYBODY),
    "grants:call-detail": Route(EVERYBODY, lambda scene: [scene.open_call.slug]),
    "grants:call-calendar": Route(EVERYBODY, lambda scene: [scene.open_call.slug]),
    "grants:call-questions": Route(EVERYBODY, open_questions),
    "grants:questions-document": Route(OFFICERS, open_questions, "post"),
    **{f"grants-data:{name}": Route(EVERYBODY) for name in ("api-root", "index")},
    "grants-data:openapi-json": Route(EVERYBODY),
    "grants-data:calls": Route(EVERYBODY),
    "grants-data:calls-one": Route(EVERYBODY, lambda scene: [scene.open_call.key]),
    "grants-data:missing": Route(frozenset(), lambda _scene: ["nothing"]),
    "grants:call-workbench": Route(OFFICERS),
    "grants:call-create": Route(OFFICERS),
    **{
        f"grants:{name}": Route(OFFICERS, draft_call)
        for name in (
            "call-edit",
            "call-change",
            "call-history",
            "call-publish",
            "call-cancel",
            "call-copy",
            "call-announce",
        )
    },
    "grants:call-extend": Route(OFFICERS, lambda scene: [scene.open_call.key]),
    "grants:call-withdraw": Route(OFFICERS, draft_call, "post"),
    "grants:call-close": Route(OFFICERS, draft_call, "post"),
    "grants:kind-add": Route(OFFICERS, draft_call, "post"),
    "grants:call-kind": Route(OFFICERS, draft_kind),
    "grants:kind-remove": Route(OFFICERS, draft_kind, "post"),
    "grants:kind-questions": Route(OFFICERS, draft_kind),
    "grants:set-list": Route(OFFICERS),
    "grants:set-create": Route(OFFICERS),
    "grants:set-edit": Route(OFFICERS, lambda scene: [scene.free_set.key]),
    "grants:set-preview": Route(OFFICERS, lambda scene: [scene.free_set.key]),
    "grants:set-version": Route(OFFICERS, lambda scene: [scene.free_set.key], "post"),
    "grants:set-use": Route(OFFICERS, lambda scene: [scene.free_set.key], "post"),
    "grants:section-reorder": Route(OFFICERS, lambda scene: [scene.free_set.key], "post"),
    "grants:section-create": Route(OFFICERS, lambda scene: [scene.free_set.key]),
    "grants:section-edit": Route(OFFICERS, free_section),
    "grants:section-remove": Route(OFFICERS, free_section, "post"),
    "grants:question-reorder": Route(OFFICERS, free_section, "post"),
    "grants:question-create": Route(OFFICERS, free_section),
    "grants:question-edit": Route(OFFICERS, free_question),
    "grants:question-remove": Route(OFFICERS, free_question, "post"),
}


def names(patterns: list[URLPattern | URLResolver], prefix: str = "") -> Iterator[str]:
    """The names of all routes, those of the admin panel left to one row of their own."""
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            if pattern.namespace != "admin":
                inner = f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix
                yield from names(pattern.url_patterns, inner)
        else:
            yield f"{prefix}{pattern.name}"


def test_every_route_is_declared() -> None:
    """Neither a route that nobody thought about nor a row whose route is gone."""
    assert sorted(set(names(get_resolver().url_patterns))) == sorted(TABLE)


def close(response: HttpResponse) -> None:
    """Close the file of a response without closing the database, as Django's own client does."""
    request_finished.disconnect(close_old_connections)
    response.close()
    request_finished.connect(close_old_connections)


@pytest.mark.parametrize("name", TABLE)
def test_route_lets_in_exactly_its_roles(name: str, settled: SimpleNamespace) -> None:
    """The whole cast asks; each answer is right. What one has changed is taken back before the next one asks."""
    route = TABLE[name]
    address = reverse(name, args=route.arguments(settled.scene))
    wrong = {}
    for role in Cast.ROLES:
        client = settled.client_of(role)
        before = transaction.savepoint()
        response = getattr(client, route.method)(address)
        close(response)
        transaction.savepoint_rollback(before)
        asked_in = response.status_code == 302 and response["Location"].startswith("/kirjaudu/?next=")
        # /readyz answers 503 where no worker runs: it was reached.
        let_in = (response.status_code < 400 or response.status_code == 503) and (
            route.leads_back or not asked_in
        )
        refused = response.status_code == 404 or (role == "visitor" and asked_in)
        if not (let_in if role in route.roles else refused):
            wrong[role] = response.status_code
    assert wrong == {}
