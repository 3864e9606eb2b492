"""An officer writes to all applicants of a list: ticks, looks, presses twice, and sees the worker write the mails."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from grants.models import Application, BulkMessage, Message
from portal.models import OutgoingMail

from . import axe
from .steps import fi

LIST = "/tyopoyta/avustukset/hakemukset/"


@pytest.mark.usefixtures("worker")
def test_officer_writes_to_many_and_each_gets_it_once(open_tab: Callable[..., Page]) -> None:
    tab = open_tab("officer")
    tab.goto(f"{LIST}?state=submitted")
    boxes = tab.locator("input[name=chosen]")
    tab.locator("[data-tick-all]").check()
    count = boxes.count()
    expect(tab.locator("[data-ticked]")).to_have_text(f"({count})")
    boxes.first.uncheck()
    expect(tab.locator("[data-ticked]")).to_have_text(f"({count - 1})")
    assert tab.locator("[data-tick-all]").evaluate("(box) => box.indeterminate")
    tab.get_by_role("button", name=fi("Write to them")).click()
    tab.locator("[name=subject]").fill("Päätösten aikataulu")
    tab.locator("[name=text]").fill("Päätökset tulevat toukokuussa.")
    tab.get_by_role("button", name=fi("Look at it before it goes")).click()
    assert axe.findings(tab) == []
    tab.locator("form:has([name=seen]) button").dblclick()
    bulk = BulkMessage.objects.get()
    tab.wait_for_url(f"**{bulk.get_absolute_url()}")
    # The part asks for itself again until the worker has written all of them.
    expect(tab.locator("#bulk-mails[data-announce]")).to_be_visible(timeout=60_000)
    written_to = set(Message.objects.filter(bulk=bulk).values_list("application", flat=True))
    expected = Application.objects.filter(state="submitted").exclude(reference="")
    assert len(written_to) == Message.objects.filter(bulk=bulk).count() == count - 1
    assert written_to < set(expected.values_list("pk", flat=True))
    about = OutgoingMail.objects.filter(kind="application_message", subject__startswith="Päätösten aikataulu")
    assert set(about.values_list("about_id", flat=True)) <= written_to
    assert about.count() == BulkMessage.objects.get().mails


def test_without_script_all_of_the_list_is_chosen_by_a_button(open_tab: Callable[..., Page]) -> None:
    tab = open_tab("officer", width=320, script=False)
    tab.goto(LIST)
    expect(tab.locator("[data-tick-all]")).to_be_hidden()
    tab.get_by_role("button", name=fi("Write to them")).click()
    expect(tab.get_by_text(fi("Tick the applications first, or choose all of the list."))).to_be_visible()
    tab.locator("#scope-all").check()
    tab.get_by_role("button", name=fi("Write to them")).click()
    expect(tab.get_by_role("heading", level=1)).to_have_text(fi("Message to many applicants"))
