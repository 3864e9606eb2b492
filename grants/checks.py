"""Whether an applicant and a sum keep the rules of a kind of grant: pass, fail, or an official checks, each with its reason.

The checks are pure functions on `Case`; `case_of` gathers one from the database. They run before the form is filled in,
and again when it is sent.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from members.enums import LegalForm
from members.models import Organisation
from portal.formats import euros, plain_day

from .enums import RuleTest, Verdict
from .models import CallKind, GrantRule


@dataclass(frozen=True)
class Rule:
    """What a rule says, and what of it the portal itself looks at; an empty test leaves it to an official."""

    code: str
    text: str
    test: str = ""


@dataclass(frozen=True, kw_only=True)
class Case:
    """What is known of an applicant and of what the kind asks; None is "not known" or "not decided"."""

    rules: tuple[Rule, ...] = ()
    legal_form: str = LegalForm.ASSOCIATION
    has_register_number: bool = False
    home_in_region: bool | None = None
    acts_in_region: bool | None = None
    active_since: date | None = None
    opens_on: date | None = None
    closes_on: date | None = None
    requested_sum: Decimal | None = None
    legal_forms: tuple[str, ...] | None = None
    least_years: int | None = None
    largest_sum: Decimal | None = None


@dataclass(frozen=True)
class Check:
    """What came of one rule."""

    code: str
    text: str
    verdict: Verdict
    reason: str


def check_rules(case: Case) -> list[Check]:
    """Each rule of the kind with its verdict, then what the kind itself lays down: who may apply, and how much."""
    checks = [Check(rule.code, rule.text, *_tested(rule, case)) for rule in case.rules]
    if case.legal_forms is not None:
        checks.append(Check("applicant", _("Who may apply"), *_legal_form(case)))
    if case.largest_sum is not None:
        checks.append(Check("sum", _("Largest sum"), *_sum(case)))
    return checks


def may_apply(checks: Iterable[Check]) -> bool:
    """Whether nothing is known to stand in the way."""
    return all(check.verdict != Verdict.FAILED for check in checks)


def _tested(rule: Rule, case: Case) -> tuple[Verdict, str]:
    return (
        TESTS[RuleTest(rule.test)](case)
        if rule.test
        else (Verdict.OFFICIAL, _("An official assesses this from the application."))
    )


def _region(case: Case) -> tuple[Verdict, str]:
    if case.home_in_region and case.acts_in_region is not False:
        return Verdict.PASSED, _("The applicant's home is in the region.")
    if case.home_in_region is False and case.acts_in_region is False:
        return Verdict.FAILED, _("Neither the home nor the activity is in the region.")
    if case.acts_in_region:
        return Verdict.OFFICIAL, _(
            "The home is not known to be in the region: whether the activity there is regular is checked by an official."
        )
    if case.home_in_region:
        return Verdict.OFFICIAL, _("The home is in the region, but no municipality of the activity is.")
    return Verdict.OFFICIAL, _("Neither home nor municipalities of the activity are known yet.")


def _registered(case: Case) -> tuple[Verdict, str]:
    if case.legal_form == LegalForm.UNREGISTERED:
        return Verdict.FAILED, _("The applicant is a group that is not registered.")
    if case.has_register_number:
        return Verdict.PASSED, _("The applicant has a number in a register.")
    return Verdict.OFFICIAL, _("The register number or Y-tunnus of the applicant is missing.")


def _years(case: Case) -> tuple[Verdict, str]:
    """The sources do not say whether the years are counted to the opening or the closing of the call: both are tried."""
    if case.least_years is None:
        return Verdict.OFFICIAL, _("How many years are asked for has not been decided.")
    if case.active_since is None or case.opens_on is None:
        return Verdict.OFFICIAL, _("It is not known since when the applicant has been active in the region.")
    full_on = years_later(case.active_since, case.least_years)
    facts = {"count": case.least_years, "since": plain_day(case.active_since)}
    if full_on <= case.opens_on:
        words = ngettext(
            "Active in the region since %(since)s: at least %(count)d year before the call.",
            "Active in the region since %(since)s: at least %(count)d years before the call.",
            case.least_years,
        )
        return Verdict.PASSED, words % facts
    if full_on <= (case.closes_on or case.opens_on):
        return Verdict.OFFICIAL, _("The time of activity becomes full while the call is open.")
    words = ngettext(
        "Active in the region since %(since)s: less than %(count)d year before the call.",
        "Active in the region since %(since)s: less than %(count)d years before the call.",
        case.least_years,
    )
    return Verdict.FAILED, words % facts


def _legal_form(case: Case) -> tuple[Verdict, str]:
    words = LegalForm(case.legal_form).label
    if case.legal_form in (case.legal_forms or ()):
        return Verdict.PASSED, _("%(form)s may apply.") % {"form": words}
    return Verdict.FAILED, _("%(form)s may not apply for this grant.") % {"form": words}


def _sum(case: Case) -> tuple[Verdict, str]:
    largest = euros(case.largest_sum or 0)
    if case.requested_sum is None:
        return Verdict.OFFICIAL, _("At most %(sum)s can be applied for.") % {"sum": largest}
    if case.requested_sum <= (case.largest_sum or 0):
        return Verdict.PASSED, _("The sum is at most %(sum)s.") % {"sum": largest}
    return Verdict.FAILED, _("The sum is over %(sum)s.") % {"sum": largest}


TESTS = {RuleTest.REGION: _region, RuleTest.REGISTERED: _registered, RuleTest.YEARS: _years}


def years_later(day: date, years: int) -> date:
    """The same day some years later; after 29 February 1 March where there is no such day."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)


def case_of(
    call_kind: CallKind,
    organisation: Organisation | None,
    *,
    municipalities: Iterable[str] | None = None,
    requested_sum: Decimal | None = None,
    today: date | None = None,
) -> Case:
    """What the register, the call and the answers say; `municipalities` are the codes that the applicant declares.

    Without an organisation it is an unregistered group.
    """
    kind, call = call_kind.kind, call_kind.call
    own = {place.code for place in call.region.municipalities.all()}
    home = organisation.home_municipality if organisation else None
    declared = set(municipalities or ())
    if organisation and not declared:
        declared = {place.code for place in organisation.municipalities.all()}
    rules = GrantRule.objects.of_kind(kind)
    closes_on = timezone.localdate(call.closes_at) if call.closes_at else (today or timezone.localdate())
    return Case(
        rules=tuple(Rule(rule.code, rule.text, rule.test) for rule in rules),
        legal_form=organisation.legal_form if organisation else LegalForm.UNREGISTERED,
        has_register_number=bool(organisation and (organisation.register_number or organisation.business_id)),
        home_in_region=home.code in own if home else None,
        acts_in_region=bool(declared & own) if declared else None,
        active_since=organisation.active_in_region_since if organisation else None,
        opens_on=timezone.localdate(call.opens_at) if call.opens_at else None,
        closes_on=closes_on,
        requested_sum=requested_sum,
        legal_forms=_allowed_forms(call_kind),
        least_years=kind.least_years,
        largest_sum=call_kind.largest_sum if call_kind.largest_sum is not None else kind.largest_sum,
    )


def _allowed_forms(call_kind: CallKind) -> tuple[str, ...] | None:
    forms = call_kind.kind.legal_forms
    return None if forms is None else tuple(forms)
