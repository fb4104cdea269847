"""Why a record can't be erased or destroyed now: sentences, each naming the record and what has to happen first. Reads only."""

from collections.abc import Iterable, Set
from typing import Any, NamedTuple

from django.db.models import Q

from complaints.case import stages
from complaints.case.models import Complaint, SupplyReport
from complaints.case.reading import hidden
from complaints.jobs.models import Job
from complaints.jobs.services import ENDED
from complaints.letters.models import Letter
from complaints.money.models import Payment
from complaints.privacy.models import Hold
from complaints.privacy.scope import Scope

CODES = ("open", "held", "money", "letters", "work")
Shut = Set[str]
OPEN_MONEY = ("proposed", "approved", "held")


class Obstacle(NamedTuple):
    """`code` (one of CODES) as a batch keeps it, `text` for people."""

    code: str
    text: str


def obstacles(scope: Scope, person: Any = None) -> list[Obstacle]:
    """All of them, in the order of the records; [] where nothing stands in the way. To a person a complaint that they may not see is not named."""
    shut = set() if person is None else set(hidden(person).filter(pk__in=scope.complaints).values_list("reference", flat=True))
    if person is not None:
        linked = SupplyReport.objects.filter(pk__in=scope.reports).values("complaint")
        shut |= set(hidden(person).filter(pk__in=linked).values_list("reference", flat=True))
    return [*_complaints(scope, shut), *_reports(scope, shut), *_money(scope), *_letters(scope, shut), *_work(scope)]


def _named(complaint: Complaint, shut: Shut) -> str:
    return "A restricted complaint" if complaint.reference in shut else complaint.reference


def _complaints(scope: Scope, shut: Shut) -> Iterable[Obstacle]:
    for complaint in Complaint.objects.filter(pk__in=scope.complaints).exclude(stage__in=stages.ENDED).order_by("pk"):
        yield Obstacle("open", f"{_named(complaint, shut)} is open: its record is needed until the complaint has ended.")
    for hold in Hold.objects.filter(complaint__in=scope.complaints, lifted_at=None).select_related("complaint").order_by("complaint"):
        yield Obstacle("held", f"{_named(hold.complaint, shut)} is on hold. A compliance officer has to lift the hold first.")


def _reports(scope: Scope, shut: Shut) -> Iterable[Obstacle]:
    linked = SupplyReport.objects.filter(pk__in=scope.reports).exclude(complaint=None).exclude(complaint__stage__in=stages.ENDED)
    for report in linked.select_related("complaint").order_by("pk"):
        yield Obstacle("open", f"{report.reference} became {_inside(report.complaint, shut)}, which is open.")


def _inside(complaint: Complaint, shut: Shut) -> str:
    """The same within a sentence."""
    return "a restricted complaint" if complaint.reference in shut else complaint.reference


def _money(scope: Scope) -> Iterable[Obstacle]:
    for payment in Payment.objects.filter(pk__in=scope.payments, state__in=OPEN_MONEY).order_by("pk"):
        yield Obstacle("money", f"Payment {payment.pk} is {payment.state}: it has to be paid or refused first.")


def _letters(scope: Scope, shut: Shut) -> Iterable[Obstacle]:
    on_their_way = Letter.objects.filter(Q(state="uncertain") | Q(sending_since__isnull=False), complaint__in=scope.complaints)
    for letter in on_their_way.exclude(state="superseded").select_related("complaint").order_by("pk"):
        yield Obstacle("letters", f"A letter of {_inside(letter.complaint, shut)} is on its way. What became of it has to be settled first.")


def _work(scope: Scope) -> Iterable[Obstacle]:
    """An import that runs may be about to bring the person back."""
    for job in Job.objects.filter(kind__in=("import", "incident")).exclude(state__in=ENDED).order_by("pk"):
        yield Obstacle("work", f"Job {job.pk} reads a file of customers. Wait until it has ended.")
