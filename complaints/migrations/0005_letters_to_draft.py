"""Whether the letter that a clock asks for was drafted, and the two indexes by which a sweep finds those that wait for one."""

from django.db import migrations, models
from django.db.models import Q


def waiting(kind: str) -> Q:
    return Q(kind=kind, drafted=False, met_at=None, cancelled_at=None)


class Migration(migrations.Migration):
    dependencies = [("complaints", "0004_outbox_gather")]
    operations = [
        migrations.AddField("deadline", "drafted", models.BooleanField(default=False, db_default=False)),
        migrations.AddIndex(
            "deadline", models.Index(fields=["id"], condition=waiting("deadlock_letter"), name="deadline_deadlock_to_draft")),
        migrations.AddIndex(
            "deadline", models.Index(fields=["ahead_on"], condition=waiting("eight_week_letter"), name="deadline_8_week_to_draft")),
    ]
