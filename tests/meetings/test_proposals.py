"""Proposals wait, are taken up, declined or withdrawn; each by whom it may, and once."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from meetings import services
from meetings.desk import to_decide
from meetings.enums import ItemKind, MeetingState, ProposalSource, ProposalState
from meetings.models import AgendaItem, Proposal
from meetings.proposing import sources_of
from meetings.services.minding import forget_old_residents
from members.enums import BodyStatus
from networks.models import NetworkMember
from portal.errors import Overtaken, Refused
from portal.models import OutgoingMail
from tests.cast import Cast
from tests.factories import (
    BodyFactory,
    MeetingFactory,
    NetworkFactory,
    ProposalFactory,
    YearlyTopicFactory,
)

from .pages import said, text_of
from .seats import mails

Browser = Callable[[str], Client]
RESIDENT = {"title": "Lisää penkkejä", "proposer_name": "Aulis Asukas", "proposer_email": "aulis@example.org"}


def words_of(cast: Cast, role: str) -> list[str]:
    """As whom somebody may propose to the cast's body."""
    return [source.word for source in sources_of(cast.body, getattr(cast, role))]


# --- Who -------------------------------------------------------------------------------------------------------------


def test_everybody_proposes_as_what_they_are(cast: Cast) -> None:
    own = f"organisation-{cast.organisation.pk}"
    assert {role: words_of(cast, role) for role in Cast.ROLES} == {
        "visitor": [],
        "applicant": [own],
        "member": ["member"],
        "deputy": ["member"],
        "speaker": ["member"],
        "coordinator": ["coordinator"],
        "officer": [],
        "assessor": ["network"],
        "secretariat": ["coordinator"],
        "outsider": [],
    }


def test_association_speaks_for_its_networks_and_a_member_for_those_of_the_seat(cast: Cast) -> None:
    through_association = NetworkFactory()
    NetworkMember.objects.create(network=through_association, name="x", organisation=cast.organisation)
    of_category = NetworkFactory(category=cast.seat.group.category) if cast.seat.group.category else None
    assert words_of(cast, "applicant")[1:] == [f"network-{through_association.pk}"]
    if of_category:
        assert words_of(cast, "member")[1:] == [f"network-{of_category.pk}"]


def test_on_behalf_of_others_is_refused(cast: Cast) -> None:
    for role, source, behalf in (
        ("outsider", ProposalSource.ORGANISATION, cast.organisation),
        ("member", ProposalSource.COORDINATOR, None),
        ("applicant", ProposalSource.MEMBER, None),
        ("applicant", ProposalSource.NETWORK, NetworkFactory()),
        ("coordinator", ProposalSource.ANNUAL_CLOCK, None),
    ):
        with pytest.raises(PermissionDenied):
            services.make_proposal(
                body=cast.body,
                values={"title": "X"},
                source=source,
                behalf=behalf,
                actor=getattr(cast, role),
            )
    assert Proposal.objects.count() == 0


def test_body_that_does_not_work_takes_none(cast: Cast) -> None:
    planned = BodyFactory(status=BodyStatus.PLANNED)
    with pytest.raises(Refused):
        services.make_proposal(body=planned, values=RESIDENT, source=ProposalSource.RESIDENT, actor=None)


def test_wish_is_for_a_coming_meeting_that_the_proposer_knows(cast: Cast) -> None:
    draft = MeetingFactory(body=cast.body)
    with pytest.raises(Refused):
        services.make_proposal(
            body=cast.body,
            values={"title": "X", "wished_on": draft},
            source=ProposalSource.MEMBER,
            actor=cast.member,
        )
    known = MeetingFactory(body=cast.body, convened=True)
    proposal = services.make_proposal(
        body=cast.body,
        values={"title": "X", "wished_on": known},
        source=ProposalSource.MEMBER,
        actor=cast.member,
    )
    assert (proposal.wished_on, proposal.proposer, mails("proposal_received")) == (
        known,
        cast.member,
        ["member@example.org"],
    )


# --- What becomes of it ----------------------------------------------------------------------------------------------


@pytest.fixture
def proposal(cast: Cast) -> Proposal:
    """A resident's, which waits."""
    return ProposalFactory(body=cast.body, title="Lisää penkkejä", text="Penkkejä **puistoon**.", minutes=20)


def test_taken_proposal_is_on_the_agenda_without_the_name_and_its_maker_hears_of_it(
    cast: Cast, proposal: Proposal
) -> None:
    meeting = MeetingFactory(body=cast.body)
    item = services.take_proposal(proposal=proposal, meeting=meeting, actor=cast.coordinator)
    assert (item.title_fi, item.background_fi, item.minutes, item.presenter) == (
        "Lisää penkkejä",
        "Penkkejä **puistoon**.",
        20,
        "",
    )
    proposal.refresh_from_db()
    assert (proposal.state, proposal.item, mails("proposal_taken")) == (
        ProposalState.TAKEN,
        item,
        ["aulis@example.org"],
    )


def test_proposal_is_decided_once(cast: Cast, proposal: Proposal) -> None:
    meeting = MeetingFactory(body=cast.body)
    services.take_proposal(proposal=proposal, meeting=meeting, actor=cast.coordinator)
    stale = proposal  # as the second coordinator still sees it
    for act in (
        lambda: services.take_proposal(proposal=stale, meeting=meeting, actor=cast.secretariat),
        lambda: services.decline_proposal(proposal=stale, reason="Ei", actor=cast.secretariat),
        lambda: services.withdraw_proposal(proposal=stale, actor=None),
    ):
        with pytest.raises(Overtaken):
            act()
    assert (meeting.items.count(), OutgoingMail.objects.count()) == (1, 1)


def test_declined_says_why(cast: Cast, proposal: Proposal) -> None:
    with pytest.raises(Refused):
        services.decline_proposal(proposal=proposal, reason="  ", actor=cast.coordinator)
    services.decline_proposal(proposal=proposal, reason="Kuuluu kunnalle.", actor=cast.coordinator)
    letter = OutgoingMail.objects.get(kind="proposal_declined")
    assert ("Kuuluu kunnalle." in letter.text, letter.to_address) == (True, "aulis@example.org")


def test_database_refuses_a_declined_one_without_reason_and_a_topic_twice(
    cast: Cast, proposal: Proposal
) -> None:
    topic = YearlyTopicFactory(body=cast.body)
    ProposalFactory(body=cast.body, topic=topic, topic_year=2027)
    with pytest.raises(IntegrityError), transaction.atomic():
        Proposal.objects.filter(pk=proposal.pk).update(
            state=ProposalState.DECLINED, decided_at=timezone.now(), reason=""
        )
    with pytest.raises(IntegrityError), transaction.atomic():
        ProposalFactory(body=cast.body, topic=topic, topic_year=2027)


@pytest.mark.parametrize("role", ["member", "deputy", "outsider", "applicant", "officer"])
def test_only_those_who_run_the_body_decide(cast: Cast, proposal: Proposal, role: str) -> None:
    actor, meeting = getattr(cast, role), MeetingFactory(body=cast.body)
    for act in (
        lambda: services.take_proposal(proposal=proposal, meeting=meeting, actor=actor),
        lambda: services.decline_proposal(proposal=proposal, reason="Ei", actor=actor),
        lambda: services.wish_for_meeting(proposal=proposal, meeting=meeting, actor=actor),
    ):
        with pytest.raises(PermissionDenied):
            act()


def test_other_bodys_meeting_and_one_that_has_begun_take_nothing(cast: Cast, proposal: Proposal) -> None:
    other = MeetingFactory()
    begun = MeetingFactory(body=cast.body, convened=True, state=MeetingState.IN_SESSION)
    for meeting in (other, begun):
        with pytest.raises(Refused):
            services.take_proposal(proposal=proposal, meeting=meeting, actor=cast.secretariat)
    with pytest.raises(Refused):
        services.wish_for_meeting(proposal=proposal, meeting=other, actor=cast.secretariat)
    proposal.refresh_from_db()
    assert (proposal.state, AgendaItem.objects.count()) == (ProposalState.WAITING, 0)


def test_proposal_waits_again_when_its_item_or_its_meeting_goes(cast: Cast, proposal: Proposal) -> None:
    meeting = MeetingFactory(body=cast.body)
    item = services.take_proposal(proposal=proposal, meeting=meeting, actor=cast.coordinator)
    services.remove_item(item=item, actor=cast.coordinator)
    proposal.refresh_from_db()
    assert (proposal.state, proposal.item, proposal.decided_at) == (ProposalState.WAITING, None, None)
    services.take_proposal(proposal=proposal, meeting=meeting, actor=cast.coordinator)
    services.cancel_meeting(meeting=meeting, reason="Sairaus", actor=cast.coordinator)
    proposal.refresh_from_db()
    assert (proposal.state, proposal.item) == (ProposalState.WAITING, None)


def test_only_the_maker_withdraws(cast: Cast) -> None:
    own = ProposalFactory(
        body=cast.body,
        source=ProposalSource.MEMBER,
        proposer=cast.member,
        proposer_name="",
        proposer_email="",
    )
    for actor in (cast.deputy, cast.coordinator, None):
        with pytest.raises(PermissionDenied):
            services.withdraw_proposal(proposal=own, actor=actor)
    services.withdraw_proposal(proposal=own, actor=cast.member)
    own.refresh_from_db()
    assert own.state == ProposalState.WITHDRAWN


def test_residents_name_goes_a_year_after_the_decision(cast: Cast, proposal: Proposal) -> None:
    old = ProposalFactory(
        body=cast.body, state=ProposalState.WITHDRAWN, decided_at=timezone.now() - timedelta(days=366)
    )
    forget_old_residents()
    for row in (old, proposal):
        row.refresh_from_db()
    assert (old.proposer_name, old.proposer_email, proposal.proposer_name) == ("", "", "Aulis Asukas")


# --- The pages -------------------------------------------------------------------------------------------------------


def form_address(cast: Cast) -> str:
    """Where one proposes."""
    return f"/kokoukset/{cast.body.slug}/ehdota/"


def test_resident_proposes_without_signing_in_and_follows_by_the_link(cast: Cast, client_of: Browser) -> None:
    visitor = client_of("visitor")
    response = visitor.post(
        form_address(cast), {**RESIDENT, "text": "Perustelu", "kind": "discuss", "website": ""}
    )
    proposal = Proposal.objects.get()
    assert (proposal.source, proposal.proposer, response["Location"]) == (
        ProposalSource.RESIDENT,
        None,
        proposal.get_absolute_url(),
    )
    letter = OutgoingMail.objects.get()
    assert (str(proposal.key) in letter.text, "Lisää penkkejä" in letter.text) == (True, False)
    page = visitor.get(proposal.get_absolute_url())
    assert ("Lisää penkkejä" in text_of(page), page["X-Robots-Tag"]) == (True, "noindex")
    visitor.post(f"{proposal.get_absolute_url()}peru/")
    proposal.refresh_from_db()
    assert proposal.state == ProposalState.WITHDRAWN
    assert said(visitor.post(f"{proposal.get_absolute_url()}peru/"))[-1] == "error"


def test_program_is_thanked_and_not_heard_and_too_many_are_told(
    cast: Cast, client_of: Browser, settings: Any
) -> None:
    visitor = client_of("visitor")
    assert visitor.post(form_address(cast), {**RESIDENT, "website": "x"}).status_code == 302
    assert Proposal.objects.count() == 0
    settings.ACCOUNT_RATE_LIMITS = {"proposal": "1/h/ip"}
    assert visitor.post(form_address(cast), RESIDENT).status_code == 302
    assert visitor.post(form_address(cast), RESIDENT).status_code == 200
    assert Proposal.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"title": ""}, "title"),
        ({"proposer_name": ""}, "proposer_name"),
        ({"proposer_email": "x"}, "proposer_email"),
        ({"kind": "break"}, "kind"),
    ],
)
def test_what_is_wrong_is_told_beside_its_field(
    cast: Cast, client_of: Browser, changes: dict[str, str], field: str
) -> None:
    response = client_of("visitor").post(form_address(cast), RESIDENT | changes)
    assert (list(response.context["form"].errors), Proposal.objects.count()) == ([field], 0)


def test_person_of_an_association_proposes_for_it_and_sees_only_own_ones(
    cast: Cast, client_of: Browser, proposal: Proposal
) -> None:
    applicant = client_of("applicant")
    applicant.post(form_address(cast), {"title": "Yhdistyksen asia", "kind": "decide"})
    own = Proposal.objects.get(proposer=cast.applicant)
    assert (own.source, own.organisation, own.kind) == (
        ProposalSource.ORGANISATION,
        cast.organisation,
        ItemKind.DECIDE,
    )
    page = text_of(applicant.get("/oma/ehdotukset/"))
    assert ("Yhdistyksen asia" in page, "Lisää penkkejä" in page) == (True, False)
    for role in ("visitor", "member", "outsider"):
        assert client_of(role).get(own.get_absolute_url()).status_code == 404


def test_coordinator_takes_declines_and_moves_in_the_backlog(
    cast: Cast, client_of: Browser, proposal: Proposal
) -> None:
    client, address = client_of("coordinator"), f"/kokoukset/{cast.body.slug}/ehdotukset/"
    meeting, other = MeetingFactory(body=cast.body), ProposalFactory(body=cast.body)
    assert "Lisää penkkejä" in text_of(client.get(address))
    client.post(f"{address}{proposal.pk}/", {"act": "wish", "wished_on": meeting.pk})
    proposal.refresh_from_db()
    assert proposal.wished_on == meeting
    client.post(f"{address}{proposal.pk}/", {"act": "take", "meeting": meeting.pk})
    assert "reason" in client.post(f"{address}{other.pk}/", {"act": "decline"}).context["form"].errors
    client.post(f"{address}{other.pk}/", {"act": "decline", "reason": "Ei"})
    assert dict(Proposal.objects.values_list("pk", "state")) == {proposal.pk: "taken", other.pk: "declined"}
    response = client.post(f"{address}{other.pk}/", {"act": "take", "meeting": meeting.pk})
    assert (response.status_code, meeting.items.count()) == (200, 1)
    pages = {state: text_of(client.get(f"{address}?tila={state}")) for state in ProposalState.values}
    assert [state for state, page in pages.items() if "Lisää penkkejä" in page] == ["taken"]
    assert other.title not in text_of(client.get(f"{address}?tila=declined&kenelta=member"))


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(("page", "role", "queries"), [("backlog", "coordinator", 7), ("own", "member", 4)])
def test_lists_ask_as_often_for_one_as_for_three(
    cast: Cast,
    client_of: Browser,
    django_assert_num_queries: DjangoAssertNumQueries,
    page: str,
    role: str,
    queries: int,
    count: int,
) -> None:
    for _number in range(count):
        ProposalFactory(
            body=cast.body,
            proposer=cast.member,
            organisation=cast.organisation,
            wished_on=MeetingFactory(body=cast.body),
        )
    client = client_of(role)
    address = {"backlog": f"/kokoukset/{cast.body.slug}/ehdotukset/", "own": "/oma/ehdotukset/"}[page]
    client.get(address)
    with django_assert_num_queries(queries):
        assert client.get(address).status_code == 200


def test_workbench_lists_what_is_meant_for_the_meeting(
    cast: Cast, client_of: Browser, proposal: Proposal
) -> None:
    meeting = MeetingFactory(body=cast.body)
    ProposalFactory(body=cast.body, title="Tähän kokoukseen", wished_on=meeting)
    page = text_of(client_of("coordinator").get(meeting.edit_url))
    assert ("Tähän kokoukseen" in page, "Lisää penkkejä" in page, "(2)" in page) == (True, False, True)


def test_desk_tells_those_who_run_the_body_what_waits(cast: Cast, proposal: Proposal) -> None:
    ProposalFactory(body=cast.body, state=ProposalState.WITHDRAWN, decided_at=timezone.now())
    ProposalFactory()
    (card,) = to_decide(cast.coordinator)
    assert (card.url, card.due) == (f"/kokoukset/{cast.body.slug}/ehdotukset/", None)
    assert list(to_decide(cast.member)) == []
