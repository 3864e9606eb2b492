"""10 000 meetings with 15 items each and 250 000 papers, made up, and how quick their pages and the search are then."""

import datetime as dt
import random
import re
import time
from collections import Counter
from collections.abc import Iterator
from typing import Any
from uuid import UUID

from tests.performance.answers import print_answers

MEETINGS, BODIES = 10_000, 100
ITEMS, PAPERS = 15, 25  # of a meeting
TEXTS = 1_000
"""So many different texts there are of each kind of record; each stands in many records."""

TWO = dt.time(14)

MADE_UP = "00000000-"
"""The keys of meetings that were made up here begin so."""

MADE = f"SELECT * FROM meetings_meeting WHERE key::text LIKE '{MADE_UP}%%'"

MINUTES = f"""
    INSERT INTO meetings_minutes
        (meeting_id, record_kind, state, way, made_at, approved_at, published_at, version)
    SELECT id, 'minutes', 'approved', 'inspectors', ends_at, ends_at, ends_at, 1 FROM ({MADE}) made ORDER BY id
"""

AGENDAS = f"""
    INSERT INTO meetings_agendaitem
        (key, "order", kind, standing, title, title_fi, background, background_fi, proposal, proposal_fi,
        presenter, minutes, version, added_at, changed_at, meeting_id)
    SELECT gen_random_uuid(), n, 'discuss', '', title, title, background, background, proposal, proposal,
        '', 8, 1, convened_at, convened_at, meeting_id
    FROM (
        SELECT n, made.id AS meeting_id, convened_at, 1 + (row_number() OVER (ORDER BY made.id, n) - 1) %% {TEXTS} AS text
        FROM ({MADE}) made, generate_series(1, {ITEMS}) n
    ) item, LATERAL (
        SELECT (%s::text[])[text] AS title, (%s::text[])[text] AS background, (%s::text[])[text] AS proposal
    ) texts ORDER BY meeting_id, n
"""

FILES = f"""
    INSERT INTO meetings_material
        (key, "order", file, filename, content_type, size, pages, file_hash, added_at, kind, title, title_fi,
        audience, item_id)
    SELECT gen_random_uuid(), n, 'none', 'liite.pdf', 'application/pdf', 1000, 2, md5(item_id::text), convened_at,
        'annex', title, title,
        CASE WHEN n %% 10 = 0 THEN 'staff' WHEN n %% 4 = 0 THEN 'members' ELSE 'public' END, item_id
    FROM (
        SELECT n, item.id AS item_id, made.id AS meeting_id, convened_at,
            1 + (row_number() OVER (ORDER BY made.id, n) - 1) %% {TEXTS} AS text
        FROM ({MADE}) made, generate_series(1, {PAPERS}) n, meetings_agendaitem item
        WHERE item.meeting_id = made.id AND item."order" = 1 + n %% {ITEMS}
    ) paper, LATERAL (SELECT (%s::text[])[text] AS title) texts ORDER BY meeting_id, n
"""

CONTENTS = f"""
    INSERT INTO meetings_papercontent (material_id, text, fault, looked_at)
    SELECT id, (%s::text[])[1 + (row_number() OVER (ORDER BY id) - 1) %% {TEXTS}], '', added_at
    FROM meetings_material WHERE file = 'none' ORDER BY id
"""

# What was indexed of the first records is copied to the others with the same text.
COPIED = """
    INSERT INTO portal_searchentry (record_type_id, record_id, language, title, body, vector)
    SELECT record_type_id, other, language, title, body,
        ts_delete(vector, '@' || %(kind)s || '.' || record_id / %(window)s)
        || array_to_tsvector(ARRAY['@' || %(kind)s || '.' || other / %(window)s])
    FROM portal_searchentry, generate_series(record_id + %(texts)s, %(last)s, %(texts)s) other
    WHERE record_type_id = %(type)s AND record_id BETWEEN %(first)s AND %(first)s + %(texts)s - 1
"""


def vocabulary() -> list[str]:
    """The words of the portal's own Finnish, the common ones first."""
    import polib
    from django.conf import settings

    texts = polib.pofile(f"{settings.BASE_DIR}/locale/fi/LC_MESSAGES/django.po")
    found = Counter(re.findall(r"[a-zäöå]{4,}", " ".join(entry.msgstr for entry in texts).lower()))
    return [word for word, _count in found.most_common()]


def texts(*lengths: tuple[int, int]) -> list[list[str]]:
    """For each column its texts, of a length between two numbers of words; some words are common, most are rare."""
    chance, words = random.Random(1), vocabulary()
    weights = [1 / (rank + 5) for rank in range(len(words))]
    return [
        [
            " ".join(chance.choices(words, weights, k=chance.randint(*length))).capitalize()
            for _number in range(TEXTS)
        ]
        for length in lengths
    ]


def bodies() -> list[int]:
    """The demo's body and made-up ones beside it: the numbers of all that meet."""
    from members.demo import BODY
    from members.models import Body

    own = Body.objects.get(slug=BODY)
    made = [
        Body(
            region=own.region,
            slug=f"ryhma-{number}",
            kind=own.kind,
            status=own.status,
            name=f"Ryhmä {number}",
            short_name=f"Ryhmä {number}",
        )
        for number in range(1, BODIES)
    ]
    for body in made:
        body.save()
    return [own.pk, *(body.pk for body in made)]


def meetings() -> Iterator[tuple[Any, ...]]:
    """A meeting of each body in each quarter of the years before, as rows."""
    from django.utils import timezone

    this_year, own, number = timezone.localdate().year, bodies(), 0
    for past in reversed(range(MEETINGS // len(own))):
        for body in own:
            number += 1
            year, quarter = this_year - 2 - past // 4, 3 - past % 4
            day = dt.date(year, 1 + 3 * quarter, 1 + number % 28)
            starts_at = timezone.make_aware(dt.datetime.combine(day, TWO))
            known_at = starts_at - dt.timedelta(days=21)
            yield (
                UUID(f"{MADE_UP}0000-0000-0000-{number:012x}"), body, starts_at, starts_at + dt.timedelta(hours=2),
                "Kokoustalo", "held", year, 91 + quarter, known_at, known_at, "regular", "", "", "", 1,
            )  # fmt: skip


def fill() -> None:
    """Write it all: meetings, minutes without text, items, papers, and what the search knows of them."""
    import pgtrigger
    from django.db import connection

    from meetings.models import AgendaItem, Material, Meeting
    from portal.models import SearchChange

    began = time.perf_counter()
    columns = (
        "key, body_id, starts_at, ends_at, place, state, year, number, convened_at, agenda_published_at,"
        " kind, title, remote_link, cancel_reason, version"
    )
    made = list(meetings())
    with connection.cursor() as cursor:
        with cursor.copy(f"COPY meetings_meeting ({columns}) FROM STDIN") as rows:
            for row in made:
                rows.write_row(row)
        agenda, (titles, contents) = texts((2, 6), (30, 90), (10, 25)), texts((1, 4), (40, 120))
        steps = ((MINUTES, ()), (AGENDAS, agenda), (FILES, [titles]), (CONTENTS, [contents]))
        for sql, values in steps:
            with pgtrigger.ignore():  # history of so many rows at once would take an hour
                cursor.execute(sql, values)
            print(f"{cursor.rowcount} rows after {time.perf_counter() - began:.0f} s", flush=True)
        SearchChange.objects.all().delete()
    own = {"meeting__key__startswith": MADE_UP}
    index(Meeting.objects.filter(key__startswith=MADE_UP), texts=MEETINGS)
    index(AgendaItem.objects.filter(**own), texts=TEXTS)
    index(Material.objects.filter(file="none"), texts=TEXTS)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    print(f"indexed after {time.perf_counter() - began:.0f} s", flush=True)


def index(records: Any, *, texts: int) -> None:
    """Have the first records indexed; what that gave is copied to the others, of which each has the text of one of them."""
    from django.contrib.contenttypes.models import ContentType
    from django.db import connection

    from portal import search
    from portal.models import SearchChange
    from portal.search.index import WINDOW

    meta = records.model._meta
    ids = list(records.order_by("pk").values_list("pk", flat=True))
    SearchChange.objects.bulk_create(
        SearchChange(record_table=meta.db_table, record_id=pk) for pk in ids[:texts]
    )
    while search.index_changes():
        pass
    which = {"kind": meta.model_name, "window": WINDOW, "texts": texts, "first": ids[0], "last": ids[-1]}
    with connection.cursor() as cursor:
        cursor.execute(COPIED, {**which, "type": ContentType.objects.get_for_model(records.model).pk})


def addresses() -> dict[str, str]:
    """The pages that are measured."""
    from meetings.models import Meeting

    own = Meeting.objects.filter(key__startswith=MADE_UP, body__slug__startswith="pirkanmaan").latest("pk")
    return {
        "list, coming": "/kokoukset/",
        "list, held": "/kokoukset/?nayta=pidetyt",
        "list, held, last page": "/kokoukset/?nayta=pidetyt&page=250",
        "list, a year": f"/kokoukset/?nayta=pidetyt&vuosi={own.year}",
        "list of a body": f"/kokoukset/{own.body.slug}/?nayta=pidetyt",
        "body": own.body.get_absolute_url(),
        "meeting": own.get_absolute_url(),
        "item": own.items.first().get_absolute_url(),
        "front page": "/",
        **{
            f"search {text}": f"/haku/?q={text}"
            for text in ("kokous", "avustuksista", "avustus+hakemus", "jäsenkirje")
        },
        "search a paper": "/haku/?q=kokous&kind=material",
        "search misspelt": "/haku/?q=avsutushakemus",
    }


def measure() -> None:
    """Fill in the meetings once, and look at them as a visitor, a member and a coordinator."""
    from meetings.models import Meeting
    from members.demo import COORDINATOR, MEMBER
    from portal import demo

    if not Meeting.objects.filter(key__startswith=MADE_UP).exists():
        fill()
    coming = Meeting.objects.filter(state="convened").latest("pk")
    for name, user in (
        ("visitor", None),
        ("member", demo.user_of(MEMBER)),
        ("coordinator", demo.user_of(COORDINATOR)),
    ):
        print(f"\nas a {name}")
        print_answers({**addresses(), "coming meeting": coming.get_absolute_url()}, user=user)
