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


@shared_task(name="grants.tasks.work_on_archive")
def work_on_archive(*, archive_id: int) -> None:
    """Bring a ZIP of copies some seconds further."""
    from .services import archiving

    archiving.work(archive_id)


@shared_task(name="grants.tasks.sweep_archives")
def sweep_archives() -> None:
    """Take up again what was left lying."""
    from .services import archiving

    archiving.sweep()


@shared_task(name="grants.tasks.forget_archives")
def forget_archives() -> None:
    """Delete old archives."""
    from .services import archiving

    archiving.forget()


@shared_task(name="grants.tasks.remind_of_drafts")
def remind_of_drafts() -> None:
    """Write to those whose draft is not sent while the call is about to close."""
    from .services import reminding

    reminding.remind_of_drafts()


@shared_task(name="grants.tasks.tell_of_bulk_message")
def tell_of_bulk_message(*, bulk_id: int) -> None:
    """Write some of the mails of a message to many."""
    from .services import bulk_message

    bulk_message.write_mails(bulk_id)


@shared_task(name="grants.tasks.mind_bulk_messages")
def mind_bulk_messages() -> None:
    """Take up again the mails of messages to many whose task was lost."""
    from .services import bulk_message

    bulk_message.sweep()


@shared_task(name="grants.tasks.forget_bulk_messages")
def forget_bulk_messages() -> None:
    """Delete messages to many that were begun long ago and never sent."""
    from .services import bulk_message

    bulk_message.forget()
