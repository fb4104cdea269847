"""Values to hold against a threshold: consumption by supply period, staff and money by the age of the organisation. Pure.

A value is worked out by one basis or two; where nothing can be, it says what is missing (Q3 to Q9). Never pro rata, never the
basis of another branch.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

import workdays
from eligibility.asked import Figure, Fuel, Headcount, Reading

YEAR, TWO_YEARS = 12, 24
YEAR_DAYS = Decimal("365.25")
NEAR = timedelta(days=31)
PROJECTED, FIRST_YEAR, AVERAGE = "projected", "first_year", "average"
BASIS_WORDS = {PROJECTED: "the projected year", FIRST_YEAR: "the first twelve months", AVERAGE: "the average over the whole period"}


@dataclass(frozen=True, slots=True)
class Value:
    """`amounts` by basis, all that the age asks for; `missing` names what would settle it; `doubt`: needs judgement whatever they say."""

    amounts: tuple[tuple[str, Decimal], ...] = ()
    missing: tuple[str, ...] = ()
    doubt: str = ""


def bases_of(begun: date, on: date) -> tuple[str, ...]:
    """Which basis the period since `begun` asks for; exactly one or two years asks for both (Q3, Q4)."""
    first, second = workdays.add_months(begun, YEAR), workdays.add_months(begun, TWO_YEARS)
    if on < first:
        return (PROJECTED,)
    if on == first:
        return (PROJECTED, FIRST_YEAR)
    if on < second:
        return (FIRST_YEAR,)
    return (FIRST_YEAR, AVERAGE) if on == second else (AVERAGE,)


def consumption(fuel: Fuel, on: date) -> Value:
    """kWh a year of one fuel on the day of the decision."""
    if fuel.supply_start is None or fuel.supply_start > on:
        return Value(missing=(f"the day on which the {fuel.fuel} supply began",))
    bases = bases_of(fuel.supply_start, on)
    doubt = ""
    if fuel.contract_start is not None and bases_of(fuel.contract_start, on) != bases:
        doubt = "The contract began on another day than the supply, which changes how consumption is worked out (Q6)."
    found = [(basis, _consumed(fuel, basis, on)) for basis in bases]
    missing = tuple(f"{fuel.fuel}: {_needs(basis)}" for basis, amount in found if amount is None)
    return Value(tuple((basis, amount) for basis, amount in found if amount is not None), missing, doubt)


def _needs(basis: str) -> str:
    return {PROJECTED: "the projected yearly consumption", FIRST_YEAR: "readings that cover exactly the first twelve months",
            AVERAGE: "readings without gaps from the start of the supply to within 31 days of the decision"}[basis]


def _consumed(fuel: Fuel, basis: str, on: date) -> Decimal | None:
    if basis == PROJECTED:
        return fuel.annual_projection_kwh
    chain = chain_of(fuel.readings, fuel.supply_start)
    if basis == FIRST_YEAR:
        return _until(chain, workdays.add_months(fuel.supply_start, YEAR))
    ends = [reading.ends_on for reading in chain if on - NEAR <= reading.ends_on <= on]
    return _until(chain, ends[-1]) / years_between(fuel.supply_start, ends[-1]) if ends else None


def chain_of(readings: Iterable[Reading], start: date) -> tuple[Reading, ...]:
    """The readings that follow each other without gap or overlap from `start` on."""
    chain: list[Reading] = []
    at = start
    for reading in sorted(readings, key=lambda reading: (reading.begins_on, reading.ends_on)):
        if reading.begins_on == at:
            chain.append(reading)
            at = reading.ends_on
    return tuple(chain)


def _until(chain: tuple[Reading, ...], end: date) -> Decimal | None:
    covered = [reading for reading in chain if reading.ends_on <= end]
    whole = covered and covered[-1].ends_on == end
    return sum((reading.kwh for reading in covered), Decimal(0)) if whole else None


def years_between(start: date, end: date) -> Decimal:
    """Whole years by date, else days divided by 365.25 (Q3)."""
    months = workdays.months_between(start, end)
    if months and months % YEAR == 0 and workdays.add_months(start, months) == end:
        return Decimal(months // YEAR)
    return (end - start).days / YEAR_DAYS


def staff(employees: tuple[Headcount, ...], began_on: date | None, on: date) -> Value:
    """Full-time equivalents by the age of the organisation (Q8)."""
    known = tuple((one.on, one.full_time_equivalent) for one in employees)
    return _by_age(known, began_on, on, "the number of full-time staff")


def _by_age(known: tuple[tuple[date, Decimal], ...], began_on: date | None, on: date, what: str) -> Value:
    if not known:
        return Value(missing=(what,))
    if began_on is None:
        return Value(missing=("the day on which the organisation began",), amounts=(), doubt="") if len(known) > 1 else _only(known)
    if began_on > on:
        return Value(missing=("the day on which the organisation began",))
    found = [(basis, _figure(known, basis, began_on, on)) for basis in bases_of(began_on, on)]
    missing = tuple(f"{what}, {BASIS_WORDS[basis]}" for basis, amount in found if amount is None)
    return Value(tuple((basis, amount) for basis, amount in found if amount is not None), missing)


def _only(known: tuple[tuple[date, Decimal], ...]) -> Value:
    return Value(((AVERAGE, known[0][1]),))


def _figure(known: tuple[tuple[date, Decimal], ...], basis: str, began_on: date, on: date) -> Decimal | None:
    """The projection is the figure given for now; the first year's the first that was given; the average that of all (Q8)."""
    ordered = sorted(known)
    if basis == PROJECTED:
        return ordered[-1][1]
    if basis == FIRST_YEAR:
        first = [amount for day, amount in ordered if day <= workdays.add_months(began_on, YEAR)]
        return first[-1] if first else None
    return sum((amount for _, amount in ordered), Decimal(0)) / len(ordered)


def converted(figures: Iterable[Figure], currency: str) -> tuple[tuple[date, Decimal], ...] | None:
    """Year ends and amounts in the row's currency by each year's own average rate; None where a rate is missing (Q9)."""
    found = []
    for figure in figures:
        if figure.currency == currency:
            found.append((figure.year_end, figure.amount))
        elif not figure.eur_rate:
            return None
        else:
            found.append((figure.year_end, figure.amount * figure.eur_rate if currency == "EUR" else figure.amount / figure.eur_rate))
    return tuple(found)


def money(figures: tuple[Figure, ...], began_on: date | None, on: date, currency: str, what: str) -> Value:
    """A yearly sum in the row's currency by the age of the organisation; a year still running is a projection (Q8, Q9)."""
    known = converted(figures, currency)
    if known is None:
        return Value(missing=(f"the average euro rate of each accounting year, for {what}",))
    young = began_on is not None and bases_of(began_on, on) == (PROJECTED,) if began_on is not None and began_on <= on else False
    running = tuple(pair for pair in known if pair[0] > on)
    return _by_age(running if young else tuple(pair for pair in known if pair[0] <= on) or running, began_on, on, what)


def growing(figures: tuple[Figure, ...], currency: str, limit: Decimal, on: date) -> bool:
    """The latest accounts above the limit while the average of two or three years is within it."""
    known = sorted(pair for pair in converted(figures, currency) or () if pair[0] <= on)
    if len(known) < 2 or known[-1][1] <= limit:
        return False
    return any(sum((amount for _, amount in known[-years:]), Decimal(0)) / years <= limit for years in (2, 3) if len(known) >= years)
