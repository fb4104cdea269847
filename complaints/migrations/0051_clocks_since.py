"""What was recorded of clocks since a past moment has an index, so that deadlines as of then need not read the whole record. Locks the record
against writing while it is laid: about half a minute for a million complaints."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('complaints', '0050_ledger_since'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddIndex(
            model_name='event',
            index=models.Index(condition=models.Q(('kind__in', ('deadline.started', 'deadline.moved', 'deadline.met', 'deadline.cancelled', 'payment.held', 'payment.released'))), fields=['recorded_at'], include=('complaint',), name='event_of_clocks'),
        ),
    ]
