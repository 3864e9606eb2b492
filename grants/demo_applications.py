"""The demo's applications: drafts and sent ones in several states, of invented associations with invented plans and sums."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any, NamedTuple

from django.utils import timezone

from meetings.demo_papers import pdf
from members.demo import APPLICANT, OFFICER
from members.enums import OrganisationRoleKind, Verification
from members.models import Organisation, OrganisationRole
from portal import demo
from portal.models import User

from . import services
from .enums import CallPhase
from .models import Application, Call, CallKind
from .snapshot import attachments_of, content_of, hash_of


class Plan(NamedTuple):
    """An application to be: whose, of which kind, what for, and how much it costs and is asked for."""

    organisation: str
    contact: str
    kind: str
    title: str
    groups: tuple[str, ...]
    costs: int
    own: int
    account: int


PLANS = (
    Plan("Terve Arki ry", "Saila Kuusikallio", "kohdeavustus", "Kävelykerho kolmeen kylään", ("older",), 2400, 400, 1),
    Plan(
        "Harjulan Kylät ry", "Hilkka Tammelin", "kohdeavustus", "Yhteinen ruokapöytä syksyllä", ("families",), 1850, 350, 2
    ),
    Plan("Mielen Majakka ry", "Päivi Aaltoranta", "yleisavustus", "Vertaisryhmät toipujille", ("recovery",), 41_000, 6_000, 3),
    Plan("Nuorten Pirkka ry", "Veikka Lahdenperä", "yleisavustus", "Avoin ovi nuorille", ("children",), 58_500, 9_500, 4),
    Plan("Eläkeväen Pirkka ry", "Erkki Niemiharju", "kohdeavustus", "Digiapua kirjastossa", ("older",), 1500, 300, 4),
    Plan("Tasavertti ry", "Mikael Ahonoja", "kohdeavustus", "Neuvontapäivä omalla kielellä", ("immigrants",), 2900, 600, 5),
)  # fmt: skip
DRAFT_TITLE = "Omaisten vertaisryhmät"
LAST_YEAR = ("yleisavustus", "Omaisten iltakahvila", 9000, 1500, 10)
"""What the applicant applied for a year ago: kind, title, costs, own share, account."""


@demo.step(45)
def apply_for_grants(_today: date) -> None:
    """In the open call: five sent ones, one withdrawn, and two drafts of the applicant's; what is there already stays."""
    call = next((each for each in Call.objects.all() if each.phase() == CallPhase.OPEN), None)
    if call is None or call.opens_at is None or call.applications.exists():
        return
    kinds = {
        each.kind.slug: each
        for each in call.call_kinds.select_related("kind", "call__region", "question_set")
    }
    _send_last_year()
    arrived_at = call.opens_at + timedelta(days=2)
    sent = []
    for plan in PLANS:
        organisation = Organisation.objects.filter(name=plan.organisation).first()
        if organisation and plan.kind in kinds:
            sent.append(_send(plan, kinds[plan.kind], organisation, arrived_at))
            arrived_at += timedelta(hours=19)
    if sent:
        _handle(sent)
    _draft(kinds)


def _send_last_year() -> None:
    """The applicant's of the last call, so that the next one has something to be copied from; a message waits."""
    actor, (slug, title, costs, own, account) = demo.user_of(APPLICANT), LAST_YEAR
    call_kind = (
        CallKind.objects.filter(kind__slug=slug, call__closes_at__lt=timezone.now())
        .select_related("kind", "call__region", "question_set")
        .first()
    )
    role = actor.organisation_roles.select_related("organisation").first()
    if call_kind is None or call_kind.call.closes_at is None or role is None:
        return
    plan = Plan(role.organisation.name, actor.name, slug, title, ("carers",), costs, own, account)
    sent = _send(
        plan, call_kind, role.organisation, call_kind.call.closes_at - timedelta(hours=3), actor=actor
    )
    officer = demo.user_of(OFFICER)
    services.send_message(
        application=sent, text="Kertokaa, montako iltaa kahvila oli auki (keksitty esimerkki).", actor=officer
    )


def writer(name: str, organisation: Organisation, since: date) -> User:
    """Somebody invented who writes for the association and cannot sign in."""
    address = f"{name.lower().replace(' ', '.').replace('ä', 'a').replace('ö', 'o')}@esimerkki.fi"
    user, is_new = User.objects.get_or_create(email=address, defaults={"name": name})
    if is_new:
        user.set_unusable_password()
        user.save(update_fields=["password"])
    OrganisationRole.objects.get_or_create(
        user=user,
        organisation=organisation,
        defaults={
            "role": OrganisationRoleKind.OWNER,
            "verified_by": Verification.SECRETARIAT,
            "valid_from": since,
        },
    )
    return user


def _send(
    plan: Plan,
    call_kind: CallKind,
    organisation: Organisation,
    arrived_at: Any,
    *,
    actor: User | None = None,
) -> Application:
    actor = actor or writer(plan.contact, organisation, timezone.localdate(arrived_at))
    application = services.begin_application(
        call_kind=call_kind, organisation=organisation, language="fi", arrived_at=arrived_at, actor=actor
    )
    _answer(application, answers_of(plan), arrived_at, actor)
    Application.objects.filter(pk=application.pk).update(
        contact_phone="040 000 0000", iban=iban_of(plan.account), iban_holder=organisation.name
    )
    application.signatories.create(order=1, name=plan.contact, task="puheenjohtaja")
    for required in call_kind.attachments.filter(is_required=True):
        services.add_attachment(
            application=application,
            file=pdf("liite.pdf", required.name, ["Keksitty esimerkki."]),
            required=required,
            arrived_at=arrived_at,
            actor=actor,
        )
    now = Application.objects.for_list().get(pk=application.pk)
    services.submit(
        application=now,
        seen_hash=hash_of(content_of(now), attachments_of(now)),
        arrived_at=arrived_at,
        actor=actor,
    )
    return Application.objects.for_list().get(pk=application.pk)


def _answer(application: Application, answers: dict[str, Any], arrived_at: Any, actor: User) -> None:
    """Only what this form asks."""
    asked = set(application.question_set.questions.values_list("name", flat=True))
    values = {name: value for name, value in answers.items() if name in asked}
    services.save_answers(
        application=application, base_versions={}, values=values, arrived_at=arrived_at, actor=actor
    )


def _handle(sent: list[Application]) -> None:
    """One is handled by the officer, one is to be supplemented, one has been taken back."""
    officer = demo.user_of(OFFICER)
    services.assign(applications=sent[:2], handler=officer, actor=officer)
    first = Application.objects.for_list().get(pk=sent[0].pk)
    services.send_message(
        application=first, text="Kiitos hakemuksesta. Palaamme asiaan, kun haku on päättynyt.", actor=officer
    )
    services.ask_supplement(
        application=sent[1],
        text="Kertokaa tarkemmin, ketkä toimintaan osallistuvat.",
        questions=["participants"],
        due_at=timezone.now() + timedelta(days=21),
        actor=officer,
    )
    last = sent[-1]
    sender = User.objects.get(application_roles__application=last)
    services.withdraw(
        application=last, reason="Saimme rahoituksen muualta.", arrived_at=timezone.now(), actor=sender
    )


def _draft(kinds: dict[str, CallKind]) -> None:
    """The applicant's own: one well on its way, one hardly begun."""
    actor, now = demo.user_of(APPLICANT), timezone.now()
    role = actor.organisation_roles.select_related("organisation").first()
    if role is None:
        return
    for slug, names in (
        ("yleisavustus", ("title", "purpose", "need", "costs")),
        ("kohdeavustus", ("title",)),
    ):
        if slug not in kinds:
            continue
        draft = services.begin_application(
            call_kind=kinds[slug], organisation=role.organisation, language="fi", arrived_at=now, actor=actor
        )
        plan = Plan(role.organisation.name, actor.name, slug, DRAFT_TITLE, ("carers",), 2500, 500, 9)
        answers = answers_of(plan)
        _answer(draft, {name: answers[name] for name in names}, now, actor)


def answers_of(plan: Plan) -> dict[str, Any]:
    """Invented answers to every question of the ready forms."""
    wages = plan.costs * 7 // 10
    return {
        "title": plan.title,
        "purpose": f"{plan.title}: ohjattua toimintaa joka viikko, ja kaikki pääsevät mukaan maksutta.",
        "need": "Kyselyssämme joka kolmas kertoi jäävänsä usein yksin. Toiminta tuo ihmiset yhteen.",
        "activity": "Ryhmät kokoontuvat viikoittain kylätalolla ja kirjastossa, kesällä ulkona.",
        "starts-on": f"{timezone.localdate().year + 1}-02-01",
        "target-groups": list(plan.groups),
        "participants": "60",
        "municipalities": ["837"],
        "open-to-all": "all",
        "partners": "Sovimme yhteistyöstä lähimmän sosiaali- ja terveyskeskuksen kanssa.",
        "focus": "Yksinäisyyden vähentäminen ja toimintakyvyn tukeminen.",
        "effects": "Osallistujat kertovat voivansa paremmin ja löytävät palvelut ajoissa.",
        "indicators": [{"indicator": "Osallistujia kerralla", "now": "10", "goal": "20"}],
        "staff": "1",
        "volunteers": "12",
        "costs": [
            {"item": "Ohjaajien palkkiot", "sum": f"{wages}.00"},
            {"item": "Tilat ja tarvikkeet", "sum": f"{plan.costs - wages}.00"},
        ],
        "income": [],
        "own-share": f"{plan.own}.00",
        "requested-sum": str(Decimal(plan.costs - plan.own).quantize(Decimal("0.01"))),
        "other-grants": [],
        "economic-activity": "no",
        "in-kind": "Vapaaehtoisten työtä noin 400 tuntia.",
        "risks": "Ohjaaja sairastuu: sijainen on sovittu.",
        "discussion-wishes": "Keskustelu keväällä.",
    }


def iban_of(number: int) -> str:
    """An account that nobody has, with right check digits."""
    account = f"123456{number:08}"
    check = 98 - int(f"{account}151800") % 97
    plain = f"FI{check:02}{account}"
    return " ".join(plain[at : at + 4] for at in range(0, len(plain), 4))
