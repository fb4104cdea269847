"""Every report names the versions of the rules that its figures rest on: from the dated rows, and of deadlines those that counted them."""

from datetime import UTC, date, datetime, timedelta

import pytest

from complaints.clocks.models import Deadline
from complaints.money.models import Finding, Payment
from complaints.reports import foot
from complaints.reports.due_counting import DUTIES
from complaints.reports.periods import Period, read_query
from complaints.reports.reading import REPORTS, answer_of
from complaints.rules.models import Setting
from tests.factories import MONDAY, do_move, make_complaint
from tests.reports.made import a_finding, a_payment
from tests.rules.test_own_clocks import review, set_number

pytestmark = pytest.mark.django_db
A_DAY = timedelta(days=1)
NOW = MONDAY + 40 * A_DAY
YEAR = Period(date(2026, 1, 1), date(2026, 12, 31))
FROM_ROWS = ("complaints", "annual", "customers", "signposting", "open")
OF_PROCEDURE = ("stages", "outcomes", "reopened", "procedure", "quality", "customers", "open")
FIRST, LAW, PROCEDURE = ("documents", "1"), ("law", "1"), ("procedure", "1")


def versions(name, period=YEAR, as_of=None):
    asked = {"now": NOW} if "now" in REPORTS[name].asks else {}
    return {(row["rulebook"], row["version"]) for row in REPORTS[name].figures(period, as_of=as_of, **asked)["versions"]}


@pytest.mark.parametrize("as_of", [None, NOW - A_DAY])
@pytest.mark.parametrize("name", ["deadlines", "breaches"])
def test_deadlines_name_the_versions_that_counted_them(name, as_of):
    set_number(3, days=1)
    review()
    assert versions(name, as_of=as_of) == {FIRST}
    review(MONDAY + A_DAY)
    counted = set(Deadline.objects.filter(kind__in=DUTIES, cancelled_at=None).values_list("rulebook", "rule_version"))
    assert versions(name, as_of=as_of) == counted == {FIRST, ("documents", "own-1")}


def test_a_version_by_which_nothing_fell_due_in_the_period_is_not_named():
    set_number(3, days=1)
    review(MONDAY + A_DAY)
    assert versions("deadlines", Period(date(2026, 5, 1), date(2026, 5, 14))) == {FIRST}
    assert versions("deadlines", Period(date(2025, 5, 1), date(2025, 5, 12))) == set()


def test_deadlines_of_both_rulebooks_name_both():
    make_complaint()
    Setting.objects.create(name="rulebook", value="law", valid_from=(MONDAY + A_DAY).date())
    assert versions("deadlines") == {FIRST}
    make_complaint(received_at=MONDAY + A_DAY)
    assert versions("deadlines") == versions("breaches") == {FIRST, LAW}


@pytest.mark.parametrize("name", FROM_ROWS)
def test_shares_of_those_received_name_the_rows_in_force_in_the_period(name):
    assert FIRST in versions(name) and LAW not in versions(name)
    Setting.objects.create(name="rulebook", value="law", valid_from=date(2026, 3, 1))
    april = versions(name, Period(date(2026, 7, 1), date(2026, 7, 31)))
    assert LAW in april and (FIRST not in april or name == "signposting")
    assert LAW not in versions(name, Period(date(2026, 1, 1), date(2026, 2, 28)))


@pytest.mark.parametrize("name", OF_PROCEDURE)
def test_what_counts_stages_and_moves_names_the_procedure(name):
    assert PROCEDURE in versions(name)


def test_money_names_the_versions_of_the_standards_by_which_it_was_worked_out():
    made = [a_finding(rulebook=book, version=version) for book, version in (("documents", "2020-05"), ("law", "2024"), ("law", "2015"))]
    paid, _, late = Finding.objects.bulk_create(made)
    Payment.objects.bulk_create([a_payment(finding=paid, late_finding=late, at=datetime(2026, 4, 1, tzinfo=UTC))])
    assert versions("money") == {("documents", "2020-05"), ("law", "2015")}
    assert versions("money", Period(date(2026, 5, 1), date(2026, 5, 31))) == set()


@pytest.mark.parametrize("name", sorted(REPORTS))
def test_the_foot_of_each_report_names_what_its_answer_names(name):
    do_move(make_complaint(), "escalate")
    answer = answer_of(REPORTS[name], read_query({"from": "2026-01-01", "to": "2026-12-31"}, now=NOW), now=NOW)
    told = {row["name"]: row["text"] for row in foot.made(answer, NOW)}
    assert told.get("Rules used", "").count("version") == len(answer["rules"]["versions"])
    assert all(set(row) == {"rulebook", "version"} for row in answer["rules"]["versions"])
