"""The program beside the slow reckoning of `oracle`, on random cases that favour clock changes, Easter, August and Christmas."""
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.standards import oracle
from tests.standards.asking import ask
from tests.standards.breaches import EVERY

NATIONS = st.sampled_from(("england", "wales", "scotland"))
TURNS = [date(2024, 3, 28), date(2024, 3, 31), date(2024, 8, 3), date(2024, 8, 24), date(2024, 10, 27), date(2024, 11, 30), date(2024, 12, 24),
         date(2025, 1, 1), date(2025, 3, 29), date(2025, 4, 18), date(2024, 2, 28), date(2024, 5, 25)]
DAYS = st.one_of(st.dates(date(2021, 1, 1), date(2025, 4, 30)), st.builds(lambda day, more: day + timedelta(days=more), st.sampled_from(TURNS),
                                                                             st.integers(-4, 4)))
MOMENTS = st.builds(lambda day, minute: datetime(day.year, day.month, day.day, tzinfo=UTC) + timedelta(minutes=minute), DAYS,
                    st.integers(0, 1439))
slowly = settings(max_examples=60, deadline=None)


def written(at):
    return at.isoformat()


def told(answer, *names):
    return [answer[name] for name in names]


CLOCKS = [
    ("EL-R5", {}, "aware_at", "restored_at", (12, 12), (75, 35, None)),
    ("EL-R6", {}, "aware_at", "restored_at", (24, 12), (75, 35, 300)),
    ("EL-R7", {}, "aware_at", "restored_at", (24, 12), (70, 70, 700)),
    ("EL-R7", {"fault_multiple": "13"}, "aware_at", "restored_at", (48, 12), (70, 70, 700)),
    ("GAS-GS1", {}, "interrupted_at", "restored_at", (24, 24), (30, 30, 1000)),
    ("GAS-GS1", {"customer_type": "small_business", "annual_consumption_kwh": "9"}, "interrupted_at", "restored_at", (24, 24), (50, 50, 1000)),
]


@pytest.mark.parametrize("row", CLOCKS, ids=lambda row: row[0])
@given(at=MOMENTS, late=st.one_of(st.integers(0, 50 * 60), st.builds(lambda periods, off: periods * 720 + off, st.integers(0, 60),
                                                                      st.integers(-1, 1))), nation=NATIONS)
@slowly
def test_hours_run_as_they_pass(row, at, late, nation):
    code, more, begins, ends, (limit, each), (first, further, most) = row
    back = at + timedelta(minutes=max(late, 0))
    answer = ask(code, EVERY[code] | more | {begins: written(at), ends: written(back), "nation": nation})
    count = oracle.periods(at, back, limit, each)
    owed = first + further * (count - 1) if count else 0
    assert answer["breached"] is bool(count)
    assert answer["amount_gbp"] == f"{min(owed, most or owed)}.00"
    assert datetime.fromisoformat(answer["deadline"]) == at + timedelta(hours=limit)


LATE = [
    ("ELC-COMPLETE-EHV", "agreed_on", "completed_on", 0, lambda late: 270 * late),
    ("ELC-QUOTE-LV-OTHER-GEN", "info_complete_on", "quote_issued_on", 45, lambda late: 65 * late),
    ("ELC-CONTACT-HV", "accepted_on", "contacted_on", 10, lambda late: 135 * late),
    ("GAS-GS4", "requested_on", "quote_issued_on", 6, lambda late: min(10 * late, 250)),
    ("GAS-GS8", "requested_on", "responded_on", 5, lambda late: min(40 * late, 250)),
    ("GAS-GS9", "accepted_on", "dates_offered_on", 20, lambda late: min(20 * late, 250)),
    ("GAS-GS2", "works_completed_on", "reinstated_on", 5, lambda late: 50 * -(-late // 5)),
    ("GAS-GS14", "complaint_received_on", "substantive_response_on", 10, lambda late: min(20 * -(-late // 5), 100)),
    ("SUP-SWITCH-15WD", "switch_agreed_on", "switched_on", 15, lambda late: 30 if late else 0),
    ("SUP-DNO-PASS-ON", "received_on", "passed_on_on", 10, lambda late: 30 if late else 0),
    ("SUP-CREDIT-REFUND", "final_bill_issued_on", "refunded_on", 10, lambda late: 30 if late else 0),
]


@pytest.mark.parametrize("row", LATE, ids=lambda row: row[0])
@given(start=DAYS, took=st.integers(0, 120), nation=NATIONS)
@slowly
def test_working_days_late_are_those_walked_one_by_one(row, start, took, nation):
    code, begins, ends, limit, owed = row
    done = start + timedelta(days=took)
    facts = EVERY[code] | {begins: str(start), ends: str(done), "nation": nation}
    if code == "SUP-SWITCH-15WD":
        facts["info_complete_on"] = str(start)
    last = oracle.after(start, limit, nation)
    late = oracle.days_late(last, done, nation)
    assert told(ask(code, facts), "deadline", "breached", "amount_gbp") == [str(last), late > 0, f"{owed(late)}.00"]


@given(at=MOMENTS, took=st.integers(-2, 2), nation=NATIONS)
@slowly
def test_a_fuse_is_waited_for_through_the_night(at, took, nation):
    heard = oracle.opened(at, nation, (7, 19), (9, 17))
    limit = heard + timedelta(hours=3 if oracle.works(oracle.local(heard).date(), nation) else 4)
    answer = ask("EL-R11", {"notified_at": written(at), "attended_at": written(limit + timedelta(minutes=took)), "nation": nation})
    assert (datetime.fromisoformat(answer["deadline"]), answer["breached"]) == (limit, took > 0)


@given(at=MOMENTS, took=st.integers(-2, 2), nation=NATIONS)
@slowly
def test_reconnection_starts_at_the_next_opening(at, took, nation):
    limit = oracle.opened(at, nation, (8, 20), (9, 17)) + timedelta(hours=24)
    answer = ask("SUP-RECONNECT", {"paid_at": written(at), "reconnected_at": written(limit + timedelta(minutes=took)), "nation": nation})
    assert (datetime.fromisoformat(answer["deadline"]), answer["breached"]) == (limit, took > 0)


@given(at=MOMENTS, many=st.booleans(), took=st.integers(-2, 2))
@slowly
def test_heating_counts_only_the_hours_of_the_day(at, many, took):
    limit = oracle.day_hours(at, 8 if many else 4)
    answer = ask("GAS-GS3", EVERY["GAS-GS3"] | {"interrupted_at": written(at), "customers_affected": 251 if many else 250,
                                                "facilities_provided_at": written(limit + timedelta(minutes=took)), "claim_made_on": None})
    assert (datetime.fromisoformat(answer["deadline"]), answer["breached"]) == (limit, took > 0)


@given(visit=DAYS, told_days_before=st.integers(0, 7), nation=NATIONS)
@slowly
def test_short_notice_is_the_last_working_day_before(visit, told_days_before, nation):
    notice, last = visit - timedelta(days=told_days_before), oracle.before(visit, 1, nation)
    answer = ask("SUP-APPT-SHORT-NOTICE", {"appointment_on": str(visit), "notice_given_on": str(notice), "cancelled_by": "supplier",
                                           "nation": nation})
    assert told(answer, "deadline", "breached") == [str(last), notice > last]


@given(off=DAYS, told_days_before=st.integers(0, 14), nation=NATIONS)
@slowly
def test_gas_notice_is_five_working_days(off, told_days_before, nation):
    notice = off - timedelta(days=told_days_before)
    answer = ask("GAS-GS13", {"notice_given_on": str(notice), "interrupted_on": str(off), "claim_made_on": None, "nation": nation})
    assert answer["breached"] is (oracle.after(notice, 5, nation) > off)


@given(at=MOMENTS, explained=st.integers(0, 16), offered=st.integers(0, 16), nation=NATIONS)
@slowly
def test_a_voltage_complaint_counts_from_the_day_it_was_heard(at, explained, offered, nation):
    here = oracle.local(at)
    heard = here.date()
    if not oracle.works(heard, nation) or here.hour * 60 + here.minute > 16 * 60:
        heard = oracle.after(heard, 1, nation)
    days = [here.date() + timedelta(days=number) for number in (explained, offered)]
    in_time = days[0] <= oracle.after(heard, 5, nation) or days[1] <= oracle.after(heard, 7, nation)
    answer = ask("EL-R13", {"reported_at": written(at), "explanation_sent_on": str(days[0]), "visit_offered_on": str(days[1]), "nation": nation})
    assert answer["breached"] is not in_time
    assert told(answer, "deadline", "deadline_visit") == [str(oracle.after(heard, 5, nation)), str(oracle.after(heard, 7, nation))]
