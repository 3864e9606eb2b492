"""A whole meeting played by its people, from the annual clock to an excerpt of its published minutes."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.db.models import Model
from django.utils import timezone
from icalendar import Calendar
from playwright.sync_api import Page, expect

from meetings import services
from meetings.answers import invitations_of
from meetings.enums import CallState, Capacity, Coming, Ground, Outcome, ProposalSource, Standing
from meetings.models import (
    AgendaItem,
    Inspector,
    Invitation,
    ItemRecord,
    Meeting,
    Minutes,
    Proposal,
)
from members.demo import BODY
from members.models import Mandate
from portal.enums import DocumentState
from portal.models import Document, MailAttachment, OutgoingMail

from . import axe, pdfs, steps
from .steps import UNTIL_MADE, fi

if TYPE_CHECKING:
    from .site import Site

OpenTab = Callable[..., Page]
MATTER = "Hoitajien lepopäivät kesällä"
DECIDED = "Ryhmä esittää lepopäivien kokeilua."
MENDED = "Ryhmä esittää lepopäivien kokeilua vuonna 2027."
RECEIVER = "vastaanottaja@esimerkki.fi"
DECLINES = {"Raili Kangasvirta": True, "Mikael Ahonoja": True, "Erkki Niemiharju": False}
"""Who cannot come, and whether the deputy can."""


@pytest.mark.usefixtures("worker")
def test_meeting_from_the_annual_clock_to_an_excerpt_of_its_minutes(site: "Site", open_tab: OpenTab) -> None:
    coordinator = open_tab("coordinator")
    meeting = plan(coordinator)
    tabled = fill_agenda(open_tab, coordinator, meeting)
    following = Meeting.objects.filter(body=meeting.body, state="convened").get()
    convene(coordinator, meeting)
    move(coordinator, meeting)
    answer(open_tab, coordinator, meeting)

    open_meeting(coordinator, meeting)
    hold(coordinator, meeting, tabled)
    close(coordinator, meeting, tabled, following)
    read_documents(coordinator, meeting)

    type_at_once(coordinator, open_tab("secretariat"), meeting)
    have_signed(open_tab, coordinator, meeting)
    first, second = have_inspected(coordinator, meeting)
    ask_for_change(open_tab(), first)
    mend(coordinator, meeting)
    have_signed(open_tab, coordinator, meeting)
    have_inspected(coordinator, meeting)
    approve(open_tab(), [first, second])
    publish(open_tab, coordinator, meeting)
    send_excerpt(coordinator, meeting)


# --- Before the meeting ----------------------------------------------------------------------------------------------


def plan(tab: Page) -> Meeting:
    """More meetings for the year that is planned, in one act; the first of them is brought near by the test."""
    year = Meeting.objects.filter(body__slug=BODY).latest("starts_at").starts_at.year
    before = set(Meeting.objects.values_list("pk", flat=True))
    tab.goto(f"/kokoukset/{BODY}/vuosikello/suunnittele/?vuosi={year}&maara=12")
    press(tab, "Make the drafts")
    expect(tab).to_have_url(re.compile(rf"/vuosikello/\?vuosi={year}$"))
    made = Meeting.objects.exclude(pk__in=before).order_by("starts_at")
    assert made.count() > 1
    assert set(made.values_list("state", flat=True)) == {"draft"}
    meeting = made.select_related("body").first()
    assert meeting
    assert meeting.invitation_due_on
    assert meeting.invitation_due_on < meeting.day
    begins_in(meeting, hours=2)
    return meeting


def begins_in(meeting: Meeting, **span: int) -> None:
    """Nobody waits for the day: the meeting comes to the test."""
    meeting.starts_at = timezone.now() + timedelta(**span)
    meeting.ends_at = meeting.starts_at + timedelta(hours=2)
    meeting.save(update_fields=["starts_at", "ends_at"])


def fill_agenda(open_tab: OpenTab, coordinator: Page, meeting: Meeting) -> AgendaItem:
    """A member proposes a matter, the annual clock another; both are put on the agenda."""
    member = open_tab("member")
    member.goto(f"/kokoukset/{BODY}/ehdota/")
    member.get_by_label(fi("What should the group take up?")).fill(MATTER)
    member.get_by_role("button", name=fi("Send the proposal")).click()
    expect(member.get_by_role("main").get_by_text(MATTER)).to_be_visible()
    by_clock = Proposal.objects.waiting().filter(source=ProposalSource.ANNUAL_CLOCK).earliest("pk")
    for proposal in (Proposal.objects.get(title=MATTER), by_clock):
        coordinator.goto(f"/kokoukset/{BODY}/ehdotukset/")
        coordinator.goto(f"/kokoukset/{BODY}/ehdotukset/{proposal.pk}/")
        coordinator.get_by_label(fi("On the agenda of")).select_option(str(meeting.pk))
        press(coordinator, "Put it on the agenda")
        expect_told(coordinator, "The proposal is on the agenda.")
    by_clock.refresh_from_db()
    assert by_clock.item
    return by_clock.item


def convene(tab: Page, meeting: Meeting) -> None:
    """The invitations are written, each with the meeting as an entry of a calendar; all documents are asked for."""
    open_workbench(tab, meeting)
    press(tab, "Convene the meeting")
    expect(tab.get_by_text(fi("Convened", "meeting state"), exact=True)).to_be_visible()
    meeting.refresh_from_db()
    entries = entries_of(meeting)
    assert len(entries) > 15
    assert {(str(each["uid"]).split("@")[0], each["sequence"]) for each in entries} == {(str(meeting.key), 0)}
    with tab.expect_response(lambda response: response.url.endswith("/asiakirjat/")):
        press(tab, "Make all documents")
    # Once the mails have left, the meeting cannot be taken back any more.
    OutgoingMail.objects.filter(state="queued").update(state="sent", sent_at=timezone.now())
    Meeting.objects.filter(pk=meeting.pk).update(convened_at=timezone.now() - timedelta(days=20))


def move(tab: Page, meeting: Meeting) -> None:
    """Another place: everybody's entry is the same one with the next number, and feeds have it once."""
    tab.goto(f"{meeting.edit_url}tiedot/")
    tab.get_by_label(fi("Place")).fill("Kaupungintalo, Nokia")
    press(tab, "Save")
    expect_told(tab, "Saved.")
    meeting.refresh_from_db()
    moved = entries_of(meeting, kind="meeting_moved")
    assert {(str(each["uid"]).split("@")[0], each["sequence"]) for each in moved} == {(str(meeting.key), 1)}
    assert {str(each["location"]) for each in moved} == {"Kaupungintalo, Nokia"}
    assert in_feed(tab, meeting) == ["Kaupungintalo, Nokia"]


def answer(open_tab: OpenTab, coordinator: Page, meeting: Meeting) -> None:
    """Three decline: two deputies come, the third declines as well, and the coordinator sees it all."""
    for row in invitations_of(meeting).filter(capacity=Capacity.MEMBER).exclude(person__name__in=DECLINES):
        row.meeting = meeting
        services.answer(invitation=row, coming=Coming.ON_SITE, actor=None)
    visitor = open_tab()
    for name, deputy_comes in DECLINES.items():
        say(visitor, invited(meeting, name), "absent")
        call = meeting.substitutions.open().get(seat__mandates__person__name=name)
        say(visitor, invited(meeting, call.deputy.name), "on_site" if deputy_comes else "absent")
    states = meeting.substitutions.order_by("pk").values_list("state", flat=True)
    assert list(states) == [CallState.ACCEPTED, CallState.ACCEPTED, CallState.DECLINED]
    open_workbench(coordinator, meeting)
    for name, deputy_comes in DECLINES.items():
        line = coordinator.locator("tr", has_text=name)
        expect(line.locator(".glyph-deputy")).to_have_count(1 if deputy_comes else 0)


def say(tab: Page, row: Invitation, coming: str) -> None:
    """By the link of the mail."""
    tab.goto(f"/kutsu/{row.key}/")
    tab.locator(f"label.choice:has([value={coming}])").click()
    press(tab, "Confirm the answer")
    expect(tab.locator("main .act .form-end .hint")).to_be_visible()


def invited(meeting: Meeting, name: str) -> Invitation:
    """The invitation of somebody."""
    return meeting.invitations.in_force().get(person__name=name)


# --- In session ------------------------------------------------------------------------------------------------------


def open_meeting(tab: Page, meeting: Meeting) -> None:
    """Those who said that they come are there."""
    begins_in(meeting, minutes=-1)
    open_workbench(tab, meeting)
    press(tab, "Open the meeting")
    press(tab, "They are present")
    expect(tab.locator(".lead-number")).to_contain_text(fi("There is a quorum."))
    assert meeting.presences.filter(capacity=Capacity.DEPUTY).count() == 2


def hold(tab: Page, meeting: Meeting, tabled: AgendaItem) -> None:
    """Item by item: one writes itself, in one somebody is disqualified, one is tabled."""
    tab.goto(f"{meeting.edit_url}istunto/")
    items = list(meeting.items.order_by("order"))
    for item, after in zip(items, [*items[1:], None], strict=True):
        expect(tab.locator(".session-title")).to_have_text(item.title_fi)
        if item.standing == Standing.OPENING:
            press(tab, "Begin this item")
        elif item.standing == Standing.LEGALITY:
            press(tab, "Write it from the facts")
            expect(tab.locator("[name=decision_sv]")).not_to_have_value("")
        if item.title_fi == MATTER:
            disqualify(tab, meeting)
            tab.locator("[name=decision_fi]").fill(DECIDED)
        if item.kind != "formal":
            outcome = Outcome.TABLED if item == tabled else Outcome.DECIDED
            tab.locator(f"[name=outcome][value={outcome}]").check()
        if after:
            tab.locator(".session-foot .btn-primary").click()
    assert ItemRecord.objects.get(item__meeting=meeting, item__title_fi=MATTER).decision_fi == DECIDED


def disqualify(tab: Page, meeting: Meeting) -> None:
    """A member has nothing to say here; the deputy sits in for this item, and nobody is counted twice."""
    member = Mandate.objects.get(person__name="Hilkka Tammelin", seat__group__term__body=meeting.body)
    seats = tab.locator("#session-state")
    before = seats.locator(".lead-number").inner_text()
    facts = tab.locator("#session-facts")
    facts.locator("summary", has_text=fi("Somebody is disqualified")).click()
    facts.get_by_label(fi("Who is disqualified")).select_option(label=member.person.name)
    facts.get_by_label(fi("Ground")).select_option(Ground.PARTY)
    facts.locator("form:has([name=disqualify-ground]) button").click()
    expect(seats.locator(".lead-number")).not_to_have_text(before)
    facts.get_by_role("button", name=fi("Sits in for this item")).click()
    expect(facts).to_contain_text("Osmo Rantaperä")
    expect(seats.locator(".lead-number")).to_have_text(before)
    assert axe.findings(tab) == []


def close(tab: Page, meeting: Meeting, tabled: AgendaItem, following: Meeting) -> None:
    """What closing does is said and done: sections without a gap, and the tabled item on the next agenda."""
    last = ItemRecord.objects.filter(body=meeting.body, year=meeting.day.year).order_by("section").last()
    tab.goto(f"{meeting.edit_url}paata/")
    expect(tab.get_by_role("main")).to_contain_text(following.name)
    assert axe.findings(tab) == []
    press(tab, "Close the meeting")
    expect_told(tab, "The meeting is closed. Its sections have their numbers.")
    first = (last.section or 0) + 1 if last else 1
    numbers = list(ItemRecord.objects.filter(item__meeting=meeting).values_list("section", flat=True))
    assert sorted(numbers) == list(range(first, first + len(numbers)))
    assert following.items.get(continues=tabled).title_fi == tabled.title_fi
    assert in_feed(tab, meeting) == ["Kaupungintalo, Nokia"]


def read_documents(tab: Page, meeting: Meeting) -> None:
    """What was asked for before the meeting has been made meanwhile."""
    open_workbench(tab, meeting)
    cards = tab.locator("#documents .document-card").count()
    expect(tab.locator("#documents a.document-name")).to_have_count(cards, timeout=UNTIL_MADE)
    expect_accessible(tab, meeting)


# --- Minutes ---------------------------------------------------------------------------------------------------------


def type_at_once(first: Page, second: Page, meeting: Meeting) -> None:
    """Two mend the same section: what they wrote in different fields is kept, and in the same field both texts are shown."""
    matter = meeting.items.get(title_fi=MATTER)
    for tab in (first, second):
        tab.goto(f"{meeting.edit_url}poytakirja/asiat/{matter.key}/")
    first.locator("[name=decision_fi]").fill("Ryhmä esittää <b>lepopäiviä</b>.")
    second.locator("[name=discussion_fi]").fill("Käytiin vilkas keskustelu.")
    second.locator("[name=decision_fi]").fill(DECIDED + " Äänestystä ei ollut.")
    press(first, "Save")
    expect(first.locator(".messages")).to_be_visible()
    press(second, "Save")
    expect(second.locator("blockquote")).to_have_text("Ryhmä esittää <b>lepopäiviä</b>.")
    assert axe.findings(second) == []
    second.locator("[name=keep-decision_fi][value=mine]").check()
    press(second, "Save")
    expect(second.locator(".messages")).to_be_visible()
    record = ItemRecord.objects.get(item=matter)
    assert record.decision_fi == DECIDED + " Äänestystä ei ollut."
    assert record.discussion_fi == "Käytiin vilkas keskustelu."


def have_signed(open_tab: OpenTab, coordinator: Page, meeting: Meeting) -> None:
    """The chair and the secretary sign what they have read."""
    coordinator.goto(f"{meeting.edit_url}poytakirja/")
    press(coordinator, "Ask for the signatures")
    expect_told(coordinator, "The signatures are asked for.")
    for tab in (open_tab("chair"), coordinator):
        tab.goto(f"{meeting.get_absolute_url()}poytakirja/")
        press(tab, "Sign", "verb")
        expect_told(tab, "You have signed. Thank you.")
    assert Minutes.objects.get(meeting=meeting).state == "signed"


def have_inspected(tab: Page, meeting: Meeting) -> list[Inspector]:
    """Those whose turn it is are asked."""
    tab.goto(f"{meeting.edit_url}poytakirja/")
    expect(tab.locator("[name=people]:checked")).to_have_count(2)
    press(tab, "Ask the inspectors")
    expect_told(tab, "The inspectors have been asked.")
    return list(Inspector.objects.filter(minutes__meeting=meeting).order_by("pk"))


def ask_for_change(tab: Page, inspector: Inspector) -> None:
    """By the link, without signing in."""
    tab.goto(inspector.path)
    tab.locator("summary", has_text=fi("Ask for a change")).click()
    tab.get_by_label(fi("What should be changed")).fill("Päätöksestä puuttuu <i>vuosi</i>.")
    assert axe.findings(tab) == []
    press(tab, "Ask for this change")
    expect_told(tab, "Your answer is saved. Thank you.")


def mend(tab: Page, meeting: Meeting) -> None:
    """What is asked stands above the text, as it was typed; the text is mended."""
    tab.goto(f"{meeting.edit_url}poytakirja/")
    expect(tab.locator(".note.warn")).to_contain_text("Päätöksestä puuttuu <i>vuosi</i>.")
    assert axe.findings(tab) == []
    matter = meeting.items.get(title_fi=MATTER)
    tab.goto(f"{meeting.edit_url}poytakirja/asiat/{matter.key}/")
    tab.locator("[name=decision_fi]").fill(MENDED)
    press(tab, "Save")
    expect(tab.locator(f"section:has(#asia-{matter.pk})")).to_contain_text(MENDED)


def approve(tab: Page, inspectors: list[Inspector]) -> None:
    """The last approval seals the text."""
    for inspector in inspectors:
        tab.goto(inspector.path)
        expect(tab.get_by_role("main")).to_contain_text(MENDED)
        press(tab, "Approve the text")
        expect_told(tab, "Your answer is saved. Thank you.")
    assert Minutes.objects.get(pk=inspectors[0].minutes_id).is_approved


def publish(open_tab: OpenTab, coordinator: Page, meeting: Meeting) -> None:
    """Nobody else read a word of it before; then everybody does, in the portal and as a file."""
    visitor, page = open_tab(forgive="404"), f"{meeting.get_absolute_url()}poytakirja/"
    assert visitor.request.get(page).status == 404
    coordinator.goto(f"{meeting.edit_url}poytakirja/")
    press(coordinator, "Publish", "verb")
    expect_told(coordinator, "It is published.")
    make = coordinator.locator(".documents").get_by_role("button", name=fi("Make the PDF")).first
    if make.is_visible():
        make.click()
    expect(coordinator.locator(".documents a.document-name").first).to_be_visible(timeout=UNTIL_MADE)
    visitor.goto(page)
    expect(visitor.get_by_role("main")).to_contain_text(MENDED)
    expect_accessible(coordinator, Minutes.objects.get(meeting=meeting))


def send_excerpt(tab: Page, meeting: Meeting) -> None:
    """One section goes to somebody whom it concerns."""
    matter = meeting.items.get(title_fi=MATTER)
    tab.goto(f"{meeting.edit_url}poytakirja/asiat/{matter.key}/ote/")
    tab.get_by_label(fi("Receiver's name")).fill("Vastaanottaja")
    tab.get_by_label(fi("E-mail address")).fill(RECEIVER)
    press(tab, "Send the excerpt")
    expect_told(tab, "The excerpt goes to %(address)s.", address=RECEIVER)
    expect(tab.locator("section:has(#otteet)")).to_contain_text(RECEIVER)
    document = Document.objects.about(matter).get()
    tab.goto(document.get_absolute_url())
    expect(tab.locator("a.document-name")).to_be_visible(timeout=UNTIL_MADE)
    expect_accessible(tab, matter)


# --- What the steps share --------------------------------------------------------------------------------------------


def press(tab: Page, words: str, context: str | None = None) -> None:
    """Press the button of the page that is called exactly so."""
    tab.get_by_role("main").get_by_role("button", name=fi(words, context), exact=True).click()


def expect_told(tab: Page, words: str, **values: str) -> None:
    """Wait for the page to say that something was done."""
    steps.expect_told(tab, fi(words, **values))


def open_workbench(tab: Page, meeting: Meeting) -> None:
    """The tab shows the meeting as those who prepare it see it."""
    tab.goto(meeting.edit_url)
    expect(tab.get_by_role("main")).to_be_visible()


def entries_of(meeting: Meeting, kind: str = "meeting_invitation") -> list[Any]:
    """The meeting as it stands in the mails of a kind, read back as a program for calendars does."""
    files = MailAttachment.objects.filter(mail__kind=kind, content_type__startswith="text/calendar")
    about = [str(pk) for pk in meeting.invitations.values_list("pk", flat=True)]
    entries = []
    for file in files.filter(mail__about_id__in=about):
        calendar = Calendar.from_ical(bytes(file.content))
        assert str(calendar["method"]) == "REQUEST"
        entries += calendar.walk("VEVENT")
    return entries


def in_feed(tab: Page, meeting: Meeting) -> list[str]:
    """The places at which the public calendar of the body has the meeting: one, whatever became of it."""
    answered = tab.request.get(f"/kalenteri/{BODY}.ics")
    events = Calendar.from_ical(answered.body()).walk("VEVENT")
    return [str(event["location"]) for event in events if str(event["uid"]).startswith(str(meeting.key))]


def expect_accessible(tab: Page, subject: Model) -> None:
    """All documents of a record are there, and what a screen reader finds in them has no fault."""
    made = Document.objects.about(subject).filter(state=DocumentState.READY)
    assert made
    answers = {each.filename: tab.request.get(each.file_url) for each in made}
    found = {name: pdfs.faults(answered.body()) for name, answered in answers.items()}
    assert {name: faults for name, faults in found.items() if faults} == {}
