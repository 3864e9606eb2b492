"""The public pages of bodies."""

from datetime import date
from typing import Any

from django import forms
from django.db.models import Prefetch, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import DetailView, ListView

from members import pages
from members.board import Board, board_of
from members.enums import RuleName
from members.models import Body, Term
from portal.access import is_secretariat
from portal.history import events_of
from portal.page_cache import same_for_visitors


@method_decorator(same_for_visitors, name="dispatch")
class BodyList(ListView):
    """All bodies that the reader may see."""

    template_name = "members/body_list.html"
    context_object_name = "bodies"

    def get_queryset(self) -> QuerySet:
        """The bodies, each with the term that runs now."""
        running = Term.objects.on_day(timezone.localdate())
        bodies = Body.objects.visible_to(self.request.user).select_related("region")
        return bodies.prefetch_related(Prefetch("terms", running, "running_terms"))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """And what can be done with them."""
        acts = [(gettext("Compare the rules of two groups"), reverse("members:rules-compare"), "")]
        if self.request.user.has_perm("members.run_body"):
            acts.append((gettext("Found a group"), reverse("members:body-found"), ""))
        return super().get_context_data(acts=acts, **kwargs)


class BodyPage(DetailView):
    """What the pages of one body have in common."""

    context_object_name = "body"

    def get_queryset(self) -> QuerySet:
        """The bodies that the reader may see; the others are as if they were not."""
        return Body.objects.visible_to(self.request.user).select_related("region", "parent")


class DayForm(forms.Form):
    """Which day the board shows."""

    paiva = forms.DateField(
        label=_("Show the seats on the day"), required=False, widget=forms.DateInput({"type": "date"})
    )


@method_decorator(same_for_visitors, name="dispatch")
class BodyDetail(BodyPage):
    """Task, seats, terms and contacts of a body, and what other apps add about it."""

    template_name = "members/body_detail.html"

    @cached_property
    def day_form(self) -> DayForm:
        """The reader's wish; a day that is no day shows today and says so."""
        return DayForm(self.request.GET or {"paiva": timezone.localdate()})

    @property
    def day(self) -> date:
        """The day that the board shows."""
        wished = self.day_form.cleaned_data.get("paiva") if self.day_form.is_valid() else None
        return wished or timezone.localdate()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The body on the chosen day."""
        body, user, day, today = self.object, self.request.user, self.day, timezone.localdate()
        board = board_of(body, day)
        rules = board.term.rules_version if board.term else body.rules_on(day)
        roles = body.roles.valid_on(today).select_related("user", "organisation").order_by("user__name")
        speakers = body.speaking_rights.valid_on(day).select_related("person", "organisation")
        return super().get_context_data(
            board=board,
            day=day,
            is_today=day == today,
            day_form=self.day_form,
            as_table=self.request.GET.get("nakyma") == "taulukko",
            rules=rules,
            facts=facts(board, rules.value(RuleName.MEETINGS_LEAST)),
            coordinators=[role for role in roles if role.user.is_active],
            speakers=speakers.order_by("group", "person__name"),
            offices=body.offices.valid_on(day).select_related("person"),
            terms=body.terms.select_related("rules_version"),
            sections=pages.sections(body, user, today),
            history=events_of(body) if is_secretariat(user) else [],
            may_run=user.has_perm("members.run_body", body),
            parent=Body.objects.visible_to(user).filter(pk=body.parent_id).first()
            if body.parent_id
            else None,
            children=body.children.visible_to(user),
            organisers=body.organisers.all(),
            area=body.area.all(),
            **kwargs,
        )


def facts(board: Board, meetings_least: int | None) -> list[tuple[str, str]]:
    """The row of facts under the heading: word and value."""
    row = []
    if board.term:
        row.append((gettext("Term"), board.term.period_text))
        row.append((gettext("Seats"), counts(len(board.members), len(board.deputies))))
        row.append((gettext("Vacant now"), counts(board.vacant_members, board.vacant_deputies)))
    if meetings_least:
        each_year = ngettext("At least %d a year", "At least %d a year", meetings_least) % meetings_least
        row.append((gettext("Meetings"), each_year))
    return row


def counts(members: int, deputies: int) -> str:
    """`19 members, 19 deputies`; deputies are never added to the members."""
    if not members and not deputies:
        return gettext("None")
    words = []
    if members:
        words.append(ngettext("%d member", "%d members", members) % members)
    if deputies:
        words.append(ngettext("%d deputy", "%d deputies", deputies) % deputies)
    return ", ".join(words)


@method_decorator(same_for_visitors, name="dispatch")
class BodyRulesPage(BodyPage):
    """The rules of a body: what each says, and how sure it is."""

    template_name = "members/body_rules.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The rules in force today."""
        rules = self.object.rules_on(timezone.localdate())
        return super().get_context_data(rules=rules, all_rules=rules.by_name.values(), **kwargs)
