"""The company's own targets for the figures of reports: dated rows of `fixtures/report_targets.json`. No law asks for them."""

from datetime import date
from functools import lru_cache
from typing import Any

from complaints.rules.services import fixture


@lru_cache(maxsize=1)
def _rows() -> tuple[dict[str, Any], ...]:
    return tuple(sorted(fixture("report_targets")["targets"], key=lambda row: row["valid_from"]))


def target_of(figure: str, on: date) -> float | None:
    """The newest target in force that day, in per cent; None where there is none."""
    found = [row["percent"] for row in _rows() if row["figure"] == figure and row["valid_from"] <= on.isoformat()]
    return float(found[-1]) if found else None
