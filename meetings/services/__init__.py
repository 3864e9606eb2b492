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
from .feed import renew_feed
from .guest import add_guest, change_guest, remove_guest
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
    "arrive",
    "begin_agenda",
    "begin_item",
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
    "close_meeting",
    "convene_meeting",
    "copy_agenda",
    "correct_presence",
    "decline_proposal",
    "disqualify",
    "forget_residents",
    "forget_wishes",
    "leave",
    "make_meeting",
    "make_proposal",
    "mark_all_read",
    "mark_expected",
    "match_roster",
    "move_item",
    "move_template_item",
    "open_meeting",
    "plan_year",
    "previous_meeting",
    "publish_agenda",
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
    "reorder_items",
    "reorder_template",
    "replace_material",
    "requalify",
    "request_all_documents",
    "request_document",
    "reset_template",
    "save_record",
    "seat_for_item",
    "settle_action",
    "support_motion",
    "take_proposal",
    "welcome_guest",
    "wish_for_meeting",
    "withdraw_meeting",
    "withdraw_proposal",
    "write_from_facts",
]
