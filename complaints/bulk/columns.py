"""The columns of an export: what each holds, and whether that is personal data of a customer."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from complaints.case.channels import NAMES
from complaints.case.models import Complaint
from complaints.case.stages import STAGE_WORDS, Stage
from complaints.clocks import shown
from complaints.clocks.models import Deadline
from complaints.rules.services import all_calendars
from workdays import Calendar, calendar_for


@dataclass(frozen=True)
class Line:
    """A complaint with its next deadline, if one runs, and the day and the calendar by which it is told."""

    complaint: Complaint
    row: Deadline | None
    today: date
    calendar: Calendar


@dataclass(frozen=True)
class Column:
    name: str
    personal: bool
    cell: Callable[[Line], Any]


def _words(code: str) -> str:
    return code.replace("_", " ").capitalize()


COLUMNS: Sequence[Column] = (
    Column("Reference", False, lambda line: line.complaint.reference),
    Column("Customer", True, lambda line: line.complaint.customer.name),
    Column("Account", True, lambda line: line.complaint.customer.account_number),
    Column("Postcode", True, lambda line: line.complaint.customer.postcode),
    Column("Needs", True, lambda line: ", ".join(map(_words, line.complaint.customer.needs))),
    Column("Customer class", False, lambda line: _words(line.complaint.customer.customer_type)),
    Column("Nation", False, lambda line: _words(line.complaint.nation)),
    Column("Received", False, lambda line: line.complaint.received_at),
    Column("How", False, lambda line: NAMES[line.complaint.channel]),
    Column("Category", False, lambda line: line.complaint.category.name if line.complaint.category else None),
    Column("Stage", False, lambda line: STAGE_WORDS[Stage(line.complaint.stage)]),
    Column("Stage since", False, lambda line: line.complaint.stage_since),
    Column("Next due", False, lambda line: line.row.due_on if line.row else None),
    Column("How long", False, lambda line: shown.status(line.row, line.today, line.calendar).words if line.row else None),
    Column("Rule", False, lambda line: shown.rule(line.row) if line.row else None),
    Column("Owner", False, lambda line: line.complaint.owner.full_name if line.complaint.owner else None),
    Column("Team", False, lambda line: line.complaint.team.name if line.complaint.team else None),
    Column("Last contact", False, lambda line: line.complaint.last_contact_at),
)
CHOICES: Mapping[str, Sequence[Column]] = {"all": COLUMNS, "plain": [column for column in COLUMNS if not column.personal]}


def lines_of(complaints: Sequence[Complaint], today: date) -> Iterable[Line]:
    """Two statements, whatever their number."""
    due, calendars = _next_rows(complaints), all_calendars()
    for complaint in complaints:
        yield Line(complaint, due.get(complaint.pk), today, calendars[calendar_for(complaint.nation)])


def _next_rows(complaints: Sequence[Complaint]) -> dict[int, Deadline]:
    wanted = {complaint.pk: (complaint.next_kind, complaint.next_due_on) for complaint in complaints if complaint.next_due_on}
    rows = Deadline.objects.filter(complaint__in=list(wanted), met_at=None, cancelled_at=None).order_by("-started_at", "-pk")
    return {row.complaint_id: row for row in rows if (row.kind, row.due_on) == wanted[row.complaint_id]}
