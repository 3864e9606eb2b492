"""How the index learns of changes: the database tells it, whatever made the change."""

from typing import Any

import pgtrigger


class MarksChange(pgtrigger.Trigger):
    """Each inserted, changed or deleted row marks a record for indexing anew; the worker does the rest.

    Without arguments the record is the row itself. A child row whose text belongs to its parent's entry names the
    foreign key that leads there: `MarksChange(via="meeting")`; a child that moves marks both parents.
    """

    name = "marks_change"
    when = pgtrigger.After
    operation = pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete

    def __init__(self, *, via: str | None = None) -> None:
        self.via = via
        super().__init__(name=f"marks_change_of_{via}" if via else None)

    def get_func(self, model: Any) -> str:
        """The body of the trigger function, with the names of tables and columns written out."""
        field: Any = model._meta.get_field(self.via) if self.via else model._meta.pk
        record = field.related_model if self.via else model
        column = f'"{field.column}"'
        mark = (
            "INSERT INTO portal_searchchange (record_table, record_id) "
            f"SELECT '{record._meta.db_table}', {{row}}.{column} WHERE {{row}}.{column} IS NOT NULL;"
        )
        return f"""
            IF TG_OP = 'UPDATE' AND NEW IS NOT DISTINCT FROM OLD THEN
                RETURN NULL;
            END IF;
            IF TG_OP <> 'DELETE' THEN
                {mark.format(row="NEW")}
            END IF;
            IF TG_OP = 'DELETE' OR TG_OP = 'UPDATE' AND NEW.{column} IS DISTINCT FROM OLD.{column} THEN
                {mark.format(row="OLD")}
            END IF;
            RETURN NULL;
        """
