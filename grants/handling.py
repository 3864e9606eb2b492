"""The officers' list of applications: what it can be narrowed by and ordered by, and what is to be noticed in it."""

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

from members.models import Organisation
from portal.access import Actor

from .enums import ApplicationState
from .models import Application, Message, Submission, SupplementRequest

PAGE = 50
LONGEST_SEARCH = 200
MOST_WORDS = 8
MOST_NAMED = 20
SHORTEST_ANSWERED = 3  # letters of a word that is looked for in answers


ORDERS = {
    "submitted": ("-submitted_at", "-pk"),
    "oldest": ("submitted_at", "pk"),
    "applicant": ("applicant_key", "pk"),
    "sum": (F("requested_sum").desc(nulls_last=True), "pk"),
    "smallest": (F("requested_sum").asc(nulls_last=True), "pk"),
    "account": ("iban", "pk"),
    "reference": ("reference", "pk"),
}
RISING = {"oldest", "applicant", "smallest", "reference"}
# Who looks at these sees those together that belong together.
ORDER_OF_FLAG = {"double": "applicant", "iban": "account"}
ORDER_LABELS = {
    "": _("Usual"),
    "submitted": _("Newest first"),
    "oldest": _("Oldest first"),
    "applicant": _("By applicant"),
    "sum": _("Largest sum first"),
    "smallest": _("Smallest sum first"),
    "reference": _("By reference"),
}

SENT = Application.objects.filter(state=ApplicationState.SUBMITTED)
# Who applies, alike for a registered organisation and for a group that only has a name.
APPLICANT = Coalesce(Cast("organisation", CharField()), Lower("group_name"))

FLAGS = {
    "supplement": Q(waits=True),
    "late": Q(late_by_time__isnull=False),
    "paper": Q(is_paper=True),
    "message": Q(has_unread=True),
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
    order: Any = ORDERS[order_of(chosen)]
    return shown.annotate(applicant_key=key).order_by(*order)


def order_of(chosen: dict[str, Any]) -> str:
    """How the list is ordered: as chosen, else as its flag asks for, else the newest first."""
    usual = ORDER_OF_FLAG.get(chosen.get("flag", ""), "submitted")
    return chosen["order"] if chosen.get("order") in ORDERS else usual


def _noticed(applications: QuerySet[Application], flag: str) -> QuerySet[Application]:
    """Those that have the flag; what is not asked for costs nothing.

    Accounts and applicants are gone through once and counted: asking for each application whether there is another like
    it would go through the table as often as there are applications.
    """
    if flag == "iban":
        used = SENT.exclude(iban="").values("iban").annotate(first=Min(APPLICANT), last=Max(APPLICANT))
        shared = used.filter(first__lt=F("last")).values("iban")
        return applications.filter(state=ApplicationState.SUBMITTED, iban__in=shared)
    if flag == "double":
        in_call: Any = {"applicant_in_call": Concat(Cast("call", CharField()), Value(" "), APPLICANT)}
        several = SENT.values(**in_call).annotate(count=Count("pk")).filter(count__gt=1)
        sent: Any = applications.filter(state=ApplicationState.SUBMITTED).alias(**in_call)
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
    too, a supplement that is waited for, a message that nobody has read, and how much later than the closing it came.

    What has been withdrawn neither doubles anything nor is doubled. A group is known by its name.
    """
    others = SENT.exclude(pk=OuterRef("pk"))
    double = others.filter(call=OuterRef("call"))
    of_organisation = Exists(double.filter(organisation=OuterRef("organisation")))
    of_group = Exists(double.filter(organisation=None, group_name__iexact=OuterRef("group_name")))
    same_account = others.exclude(iban="").filter(iban=OuterRef("iban"))
    other_applicant = same_account.alias(who=APPLICANT).exclude(who=OuterRef("who"))
    waiting = SupplementRequest.objects.waiting().filter(application=OuterRef("pk"))
    # What answers a supplement request comes after the closing by its nature.
    late = Submission.objects.filter(
        application=OuterRef("pk"), is_supplement=False, arrived_at__gte=OuterRef("call__closes_at")
    )
    late_by = ExpressionWrapper(F("arrived_at") - OuterRef("call__closes_at"), DurationField())
    unread = Message.objects.filter(application=OuterRef("pk"), is_from_applicant=True, read_at=None)
    is_sent = Q(state=ApplicationState.SUBMITTED)
    return applications.alias(who=APPLICANT).annotate(
        is_double=_whether(is_sent & (of_organisation | Q(of_group, organisation=None))),
        shares_iban=_whether(is_sent & Q(Exists(other_applicant))),
        waits=Exists(waiting),
        has_unread=Exists(unread),
        late_by_time=Subquery(late.order_by("-number").values(late=late_by)[:1]),
    )


def _whether(condition: Any) -> ExpressionWrapper:
    return ExpressionWrapper(condition, output_field=BooleanField())


def noticed_beside(application: Application, user: Actor) -> dict[str, list[Application]]:
    """What the flags of an application speak of: the other ones of its applicant, and those with its account.

    Only those that the user handles are named.
    """
    others = Application.objects.handled_by(user).filter(state=ApplicationState.SUBMITTED)
    others = others.exclude(pk=application.pk).for_list().order_by("reference")
    same: dict[str, Any] = {"organisation": application.organisation_id}
    if application.organisation_id is None:
        same["group_name__iexact"] = application.group_name
    double = others.filter(call=application.call_id, **same) if application.is_double else others.none()
    account = others.filter(iban=application.iban) if application.shares_iban else others.none()
    return {"double": list(double[:MOST_NAMED]), "account": list(account[:MOST_NAMED])}


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
