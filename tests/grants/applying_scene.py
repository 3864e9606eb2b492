"""An open call with a small form, and an applicant's draft in it."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone

from grants import services
from grants.enums import CallState, ColumnKind, Meaning, QuestionKind
from grants.models import (
    Application,
    BulkMessage,
    Call,
    CallKind,
    Choice,
    Column,
    CopyArchive,
    GrantKind,
    Question,
    QuestionSet,
    RequiredAttachment,
    SavedView,
    Section,
)
from grants.services.paper import Paper
from grants.snapshot import attachments_of, content_of, hash_of
from members.models import Organisation, Region
from portal.models import User
from tests.factories import MunicipalityFactory

DAY = timedelta(days=1)
IBAN = "FI21 1234 5600 0007 85"


@dataclass
class CallScene:
    """The call with one kind and its questions."""

    call: Call
    call_kind: CallKind
    question_set: QuestionSet
    accounts: RequiredAttachment


def make_call(region: Region, **values: Any) -> CallScene:
    """A call that opened yesterday and closes in a week."""
    now = timezone.now()
    kind, _is_new = GrantKind.objects.get_or_create(
        region=region, slug="testiavustus", defaults={"name": "Testiavustus", "name_fi": "Testiavustus"}
    )
    question_set = QuestionSet.objects.create(region=region, name="Kysymykset", kind=kind)
    facts = {
        "region": region,
        "slug": f"hakemusten-haku-{Call.objects.count()}",
        "title": "Avustushaku",
        "title_fi": "Avustushaku",
        "state": CallState.PUBLISHED,
        "published_at": now - DAY,
        "opens_at": now - DAY,
        "closes_at": now + 7 * DAY,
    }
    call = Call.objects.create(**facts | values)
    call_kind = CallKind.objects.create(call=call, kind=kind, question_set=question_set)
    accounts = RequiredAttachment.objects.create(
        call_kind=call_kind, order=1, name="Tilinpäätös", name_fi="Tilinpäätös", may_follow=True
    )
    _ask(question_set)
    if not region.municipalities.exists():
        MunicipalityFactory(region=region, code="837", name="Tampere")
    return CallScene(call, call_kind, question_set, accounts)


def _ask(question_set: QuestionSet) -> None:
    what = Section.objects.create(
        question_set=question_set, name="what", order=1, title="Mitä", title_fi="Mitä"
    )
    money = Section.objects.create(
        question_set=question_set, name="money", order=2, title="Talousarvio", title_fi="Talousarvio"
    )

    def ask(section: Section, order: int, name: str, kind: str, **values: Any) -> Question:
        return Question.objects.create(
            question_set=question_set,
            section=section,
            order=order,
            name=name,
            kind=kind,
            label=name,
            label_fi=f"Kysymys {name}",
            **values,
        )

    ask(what, 1, "title", QuestionKind.TEXT, most_words=15)
    ask(what, 2, "purpose", QuestionKind.TEXT, most_words=5, meaning=Meaning.PURPOSE)
    open_to = ask(what, 3, "open-to", QuestionKind.CHOICE)
    for order, value in enumerate(("all", "members"), 1):
        Choice.objects.create(question=open_to, order=order, value=value, label=value, label_fi=value)
    ask(what, 4, "why", QuestionKind.TEXT, shown_if=open_to, shown_if_values=["members"])
    ask(
        what,
        5,
        "secret",
        QuestionKind.TEXT,
        is_required=False,
        is_secret=True,
        secrecy_ground="JulkL 24 §",
    )
    costs = ask(money, 1, "costs", QuestionKind.TABLE, meaning=Meaning.COSTS)
    Column.objects.create(question=costs, order=1, name="item", label="Meno", label_fi="Meno")
    Column.objects.create(
        question=costs,
        order=2,
        name="sum",
        label="Summa",
        label_fi="Summa",
        kind=ColumnKind.MONEY,
        adds_up=True,
    )
    ask(money, 2, "own-share", QuestionKind.MONEY, meaning=Meaning.OWN_SHARE)
    ask(money, 3, "requested-sum", QuestionKind.MONEY, meaning=Meaning.REQUESTED_SUM)


ANSWERS = {
    "title": "Kerho",
    "purpose": "Kerho kaikille nokialaisille ikäihmisille",
    "open-to": "all",
    "costs": [{"item": "Palkat", "sum": "1000.00"}, {"item": "Tilat", "sum": "500.50"}],
    "own-share": "500.50",
    "requested-sum": "1000.00",
}
DETAILS = {
    "contact_name": "Sanelma Rahaniemi",
    "contact_email": "sanelma@example.org",
    "contact_phone": "040 123",
    "iban": IBAN,
    "iban_holder": "Omaisten Testi ry",
}


def begin(scene: CallScene, organisation: Organisation | None, actor: User, **values: Any) -> Application:
    """An empty draft."""
    return services.begin_application(
        call_kind=scene.call_kind,
        organisation=organisation,
        language="fi",
        arrived_at=timezone.now(),
        actor=actor,
        **values,
    )


def save(application: Application, actor: User, base: int = 0, **values: Any) -> dict[str, int]:
    """Save answers, their names with _ for -, all on one base."""
    named = {name.replace("_", "-"): value for name, value in values.items()}
    return services.save_answers(
        application=application,
        base_versions=dict.fromkeys(named, base),
        values=named,
        arrived_at=timezone.now(),
        actor=actor,
    )


def complete(scene: CallScene, organisation: Organisation, actor: User, **answers: Any) -> Application:
    """A draft that lacks nothing."""
    draft = begin(scene, organisation, actor)
    services.save_answers(
        application=draft,
        base_versions={},
        values=ANSWERS | {name.replace("_", "-"): value for name, value in answers.items()},
        arrived_at=timezone.now(),
        actor=actor,
    )
    Application.objects.filter(pk=draft.pk).update(**DETAILS)
    draft.signatories.create(order=1, name="Sanelma Rahaniemi", task="puheenjohtaja")
    draft.promises.create(
        required=scene.accounts,
        due_on=timezone.localdate() + DAY,
        promised_at=timezone.now(),
        promised_by=actor,
    )
    return Application.objects.for_list().get(pk=draft.pk)


def send(application: Application, actor: User, **values: Any) -> Any:
    """Send it as it is now."""
    seen = hash_of(content_of(application), attachments_of(application))
    facts = {"seen_hash": seen, "arrived_at": timezone.now()}
    return services.submit(application=application, actor=actor, **facts | values)


def applications_of(
    region: Region,
    organisation: Organisation,
    applicant: User,
    officer: User,
    *,
    invited: str = "outsider@example.org",
) -> dict[str, Any]:
    """What the addresses of applications name: a draft with a file and somebody invited, and one that was sent."""
    scene = make_call(region)
    draft = begin(scene, organisation, applicant)
    sent = complete(scene, organisation, applicant)
    send(sent, applicant)
    return {
        "applying": scene,
        "own_draft": draft,
        "own_file": services.add_attachment(
            application=draft,
            file=ContentFile(b"Tili", name="tili.txt"),
            arrived_at=timezone.now(),
            actor=applicant,
        ),
        "invited_role": services.invite_colleague(
            application=draft, email=invited, role="editor", actor=applicant
        ),
        "sent_one": sent,
        "archive": CopyArchive.objects.create(
            asked_by=officer,
            asked_at=timezone.now(),
            applications=[sent.pk],
            state="ready",
            file=default_storage.save("archives/koe.zip", ContentFile(b"zip")),
            size=3,
        ),
        "bulk_message": BulkMessage.objects.create(
            writer=officer,
            begun_at=timezone.now(),
            applications=[sent.pk],
            subject="Päätöksistä",
            text="Päätökset tulevat toukokuussa.",
        ),
        "paper_draft": services.enter_paper(
            call_kind=scene.call_kind,
            organisation=organisation,
            language="fi",
            paper=Paper(timezone.now(), "post"),
            actor=officer,
        ),
        "saved_view": SavedView.objects.create(region=region, user=officer, name="Omat"),
    }
