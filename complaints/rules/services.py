"""The tables that the rule cores are handed, frozen: calendars, clock rows, the company's settings.

Shipped rows come from `fixtures/`; officers' rows lie beside them in the database and never change a shipped one. One
statement reads all that officers changed; what follows from it is kept by its content, so nothing stale is ever served.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date, time, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection

import workdays
from complaints.clocks.rules import Book, Rules, rules_of
from complaints.rules import own_clocks, own_rows
from complaints.rules.merging import Altered, Published, merged
from workdays import calendars

FIXTURES = Path(settings.BASE_DIR) / "fixtures"
# Known for less than this is unhealthy: `/healthz` answers 503.
HOLIDAYS_AHEAD = timedelta(days=60)


def fixture(name: str) -> Any:
    """The JSON of one shipped table."""
    return json.loads((FIXTURES / f"{name}.json").read_text(encoding="utf-8"))


@lru_cache(maxsize=1)
def shipped_clock_rules() -> Rules:
    return rules_of(fixture("clock_rules"))


@lru_cache(maxsize=8)
def _clock_rules(clocks: str, tiers: str) -> Rules:
    """By the stamps of the two tables that lie over the shipped rows."""
    own = own_rows.read(own_clocks.TABLE, clocks), own_rows.read(own_clocks.TIERS, tiers)
    return own_clocks.with_own(shipped_clock_rules(), *own)


def clock_rules() -> Rules:
    """The shipped rows with the company's own over them, as they stand now."""
    return tables().clock_rules()


OWN_COMPANY = "company"


@dataclass(frozen=True)
class Company:
    """The company's settings as they stand on one day."""

    name: str
    line: str
    address: str
    prefix: str
    nation: str
    licence: str
    rulebook: str
    same_day_until: str
    post_working_days: int
    complaints_phone: str
    complaints_email: str
    opening_hours: str


@dataclass(frozen=True)
class Tables:
    """All settings by their day, the calendars with the officers' days merged, and the stamp of each table of own rows."""

    settings: tuple[tuple[str, str, str], ...]
    calendars: Mapping[str, workdays.Calendar]
    stamps: Mapping[str, str]

    def own(self, table: str) -> own_rows.OwnRows:
        """The company's own rows of that table. Read again only where its stamp is new."""
        return own_rows.read(table, self.stamps.get(table, ""))

    def company(self, on: date) -> Company:
        """Shipped settings with the company's dated rows over them."""
        values = shipped_company()
        for name, value, valid_from in self.settings:
            if valid_from <= on.isoformat():
                values[name] = json.loads(value)
        values |= {name: row.values["value"] for name, row in self.own(OWN_COMPANY).all_on(on).items() if row.what == own_rows.SET}
        return Company(**{name: values[name] for name in Company.__dataclass_fields__})

    def clock_rules(self) -> Rules:
        """The rows of all days, the company's own over the shipped ones."""
        return _clock_rules(self.stamps.get(own_clocks.TABLE, ""), self.stamps.get(own_clocks.TIERS, ""))

    def book(self, on: date) -> Book:
        """What the clocks of a complaint received that day are handed."""
        own = self.company(on)
        return Book(self.clock_rules(), self.calendars, own.post_working_days, time.fromisoformat(own.same_day_until))


CHANGED = """
    SELECT 'setting', name, CAST(value AS text), CAST(valid_from AS text), 0, 0 FROM complaints_setting
    UNION ALL
    SELECT 'day', calendar, name, CAST(day AS text), CASE WHEN withdrawn THEN 1 ELSE 0 END, number FROM complaints_holidaychange
    UNION ALL
    SELECT 'list', calendar, '', CAST(valid_until AS text), 0, 0 FROM complaints_holidaylist
    UNION ALL
    SELECT 'own', name, stamp, '', 0, 0 FROM complaints_owntable
    ORDER BY 1, 4, 2, 6
"""
_held: ContextVar[dict[str, Any] | None] = ContextVar("rules_held", default=None)


def tables() -> Tables:
    """As they stand now, by one statement (none where the caller holds them)."""
    return read_once("tables", _read)


def _read() -> Tables:
    return _tables(_rows())


def _rows() -> "Rows":
    with connection.cursor() as cursor:
        cursor.execute(CHANGED)
        return tuple(cursor.fetchall())


def read_once(name: str, read: Callable[[], Any]) -> Any:
    """What `read` answers, asked once where the caller holds the rules."""
    holder = _held.get()
    if holder is None:
        return read()
    if name not in holder:
        holder[name] = read()
    return holder[name]


@contextmanager
def held() -> Iterator[None]:
    """Read the tables once for all that happens inside: for pages that only read, where one answer has one set of rules."""
    token = _held.set({})
    try:
        yield
    finally:
        _held.reset(token)


Rows = tuple[tuple[str, str, str, str, int, int], ...]


@lru_cache(maxsize=8)
def _tables(rows: Rows) -> Tables:
    dated = tuple((name, value, valid_from) for what, name, value, valid_from, *_ in rows if what == "setting")
    stamps = {name: stamp for what, name, stamp, *_ in rows if what == "own"}
    return Tables(dated, merged(calendars.shipped(), _altered(rows), _published(rows)), stamps)


def _altered(rows: Rows) -> list[Altered]:
    return [Altered(calendar, date.fromisoformat(day), name, bool(gone)) for what, calendar, name, day, gone, _ in rows if what == "day"]


def _published(rows: Rows) -> list[Published]:
    return [(calendar, date.fromisoformat(until)) for what, calendar, _, until, *_ in rows if what == "list"]


def calendars_with(days: Iterable[Altered], lists: Iterable[Published]) -> Mapping[str, workdays.Calendar]:
    """The calendars as they would be with these changes behind all that were made."""
    rows = _rows()
    return merged(calendars.shipped(), [*_altered(rows), *days], [*_published(rows), *lists])


@lru_cache(maxsize=1)
def _shipped_company() -> Mapping[str, Any]:
    return fixture("company")


def shipped_company() -> dict[str, Any]:
    """The facts as they came. The rulebook of a new installation is the environment's."""
    return dict(_shipped_company()) | {"rulebook": settings.RULEBOOK}


def company(on: date) -> Company:
    """The company's settings on that day."""
    return tables().company(on)


def all_calendars() -> Mapping[str, workdays.Calendar]:
    """The shipped calendars with the officers' days merged; the same objects until a change is made."""
    return tables().calendars


def holidays_until() -> date:
    """The last day up to which the bank holidays of every nation are published."""
    return min(calendar.published_until for calendar in all_calendars().values())


def book(on: date) -> Book:
    """What the clocks are handed: rows, calendars, postal allowance and same-day hour of that day."""
    return tables().book(on)


def own(table: str) -> own_rows.OwnRows:
    """The company's own rows of that table."""
    return tables().own(table)
