"""The coordinator's pages about one body, and the links between them."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from .models import Body


@dataclass(frozen=True)
class Tab:
    """A page of the workbench: its word, and the name of its address, which takes the body's slug."""

    label: StrOrPromise
    route: str


OVERVIEW = Tab(_("Overview"), "members:body-workbench")
TERMS = Tab(_("Terms and seats"), "members:term-list")
DETAILS = Tab(_("Details"), "members:body-details")
ROUNDS = Tab(_("Nomination rounds"), "members:round-workbench")
RULES = Tab(_("Rules"), "members:rules-workbench")
PEOPLE = Tab(_("People"), "members:body-people")
DOCUMENTS = Tab(_("Documents"), "members:document-list")
PLAN = Tab(_("Action plan"), "members:plan-workbench")
TABS = [OVERVIEW, TERMS, ROUNDS, DETAILS, RULES, PEOPLE, DOCUMENTS, PLAN]
"""In the order in which they stand; later apps put theirs at the end when Django starts."""


def page(request: HttpRequest, body: Body, tab: Tab, template: str, **context: Any) -> HttpResponse:
    """A page of the workbench or one below it: a template that extends `members/workbench.html`."""
    tabs = [(each, reverse(each.route, args=[body.slug])) for each in TABS]
    return render(request, template, {"body": body, "tab": tab, "tabs": tabs, **context})
