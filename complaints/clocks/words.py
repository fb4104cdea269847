"""The one vocabulary of dates: every page, letter, mail, report and API answer takes its words about time from here.

Pure. Holds nothing itself: days and counts are in `spoken`, urgency in `status`, names of clocks in `titles`, the boxes
and the strip in `dayrule`.
"""
from complaints.clocks.dayrule import DayRule, Segment, day_boxes, strip
from complaints.clocks.spoken import (
    bare_day,
    clock_time,
    count_words,
    counted_words,
    long_day,
    moment,
    month_name,
    month_words,
    near_day,
    past_day,
    plain_day,
    short_day,
    skipped_words,
    span_words,
    tiny_day,
    working_days_words,
)
from complaints.clocks.status import (
    GROUPS,
    State,
    Status,
    complaint_state,
    contract_state,
    open_state,
    soon_until,
    status_of,
)
from complaints.clocks.titles import outcome, rule_words, sentence, short_rule_words, task, title

__all__ = [
    "GROUPS",
    "DayRule",
    "Segment",
    "State",
    "Status",
    "bare_day",
    "clock_time",
    "complaint_state",
    "contract_state",
    "count_words",
    "counted_words",
    "day_boxes",
    "long_day",
    "moment",
    "month_name",
    "month_words",
    "near_day",
    "open_state",
    "outcome",
    "past_day",
    "plain_day",
    "rule_words",
    "sentence",
    "short_day",
    "short_rule_words",
    "skipped_words",
    "soon_until",
    "span_words",
    "status_of",
    "strip",
    "task",
    "tiny_day",
    "title",
    "working_days_words",
]
