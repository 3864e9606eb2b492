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
from .proposal import (
    decline_proposal,
    forget_residents,
    make_proposal,
    take_proposal,
    wish_for_meeting,
    withdraw_proposal,
)
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

__all__ = [
    "Planned",
    "Saved",
    "add_guest",
    "add_item",
    "add_material",
    "add_standing_items",
    "add_template_item",
    "add_topic",
    "answer",
    "begin_agenda",
    "begin_template",
    "call_deputy",
    "cancel_meeting",
    "change_guest",
    "change_item",
    "change_material",
    "change_meeting",
    "change_state",
    "change_template_item",
    "change_topic",
    "convene_meeting",
    "copy_agenda",
    "decline_proposal",
    "forget_residents",
    "forget_wishes",
    "make_meeting",
    "make_proposal",
    "match_roster",
    "move_item",
    "move_template_item",
    "plan_year",
    "previous_meeting",
    "publish_agenda",
    "raise_topics",
    "record_visit",
    "remind",
    "remove_guest",
    "remove_item",
    "remove_material",
    "remove_template_item",
    "remove_topic",
    "renew_feed",
    "reorder_items",
    "reorder_template",
    "replace_material",
    "request_document",
    "reset_template",
    "take_proposal",
    "wish_for_meeting",
    "withdraw_meeting",
    "withdraw_proposal",
]
