"""The report of the guaranteed standards: equal to the digit with a slow judge, and its rules one by one."""

import itertools
import random
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from complaints.money.models import Finding, IncidentCustomer
from complaints.reports import shares
from complaints.reports.periods import Period, quarter_of
from complaints.reports.standards_report import figures
from tests.reports import made
from tests.reports.made import a_customer, a_finding, a_payment, an_incident

Q1, Q2 = Period(date(2026, 1, 1), date(2026, 3, 31)), Period(date(2026, 4, 1), date(2026, 6, 30))
PERIODS = (Q1, Q2, Period(date(2026, 1, 1), date(2026, 12, 31)), Period(date(2026, 5, 11), date(2026, 7, 9)),
           Period(date(2026, 6, 30), date(2026, 6, 30)), Period(date(2031, 1, 1), date(2031, 3, 31)))
MOMENTS = (None, datetime(2026, 3, 31, 22, 59, tzinfo=UTC), datetime(2026, 6, 15, 12, tzinfo=UTC), datetime(2026, 11, 30, 23, 59, tzinfo=UTC))


@pytest.fixture
def desk(db):
    made.random_desk(random.Random(20260511), 2_000)


def saved(*rows):
    Finding.objects.bulk_create([row for row in rows if isinstance(row, Finding)])
    IncidentCustomer.objects.bulk_create([row for row in rows if isinstance(row, IncidentCustomer)])
    return rows


def row_of(found, code="EL-R5"):
    return next(row for row in found["rows"] if row["code"] == code)


def test_it_equals_a_loop_over_all_rows_to_the_digit(desk):
    for period, as_of in itertools.product(PERIODS, MOMENTS):
        found = figures(period, as_of=as_of)
        assert {name: found[name] for name in ("rows", "totals", "undated")} == made.judged(period.first, period.last, as_of), (period, as_of)


@pytest.mark.parametrize("as_of", [None, MOMENTS[2]])
def test_each_quarter_is_that_quarters_own_report(desk, as_of):
    found = figures(PERIODS[2], as_of=as_of)
    for quarter in PERIODS[2].quarters():
        own = {row["code"]: {name: value for name, value in row.items() if name not in ("quarter", "from", "to")}
               for row in found["quarters"] if row["from"] == quarter.first.isoformat()}
        judged = made.judged(quarter.first, quarter.last, as_of)["rows"]
        assert own == {row["code"]: {name: value for name, value in row.items() if name != "ledger"} for row in judged}


@pytest.mark.parametrize("as_of", MOMENTS)
def test_both_sides_of_the_ledger_are_the_same_to_the_penny(desk, as_of):
    totals = figures(PERIODS[2], as_of=as_of)["totals"]
    ledger = {name: Decimal(text) for name, text in totals["ledger"].items()}
    assert Decimal(totals["amount_gbp"]) == sum(ledger.values()) - 2 * ledger["difference_gbp"]


@pytest.mark.parametrize(("part", "whole", "said"), [
    (1, 8, "12.50"), (1, 16, "6.25"), (1, 32, "3.13"), (3, 32, "9.38"), (2, 3, "66.67"), (1, 3, "33.33"), (0, 7, "0.00"), (7, 7, "100.00"),
    (0, 0, None),
])
def test_shares_are_rounded_half_up(part, whole, said):
    assert shares.share(part, whole) == said


@pytest.mark.parametrize(("now", "before", "said"), [
    ((1, 32), (0, 5), "3.13"), ((0, 5), (1, 32), "-3.13"), ((1, 2), (1, 2), "0.00"), ((1, 3), (2, 3), "-33.33"), ((1, 20_001), (1, 20_000), "0.00"),
    ((1, 2), (0, 0), None), ((0, 0), (1, 2), None),
])
def test_a_change_is_in_points_and_needs_a_base(now, before, said):
    assert shares.change(*now, *before) == said


@pytest.mark.parametrize(("first", "last", "before"), [
    ("2026-04-01", "2026-06-30", ("2026-01-01", "2026-03-31")), ("2028-01-01", "2028-03-31", ("2027-10-01", "2027-12-31")),
    ("2028-02-01", "2028-02-29", ("2028-01-01", "2028-01-31")), ("2028-03-01", "2028-03-31", ("2028-02-01", "2028-02-29")),
    ("2028-02-01", "2028-02-28", ("2028-01-04", "2028-01-31")), ("2026-05-11", "2026-05-11", ("2026-05-10", "2026-05-10")),
    ("2026-01-01", "2026-12-31", ("2025-01-01", "2025-12-31")),
])
def test_the_period_before_is_as_long(first, last, before):
    found = Period(date.fromisoformat(first), date.fromisoformat(last)).before()
    assert (found.first.isoformat(), found.last.isoformat()) == before


def test_the_last_day_of_a_leap_quarter_counts_and_the_next_does_not(db):
    saved(a_finding(counted_on=date(2028, 3, 31)), a_finding(counted_on=date(2028, 4, 1)), a_finding(counted_on=date(2028, 2, 29)))
    assert row_of(figures(quarter_of(date(2028, 2, 29)), as_of=None))["applied"] == 2


def test_a_replaced_finding_leaves_and_counts_in_a_report_of_the_time_before(db):
    old, new = saved(a_finding(breached=True), a_finding(made.BEGAN + timedelta(days=9)))
    Finding.objects.filter(pk=old.pk).update(replaced_by=new)
    seen = {as_of: row_of(figures(Q1, as_of=as_of)) for as_of in (None, made.BEGAN + timedelta(days=8), made.BEGAN + timedelta(days=9))}
    assert [(row["applied"], row["breaches"]) for row in seen.values()] == [(1, 0), (1, 1), (1, 0)]


def test_an_exempt_breach_is_a_breach_that_owes_nothing(db):
    saved(a_finding(breached=True, exempt="EX-SUP-SEVERE-WEATHER"), a_finding(breached=True, amount_gbp=Decimal("75.00")), a_finding())
    row = row_of(figures(Q1, as_of=None))
    assert (row["breaches"], row["exempt"], row["share_percent"], row["amount_gbp"]) == (2, 1, "66.67", "75.00")


def test_a_breach_whose_payment_only_waits_is_not_exempt(db):
    saved(a_finding(breached=True, exempt="EX-SUP-GENUINE-DISPUTE", amount_gbp=Decimal("30.00")))
    assert row_of(figures(Q1, as_of=None))["exempt"] == 0


def test_a_finding_that_a_person_must_decide_is_no_breach_yet(db):
    saved(a_finding(breached=None, amount_gbp=None))
    assert [row_of(figures(Q1, as_of=None))[name] for name in ("applied", "breaches", "undecided")] == [1, 0, 1]


def test_a_late_extra_counts_under_its_own_code_and_its_ledger_side_is_the_extra(db):
    first, late = saved(a_finding(amount_gbp=Decimal("75.00"), breached=True), a_finding(code="EL-R19", amount_gbp=Decimal("30.00"), breached=True))
    a_payment("approved", finding=first, late_finding=late, amount_gbp=Decimal("75.00"), late_extra_gbp=Decimal("30.00")).save()
    found = figures(Q1, as_of=None)
    assert row_of(found, "EL-R19")["amount_gbp"] == "30.00" and found["totals"]["ledger"]["approved_gbp"] == "105.00"


def test_customers_of_an_incident_count_once_it_is_worked_out(db):
    saved(a_customer(an_incident(), breached=True, amount_gbp=Decimal("70.00")), a_customer(an_incident(None), breached=True))
    assert row_of(figures(Q1, as_of=None), "EL-R7")["breaches"] == 1
    assert figures(Q1, as_of=made.BEGAN - timedelta(seconds=1))["rows"] == []


def test_an_empty_period_says_nothing_rather_than_nought_percent(db):
    totals = figures(Q1, as_of=None)["totals"]
    assert (totals["assessed"], totals["share_percent"], totals["change_points"], totals["amount_gbp"]) == (0, None, None, "0.00")


def test_what_has_no_day_counts_in_no_period_and_is_told(db):
    saved(a_finding(counted_on=None), a_finding(counted_on=None, applies=False))
    found = figures(Q1, as_of=None)
    assert (found["rows"], found["undated"]) == ([], 1)


def test_it_takes_as_many_statements_for_many_rows_as_for_none(db, django_assert_max_num_queries):
    saved(*(a_finding(code=code, counted_on=date(2026, 2, day)) for code in made.CODES for day in range(1, 20)))
    with django_assert_max_num_queries(4):
        assert len(figures(Q1, as_of=None)["rows"]) == len(made.CODES)


def test_a_lateness_that_fell_with_its_payment_counts_until_then(db):
    first, late = saved(a_finding(breached=True, amount_gbp=Decimal("75.00")),
                        a_finding(made.BEGAN + timedelta(hours=9), code="EL-R19", breached=True, amount_gbp=Decimal("30.00")))
    refused = {"late_extra_gbp": Decimal("30.00"), "refused_at": made.BEGAN + timedelta(days=3)}
    a_payment("refused", finding=first, late_finding=late, amount_gbp=Decimal("75.00"), **refused).save()
    Finding.objects.filter(pk=late.pk).update(fell_at=made.BEGAN + timedelta(days=3))
    days = (made.BEGAN + timedelta(days=2), made.BEGAN + timedelta(days=3), None)
    assert [len(figures(Q1, as_of=as_of)["rows"]) for as_of in days] == [2, 1, 1]


def test_a_payment_that_moved_on_stood_by_the_earlier_finding_then(db):
    old, new = saved(a_finding(breached=True, amount_gbp=Decimal("75.00")),
                     a_finding(made.BEGAN + timedelta(days=9), breached=True, amount_gbp=Decimal("75.00")))
    Finding.objects.filter(pk=old.pk).update(replaced_by=new)
    a_payment("approved", finding=new, amount_gbp=Decimal("75.00")).save()
    for as_of in (made.BEGAN + timedelta(days=5), made.BEGAN + timedelta(days=10), None):
        assert figures(Q1, as_of=as_of)["totals"]["ledger"]["approved_gbp"] == "75.00"
