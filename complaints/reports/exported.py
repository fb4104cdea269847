"""A report that was taken as a file, on record in the desk's chain: which, over what, and the hash of its bytes and figures."""

import hashlib
from datetime import datetime
from typing import Any

from django.db import transaction

from complaints.record.entries import Entry
from complaints.record.services import append_to_desk
from complaints.reports.files import File
from complaints.reports.periods import Asked
from complaints.reports.reading import Report

KIND = "report.exported"


def keep(report: Report, form: str, asked: Asked, file: File, *, by: Any, now: datetime) -> None:
    told = {"report": report.name, "format": form, "from": asked.period.first.isoformat(), "to": asked.period.last.isoformat(),
            "as_of": asked.as_of.isoformat() if asked.as_of else None, "rows": file.rows, "figures": file.sha256,
            "sha256": hashlib.sha256(file.content).hexdigest()}
    with transaction.atomic():
        append_to_desk([Entry(KIND, now, told)], by=by, now=now)
