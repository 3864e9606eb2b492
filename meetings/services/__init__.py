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
from .excerpt import send_excerpt
from .feed import renew_feed
from .inspection import (
    approve_in_meeting,
    approve_minutes,
    ask_change,
    begin_inspection,
    leave_to_next_meeting,
)
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
from .minutes import (
    ask_signatures,
    begin_minutes,
    choose_kind,
    inspect_item,
    mend_item,
    mend_presence,
    name_officer,
    reopen_minutes,
    sign_minutes,
)
from .sealing import correct_minutes, publish_minutes, unpublish_minutes
from .substitution import call_deputy

__all__ = [
    "Saved",
    "add_item",
    "add_material",
    "add_standing_items",
    "answer",
    "approve_in_meeting",
    "approve_minutes",
    "ask_change",
    "ask_signatures",
    "begin_agenda",
    "begin_inspection",
    "begin_minutes",
    "call_deputy",
    "cancel_meeting",
    "change_item",
    "change_material",
    "change_meeting",
    "change_state",
    "choose_kind",
    "convene_meeting",
    "copy_agenda",
    "correct_minutes",
    "forget_wishes",
    "inspect_item",
    "leave_to_next_meeting",
    "make_meeting",
    "match_roster",
    "mend_item",
    "mend_presence",
    "move_item",
    "name_officer",
    "previous_meeting",
    "publish_agenda",
    "publish_minutes",
    "record_visit",
    "remind",
    "remove_item",
    "remove_material",
    "renew_feed",
    "reopen_minutes",
    "reorder_items",
    "replace_material",
    "request_document",
    "send_excerpt",
    "sign_minutes",
    "unpublish_minutes",
    "withdraw_meeting",
]
