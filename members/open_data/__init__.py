"""The open data: who represents whom, in the shape of Popolo (popoloproject.com) and as plain tables.

Only what everybody may see: public bodies and what belongs to them, and contact data only of those who have agreed. Rows
come in the order of a key that never changes, so that a reader pages on from the last row, however many there are.
"""

from .asking import Collection, Question
from .catalogue import COLLECTIONS

__all__ = ["COLLECTIONS", "Collection", "Question"]
