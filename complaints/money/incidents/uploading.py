"""A file of customers between the pages: looked at without writing anything, then handed to the job that reads it."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.core import signing

from complaints.intake import files
from complaints.intake.importing import Problem
from complaints.intake.mapping import MapProblem, check_text
from complaints.intake.uploads import Upload
from complaints.money.incidents import keeping, reading
from complaints.money.incidents.columns import Headless, Layout, layout_of
from complaints.money.incidents.rows import Lost
from complaints.money.incidents.working import begin
from complaints.money.models import Incident
from complaints.record.operations import Answer, Call, earlier
from complaints.record.refusals import Conflict, Refused, Unacceptable

SHOWN = 20
TRIED = 1_000
MARK = signing.Signer(salt="rows of an incident's file")


@dataclass(frozen=True)
class Tried:
    """One of the first rows: its line and account, and what it comes to (`lost` None: its problems)."""

    line: int
    lost: Lost | None
    worked: tuple[Any, ...]
    problems: tuple[Problem, ...]


@dataclass
class Look:
    """What a file would come to, without writing: the first rows, sums and problems of those that were tried."""

    layout: Layout
    count: int
    rows: list[Tried] = field(default_factory=list)
    tried: int = 0
    outcomes: Counter[str] = field(default_factory=Counter)
    amount: Decimal = Decimal("0.00")
    failed: int = 0
    problems: list[Problem] = field(default_factory=list)


def look(incident: Incident, upload: Upload, text: Mapping[str, str], *, by: Any, now: datetime) -> Look:
    """The first rows as they would be read now; the whole file is counted. Unacceptable where the file can't be read as declared."""
    keeping.permit(by)
    try:
        check_text(text["encoding"], text["delimiter"])
        with files.opened(upload.path, reading.text_map(text)) as table:
            found = Look(layout_of(table.header), table.count)
            reader = reading.Reader(found.layout, reading.assessor(incident, now), now)
            for row, judged in reading.first_rows(table, reader, TRIED):
                _add(found, row.line, judged)
            return found
    except (files.Unreadable, Headless, MapProblem) as wrong:
        raise Unacceptable.of(file=str(wrong)) from None


def _add(found: Look, line: int, judged: Any) -> None:
    found.tried += 1
    if isinstance(judged, list):
        found.failed += 1
        found.problems += judged if len(found.problems) < SHOWN else []
        tried = Tried(line, None, (), tuple(judged))
    else:
        lost, worked = judged
        found.outcomes.update(one.outcome for one in worked)
        found.amount += sum((one.amount_gbp for one in worked if one.outcome == "to_pay"), Decimal(0))
        tried = Tried(line, lost, tuple(worked), ())
    if len(found.rows) < SHOWN:
        found.rows.append(tried)


def start(incident_id: int, upload: Upload, text: Mapping[str, str], given: Mapping[str, Any], *, by: Any, now: datetime) -> Answer:
    """`{op_id, version, replace, counted?}`: hand the file to a job, once. Ids: `job`. Refused where the file can't be read.

    `counted` is what the look said of how many rows there are; without it the file is read once more.
    """
    keeping.permit(by)
    params = {"file": upload.file, "encoding": text["encoding"], "delimiter": text["delimiter"], "replace": bool(given.get("replace"))}
    body = {**params, "version": given.get("version"), "op_id": given.get("op_id")}
    count = 0 if earlier(Call(given.get("op_id"), by, f"incidents/{incident_id}/incident", body)) else _count(upload, text, given.get("counted"))

    def prepare(incident: Incident) -> tuple[dict[str, Any], int]:
        if params["replace"] and incident.payments.exists():
            raise Conflict("Payments of these customers are booked: they can’t be taken out any more.", code="stage")
        incident.file_name = upload.name
        incident.save(update_fields=["file_name"])
        return params, count
    return begin(replace(reading.STEP, title=f"reading {upload.name}"), incident_id, body, prepare, by=by, now=now)


def counted(upload: Upload, text: Mapping[str, str], count: int) -> str:
    """How many rows a file was seen to have, for `start` to believe."""
    return MARK.sign_object([upload.file, text["encoding"], text["delimiter"], count])


def _count(upload: Upload, text: Mapping[str, str], told: Any) -> int:
    try:
        *which, count = MARK.unsign_object(told or "")
        if which == [upload.file, text["encoding"], text["delimiter"]]:
            return count
    except (signing.BadSignature, ValueError):
        pass
    try:
        check_text(text["encoding"], text["delimiter"])
        with files.opened(upload.path, reading.text_map(text)) as table:
            layout_of(table.header)
            return table.count
    except (files.Unreadable, Headless, MapProblem) as wrong:
        raise Refused(str(wrong)) from None
