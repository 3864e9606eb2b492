"""Two sendings beside each other: answers, facts and attachments that differ, and nothing else."""

from types import SimpleNamespace
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone

from grants import services
from grants.comparing import Comparison, compare
from grants.enums import QuestionKind
from grants.models import Application, Question
from tests.cast import Cast
from tests.grants.applying_scene import DAY, complete, make_call, save, send


@pytest.fixture
def scene(cast: Cast) -> SimpleNamespace:
    """A draft that lacks nothing, in a form that asks for a file too."""
    call = make_call(cast.body.region)
    Question.objects.create(
        question_set=call.question_set,
        section=call.question_set.sections.get(name="what"),
        order=9,
        name="plan",
        kind=QuestionKind.FILE,
        label="Suunnitelma",
        label_fi="Suunnitelma",
        is_required=False,
    )
    draft = complete(call, cast.organisation, cast.applicant)
    return SimpleNamespace(call=call, draft=draft, actor=cast.applicant)


def attach(scene: SimpleNamespace, name: str, content: bytes, **place: Any) -> Any:
    return services.add_attachment(
        application=scene.draft,
        file=ContentFile(content, name=name),
        arrived_at=timezone.now(),
        actor=scene.actor,
        **place,
    )


def take_away(scene: SimpleNamespace, attachment: Any) -> None:
    services.remove_attachment(attachment=attachment, arrived_at=timezone.now(), actor=scene.actor)


def promise(scene: SimpleNamespace, days: int) -> None:
    services.promise_attachment(
        application=scene.draft,
        required=scene.call.accounts,
        due_on=timezone.localdate() + days * DAY,
        reason="",
        arrived_at=timezone.now(),
        actor=scene.actor,
    )


def send_again(scene: SimpleNamespace) -> Any:
    scene.draft = Application.objects.for_list().get(pk=scene.draft.pk)
    return send(scene.draft, scene.actor)


def changed_files(comparison: Comparison) -> list[tuple[str, str, str, str]]:
    """What happened, where, and the names before and after."""
    return [
        (each.kind.value, each.place, (each.before or {}).get("name", ""), (each.after or {}).get("name", ""))
        for each in comparison.files
    ]


def test_same_content_shows_no_difference(scene: SimpleNamespace) -> None:
    first_file = attach(scene, "muu.txt", b"Muu")
    first = send_again(scene)
    take_away(scene, first_file)
    attach(scene, "muu.txt", b"Muu")
    comparison = compare(first, send_again(scene))
    assert (comparison.facts, comparison.answers, comparison.files) == ([], [], [])
    assert not comparison


def test_files_are_added_removed_replaced_and_renamed(scene: SimpleNamespace) -> None:
    gone = attach(scene, "turha.txt", b"Turha")
    old = attach(scene, "talous.txt", b"Vanha")
    wrong = attach(scene, "vaara-nimi.txt", b"Sama")
    plan = attach(scene, "suunnitelma-1.txt", b"Yksi", question="plan")
    attach(scene, "ennallaan.txt", b"Ennallaan")
    first = send_again(scene)
    for each in (gone, old, wrong, plan):
        take_away(scene, each)
    attach(scene, "uusi.txt", b"Uusi")
    attach(scene, "talous.txt", b"Korjattu")
    attach(scene, "oikea-nimi.txt", b"Sama")
    attach(scene, "suunnitelma-2.txt", b"Kaksi", question="plan")
    assert sorted(changed_files(compare(first, send_again(scene)))) == [
        ("file_added", "", "", "uusi.txt"),
        ("file_removed", "", "turha.txt", ""),
        ("file_renamed", "", "vaara-nimi.txt", "oikea-nimi.txt"),
        ("file_replaced", "", "talous.txt", "talous.txt"),
        ("file_replaced", "Suunnitelma", "suunnitelma-1.txt", "suunnitelma-2.txt"),
    ]


def test_promised_file_is_delivered(scene: SimpleNamespace) -> None:
    first = send_again(scene)
    attach(scene, "tili.txt", b"Tili", required=scene.call.accounts)
    second = send_again(scene)
    assert changed_files(compare(first, second)) == [("file_delivered", "Tilinpäätös", "", "tili.txt")]
    # The wording of what is asked for was mended meanwhile: it still is the same place.
    scene.call.accounts.name_fi = "Tilinpäätös ja tase"
    scene.call.accounts.save(update_fields=["name_fi"])
    assert changed_files(compare(second, send_again(scene))) == []


def test_other_day_of_a_promise_and_its_end_are_told(scene: SimpleNamespace) -> None:
    first = send_again(scene)
    promise(scene, 3)
    second = send_again(scene)
    found = compare(first, second)
    assert changed_files(found) == [("file_promised", "Tilinpäätös", "", "")]
    assert found.files[0].due_before != found.files[0].due_after
    scene.call.accounts.is_required = False
    scene.call.accounts.save(update_fields=["is_required"])
    scene.draft.promises.all().delete()
    assert changed_files(compare(second, send_again(scene))) == [("file_not_promised", "Tilinpäätös", "", "")]


def test_contacts_signatories_and_facts_of_the_organisation_are_told(scene: SimpleNamespace) -> None:
    first = send_again(scene)
    Application.objects.filter(pk=scene.draft.pk).update(contact_phone="050 999", deputy_name="Varpu Vara")
    scene.draft.signatories.filter(order=1).update(task="sihteeri", email="sihteeri@example.org")
    scene.draft.signatories.create(order=2, name="Toini Toinen")
    organisation = scene.draft.organisation
    organisation.name = "Omaisten Uusi ry"
    organisation.save(update_fields=["name"])
    found = compare(first, send_again(scene))
    assert [(each.label, each.before, each.after) for each in found.facts] == [
        ("hakija", "Omaisten Testi ry", "Omaisten Uusi ry"),
        ("yhteyshenkilön puhelin", "040 123", "050 999"),
        ("varayhteyshenkilö", "", "Varpu Vara"),
        (
            "allekirjoittaja 1",
            "Sanelma Rahaniemi · puheenjohtaja",
            "Sanelma Rahaniemi · sihteeri · sihteeri@example.org",
        ),
        ("allekirjoittaja 2", "", "Toini Toinen"),
    ]
    assert (found.answers, found.files) == ([], [])


def test_cell_of_a_table_and_a_question_that_came_are_told(scene: SimpleNamespace) -> None:
    first = send_again(scene)
    scene.draft.refresh_from_db()
    save(
        scene.draft,
        scene.actor,
        base=1,
        costs=[{"item": "Palkat", "sum": "1000.00"}, {"item": "Vuokra", "sum": "500.50"}],
        open_to="members",
    )
    save(scene.draft, scene.actor, why="Jäsenet ensin")
    found = compare(first, send_again(scene))
    told = {each.label: (each.before, each.after) for each in found.answers}
    assert told["Kysymys why"] == ("", "Jäsenet ensin")
    assert told["Kysymys open-to"] == ("all", "members")
    table = next(each for each in found.answers if each.is_table)
    assert table.label == "Kysymys costs"
    assert table.table_before
    assert table.table_after
    assert [table.table_before["changed_rows"], table.table_after["changed_rows"]] == [[1], [1]]


def test_page_compares_with_any_earlier_sending(scene: SimpleNamespace, client_of: Any) -> None:
    for content in (b"Yksi", b"Kaksi", b"Kolme"):
        attach(scene, f"{content.decode()}.txt", content)
        send_again(scene)
    client, url = client_of("applicant"), f"{scene.draft.get_absolute_url()}lahetykset/3/"
    assert added_on(client.get(url)) == ["Kolme.txt"]
    assert added_on(client.get(f"{url}?vrt=1")) == ["Kaksi.txt", "Kolme.txt"]
    for odd in ("3", "9", "x", ""):
        assert added_on(client.get(f"{url}?vrt={odd}")) == ["Kolme.txt"]


def added_on(response: Any) -> list[str]:
    page = response.content.decode()
    return [
        name
        for name in ("Yksi.txt", "Kaksi.txt", "Kolme.txt")
        if f"{name}\n" in page.split("data-file-changes", 1)[1].split("</ul>", 1)[0]
    ]


def test_those_who_handle_it_find_the_way_back_to_their_own_page(
    scene: SimpleNamespace, client_of: Any
) -> None:
    send_again(scene)
    url = scene.draft.get_absolute_url()
    page = client_of("officer").get(f"{url}lahetykset/1/").content.decode()
    assert f'href="/tyopoyta/avustukset/hakemukset/{scene.draft.key}/"' in page
    assert f'href="{url}"' not in page
