"""What was recorded of payments since a past moment has an index, so that a report as of then need not read the whole record. Locks the
record against writing while it is laid: the time of one reading of it, some seconds for a million complaints."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('complaints', '0049_letter_signer'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddIndex(
            model_name='event',
            index=models.Index(condition=models.Q(('kind__in', ('payment.proposed', 'payment.approved', 'payment.held', 'payment.released', 'payment.paid', 'payment.refused', 'payment.late_extra', 'payment.late_extra_fell', 'incident.paid'))), fields=['recorded_at'], include=('complaint',), name='event_of_ledger'),
        ),
    ]
