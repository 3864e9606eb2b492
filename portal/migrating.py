"""Migrations of many steps that run as one.

Django renders the models of all apps anew after each step of a migration. With a hundred models a first migration of two
hundred steps spends nearly all its time so, and every test run and every new installation waits for it.
"""

from collections.abc import Sequence
from typing import Any

from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState


class Together(Operation):
    """Steps between which nobody looks at the models: they are rendered once, as they are after the last step.

    So tables that are made belong in one group, and what is added to them later (fields, constraints, triggers) in the
    next: a table is made with all columns that it has at the end of its group.
    """

    def __init__(self, operations: Sequence[Operation]) -> None:
        self.operations = operations
        # Django asks the operation as it asks its class.
        self.__dict__["reversible"] = all(operation.reversible for operation in operations)

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """All steps, on models that nobody has rendered yet."""
        state.__dict__.pop("apps", None)
        for operation in self.operations:
            operation.state_forwards(app_label, state)

    def database_forwards(
        self, app_label: str, schema_editor: Any, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        """All steps, in their order."""
        for operation in self.operations:
            operation.database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(
        self, app_label: str, schema_editor: Any, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        """All steps back, the last one first."""
        for operation in reversed(self.operations):
            operation.database_backwards(app_label, schema_editor, from_state, to_state)

    def describe(self) -> str:
        """What `migrate --plan` prints."""
        return "; ".join(operation.describe() for operation in self.operations)
