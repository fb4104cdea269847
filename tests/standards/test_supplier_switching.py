"""Erroneous transfers, final bill, credit, switching and reconnection (seed lines 24 to 46): a table for each row."""
import pytest

from tests.standards.asking import Case, differs, failed, kept, outside, params

AGREED, RESOLVE, OUTCOME, RETURN = "SUP-ET-AGREED", "SUP-ET-RESOLVE", "SUP-ET-OUTCOME", "SUP-ET-RETURN"
BILL, CREDIT, SWITCH, RECONNECT = "SUP-FINAL-BILL", "SUP-CREDIT-REFUND", "SUP-SWITCH-15WD", "SUP-RECONNECT"
LARGE, SMALL, SCOTLAND = {"customer_type": "large_business"}, {"customer_type": "small_business"}, {"nation": "scotland"}


def agreed(on="2024-06-03", role="new_supplier", begun="2024-05-01", **more):
    return {"switch_initiated_on": begun, "et_agreed_on": on, "our_role": role, **more}


def returned(on, role="old_supplier", **more):
    return agreed(role=role, returned_on=on, **more)


def resolved(on, first="2024-06-03", begun="2024-05-01", **more):
    return {"switch_initiated_on": begun, "first_contact_on": first, "resolved_on": on, **more}


def told(on, by="us", begun="2024-05-01", **more):
    return {"switch_initiated_on": begun, "first_contact_on": "2024-06-03", "outcome_told_on": on, "contacted_supplier": by, **more}


TWENTY, DUE = "2024-07-01", "2024-07-15"  # Mon 3 Jun + 20 WD; + 10 WD
NOT_OURS = outside()  # the other supplier owes it, or nothing is there to give back

TRANSFERS = [
    Case("agreed without a contract", AGREED, agreed(), failed("30.00", None, "2024-06-17", failure_on="2024-06-03")),
    Case("we are the old supplier", AGREED, agreed(role="old_supplier"), NOT_OURS),
    Case("begun on 1 May 2020", AGREED, agreed(begun="2020-05-01"), failed("30.00", None, "2024-06-17", failure_on="2024-06-03")),
    Case("begun the day before", AGREED, agreed(begun="2020-04-30"), outside()),
    Case("small business", AGREED, agreed(**SMALL), outside()),
    Case("large business", AGREED, agreed(**LARGE), outside()),
    Case("settled on day 20", RESOLVE, resolved(TWENTY), kept(TWENTY)),
    Case("a day after: each supplier pays its own", RESOLVE, resolved("2024-07-02"), failed("30.00", TWENTY, DUE, other_supplier_gbp="30.00")),
    Case("not yet, on the last day", RESOLVE, resolved(None, as_of="2024-07-01T23:59"), kept(TWENTY)),
    Case("not yet, the day after", RESOLVE, resolved(None, as_of="2024-07-02T00:00"), failed("30.00", TWENTY, DUE)),
    Case("begun on 1 May 2019", RESOLVE, resolved("2024-07-02", begun="2019-05-01"), failed("30.00", TWENTY, DUE)),
    Case("begun the day before", RESOLVE, resolved("2024-07-02", begun="2019-04-30"), outside()),
    Case("small business", RESOLVE, resolved(None, **SMALL), outside()),
    # Mon 29 Jul 2024 + 20 WD: 30, 31 Jul, 1, 2, 5 to 9, 12 to 16, 19 to 23 Aug (19), 27 Aug; Scotland: 5 Aug off, 26 Aug on, 27 Aug.
    Case("over the August bank holiday", RESOLVE, resolved("2024-08-27", "2024-07-29"), kept("2024-08-27")),
    Case("over both Scottish days", RESOLVE, resolved("2024-08-27", "2024-07-29", **SCOTLAND), kept("2024-08-27")),
    Case("told on day 20", OUTCOME, told(TWENTY), kept(TWENTY)),
    Case("a day after", OUTCOME, told("2024-07-02"), failed("30.00", TWENTY, DUE)),
    Case("the other supplier was asked", OUTCOME, told(None, by="other"), NOT_OURS),
    Case("begun on 1 May 2019", OUTCOME, told("2024-07-02", begun="2019-05-01"), failed("30.00", TWENTY, DUE)),
    Case("begun the day before", OUTCOME, told("2024-07-02", begun="2019-04-30"), outside()),
    Case("small business", OUTCOME, told(None, **SMALL), outside()),
    # Mon 3 Jun + 21 WD = Tue 2 Jul; + 10 WD = Tue 16 Jul.
    Case("returned on day 21", RETURN, returned("2024-07-02"), kept("2024-07-02")),
    Case("a day after", RETURN, returned("2024-07-03"), failed("30.00", "2024-07-02", "2024-07-16")),
    Case("we are the new supplier", RETURN, returned(None, role="new_supplier"), NOT_OURS),
    Case("begun on 1 May 2019", RETURN, returned("2024-07-03", begun="2019-05-01"), failed("30.00", "2024-07-02", "2024-07-16")),
    Case("begun the day before", RETURN, returned("2024-07-03", begun="2019-04-30"), outside()),
    Case("small business", RETURN, returned(None, **SMALL), outside()),
]


@pytest.mark.parametrize("case", params(TRANSFERS))
def test_an_erroneous_transfer_is_put_right(case):
    assert not differs(case)


def bill(sent, ended="2024-03-04", notified="2024-03-01", why="switch", **more):
    return {"closed_because": why, "ended_on": ended, "notified_on": notified, "final_bill_sent_on": sent, **more}


SIX = "2024-04-15"  # Mon 4 Mar + 42 days
BILLS = [
    Case("sent on day 42", BILL, bill("2024-04-15"), kept(SIX)),
    # Mon 15 Apr + 10 WD: 16 to 19, 22 to 26, 29.
    Case("a day after", BILL, bill("2024-04-16"), failed("30.00", SIX, "2024-04-29")),
    Case("moved out", BILL, bill("2024-04-16", why="moved_out"), failed("30.00", SIX, "2024-04-29")),
    Case("told later: from the day we were told", BILL, bill("2024-04-16", "2024-03-01", "2024-03-04"), failed("30.00", SIX, "2024-04-29")),
    Case("not yet, on the last day", BILL, bill(None, as_of="2024-04-15T23:59"), kept(SIX)),
    Case("not yet, the day after", BILL, bill(None, as_of="2024-04-16T00:00"), failed("30.00", SIX, "2024-04-29")),
    # Wed 13 Nov + 42 days = Christmas Day, not moved. + 10 WD: 27, 30, 31 Dec, 2, 3, 6 to 10 Jan; Scotland has 2 Jan off: 13 Jan.
    Case("on Christmas Day", BILL, bill("2024-12-25", "2024-11-13"), kept("2024-12-25")),
    Case("on Boxing Day", BILL, bill("2024-12-26", "2024-11-13"), failed("30.00", "2024-12-25", "2025-01-10")),
    Case("on Boxing Day in Scotland", BILL, bill("2024-12-26", "2024-11-13", **SCOTLAND), failed("30.00", "2024-12-25", "2025-01-13")),
    Case("on the leap day", BILL, bill("2024-02-29", "2024-01-18", "2024-01-18"), kept("2024-02-29")),
    Case("ended on 1 May 2020", BILL, bill("2020-06-13", "2020-05-01", "2020-05-01"), failed("30.00", "2020-06-12", "2020-06-26")),
    Case("ended the day before", BILL, bill("2020-06-13", "2020-04-30", "2020-05-01"), outside()),
    Case("last-resort direction three months before", BILL, bill(None, "2024-05-15", "2024-05-15", solr_direction_on="2024-02-15"),
         {"amount_gbp": "0.00"}),
    Case("last-resort direction on the day itself", BILL, bill(None, "2024-05-15", "2024-05-15", solr_direction_on="2024-05-15"),
         {"amount_gbp": "0.00", "exempt": "EX-SUP-FB-SOLR"}),
    Case("moved out after a last-resort direction", BILL, bill(None, "2024-05-15", "2024-05-15", "moved_out", solr_direction_on="2024-05-01"),
         {"amount_gbp": "30.00"}),
    Case("and a day more", BILL, bill(None, "2024-05-15", "2024-05-15", solr_direction_on="2024-02-14"), {"amount_gbp": "30.00"}),
    Case("small business", BILL, bill(None, **SMALL), outside()),
]


@pytest.mark.parametrize("case", params(BILLS))
def test_the_final_bill_comes_within_six_weeks(case):
    assert not differs(case)


def credit(refunded, balance="12.34", begun="2024-07-01", why="switch", **more):
    return {"closed_because": why, "switch_initiated_on": begun, "final_bill_issued_on": "2024-08-12", "credit_balance_gbp": balance,
            "refunded_on": refunded, **more}


def switch(on, agreed_on="2024-06-03", complete="2024-06-05", begun="2024-06-03", **more):
    return {"switch_initiated_on": begun, "switch_agreed_on": agreed_on, "info_complete_on": complete, "switched_on": on, **more}


# Mon 12 Aug + 10 WD: 13 to 16, 19 to 23, 27 Aug (26 Aug in Scotland); Tue 27 Aug + 10 WD: 28 to 30, 2 to 6, 9, 10 Sep.
# Wed 5 Jun + 15 WD: 6, 7, 10 to 14, 17 to 21, 24 to 26 Jun; + 10 WD = Wed 10 Jul.
MOVES = [
    Case("refunded on day 10", CREDIT, credit("2024-08-27"), kept("2024-08-27")),
    Case("a day after", CREDIT, credit("2024-08-28"), failed("30.00", "2024-08-27", "2024-09-10")),
    Case("Scotland has no bank holiday then", CREDIT, credit("2024-08-27", **SCOTLAND), failed("30.00", "2024-08-26", "2024-09-09")),
    Case("a penny of credit", CREDIT, credit(None, "0.01"), failed("30.00", "2024-08-27", "2024-09-10")),
    Case("no credit", CREDIT, credit(None, "0.00"), NOT_OURS),
    Case("moved out", CREDIT, credit(None, why="moved_out"), outside()),
    Case("begun on 1 May 2019", CREDIT, credit("2024-08-28", begun="2019-05-01"), failed("30.00", "2024-08-27", "2024-09-10")),
    Case("begun the day before", CREDIT, credit("2024-08-28", begun="2019-04-30"), outside()),
    Case("small business", CREDIT, credit(None, **SMALL), outside()),
    Case("on day 15 from the information", SWITCH, switch("2024-06-26"), kept("2024-06-26")),
    Case("a day after", SWITCH, switch("2024-06-27"), failed("30.00", "2024-06-26", "2024-07-10")),
    Case("agreed after the information", SWITCH, switch("2024-06-26", "2024-06-05", "2024-06-03"), kept("2024-06-26")),
    Case("not yet, on the last day", SWITCH, switch(None, as_of="2024-06-26T23:59"), kept("2024-06-26")),
    Case("begun on 1 May 2020", SWITCH, switch("2024-06-27", begun="2020-05-01"), failed("30.00", "2024-06-26", "2024-07-10")),
    Case("begun the day before", SWITCH, switch("2024-06-27", begun="2020-04-30"), outside()),
    Case("small business", SWITCH, switch(None, **SMALL), outside()),
]


@pytest.mark.parametrize("case", params(MOVES))
def test_credit_and_switch_come_in_their_working_days(case):
    assert not differs(case)


def paid(at, reconnected, **more):
    return {"paid_at": at, "reconnected_at": reconnected, **more}


TUESDAY, WEDNESDAY = "2024-06-11T20:00+01:00", "2024-06-12T08:00+01:00"
RECONNECTIONS = [
    Case("24 hours to the minute", RECONNECT, paid("2024-06-10T20:00", "2024-06-11T20:00"), kept(TUESDAY)),
    # Tue 11 Jun + 10 WD = Tue 25 Jun.
    Case("a minute after", RECONNECT, paid("2024-06-10T20:00", "2024-06-11T20:01"), failed("30.00", TUESDAY, "2024-06-25")),
    Case("paid after closing", RECONNECT, paid("2024-06-10T20:01", "2024-06-12T08:00"), kept(WEDNESDAY)),
    Case("paid after closing, a minute after", RECONNECT, paid("2024-06-10T20:01", "2024-06-12T08:01"), failed("30.00", WEDNESDAY, "2024-06-26")),
    Case("paid before opening", RECONNECT, paid("2024-06-11T07:59", "2024-06-12T08:00"), kept(WEDNESDAY)),
    Case("paid at opening", RECONNECT, paid("2024-06-11T08:00", "2024-06-12T08:00"), kept(WEDNESDAY)),
    Case("paid at closing on a Saturday", RECONNECT, paid("2024-06-15T17:00", "2024-06-16T17:00"), kept("2024-06-16T17:00+01:00")),
    Case("paid after closing on a Saturday", RECONNECT, paid("2024-06-15T17:01", "2024-06-17T09:00"), kept("2024-06-17T09:00+01:00")),
    Case("paid after closing on a Sunday", RECONNECT, paid("2024-06-16T17:01", "2024-06-18T08:00"), kept("2024-06-18T08:00+01:00")),
    Case("evening of a bank holiday", RECONNECT, paid("2024-08-26T18:00", "2024-08-28T08:00"), kept("2024-08-28T08:00+01:00")),
    Case("the same evening in Scotland", RECONNECT, paid("2024-08-26T18:00", "2024-08-27T18:00", **SCOTLAND), kept("2024-08-27T18:00+01:00")),
    Case("the clocks go forward", RECONNECT, paid("2025-03-29T12:00", "2025-03-30T13:00"), kept("2025-03-30T13:00+01:00")),
    # Sun 30 Mar 2025 + 10 WD: 31 Mar, 1 to 4, 7 to 11 Apr.
    Case("the clocks go forward, a minute after", RECONNECT, paid("2025-03-29T12:00", "2025-03-30T13:01"),
         failed("30.00", "2025-03-30T13:00+01:00", "2025-04-11")),
    Case("the clocks go back", RECONNECT, paid("2025-10-25T12:00", "2025-10-26T11:00"), kept("2025-10-26T11:00+00:00")),
    # Sun 26 Oct 2025 + 10 WD: 27 to 31 Oct, 3 to 7 Nov.
    Case("the clocks go back, a minute after", RECONNECT, paid("2025-10-25T12:00", "2025-10-26T11:01"),
         failed("30.00", "2025-10-26T11:00+00:00", "2025-11-07")),
    Case("not yet, at the limit", RECONNECT, paid("2024-06-10T20:00", None, as_of="2024-06-11T20:00"), kept(TUESDAY)),
    Case("not yet, a minute after", RECONNECT, paid("2024-06-10T20:00", None, as_of="2024-06-11T20:01"), failed("30.00", TUESDAY, "2024-06-25")),
    Case("fees are no part of the sum", RECONNECT, paid("2024-06-10T20:00", None, disconnection_fee_gbp="50.00", security_deposit_gbp="90.00"),
         failed("30.00", TUESDAY, "2024-06-25")),
    Case("small business", RECONNECT, paid("2024-06-10T20:00", None, **SMALL), failed("30.00", TUESDAY, "2024-06-25")),
    Case("large business", RECONNECT, paid("2024-06-10T20:00", None, **LARGE), outside()),
]


@pytest.mark.parametrize("case", params(RECONNECTIONS))
def test_reconnected_within_24_hours_of_paying(case):
    assert not differs(case)
