"""The demo's activities at risk: two notes of invented associations, with invented sums."""

from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from members.demo import APPLICANT
from members.models import Municipality, Organisation, Region
from portal import demo
from portal.models import User

from . import services
from .demo_applications import writer
from .enums import FundingChannel, RiskCertainty
from .models import ActivityRisk


class Plight(NamedTuple):
    """Where an activity works, in how many years its funding ends, and what is noted of it."""

    municipalities: tuple[str, ...]
    years: int
    values: dict[str, Any]


OF_APPLICANT = Plight(
    ("Tampere", "Nokia"),
    1,
    {
        "activity": "Omaisten iltakahvila ja vertaisryhmät",
        "for_whom": "Omaistaan hoitavat ja heidän läheisensä",
        "people": 640,
        "channel": FundingChannel.STEA,
        "yearly_sum": Decimal(86_000),
        "certainty": RiskCertainty.DECIDED,
        "what_helps": "Maksuton tila kahtena iltana viikossa ja yksi työntekijä muutosvuodeksi (keksitty esimerkki).",
    },
)
OF_ANOTHER = Plight(
    ("Mänttä-Vilppula", "Virrat", "Ruovesi"),
    2,
    {
        "activity": "Nuorten auto pohjoisissa kunnissa",
        "for_whom": "Nuoret, joilla ei ole koulu- tai työpaikkaa",
        "people": 210,
        "channel": FundingChannel.ESF,
        "yearly_sum": Decimal(54_500),
        "certainty": RiskCertainty.LIKELY,
        "what_helps": "Kumppani, joka ajaa autoa hankkeen jälkeen (keksitty esimerkki).",
    },
)
ANOTHER, CONTACT = "Nuorten Pirkka ry", "Veikka Lahdenperä"


@demo.step(46)
def note_risks(today: date) -> None:
    """One of the applicant's organisation, one of another; what is there already stays."""
    region = Region.objects.filter(slug="pirkanmaa").first()
    if region is None or ActivityRisk.objects.exists():
        return
    applicant = demo.user_of(APPLICANT)
    role = applicant.organisation_roles.select_related("organisation").first()
    if role:
        _note(OF_APPLICANT, role.organisation, region, applicant, today)
    another = Organisation.objects.filter(name=ANOTHER).first()
    if another:
        _note(OF_ANOTHER, another, region, writer(CONTACT, another, today), today)


def _note(plight: Plight, organisation: Organisation, region: Region, actor: User, today: date) -> None:
    services.note_risk(
        organisation=organisation,
        region=region,
        values={**plight.values, "ends_on": date(today.year + plight.years, 12, 31)},
        municipalities=Municipality.objects.filter(region=region, name__in=plight.municipalities),
        actor=actor,
    )
