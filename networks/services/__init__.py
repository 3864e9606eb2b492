"""The acts of this app; pages, tasks and the demo come in here."""

from .room import (
    change_room_notice,
    end_room_notice,
    extend_room_notice,
    put_up_room_notice,
    remove_old_room_contacts,
)

__all__ = [
    "change_room_notice",
    "end_room_notice",
    "extend_room_notice",
    "put_up_room_notice",
    "remove_old_room_contacts",
]
