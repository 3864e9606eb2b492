"""Beginning, the task list, colleagues, handing over, copying, deleting, and who sees what."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.utils import timezone

from grants import services
from grants.copies import COPY, DRAFT
from grants.fingerprints import fingerprint
from grants.models import Application, ApplicationRole
from grants.progress import progress_of
from members.enums import LegalForm
from portal.errors import Conflict, Refused
from portal.models import Document, OutgoingMail
from tests.cast import Cast
from tests.factories import OrganisationFactory, OrganisationRoleFactory, UserFactory
from tests.grants.applying_scene import ANSWERS, DAY, IBAN, begin, complete, make_call, save, send


@pytest.fixture
def scene(cast: Cast) -> SimpleNamespace:
    """An open call."""
    return SimpleNamespace(call=make_call(cast.body.region), cast=cast, actor=cast.applicant)


@pytest.fixture
def draft(scene: SimpleNamespace) -> Application:
    """The applicant's empty draft."""
    return begin(scene.call, scene.cast.organisation, scene.actor)


def test_beginning_makes_the_actor_responsible(draft: Application, scene: SimpleNamespace) -> None:
    role = draft.roles.get()
    assert (role.user, role.role) == (scene.actor, "owner")
    assert (draft.state, draft.contact_email) == ("draft", "applicant@example.org")


def test_only_those_who_act_for_an_organisation_begin_for_it(scene: SimpleNamespace) -> None:
    reader = OrganisationRoleFactory(organisation=scene.cast.organisation, role="reader").user
    for actor in (scene.cast.outsider, reader, scene.cast.officer):
        with pytest.raises(PermissionDenied):
            begin(scene.call, scene.cast.organisation, actor)
    assert not Application.objects.exists()


@pytest.mark.parametrize("when", ["before", "after"])
def test_call_that_is_not_open_takes_no_draft(scene: SimpleNamespace, when: str) -> None:
    call = scene.call.call
    instant = call.opens_at - DAY if when == "before" else call.closes_at
    with pytest.raises(Refused):
        services.begin_application(
            call_kind=scene.call.call_kind,
            organisation=scene.cast.organisation,
            language="fi",
            arrived_at=instant,
            actor=scene.actor,
        )


def test_rule_that_fails_is_told_with_its_reason_before_the_form(
    scene: SimpleNamespace, client_of: Any
) -> None:
    kind = scene.call.call_kind.kind
    kind.legal_forms = [LegalForm.FOUNDATION]
    kind.save(update_fields=["legal_forms"])
    with pytest.raises(Refused):
        begin(scene.call, scene.cast.organisation, scene.actor)
    url = f"/avustukset/hakemukset/uusi/{scene.call.call_kind.pk}/?applicant={scene.cast.organisation.pk}"
    page = client_of("applicant").get(url).content.decode()
    assert "ei voi hakea" in page
    assert "<button" not in page[page.index("<main") : page.index("</main")]


def test_second_draft_is_warned_about_and_allowed(
    draft: Application, scene: SimpleNamespace, client_of: Any
) -> None:
    url = f"/avustukset/hakemukset/uusi/{scene.call.call_kind.pk}/"
    chosen = {"applicant": scene.cast.organisation.pk}
    page = client_of("applicant").get(url, chosen).content.decode()
    assert draft.get_absolute_url() in page
    response = client_of("applicant").post(url, chosen)
    assert response.status_code == 302
    assert Application.objects.count() == 2


def test_group_that_is_not_registered_applies_where_it_may(scene: SimpleNamespace, client_of: Any) -> None:
    url = f"/avustukset/hakemukset/uusi/{scene.call.call_kind.pk}/"
    chosen = {"applicant": "group", "group_name": "Kyläkerho"}
    client_of("outsider").post(url, chosen)
    assert Application.objects.get().applicant_name == "Kyläkerho"
    kind = scene.call.call_kind.kind
    kind.legal_forms = [LegalForm.ASSOCIATION]
    kind.save(update_fields=["legal_forms"])
    client_of("outsider").post(url, chosen)
    assert Application.objects.count() == 1


def states(application: Application) -> dict[str, str]:
    application = Application.objects.for_list().get(pk=application.pk)
    return {part.name: part.shape for part in progress_of(application).parts}


def test_task_list_tells_how_far_each_part_is(draft: Application, scene: SimpleNamespace) -> None:
    assert states(draft) == {
        "rules": "tick",
        "contacts": "half",
        "what": "ring",
        "money": "ring",
        "files": "ring",
        "account": "half",
    } | {"account": "ring"}
    save(draft, scene.actor, title="Kerho")
    assert states(draft)["what"] == "half"
    whole = complete(scene.call, scene.cast.organisation, scene.actor)
    assert set(states(whole).values()) == {"tick"}


def test_sum_must_be_what_the_costs_leave(draft: Application, scene: SimpleNamespace) -> None:
    save(draft, scene.actor, costs=ANSWERS["costs"], own_share="500.50", requested_sum="900.00")
    problems = [problem.field for problem in progress_of(draft).sections[1].problems]
    assert problems == ["requested-sum"]
    save(draft, scene.actor, base=1, requested_sum="1000.00")
    assert progress_of(draft).sections[1].problems == []


VISIBLE = {"applicant", "secretariat"}


def test_button_stays_on_the_budget_whose_sum_does_not_fit(
    draft: Application, scene: SimpleNamespace, client_of: Any
) -> None:
    client, url = client_of("applicant"), f"{draft.get_absolute_url()}osat/money/"
    typed = {"costs-0-item": "Bussi", "costs-0-sum": "1000", "own-share": "0"}
    assert client.post(url, typed | {"requested-sum": "999"}).url == url
    page = client.get(url).content.decode()
    assert 'href="#id_requested-sum"' in page
    version = draft.answers.get(name="requested-sum").version
    mended = {"requested-sum": "1000", "base-requested-sum": f"{version}:"}
    assert client.post(url, mended).url != url


@pytest.mark.parametrize("role", Cast.ROLES)
def test_draft_is_seen_by_its_own_people_only(
    draft: Application, scene: SimpleNamespace, role: str, client_of: Callable[[str], Client]
) -> None:
    user = getattr(scene.cast, role)
    assert Application.objects.visible_to(user).exists() == (role in VISIBLE)
    response = client_of(role).get(draft.get_absolute_url())
    assert (response.status_code == 200) == (role in VISIBLE)


@pytest.mark.parametrize("role", Cast.ROLES)
def test_sent_application_is_seen_by_officers_of_the_region_too(scene: SimpleNamespace, role: str) -> None:
    send(complete(scene.call, scene.cast.organisation, scene.actor), scene.actor)
    seen = Application.objects.visible_to(getattr(scene.cast, role)).exists()
    assert seen == (role in VISIBLE | {"officer"})


def test_invited_colleague_joins_writes_and_is_removed(draft: Application, scene: SimpleNamespace) -> None:
    role = services.invite_colleague(
        application=draft, email="Outsider@example.org", role="editor", actor=scene.actor
    )
    assert OutgoingMail.objects.get(kind="application_invitation").to_address == "outsider@example.org"
    with pytest.raises(PermissionDenied):
        services.join_application(role=role, actor=scene.cast.member)
    services.join_application(role=role, actor=scene.cast.outsider)
    save(draft, scene.cast.outsider, title="Yhdessä")
    services.end_colleague(role=role, actor=scene.actor)
    again = Application.objects.get(pk=draft.pk)
    with pytest.raises(PermissionDenied):
        save(again, scene.cast.outsider, base=1, title="Salaa")
    assert draft.answers.get().value == "Yhdessä"


def test_reader_reads_and_does_not_write(
    draft: Application, scene: SimpleNamespace, client_of: Callable[[str], Client]
) -> None:
    role = services.invite_colleague(
        application=draft, email="outsider@example.org", role="reader", actor=scene.actor
    )
    services.join_application(role=role, actor=scene.cast.outsider)
    with pytest.raises(PermissionDenied):
        save(draft, scene.cast.outsider, title="x")
    client, url = client_of("outsider"), draft.get_absolute_url()
    for part in ("", "osat/what/", "yhteyshenkilot/", "tilinumero/", "liitteet/", "voitteko-hakea/"):
        assert client.get(f"{url}{part}").status_code == 200, part
    assert client.post(f"{url}yhteyshenkilot/", {"contact_name": "x"}).status_code == 404
    assert client.get(f"{url}poista/").status_code == 404


def test_same_person_is_not_asked_twice(draft: Application, scene: SimpleNamespace) -> None:
    values = {"application": draft, "email": "uusi@example.org", "actor": scene.actor}
    services.invite_colleague(role="editor", **values)
    with pytest.raises(Refused):
        services.invite_colleague(role="reader", **values)


def test_who_is_responsible_is_not_removed(draft: Application, scene: SimpleNamespace) -> None:
    with pytest.raises(Refused):
        services.end_colleague(role=draft.roles.get(), actor=scene.actor)


def test_secretariat_hands_over_with_a_reason(draft: Application, scene: SimpleNamespace) -> None:
    values = {"application": draft, "to": scene.cast.member}
    for actor in (scene.actor, scene.cast.officer):
        with pytest.raises(PermissionDenied):
            services.hand_over(reason="Vaihtui", actor=actor, **values)
    with pytest.raises(Refused):
        services.hand_over(reason="", actor=scene.cast.secretariat, **values)
    services.hand_over(reason="Vaihtui", actor=scene.cast.secretariat, **values)
    owner = ApplicationRole.objects.in_force().get(application=draft)
    assert (owner.user, owner.note) == (scene.cast.member, "Vaihtui")
    assert OutgoingMail.objects.filter(kind="application_handed_over").count() == 2


def test_last_years_answers_are_copied_by_question(scene: SimpleNamespace, client_of: Any) -> None:
    earlier = complete(scene.call, scene.cast.organisation, scene.actor)
    send(earlier, scene.actor)
    new = make_call(scene.cast.body.region)
    new.question_set.questions.filter(name="purpose").update(name="aim")
    url = f"/avustukset/hakemukset/uusi/{new.call_kind.pk}/"
    data = {"applicant": scene.cast.organisation.pk, "copy": str(earlier.key)}
    client_of("applicant").post(url, data)
    copied = Application.objects.get(copied_from=earlier)
    expected = {name: value for name, value in ANSWERS.items() if name != "purpose"}
    assert dict(copied.answers.values_list("name", "value")) == expected
    assert (copied.iban, copied.reference, copied.state) == (IBAN, "", "draft")


def test_others_application_is_not_copied(scene: SimpleNamespace) -> None:
    other = OrganisationRoleFactory(organisation=OrganisationFactory()).user
    theirs = complete(scene.call, other.organisation_roles.get().organisation, other)
    with pytest.raises(PermissionDenied):
        begin(scene.call, scene.cast.organisation, scene.actor, copied_from=theirs)


def test_deleted_draft_is_gone_with_its_answers(
    draft: Application, scene: SimpleNamespace, client_of: Any
) -> None:
    save(draft, scene.actor, title="Kerho")
    client_of("applicant").post(f"{draft.get_absolute_url()}poista/")
    assert not Application.objects.exists()


def test_pdf_for_the_board_is_the_applicants_own(
    draft: Application, scene: SimpleNamespace, client_of: Callable[[str], Client]
) -> None:
    save(draft, scene.actor, title="Kerho", secret="Vain meille")
    client_of("applicant").post(f"{draft.get_absolute_url()}pdf/")
    document = Document.objects.get(kind=DRAFT)
    url = document.get_absolute_url()
    allowed = {role for role in Cast.ROLES if client_of(role).get(url).status_code == 200}
    assert allowed == {"applicant"}


def test_copy_of_what_was_sent_is_read_by_those_who_see_the_application(
    scene: SimpleNamespace, client_of: Callable[[str], Client]
) -> None:
    send(complete(scene.call, scene.cast.organisation, scene.actor), scene.actor)
    url = Document.objects.get(kind=COPY).get_absolute_url()
    allowed = {role for role in Cast.ROLES if client_of(role).get(url).status_code == 200}
    assert allowed == {"applicant", "officer", "secretariat"}


def test_list_of_own_applications_asks_the_same_number_of_queries(
    scene: SimpleNamespace, client_of: Any, django_assert_num_queries: Any
) -> None:
    client = client_of("applicant")
    client.get("/avustukset/hakemukset/")  # how much waits on the desk is remembered from here on
    for count in (1, 3):
        while Application.objects.count() < count:
            begin(scene.call, scene.cast.organisation, scene.actor)
        with django_assert_num_queries(9):
            page = client.get("/avustukset/hakemukset/").content.decode()
        assert page.count('class="row-title"') == count + 1  # the open call as well


def test_desk_tells_of_the_draft(draft: Application, client_of: Any) -> None:
    assert draft.get_absolute_url() in client_of("applicant").get("/").content.decode()


def test_contacts_merge_and_clash_like_answers(draft: Application, scene: SimpleNamespace) -> None:
    colleague = OrganisationRoleFactory(
        organisation=scene.cast.organisation, role="editor", user=UserFactory()
    ).user
    values = {"application": draft, "arrived_at": timezone.now()}
    old = {"contact_phone": fingerprint(""), "deputy_name": fingerprint("")}
    services.change_details(values={"contact_phone": "040 1"}, bases=old, actor=scene.actor, **values)
    services.change_details(values={"deputy_name": "Maija"}, bases=old, actor=colleague, **values)
    with pytest.raises(Conflict):
        services.change_details(
            values={"contact_phone": "040 2", "deputy_phone": "050"},
            bases=old | {"deputy_phone": fingerprint("")},
            actor=colleague,
            **values,
        )
    draft.refresh_from_db()
    assert (draft.contact_phone, draft.deputy_name, draft.deputy_phone) == ("040 1", "Maija", "050")
