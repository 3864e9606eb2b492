"""Where changes are marked that public pages may show: see `portal.page_changes`."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("portal", "0002_search_reading")]

    operations = [
        migrations.RunSQL(
            "CREATE TABLE portal_pagechange (xid xid8 PRIMARY KEY)", "DROP TABLE portal_pagechange"
        ),
        # The trigger runs after the statement: a transaction without a number has changed nothing so far.
        migrations.RunSQL(
            """
            CREATE FUNCTION portal_mark_page_change() RETURNS trigger LANGUAGE plpgsql AS '
            BEGIN
                INSERT INTO portal_pagechange
                SELECT pg_current_xact_id_if_assigned() WHERE pg_current_xact_id_if_assigned() IS NOT NULL
                ON CONFLICT DO NOTHING;
                RETURN NULL;
            END'
            """,
            "DROP FUNCTION portal_mark_page_change() CASCADE",
        ),
    ]
