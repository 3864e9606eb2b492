"""The demo's share of planning: a year of drafts, yearly topics, standing items, proposals of all sorts, and a guest."""

from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from django.utils import timezone

from members.demo import APPLICANT, BODY, COORDINATOR, MEMBER, OUTSIDER, SPEAKER
from members.models import Body, Organisation
from networks.demo import ASSESSOR
from portal import demo
from portal.models import User

from . import services
from .enums import ItemKind, MeetingState, ProposalSource
from .models import AgendaItem, Meeting, Proposal
from .year_plan import USUAL_COUNT, meetings_asked_for, suggest

PLACE = "Kumppanuustalo, sali Kuikka, Tampere"

TOPICS = (
    (2, ItemKind.DECIDE, 25, "Edellisen vuoden toimintakertomus", "Föregående års verksamhetsberättelse"),
    (5, ItemKind.DISCUSS, 30, "Avustusten tulokset ja vaikutukset", "Understödens resultat och effekter"),
    (9, ItemKind.DISCUSS, 20, "Järjestöfoorumin valmistelu", "Beredning av organisationsforumet"),
    (9, ItemKind.NOTE, 15, "Hyvinvointialueen talousarvio", "Välfärdsområdets budget"),
    (11, ItemKind.DECIDE, 30, "Seuraavan vuoden toimintasuunnitelma", "Nästa års verksamhetsplan"),
)

FOLLOW_UP = {
    "kind": ItemKind.NOTE,
    "minutes": 10,
    "title_fi": "Sovittujen toimenpiteiden seuranta",
    "title_sv": "Uppföljning av överenskomna åtgärder",
}

PARTS = (
    (15, "Mitä sopimuksesta on toteutunut", "Vad som har genomförts"),
    (15, "Ensi vuoden painopisteet", "Tyngdpunkter för nästa år"),
)


class DemoProposal(NamedTuple):
    """A proposal, how many days ago it came, and what became of it: a reason, `taken`, `withdrawn` or nothing."""

    source: ProposalSource
    user: demo.SignIn | None
    days: int
    title: str
    text: str = ""
    outcome: str = ""


PROPOSALS = (
    DemoProposal(
        ProposalSource.MEMBER,
        MEMBER,
        3,
        "Omaishoitajien vapaapäivien järjestäminen kesällä",
        "Sijaisten löytäminen on ollut vaikeaa. Toivon, että ryhmä keskustelee siitä, miten järjestöt voivat **auttaa**.",
    ),
    DemoProposal(
        ProposalSource.ORGANISATION,
        APPLICANT,
        6,
        "Vertaistuen tilat lähitoreilla",
        "Yhdistyksemme ryhmät tarvitsevat maksuttoman tilan kerran kuussa.",
    ),
    DemoProposal(
        ProposalSource.NETWORK, ASSESSOR, 9, "Palveluohjauksen ja järjestöjen yhteinen koulutuspäivä"
    ),
    DemoProposal(
        ProposalSource.RESIDENT,
        None,
        12,
        "Kimppakyytejä kyläiltoihin",
        "Ilta-aikaan ei kulje busseja. Voisiko kyytejä sovittaa yhteen järjestöjen kanssa?",
    ),
    DemoProposal(
        ProposalSource.RESIDENT,
        None,
        40,
        "Katuvalot Rantatielle",
        "Rantatie on pimeä.",
        "Katuvalaistus kuuluu kunnalle. Välitimme aloitteen kunnan kirjaamoon.",
    ),
    DemoProposal(
        ProposalSource.MEMBER,
        SPEAKER,
        30,
        "Seurakuntien ja järjestöjen ruoka-apu",
        "Ruoka-avun jonot ovat kasvaneet. Sovitaan, kuka kertoo avusta ja missä.",
        "taken",
    ),
    DemoProposal(
        ProposalSource.RESIDENT,
        OUTSIDER,
        25,
        "Kysely digituesta",
        "Olen huomannut, että kysely on jo tehty.",
        "withdrawn",
    ),
)

RESIDENT = {"proposer_name": "Aulis Kyläranta", "proposer_email": "aulis.kylaranta@esimerkki.fi"}

GUEST = {
    "name": "Outi Varautumisaho",
    "role": "valmiuspäällikkö",
    "email": "outi.varautumisaho@esimerkki.fi",
}
GUESTS_ITEM = "Järjestöjen rooli häiriötilanteissa"
CONTINUED = {"Lausunto hyvinvointisuunnitelman luonnoksesta": "Hyte-neuvottelun valmistelu"}


@demo.step(32)
def plan(today: date) -> None:
    """Everything once; what is there already stays."""
    body = Body.objects.get(slug=BODY)
    if body.yearly_topics.exists():
        return
    actor = demo.user_of(COORDINATOR)
    services.begin_template(body=body, actor=actor)
    services.add_template_item(body=body, values=FOLLOW_UP, actor=actor)
    move_before_other_matters(body, actor)
    for month, kind, minutes, title_fi, title_sv in TOPICS:
        values = {
            "month": month,
            "kind": kind,
            "minutes": minutes,
            "title_fi": title_fi,
            "title_sv": title_sv,
        }
        services.add_topic(body=body, values=values, actor=actor)
    plan_next_year(body, today, actor)
    draft = body.meetings.filter(state=MeetingState.DRAFT).order_by("starts_at").first()
    for proposal in PROPOSALS:
        propose(body, proposal, draft, actor)
    split_a_matter(draft, actor)
    ask_and_continue(body, actor)


def move_before_other_matters(body: Body, actor: User) -> None:
    """The follow-up stands after the approval of the agenda."""
    item = body.template_items.get(title_fi=FOLLOW_UP["title_fi"])
    services.move_template_item(item=item, places=-4, actor=actor)


def plan_next_year(body: Body, today: date, actor: User) -> None:
    """Drafts for the year after the meeting that is soon, on the suggested days."""
    year = (today + timedelta(days=20)).year + 1
    count = meetings_asked_for(body, year) or USUAL_COUNT
    values = [
        {
            "starts_at": at(suggestion.day, suggestion.begins),
            "ends_at": at(suggestion.day, suggestion.ends),
            "place": PLACE,
            **suggestion.deadlines.facts,
        }
        for suggestion in suggest(body, year, count=count, today=today)
    ]
    services.plan_year(body=body, year=year, meetings=values, actor=actor)


def propose(body: Body, row: DemoProposal, draft: Meeting | None, actor: User) -> None:
    """One proposal and its outcome."""
    user = demo.user_of(row.user) if row.user else None
    behalf = None
    if row.source == ProposalSource.ORGANISATION:
        behalf = Organisation.objects.get(name="Omaisten Lyhty ry", is_example=True)
    values = {"title": row.title, "text": row.text} | ({} if user else RESIDENT)
    proposal = services.make_proposal(body=body, values=values, source=row.source, behalf=behalf, actor=user)
    came_at = timezone.now() - timedelta(days=row.days)
    Proposal.objects.filter(pk=proposal.pk).update(received_at=came_at)
    if row.outcome == "taken" and draft:
        services.take_proposal(proposal=proposal, meeting=draft, actor=actor)
    elif row.outcome == "withdrawn":
        services.withdraw_proposal(proposal=proposal, actor=user)
    elif row.outcome:
        services.decline_proposal(proposal=proposal, reason=row.outcome, actor=actor)


def split_a_matter(draft: Meeting | None, actor: User) -> None:
    """One item of the next draft has parts."""
    whole = AgendaItem.objects.filter(meeting=draft, title_fi="Kehyssopimuksen seuranta").first()
    if draft is None or whole is None:
        return
    for minutes, title_fi, title_sv in PARTS:
        values = {"title_fi": title_fi, "title_sv": title_sv, "minutes": minutes, "parent_id": whole.pk}
        services.add_item(meeting=draft, values=values, actor=actor)


def ask_and_continue(body: Body, actor: User) -> None:
    """A guest for one item of the meeting that is convened, and an item of it that has been in an earlier meeting."""
    items = AgendaItem.objects.filter(meeting__body=body).select_related("meeting")
    coming = items.filter(meeting__state=MeetingState.CONVENED)
    item = coming.filter(title_fi=GUESTS_ITEM).first()
    if item:
        services.add_guest(meeting=item.meeting, values={**GUEST, "item": item}, actor=actor)
    for title, earlier in CONTINUED.items():
        now, before = coming.filter(title_fi=title).first(), items.filter(title_fi=earlier).first()
        if now and before:
            values = {"continues_id": before.pk}
            services.change_item(item=now, base_version=now.version, values=values, actor=actor)


def at(day: date, clock: time) -> datetime:
    """The hour of a day in Helsinki."""
    return timezone.make_aware(datetime.combine(day, clock))
