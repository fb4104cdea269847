"""What stands at the end of a report: what each figure means, by which rules and calendars it was made, and its fingerprint."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from complaints.clocks import words
from complaints.clocks.rules import BOOK_WORDS
from complaints.reports.periods import Asked
from complaints.reports.rule_versions import PROCEDURE
from workdays import london
from workdays.calendars import TITLES

Fact = dict[str, str]
RULE_WORDS = {**BOOK_WORDS, PROCEDURE: "our Complaints Handling Procedure"}


def defined(answer: Mapping[str, Any], names: Mapping[str, str]) -> list[Fact]:
    """`names` says what the page calls each figure."""
    return [{"name": names[name], "text": text} for name, text in answer["definitions"].items()]


def made(answer: Mapping[str, Any], now: datetime) -> list[Fact]:
    versions = [f"{RULE_WORDS[row['rulebook']]}, version {row['version']}" for row in answer["rules"]["versions"]]
    calendars = "; ".join(f"{TITLES[name]} {version}" for name, version in answer["calendar"].items())
    rows = [{"name": "Rules used", "text": "; ".join(versions)}] if versions else []
    return [*rows, {"name": "Calendars", "text": calendars}, {"name": "Made", "text": words.moment(now)},
            {"name": "Fingerprint of the figures", "text": f"SHA-256 {answer['sha256']}"}]


def recorded_words(asked: Asked, now: datetime) -> str:
    """By when what is shown was recorded, and whether the period still runs."""
    at = f"As recorded by {words.moment(asked.as_of or now)}."
    return f"{at} The period is not over." if asked.period.last >= london.day_of(asked.as_of or now) else at
