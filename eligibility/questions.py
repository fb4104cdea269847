"""The questions of an assessment in the order in which a person can answer them on the phone, and which of them still matter. Pure.

One criterion that is met ends the questions about size. What was asked stays on the page; what was left empty is not known.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from eligibility.asked import FUELS
from eligibility.tables import Tables
from eligibility.timing import NEEDS_JUDGEMENT
from eligibility.values import AVERAGE, FIRST_YEAR, PROJECTED, bases_of
from eligibility.verdict import JUDGEMENT, Assessment

Answers = Mapping[str, Any]
Fields = Callable[[Answers], tuple[str, ...]]
Wanted = Callable[[Answers, Assessment], bool]
FIGURE_ROWS = (1, 2, 3)


@dataclass(frozen=True, slots=True)
class Step:
    """One question: `fields` it asks for by these answers ((): it has no meaning by them); `wanted`: whether it still matters
    where it was not asked yet."""

    name: str
    title: str
    fields: Fields
    wanted: Wanted


def always(answers: Answers, found: Assessment) -> bool:
    return True


def size_open(answers: Answers, found: Assessment) -> bool:
    """Size is still to be told, and no answer about a group has made it a matter of judgement whatever else is met."""
    refused = answers.get("in_group") == "yes" and "no" in (answers.get("account_holder_compliant"), answers.get("account_holder_is_bill_payer"))
    return found.size.verdict == JUDGEMENT and not refused


def is_late(answers: Answers, found: Assessment) -> bool:
    return found.timing.verdict == NEEDS_JUDGEMENT


def _business(answers: Answers, *fields: str) -> tuple[str, ...]:
    return fields if answers.get("class_of") != "domestic" else ()


def _letter(answers: Answers) -> tuple[str, ...]:
    more = ("letter_sent_on", "letter_method", "letter_received_on") if answers.get("letter_kind") in ("deadlock", "eight_week") else ()
    return ("letter_kind", *more)


def _group(answers: Answers) -> tuple[str, ...]:
    more = ("account_holder_compliant", "account_holder_is_bill_payer") if answers.get("in_group") == "yes" else ()
    return _business(answers, "in_group", *more)


def ages(answers: Answers, began: str) -> tuple[str, ...]:
    """Which bases the time since that answer asks for; () while it is not known or lies ahead."""
    day, on = answers.get(began), answers.get("decision_on")
    return bases_of(day, on) if day and on and day <= on else ()


def _figures(name: str) -> Fields:
    def fields(answers: Answers) -> tuple[str, ...]:
        rows = FIGURE_ROWS if AVERAGE in ages(answers, "began_on") else FIGURE_ROWS[:2] if len(ages(answers, "began_on")) > 1 else FIGURE_ROWS[:1]
        parts = ("year_end", "amount", *(("eur_rate",) if answers.get("euros") else ()))
        each = [f"{name}_{row}_{part}" for row in rows for part in parts]
        return _business(answers, f"{name}_currency", *each)
    return fields


def _since(fuel: str) -> Fields:
    return lambda answers: _business(answers, f"{fuel}_supply_start", f"{fuel}_contract_start")


def _use(fuel: str) -> Fields:
    """By the supply period: the projection, the first year, or all that was used up to a day."""
    asked = {PROJECTED: ("projected",), FIRST_YEAR: ("first_year",), AVERAGE: ("total", "read_until")}

    def fields(answers: Answers) -> tuple[str, ...]:
        return _business(answers, *(f"{fuel}_{part}" for basis in ages(answers, f"{fuel}_supply_start") for part in asked[basis]))
    return fields


def _about(fuel: str) -> Wanted:
    return lambda answers, found: size_open(answers, found) and answers.get("fuel") in (fuel, "both")


def _beside(fuel: str) -> Wanted:
    """The fuel that the complaint is not about is asked last: it can only make it a matter of judgement."""
    return lambda answers, found: size_open(answers, found) and answers.get("fuel") in set(FUELS) - {fuel}


def _fuel_steps(fuel: str, wanted: Wanted) -> tuple[Step, ...]:
    return Step(f"{fuel}_since", f"The {fuel} supply", _since(fuel), wanted), Step(f"{fuel}_use", f"How much {fuel}", _use(fuel), wanted)


def steps_of(answers: Answers) -> tuple[Step, ...]:
    """All questions in order. What the complaint is about comes before the other fuel."""
    about = [fuel for fuel in FUELS if answers.get("fuel") in (fuel, "both")]
    beside = [fuel for fuel in FUELS if fuel not in about] if about else []
    return (
        Step("who", "Who complains", lambda told: ("class_of", "complaint_began_on"), always),
        Step("letter", "The letter", _letter, always),
        Step("group", "A group of companies", _group, size_open),
        Step("fuel", "What it is about", lambda told: _business(told, "fuel"), size_open),
        Step("began", "The organisation", lambda told: _business(told, "began_on"), size_open),
        Step("staff", "Its staff", lambda told: _business(told, "staff"), size_open),
        Step("turnover", "Its turnover", _figures("turnover"), size_open),
        *(step for fuel in about for step in _fuel_steps(fuel, _about(fuel))),
        Step("balance", "Its balance sheet", _figures("balance_sheet"), size_open),
        *(step for fuel in beside for step in _fuel_steps(fuel, _beside(fuel))),
        Step("late", "Why it comes late", lambda told: ("signposting_insufficient", "effort_unanswered", "promises_without_progress", "other_reason"),
             is_late),
    )


def in_euros(answers: Answers, tables: Tables) -> bool:
    """Whether a year's euro rate may be needed: a row in euros is in force on either day, or a sum is in euros."""
    days = [day for day in (answers.get("complaint_began_on"), answers.get("decision_on")) if day]
    rows = [row for day in days for row in tables.classes_on(day)]
    currencies = {answers.get("turnover_currency"), answers.get("balance_sheet_currency")}
    return "EUR" in currencies or any(row.currency == "EUR" for row in rows)
