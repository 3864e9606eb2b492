"""What is done to calls, questions, applications and activities at risk: one function for each act."""

from .announcing import announce_call
from .answering import save_answers
from .archiving import request_archive
from .attaching import add_attachment, promise_attachment, remove_attachment
from .beginning import begin_application, delete_draft
from .bulk_message import begin_bulk_message, change_bulk_message, drop_bulk_message, send_bulk_message
from .call import (
    cancel_call,
    change_call,
    change_call_state,
    close_call,
    copy_call,
    extend_call,
    make_call,
    publish_call,
    withdraw_call,
)
from .corresponding import ask_supplement, assign, cancel_supplement, change_handling, mark_read, send_message
from .details import change_details, change_signatories
from .kinds import add_kind, change_kind, choose_questions, remove_kind
from .late import allow_late, ask_late, decline_late, take_late
from .paper import change_paper, enter_paper, register_paper
from .questions import (
    add_question,
    add_section,
    change_question,
    change_section,
    make_set,
    move,
    remove_question,
    remove_section,
    reorder_questions,
    reorder_sections,
    start_version,
    use_version,
)
from .risks import change_risk, close_risk, mark_risk_read, note_risk
from .sharing import end_colleague, hand_over, invite_colleague, join_application
from .submitting import submit, submit_supplement, withdraw

__all__ = [
    "add_attachment",
    "add_kind",
    "add_question",
    "add_section",
    "allow_late",
    "announce_call",
    "ask_late",
    "ask_supplement",
    "assign",
    "begin_application",
    "begin_bulk_message",
    "cancel_call",
    "cancel_supplement",
    "change_bulk_message",
    "change_call",
    "change_call_state",
    "change_details",
    "change_handling",
    "change_kind",
    "change_paper",
    "change_question",
    "change_risk",
    "change_section",
    "change_signatories",
    "choose_questions",
    "close_call",
    "close_risk",
    "copy_call",
    "decline_late",
    "delete_draft",
    "drop_bulk_message",
    "end_colleague",
    "enter_paper",
    "extend_call",
    "hand_over",
    "invite_colleague",
    "join_application",
    "make_call",
    "make_set",
    "mark_read",
    "mark_risk_read",
    "move",
    "note_risk",
    "promise_attachment",
    "publish_call",
    "register_paper",
    "remove_attachment",
    "remove_kind",
    "remove_question",
    "remove_section",
    "reorder_questions",
    "reorder_sections",
    "request_archive",
    "save_answers",
    "send_bulk_message",
    "send_message",
    "start_version",
    "submit",
    "submit_supplement",
    "take_late",
    "use_version",
    "withdraw",
    "withdraw_call",
]
