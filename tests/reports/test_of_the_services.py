"""The report of findings, payments and incidents as the services make them: it agrees with the ledger's own sums to the penny."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from complaints.money import accruing
from complaints.money.incidents import booking
from complaints.money.models import Finding, Payment
from complaints.money.totals import totals
from complaints.reports.periods import Period
from complaints.reports.standards_report import figures
from tests.factories import AN_HOUR, MONDAY, op
from tests.money.cases import MISSED_VISIT, NOW, WALKS, a_case, a_payment, do, goodwill, record
from tests.money.storms import filled, row, work

Q2 = Period(date(2026, 4, 1), date(2026, 6, 30))
LATE = MONDAY + timedelta(days=14)
OTHER_VISIT = {"slot_start": "2026-05-07T10:00", "slot_end": "2026-05-07T14:00", "attended_at": None}


@pytest.fixture(autouse=True)
def var(settings, tmp_path, db):
    settings.VAR_DIR = tmp_path


def of(code, as_of=None):
    return next((row for row in figures(Q2, as_of=as_of)["rows"] if row["code"] == code), None)


def ledger(as_of=None):
    return {name.removesuffix("_gbp"): Decimal(text) for name, text in figures(Q2, as_of=as_of)["totals"]["ledger"].items()}


def reconciles() -> bool:
    """Whether the report's sums by state are those of the ledger's standard payments, of findings that count."""
    kept = totals(Payment.objects.filter(kind="standard").exclude(finding__replaced_by__isnull=False))
    told = ledger()
    return all(kept.of_state(state).gbp == told[state] for state in ("proposed", "approved", "paid", "held"))


@pytest.mark.parametrize("state", WALKS)
def test_a_payment_stands_in_the_report_as_in_the_ledger(state):
    a_payment(state)
    assert (of("SUP-APPT-MISSED")["breaches"], ledger()[state]) == (1, Decimal("40.00"))


def test_all_states_together_reconcile_and_goodwill_stays_outside():
    goodwill(a_payment("approved").complaint)
    for state in WALKS:
        a_payment(state)
    assert reconciles() and figures(Q2, as_of=None)["totals"]["amount_gbp"] == "240.00"


def test_a_finding_worked_out_anew_counts_once():
    complaint = a_case()
    record(complaint)
    record(complaint, facts=MISSED_VISIT | {"attended_at": "2026-05-08T13:00"}, now=NOW + AN_HOUR)
    assert (of("SUP-APPT-MISSED")["applied"], of("SUP-APPT-MISSED")["breaches"]) == (1, 0) and reconciles()
    assert of("SUP-APPT-MISSED", as_of=NOW)["breaches"] == 1


def test_a_payment_made_late_is_a_failure_of_its_own():
    a_payment("approved")
    accruing.accrue_due(now=LATE)
    assert (of("SUP-GS-PAYMENT-LATE")["breaches"], of("SUP-GS-PAYMENT-LATE")["amount_gbp"]) == (1, "40.00") and reconciles()
    assert ledger()["approved"] == Decimal("80.00") and of("SUP-GS-PAYMENT-LATE", as_of=LATE - AN_HOUR) is None


def test_the_lateness_of_a_payment_that_is_refused_counted_until_then():
    payment = a_payment("proposed")
    accruing.accrue_due(now=LATE)
    payment.refresh_from_db()
    do(payment, "refuse", now=LATE + AN_HOUR)
    assert of("SUP-GS-PAYMENT-LATE") is None and of("SUP-GS-PAYMENT-LATE", as_of=LATE)["breaches"] == 1


def test_an_exemption_that_holds_is_an_exempt_breach_and_a_dispute_is_not():
    record(a_case(), facts=MISSED_VISIT | {"exemptions": [{"code": "EX-SUP-NO-ACTION-WANTED", "evidence": "She said so on the phone."}]})
    record(a_case(), facts=OTHER_VISIT | {"exemptions": [{"code": "EX-SUP-GENUINE-DISPUTE", "evidence": "They say nobody rang."}]})
    assert [of("SUP-APPT-MISSED")[name] for name in ("breaches", "exempt", "amount_gbp")] == [2, 1, "40.00"]


def test_a_storm_counts_with_each_of_its_customers_and_reconciles_once_booked():
    storm = filled([row("A"), row("B", "small business"), row("C", on="01/05/2026 09:00")])
    before = of("EL-R7")
    booking.start(storm.pk, {"op_id": op(), "version": storm.version}, by=storm.made_by, now=MONDAY)
    work(MONDAY)
    assert (before["applied"], before["breaches"]) == (3, 2) and of("EL-R7")["amount_gbp"] == before["amount_gbp"]
    assert reconciles() and ledger()["proposed"] == Decimal(before["amount_gbp"]) and not Finding.objects.exists()
