"""The officers' list of applications: what it can be narrowed by, ordered by, and which columns it can show."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from math import ceil
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import (
    BooleanField,
    CharField,
    Count,
    DurationField,
    Exists,
    ExpressionWrapper,
    F,
    Max,
    Min,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    Value,
    Window,
)
from django.db.models.functions import Cast, Coalesce, Concat, Lower
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django_stubs_ext import StrOrPromise

from members.models import Organisation
from portal.formats import euros, minutes, moment

from .enums import ApplicationState
from .models import Application, Submission, SupplementRequest

PAGE = 50
LONGEST_SEARCH = 200
MOST_WORDS = 8
SHORTEST_ANSWERED = 3  # letters of a word that is looked for in answers


@dataclass(frozen=True)
class Column:
    """A column of the list: its label, the cell as people read it, and the plain value for a file."""

    name: str
    label: StrOrPromise
    cell: Callable[[Application], Any]
    plain: Callable[[Application], Any]
    kind: str = ""
    is_usual: bool = True


def _when(value: Any) -> str:
    return moment(value) if value else ""


def lateness(late: timedelta | None) -> str:
    """How late something came, in words: '2 days', '3 h 5 min'; nothing for what was in time."""
    if late is None:
        return ""
    if late.days:
        return ngettext("%(count)d day", "%(count)d days", late.days) % {"count": late.days}
    return minutes(max(1, int(late.total_seconds() // 60)))


COLUMNS = {
    column.name: column
    for column in (
        Column("reference", _("reference"), lambda a: a.reference, lambda a: a.reference),
        Column("applicant", _("applicant"), lambda a: a.applicant_name, lambda a: a.applicant_name),
        Column("title", _("title"), lambda a: a.title, lambda a: a.title, is_usual=False),
        Column("kind", _("kind of grant"), lambda a: a.call_kind.kind.name, lambda a: a.call_kind.kind.name),
        Column(
            "sum",
            _("sum applied for"),
            lambda a: euros(a.requested_sum) if a.requested_sum is not None else "",
            lambda a: a.requested_sum,
            kind="num",
        ),
        Column("state", _("state"), lambda a: a.get_state_display(), lambda a: a.get_state_display()),
        Column("submitted", _("sent at"), lambda a: _when(a.submitted_at), lambda a: _when(a.submitted_at)),
        Column(
            "handler",
            _("handled by"),
            lambda a: a.handler.name if a.handler else "",
            lambda a: a.handler.name if a.handler else "",
        ),
        Column(
            "case",
            _("the county's case number"),
            lambda a: a.case_number,
            lambda a: a.case_number,
            is_usual=False,
        ),
        Column("contact", _("contact"), lambda a: a.contact_name, lambda a: a.contact_name, is_usual=False),
        Column(
            "paper",
            _("came on paper"),
            lambda a: a.get_paper_way_display(),
            lambda a: a.get_paper_way_display(),
            is_usual=False,
        ),
        Column(
            "late",
            _("late by"),
            lambda a: lateness(a.late_by_time),
            lambda a: lateness(a.late_by_time),
            is_usual=False,
        ),
    )
}
USUAL = [column.name for column in COLUMNS.values() if column.is_usual]

ORDERS = {
    "submitted": ("-submitted_at", "-pk"),
    "oldest": ("submitted_at", "pk"),
    "applicant": ("applicant_key", "pk"),
    "sum": (F("requested_sum").desc(nulls_last=True), "pk"),
    "reference": ("reference", "pk"),
}
ORDER_LABELS = {
    "submitted": _("Newest first"),
    "oldest": _("Oldest first"),
    "applicant": _("By applicant"),
    "sum": _("Largest sum first"),
    "reference": _("By reference"),
}

SENT = Application.objects.filter(state=ApplicationState.SUBMITTED)
# Who applies, alike for a registered organisation and for a group that only has a name.
APPLICANT = Coalesce(Cast("organisation", CharField()), Lower("group_name"))

FLAGS = {
    "supplement": Q(waits=True),
    "late": Q(late_by_time__isnull=False),
    "paper": Q(is_paper=True),
}


def narrowed(applications: QuerySet[Application], chosen: dict[str, Any]) -> QuerySet[Application]:
    """Those that fit all that was chosen: call, kind, state, handler, flag and words."""
    if chosen.get("call"):
        applications = applications.filter(call=chosen["call"])
    if chosen.get("kind"):
        applications = applications.filter(call_kind__kind=chosen["kind"])
    if chosen.get("state"):
        applications = applications.filter(state=chosen["state"])
    if chosen.get("handler") == "none":
        applications = applications.filter(handler=None)
    elif chosen.get("handler"):
        applications = applications.filter(handler=chosen["handler"])
    for word in chosen.get("q", "")[:LONGEST_SEARCH].split()[:MOST_WORDS]:
        applications = applications.filter(_says(word))
    shown: Any = _noticed(applications, chosen.get("flag", ""))
    key = Coalesce("organisation__sort_key", "group_name", output_field=CharField())
    order: Any = ORDERS.get(chosen.get("order", ""), ORDERS["submitted"])
    return shown.annotate(applicant_key=key).order_by(*order)


def _noticed(applications: QuerySet[Application], flag: str) -> QuerySet[Application]:
    """Those that have the flag; what is not asked for costs nothing.

    Accounts and applicants are gone through once and counted: asking for each application whether there is another like
    it would go through the table as often as there are applications.
    """
    if flag == "iban":
        shared = SENT.exclude(iban="").values("iban").annotate(first=Min(APPLICANT), last=Max(APPLICANT))
        shared = shared.filter(first__lt=F("last")).values("iban")
        return applications.filter(state=ApplicationState.SUBMITTED, iban__in=shared)
    if flag == "double":
        in_call: Any = {"applicant_in_call": Concat(Cast("call", CharField()), Value(" "), APPLICANT)}
        several = SENT.values(**in_call).annotate(count=Count("pk")).filter(count__gt=1)
        sent = applications.filter(state=ApplicationState.SUBMITTED).alias(**in_call)
        return sent.filter(applicant_in_call__in=several.values("applicant_in_call"))
    return flagged(applications).filter(FLAGS[flag]) if flag in FLAGS else applications


def _says(word: str) -> Any:
    """Those that the word belongs to, by their numbers, names, titles or what was answered.

    What was typed since the last sending is nobody's business here. Two letters are too few for the index of answers.
    """
    found = (
        Q(reference__icontains=word)
        | Q(organisation__in=Organisation.objects.filter(name__icontains=word).values("pk"))
        | Q(group_name__icontains=word)
        | Q(title__icontains=word)
        | Q(case_number__icontains=word)
    )
    if len(word) >= SHORTEST_ANSWERED:
        # By way of the keys: so the database asks the index once, and does not read every answer.
        found |= Q(pk__in=Application.objects.filter(sent_words__contains=word.lower()).values("pk"))
    return found


def flagged(applications: QuerySet[Application]) -> QuerySet[Application]:
    """With what an officer should notice: a second application of the same applicant, an account that another applicant uses
    too, a supplement that is waited for, and how much later than the closing it came.

    What has been withdrawn neither doubles anything nor is doubled. A group is known by its name.
    """
    others = SENT.exclude(pk=OuterRef("pk"))
    double = others.filter(call=OuterRef("call"))
    of_organisation = Exists(double.filter(organisation=OuterRef("organisation")))
    of_group = Exists(double.filter(organisation=None, group_name__iexact=OuterRef("group_name")))
    same_account = others.exclude(iban="").filter(iban=OuterRef("iban"))
    other_applicant = same_account.alias(who=APPLICANT).exclude(who=OuterRef("who"))
    waiting = SupplementRequest.objects.filter(
        application=OuterRef("pk"), answered_at=None, cancelled_at=None
    )
    # What answers a supplement request comes after the closing by its nature.
    late = Submission.objects.filter(
        application=OuterRef("pk"), is_supplement=False, arrived_at__gte=OuterRef("call__closes_at")
    )
    late_by = ExpressionWrapper(F("arrived_at") - OuterRef("call__closes_at"), DurationField())
    is_sent = Q(state=ApplicationState.SUBMITTED)
    return applications.alias(who=APPLICANT).annotate(
        is_double=_whether(is_sent & (of_organisation | Q(of_group, organisation=None))),
        shares_iban=_whether(is_sent & Q(Exists(other_applicant))),
        waits=Exists(waiting),
        late_by_time=Subquery(late.order_by("-number").values(late=late_by)[:1]),
    )


def _whether(condition: Any) -> ExpressionWrapper:
    return ExpressionWrapper(condition, output_field=BooleanField())


def page_of(applications: QuerySet[Application], number: int) -> tuple[Page, dict[str, Any]]:
    """A page of the list, the last one for a number beyond it; and how many there are in all, and what they ask for.

    What they were narrowed by is looked for once, and the flags are asked for the rows of the page alone.
    """
    in_all = {"number_of_all": Window(Count("pk")), "asked_by_all": Window(Sum("requested_sum"))}
    keys = applications.annotate(**in_all).values_list("pk", *in_all)
    found: list[Any] = list(keys[PAGE * (number - 1) : PAGE * number])
    if not found and number > 1:
        number = max(1, ceil(applications.order_by().count() / PAGE))
        found = list(keys[PAGE * (number - 1) : PAGE * number])
    sums: dict[str, Any] = (
        {"count": found[0][1], "asked": found[0][2]} if found else {"count": 0, "asked": None}
    )
    pages: Paginator[Application] = Paginator([], PAGE)
    pages.count = sums["count"]
    rows = flagged(Application.objects.for_list().select_related("handler"))
    by_key = rows.in_bulk([pk for pk, *_all in found])
    return Page([by_key[pk] for pk, *_all in found if pk in by_key], number, pages), sums


def columns_of(names: list[str]) -> list[Column]:
    """The chosen columns in their fixed order; the usual ones for none."""
    wanted = set(names) & set(COLUMNS) or set(USUAL)
    return [column for name, column in COLUMNS.items() if name in wanted]
