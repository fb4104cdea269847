"""The tail of a list, on which nothing is due, is found by owner, team or stage, however many complaints have ended."""

from django.db import migrations, models

REST = models.Q(next_due_on=None)


class Migration(migrations.Migration):
    dependencies = [("complaints", "0008_reviews_to_appoint")]
    operations = [
        migrations.AddIndex("complaint", models.Index(fields=[column, "id"], condition=REST, name=name))
        for column, name in (("owner", "complaint_own_rest"), ("team", "complaint_team_rest"), ("stage", "complaint_stage_rest"))
    ]
