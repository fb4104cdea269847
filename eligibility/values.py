"""Values to hold against a threshold: consumption by supply period, staff and money by the age of the organisation. Pure.

A value is worked out by one basis or two; where nothing can be, it says what is missing (Q3 to Q9). Never pro rata, never the
basis of another branch.
"""

import calendar
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

import workdays
from eligibility.asked import Figure, Fuel, Organisation, Reading

YEAR, TWO_YEARS = 12, 24
YEAR_DAYS = Decimal("365.25")
NEAR = timedelta(days=31)
PROJECTED, FIRST_YEAR, AVERAGE = "projected", "first_year", "average"
BASIS_WORDS = {PROJECTED: "the projected year", FIRST_YEAR: "the first twelve months", AVERAGE: "the average over the whole time"}
NEEDS = {PROJECTED: "the projected yearly consumption", FIRST_YEAR: "readings that cover exactly the first twelve months",
         AVERAGE: "readings without gaps from the start of the supply to within 31 days of the decision"}
assert set(NEEDS) == set(BASIS_WORDS)
BEGAN = "the day on which the organisation began"
# A day and its amount; None where it is known but can't be used (a sum without its rate).
Point = tuple[date, Decimal | None]


@dataclass(frozen=True, slots=True)
class Value:
    """`bases`: what the age asks for; `amounts`: of those, the ones that could be worked out; `missing`: what the others want."""

    bases: tuple[str, ...] = ()
    amounts: tuple[tuple[str, Decimal], ...] = ()
    missing: tuple[str, ...] = ()


def bases_of(begun: date, on: date) -> tuple[str, ...]:
    """Which basis the time since `begun` asks for; exactly one or two years asks for both (Q3, Q4)."""
    first, second = workdays.add_months(begun, YEAR), workdays.add_months(begun, TWO_YEARS)
    if on < first:
        return (PROJECTED,)
    if on == first:
        return (PROJECTED, FIRST_YEAR)
    if on < second:
        return (FIRST_YEAR,)
    return (FIRST_YEAR, AVERAGE) if on == second else (AVERAGE,)


def consumption(fuel: Fuel, on: date) -> Value:
    """kWh a year of one fuel on the day of the decision, by its supply period."""
    if fuel.supply_start is None or fuel.supply_start > on:
        return Value(missing=(f"the day on which the {fuel.fuel} supply began",))
    return _consumption_since(fuel, fuel.supply_start, on)


def by_contract(fuel: Fuel, on: date) -> Value | None:
    """The same by the contractual period (Q6); None where no other contract had begun by then."""
    if fuel.contract_start is None or fuel.contract_start == fuel.supply_start or fuel.contract_start > on:
        return None
    return _consumption_since(fuel, fuel.contract_start, on)


def _consumption_since(fuel: Fuel, start: date, on: date) -> Value:
    bases = bases_of(start, on)
    found = [(basis, _consumed(fuel, basis, start, on)) for basis in bases]
    missing = tuple(f"{fuel.fuel}: {NEEDS[basis]}" for basis, amount in found if amount is None)
    return Value(bases, tuple((basis, amount) for basis, amount in found if amount is not None), missing)


def _consumed(fuel: Fuel, basis: str, start: date, on: date) -> Decimal | None:
    if basis == PROJECTED:
        return fuel.annual_projection_kwh
    chain = chain_of(fuel.readings, start)
    if basis == FIRST_YEAR:
        return _until(chain, workdays.add_months(start, YEAR))
    ends = [reading.ends_on for reading in chain if on - NEAR <= reading.ends_on <= on]
    return _until(chain, ends[-1]) / years_between(start, ends[-1]) if ends else None


def chain_of(readings: Iterable[Reading], start: date) -> tuple[Reading, ...]:
    """The readings that follow each other from `start` on, up to the first gap, or up to the first day that two of them cover."""
    chain: list[Reading] = []
    at = start
    for reading in sorted((one for one in set(readings) if one.ends_on > start), key=lambda one: (one.begins_on, one.ends_on)):
        if reading.begins_on != at:
            return tuple(chain[:-1] if reading.begins_on < at else chain)
        chain.append(reading)
        at = reading.ends_on
    return tuple(chain)


def _until(chain: tuple[Reading, ...], end: date) -> Decimal | None:
    covered = [reading for reading in chain if reading.ends_on <= end]
    whole = covered and covered[-1].ends_on == end
    return sum((reading.kwh for reading in covered), Decimal(0)) if whole else None


def years_between(start: date, end: date) -> Decimal:
    """Whole years by date, else days divided by 365.25 (Q3). A supply may be older than the 100 years that are counted in months."""
    if (end.month, end.day) == (start.month, min(start.day, calendar.monthrange(end.year, start.month)[1])):
        return Decimal(end.year - start.year)
    return (end - start).days / YEAR_DAYS


def staff(own: Organisation, on: date) -> Value:
    """Full-time equivalents by the age of the organisation (Q8). The newest count stands for a first year that still runs."""
    points = [(one.on, one.full_time_equivalent) for one in own.employees]
    latest = sorted(points)[-1:]
    return _by_age(points, own, on, "the number of full-time staff", lambda: latest, _first_birthday)


def money(own: Organisation, figures: Sequence[Figure], on: date, currency: str, what: str) -> Value:
    """A yearly sum in the row's currency by the age of the organisation; a year still running is a projection (Q8, Q9)."""
    points = [(figure.year_end, converted(figure, currency)) for figure in figures]
    nearest = min((day for day, _ in points if day > on), default=None)
    running = [point for point in points if point[0] == nearest]
    return _by_age(points, own, on, f"the {what}", lambda: running, _first_year_end)


def converted(figure: Figure, currency: str) -> Decimal | None:
    """In the row's currency, by the rate of the figure's own accounting year; None without one (Q9)."""
    if figure.currency == currency:
        return figure.amount
    if not figure.eur_rate:
        return None
    return figure.amount * figure.eur_rate if currency == "EUR" else figure.amount / figure.eur_rate


def _by_age(points: Sequence[Point], own: Organisation, on: date, what: str, projected: Callable[[], Sequence[Point]],
            first_ends: Callable[[date], date]) -> Value:
    if not points:
        return Value(missing=(what,))
    if own.began_on is None or own.began_on > on:
        return Value(missing=(BEGAN,))
    chosen = {
        PROJECTED: projected(), FIRST_YEAR: [point for point in points if point[0] <= min(on, first_ends(own.began_on))],
        AVERAGE: [point for point in points if point[0] <= on],
    }
    bases, amounts, missing = bases_of(own.began_on, on), [], []
    for basis in bases:
        lacking = _lacking(chosen[basis], what, basis)
        missing += lacking
        amounts += [] if lacking else [(basis, mean(amount for _, amount in chosen[basis]))]
    return Value(bases, tuple(amounts), tuple(missing))


def _lacking(points: Sequence[Point], what: str, basis: str) -> list[str]:
    if not points:
        return [f"{what} of {BASIS_WORDS[basis]}"]
    return [f"the average euro rate of the year to {spoken(day)}, for {what}" for day, amount in points if amount is None]


def mean(amounts: Iterable[Decimal]) -> Decimal:
    known = tuple(amounts)
    return sum(known, Decimal(0)) / len(known)


def _first_birthday(began_on: date) -> date:
    return workdays.add_months(began_on, YEAR)


def _first_year_end(began_on: date) -> date:
    """A first accounting year may run to the end of the month of the first birthday, as companies' do."""
    birthday = _first_birthday(began_on)
    return birthday.replace(day=calendar.monthrange(birthday.year, birthday.month)[1])


def growing(own: Organisation, figures: Sequence[Figure], on: date, currency: str, limit: Decimal) -> bool:
    """Older than two years, the latest accounts above the limit while the average of two or three years is within it (Q8)."""
    if own.began_on is None or own.began_on > on or AVERAGE not in bases_of(own.began_on, on):
        return False
    past = sorted((figure.year_end, amount) for figure in figures if figure.year_end <= on and (amount := converted(figure, currency)) is not None)
    amounts = [amount for _, amount in past]
    return bool(amounts) and amounts[-1] > limit and any(
        mean(amounts[-years:]) <= limit for years in (2, 3) if len(amounts) >= years)


def spoken(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
