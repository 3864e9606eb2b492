"""The demo: invented people in the seats of the real body, a sign-in for each role, and never in real use."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.conf import LazySettings
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from grants.models import ActivityRisk
from members.board import board_of
from members.demo import BODY, seat_the_body
from members.enums import OfficeKind, RuleName, RuleStatus
from members.models import Body, BodyRule, Mandate, Organisation, Person, Term
from members.rules import bodies_belonged_to, bodies_run_by
from networks.models import ServiceLine
from portal import demo, facts
from portal.models import User
from tests.portal.test_facts import rows

pytestmark = pytest.mark.django_db
ROLES = {
    "koordinaattori", "jasen", "varajasen", "puheoikeus", "hakija", "valmistelija", "arvioija", "sihteeristo",
    "ulkopuolinen",
}  # fmt: skip


def user(role: str) -> User:
    return User.objects.get(email=f"{role}@esimerkki.fi")


@pytest.mark.usefixtures("loaded_demo")
class TestLoaded:
    """The demo of today."""

    def test_demo_seats_the_real_body(self) -> None:
        body = Body.objects.get(slug=BODY)
        board = board_of(body, timezone.localdate())
        assert (len(board.members), len(board.deputies)) == (19, 19)
        assert (board.vacant_members, board.vacant_deputies) == (1, 2)
        assert board.term.rules_version.is_example
        assert all(seat.mandate.person.is_example for seat in board.seats if seat.mandate)
        assert all(seat.mandate.organisation.is_example for seat in board.seats if seat.mandate)
        assert Organisation.objects.filter(is_example=False).count() == 2
        offices = body.offices.values_list("kind", flat=True)
        assert sorted(offices) == [OfficeKind.CHAIR, OfficeKind.SECRETARY, OfficeKind.VICE_CHAIR]
        assert body.speaking_rights.values("group").distinct().count() == 3
        assert ServiceLine.objects.get().is_example
        assert sorted(body.actions.values_list("state", flat=True)) == ["done", "planned", "under_way"]

    def test_invented_rules_keep_what_is_laid_down_and_decide_the_rest(self) -> None:
        real, invented = Body.objects.get(slug=BODY).rules_versions.order_by("valid_from")
        assert (real.is_example, invented.is_example) == (False, True)
        fixed = dict(real.rules.filter(status=RuleStatus.FIXED).values_list("name", "value"))
        kept = dict(invented.rules.filter(status=RuleStatus.FIXED).values_list("name", "value"))
        assert kept == fixed
        assert (invented.seats_needed(19), invented.value(RuleName.NOTICE_DAYS)) == (10, 14)
        left = BodyRule.objects.filter(version=invented, status=RuleStatus.NOT_STATED)
        assert list(left.values_list("name", flat=True)) == [RuleName.TERM_YEARS]

    def test_two_invented_activities_are_at_risk_in_real_municipalities(self) -> None:
        own, other = ActivityRisk.objects.for_list()
        assert user("hakija").organisation_roles.filter(organisation=own.organisation).exists()
        assert other.organisation.is_example
        assert [risk.municipalities.count() for risk in (own, other)] == [2, 3]
        assert all(risk.is_open and risk.ends_on > timezone.localdate() for risk in (own, other))

    def test_second_load_changes_nothing(self) -> None:
        before = rows()
        demo.load()
        demo.load(timezone.localdate() + timedelta(days=1))
        facts.load("pirkanmaa")
        assert rows() == before

    def test_everybody_of_the_cast_signs_in_with_the_told_password(self, client: Client) -> None:
        told = demo.sign_ins()
        assert {email for _role, email, _password in told} >= {f"{role}@esimerkki.fi" for role in ROLES}
        for _role, email, password in told:
            client.logout()
            response = client.post(reverse("account_login"), {"login": email, "password": password})
            assert (email, response.status_code) == (email, 302)
            assert client.session["_auth_user_id"] == str(User.objects.get(email=email).pk)

    def test_each_role_of_the_cast_may_what_its_name_says(self) -> None:
        body = Body.objects.get(slug=BODY)
        runs = {role for role in ROLES if bodies_run_by(user(role)) == {body.pk}}
        belongs = {role for role in ROLES if bodies_belonged_to(user(role)) == {body.pk}}
        staff = {role for role in ROLES if user(role).is_staff}
        assert runs == {"koordinaattori"}
        assert belongs == {"koordinaattori", "jasen", "varajasen", "puheoikeus"}
        assert staff == {"sihteeristo"}
        assert user("hakija").organisation_roles.get().organisation.name == "Omaisten Lyhty ry"
        assert user("valmistelija").region_roles.count() == 1
        assert user("arvioija").contact_roles.count() == 1
        assert not Person.objects.filter(user=user("ulkopuolinen")).exists()


@pytest.mark.usefixtures("region")
class TestLoading:
    """From a region without people to the demo."""

    @pytest.mark.parametrize(
        "today", [date(2026, 1, 1), date(2026, 3, 1), date(2028, 2, 29), date(2031, 7, 31)]
    )
    def test_term_is_present_on_whatever_day_the_demo_is_loaded(self, today: date) -> None:
        seat_the_body(today)
        term = Term.objects.on_day(today).get()
        assert term.rules_version.is_example
        assert term.ends_on > today + timedelta(days=365)
        assert Mandate.objects.valid_on(today + timedelta(days=1)).as_members().count() == 18

    def test_demo_stays_out_of_a_portal_in_real_use(self, settings: LazySettings) -> None:
        settings.PRODUCTION, settings.DEMO = True, False
        with pytest.raises(CommandError, match=r"^This is a portal in real use\. "):
            call_command("load_demo")
        assert User.objects.count() == 0
        settings.DEMO = True
        call_command("load_demo", verbosity=0)
        assert User.objects.count() >= len(ROLES)

    def test_command_prints_who_can_sign_in(self, capsys: Any) -> None:
        call_command("load_demo")
        lines = capsys.readouterr().out.splitlines()
        assert len(lines) == 1 + len(demo.sign_ins())
        assert all(demo.PASSWORD in line for line in lines[1:])


def test_demo_without_facts_tells_what_to_do_first() -> None:
    with pytest.raises(CommandError, match=r"^Load the facts first: manage\.py load_region pirkanmaa\.$"):
        call_command("load_demo")
    assert User.objects.count() == 0
