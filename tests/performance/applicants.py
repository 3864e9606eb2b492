"""Made-up applicants with complete drafts in an open call: what the measures of grants begin with."""

import json
import random
import uuid
from datetime import datetime, timedelta
from typing import Any

ADDRESS = "@hakijat.example.org"
SECRET = "s" * 32  # Django takes the secret of the cookie itself as a token


def open_call(closes_at: datetime) -> Any:
    """A call of the demo's region for general grants alone that is open until then, without attachments."""
    from django.utils import timezone

    from grants import services
    from grants.demo import TEXTS
    from grants.enums import CallState
    from grants.models import Call, CallKind, GrantKind
    from members.demo import OFFICER
    from members.models import Region
    from portal import demo

    region, officer = Region.objects.get(slug="pirkanmaa"), demo.user_of(OFFICER)
    values = {**TEXTS, "title_fi": f"Viimeinen tunti {uuid.uuid4().hex[:8]}"}
    call = services.make_call(region=region, values=values, actor=officer)
    kind = services.add_kind(
        call=call, kind=GrantKind.objects.get(region=region, slug="yleisavustus"), actor=officer
    )
    now = timezone.now()
    Call.objects.filter(pk=call.pk).update(
        state=CallState.PUBLISHED,
        published_at=now,
        opens_at=now - timedelta(days=30),
        closes_at=closes_at,
        supplements_until=timezone.localdate(closes_at) + timedelta(days=30),
    )
    return CallKind.objects.select_related("call", "kind", "question_set").get(pk=kind.pk)


def make_users(count: int) -> list[Any]:
    """So many people who cannot sign in by a password; there already, they are taken again."""
    from portal.models import User

    User.objects.bulk_create(
        [
            User(email=f"hakija{number}{ADDRESS}", name=f"Hakija {number}", password="!", language="fi")
            for number in range(count)
        ],
        ignore_conflicts=True,
    )
    return list(User.objects.filter(email__endswith=ADDRESS).order_by("pk")[:count])


def make_organisations(users: list[Any]) -> list[Any]:
    """An association for each of them, registered long ago and at home in the region, in which the user acts."""
    from django.utils import timezone

    from members.enums import OrganisationRoleKind, Verification
    from members.models import Municipality, Organisation, OrganisationRole

    home = Municipality.objects.get(slug="tampere")
    names = [f"Avustettavat {user.pk} ry" for user in users]
    there = set(Organisation.objects.filter(name__in=names).values_list("name", flat=True))
    Organisation.objects.bulk_create(
        Organisation(
            name=name,
            legal_form="association",
            register_number=str(900_000 + number),
            registered_on=timezone.localdate() - timedelta(days=4000),
            home_municipality=home,
        )
        for number, name in enumerate(names)
        if name not in there
    )
    made = {each.name: each for each in Organisation.objects.filter(name__in=names)}
    organisations = [made[name] for name in names]
    acting = set(OrganisationRole.objects.filter(user__in=users).values_list("user_id", flat=True))
    OrganisationRole.objects.bulk_create(
        OrganisationRole(
            user=user,
            organisation=organisation,
            role=OrganisationRoleKind.OWNER,
            verified_by=Verification.SECRETARIAT,
            valid_from=timezone.localdate() - timedelta(days=30),
        )
        for user, organisation in zip(users, organisations, strict=True)
        if user.pk not in acting
    )
    return organisations


WORDS = [
    "yhdessä",
    "vertaistuki",
    "kylätalo",
    "kirjasto",
    "ikääntyneet",
    "nuoret",
    "perheet",
    "ohjaaja",
    "vapaaehtoinen",
    "viikko",
    "ryhmä",
    "kahvila",
    "retki",
    "liikunta",
    "kulttuuri",
    "neuvonta",
    "kunta",
    "palvelu",
    "yksinäisyys",
    "hyvinvointi",
    "terveys",
    "talkoot",
    "koulutus",
    "kerho",
    "omaishoitaja",
    "mielenterveys",
    "päihde",
    "maahanmuuttaja",
    "digituki",
    "saavutettava",
    "toiminta",
    "tavoite",
    "vaikutus",
]


ENDINGS = ("", "a", "lla", "ssa", "sta", "lle", "n", "t", "ja", "issa", "ille", "mme", "nsa", "kin", "ko")


def prose(chance: random.Random, words: int) -> str:
    """Sentences that mean nothing, as long as people's answers are."""
    return " ".join(chance.choice(WORDS) + chance.choice(ENDINGS) for _ in range(words)).capitalize() + "."


def answers(chance: random.Random, names: set[str]) -> dict[str, Any]:
    """An answer to each question of the ready form, some of them long."""
    from grants.demo_applications import Plan, answers_of

    plan = Plan("", "", "yleisavustus", prose(chance, 4), ("older", "carers"), 41_000, 6_000, 1)
    values = answers_of(plan)
    for name, words in (("purpose", 60), ("need", 90), ("activity", 120), ("effects", 90), ("risks", 40)):
        values[name] = prose(chance, words)
    return {name: value for name, value in values.items() if name in names}


def make_drafts(call_kind: Any, users: list[Any], organisations: list[Any]) -> list[Any]:
    """A draft that lacks nothing for each of them."""
    from django.db import connection
    from django.utils import timezone

    from grants.enums import ApplicationRoleKind
    from grants.models import Application, ApplicationRole, Signatory

    now, chance = timezone.now(), random.Random(2)
    drafts = Application.objects.bulk_create(
        Application(
            region_id=call_kind.call.region_id,
            call=call_kind.call,
            call_kind=call_kind,
            question_set=call_kind.question_set,
            organisation=organisation,
            contact_name=user.name,
            contact_email=user.email,
            contact_phone="040 000 0000",
            iban="FI2112345600000785",
            iban_holder=organisation.name,
            created_at=now,
            created_by=user,
            saved_at=now,
        )
        for user, organisation in zip(users, organisations, strict=True)
    )
    ApplicationRole.objects.bulk_create(
        ApplicationRole(application=draft, user=user, role=ApplicationRoleKind.OWNER, given_at=now)
        for draft, user in zip(drafts, users, strict=True)
    )
    Signatory.objects.bulk_create(
        Signatory(application=draft, order=order, name=f"Allekirjoittaja {order}", task="puheenjohtaja")
        for draft in drafts
        for order in (1, 2)
    )
    names = set(call_kind.question_set.questions.values_list("name", flat=True))
    with connection.cursor() as cursor:
        columns = "application_id, name, value, version, changed_at, changed_by_id"
        with cursor.copy(f"COPY grants_answer ({columns}) FROM STDIN") as rows:
            for draft, user in zip(drafts, users, strict=True):
                for name, value in answers(chance, names).items():
                    rows.write_row((draft.pk, name, json.dumps(value), 1, now, user.pk))
        cursor.execute("ANALYZE")
    return drafts


def cookies_of(users: list[Any]) -> list[str]:
    """The cookies of a session for each of them, with the token against forged forms."""
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore
    from django.contrib.sessions.models import Session
    from django.utils import timezone

    store, rows = SessionStore(), []
    for user in users:
        content = {
            SESSION_KEY: str(user.pk),
            BACKEND_SESSION_KEY: settings.AUTHENTICATION_BACKENDS[1],
            HASH_SESSION_KEY: user.get_session_auth_hash(),
        }
        rows.append(
            Session(
                session_key=uuid.uuid4().hex,
                session_data=store.encode(content),
                expire_date=timezone.now() + timedelta(days=1),
            )
        )
    Session.objects.bulk_create(rows)
    name = settings.SESSION_COOKIE_NAME
    return [f"{name}={row.session_key}; {settings.CSRF_COOKIE_NAME}={SECRET}" for row in rows]
