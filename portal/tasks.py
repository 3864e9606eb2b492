"""The tasks of the worker. They are thin: each names what to do, and may come twice."""

from typing import Any

from celery import shared_task
from celery.signals import worker_init, worker_process_init, worker_ready

from .documents import LONGEST_MINUTES


@shared_task(
    name="portal.tasks.render_document",
    soft_time_limit=60 * LONGEST_MINUTES,
    time_limit=60 * LONGEST_MINUTES + 15,
)
def render_document(*, document_id: int) -> None:
    """Make the file of a document."""
    from .rendering import job

    job.make(document_id)


@shared_task(name="portal.tasks.send_mail")
def send_mail(*, mail_id: int) -> None:
    """Send a mail."""
    from . import post_office

    post_office.send(mail_id)


@shared_task(name="portal.tasks.index_changes")
def index_changes() -> None:
    """Bring the search up to date."""
    from . import search

    search.index_changes()


@shared_task(name="portal.tasks.tidy_search")
def tidy_search() -> None:
    """Forget what the search no longer needs."""
    from . import search

    search.tidy()


@shared_task(name="portal.tasks.tidy_pages")
def tidy_pages() -> None:
    """Forget the marks of changes that kept pages know of."""
    from . import page_changes

    page_changes.forget()


@shared_task(name="portal.tasks.sweep")
def sweep() -> None:
    """Take up again what was left lying: by dead workers, or by messages lost with the broker."""
    from . import heartbeat, post_office
    from .rendering import job

    heartbeat.beat()
    job.sweep()
    post_office.sweep()


@worker_init.connect
def load_renderer(**_: Any) -> None:
    """Before the worker forks: the children then share it, and no document waits for a second of loading."""
    from .rendering import job  # noqa: F401


@worker_process_init.connect
def warm_fonts(**_: Any) -> None:
    """Find the fonts once, so that the first document is as quick as the second."""
    from .rendering import pdf

    pdf.warm()


@worker_ready.connect
def sweep_at_start(**_: Any) -> None:
    """What the last worker left lying need not wait for the clock."""
    sweep.apply_async()
