"""The day on which a saved view went by mail is named as other days are."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("complaints", "0026_lists")]
    operations = [
        migrations.RemoveConstraint("viewdigest", "view_digest_once_a_day"),
        migrations.RenameField("viewdigest", "on", "sent_on"),
        migrations.AddConstraint("viewdigest", models.UniqueConstraint(fields=("saved", "sent_on"), name="view_digest_once_a_day")),
    ]
