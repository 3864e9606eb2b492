"""The demo's share of this app: invented people and organisations in the seats of the real body, and who can sign in."""

from datetime import date, timedelta
from typing import Any, NamedTuple

from django.utils.translation import gettext_lazy as _

from portal import demo
from portal.models import User

from .enums import (
    ActionState,
    EndReason,
    OfficeKind,
    OrganisationRoleKind,
    RegionRoleKind,
    RuleName,
    RuleStatus,
    SeatKind,
    Verification,
)
from .models import Body, BodyRules, Mandate, Municipality, Office, Organisation, Person, Seat, Term
from .services import seat_term

BODY = "pirkanmaan-jarjestoyhteistyoryhma"
# The real first term is known to end in 2025; the invented one begins after it.
EARLIEST = date(2026, 1, 1)

COORDINATOR = demo.sign_in(_("Coordinator"), "Venla Koivuharju", "koordinaattori@esimerkki.fi")
MEMBER = demo.sign_in(_("Member"), "Raili Kangasvirta", "jasen@esimerkki.fi")
DEPUTY = demo.sign_in(_("Deputy"), "Pentti Jokihaara", "varajasen@esimerkki.fi")
SPEAKER = demo.sign_in(_("Right to speak"), "Kerttu Seurakoski", "puheoikeus@esimerkki.fi")
APPLICANT = demo.sign_in(_("Applicant"), "Sanelma Rahaniemi", "hakija@esimerkki.fi")
OFFICER = demo.sign_in(_("Grant officer"), "Akseli Avunlahti", "valmistelija@esimerkki.fi")
SECRETARIAT = demo.sign_in(_("Secretariat"), "Sirkku Kansliavuori", "sihteeristo@esimerkki.fi", is_staff=True)
OUTSIDER = demo.sign_in(_("Nobody's member"), "Urho Ulkosaari", "ulkopuolinen@esimerkki.fi")


class Pair(NamedTuple):
    """The member and the deputy of a category, each with an organisation."""

    member: str
    organisation: str
    deputy: str
    deputy_organisation: str


PAIRS = {
    "asukas-ja-kylatoiminta": Pair("Hilkka Tammelin", "Harjulan Kylät ry", "Osmo Rantaperä", "Pihapiiri ry"),
    "hyvinvoinnin-ja-terveyden-edistaminen": Pair(
        "Saila Kuusikallio", "Terve Arki ry", "Antti Vesanummi", "Sydänpolku ry"
    ),
    "ihmisoikeudet": Pair("Mikael Ahonoja", "Tasavertti ry", "Leena Saarilampi", "Oikeusrinki ry"),
    "ikaihmiset": Pair("Erkki Niemiharju", "Eläkeväen Pirkka ry", "Pirkko Koskimäki", "Iltatähtiset ry"),
    "jarjestoagentit": Pair("Jonna Hietaharju", "Agenttitori ry", "Kari Mäntylampi", "Lähitieto ry"),
    "kriisi-ja-vakivaltatyo": Pair(
        "Riikka Suvivaara", "Turvasatama Pirkka ry", "Tuomas Lehtiaho", "Uusi Aamunkoi ry"
    ),
    "mielenterveystyo": Pair("Päivi Aaltoranta", "Mielen Majakka ry", "Sami Rautakoski", "Tuulentupa ry"),
    "nuoriso": Pair("Veikka Lahdenperä", "Nuorten Pirkka ry", "Iida Sorsamäki", "Vapaa Tila ry"),
    "omais-ja-laheistyo": Pair(MEMBER.name, "Omaisten Lyhty ry", DEPUTY.name, "Läheisrinki ry"),
    "perhetyo": Pair("Elina Pajuvuori", "Perhepesä ry", "Joonas Haapasuo", "Lapsen Tie ry"),
    "potilastoiminta": Pair("Seppo Ylinotko", "Harvinaiset Yhdessä ry", "Marja Vuorela-Salo", "Niveltuki ry"),
    "paihdetyo": Pair("Tarja Ojansivu", "Selvä Suunta ry", "Heikki Pohjalampi", "Toivonpolku ry"),
    "taide-ja-kulttuuri": Pair("Noora Kallioranta", "Kulttuuriaitta ry", "Lasse Hongisto", "Sävelpolku ry"),
    "turvallisuus-ja-varautuminen": Pair(
        "Juhani Särkiluoma", "Varautujat ry", "Anne Kettumäki", "Kyläturva ry"
    ),
    "tyo-ja-toimintakyky": Pair("Maarit Peltohaka", "Työn Silta ry", "Olli Viitasaari", "Pajaväki ry"),
    "vammaiset": Pair("Kirsi Lummelahti", "Esteetön Elämä ry", "Ville Törmänen", "Kuuloranta ry"),
    "vanhustyo": Pair("Aulis Hakovirta", "Vanhan Tuki ry", "Sirkka Nurmela", "Kotikaari ry"),
}
# Both have left, and nobody has come in their place.
EMPTIED = {"liikunta": Pair("Ilpo Latvalahti", "Liikkuva Pirkka ry", "Sini Hiihtoranta", "Latupari ry")}
# The member has left and the deputy has become the member.
MOVED_UP = {
    "monikulttuurisuus": Pair("Nadia Kielosaari", "Kielisilta ry", "Amina Warsila", "Monien Kielten Talo ry")
}

# Where the invented associations have their home, one after another; more often in the larger municipalities.
HOMES = (
    "tampere nokia tampere kangasala ylojarvi tampere sastamala tampere valkeakoski tampere lempaala tampere akaa tampere "
    "pirkkala nokia tampere orivesi kangasala tampere mantta-vilppula tampere ylojarvi virrat tampere ikaalinen tampere "
    "hameenkyro urjala tampere lempaala parkano tampere nokia palkane sastamala kangasala"
)

DECIDED: dict[str, Any] = {
    RuleName.DEPUTY_KIND: "personal",
    RuleName.DIFFERENT_ORGANISATIONS: True,
    RuleName.DEPUTY_SUCCEEDS: True,
    RuleName.SELECTED_BY: "Sosiaali- ja terveysjohtaja koordinaattorin esityksestä",
    RuleName.RENEWED_SHARE: "none",
    RuleName.CHAIR: "elected",
    RuleName.NOTICE_DAYS: 14,
    RuleName.QUORUM: "over_half",
    RuleName.INSPECTORS: 2,
    RuleName.RECORD_KIND: "minutes",
    RuleName.NUMBERING: "year",
}


@demo.step(10)
def seat_the_body(today: date) -> None:
    """A present term by invented rules, with people in nearly all seats."""
    body = Body.objects.filter(slug=BODY).first()
    if not body:
        raise demo.DemoError("Load the facts first: manage.py load_region pirkanmaa.")
    if body.rules_versions.filter(is_example=True).exists():
        return
    starts_on = max(date(today.year - 1, 8, 1), EARLIEST)
    term = Term.objects.create(
        body=body,
        rules_version=invent_rules(body, starts_on),
        starts_on=starts_on,
        ends_on=date(starts_on.year + 3, 5, 31),
    )
    left_on = starts_on + (today - starts_on) * 3 // 4
    for group in seat_term(term=term, actor=demo.user_of(SECRETARIAT)):
        assert group.category
        fill({seat.kind: seat for seat in group.seats.all()}, group.category.slug, left_on)
    Body.objects.filter(pk=body.pk, role_email="").update(role_email="jarjestoryhma@esimerkki.fi")
    give_roles(body, starts_on)
    plan_year(body, today)


def invent_rules(body: Body, starts_on: date) -> BodyRules:
    """A version that keeps what the documents lay down and decides the rest for the sake of the example."""
    former = body.rules_versions.valid_on(starts_on).get()
    former.valid_until = starts_on - timedelta(days=1)
    former.save(update_fields=["valid_until"])
    version = body.rules_versions.create(
        title="Esimerkkitoimintaohje",
        is_example=True,
        valid_from=starts_on,
        category_scheme=former.category_scheme,
    )
    for rule in former.by_name.values():
        is_ours = rule.name in DECIDED
        version.rules.create(
            name=rule.name,
            status=RuleStatus.DECIDED if is_ours else rule.status,
            value=DECIDED[rule.name] if is_ours else rule.value,
            options=[] if is_ours else rule.options,
            text_fi="" if is_ours else rule.text_fi,
        )
    return version


def fill(seats: dict[str, Seat], category: str, left_on: date) -> None:
    """People into the two seats of a category, with what has happened in them."""
    member, deputy = seats[SeatKind.PRIMARY], seats[SeatKind.PERSONAL_DEPUTY]
    if pair := PAIRS.get(category):
        sit(member, pair.member, pair.organisation)
        sit(deputy, pair.deputy, pair.deputy_organisation)
    elif pair := EMPTIED.get(category):
        sit(member, pair.member, pair.organisation, until=left_on, why=EndReason.RESIGNED)
        sit(deputy, pair.deputy, pair.deputy_organisation, until=left_on, why=EndReason.RESIGNED)
    elif pair := MOVED_UP.get(category):
        sit(member, pair.member, pair.organisation, until=left_on, why=EndReason.RESIGNED)
        sit(deputy, pair.deputy, pair.deputy_organisation, until=left_on, why=EndReason.MOVED_UP)
        sit(member, pair.deputy, pair.deputy_organisation, since=left_on + timedelta(days=1))


def sit(
    seat: Seat,
    name: str,
    organisation: str,
    *,
    since: date | None = None,
    until: date | None = None,
    why: str = "",
) -> None:
    """An invented person of an invented organisation in a seat; for the whole term unless told."""
    term, category = seat.group.term, seat.group.category
    homes, number = HOMES.split(), Organisation.objects.filter(is_example=True).count()
    home = Municipality.objects.get(region=term.body.region, slug=homes[number % len(homes)])
    association, _is_new = Organisation.objects.get_or_create(
        name=organisation, is_example=True, defaults={"home_municipality": home}
    )
    assert category
    association.categories.add(category)
    Mandate.objects.create(
        seat=seat,
        person=person_of(name),
        organisation=association,
        valid_from=since or term.starts_on,
        valid_until=until or term.ends_on,
        end_reason=why,
    )


def person_of(name: str, user: User | None = None) -> Person:
    """The invented person of this name; those who can sign in have an account."""
    known = {who.name: who for who in (MEMBER, DEPUTY, SPEAKER, COORDINATOR)}
    user = user or (demo.user_of(known[name]) if name in known else None)
    email = user.email if user else ""
    person, _is_new = Person.objects.get_or_create(
        name=name, is_example=True, defaults={"user": user, "email": email}
    )
    return person


def give_roles(body: Body, starts_on: date) -> None:
    """Offices, rights to speak, and what the others of the cast may do."""
    since = {"valid_from": starts_on}
    for kind, name in {
        OfficeKind.CHAIR: "Saila Kuusikallio",
        OfficeKind.VICE_CHAIR: "Erkki Niemiharju",
        OfficeKind.SECRETARY: COORDINATOR.name,
    }.items():
        Office.objects.create(body=body, person=person_of(name), kind=kind, **since)
    for group, name in {
        "Hyvinvointialueen edustajat": "Lauri Palvelusalmi",
        "Kuntien hyvinvointikoordinaattorit": "Tuija Kuntakangas",
        "Seurakuntien edustajat": SPEAKER.name,
    }.items():
        body.speaking_rights.create(person=person_of(name), group=group, **since)
    body.roles.create(user=demo.user_of(COORDINATOR), **since)
    body.region.roles.create(user=demo.user_of(OFFICER), role=RegionRoleKind.GRANT_OFFICER, **since)
    Organisation.objects.get(name="Omaisten Lyhty ry", is_example=True).roles.create(
        user=demo.user_of(APPLICANT),
        role=OrganisationRoleKind.OWNER,
        verified_by=Verification.SECRETARIAT,
        **since,
    )


def plan_year(body: Body, today: date) -> None:
    """What the body has set out to do in its year, some of it done."""
    for title, responsible, month, state in (
        ("Esimerkki: toimintaohjeen päivitys", "Puheenjohtajisto", 3, ActionState.DONE),
        ("Esimerkki: lausunto hyvinvointisuunnitelmasta", "Koko ryhmä", 9, ActionState.UNDER_WAY),
        ("Esimerkki: järjestöfoorumin ohjelma", "Työrukkanen", 11, ActionState.PLANNED),
    ):
        body.actions.create(
            year=today.year,
            title_fi=title,
            responsible=responsible,
            due_on=date(today.year, month, 28),
            state=state,
        )
