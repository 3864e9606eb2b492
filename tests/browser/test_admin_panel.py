"""axe on the admin panel: Django's own pages keep some small findings, but nothing may keep people out."""

import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest
from django.contrib import admin
from django.db.models import Model
from django.urls import reverse
from django.utils import translation
from playwright.sync_api import Browser, Page, expect

from . import axe
from .tabs import tabs_of

if TYPE_CHECKING:
    from .site import Site

OpenTab = Callable[..., Page]

KINDS = sorted(admin.site._registry, key=lambda model: model._meta.label)


@pytest.fixture(scope="module")
def complaints() -> list[str]:
    """What the browser complains of in the panel."""
    return []


@pytest.fixture(scope="module")
def one_tab(browser: Browser, site: "Site", complaints: list[str]) -> Iterator[Page]:
    """The secretariat's window; a new one for each kind would load all that the panel's pages share anew."""
    with tabs_of(browser, site, complaints) as open_one:
        tab = open_one("secretariat")
        axe.keep_at_hand(tab)
        yield tab
    assert complaints == []


@pytest.fixture
def panel(one_tab: Page, complaints: list[str]) -> Iterator[Page]:
    """That window; what the browser complains of fails the test."""
    yield one_tab
    heard = complaints.copy()
    complaints.clear()
    assert heard == []


def addresses_of(model: type[Model]) -> list[str]:
    """The list of a kind of record, the page of one, and the page for a new one where there is one."""
    name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
    addresses = [reverse(f"{name}_changelist")]
    record = model._default_manager.first()
    if record:
        addresses.append(reverse(f"{name}_change", args=[record.pk]))
    return addresses


def test_visitor_is_asked_to_sign_in_on_the_portal_s_own_page(open_tab: OpenTab) -> None:
    tab = open_tab()
    tab.goto("/hallinta/")
    expect(tab).to_have_url(re.compile(r"/kirjaudu/\?next="))
    assert axe.findings(tab) == []


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_nothing_grave_on_the_first_page(open_tab: OpenTab, language: str) -> None:
    tab = open_tab("secretariat")
    with translation.override(language):
        tab.goto(reverse("admin:index"))
    expect(tab.locator("html")).to_have_attribute("lang", language)
    assert axe.grave_findings(tab) == []


@pytest.mark.parametrize("model", KINDS, ids=lambda model: model._meta.label_lower)
def test_nothing_grave_on_lists_and_forms(panel: Page, model: type[Model]) -> None:
    found = []
    for address in addresses_of(model):
        panel.goto(address)
        found += axe.grave_findings(
            panel, in_the_dark=model is KINDS[0]
        )  # all have the same two style sheets
    assert found == [], "\n".join(found)
