"""What an organisation applied for before, as it stands beside the form of the next application."""

from typing import Any

from django.db.models import Count, Exists, Func, JSONField, OuterRef, Q, Subquery, TextField, Value

from portal.access import Actor

from .enums import Meaning
from .models import Application, Question, Submission, SupplementRequest

MOST_BESIDE = 3


class AnswerInWords(Func):
    """The words of one answer in the content of a sending, by the question's name."""

    function = "jsonb_path_query_first"
    arg_joiner = ", '$.sections[*].answers[*] ? (@.name == $name)', "
    template = "(%(function)s(%(expressions)s) ->> 'words')"
    output_field = TextField()


def earlier_beside(application: Application, user: Actor) -> list[Application]:
    """The latest sent applications of the same organisation and kind in other calls that the user may see.

    One query; each row has `sending`, the number of what was sent last, `purpose` as it was sent, `waits` for a
    supplement, and `unread` messages of the officers.
    """
    if application.organisation_id is None:
        return []
    last = Submission.objects.filter(application=OuterRef("pk")).order_by("-number")
    name = Question.objects.filter(question_set=OuterRef("question_set"), meaning=Meaning.PURPOSE)
    named: Any = Func(
        Value("name"),
        Subquery(name.values("name")[:1]),
        function="jsonb_build_object",
        output_field=JSONField(),
    )
    waiting = SupplementRequest.objects.waiting().filter(application=OuterRef("pk"))
    rows = (
        Application.objects.visible_to(user)
        .filter(organisation=application.organisation_id, call_kind__kind=application.call_kind.kind_id)
        .exclude(call=application.call_id)
        .exclude(reference="")
        .annotate(
            sending=Subquery(last.values("number")[:1]),
            purpose=Subquery(last.annotate(said=AnswerInWords("content", named)).values("said")[:1]),
            waits=Exists(waiting),
            unread=Count("messages", filter=Q(messages__is_from_applicant=False, messages__read_at=None)),
        )
    )
    return list(rows.for_list().order_by("-submitted_at", "-pk")[:MOST_BESIDE])
