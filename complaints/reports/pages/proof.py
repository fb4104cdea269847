"""What stands on the page of every report beside its figures: what has changed since the past moment it tells of, and for whom it was made."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from complaints.reports import since, worked_out
from complaints.reports.pages import nothing
from complaints.reports.periods import Asked
from complaints.reports.printed.tables import cell_words, column_words
from complaints.reports.reading import Report

Answer = Mapping[str, Any]
LATER = ("What has changed since is shown here once the figures of now are worked out: leave “As recorded by” empty to have it done, then come "
         "back.")


def shown(told: dict[str, Any], report: Report, asked: Asked, answer: Answer, *, by: Any, now: datetime) -> dict[str, Any]:
    """`report` and `since` of a page; `told` has its `foot`."""
    foot = [*told["foot"], {"name": "Made for", "text": by.full_name}]
    return {"report": nothing.in_report(told, asked) | {"foot": foot}, "since": _since(report, asked, answer, now=now)}


def _since(report: Report, asked: Asked, answer: Answer, *, now: datetime) -> dict[str, Any] | None:
    """None where the report tells of now. What takes longer than a page is not begun here."""
    if asked.as_of is None:
        return None
    try:
        today = worked_out.answer(report, replace(asked, as_of=None), now=now).figures
    except worked_out.Later:
        return {"sentence": LATER, "table": None}
    found = since.compared(asked.as_of, answer, today)
    head = [{"text": text, "num": place > 0} for place, text in enumerate(since.HEAD)]
    rows = [[{"text": column_words(row.name)}, {"text": cell_words(row.name, row.then), "num": True},
             {"text": cell_words(row.name, row.now), "num": True, "strong": True}] for row in found.rows]
    return {"sentence": found.sentence, "table": {"caption": since.TITLE, "head": head, "rows": rows} if rows else None}
