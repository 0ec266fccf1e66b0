import datetime as dt

from django.db import migrations, models

WAY = ("state", "release_level")
BY_CHANGE = ("updated_at", "reference")

FILLED = """
UPDATE records_casewordrecord SET
    state = (SELECT c.state FROM records_caserecord c WHERE c.reference = records_casewordrecord.case_id),
    release_level = (SELECT c.release_level FROM records_caserecord c WHERE c.reference = records_casewordrecord.case_id),
    updated_at = (SELECT c.updated_at FROM records_caserecord c WHERE c.reference = records_casewordrecord.case_id)
"""


class Migration(migrations.Migration):
    dependencies = [("records", "0003_the_ledger")]

    operations = [
        migrations.RemoveIndex(model_name="caserecord", name="records_case_access"),
        migrations.RemoveIndex(model_name="casewordrecord", name="records_case_word"),
        migrations.AddField("casewordrecord", "state", models.CharField(max_length=2, default=""), preserve_default=False),
        migrations.AddField("casewordrecord", "release_level", models.SmallIntegerField(default=0), preserve_default=False),
        migrations.AddField(
            "casewordrecord",
            "updated_at",
            models.DateTimeField(default=dt.datetime(1970, 1, 1, tzinfo=dt.UTC)),
            preserve_default=False,
        ),
        migrations.RunSQL(FILLED, migrations.RunSQL.noop),
        migrations.AddIndex("caserecord", models.Index(fields=["number", "reference"], name="records_case_number")),
        migrations.AddIndex("caserecord", models.Index(fields=[*WAY, *BY_CHANGE], name="records_case_way")),
        migrations.AddIndex(
            "caserecord", models.Index(fields=[*WAY, "organisation", *BY_CHANGE], name="records_case_way_organisation")
        ),
        migrations.AddIndex(
            "caserecord", models.Index(fields=[*WAY, "deciding_agency", *BY_CHANGE], name="records_case_way_agency")
        ),
        migrations.AddIndex("caserecord", models.Index(fields=[*WAY, "releasable", *BY_CHANGE], name="records_case_way_release")),
        migrations.AddIndex(
            "casewordrecord",
            models.Index(fields=["column", "value", *WAY, "updated_at", "case"], name="records_case_word_way"),
        ),
    ]
