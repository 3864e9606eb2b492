"""What an organisation applied for before stands beside the form, in one query, and nobody else's does."""

import html
import re
from types import SimpleNamespace
from typing import Any

import pytest
from django.utils import timezone

from grants import services
from grants.earlier import MOST_BESIDE, earlier_beside
from grants.models import Application, GrantKind
from tests.cast import Cast
from tests.factories import OrganisationFactory, OrganisationRoleFactory
from tests.grants.applying_scene import DAY, begin, complete, make_call, save, send


@pytest.fixture
def scene(cast: Cast) -> SimpleNamespace:
    """An application that was sent in last year's call, and a draft in this year's."""
    region = cast.body.region
    last = make_call(region, title_fi="Avustukset 2026")
    sent = complete(last, cast.organisation, cast.applicant)
    send(sent, cast.applicant)
    now = make_call(region, title_fi="Avustukset 2027")
    draft = begin(now, cast.organisation, cast.applicant)
    return SimpleNamespace(cast=cast, actor=cast.applicant, last=last, sent=again(sent), now=now, draft=draft)


def again(application: Application) -> Application:
    return Application.objects.for_list().get(pk=application.pk)


def beside(scene: SimpleNamespace, user: Any = None) -> list[Any]:
    return earlier_beside(again(scene.draft), user or scene.actor)


def text_beside(page: str) -> str:
    """What the folded part says."""
    found = re.search(r'<details class="earlier.*?</details>', page, re.DOTALL)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", found[0])).split()) if found else ""


def test_earlier_application_is_told_as_it_was_sent_in_one_query(
    scene: SimpleNamespace, django_assert_num_queries: Any
) -> None:
    services.send_message(application=scene.sent, text="Montako iltaa?", actor=scene.cast.officer)
    # What is typed after the sending was not sent.
    save(scene.sent, scene.actor, base=1, purpose="Aivan muuta")
    draft = again(scene.draft)
    with django_assert_num_queries(2):  # one for whom the user acts
        [row] = earlier_beside(draft, scene.actor)
    told: Any = row
    assert (told.pk, told.requested_sum, told.sending) == (scene.sent.pk, 1000, 1)
    assert told.purpose == "Kerho kaikille nokialaisille ikäihmisille"
    assert (told.unread, told.waits) == (1, False)


def test_only_sent_ones_of_the_same_applicant_and_kind_in_other_calls_are_told(
    scene: SimpleNamespace,
) -> None:
    other_kind = make_call(scene.cast.body.region)
    other_kind.call_kind.kind = GrantKind.objects.create(
        region=scene.cast.body.region, slug="muu", name="Muu", name_fi="Muu"
    )
    other_kind.call_kind.save(update_fields=["kind"])
    send(complete(other_kind, scene.cast.organisation, scene.actor), scene.actor)
    begin(scene.last, scene.cast.organisation, scene.actor)  # a draft that was never sent
    send(complete(scene.now, scene.cast.organisation, scene.actor), scene.actor)  # in the same call
    other = OrganisationRoleFactory(organisation=OrganisationFactory()).user
    send(complete(scene.last, other.organisation_roles.get().organisation, other), other)
    assert [each.pk for each in beside(scene)] == [scene.sent.pk]


def test_colleague_from_outside_the_organisation_sees_none_of_its_earlier_ones(
    scene: SimpleNamespace, client_of: Any
) -> None:
    outsider = scene.cast.outsider
    role = services.invite_colleague(
        application=scene.draft, email=outsider.email, role="editor", actor=scene.actor
    )
    services.join_application(role=role, actor=outsider)
    assert beside(scene, outsider) == []
    page = client_of("outsider").get(f"{scene.draft.get_absolute_url()}osat/what/")
    assert (page.status_code, text_beside(page.content.decode())) == (200, "")


def test_group_that_is_not_registered_has_none(scene: SimpleNamespace) -> None:
    group = begin(scene.now, None, scene.actor, group_name="Kyläporukka")
    assert earlier_beside(again(group), scene.actor) == []


def test_the_latest_few_stand_beside_the_form(scene: SimpleNamespace) -> None:
    newer = []
    for number in range(MOST_BESIDE):
        sent = complete(make_call(scene.cast.body.region), scene.cast.organisation, scene.actor)
        send(sent, scene.actor, arrived_at=timezone.now() + (number + 1) * DAY)
        newer.append(sent.pk)
    assert [each.pk for each in beside(scene)] == newer[::-1]


@pytest.mark.parametrize("part", ["osat/what/", "osat/money/", "yhteyshenkilot/", "tilinumero/", "liitteet/"])
def test_pages_of_the_form_show_it_in_plain_words(scene: SimpleNamespace, client_of: Any, part: str) -> None:
    services.ask_supplement(
        application=scene.sent,
        text="Kerro tarkoitus.",
        questions=["purpose"],
        due_at=timezone.now() + DAY,
        actor=scene.cast.officer,
    )
    page = client_of("applicant").get(f"{scene.draft.get_absolute_url()}{part}").content.decode()
    said = text_beside(page).replace("\u00a0", " ")
    for words in (
        "Avustukset 2026",
        "Sinulta pyydetään täydennystä",
        scene.sent.reference,
        "haettu 1 000 €",
        "Kerho kaikille nokialaisille ikäihmisille",
    ):
        assert words in said
    assert f'href="{scene.sent.get_absolute_url()}lahetykset/1/"' in page


def test_what_was_copied_is_marked(scene: SimpleNamespace, client_of: Any) -> None:
    url = f"{scene.draft.get_absolute_url()}osat/what/"
    assert "tästä kopioitiin" not in text_beside(client_of("applicant").get(url).content.decode())
    Application.objects.filter(pk=scene.draft.pk).update(copied_from=scene.sent)
    assert "tästä kopioitiin" in text_beside(client_of("applicant").get(url).content.decode())
