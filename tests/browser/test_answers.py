"""Answering in a browser: by the link of a mail without signing in, and what the coordinator sees of it live."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from meetings.enums import Capacity, MeetingState
from meetings.models import Meeting

from .site import Site


def test_member_declines_by_the_link_and_the_coordinator_sees_the_deputy_called(
    site: Site, open_tab: Callable[..., Page]
) -> None:
    meeting = Meeting.objects.get(state=MeetingState.CONVENED)
    row = meeting.invitations.get(person__user=site.user("member").pk, capacity=Capacity.MEMBER)
    workbench = open_tab("coordinator")
    workbench.goto(f"/kokoukset/valmistelu/{meeting.key}/vastaukset/")
    expect(workbench.locator("tr", has_text="Raili Kangasvirta")).not_to_contain_text("Pentti Jokihaara")

    tab = open_tab("visitor", width=360)
    tab.goto(f"/kutsu/{row.key}/?vastaus=en-paase")
    expect(tab.locator("input[name=coming][value=absent]")).to_be_checked()
    expect(tab.locator("input[name=coming]")).to_have_count(3)
    with tab.expect_navigation():
        tab.locator("main .btn-primary").click()
    expect(tab).to_have_url(re.compile(f"/kutsu/{row.key}/$"))
    expect(tab.locator("main .act .form-end .hint")).to_be_visible()

    workbench.reload()
    expect(workbench.locator("tr", has_text="Raili Kangasvirta")).to_contain_text("Pentti Jokihaara")
    deputy = open_tab("deputy")
    deputy.goto(meeting.get_absolute_url())
    expect(deputy.locator("#answer")).to_be_visible()
    with deputy.expect_navigation():
        deputy.locator("label.choice").first.click()
        deputy.locator("main .act .btn-primary").click()
    workbench.reload()
    line = workbench.locator("tr", has_text="Raili Kangasvirta")
    expect(line.locator(".glyph-deputy")).to_have_count(1)
