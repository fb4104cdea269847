"""The reports on complaints, stages, deadlines and breaches: equal to a plain loop over all rows, to the digit, now and as of past moments."""

from datetime import date, datetime, timedelta

import pytest

from complaints.case import services
from complaints.case.correcting import correct
from complaints.intake.load import Asked, load
from complaints.reports import breaches_report, complaints_report, deadlines_report, stages_report
from complaints.reports.cohort import WEEKS_8
from complaints.reports.periods import Period
from complaints.rules import own_company
from complaints.rules.own_clocks import OWN_KINDS
from complaints.rules.services import clock_rules, company
from staff.demo import load_demo_people
from tests.desk_settings.changing import change
from tests.factories import MONDAY, do_move, fresh, make_complaint, make_person, make_team, op
from tests.reports import judging

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
PERIODS = [Period(date(2026, 3, 1), date(2026, 5, 31)), Period(date(2025, 11, 1), date(2025, 11, 30)), Period(date(2024, 1, 1), date(2026, 12, 31)),
           Period(date(2026, 5, 11), date(2026, 5, 11)), Period(date(2020, 1, 1), date(2020, 2, 29))]
MOMENTS = [None, MONDAY - 40 * DAY, MONDAY + 3 * DAY, datetime.fromisoformat("2025-12-01T00:00+00:00")]
NOW = MONDAY + 20 * DAY


@pytest.fixture
def desk():
    """Lives of three years, and some that were opened again, went to the Ombudsman from "resolved" and came back, or are stopped."""
    load_demo_people("demo-password-1", now=MONDAY)
    load(Asked(220, open=0.4), now=MONDAY)
    again = do_move(make_complaint("resolved"), "reopen", at=MONDAY + DAY)
    make_complaint("deadlock")
    do_move(make_complaint("resolved"), "reopen", at=MONDAY + 2 * DAY)
    do_move(again, "resolve", at=MONDAY + 9 * DAY)
    gone = do_move(make_complaint("resolved"), "refer_to_ombudsman", at=MONDAY + 2 * DAY)
    do_move(gone, "return_from_ombudsman", at=MONDAY + 6 * DAY)
    do_move(make_complaint("resolved"), "refer_to_ombudsman", at=MONDAY + 4 * DAY)
    scottish = make_complaint(received_at=MONDAY - 10 * DAY, nation="scotland", postcode="EH1 1AA")
    do_move(scottish, "resolve", at=MONDAY)
    nights = make_team(name="Nights")
    for row, days in ((again, 11), (scottish, 1)):
        changed(row, nights, MONDAY + days * DAY)


def changed(row, team, now):
    """Facts corrected and handed on, before or after the moments of these tests."""
    fields = {"category": "power_cut", "received_at": (MONDAY - 20 * DAY).isoformat(), "premises.nation": "wales"}
    given = {"op_id": op(), "version": fresh(row).version, "fields": fields, "reason": "Told anew."}
    correct(row.reference, given, by=make_person("compliance_officer"), now=now)
    given = {"op_id": op(), "version": fresh(row).version, "team": team.slug}
    services.assign(row.reference, given, by=make_person("senior_manager"), now=now)


def fewer(answer, *names):
    return {name: answer[name] for name in names}


@pytest.mark.parametrize("as_of", MOMENTS, ids=str)
def test_every_report_equals_the_slow_judge_to_the_digit(desk, as_of):
    for period in PERIODS:
        days, before = (period.first, period.last), period.before()
        found = complaints_report.figures(period, as_of=as_of, now=NOW, accounts=3333)
        assert fewer(found, "totals", "categories") == judging.complaints(*days, as_of, NOW, 3333), period
        found = stages_report.figures(period, as_of=as_of)
        assert fewer(found, "rows", "totals") == judging.stages(*days, as_of), period
        found = deadlines_report.figures(period, as_of=as_of, now=NOW)
        assert fewer(found, "rows", "totals") == judging.deadlines(*days, (before.first, before.last), as_of, NOW), period
        found = breaches_report.figures(period, as_of=as_of, now=NOW)
        assert fewer(found, "rows", "totals") == judging.breaches(*days, as_of, NOW), period


def test_the_desk_of_these_tests_has_something_of_everything(desk):
    whole = Period(date(2023, 1, 1), date(2026, 12, 31))
    totals = complaints_report.figures(whole, as_of=None, now=NOW)["totals"]
    assert 0 < totals["by_end_of_next_working_day"]["count"] < totals["within_8_weeks"]["count"] < totals["received"]
    assert all(totals["of_received"].values()) and all(row["here"] for row in stages_report.figures(whole, as_of=None)["rows"])
    assert totals["set_aside"]
    told = deadlines_report.figures(whole, as_of=None, now=NOW)["totals"]
    assert all(told[name] for name in ("met", "met_late", "late", "open", "with_reason"))


def test_what_a_complaint_keeps_of_its_end_is_what_its_events_say(desk):
    for row, moves in judging.lives(None):
        assert (row.received_on, row.resolved_on) == (judging.day(row.received_at), judging.resolved_on(moves)), row.reference
        assert row.closed_by == (moves[-1].kind if row.stage == "closed" else ""), row.reference
        assert row.counted_as == judging.counted_as(row, moves), row.reference


def test_the_months_of_a_report_add_up_to_its_totals(desk):
    found = complaints_report.figures(PERIODS[2], as_of=None, now=NOW)
    for name in ("received", "resolved"):
        assert sum(row[name] for row in found["rows"]) == found["totals"][name]
    assert sum(row["within_8_weeks"]["count"] for row in found["rows"]) == found["totals"]["within_8_weeks"]["count"]
    assert sum(found["totals"]["of_received"].values()) == found["totals"]["received"] == sum(row["count"] for row in found["categories"])


@pytest.mark.parametrize(("days", "within", "final"), [(56, 1, False), (57, 0, True)])
def test_day_56_is_within_8_weeks_and_final_the_day_after(days, within, final):
    do_move(make_complaint(), "resolve", at=MONDAY + days * DAY)
    found = complaints_report.figures(Period(MONDAY.date(), MONDAY.date()), as_of=None, now=MONDAY + days * DAY)["totals"]
    assert (found["within_8_weeks"]["count"], found["not_final_yet"]) == (within, not final)


@pytest.mark.parametrize(("on", "in_time"), [("2026-05-05T23:59:59+01:00", 1), ("2026-05-06T00:00:00+01:00", 0)])
def test_the_next_working_day_ends_at_midnight_in_london(on, in_time):
    friday = datetime.fromisoformat("2026-05-01T09:00+01:00")
    do_move(make_complaint(received_at=friday), "resolve", at=datetime.fromisoformat(on))
    found = complaints_report.figures(Period(friday.date(), friday.date()), as_of=None, now=MONDAY)["totals"]
    assert found["by_end_of_next_working_day"]["count"] == in_time


def test_a_complaint_opened_again_leaves_resolved_until_it_is_resolved_again():
    period = Period(date(2026, 5, 1), date(2026, 7, 31))
    row = make_complaint("resolved")
    assert complaints_report.figures(period, as_of=None, now=NOW)["totals"]["resolved"] == 1
    row = do_move(row, "reopen", at=MONDAY + DAY)
    assert complaints_report.figures(period, as_of=None, now=NOW)["totals"]["resolved"] == 0
    assert complaints_report.figures(period, as_of=MONDAY + DAY / 2, now=NOW)["totals"]["resolved"] == 1
    do_move(row, "resolve", at=MONDAY + 40 * DAY)
    assert complaints_report.figures(Period(date(2026, 6, 1), date(2026, 6, 30)), as_of=None, now=NOW)["totals"]["resolved"] == 1


@pytest.mark.parametrize(("last", "told"), [(date(2026, 4, 30), "0.00"), (date(2026, 5, 31), "2.00"), (date(2026, 3, 31), None)])
def test_without_a_number_the_accounts_of_the_last_known_month_stand_for_it(last, told):
    make_complaint()
    change(own_company.ACCOUNT_NUMBERS, f"{company(date(2026, 4, 1)).licence}:2026-04", {"accounts": 50_000})
    found = complaints_report.figures(Period(date(2026, 3, 1), last), as_of=None, now=NOW)["totals"]
    assert found["received_per_100000"] == told


def test_the_8_weeks_of_the_reports_are_those_of_the_law_s_row_which_no_row_of_the_company_changes():
    rows = [(rule.book, rule.unit, rule.amount) for rule in clock_rules().rows if rule.kind == "eight_week_letter"]
    assert rows == [(book, "days_then_working_day", WEEKS_8) for book in ("documents", "law")] and "eight_week_letter" not in OWN_KINDS


def test_without_accounts_there_is_no_figure_for_each_100000():
    totals = complaints_report.figures(PERIODS[0], as_of=None, now=NOW)["totals"]
    assert totals["received_per_100000"] is None and totals["by_end_of_next_working_day"] == {"count": 0, "share_percent": None}


@pytest.mark.parametrize(("figures", "most"), [(complaints_report.figures, 8), (deadlines_report.figures, 4), (breaches_report.figures, 5)])
def test_sums_are_the_databases_in_few_statements(django_assert_max_num_queries, figures, most):
    for _ in range(3):
        make_complaint("senior_review")
    with django_assert_max_num_queries(most):
        figures(PERIODS[2], as_of=None, now=NOW)
