"""Requests for the eligibility core, short to write in a table of cases. No assertion lives here."""

from datetime import date
from decimal import Decimal

import eligibility
from complaints.rules.eligibility_rows import eligibility_tables
from eligibility import Asked, Figure, Fuel, Headcount, Letter, Organisation, Reading

DECIDED = date(2026, 5, 11)


def day(text):
    return date.fromisoformat(text) if isinstance(text, str) else text


def readings(*ends, kwh):
    """Readings from each day to the next, `kwh` each (or one number for each)."""
    days = [day(end) for end in ends]
    amounts = kwh if isinstance(kwh, (list, tuple)) else [kwh] * (len(days) - 1)
    return tuple(Reading(begin, end, Decimal(amount)) for begin, end, amount in zip(days[:-1], days[1:], amounts, strict=True))


def fuel(name="electricity", *, start="2025-11-11", about=True, projected=None, read=(), contract=None):
    return Fuel(name, day(start) if start else None, about, Decimal(projected) if projected is not None else None, tuple(read),
                day(contract) if contract else None)


def figures(*each):
    """(year end, amount, currency, rate?) each."""
    return tuple(Figure(day(end), Decimal(amount), currency, Decimal(rest[0]) if rest else None) for end, amount, currency, *rest in each)


def organisation(*, began="2010-04-01", staff=None, turnover=None, balance=None):
    """`staff`: a number for now or (day, number) pairs; `turnover`, `balance`: pounds of the last year or rows of `figures`."""
    counts = [("2026-04-01", staff)] if isinstance(staff, (int, str)) else staff or []
    return Organisation(day(began) if began else None, tuple(Headcount(day(on), Decimal(number)) for on, number in counts),
                        _money(turnover), _money(balance))


def _money(given):
    if given is None:
        return ()
    return given if isinstance(given, tuple) else figures(("2026-03-31", given, "GBP"))


def asked(*fuels, decided=DECIDED, began="2026-03-02", book="documents", letters=(), referred=None, own=None, **more):
    return Asked(decision_on=day(decided), complaint_began_on=day(began), rulebook=book, fuels=tuple(fuels),
                 organisation=own or organisation(began=None), letters=tuple(letters), referred_on=day(referred) if referred else None, **more)


def letter(received, *, kind="eight_week", sent=None, how="recorded"):
    return Letter(kind, day(sent or received), day(received), how)


def assess(*args, **more):
    return eligibility.assess(asked(*args, **more), eligibility_tables())


def met(found):
    """What each criterion says, by its name."""
    return {one.name: one.met for one in found.size.criteria}


def why(found, name):
    return next(one.why for one in found.size.criteria if one.name == name)
