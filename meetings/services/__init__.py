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
from .document import request_all_documents, request_document
from .excerpt import send_excerpt
from .feed import renew_feed
from .guest import add_guest, change_guest, remove_guest
from .inspection import approve_minutes, ask_change, begin_inspection
from .inspection_by_meeting import approve_in_meeting, leave_to_next_meeting
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
from .plan import Planned, add_topic, change_topic, plan_year, raise_topics, remove_topic
from .presence import arrive, correct_presence, leave, mark_expected, remove_presence, welcome_guest
from .proposal import (
    decline_proposal,
    forget_residents,
    make_proposal,
    take_proposal,
    wish_for_meeting,
    withdraw_proposal,
)
from .reading import mark_all_read, record_reading
from .record import SavedRecord, Typed, save_record, write_from_facts
from .sealing import correct_minutes, publish_minutes, unpublish_minutes
from .session import add_break, begin_item, change_officer, open_meeting
from .substitution import call_deputy
from .template import (
    add_template_item,
    begin_template,
    change_template_item,
    move_template_item,
    remove_template_item,
    reorder_template,
    reset_template,
)
from .voting import Choice, add_motion, record_vote, remove_motion, remove_vote, support_motion

__all__ = [
    "Choice",
    "Planned",
    "Saved",
    "SavedRecord",
    "Typed",
    "Unfinished",
    "add_action",
    "add_break",
    "add_guest",
    "add_item",
    "add_material",
    "add_motion",
    "add_standing_items",
    "add_template_item",
    "add_topic",
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
    "begin_template",
    "call_deputy",
    "cancel_meeting",
    "change_action",
    "change_guest",
    "change_item",
    "change_material",
    "change_meeting",
    "change_officer",
    "change_state",
    "change_template_item",
    "change_topic",
    "choose_kind",
    "close_meeting",
    "convene_meeting",
    "copy_agenda",
    "correct_minutes",
    "correct_presence",
    "decline_proposal",
    "disqualify",
    "forget_residents",
    "forget_wishes",
    "inspect_item",
    "leave",
    "leave_to_next_meeting",
    "make_meeting",
    "make_proposal",
    "mark_all_read",
    "mark_expected",
    "match_roster",
    "mend_item",
    "mend_presence",
    "move_item",
    "move_template_item",
    "name_officer",
    "open_meeting",
    "plan_year",
    "previous_meeting",
    "publish_agenda",
    "publish_minutes",
    "raise_topics",
    "record_reading",
    "record_visit",
    "record_vote",
    "remind",
    "remove_guest",
    "remove_item",
    "remove_material",
    "remove_motion",
    "remove_presence",
    "remove_template_item",
    "remove_topic",
    "remove_vote",
    "renew_feed",
    "reopen_minutes",
    "reorder_items",
    "reorder_template",
    "replace_material",
    "requalify",
    "request_all_documents",
    "request_document",
    "reset_template",
    "save_record",
    "seat_for_item",
    "send_excerpt",
    "settle_action",
    "sign_minutes",
    "support_motion",
    "take_proposal",
    "unpublish_minutes",
    "welcome_guest",
    "wish_for_meeting",
    "withdraw_meeting",
    "withdraw_proposal",
    "write_from_facts",
]
