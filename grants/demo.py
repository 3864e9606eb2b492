"""The demo's share of this app: one call open with the three kinds, one to come, one of last year; and a draft.

The region's real principles and rules stand in them; sums, dates and criteria are invented and say so.
"""

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from members.demo import OFFICER
from members.models import Region
from portal import demo
from portal.models import User

from . import services
from .enums import CallState
from .models import Call, CallExtension, CallKind, GrantKind, Principles
from .services.document import have_questions_made

TEXT = """Hyvinvointialue tukee järjestöjä, jotka edistävät asukkaiden hyvinvointia ja terveyttä ja täydentävät alueen \
palveluja.

**Näin haet**

- Lue kysymykset etukäteen ja puhu niistä hallituksessa.
- Täytä hakemus portaalissa. Se tallentuu, kun kirjoitat.
- Lähetä hakemus ennen hakuajan päättymistä.

Summat, ajat ja arviointiperusteet ovat keksitty esimerkki."""

TEXT_SV = """Välfärdsområdet stöder organisationer som främjar invånarnas välfärd och hälsa och kompletterar områdets tjänster.

**Så här söker du**

- Läs frågorna i förväg och tala om dem i styrelsen.
- Fyll i ansökan i portalen. Den sparas medan du skriver.
- Skicka ansökan innan ansökningstiden går ut.

Beloppen, tiderna och bedömningsgrunderna är ett påhittat exempel."""

TEXT_EN = """The county supports associations that promote the wellbeing and health of residents and complement its services.

**How to apply**

- Read the questions beforehand and talk them over in your board.
- Fill in the application in the portal. It is saved while you write.
- Send the application before the call closes.

Sums, times and criteria are an invented example."""

TEXTS: dict[str, str] = {
    "summary_fi": "Kumppanuus-, yleis- ja kohdeavustukset järjestöille, jotka edistävät asukkaiden hyvinvointia ja terveyttä.",
    "summary_sv": "Partnerskapsbidrag, allmänna understöd och riktade understöd till organisationer som främjar invånarnas välfärd och hälsa.",
    "summary_en": "Partnership, general and targeted grants for associations that promote the wellbeing and health of residents.",
    "text_fi": TEXT,
    "text_sv": TEXT_SV,
    "text_en": TEXT_EN,
    "contact_role_fi": "Järjestö- ja osallisuuskoordinaation avustustiimi",
    "contact_role_sv": "Understödsteamet",
    "contact_role_en": "Grants team",
    "contact_email": "avustukset@esimerkki.fi",
}

TARGETED = {
    "summary_fi": "Kohdeavustukset järjestöjen yksittäisiin tapahtumiin ja kokeiluihin.",
    "summary_sv": "Riktade understöd till organisationers enskilda evenemang och försök.",
    "summary_en": "Targeted grants for single events and trials of associations.",
}

SUMS = {"kumppanuusavustus": 1_200_000, "yleisavustus": 500_000, "kohdeavustus": 50_000}
CRITERIA = (
    (
        "Hyvinvoinnin ja terveyden edistäminen",
        "Främjande av välfärd och hälsa",
        "Promoting wellbeing and health",
        30,
    ),
    ("Täydentää alueen palveluja", "Kompletterar tjänsterna", "Complements services", 25),
    ("Alueellinen kattavuus", "Regional täckning", "Reach in the region", 20),
    ("Yhteistyö ja vaikuttavuus", "Samarbete och genomslag", "Cooperation and effect", 25),
)
ATTACHMENTS = (
    (
        "Viimeisin vahvistettu tilinpäätös",
        "Senaste fastställda bokslut",
        "Latest approved accounts",
        True,
        True,
    ),
    ("Toimintasuunnitelma", "Verksamhetsplan", "Plan of action", True, False),
    ("Säännöt", "Stadgar", "Rules of the association", False, False),
)
EARMARKS = (
    ("Lapset, nuoret ja perheet", "Barn, unga och familjer", "Children, young people and families", 200_000),
    ("Ikääntyneet", "Äldre", "Older people", 150_000),
)


@demo.step(40)
def call_for_applications(today: date) -> None:
    """Four calls in four states; what is there already stays."""
    region = Region.objects.get(slug="pirkanmaa")
    officer = demo.user_of(OFFICER)
    if region.grant_calls.exists() or not GrantKind.objects.filter(region=region).exists():
        return
    year = today.year + (today.month > 6)  # noqa: PLR2004 - in autumn grants for the next year are applied for
    last = _make(region, f"Avustukset {year - 1}", year - 1, officer, tuple(SUMS))
    _publish(last, today - timedelta(days=365), 30)
    opened = _make(region, f"Avustukset {year}", year, officer, tuple(SUMS))
    _publish(opened, today - timedelta(days=9), 35)
    coming = _make(region, f"Kohdeavustukset, kevät {year}", year, officer, ("kohdeavustus",))
    _publish(coming, today + timedelta(days=50), 28)
    services.copy_call(call=opened, title=f"Avustukset {year + 1}", actor=officer)


def at(day: date, hour: int) -> datetime:
    """A full hour of the day by the clock in Helsinki."""
    return timezone.make_aware(datetime.combine(day, time(hour)))


def _make(region: Region, title: str, year: int, officer: User, kinds: tuple[str, ...]) -> Call:
    values: dict[str, Any] = {
        **TEXTS,
        **(TARGETED if kinds == ("kohdeavustus",) else {}),
        "title_fi": title,
        "title_sv": title.replace("Kohdeavustukset, kevät", "Riktade understöd, våren").replace(
            "Avustukset", "Understöd"
        ),
        "title_en": title.replace("Kohdeavustukset, kevät", "Targeted grants, spring").replace(
            "Avustukset", "Grants"
        ),
        "use_from": date(year, 1, 1),
        "use_until": date(year, 12, 31),
        "principles": Principles.objects.filter(region=region).valid_on(date(year, 1, 1)).first(),
    }
    call = services.make_call(region=region, values=values, actor=officer)
    for slug in kinds:
        kind = GrantKind.objects.get(region=region, slug=slug)
        made = services.add_kind(call=call, kind=kind, actor=officer)
        _fill(made, slug, officer)
    return call


def _fill(call_kind: CallKind, slug: str, officer: User) -> None:
    call = Call.objects.get(pk=call_kind.call_id)
    light = slug == "kohdeavustus"
    names = ("name_fi", "name_sv", "name_en")
    services.change_kind(
        call_kind=call_kind,
        base_version=call.version,
        values={
            "appropriation": Decimal(SUMS[slug]),
            "largest_sum": Decimal(3000) if light else None,
        },
        parts={
            "criteria": [
                {**dict(zip(names, row, strict=False)), "weight": row[3], "most_points": 5}
                for row in CRITERIA
            ],
            "attachments": [
                {**dict(zip(names, row, strict=False)), "is_required": row[3], "may_follow": row[4]}
                for row in (() if light else ATTACHMENTS)
            ],
            "earmarks": [
                {**dict(zip(names, row, strict=False)), "amount": Decimal(row[3])}
                for row in (EARMARKS if slug == "yleisavustus" else ())
            ],
        },
        actor=officer,
    )


def _publish(call: Call, day: date, days: int) -> None:
    """A call of the past was published then, so it is written past the checks of today."""
    opens_at, closes_at = at(day, 9), at(day + timedelta(days=days), 16)
    published_at = min(opens_at - timedelta(days=14), timezone.now())
    Call.objects.filter(pk=call.pk).update(
        opens_at=opens_at,
        closes_at=closes_at,
        supplements_until=timezone.localdate(closes_at) + timedelta(days=21),
        state=CallState.PUBLISHED,
        published_at=published_at,
    )
    if opens_at <= timezone.now() < closes_at:
        have_questions_made(call)
    if closes_at < timezone.now():
        CallExtension.objects.create(
            call=call,
            closed_at=closes_at - timedelta(days=2),
            closes_at=closes_at,
            reason="Palvelussa oli häiriö hakuajan viimeisenä päivänä (keksitty esimerkki).",
            extended_at=closes_at - timedelta(days=3),
        )
