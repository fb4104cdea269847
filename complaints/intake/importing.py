"""Importing complaints: rows in, complaints written, every row accounted for. The page's job and the command both call `run`.

A row is created, unchanged or rejected with its line, column and reason. Each chunk is one transaction with its keys, so that a
killed run can be run again and ends as one that was not.
"""

import hashlib
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from itertools import islice
from typing import Any, NamedTuple

from django.db import IntegrityError

from complaints.alerts import off_supply
from complaints.case.keys import gone_key
from complaints.case.models import Category, Complaint
from complaints.case.receipt import Setting, moments_in_order, received
from complaints.case.shapes import ComplaintIn
from complaints.intake.bulk import CHUNK, Writer, writer
from complaints.intake.cells import BadCell, Read, read
from complaints.intake.files import Row, Table
from complaints.intake.history import live, told_of
from complaints.intake.life import Life, Steps, begun
from complaints.intake.mapping import FIELDS, Map
from complaints.intake.models import ImportKey
from complaints.intake.seen import Seen, seen
from complaints.intake.walking import Walk
from complaints.record.parsing import parse
from complaints.record.refusals import Conflict, Unacceptable
from complaints.rules import services as rules
from staff.models import Team
from workdays import OutsideCalendar, london

# Who may load: design, section 7 ("bulk assign, teams' work, load"), and compliance, who answers for what history says.
MAY_IMPORT = frozenset({"senior_manager", "compliance_officer", "administrator"})


class Problem(NamedTuple):
    """Why a row was rejected: the line it begins on, the file's own column header (None: the row as a whole), the reason, and what
    stands in that cell."""

    line: int
    column: str | None
    reason: str
    value: str = ""


@dataclass(frozen=True, slots=True)
class Counts:
    """created + unchanged + rejected = rows."""

    rows: int = 0
    created: int = 0
    unchanged: int = 0
    rejected: int = 0

    def plus(self, *, created: int, unchanged: int, rejected: int) -> "Counts":
        return Counts(self.rows + created + unchanged + rejected, self.created + created, self.unchanged + unchanged,
                      self.rejected + rejected)


LONGEST_VALUE = 300
Report = Callable[[Problem], None]
Beside = Callable[[], None]
Progress = Callable[[Counts], Beside]


def unheard(counts: Counts) -> Beside:
    """The progress that nobody wants to hear of."""
    return lambda: None


@dataclass
class Office:
    """What a row's receipt depends on beside the row: who imports, when, and the dated settings, each asked for once."""

    by: Any
    now: datetime

    def __post_init__(self) -> None:
        tables = rules.tables()
        self.company, self.book = cache(tables.company), cache(tables.book)
        self.categories = {row.code: row for row in Category.objects.filter(parent__isnull=False)}
        self.team_id, self.reviews_id = _first_team("customer_service"), _first_team("senior_review")
        self.steps = Steps()
        self.prefix = self.company(london.day_of(self.now)).prefix

    def setting(self, code: str, on: Any, *, time_known: bool) -> Setting:
        company, found = self.company(on), self.categories.get(code)
        if code and found is None:
            raise Unacceptable.of(category="There is no category of that code.")
        return Setting(
            now=self.now, by_id=self.by.pk if self.by else None, owner_id=None, team_id=found.team_id if found and found.team_id else self.team_id,
            company_nation=company.nation, company_licence=company.licence, rulebook=company.rulebook,
            category_id=found.pk if found else None, severity=found.severity if found else 2, imported=True, time_known=time_known,
        )


def _first_team(kind: str) -> int | None:
    return Team.objects.in_use().filter(kind=kind).order_by("pk").values_list("pk", flat=True).first()


def run(table: Table, *, by: Any, now: datetime, report: Report, progress: Progress = unheard, dry_run: bool = False,
        begin: Counts = Counts(), go_on: Callable[[], bool] = lambda: True) -> Counts:
    """Import the table; answers the counts. `begin`: what an earlier run that was cut off had already accounted for.

    `progress` is called when a chunk is judged, and what it answers in the transaction that writes the chunk; `go_on` between
    chunks, and a no ends the run there. Raises Conflict where another import wrote the same keys meanwhile.
    """
    office, counts = Office(by, now), begin
    try:
        with seen() as met, nullcontext(Writer(None)) if dry_run else writer() as written:
            for chunk in _chunks(table.rows(), table, met, begin.rows):
                if not go_on():
                    break
                lives, problems = _judged(chunk, table, met, office)
                for problem in problems:
                    report(problem)
                rejected = len({problem.line for problem in problems})
                counts = counts.plus(created=len(lives), unchanged=len(chunk) - len(lives) - rejected, rejected=rejected)
                beside = progress(counts)
                beside() if dry_run else written.put(lives, _with_alerts(beside, lives, now))
    except IntegrityError:
        raise Conflict("Another import wrote some of these rows meanwhile. Run this one again.", code="import_meanwhile") from None
    return counts


def _with_alerts(beside: Beside, lives: list[Life], now: datetime) -> Beside:
    """Also tells of those who are off supply with a priority need and whose complaint is open, in the transaction that writes them."""
    first = [life.key for life in lives if not life.complaint["ordinary"]]

    def told() -> None:
        if first:
            off_supply.tell(Complaint.objects.filter(pk__in=ImportKey.objects.filter(key__in=first).values("complaint_id")), now=now)
        beside()
    return told


class Known(NamedTuple):
    """A row with what it is known by; `wrong` says why it can't be known at all."""

    row: Row
    key: str = ""
    content: str = ""
    wrong: Problem | None = None


def _chunks(rows: Iterator[Row], table: Table, met: Seen, skip: int) -> Iterator[list[Known]]:
    known = (identified(row, table, met) for row in rows)
    for _ in islice(known, skip):
        pass
    while chunk := list(islice(known, CHUNK)):
        yield chunk


def identified(row: Row, table: Table, met: Seen) -> Known:
    """By its key, or without one by all its cells and the how-manieth time they come. A keyed row's content is what the map takes."""
    told, header = table.told, table.header
    if len(row.cells) != len(header):
        return Known(row, wrong=Problem(row.line, None, f"This row has {len(row.cells)} cells; the header has {len(header)}."))
    cells = [_plain(cell) for cell in row.cells]
    if not told.key:
        content = hashlib.sha256(_joined(cells))
        return Known(row, f"row:{content.hexdigest()}:{met.occurrence(content.digest())}", content.hexdigest())
    key = cells[header.index(told.key)]
    if reason := _bad_key(key):
        return Known(row, wrong=Problem(row.line, told.key, reason))
    taken = [part for name, column in sorted(told.columns.items()) for part in (name, cells[header.index(column)])]
    return Known(row, f"key:{key}", hashlib.sha256(_joined(taken)).hexdigest())


def _joined(cells: list[str]) -> bytes:
    """Each cell led by its length, so that no two rows are joined alike."""
    return "".join([f"{len(cell)}:{cell}" for cell in cells]).encode("utf-8", "surrogatepass")


def _plain(cell: Any) -> str:
    return cell.isoformat() if isinstance(cell, datetime) else str(cell).strip()


def _bad_key(key: str) -> str:
    if not key:
        return "The key is empty."
    return "" if len(key) <= 190 and key.isprintable() else "A key is at most 190 characters on one line."


def _judged(chunk: list[Known], table: Table, met: Seen, office: Office) -> tuple[list[Life], list[Problem]]:
    """The lives to be written, and why each rejected row was."""
    keys = [known.key for known in chunk if known.key]
    stored = dict(ImportKey.objects.filter(key__in=[*keys, *map(gone_key, keys)]).values_list("key", "content"))
    lives: list[Life] = []
    problems: list[Problem] = []
    for known in chunk:
        had = stored.get(known.key) or (met.content_of(known.key) if known.key.startswith("key:") else None)
        if known.wrong:
            problems.append(known.wrong)
        elif gone_key(known.key) in stored:
            problems.append(Problem(known.row.line, table.told.key, "This row was imported before, and its words were erased since."))
        elif had is None:
            _live(known, table, met, office, lives, problems)
        elif had != known.content:
            problems.append(Problem(known.row.line, table.told.key, "This key was imported before with other content."))
    return lives, [_with_value(problem, chunk, table) for problem in problems]


def _with_value(problem: Problem, chunk: list[Known], table: Table) -> Problem:
    """With what stands in its cell, so that the file can be put right from the list alone."""
    row = next(known.row for known in chunk if known.row.line == problem.line)
    cells = dict(zip(table.header, row.cells, strict=False))
    return problem._replace(value=str(cells.get(problem.column, ""))[:LONGEST_VALUE])


def _live(known: Known, table: Table, met: Seen, office: Office, lives: list[Life], problems: list[Problem]) -> None:
    told = table.told
    try:
        lives.append(life_of(known, table, office))
        if known.key.startswith("key:"):
            met.take(known.key, known.content)
    except BadCell as bad:
        problems.append(Problem(known.row.line, told.columns.get(bad.name, bad.name), bad.reason))
    except Unacceptable as refused:
        fields = refused.fields or {"": [refused.sentence]}
        problems += [Problem(known.row.line, _column(name, told), reason) for name, reasons in fields.items() for reason in reasons]


def _column(name: str, told: Map) -> str | None:
    """The header of the column that a field's error belongs to; the field itself where no column gives it."""
    while name and name not in FIELDS and "." in name:
        name = name.rpartition(".")[0]
    return told.columns.get(name, name) or None


def life_of(known: Known, table: Table, office: Office) -> Life:
    """The complaint of one row with all its rows. Raises BadCell or Unacceptable."""
    cells = dict(zip(table.header, known.row.cells, strict=True))
    told = read({name: cells[column] for name, column in table.told.columns.items()}, table.told)
    given = _in_time(parse(ComplaintIn, told.given), told, office.now)
    on, history = london.day_of(given.received_at), told_of(told)
    try:
        rows = received(given, office.setting(given.category, on, time_known=told.time_known), office.book(on), steps=office.steps)
    except OutsideCalendar as error:
        raise Unacceptable.of(received_at=str(error)) from None
    by_id = office.by.pk if office.by else None
    if history is None:
        return begun(rows, prefix=office.prefix, by_id=by_id, now=office.now, settled=True, key=known.key, content=known.content)
    walk = Walk(rows, office.book(on), prefix=office.prefix, by_id=by_id, now=office.now, imported=True)
    live(walk, history, told.days, by_id=by_id, team_id=office.reviews_id, now=office.now)
    return replace(walk.lived(office.now), key=known.key, content=known.content)


def _in_time(given: ComplaintIn, told: Read, now: datetime) -> ComplaintIn:
    """Nothing of the future; a day without a time is today's even before midday."""
    if not told.time_known and given.received_at > now and london.day_of(given.received_at) == london.day_of(now):
        given = given.model_copy(update={"received_at": now})
    if wrong := moments_in_order(given, now):
        raise Unacceptable.of(**wrong)
    return given
