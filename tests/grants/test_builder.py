"""The question builder's acts: a set is free until its call opens, then only its words can be mended."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone, translation

from grants import services
from grants.documents import QUESTIONS
from grants.enums import ApplicationRoleKind
from grants.holes import holes_of_questions
from grants.models import Call, Question, QuestionSet
from portal.errors import Conflict, Overtaken, Refused
from portal.history import events_of
from portal.models import Document, OutgoingMail
from tests.cast import Cast
from tests.factories import GrantApplicationFactory, RegionFactory, SectionFactory

from .scene import grants_of, set_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_english() -> Any:
    with translation.override("en"):
        yield


@pytest.fixture
def scene(cast: Cast) -> dict[str, Any]:
    return grants_of(cast.body.region)


@pytest.fixture
def free(scene: dict[str, Any]) -> QuestionSet:
    return scene["free_set"]


@pytest.fixture
def frozen(scene: dict[str, Any]) -> QuestionSet:
    return scene["call_kind"].question_set


def names(question_set: QuestionSet) -> list[str]:
    return list(question_set.questions.values_list("name", flat=True))


def test_a_question_is_written_with_choices_and_gets_a_name_that_stays(cast: Cast, free: QuestionSet) -> None:
    section = free.sections.get()
    question = services.add_question(
        section=section,
        values={"label_fi": "Ketkä ovat kohderyhmä?", "kind": "many"},
        choices=[{"label_fi": "Lapset", "value": ""}, {"label_fi": "Lapset", "value": ""}],
        actor=cast.officer,
    )
    assert (question.name, question.order) == ("ketka-ovat-kohderyhma", 3)
    assert list(question.choices.values_list("value", flat=True)) == ["lapset", "lapset-2"]
    services.change_question(
        question=question,
        base_version=1,
        values={"label_fi": "Kenelle?"},
        choices=[
            {"label_fi": "Nuoret", "value": ""},
            {"label_fi": "Lapset ja varhaisnuoret", "value": "lapset"},
        ],
        actor=cast.officer,
    )
    question.refresh_from_db()
    assert (question.name, question.label_fi) == ("ketka-ovat-kohderyhma", "Kenelle?")
    assert list(question.choices.values_list("value", "label_fi")) == [
        ("nuoret", "Nuoret"),
        ("lapset", "Lapset ja varhaisnuoret"),
    ]


def test_order_moves_by_steps_and_whole(cast: Cast, free: QuestionSet) -> None:
    section = free.sections.get()
    first, second = section.questions.all()
    services.move(part=second, places=-1, actor=cast.officer)
    assert names(free) == ["summa", "tarkoitus"]
    services.reorder_questions(section=section, order=[first.pk, second.pk], actor=cast.officer)
    assert names(free) == ["tarkoitus", "summa"]
    with pytest.raises(Overtaken):
        services.reorder_questions(section=section, order=[first.pk], actor=cast.officer)
    other = services.add_section(question_set=free, values={"title_fi": "Toinen"}, actor=cast.officer)
    services.reorder_sections(question_set=free, order=[other.pk, section.pk], actor=cast.officer)
    assert list(free.sections.values_list("pk", flat=True)) == [other.pk, section.pk]


def test_a_condition_must_come_before(cast: Cast, free: QuestionSet) -> None:
    first, second = free.questions.all()
    services.change_question(question=second, base_version=1, values={"shown_if": first}, actor=cast.officer)
    with pytest.raises(ValidationError):
        services.change_question(
            question=first, base_version=1, values={"shown_if": second}, actor=cast.officer
        )
    foreign = set_of(free.region).questions.first()
    with pytest.raises(ValidationError):
        services.change_question(
            question=second, base_version=2, values={"shown_if": foreign}, actor=cast.officer
        )
    with pytest.raises(Refused):
        services.remove_question(question=first, actor=cast.officer)
    services.remove_question(question=second, actor=cast.officer)
    services.remove_question(question=first, actor=cast.officer)
    with pytest.raises(Overtaken):
        services.remove_question(question=first, actor=cast.officer)


def test_a_question_goes_to_another_part_with_what_hangs_on_it_told(
    cast: Cast, free: QuestionSet, frozen: QuestionSet
) -> None:
    section = free.sections.get()
    other = services.add_section(question_set=free, values={"title_fi": "Toinen osa"}, actor=cast.officer)
    first, second = section.questions.order_by("order")
    second.shown_if = first
    second.save()
    services.change_question(question=second, base_version=1, values={}, section=other, actor=cast.officer)
    second.refresh_from_db()
    assert (second.section, second.order) == (other, 1)
    services.change_question(question=first, base_version=1, values={}, section=other, actor=cast.officer)
    first.refresh_from_db()
    assert (first.section, first.order) == (other, 2)
    words = [hole.words for hole in holes_of_questions(free) if hole.blocks]
    assert f"{free.kind}, Paljonko?: the question that it hangs on comes later." in words
    # Back before the question on which it hangs: refused.
    with pytest.raises(ValidationError):
        services.change_question(
            question=second, base_version=1, values={}, section=section, actor=cast.officer
        )
    foreign = frozen.sections.get()
    with pytest.raises(Overtaken):
        services.change_question(
            question=first, base_version=1, values={}, section=foreign, actor=cast.officer
        )


def test_two_officers_change_one_question(cast: Cast, free: QuestionSet) -> None:
    question = free.questions.get(name="tarkoitus")
    services.change_question(
        question=question, base_version=1, values={"label_fi": "Ensin"}, actor=cast.officer
    )
    saved = services.change_question(
        question=question,
        base_version=1,
        values={"label_fi": "Mihin?", "help_fi": "Apu"},
        actor=cast.secretariat,
    )
    assert (saved.record.label_fi, saved.record.help_fi) == ("Ensin", "Apu")
    with pytest.raises(Conflict) as conflict:
        services.change_question(
            question=question, base_version=1, values={"label_fi": "Toisin"}, actor=cast.officer
        )
    assert [(clash.field, clash.theirs, clash.mine) for clash in conflict.value.clashes] == [
        ("label_fi", "Ensin", "Toisin")
    ]


@pytest.mark.parametrize(
    "act",
    [
        lambda q, actor: services.add_section(
            question_set=q.question_set, values={"title_fi": "x"}, actor=actor
        ),
        lambda q, actor: services.add_question(section=q.section, values={"label_fi": "x"}, actor=actor),
        lambda q, actor: services.remove_question(question=q, actor=actor),
        lambda q, actor: services.remove_section(section=q.section, actor=actor),
        lambda q, actor: services.move(part=q, places=1, actor=actor),
        lambda q, actor: services.change_question(
            question=q, base_version=1, values={"most_words": 10}, actor=actor
        ),
        lambda q, actor: services.change_question(
            question=q, base_version=1, values={"is_secret": True, "secrecy_ground": "x"}, actor=actor
        ),
        lambda q, actor: services.change_question(
            question=q, base_version=1, values={}, choices=[{"label_fi": "uusi", "value": ""}], actor=actor
        ),
        lambda q, actor: services.change_question(
            question=q,
            base_version=1,
            values={},
            columns=[{"label_fi": "Kulu", "name": "kulu", "kind": "text", "adds_up": False}],
            actor=actor,
        ),
        lambda q, actor: services.change_question(
            question=q, base_version=1, values={}, columns=[], actor=actor
        ),
        lambda q, actor: services.change_question(
            question=q,
            base_version=1,
            values={},
            section=SectionFactory(question_set=q.question_set),
            actor=actor,
        ),
    ],
)
def test_the_structure_of_a_frozen_set_stays(cast: Cast, frozen: QuestionSet, act: Any) -> None:
    question = frozen.questions.get(name="tarkoitus")
    question.columns.create(order=1, name="kulu", label_fi="Kulu", kind="money", adds_up=True)
    with pytest.raises(Refused):
        act(question, cast.officer)
    column = {"label_fi": "Menoerä", "name": "kulu", "kind": "money", "adds_up": True}
    services.change_question(
        question=question, base_version=1, values={}, columns=[column], actor=cast.officer
    )
    assert question.columns.get().label_fi == "Menoerä"


def test_words_are_mended_in_a_frozen_set_and_the_log_tells_who(cast: Cast, frozen: QuestionSet) -> None:
    question = frozen.questions.get(name="tarkoitus")
    services.change_question(
        question=question, base_version=1, values={"label_fi": "Mihin avustus käytetään?"}, actor=cast.officer
    )
    event = events_of(question)[0]
    assert event.actor == cast.officer.name
    assert ("Mihin?", "Mihin avustus käytetään?") in [
        (before, after) for _label, before, after in event.changes
    ]


def test_a_set_freezes_when_its_call_opens(
    scene: dict[str, Any], free: QuestionSet, frozen: QuestionSet
) -> None:
    now = timezone.now()
    assert frozen.is_frozen(now)
    assert not free.is_frozen(now)
    # A draft never freezes its questions, whatever times it has.
    assert not free.is_frozen(now + timedelta(days=2))
    Call.objects.filter(pk=scene["draft_call"].pk).update(state="published", published_at=now)
    assert not free.is_frozen(now)
    assert free.is_frozen(now + timedelta(days=2))


def test_a_newer_version_takes_the_drafts_along_and_leaves_what_was_sent(
    cast: Cast, scene: dict[str, Any], frozen: QuestionSet
) -> None:
    call_kind = scene["call_kind"]
    draft = GrantApplicationFactory(call_kind=call_kind)
    draft.roles.create(user=cast.applicant, role=ApplicationRoleKind.OWNER, given_at=timezone.now())
    draft.answers.create(name="tarkoitus", value="Toimintaan", changed_at=timezone.now())
    sent = GrantApplicationFactory(
        call_kind=call_kind, state="submitted", reference="AV-2026-0001", submitted_at=timezone.now()
    )
    newer = services.start_version(question_set=frozen, actor=cast.officer)
    assert (newer.number, newer.follows, names(newer)) == (2, frozen, names(frozen))
    assert not newer.is_frozen(timezone.now())
    services.add_question(section=newer.sections.get(), values={"label_fi": "Lisää?"}, actor=cast.officer)
    with pytest.raises(Refused):
        services.start_version(question_set=frozen, actor=cast.officer)
    with pytest.raises(Refused):
        services.use_version(question_set=frozen, actor=cast.officer)
    assert services.use_version(question_set=newer, actor=cast.officer) == 1
    for row in (draft, sent, call_kind):
        row.refresh_from_db()
    assert (draft.question_set, sent.question_set, call_kind.question_set) == (newer, frozen, newer)
    assert draft.answers.get().value == "Toimintaan"
    assert [mail.to_address for mail in OutgoingMail.objects.filter(kind="grant_questions_changed")] == [
        cast.applicant.email
    ]
    assert newer.is_frozen(timezone.now())


def test_a_newer_version_with_holes_is_not_taken_into_use(cast: Cast, frozen: QuestionSet) -> None:
    newer = services.start_version(question_set=frozen, actor=cast.officer)
    services.add_section(question_set=newer, values={"title_fi": "Tyhjä"}, actor=cast.officer)
    with pytest.raises(Refused, match="the part “Tyhjä” has no questions"):
        services.use_version(question_set=newer, actor=cast.officer)
    services.remove_section(section=newer.sections.get(title_fi="Tyhjä"), actor=cast.officer)
    assert services.use_version(question_set=newer, actor=cast.officer) == 0


def test_a_question_that_hangs_on_a_choice_that_went_is_told(free: QuestionSet) -> None:
    first, second = free.questions.order_by("order")
    first.kind, first.most_words = "choice", None
    first.save()
    first.choices.create(order=1, value="kylla", label_fi="Kyllä")
    second.shown_if, second.shown_if_values = first, ["kylla"]
    second.save()
    assert [hole.words for hole in holes_of_questions(free) if hole.blocks] == []
    first.choices.update(value="joo")
    assert [hole.words for hole in holes_of_questions(free) if hole.blocks] == [
        f"{free.kind}, Paljonko?: it is never asked: the choice that it hangs on is no longer there."
    ]


def test_questions_that_lack_a_language_are_told_and_do_not_block(free: QuestionSet) -> None:
    free.questions.filter(name="summa").update(label_sv="Hur mycket?")
    assert [(hole.words, hole.blocks) for hole in holes_of_questions(free)] == [
        (f"{free.kind}: 1 question is not in Swedish.", False),
        (f"{free.kind}: 2 questions are not in English.", False),
    ]


def test_the_pdf_follows_what_is_changed_after_publishing(
    cast: Cast, scene: dict[str, Any], frozen: QuestionSet, django_capture_on_commit_callbacks: Any
) -> None:
    call_kind, call = scene["call_kind"], scene["open_call"]
    documents = Document.objects.of(call_kind, QUESTIONS).filter(language="fi")

    def made(act: Any) -> int:
        before = documents.count()
        with django_capture_on_commit_callbacks(execute=True):
            act()
        return documents.count() - before

    question = frozen.questions.get(name="tarkoitus")
    mend = {"question": question, "base_version": 1, "values": {"label_fi": "Mihin avustus?"}}
    assert made(lambda: services.change_question(**mend, actor=cast.officer)) == 1
    until = call.closes_at + timedelta(days=2)
    assert made(lambda: services.extend_call(call=call, closes_at=until, reason="x", actor=cast.officer)) == 1
    call.refresh_from_db()
    mail = {"call": call, "base_version": call.version, "values": {"contact_email": "uusi@esimerkki.fi"}}
    assert made(lambda: services.change_call(**mail, actor=cast.officer)) == 1
    newer = services.start_version(question_set=frozen, actor=cast.officer)
    services.add_question(section=newer.sections.get(), values={"label_fi": "Lisää?"}, actor=cast.officer)
    assert made(lambda: services.use_version(question_set=newer, actor=cast.officer)) == 1
    draft = scene["draft_call"]
    change = {"call": draft, "base_version": draft.version, "values": {"contact_email": "a@esimerkki.fi"}}
    assert made(lambda: services.change_call(**change, actor=cast.officer)) == 0
    assert not Document.objects.of(scene["draft_kind"], QUESTIONS).exists()


def test_only_those_who_handle_grants_write_questions(cast: Cast, free: QuestionSet) -> None:
    for role, user in cast.everybody().items():
        if role in {"officer", "secretariat"}:
            continue
        with pytest.raises(PermissionDenied):
            services.add_section(question_set=free, values={"title_fi": "x"}, actor=user)
        if role != "visitor":
            assert not QuestionSet.objects.handled_by(user).exists()
    elsewhere = set_of(RegionFactory(slug="muumaa", name="Muumaa", area_name="Muumaa"))
    with pytest.raises(PermissionDenied):
        services.add_section(question_set=elsewhere, values={"title_fi": "x"}, actor=cast.officer)
    with pytest.raises(PermissionDenied):
        services.make_set(region=free.region, name="Kopio", kind=None, source=elsewhere, actor=cast.officer)


@pytest.mark.parametrize(
    "change",
    [
        {"is_secret": True},
        {"most_words": 0},
        {"most_words": 10, "kind": "money"},
        {"least": 10, "most": 1},
    ],
)
def test_the_database_refuses_nonsense(free: QuestionSet, change: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Question.objects.filter(question_set=free, name="tarkoitus").update(**change)


def test_one_question_of_a_set_has_a_meaning(free: QuestionSet) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Question.objects.filter(question_set=free, name="tarkoitus").update(meaning="requested_sum")
