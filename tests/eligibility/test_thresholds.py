"""At each threshold and one over, for each row and class; which row is in force on which day; complaints that straddle a change."""

from datetime import timedelta

import pytest

from complaints.rules.eligibility_rows import eligibility_tables
from eligibility import JUDGEMENT, LIKELY, UNLIKELY
from tests.eligibility.asking import assess, day, figures, fuel, met, organisation, why

OLD, MIDDLE, NEW = "2014-06-02", "2020-06-01", "2025-06-02"
MICRO_OLD, MICRO_MIDDLE = "Micro business, to 7 August 2014", "Micro business, 8 August 2014 to 18 December 2024"
MICRO, SMALL = "Micro business, since 19 December 2024", "Small business, since 19 December 2024"


def at(when, *fuels, **more):
    """Begun and decided on one day."""
    return assess(*fuels, decided=when, began=when, **more)


def young(when, name, kwh):
    return fuel(name, start=day(when) - timedelta(days=100), projected=kwh)


@pytest.mark.parametrize(("when", "name", "limit", "rule"), [
    (OLD, "electricity", 55_000, MICRO_OLD), (OLD, "gas", 200_000, MICRO_OLD),
    (MIDDLE, "electricity", 100_000, MICRO_MIDDLE), (MIDDLE, "gas", 293_000, MICRO_MIDDLE),
    (NEW, "electricity", 100_000, MICRO), (NEW, "gas", 293_000, MICRO), (NEW, "electricity", 200_000, SMALL), (NEW, "gas", 500_000, SMALL),
])
def test_consumption_at_the_limit_is_met_by_that_row_and_one_over_is_not(when, name, limit, rule):
    within, over = at(when, young(when, name, limit)), at(when, young(when, name, limit + 1))
    one = within.size.criteria[0]
    assert (one.met, one.rule.name, one.threshold, one.operator) == (True, rule, limit, "<=")
    assert within.verdict == LIKELY or within.timing.verdict == "too_early"
    assert over.size.criteria[0].rule.name != rule or over.size.criteria[0].met is False


@pytest.mark.parametrize(("when", "first_over", "rule"), [(OLD, 10, MICRO_OLD), (MIDDLE, 10, MICRO_MIDDLE), (NEW, 10, MICRO), (NEW, 50, SMALL)])
def test_staff_compare_fewer_than(when, first_over, rule):
    def staff(number):
        own = organisation(staff=[(when, number)], turnover=figures((when, "1", "GBP", "1.2")))
        return at(when, own=own).size.criteria[0]
    below, equal = staff(str(first_over - 1)), staff(str(first_over))
    assert (below.met, below.rule.name, below.operator) == (True, rule, "<")
    assert (equal.met is (rule == MICRO) and equal.rule.name != rule) or equal.met is False


@pytest.mark.parametrize("part", ["turnover", "balance"])
@pytest.mark.parametrize(("when", "staff", "limits", "currency"), [
    (OLD, 9, {"turnover": 2_000_000, "balance": 2_000_000}, "EUR"), (MIDDLE, 9, {"turnover": 2_000_000, "balance": 2_000_000}, "EUR"),
    (NEW, 49, {"turnover": 6_500_000, "balance": 5_000_000}, "GBP"),
])
def test_money_at_the_limit_is_met_and_one_over_is_not(when, staff, limits, currency, part):
    def sized(amount):
        return met(at(when, own=organisation(staff=[(when, staff)], **{part: figures((when, amount, currency))})))["size"]
    assert sized(limits[part]) is True
    assert sized(limits[part] + 1) is None  # the other sum is not known


@pytest.mark.parametrize(("staff", "turnover", "balance", "size"), [
    (9, 2_000_000, 9_000_000, True), (9, 9_000_000, 2_000_000, True), (9, 9_000_000, 9_000_000, False), (50, 1, 1, False),
    (None, 1, 1, None), (9, None, None, None), (9, 9_000_000, None, None), (9, None, 1, True), (50, None, None, False),
    (None, 9_000_000, 9_000_000, False),
])
def test_size_is_staff_and_either_sum(staff, turnover, balance, size):
    assert met(assess(own=organisation(staff=staff, turnover=turnover, balance=balance)))["size"] is size


def test_staff_by_the_small_row_need_the_small_rows_sums_too():
    found = assess(own=organisation(staff=20, turnover=6_500_000))
    assert [one.rule.name for one in found.size.criteria] == [SMALL] * 4 and found.size.verdict == LIKELY


@pytest.mark.parametrize(("when", "names"), [
    ("2014-08-07", [MICRO_OLD]), ("2014-08-08", [MICRO_MIDDLE]), ("2024-12-18", [MICRO_MIDDLE]), ("2024-12-19", [MICRO, SMALL]),
    ("2008-09-30", []), ("2008-10-01", [MICRO_OLD]),
])
def test_each_day_has_its_rows(when, names):
    assert [row.name for row in eligibility_tables().classes_on(day(when))] == names


def test_a_day_without_rows_leaves_everything_unknown():
    found = at("2007-05-01", young("2007-05-01", "electricity", 10), own=organisation(staff=1))
    assert found.size.verdict == JUDGEMENT and set(met(found).values()) == {None}
    assert found.would_settle[0] == "the thresholds of that day"


@pytest.mark.parametrize(("began", "decided", "kwh", "verdict"), [
    ("2014-08-07", "2014-08-07", 80_000, UNLIKELY), ("2014-08-07", "2014-08-08", 80_000, JUDGEMENT), ("2014-08-08", "2014-08-08", 80_000, LIKELY),
    ("2014-08-07", "2014-08-08", 50_000, LIKELY), ("2014-08-07", "2014-08-08", 120_000, UNLIKELY),
    ("2024-12-18", "2024-12-18", 150_000, UNLIKELY), ("2024-12-18", "2024-12-19", 150_000, JUDGEMENT), ("2024-12-19", "2024-12-19", 150_000, LIKELY),
    ("2024-12-18", "2024-12-19", 90_000, LIKELY), ("2024-12-18", "2024-12-19", 210_000, UNLIKELY),
])
def test_where_the_thresholds_changed_meanwhile_both_must_agree(began, decided, kwh, verdict):
    big = organisation(staff=[(decided, 400)])
    found = assess(young(decided, "electricity", kwh), began=began, decided=decided, own=big)
    assert found.size.verdict == verdict
    assert ("thresholds changed" in found.size.why) is (began != decided)
    assert len(found.size.rules) == (1 if began == decided != "2024-12-19" else 2 if began[:4] == "2014" or began == decided else 3)


def test_the_criterion_on_which_the_rows_differ_says_both():
    found = assess(young("2024-12-19", "electricity", 150_000), began="2024-12-18", decided="2024-12-19", own=organisation(staff=400))
    assert "above the limit of not more than 100,000 kWh" in why(found, "electricity")
    assert "within the limit of not more than 200,000 kWh" in why(found, "electricity")
    assert "which thresholds the Ombudsman takes" in found.would_settle


@pytest.mark.parametrize("book", ["documents", "law"])
def test_both_rulebooks_have_the_same_thresholds(book):
    found = assess(young("2026-05-11", "electricity", 150_000), book=book)
    assert found.size.verdict == LIKELY and {row["rulebook"] for row in found.as_json()["rules"]} == {book}
