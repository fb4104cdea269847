"""The reports of a year whose complaints were all imported with their history, held to the rows of the file, counted one by one.

The judge reads the days of the rows and nothing of the desk: which working day is which it asks the calendar.
"""

import csv
import random
from collections import Counter
from datetime import UTC, date, datetime, timedelta

import pytest

import workdays
from complaints.intake import files, importing
from complaints.intake.mapping import map_of
from complaints.reports import annual_report, complaints_report, deadlines_report, ombudsman_report, outcomes_report, stages_report
from complaints.reports.periods import Period
from workdays import calendars

NOW = datetime(2026, 5, 11, 9, 2, tzinfo=UTC)
TODAY, FIRST, LAST = NOW.date(), date(2025, 5, 1), date(2026, 5, 10)
YEAR = Period(FIRST, LAST)
ENGLAND = calendars.shipped()["england-and-wales"]
NAMES = ("received_at", "contacted_at", "escalated_at", "deadlock_at", "letter_sent_on", "referred_on", "resolved_at", "closed_reason", "agreed_by",
         "at_fault")
TOLD = map_of({"columns": {**{name: name for name in NAMES}, "description": "what"},
               "defaults": {"channel": "telephone", "contact_channel": "telephone", "customer.name": "Ann", "basis": "Put right",
                            "customer.customer_type": "domestic", "licence": "supplier"}})


def a_row(draw):
    """The days of one complaint, each later than the one before it; what lies ahead of today has not happened."""
    on = FIRST + timedelta(days=draw.randrange(360))
    row = {"received_at": on}

    def then(name, chance, most):
        nonlocal on
        if draw.random() < chance and on + timedelta(days=1) < TODAY:
            row[name] = on = min(on + timedelta(days=draw.randrange(1, most)), TODAY)
        return name in row
    then("contacted_at", 0.5, 4)
    if then("escalated_at", 0.5, 9) and then("deadlock_at", 0.5, 12):
        then("letter_sent_on", 0.7, 9)
    if "letter_sent_on" not in row and "deadlock_at" not in row and draw.random() < 0.2:
        letter = row["received_at"] + timedelta(days=draw.randrange(50, 70))
        if on < letter < TODAY:
            row["letter_sent_on"] = on = letter
    then("referred_on", 0.25, 60)
    if then("resolved_at", 0.8, draw.choice((3, 50))):
        row |= draw.choice([{"closed_reason": "withdrawn"}] + [{"agreed_by": "customer", "at_fault": True}, {"agreed_by": "provider"}, {}] * 2)
    return row


@pytest.fixture(scope="module")
def rows():
    draw = random.Random(7)
    return [a_row(draw) for _ in range(220)]


@pytest.fixture
def imported(rows, db, tmp_path):
    path, problems = tmp_path / "in.csv", []
    with path.open("w", newline="", encoding="utf-8") as file:
        out = csv.DictWriter(file, [*NAMES, "what"])
        out.writeheader()
        out.writerows({**row, "what": f"Case {number}"} for number, row in enumerate(rows))
    with files.opened(path, TOLD) as table:
        counts = importing.run(table, by=None, now=NOW, report=problems.append)
    assert counts.created == len(rows), problems[:3]


def stage(row):
    if "resolved_at" in row:
        return "closed" if "closed_reason" in row else "resolved"
    return next((stage for name, stage in (("referred_on", "ombudsman"), ("deadlock_at", "deadlock"), ("escalated_at", "senior_review"))
                 if name in row), "immediate")


def age(row):
    return (row["resolved_at"] - row["received_at"]).days if stage(row) == "resolved" else 10**6


def test_received_resolved_and_how_soon(rows, imported):
    told = complaints_report.figures(YEAR, as_of=None, now=NOW)["totals"]
    soon = sum(age(row) <= (workdays.next_working_day(row["received_at"], ENGLAND) - row["received_at"]).days for row in rows)
    assert told["received"] == len(rows) and told["within_8_weeks"]["count"] == sum(age(row) <= 56 for row in rows)
    assert told["by_end_of_next_working_day"]["count"] == soon and soon
    assert told["resolved"] == sum(stage(row) == "resolved" and row["resolved_at"] <= LAST for row in rows)
    stood = Counter(stage(row) for row in rows)
    ends = {name: stood.pop(name) for name in ("resolved", "closed")}
    assert told["of_received"] == {**ends, "open": stood.total()}


def test_the_annual_figure(rows, imported):
    told = annual_report.figures(YEAR, as_of=None, now=NOW)["totals"]
    soon = sum(age(row) <= (workdays.next_working_day(row["received_at"], ENGLAND) - row["received_at"]).days for row in rows)
    assert told["received"] == len(rows) and told["unresolved_after_next_working_day"] == len(rows) - soon


def test_how_they_ended(rows, imported):
    told = outcomes_report.figures(YEAR, as_of=None, now=NOW)["totals"]
    ended = [row for row in rows if "resolved_at" in row and row["resolved_at"] <= LAST]
    resolved = [row for row in ended if stage(row) == "resolved"]
    agreed = Counter(row.get("agreed_by") for row in resolved)
    assert (told["ended"], told["resolved"], told["withdrawn"]) == (len(ended), len(resolved), len(ended) - len(resolved))
    assert [told[f"agreed_by_{who}"] for who in ("customer", "provider", "unknown")] == [agreed[who] for who in ("customer", "provider", None)]
    assert told["at_fault"] == sum("at_fault" in row for row in resolved) and told["fault_unknown"] == len(resolved) - told["at_fault"]


def test_stages_reached_and_where_they_are(rows, imported):
    told = {row["stage"]: row for row in stages_report.figures(YEAR, as_of=None)["rows"]}
    assert {name: row["here"] for name, row in told.items()} == {name: Counter(map(stage, rows))[name] for name in told}
    for name, field in (("senior_review", "escalated_at"), ("deadlock", "deadlock_at"), ("ombudsman", "referred_on")):
        assert told[name]["reached"] == sum(field in row for row in rows) > 0


def test_who_went_to_the_ombudsman_and_why(rows, imported):
    told = ombudsman_report.figures(Period(FIRST, TODAY), as_of=None)["totals"]
    went = [row for row in rows if "referred_on" in row]
    by_deadlock = sum("deadlock_at" in row for row in went)
    late = sum("deadlock_at" not in row and (row["referred_on"] - row["received_at"]).days >= 56 for row in went)
    assert (told["referred"], told["deadlock"], told["eight_weeks"]) == (len(went), by_deadlock, late)
    assert told["ombudsman_took_it"] == len(went) - by_deadlock - late


def first(*days):
    return min((day for day in days if day), default=None)


def judged(row):
    """(kind, due day, how it stood) of the clocks of one row that were not cancelled."""
    resolved = row.get("resolved_at") if stage(row) == "resolved" else None
    closed = row.get("resolved_at") if stage(row) == "closed" else None
    received, deadlock, letter, referred = row["received_at"], row.get("deadlock_at"), row.get("letter_sent_on"), row.get("referred_on")
    clocks = [
        ("first_response", workdays.next_working_day(received, ENGLAND), first(row.get("contacted_at"), resolved), closed),
        ("eight_week_letter", workdays.next_working_day(received + timedelta(days=56), ENGLAND), first(letter, resolved), first(referred, closed)),
    ]
    if "escalated_at" in row:
        clocks.append(("senior_review", workdays.add(row["escalated_at"], 5, ENGLAND), first(deadlock, resolved), first(referred, closed)))
    if deadlock:
        clocks.append(("deadlock_letter", workdays.add(deadlock, 5, ENGLAND), letter, first(resolved, closed)))
    for kind, due, met, cancelled in clocks:
        if met and (cancelled is None or met < cancelled):
            yield kind, due, "met" if met <= due else "met_late"
        elif not cancelled:
            yield kind, due, "late" if due < TODAY else "open"


def test_deadlines_and_how_they_ended(rows, imported):
    period = Period(FIRST, TODAY + timedelta(days=120))
    told = {row["kind"]: row for row in deadlines_report.figures(period, as_of=None, now=NOW)["rows"]}
    stood = Counter((kind, how) for row in rows for kind, due, how in judged(row) if period.first <= due <= period.last)
    for kind in ("first_response", "senior_review", "deadlock_letter", "eight_week_letter"):
        assert {how: told[kind][how] for how in ("met", "met_late", "late", "open")} == {
            how: stood[kind, how] for how in ("met", "met_late", "late", "open")}, kind
        assert told[kind]["met"] and told[kind]["late"] + told[kind]["met_late"]


def test_a_moment_before_the_import_knows_of_nothing(rows, imported):
    before = NOW - timedelta(hours=1)
    assert complaints_report.figures(YEAR, as_of=before, now=NOW)["totals"]["received"] == 0
    assert complaints_report.figures(YEAR, as_of=NOW, now=NOW)["totals"]["received"] == len(rows)
