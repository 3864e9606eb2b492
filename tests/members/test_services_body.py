"""Bodies are founded, described, begun and ended."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from members import services
from members.enums import BodyKind, BodyStatus, EndReason, RuleName, RuleStatus
from members.models import Body, BodyRule, Mandate
from members.services.body import regions_of_founder
from portal.errors import Overtaken, Refused
from portal.history import events_of
from tests.cast import Cast
from tests.factories import (
    BodyFactory,
    BodyRulesFactory,
    DeputySeatFactory,
    MandateFactory,
    MunicipalityFactory,
    NominationRoundFactory,
    OrganisationFactory,
    PersonFactory,
    RegionFactory,
    SeatFactory,
    TermFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def today() -> date:
    return timezone.localdate()


def facts(**more: Any) -> dict[str, Any]:
    values = {
        "region": RegionFactory(),
        "kind": BodyKind.FORUM,
        "status": BodyStatus.PLANNED,
        "name_fi": "Testimaan yhdistysfoorumi",
        "short_name_fi": "Yhdistysfoorumi",
    }
    return values | more


def test_founded_body_has_its_founder_as_coordinator_and_no_rule_stated(cast: Cast) -> None:
    organisation, place = OrganisationFactory(), MunicipalityFactory()
    body = services.found_body(
        values=facts(),
        organisers=[organisation],
        area=[place],
        on_behalf_of=organisation,
        actor=cast.coordinator,
    )
    role = body.roles.get()
    assert (role.user, role.organisation, role.valid_from) == (cast.coordinator, organisation, today())
    assert (list(body.organisers.all()), list(body.area.all())) == ([organisation], [place])
    rules = BodyRule.objects.filter(version__body=body)
    assert rules.count() == len(RuleName.values)
    assert set(rules.values_list("status", "value")) == {(RuleStatus.NOT_STATED, None)}
    assert cast.coordinator.has_perm("members.run_body", body)
    assert events_of(body)[0].actor == "Coordinator"


def test_address_is_made_from_the_name_and_never_twice(cast: Cast) -> None:
    slugs = [
        services.found_body(values=facts(short_name_fi=name), actor=cast.coordinator).slug
        for name in ("Päijän työryhmä", "Päijän työryhmä", "Uusi", "Vertailu", "¡!")
    ]
    assert slugs == ["paijan-tyoryhma", "paijan-tyoryhma-2", "uusi-2", "vertailu-2", "ryhma"]


def test_only_those_who_run_a_body_of_the_region_and_the_secretariat_found_bodies(cast: Cast) -> None:
    elsewhere = RegionFactory(slug="muualla", name="Muualla", area_name="Muualla")

    def may(role: str, region: Any) -> bool:
        try:
            services.found_body(values=facts(region=region), actor=getattr(cast, role))
        except PermissionDenied:
            return False
        return True

    roles = set(Cast.ROLES) - {"visitor"}
    assert {role for role in roles if may(role, cast.body.region)} == {"coordinator", "secretariat"}
    assert {role for role in roles if may(role, elsewhere)} == {"secretariat"}
    assert list(regions_of_founder(cast.coordinator)) == [cast.body.region]
    assert regions_of_founder(cast.secretariat).count() == 2


def test_body_cannot_be_founded_as_ended(cast: Cast) -> None:
    with pytest.raises(ValidationError) as caught:
        services.found_body(values=facts(status=BodyStatus.ENDED), actor=cast.coordinator)
    assert list(caught.value.message_dict) == ["status"]
    assert Body.objects.count() == 1


def change(body: Body, base: str, actor: Any, **values: Any) -> Body:
    links = {name: getattr(body, name).all() for name in ("organisers", "area", "member_organisations")}
    return services.change_body(body=body, base=base, values=values, links=links, actor=actor)


def test_change_over_another_change_is_refused_and_loses_nothing(cast: Cast) -> None:
    base = services.body_stamp(cast.body)
    change(cast.body, base, cast.coordinator, description_fi="Ensimmäinen")
    with pytest.raises(Overtaken):
        change(cast.body, base, cast.secretariat, description_fi="Toinen")
    assert Body.objects.get(pk=cast.body.pk).description_fi == "Ensimmäinen"


def test_stamp_changes_with_what_the_body_is_linked_to(cast: Cast) -> None:
    base = services.body_stamp(cast.body)
    cast.body.organisers.add(OrganisationFactory())
    assert services.body_stamp(cast.body) != base


def test_bodies_cannot_stand_above_one_another_in_a_ring(cast: Cast) -> None:
    child = BodyFactory(parent=BodyFactory(parent=cast.body))
    with pytest.raises(ValidationError) as caught:
        change(cast.body, services.body_stamp(cast.body), cast.coordinator, parent=child)
    assert list(caught.value.message_dict) == ["parent"]


def test_only_a_planned_body_can_begin(cast: Cast) -> None:
    Body.objects.filter(pk=cast.body.pk).update(status=BodyStatus.PLANNED)
    assert services.start_body(body=cast.body, actor=cast.coordinator).status == BodyStatus.ACTIVE
    with pytest.raises(Refused):
        services.start_body(body=cast.body, actor=cast.coordinator)


def test_ending_a_body_ends_all_that_is_open_in_it(cast: Cast) -> None:
    member, deputy = Mandate.objects.order_by("pk")
    Mandate.objects.filter(pk=deputy.pk).update(valid_until=today() + 30 * DAY)
    gone = MandateFactory(seat=SeatFactory(group__term=cast.term), valid_until=today() - 9 * DAY)
    coming = MandateFactory(seat=SeatFactory(group__term=cast.term), valid_from=today() + 9 * DAY)
    chair = cast.body.offices.create(person=PersonFactory(), kind="chair", valid_from=today() + 5 * DAY)
    told = services.ending_of(cast.body, today())
    ending = services.end_body(body=cast.body, day=today(), reason="Työ on tehty.", actor=cast.coordinator)
    assert (told.mandates, told.never_began, told.offices, told.speaking_rights) == (2, 1, 2, 1)
    assert ending == told
    assert {(mandate.pk, mandate.valid_until, mandate.end_reason) for mandate in Mandate.objects.all()} == {
        (member.pk, today(), EndReason.BODY_ENDED),
        (deputy.pk, today(), EndReason.BODY_ENDED),
        (gone.pk, today() - 9 * DAY, ""),
        (coming.pk, today(), EndReason.NEVER_BEGAN),
    }
    cast.term.refresh_from_db()
    body = Body.objects.get(pk=cast.body.pk)
    assert (cast.term.ends_on, body.ended_on, body.status) == (today(), today(), BodyStatus.ENDED)
    assert body.status_note == "Työ on tehty."
    assert body.offices.get().valid_until == body.speaking_rights.get().valid_until == today()
    assert not body.offices.filter(pk=chair.pk).exists()
    assert body.roles.get().valid_until is None
    assert Mandate.objects.valid_on(today() + DAY).count() == 0


def test_body_ends_once_for_a_reason_and_on_a_day_that_has_come(cast: Cast) -> None:
    for day, reason, field in ((today() + DAY, "Syy", "day"), (today(), "  ", "reason")):
        with pytest.raises(ValidationError) as caught:
            services.end_body(body=cast.body, day=day, reason=reason, actor=cast.coordinator)
        assert list(caught.value.message_dict) == [field]
    services.end_body(body=cast.body, day=today(), reason="Syy", actor=cast.coordinator)
    with pytest.raises(Refused):
        services.end_body(body=cast.body, day=today(), reason="Syy", actor=cast.coordinator)


def test_term_that_begins_later_and_an_open_round_are_in_the_way_of_the_end(cast: Cast) -> None:
    version = cast.term.rules_version
    late = TermFactory(rules_version=version, starts_on=cast.term.ends_on + DAY, ends_on=None)
    with pytest.raises(Refused, match="begins after"):
        services.end_body(body=cast.body, day=today(), reason="Syy", actor=cast.coordinator)
    late.delete()
    NominationRoundFactory(term=cast.term)
    with pytest.raises(Refused, match="round"):
        services.end_body(body=cast.body, day=today(), reason="Syy", actor=cast.coordinator)
    assert Body.objects.get(pk=cast.body.pk).status == BodyStatus.ACTIVE


def test_deputies_are_ended_with_the_others_but_other_bodies_are_left_alone(cast: Cast) -> None:
    other = MandateFactory(seat=DeputySeatFactory())
    services.end_body(body=cast.body, day=today(), reason="Syy", actor=cast.coordinator)
    other.refresh_from_db()
    assert (other.valid_until > today(), other.end_reason) == (True, "")


ACTS = {
    "change": lambda body, actor: change(body, services.body_stamp(body), actor, description_fi="Uusi"),
    "start": lambda body, actor: services.start_body(body=body, actor=actor),
    "end": lambda body, actor: services.end_body(body=body, day=today(), reason="Syy", actor=actor),
    "coordinator": lambda body, actor: services.add_coordinator(
        body=body, email="applicant@example.org", actor=actor
    ),
    "nominator": lambda body, actor: services.add_nominator(body=body, name="Verkosto", actor=actor),
    "plan": lambda body, actor: services.plan_action(
        body=body, values={"year": 2026, "title_fi": "Kuulla"}, actor=actor
    ),
    "office": lambda body, actor: services.appoint_officer(
        body=body, person=PersonFactory(), kind="chair", valid_from=today(), actor=actor
    ),
    "speech": lambda body, actor: services.grant_speech(
        body=body, person=PersonFactory(), group="Kunnat", valid_from=today(), actor=actor
    ),
}


@pytest.mark.parametrize("name", ACTS)
@pytest.mark.parametrize("role", [role for role in Cast.ROLES if role != "visitor"])
def test_only_those_who_run_the_body_act_on_it(name: str, role: str, cast: Cast) -> None:
    Body.objects.filter(pk=cast.body.pk).update(
        status=BodyStatus.PLANNED if name == "start" else BodyStatus.ACTIVE
    )
    body = Body.objects.get(pk=cast.body.pk)
    if role in {"coordinator", "secretariat"}:
        ACTS[name](body, getattr(cast, role))
    else:
        with pytest.raises(PermissionDenied):
            ACTS[name](body, getattr(cast, role))


def test_coordinator_of_another_body_cannot_act_here(cast: Cast) -> None:
    stranger = UserFactory()
    BodyFactory().roles.create(user=stranger, valid_from=date(2020, 1, 1))
    with pytest.raises(PermissionDenied):
        services.end_body(body=cast.body, day=today(), reason="Syy", actor=stranger)


def test_rules_of_another_body_do_not_stop_the_end(cast: Cast) -> None:
    BodyRulesFactory()
    services.end_body(body=cast.body, day=today(), reason="Syy", actor=cast.coordinator)
    assert Body.objects.filter(status=BodyStatus.ENDED).get() == cast.body
