"""Which rows the numbers of a report are of, by its name: the cases behind a number are asked of the rows that it was counted from."""

from collections.abc import Mapping

from complaints.reports import (
    annual_report,
    customers_report,
    outcomes_report,
    reopened_report,
)
from complaints.reports.counted import Population

POPULATIONS: Mapping[str, tuple[Population, ...]] = {
    "annual": (annual_report.RECEIVED,),
    "outcomes": (outcomes_report.ENDED,),
    "reopened": (reopened_report.RESOLUTIONS,),
    "customers": (customers_report.RECEIVED,),
}


def population_of(name: str, what: str) -> Population | None:
    """The rows behind a figure; None for one that counts nothing."""
    return next((one for one in POPULATIONS.get(name, ()) if what in one.counts), None)
