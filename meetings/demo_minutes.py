"""The demo's held meetings with what was said in them, and their minutes each at another point of their way."""

from datetime import date, timedelta
from typing import NamedTuple

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from members.demo import BODY, COORDINATOR, person_of
from members.models import Body
from portal import demo
from portal.models import User

from . import services
from .enums import (
    InspectorState,
    MeetingState,
    RecordKind,
    SignatureRole,
)
from .inspecting import candidates
from .minutes_content import content_of, hash_of
from .models import ItemRecord, Meeting, Minutes, Session
from .services.sealing import seal

CHAIR = demo.sign_in(_("Chair"), "Saila Kuusikallio", "puheenjohtaja@esimerkki.fi")

DRAFT, SIGNED, INSPECTED, PUBLISHED = range(4)


class Recorded(NamedTuple):
    """What the minutes say of a matter, in Finnish and Swedish."""

    decision_fi: str
    decision_sv: str
    discussion_fi: str
    discussion_sv: str


MATTERS = {
    "Ryhmän toimintasuunnitelma": Recorded(
        "Toimintasuunnitelma hyväksyttiin. Puheenjohtaja esittelee sen lautakunnalle.",
        "Verksamhetsplanen godkändes. Ordföranden presenterar den för nämnden.",
        "Keskustelussa toivottiin, että **kohtaamispaikat** näkyvät suunnitelmassa omana tavoitteenaan.",
        "I diskussionen önskades att **mötesplatserna** syns som ett eget mål i planen.",
    ),
    "Kohtaamispaikkojen kartoitus": Recorded(
        "Kartoitus tehdään syksyyn mennessä. Verkostot lähettävät tietonsa sihteerille.",
        "Kartläggningen görs till hösten. Nätverken sänder sina uppgifter till sekreteraren.",
        "Todettiin, että pienten kylien paikat puuttuvat luettelosta.",
        "Det konstaterades att de små byarnas platser saknas i förteckningen.",
    ),
    "Hyte-neuvottelun valmistelu": Recorded(
        "Työrukkanen valmistelee ryhmän viestit neuvotteluun.",
        "En arbetsgrupp bereder gruppens budskap till förhandlingen.",
        "Tärkeimpinä aiheina pidettiin yksinäisyyttä ja nuorten mielenterveyttä.",
        "Ensamheten och de ungas psykiska hälsa ansågs viktigast.",
    ),
    "Edustajan nimeäminen ikäihmisten työryhmään": Recorded(
        "Edustajaksi nimettiin Erkki Niemiharju ja varaedustajaksi Pirkko Koskimäki.",
        "Till representant valdes Erkki Niemiharju och till ersättare Pirkko Koskimäki.",
        "Ehdolla oli yksi pari.",
        "Ett par var uppställt.",
    ),
    "Kannanotto järjestöjen tilavuokriin": Recorded(
        "Kannanotto hyväksyttiin. Sihteeri lähettää sen kunnille.",
        "Ställningstagandet godkändes. Sekreteraren sänder det till kommunerna.",
        "Keskustelussa muistutettiin, että tilojen puute koskee eniten pieniä yhdistyksiä.",
        "I diskussionen påmindes om att bristen på lokaler drabbar de små föreningarna mest.",
    ),
    "Järjestöfoorumin teemat": Recorded(
        "Teemoiksi valittiin vapaaehtoistoiminta ja varautuminen.",
        "Till teman valdes frivilligverksamhet och beredskap.",
        "Foorumi pidetään verkossa ja paikan päällä.",
        "Forumet hålls på webben och på plats.",
    ),
}


@demo.step(34)
def write_minutes(_today: date) -> None:
    """The oldest minutes are published, those after it under inspection, the next signed, and the latest a draft."""
    body = Body.objects.get(slug=BODY)
    actor = demo.user_of(COORDINATOR)
    chair = person_of(CHAIR.name)
    if chair.user_id is None:
        chair.user = demo.user_of(CHAIR)
        chair.email = chair.email or CHAIR.email
        chair.save(update_fields=["user", "email"])
    held = body.meetings.filter(state=MeetingState.HELD, minutes=None, session__isnull=False)
    meetings = list(held.select_related("body").order_by("starts_at", "pk"))
    for place, meeting in enumerate(meetings):
        for record in ItemRecord.objects.filter(item__meeting=meeting, item__title_fi__in=MATTERS):
            ItemRecord.objects.filter(pk=record.pk).update(**MATTERS[record.item.title_fi]._asdict())
        Session.objects.filter(meeting=meeting).update(chair=chair, secretary=person_of(COORDINATOR.name))
        bring_to(services.begin_minutes(meeting), steps_of(place, len(meetings)), actor)


def steps_of(place: int, count: int) -> int:
    """How far the minutes at a place in the row have come."""
    return max(DRAFT, min(PUBLISHED, count - 1 - place))


def bring_to(minutes: Minutes, steps: int, actor: User) -> None:
    """Sign, inspect, approve and publish, as far as told."""
    ended = minutes.meeting.ends_at
    minutes = Minutes.objects.select_related("meeting__body", "meeting__session").get(pk=minutes.pk)
    if not minutes.record_kind:
        minutes = services.choose_kind(minutes=minutes, kind=RecordKind.MINUTES, actor=actor)
    services.ask_signatures(minutes=minutes, actor=actor)
    content_hash = hash_of(content_of(minutes))
    signers = {SignatureRole.SECRETARY: actor, SignatureRole.CHAIR: demo.user_of(CHAIR)}
    if steps == DRAFT:
        del signers[SignatureRole.CHAIR]
    for days, (role, user) in enumerate(signers.items(), 3):
        row = services.sign_minutes(minutes=minutes, role=role, content_hash=content_hash, actor=user)
        row.signed_at = min(ended + timedelta(days=days), timezone.now())
        row.save(update_fields=["signed_at"])
    if steps >= INSPECTED:
        inspect(minutes, steps, actor)


def inspect(minutes: Minutes, steps: int, actor: User) -> None:
    """Those whose turn it is inspect; only the first has answered while the minutes are under inspection."""
    ended = minutes.meeting.ends_at
    rows = candidates(minutes)
    people = [row.person for row in rows if row.is_suggested] or [row.person for row in rows[:2]]
    if not people:
        return  # the meeting was before the invented people sat there
    services.begin_inspection(minutes=minutes, people=people, actor=actor)
    inspectors = list(minutes.inspectors.all())
    answered = inspectors if steps == PUBLISHED else inspectors[:1]
    content_hash = hash_of(content_of(minutes))
    for days, row in enumerate(answered, 6):
        row.state, row.content_hash = InspectorState.APPROVED, content_hash
        row.answered_at = min(ended + timedelta(days=days), timezone.now())
        row.save(update_fields=["state", "content_hash", "answered_at"])
    if steps < PUBLISHED:
        return
    minutes.refresh_from_db()
    seal(minutes, at=min(ended + timedelta(days=8), timezone.now()))
    services.publish_minutes(minutes=minutes, actor=actor)
    first = minutes.meeting.items.filter(title_fi__in=MATTERS).select_related("record").first()
    if first is None:
        return
    services.correct_minutes(
        minutes=minutes,
        text="Päätöksessä pitää lukea: puheenjohtaja esittelee suunnitelman aluehallitukselle.",
        section=first.record.section,
        actor=actor,
    )
    first.meeting = Meeting.objects.select_related("minutes").get(pk=first.meeting_id)
    services.send_excerpt(
        item=first, name="Riikka Suvivaara", email="riikka.suvivaara@esimerkki.fi", language="fi", actor=actor
    )
