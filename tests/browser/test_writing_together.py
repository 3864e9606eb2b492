"""Two colleagues write one application: each sees the other, different answers merge, the same one shows both texts.

And somebody is signed out while writing: the text survives, and is saved after signing in.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest
from django.contrib.sessions.models import Session
from django.urls import reverse
from playwright.sync_api import Page, expect

from grants import services
from grants.models import Application, ApplicationRole
from portal.demo import PASSWORD

from . import axe
from .site import ROLES
from .steps import fi, part_of, saved

if TYPE_CHECKING:
    from .site import Site

OpenTab = Callable[..., Page]


def write(tab: Page, name: str, text: str) -> None:
    """Type over an answer and leave the field."""
    tab.locator(f"[name={name}]").fill(text)
    tab.locator(f"[name={name}]").blur()


@pytest.fixture
def draft(site: "Site") -> Application:
    """The applicant's draft of a general grant."""
    return Application.objects.filter(call_kind__kind__slug="yleisavustus", state="draft").latest("pk")


def value_of(draft: Application, name: str) -> Any:
    """The answer as it is kept."""
    return draft.answers.get(name=name).value


def test_two_colleagues_write_a_general_grant_together(
    open_tab: OpenTab, site: "Site", draft: Application
) -> None:
    services.invite_colleague(
        application=draft, email=ROLES["outsider"].email, role="editor", actor=site.user("applicant")
    )
    role = ApplicationRole.objects.get(application=draft, email=ROLES["outsider"].email)
    services.join_application(role=role, actor=site.user("outsider"))
    one, other = open_tab("applicant"), open_tab("outsider", width=320, forgive="403")
    for tab in (one, other):
        tab.goto(part_of(draft, "purpose"))
    expect(other.locator("[data-others]")).to_contain_text(site.user("applicant").name)

    # Different answers: both stay, though neither page has seen the other's.
    with saved(one):
        write(one, "title", "Yhteinen kerho")
    expect(one.locator("[data-others]")).to_contain_text(site.user("outsider").name)
    with saved(other):
        write(other, "need", "Moni jää yksin.")
    assert (value_of(draft, "title"), value_of(draft, "need")) == ("Yhteinen kerho", "Moni jää yksin.")

    # The same answer: the second is told at once, keeps the text and sees both.
    with saved(one):
        write(one, "purpose", "Ensimmäisen tarkoitus.")
    write(other, "purpose", "Toisen <b>tarkoitus</b>.")
    both = other.get_by_role("button", name=fi("Show both texts"))
    both.click()
    expect(other.locator("blockquote")).to_have_text("Ensimmäisen tarkoitus.")
    expect(other.locator("[name=purpose]")).to_have_value("Toisen <b>tarkoitus</b>.")
    assert value_of(draft, "purpose") == "Ensimmäisen tarkoitus."
    assert axe.findings(other) == []
    other.get_by_role("button", name=fi("Save and continue")).click()
    expect(other.locator("[name=purpose]")).to_have_count(0)
    assert value_of(draft, "purpose") == "Toisen <b>tarkoitus</b>."

    # Taken off the application while writing: told in the page, which keeps the text.
    other.goto(part_of(draft, "purpose"))
    services.end_colleague(role=role, actor=site.user("applicant"))
    write(other, "need", "Tätä ei enää oteta.")
    told = fi("You can no longer write this application. What you typed stays in this page: copy it.")
    expect(other.locator("#saved")).to_contain_text(told)
    expect(other.locator("[name=need]")).to_have_value("Tätä ei enää oteta.")
    assert value_of(draft, "need") == "Moni jää yksin."


def sign_in_here(tab: Page, role: str) -> None:
    """The form of the page for signing in, filled in."""
    tab.locator("[name=login]").fill(ROLES[role].email)
    tab.locator("[name=password]").fill(PASSWORD)
    tab.get_by_role("main").get_by_role("button", name=fi("Sign in"), exact=True).click()


def test_text_written_after_the_session_has_ended_is_saved_after_signing_in(
    open_tab: OpenTab, draft: Application
) -> None:
    tab = open_tab("applicant", width=320, forgive="401")
    tab.goto(part_of(draft, "purpose"))
    Session.objects.all().delete()
    write(tab, "purpose", "Istunto päättyi kesken lauseen.")
    told = fi(
        "You have been signed out. What you wrote is kept on this device and is saved when you have signed in."
    )
    expect(tab.locator("#saved")).to_contain_text(told)
    assert axe.findings_on_phone(tab) == []
    tab.on("dialog", lambda dialog: dialog.accept())
    tab.locator("#saved").get_by_role("link", name=fi("Sign in")).click()
    with saved(tab):
        sign_in_here(tab, "applicant")
    expect(tab.locator("[name=purpose]")).to_have_value("Istunto päättyi kesken lauseen.")
    assert value_of(draft, "purpose") == "Istunto päättyi kesken lauseen."

    # Signed in again in a second window: the first one goes on without being opened anew.
    Session.objects.all().delete()
    second = tab.context.new_page()
    second.goto(reverse("account_login"))
    sign_in_here(second, "applicant")
    expect(second.locator("[name=password]")).to_have_count(0)
    with saved(tab):
        write(tab, "purpose", "Toinen ikkuna kirjautui.")
    assert value_of(draft, "purpose") == "Toinen ikkuna kirjautui."
