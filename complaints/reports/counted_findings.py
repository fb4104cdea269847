"""The findings of the counted reports in a few words, for `findings`. Figures in, words out."""

from collections.abc import Callable, Mapping
from typing import Any

Answer = Mapping[str, Any]


def annual(answer: Answer) -> str:
    return f"{answer['totals']['unresolved_after_next_working_day']:,} not resolved by the end of the next working day"


def outcomes(answer: Answer) -> str:
    totals = answer["totals"]
    return f"{totals['ended']:,} ended, {totals['resolved']:,} resolved, at fault in {totals['at_fault']:,}" if totals["ended"] else "nothing ended"


def reopened(answer: Answer) -> str:
    totals = answer["totals"]
    return f"{totals['ever']['count']:,} of {totals['resolutions']:,} opened again" if totals["resolutions"] else "nothing was resolved"


def customers(answer: Answer) -> str:
    """"12 of 148 received are of customers with priority services"."""
    of = answer["rows"][0]["received"]
    return f"{of:,} of {answer['totals']['received']:,} received from customers with priority services"


SAID: Mapping[str, Callable[[Answer], str]] = {"annual": annual, "outcomes": outcomes, "reopened": reopened, "customers": customers}
