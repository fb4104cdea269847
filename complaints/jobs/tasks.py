"""The jobs' worker as the queue calls it. A message is a hint: what waits is found in the database. Each kind is named here once."""

from celery import shared_task
from django.utils import timezone

from complaints.audit import checking
from complaints.bulk import job as bulk
from complaints.evidence.casefile import job as case_file
from complaints.intake import job as importing
from complaints.jobs import services
from complaints.money.incidents import again, approving, booking, exporting, letters, paying, reading
from complaints.privacy import copying, disposal, erasure_job
from complaints.reports import filed, pack, worked_out
from complaints.rules import holiday_job

KINDS = {"import": importing.carry, "incident": reading.carry, "incident_again": again.carry, "incident_book": booking.carry,
         "incident_approve": approving.carry, "incident_pay": paying.carry, "incident_letters": letters.carry,
         "incident_export": exporting.carry, "case_file": case_file.carry, "report_pack": pack.carry, filed.KIND: filed.carry,
         worked_out.KIND: worked_out.carry, **bulk.CARRIES, "erasure": erasure_job.carry, "access_copy": copying.carry, "disposal": disposal.carry,
         "holidays": holiday_job.carry, checking.KIND: checking.carry}


@shared_task(name="complaints.jobs.tasks.run")
def run() -> None:
    """Carry out every job that waits, and those whose worker is gone."""
    services.run_waiting(KINDS, clock=timezone.now)
    services.clear_files(now=timezone.now())
    services.forget_troubles(now=timezone.now())
