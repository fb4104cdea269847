"""The findings of the counted reports in a few words, for `findings`. Figures in, words out."""

from collections.abc import Callable, Mapping
from typing import Any

from complaints.clocks import words
from complaints.reports.naming import pounds

Answer = Mapping[str, Any]
# A nought of nothing is no finding.
NOTHING = "nothing counted"


def annual(answer: Answer) -> str:
    totals = answer["totals"]
    return f"{totals['unresolved_after_next_working_day']:,} not resolved by the end of the next working day" if totals["received"] else NOTHING


def outcomes(answer: Answer) -> str:
    totals = answer["totals"]
    return f"{totals['ended']:,} ended, {totals['resolved']:,} resolved, at fault in {totals['at_fault']:,}" if totals["ended"] else "nothing ended"


def reopened(answer: Answer) -> str:
    totals = answer["totals"]
    return f"{totals['ever']['count']:,} of {totals['resolutions']:,} opened again" if totals["resolutions"] else "nothing was resolved"


def customers(answer: Answer) -> str:
    """"12 of 148 received are of customers with priority services"."""
    of, received = answer["rows"][0]["received"], answer["totals"]["received"]
    return f"{of:,} of {received:,} received from customers with priority services" if received else NOTHING


def signposting(answer: Answer) -> str:
    """"3 of 41 not told in time"."""
    totals = answer["totals"]
    if not totals["unresolved"]:
        return NOTHING
    missed = totals["late"] + totals["none"] + totals["returned"]
    due = missed + totals["on_time"]["count"]
    return f"{missed:,} of {due:,} not told of the Ombudsman in time" if due else "no letter has fallen due"


def open_ones(answer: Answer) -> str:
    return f"{answer['totals']['open']:,} open, {answer['totals']['past_8_weeks']:,} past 8 weeks"


def money(answer: Answer) -> str:
    totals = answer["totals"]
    if not totals["payments"]:
        return "no payment proposed"
    number = "1 payment" if totals["payments"] == 1 else f"{totals['payments']:,} payments"
    return f"{number} proposed, {pounds(totals['amount_gbp'])}, of it {pounds(totals['paid_gbp'])} paid"


def procedure(answer: Answer) -> str:
    totals = answer["totals"]
    return f"{totals['same_day']['count']:,} of {totals['promised']:,} answered on the same day" if totals["promised"] else NOTHING


def quality(answer: Answer) -> str:
    totals = answer["totals"]
    if not (totals["moves"] or totals["corrections"] or totals["received"]):
        return NOTHING
    moves, corrections = words.count_words(totals["back_dated"]["count"], "move"), words.count_words(totals["corrections"], "correction")
    return f"{moves} back-dated, {corrections}, {totals['incomplete']['count']:,} incomplete"


SAID: Mapping[str, Callable[[Answer], str]] = {
    "annual": annual, "signposting": signposting, "open": open_ones, "outcomes": outcomes, "reopened": reopened, "money": money,
    "customers": customers, "procedure": procedure, "quality": quality,
}
