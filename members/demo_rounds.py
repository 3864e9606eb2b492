"""The demo's nomination round: open now for the category whose seats are empty, with invented candidates."""

from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from django.utils import timezone

from portal import demo

from .demo import BODY, EMPTIED
from .enums import NominationState, OrganisationSize, RoundState, Wish
from .models import Body, Municipality, Nomination, NominationRound, Organisation, SeatGroup, Term

CATEGORY = next(iter(EMPTIED))

TEXT = """Ryhmään haetaan varsinaista jäsentä ja varajäsentä liikuntajärjestöistä. Jäsen tuo liikuntajärjestöjen ja liikkujien \
äänen hyvinvointialueen valmisteluun ja kertoo ryhmän työstä muille järjestöille.

Ryhmä kokoontuu neljä kertaa vuodessa. Haku on keksitty esimerkki."""

CRITERIA = (
    ("Tuntee liikuntajärjestöjen kentän", "Työ tai luottamustehtävä, yhteydet muihin järjestöihin.", 5),
    ("Ehtii ja haluaa vaikuttaa", "Mahdollisuus osallistua kokouksiin ja valmistella asioita.", 5),
    ("Tasapuolisuus", "Järjestön koko, kotikunta ja kohderyhmä verrattuna muihin jäseniin.", 3),
)


class Example(NamedTuple):
    """An invented nomination."""

    candidate: str
    organisation: str
    home: str
    size: str
    wish: str
    state: str
    grounds: str


NOMINATIONS = (
    Example(
        "Liisa Lenkkipolku", "Pirkan Polkijat ry", "nokia", OrganisationSize.VOLUNTEERS, Wish.EITHER, NominationState.CONFIRMED,
        "Liisa on vetänyt kävelyryhmiä kymmenen vuotta ja tuntee pienten seurojen arjen.",
    ),
    Example(
        "Pekka Pallokenttä", "Mansen Pallo ry", "tampere", OrganisationSize.MEDIUM, Wish.MEMBER, NominationState.CONFIRMED,
        "Pekka johtaa seuraa, jossa liikkuu tuhat lasta ja nuorta, ja on valmistellut seuraparlamentin kannanottoja.",
    ),
    Example(
        "Sisko Sauvakävely", "Virtain Virkut ry", "virrat", OrganisationSize.VOLUNTEERS, Wish.DEPUTY, NominationState.CONFIRMED,
        "Sisko tuo mukaan pohjoisen Pirkanmaan ja ikäihmisten liikunnan.",
    ),
    Example(
        "Ville Voltti", "Voimistelijat Vauhdissa ry", "kangasala", OrganisationSize.SMALL, Wish.EITHER, NominationState.SUBMITTED,
        "Ville ohjaa soveltavaa liikuntaa ja tuntee vammaisurheilun.",
    ),
)  # fmt: skip


@demo.step(12)
def open_a_round(today: date) -> None:
    """A round for the empty category, with nominations in different states and a draft."""
    body = Body.objects.filter(slug=BODY).first()
    term = Term.objects.on_day(today).filter(body=body).first()
    if body is None or term is None or body.rounds.exists():
        return
    group = term.groups.filter(category__slug=CATEGORY).first()
    if group is None:
        return
    nomination_round = _round_of(body, term, group, today)
    for example in NOMINATIONS:
        _nominate(nomination_round, group, example)
    Nomination.objects.create(
        round=nomination_round,
        group=group,
        organisation_name="Kuvitteellinen Keilaseura ry",
        candidate_name="Kaisa Keilapallo",
        sender_name="Kalle Keilaaja",
        sender_email="kalle.keilaaja@esimerkki.fi",
        created_at=nomination_round.opens_at + timedelta(days=2),
        saved_at=nomination_round.opens_at + timedelta(days=2),
    )


def _round_of(body: Body, term: Term, group: SeatGroup, today: date) -> NominationRound:
    opens_at, closes_at = _at(today - timedelta(days=9), 9), _at(today + timedelta(days=12), 16)
    made = NominationRound.objects.create(
        body=body,
        term=term,
        title_fi="Liikuntajärjestöjen edustajien haku",
        title_sv="Nominering av representanter för motionsorganisationer",
        text_fi=TEXT,
        opens_at=opens_at,
        closes_at=closes_at,
        state=RoundState.ANNOUNCED,
        announced_at=opens_at,
        remove_on=today + timedelta(days=200),
    )
    made.groups.set([group])
    for order, (name, explanation, points) in enumerate(CRITERIA, 1):
        made.criteria.create(order=order, name_fi=name, explanation_fi=explanation, most_points=points)
    return made


def _nominate(nomination_round: NominationRound, group: SeatGroup, example: Example) -> None:
    home = Municipality.objects.filter(region=nomination_round.body.region, slug=example.home).first()
    organisation, _is_new = Organisation.objects.get_or_create(
        name=example.organisation, is_example=True, defaults={"home_municipality": home, "size": example.size}
    )
    if group.category:
        organisation.categories.add(group.category)
    sent_at = nomination_round.opens_at + timedelta(days=3)
    address = example.candidate.lower().replace(" ", ".").replace("ä", "a")
    Nomination.objects.create(
        round=nomination_round,
        group=group,
        organisation=organisation,
        candidate_name=example.candidate,
        candidate_email=f"{address}@esimerkki.fi",
        sender_name="Seuran Sihteeri",
        sender_email=f"sihteeri.{organisation.pk}@esimerkki.fi",
        grounds=example.grounds,
        wish=example.wish,
        state=example.state,
        created_at=sent_at,
        submitted_at=sent_at,
        answered_at=sent_at + timedelta(days=1) if example.state == NominationState.CONFIRMED else None,
        reminded_at=None if example.state == NominationState.CONFIRMED else timezone.now(),
    )


def _at(day: date, hour: int) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(hour)))
