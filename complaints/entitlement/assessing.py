"""From raw facts to an assessment with today's rows: the one way in which pages, API and services ask the core. Writes nothing."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import eligibility
import workdays
from complaints.case.models import Complaint
from complaints.entitlement.shapes import AssessIn, FigureIn, FuelIn, LetterIn, OrganisationIn
from complaints.record.parsing import parse
from complaints.record.refusals import Unacceptable
from complaints.rules import services as rules
from complaints.rules.eligibility_rows import eligibility_tables
from workdays import OutsideCalendar, london

GROUP = frozenset({"account_holder_is_bill_payer", "account_holder_compliant"})


@dataclass(frozen=True, slots=True)
class Assessed:
    """What was asked, typed, and what the core says."""

    asked: AssessIn
    facts: eligibility.Asked
    found: eligibility.Assessment


def assessment_of(given: Mapping[str, Any], *, now: datetime, complaint: Complaint | None = None, letter_wanted: bool = True) -> Assessed:
    """The assessment on these raw facts (the contract's request without its marks). On a case by the case's rulebook and calendar,
    else by the company's; `letter_wanted`: whether it was unresolved after day 56. Raises Unacceptable with `fields`."""
    asked = parse(AssessIn, given)
    own = rules.company(london.day_of(now))
    book = asked.rulebook or (complaint.rulebook if complaint else own.rulebook)
    calendar = rules.all_calendars()[workdays.calendar_for(complaint.nation if complaint else own.nation)]
    try:
        letters = tuple(_letter(letter, own.post_working_days, calendar) for letter in asked.letters)
    except OutsideCalendar as far:
        raise Unacceptable(str(far), code="outside_calendar") from None
    attempted_on = london.day_of(complaint.first_attempted_at) if complaint and complaint.first_attempted_at else None
    facts = replace(_facts(asked, book, letters), first_attempted_on=attempted_on, letter_wanted=letter_wanted)
    return Assessed(asked, facts, eligibility.assess(facts, eligibility_tables()))


def _letter(letter: LetterIn, post_days: int, calendar: workdays.Calendar) -> eligibility.Letter:
    """Receipt as recorded, else deemed: by email the day it was sent, by post working days after, as the company set."""
    if letter.received_on:
        return eligibility.Letter(letter.kind, letter.sent_on, letter.received_on, "recorded")
    received_on = letter.sent_on if letter.method == "email" else workdays.add(letter.sent_on, post_days, calendar)
    return eligibility.Letter(letter.kind, letter.sent_on, received_on, "deemed")


def _facts(asked: AssessIn, book: str, letters: tuple[eligibility.Letter, ...]) -> eligibility.Asked:
    told = asked.discretion.model_dump(exclude_none=True) if asked.discretion else {}
    return eligibility.Asked(
        decision_on=asked.decision_on, complaint_began_on=asked.complaint_began_on, rulebook=book, customer_type=asked.customer_type or "",
        fuels=tuple(map(_fuel, asked.fuels)), organisation=_organisation(asked.organisation or OrganisationIn()),
        account_holder_is_bill_payer=asked.account_holder_is_bill_payer, account_holder_compliant=asked.account_holder_compliant,
        group_asked=bool(GROUP & asked.model_fields_set), letters=letters, referred_on=asked.referred_on, discretion=told,
    )


def _fuel(fuel: FuelIn) -> eligibility.Fuel:
    readings = tuple(eligibility.Reading(one.from_, one.to, one.kwh) for one in fuel.readings)
    return eligibility.Fuel(fuel.fuel, fuel.supply_start, fuel.complained_about, fuel.annual_projection_kwh, readings, fuel.contract_start)


def _organisation(own: OrganisationIn) -> eligibility.Organisation:
    employees = tuple(eligibility.Headcount(one.on, one.full_time_equivalent) for one in own.employees)
    return eligibility.Organisation(own.began_on, employees, _figures(own.turnover), _figures(own.balance_sheet))


def _figures(figures: list[FigureIn]) -> tuple[eligibility.Figure, ...]:
    return tuple(eligibility.Figure(one.year_end, one.amount, one.currency, one.eur_rate) for one in figures)
