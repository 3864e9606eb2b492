"""Every act on calls and their questions."""

from .announcing import announce_call
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
from .kinds import add_kind, change_kind, choose_questions, remove_kind
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

__all__ = [
    "add_kind",
    "add_question",
    "add_section",
    "announce_call",
    "cancel_call",
    "change_call",
    "change_call_state",
    "change_kind",
    "change_question",
    "change_section",
    "choose_questions",
    "close_call",
    "copy_call",
    "extend_call",
    "make_call",
    "make_set",
    "move",
    "publish_call",
    "remove_kind",
    "remove_question",
    "remove_section",
    "reorder_questions",
    "reorder_sections",
    "start_version",
    "use_version",
    "withdraw_call",
]
