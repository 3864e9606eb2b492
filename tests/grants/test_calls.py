"""Acts on calls: one door for each, told in words when it does not open."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone, translation

from grants import services
from grants.enums import ApplicationRoleKind, CallPhase, CallState
from grants.holes import heading_of, holes_of
from grants.models import Call, CallExtension, CallKind, GrantKind, QuestionSet
from grants.services.announcing import write_announcement, write_untold
from portal import facts
from portal.errors import Conflict, Overtaken, Refused
from portal.models import OutgoingMail
from tests.cast import Cast
from tests.factories import (
    CallFactory,
    GrantApplicationFactory,
    GrantKindFactory,
    MunicipalityFactory,
    NetworkFactory,
    OrganisationFactory,
    OrganisationRoleFactory,
    RegionFactory,
)

from .scene import call_kind_of, draft_of, grants_of

pytestmark = pytest.mark.django_db
HELSINKI = ZoneInfo("Europe/Helsinki")
ALLOWED = {"officer", "secretariat"}


@pytest.fixture(autouse=True)
def in_english() -> Any:
    with translation.override("en"):
        yield


@pytest.fixture
def draft(cast: Cast) -> Call:
    return draft_of(cast.body.region)


def test_only_those_who_handle_grants_act(cast: Cast, draft: Call) -> None:
    region = cast.body.region
    acts = {
        "make": lambda actor: services.make_call(region=region, values={"title_fi": "Uusi"}, actor=actor),
        "publish": lambda actor: services.publish_call(call=draft, actor=actor),
        "cancel": lambda actor: services.cancel_call(call=draft, reason="Syy", actor=actor),
        "copy": lambda actor: services.copy_call(call=draft, title="Kopio", actor=actor),
        "kind": lambda actor: services.add_kind(call=draft, kind=GrantKindFactory(), actor=actor),
    }
    for name, act in acts.items():
        for role, user in cast.everybody().items():
            before = transaction.savepoint()
            if role in ALLOWED:
                act(user)
            else:
                with pytest.raises(PermissionDenied):
                    act(user)
            transaction.savepoint_rollback(before)
            assert name


def test_an_officer_of_another_region_has_no_say(cast: Cast) -> None:
    elsewhere = draft_of(RegionFactory(slug="muumaa", name="Muumaa", area_name="Muumaa"))
    with pytest.raises(PermissionDenied):
        services.publish_call(call=elsewhere, actor=cast.officer)
    assert not Call.objects.visible_to(cast.officer).filter(pk=elsewhere.pk).exists()


def test_drafts_are_seen_only_by_those_who_handle_grants(cast: Cast, draft: Call) -> None:
    opened = CallFactory(region=cast.body.region)
    seen = {
        role: set(Call.objects.visible_to(user).values_list("pk", flat=True))
        for role, user in cast.everybody().items()
    }
    assert {role for role, calls in seen.items() if draft.pk in calls} == ALLOWED
    assert all(opened.pk in calls for calls in seen.values())


def test_a_new_call_has_an_address_of_its_own(cast: Cast) -> None:
    values = {"title_fi": "Ääkköset & avustukset 2027"}
    first, second = (
        services.make_call(region=cast.body.region, values=values, actor=cast.officer) for _n in range(2)
    )
    assert (first.slug, second.slug) == ("aakkoset-avustukset-2027", "aakkoset-avustukset-2027-2")
    assert (first.phase(), first.published_at) == (CallPhase.DRAFT, None)


@pytest.mark.parametrize("hours", [0, -1])
def test_a_call_that_closes_before_it_opens_is_refused_by_form_and_database(cast: Cast, hours: int) -> None:
    opens_at = timezone.now()
    times = {"opens_at": opens_at, "closes_at": opens_at + timedelta(hours=hours)}
    with pytest.raises(ValidationError) as error:
        services.make_call(region=cast.body.region, values={"title_fi": "Nurin", **times}, actor=cast.officer)
    assert "closes_at" in error.value.message_dict
    call = CallFactory(region=cast.body.region)
    with pytest.raises(IntegrityError), transaction.atomic():
        Call.objects.filter(pk=call.pk).update(**times)


@pytest.mark.parametrize("change", [{"opens_at": None}, {"closes_at": None}, {"published_at": None}])
def test_the_database_refuses_a_published_call_without_times(cast: Cast, change: dict[str, Any]) -> None:
    call = CallFactory(region=cast.body.region)
    with pytest.raises(IntegrityError), transaction.atomic():
        Call.objects.filter(pk=call.pk).update(**change)


@pytest.mark.parametrize(
    ("second", "phase"),
    [(-1, CallPhase.COMING), (0, CallPhase.OPEN), (3599, CallPhase.OPEN), (3600, CallPhase.CLOSED)],
)
def test_the_closing_instant_itself_is_too_late(cast: Cast, second: int, phase: CallPhase) -> None:
    opens_at = datetime(2026, 3, 1, 9, tzinfo=HELSINKI)
    call = CallFactory(region=cast.body.region, opens_at=opens_at, closes_at=opens_at + timedelta(hours=1))
    instant = opens_at + timedelta(seconds=second)
    assert call.phase(instant) == phase
    assert Call.objects.open_at(instant).exists() == (phase == CallPhase.OPEN)
    assert Call.objects.coming_at(instant).exists() == (phase == CallPhase.COMING)
    assert Call.objects.closed_at(instant).exists() == (phase == CallPhase.CLOSED)


def test_the_night_in_which_the_clocks_are_turned_back_has_an_hour_more(cast: Cast) -> None:
    opens_at = datetime(2026, 10, 25, 2, 30, tzinfo=HELSINKI)
    closes_at = datetime(2026, 10, 25, 3, 30, tzinfo=HELSINKI, fold=1)
    call = CallFactory(region=cast.body.region, opens_at=opens_at, closes_at=closes_at)
    call.refresh_from_db()
    first_half_past_three = datetime(2026, 10, 25, 3, 30, tzinfo=HELSINKI, fold=0).astimezone(ZoneInfo("UTC"))
    assert call.is_open(first_half_past_three)
    assert not call.is_open(first_half_past_three + timedelta(hours=1))


def test_five_things_are_missing_each_with_its_place(cast: Cast) -> None:
    call = services.make_call(region=cast.body.region, values={"title_fi": "Vajaa"}, actor=cast.officer)
    holes = holes_of(call)
    blocking = [hole for hole in holes if hole.blocks]
    assert heading_of(holes) == "5 things are missing"
    assert len(blocking) == 5
    assert all(str(call.key) in hole.url for hole in blocking)
    assert holes[: len(blocking)] == blocking
    with pytest.raises(Refused) as refusal:
        services.publish_call(call=call, actor=cast.officer)
    assert "Write when the call opens." in str(refusal.value)


def test_what_is_wrong_with_a_kind_is_missing_too(cast: Cast, draft: Call) -> None:
    assert heading_of(holes_of(draft)) == "The call can be published"
    call_kind = draft.call_kinds.get()
    call_kind.criteria.create(order=1, name_fi="A", weight=60)
    call_kind.criteria.create(order=2, name_fi="B", weight=30)
    CallKind.objects.filter(pk=call_kind.pk).update(appropriation=100, decision_route="")
    GrantKind.objects.update(decision_route="")
    call_kind.earmarks.create(order=1, name_fi="Lapset", amount=150)
    questions = call_kind.question_set.questions.order_by("order")
    questions.filter(name="summa").update(meaning="", kind="choice")
    questions.filter(name="tarkoitus").update(shown_if=questions.get(name="summa"))
    words = " ".join(hole.words for hole in holes_of(draft) if hole.blocks)
    for part in (
        "make 90 %, not 100 %",
        "say who decides",
        "over the appropriation",
        "no question asks for the sum",
    ):
        assert part in words
    assert "there is nothing to choose from." in words
    assert "the question that it hangs on comes later." in words


def test_supplements_cannot_be_due_before_the_call_closes(cast: Cast, draft: Call) -> None:
    closing = timezone.localdate(draft.closes_at)
    for day, count in ((closing - timedelta(days=1), 1), (closing, 0)):
        Call.objects.filter(pk=draft.pk).update(supplements_until=day)
        draft.refresh_from_db()
        words = [hole.words for hole in holes_of(draft) if hole.blocks]
        assert words == ["The day for supplements is before the call closes. Write a later one."] * count


def test_publishing_taking_back_and_what_then_stays(cast: Cast, draft: Call) -> None:
    published = services.publish_call(call=draft, actor=cast.officer)
    assert (published.state, published.phase()) == (CallState.PUBLISHED, CallPhase.COMING)
    with pytest.raises(Refused):
        services.change_call(
            call=published,
            base_version=published.version,
            values={"closes_at": published.closes_at + timedelta(days=1)},
            actor=cast.officer,
        )
    services.change_call(
        call=published, base_version=published.version, values={"summary_fi": "Korjattu."}, actor=cast.officer
    )
    assert services.withdraw_call(call=published, actor=cast.officer).published_at is None
    with pytest.raises(Overtaken):
        services.withdraw_call(call=published, actor=cast.officer)


def test_an_open_call_is_not_taken_back(cast: Cast) -> None:
    with pytest.raises(Refused):
        services.withdraw_call(call=CallFactory(region=cast.body.region), actor=cast.officer)


def test_publishing_twice_is_told_to_the_second(cast: Cast, draft: Call) -> None:
    services.publish_call(call=draft, actor=cast.officer)
    with pytest.raises(Overtaken):
        services.publish_call(call=draft, actor=cast.secretariat)


def test_two_officers_change_one_call(cast: Cast, draft: Call) -> None:
    before = draft.version
    services.change_call(call=draft, base_version=before, values={"summary_fi": "Ensin"}, actor=cast.officer)
    saved = services.change_call(
        call=draft,
        base_version=before,
        values={"summary_fi": "Avustusta yhdistysten toimintaan.", "title_fi": "Toinen"},
        actor=cast.secretariat,
    )
    assert (saved.record.summary_fi, saved.record.title_fi) == ("Ensin", "Toinen")
    with pytest.raises(Conflict):
        services.change_call(
            call=draft, base_version=before, values={"summary_fi": "Viimein"}, actor=cast.officer
        )


def test_an_extension_is_written_down_and_told(
    cast: Cast, django_capture_on_commit_callbacks: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("grants.services.announcing._dispatch", write_announcement)
    call = CallFactory(region=cast.body.region)
    call_kind = call_kind_of(call)
    application = GrantApplicationFactory(call_kind=call_kind)
    application.roles.create(user=cast.applicant, role=ApplicationRoleKind.OWNER, given_at=timezone.now())
    ended = application.roles.create(
        user=cast.member, role=ApplicationRoleKind.EDITOR, given_at=timezone.now()
    )
    ended.ended_at = timezone.now()
    ended.save()
    former = call.closes_at
    for closes_at, reason in (
        (former, "Syy"),
        (former - timedelta(days=1), "Syy"),
        (former + timedelta(days=2), " "),
    ):
        with pytest.raises(Refused):
            services.extend_call(call=call, closes_at=closes_at, reason=reason, actor=cast.officer)
    with django_capture_on_commit_callbacks(execute=True):
        services.extend_call(
            call=call, closes_at=former + timedelta(days=2), reason="Häiriö", actor=cast.officer
        )
    extension = CallExtension.objects.get()
    call.refresh_from_db()
    assert (extension.closed_at, extension.closes_at) == (former, call.closes_at)
    assert (extension.reason, extension.extended_by) == ("Häiriö", cast.officer)
    (mail,) = OutgoingMail.objects.filter(kind="grant_call_extended")
    assert mail.to_address == cast.applicant.email
    assert "Häiriö" in mail.text


def test_a_closed_call_can_be_opened_again_by_extending_it(cast: Cast) -> None:
    now = timezone.now()
    call = CallFactory(
        region=cast.body.region, opens_at=now - timedelta(days=9), closes_at=now - timedelta(days=1)
    )
    services.extend_call(call=call, closes_at=now + timedelta(days=1), reason="Häiriö", actor=cast.officer)
    assert Call.objects.open_at(timezone.now()).get() == call


def test_a_continuous_call_is_open_until_it_is_closed_by_hand(cast: Cast) -> None:
    call = CallFactory(region=cast.body.region, is_continuous=True, closes_at=None)
    assert Call.objects.open_at(timezone.now() + timedelta(days=5000)).get() == call
    with pytest.raises(Refused):
        services.extend_call(
            call=call, closes_at=timezone.now() + timedelta(days=1), reason="x", actor=cast.officer
        )
    assert services.close_call(call=call, actor=cast.officer).phase() == CallPhase.CLOSED
    with pytest.raises(Refused):
        services.close_call(call=call, actor=cast.officer)


def test_cancelling_needs_a_reason_and_tells_those_who_write(cast: Cast) -> None:
    call = CallFactory(region=cast.body.region)
    application = GrantApplicationFactory(call_kind=call_kind_of(call))
    application.roles.create(user=cast.applicant, role=ApplicationRoleKind.OWNER, given_at=timezone.now())
    with pytest.raises(Refused):
        services.cancel_call(call=call, reason="  ", actor=cast.officer)
    cancelled = services.cancel_call(call=call, reason="Määräraha poistui.", actor=cast.officer)
    assert cancelled.phase() == CallPhase.CANCELLED
    assert [mail.to_address for mail in OutgoingMail.objects.filter(kind="grant_call_cancelled")] == [
        cast.applicant.email
    ]
    with pytest.raises(Refused):
        services.change_call(
            call=cancelled, base_version=cancelled.version, values={"title_fi": "x"}, actor=cast.officer
        )


def test_a_copy_has_all_but_the_times(cast: Cast) -> None:
    call = CallFactory(region=cast.body.region, use_from=date(2026, 1, 1), use_until=date(2026, 12, 31))
    call_kind = call_kind_of(call, appropriation=Decimal(1000))
    call_kind.criteria.create(order=1, name_fi="Vaikutus", weight=100)
    first, second = call_kind.question_set.questions.order_by("order")
    second.shown_if = first
    second.save()
    first.choices.create(order=1, value="a", label_fi="A")
    copy = services.copy_call(call=call, title="Ensi vuonna", actor=cast.officer)
    assert (copy.state, copy.opens_at, copy.closes_at, copy.use_from) == (CallState.DRAFT, None, None, None)
    assert (copy.copied_from, copy.title_fi, copy.summary_fi) == (call, "Ensi vuonna", call.summary_fi)
    new = copy.call_kinds.get()
    assert (new.appropriation, new.criteria.get().name_fi) == (1000, "Vaikutus")
    assert new.question_set != call_kind.question_set
    assert new.question_set.name == f"{call_kind.kind.name_fi}, Ensi vuonna"
    names = list(new.question_set.questions.values_list("name", "label_fi"))
    assert names == list(call_kind.question_set.questions.values_list("name", "label_fi"))
    copied = new.question_set.questions.get(name=second.name)
    assert copied.shown_if.question_set == new.question_set
    assert new.question_set.questions.get(name=first.name).choices.get().value == "a"
    # The original is as it was.
    assert call_kind.question_set.questions.count() == 2


def test_a_call_is_told_to_networks_members_and_organisations_once_each(
    cast: Cast, django_capture_on_commit_callbacks: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("grants.services.announcing._dispatch", write_announcement)
    region = cast.body.region
    network = NetworkFactory(region=region, role_email="verkosto@example.org")
    one = OrganisationFactory(email="yksi@example.org", home_municipality=MunicipalityFactory(region=region))
    two = OrganisationFactory(email="YKSI@example.org")
    OrganisationRoleFactory(organisation=two, user__language="sv")
    silent = OrganisationFactory(email="")
    network.members.create(name=one.name, organisation=one)
    draft, call = draft_of(region), CallFactory(region=region)
    with pytest.raises(Refused):
        services.announce_call(call=draft, networks=[network], organisations=[], actor=cast.officer)
    with pytest.raises(Refused):
        services.announce_call(call=call, networks=[], organisations=[silent], actor=cast.officer)
    with django_capture_on_commit_callbacks(execute=True):
        made = services.announce_call(
            call=call, networks=[network], organisations=[two, silent], actor=cast.officer
        )
    told = OutgoingMail.objects.filter(kind="grant_call_announced").values_list("to_address", flat=True)
    assert sorted(address.lower() for address in told) == ["verkosto@example.org", "yksi@example.org"]
    # The owner reads Swedish; of the network nothing is known.
    subjects = dict(OutgoingMail.objects.values_list("to_address", "subject"))
    assert subjects["YKSI@example.org"].startswith("Sök")
    assert subjects["verkosto@example.org"].startswith("Hae")
    made.refresh_from_db()
    assert (made.mails, made.told_at is not None) == (2, True)
    # A second delivery of the task writes nothing more.
    assert write_announcement(made.pk) == 0
    write_untold()
    assert OutgoingMail.objects.filter(kind="grant_call_announced").count() == 2


def test_a_kind_brings_its_ready_form_and_what_is_laid_down(cast: Cast) -> None:
    facts.load("pirkanmaa")
    kind = GrantKind.objects.get(slug="yleisavustus")
    kind.largest_sum = 20_000
    kind.save()
    call = services.make_call(region=kind.region, values={"title_fi": "Haku"}, actor=cast.secretariat)
    made = services.add_kind(call=call, kind=kind, actor=cast.secretariat)
    ready = QuestionSet.objects.get(slug="yleisavustus")
    assert made.question_set != ready
    assert not made.question_set.is_ready_form
    assert made.question_set.questions.count() == ready.questions.count()
    assert (made.largest_sum, made.decision_route) == (20_000, "committee")
    with pytest.raises(Refused):
        services.add_kind(call=call, kind=kind, actor=cast.secretariat)


@pytest.mark.parametrize("amount", [Decimal(-1), Decimal(10**9), Decimal("0.001")])
def test_sums_that_are_negative_astronomic_or_finer_than_cents_are_refused(
    cast: Cast, draft: Call, amount: Decimal
) -> None:
    call_kind = draft.call_kinds.get()
    with pytest.raises(ValidationError):
        services.change_kind(
            call_kind=call_kind,
            values={"appropriation": amount},
            base_version=draft.version,
            actor=cast.officer,
        )
    if amount != Decimal("0.001"):
        with pytest.raises(IntegrityError), transaction.atomic():
            CallKind.objects.filter(pk=call_kind.pk).update(appropriation=amount)


def test_the_lists_of_a_kind_are_saved_whole_and_keep_their_rows(cast: Cast, draft: Call) -> None:
    call_kind = draft.call_kinds.get()
    kept = call_kind.attachments.create(order=1, name_fi="Tilinpäätös")
    call_kind.attachments.create(order=2, name_fi="Poistuva")
    rows = [{"name_fi": "Uusi"}, {"pk": kept.pk, "name_fi": "Tilinpäätös 2025"}]
    services.change_kind(
        call_kind=call_kind,
        values={},
        parts={"attachments": rows},
        base_version=draft.version,
        actor=cast.officer,
    )
    assert list(call_kind.attachments.order_by("order").values_list("name_fi", flat=True)) == [
        "Uusi",
        "Tilinpäätös 2025",
    ]
    assert call_kind.attachments.get(pk=kept.pk).order == 2
    with pytest.raises(Overtaken):
        services.change_kind(call_kind=call_kind, values={}, base_version=draft.version, actor=cast.officer)


def test_after_publishing_only_the_appropriation_and_the_decision_maker_change(cast: Cast) -> None:
    scene = grants_of(cast.body.region)
    call_kind, call = scene["call_kind"], scene["open_call"]
    services.change_kind(
        call_kind=call_kind,
        values={"appropriation": Decimal(5)},
        base_version=call.version,
        actor=cast.officer,
    )
    with pytest.raises(Refused):
        services.change_kind(
            call_kind=call_kind,
            values={"largest_sum": Decimal(5)},
            base_version=call.version + 1,
            actor=cast.officer,
        )
