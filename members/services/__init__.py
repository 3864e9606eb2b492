"""What is done to bodies, terms, seats, people and organisations: one function for each act."""

from .body import Ending, change_body, end_body, ending_of, found_body, start_body
from .body_document import add_body_document, add_body_document_version, change_body_document
from .contact import write_to_body
from .invitation import invite_members, invite_person, join_account
from .mandate import (
    appoint,
    correct,
    end_mandate,
    mark_never_began,
    move_organisation,
    move_up,
    replace,
    take_back_end,
)
from .merging import merge_people
from .newcomer import add_person
from .nominator import add_nominator, move_nominator, remove_nominator
from .office import add_coordinator, appoint_officer, end_coordinator, end_holding, grant_speech
from .person import (
    add_outside_seat,
    change_contact,
    change_outside_seat,
    remove_old_contact,
    remove_outside_seat,
)
from .plan import change_action, plan_action, remove_action
from .rules import adopt_rules, change_rules, correct_rules
from .seating import (
    RulesOpenError,
    add_group,
    add_seat,
    move_group,
    remove_group,
    remove_seat,
    rename_group,
    reorder_groups,
    seat_term,
)
from .stamp import body_stamp, rules_stamp
from .term import change_term, end_term, next_term, start_term

__all__ = [
    "Ending",
    "RulesOpenError",
    "add_body_document",
    "add_body_document_version",
    "add_coordinator",
    "add_group",
    "add_nominator",
    "add_outside_seat",
    "add_person",
    "add_seat",
    "adopt_rules",
    "appoint",
    "appoint_officer",
    "body_stamp",
    "change_action",
    "change_body",
    "change_body_document",
    "change_contact",
    "change_outside_seat",
    "change_rules",
    "change_term",
    "correct",
    "correct_rules",
    "end_body",
    "end_coordinator",
    "end_holding",
    "end_mandate",
    "end_term",
    "ending_of",
    "found_body",
    "grant_speech",
    "invite_members",
    "invite_person",
    "join_account",
    "mark_never_began",
    "merge_people",
    "move_group",
    "move_nominator",
    "move_organisation",
    "move_up",
    "next_term",
    "plan_action",
    "remove_action",
    "remove_group",
    "remove_nominator",
    "remove_old_contact",
    "remove_outside_seat",
    "remove_seat",
    "rename_group",
    "reorder_groups",
    "replace",
    "rules_stamp",
    "seat_term",
    "start_body",
    "start_term",
    "take_back_end",
    "write_to_body",
]
