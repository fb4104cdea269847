"""The reports `ombudsman` and `windows`: what counts in which month, and that a past moment is told as it was recorded."""

from datetime import date, datetime, timedelta

import pytest

from complaints.case.correcting import correct
from complaints.case.models import Complaint
from complaints.entitlement.closings import closings
from complaints.reports import ombudsman_report, reading, windows_report
from complaints.reports.periods import Period
from complaints.rules.models import Setting
from tests.factories import MONDAY, do_move, make_complaint, make_person
from tests.letters.walked import sent

pytestmark = pytest.mark.django_db
YEAR = Period(date(2026, 1, 1), date(2027, 12, 31))
DAY = timedelta(days=1)


def ombudsman(period=YEAR, as_of=None):
    return ombudsman_report.figures(period, as_of=as_of)


def windows(period=YEAR, as_of=None):
    return windows_report.figures(period, as_of=as_of)


def some(totals):
    return {name: value for name, value in totals.items() if value}


def decided(accepted_on: str | None = None, outcome: str = "upheld") -> Complaint:
    """At the Ombudsman on 11 May 2026, decided on 12 May, accepted as told."""
    complaint = make_complaint("ombudsman")
    days = {"customer_accepted_on": accepted_on, "we_were_told_on": accepted_on} if accepted_on else {}
    at = max(MONDAY + DAY, datetime.fromisoformat(f"{accepted_on}T12:00:00+01:00")) if accepted_on else MONDAY + DAY
    return do_move(complaint, "record_decision", at=at, outcome=outcome, decided_on="2026-05-12", **days)


def test_a_referral_counts_in_its_month_by_its_reason():
    make_complaint("ombudsman")
    later = make_complaint()
    do_move(later, "refer_to_ombudsman", at=MONDAY + 60 * DAY, because="eight_weeks")
    told = ombudsman()
    assert [(row["month"], row["referred"], row["ombudsman_took_it"], row["eight_weeks"]) for row in told["rows"]] == [
        ("2026-05", 1, 1, 0), ("2026-07", 1, 0, 1)]
    assert told["totals"]["referred"] == 2 and told["totals"]["complied_in_time_percent"] is None


def test_decisions_answers_and_what_came_back_are_counted():
    decided("2026-05-14")
    refused = decided(outcome="not_upheld")
    do_move(refused, "record_acceptance", at=MONDAY + 3 * DAY, accepted=False)
    do_move(make_complaint("ombudsman"), "return_from_ombudsman", at=MONDAY + DAY)
    totals = ombudsman()["totals"]
    assert some(totals) == {"referred": 3, "ombudsman_took_it": 3, "returned": 1, "decisions": 2, "upheld": 1, "not_upheld": 1, "accepted": 1,
                            "refused": 1, "compliance_due": 1, "compliance_open": 1, "complied_in_time_percent": "0.00"}


@pytest.mark.parametrize(("days", "name", "percent"), [(28, "complied_in_time", "100.00"), (29, "complied_late", "0.00")])
def test_done_on_day_28_after_we_were_told_is_in_time(days, name, percent):
    done = datetime.fromisoformat("2026-05-14T12:00:00+01:00") + days * DAY
    do_move(decided("2026-05-14"), "confirm_compliance", at=done)
    totals = ombudsman()["totals"]
    assert totals[name] == 1 and totals["complied_in_time_percent"] == percent
    assert [row["month"] for row in ombudsman()["rows"]] == ["2026-05", "2026-06"]


def test_what_lies_outside_the_period_does_not_count():
    decided("2026-05-14")
    assert ombudsman(Period(date(2026, 6, 1), date(2026, 6, 10)))["rows"] == []
    assert some(ombudsman(Period(date(2026, 6, 11), date(2026, 6, 11)))["totals"]) == {
        "compliance_due": 1, "compliance_open": 1, "complied_in_time_percent": "0.00"}


def test_a_past_moment_of_the_ombudsmans_report_is_told_as_it_was_recorded():
    complaint = decided("2026-05-14")
    before, done = MONDAY + 4 * DAY, MONDAY + 8 * DAY
    as_it_was = ombudsman()
    do_move(complaint, "confirm_compliance", at=done)
    assert ombudsman(as_of=before) == as_it_was and ombudsman(as_of=done) == ombudsman()
    assert ombudsman(as_of=MONDAY - DAY) == {"rows": [], "totals": ombudsman(Period(date(2020, 1, 1), date(2020, 2, 1)))["totals"], "versions": []}


def test_each_open_window_closes_in_its_month_by_the_rulebook_of_the_complaint():
    make_complaint()
    make_complaint(received_at=MONDAY + 30 * DAY)
    told = windows()
    assert [(row["month"], row["closing"]) for row in told["rows"]] == [("2027-02", 1), ("2027-03", 1)]
    assert told["totals"] == {"closing": 2, "from_complaint": 2, "from_letter": 0, "open_by_other": 2}
    assert told["versions"] == [{"rulebook": "documents", "version": "1"}]


@pytest.mark.parametrize("as_of", [None, MONDAY + 2 * DAY])
def test_by_the_law_the_owners_later_window_from_the_complaint_is_named_beside_it(as_of):
    Setting.objects.create(name="rulebook", value="law", valid_from=MONDAY.date())
    letter = sent()
    assert letter.received_on == date(2026, 5, 13)
    found = closings(date(2027, 5, 13), date(2027, 5, 13), as_of=as_of)
    assert [(one.closes_on, one.other_on, one.open_by_other) for one in found] == [(date(2027, 5, 13), date(2027, 2, 11), False)]


@pytest.mark.parametrize("stage", ["ombudsman", "resolved", "closed"])
def test_who_went_or_whose_complaint_ended_has_no_window_left(stage):
    make_complaint(stage)
    assert windows()["rows"] == []


def test_the_last_of_a_complaints_windows_counts_once():
    complaint = make_complaint()
    found = closings(date(2027, 2, 11), date(2027, 2, 11))
    assert [(one.complaint_id, one.closes_on, one.other_on, one.open_by_other) for one in found] == [(complaint.pk, date(2027, 2, 11), None, True)]
    assert closings(date(2027, 2, 12), date(2027, 12, 31)) == []


def test_a_past_moment_of_the_windows_is_told_as_it_was_recorded():
    complaint = make_complaint()
    make_complaint(received_at=MONDAY + 2 * DAY)
    as_it_was = windows()
    do_move(complaint, "resolve", at=MONDAY + 5 * DAY)
    assert windows(as_of=MONDAY + 4 * DAY) == as_it_was
    assert windows(as_of=MONDAY + 5 * DAY) == windows() and windows()["totals"]["closing"] == 1
    assert windows(as_of=MONDAY + DAY)["totals"]["closing"] == 1


def test_a_corrected_receipt_moves_the_window_only_since_it_was_recorded():
    complaint, officer = make_complaint(), make_person("compliance_officer")
    body = {"op_id": "c1", "version": complaint.version, "fields": {"received_at": (MONDAY - 20 * DAY).isoformat()}, "reason": "It came before."}
    correct(complaint.reference, body, by=officer, now=MONDAY + 3 * DAY)
    assert [row["month"] for row in windows()["rows"]] == ["2027-01"]
    assert [row["month"] for row in windows(as_of=MONDAY + 2 * DAY)["rows"]] == ["2027-02"]


@pytest.mark.parametrize("name", ["ombudsman", "windows"])
def test_every_figure_is_defined_and_the_answer_has_the_contracts_names(name):
    make_complaint()
    report = reading.find(name, by=make_person("compliance_officer"))
    told = reading.read(report, {"from": "2026-01-01", "to": "2027-12-31"}, now=MONDAY + DAY)
    assert {"name", "from", "to", "as_of", "definitions", "rows", "totals", "rules", "calendar", "sha256"} == set(told)
    assert set(told["totals"]) == set(told["definitions"])
