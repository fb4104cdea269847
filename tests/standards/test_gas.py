"""Gas supply and complaints (GS1, GS2, GS3, GS12 to GS14; seed lines 187 to 192 and 212): a table for each row.

Counted in England from June 2024, which has no bank holiday. 20 WD from Tue 11 Jun is Tue 9 Jul.
"""
import pytest

from tests.standards.asking import Case, ask, differs, failed, kept, outside, params

GS1, GS2, GS3, GS12, GS13, GS14 = "GAS-GS1", "GAS-GS2", "GAS-GS3", "GAS-GS12", "GAS-GS13", "GAS-GS14"
SMALL, LARGE = {"customer_type": "small_business"}, {"customer_type": "large_business"}


def gas(back, since="2024-06-10T08:00", kwh=None, **more):
    return {"interrupted_at": since, "restored_at": back, "annual_consumption_kwh": kwh, **more}


def firm(back, kwh="73200", **more):
    return gas(back, kwh=kwh, **{"customer_type": "small_business", **more})


DAY = "2024-06-11T08:00+01:00"
SUPPLY = [
    Case("24 hours to the minute", GS1, gas("2024-06-11T08:00"), kept(DAY)),
    Case("a minute after", GS1, gas("2024-06-11T08:01"), failed("30.00", DAY, "2024-07-09")),
    Case("business", GS1, firm("2024-06-11T08:01"), failed("50.00", DAY, "2024-07-09")),
    Case("large business by its kWh", GS1, firm("2024-06-11T08:01", "500", **LARGE), failed("50.00", DAY, "2024-07-09")),
    # Wed 12 Jun + 20 WD = Wed 10 Jul.
    Case("a minute short of a further day", GS1, gas("2024-06-12T07:59"), failed("30.00", DAY, "2024-07-10")),
    Case("a further day to the minute", GS1, gas("2024-06-12T08:00"), failed("60.00", DAY, "2024-07-10")),
    Case("business, a further day", GS1, firm("2024-06-12T08:00"), failed("100.00", DAY, "2024-07-10")),
    # 30 + 32 x 30 = 990 after 33 days: Sat 13 Jul; + 20 WD = Fri 9 Aug. A day more would make 1,020.
    Case("a day before the maximum", GS1, gas("2024-07-13T08:00"), failed("990.00", DAY, "2024-08-09")),
    Case("over the maximum", GS1, gas("2024-07-14T08:00"), failed("1000.00", DAY, "2024-08-09")),
    # 50 + 19 x 50 = 1,000 after 20 days: Sun 30 Jun; + 20 WD = Fri 26 Jul.
    Case("business a minute before the maximum", GS1, firm("2024-06-30T07:59"), failed("950.00", DAY, "2024-07-26")),
    Case("business at the maximum", GS1, firm("2024-06-30T08:00"), failed("1000.00", DAY, "2024-07-26")),
    Case("business over the maximum", GS1, firm("2024-07-01T08:00"), failed("1000.00", DAY, "2024-07-29")),
    Case("not back, at the limit", GS1, gas(None, as_of="2024-06-11T08:00"), kept(DAY)),
    Case("not back, a minute after: no due day yet", GS1, gas(None, as_of="2024-06-11T08:01"), failed("30.00", DAY, None)),
    Case("a home has no limit of use", GS1, gas("2024-06-11T08:01", kwh="90000"), failed("30.00", DAY, "2024-07-09")),
    # Sun 30 Mar 2025 + 20 WD, past Good Friday 18 and Easter Monday 21 Apr: Tue 29 Apr. Scotland works on Easter Monday: Mon 28 Apr.
    Case("clocks go forward", GS1, gas("2025-03-30T13:00", "2025-03-29T12:00"), kept("2025-03-30T13:00+01:00")),
    Case("clocks go forward, a minute after", GS1, gas("2025-03-30T13:01", "2025-03-29T12:00"),
         failed("30.00", "2025-03-30T13:00+01:00", "2025-04-29")),
    Case("in Scotland", GS1, gas("2025-03-30T13:01", "2025-03-29T12:00", nation="scotland"),
         failed("30.00", "2025-03-30T13:00+01:00", "2025-04-28")),
    Case("clocks go back", GS1, gas("2025-10-26T11:00", "2025-10-25T12:00"), kept("2025-10-26T11:00+00:00")),
    Case("clocks go back, a minute after", GS1, gas("2025-10-26T11:01", "2025-10-25T12:00"),
         failed("30.00", "2025-10-26T11:00+00:00", "2025-11-21")),
]


@pytest.mark.parametrize("case", params(SUPPLY))
def test_gas_is_back_within_a_day(case):
    assert not differs(case)


def works(done, **more):
    """Mon 3 Jun + 5 WD = Mon 10 Jun."""
    return {"works_completed_on": "2024-06-03", "reinstated_on": done, **more}


TEN = "2024-06-10"
GROUND = [
    Case("day 5", GS2, works("2024-06-10"), kept(TEN)),
    Case("1 day late", GS2, works("2024-06-11"), failed("50.00", TEN, "2024-07-09")),
    Case("1 day late, business", GS2, works("2024-06-11", **LARGE), failed("100.00", TEN, "2024-07-09")),
    Case("5 days late", GS2, works("2024-06-17"), failed("50.00", TEN, "2024-07-15")),
    Case("6 days late", GS2, works("2024-06-18"), failed("100.00", TEN, "2024-07-16")),
    Case("10 days late", GS2, works("2024-06-24"), failed("100.00", TEN, "2024-07-22")),
    Case("11 days late, business", GS2, works("2024-06-25", **SMALL), failed("300.00", TEN, "2024-07-23")),
    # Tue 10 Jun 2025 is 253 working days after Mon 10 Jun 2024: 51 payments; no maximum is printed.
    Case("a year late", GS2, works("2025-06-10"), failed("2550.00", TEN, "2025-07-08")),
    Case("not yet, on the last day", GS2, works(None, as_of="2024-06-10T23:59"), kept(TEN)),
    Case("not yet, the day after", GS2, works(None, as_of="2024-06-11T00:00"), failed("50.00", TEN, None)),
]


@pytest.mark.parametrize("case", params(GROUND))
def test_the_ground_is_made_good_in_five_working_days(case):
    assert not differs(case)


def cold(given, since="2024-06-10T09:00", count=10, claimed="2024-06-20", *, registered=True, **more):
    return {"on_priority_register": registered, "interrupted_at": since, "customers_affected": count, "facilities_provided_at": given,
            "claim_made_on": claimed, **more}


ONE, SHUT = "2024-06-10T13:00+01:00", {"claim_window_end": "2024-09-10"}
CLAIMED = failed("24.00", ONE, "2024-07-18", claim_ok=True, **SHUT)  # Thu 20 Jun + 20 WD
UNCLAIMED = failed("0.00", ONE, None, **SHUT)
HEATING = [
    Case("four hours to the minute", GS3, cold("2024-06-10T13:00"), kept(ONE)),
    Case("a minute after", GS3, cold("2024-06-10T13:01"), CLAIMED),
    Case("250 customers are four hours", GS3, cold("2024-06-10T13:01", count=250), CLAIMED),
    Case("251 customers are eight", GS3, cold("2024-06-10T17:00", count=251), kept("2024-06-10T17:00+01:00")),
    Case("251 customers, a minute after", GS3, cold("2024-06-10T17:01", count=251), {"amount_gbp": "24.00"}),
    Case("the night does not count", GS3, cold("2024-06-11T10:00", "2024-06-10T18:00"), kept("2024-06-11T10:00+01:00")),
    Case("the night does not count, a minute after", GS3, cold("2024-06-11T10:01", "2024-06-10T18:00"),
         failed("24.00", "2024-06-11T10:00+01:00", "2024-07-18")),
    Case("off in the night, from eight", GS3, cold("2024-06-11T12:00", "2024-06-10T22:00"), kept("2024-06-11T12:00+01:00")),
    Case("off before eight", GS3, cold("2024-06-11T12:00", "2024-06-11T05:00"), kept("2024-06-11T12:00+01:00")),
    Case("off at 16:00, the limit is eight in the evening", GS3, cold("2024-06-10T20:00", "2024-06-10T16:00"), kept("2024-06-10T20:00+01:00")),
    Case("a weekend counts like any day", GS3, cold("2024-06-16T10:00", "2024-06-15T18:00"), kept("2024-06-16T10:00+01:00")),
    Case("the night the clocks go forward", GS3, cold("2025-03-30T10:00", "2025-03-29T18:00"), kept("2025-03-30T10:00+01:00")),
    Case("the night the clocks go back", GS3, cold("2025-10-26T10:00", "2025-10-25T18:00"), kept("2025-10-26T10:00+00:00")),
    Case("gas back before the limit", GS3, cold(None, supply_restored_at="2024-06-10T12:59"), kept(ONE)),
    Case("gas back after the limit", GS3, cold(None, supply_restored_at="2024-06-10T13:01"), CLAIMED),
    Case("nothing yet, at the limit", GS3, cold(None, claimed=None, as_of="2024-06-10T13:00"), kept(ONE)),
    Case("nothing yet, a minute after", GS3, cold(None, claimed=None, as_of="2024-06-10T13:01"), UNCLAIMED | {"potential_gbp": "24.00"}),
    Case("claimed on the last day", GS3, cold(None, claimed="2024-09-10"), failed("24.00", ONE, "2024-10-08", claim_ok=True, **SHUT)),
    Case("claimed the day after", GS3, cold(None, claimed="2024-09-11"), UNCLAIMED | {"claim_ok": False}),
    Case("three months end on the leap day", GS3, cold(None, "2023-11-30T09:00", claimed="2024-02-29"),
         {"amount_gbp": "24.00", "claim_ok": True, "claim_window_end": "2024-02-29"}),
    Case("not on the register", GS3, cold(None, registered=False), outside()),
    Case("a business", GS3, cold(None, **SMALL), outside()),
]


@pytest.mark.parametrize("case", params(HEATING))
def test_a_priority_home_gets_heating_and_cooking_in_four_hours_of_the_day(case):
    assert not differs(case)


def planned(told, off="2024-06-10", claimed="2024-06-20", **more):
    """Off on Mon 10 June 2024; the fifth working day after Mon 3 Jun is that day."""
    return {"notice_given_on": told, "interrupted_on": off, "claim_made_on": claimed, **more}


THREE, SEP = "2024-06-03", {"claim_window_end": "2024-09-10"}
SHORT = failed("20.00", THREE, "2024-07-18", failure_on="2024-06-10", claim_ok=True, **SEP)
NOTICES = [
    Case("Monday for Monday", GS13, planned("2024-06-03"), kept(THREE, **SEP)),
    Case("Tuesday for Monday", GS13, planned("2024-06-04"), SHORT),
    Case("business", GS13, planned("2024-06-04", **LARGE), SHORT | {"amount_gbp": "50.00"}),
    Case("no notice", GS13, planned(None), SHORT),
    # Mon 19 Aug + 5 WD = Tue 27 Aug in England, Mon 26 Aug in Scotland.
    Case("over the bank holiday", GS13, planned("2024-08-19", "2024-08-26"), {"breached": True, "amount_gbp": "20.00"}),
    Case("in Scotland", GS13, planned("2024-08-19", "2024-08-26", nation="scotland"), {"breached": False, "amount_gbp": "0.00"}),
    Case("claimed on the last day", GS13, planned(None, claimed="2024-09-10"), SHORT | {"payment_due_by": "2024-10-08"}),
    Case("claimed the day after", GS13, planned(None, claimed="2024-09-11"), {"breached": True, "amount_gbp": "0.00", "claim_ok": False, **SEP}),
    Case("not claimed yet", GS13, planned(None, claimed=None, as_of="2024-09-10T12:00"),
         {"breached": True, "amount_gbp": "0.00", "potential_gbp": "20.00", **SEP}),
]


@pytest.mark.parametrize("case", params(NOTICES))
def test_five_working_days_notice_of_planned_work(case):
    assert not differs(case)


def reply(on, first=None, *, visit=False, **more):
    """Received Mon 3 June 2024: WD 10 is Mon 17 Jun, WD 20 Mon 1 Jul."""
    return {"complaint_received_on": "2024-06-03", "needs_visit_or_third_party": visit, "initial_written_response_on": first,
            "substantive_response_on": on, **more}


def told(notified, paid, **more):
    """Tue 11 Jun + 20 WD = Tue 9 Jul."""
    return {"compensation_due_on": "2024-06-11", "notified_on": notified, "paid_on": paid, **more}


TENTH, TWENTIETH, JUL9 = "2024-06-17", "2024-07-01", "2024-07-09"
REPLIES = [
    Case("answered on day 10", GS14, reply("2024-06-17"), kept(TENTH)),
    Case("1 day late", GS14, reply("2024-06-18"), failed("20.00", TENTH, "2024-07-16")),
    Case("business the same", GS14, reply("2024-06-18", **LARGE), failed("20.00", TENTH, "2024-07-16")),
    Case("5 days late", GS14, reply("2024-06-24"), failed("20.00", TENTH, "2024-07-22")),
    Case("6 days late", GS14, reply("2024-06-25"), failed("40.00", TENTH, "2024-07-23")),
    # 20 working days after Mon 17 Jun is Mon 15 Jul: four payments; the day after begins the fifth, which is the maximum.
    Case("20 days late", GS14, reply("2024-07-15"), failed("80.00", TENTH, "2024-08-12")),
    Case("21 days late meets the maximum", GS14, reply("2024-07-16"), failed("100.00", TENTH, "2024-08-13")),
    Case("26 days late is over it", GS14, reply("2024-07-23"), failed("100.00", TENTH, "2024-08-20")),
    Case("a visit, first answer on day 10", GS14, reply("2024-07-01", "2024-06-17", visit=True), kept(TWENTIETH)),
    Case("a visit, a day after the 20", GS14, reply("2024-07-02", "2024-06-17", visit=True), failed("20.00", TWENTIETH, "2024-07-30")),
    # Mon 1 Jul is 10 working days after Mon 17 Jun.
    Case("a visit, first answer on day 11", GS14, reply("2024-07-01", "2024-06-18", visit=True), failed("40.00", TENTH, "2024-07-29")),
    Case("a visit, no first answer", GS14, reply("2024-07-01", visit=True), failed("40.00", TENTH, "2024-07-29")),
    Case("not yet, on the last day", GS14, reply(None, as_of="2024-06-17T23:59"), kept(TENTH)),
    Case("not yet, the day after", GS14, reply(None, as_of="2024-06-18T00:00"), failed("20.00", TENTH, None)),
    Case("told and paid on day 20", GS12, told(JUL9, JUL9), kept(JUL9)),
    Case("paid a day after", GS12, told(JUL9, "2024-07-10"), failed("20.00", JUL9, None)),
    Case("told a day after", GS12, told("2024-07-10", JUL9), failed("20.00", JUL9, None)),
    Case("both late pay once", GS12, told("2024-07-10", "2025-07-10"), failed("20.00", JUL9, None)),
    Case("neither", GS12, told(None, None), failed("20.00", JUL9, None)),
    Case("neither yet, on the last day", GS12, told(None, None, as_of="2024-07-09T23:59"), kept(JUL9)),
    Case("large business", GS12, told(None, None, **LARGE), failed("20.00", JUL9, None)),
]


@pytest.mark.parametrize("case", params(REPLIES))
def test_the_transporter_answers_and_pays_in_time(case):
    assert not differs(case)


@pytest.mark.parametrize(("kind", "kwh", "amount"), [("domestic", None, "30.00"), ("small_business", "73200", "50.00"),
                                                     ("large_business", "73199.99", "50.00")])
def test_up_to_73200_kwh_the_figures_hold(kind, kwh, amount):
    assert ask(GS1, gas("2024-06-11T08:01", kwh=kwh, customer_type=kind))["amount_gbp"] == amount
