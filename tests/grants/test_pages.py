"""The pages of grants: what everybody reads, and what officers do in the browser."""

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from grants import services
from grants.enums import CallState
from grants.models import Call, CallKind, Question, QuestionSet
from portal import facts
from tests.cast import Cast
from tests.factories import CallFactory

from .scene import call_kind_of, draft_of, grants_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene(cast: Cast) -> dict[str, Any]:
    return grants_of(cast.body.region)


@pytest.fixture
def officer(client_of: Callable[[str], Client]) -> Client:
    return client_of("officer")


def text_of(response: Any) -> str:
    return response.content.decode()


def when(name: str, day: str, clock: str) -> dict[str, str]:
    return {f"{name}_0": day, f"{name}_1": clock}


# --- What everybody reads --------------------------------------------------------------------------------------------


def test_the_list_parts_open_coming_and_closed_and_hides_drafts(
    cast: Cast, client: Client, scene: Any
) -> None:
    region, now = cast.body.region, timezone.now()
    CallFactory(region=region, title_fi="Tuleva haku", opens_at=now + timedelta(days=3))
    CallFactory(
        region=region,
        title_fi="Mennyt haku",
        opens_at=now - timedelta(days=9),
        closes_at=now - timedelta(days=1),
    )
    response = client.get("/avustukset/")
    lists = [[call.title for call in calls] for _heading, calls in response.context["lists"]]
    assert lists == [[scene["open_call"].title], ["Tuleva haku"], ["Mennyt haku"]]
    assert scene["draft_call"].title not in text_of(response)


@pytest.mark.parametrize("number", [1, 3])
@pytest.mark.parametrize(
    ("address", "queries"),
    [("/avustukset/", 10), ("/avustukset/maaraajat.ics", 1), ("/avoin-data/avustukset/v1/calls", 6)],
)
def test_lists_ask_the_same_number_of_times(
    cast: Cast, client: Client, django_assert_num_queries: Any, number: int, address: str, queries: int
) -> None:
    for _n in range(number):
        call_kind_of(CallFactory(region=cast.body.region))
    client.get("/avustukset/")
    with django_assert_num_queries(queries):
        client.get(address)


@pytest.mark.parametrize("number", [1, 3])
def test_the_workbench_asks_the_same_number_of_times(
    cast: Cast, officer: Client, django_assert_num_queries: Any, number: int
) -> None:
    for _n in range(number):
        call_kind_of(CallFactory(region=cast.body.region))
    officer.get("/tyopoyta/avustukset/")
    with django_assert_num_queries(7):
        assert officer.get("/tyopoyta/avustukset/").status_code == 200


@pytest.mark.parametrize("number", [1, 3])
def test_a_call_and_its_questions_ask_the_same_number_of_times(
    cast: Cast, client: Client, django_assert_num_queries: Any, number: int
) -> None:
    call = CallFactory(region=cast.body.region)
    kinds = [call_kind_of(call) for _n in range(number)]
    section = kinds[0].question_set.sections.get()
    for n in range(number):
        question = Question.objects.create(
            question_set=section.question_set, section=section, order=10 + n, name=f"k-{n}", label_fi="?"
        )
        question.choices.create(order=1, value="a", label_fi="A")
    addresses = [call.get_absolute_url(), reverse("grants:call-questions", args=[call.slug, kinds[0].pk])]
    for address in addresses:
        client.get(address)
    with django_assert_num_queries(8):
        client.get(addresses[0])
    with django_assert_num_queries(10):
        client.get(addresses[1])


def test_a_call_says_what_is_asked_and_how_long_it_takes(client: Client, scene: Any) -> None:
    call_kind = scene["call_kind"]
    call_kind.attachments.create(order=1, name_fi="Tilinpäätös", may_follow=True)
    CallKind.objects.filter(pk=call_kind.pk).update(appropriation=50_000)
    page = text_of(client.get(scene["open_call"].get_absolute_url()))
    for part in ("50\u00a0000\u00a0€", "Tilinpäätös", "30\u00a0min"):
        assert part in page
    questions = text_of(
        client.get(reverse("grants:call-questions", args=[scene["open_call"].slug, call_kind.pk]))
    )
    assert "Mihin?" in questions
    assert "50" in questions


def test_a_draft_is_read_only_by_those_who_handle_grants(client: Client, officer: Client, scene: Any) -> None:
    call, kind = scene["draft_call"], scene["draft_kind"]
    for address in (
        call.get_absolute_url(),
        reverse("grants:call-questions", args=[call.slug, kind.pk]),
        reverse("grants:call-calendar", args=[call.slug]),
    ):
        assert client.get(address).status_code == 404
    assert officer.get(call.get_absolute_url()).status_code == 200


def test_the_dates_stand_in_a_calendar_that_follows_the_call(client: Client, scene: Any) -> None:
    call = scene["open_call"]
    calendar = text_of(client.get(reverse("grants:call-calendar", args=[call.slug])))
    assert calendar.count("BEGIN:VEVENT") == 2
    assert f"UID:closes-{call.key}@" in calendar.replace("\r\n ", "")
    assert "TZID=Europe/Helsinki" in calendar
    Call.objects.filter(pk=call.pk).update(state=CallState.CANCELLED, cancelled_because="Syy")
    assert text_of(client.get("/avustukset/maaraajat.ics")).count("STATUS:CANCELLED") == 2


def test_the_feed_and_the_data_tell_published_calls_only(client: Client, scene: Any) -> None:
    feed = text_of(client.get("/avustukset/syote.atom"))
    assert f"urn:uuid:{scene['open_call'].key}" in feed
    assert str(scene["draft_call"].key) not in feed
    answer = client.get("/avoin-data/avustukset/v1/calls")
    (row,) = json.loads(answer.content)["results"]
    assert (row["id"], row["phase"]) == (str(scene["open_call"].key), "open")
    assert row["title"] == {"fi": scene["open_call"].title_fi}
    assert [kind["slug"] for kind in row["kinds"]] == [scene["call_kind"].kind.slug]
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert client.get(f"/avoin-data/avustukset/v1/calls/{scene['draft_call'].key}").status_code == 404
    assert client.post("/avoin-data/avustukset/v1/calls").status_code == 405


def test_front_page_and_desk_show_calls(client: Client, officer: Client, scene: Any) -> None:
    assert scene["open_call"].title in text_of(client.get("/"))
    Call.objects.filter(pk=scene["open_call"].pk).update(closes_at=timezone.now() + timedelta(days=3))
    desk = text_of(officer.get("/"))
    assert scene["draft_call"].title in desk
    assert scene["open_call"].get_absolute_url() in desk or scene["open_call"].edit_url in desk


# --- What officers do ------------------------------------------------------------------------------------------------


def test_a_call_is_made_filled_and_published_in_the_browser(officer: Client, cast: Cast) -> None:
    facts.load("pirkanmaa")
    from members.models import Region, RegionRole

    region = Region.objects.get(slug="pirkanmaa")
    RegionRole.objects.filter(user=cast.officer).update(region=region)
    response = officer.post("/tyopoyta/avustukset/haut/uusi/", {"title_fi": "Avustukset 2031"})
    call = Call.objects.get(title_fi="Avustukset 2031")
    assert response["Location"] == call.edit_url
    assert "5 asiaa puuttuu" in text_of(officer.get(call.edit_url))
    kind = region.grant_kinds.get(slug="kohdeavustus")
    officer.post(reverse("grants:kind-add", args=[call.key]), {"kind": kind.pk})
    call_kind = call.call_kinds.get()
    assert call_kind.question_set.questions.filter(meaning="requested_sum").exists()
    data = {
        "title_fi": "Avustukset 2031",
        "summary_fi": "Pienille yhdistyksille.",
        "contact_email": "avustukset@example.org",
        **when("opens_at", "2031-01-10", "09:00"),
        **when("closes_at", "2031-02-10", "16:00"),
        "base_version": call.version,
    }
    officer.post(reverse("grants:call-change", args=[call.key]), data)
    officer.post(
        reverse("grants:call-kind", args=[call.key, call_kind.pk]),
        {
            "appropriation": "50 000,50",
            "largest_sum": "3.000,00",
            "decision_route": "official",
            "base_version": Call.objects.get(pk=call.pk).version,
            **{f"{name}-TOTAL_FORMS": "1" for name in ("earmarks", "attachments", "criteria")},
            **{f"{name}-INITIAL_FORMS": "0" for name in ("earmarks", "attachments", "criteria")},
            "criteria-0-name_fi": "Vaikutus",
            "criteria-0-weight": "100",
        },
    )
    call_kind.refresh_from_db()
    assert (str(call_kind.appropriation), str(call_kind.largest_sum)) == ("50000.50", "3000.00")
    assert call_kind.criteria.get().weight == 100
    assert officer.post(reverse("grants:call-publish", args=[call.key]))["Location"] == call.edit_url
    call.refresh_from_db()
    assert call.state == CallState.PUBLISHED
    assert timezone.localtime(call.closes_at).strftime("%d.%m.%Y %H.%M") == "10.02.2031 16.00"


@pytest.mark.parametrize(
    ("times", "field"),
    [
        (
            {**when("opens_at", "2031-01-10", "09:00"), **when("closes_at", "2031-01-10", "08:59")},
            "closes_at",
        ),
        (when("closes_at", "2031-01-10", "08:59"), "opens_at"),
        (
            {**when("opens_at", "2031-03-01", "09:00"), **when("closes_at", "2031-03-30", "03:30")},
            "closes_at",
        ),
        (
            {**when("opens_at", "2031-10-01", "09:00"), **when("closes_at", "2031-10-26", "03:30")},
            "closes_at",
        ),
        (when("opens_at", "2031-13-45", "99:99"), "opens_at"),
        ({"use_from": "2031-12-31", "use_until": "2031-01-01"}, "use_until"),
    ],
)
def test_times_that_cannot_be_are_told_beside_their_field(
    officer: Client, scene: Any, times: Any, field: str
) -> None:
    response = officer.post("/tyopoyta/avustukset/haut/uusi/", {"title_fi": "Nurin", **times})
    assert response.status_code == 200
    assert field in response.context["form"].errors
    assert not Call.objects.filter(title_fi="Nurin").exists()


@pytest.mark.parametrize("day", ["2031-03-30", "2031-10-26"], ids=["no such time", "twice"])
def test_a_time_in_the_clock_change_night_is_refused_in_plain_words(
    officer: Client, scene: Any, day: str
) -> None:
    call, words = scene["open_call"], "Kelloja siirretään sinä yönä"
    extend = reverse("grants:call-extend", args=[call.key])
    for address, more in (
        ("/tyopoyta/avustukset/haut/uusi/", {"title_fi": "Yö"}),
        (extend, {"reason": "Syy"}),
    ):
        opens = when("opens_at", "2031-01-10", "09:00")
        response = officer.post(address, {**more, **opens, **when("closes_at", day, "03:30")})
        (told,) = response.context["form"].errors["closes_at"]
        assert told.startswith(words)
    assert officer.post(extend, {"reason": "Syy", **when("closes_at", day, "04:00")}).status_code == 302


@pytest.mark.parametrize("typed", ["-5", "1e12", "9999999999", "paljon", "1,234,5"])
def test_sums_that_cannot_be_are_told_beside_their_field(officer: Client, scene: Any, typed: str) -> None:
    address = reverse("grants:call-kind", args=[scene["draft_call"].key, scene["draft_kind"].pk])
    empty = {
        f"{name}-{count}_FORMS": "0"
        for name in ("earmarks", "attachments", "criteria")
        for count in ("TOTAL", "INITIAL")
    }
    response = officer.post(
        address, {"appropriation": typed, "base_version": scene["draft_call"].version, **empty}
    )
    assert "appropriation" in response.context["form"].errors
    assert typed in text_of(response)


def test_two_officers_see_both_texts(officer: Client, scene: Any) -> None:
    call = scene["draft_call"]
    address = reverse("grants:call-change", args=[call.key])
    base = {"title_fi": call.title_fi, "contact_email": call.contact_email, "base_version": call.version}
    for name in ("opens_at", "closes_at"):
        local = timezone.localtime(getattr(call, name)).replace(second=0, microsecond=0)
        Call.objects.filter(pk=call.pk).update(**{name: local})
        base |= when(name, f"{local:%Y-%m-%d}", f"{local:%H:%M}")
    assert officer.post(address, {**base, "summary_fi": "Ensimmäinen"}).status_code == 302
    response = officer.post(address, {**base, "summary_fi": "Toinen"})
    assert "Ensimmäinen" in text_of(response)
    assert "Toinen" in text_of(response)
    assert Call.objects.get(pk=call.pk).summary_fi == "Ensimmäinen"


def test_questions_are_built_moved_and_tried_out(officer: Client, cast: Cast, scene: Any) -> None:
    free, section = scene["free_set"], scene["free_section"]
    rows = {f"{name}-{count}_FORMS": "0" for name in ("choices", "columns") for count in ("TOTAL", "INITIAL")}
    rows |= {"choices-TOTAL_FORMS": "2", "choices-0-label_fi": "Kyllä", "choices-1-label_fi": "Ei"}
    create = reverse("grants:question-create", args=[free.key, section.key])
    officer.post(
        create, {"label_fi": "Onko muita avustuksia?", "kind": "choice", "is_required": "on", **rows}
    )
    question = free.questions.get(label_fi="Onko muita avustuksia?")
    assert list(question.choices.values_list("value", flat=True)) == ["kylla", "ei"]
    hidden = {
        "label_fi": "Mitä?",
        "kind": "text",
        "most_words": "3",
        "shown_if": question.pk,
        "shown_if_values": [f"{question.pk}:kylla"],
        "is_required": "on",
        **rows | {"choices-TOTAL_FORMS": "0"},
    }
    officer.post(create, hidden)
    late = free.questions.get(label_fi="Mitä?")
    assert (late.shown_if, late.shown_if_values) == (question, ["kylla"])
    reorder = reverse("grants:question-reorder", args=[free.key, section.key])
    first = section.questions.first()
    assert officer.post(reorder, {"down": first.pk}).status_code == 302
    order = [q.pk for q in section.questions.all()]
    assert order[1] == first.pk
    assert officer.post(reorder, {"order": order[::-1]}).status_code == 204
    assert officer.post(reorder, {"order": order[:1]}).status_code == 409
    officer.post(reorder, {"order": order})
    preview = reverse("grants:set-preview", args=[free.key])
    asked = {"asked": [q.name for q in free.questions.all()]}
    tried = officer.post(
        preview,
        {**asked, "tarkoitus": "Toimintaan", "summa": "1 000", question.name: "kylla", late.name: "a b c d"},
    )
    assert [field.name for field, _words in tried.context["problems"]] == [late.name]
    # As the script asks: only what comes or goes by the answers, for the fields that the page has.
    fields = [q.name for q in free.questions.all() if q != late]
    for answer, comes in (("kylla", [late]), ("ei", [])):
        part = officer.post(preview, {"asked": fields, question.name: answer}, headers={"HX-Request": "true"})
        assert [row["question"] for row in part.context["rows"]] == comes
    assert 'hx-swap-oob="true"' not in text_of(part)
    services.add_section(question_set=free, values={"title_fi": "Toinen"}, actor=cast.officer)
    other = free.sections.get(title_fi="Toinen")
    edit = reverse("grants:question-edit", args=[free.key, late.key])
    officer.post(edit, {**hidden, "base_version": late.version, "place": other.pk})
    assert Question.objects.get(pk=late.pk).section == other
    tried = officer.post(preview, {**asked, "tarkoitus": "Toimintaan", "summa": "1 000", question.name: "ei"})
    assert tried.context["problems"] == []
    # Nothing of it is kept.
    assert "Toimintaan" not in text_of(officer.get(preview))


def test_a_ready_form_is_made_for_a_new_kind_and_calls_take_copies(officer: Client, scene: Any) -> None:
    kind = scene["draft_kind"].kind
    source = scene["free_set"]
    officer.post(reverse("grants:set-create"), {"name": "Uusi lomake", "kind": kind.pk, "source": source.pk})
    ready = QuestionSet.objects.ready_forms().get(name="Uusi lomake")
    assert (ready.kind, ready.questions.count()) == (kind, source.questions.count())
    call = CallFactory(region=kind.region, state=CallState.DRAFT)
    officer.post(reverse("grants:kind-add", args=[call.key]), {"kind": kind.pk})
    copy = call.call_kinds.get().question_set
    assert (copy.is_ready_form, copy.questions.count()) == (False, ready.questions.count())
    assert copy != ready


def test_a_frozen_set_says_so_and_refuses(officer: Client, scene: Any) -> None:
    frozen = scene["call_kind"].question_set
    page = text_of(officer.get(reverse("grants:set-edit", args=[frozen.key])))
    assert "data-reorder" not in page
    section = frozen.sections.get()
    order = [question.pk for question in section.questions.all()][::-1]
    assert (
        officer.post(
            reverse("grants:question-reorder", args=[frozen.key, section.key]), {"order": order}
        ).status_code
        == 409
    )
    officer.post(reverse("grants:section-remove", args=[frozen.key, section.key]))
    assert frozen.sections.count() == 1


def test_what_somebody_else_wrote_in_a_question_is_shown(officer: Client, scene: Any) -> None:
    free, question = scene["free_set"], scene["free_question"]
    address = reverse("grants:question-edit", args=[free.key, question.key])
    rows = {f"{name}-{count}_FORMS": "0" for name in ("choices", "columns") for count in ("TOTAL", "INITIAL")}
    base = {"kind": "text", "base_version": 1, "is_required": "on", "most_words": "50", **rows}
    assert officer.post(address, {**base, "label_fi": "Ensin?"}).status_code == 302
    response = officer.post(address, {**base, "label_fi": "Sitten?"})
    assert "Ensin?" in text_of(response)
    assert "Sitten?" in text_of(response)
    question.refresh_from_db()
    assert question.label_fi == "Ensin?"


def test_addresses_of_another_region_and_nonsense_are_404(officer: Client, cast: Cast, scene: Any) -> None:
    from tests.factories import RegionFactory

    elsewhere = draft_of(RegionFactory(slug="muumaa", name="Muumaa", area_name="Muumaa"))
    other_set = elsewhere.call_kinds.get().question_set
    for address in (
        reverse("grants:call-edit", args=[elsewhere.key]),
        reverse("grants:set-edit", args=[other_set.key]),
        reverse("grants:call-kind", args=[scene["draft_call"].key, elsewhere.call_kinds.get().pk]),
        reverse("grants:question-edit", args=[scene["free_set"].key, other_set.questions.first().key]),
        reverse("grants:section-edit", args=[scene["free_set"].key, other_set.sections.get().key]),
        reverse("grants:call-kind", args=[scene["draft_call"].key, 2**40]),
    ):
        assert officer.get(address).status_code == 404


def test_pages_are_there_in_every_language(client: Client, officer: Client, scene: Any) -> None:
    for code in ("sv", "en"):
        with translation.override(code):
            assert client.get(reverse("grants:call-list")).status_code == 200
            assert client.get(scene["open_call"].get_absolute_url()).status_code == 200
            assert officer.get(scene["draft_call"].edit_url).status_code == 200
