"""Why duties are missed: the company's coded list, dated rows of `fixtures/breach_causes.json`. No law asks for these words."""

from datetime import date
from functools import lru_cache
from typing import Any

from complaints.rules.services import fixture

OTHER = "other"


@lru_cache(maxsize=1)
def _rows() -> tuple[dict[str, Any], ...]:
    return tuple(fixture("breach_causes")["causes"])


def offered(on: date) -> dict[str, str]:
    """Code and name of each cause that may be chosen that day, in the order of the list."""
    day = on.isoformat()
    return {row["code"]: row["name"] for row in _rows() if row["valid_from"] <= day <= row.get("valid_until", day)}


def name_of(code: str) -> str:
    """The newest name of the cause; the code itself where the list has it no longer."""
    return next((row["name"] for row in reversed(_rows()) if row["code"] == code), code)
