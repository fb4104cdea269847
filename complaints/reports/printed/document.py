"""A report, and several in one, as plain data for the printer. Everything in it is text; nothing of it is markup. Reads no clock."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from complaints.clocks import words
from complaints.clocks.rules import BOOK_WORDS
from complaints.letters.printable import all_printable, spaced
from complaints.reports import findings, foot, since
from complaints.reports.periods import Asked
from complaints.reports.printed import pictures, tables
from complaints.reports.printed.tables import cell_words, column_words
from complaints.reports.since import Since

Answer = Mapping[str, Any]


def part(title: str, answer: Answer, asked: Asked, *, now: datetime, changed: Since | None = None) -> dict[str, Any]:
    """One report: its finding, pictures, tables, what its figures mean, and how they were made. `changed` since a past moment."""
    span = words.span_words(asked.period.first, asked.period.last)
    book = BOOK_WORDS[answer["rules"]["rulebook"]]
    made = [("The company’s rulebook", book), *((row["name"], row["text"]) for row in foot.made(answer, now)[:-1])]
    return {**all_printable({
        "title": f"{title}, {span}", "finding": _sentence(findings.said(answer)),
        "lead": [foot.recorded_words(asked, now), *([changed.sentence] if changed else [])], "tables": [*_since(changed), *tables.of(answer)],
        "definitions": [[column_words(name), text] for name, text in answer["definitions"].items()],
    }), "pictures": pictures.of(answer, asked, now=now), "made": [*map(list, made), fingerprint("Fingerprint of the figures", answer["sha256"])]}


def _since(changed: Since | None) -> list[tables.Table]:
    """The figures that differ, as they were and as they are, before all others."""
    if not changed or not changed.rows:
        return []
    rows = [[column_words(row.name), cell_words(row.name, row.then), cell_words(row.name, row.now)] for row in changed.rows]
    return [tables.table(since.TITLE, since.HEAD, rows)]


def fingerprint(name: str, sha256: str) -> list[str]:
    return [name, f"SHA-256 {spaced(sha256)}"]


def _sentence(said: str) -> str:
    return f"{said[:1].upper()}{said[1:]}." if said else ""


def paper(title: str, parts: Sequence[Mapping[str, Any]], *, company: str, by: Any, now: datetime,
          cover: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """The whole document. `by`: for whom it was made; None is the desk by itself. `cover` {lead, facts} of a pack, or None."""
    whom = f"Made on {words.moment(now)} for {by.full_name}, {by.role_words}." if by else f"Made on {words.moment(now)} by the desk."
    return {"title": all_printable(title), "company": all_printable(company), "whom": all_printable(whom), "parts": list(parts),
            "cover": dict(cover) if cover else None}
