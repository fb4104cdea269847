"""What has changed since the past moment that a report tells of: its totals as recorded by then beside those of now."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from complaints.clocks import words
from complaints.reports import downloads, reading
from complaints.reports.periods import Asked

Answer = Mapping[str, Any]
TITLE = "What has changed since"
HEAD = ("Figure of the whole period", "Then", "Now")


@dataclass(frozen=True, slots=True)
class Changed:
    """A figure by the name that the API gives it."""

    name: str
    then: downloads.Cell
    now: downloads.Cell


@dataclass(frozen=True, slots=True)
class Since:
    """`rows` are the figures of the whole period that differ."""

    sentence: str
    rows: tuple[Changed, ...] = ()


def of_file(report: reading.Report, asked: Asked, answer: Answer, *, now: datetime) -> Since | None:
    """For a file: the figures of now are worked out anew. None where the report tells of now."""
    if asked.as_of is None:
        return None
    return compared(asked.as_of, answer, reading.answer_of(report, replace(asked, as_of=None), now=now))


def compared(as_of: datetime, then: Answer, today: Answer) -> Since:
    """One answer beside the other."""
    rows = tuple(_changed(then["totals"], today["totals"]))
    return Since(_sentence(as_of, len(rows), same=then["sha256"] == today["sha256"]), rows)


def _changed(then: Answer, today: Answer) -> Iterator[Changed]:
    flat, others = dict(downloads.flattened(then)), dict(downloads.flattened(today))
    for name in dict.fromkeys([*flat, *others]):
        if flat.get(name) != others.get(name):
            yield Changed(name, flat.get(name), others.get(name))


def _sentence(as_of: datetime, changed: int, *, same: bool) -> str:
    moment = words.moment(as_of)
    if same:
        return f"Nothing that this report counts has changed since {moment}."
    if not changed:
        return f"Since {moment} no figure of the whole period has changed; figures of its parts have."
    number = words.count_words(changed, "figure")
    return f"Since {moment} {number} of the whole period changed, by what was recorded later or by the days that passed."
