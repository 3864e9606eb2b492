"""The tasks of this app. They are thin: each names what to do, and may come twice."""

from celery import shared_task
from django.utils import timezone


@shared_task(name="networks.tasks.tidy_rooms")
def tidy_rooms() -> None:
    """Remove contact data of notices whose time is over."""
    from .services.room import CONTACT_KEPT, remove_old_room_contacts

    remove_old_room_contacts(before=timezone.localdate() - CONTACT_KEPT)
