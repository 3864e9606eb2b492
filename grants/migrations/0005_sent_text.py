"""What the last sending of an application says gets a column of its own, with an index for parts of words."""

import django.contrib.postgres.indexes
import django.db.models.functions.text
from django.db import migrations, models

from portal.migrating import Together

# Of each application its last sending, and of that the answers in words.
FILL = """
    UPDATE grants_application SET sent_text = said.words FROM (
        SELECT DISTINCT ON (application_id) application_id, (
            SELECT string_agg(answer #>> '{words}', E'\\n')
            FROM jsonb_path_query(content, '$.sections[*].answers[*] ? (@.value != null && @.value != "")') answer
        ) AS words
        FROM grants_submission ORDER BY application_id, number DESC
    ) said WHERE said.application_id = grants_application.id AND said.words IS NOT NULL
"""


class Migration(migrations.Migration):
    dependencies = [("grants", "0004_archive")]

    operations = [
        Together(
            [
                migrations.AddField(
                    model_name="application",
                    name="sent_text",
                    field=models.TextField(blank=True, editable=False, default=""),
                    preserve_default=False,
                ),
                migrations.RunSQL(FILL, migrations.RunSQL.noop),
                migrations.AddIndex(
                    model_name="application",
                    index=django.contrib.postgres.indexes.GinIndex(
                        django.contrib.postgres.indexes.OpClass(
                            django.db.models.functions.text.Upper("sent_text"), name="gin_trgm_ops"
                        ),
                        name="grants_application_sent_text",
                    ),
                ),
            ]
        )
    ]
