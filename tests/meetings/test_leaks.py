"""A secret word in a draft is met nowhere: every page that leads from the front page is read, with the files, feeds and calendars."""

import re
from collections.abc import Callable
from html import unescape
from typing import Any
from urllib.parse import urljoin, urlsplit

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from meetings import services
from meetings.documents import AGENDA, BINDER, INVITATION
from meetings.models import Meeting
from meetings.services.paper import look_into
from portal import documents, search
from portal.enums import Audience
from portal.models import Document, OutgoingMail
from portal.rendering import job
from tests.cast import Cast
from tests.factories import AgendaItemFactory, MeetingFactory

from .papers import accessible, paper

pytestmark = pytest.mark.django_db

WORD = "kuutamokivi"
LINK = re.compile(r'(?:href|src|hx-get)="([^"#?]+)"')
MOST_PAGES = 50
SEARCHES = (f"/haku/?q={WORD}", f"/sv/haku/?q={WORD}")
STARTS = (*SEARCHES, "/", "/kokoukset/", "/kokoukset/?nayta=pidetyt", "/oma/kalenteri/")
LEFT_OUT = ("/static/", "/tili/", "/sv/", "/en/", "/jarjestot/", "/avustukset/")


def prepared(cast: Cast, *, is_convened: bool) -> Meeting:
    """A meeting whose agenda nobody was shown: the word stands in its items, papers, and in the documents made of it."""
    secret = {"title_fi": f"Asia {WORD}", "background_fi": WORD, "proposal_fi": WORD, "presenter": WORD}
    meeting = MeetingFactory(body=cast.body, title_fi="" if is_convened else WORD)
    first = AgendaItemFactory(meeting=meeting, **secret)
    AgendaItemFactory(meeting=meeting, parent=first, **secret)
    material = paper(first, accessible(WORD, f"<p>{WORD}</p>"), title_fi=WORD, filename=f"{WORD}.pdf")
    look_into(material.pk)
    if is_convened:
        services.convene_meeting(meeting=meeting, publish_agenda=False, actor=cast.coordinator)
        meeting.refresh_from_db()
    for kind in (AGENDA, BINDER, INVITATION):
        job.make(documents.request(meeting, kind, language="fi", audience=Audience.PUBLIC, actor=None).pk)
    while search.index_changes():
        pass
    return meeting


def everything_read_by(client: Client) -> dict[str, str]:
    """Address → what it says, for all that leads from the front page, the lists and the search without sending a form."""
    found: dict[str, str] = {}
    waiting = list(STARTS)
    while waiting and len(found) < MOST_PAGES:
        address = waiting.pop(0)
        if address in found or (address.startswith(LEFT_OUT) and address not in STARTS):
            continue
        response: Any = client.get(address, follow=True)
        if response.streaming:
            found[address] = b"".join(response.streaming_content).decode("latin1")
            continue
        found[address] = response.content.decode("utf-8", "replace")
        if response.status_code == 200 and "html" in response["Content-Type"]:
            links = (urljoin(address, unescape(link)) for link in LINK.findall(found[address]))
            waiting += [link for link in links if not urlsplit(link).netloc]
    return found


@pytest.mark.parametrize("is_convened", [False, True], ids=["draft", "agenda not published"])
def test_what_is_prepared_is_met_nowhere(
    cast: Cast, client_of: Callable[[str], Client], *, is_convened: bool
) -> None:
    meeting = prepared(cast, is_convened=is_convened)
    item = meeting.items.first()
    files = [document.file_url for document in Document.objects.about(meeting)]
    secret = [item.get_absolute_url(), item.materials.get().get_absolute_url(), *files]
    secret.append(f"{meeting.get_absolute_url()}liitteet.zip")
    for role in ("visitor", "outsider", "member"):
        browser = client_of(role)
        known = everything_read_by(browser)
        assert cast.body.get_absolute_url() in known
        asked = {
            address: known.pop(address) for address in SEARCHES
        }  # these say themselves what was asked for
        assert [address for address, said in known.items() if WORD in said.lower()] == []
        assert [address for address, said in asked.items() if 'class="row-title"' in said] == []
        assert [browser.get(address).status_code for address in secret] == [404] * len(secret)
    found = client_of("coordinator").get(SEARCHES[0]).text  # the word can be found at all
    assert 'class="row-title"' in found


def test_feeds_and_invitations_tell_nothing_of_what_is_prepared(cast: Cast, client: Client) -> None:
    for is_convened in (False, True):
        prepared(cast, is_convened=is_convened)
    feed = services.renew_feed(actor=cast.member)
    for address in (f"/kalenteri/{cast.body.slug}.ics", f"/kalenteri/{feed.key}.ics"):
        calendar = client.get(address).content.decode()
        assert (calendar.count("BEGIN:VEVENT"), WORD in calendar) == (1, False)
    posted = OutgoingMail.objects.filter(due_at__gte=timezone.now())
    assert posted.exists()
    said = [
        row.subject
        + row.text
        + row.html
        + "".join(bytes(each.content or b"").decode() for each in row.attachments.all())
        for row in posted
    ]
    assert not any(WORD in each for each in said)
    assert mail.outbox == []
