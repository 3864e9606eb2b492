"""Search over everything that the asker may see.

Apps register their records in `search.py` of their own (`register`), and the models of those records carry the trigger
`MarksChange`. The worker keeps the index; `manage.py reindex` rebuilds it; `find` asks it.
"""

from .index import index_changes, rebuild, tidy
from .narrowing import answering, narrow
from .query import Hit, Results, find
from .question import LONGEST
from .registry import Source, register, sources
from .triggers import MarksChange

__all__ = [
    "LONGEST",
    "Hit",
    "MarksChange",
    "Results",
    "Source",
    "answering",
    "find",
    "index_changes",
    "narrow",
    "rebuild",
    "register",
    "sources",
    "tidy",
]
