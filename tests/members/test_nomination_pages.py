"""The pages of nominations: public rounds, the form in all its states, and what bad input does to them."""

from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.test import Client
from django.utils import timezone, translation
from pytest_django import DjangoAssertNumQueries

from members.enums import NominationState, RoundState
from members.models import Nomination, NominationRound
from tests.cast import Cast
from tests.factories import BodyFactory, NominationFactory, OrganisationFactory
from tests.members.rounds import (
    choose,
    close,
    draft_of,
    full_draft,
    mails,
    make_group,
    make_round,
    publish,
    seats_of,
    text_of,
    typed,
)

pytestmark = pytest.mark.django_db
Browser = Callable[[str], Client]
HTMX = {"HTTP_HX_REQUEST": "true"}
SECOND = timedelta(seconds=1)


@pytest.fixture
def nomination_round(cast: Cast) -> NominationRound:
    return make_round(cast)


@pytest.fixture
def visitor(client: Client) -> Client:
    return client


def edit(draft: Nomination) -> str:
    return f"/en/ehdokkuus/ilmoitus/{draft.key}/"


# --- Public pages ----------------------------------------------------------------------------------------------------


def test_list_has_open_coming_and_past_rounds_but_no_drafts(cast: Cast, visitor: Client) -> None:
    now = timezone.now()
    spans = {"Avoin": (-1, 1), "Tuleva": (1, 2), "Mennyt": (-2, -1)}
    for title, (opens, closes) in spans.items():
        make_round(
            cast, title_fi=title, opens_at=now + timedelta(days=opens), closes_at=now + timedelta(days=closes)
        )
    make_round(cast, title_fi="Luonnos", state=RoundState.DRAFT, announced_at=None)
    lists = visitor.get("/en/ehdokkuus/").context["lists"]
    assert [[row[0].title_fi for row in rows] for _title, rows in lists] == [
        ["Avoin"],
        ["Tuleva"],
        ["Mennyt"],
    ]


@pytest.mark.parametrize("count", [1, 3])
def test_list_asks_as_often_for_one_round_as_for_three(
    cast: Cast, visitor: Client, django_assert_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    for _each in range(count):
        make_round(cast)
    with django_assert_num_queries(3):
        visitor.get("/ehdokkuus/")


def test_round_page_tells_seats_criteria_fee_and_who_decides(
    visitor: Client, nomination_round: NominationRound
) -> None:
    text = text_of(visitor.get(f"/en/ehdokkuus/{nomination_round.pk}/"))
    for words in ("Haemme jäseniä.", "1 member", "1 deputy", "Peruste 1", "at most 5 points", "Not decided"):
        assert words in text, words


def test_draft_round_and_round_of_a_closed_body_are_missing(cast: Cast, client_of: Browser) -> None:
    draft = make_round(cast, state=RoundState.DRAFT, announced_at=None)
    hidden = make_round(cast)
    NominationRound.objects.filter(pk=hidden.pk).update(body=BodyFactory(is_public=False))
    for each in (draft, hidden):
        assert client_of("outsider").get(f"/ehdokkuus/{each.pk}/").status_code == 404
        assert client_of("outsider").post(f"/ehdokkuus/{each.pk}/ilmoita/").status_code == 404
    assert client_of("coordinator").get(f"/ehdokkuus/{draft.pk}/").status_code == 200


def test_result_list_shows_who_was_chosen_without_contact_data(cast: Cast, visitor: Client) -> None:
    nomination_round = close(make_round(cast))
    chosen = NominationFactory(round=nomination_round, group=nomination_round.groups.get())
    other = NominationFactory(round=nomination_round, group=nomination_round.groups.get())
    choose(
        nomination_round, cast.coordinator, {chosen: seats_of(nomination_round.groups.get())[0], other: None}
    )
    publish(nomination_round, cast.coordinator)
    text = text_of(visitor.get(f"/en/ehdokkuus/{nomination_round.pk}/"))
    shown = [each in text for each in (chosen.candidate_name, other.candidate_name, chosen.candidate_email)]
    assert shown == [True, False, False]


# --- Beginning -------------------------------------------------------------------------------------------------------


def test_looking_makes_no_draft_and_pressing_makes_one(
    visitor: Client, nomination_round: NominationRound
) -> None:
    address = f"/en/ehdokkuus/{nomination_round.pk}/ilmoita/"
    visitor.get(address)
    assert Nomination.objects.count() == 0
    response = visitor.post(address)
    draft = Nomination.objects.get()
    assert (response["Location"], draft.group) == (edit(draft), nomination_round.groups.get())


def test_who_has_signed_in_need_not_write_their_name(
    client_of: Browser, cast: Cast, nomination_round: NominationRound
) -> None:
    client_of("applicant").post(f"/ehdokkuus/{nomination_round.pk}/ilmoita/")
    draft = Nomination.objects.get()
    assert (draft.sender_name, draft.sender_email) == (cast.applicant.name, cast.applicant.email)


def test_nobody_begins_after_closing(visitor: Client, nomination_round: NominationRound) -> None:
    close(nomination_round)
    response = visitor.post(f"/ehdokkuus/{nomination_round.pk}/ilmoita/")
    assert (response["Location"], Nomination.objects.count()) == (f"/ehdokkuus/{nomination_round.pk}/", 0)


# --- The draft -------------------------------------------------------------------------------------------------------


def test_autosave_answers_with_the_time_and_the_new_version(
    visitor: Client, nomination_round: NominationRound
) -> None:
    draft = draft_of(nomination_round)
    response = visitor.post(edit(draft), typed(draft, candidate_name="Vähän"), **HTMX)
    draft.refresh_from_db()
    assert (draft.candidate_name, draft.version) == ("Vähän", 1)
    text = text_of(response)
    assert ("Saved" in text, 'value="1"' in text, "<html" in text) == (True, True, False)


def test_autosave_stores_what_it_can_and_names_the_rest(
    visitor: Client, nomination_round: NominationRound
) -> None:
    draft = draft_of(nomination_round)
    long = "x" * 10_000
    response = visitor.post(edit(draft), typed(draft, candidate_name=long, grounds=long), **HTMX)
    draft.refresh_from_db()
    assert (draft.candidate_name, draft.grounds) == ("", long)
    assert "not saved: Candidate's name" in text_of(response)


def test_second_window_is_shown_both_texts_and_chooses(
    visitor: Client, nomination_round: NominationRound
) -> None:
    draft = draft_of(nomination_round)
    visitor.post(edit(draft), typed(draft, grounds="Ensimmäinen"), **HTMX)
    second = typed(draft, grounds="Toinen")
    assert "Show both texts" in text_of(visitor.post(edit(draft), second, **HTMX))
    page = visitor.post(edit(draft), second)
    assert ("Ensimmäinen" in text_of(page), "Toinen" in text_of(page)) == (True, True)
    chosen = second | {"base_version": 1, "keep-grounds": "theirs"}
    assert visitor.post(edit(draft), chosen).status_code == 302
    draft.refresh_from_db()
    assert draft.grounds == "Ensimmäinen"


def test_script_and_other_signs_stay_text(visitor: Client, nomination_round: NominationRound) -> None:
    draft = draft_of(nomination_round)
    evil = "<script>alert(1)</script>"
    visitor.post(edit(draft), typed(draft, grounds=evil, candidate_name=evil))
    page = visitor.get(edit(draft)).content.decode()
    assert (evil in page, "&lt;script&gt;alert(1)&lt;/script&gt;" in page) == (False, True)
    assert visitor.post(edit(draft), typed(draft, base_version=1, grounds="a\x00b")).status_code < 500


def test_group_and_organisation_that_cannot_be_chosen_are_not_stored(
    cast: Cast, visitor: Client, nomination_round: NominationRound
) -> None:
    draft = draft_of(nomination_round)
    foreign = make_group(cast.term)
    merged = OrganisationFactory(merged_into=OrganisationFactory(), is_listed=False)
    visitor.post(edit(draft), typed(draft, group=foreign.pk, organisation=merged.pk), **HTMX)
    draft.refresh_from_db()
    assert (draft.group, draft.organisation) == (None, None)


def test_wrong_keys_are_missing(visitor: Client, nomination_round: NominationRound) -> None:
    draft = full_draft(nomination_round)
    for address in (
        f"/ehdokkuus/ilmoitus/{uuid4()}/",
        f"/ehdokkuus/ilmoitus/{draft.confirm_key}/",
        f"/ehdokkuus/vahvista/{draft.key}/",
        f"/ehdokkuus/vahvista/{draft.confirm_key}/",
        "/ehdokkuus/ilmoitus/1/",
    ):
        assert visitor.get(address).status_code == 404, address


def test_search_without_script_comes_back_with_choices(
    visitor: Client, nomination_round: NominationRound
) -> None:
    draft = draft_of(nomination_round)
    found = OrganisationFactory(name="Virtain Liikkujat ry")
    response = visitor.post(edit(draft), typed(draft, act="find", find="virtain & muut"))
    assert response["Location"] == f"{edit(draft)}?etsi=virtain+%26+muut#organisation-choices"
    assert found.name in text_of(visitor.get(f"{edit(draft)}?etsi=virtain"))
    part = visitor.get(f"{edit(draft)}jarjestot/?find=virtain")
    assert (found.name in text_of(part), "<html" in text_of(part)) == (True, False)


def test_link_is_mailed_or_the_page_says_what_is_missing(
    visitor: Client, nomination_round: NominationRound
) -> None:
    draft = draft_of(nomination_round)
    page = visitor.post(edit(draft), typed(draft, act="link", sender_email=""))
    assert set(page.context["form"].errors) == {"sender_email"}
    visitor.post(edit(draft), typed(draft, base_version=1, act="link"))
    assert mails() == [("nomination_link", "lahettaja@example.org")]


# --- Sending and answering -------------------------------------------------------------------------------------------


def test_sending_shows_the_receipt(visitor: Client, nomination_round: NominationRound) -> None:
    draft = draft_of(nomination_round)
    response = visitor.post(edit(draft), typed(draft, act="send"), follow=True)
    draft.refresh_from_db()
    assert (draft.state, response.templates[0].name) == ("submitted", "members/nomination_receipt.html")


def test_sending_with_holes_saves_and_says_what_is_missing(
    visitor: Client, nomination_round: NominationRound
) -> None:
    draft = draft_of(nomination_round)
    page = visitor.post(edit(draft), typed(draft, act="send", candidate_email="ei", organisation_name=""))
    draft.refresh_from_db()
    assert set(page.context["form"].errors) == {"candidate_email", "organisation"}
    assert (draft.state, draft.candidate_name) == ("draft", "Ehdokas Testinen")


@pytest.mark.parametrize(("seconds", "state"), [(-1, "submitted"), (0, "draft"), (1, "draft")])
def test_arrival_of_the_request_counts(
    visitor: Client, nomination_round: NominationRound, seconds: int, state: str
) -> None:
    draft = draft_of(nomination_round)
    with time_machine.travel(nomination_round.closes_at + seconds * SECOND, tick=False):
        page = visitor.post(edit(draft), typed(draft, act="send"), follow=True)
    draft.refresh_from_db()
    assert (draft.state, draft.grounds, page.status_code) == (state, "Tuntee asian.", 200)
    if state == "draft":
        assert "This draft cannot be sent" in text_of(page)


def test_second_of_an_organisation_is_told_kindly_and_the_draft_stays(
    visitor: Client, nomination_round: NominationRound
) -> None:
    first, second = draft_of(nomination_round), draft_of(nomination_round)
    visitor.post(edit(first), typed(first, act="send"))
    page = visitor.post(edit(second), typed(second, act="send"))
    second.refresh_from_db()
    (words,) = page.context["form"].non_field_errors()
    assert (words.startswith("Kuvitelma ry has nominated somebody"), second.state) == (True, "draft")


def test_sending_twice_leads_to_the_receipt(visitor: Client, nomination_round: NominationRound) -> None:
    draft = draft_of(nomination_round)
    for _twice in range(2):
        page = visitor.post(edit(draft), typed(draft, act="send"), follow=True)
    assert (page.templates[0].name, len(mails())) == ("members/nomination_receipt.html", 2)


def test_opening_the_link_answers_nothing_and_each_button_answers(
    visitor: Client, nomination_round: NominationRound
) -> None:
    group = nomination_round.groups.get()
    waiting = [
        NominationFactory(
            round=nomination_round, group=group, state=NominationState.SUBMITTED, answered_at=None
        )
        for _each in range(2)
    ]
    for nomination, answer, state in zip(
        waiting, ("confirm", "decline"), ("confirmed", "declined"), strict=True
    ):
        address = f"/en/ehdokkuus/vahvista/{nomination.confirm_key}/"
        visitor.get(address)
        assert visitor.post(address, {"answer": "maybe"}).status_code == 400
        nomination.refresh_from_db()
        assert nomination.state == "submitted"
        visitor.post(address, {"answer": answer})
        nomination.refresh_from_db()
        assert nomination.state == state


def test_taking_back_asks_first(visitor: Client, nomination_round: NominationRound) -> None:
    nomination = NominationFactory(round=nomination_round, group=nomination_round.groups.get())
    address = f"{edit(nomination)}peru/"
    visitor.get(address)
    nomination.refresh_from_db()
    assert nomination.state == "confirmed"
    visitor.post(address)
    nomination.refresh_from_db()
    assert nomination.state == "withdrawn"


def test_pages_behind_a_key_are_not_kept(visitor: Client, nomination_round: NominationRound) -> None:
    draft = draft_of(nomination_round)
    assert "no-store" in visitor.get(edit(draft))["Cache-Control"]


def test_swedish_draft_gets_swedish_mails(visitor: Client, nomination_round: NominationRound) -> None:
    with translation.override("sv"):
        visitor.post(f"/sv/ehdokkuus/{nomination_round.pk}/ilmoita/")
    assert Nomination.objects.get().language == "sv"
