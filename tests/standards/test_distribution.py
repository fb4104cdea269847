"""The distributor's other standards (Regulations 10 to 19, seed lines 84 to 97): a table for each row."""
import pytest

from tests.standards.asking import Case, ask, differs, failed, kept, outside, params

R10, R11, R12, R13, R17, R19 = "EL-R10", "EL-R11", "EL-R12", "EL-R13", "EL-R17", "EL-R19"
LARGE, SCOTLAND = {"customer_type": "large_business"}, {"nation": "scotland"}
REACH = [({"metered_demand": False}, "unmetered"), ({"private_network": True}, "private network")]


def spell(start, end, cause="network_fault", *, paid=False):
    return {"start": start, "end": end, "cause": cause, "already_paid": paid}


THREE = [spell(f"2024-{month}-10T10:00", f"2024-{month}-10T13:00") for month in ("05", "07", "11")]
FOURTH = spell("2025-02-10T10:00", "2025-02-10T13:00")


def year(*more, claim="2025-06-30T10:00", late=False, ending="2025-03-31", **facts):
    """The year to 31 March 2025: three occasions of three hours, and those given. Monday 30 June 2025 is the last day to claim."""
    return {"year_ending": ending, "interruptions": [*THREE, *more], "claim_made_at": claim, "claim_out_of_hours": late, **facts}


SHUT = {"claim_window_end": "2025-06-30"}
# Mon 30 Jun 2025 + 10 WD = Mon 14 Jul.
OWED = {"applies": True, "breached": True, "amount_gbp": "75.00", "claim_ok": True, "payment_due_by": "2025-07-14", **SHUT}
FEW = {"applies": True, "breached": False, "amount_gbp": "0.00", "payment_due_by": None, **SHUT}
UNCLAIMED = {"applies": True, "breached": True, "amount_gbp": "0.00", "payment_due_by": None, **SHUT}

OCCASIONS = [
    Case("four occasions, claimed on the last day", R10, year(FOURTH), OWED),
    Case("business the same", R10, year(FOURTH, **LARGE), OWED),
    Case("five still pay once", R10, year(FOURTH, spell("2025-03-01T10:00", "2025-03-01T14:00")), OWED),
    Case("three occasions", R10, year(), FEW),
    Case("the fourth a minute short of three hours", R10, year(spell("2025-02-10T10:00", "2025-02-10T12:59")), FEW),
    Case("the fourth was planned work", R10, year(spell("2025-02-10T10:00", "2025-02-10T14:00", "planned")), FEW),
    Case("the fourth was not the network", R10, year(spell("2025-02-10T10:00", "2025-02-10T14:00", "other")), FEW),
    Case("the fourth was paid for already", R10, year(spell("2025-02-10T10:00", "2025-02-10T14:00", paid=True)), FEW),
    Case("the fourth began on 31 March", R10, year(spell("2025-03-31T23:30", "2025-04-01T03:00")), OWED),
    Case("the fourth began on 1 April after", R10, year(spell("2025-04-01T00:00", "2025-04-01T04:00")), FEW),
    Case("the fourth began on 1 April before", R10, year(spell("2024-04-01T00:00", "2024-04-01T03:00")), OWED),
    Case("the fourth began on 31 March before", R10, year(spell("2024-03-31T23:59", "2024-04-01T04:00")), FEW),
    # 30 Mar 2025: 00:30 to 04:30 by the wall are three hours, to 04:29 not.
    Case("three hours while the clocks go forward", R10, year(spell("2025-03-30T00:30", "2025-03-30T04:30")), OWED),
    Case("a minute short while the clocks go forward", R10, year(spell("2025-03-30T00:30", "2025-03-30T04:29")), FEW),
    Case("claimed out of hours on the last day counts as 1 July", R10, year(FOURTH, late=True), UNCLAIMED | {"claim_ok": False}),
    Case("claimed out of hours the working day before", R10, year(FOURTH, claim="2025-06-27T21:00", late=True), OWED),
    Case("claimed on 1 July", R10, year(FOURTH, claim="2025-07-01T09:00"), UNCLAIMED | {"claim_ok": False}),
    Case("not claimed yet", R10, year(FOURTH, claim=None, as_of="2025-06-30T12:00"), UNCLAIMED | {"potential_gbp": "75.00"}),
    *[Case(name, R10, year(FOURTH, **facts), outside()) for facts, name in REACH],
]


@pytest.mark.parametrize(("claim", "asked"), [("2025-06-27T21:00", False), ("2025-06-30T21:00", True), ("2025-07-01T21:00", False)])
def test_a_claim_that_is_late_only_by_its_hour_goes_to_a_manager(claim, asked):
    doubts = ask(R10, year(FOURTH, claim=claim, late=True))["needs_judgement"]
    assert ["manager" in sentence for sentence in doubts] == [True] * asked


@pytest.mark.parametrize("case", params(OCCASIONS))
def test_four_interruptions_of_three_hours_in_a_year(case):
    assert not differs(case)


def fuse(told, came, **more):
    return {"notified_at": told, "attended_at": came, **more}


# Tue 11 Jun, Fri 14 Jun, Sat 15 Jun, Sun 16 Jun, Mon 17 Jun 2024. Due 10 WD after the failure's day.
FUSES = [
    Case("weekday at 07:00", R11, fuse("2024-06-11T07:00", "2024-06-11T10:00"), kept("2024-06-11T10:00+01:00")),
    Case("three hours and a minute", R11, fuse("2024-06-11T07:00", "2024-06-11T10:01"), failed("30.00", "2024-06-11T10:00+01:00", "2024-06-25")),
    Case("large business", R11, fuse("2024-06-11T07:00", None, **LARGE), failed("30.00", "2024-06-11T10:00+01:00", "2024-06-25")),
    Case("weekday at 19:00 runs past closing", R11, fuse("2024-06-11T19:00", "2024-06-11T22:00"), kept("2024-06-11T22:00+01:00")),
    Case("weekday at 19:01 is the next morning", R11, fuse("2024-06-11T19:01", "2024-06-12T10:00"), kept("2024-06-12T10:00+01:00")),
    Case("weekday at 06:59 waits for 07:00", R11, fuse("2024-06-11T06:59", "2024-06-11T10:00"), kept("2024-06-11T10:00+01:00")),
    Case("Friday at 19:01 is Saturday's nine and four hours", R11, fuse("2024-06-14T19:01", "2024-06-15T13:00"), kept("2024-06-15T13:00+01:00")),
    Case("Saturday at 17:00", R11, fuse("2024-06-15T17:00", "2024-06-15T21:00"), kept("2024-06-15T21:00+01:00")),
    # Sat 15 Jun + 10 WD = Fri 28 Jun.
    Case("four hours and a minute", R11, fuse("2024-06-15T17:00", "2024-06-15T21:01"), failed("30.00", "2024-06-15T21:00+01:00", "2024-06-28")),
    Case("Saturday at 17:01 is Sunday", R11, fuse("2024-06-15T17:01", "2024-06-16T13:00"), kept("2024-06-16T13:00+01:00")),
    Case("Sunday at 08:59 waits for nine", R11, fuse("2024-06-16T08:59", "2024-06-16T13:00"), kept("2024-06-16T13:00+01:00")),
    Case("Sunday at 17:01 is Monday at seven", R11, fuse("2024-06-16T17:01", "2024-06-17T10:00"), kept("2024-06-17T10:00+01:00")),
    Case("bank holiday at 07:30 waits for nine", R11, fuse("2024-08-26T07:30", "2024-08-26T13:00"), kept("2024-08-26T13:00+01:00")),
    Case("the same morning in Scotland", R11, fuse("2024-08-26T07:30", "2024-08-26T10:30", **SCOTLAND), kept("2024-08-26T10:30+01:00")),
    Case("2 January in England", R11, fuse("2025-01-02T18:00", "2025-01-02T21:00"), kept("2025-01-02T21:00+00:00")),
    Case("2 January in Scotland", R11, fuse("2025-01-02T18:00", "2025-01-03T10:00", **SCOTLAND), kept("2025-01-03T10:00+00:00")),
    Case("St Andrew's Day kept on Monday", R11, fuse("2024-12-02T08:00", "2024-12-02T13:00", **SCOTLAND), kept("2024-12-02T13:00+00:00")),
    Case("the night the clocks go forward", R11, fuse("2025-03-29T17:01", "2025-03-30T13:00"), kept("2025-03-30T13:00+01:00")),
    Case("the night the clocks go back", R11, fuse("2025-10-25T17:01", "2025-10-26T13:00"), kept("2025-10-26T13:00+00:00")),
    Case("not yet, at the limit", R11, fuse("2024-06-11T07:00", None, as_of="2024-06-11T10:00"), kept("2024-06-11T10:00+01:00")),
    Case("not yet, a minute after", R11, fuse("2024-06-11T07:00", None, as_of="2024-06-11T10:01"),
         failed("30.00", "2024-06-11T10:00+01:00", "2024-06-25")),
    *[Case(name, R11, fuse("2024-06-11T07:00", None, **facts), outside()) for facts, name in REACH],
]


@pytest.mark.parametrize("case", params(FUSES))
def test_a_blown_main_fuse_is_seen_to_in_three_or_four_hours(case):
    assert not differs(case)


def planned(told, named="2024-06-12", off="2024-06-12", claim="2024-06-20T10:00", *, late=False, **more):
    """Off on Wednesday 12 June 2024 and claimed on Thursday 20 June."""
    return {"notice_given_on": told, "notified_for": named, "interrupted_on": off, "claim_made_at": claim, "claim_out_of_hours": late, **more}


JUL12 = {"claim_window_end": "2024-07-12", "failure_on": "2024-06-12"}
MON = "2024-06-10"
# Thu 20 Jun + 10 WD = Thu 4 Jul; Fri 12 Jul + 10 WD = Fri 26 Jul.
NOTICES = [
    Case("Monday for Wednesday", R12, planned(MON), kept(MON, claim_window_end="2024-07-12")),
    Case("Tuesday for Wednesday", R12, planned("2024-06-11"), failed("30.00", MON, "2024-07-04", claim_ok=True, **JUL12)),
    Case("business", R12, planned("2024-06-11", **LARGE), failed("60.00", MON, "2024-07-04", **JUL12)),
    Case("no notice", R12, planned(None, None), failed("30.00", MON, "2024-07-04", **JUL12)),
    Case("another day than was said", R12, planned("2024-06-03", "2024-06-13"), failed("30.00", MON, "2024-07-04", **JUL12)),
    Case("the day that the notice named is not known", R12, planned("2024-06-03", None), {"breached": None, "amount_gbp": None}),
    Case("too late and another day still pay once", R12, planned("2024-06-11", "2024-06-13"), failed("30.00", MON, "2024-07-04", **JUL12)),
    Case("claimed on the last day", R12, planned(None, None, claim="2024-07-12T16:00"), failed("30.00", MON, "2024-07-26", claim_ok=True, **JUL12)),
    Case("claimed out of hours on the last day", R12, planned(None, None, claim="2024-07-12T21:00", late=True),
         failed("0.00", MON, None, claim_ok=False, **JUL12)),
    Case("claimed on the Monday after", R12, planned(None, None, claim="2024-07-15T09:00"), failed("0.00", MON, None, claim_ok=False, **JUL12)),
    Case("not claimed yet", R12, planned(None, None, claim=None, as_of="2024-07-12T12:00"),
         failed("0.00", MON, None, potential_gbp="30.00", **JUL12)),
    # A month from 31 Jan ends on the last day of February. Thu 29 Feb 2024 + 10 WD = Thu 14 Mar.
    Case("the month ends on the leap day", R12, planned(None, None, "2024-01-31", "2024-02-29T10:00"),
         {"amount_gbp": "30.00", "claim_ok": True, "claim_window_end": "2024-02-29", "payment_due_by": "2024-03-14"}),
    Case("and the day after is too late", R12, planned(None, None, "2024-01-31", "2024-03-01T10:00"), {"amount_gbp": "0.00", "claim_ok": False}),
    Case("28 February in other years", R12, planned(None, None, "2025-01-31", "2025-02-28T10:00"),
         {"amount_gbp": "30.00", "claim_ok": True, "claim_window_end": "2025-02-28"}),
    *[Case(name, R12, planned(None, None, **facts), outside()) for facts, name in REACH],
]


@pytest.mark.parametrize("case", params(NOTICES))
def test_two_days_notice_of_planned_work(case):
    assert not differs(case)


def voltage(told, explained, offered=None, **more):
    return {"reported_at": told, "explanation_sent_on": explained, "visit_offered_on": offered, **more}


# Mon 3 Jun: WD 5 = 10 Jun, WD 7 = 12 Jun. Tue 4 Jun: 11 and 13 Jun. Wed 12 Jun + 10 WD = 26 Jun.
AT_FOUR, MISS = "2024-06-03T16:00", failed("30.00", "2024-06-10", "2024-06-26", failure_on="2024-06-12", deadline_visit="2024-06-12")
VOLTAGES = [
    Case("explained on day 5", R13, voltage(AT_FOUR, "2024-06-10"), kept("2024-06-10", deadline_visit="2024-06-12")),
    Case("explained on day 6, no visit offered", R13, voltage(AT_FOUR, "2024-06-11"), MISS),
    Case("visit offered on day 7", R13, voltage(AT_FOUR, None, "2024-06-12"), kept("2024-06-10")),
    Case("visit offered on day 8", R13, voltage(AT_FOUR, None, "2024-06-13"), MISS),
    Case("large business", R13, voltage(AT_FOUR, None, **LARGE), MISS),
    Case("a minute after four is the next day", R13, voltage("2024-06-03T16:01", "2024-06-11"), kept("2024-06-11", deadline_visit="2024-06-13")),
    Case("Friday after four is Monday", R13, voltage("2024-05-31T16:01", "2024-06-10"), kept("2024-06-10", deadline_visit="2024-06-12")),
    Case("Saturday is Monday", R13, voltage("2024-06-01T10:00", "2024-06-10"), kept("2024-06-10", deadline_visit="2024-06-12")),
    # Mon 5 Aug 2024: 12 and 14 Aug; in Scotland a holiday, so Tue 6 Aug: 13 and 15 Aug.
    Case("5 August in England", R13, voltage("2024-08-05T10:00", "2024-08-12"), kept("2024-08-12", deadline_visit="2024-08-14")),
    Case("5 August in Scotland", R13, voltage("2024-08-05T10:00", "2024-08-13", **SCOTLAND), kept("2024-08-13", deadline_visit="2024-08-15")),
    Case("explained on day 6, as of that day: a visit can still be offered", R13, voltage(AT_FOUR, "2024-06-11", as_of="2024-06-11T12:00"),
         kept("2024-06-10", provisional=True)),
    Case("neither yet, on day 6: a visit can still be offered", R13, voltage(AT_FOUR, None, as_of="2024-06-11T12:00"), kept("2024-06-10")),
    Case("neither yet, at the end of day 7", R13, voltage(AT_FOUR, None, as_of="2024-06-12T23:59"), kept("2024-06-10")),
    Case("neither yet, on day 8", R13, voltage(AT_FOUR, None, as_of="2024-06-13T00:00"), MISS),
    *[Case(name, R13, voltage(AT_FOUR, None, **facts), outside()) for facts, name in REACH],
]


@pytest.mark.parametrize("case", params(VOLTAGES))
def test_a_voltage_complaint_is_explained_or_a_visit_offered(case):
    assert not differs(case)


def appointment(kept_it, *, offered=True, connection=False, **more):
    return {"appointment_offered": offered, "appointment_kept": kept_it, "connection_visit": connection, "failure_on": "2024-06-12", **more}


def paid(on, of="EL-R5", **more):
    return {"original_standard": of, "failure_known_on": "2024-06-10", "paid_on": on, **more}


BROKEN, EXTRA = failed("30.00", None, "2024-06-26", failure_on="2024-06-12"), failed("30.00", "2024-06-24", None)
OTHERS = [
    Case("offered and kept", R17, appointment(True), kept()),
    Case("offered and not kept", R17, appointment(False), BROKEN),
    Case("not offered", R17, appointment(None, offered=False), BROKEN),
    Case("large business", R17, appointment(False, **LARGE), BROKEN),
    Case("a connection visit", R17, appointment(False, connection=True), outside()),
    *[Case(name, R17, appointment(False, **facts), outside()) for facts, name in REACH],
    Case("paid on day 10", R19, paid("2024-06-24"), kept("2024-06-24")),
    Case("a day after", R19, paid("2024-06-25"), EXTRA),
    Case("a year after: once", R19, paid("2025-06-25"), EXTRA),
    Case("not yet, on the last day", R19, paid(None, as_of="2024-06-24T23:59"), kept("2024-06-24")),
    Case("not yet, the day after", R19, paid(None, as_of="2024-06-25T00:00"), EXTRA),
    Case("large business", R19, paid(None, **LARGE), EXTRA),
    *[Case(name, R19, paid(None, **facts), outside()) for facts, name in REACH],
]


@pytest.mark.parametrize("case", params(OTHERS))
def test_appointments_and_late_payments_of_the_distributor(case):
    assert not differs(case)
