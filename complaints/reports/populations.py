"""Which rows the numbers of a report are of, by its name: the cases behind a number are asked of the rows that it was counted from."""

from collections.abc import Mapping

from complaints.reports import (
    annual_report,
    at_ombudsman,
    closing,
    customers_report,
    money_report,
    open_report,
    outcomes_report,
    procedure_report,
    quality_report,
    reopened_report,
    signposting_report,
)
from complaints.reports.counted import Population

POPULATIONS: Mapping[str, tuple[Population, ...]] = {
    "annual": (annual_report.RECEIVED,),
    "signposting": signposting_report.POPULATIONS,
    "open": open_report.ALL,
    "outcomes": (outcomes_report.ENDED,),
    "reopened": (reopened_report.RESOLUTIONS,),
    "money": money_report.ALL,
    "customers": (customers_report.RECEIVED,),
    "procedure": procedure_report.ALL,
    "quality": quality_report.ALL,
}


# Of these the figures are counted in their own way; the rows are the same.
BY_MONTH: Mapping[str, tuple[Population, ...]] = {"ombudsman": at_ombudsman.ALL, "windows": (closing.CLOSING,)}


def population_of(name: str, what: str, label: str = "") -> Population | None:
    """The rows behind a figure, of the population with that label; None for one that counts nothing."""
    return next((one for one in (POPULATIONS | BY_MONTH).get(name, ()) if what in one.counts and one.label == label), None)
