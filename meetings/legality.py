"""What the minutes say of the legality of a meeting and its quorum, written from facts.

The facts are gathered by `facts_of`; the functions that write know nothing else. What a body has not decided is said to
be undecided: nothing is called legal by a rule that nobody has made.
"""

from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Min
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from members.enums import RuleName
from portal.formats import moment
from portal.models import OutgoingMail

from .models import AgendaItem, Invitation, Meeting
from .quorum import Floor


@dataclass(frozen=True)
class Deputy:
    """A deputy who counts, and for whom; a seat can be vacant."""

    name: str
    instead_of: str = ""


@dataclass(frozen=True)
class LegalityFacts:
    """What is known of how the meeting was called and who is there."""

    convened_at: datetime | None
    days_before: int | None  # whole days between the day of the invitation and the day of the meeting
    notice_days: int | None  # None: the body has not decided
    seats: int
    filled: int
    needed: int | None  # None: the body has not decided
    deputies: list[Deputy] = field(default_factory=list)

    @property
    def is_called_in_time(self) -> bool | None:
        """Whether the invitation went in time; None when the rule or the day is not known."""
        if self.notice_days is None or self.days_before is None:
            return None
        return self.days_before >= self.notice_days

    @property
    def has_quorum(self) -> bool | None:
        """Whether the seats that are filled suffice; None when the body has not decided how many are needed."""
        return None if self.needed is None else self.filled >= self.needed


def facts_of(meeting: Meeting, item: AgendaItem | None = None) -> LegalityFacts:
    """The facts of a meeting: who counts in the item, or without one who is present now or was at the end."""
    floor = Floor(meeting)
    quorum = floor.of_item(item) if item else floor.now()
    sent_at = sent_first_at(meeting)
    return LegalityFacts(
        convened_at=sent_at,
        days_before=(meeting.day - timezone.localdate(sent_at)).days if sent_at else None,
        notice_days=meeting.rules.value(RuleName.NOTICE_DAYS),
        seats=len(quorum.lines),
        filled=quorum.filled,
        needed=quorum.needed,
        deputies=[
            Deputy(str(line.who), str(line.member or ""))
            for line in quorum.lines
            if line.state == "deputy" and line.who
        ],
    )


def sent_first_at(meeting: Meeting) -> datetime | None:
    """When the first invitation left; before mails have left, when the meeting was convened."""
    from django.contrib.contenttypes.models import ContentType

    mails = OutgoingMail.objects.filter(
        kind="meeting_invitation",
        about_type=ContentType.objects.get_for_model(Invitation),
        about_id__in=meeting.invitations.values("pk"),
    )
    return mails.aggregate(first=Min("sent_at"))["first"] or meeting.convened_at


def legality_text(facts: LegalityFacts, language: str) -> str:
    """The facts in sentences, in one language: the invitation against the rule, the seats against the quorum."""
    with translation.override(language):
        return "\n\n".join(filter(None, [_calling(facts), _seats(facts), _deputies(facts)]))


def conclusion(facts: LegalityFacts, language: str) -> str:
    """What can be stated from the facts in one sentence, in one language."""
    with translation.override(language):
        called, quorum = facts.is_called_in_time, facts.has_quorum
        if called and quorum:
            return _("The meeting was stated to be legally convened and to have a quorum.")
        if called is None and quorum:
            return _("The meeting was stated to have a quorum. The notice could not be compared with a rule.")
        if called and quorum is None:
            return _(
                "The meeting was stated to be legally convened. The body has not decided what makes a quorum."
            )
        if called is None and quorum is None:
            return _(
                "The facts of convening and of attendance were noted. The body has not decided the rules by which legality and quorum could be stated."
            )
        wrong = []
        if called is False:
            wrong.append(_("The meeting was not convened in time."))
        if quorum is False:
            wrong.append(_("The meeting does not have a quorum."))
        return " ".join(wrong)


def _calling(facts: LegalityFacts) -> str:
    said = ""
    if facts.convened_at is not None:
        said = ngettext(
            "The invitation was sent %(moment)s, %(days)d day before the meeting.",
            "The invitation was sent %(moment)s, %(days)d days before the meeting.",
            facts.days_before or 0,
        ) % {"moment": moment(facts.convened_at), "days": facts.days_before or 0}
    if facts.notice_days is None:
        rule = _("The body has not decided how many days before a meeting the invitation must be sent.")
    else:
        rule = ngettext(
            "By the rules it must be sent at least %(days)d day before.",
            "By the rules it must be sent at least %(days)d days before.",
            facts.notice_days,
        ) % {"days": facts.notice_days}
    return f"{said} {rule}".strip()


def _seats(facts: LegalityFacts) -> str:
    counts = {"filled": facts.filled, "seats": facts.seats}
    said = (
        ngettext(
            "%(filled)d of %(seats)d seat is filled.",
            "%(filled)d of %(seats)d seats are filled.",
            facts.seats,
        )
        % counts
    )
    if facts.needed is None:
        rule = _("The body has not decided how many seats a decision needs.")
    else:
        rule = ngettext(
            "A decision needs %(needed)d seat.", "A decision needs %(needed)d seats.", facts.needed
        )
        rule %= {"needed": facts.needed}
    return f"{said} {rule}"


def _deputies(facts: LegalityFacts) -> str:
    if not facts.deputies:
        return ""
    names = [
        _("%(deputy)s (for %(member)s)") % {"deputy": deputy.name, "member": deputy.instead_of}
        if deputy.instead_of
        else _("%(deputy)s (in a vacant seat)") % {"deputy": deputy.name}
        for deputy in facts.deputies
    ]
    return _("Deputies present: %(names)s.") % {"names": ", ".join(names)}
