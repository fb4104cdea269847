"""A report as a file: for a spreadsheet or on paper, of one answer. The one way in for downloads and mails. Reads no clock."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from complaints.clocks import words
from complaints.reports import downloads, reading
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
    "pdf": Form("PDF", "application/pdf"),
}


def made(report: reading.Report, form: str, asked: Asked, *, by: Any, now: datetime) -> File:
    """The report as that form of file. `by`: for whom; it stands on the paper."""
    answer = reading.answer_of(report, asked, now=now)
    content = MADE[form](report, answer, asked, by, now)
    return File(f"{report.name}-{answer['from']}-{answer['to']}.{form}", FORMS[form].media_type, content, answer["sha256"], len(answer["rows"]))


def _csv(report: reading.Report, answer: Mapping[str, Any], asked: Asked, by: Any, now: datetime) -> bytes:
    return downloads.as_csv(answer)


def _xlsx(report: reading.Report, answer: Mapping[str, Any], asked: Asked, by: Any, now: datetime) -> bytes:
    return downloads.as_xlsx(answer, made_at=words.moment(now), made_for=by.full_name if by else "The desk")


def _pdf(report: reading.Report, answer: Mapping[str, Any], asked: Asked, by: Any, now: datetime) -> bytes:
    return as_pdf(report, answer, asked, by=by, now=now)


MADE: Mapping[str, Callable[..., bytes]] = {"xlsx": _xlsx, "csv": _csv, "pdf": _pdf}
assert set(MADE) == set(FORMS)
