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
from grants.rules import WRITERS_OF_IT
from grants.services import answering
from portal.errors import Conflict, Overtaken, Refused
from tests.cast import Cast, make_cast
from tests.factories import GrantApplicationFactory, OrganisationRoleFactory, UserFactory
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


@pytest.mark.parametrize("page", ["osat/what/", "yhteyshenkilot/", "tilinumero/"])
def test_next_who_signs_in_does_not_save_what_the_one_before_typed(
    page: str, scene: SimpleNamespace, client_of: Any
) -> None:
    """A page was left open, its session ended, and a colleague signed in in another window of the same browser."""
    address = f"{scene.draft.get_absolute_url()}{page}"
    client = client_of("applicant")
    assert f'name="writer" value="{scene.one.pk}"' in client.get(address).content.decode()
    typed = {"title": "Toisen teksti", "contact_name": "Toinen", "iban_holder": "Toinen"}
    typed |= {f"base-{name}": "" for name in typed} | {"writer": scene.one.pk}
    client.force_login(scene.other)
    refused = client.post(address, typed, headers={"HX-Request": "true"})
    assert (refused.status_code, refused.headers["X-Not-Saved"]) == (403, "1")
    assert client.post(address, typed).status_code == 302
    scene.draft.refresh_from_db()
    assert not scene.draft.answers.exists()
    assert "Toinen" not in (scene.draft.contact_name, scene.draft.iban_holder)


def test_presence_of_the_other_is_shown(scene: SimpleNamespace, client_of: Any) -> None:
    client = Client()
    client.force_login(scene.other, backend="allauth.account.auth_backends.AuthenticationBackend")
    autosave(client, scene.draft, {"title": "a", "base-title": base_of(0, None)})
    response = autosave(
        client_of("applicant"), scene.draft, {"purpose": "b", "base-purpose": base_of(0, None)}
    )
    assert "Maija Meikäläinen" in response.content.decode()


EDITORS = st.integers(2, 5)
TYPED = st.dictionaries(
    st.sampled_from(["title", "purpose", "secret"]), st.sampled_from(["a", "b", "c"]), min_size=1
)
# An editor types and the page sends; a request of those on their way arrives, and its answer may be lost, after which
# the page sends the same again; or the page is opened anew.
MOVES = st.one_of(
    st.tuples(st.just("send"), st.integers(0, 4), TYPED),
    st.tuples(st.just("arrive"), st.integers(0, 9), st.booleans()),
    st.tuples(st.just("open"), st.integers(0, 4), st.none()),
)


class Writing:
    """Editors of one draft with their pages, the requests on their way, and what the answers must be by the rule."""

    def __init__(self, draft: Application, actors: list[Any]) -> None:
        self.draft, self.actors = draft, actors
        self.pages: list[dict[str, int]] = [{} for _ in actors]
        self.on_the_way: list[tuple[int, dict[str, int], dict[str, str]]] = []
        self.texts: dict[str, str] = {}
        self.versions: dict[str, int] = {}

    def send(self, editor: int, typed: dict[str, str]) -> None:
        """The page sends what was typed, on the base that it knows."""
        page = editor % len(self.pages)
        self.on_the_way.append((page, {name: self.pages[page].get(name, 0) for name in typed}, typed))

    def open(self, editor: int, _nothing: None) -> None:
        """The page is opened anew."""
        self.pages[editor % len(self.pages)] = dict(self.versions)

    def arrive(self, place: int, is_answer_lost: bool) -> None:
        """One of the requests is served, whichever was sent first."""
        if not self.on_the_way:
            return
        request = self.on_the_way.pop(place % len(self.on_the_way))
        editor, bases, typed = request
        before = dict(self.texts)
        taken = {
            name: text
            for name, text in typed.items()
            if bases[name] == self.versions.get(name, 0) or before.get(name) == text
        }
        for name, text in taken.items():
            if bases[name] == self.versions.get(name, 0):
                self.texts[name], self.versions[name] = text, bases[name] + 1
        told = self.serve(editor, bases, typed)
        assert told == {name: (before.get(name), typed[name]) for name in typed if name not in taken}
        if is_answer_lost:
            self.on_the_way.append(request)
        else:
            self.pages[editor] |= {name: self.versions[name] for name in taken}

    def serve(self, editor: int, bases: dict[str, int], typed: dict[str, str]) -> dict[str, Any]:
        """Question → both texts, of the answers that the service told to be in conflict."""
        try:
            saved = services.save_answers(
                application=self.draft,
                base_versions=bases,
                values=typed,
                arrived_at=timezone.now(),
                actor=self.actors[editor],
            )
        except Conflict as conflict:
            return {each.field: (each.theirs, each.mine) for each in conflict.clashes}
        assert saved == {name: self.versions[name] for name in typed}
        return {}


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(editors=EDITORS, moves=st.lists(MOVES, max_size=20))
def test_any_interleaving_is_explained_by_some_order(
    scene: SimpleNamespace, editors: int, moves: list[Any]
) -> None:
    """The order in which the requests were served explains what is kept: each accepted answer was written over the one
    that its editor had seen, and whatever was not accepted was told with both texts.
    """
    scene.draft.answers.all().delete()
    writing = Writing(scene.draft, [scene.one, scene.other, scene.one, scene.other, scene.one][:editors])
    for act, which, what in moves:
        getattr(writing, act)(which, what)
        kept = dict(scene.draft.answers.values_list("name", "value"))
        assert kept == writing.texts
    assert dict(scene.draft.answers.values_list("name", "version")) == writing.versions


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


def test_saving_looks_at_no_answer_of_others(scene: SimpleNamespace) -> None:
    """With a hash of all answers of everybody, each save of hundreds of forms would take as long as there are answers."""
    facts = {"pk": 1, "version": 1, "given": "[]", "now": timezone.now(), "actor": scene.one.pk}
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute(f"EXPLAIN {answering.SAVE}", facts)
        plan = "\n".join(line for (line,) in cursor.fetchall())
    assert "grants_answer_once" in plan
    assert "hashed" not in plan
    assert "Seq Scan" not in plan


def test_rule_of_a_row_finds_what_the_query_of_all_finds(scene: SimpleNamespace) -> None:
    """An autosave asks the rule alone; both say the same of everybody, whatever way an application came."""
    roles = {role: UserFactory() for role in ("owner", "editor", "reader")}
    for role, user in roles.items():
        scene.draft.roles.create(user=user, role=role, given_at=timezone.now())
    now, kind, own = timezone.now(), scene.call.call_kind, scene.cast.organisation
    paper: dict[str, Any] = {"is_paper": True, "paper_arrived_at": now, "paper_way": "post"}
    sent: dict[str, Any] = {"state": "submitted", "reference": "AV-2026-9999", "submitted_at": now}
    GrantApplicationFactory(call_kind=kind)
    GrantApplicationFactory(call_kind=kind, organisation=own, **paper)
    GrantApplicationFactory(call_kind=kind, organisation=own, **paper, **sent)
    told = []
    for user in [*scene.cast.everybody().values(), scene.other, *roles.values()]:
        for row in Application.objects.all():
            found = Application.objects.changed_by(user).filter(pk=row.pk).exists()
            told.append(found)
            assert WRITERS_OF_IT.test(user, row) is found, (user, row.pk)
    assert any(told)
    assert not all(told)
