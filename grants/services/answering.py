"""Answers are saved one by one: different ones merge by themselves, and an old one never covers a newer one."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _

from grants.answers import Answers, is_shown
from grants.asked import Kept, asked_in, kept_answers
from grants.enums import QuestionKind
from grants.models import Answer, Application
from portal.errors import Clash, Conflict, Overtaken, Refused
from portal.formats import number
from portal.models import User

from .applying import ALL, open_names

LONGEST_ANSWER = 200_000
"""So many characters no page and no reader could bear; what is only longer than was asked for is kept and told."""

# One statement looks whether the application is as it was seen, takes each answer whose base is still the latest, and
# leaves the others: so nobody comes between looking and writing. Sharing the application's lock keeps a sending out.
# The version is asked for and not EXISTS, for which PostgreSQL would read every answer of everybody into a hash.
SAVE = """
    WITH seen AS (SELECT id FROM grants_application WHERE id = %(pk)s AND version = %(version)s FOR SHARE),
    given AS (SELECT * FROM jsonb_to_recordset(%(given)s::jsonb) AS each(name text, base int, value jsonb))
    INSERT INTO grants_answer AS kept (application_id, name, value, version, changed_at, changed_by_id)
    SELECT seen.id, given.name, given.value, 1, %(now)s, %(actor)s FROM seen, given
    WHERE given.base = 0 OR 0 < (
        SELECT version FROM grants_answer WHERE application_id = seen.id AND name = given.name
    )
    ON CONFLICT (application_id, name) DO UPDATE
    SET value = EXCLUDED.value, version = kept.version + 1,
        changed_at = EXCLUDED.changed_at, changed_by_id = EXCLUDED.changed_by_id
    WHERE kept.version = (SELECT given.base FROM given WHERE given.name = kept.name)
    RETURNING name, version
"""


def save_answers(
    *,
    application: Application,
    base_versions: Mapping[str, int],
    values: Mapping[str, Any],
    arrived_at: datetime,
    actor: User,
    kept: Kept | None = None,
) -> dict[str, int]:
    """Store answers as they were typed, right or wrong; question → the version that it has now.

    `kept` are the answers as they were read a moment ago, to save a query. An answer whose base is no longer the latest
    is not stored, unless it says the same as the latest: then Conflict is raised with both texts, after the others were
    stored. Raises PermissionDenied; Refused for questions that are not asked or not open, and when the time is over;
    Overtaken when the application was sent or withdrawn meanwhile.
    """
    if not actor.has_perm("grants.change_application", application):
        raise PermissionDenied
    kept = kept or kept_answers(application)
    _require_asked(application, values, kept.values, arrived_at)
    given = [
        {"name": name, "base": base_versions.get(name, 0), "value": value}
        for name, value in sorted(values.items())
    ]
    saved = _write(application, given, actor)
    left = [each for each in given if each["name"] not in saved]
    return saved | _settled(application, left, values) if left else saved


def _require_asked(
    application: Application, values: Mapping[str, Any], answers: Answers, arrived_at: datetime
) -> None:
    names, questions = open_names(application, arrived_at), asked_in(application).questions
    together = {**answers, **values}
    for name, value in values.items():
        question = questions.get(name)
        if question is None or question.kind == QuestionKind.FILE:
            raise Refused(_("This question does not belong to the application."))
        if not is_shown(question, together):
            raise Refused(
                _("“%(question)s” is not asked any more, so its answer was not saved.")
                % {"question": question.label}
            )
        if isinstance(value, str) and len(value) > LONGEST_ANSWER:
            raise Refused(
                _("“%(question)s” is too long to be saved. Write at most %(most)s characters.")
                % {"question": question.label, "most": number(LONGEST_ANSWER)}
            )
        if names is not ALL and name not in names:
            raise Refused(_("“%(question)s” is not open for supplementing.") % {"question": question.label})


def _write(application: Application, given: list[dict[str, Any]], actor: User) -> dict[str, int]:
    facts: dict[str, Any] = {
        "pk": application.pk,
        "version": application.version,
        "given": json.dumps(given),
        "now": timezone.now(),
        "actor": actor.pk,
    }
    with connection.cursor() as cursor:
        cursor.execute(SAVE, facts)
        return dict(cursor.fetchall())


def _settled(
    application: Application, left: list[dict[str, Any]], values: Mapping[str, Any]
) -> dict[str, int]:
    """The versions of what was stored already, such as by a try whose answer was lost. Raises Conflict for the rest."""
    now = Application.objects.filter(pk=application.pk).values_list("version", flat=True).first()
    if now is None:
        raise Overtaken(_("This draft has been deleted."))
    if now != application.version:
        raise Overtaken(_("The application was sent or changed its state meanwhile. Open it again."))
    rows = {
        answer.name: answer
        for answer in Answer.objects.filter(application=application, name__in=[each["name"] for each in left])
    }
    questions = asked_in(application).questions
    settled, clashes = {}, []
    for each in left:
        name = each["name"]
        theirs = rows[name].value if name in rows else None
        if name in rows and theirs == each["value"]:
            settled[name] = rows[name].version
        else:
            clashes.append(Clash(name, questions[name].label, theirs, each["value"]))
    if clashes:
        message = _("Somebody else changed the same answer meanwhile. Nothing is lost: choose below.")
        raise Conflict(message, record=application, clashes=clashes, merged=dict(values))
    return settled
