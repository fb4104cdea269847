"""What a compliance officer looks at, each a query with the words beside its number. Reads only; a row here is a line of `/compliance/`.

*Another thing to look at*: a `Looked` in `EVERY`, its query, and either the page that lists it or its lines in `pages.lists`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery

from complaints.audit.models import AuditCheck
from complaints.case.late_entries import MOST_WORKING_DAYS
from complaints.case.models import Complaint
from complaints.case.reading import hidden
from complaints.case.stages import OPEN
from complaints.clocks.models import Deadline
from complaints.compliance import missed
from complaints.compliance.models import Breach
from complaints.compliance.visits import Since
from complaints.jobs.models import Job
from complaints.letters.models import Letter
from complaints.money.models import Payment
from complaints.record.models import Event, Outbox
from complaints.reports.days import DaysBetween, london_day
from complaints.reports.periods import Period
from complaints.reports.working_ages import after_working_days, by_calendar
from complaints.rules.models import HolidayChange, OwnRow, StandardRow
from complaints.rules.services import clock_rules
from workdays import london

# Happened so long before the last visit, it was entered late whatever the calendar.
LONG_BEFORE = timedelta(days=31)
AHEAD_WORKING_DAYS = 10


@dataclass(frozen=True, slots=True)
class Look:
    """Whose eyes, on which day, since when, and how far ahead (the last of the next ten working days)."""

    person: Any
    today: date
    now: datetime
    since: Since
    ahead_to: date


@dataclass(frozen=True, slots=True)
class Looked:
    """`rows` are read from an index each; what they hold together is the number. `href` "" : listed at `/compliance/list/NAME/`."""

    name: str
    title: str
    text: str
    rows: Callable[[Look], list[QuerySet]]
    href: str = ""
    must_be_none: bool = False

    @property
    def address(self) -> str:
        return self.href or f"/compliance/list/{self.name}/"


def _seen(rows: QuerySet, look: Look, column: str = "complaint") -> QuerySet:
    """Without what hangs on a complaint that this person may not see."""
    return rows.exclude(**{f"{column}__in": hidden(look.person)})


def new_breaches(look: Look) -> missed.Wanted:
    """Missed since the last visit, or on a clock that was written since."""
    return missed.Wanted(new_from=london.day_of(look.since.at), new_after=look.since.deadline_mark)


def _coming(look: Look) -> list[QuerySet]:
    rows = Deadline.objects.filter(missed.RUNNING, kind__in=missed.KINDS, complaint__isnull=False)
    return [_seen(rows.filter(due_on__gte=look.today, due_on__lte=look.ahead_to), look)]


def most_urgent(look: Look) -> Deadline | None:
    """Of the duties that run, the one whose day is or was first."""
    rows = Deadline.objects.filter(missed.RUNNING, kind__in=missed.KINDS, complaint__isnull=False)
    return _seen(rows, look).select_related("complaint").order_by("due_on", "pk").first()


def _without_clock(look: Look) -> list[QuerySet]:
    """`next_due_on` narrows by its index; whether a clock is open is told by the clocks themselves."""
    runs = Deadline.objects.filter(complaint=OuterRef("pk"), met_at=None, cancelled_at=None)
    return [_seen(Complaint.objects.filter(~Exists(runs), stage__in=OPEN, next_due_on=None), look, "pk")]


def unverified_rules() -> list[tuple[str, str]]:
    """(book, name) of the rows of the clocks whose wording was not seen in its source."""
    return sorted({(rule.book, rule.name) for rule in clock_rules().rows if not rule.verified})


def _unverified(look: Look) -> list[QuerySet]:
    found, which = unverified_rules(), Q(pk=None)
    for book, name in found:
        which |= Q(rulebook=book, rule_name=name)
    rows = Deadline.objects.filter(which, missed.RUNNING, rule_name__in={name for _, name in found}, complaint__isnull=False)
    return [_seen(rows, look)]


def _requests(look: Look) -> list[QuerySet]:
    return [Deadline.objects.filter(complaint=None, met_at=None, cancelled_at=None)]


def _imports(look: Look) -> list[QuerySet]:
    return [Job.objects.filter(kind="import", failed__gt=0, created_at__gt=look.since.at)]


def _back_dated(look: Look) -> list[QuerySet]:
    rows = Event.objects.filter(pk__gt=look.since.event_mark, by__isnull=False, complaint__isnull=False, complaint__imported=False)
    begun = Period(london.day_of(look.since.at) - LONG_BEFORE, max(look.today, london.day_of(look.since.at)))
    rows = rows.exclude(kind__startswith="deadline.").filter(recorded_at__gt=F("at")).annotate(
        happened_on=london_day("at"), days=DaysBetween(london_day("recorded_at"), london_day("at")),
    ).annotate(soon=by_calendar(after_working_days(MOST_WORKING_DAYS + 1), begun, day="happened_on", nation="complaint__nation"))
    return [_seen(rows.filter(Q(happened_on__lt=begun.first) | Q(days__gte=F("soon"))), look)]


def _waiting(look: Look) -> list[QuerySet]:
    return [OwnRow.objects.filter(approved_at=None, refused_at=None)]


def _waiting_law(look: Look) -> list[QuerySet]:
    return [StandardRow.objects.filter(approved_at=None, refused_at=None)]


def _payments(look: Look, **which: Any) -> list[QuerySet]:
    return [_seen(Payment.objects.filter(**which), look)]


SINCE = (
    Looked("breaches", "New breaches", "Duties missed since then, and those of entries that were made since.",
           lambda look: missed.arms(new_breaches(look), look.person, look.today), href="/compliance/breaches/?new=yes&show=all"),
    Looked("holidays", "Changes of bank holidays", "Open deadlines are counted anew with each.",
           lambda look: [HolidayChange.objects.filter(at__gt=look.since.at)]),
    Looked("imports", "Imports with rejected rows", "Rows that were not taken in; whoever imported them has the list.", _imports),
    Looked("back-dated", "Back-dated entries", "Recorded more than one working day after what they tell of.", _back_dated),
)
NOW = (
    Looked("unsigned", "Breaches not signed off", "Missed duties whose cause nobody has written, or no second person has signed.",
           lambda look: missed.arms(missed.Wanted(show="unsigned"), look.person, look.today), href="/compliance/breaches/"),
    Looked("actions", "Actions past their day", "What was to be done about a missed duty by a day that is over, and is not recorded as done.",
           lambda look: [_seen(Breach.objects.filter(done_at=None, action_due_on__lt=look.today), look)], must_be_none=True),
    Looked("record", "Faults in the record", "The last check of the whole record found that it does not hold.",
           lambda look: [AuditCheck.objects.filter(pk=Subquery(AuditCheck.objects.order_by("-pk").values("pk")[:1])).exclude(broken_why="")],
           href="/audit/", must_be_none=True),
    Looked("coming", "Due in the next 10 working days", "Duties of the law, the scheme and the procedure that still run.", _coming),
    Looked("without-clock", "Open complaints without a clock", "Every open complaint has a day by which something is due, or there is a fault.",
           _without_clock, must_be_none=True),
    Looked("letters", "Uncertain letters", "Nobody knows whether they went. Somebody finds out and says so.",
           lambda look: [_seen(Letter.objects.filter(state="uncertain"), look)], href="/letters/", must_be_none=True),
    Looked("mails", "Uncertain mails", "Mails of the desk of which the mail server did not say whether it took them.",
           lambda look: [Outbox.objects.filter(state="uncertain")], must_be_none=True),
    Looked("held", "Payments in dispute", "Their clock stands still until the dispute is over.", lambda look: _payments(look, state="held"),
           href="/payments/?state=held"),
    Looked("unpaid", "Payments past their day", "Approved, and not paid by the day to pay by.",
           lambda look: _payments(look, state="approved", due_on__lt=look.today), href="/payments/?state=approved", must_be_none=True),
    Looked("requests", "Data requests to answer", "People who asked for their own data, one month each.", _requests),
    Looked("settings", "Settings waiting for a second person", "Proposed by an administrator, approved by somebody else.", _waiting,
           href="/settings/waiting/"),
    Looked("law", "Rows of the law waiting for a second person", "Proposed for a guaranteed standard.", _waiting_law),
    Looked("unverified", "Deadlines by a rule that is not verified", "Our reading of a rule whose wording was not seen.", _unverified),
)
EVERY = {looked.name: looked for looked in (*SINCE, *NOW)}
assert len(EVERY) == len(SINCE) + len(NOW)
