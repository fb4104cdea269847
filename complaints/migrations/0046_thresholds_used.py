"""An assessment keeps the names of the thresholds that it was worked out by, for whoever asks what uses a rule. Each of those on record is
written once."""

from collections import defaultdict

from django.db import migrations, models

CHUNK = 1000


def tell_thresholds(apps, schema_editor):
    """The rules of an answer are its thresholds and then the windows, whose names begin with the Ombudsman's."""
    rows, last = apps.get_model("complaints", "Assessment").objects, 0
    while found := list(rows.filter(pk__gt=last).order_by("pk").values_list("pk", "answer")[:CHUNK]):
        alike = defaultdict(list)
        for number, answer in found:
            names = {rule["name"] for rule in answer.get("rules", ()) if not rule["name"].startswith("Ombudsman, ")}
            alike["|".join(sorted(names))].append(number)
        for thresholds, numbers in alike.items():
            rows.filter(pk__in=numbers).update(thresholds=thresholds)
        last = found[-1][0]


class Migration(migrations.Migration):

    dependencies = [
        ('complaints', '0045_alerts_by_kind'),
    ]

    operations = [
        migrations.AddField(
            model_name='assessment',
            name='thresholds',
            field=models.CharField(blank=True, db_default='', default='', max_length=500),
        ),
        migrations.RunPython(tell_thresholds, migrations.RunPython.noop),
        migrations.AddIndex(
            model_name='assessment',
            index=models.Index(fields=['superseded_by', 'thresholds', 'id'], name='assessment_thresholds'),
        ),
    ]
