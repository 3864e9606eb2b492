"""How the search index lies on disk, and the one way to read it."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("portal", "0001_initial")]

    operations = [
        # Texts and vectors lie apart from the rows: a word that half of the records have then costs the reading of
        # narrow rows only (13 MB instead of 87 MB at 112 000 entries).
        migrations.RunSQL(
            "ALTER TABLE portal_searchentry SET (toast_tuple_target = 128);"
            "ALTER TABLE portal_searchentry ALTER COLUMN vector SET STORAGE EXTERNAL;",
            "ALTER TABLE portal_searchentry RESET (toast_tuple_target);"
            "ALTER TABLE portal_searchentry ALTER COLUMN vector SET STORAGE EXTENDED;",
        ),
        # For each kind of record the entries that answer, the newest first. The planner does not know that reading a
        # vector is dear, and would read them all for a common word; here the index answers, always.
        migrations.RunSQL(
            """
            CREATE FUNCTION portal_search_newest(question tsquery)
            RETURNS TABLE (record_type_id integer, ids bigint[], record_ids bigint[])
            LANGUAGE sql STABLE
            SET enable_seqscan = off SET enable_indexscan = off SET enable_indexonlyscan = off SET work_mem = '64MB'
            AS '
                SELECT record_type_id, array_agg(id ORDER BY id DESC), array_agg(record_id ORDER BY id DESC)
                FROM portal_searchentry
                WHERE vector @@ question
                GROUP BY record_type_id
            '
            """,
            "DROP FUNCTION portal_search_newest(tsquery)",
        ),
    ]
