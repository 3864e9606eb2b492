"""The officers' list is read from an index that holds all it asks for, and its words are found at once."""

import django.contrib.postgres.indexes
from django.db import migrations, models

from portal.migrating import Together


class Migration(migrations.Migration):
    dependencies = [("grants", "0006_bulk_message")]

    operations = [
        Together(
            [
                migrations.RemoveIndex(model_name="application", name="grants_application_sent"),
                migrations.AddIndex(
                    model_name="application",
                    index=models.Index(
                        condition=models.Q(("reference", ""), _negated=True),
                        fields=["region", "-submitted_at", "-id"],
                        include=[
                            "call",
                            "call_kind",
                            "organisation",
                            "handler",
                            "group_name",
                            "title",
                            "case_number",
                            "state",
                            "reference",
                            "requested_sum",
                            "is_paper",
                            "iban",
                        ],
                        name="grants_application_listed",
                    ),
                ),
                migrations.RemoveIndex(model_name="application", name="grants_application_words"),
                migrations.AddIndex(
                    model_name="application",
                    index=django.contrib.postgres.indexes.GinIndex(
                        fastupdate=False,
                        fields=["sent_words"],
                        name="grants_application_words",
                        opclasses=["gin_trgm_ops"],
                    ),
                ),
            ]
        )
    ]
