"""Which figure counts: consumption by supply period, staff and money by age, the boundaries, what is missing, euros, contracts, groups."""

from datetime import date
from decimal import Decimal

import pytest

from eligibility import JUDGEMENT, LIKELY, UNLIKELY, Organisation
from eligibility.values import bases_of, chain_of, staff, years_between
from tests.eligibility.asking import assess, day, figures, fuel, met, organisation, readings, why

BIG = organisation(staff=400)
LOW, HIGH = 90_000, 900_000


@pytest.mark.parametrize(("began", "on", "bases"), [
    ("2025-05-12", "2026-05-11", ["projected"]), ("2025-05-11", "2026-05-11", ["projected", "first_year"]),
    ("2025-05-10", "2026-05-11", ["first_year"]),
    ("2024-05-12", "2026-05-11", ["first_year"]), ("2024-05-11", "2026-05-11", ["first_year", "average"]), ("2024-05-10", "2026-05-11", ["average"]),
    ("2024-02-29", "2025-02-28", ["projected", "first_year"]), ("2024-02-29", "2025-02-27", ["projected"]), ("2024-02-29", "2026-03-01", ["average"]),
])
def test_the_age_picks_the_basis_and_the_exact_year_asks_for_both(began, on, bases):
    assert list(bases_of(day(began), day(on))) == bases


def year_one(kwh, start="2025-05-11"):
    return readings(start, f"{int(start[:4]) + 1}{start[4:]}", kwh=kwh)


def two_years(first, second):
    return readings("2024-05-11", "2025-05-11", "2026-05-11", kwh=[first, second])


@pytest.mark.parametrize(("given", "verdict"), [
    (fuel(start="2025-05-12", projected=LOW), True), (fuel(start="2025-05-12", projected=HIGH), False), (fuel(start="2025-05-12"), None),
    (fuel(start="2025-05-12", read=readings("2025-05-12", "2026-05-01", kwh=LOW)), None),  # never pro rata
    (fuel(start="2025-05-11", projected=LOW, read=year_one(LOW)), True), (fuel(start="2025-05-11", projected=HIGH, read=year_one(HIGH)), False),
    (fuel(start="2025-05-11", projected=LOW, read=year_one(HIGH)), None), (fuel(start="2025-05-11", projected=HIGH, read=year_one(LOW)), None),
    (fuel(start="2025-05-11", projected=LOW), None), (fuel(start="2025-05-11", read=year_one(LOW)), None),
    (fuel(start="2025-05-10", projected=LOW), None),  # never another branch
    (fuel(start="2024-08-01", read=year_one(LOW, "2024-08-01")), True), (fuel(start="2024-08-01", read=year_one(HIGH, "2024-08-01")), False),
    (fuel(start="2024-08-01", read=readings("2024-08-01", "2025-07-31", kwh=LOW)), None),
    (fuel(start="2024-08-01", read=readings("2024-08-01", "2025-08-02", kwh=LOW)), None),
    (fuel(start="2024-05-11", read=two_years(LOW, LOW)), True), (fuel(start="2024-05-11", read=two_years(HIGH, HIGH)), False),
    (fuel(start="2024-05-11", read=two_years(LOW, HIGH)), None), (fuel(start="2024-05-11", read=two_years(HIGH, LOW)), False),
    (fuel(start="2024-05-11", read=readings("2024-05-11", "2025-05-11", kwh=LOW)), None),
    (fuel(start="2023-05-11", read=readings("2023-05-11", "2026-05-11", kwh=3 * LOW)), True),
    (fuel(start="2023-05-11", read=readings("2023-05-11", "2026-05-11", kwh=600_001)), False),
    (fuel(start="2023-05-11", read=readings("2023-05-11", "2026-05-11", kwh=600_000)), True),
    (fuel(start="2023-05-11", read=readings("2023-05-11", "2026-04-10", kwh=LOW)), True),  # 31 days before the decision
    (fuel(start="2023-05-11", read=readings("2023-05-11", "2026-04-09", kwh=LOW)), None),
    (fuel(start="2023-05-11", projected=LOW), None), (fuel(start=None, projected=LOW), None), (fuel(start="2026-05-12", projected=LOW), None),
])
def test_consumption_by_its_supply_period(given, verdict):
    found = assess(given, own=BIG)
    assert met(found)["electricity"] is verdict
    assert found.size.verdict == {True: LIKELY, False: UNLIKELY, None: JUDGEMENT}[verdict]
    assert bool(found.would_settle) is (verdict is None)


def test_what_is_missing_is_named():
    assert assess(fuel(start="2023-05-11"), own=BIG).would_settle == (
        "electricity: readings without gaps from the start of the supply to within 31 days of the decision",)


def test_the_average_is_over_the_time_that_the_readings_cover():
    found = assess(fuel(start="2023-05-11", read=readings("2023-05-11", "2026-04-20", kwh=300_000)), own=BIG)
    assert round(found.size.criteria[0].value, 2) == round(300_000 / (Decimal(1075) / Decimal("365.25")), 2)


@pytest.mark.parametrize(("start", "end", "years"), [
    ("2020-02-29", "2022-02-28", 2), ("2023-05-11", "2026-05-11", 3), ("2023-05-11", "2026-05-12", Decimal(1097) / Decimal("365.25"))])
def test_years_are_whole_by_date_or_days_by_365_and_a_quarter(start, end, years):
    assert years_between(day(start), day(end)) == years


def test_readings_end_at_the_first_gap_and_before_a_day_that_two_cover():
    whole = readings("2024-01-01", "2024-02-01", "2024-03-01", "2024-04-01", kwh=1)
    assert chain_of(whole, date(2024, 1, 1)) == whole and chain_of([*whole, *whole], date(2024, 1, 1)) == whole
    assert chain_of([whole[0], whole[2]], date(2024, 1, 1)) == whole[:1] and chain_of(whole, date(2024, 1, 2)) == ()
    assert chain_of([*whole, *readings("2024-02-15", "2024-05-01", kwh=1)], date(2024, 1, 1)) == whole[:1]


@pytest.mark.parametrize(("given", "verdict"), [
    (fuel(start="2025-11-11", projected=LOW, contract="2025-12-01"), True),
    (fuel(start="2024-08-01", read=year_one(LOW, "2024-08-01"), contract="2025-06-01"), None),  # another branch by the contract
    (fuel(start="2023-05-11", read=readings("2023-05-11", "2026-05-11", kwh=3 * LOW), contract="2025-01-01"), None),
    (fuel(start="2023-05-11", read=readings("2023-05-11", "2026-05-11", kwh=3 * LOW), contract="2023-05-11"), True),
    (fuel(start="2022-05-11", read=readings("2022-05-11", "2024-04-11", "2026-05-11", kwh=[LOW, 430_000]), contract="2024-04-11"), None),
    (fuel(start="2022-05-11", read=readings("2022-05-11", "2024-04-11", "2026-05-11", kwh=[LOW, LOW]), contract="2024-04-11"), True),
    (fuel(start="2023-05-11", read=readings("2023-05-11", "2026-05-11", kwh=3 * LOW), contract="2026-07-01"), True),
])
def test_a_contract_that_changes_branch_or_result_needs_judgement(given, verdict):
    found = assess(given, own=BIG)
    assert met(found)["electricity"] is verdict
    assert ("whether the contract or the supply counts" in found.would_settle) is (verdict is None)


@pytest.mark.parametrize(("gas", "own", "verdict"), [
    (LOW, BIG, JUDGEMENT), (HIGH, BIG, UNLIKELY), (LOW, organisation(staff=5, turnover=1), LIKELY)])
def test_only_the_other_fuel_within_its_limit_needs_judgement_unless_something_else_is_met(gas, own, verdict):
    found = assess(fuel(projected=HIGH), fuel("gas", about=False, projected=gas), own=own)
    assert found.size.verdict == verdict


@pytest.mark.parametrize(("given", "reading"), [
    (fuel(start="2025-05-11", projected=LOW, read=year_one(LOW)), "Q4"), (fuel(start="2025-05-11", projected=LOW, read=year_one(HIGH)), "Q4"),
    (fuel(start="2024-08-01", read=year_one(LOW, "2024-08-01"), contract="2025-06-01"), "Q6"), (fuel(about=False, projected=LOW), "Q7"),
    (fuel(projected=LOW), ""),
])
def test_the_explanation_names_the_doubtful_sentence_that_it_rests_on(given, reading):
    told = [line for line in assess(given, own=BIG).explanation if line.startswith("Reading")]
    assert [line.partition(":")[0] for line in told] == ([f"Reading {reading}"] if reading else [])


def test_a_fuel_that_is_not_listed_gives_no_criterion():
    assert [one.name for one in assess(fuel(projected=1)).size.criteria] == ["electricity", "employees", "turnover", "balance_sheet", "size"]


@pytest.mark.parametrize(("began", "counts", "value"), [
    ("2025-06-01", [("2025-09-01", 4), ("2026-03-01", 8)], 8), ("2025-05-11", [("2025-09-01", 6)], 6),
    ("2024-09-01", [("2024-12-01", 4), ("2025-03-01", 6), ("2026-03-01", 90)], 5), ("2024-09-01", [("2026-03-01", 9)], None),
    ("2010-01-01", [("2024-01-01", 4), ("2025-01-01", 9), ("2027-01-01", 90)], Decimal("6.5")), ("2010-01-01", [], None),
    (None, [("2026-03-01", 9)], None), ("2027-01-01", [("2026-03-01", 9)], None),
])
def test_staff_by_the_age_of_the_organisation(began, counts, value):
    found = staff(organisation(began=began, staff=counts), date(2026, 5, 11))
    assert [amount for _, amount in found.amounts[-1:]] == ([] if value is None else [value])
    assert bool(found.missing) is (value is None)


@pytest.mark.parametrize(("began", "turnover", "verdict"), [
    ("2025-09-01", [("2026-08-31", 6_500_000, "GBP")], True), ("2025-09-01", [("2026-03-31", 1, "GBP")], None),
    ("2025-05-11", [("2025-12-31", 1, "GBP"), ("2026-12-31", 1, "GBP")], True), ("2025-05-11", [("2025-12-31", 1, "GBP")], None),
    ("2024-11-15", [("2025-11-30", 6_500_000, "GBP")], True), ("2024-11-15", [("2025-12-01", 6_500_000, "GBP")], None),
    ("2024-11-15", [("2025-11-30", 1, "GBP"), ("2026-04-30", 99_000_000, "GBP")], True),
    ("2010-01-01", [("2025-03-31", 6_000_000, "GBP"), ("2026-03-31", 6_500_000, "GBP")], True),
    ("2010-01-01", [("2025-03-31", 7_000_000, "GBP"), ("2026-03-31", 6_500_000, "GBP")], False),
    ("2010-01-01", [("2025-03-31", 6_000_000, "GBP"), ("2026-03-31", 6_900_000, "GBP")], None),  # growing
    ("2010-01-01", [("2024-03-31", 4_000_000, "GBP"), ("2025-03-31", 6_600_000, "GBP"), ("2026-03-31", 6_700_000, "GBP")], None),
    ("2010-01-01", [("2025-03-31", 0, "GBP"), ("2026-03-31", 9_000_000, "GBP")], None),
    ("2010-01-01", [("2025-03-31", 6_400_000, "GBP"), ("2026-03-31", 6_700_000, "GBP")], False),
    ("2010-01-01", [("2027-03-31", 1, "GBP")], None), (None, [("2026-03-31", 1, "GBP")], None),
])
def test_money_by_the_age_of_the_organisation(began, turnover, verdict):
    found = assess(own=organisation(began=began, staff=5, turnover=figures(*turnover)))
    assert met(found)["turnover"] is verdict


@pytest.mark.parametrize(("began", "verdict"), [("2010-01-01", None), ("2025-09-01", None)])
def test_two_sums_of_one_running_year_of_which_one_lacks_its_rate_are_not_known(began, verdict):
    both = figures(("2027-03-31", 1, "GBP"), ("2027-03-31", 1, "EUR"))
    assert met(assess(own=organisation(began=began, staff=5, turnover=both)))["turnover"] is verdict


def test_a_supply_of_more_than_a_hundred_years_has_its_average():
    old = fuel(start="1900-01-01", read=readings("1900-01-01", "2026-05-01", kwh=1000))
    assert met(assess(old, own=BIG))["electricity"] is True and years_between(day("1600-02-29"), day("2025-02-28")) == 425


@pytest.mark.parametrize(("when", "row", "verdict"), [
    ("2020-06-01", ("2020-03-31", "2000000", "EUR"), True), ("2020-06-01", ("2020-03-31", "1600000", "GBP", "1.25"), True),
    ("2020-06-01", ("2020-03-31", "1600000.01", "GBP", "1.25"), False), ("2020-06-01", ("2020-03-31", "1", "GBP"), None),
    ("2025-06-01", ("2025-03-31", "8125000", "EUR", "1.25"), True), ("2025-06-01", ("2025-03-31", "8125000.02", "EUR", "1.25"), False),
    ("2025-06-01", ("2025-03-31", "1", "EUR"), None), ("2025-06-01", ("2025-03-31", "6500000", "GBP", "1.25"), True),
])
def test_euros_by_the_rate_given_with_the_figure_and_never_by_another(when, row, verdict):
    found = assess(decided=when, began=when, own=organisation(staff=[(when, 5)], turnover=figures(row)))
    assert met(found)["turnover"] is verdict
    assert any("average euro rate of the year to 31 March" in item for item in found.would_settle) is (verdict is None)


def test_a_sum_is_told_in_the_currency_of_its_row():
    own = organisation(staff=[("2020-06-01", 5)], turnover=figures(("2020-03-31", "1600000", "GBP", "1.25")))
    found = assess(decided="2020-06-01", began="2020-06-01", own=own)
    assert why(found, "turnover").startswith("€2,000,000, the average over the whole time: within")


SMALL_FUEL, BIG_FUEL, NO_FUEL = fuel(projected=LOW), fuel(projected=HIGH), fuel()


@pytest.mark.parametrize(("compliant", "payer", "given", "own", "group", "verdict"), [
    (True, True, BIG_FUEL, BIG, None, JUDGEMENT), (True, True, SMALL_FUEL, BIG, True, LIKELY), (True, True, NO_FUEL, organisation(), True, LIKELY),
    (True, True, BIG_FUEL, organisation(), None, JUDGEMENT), (True, True, NO_FUEL, BIG, None, JUDGEMENT),
    (False, True, SMALL_FUEL, BIG, None, JUDGEMENT), (True, False, SMALL_FUEL, BIG, None, JUDGEMENT), (False, False, BIG_FUEL, BIG, None, JUDGEMENT),
    (False, None, SMALL_FUEL, BIG, None, JUDGEMENT), (None, False, SMALL_FUEL, BIG, None, JUDGEMENT),
    (None, True, SMALL_FUEL, BIG, None, LIKELY), (True, None, BIG_FUEL, BIG, None, JUDGEMENT), (None, None, SMALL_FUEL, BIG, None, LIKELY),
    (None, None, BIG_FUEL, BIG, None, JUDGEMENT),
])
def test_groups_of_companies(compliant, payer, given, own, group, verdict):
    found = assess(given, own=own, group_asked=True, account_holder_compliant=compliant, account_holder_is_bill_payer=payer)
    assert met(found)["group"] is group and found.size.verdict == verdict


def test_no_group_is_claimed_where_neither_was_asked():
    assert "group" not in met(assess(SMALL_FUEL))


def test_a_household_needs_no_size():
    found = assess(BIG_FUEL, own=BIG, customer_type="domestic")
    assert (found.size.verdict, found.size.criteria, found.size.rules) == (LIKELY, (), ())


def test_nothing_known_names_all_that_would_settle_it():
    assert assess(NO_FUEL, own=Organisation()).would_settle == (
        "electricity: the projected yearly consumption", "the number of full-time staff", "the turnover", "the balance sheet")
