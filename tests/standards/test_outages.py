"""Supply restoration (Regulations 5 to 8, seed lines 71 to 83): a table for each row.

The clock runs in real hours from when the distributor first knew. The first payment needs more than the limit, a further one
a whole period more. Mon 10 Jun 2024 + 10 WD = Mon 24 Jun.
"""
import pytest

from tests.standards.asking import Case, differs, failed, kept, outside, params

R5, R6, R7, R8 = "EL-R5", "EL-R6", "EL-R7", "EL-R8"
SMALL, LARGE = {"customer_type": "small_business"}, {"customer_type": "large_business"}
KNEW = "2024-06-10T08:00"


def off(restored, knew=KNEW, premises=200, weather="normal", **more):
    return {"aware_at": knew, "restored_at": restored, "weather": weather, "premises_affected": premises, **more}


def big(restored, **more):
    return off(restored, **{"premises": 5000, **more})


TWELVE = "2024-06-10T20:00+01:00"
NORMAL = [
    Case("12 hours to the minute", R5, off("2024-06-10T20:00"), kept(TWELVE)),
    Case("a minute after", R5, off("2024-06-10T20:01"), failed("75.00", TWELVE, "2024-06-24")),
    Case("a minute after, small business", R5, off("2024-06-10T20:01", **SMALL), failed("150.00", TWELVE, "2024-06-24")),
    Case("a minute after, large business", R5, off("2024-06-10T20:01", **LARGE), failed("150.00", TWELVE, "2024-06-24")),
    Case("a minute short of a further 12 hours", R5, off("2024-06-11T07:59"), failed("75.00", TWELVE, "2024-06-24")),
    Case("a further 12 hours to the minute", R5, off("2024-06-11T08:00"), failed("110.00", TWELVE, "2024-06-24")),
    Case("two further periods", R5, off("2024-06-11T20:00"), failed("145.00", TWELVE, "2024-06-24")),
    # 240 h - 12 h = 228 h = 19 periods: 75 + 665. Regulation 5 prints no maximum.
    Case("ten days have no maximum", R5, off("2024-06-20T08:00"), failed("740.00", TWELVE, "2024-06-24")),
    Case("time off before the distributor knew", R5, off("2024-06-10T20:00", supply_lost_at="2024-06-09T02:00"), kept(TWELVE)),
    Case("not back, at the limit", R5, off(None, as_of="2024-06-10T20:00"), kept(TWELVE)),
    Case("not back, a minute after", R5, off(None, as_of="2024-06-10T20:01"), failed("75.00", TWELVE, "2024-06-24")),
    Case("not back, a further period", R5, off(None, as_of="2024-06-11T08:00"), failed("110.00", TWELVE, "2024-06-24")),
    Case("paid from the day the failure was known", R5, off("2024-06-10T20:01", failure_known_on="2024-06-12"),
         failed("75.00", TWELVE, "2024-06-26")),
    Case("the limit falls on midnight, the next day's failure", R5, off("2024-06-11T00:01", "2024-06-10T12:00"),
         failed("75.00", "2024-06-11T00:00+01:00", "2024-06-25")),
    # Fri 23 Aug 2024 + 10 WD: 27 to 30, 2 to 6, 9 Sep; Scotland works on 26 Aug: 6 Sep.
    Case("due past the bank holiday", R5, off("2024-08-23T20:01", "2024-08-23T08:00"), failed("75.00", "2024-08-23T20:00+01:00", "2024-09-09")),
    Case("due in Scotland", R5, off("2024-08-23T20:01", "2024-08-23T08:00", nation="scotland"),
         failed("75.00", "2024-08-23T20:00+01:00", "2024-09-06")),
    Case("clocks go forward: 20:00 to 09:00 are 12 hours", R5, off("2025-03-30T09:00", "2025-03-29T20:00"), kept("2025-03-30T09:00+01:00")),
    Case("clocks go forward, a minute after", R5, off("2025-03-30T09:01", "2025-03-29T20:00"),
         failed("75.00", "2025-03-30T09:00+01:00", "2025-04-11")),
    Case("clocks go back: 20:00 to 07:00 are 12 hours", R5, off("2025-10-26T07:00", "2025-10-25T20:00"), kept("2025-10-26T07:00+00:00")),
    Case("clocks go back, a minute after", R5, off("2025-10-26T07:01", "2025-10-25T20:00"),
         failed("75.00", "2025-10-26T07:00+00:00", "2025-11-07")),
    # Sat 25 Oct 14:30 summer time + 12 h = the second 01:30 of Sunday.
    Case("back at the first 01:30", R5, off("2025-10-26T01:30+01:00", "2025-10-25T14:30"), kept("2025-10-26T01:30+00:00")),
    Case("back at the second 01:30", R5, off("2025-10-26T01:30+00:00", "2025-10-25T14:30"), kept("2025-10-26T01:30+00:00")),
    Case("a minute after the second 01:30", R5, off("2025-10-26T01:31+00:00", "2025-10-25T14:30"),
         failed("75.00", "2025-10-26T01:30+00:00", "2025-11-07")),
    Case("the leap day is a day", R5, off("2024-02-29T08:00", "2024-02-28T20:00"), kept("2024-02-29T08:00+00:00")),
    Case("4,999 premises", R5, off("2024-06-10T20:01", premises=4999), failed("75.00", TWELVE, "2024-06-24")),
    Case("5,000 premises is Regulation 6", R5, off(None, premises=5000), outside()),
    Case("severe weather is Regulation 7", R5, off(None, weather="severe"), outside()),
    Case("unmetered", R5, off(None, metered_demand=False), outside()),
    Case("private network", R5, off(None, private_network=True), outside()),
]


@pytest.mark.parametrize("case", params(NORMAL))
def test_regulation_5(case):
    assert not differs(case)


DAY = "2024-06-11T08:00+01:00"  # 24 h; Tue 11 Jun + 10 WD = Tue 25 Jun
LARGER = [
    Case("24 hours to the minute", R6, big("2024-06-11T08:00"), kept(DAY)),
    Case("a minute after", R6, big("2024-06-11T08:01"), failed("75.00", DAY, "2024-06-25")),
    Case("a minute after, business", R6, big("2024-06-11T08:01", **LARGE), failed("150.00", DAY, "2024-06-25")),
    Case("a further 12 hours", R6, big("2024-06-11T20:00"), failed("110.00", DAY, "2024-06-25")),
    # 6 further periods: 75 + 210 = 285; a seventh would make 320.
    Case("six further periods", R6, big("2024-06-14T08:00"), failed("285.00", DAY, "2024-06-25")),
    Case("the seventh meets the maximum", R6, big("2024-06-14T20:00"), failed("300.00", DAY, "2024-06-25")),
    Case("weeks over the maximum", R6, big("2024-07-14T20:00"), failed("300.00", DAY, "2024-06-25")),
    # 150 + 4 x 35 = 290; a fifth would make 325.
    Case("business, four further periods", R6, big("2024-06-13T08:00", **SMALL), failed("290.00", DAY, "2024-06-25")),
    Case("business, the fifth meets the maximum", R6, big("2024-06-13T20:00", **SMALL), failed("300.00", DAY, "2024-06-25")),
    Case("not back, at the limit", R6, big(None, as_of="2024-06-11T08:00"), kept(DAY)),
    Case("clocks go forward", R6, big("2025-03-30T13:00", knew="2025-03-29T12:00"), kept("2025-03-30T13:00+01:00")),
    Case("clocks go back", R6, big("2025-10-26T11:01", knew="2025-10-25T12:00"), failed("75.00", "2025-10-26T11:00+00:00", "2025-11-07")),
    Case("4,999 premises is Regulation 5", R6, big(None, premises=4999), outside()),
    Case("severe weather is Regulation 7", R6, big(None, weather="severe"), outside()),
    Case("unmetered", R6, big(None, metered_demand=False), outside()),
    Case("private network", R6, big(None, private_network=True), outside()),
]


@pytest.mark.parametrize("case", params(LARGER))
def test_regulation_6(case):
    assert not differs(case)


def storm(restored, multiple="8", kind="other", *, huge=False, hours=None, **more):
    """Known on Saturday 7 December 2024 at 06:00."""
    return {"aware_at": "2024-12-07T06:00", "restored_at": restored, "event_type": kind, "fault_multiple": multiple,
            "very_large_event": huge, "prescribed_hours": hours, **more}


ONE, TWO, THREE = "2024-12-08T06:00+00:00", "2024-12-09T06:00+00:00", "2024-12-10T06:00+00:00"  # 24, 48 and 72 hours
SEVERE = [
    Case("8 times: 24 hours to the minute", R7, storm("2024-12-08T06:00"), kept(ONE, category=1)),
    Case("8 times: a minute after", R7, storm("2024-12-08T06:01"), failed("70.00", ONE, None, category=1)),
    Case("business the same", R7, storm("2024-12-08T06:01", **LARGE), failed("70.00", ONE, None, category=1)),
    Case("just under 13 times", R7, storm("2024-12-08T06:01", "12.99"), failed("70.00", ONE, None, category=1)),
    Case("13 times: 48 hours to the minute", R7, storm("2024-12-09T06:00", "13"), kept(TWO, category=2)),
    Case("13 times: a minute after", R7, storm("2024-12-09T06:01", "13"), failed("70.00", TWO, None, category=2)),
    Case("lightning 8 times", R7, storm("2024-12-08T06:01", "8", "lightning"), failed("70.00", ONE, None, category=1)),
    Case("lightning 20 times is still 24 hours", R7, storm("2024-12-08T06:01", "20", "lightning"), failed("70.00", ONE, None, category=1)),
    Case("just under 8 times is not severe", R7, storm("2024-12-12T06:00", "7.99"), outside(category=None)),
    Case("lightning just under 8 times", R7, storm("2024-12-12T06:00", "7.99", "lightning"), outside(category=None)),
    Case("very large with its hours", R7, storm("2024-12-10T06:00", huge=True, hours="72"), kept(THREE, category=3)),
    Case("very large, a minute after", R7, storm("2024-12-10T06:01", huge=True, hours="72"), failed("70.00", THREE, None, category=3)),
    Case("a minute short of a further 12 hours", R7, storm("2024-12-08T17:59"), failed("70.00", ONE, None)),
    Case("a further 12 hours", R7, storm("2024-12-08T18:00"), failed("140.00", ONE, None)),
    # 70 + 9 x 70 = 700 at 24 + 108 = 132 hours: Thu 12 Dec 18:00.
    Case("a minute before the maximum", R7, storm("2024-12-12T17:59"), failed("630.00", ONE, None)),
    Case("at the maximum", R7, storm("2024-12-12T18:00"), failed("700.00", ONE, None)),
    Case("over the maximum", R7, storm("2024-12-13T06:00"), failed("700.00", ONE, None)),
    Case("weeks over the maximum", R7, storm("2025-01-13T06:00"), failed("700.00", ONE, None)),
    Case("not back, at the limit", R7, storm(None, as_of="2024-12-08T06:00"), kept(ONE)),
    Case("not back, a minute after", R7, storm(None, as_of="2024-12-08T06:01"), failed("70.00", ONE, None)),
    Case("clocks go forward", R7, storm("2025-03-30T13:00") | {"aware_at": "2025-03-29T12:00"}, kept("2025-03-30T13:00+01:00")),
    Case("clocks go back", R7, storm("2025-10-26T11:00") | {"aware_at": "2025-10-25T12:00"}, kept("2025-10-26T11:00+00:00")),
    Case("unmetered", R7, storm(None, metered_demand=False), outside()),
    Case("private network", R7, storm(None, private_network=True), outside()),
]


@pytest.mark.parametrize("case", params(SEVERE))
def test_regulation_7(case):
    assert not differs(case)


def rota(minutes, before=0, known="2024-06-10", **more):
    return {"rota_minutes_off": minutes, "pre_rota_minutes_off": before, "failure_known_on": known, **more}


ROTA = [
    Case("24 hours in all", R8, rota(1440), kept()),
    Case("a minute over", R8, rota(1441), failed("75.00", None, "2024-06-24", failure_on="2024-06-10")),
    Case("business", R8, rota(1441, **SMALL), failed("150.00", None, "2024-06-24", failure_on="2024-06-10")),
    Case("large business", R8, rota(1441, **LARGE), failed("150.00", None, "2024-06-24", failure_on="2024-06-10")),
    Case("days over pay once", R8, rota(9999), failed("75.00", None, "2024-06-24", failure_on="2024-06-10")),
    Case("time off before the rota is not counted", R8, rota(1440, 600), kept()),
    Case("unmetered", R8, rota(1441, metered_demand=False), outside()),
    Case("private network", R8, rota(1441, private_network=True), outside()),
]


@pytest.mark.parametrize("case", params(ROTA))
def test_regulation_8(case):
    assert not differs(case)


@pytest.mark.parametrize(("facts", "whether"), [(off("2024-06-10T20:01"), False), (off(None, as_of="2024-06-11T09:00"), True)])
def test_what_is_still_running_is_provisional(facts, whether):
    from tests.standards.asking import finding

    assert finding(R5, facts).provisional is whether
