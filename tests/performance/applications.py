"""The officers' list over 25 000 applications with their answers, made up, in every way it can be looked at."""

import json
import random
import uuid
from datetime import timedelta

from tests.performance import applicants
from tests.performance.answers import print_answers

COUNT = 25_000
APPLICANTS = 4_000
VARIANTS = 400  # different sets of answers; each application has one of them, and words of its own
YEARS = 6


def fill(count: int) -> None:
    """So many applications that were sent in the calls of some years, with what they answered."""
    from django.db import connection
    from django.utils import timezone

    from grants.models import Application

    users = applicants.make_users(APPLICANTS)
    organisations = applicants.make_organisations(users)
    chance, now = random.Random(4), timezone.now()
    kinds = [applicants.open_call(now + timedelta(days=year + 1)) for year in range(YEARS)]
    names = [set(each.question_set.questions.values_list("name", flat=True)) for each in kinds]
    variants = [applicants.answers(chance, names[0]) for _ in range(VARIANTS)]
    texts = (" ".join(value for value in each.values() if isinstance(value, str)) for each in variants)
    said = [" ".join(dict.fromkeys(text.lower().split())) for text in texts]
    rows = []
    for number in range(count):
        kind = kinds[number % YEARS]
        who = chance.randrange(APPLICANTS)
        rows.append(
            Application(
                key=uuid.uuid4(),
                region_id=kind.call.region_id,
                call=kind.call,
                call_kind=kind,
                question_set=kind.question_set,
                organisation=organisations[who],
                contact_name=users[who].name,
                contact_email=users[who].email,
                iban=f"FI{who:016}" if who % 50 else "FI2112345600000785",
                requested_sum=chance.randrange(500, 60_000),
                title=applicants.prose(chance, 4)[:200],
                state="submitted",
                reference=f"X-{number:06}",
                created_at=now,
                submitted_at=now - timedelta(minutes=10 * number),
                sent_words=f"{said[number % VARIANTS]} {word(number)}",
            )
        )
    made = Application.objects.bulk_create(rows, batch_size=1000)
    with connection.cursor() as cursor:
        columns = "application_id, name, value, version, changed_at"
        with cursor.copy(f"COPY grants_answer ({columns}) FROM STDIN") as copy:
            for number, row in enumerate(made):
                for name, value in variants[number % VARIANTS].items():
                    copy.write_row((row.pk, name, json.dumps(value), 1, now))
        cursor.execute("VACUUM ANALYZE")


def word(number: int) -> str:
    """A word that few others have."""
    return f"erikoissana{number // 5}x"


def measure() -> None:
    """Fill once, then look at the list in every way as the grant officer."""
    from grants.models import Application, Call
    from members.demo import OFFICER
    from portal import demo

    there = Application.objects.filter(reference__startswith="X-").count()
    if there < COUNT:
        fill(COUNT)
    call = Call.objects.filter(applications__reference__startswith="X-").first()
    ways: dict[str, str] = {
        "list": "",
        "last page": "?page=500",
        "by applicant": "?order=applicant",
        "largest sum": "?order=sum",
        "one call": f"?call={call.pk if call else 0}",
        "rare word in answers": f"?q={word(9000)}",
        "part of a rare word": f"?q={word(9000)[3:-1]}",
        "common word": "?q=vertaistuki",
        "two words": f"?q=vertaistuki+{word(777)}",
        "nothing found": "?q=eisellaistaole",
        "two letters": "?q=kt",
        "name": "?q=avustettavat+12",
        "reference": "?q=X-012345",
        "doubles": "?flag=double",
        "shared accounts": "?flag=iban",
        "word, call and order": f"?q=kylätalo&order=sum&call={call.pk if call else 0}",
    }
    print_answers(
        {way: f"/tyopoyta/avustukset/hakemukset/{query}" for way, query in ways.items()},
        user=demo.user_of(OFFICER),
        times=20,
    )
