"""What the addresses of the table of routes name, taken from the demo."""

from types import SimpleNamespace
from typing import Any

from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.utils import timezone

from grants.models import ActivityRisk
from meetings.documents import AGENDA
from meetings.enums import ItemKind, MeetingState, MinutesState, ProposalSource, ProposalState
from meetings.models import CalendarFeed, Material, Meeting, Minutes, Proposal, Session
from members.demo import BODY
from members.demo_register import OWNED
from members.models import Body, Mandate, Organisation, Person, Seat
from networks.models import Network
from portal import documents
from portal.enums import Audience, DocumentState
from portal.models import Document
from portal.rendering import job, problems
from tests.factories import (
    DocumentFactory,
    GuestFactory,
    InspectorFactory,
    MaterialFactory,
    MeetingFactory,
    OutsideSeatFactory,
)
from tests.grants.applying_scene import applications_of
from tests.grants.scene import grants_of
from tests.members.register_scene import register_of
from tests.members.rounds import rounds_of
from tests.networks.room_scene import room_of
from tests.test_routes import session_of, things_of

from .site import Site


def make_scene(site: Site) -> SimpleNamespace:
    """The demo's convened meeting with its agenda as a document, its draft with a paper, and a document that failed.

    The officer signs in with a second factor, and the outsider has no password.
    """
    TOTP.activate(site.user("officer"), generate_totp_secret())
    RecoveryCodes.activate(site.user("officer"))
    outsider = site.user("outsider")
    outsider.set_unusable_password()
    outsider.save(update_fields=["password"])
    # The demo's meetings have the first numbers of the year.
    MeetingFactory.reset_sequence(900, force=True)
    owned = Organisation.objects.get(name=OWNED)
    body = Body.objects.get(slug=BODY)
    meeting = body.meetings.get(state=MeetingState.CONVENED)
    draft = body.meetings.filter(state=MeetingState.DRAFT).earliest("starts_at")
    draft_item = draft.items.filter(background_fi__gt="").first()
    proposals = Proposal.objects.filter(source=ProposalSource.RESIDENT, proposer=None)
    paper = Material.objects.filter(item__meeting=meeting, audience=Audience.PUBLIC).first()
    group = body.rounds.get().groups.get()
    return SimpleNamespace(
        body=body,
        **seats_of(body),
        **register_of(owned, owner=site.user("applicant"), asker=outsider),
        outside_seat=OutsideSeatFactory(person=site.user("member").person),
        network=Network.objects.filter(description__gt="").first(),
        room=room_of(owned, body.region),
        **things_of(body),
        **session_of(body, site.user("member").person, Seat.objects.filter(group__term__body=body).first()),
        **rounds_of(body, group.term, group),
        topic=body.yearly_topics.first(),
        template_item=body.template_items.first(),
        proposal=proposals.get(state=ProposalState.WAITING),
        guest=GuestFactory(meeting=draft, item=draft_item),
        **minutes_of(body, site.user("member").person),
        **grants_of(body.region),
        **applications_of(
            body.region,
            owned,
            site.user("applicant"),
            site.user("officer"),
            invited=outsider.email,
        ),
        risk=ActivityRisk.objects.get(organisation=owned),
        draft=draft,
        draft_item=draft_item,
        draft_paper=MaterialFactory(item=draft_item),
        meeting=meeting,
        item=paper.item,
        paper=paper,
        document=made(meeting),
        call_to_meeting=meeting.invitations.get(person__user=site.user("member").pk),
        feed=CalendarFeed.objects.create(user=site.user("member"), made_at=timezone.now()),
        failed=DocumentFactory(
            problems=[[problems.GONE, {}]],
            subject=draft,
            kind=AGENDA,
            state=DocumentState.FAILED,
            audience=Audience.PUBLIC,
        ),
    )


def seats_of(body: Body) -> dict[str, Any]:
    """The running term, somebody's seat with the deputy, and a seat that is vacant."""
    term = body.terms.on_day(timezone.localdate()).get()
    held = Mandate.objects.valid_on(timezone.localdate()).filter(end_reason="", seat__group__term=term)
    deputy = held.filter(seat__deputises__mandates__in=held).select_related("seat__deputises").first()
    seat = deputy.seat.deputises
    vacant = Seat.objects.filter(group__term=term).exclude(mandates__in=held)
    return {
        "term": term,
        "seat": seat,
        "mandate": held.get(seat=seat),
        "deputy": deputy,
        "free_seat": vacant.first(),
    }


def minutes_of(body: Body, chair: Person) -> dict[str, Any]:
    """Minutes that are still written, of a meeting that the member chaired; who is to inspect them; approved ones."""
    minutes = Minutes.objects.filter(meeting__body=body, state=MinutesState.DRAFT).latest(
        "meeting__starts_at"
    )
    Session.objects.filter(meeting=minutes.meeting).update(chair=chair)
    kept = Minutes.objects.filter(meeting__body=body, state=MinutesState.APPROVED).latest(
        "meeting__starts_at"
    )
    presence = minutes.meeting.presences.exclude(person=None).exclude(person=chair).first()
    return {
        "held": meeting_of(minutes),
        "kept": meeting_of(kept),
        "inspector": InspectorFactory(minutes=minutes, person=presence.person),
    }


def meeting_of(minutes: Minutes) -> SimpleNamespace:
    """The meeting that the minutes tell of, and an item of it that was decided."""
    matters = minutes.meeting.items.filter(record__section__isnull=False, kind=ItemKind.DECIDE)
    return SimpleNamespace(meeting=minutes.meeting, matter=matters.first())


def made(meeting: Meeting) -> Document:
    """The agenda for members, made at once."""
    document = documents.request(meeting, AGENDA, language="fi", audience=Audience.MEMBERS, actor=None)
    job.make(document.pk)
    document.refresh_from_db()
    return document
