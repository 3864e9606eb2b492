"""Acts on the rules of a body. A change is a new version from a day on; what has been in force is never rewritten."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from members.enums import RuleName
from members.models import Body, BodyRule, BodyRules, CategoryScheme, Term
from members.rule_sets import BY_SCHEME, contradictions
from portal.errors import Overtaken, Refused
from portal.formats import plain_day
from portal.history import act
from portal.models import User

from .acting import lock_body
from .stamp import rules_stamp

RuleValues = Mapping[str, Mapping[str, Any]]
"""Rule → its fields: status, value, options and the text in each language."""


def latest_rules(body: Body) -> BodyRules | None:
    """The version that was made last; each begins after the one before it."""
    return body.rules_versions.order_by("-valid_from").first()


def present_term(body: Body) -> Term | None:
    """The term that runs today."""
    return body.terms.on_day(timezone.localdate()).select_related("rules_version").first()


def can_correct(version: BodyRules) -> bool:
    """Whether a version may still be written over: nothing has gone by it, for it begins today or later and no term
    uses it.
    """
    return version.valid_from >= timezone.localdate() and not version.terms.exists()


def day_problem(former: BodyRules | None, valid_from: date) -> str:
    """Why a new version cannot begin on the day; nothing if it can."""
    if former is None or valid_from > former.valid_from:
        return ""
    text = _("Choose a later day: the version “%(title)s” begins on %(day)s.")
    return text % {"title": former.title, "day": plain_day(former.valid_from)}


@act
def change_rules(  # noqa: PLR0913 - these are the facts of a version
    *,
    body: Body,
    base: str,
    valid_from: date,
    title: str,
    category_scheme: CategoryScheme | None,
    rules: RuleValues,
    in_present_term: bool = False,
    actor: User,
) -> BodyRules:
    """A new version from a day on; the version before it ends on the day before, and rules not given are copied from it.

    A term keeps the rules that it began with unless `in_present_term`. `base` is the `rules_stamp` of the latest version
    that the actor saw. Raises PermissionDenied, Overtaken, ValidationError by rule, and Refused when no term runs.
    """
    locked = lock_body(body, actor=actor)
    former = _latest_as_seen(locked, base)
    if words := day_problem(former, valid_from):
        raise ValidationError({"valid_from": words})
    _check(rules, former, category_scheme)
    if former and (former.valid_until is None or former.valid_until >= valid_from):
        former.valid_until = valid_from - timedelta(days=1)
        former.save(update_fields=["valid_until"])
    version = BodyRules(
        body=locked, title=title, valid_from=valid_from, category_scheme=category_scheme, is_example=False
    )
    version.full_clean()
    version.save()
    _write(version, rules, former)
    if in_present_term:
        adopt_rules(term=_required(present_term(locked)), version=version, actor=actor)
    return version


@act
def correct_rules(
    *,
    version: BodyRules,
    base: str,
    title: str,
    category_scheme: CategoryScheme | None,
    rules: RuleValues,
    actor: User,
) -> BodyRules:
    """Write over a version by which nothing has gone yet.

    Raises PermissionDenied, Overtaken, ValidationError by rule, and Refused once it has been in force or a term uses it.
    """
    lock_body(version.body, actor=actor)
    now = BodyRules.objects.select_related("body").get(pk=version.pk)
    if not can_correct(now):
        raise Refused(
            _("The version is in force or a term uses it, so it stays as it is. Make a new one instead.")
        )
    if rules_stamp(now) != base:
        raise Overtaken(_overtaken())
    _check(rules, now, category_scheme)
    now.title, now.category_scheme = title, category_scheme
    now.full_clean()
    now.save(update_fields=["title", "category_scheme"])
    _write(now, rules, now)
    return BodyRules.objects.get(pk=now.pk)


@act
def adopt_rules(*, term: Term, version: BodyRules, actor: User) -> Term:
    """Let a term go on by another version of its body's rules; seats that there are stay as they are.

    Raises PermissionDenied, and Refused for the rules of another body, a term that is over, or rules that it has already.
    """
    lock_body(term.body, actor=actor)
    now = Term.objects.select_related("body").get(pk=term.pk)
    if version.body_id != now.body_id:
        raise Refused(_("These are the rules of another body."))
    if now.ends_on and now.ends_on < timezone.localdate():
        raise Refused(_("The term is over. It keeps the rules that it went by."))
    if now.rules_version_id == version.pk:
        raise Refused(_("The term goes by these rules already."))
    now.rules_version = version
    now.save(update_fields=["rules_version"])
    return now


def _latest_as_seen(body: Body, base: str) -> BodyRules | None:
    latest = latest_rules(body)
    if rules_stamp(latest) != base:
        raise Overtaken(_overtaken())
    return latest


def _overtaken() -> str:
    return _("Somebody was faster: the rules have changed meanwhile. Look at them and change them again.")


def _required(term: Term | None) -> Term:
    if term is None:
        raise Refused(_("No term runs today, so there is none that could take the new rules into use."))
    return term


def _check(rules: RuleValues, former: BodyRules | None, scheme: CategoryScheme | None) -> None:
    """Raise ValidationError when the rules, with those that are copied, contradict one another."""
    written = {name: rule.value for name, rule in (former or BodyRules()).by_name.items()}
    values = written | {name: fields["value"] for name, fields in rules.items()}
    errors: dict[str, Any] = dict(contradictions(values))
    if values.get(RuleName.SEAT_SCHEME) in BY_SCHEME and scheme is None:
        errors["category_scheme"] = _("Seats are divided by it: choose which classification.")
    if errors:
        raise ValidationError(errors)


def _write(version: BodyRules, rules: RuleValues, former: BodyRules | None) -> None:
    """Store each rule: as given, else as it stood in the former version."""
    source = (former or BodyRules()).by_name
    own = {rule.name: rule for rule in version.rules.all()}
    errors: dict[str, Any] = {}
    for name in RuleName.values:
        rule = own.get(name) or BodyRule(version=version, name=name)
        for field in ("status", "value", "options", "text_fi", "text_sv", "text_en"):
            setattr(rule, field, getattr(source[name], field))
        rule.source = source[name].source
        for field, value in rules.get(name, {}).items():
            setattr(rule, field, value)
        try:
            rule.full_clean(exclude=["version"])
        except ValidationError as error:
            errors[name] = error.messages
        else:
            rule.save()
    if errors:
        raise ValidationError(errors)
