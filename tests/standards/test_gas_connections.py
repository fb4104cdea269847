"""Gas connections (GS4 to GS11, seed lines 193 to 210) and the licence's yearly targets (194, 218 to 221): a table for each row.

From Mon 3 Jun 2024: WD 5 is Mon 10, 6 Tue 11, 11 Tue 18 Jun, 20 Mon 1, 21 Tue 2 Jul. 20 WD after the day the work came is the due day.
"""
import pytest

from tests.standards.asking import Case, ask, differs, failed, kept, outside, params, unlike

GS4, GS5, GS6, GS7, GS8, GS9, GS11 = (f"GAS-GS{number}" for number in (4, 5, 6, 7, 8, 9, 11))


def quote(on, flow="275", total="800.00", **more):
    return {"rate_of_flow_kwh": flow, "quotation_sum_gbp": total, "requested_on": "2024-06-03", "quote_issued_on": on, **more}


def over(on, **more):
    return quote(on, **{"flow": "275.01", "total": "5000.00", **more})


def dates(on, flow="275", total="800.00", **more):
    return {"rate_of_flow_kwh": flow, "quotation_sum_gbp": total, "accepted_on": "2024-06-03", "dates_offered_on": on, **more}


SIX, ELEVEN, TWENTY, TWENTY_ONE = "2024-06-11", "2024-06-18", "2024-07-01", "2024-07-02"
QUOTATIONS = [
    Case("day 6", GS4, quote("2024-06-11"), kept(SIX)),
    Case("a day after", GS4, quote("2024-06-12"), failed("10.00", SIX, "2024-07-10")),
    Case("business the same", GS4, quote("2024-06-12", customer_type="large_business"), failed("10.00", SIX, "2024-07-10")),
    Case("Saturday counts as Monday", GS4, quote("2024-06-15"), {"amount_gbp": "40.00"}),  # 12, 13, 14, 17
    # 24, 25 and 26 working days after Tue 11 Jun are Mon 15, Tue 16 and Wed 17 Jul.
    Case("a day before the maximum", GS4, quote("2024-07-15"), failed("240.00", SIX, "2024-08-12")),
    Case("at the maximum", GS4, quote("2024-07-16"), failed("250.00", SIX, "2024-08-13")),
    Case("over the maximum", GS4, quote("2024-07-17"), failed("250.00", SIX, "2024-08-14")),
    Case("no more than the quotation", GS4, quote("2024-07-17", total="99.99"), {"amount_gbp": "99.99"}),
    Case("a quotation as large as the sum", GS4, quote("2024-06-12", total="10.00"), {"amount_gbp": "10.00"}),
    Case("no quotation yet: the fixed maximum", GS4, quote(None, total=None, as_of="2024-09-02T12:00"), {"amount_gbp": "250.00"}),
    Case("not yet, on the last day", GS4, quote(None, as_of="2024-06-11T23:59"), kept(SIX)),
    Case("not yet, the day after", GS4, quote(None, as_of="2024-06-12T00:00"), failed("10.00", SIX, None)),
    Case("over 275 kWh", GS4, quote(None, "275.01"), outside()),
    Case("day 11", GS5, quote("2024-06-18"), kept(ELEVEN)),
    Case("a day after", GS5, quote("2024-06-19"), failed("10.00", ELEVEN, "2024-07-17")),
    Case("a day before the maximum", GS5, quote("2024-07-22"), {"amount_gbp": "240.00"}),  # 24 WD after Tue 18 Jun
    Case("over the maximum", GS5, quote("2024-07-24"), {"amount_gbp": "250.00"}),
    Case("over 275 kWh", GS5, quote(None, "276"), outside()),
    Case("day 21", GS6, over("2024-07-02"), kept(TWENTY_ONE)),
    Case("a day after", GS6, over("2024-07-03"), failed("20.00", TWENTY_ONE, "2024-07-31")),
    Case("a day before the maximum", GS6, over("2024-08-05"), {"amount_gbp": "480.00"}),  # 24 WD after Tue 2 Jul
    Case("at the maximum", GS6, over("2024-08-06"), {"amount_gbp": "500.00"}),
    Case("over the maximum", GS6, over("2024-08-07"), {"amount_gbp": "500.00"}),
    Case("no more than the quotation", GS6, over("2024-08-07", total="333.33"), {"amount_gbp": "333.33"}),
    Case("275 kWh itself is not over", GS6, quote(None, "275"), outside()),
    Case("day 20", GS9, dates("2024-07-01"), kept(TWENTY)),
    Case("a day after", GS9, dates("2024-07-02"), failed("20.00", TWENTY, "2024-07-30")),
    Case("a day before the maximum", GS9, dates("2024-07-17"), {"amount_gbp": "240.00"}),  # 12 WD after Mon 1 Jul
    Case("over the maximum", GS9, dates("2024-07-18"), {"amount_gbp": "250.00"}),
    Case("no more than the quotation", GS9, dates("2024-07-18", total="45.67"), {"amount_gbp": "45.67"}),
    Case("over 275 kWh", GS9, dates(None, "275.01"), outside()),
]


@pytest.mark.parametrize("case", params(QUOTATIONS))
def test_a_quotation_or_date_comes_in_its_days(case):
    assert not differs(case)


def accurate(on, of=GS4, flow="100", found="2024-06-14", **more):
    return {"underlying_standard": of, "rate_of_flow_kwh": flow, "quotation_sum_gbp": "800.00", "requested_on": "2024-06-03",
            "first_quote_on": "2024-06-10", "found_inaccurate_on": found, "accurate_quote_issued_on": on, **more}


def land(on, flow="275", **more):
    return {"rate_of_flow_kwh": flow, "requested_on": "2024-06-03", "responded_on": on, **more}


TEN = "2024-06-10"
OTHERS = [
    Case("put right within the limit", GS7, accurate("2024-06-11", found="2024-06-10"), kept(SIX)),
    # From the limit of Tue 11 Jun: 12, 13, 14 Jun.
    Case("three days after the limit", GS7, accurate("2024-06-14"), failed("30.00", SIX, "2024-07-12")),
    Case("over the maximum", GS7, accurate("2024-09-02"), {"amount_gbp": "250.00"}),
    Case("of a GS5 quotation", GS7, accurate("2024-06-19", GS5), {"amount_gbp": "10.00", "deadline": ELEVEN}),
    Case("of a GS6 quotation", GS7, accurate("2024-07-03", GS6, "300"), {"amount_gbp": "20.00", "deadline": TWENTY_ONE}),
    Case("the overcharge comes back besides", GS7, accurate("2024-06-14", overcharge_paid_gbp="12.34"),
         {"amount_gbp": "30.00", "refund_gbp": "12.34"}),
    Case("found right", GS7, accurate(None, found=None), {"breached": False, "amount_gbp": "0.00"}),
    Case("not right yet", GS7, accurate(None, as_of="2024-06-13T12:00"), {"breached": True, "amount_gbp": "20.00", "payment_due_by": None}),
    Case("day 5", GS8, land("2024-06-10"), kept(TEN)),
    Case("a day after", GS8, land("2024-06-11"), failed("40.00", TEN, "2024-07-09")),
    Case("a day before the maximum", GS8, land("2024-06-18"), {"amount_gbp": "240.00"}),
    Case("over the maximum", GS8, land("2024-06-19"), {"amount_gbp": "250.00"}),
    Case("over 275 kWh, a day before the maximum", GS8, land("2024-06-26", "275.01"), {"amount_gbp": "480.00"}),
    Case("over 275 kWh, over the maximum", GS8, land("2024-06-27", "275.01"), {"amount_gbp": "500.00"}),
    Case("not yet, on the last day", GS8, land(None, as_of="2024-06-10T23:59"), kept(TEN)),
]


@pytest.mark.parametrize("case", params(OTHERS))
def test_accuracy_and_land_enquiries(case):
    assert not differs(case)


def contract(total, done, agreed="2024-06-10", **more):
    return {"contract_sum_gbp": total, "agreed_on": agreed, "completed_on": done, **more}


DAYS = {1: "2024-06-11", 2: "2024-06-12", 5: "2024-06-17", 11: "2024-06-25", 55: "2024-08-27", 61: "2024-09-04"}  # after Mon 10 Jun
BANDS = [
    ("0.01", 1, "0.01"), ("150.00", 11, "150.00"), ("1000.00", 1, "20.00"), ("1000.00", 11, "200.00"), ("1000.00", 55, "200.00"),
    ("1000.01", 1, "25.00"),  # 25.00025
    ("1234.50", 1, "30.86"), ("1234.50", 2, "61.73"),  # 2.5 % is 30.8625; twice is 61.725
    ("1234.50", 11, "308.63"),  # 25 % is 308.625
    ("4000.00", 1, "100.00"), ("4000.00", 11, "1000.00"), ("4000.01", 1, "100.00"), ("4000.01", 11, "1000.00"),
    ("4001.50", 11, "1000.38"),  # 25 % is 1,000.375
    ("20000.00", 1, "100.00"), ("20000.00", 55, "5000.00"), ("20000.01", 55, "5000.00"), ("20000.01", 5, "500.00"), ("50000.00", 55, "5000.00"),
    ("50000.01", 1, "150.00"), ("50000.01", 61, "9000.00"), ("100000.00", 5, "750.00"), ("100000.00", 61, "9000.00"),
]


@pytest.mark.parametrize(("total", "days", "amount"), BANDS)
def test_the_agreed_completion_pays_by_the_contract(total, days, amount):
    assert not unlike(ask(GS11, contract(total, DAYS[days])), {"breached": True, "amount_gbp": amount, "deadline": TEN, "failure_on": TEN})


AGREED = [
    Case("on the day", GS11, contract("500.00", TEN), kept(TEN)),
    Case("varied", GS11, contract("500.00", "2024-06-20", varied_to="2024-06-20"), kept("2024-06-20")),
    Case("after the varied day", GS11, contract("500.00", "2024-06-21", varied_to="2024-06-20"), failed("20.00", "2024-06-20", "2024-07-19")),
    Case("not yet, on the day", GS11, contract("500.00", None, as_of="2024-06-10T23:59"), kept(TEN)),
    Case("not yet, the day after", GS11, contract("500.00", None, as_of="2024-06-11T00:00"), failed("20.00", TEN, None)),
    # Agreed for Fri 2 Aug, done on Tue 6 Aug 2024: two days in England, one in Scotland, where Mon 5 Aug is off.
    Case("August in England", GS11, contract("500.00", "2024-08-06", "2024-08-02"), {"amount_gbp": "40.00"}),
    Case("August in Scotland", GS11, contract("500.00", "2024-08-06", "2024-08-02", nation="scotland"), {"amount_gbp": "20.00"}),
]


@pytest.mark.parametrize("case", params(AGREED))
def test_the_work_is_done_on_the_day_agreed(case):
    assert not differs(case)


LICENCE = {"LC-D10-2F": 90, "LC-D10-2G-UNCONTROLLED": 97, "LC-D10-2G-CONTROLLED": 97, "LC-D10-CONNECTIONS": 90}


def yearly(code, handled, total):
    answer = ask(code, {"handled_in_time": handled, "total": total})
    return answer["target_met"], answer["percent"], answer["amount_gbp"], answer["breached"]


@pytest.mark.parametrize("code", LICENCE)
def test_a_yearly_target_is_compared_exactly_and_never_pays(code):
    target = LICENCE[code]
    assert yearly(code, target, 100) == (True, f"{target}.00", "0.00", None)
    assert yearly(code, target * 100 - 1, 10_000) == (False, f"{target - 1}.99", "0.00", None)
    assert yearly(code, target * 1000 - 1, 100_000) == (False, f"{target}.00", "0.00", None)  # a shade under, though it prints the same
    assert yearly(code, 0, 0) == (None, None, "0.00", None)
    assert yearly(code, 7, 7)[:2] == (True, "100.00")
