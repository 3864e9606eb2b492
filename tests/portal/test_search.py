"""Searching: words in all their forms, in what the asker may see, kept up to date by the database itself."""

import logging
from collections.abc import Callable
from dataclasses import replace
from io import StringIO
from typing import Any

import pgtrigger
import psycopg
import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation
from django.utils.html import strip_tags

from meetings.models import AgendaItem
from networks.models import Network
from portal import search
from portal.enums import Audience
from portal.models import SearchChange, SearchEntry, SearchWord
from portal.search import MarksChange, index, registry, words
from tests.factories import AgendaItemFactory, MaterialFactory, MeetingFactory, NetworkFactory

pytestmark = pytest.mark.django_db

VISITOR = AnonymousUser()

# As it stands in the text, as it is asked for, and a word that must not be taken for it.
PAIRS = [
    ("kokousten", "kokous", "kokoelma"),
    ("kunta", "kuntien", "kuntoutus"),
    ("avustusta", "avustus", "avustaja"),
    ("järjestöille", "järjestö", "järjestelmä"),
    ("jäsenet", "jäsenten", "jänis"),
    ("pöytäkirjan", "pöytäkirjat", "pöytä"),
    ("hakemuksia", "hakemus", "haku"),
    ("päätökset", "päätöksen", "pääsy"),
    ("lausuntoja", "lausunto", "lause"),
    ("aloitteen", "aloite", "alue"),
    ("nuorten", "nuoret", "nuora"),
    ("lapsille", "lasten", "lasi"),
    ("vanhuksia", "vanhus", "vanne"),
    ("perheiden", "perhe", "perhonen"),
    ("kylissä", "kylä", "kyltti"),
    ("kohtaamispaikkojen", "kohtaamispaikka", "kohtalo"),
    ("hyvinvointialueella", "hyvinvointialue", "hyväksyntä"),
    ("mielenterveyden", "mielenterveys", "mieliala"),
    ("Ylöjärvellä", "Ylöjärvi", "Ylitornio"),
    ("toimikauden", "toimikausi", "toimisto"),
]


def found(asked: str, user: Any = VISITOR, **how: Any) -> list[str]:
    """The titles that are found, in order."""
    results = search.find(asked, user=user, **how)
    return [strip_tags(hit.title) for hit in results.hits] if results else []


def indexed(*names: str) -> None:
    """Networks of these names, in the index."""
    for name in names:
        NetworkFactory(name=name)
    search.index_changes()


# --- Words -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("written", "asked", "other"), PAIRS)
def test_find_word_in_another_form_finds_only_it(written: str, asked: str, other: str) -> None:
    indexed(f"Foorumi {written}", f"Foorumi {other}")
    assert found(asked) == [f"Foorumi {written}"]


@pytest.mark.parametrize("asked", ["ryhmä", "yhteistyö", "järjestö", "ryhmien"])
def test_find_part_of_compound_finds_the_compound(asked: str) -> None:
    indexed("Järjestöyhteistyöryhmä", "Vapaaehtoiset")
    assert found(asked) == ["Järjestöyhteistyöryhmä"]


def test_find_word_itself_stands_before_compounds() -> None:
    indexed("Ohjausryhmä", "Ryhmä", "Työryhmien foorumi")
    assert found("ryhmä")[0] == "Ryhmä"


def test_find_name_stands_before_text_with_the_word() -> None:
    NetworkFactory(name="Sopimus", description="Verkosto")
    NetworkFactory(name="Verkosto", description="Sopimus")
    search.index_changes()
    assert found("verkosto") == ["Verkosto", "Sopimus"]


def test_find_beginning_finds_while_typing() -> None:
    indexed("Vapaaehtoistoiminta", "Vanhukset")
    assert found("vapaaeh") == ["Vapaaehtoistoiminta"]


@pytest.mark.parametrize("asked", ["avsutus", "avustsu", "avuustus"])
def test_find_misspelt_word_finds_nearest_and_says_so(asked: str) -> None:
    indexed("Avustus", "Kokous")
    results = search.find(asked, user=VISITOR)
    assert ([strip_tags(hit.title) for hit in results.hits], results.nearest) == (["Avustus"], True)


def test_find_without_dots_finds_the_word_with_them() -> None:
    indexed("Järjestö", "Jarru")
    assert found("jarjesto") == ["Järjestö"]


def test_find_with_dots_does_not_find_the_word_without() -> None:
    indexed("Säde", "Sade", "Kokous")
    assert found("säde") == ["Säde"]


def test_find_two_words_finds_what_has_both() -> None:
    indexed("Nuorten kokous", "Nuorten leiri", "Vanhusten kokous")
    assert found("kokoukset ja nuoret") == ["Nuorten kokous"]


def test_find_swedish_form_finds_the_swedish_text_in_the_readers_language() -> None:
    NetworkFactory(name_fi="Järjestöfoorumi", name_sv="Föreningarnas forum")
    search.index_changes()
    assert found("förening") == ["Järjestöfoorumi"]
    with translation.override("sv"):
        assert found("järjestö") == ["Föreningarnas forum"]


def test_find_english_plural_finds_the_singular() -> None:
    NetworkFactory(name_fi="Foorumi", name_en="Grant forum")
    search.index_changes()
    assert found("grants") == ["Foorumi"]


def test_find_number_finds_the_whole_number_only() -> None:
    indexed("Hanke 2026", "Hanke 20", "Hanke 20261")
    assert found("20") == ["Hanke 20"]


@pytest.mark.parametrize("asked", ["", "  ", "&|!:*()<>'\\", "💛", "\0"])
def test_find_without_words_is_no_question(asked: str) -> None:
    indexed("Kokous")
    assert search.find(asked, user=VISITOR) is None


@pytest.mark.parametrize("asked", ["kokous'\\ & !(:*", "kokous\0", "kokous " * 1000, "„kokous”…", "KOKOUS"])
def test_find_odd_signs_change_nothing(asked: str) -> None:
    indexed("Kokous")
    assert found(asked) == ["Kokous"]


@pytest.mark.parametrize("asked", ["a" * 10_000, "ä" * 200, "kokous " + "x" * 300])
def test_find_enormous_word_finds_nothing(asked: str) -> None:
    indexed("Kokous")
    assert search.find(asked, user=VISITOR).count == 0


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("järjestöyhteistyöryhmä", {"järjestö", "yhteistyö", "ryhmä", "yhteinen", "työ"}),
        ("kohtaamispaikka", {"kohtaaminen", "paikka"}),
        ("vammaisneuvosto", {"vammainen", "neuvosto"}),
        ("olkatoiminta", {"olka", "toiminta"}),
        ("leppäpirkko", {"leppä"}),  # which the dictionary takes every Pirkko for
        ("verkosto", set()),
        ("ry", set()),
    ],
)
def test_parts_of_compounds_are_their_words(word: str, parts: set[str]) -> None:
    assert words.parts(word) == parts


# --- Who may see -----------------------------------------------------------------------------------------------------


def test_find_shows_each_asker_what_they_may_see(cast: Any) -> None:
    AgendaItemFactory(meeting=MeetingFactory(body=cast.body), title="Salainen sopimus")
    item = AgendaItemFactory(meeting=MeetingFactory(body=cast.body, convened=True), title="Julkinen sopimus")
    MaterialFactory(item=item, title="Jäsenten sopimus", audience=Audience.MEMBERS)
    MaterialFactory(item=item, title="Sihteeristön sopimus", audience=Audience.STAFF)
    search.index_changes()
    public, belonging = {"Julkinen sopimus"}, {"Julkinen sopimus", "Jäsenten sopimus"}
    everything = {*belonging, "Salainen sopimus", "Sihteeristön sopimus"}
    expected = dict.fromkeys(cast.ROLES, public)
    expected |= dict.fromkeys(("member", "deputy", "speaker"), belonging)
    expected |= dict.fromkeys(("coordinator", "secretariat"), everything)
    assert {role: set(found("sopimus", user)) for role, user in cast.everybody().items()} == expected


def test_find_counts_only_what_the_asker_may_see(cast: Any) -> None:
    draft = MeetingFactory(body=cast.body)
    for _ in range(3):
        AgendaItemFactory(meeting=draft, title="Salainen sopimus")
    NetworkFactory(name="Sopimus")
    search.index_changes()
    results = search.find("sopimus", user=cast.outsider)
    assert (results.count, [(kind.name, kind.count) for kind in results.kinds]) == (1, [("network", 1)])
    assert search.find("sopimus", user=cast.coordinator).count == 4


def test_find_hidden_word_is_no_reason_to_keep_near_ones_away(cast: Any) -> None:
    """Else one could ask which words stand in hidden texts."""
    NetworkFactory(name="Virtanen")
    search.index_changes()
    before = search.find("Virtasem", user=cast.outsider)
    AgendaItemFactory(meeting=MeetingFactory(body=cast.body), title="Virtasem")
    search.index_changes()
    after = search.find("Virtasem", user=cast.outsider)
    assert [
        (strip_tags(hit.title), results.nearest) for results in (before, after) for hit in results.hits
    ] == [
        ("Virtanen", True),
        ("Virtanen", True),
    ]


# --- The index follows -----------------------------------------------------------------------------------------------


def test_index_follows_whatever_door_changed_a_row() -> None:
    network = NetworkFactory(name="Ensimmäinen")
    search.index_changes()
    Network.objects.filter(pk=network.pk).update(name="Toinen", name_fi="Toinen")
    search.index_changes()
    assert (found("ensimmäinen"), found("toinen")) == ([], ["Toinen"])
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM networks_network WHERE id = %s", [network.pk])
    search.index_changes()
    assert (found("toinen"), SearchEntry.objects.count()) == ([], 0)


def test_trigger_marks_only_rows_that_changed() -> None:
    network = NetworkFactory()
    SearchChange.objects.all().delete()
    network.save()
    assert SearchChange.objects.count() == 0
    network.description = "Uusi"
    network.save()
    assert [(mark.record_table, mark.record_id) for mark in SearchChange.objects.all()] == [
        ("networks_network", network.pk)
    ]


def test_trigger_of_a_child_marks_its_parents() -> None:
    MarksChange(via="meeting").install(AgendaItem)
    first, second = MeetingFactory(), MeetingFactory()
    item = AgendaItemFactory(meeting=first)
    SearchChange.objects.all().delete()
    AgendaItem.objects.filter(pk=item.pk).update(meeting=second)
    marked = SearchChange.objects.filter(record_table="meetings_meeting").values_list("record_id", flat=True)
    assert set(marked) == {first.pk, second.pk}


def test_index_follows_a_record_whose_words_others_repeat() -> None:
    meeting = MeetingFactory(body__short_name="Neuvosto", convened=True)
    MeetingFactory(body__short_name="Toinen", convened=True)
    search.index_changes()
    meeting.body.short_name = "Foorumi"
    meeting.body.save()
    search.index_changes()
    assert found("neuvosto", kind="meeting") == []
    assert found("foorumi", kind="meeting") == [meeting.name]


def test_index_changes_again_does_nothing() -> None:
    NetworkFactory()
    assert [search.index_changes(), search.index_changes()] == [1, 0]


def test_index_changes_leaves_the_marks_while_another_process_is_at_it() -> None:
    NetworkFactory()
    with psycopg.connect(**connection.get_connection_params()) as other:
        other.execute("SELECT pg_advisory_xact_lock(%s)", [index.LOCK])
        assert search.index_changes() == 0
    assert search.index_changes() == 1


def test_index_unreadable_record_does_not_keep_others_out(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def title(network: Network, language: str) -> str:
        return str(1 / 0) if network.name == "Rikki" else network.name

    source = registry.source_of_table("networks_network")
    monkeypatch.setitem(registry._sources, "networks_network", replace(source, title=title))
    broken = NetworkFactory(name="Rikki")
    with caplog.at_level(logging.ERROR):
        indexed("Ehjä")
    assert found("ehjä") == ["Ehjä"]
    assert [record.getMessage() for record in caplog.records] == [
        f"The search cannot read network {broken.pk}."
    ]


def test_index_keeps_one_entry_for_languages_that_say_the_same() -> None:
    NetworkFactory(name_fi="Foorumi")
    NetworkFactory(name_fi="Neuvosto", name_sv="Rådet")
    search.index_changes()
    assert list(SearchEntry.objects.order_by("pk").values_list("language", "title")) == [
        ("fi", "Foorumi"),
        ("fi", "Neuvosto"),
        ("sv", "Rådet"),
    ]


def test_reindex_command_rebuilds_and_tidies() -> None:
    indexed("Kokous", "Poistuva")
    with pgtrigger.ignore("networks.Network:marks_change"):
        Network.objects.filter(name="Poistuva").delete()
        Network.objects.update(name="Uusi", name_fi="Uusi")
    NetworkFactory(name="Merkitty")
    out = StringIO()
    call_command("reindex", stdout=out)
    assert (sorted(found("uusi") + found("merkitty") + found("poistuva")), SearchChange.objects.count()) == (
        ["Merkitty", "Uusi"],
        0,
    )
    assert set(SearchWord.objects.values_list("word", flat=True)) == {"uusi", "merkitty", "merkitä"}
    assert "network: 2" in out.getvalue()


def test_build_dictionary_does_nothing_the_second_time() -> None:
    call_command("build_dictionary", stdout=StringIO())
    out = StringIO()
    call_command("build_dictionary", stdout=out)
    assert out.getvalue() == f"The search's dictionaries are there already: {words.dictionary_folder()}\n"


def test_register_same_model_twice_is_refused() -> None:
    source = registry.source_of_table("networks_network")
    with pytest.raises(ValueError, match="Network is already registered"):
        search.register(replace(source, label="Other"))


# --- What is shown ---------------------------------------------------------------------------------------------------


def test_find_shows_the_place_with_its_words_marked_and_all_else_escaped() -> None:
    NetworkFactory(
        name="Foorumi <b>", description=f"{'alku ' * 100}<script>alert(1)</script> kokouksessa & muualla"
    )
    search.index_changes()
    (hit,) = search.find("kokous", user=VISITOR).hits
    assert hit.title == "Foorumi &lt;b&gt;"
    assert hit.snippet.startswith("… alku") is True
    assert hit.snippet.endswith(
        "&lt;script&gt;alert(1)&lt;/script&gt; <mark>kokouksessa</mark> &amp; muualla"
    ), hit.snippet


@pytest.mark.parametrize("rows", [1, 3])
def test_find_asks_the_database_four_times(rows: int, django_assert_num_queries: Any) -> None:
    indexed(*["Kokous"] * rows)
    search.find("kokous", user=VISITOR)  # content types are remembered
    with django_assert_num_queries(4):
        assert len(found("kokous")) == rows


def test_find_more_than_the_most_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("portal.search.query.MOST_OF_A_KIND", 2)
    indexed("Kokous", "Kokous", "Kokous")
    results = search.find("kokous", user=VISITOR)
    assert (results.count, results.more, results.kinds[0].more) == (2, True, True)


@pytest.fixture
def narrow_windows(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every two records are a window of their own; of older records one window is looked through before the others."""
    monkeypatch.setattr("portal.search.index.WINDOW", 2)
    monkeypatch.setattr("portal.search.query.WINDOW", 2)
    monkeypatch.setattr("portal.search.query.SOME_WINDOWS", 1)


def test_find_goes_on_to_older_records_when_the_newest_are_not_enough(narrow_windows: None) -> None:
    names = ["Kokous", "Vanha kokous", *["Muu"] * 5, "Uusi kokous"]
    indexed(*names)
    assert sorted(found("kokous")) == ["Kokous", "Uusi kokous", "Vanha kokous"]
    assert found("vanha") == ["Vanha kokous"]
    results = search.find("kokous", user=VISITOR)
    assert (results.count, results.more) == (3, False)


def test_find_takes_the_newest_of_too_many(narrow_windows: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("portal.search.query.MOST_OF_A_KIND", 1)
    indexed(*[f"Kokous {number}" for number in "abcdefgh"])
    with CaptureQueriesContext(connection) as queries:
        assert set(found("kokous")) <= {"Kokous g", "Kokous h", "Kokous f", "Kokous e"}
    with connection.cursor() as cursor:
        asking = next(query["sql"] for query in queries if "titled AS" in query["sql"])
        cursor.execute(f"EXPLAIN ANALYZE {asking}")
        plan = [line for (line,) in cursor.fetchall()]
    asked = ["never executed" not in line for line in plan if "Function Scan on portal_search_newest" in line]
    assert (sum(asked), len(asked)) == (
        2,
        6,
    )  # titled and matching, but not the two parts of older ones of each


# --- The page --------------------------------------------------------------------------------------------------------


def test_page_for_a_visitor_opens_no_session_and_speaks_of_what_was_found(client: Client) -> None:
    indexed("Kokous", "Kokousten foorumi")
    response = client.get("/haku/", {"q": "kokous"})
    assert response.context["said"] in {"2 results", "2 tulosta"}
    assert (response.status_code, dict(response.cookies)) == (200, {})
    assert "csrfmiddlewaretoken" not in response.text


def test_page_filters_by_kind_and_ignores_unknown_kinds(client: Client) -> None:
    indexed("Sopimus")
    AgendaItemFactory(meeting=MeetingFactory(convened=True), title="Sopimus")
    search.index_changes()

    def kinds(kind: str) -> list[str]:
        response = client.get("/haku/", {"q": "sopimus", "kind": kind})
        return sorted(str(hit.label) for hit in response.context["results"].hits)

    everything = kinds("")
    assert len(everything) == 2
    assert (len(kinds("network")), kinds("nonsense")) == (1, everything)


def test_page_turns_and_a_page_beyond_the_last_is_the_last(client: Client) -> None:
    indexed(*["Kokous"] * 21)
    shown = {
        page: len(client.get("/haku/", {"q": "kokous", "page": page}).context["results"].hits)
        for page in ("1", "2", "99", "x")
    }
    assert shown == {"1": 20, "2": 1, "99": 1, "x": 20}


def test_page_gives_htmx_the_results_alone(client: Client) -> None:
    indexed("Kokous")
    response = client.get("/haku/", {"q": "kokous"}, headers={"HX-Request": "true"})
    assert ("<html" in response.text, "<mark>Kokous</mark>" in response.text) == (False, True)
    assert "HX-Request" in response["Vary"]


@pytest.mark.parametrize("asked", ["", "xyzzy", "a" * 5000, "<script>alert(1)</script>"])
def test_page_of_any_question_is_a_page(client: Client, asked: str) -> None:
    response = client.get("/haku/", {"q": asked})
    assert response.status_code == 200
    assert "<script>alert" not in response.text


def test_page_finds_what_a_signed_in_person_may_see(cast: Any, client_of: Callable[[str], Client]) -> None:
    AgendaItemFactory(meeting=MeetingFactory(body=cast.body, starts_at=timezone.now()), title="Luonnos")
    search.index_changes()
    counts = {
        role: client_of(role).get("/haku/", {"q": "luonnos", "kind": "agendaitem"}).context["results"].count
        for role in ("outsider", "coordinator")
    }
    assert counts["outsider"] == 0
    assert counts["coordinator"] > 0
