"""The whole way of a nomination: an association nominates on a phone, the candidate agrees, the coordinator chooses."""

from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from members.demo import BODY
from members.enums import NominationState
from members.models import Mandate, Nomination, NominationRound
from portal.models import OutgoingMail
from tests.factories import NominationRoundFactory

from . import axe
from .steps import expect_told, fi

if TYPE_CHECKING:
    from .site import Site

OpenTab = Callable[..., Page]
NAME = "Tuisku Testihiihtäjä"
GROUNDS = "Tuisku tuntee talviliikunnan seurat."


@pytest.fixture
def nomination_round(site: "Site") -> NominationRound:
    """The demo's open round."""
    return NominationRound.objects.filter(body__slug=BODY).earliest("pk")


@pytest.fixture
def another_round(nomination_round: NominationRound) -> NominationRound:
    """A round of the test's own: the demo's is decided once somebody has walked all the way."""
    group = nomination_round.groups.get()
    return NominationRoundFactory(term=group.term, title_fi="Toinen haku", groups=[group])


def write(tab: Page, name: str, text: str) -> None:
    """Type into a field and leave it; goes on once the draft is stored."""
    with tab.expect_response(lambda response: response.request.method == "POST" and response.ok):
        tab.locator(f"[name={name}]").fill(text)
        tab.locator(f"[name={name}]").blur()


def press(tab: Page, words: str) -> None:
    """Press the button of the page."""
    tab.get_by_role("main").get_by_role("button", name=fi(words), exact=True).click()


def test_nomination_from_the_phone_to_the_public_list(
    open_tab: OpenTab, nomination_round: NominationRound
) -> None:
    nominate(open_tab("visitor", width=360), nomination_round)
    nomination = Nomination.objects.get(candidate_name=NAME)
    agree(open_tab(), nomination)
    NominationRound.objects.filter(pk=nomination_round.pk).update(
        closes_at=timezone.now() - timedelta(minutes=1)
    )
    coordinator = open_tab("coordinator")
    give_points(coordinator, nomination)
    choose(coordinator, nomination)
    publish(coordinator, nomination)
    visitor = open_tab()
    visitor.goto(nomination_round.get_absolute_url())
    row = visitor.get_by_role("row").filter(has_text=NAME)
    expect(row).to_contain_text(fi("Member"))
    assert axe.findings(visitor) == []


def nominate(tab: Page, nomination_round: NominationRound) -> None:
    """From the front page to the receipt; what was typed is there when the page is opened anew."""
    tab.goto("/")
    tab.get_by_role("link", name=nomination_round.title).click()
    tab.get_by_role("link", name=fi("Nominate"), exact=True).click()
    press(tab, "Begin")
    expect(tab.get_by_role("heading", name=fi("Nomination"), exact=True)).to_be_visible()
    write(tab, "candidate_name", NAME)
    expect(tab.locator("#saved")).to_contain_text(fi("Saved %(time)s", time="").strip())
    tab.reload()
    expect(tab.locator("[name=candidate_name]")).to_have_value(NAME)
    press(tab, "Send the nomination")
    expect(tab.locator(".error-summary")).to_be_focused()
    assert axe.findings(tab) == []
    with tab.expect_response(lambda response: "/jarjestot/" in response.url):
        tab.get_by_label(fi("Find the organisation")).press_sequentially("Latupari")
    option = tab.get_by_label("Latupari ry")
    with tab.expect_response(lambda response: response.request.method == "POST" and response.ok):
        option.check()
    for name, text in {
        "candidate_email": "tuisku@example.org",
        "grounds": GROUNDS,
        "sender_name": "Seuran Sihteeri",
        "sender_email": "sihteeri@example.org",
    }.items():
        write(tab, name, text)
    press(tab, "Send the nomination")
    expect(tab.get_by_role("heading", name=fi("The nomination has arrived"))).to_be_visible()
    assert axe.findings(tab) == []


def agree(tab: Page, nomination: Nomination) -> None:
    """Opening the link answers nothing; the button does."""
    tab.goto(f"/ehdokkuus/vahvista/{nomination.confirm_key}/")
    expect(tab.get_by_text(GROUNDS)).to_be_visible()
    nomination.refresh_from_db()
    assert nomination.state == NominationState.SUBMITTED
    assert axe.findings(tab) == []
    press(tab, "I agree to be a candidate")
    expect(tab.get_by_role("heading", name=fi("You have confirmed"))).to_be_visible()


def give_points(tab: Page, nomination: Nomination) -> None:
    """Points and a reason on each criterion; then the mean shows."""
    tab.goto("/")
    tab.get_by_role("link", name=fi("Choose: %(round)s", round=nomination.round.title)).first.click()
    tab.get_by_role("link", name=fi("Compare the nominations")).click()
    tab.get_by_role("link", name=fi("Points for %(name)s", name=NAME)).click()
    criteria = nomination.round.criteria.count()
    expect(tab.locator("input[name^=points]")).to_have_count(criteria)
    for field in tab.locator("input[name^=points]").all():
        field.fill("3")
    for field in tab.locator("textarea[name^=reason]").all():
        field.fill("Hyvä kokemus.")
    press(tab, "Save my points")
    card = tab.locator(".compare > li").filter(has_text=NAME)
    expect(card.locator("b").first).to_have_text("9,0")
    assert axe.findings(tab) == []


def choose(tab: Page, nomination: Nomination) -> None:
    """One as the member, one as the deputy, the others not; a seat for two people is said beside the choice."""
    tab.get_by_role("link", name=fi("Choose"), exact=True).click()
    deputy = Nomination.objects.get(candidate_name="Sisko Sauvakävely")
    cards = tab.locator(".compare > li").filter(has=tab.locator("select"))
    expect(cards).to_have_count(nomination.round.nominations.confirmed().count())
    for card in cards.all():
        card.locator("select").select_option("none")
        card.locator("textarea").fill("Muut täydentävät ryhmää paremmin.")
    wanted = {nomination.pk: fi("Member"), deputy.pk: fi("Member")}
    for pk, label in wanted.items():
        tab.locator(f"[name=n{pk}-seat]").select_option(label=label)
    press(tab, "Save the choices")
    expect(tab.locator(".error-summary")).to_be_focused()
    assert axe.findings(tab) == []
    tab.locator(f"[name=n{deputy.pk}-seat]").select_option(label=fi("Deputy"))
    press(tab, "Save and see the letters")
    expect(tab.get_by_role("heading", name=fi("The letters"))).to_be_visible()


def publish(tab: Page, nomination: Nomination) -> None:
    """Every letter can be read before; afterwards the two sit in their seats and the letters are on their way."""
    before = OutgoingMail.objects.count()
    tab.get_by_label(fi("Decision"), exact=True).fill("Esimerkkijohtaja 1.2.2027 § 7")
    press(tab, "See the letters with these words")
    letter = tab.locator("details").filter(has_text=NAME)
    letter.locator("summary").click()
    expect(letter).to_contain_text("Esimerkkijohtaja 1.2.2027 § 7")
    assert OutgoingMail.objects.count() == before
    assert axe.findings(tab) == []
    press(tab, "Publish the result")
    expect_told(tab, fi("The result is published and the letters are on their way."))
    nomination.refresh_from_db()
    assert nomination.mandate
    seated = Mandate.objects.filter(seat__group=nomination.group, end_reason="").order_by("seat__kind")
    assert [each.person.name for each in seated] == ["Sisko Sauvakävely", NAME]
    assert OutgoingMail.objects.filter(kind="nomination_chosen_member").count() == 1


def test_two_windows_of_one_draft_show_both_texts(open_tab: OpenTab, another_round: NominationRound) -> None:
    draft = Nomination.objects.create(round=another_round, created_at=timezone.now())
    first, second = open_tab(), open_tab()
    for tab in (first, second):
        tab.goto(f"/ehdokkuus/ilmoitus/{draft.key}/")
    write(first, "grounds", "Ensimmäinen teksti.")
    write(second, "grounds", "Toinen teksti.")
    second.get_by_role("button", name=fi("Show both texts")).click()
    expect(second.locator("blockquote")).to_contain_text("Ensimmäinen teksti.")
    expect(second.locator("[name=grounds]")).to_have_value("Toinen teksti.")
    assert axe.findings(second) == []
    second.locator("[name=keep-grounds][value=theirs]").check()
    second.get_by_role("button", name=fi("Save the draft"), exact=True).click()
    expect(second.locator("[name=grounds]")).to_have_value("Ensimmäinen teksti.")
    expect(second.locator("blockquote")).to_have_count(0)


def test_nomination_is_written_and_sent_without_script(
    open_tab: OpenTab, another_round: NominationRound
) -> None:
    tab = open_tab(script=False)
    tab.goto(f"{another_round.get_absolute_url()}ilmoita/")
    press(tab, "Begin")
    tab.locator("[name=find]").fill("Harjulan")
    tab.get_by_role("button", name=fi("Search"), exact=True).click()
    tab.get_by_label("Harjulan Kylät ry").check()
    for name, text in {
        "candidate_name": "Skripti Tönkkö",
        "candidate_email": "skripti@example.org",
        "grounds": GROUNDS,
        "sender_name": "Sihteeri",
        "sender_email": "sihteeri@example.org",
    }.items():
        tab.locator(f"[name={name}]").fill(text)
    press(tab, "Send the nomination")
    expect(tab.get_by_role("heading", name=fi("The nomination has arrived"))).to_be_visible()
