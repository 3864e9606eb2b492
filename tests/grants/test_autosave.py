"""Answers are saved one by one: different ones merge, an old base is refused and told, and nothing typed is lost."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from grants import services
from grants.forms.applying import base_of
from grants.models import Answer, Application
from portal.errors import Conflict, Overtaken, Refused
from tests.cast import Cast, make_cast
from tests.factories import OrganisationRoleFactory, UserFactory
from tests.grants.applying_scene import begin, complete, make_call, save, send


@pytest.fixture
def scene(cast: Cast) -> SimpleNamespace:
    """A draft of the applicant's, and a colleague in the same organisation."""
    call = make_call(cast.body.region)
    colleague = UserFactory(name="Maija Meikäläinen")
    OrganisationRoleFactory(user=colleague, organisation=cast.organisation, role="editor")
    draft = begin(call, cast.organisation, cast.applicant)
    return SimpleNamespace(call=call, draft=draft, one=cast.applicant, other=colleague, cast=cast)


def url(draft: Application, section: str = "what") -> str:
    return f"/avustukset/hakemukset/{draft.key}/osat/{section}/"


def autosave(client: Client, draft: Application, data: dict[str, Any], section: str = "what") -> Any:
    return client.post(url(draft, section), data, headers={"HX-Request": "true"})


def answer(draft: Application, name: str) -> Answer:
    return Answer.objects.get(application=draft, name=name)


def test_different_answers_of_two_merge(scene: SimpleNamespace) -> None:
    assert save(scene.draft, scene.one, title="Kerho") == {"title": 1}
    assert save(scene.draft, scene.other, purpose="Kaikille") == {"purpose": 1}
    assert dict(scene.draft.answers.values_list("name", "value")) == {"title": "Kerho", "purpose": "Kaikille"}


def test_same_answer_on_an_old_base_is_refused_with_both_texts(scene: SimpleNamespace) -> None:
    save(scene.draft, scene.one, title="Ensimmäinen")
    with pytest.raises(Conflict) as caught:
        services.save_answers(
            application=scene.draft,
            base_versions={},
            values={"title": "Toinen", "purpose": "Kaikille"},
            arrived_at=timezone.now(),
            actor=scene.other,
        )
    (clash,) = caught.value.clashes
    assert (clash.theirs, clash.mine) == ("Ensimmäinen", "Toinen")
    assert answer(scene.draft, "title").value == "Ensimmäinen"
    assert answer(scene.draft, "purpose").value == "Kaikille"


def test_the_same_text_again_is_no_conflict(scene: SimpleNamespace) -> None:
    """The answer to the first try was lost on the way."""
    save(scene.draft, scene.one, title="Kerho")
    assert save(scene.draft, scene.one, title="Kerho") == {"title": 1}


@pytest.mark.parametrize("base", [2, 7, 999_999_999])
def test_forged_version_writes_nothing(scene: SimpleNamespace, base: int) -> None:
    with pytest.raises(Conflict):
        save(scene.draft, scene.one, base=base, title="Kerho")
    assert not scene.draft.answers.exists()


@pytest.mark.parametrize("name", ["why", "unknown"])
def test_hidden_or_unknown_question_is_refused(scene: SimpleNamespace, name: str) -> None:
    with pytest.raises(Refused):
        save(scene.draft, scene.one, **{name: "x"})
    assert not scene.draft.answers.exists()


def test_question_that_the_same_save_opens_is_saved(scene: SimpleNamespace) -> None:
    assert save(scene.draft, scene.one, open_to="members", why="Tilat") == {"open-to": 1, "why": 1}


@pytest.mark.parametrize("role", ["outsider", "member", "officer", "assessor", "coordinator", "secretariat"])
def test_others_cannot_save(scene: SimpleNamespace, role: str) -> None:
    with pytest.raises(PermissionDenied):
        save(scene.draft, getattr(scene.cast, role), title="x")


def test_after_the_closing_instant_nothing_is_saved(scene: SimpleNamespace) -> None:
    closes_at = scene.call.call.closes_at
    values = {"application": scene.draft, "base_versions": {}, "actor": scene.one}
    services.save_answers(values={"title": "a"}, arrived_at=closes_at - timedelta(microseconds=1), **values)
    with pytest.raises(Refused):
        services.save_answers(values={"purpose": "b"}, arrived_at=closes_at, **values)
    assert list(scene.draft.answers.values_list("name", flat=True)) == ["title"]


def test_save_from_a_page_of_before_the_sending_is_told(scene: SimpleNamespace) -> None:
    draft = complete(scene.call, scene.cast.organisation, scene.one)
    send(draft, scene.one)
    with pytest.raises(Overtaken):
        save(draft, scene.other, base=1, title="Myöhässä")
    assert answer(draft, "title").value == "Kerho"


def test_autosave_answers_with_the_line_and_the_new_base(scene: SimpleNamespace, client_of: Any) -> None:
    data = {"title": "Kerho", "base-title": base_of(0, None)}
    response = autosave(client_of("applicant"), scene.draft, data)
    assert response.headers["X-Saved"] == "all"
    assert f'value="{base_of(1, "Kerho")}"' in response.content.decode()
    assert answer(scene.draft, "title").version == 1


def test_fields_that_came_along_unchanged_cover_nothing_newer(scene: SimpleNamespace, client_of: Any) -> None:
    """The other one has changed the title since this page was opened; this page only has a new purpose."""
    save(scene.draft, scene.one, title="Vanha")
    save(scene.draft, scene.other, base=1, title="Uusi")
    data = {
        "title": "Vanha",
        "base-title": base_of(1, "Vanha"),
        "purpose": "Kaikille",
        "base-purpose": base_of(0, None),
    }
    response = autosave(client_of("applicant"), scene.draft, data)
    assert response.headers["X-Saved"] == "all"
    assert answer(scene.draft, "title").value == "Uusi"
    assert answer(scene.draft, "purpose").value == "Kaikille"


def test_conflict_by_button_shows_both_texts_escaped(scene: SimpleNamespace, client_of: Any) -> None:
    save(scene.draft, scene.one, title="Vanha")
    save(scene.draft, scene.other, base=1, title="<b>Toisen</b>")
    data = {"title": "<i>Oma</i>", "base-title": base_of(1, "Vanha"), "act": "next"}
    page = client_of("applicant").post(url(scene.draft), data).content.decode()
    assert "&lt;b&gt;Toisen&lt;/b&gt;" in page
    assert "&lt;i&gt;Oma&lt;/i&gt;" in page
    assert "<b>Toisen</b>" not in page
    assert f'value="{base_of(2, "<b>Toisen</b>")}"' in page


@pytest.mark.parametrize(("choice", "kept"), [("mine", "Oma"), ("theirs", "Toisen")])
def test_chosen_text_of_a_conflict_is_kept(
    scene: SimpleNamespace, client_of: Any, choice: str, kept: str
) -> None:
    save(scene.draft, scene.other, title="Toisen")
    data = {"title": "Oma", "base-title": base_of(1, "Toisen"), "keep-title": choice, "act": "next"}
    client_of("applicant").post(url(scene.draft), data)
    assert answer(scene.draft, "title").value == kept


def test_autosave_conflict_says_so_and_keeps_theirs(scene: SimpleNamespace, client_of: Any) -> None:
    save(scene.draft, scene.other, title="Toisen")
    response = autosave(client_of("applicant"), scene.draft, {"title": "Oma", "base-title": base_of(0, None)})
    assert "X-Saved" not in response.headers
    assert answer(scene.draft, "title").value == "Toisen"


def test_wrong_values_are_kept_as_typed_and_told(scene: SimpleNamespace, client_of: Any) -> None:
    client = client_of("applicant")
    data = {"own-share": "sata euroa", "base-own-share": base_of(0, None), "act": "next"}
    response = client.post(url(scene.draft, "money"), data)
    assert answer(scene.draft, "own-share").value == "sata euroa"
    page = client.get(response["Location"]).content.decode()
    assert 'value="sata euroa"' in page
    assert "field-error" in page


def test_money_is_read_as_people_write_it(scene: SimpleNamespace, client_of: Any) -> None:
    data = {"own-share": "1 234,50", "base-own-share": base_of(0, None)}
    autosave(client_of("applicant"), scene.draft, data, "money")
    assert answer(scene.draft, "own-share").value == "1234.50"


def test_question_that_an_answer_opens_comes_with_the_save(scene: SimpleNamespace, client_of: Any) -> None:
    data = {"asked": ["open-to"], "open-to": "members", "base-open-to": base_of(0, None)}
    response = autosave(client_of("applicant"), scene.draft, data)
    assert 'id="question-why"' in response.content.decode()
    assert 'name="why"' in response.content.decode()


def test_signed_out_writer_is_told_in_the_page(scene: SimpleNamespace, client_of: Any) -> None:
    response = autosave(client_of("visitor"), scene.draft, {"title": "x"})
    assert response.status_code == 401
    assert f"?next={url(scene.draft)}" in response.content.decode()


def test_removed_editor_is_told_and_saves_nothing(scene: SimpleNamespace, client_of: Any) -> None:
    services.invite_colleague(
        application=scene.draft, email="outsider@example.org", role="editor", actor=scene.one
    )
    role = scene.draft.roles.get(email="outsider@example.org")
    services.join_application(role=role, actor=scene.cast.outsider)
    client = client_of("outsider")
    assert autosave(client, scene.draft, {"title": "a", "base-title": base_of(0, None)}).status_code == 200
    services.end_colleague(role=role, actor=scene.one)
    refused = autosave(client, scene.draft, {"title": "b", "base-title": base_of(1, "a")})
    assert refused.status_code == 403
    assert "field-error" in refused.content.decode()
    assert answer(scene.draft, "title").value == "a"
    assert autosave(client_of("member"), scene.draft, {"title": "c"}).status_code == 404


def test_presence_of_the_other_is_shown(scene: SimpleNamespace, client_of: Any) -> None:
    client = Client()
    client.force_login(scene.other, backend="allauth.account.auth_backends.AuthenticationBackend")
    autosave(client, scene.draft, {"title": "a", "base-title": base_of(0, None)})
    response = autosave(
        client_of("applicant"), scene.draft, {"purpose": "b", "base-purpose": base_of(0, None)}
    )
    assert "Maija Meikäläinen" in response.content.decode()


TEXTS = st.sampled_from(["a", "b", "c", "d"])
SAVES = st.lists(
    st.tuples(st.integers(0, 2), st.sampled_from(["title", "purpose"]), TEXTS, st.booleans()), max_size=12
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(saves=SAVES)
def test_any_interleaving_is_explained_by_some_order(scene: SimpleNamespace, saves: list[Any]) -> None:
    """Three editors save two answers; each either looks again first or goes on from the version it knew.

    The answers are what the accepted saves, one after another, say; each refused save was told and changed nothing.
    """
    scene.draft.answers.all().delete()
    known: list[dict[str, int]] = [{}, {}, {}]
    expected: dict[str, str] = {}
    versions: dict[str, int] = {}
    for editor, name, text, looks in saves:
        if looks:
            known[editor] = dict(versions)
        base = known[editor].get(name, 0)
        is_current = base == versions.get(name, 0)
        is_same = expected.get(name) == text
        if is_current or is_same:
            saved = save(scene.draft, scene.one, base=base, **{name: text})
            expected[name] = text
            versions[name] = known[editor][name] = saved[name]
        else:
            with pytest.raises(Conflict) as told:
                save(scene.draft, scene.one, base=base, **{name: text})
            assert [(each.theirs, each.mine) for each in told.value.clashes] == [(expected[name], text)]
        assert dict(scene.draft.answers.values_list("name", "value")) == expected
        assert dict(scene.draft.answers.values_list("name", "version")) == versions


@pytest.mark.django_db(transaction=True)
def test_one_autosave_writes_one_row_in_at_most_six_queries() -> None:
    """Outside a test's own transaction the questions are remembered, as they are in real use."""
    cast = make_cast()
    draft = begin(make_call(cast.body.region), cast.organisation, cast.applicant)
    client = Client()
    client.force_login(cast.applicant, backend="allauth.account.auth_backends.AuthenticationBackend")
    autosave(client, draft, {"title": "a", "base-title": base_of(0, None)})
    with CaptureQueriesContext(connection) as queries:
        autosave(client, draft, {"title": "b", "base-title": base_of(1, "a")})
    asked = [query["sql"] for query in queries]
    assert len(asked) <= 6, asked
    assert ["INSERT INTO grants_answer" in sql for sql in asked] == [False] * (len(asked) - 1) + [True]
    assert not [sql for sql in asked[:-1] if not sql.startswith("SELECT")]
    assert draft.answers.get().value == "b"


@pytest.mark.django_db(transaction=True)
def test_two_who_save_one_answer_at_once_leave_one_and_tell_the_other() -> None:
    cast = make_cast()
    draft = begin(make_call(cast.body.region), cast.organisation, cast.applicant)
    barrier = Barrier(2)

    def run(text: str) -> str:
        barrier.wait(timeout=10)
        try:
            save(draft, cast.applicant, title=text)
        except Conflict as conflict:
            return str(conflict.clashes[0].theirs)
        finally:
            connection.close()
        return "saved"

    with ThreadPoolExecutor(2) as pool:
        results = list(pool.map(run, ["a", "b"]))
    kept = draft.answers.get()
    assert kept.version == 1
    assert sorted(results) == sorted([kept.value, "saved"])
