"""Calendars of days off: laid down once from plain rows, then only read.

Holds no rule about counting. Reads one shipped file and nothing else: no database, no clock.
"""
import functools
import json
import pathlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

ENGLAND_AND_WALES, SCOTLAND, NORTHERN_IRELAND = "england-and-wales", "scotland", "northern-ireland"
NAMES = (ENGLAND_AND_WALES, SCOTLAND, NORTHERN_IRELAND)
TITLES = {ENGLAND_AND_WALES: "England and Wales", SCOTLAND: "Scotland", NORTHERN_IRELAND: "Northern Ireland"}
NATIONS = ("england", "wales", "scotland", "northern_ireland")
CALENDAR_OF = {"england": ENGLAND_AND_WALES, "wales": ENGLAND_AND_WALES, "scotland": SCOTLAND,
               "northern_ireland": NORTHERN_IRELAND}
SHIPPED_FILE = pathlib.Path(__file__).resolve().parent.parent / "fixtures" / "bank_holidays.json"

assert set(CALENDAR_OF) == set(NATIONS) and set(CALENDAR_OF.values()) == set(NAMES) == set(TITLES)


class OutsideCalendar(ValueError):
    """A day for which no bank holidays are laid down. Never read as "no holidays"."""


@dataclass(frozen=True, slots=True, eq=False)
class Calendar:
    """The days off of one part of the United Kingdom, from `first` to `last`, both included.

    `off` names the bank holidays by day. Days after `published_until` are provisional: worked out by rule, not yet
    published. `withdrawn` days stay working days whatever list comes later. `rank[day]` is how many working days lie
    in the calendar up to and including that day; `working[n]` is the n-th of them, counted from 1.
    """

    name: str
    version: str
    first: date
    last: date
    published_until: date
    off: Mapping[date, str] = field(repr=False)
    withdrawn: frozenset[date] = field(repr=False)
    rank: Mapping[date, int] = field(repr=False)
    working: tuple[date | None, ...] = field(repr=False)

    @property
    def title(self) -> str:
        return TITLES[self.name]

    def check(self, day: date) -> None:
        """Refuse what is not a day of this calendar; a moment is refused, because its London day is not said."""
        if type(day) is not date:
            raise ValueError(f"A day is needed, not {day!r}.")
        if not self.first <= day <= self.last:
            raise self.outside(str(day))

    def outside(self, what: str) -> OutsideCalendar:
        return OutsideCalendar(f"{what} lies outside the calendar of {self.title}, "
                               f"which is laid down from {self.first} to {self.last}.")


def lay_down(name: str, off: Mapping[date, str], *, version: str, first: date, last: date, published_until: date,
             withdrawn: Iterable[date] = ()) -> Calendar:
    """Build a calendar and its tables from the named days off. Raises ValueError on an unknown name or day."""
    if name not in TITLES:
        raise ValueError(f"There is no calendar called {name!r}; there are {', '.join(NAMES)}.")
    gone = frozenset(withdrawn)
    kept = {day: off[day] for day in sorted(off) if day not in gone}
    rank, working = _ranks(first, last, kept)
    calendar = Calendar(name, version, first, last, published_until, kept, gone, rank, working)
    for day, title in off.items():
        calendar.check(day)
        if not title.strip():
            raise ValueError(f"The day off {day} has no name.")
    return calendar


def _ranks(first: date, last: date, off: Mapping[date, str]) -> tuple[dict[date, int], tuple[date | None, ...]]:
    rank, working = {}, [None]
    for ordinal in range(first.toordinal(), last.toordinal() + 1):
        day = date.fromordinal(ordinal)
        if day.weekday() < 5 and day not in off:
            working.append(day)
        rank[day] = len(working) - 1
    return rank, tuple(working)


def with_changes(calendar: Calendar, *, version: str, added: Iterable[tuple[date, str]] = (),
                 withdrawn: Iterable[date] = (), published_until: date | None = None) -> Calendar:
    """The calendar with an officer's additions and withdrawals merged in; a new calendar, the old one is untouched.

    A name that is known already is kept. A withdrawn day stays withdrawn, also when it is added again.
    """
    gone = calendar.withdrawn | frozenset(withdrawn)
    for day in gone:
        calendar.check(day)
    off = dict(added) | dict(calendar.off)
    until = max(calendar.published_until, published_until or calendar.published_until)
    return lay_down(calendar.name, off, version=version, first=calendar.first, last=calendar.last,
                    published_until=until, withdrawn=gone)


def from_rows(laid: Mapping) -> dict[str, Calendar]:
    """Calendars by name from the shape of `fixtures/bank_holidays.json`: a head and rows of date, calendar, name."""
    off = {name: {} for name in NAMES}
    for row in laid["days"]:
        off[row["calendar"]][date.fromisoformat(row["date"])] = row["name"]
    head = {key: date.fromisoformat(laid[key]) for key in ("first", "last", "published_until")}
    return {name: lay_down(name, off[name], version=laid["version"], **head) for name in NAMES}


@functools.cache
def shipped() -> dict[str, Calendar]:
    """The calendars that come with the product, read once."""
    return from_rows(json.loads(SHIPPED_FILE.read_text(encoding="utf-8")))


def calendar_for(nation: str) -> str:
    """The name of the calendar for the nation where the premises are. England and Wales share one list."""
    if nation not in NATIONS:
        raise ValueError(f"There is no nation called {nation!r}; there are {', '.join(NATIONS)}.")
    return CALENDAR_OF[nation]


def is_provisional(day: date, calendar: Calendar) -> bool:
    """Whether the day lies after the last published list of bank holidays. Raises OutsideCalendar."""
    calendar.check(day)
    return day > calendar.published_until


def known_for(calendar: Calendar, today: date) -> int:
    """Calendar days from `today` for which published bank holidays are known; 0 when the list has run out."""
    return max(0, (calendar.published_until - today) // timedelta(days=1))
