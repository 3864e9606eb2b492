"""The tasks of this app. They are thin: each names what to do, and may come twice."""

from celery import shared_task


@shared_task(name="grants.tasks.tell_of_call")
def tell_of_call(*, announcement_id: int) -> None:
    """Write the mails of an announcement."""
    from .services import announcing

    announcing.write_announcement(announcement_id)


@shared_task(name="grants.tasks.mind_calls")
def mind_calls() -> None:
    """Take up announcements that were lost with the broker."""
    from .services import announcing

    announcing.write_untold()


@shared_task(name="grants.tasks.remind_of_drafts")
def remind_of_drafts() -> None:
    """Write to those whose draft is not sent while the call is about to close."""
    from .services import reminding

    reminding.remind_of_drafts()
