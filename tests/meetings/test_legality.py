"""What is written from facts: the legality of the meeting, its quorum, and who was present."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from meetings import services
from meetings.legality import Deputy, LegalityFacts, conclusion, facts_of, legality_text
from meetings.models import Session
from meetings.present import present_list, present_text
from tests.cast import Cast

from .seats import decide
from .sessions import in_session

FACTS = LegalityFacts(
    convened_at=datetime(2026, 11, 12, 7, 5, tzinfo=UTC),
    days_before=28,
    notice_days=14,
    seats=19,
    filled=14,
    needed=10,
    deputies=[Deputy("Vesa Vara", "Paula Pääjäsen"), Deputy("Ville Vara")],
)


def test_facts_in_finnish_and_swedish() -> None:
    assert in_plain_spaces(legality_text(FACTS, "fi")) == (
        "Kutsu lähetettiin to 12.11.2026 klo 9.05, 28 päivää ennen kokousta."
        " Sääntöjen mukaan se on lähetettävä vähintään 14 päivää ennen.\n\n"
        "Paikoista 14/19 on täytetty. Päätökseen tarvitaan 10 paikkaa.\n\n"
        "Läsnä olevat varajäsenet: Vesa Vara (jäsenen Paula Pääjäsen tilalla), Ville Vara (avoimella paikalla)."
    )
    assert in_plain_spaces(legality_text(FACTS, "sv")) == (
        "Kallelsen sändes tor 12.11.2026 kl. 9.05, 28 dagar före mötet."
        " Enligt reglerna ska den sändas minst 14 dagar före.\n\n"
        "14 av 19 platser är besatta. För ett beslut behövs 10 platser.\n\n"
        "Närvarande ersättare: Vesa Vara (för Paula Pääjäsen), Ville Vara (på en vakant plats)."
    )


def in_plain_spaces(text: str) -> str:
    return text.replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({}, "Todettiin kokous laillisesti koolle kutsutuksi ja päätösvaltaiseksi."),
        (
            {"notice_days": None},
            "Todettiin kokous päätösvaltaiseksi. Kutsuajalle ei ole sääntöä, johon sitä voisi verrata.",
        ),
        (
            {"needed": None},
            "Todettiin kokous laillisesti koolle kutsutuksi. Ryhmä ei ole päättänyt, mikä tekee kokouksesta päätösvaltaisen.",
        ),
        (
            {"notice_days": None, "needed": None},
            "Merkittiin tiedoksi, miten kokous on kutsuttu koolle ja ketkä ovat läsnä. Ryhmä ei ole päättänyt säännöistä, joiden mukaan laillisuus ja päätösvaltaisuus voitaisiin todeta.",
        ),
        ({"days_before": 3}, "Kokousta ei kutsuttu koolle ajoissa."),
        ({"filled": 9}, "Kokous ei ole päätösvaltainen."),
        (
            {"days_before": 3, "filled": 9},
            "Kokousta ei kutsuttu koolle ajoissa. Kokous ei ole päätösvaltainen.",
        ),
    ],
)
def test_conclusion_states_no_more_than_the_rules_allow(changes: dict[str, object], said: str) -> None:
    assert conclusion(replace(FACTS, **changes), "fi") == said


def test_undecided_rules_are_said_to_be_undecided() -> None:
    text = legality_text(replace(FACTS, notice_days=None, needed=None, deputies=[]), "fi")
    assert in_plain_spaces(text) == (
        "Kutsu lähetettiin to 12.11.2026 klo 9.05, 28 päivää ennen kokousta."
        " Ryhmä ei ole päättänyt, montako päivää ennen kokousta kutsu on lähetettävä.\n\n"
        "Paikoista 14/19 on täytetty. Ryhmä ei ole päättänyt, montako paikkaa päätökseen tarvitaan."
    )


@pytest.mark.django_db
def test_facts_are_those_of_the_meeting(cast: Cast) -> None:
    decide(cast, notice_days=7)
    scene = in_session(cast)
    scene.sit(0)
    scene.sit_instead(1)
    facts = facts_of(scene.meeting)
    assert (facts.notice_days, facts.seats, facts.filled, facts.needed) == (7, 4, 2, 2)
    assert (facts.days_before, facts.is_called_in_time) == (0, False)
    assert facts.deputies == [Deputy("Deputy 21", "Member 2")]
    services.disqualify(
        item=scene.items[0], person=scene.table.members[0], ground="party", actor=cast.coordinator
    )
    assert (facts_of(scene.meeting, scene.items[0]).filled, facts_of(scene.meeting).filled) == (1, 2)


@pytest.mark.django_db
def test_list_of_those_present_tells_times_only_where_they_differ(cast: Cast) -> None:
    scene = in_session(cast)
    opened = timezone.now().replace(second=0, microsecond=0) - timedelta(hours=1)
    Session.objects.update(opened_at=opened)
    scene.sit(0, at=opened)
    late = scene.sit(1, at=opened + timedelta(minutes=10), way="remote")
    services.leave(presence=late, at=opened + timedelta(minutes=20), actor=cast.coordinator)
    scene.sit_instead(2, at=opened)
    services.welcome_guest(meeting=scene.meeting, name="Aino", role="asiantuntija", actor=cast.coordinator)
    present = present_list(scene.meeting)
    members = [(row.name, row.is_remote, len(row.stays)) for row in present.of("member")]
    assert members == [("Member 1", False, 0), ("Member 2", True, 1)]
    assert [(row.name, row.instead_of) for row in present.of("deputy")] == [("Deputy 31", "Member 3")]
    assert present.absent == ["Member", "Member 3"]
    text = present_text(present, "fi")
    group = str(scene.table.seats[0].group)
    assert f"Jäsenet: Member 1 ({group}); Member 2 ({group}, etänä, " in text
    assert f"Varajäsenet: Deputy 31 ({group}, jäsenen Member 3 tilalla)." in text
    assert "Vieraat: Aino (asiantuntija, alkaen klo " in text
    assert "Poissa: Member; Member 3." in text
