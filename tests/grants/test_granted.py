"""Grants of earlier years, principles by year, and notices: what visitors read beside the calls."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from grants.models import FundingNotice, GrantedPurpose, GrantKind, Principles, YearlyAppropriation
from meetings.enums import MeetingState
from meetings.models import Meeting
from portal import facts, search
from tests.cast import Cast
from tests.factories import (
    BodyFactory,
    CallFactory,
    GrantApplicationFactory,
    GrantKindFactory,
    MeetingFactory,
    ProposalFactory,
)

from .scene import call_kind_of

pytestmark = pytest.mark.django_db

PAGE = "/avustukset/vuosittain/"


def text_of(response: Any) -> str:
    return " ".join(response.content.decode().split())


@pytest.fixture
def loaded() -> facts.Loading:
    return facts.load("pirkanmaa")


def labels(client: Client, **asked: Any) -> list[str]:
    groups = client.get(PAGE, asked).context["groups"]
    return [purpose.label for group in groups for purpose in group["purposes"]]


def test_the_purposes_of_the_sources_are_loaded_with_year_kind_and_source(loaded: facts.Loading) -> None:
    assert loaded.differing == []
    counts = {kind.slug: kind.granted_purposes.filter(year=2024).count() for kind in GrantKind.objects.all()}
    assert counts == {"kumppanuusavustus": 27, "yleisavustus": 23, "kohdeavustus": 0}
    for purpose in GrantedPurpose.objects.all():
        assert "8.1" in purpose.source
        assert all((purpose.label_fi, purpose.label_sv, purpose.label_en))
    assert sum(facts.load("pirkanmaa").made.values()) == 0


def test_visitors_search_purposes_by_word_year_and_kind(loaded: facts.Loading, client: Client) -> None:
    GrantedPurpose.objects.filter(label_fi="Kuulokuntoutus").update(year=2023)
    search.index_changes()
    assert len(labels(client)) == 50
    assert labels(client, vuosi=2023) == ["Kuulokuntoutus"]
    assert len(labels(client, muoto="yleisavustus", vuosi=2024)) == 22
    # By the base form of the word, whatever form the reader types.
    assert labels(client, q="asunnottomuus", muoto="yleisavustus") == ["Asunnottomuustyö"]
    assert labels(client, q="sairaalaklovneja") == ["Sairaalaklovnit"]
    assert labels(client, q="avaruuslento") == []
    assert "Haku ei löytänyt yhtään tarkoitusta" in text_of(client.get(PAGE, {"q": "avaruuslento"}))
    # Nonsense in the address is as if it were not there.
    assert len(labels(client, vuosi="x", muoto="y")) == 50


def test_a_search_of_the_whole_portal_leads_to_the_purpose(loaded: facts.Loading, client: Client) -> None:
    search.index_changes()
    purpose = GrantedPurpose.objects.get(label_fi="Sairaalaklovnit")
    assert f'href="{purpose.get_absolute_url()}"' in text_of(client.get("/haku/", {"q": "sairaalaklovnit"}))
    assert f'id="tarkoitus-{purpose.pk}"' in text_of(client.get(PAGE))


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_asks_the_same_number_of_times(
    cast: Cast, client: Client, django_assert_num_queries: Any, number: int
) -> None:
    region = cast.body.region
    for order in range(number):
        kind = GrantKindFactory(region=region)
        kind.granted_purposes.create(region=region, year=2024, order=order, label_fi="Leiri")
        YearlyAppropriation.objects.create(region=region, year=2020 + order)
        closed(region)
    client.get(PAGE)
    with django_assert_num_queries(10):
        client.get(PAGE)


def closed(region: Any) -> Any:
    now = timezone.now()
    call = CallFactory(region=region, opens_at=now - timedelta(days=20), closes_at=now - timedelta(days=1))
    return call_kind_of(call)


def test_sums_are_told_of_closed_calls_only_and_of_what_was_sent(cast: Cast, client: Client) -> None:
    call_kind = closed(cast.body.region)
    for number, sum_ in enumerate((1000, 2500), 1):
        GrantApplicationFactory(
            call_kind=call_kind,
            state="submitted",
            reference=f"AV-2026-000{number}",
            submitted_at=timezone.now(),
            requested_sum=sum_,
        )
    GrantApplicationFactory(call_kind=call_kind, requested_sum=77_777)
    still_open = call_kind_of(CallFactory(region=cast.body.region))
    ((call, (row,)),) = client.get(PAGE).context["calls"]
    assert (call, row.kind, row.count, row.total) == (call_kind.call, call_kind.kind, 2, 3500)
    page = text_of(client.get(PAGE))
    assert "3 500 €" in page
    assert still_open.call.title not in page


def test_the_budget_of_each_year_is_told_and_what_is_not_known_says_so(
    loaded: facts.Loading, client: Client
) -> None:
    page = text_of(client.get(PAGE))
    assert page.count("1 750 000 €") == 2
    assert page.count("ei tiedossa") == 4


def test_principles_tell_when_they_hold_and_those_of_other_years_are_there(
    loaded: facts.Loading, client: Client
) -> None:
    today = timezone.localdate()
    held, other = Principles.objects.get(), Principles.objects.get()
    other.pk = None
    other.title_fi, other.valid_from, other.valid_until = "Entiset", date(2020, 1, 1), date(2020, 12, 31)
    other.save()
    Principles.objects.filter(pk=held.pk).update(valid_from=today, valid_until=None)
    context = client.get("/avustukset/").context
    assert (context["principles"], context["other_principles"]) == ([held], [other])
    page = text_of(client.get("/avustukset/"))
    for part in ("Entiset", "§ 276", "1.1.2020–31.12.2020", "6.10.2025"):
        assert part in page


def test_notices_tell_source_and_date_until_they_are_over(loaded: facts.Loading, client: Client) -> None:
    page = text_of(client.get("/avustukset/"))
    assert "Sote-järjestöjen rahoituslaki on voimassa 1.1.2024 alkaen" in page
    assert page.count("20.12.2024") >= 3
    assert "3.2" in page
    notice = FundingNotice.objects.get(slug="rahoituslaki")
    notice.valid_until = timezone.localdate() - timedelta(days=1)
    notice.save()
    assert "rahoituslaki on voimassa" not in text_of(client.get("/avustukset/"))


@pytest.mark.parametrize(
    "change", [{"source": ""}, {"valid_until": date(2020, 1, 1)}], ids=["no source", "over before its date"]
)
def test_the_database_refuses_a_notice_without_source_or_time(
    loaded: facts.Loading, change: dict[str, Any]
) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        FundingNotice.objects.filter(slug="rahoituslaki").update(**change)


def test_the_database_refuses_two_purposes_in_one_place(loaded: facts.Loading) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        GrantedPurpose.objects.filter(label_fi="Kuulokuntoutus").update(order=1)
    with pytest.raises(IntegrityError), transaction.atomic():
        GrantedPurpose.objects.filter(label_fi="Kuulokuntoutus").update(year=24)


# --- The report of a year --------------------------------------------------------------------------------------------


def report(client: Client, year: int) -> Any:
    return client.get(f"{PAGE}{year}/").context["report"]


def held(body: Any, **values: Any) -> Any:
    meeting = MeetingFactory(body=body, convened=True, **values)
    Meeting.objects.filter(pk=meeting.pk).update(state=MeetingState.HELD)
    return meeting


def test_a_year_tells_calls_meetings_proposals_and_mails(cast: Cast, client: Client) -> None:
    region, year = cast.body.region, timezone.localdate().year
    call = CallFactory(region=region, opens_at=at(year, 1), closes_at=at(year, 2))
    call_kind = call_kind_of(call)
    GrantApplicationFactory(
        call_kind=call_kind,
        state="submitted",
        reference="AV-2026-0001",
        submitted_at=timezone.now(),
        requested_sum=500,
    )
    call.announcements.create(announced_at=at(year, 1), mails=12)
    call.announcements.create(announced_at=at(year - 1, 12), mails=100)
    # What must not come along: a draft, another year, a meeting that was not held, a body that is not public.
    CallFactory(region=region, state="draft", opens_at=at(year, 1), closes_at=at(year, 2))
    CallFactory(region=region, opens_at=at(year - 1, 1), closes_at=at(year - 1, 2))
    held(cast.body, starts_at=at(year, 2))
    held(cast.body, starts_at=at(year - 1, 2))
    MeetingFactory(body=cast.body, convened=True, starts_at=at(year, 3))
    held(BodyFactory(region=region, is_public=False), starts_at=at(year, 2))
    ProposalFactory(body=cast.body, received_at=at(year, 1))
    ProposalFactory(body=cast.body, received_at=at(year - 1, 1))
    ProposalFactory(body=BodyFactory(region=region, is_public=False), received_at=at(year, 1))
    told = report(client, year)
    ((its_call, (row,)),) = told.calls
    assert (its_call, row.count, row.total) == (call, 1, 500)
    assert [(body, body.held) for body in told.bodies] == [(cast.body, 1)]
    assert [(each.source, each.count, each.taken) for each in told.proposals] == [("resident", 1, 0)]
    assert told.mails == 12


def test_sums_of_an_open_call_are_not_told_before_it_closes(cast: Cast, client: Client) -> None:
    call = CallFactory(region=cast.body.region)
    call_kind = call_kind_of(call)
    GrantApplicationFactory(
        call_kind=call_kind,
        state="submitted",
        reference="AV-2026-0001",
        submitted_at=timezone.now(),
        requested_sum=98_765,
    )
    year = timezone.localtime(call.opens_at).year
    assert report(client, year).calls == [(call, [])]
    assert "98 765" not in text_of(client.get(f"{PAGE}{year}/"))


def test_a_year_of_which_nothing_is_known_is_not_there(cast: Cast, client: Client) -> None:
    this_year = timezone.localdate().year
    YearlyAppropriation.objects.create(region=cast.body.region, year=this_year - 2, amount=1000)
    statuses = {
        year: client.get(f"{PAGE}{year}/").status_code for year in range(this_year - 3, this_year + 2)
    }
    assert list(statuses.values()) == [404, 200, 200, 200, 404]


def at(year: int, month: int) -> datetime:
    return datetime(year, month, 10, 12, tzinfo=UTC)


@pytest.mark.parametrize("number", [1, 3])
def test_a_report_asks_the_same_number_of_times(
    cast: Cast, client: Client, django_assert_num_queries: Any, number: int
) -> None:
    year = timezone.localdate().year
    for _n in range(number):
        held(BodyFactory(region=cast.body.region), starts_at=at(year, 1))
        call_kind_of(CallFactory(region=cast.body.region, opens_at=at(year, 1), closes_at=at(year, 2)))
        ProposalFactory(body=cast.body)
    client.get(f"{PAGE}{year}/")
    with django_assert_num_queries(10):
        client.get(f"{PAGE}{year}/")
