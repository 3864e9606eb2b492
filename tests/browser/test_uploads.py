"""Files of an application with a script: sent at once, dropped, and sent again as a whole after a lost connection."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from grants.models import Application

from . import axe
from .steps import fi

DROP = """(form) => {
  const carried = new DataTransfer();
  carried.items.add(new File(["Toinen"], "toinen.txt", { type: "text/plain" }));
  form.dispatchEvent(new DragEvent("drop", { dataTransfer: carried, bubbles: true, cancelable: true }));
}"""


def test_file_is_sent_again_after_a_lost_connection_and_is_there_once(open_tab: Callable[..., Page]) -> None:
    draft = Application.objects.filter(state="draft").latest("pk")
    tab = open_tab("applicant", width=320, forgive="ERR_FAILED|htmx:(sendError|afterRequest)")
    url = f"{draft.get_absolute_url()}liitteet/"
    tab.goto(url)
    form = tab.locator("form[data-upload]").last
    tab.route(
        "**/liitteet/", lambda route: route.abort() if route.request.method == "POST" else route.continue_()
    )
    form.locator("input[type=file]").set_input_files(
        {"name": "tili.txt", "mimeType": "text/plain", "buffer": b"Tili" * 1000}
    )
    expect(form.get_by_role("status")).to_have_text(
        fi("The connection was lost. The whole file is sent again when it is back.")
    )
    assert not draft.attachments.exists()
    tab.unroute("**/liitteet/")
    tab.evaluate("dispatchEvent(new Event('online'))")
    expect(tab.get_by_role("link", name="tili.txt")).to_be_visible()
    expect(tab.locator("form[data-upload]").last).to_have_attribute("data-is-ready", "1")
    tab.locator("form[data-upload]").last.evaluate(DROP)
    expect(tab.get_by_role("link", name="toinen.txt")).to_be_visible()
    assert sorted(draft.attachments.values_list("filename", "size")) == [
        ("tili.txt", 4000),
        ("toinen.txt", 6),
    ]
    assert axe.findings_on_phone(tab) == []
    tab.locator("form[data-upload]").last.locator("input[type=file]").set_input_files(
        {"name": "ohjelma.exe", "mimeType": "text/plain", "buffer": b"MZ\x00\x01"}
    )
    expect(tab.locator("[data-files] .field-error").last).to_contain_text("ohjelma.exe")


def test_too_much_is_told_with_the_limit_before_anything_is_sent(open_tab: Callable[..., Page]) -> None:
    draft = Application.objects.filter(state="draft").latest("pk")
    before = draft.attachments.count()
    tab = open_tab("applicant", width=320)
    tab.goto(f"{draft.get_absolute_url()}liitteet/")
    form = tab.locator("form[data-upload]").last
    many = [{"name": f"{n}.txt", "mimeType": "text/plain", "buffer": b"%d" % n} for n in range(101)]
    form.locator("input[type=file]").set_input_files(many)
    expect(form.get_by_role("status")).to_have_text(
        fi(
            "You chose %(count)s files; at most %(most_at_once)s go at once. Nothing was sent.",
            count="101",
            most_at_once="100",
        )
    )
    large = {"name": "suuri.txt", "mimeType": "text/plain", "buffer": b"a" * 26_000_000}
    form.locator("input[type=file]").set_input_files([large])
    expect(form.get_by_role("status")).to_contain_text("suuri.txt on liian suuri: enintään 25\xa0Mt")
    assert draft.attachments.count() == before
