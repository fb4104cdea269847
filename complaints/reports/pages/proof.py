"""What stands on the page of every report beside its figures: what has changed since the past moment it tells of, and for whom it was made."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from complaints.clocks import words
from complaints.reports import downloads, worked_out
from complaints.reports.pages import nothing
from complaints.reports.periods import Asked
from complaints.reports.printed.tables import cell_words, column_words
from complaints.reports.reading import Report

Answer = Mapping[str, Any]
LATER = ("What has changed since is shown here once the figures of now are worked out: leave “As recorded by” empty to have it done, then come "
         "back.")
HEAD = ("Figure of the whole period", "Then", "Now")


def shown(told: dict[str, Any], report: Report, asked: Asked, answer: Answer, *, by: Any, now: datetime) -> dict[str, Any]:
    """`report` and `since` of a page; `told` has its `foot`."""
    foot = [*told["foot"], {"name": "Made for", "text": by.full_name}]
    return {"report": nothing.in_report(told, asked) | {"foot": foot}, "since": since(report, asked, answer, now=now)}


def since(report: Report, asked: Asked, answer: Answer, *, now: datetime) -> dict[str, Any] | None:
    """The totals as recorded by then beside those of now; None where the report tells of now. What takes longer than a page is not begun here."""
    if asked.as_of is None:
        return None
    try:
        today = worked_out.answer(report, replace(asked, as_of=None), now=now).figures
    except worked_out.Later:
        return {"sentence": LATER, "table": None}
    rows = list(_changed(answer["totals"], today["totals"]))
    head = [{"text": text, "num": place > 0} for place, text in enumerate(HEAD)]
    return {"sentence": _sentence(asked.as_of, rows, same=answer["sha256"] == today["sha256"]),
            "table": {"caption": "What has changed since", "head": head, "rows": rows} if rows else None}


def _changed(then: Answer, today: Answer) -> Iterator[list[dict[str, Any]]]:
    """The figures that differ, each as it was and as it is."""
    flat, others = ({name: cell_words(name, value) for name, value in downloads.flattened(totals)} for totals in (then, today))
    for name in dict.fromkeys([*flat, *others]):
        was, is_now = flat.get(name, cell_words(name, None)), others.get(name, cell_words(name, None))
        if was != is_now:
            yield [{"text": column_words(name)}, {"text": was, "num": True}, {"text": is_now, "num": True, "strong": True}]


def _sentence(as_of: datetime, rows: list[Any], *, same: bool) -> str:
    moment = words.moment(as_of)
    if same:
        return f"Nothing that this report counts has changed since {moment}."
    if not rows:
        return f"Since {moment} no figure of the whole period has changed; figures of its parts have."
    number = words.count_words(len(rows), "figure")
    return f"Since {moment} {number} of the whole period changed, by what was recorded later or by the days that passed."
