"""What the clock does to nomination rounds: mails to organisations, reminders, and the removal of what has had its time."""

from datetime import datetime

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from members.enums import NominationState, RoundState
from members.models import Nomination, NominationRound
from members.rounds import organisations_concerned
from members.workflow import DRAFTS_KEPT, REMINDED_AFTER, REMINDED_BEFORE_CLOSING
from portal import mail
from portal.models import OutgoingMail

from . import round_mail

ANNOUNCEMENT = "round_announced"


@transaction.atomic
def tell_of_round(*, round_id: int) -> int:
    """Write to the organisations that an announced round concerns; to each once. Returns how many were written to."""
    rounds = NominationRound.objects.select_for_update(no_key=True, of=("self",)).select_related(
        "body", "term"
    )
    untold = rounds.filter(pk=round_id, state=RoundState.ANNOUNCED, tells_by_mail=True, told_at=None).first()
    if untold is None:
        return 0
    addresses = {each.email.lower(): each.name for each in organisations_concerned(untold)}
    context = {"round": untold, "body": untold.body, "url": untold.get_absolute_url()}
    for address, name in addresses.items():
        receiver = mail.Receiver(address, name, "fi")
        mail.post(ANNOUNCEMENT, to=receiver, context=context, about=untold)
    NominationRound.objects.filter(pk=untold.pk).update(told_at=timezone.now())
    return len(addresses)


def tell_of_untold_rounds() -> None:
    """Take up again what was lost with the broker."""
    untold = NominationRound.objects.filter(state=RoundState.ANNOUNCED, tells_by_mail=True, told_at=None)
    for pk in untold.values_list("pk", flat=True):
        tell_of_round(round_id=pk)


def remind_candidates(*, now: datetime | None = None) -> int:
    """Remind candidates who have not answered, some days after they were asked and a day before the round closes."""
    now = now or timezone.now()
    last_day = F("round__closes_at") - REMINDED_BEFORE_CLOSING
    waiting = Nomination.objects.filter(state=NominationState.SUBMITTED, round__state=RoundState.ANNOUNCED)
    due = waiting.filter(
        Q(reminded_at=None, submitted_at__lte=now - REMINDED_AFTER)
        | Q(submitted_at__lt=last_day, round__closes_at__gt=now)
        & Q(round__closes_at__lte=now + REMINDED_BEFORE_CLOSING)
        & (Q(reminded_at=None) | Q(reminded_at__lt=last_day))
    )
    return sum(_remind(pk, now) for pk in due.values_list("pk", flat=True))


@transaction.atomic
def _remind(pk: int, now: datetime) -> bool:
    """Claim the row before the mail is written, so that two workers remind once."""
    claimed = Nomination.objects.filter(pk=pk, state=NominationState.SUBMITTED).exclude(reminded_at__gte=now)
    nomination = claimed.for_list().select_related("round__body").first()
    if nomination is None:
        return False
    same = claimed.filter(reminded_at=nomination.reminded_at)
    if not same.update(reminded_at=now):
        return False
    round_mail.ask_candidate(nomination, "nomination_reminder")
    return True


@transaction.atomic
def remove_contact_data(*, today_is: datetime | None = None) -> int:
    """Empty the contact data of rounds whose day has come, and delete the mails about them; what was decided stays."""
    today = timezone.localdate(today_is)
    over = Nomination.objects.filter(round__remove_on__lte=today).exclude(state=NominationState.DRAFT)
    over = over.exclude(round__state=RoundState.ANNOUNCED, round__closes_at__gt=timezone.now())
    with_data = over.exclude(candidate_email="", candidate_phone="", sender_name="", sender_email="")
    ids = list(with_data.values_list("pk", flat=True))
    _delete_mails(ids)
    return Nomination.objects.filter(pk__in=ids).update(
        candidate_email="", candidate_phone="", sender_name="", sender_email=""
    )


@transaction.atomic
def remove_drafts(*, now: datetime | None = None) -> int:
    """Delete drafts that were never sent, some time after their round has closed."""
    before = (now or timezone.now()) - DRAFTS_KEPT
    old = Nomination.objects.filter(state=NominationState.DRAFT, round__closes_at__lt=before)
    ids = list(old.values_list("pk", flat=True))
    _delete_mails(ids)
    old.filter(pk__in=ids).delete()
    return len(ids)


def _delete_mails(nominations: list[int]) -> None:
    """Mails hold names and addresses too."""
    kind = ContentType.objects.get_for_model(Nomination)
    OutgoingMail.objects.filter(about_type=kind, about_id__in=nominations).delete()
