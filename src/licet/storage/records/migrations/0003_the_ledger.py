from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("records", "0002_stored_parties")]

    operations = [
        # What it held can be read off the journal; the ledger adopts what happened before it and claims nothing of it.
        migrations.DeleteModel(name="MilestoneRecord"),
        migrations.CreateModel(
            name="LedgerEntryRecord",
            fields=[
                ("index", models.BigIntegerField(primary_key=True, serialize=False)),
                ("kind", models.CharField(max_length=10)),
                ("position", models.BigIntegerField(null=True)),
                ("stream", models.CharField(max_length=200)),
                ("case_seq", models.IntegerField()),
                ("truths", models.IntegerField()),
                ("entry", models.BinaryField()),
                ("fields_root", models.BinaryField()),
                ("data", models.BinaryField()),
                ("public_index", models.BigIntegerField(null=True)),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("public_index",), name="records_one_entry_a_place")],
                "indexes": [
                    models.Index(fields=["stream", "index"], name="records_entry_stream"),
                    models.Index(fields=["position"], name="records_entry_position"),
                    models.Index(fields=["kind", "index"], name="records_entry_kind"),
                ],
            },
        ),
        migrations.CreateModel(
            name="LedgerTileRecord",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("level", models.SmallIntegerField()),
                ("number", models.BigIntegerField()),
                ("data", models.BinaryField()),
            ],
            options={"constraints": [models.UniqueConstraint(fields=("level", "number"), name="records_tile_once")]},
        ),
        migrations.CreateModel(
            name="LedgerCheckpointRecord",
            fields=[
                ("size", models.BigIntegerField(primary_key=True, serialize=False)),
                ("made_at", models.CharField(max_length=27)),
                ("note", models.BinaryField()),
            ],
        ),
    ]
