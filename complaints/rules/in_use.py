"""What uses a dated rule now: open deadlines, findings, assessments, letters in work, complaints. Reads only.

Nobody counts what they may not see. Counts of many rows are kept for a minute and say when they were made.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache, reduce
from operator import or_
from typing import Any

from django.core.cache import cache as kept
from django.db import connection
from django.db.models import Count, Q, QuerySet

from complaints.case import ended
from complaints.case.listed import Listed
from complaints.case.models import Complaint
from complaints.case.reading import hidden
from complaints.case.stages import OPEN
from complaints.entitlement.models import Assessment
from complaints.letters.models import IN_WORK, Letter
from complaints.letters.rows import shipped
from complaints.record.models import Event
from complaints.rules.eligibility_rows import eligibility_tables
from complaints.rules.own_rows import SET, OwnRows
from workdays import london

COUNTED_TO, MANY = 1000, 10_000
OLD = timedelta(seconds=60)
A_DAY = timedelta(days=1)
# Which merge fields of a letter print the contacts of a role.
FIELDS = {"ombudsman": ("ombudsman_name", "ombudsman_phone", "ombudsman_web"), "advice": ("advice_contacts",),
          "advice_scotland": ("advice_contacts",), "regulator": ("regulator_contact",)}
Days = tuple[date | None, date | None]


@dataclass(frozen=True, slots=True)
class Look:
    """Whose eyes, and the moment; `only` is the address of the one list that is looked at, "" for a page of counts."""

    person: Any
    now: datetime
    only: str = ""

    def counts(self, opens: str) -> bool:
        return self.only in ("", opens)

    @property
    def today(self) -> date:
        return london.day_of(self.now)


@dataclass(frozen=True, slots=True)
class Counted:
    """How many of each; `at` when they were counted, None for just now."""

    by: Counter
    at: datetime | None = None


def grouped(name: str, rows: QuerySet, look: Look, *columns: str) -> Counted:
    """How many of each, by the columns. Complaints that may not be seen are few: theirs are counted apart and taken off."""
    key = f"rules-used:{connection.settings_dict['NAME']}:{name}:{look.person.pk}:{look.person.role}"
    found = kept.get(key)
    if found and timedelta(0) <= look.now - found.at < OLD:
        return found
    by = _by(rows, columns) - _by(rows.filter(complaint__in=hidden(look.person)), columns)
    if by.total() <= MANY:
        return Counted(by)
    kept.set(key, fresh := Counted(by, look.now), OLD.total_seconds())
    return fresh


def _by(rows: QuerySet, columns: Iterable[str]) -> Counter:
    return Counter({tuple(key): number for *key, number in rows.order_by().values_list(*columns).annotate(number=Count("*"))})


def capped(rows: QuerySet, look: Look) -> int:
    """How many that may be seen; at most one more than a thousand."""
    return len(seen(rows, look.person).order_by().values_list("pk", flat=True)[: COUNTED_TO + 1])


def seen(rows: QuerySet, person: Any) -> QuerySet:
    return rows.exclude(**{"pk__in" if rows.model is Complaint else "complaint__in": hidden(person)})


def letters(kinds: Iterable[str], *, classes: Iterable[str] = (), nation: str = "") -> QuerySet[Letter]:
    """Letters in work of these kinds; to these classes of customer and in this nation where that is said."""
    rows = Letter.objects.filter(state__in=IN_WORK, kind__in=list(kinds))
    rows = rows.filter(complaint__customer__customer_type__in=list(classes)) if classes else rows
    return rows.filter(complaint__nation=nation) if nation else rows


def letters_in_work(look: Look) -> Counted:
    """By kind, class of customer and nation."""
    columns = ("kind", "complaint__customer__customer_type", "complaint__nation")
    return grouped("letters", Letter.objects.filter(state__in=IN_WORK), look, *columns)


def of_letters(counted: Counted, kinds: Iterable[str], *, classes: Iterable[str] = (), nation: str = "") -> int:
    """How many of `letters` with the same words."""
    wanted, whom = set(kinds), set(classes)
    return sum(number for (kind, customer, where), number in counted.by.items()
               if kind in wanted and (not whom or customer in whom) and nation in ("", where))


@cache
def kinds_naming(role: str) -> tuple[str, ...]:
    """The kinds of letter whose fixed wording prints a contact of that role."""
    fields = [f"{{{name}}}" for name in FIELDS.get(role, ())]
    return tuple(sorted({kind.value for row in shipped().paragraphs for kind in row.kinds if any(field in row.text for field in fields)}))


def assessments(name: str) -> QuerySet[Assessment]:
    """Those that stand and were worked out by the thresholds of that name."""
    return Assessment.objects.filter(thresholds__in=eligibility_tables().joined_with(name), superseded_by=None)


def ended_by(outcome: str, look: Look) -> list[int]:
    """Numbers of the complaints that stand ended by that move and whose words are kept, the newest first; at most one more than a thousand.
    The moves are read from their index, a chunk at a time: a join would read them all."""
    moves, behind, found = Event.objects.filter(kind=f"moved.{outcome}").order_by("-at", "-complaint"), Q(), {}
    while len(found) <= COUNTED_TO and (chunk := list(moves.filter(behind).values_list("complaint", "at")[: COUNTED_TO + 1])):
        rows = Complaint.objects.annotate(how=ended.ended_by()).filter(pk__in={number for number, _ in chunk}, how=f"moved.{outcome}", erased=None)
        kept_ones = set(seen(rows, look.person).values_list("pk", flat=True))
        found |= {number: None for number, _ in chunk if number in kept_ones}
        number, at = chunk[-1]
        behind = Q(at__lt=at) | Q(at=at, complaint__lt=number)
    return list(found)[: COUNTED_TO + 1]


def received(days: Collection[Days]) -> QuerySet[Complaint]:
    """Open complaints received within these days, each from and until (None: without an end). None of them is listed as ended: so the database
    takes an index of what is not."""
    open_rows = Complaint.objects.filter(stage__in=OPEN, listed__lt=Listed.ENDED)
    return open_rows if (None, None) in days else open_rows.filter(reduce(or_, (_between(*some) for some in days)))


def _between(first: date | None, last: date | None) -> Q:
    ends = {"received_at__gte": first and london.start_of_day(first), "received_at__lt": last and london.start_of_day(last + A_DAY)}
    return Q(**{name: at for name, at in ends.items() if at})


def held_by(key: str, own: OwnRows) -> Mapping[int | None, list[Days]]:
    """During which days each version of a key held, by its number; None for what came with the product."""
    versions = own.by_key.get(key, ())
    starts = sorted({row.valid_from for row in versions} | {row.valid_until + A_DAY for row in versions if row.valid_until})
    found: dict[int | None, list[Days]] = {}
    for first, after in zip([None, *starts], [*starts, None], strict=True):
        version = own.on(key, first or date.min)
        number = version.number if version and version.what == SET else None
        found.setdefault(number, []).append((first, after - A_DAY if after else None))
    return found
