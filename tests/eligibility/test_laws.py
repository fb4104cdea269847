"""Laws of the assessment over made-up cases, and the timing against a second reckoning written apart from the first."""

import calendar
import dataclasses
from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

import eligibility
from complaints.rules.eligibility_rows import eligibility_tables
from eligibility import JUDGEMENT, LIKELY, UNLIKELY, Asked, Figure, Fuel, Headcount, Letter, Organisation, Reading
from eligibility.verdict import overall

DECIDED = date(2026, 5, 11)
kwh = st.integers(0, 700_000).map(Decimal)
maybe_flag = st.sampled_from([None, True, False])


@st.composite
def fuels(draw, name):
    start = draw(st.dates(date(2022, 1, 1), date(2026, 6, 1)))
    readings = []
    for _ in range(draw(st.integers(0, 4))):
        begins = readings[-1].ends_on if readings else start
        ends = draw(st.sampled_from([add(start, 12), add(start, 24), begins + timedelta(days=200), DECIDED]))
        if ends > begins:
            readings.append(Reading(begins, ends, draw(kwh)))
    return Fuel(name, draw(st.sampled_from([start, start, None])), draw(st.booleans()), draw(st.none() | kwh), tuple(readings))


def sums():
    one = st.builds(Figure, st.sampled_from([date(2025, 3, 31), date(2026, 3, 31), date(2026, 12, 31)]), st.integers(0, 9_000_000).map(Decimal),
                    st.sampled_from(["GBP", "EUR"]), st.none() | st.just(Decimal("1.2")))
    return st.lists(one, max_size=1).map(tuple)


organisations = st.builds(
    Organisation, st.none() | st.sampled_from([date(2010, 4, 1), date(2024, 9, 1), date(2025, 9, 1)]),
    st.lists(st.builds(Headcount, st.sampled_from([date(2025, 1, 1), date(2026, 4, 1)]), st.integers(0, 80).map(Decimal)), max_size=2).map(tuple),
    sums(), sums())


@st.composite
def cases(draw):
    listed = tuple(draw(fuels(name)) for name in ("electricity", "gas") if draw(st.booleans()))
    asked = draw(st.booleans())
    return Asked(DECIDED, draw(st.dates(date(2024, 11, 1), DECIDED)), draw(st.sampled_from(["documents", "law"])), "", listed, draw(organisations),
                 draw(maybe_flag) if asked else None, draw(maybe_flag) if asked else None, asked)


def judged(asked):
    return eligibility.assess(asked, eligibility_tables())


def settled(found):
    return {one.name: one.met for one in found.size.criteria if one.name in ("electricity", "gas", "size", "group")}


@given(cases())
def test_one_criterion_that_is_met_is_never_undone_by_an_unknown(asked):
    found = judged(asked)
    refused = asked.group_asked and False in (asked.account_holder_compliant, asked.account_holder_is_bill_payer)
    if any(settled(found).values()) and not refused and "different answers" not in found.size.why:
        assert found.size.verdict == LIKELY


@given(cases())
def test_not_eligible_only_where_every_criterion_is_known_and_not_met(asked):
    found = judged(asked)
    if found.verdict == UNLIKELY:
        assert set(settled(found).values()) == {False}


def without(asked, part):
    """The same with one thing less known."""
    own = asked.organisation
    fuel = dataclasses.replace(asked.fuels[0], **{part: None if part != "readings" else ()}) if asked.fuels and part in FUEL_PARTS else None
    if fuel:
        return dataclasses.replace(asked, fuels=(fuel, *asked.fuels[1:]))
    empty = {"began_on": None, "employees": (), "turnover": (), "balance_sheet": ()}
    return dataclasses.replace(asked, organisation=dataclasses.replace(own, **{part: empty[part]})) if part in empty else asked


FUEL_PARTS = ("supply_start", "annual_projection_kwh", "readings")


@given(cases(), st.sampled_from([*FUEL_PARTS, "began_on", "employees", "turnover", "balance_sheet"]))
def test_more_data_never_turns_met_into_unknown(asked, part):
    less, more = settled(judged(without(asked, part))), settled(judged(asked))
    for name in ("electricity", "gas", "size"):
        if less.get(name) is True:
            assert more[name] is True


@given(cases())
def test_a_household_is_never_measured(asked):
    assert judged(dataclasses.replace(asked, customer_type="domestic")).size.verdict == LIKELY


@given(cases())
def test_what_would_settle_it_is_said_where_judgement_is_needed(asked):
    found = judged(asked)
    if found.size.verdict == JUDGEMENT:
        assert found.would_settle or "bill" in found.size.why


def test_the_overall_verdict_follows_from_size_and_timing():
    table = {(LIKELY, "in_time"): LIKELY, (LIKELY, "too_early"): LIKELY, (LIKELY, JUDGEMENT): JUDGEMENT, (JUDGEMENT, "in_time"): JUDGEMENT,
             (JUDGEMENT, "too_early"): JUDGEMENT, (JUDGEMENT, JUDGEMENT): JUDGEMENT, (UNLIKELY, "in_time"): UNLIKELY,
             (UNLIKELY, "too_early"): UNLIKELY, (UNLIKELY, JUDGEMENT): UNLIKELY}
    assert {pair: overall(*pair) for pair in table} == table


# The second reckoning.

def add(start, months):
    month = start.month - 1 + months
    year, month = start.year + month // 12, month % 12 + 1
    return date(year, month, min(start.day, calendar.monthrange(year, month)[1]))


def reckoned(began, on, sent, book):
    """(verdict, opens, closes); `sent` is (kind, sent, received) or None."""
    opens = began + timedelta(weeks=8)
    if sent and sent[0] == "deadlock" and sent[1] < opens:
        opens = sent[1]
    if book == "law" and began.toordinal() >= date(2015, 10, 1).toordinal():
        closes = add(sent[2], 12) if sent else None
    else:
        closes = max(add(began, 9), add(sent[2], 7)) if sent else add(began, 9)
    if on < opens:
        return "too_early", opens, closes
    return ("in_time" if closes is None or on <= closes else "needs_judgement"), opens, closes


@given(st.dates(date(2012, 1, 1), date(2027, 12, 31)), st.integers(0, 700), st.none() | st.integers(0, 200), st.integers(0, 6),
       st.sampled_from(["deadlock", "eight_week"]), st.sampled_from(["documents", "law"]))
def test_the_timing_agrees_with_a_second_reckoning(began, after, letter_after, post, kind, book):
    sent = None if letter_after is None else (kind, began + timedelta(days=letter_after), began + timedelta(days=letter_after + post))
    letters = (Letter(*sent),) if sent else ()
    on = began + timedelta(days=after)
    found = judged(Asked(on, began, book, "domestic", letters=letters)).timing
    assert (found.verdict, found.opens_on, found.closes_on) == reckoned(began, on, sent, book)
