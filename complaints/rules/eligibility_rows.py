"""The dated rows of eligibility, frozen: the shipped thresholds, and the windows of the clocks' own rows, so that both say the same."""

from functools import lru_cache

import eligibility
from complaints.clocks.kinds import Kind
from complaints.clocks.rules import Rule, Rules
from complaints.rules.services import fixture, shipped_clock_rules
from eligibility.tables import FROM_COMPLAINT, FROM_LETTER

RUNS_FROM = {Kind.OMBUDSMAN_FROM_COMPLAINT: FROM_COMPLAINT, Kind.OMBUDSMAN_FROM_LETTER: FROM_LETTER}


@lru_cache(maxsize=1)
def eligibility_tables() -> eligibility.Tables:
    """As shipped."""
    rules = shipped_clock_rules()
    windows = [_window(rule) for rule in rules.rows if rule.kind in RUNS_FROM]
    return eligibility.tables_of(fixture("eligibility_rules"), windows, _opens_after(rules))


def _window(rule: Rule) -> eligibility.WindowRow:
    assert rule.unit == "months"
    return eligibility.WindowRow(
        RUNS_FROM[rule.kind], rule.book, rule.amount, rule.begun_from, rule.begun_until, rule.name, rule.version, rule.source)


def _opens_after(rules: Rules) -> int:
    """Days until the 8 weeks are over; one number for all rows, or this is the place to date it."""
    days = {rule.amount for rule in rules.rows if rule.kind == Kind.EIGHT_WEEK_LETTER}
    assert len(days) == 1
    return days.pop()
