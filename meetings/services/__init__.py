"""Every act on meetings, their agendas and their papers."""

from .agenda import (
    add_item,
    add_standing_items,
    begin_agenda,
    change_item,
    copy_agenda,
    move_item,
    previous_meeting,
    remove_item,
    reorder_items,
)
from .answering import answer, forget_wishes
from .document import request_document
from .feed import renew_feed
from .invitation import match_roster, remind
from .material import add_material, change_material, remove_material, replace_material
from .meeting import (
    cancel_meeting,
    change_meeting,
    change_state,
    convene_meeting,
    make_meeting,
    publish_agenda,
    record_visit,
    withdraw_meeting,
)
from .merging import Saved
from .substitution import call_deputy

__all__ = [
    "Saved",
    "add_item",
    "add_material",
    "add_standing_items",
    "answer",
    "begin_agenda",
    "call_deputy",
    "cancel_meeting",
    "change_item",
    "change_material",
    "change_meeting",
    "change_state",
    "convene_meeting",
    "copy_agenda",
    "forget_wishes",
    "make_meeting",
    "match_roster",
    "move_item",
    "previous_meeting",
    "publish_agenda",
    "record_visit",
    "remind",
    "remove_item",
    "remove_material",
    "renew_feed",
    "reorder_items",
    "replace_material",
    "request_document",
    "withdraw_meeting",
]
