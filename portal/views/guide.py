"""Every part of the pages in each of its states, for the secretariat and for whoever builds a page.

The samples are invented and Finnish, as the pages mostly are; they are no texts of the portal and are not translated.
"""

import datetime as dt
from types import SimpleNamespace
from typing import Any
from uuid import UUID

from django import forms
from django.contrib.messages import constants
from django.contrib.messages.storage.base import Message
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from portal import svg
from portal.access import is_secretariat
from portal.enums import DocumentState
from portal.icons import ICONS
from portal.models import Document

COLOURS = (
    "paper", "surface", "sunken", "line-strong", "ink-2", "ink", "accent-soft", "accent", "ok", "warn", "danger",
)  # fmt: skip
STATES = (
    ("ring", "Luonnos"), ("half", "Kutsuttu koolle"), ("dot", "Käynnissä"), ("tick", "Hyväksytty"),
    ("triangle", "Täydennettävä"), ("dash", "Esteellinen"), ("octagon", "Myöhässä"), ("square", "Päättynyt"),
)  # fmt: skip
SEATS = {
    "primary": "Jäsen tulee", "deputy": "Varajäsen tulee", "waiting": "Ei vastausta", "disqualified": "Esteellinen",
    "absent": "Ei pääse", "vacant": "Paikka avoinna",
}  # fmt: skip
# A made-up region: an outline with one lake, and three municipalities.
SHAPE: dict[str, Any] = {
    "outline": [[23.0, 62.2], [24.2, 62.3], [24.9, 61.9], [24.6, 61.3], [23.6, 61.0], [22.8, 61.4]],
    "lakes": [[[23.9, 61.9], [24.1, 61.8], [24.0, 61.5], [23.8, 61.7]]],
    "labels": {"Alatalo": {"side": "below", "anchor": "middle"}},
    "small_screen_labels": ["Keskilä", "Alatalo"],
}


class SampleForm(forms.Form):
    """One field of each sort, some of them wrong."""

    name = forms.CharField(
        label="Järjestön nimi", help_text="Kirjoita nimi niin kuin se on yhdistysrekisterissä."
    )
    code = forms.CharField(
        label="Y-tunnus",
        help_text="Esimerkiksi 1234567-1.",
        error_messages={"required": "Kirjoita järjestön Y-tunnus."},
    )
    purpose = forms.CharField(
        label="Mihin rahat käytetään?",
        required=False,
        widget=forms.Textarea({"rows": 3}),
        help_text="Enintään 200 sanaa.",
    )
    municipality = forms.ChoiceField(label="Kotikunta", choices=[("837", "Tampere"), ("536", "Nokia")])
    coming = forms.ChoiceField(
        label="Oletko tulossa?",
        choices=[("here", "Tulen paikalle"), ("remote", "Osallistun etänä"), ("no", "En pääse")],
        widget=forms.RadioSelect,
    )
    accounts = forms.FileField(label="Tilinpäätös", required=False)
    agreed = forms.BooleanField(
        label="Tiedot ovat oikein", error_messages={"required": "Vahvista, että tiedot ovat oikein."}
    )


@require_safe
def guide(request: HttpRequest) -> HttpResponse:
    """The style guide; for the secretariat only."""
    if not is_secretariat(request.user):
        raise Http404
    return render(request, "portal/guide.html", samples())


def samples() -> dict[str, Any]:
    """What the style guide shows."""
    now = timezone.now()
    sample_form = SampleForm({"name": "Omaisten Lyhty ry", "municipality": "837", "coming": "here"})
    sample_form.is_valid()
    return {
        "colours": COLOURS,
        "states": STATES,
        "icons": sorted(ICONS),
        "seats": SEATS.items(),
        "sample_form": sample_form,
        "meta": [
            ("calendar", "to 10.12.2026 klo 14.00"),
            ("place", "Kumppanuustalo"),
            ("video", "Etäyhteys", "#main"),
        ],
        "acts": [("Esikatsele", "#main", ""), ("Lähetä 35 kutsua", "#main", "primary")],
        "documents": [
            None,
            *(sample_document(state, now) for state in DocumentState if state != DocumentState.REPLACED),
        ],
        "events": [
            SimpleNamespace(at=now, actor="Venla Koivuharju", label="Esityslista julkaistu", changes=[]),
            SimpleNamespace(
                at=now - dt.timedelta(hours=3),
                actor="Venla Koivuharju",
                label="Kokousta muutettu",
                changes=[("Paikka", "Sali Kuikka", "Sali Joutsen"), ("Etäyhteys", "", "Teams")],
            ),
        ],
        "messages_sample": [
            Message(constants.SUCCESS, "Kutsu lähti 35 ihmiselle."),
            Message(constants.INFO, "Esityslistaa on muutettu sen jälkeen, kun luit sen."),
            Message(constants.WARNING, "Ruotsinkielinen teksti puuttuu kahdesta asiasta."),
            Message(constants.ERROR, "Joku ehti ensin: asia on jo julkaistu."),
        ],
        "agenda": [
            "Kokouksen avaus",
            "Laillisuus ja päätösvaltaisuus",
            "Lausunto hyvinvointisuunnitelman luonnoksesta",
        ],
        "columns": [("Kunta", ""), ("Saajia", "num"), ("Euroa", "num")],
        "rows": [["Nokia", "11", "268 500"], ["Ylöjärvi", "10", "231 000"]],
        "total": ["Yhteensä", "21", "499 500"],
        "ring": svg.seat_ring(
            ["filled"] * 7 + ["vacant"] + ["filled"] * 11,
            title="Paikat pöydän ympärillä",
            description="19 paikkaa, joista yksi on avoinna.",
        ),
        "clock": sample_clock(),
        "map": svg.municipal_map(
            SHAPE,
            [
                svg.Place("Keskilä", 61.6, 23.7, 61),
                svg.Place("Alatalo", 61.3, 24.1, 11),
                svg.Place("Yläkylä", 62.0, 23.6, 1),
            ],
            title="Saajat kunnittain",
            description="Keskilässä 61, Alatalossa 11 ja Yläkylässä 1.",
        ),
    }


def sample_document(state: DocumentState, now: dt.datetime) -> Document:
    """A document that is nowhere stored; the card shows it as it would a real one."""
    return Document(
        key=UUID(int=1),
        state=state,
        filename="esityslista.pdf",
        size=214_000,
        pages=6,
        ready_at=now,
        problems=[["Kuvasta puuttuu kuvateksti.", {}]],
    )


def sample_clock() -> svg.YearClock:
    """A year with three meetings held and one to come."""
    day = dt.date
    return svg.year_clock(
        2026,
        [
            svg.ClockMeeting(day(2026, 2, 12), "1", "held"),
            svg.ClockMeeting(day(2026, 5, 11), "2", "held"),
            svg.ClockMeeting(day(2026, 9, 17), "3", "held"),
            svg.ClockMeeting(day(2026, 12, 10), "4", "coming"),
        ],
        today=day(2026, 11, 23),
        title="Kokousvuosi 2026",
        description="Kokoukset 12.2., 11.5. ja 17.9. on pidetty, 10.12. on tulossa.",
        summary="3 pidetty, 1 tulossa",
        deadlines=[day(2026, 11, 19), day(2026, 12, 3)],
    )
