"""The words of the last sending of an application get a column of their own, with an index for parts of words."""

import django.contrib.postgres.indexes
from django.db import migrations, models

from portal.migrating import Together

# Of each application its last sending, and of that the answers in words.
FILL = """
    UPDATE grants_application SET sent_words = said.words FROM (
        SELECT DISTINCT ON (application_id) application_id, (
            SELECT lower(string_agg(answer #>> '{words}', ' '))
            FROM jsonb_path_query(content, '$.sections[*].answers[*] ? (@.value != null && @.value != "")') answer
        ) AS words
        FROM grants_submission ORDER BY application_id, number DESC
    ) said WHERE said.application_id = grants_application.id AND said.words IS NOT NULL
"""

# A search for a common word reads the words of every application: in the row and as they are, not packed and elsewhere.
NEAR = """
    ALTER TABLE grants_application ALTER COLUMN sent_words SET STORAGE EXTERNAL;
    ALTER TABLE grants_application SET (toast_tuple_target = 8160)
"""
FAR = """
    ALTER TABLE grants_application ALTER COLUMN sent_words SET STORAGE EXTENDED;
    ALTER TABLE grants_application RESET (toast_tuple_target)
"""


class Migration(migrations.Migration):
    dependencies = [("grants", "0004_archive")]

    operations = [
        Together(
            [
                migrations.AddField(
                    model_name="application",
                    name="sent_words",
                    field=models.TextField(blank=True, editable=False, default=""),
                    preserve_default=False,
                ),
                migrations.RunSQL(NEAR, FAR),
                migrations.RunSQL(FILL, migrations.RunSQL.noop),
                migrations.AddIndex(
                    model_name="application",
                    index=django.contrib.postgres.indexes.GinIndex(
                        fields=["sent_words"], name="grants_application_words", opclasses=["gin_trgm_ops"]
                    ),
                ),
            ]
        )
    ]
