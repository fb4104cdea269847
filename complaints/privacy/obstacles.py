"""Why a record can't be erased or destroyed now: sentences, each naming the record and what has to happen first. Reads only."""

from collections.abc import Iterable
from typing import NamedTuple

from django.db.models import Q

from complaints.case import stages
from complaints.case.models import Complaint, SupplyReport
from complaints.jobs.models import Job
from complaints.jobs.services import ENDED
from complaints.letters.models import Letter
from complaints.money.models import Payment
from complaints.privacy.models import Hold
from complaints.privacy.scope import Scope

CODES = ("open", "held", "money", "letters", "work")
OPEN_MONEY = ("proposed", "approved", "held")


class Obstacle(NamedTuple):
    """`code` (one of CODES) as a batch keeps it, `text` for people."""

    code: str
    text: str


def obstacles(scope: Scope) -> list[Obstacle]:
    """All of them, in the order of the records; [] where nothing stands in the way."""
    return [*_complaints(scope), *_reports(scope), *_money(scope), *_letters(scope), *_work(scope)]


def _complaints(scope: Scope) -> Iterable[Obstacle]:
    for complaint in Complaint.objects.filter(pk__in=scope.complaints).exclude(stage__in=stages.ENDED).order_by("pk"):
        yield Obstacle("open", f"{complaint.reference} is open: its record is needed until the complaint has ended.")
    for hold in Hold.objects.filter(complaint__in=scope.complaints, lifted_at=None).select_related("complaint").order_by("complaint"):
        yield Obstacle("held", f"{hold.complaint.reference} is on hold. A compliance officer has to lift the hold first.")


def _reports(scope: Scope) -> Iterable[Obstacle]:
    linked = SupplyReport.objects.filter(pk__in=scope.reports).exclude(complaint=None).exclude(complaint__stage__in=stages.ENDED)
    for report in linked.select_related("complaint").order_by("pk"):
        yield Obstacle("open", f"{report.reference} became {report.complaint.reference}, which is open.")


def _money(scope: Scope) -> Iterable[Obstacle]:
    for payment in Payment.objects.filter(pk__in=scope.payments, state__in=OPEN_MONEY).order_by("pk"):
        yield Obstacle("money", f"Payment {payment.pk} is {payment.state}: it has to be paid or refused first.")


def _letters(scope: Scope) -> Iterable[Obstacle]:
    on_their_way = Letter.objects.filter(Q(state="uncertain") | Q(sending_since__isnull=False), complaint__in=scope.complaints)
    for letter in on_their_way.exclude(state="superseded").select_related("complaint").order_by("pk"):
        yield Obstacle("letters", f"A letter of {letter.complaint.reference} is on its way. What became of it has to be settled first.")


def _work(scope: Scope) -> Iterable[Obstacle]:
    """An import that runs may be about to bring the person back."""
    for job in Job.objects.filter(kind__in=("import", "incident")).exclude(state__in=ENDED).order_by("pk"):
        yield Obstacle("work", f"Job {job.pk} reads a file of customers. Wait until it has ended.")
