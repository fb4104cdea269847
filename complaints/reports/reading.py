"""Reading a report by its name: who may, what is asked for, and the one answer that page, JSON and downloads show.

A report is a row of `REPORTS`; its figures come from the function named there. Reads no clock.
"""

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from complaints.record.refusals import Forbidden, Unacceptable, Unknown
from complaints.reports import (
    annual_report,
    breaches_report,
    complaints_report,
    customers_report,
    deadlines_report,
    money_report,
    ombudsman_report,
    open_report,
    outcomes_report,
    procedure_report,
    quality_report,
    reopened_report,
    signposting_report,
    stages_report,
    standards_report,
    windows_report,
)
from complaints.reports.periods import Asked, ByDefault, Period, read_query
from complaints.rules import services as rules
from workdays import london

MAY_READ = ("senior_manager", "compliance_officer", "administrator")
ONLY_THEY = "Reports are read by senior managers, compliance officers and administrators."
NO_ACCOUNTS = "This report has no figures for each 100,000 accounts: leave accounts out."
NO_SUCH = "There is no report of this name."


@dataclass(frozen=True, slots=True)
class Report:
    """`figures(period, as_of=…)` answers `rows`, `totals`, `versions` and what else the report has. `asks`: what it is given besides
    (`now`, `accounts`). `by_default`: the period of a day where none is asked for; None is its quarter.
    `reads`: what it takes long by: the complaints of its `period`; those since too, where it goes `back` to it from now; or nothing much,
    since what it counts is `kept` with each complaint."""

    name: str
    title: str
    sentence: str
    figures: Callable[..., dict[str, Any]]
    definitions: Mapping[str, str]
    asks: tuple[str, ...] = ()
    by_default: ByDefault | None = None
    reads: Literal["period", "back", "kept"] = "period"


REPORTS = {report.name: report for report in (
    Report("complaints", "Complaints", "How many came and were resolved, how many by the end of the next working day and within 8 weeks.",
           complaints_report.figures, complaints_report.DEFINITIONS, ("now", "accounts"), reads="kept"),
    Report("stages", "Stages", "How many of those received reached each stage, and how long they stayed there.",
           stages_report.figures, stages_report.DEFINITIONS),
    Report("deadlines", "Deadlines", "Of each kind of clock how many fell due, were met, met late, are late or still open.",
           deadlines_report.figures, deadlines_report.DEFINITIONS, ("now",)),
    Report("breaches", "Breaches", "Which deadlines were missed, by kind of clock and by team.",
           breaches_report.figures, breaches_report.DEFINITIONS, ("now",)),
    Report("standards", "Guaranteed standards", "How often each standard applied and was failed, what that comes to, and what was paid of it.",
           standards_report.figures, standards_report.DEFINITIONS),
    Report("ombudsman", "At the Ombudsman", "Who went there and why, what was decided, and whether we did in time what was decided.",
           ombudsman_report.figures, ombudsman_report.DEFINITIONS),
    Report("windows", "What closes when", "By month, how many customers can go to the Ombudsman no longer, by our rulebook and by the other.",
           windows_report.figures, windows_report.DEFINITIONS),
    Report("annual", "Annual figure", "What regulation 11 has a supply licensee publish: domestic complaints not resolved by the next working day.",
           annual_report.figures, annual_report.DEFINITIONS, ("now",), annual_report.twelve_months),
    Report("signposting", "Signposting", "Whether customers were told of the Ombudsman: at day 56 and at deadlock, on time, late, or not.",
           signposting_report.figures, signposting_report.DEFINITIONS, ("now",)),
    Report("open", "Open complaints", "How many are open, how old, at which stage, with which team, and how that number came about.",
           open_report.figures, open_report.DEFINITIONS, ("now",), reads="back"),
    Report("outcomes", "Outcomes", "How those that ended ended: who agreed, at fault or not, by team.",
           outcomes_report.figures, outcomes_report.DEFINITIONS, ("now",)),
    Report("reopened", "Opened again", "Which resolutions did not hold: within 30 and 90 days, and ever.",
           reopened_report.figures, reopened_report.DEFINITIONS, ("now",)),
    Report("money", "Money", "Payments by kind and cause, where they stand, and what the other rulebook would have owed beyond.",
           money_report.figures, money_report.DEFINITIONS, ("now",)),
    Report("customers", "Priority services", "Customers on the Priority Services Register beside the rest.",
           customers_report.figures, customers_report.DEFINITIONS, ("now",)),
    Report("procedure", "Procedure", "What the company promises: an answer on the same day, somebody appointed, updates.",
           procedure_report.figures, procedure_report.DEFINITIONS, ("now",)),
    Report("quality", "Quality of the record", "What was entered late, what was corrected, what is missing.",
           quality_report.figures, quality_report.DEFINITIONS, ("now",)),
)}


def find(name: str, *, by: Any) -> Report:
    """The report of that name, for a person who may read reports. Raises Unknown, then Forbidden."""
    if name not in REPORTS:
        raise Unknown(NO_SUCH)
    check_may_read(by)
    return REPORTS[name]


def check_may_read(person: Any) -> None:
    if person.role not in MAY_READ:
        raise Forbidden(ONLY_THEY)


def read(report: Report, given: Mapping[str, Any], *, now: datetime) -> dict[str, Any]:
    """The report as the contract has it. `given`: `from`, `to`, `as_of`, `accounts` as typed. Raises Unacceptable."""
    return answer_of(report, asked_of(report, given, now=now), now=now)


def asked_of(report: Report, given: Mapping[str, Any], *, now: datetime) -> Asked:
    """What is asked of that report; `given` as in `read`. Raises Unacceptable."""
    asked = read_query(given, now=now, by_default=report.by_default)
    if asked.accounts is not None and "accounts" not in report.asks:
        raise Unacceptable.of(accounts=NO_ACCOUNTS)
    return asked


def answer_of(report: Report, asked: Asked, *, now: datetime) -> dict[str, Any]:
    """`sha256` is of the figures alone: the same figures at another moment have the same fingerprint."""
    given = {"now": now, "accounts": asked.accounts}
    found = report.figures(asked.period, as_of=asked.as_of, **{name: given[name] for name in report.asks})
    versions = found.pop("versions")
    told = {"name": report.name, **_days(asked.period), **found}
    return {
        "name": report.name, **_days(asked.period), "as_of": (asked.as_of or now).astimezone(london.LONDON).isoformat(),
        "definitions": dict(report.definitions), **found, **_rules(versions, now), "sha256": fingerprint(told),
    }


def _days(period: Period) -> dict[str, str]:
    return {"from": period.first.isoformat(), "to": period.last.isoformat()}


def _rules(versions: list[dict[str, str]], now: datetime) -> dict[str, Any]:
    """The company's rulebook, the rows that the counted findings were made by, and the calendars they were counted with."""
    tables = rules.tables()
    calendars = {name: calendar.version for name, calendar in sorted(tables.calendars.items())}
    return {"rules": {"rulebook": tables.company(london.day_of(now)).rulebook, "versions": versions}, "calendar": calendars}


def fingerprint(told: Mapping[str, Any]) -> str:
    """SHA-256 of the figures as JSON with sorted names, no spaces, UTF-8: name, from, to, rows, totals and the report's own lists."""
    return hashlib.sha256(json.dumps(told, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()).hexdigest()
