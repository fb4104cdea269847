"""Which duties were missed: deadlines met late or late now, and failures under the guaranteed standards. Reads only.

Told by the deadlines and findings themselves, each once, whatever was written about it since. Of an incident all customers whom a standard
failed stand here as one: they were failed by one cause. Of the clocks those stand here that law, the scheme or the procedure asks for; what we
promised or asked by ourselves is in the report of deadlines alone.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from complaints.calendar.due import DUTIES
from complaints.case.reading import hidden
from complaints.clocks.kinds import Kind
from complaints.clocks.models import Deadline
from complaints.compliance.models import Breach
from complaints.money.models import Finding, Incident
from workdays import london

OUR_OWN = frozenset({Kind.PROMISE, Kind.INFORMATION_REQUEST, Kind.OFFER_EXPIRES})
KINDS = [kind for kind in DUTIES if kind not in OUR_OWN]
STANDARD = "standard"
SHOWS = ("unsigned", "unwritten", "signed", "all")
MOST_LATE_ENTRIES = 1001
RUNNING = Q(met_at=None, cancelled_at=None, held_on=None)
# What tells a missed duty, its mark in addresses, the day on which it was missed, and the column of what was written about it.
MARKS = {Deadline: "d", Incident: "i", Finding: "s"}
COLUMNS = {Deadline: "due_on", Incident: "failed_on", Finding: "counted_on"}
OF = {Deadline: "deadline", Incident: "incident", Finding: "finding"}
RELATED = {Incident: (), Deadline: ("complaint__team",), Finding: ("complaint__team",)}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked of the register. `kind` may be `standard`; `first` and `last` bound the missed day; `new_from` and `new_after` say since
    when it is new: missed on that day or later, or on a row written after that one."""

    show: str = "all"
    kind: str = ""
    team: int | None = None
    cause: str = ""
    first: date | None = None
    last: date | None = None
    new_from: date | None = None
    new_after: int = 0


def arms(wanted: Wanted, person: Any, today: date) -> list[QuerySet]:
    """The same rows in a few queries, none of them in two, each read from the end of an index by its day: late now, met late, failed
    standards; of what is new those that were missed before and written since by themselves."""
    found: list[QuerySet] = []
    if wanted.kind != STANDARD:
        kinds = [wanted.kind] if wanted.kind else KINDS
        rows = Deadline.objects.filter(kind__in=kinds, complaint__isnull=False).annotate(missed_on=F("due_on"))
        found += [part for which in (rows.filter(RUNNING, due_on__lt=today), rows.filter(met_late=True)) for part in _new(which, wanted)]
    if wanted.kind in ("", STANDARD):
        # A payment made late is told by its clock; the finding of what that costs once more is the same failure.
        rows = Finding.objects.filter(breached=True, applies=True, exempt="", replaced_by=None, fell_at=None, late_payment=None)
        rows = _within(rows.filter(counted_on__isnull=False).annotate(missed_on=F("counted_on")), wanted, "counted_on")
        made = Q(counted_on__gte=wanted.new_from) | Q(made_at__gte=london.start_of_day(wanted.new_from)) if wanted.new_from else Q()
        found.append(rows.filter(made).order_by("-counted_on", "-pk"))
        found.append(_incidents(wanted))
    return [_narrowed(rows, wanted, person) for rows in found]


def _incidents(wanted: Wanted) -> QuerySet[Incident]:
    rows = _within(Incident.objects.filter(failed_on__isnull=False).annotate(missed_on=F("failed_on")), wanted, "failed_on")
    if wanted.new_from:
        rows = rows.filter(Q(failed_on__gte=wanted.new_from) | Q(worked_out_at__gte=london.start_of_day(wanted.new_from)))
    return rows.order_by("-failed_on", "-pk")


def _within(rows: QuerySet, wanted: Wanted, column: str) -> QuerySet:
    days = {f"{column}__gte": wanted.first, f"{column}__lte": wanted.last}
    return rows.filter(**{name: day for name, day in days.items() if day})


def _new(rows: QuerySet, wanted: Wanted) -> list[QuerySet]:
    """All of them; or those of the new days, and the few of earlier days whose rows are new, which are found by their numbers alone."""
    rows = _within(rows, wanted, "due_on").order_by("-due_on", "-pk")
    if wanted.new_from is None:
        return [rows]
    late_entries = rows.filter(due_on__lt=wanted.new_from, pk__gt=wanted.new_after).order_by("pk").values("pk")[:MOST_LATE_ENTRIES]
    return [rows.filter(due_on__gte=wanted.new_from), rows.filter(pk__in=late_entries)]


def _narrowed(rows: QuerySet, wanted: Wanted, person: Any) -> QuerySet:
    if wanted.show == "signed":
        rows = rows.filter(breach__signed_at__isnull=False)
    elif wanted.show in ("unsigned", "unwritten"):
        rows = rows.filter(~Exists(_written(rows, signed=wanted.show == "unsigned")))
    if wanted.team is not None:
        own = Q(pk=None) if rows.model is Incident else Q(breach=None, complaint__team=wanted.team)
        rows = rows.filter(Q(breach__team=wanted.team) | own)
    if wanted.cause:
        rows = rows.filter(breach__cause=wanted.cause)
    return rows if rows.model is Incident else rows.exclude(complaint__in=hidden(person))


def _written(rows: QuerySet, *, signed: bool) -> QuerySet[Breach]:
    """What was written (and signed) about a row; few against all that was missed, so that the database asks for them one by one."""
    own = Breach.objects.filter(**{OF[rows.model]: OuterRef("pk")})
    return own.filter(signed_at__isnull=False) if signed else own


Place = tuple[date, str, int]


def place_of(row: Any) -> Place:
    """Where a row stands in the register: by day, then by its mark and number."""
    return row.missed_on, MARKS[type(row)], row.pk


def page(wanted: Wanted, person: Any, today: date, *, before: Place | None, limit: int) -> list[Any]:
    """The newest missed duties, at most `limit`, those before the place alone. Their places are read first, from the indexes; then those rows."""
    parts, found = arms(wanted, person, today), []
    for number, rows in enumerate(parts):
        mark = MARKS[rows.model]
        found += [((day, mark, pk), number) for day, pk in _page(rows, mark, before).values_list("missed_on", "pk")[:limit]]
    chosen = sorted(found, reverse=True)[:limit]
    read = {number: _read(rows, [place[2] for place, of in chosen if of == number]) for number, rows in enumerate(parts)}
    return [read[number][place[2]] for place, number in chosen if place[2] in read[number]]


def _page(rows: QuerySet, mark: str, before: Place | None) -> QuerySet:
    if before:
        day, own, number = before
        here = Q(missed_on=day, pk__lt=number) if own == mark else Q(missed_on=day) if mark < own else Q(pk=None)
        rows = rows.filter(Q(missed_on__lt=day) | here)
    return rows.order_by("-missed_on", "-pk")


def _read(rows: QuerySet, numbers: list[int]) -> dict[int, Any]:
    told = rows.model.objects.filter(pk__in=numbers).annotate(missed_on=F(COLUMNS[rows.model]))
    return {row.pk: row for row in told.select_related(*RELATED[rows.model], "breach__team", "breach__signed_by")} if numbers else {}


def find(mark: str, person: Any, today: date) -> Any:
    """The missed duty of that mark (`d12` a deadline, `s3` a finding, `i4` an incident) with its complaint; None where it is none that may be seen.

    One that was written about and, as the record stands now, was not missed after all is found too, with `kept` true.
    """
    number = int(mark[1:]) if mark[1:].isascii() and mark[1:].isdecimal() and len(mark) < 17 else 0
    model = next((model for model, own in MARKS.items() if own == mark[:1]), None)
    if model is None:
        return None
    wanted = Wanted() if model is Deadline else Wanted(kind=STANDARD)
    tries = [(rows, False) for rows in arms(wanted, person, today) if rows.model is model]
    tries.append((_narrowed(model.objects.filter(breach__isnull=False).annotate(missed_on=F(COLUMNS[model])), Wanted(), person), True))
    related = ("complaint__customer", *RELATED[model]) if RELATED[model] else ()
    for rows, kept in tries:
        if row := rows.filter(pk=number).select_related(*related, "breach__team", "breach__event__sealed").first():
            row.kept = kept
            return row
    return None
