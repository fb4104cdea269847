"""Visits and meters of the supplier (seed lines 14 to 23), and the late payment and pass-on (43, 48): a table for each row.

June and July 2024 have no bank holiday. WD = working day; day 0 is the day itself.
"""
import pytest

from tests.standards.asking import Case, differs, failed, kept, outside, params

OFFER, SLOT, MISSED, SHORT = "SUP-APPT-OFFER", "SUP-APPT-SLOT", "SUP-APPT-MISSED", "SUP-APPT-SHORT-NOTICE"
ASSESS, EXPLAIN, EMAIL, METER = "SUP-METER-ASSESS", "SUP-METER-EXPLAIN", "SUP-METER-EMAIL", "SUP-METER"
LARGE, SMALL, SCOTLAND = {"customer_type": "large_business"}, {"customer_type": "small_business"}, {"nation": "scotland"}


def offer(arranged, judged=None, **more):
    return {"requested_on": "2024-06-03", "reasonable_appointment_arranged": arranged, "judged_failed_on": judged, **more}


def slot(start, end, *, asked=False, **more):
    """On one day: `start` is a moment, `end` the time it ends."""
    return {"slot_start": start, "slot_end": f"{start[:10]}T{end}", "customer_requested_specific": asked, **more}


def visit(attended, **more):
    """Wednesday 12 June 2024, 08:00 to 12:00."""
    return {"slot_start": "2024-06-12T08:00", "slot_end": "2024-06-12T12:00", "attended_at": attended, **more}


def notice(told, visit_on, by="supplier", **more):
    return {"notice_given_on": told, "appointment_on": visit_on, "cancelled_by": by, **more}


def meter(contacted="2024-06-03", *, lost=False, **more):
    return {"contacted_on": contacted, "supply_lost": lost, **more}


def explain(explained, offered, **more):
    return meter(explained_on=explained, visit_offered_on=offered, **more)


def bundle(assessed, explained, offered, emailed, **more):
    return explain(explained, offered, assessed_on=assessed, emailed_on=emailed, **more)


NOON = "2024-06-12T12:00+01:00"
FIVE = "2024-06-10"  # Mon 3 Jun + 5 WD: 4, 5, 6, 7, 10
DUE = "2024-06-24"  # Mon 10 Jun + 10 WD

VISITS = [
    # Fail on Wed 12 Jun + 10 WD: 13, 14, 17 to 21, 24, 25, 26.
    Case("judged reasonable", OFFER, offer(True), kept()),
    Case("judged failed", OFFER, offer(False, "2024-06-12"), failed("30.00", None, "2024-06-26", failure_on="2024-06-12")),
    Case("small business", OFFER, offer(False, "2024-06-12", **SMALL), failed("30.00", None, "2024-06-26", failure_on="2024-06-12")),
    Case("large business", OFFER, offer(False, "2024-06-12", **LARGE), outside()),
    Case("came with the last minute of the slot", MISSED, visit("2024-06-12T12:00"), kept(NOON)),
    Case("a minute after the slot", MISSED, visit("2024-06-12T12:01"), failed("30.00", NOON, "2024-06-26")),
    Case("nobody came", MISSED, visit(None), failed("30.00", NOON, "2024-06-26")),
    Case("nobody yet, at the last minute", MISSED, visit(None, as_of="2024-06-12T12:00"), kept(NOON)),
    Case("nobody yet, a minute later", MISSED, visit(None, as_of="2024-06-12T12:01"), failed("30.00", NOON, "2024-06-26")),
    Case("small business", MISSED, visit(None, **SMALL), failed("30.00", NOON, "2024-06-26")),
    Case("large business", MISSED, visit(None, **LARGE), outside()),
    # Mon 19 Aug + 10 WD: 20 to 23, 27 to 30, 2 and 3 Sep in England; Scotland works on 26 Aug.
    Case("due past the August bank holiday", MISSED, slot("2024-08-19T08:00", "12:00", attended_at=None),
         failed("30.00", "2024-08-19T12:00+01:00", "2024-09-03")),
    Case("due in Scotland", MISSED, slot("2024-08-19T08:00", "12:00", attended_at=None, **SCOTLAND),
         failed("30.00", "2024-08-19T12:00+01:00", "2024-09-02")),
    Case("came on the day before", MISSED, visit("2024-06-11T09:00"), {"breached": None, "amount_gbp": None}),
    # Told on or before the last working day before the visit. Due 10 WD after the day of notice.
    Case("Wednesday for Thursday", SHORT, notice("2024-06-12", "2024-06-13"), kept("2024-06-12")),
    Case("on the day", SHORT, notice("2024-06-13", "2024-06-13"), failed("30.00", "2024-06-12", "2024-06-27", failure_on="2024-06-13")),
    Case("Friday for Monday", SHORT, notice("2024-06-14", "2024-06-17"), kept("2024-06-14")),
    # Sat 15 Jun + 10 WD: 17 to 21, 24 to 28.
    Case("Saturday for Monday", SHORT, notice("2024-06-15", "2024-06-17"), failed("30.00", "2024-06-14", "2024-06-28", failure_on="2024-06-15")),
    # Mon 26 Aug is a bank holiday in England and a working day in Scotland. Mon 26 Aug + 10 WD: 27 to 30, 2 to 6, 9 Sep.
    Case("bank holiday for Tuesday", SHORT, notice("2024-08-26", "2024-08-27"),
         failed("30.00", "2024-08-23", "2024-09-09", failure_on="2024-08-26")),
    Case("26 August in Scotland", SHORT, notice("2024-08-26", "2024-08-27", **SCOTLAND), kept("2024-08-26")),
    Case("2 January in England", SHORT, notice("2025-01-02", "2025-01-03"), kept("2025-01-02")),
    # Thu 2 Jan + 10 WD: 3, 6 to 10, 13 to 16.
    Case("2 January in Scotland", SHORT, notice("2025-01-02", "2025-01-03", **SCOTLAND),
         failed("30.00", "2024-12-31", "2025-01-16", failure_on="2025-01-02")),
    Case("large business", SHORT, notice("2024-06-13", "2024-06-13", **LARGE), outside()),
]


@pytest.mark.parametrize("case", params(VISITS))
def test_a_visit_is_offered_kept_or_called_off_in_time(case):
    assert not differs(case)


def test_a_visit_that_the_customer_calls_off_costs_nothing():
    assert not differs(Case("", SHORT, notice("2024-06-13", "2024-06-13", by="customer"), {"amount_gbp": "0.00", "payment_due_by": None}))


SLOTS = [
    ("four hours from eight", slot("2024-06-12T08:00", "12:00"), True),
    ("a minute over four hours", slot("2024-06-12T08:00", "12:01"), False),
    ("a minute before eight", slot("2024-06-12T07:59", "11:00"), False),
    ("until eight in the evening", slot("2024-06-12T16:00", "20:00"), True),
    ("a minute after eight in the evening", slot("2024-06-12T17:00", "20:01"), False),
    ("two hours, as asked", slot("2024-06-12T10:00", "12:00", asked=True), True),
    ("a minute over two hours, as asked", slot("2024-06-12T10:00", "12:01", asked=True), False),
    ("Saturday from nine", slot("2024-06-15T09:00", "13:00"), True),
    ("Saturday a minute before nine", slot("2024-06-15T08:59", "12:00"), False),
    ("Sunday until five", slot("2024-06-16T13:00", "17:00"), True),
    ("Sunday a minute after five", slot("2024-06-16T14:00", "17:01"), False),
    ("bank holiday at eight, England", slot("2024-08-26T08:00", "12:00"), False),
    ("the same day, Scotland", slot("2024-08-26T08:00", "12:00", **SCOTLAND), True),
    ("2 January at eight, England", slot("2024-01-02T08:00", "12:00"), True),
    ("2 January at eight, Scotland", slot("2024-01-02T08:00", "12:00", **SCOTLAND), False),
    ("St Andrew's Day kept on Monday 2 December", slot("2024-12-02T08:00", "12:00", **SCOTLAND), False),
    ("Sunday the clocks go forward", slot("2025-03-30T09:00", "13:00"), True),
]


@pytest.mark.parametrize(("facts", "fits"), [pytest.param(facts, fits, id=name) for name, facts, fits in SLOTS])
def test_a_slot_has_the_promised_length_and_hours_and_never_pays(facts, fits):
    assert not differs(Case("", SLOT, facts, {"applies": True, "slot_ok": fits, "amount_gbp": "0.00"}))


METERS = [
    Case("assessed on day 5", ASSESS, meter(assessed_on=FIVE), kept(FIVE)),
    Case("a day after", ASSESS, meter(assessed_on="2024-06-11"), failed("30.00", FIVE, DUE)),
    Case("not yet, on the last day", ASSESS, meter(assessed_on=None, as_of="2024-06-10T23:59"), kept(FIVE)),
    Case("not yet, the day after", ASSESS, meter(assessed_on=None, as_of="2024-06-11T00:00"), failed("30.00", FIVE, DUE)),
    Case("told on a Saturday, day 0 all the same", ASSESS, meter("2024-06-01", assessed_on="2024-06-10"),
         failed("30.00", "2024-06-07", "2024-06-21")),
    # Wed 27 Mar 2024: 28 Mar, then 2 to 5 Apr, past Good Friday and Easter Monday; Scotland works on Easter Monday.
    Case("over Easter", ASSESS, meter("2024-03-27", assessed_on="2024-04-05"), kept("2024-04-05")),
    Case("over Easter in Scotland", ASSESS, meter("2024-03-27", assessed_on="2024-04-05", **SCOTLAND),
         failed("30.00", "2024-04-04", "2024-04-18")),
    Case("supply lost", ASSESS, meter(lost=True, assessed_on=None), outside()),
    Case("small business", ASSESS, meter(assessed_on=None, **SMALL), failed("30.00", FIVE, DUE)),
    Case("large business", ASSESS, meter(assessed_on=None, **LARGE), outside()),
    Case("explained on day 5", EXPLAIN, explain(FIVE, None), kept(FIVE)),
    Case("visit offered on day 5, explained later", EXPLAIN, explain("2024-06-12", FIVE), kept(FIVE)),
    Case("both a day after", EXPLAIN, explain("2024-06-11", "2024-06-11"), failed("30.00", FIVE, DUE)),
    Case("neither", EXPLAIN, explain(None, None), failed("30.00", FIVE, DUE)),
    Case("neither yet, on the last day", EXPLAIN, explain(None, None, as_of="2024-06-10T12:00"), kept(FIVE)),
    Case("supply lost", EXPLAIN, explain(None, None, lost=True), outside()),
    Case("large business", EXPLAIN, explain(None, None, **LARGE), outside()),
    Case("emailed on day 5", EMAIL, meter(emailed_on=FIVE), kept(FIVE)),
    Case("a day after", EMAIL, meter(emailed_on="2024-06-11"), failed("30.00", FIVE, DUE)),
    Case("supply lost", EMAIL, meter(lost=True, emailed_on=None), outside()),
    Case("large business", EMAIL, meter(emailed_on=None, **LARGE), outside()),
    Case("all three in time", METER, bundle(FIVE, FIVE, None, FIVE), kept(FIVE)),
    Case("only the assessment late", METER, bundle("2024-06-11", FIVE, None, FIVE), failed("30.00", FIVE, DUE)),
    Case("neither explained nor emailed is one failure", METER, bundle(FIVE, None, None, None), failed("30.00", FIVE, DUE)),
    Case("all three failed is at most two payments", METER, bundle(None, None, None, None), failed("60.00", FIVE, DUE)),
    Case("assessment and email late", METER, bundle("2024-06-11", FIVE, None, "2024-06-11"), failed("60.00", FIVE, DUE)),
]


@pytest.mark.parametrize("case", params(METERS))
def test_a_doubted_meter_is_looked_into_within_five_working_days(case):
    assert not differs(case)


LATE, PASS_ON = "SUP-GS-PAYMENT-LATE", "SUP-DNO-PASS-ON"


def late(paid, **more):
    return {"original_failure_on": "2024-06-10", "paid_on": paid, **more}


def passed(on, received="2024-06-10", **more):
    return {"received_on": received, "passed_on_on": on, "network_amount_gbp": "75.00", **more}


# Mon 10 Jun + 10 WD = Mon 24 Jun; + 10 WD = Mon 8 Jul.
PAYMENTS = [
    Case("paid on day 10", LATE, late("2024-06-24"), kept("2024-06-24")),
    Case("a day after: one extra", LATE, late("2024-06-25"), failed("30.00", "2024-06-24", "2024-07-08")),
    Case("a year after: still one extra", LATE, late("2025-06-24"), failed("30.00", "2024-06-24", "2024-07-08")),
    Case("not yet, on the last day", LATE, late(None, as_of="2024-06-24T23:59"), kept("2024-06-24")),
    Case("not yet, the day after", LATE, late(None, as_of="2024-06-25T00:00"), failed("30.00", "2024-06-24", "2024-07-08")),
    Case("small business", LATE, late(None, **SMALL), failed("30.00", "2024-06-24", "2024-07-08")),
    Case("passed on on day 10", PASS_ON, passed("2024-06-24"), kept("2024-06-24")),
    Case("a day after", PASS_ON, passed("2024-06-25"), failed("30.00", "2024-06-24", "2024-07-08")),
    Case("large business too", PASS_ON, passed("2024-06-25", **LARGE), failed("30.00", "2024-06-24", "2024-07-08")),
    # Mon 23 Dec 2024: 24, 27, 30, 31 Dec, 2, 3, 6, 7, 8, 9 Jan; Scotland has 2 Jan off, so 10 Jan.
    Case("over Christmas", PASS_ON, passed("2025-01-09", "2024-12-23"), kept("2025-01-09")),
    Case("over Christmas in Scotland", PASS_ON, passed("2025-01-10", "2024-12-23", **SCOTLAND), kept("2025-01-10")),
]


@pytest.mark.parametrize("case", params(PAYMENTS))
def test_money_owed_is_paid_within_ten_working_days(case):
    assert not differs(case)
