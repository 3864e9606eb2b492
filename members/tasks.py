"""The tasks of this app. They are thin: each names what to do, and may come twice."""

from celery import shared_task
from django.conf import settings


@shared_task(name="members.tasks.tell_of_round")
def tell_of_round(*, round_id: int) -> None:
    """Write to the organisations that a round concerns."""
    from .services import round_care

    round_care.tell_of_round(round_id=round_id)


@shared_task(name="members.tasks.mind_rounds")
def mind_rounds() -> None:
    """Remind candidates, and take up mails that were lost with the broker."""
    from .services import round_care

    round_care.tell_of_untold_rounds()
    round_care.remind_candidates()


@shared_task(name="members.tasks.tidy_rounds")
def tidy_rounds() -> None:
    """Remove what has had its time."""
    from .services import round_care

    round_care.remove_contact_data()
    round_care.remove_drafts()


@shared_task(name="members.tasks.remove_contacts")
def remove_contacts() -> None:
    """Remove contact data that nobody needs any more, if the owner has decided how long it is kept."""
    from .services.person import months_ago, remove_old_contact

    if months := settings.PERSON_CONTACT_KEPT_MONTHS:
        remove_old_contact(day=months_ago(months), actor=None)


@shared_task(name="members.tasks.work_on_import")
def work_on_import(*, run_id: int) -> None:
    """Bring a file of organisations some seconds further."""
    from .importing import job

    job.work(run_id)


@shared_task(name="members.tasks.sweep_imports")
def sweep_imports() -> None:
    """Take up again what was left lying."""
    from .importing import job

    job.sweep()


@shared_task(name="members.tasks.forget_imports")
def forget_imports() -> None:
    """Delete old files and their rows."""
    from .importing import job

    job.forget()
