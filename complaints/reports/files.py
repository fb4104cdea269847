"""A report as a file: for a spreadsheet or on paper, of one answer. The one way in for downloads and mails. Reads no clock."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from complaints.clocks import words
from complaints.reports import downloads, reading, since
from complaints.reports.periods import Asked
from complaints.reports.printed.printing import as_pdf


@dataclass(frozen=True, slots=True)
class Form:
    """What a form of file is called, and its media type."""

    label: str
    media_type: str


@dataclass(frozen=True, slots=True)
class File:
    """`sha256` is the fingerprint of the figures in it."""

    name: str
    media_type: str
    content: bytes
    sha256: str
    rows: int


FORMS: Mapping[str, Form] = {
    "xlsx": Form("Excel", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "csv": Form("CSV", "text/csv; charset=utf-8"),
    "zip": Form("CSV, all lists", "application/zip"),
    "pdf": Form("PDF", "application/pdf"),
}


def made(report: reading.Report, form: str, asked: Asked, *, by: Any, now: datetime) -> File:
    """The report as that form of file. `by`: for whom; it stands on the paper."""
    answer = reading.answer_of(report, asked, now=now)
    content = MADE[form](Made(report, answer, asked, since.of_file(report, asked, answer, now=now) if form != "csv" else None, by, now))
    return File(f"{report.name}-{answer['from']}-{answer['to']}.{form}", FORMS[form].media_type, content, answer["sha256"], len(answer["rows"]))


@dataclass(frozen=True, slots=True)
class Made:
    """What a file is made of. `changed` since a past moment; None where the report tells of now."""

    report: reading.Report
    answer: Mapping[str, Any]
    asked: Asked
    changed: since.Since | None
    by: Any
    now: datetime

    @property
    def facts(self) -> dict[str, str]:
        """When and for whom, and what has changed since, in a sentence."""
        facts = {"made_at": words.moment(self.now), "made_for": self.by.full_name if self.by else "The desk"}
        return facts | ({"changed_since": self.changed.sentence} if self.changed else {})

    @property
    def tables(self) -> downloads.Tables:
        if not self.changed or not self.changed.rows:
            return {}
        return {"changed_since": [("name", "then", "now"), *((row.name, row.then, row.now) for row in self.changed.rows)]}


def _pdf(made: Made) -> bytes:
    return as_pdf(made.report, made.answer, made.asked, by=made.by, now=made.now, changed=made.changed)


MADE: Mapping[str, Callable[[Made], bytes]] = {
    "xlsx": lambda made: downloads.as_xlsx(made.answer, made.facts, made.tables), "csv": lambda made: downloads.as_csv(made.answer),
    "zip": lambda made: downloads.as_zip(made.answer, made.facts, made.tables), "pdf": _pdf,
}
assert set(MADE) == set(FORMS)
