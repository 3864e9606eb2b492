"""The groups and seats of a term: made as its rules lay down, and changed while nobody has sat in them."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Max
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from members.enums import RuleName, SeatKind
from members.models import BodyRule, BodyRules, Mandate, Municipality, Seat, SeatGroup, Term
from portal.enums import Language
from portal.errors import Overtaken, Refused
from portal.history import act
from portal.models import User

from .acting import lock_body
from .checking import require_active

Facts = dict[str, Any]
"""What a group stands for and is called."""


class RulesOpenError(Refused):
    """Rules that the act needs have not been decided; the message names them."""

    def __init__(self, rules: Sequence[BodyRule]) -> None:
        self.rules = rules
        super().__init__(_("Decide first: %s.") % ", ".join(map(str, rules)))


def undecided_for_seating(rules: BodyRules) -> list[BodyRule]:
    """The rules without which no seats can be made."""
    needed = [RuleName.SEAT_SCHEME, RuleName.PRIMARIES]
    if rules.value(RuleName.DEPUTY_KIND) != "none":
        needed.append(RuleName.DEPUTIES)
    if rules.value(RuleName.DEPUTIES) != 0:
        needed.append(RuleName.DEPUTY_KIND)
    return [rules.by_name[name] for name in RuleName if name in needed and rules.value(name) is None]


@act
def seat_term(*, term: Term, actor: User) -> list[SeatGroup]:
    """Give the term its groups with their seats, as its rules lay down; nobody sits in them yet.

    A term that has groups keeps them as they are. Raises PermissionDenied, RulesOpenError, and Refused when the body is
    not at work or has nothing to make the groups of.
    """
    require_active(lock_body(term.body, actor=actor))
    if groups := list(term.groups.all()):
        return groups
    rules = term.rules_version
    if undecided := undecided_for_seating(rules):
        raise RulesOpenError(undecided)
    scheme = rules.value(RuleName.SEAT_SCHEME)
    planned, nothing_to_seat = GROUPS_OF[scheme]
    facts = list(planned(term))
    if not facts:
        raise Refused(str(nothing_to_seat()))
    return [_make_group(term, order, each) for order, each in enumerate(facts, 1)]


def _make_group(term: Term, order: int, facts: Facts) -> SeatGroup:
    rules = term.rules_version
    group = term.groups.create(order=order, **facts)
    kind = rules.value(RuleName.DEPUTY_KIND)
    group.make_seats(
        members=rules.value(RuleName.PRIMARIES),
        deputies=0 if kind == "none" else rules.value(RuleName.DEPUTIES),
        ranked=kind == "ranked",
    )
    return group


def _by_category(term: Term) -> Iterable[Facts]:
    scheme = term.rules_version.category_scheme
    categories = scheme.categories.filter(has_seat=True) if scheme else []
    return ({"category": each, **_names_of(each)} for each in categories)


def _by_municipality(term: Term) -> Iterable[Facts]:
    area = term.body.area.all() or Municipality.objects.filter(region=term.body.region_id)
    return ({"municipality": each, **_names_of(each)} for each in area)


def _by_nominator(term: Term) -> Iterable[Facts]:
    return ({"nominator": each, "name_fi": each.name} for each in term.body.nominators.all())


def _by_organisation(term: Term) -> Iterable[Facts]:
    listed = [
        each.organisation for each in term.body.nominators.select_related("organisation") if each.organisation
    ]
    organisations = listed or term.body.member_organisations.all()
    return ({"organisation": each, "name_fi": each.name[:160]} for each in organisations)


def _open(_term: Term) -> Iterable[Facts]:
    names = {}
    for code in Language.values:
        with translation.override(code):
            names[f"name_{code}"] = _("Open seats")
    return [names]


def _names_of(record: Any) -> Facts:
    return {f"name_{code}": getattr(record, f"name_{code}") for code in Language.values}


GROUPS_OF: Mapping[str, tuple[Callable[[Term], Iterable[Facts]], Callable[[], str]]] = {
    "category": (_by_category, lambda: _("The rules name no category scheme by which seats could be made.")),
    "association_type": (
        _by_category,
        lambda: _("The rules name no category scheme by which seats could be made."),
    ),
    "municipality": (_by_municipality, lambda: _("The region has no municipalities yet.")),
    "organisation": (
        _by_organisation,
        lambda: _("The body lists no organisations. Add those that take part to the body first."),
    ),
    "network": (
        _by_nominator,
        lambda: _("The body lists nobody who nominates. Add the networks to the body first."),
    ),
    "association_or_network": (
        _by_nominator,
        lambda: _(
            "The body lists nobody who nominates. Add the associations and networks to the body first."
        ),
    ),
    "open": (_open, lambda: ""),
}
"""Value of the rule → how the groups are made, and what to say when there would be none."""


@act
def add_group(
    *, term: Term, names: Mapping[str, str], members: int, deputies: int, decision: str = "", actor: User
) -> SeatGroup:
    """A new group of seats after the others; once the term has begun the decision that allows it must be told.

    Raises PermissionDenied, Refused when the body is not at work, and ValidationError.
    """
    require_active(lock_body(term.body, actor=actor))
    if term.starts_on <= timezone.localdate() and not decision.strip():
        text = _("The term has begun: write who has agreed to the new group, and when.")
        raise ValidationError({"decision": text})
    last = term.groups.aggregate(last=Max("order"))["last"] or 0
    group = SeatGroup(term=term, order=last + 1, decision=decision.strip(), **names)
    group.full_clean()
    group.save()
    ranked = term.rules_version.value(RuleName.DEPUTY_KIND) == "ranked"
    group.make_seats(members=members, deputies=deputies, ranked=ranked)
    return group


@act
def rename_group(*, group: SeatGroup, names: Mapping[str, str], actor: User) -> SeatGroup:
    """Give a group other names. Raises PermissionDenied, Overtaken when it is gone, and ValidationError."""
    lock_body(group.term.body, actor=actor)
    now = _still_there(group)
    for field, name in names.items():
        setattr(now, field, name)
    now.full_clean()
    now.save(update_fields=["name", *names])
    return now


@act
def move_group(*, group: SeatGroup, places: int, actor: User) -> None:
    """Move a group up (negative) or down by places, at most to the end. Raises PermissionDenied, Overtaken."""
    lock_body(group.term.body, actor=actor)
    group = _still_there(group)
    groups = list(group.term.groups.all())
    here = groups.index(group)
    groups.insert(max(0, here + places), groups.pop(here))
    _write_order(groups)


@act
def reorder_groups(*, term: Term, order: Sequence[int], actor: User) -> None:
    """Put the groups in the order of the given ids, which must be all of them.

    Raises PermissionDenied, and Overtaken when groups were added or removed since the list was shown.
    """
    lock_body(term.body, actor=actor)
    groups = {group.pk: group for group in term.groups.all()}
    if sorted(order) != sorted(groups):
        raise Overtaken(
            _("Groups were added or removed meanwhile, so nothing was moved. Here they are as they are now.")
        )
    _write_order([groups[pk] for pk in order])


@act
def remove_group(*, group: SeatGroup, actor: User) -> None:
    """Take away a group with its seats, in which nobody has sat and for which nobody has been nominated.

    Raises PermissionDenied, Overtaken when it is gone already, and Refused when there is something to keep.
    """
    lock_body(group.term.body, actor=actor)
    group = _still_there(group)
    if Mandate.objects.filter(seat__group=group).exists():
        raise Refused(_("Somebody sits or has sat in “%(group)s”, so it stays.") % {"group": group})
    if group.nominations.exists() or group.rounds.exists():
        raise Refused(_("“%(group)s” belongs to a nomination round, so it stays.") % {"group": group})
    term = group.term
    group.seats.exclude(deputises=None).delete()
    group.seats.all().delete()
    group.delete()
    _write_order(list(term.groups.all()))


@act
def add_seat(
    *, group: SeatGroup, kind: SeatKind, deputises: Seat | None = None, decision: str = "", actor: User
) -> Seat:
    """One more seat of a kind in a group; once the term has begun the decision must be told, and is kept with the group.

    Raises PermissionDenied, Refused when the body is not at work, Overtaken when the group is gone, and ValidationError.
    """
    require_active(lock_body(group.term.body, actor=actor))
    group = _still_there(group)
    if group.term.starts_on <= timezone.localdate() and not decision.strip():
        raise ValidationError(
            {"decision": _("The term has begun: write who has agreed to the new seat, and when.")}
        )
    same = group.seats.filter(kind=kind, deputises=deputises)
    rank = (same.aggregate(last=Max("rank"))["last"] or 0) + 1
    seat = Seat(group=group, kind=kind, rank=rank, deputises=deputises)
    seat.full_clean()
    seat.save()
    if decision.strip():
        group.decision = "; ".join(filter(None, [group.decision, decision.strip()]))[:200]
        group.save(update_fields=["decision"])
    return seat


@act
def remove_seat(*, seat: Seat, actor: User) -> None:
    """Take away a seat that nobody has held, with its deputies' places.

    Raises PermissionDenied, Overtaken when it is gone already, and Refused when somebody has held it or a deputy of it.
    """
    lock_body(seat.group.term.body, actor=actor)
    now = Seat.objects.filter(pk=seat.pk).first()
    if now is None:
        raise Overtaken(_("Somebody has removed this seat."))
    pair = Seat.objects.filter(pk=now.pk) | now.deputies.all()
    if Mandate.objects.filter(seat__in=pair).exists() or now.nominations.exists():
        raise Refused(_("Somebody holds or has held this seat, so it stays."))
    now.deputies.all().delete()
    now.delete()


def _still_there(group: SeatGroup) -> SeatGroup:
    now = SeatGroup.objects.select_related("term__body", "term__rules_version").filter(pk=group.pk).first()
    if now is None:
        raise Overtaken(_("Somebody has removed this group of seats."))
    return now


def _write_order(groups: list[SeatGroup]) -> None:
    moved = [(group, order) for order, group in enumerate(groups, 1) if group.order != order]
    for group, order in moved:
        group.order = order
    SeatGroup.objects.bulk_update([group for group, _order in moved], ["order"])
