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
from .presence import arrive, correct_presence, leave, mark_expected, remove_presence, welcome_guest
from .record import SavedRecord, Typed, save_record, write_from_facts
from .sealing import correct_minutes, publish_minutes, unpublish_minutes
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
    "approve_in_meeting",
    "approve_minutes",
    "arrive",
    "ask_change",
    "ask_signatures",
    "begin_agenda",
    "begin_inspection",
    "begin_item",
    "begin_minutes",
    "call_deputy",
    "cancel_meeting",
    "change_action",
    "change_item",
    "change_material",
    "change_meeting",
    "change_officer",
    "change_state",
    "choose_kind",
    "close_meeting",
    "convene_meeting",
    "copy_agenda",
    "correct_minutes",
    "correct_presence",
    "disqualify",
    "forget_wishes",
    "inspect_item",
    "leave",
    "leave_to_next_meeting",
    "make_meeting",
    "mark_expected",
    "match_roster",
    "mend_item",
    "mend_presence",
    "move_item",
    "name_officer",
    "open_meeting",
    "previous_meeting",
    "publish_agenda",
    "publish_minutes",
    "record_visit",
    "record_vote",
    "remind",
    "remove_item",
    "remove_material",
    "remove_motion",
    "remove_presence",
    "remove_vote",
    "renew_feed",
    "reopen_minutes",
    "reorder_items",
    "replace_material",
    "requalify",
    "request_document",
    "save_record",
    "seat_for_item",
    "send_excerpt",
    "settle_action",
    "sign_minutes",
    "support_motion",
    "unpublish_minutes",
    "welcome_guest",
    "withdraw_meeting",
    "write_from_facts",
]
