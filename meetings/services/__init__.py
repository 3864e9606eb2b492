"""Every act on meetings, their agendas and their papers."""

from .action import add_action, change_action, settle_action
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
from .closing import Unfinished, close_meeting
from .disqualification import disqualify, requalify, seat_for_item
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
from .presence import arrive, correct_presence, leave, mark_expected, remove_presence, welcome_guest
from .record import SavedRecord, Typed, save_record, write_from_facts
from .session import add_break, begin_item, change_officer, open_meeting
from .substitution import call_deputy
from .voting import Choice, add_motion, record_vote, remove_motion, remove_vote, support_motion

__all__ = [
    "Choice",
    "Saved",
    "SavedRecord",
    "Typed",
    "Unfinished",
    "add_action",
    "add_break",
    "add_item",
    "add_material",
    "add_motion",
    "add_standing_items",
    "answer",
    "arrive",
    "begin_agenda",
    "begin_item",
    "call_deputy",
    "cancel_meeting",
    "change_action",
    "change_item",
    "change_material",
    "change_meeting",
    "change_officer",
    "change_state",
    "close_meeting",
    "convene_meeting",
    "copy_agenda",
    "correct_presence",
    "disqualify",
    "forget_wishes",
    "leave",
    "make_meeting",
    "mark_expected",
    "match_roster",
    "move_item",
    "open_meeting",
    "previous_meeting",
    "publish_agenda",
    "record_visit",
    "record_vote",
    "remind",
    "remove_item",
    "remove_material",
    "remove_motion",
    "remove_presence",
    "remove_vote",
    "renew_feed",
    "reorder_items",
    "replace_material",
    "requalify",
    "request_document",
    "save_record",
    "seat_for_item",
    "settle_action",
    "support_motion",
    "welcome_guest",
    "withdraw_meeting",
    "write_from_facts",
]
