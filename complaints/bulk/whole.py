"""The whole of a list instead of ticks: its complaints in its order, to a bound; and its export as a file, asked for once for each op_id."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet

from complaints.bulk.acts import ACTS, MOST, ExportOf
from complaints.bulk.planning import permit
from complaints.bulk.services import keep_words
from complaints.case.models import Complaint
from complaints.case.stages import AGENT
from complaints.jobs import services as jobs
from complaints.lists import holding, opening, paging
from complaints.lists.opening import Opened
from complaints.lists.wanted import VIEWS
from complaints.record.operations import Answer, Call, once, require
from complaints.record.parsing import parse
from complaints.record.refusals import Unacceptable
from staff.models import Person
from workdays import london

MOST_EXPORTED, MOST_WORDS = 10_000, 200
EXPORT = ACTS["export"]
NONE = "This list holds nothing that you may export."
TOO_MANY = f"At most {MOST_EXPORTED:,} complaints go into one file. Narrow the list, or do it in parts."


def references(ident: str, *, by: Person, today: date) -> list[str]:
    """All of the list, one more than `MOST` where it is longer: bulk work on ticks says then that it is too many."""
    return [row.reference for row in _rows(opening.opened(ident, by=by), by, today).only("reference")[: MOST + 1]]


def exported(opened: Opened, *, by: Person, today: date) -> list[list[Any]]:
    """What would be in the file, as references with versions: an agent exports their own complaints."""
    rows = _rows(opened, by, today)
    own = rows.filter(owner=by) if by.role == AGENT else rows
    return [[row.reference, row.version] for row in own.only("reference", "version")[: MOST_EXPORTED + 1]]


def _rows(opened: Opened, by: Person, today: date) -> QuerySet[Complaint]:
    wanted = opened.named.wanted
    return paging.ordered(holding.narrowed(by, wanted, today), paging.sort_of(wanted, opened.liked.sort))


def export(ident: str, given: Mapping[str, Any], *, by: Person, now: datetime) -> Answer:
    """`{op_id, columns, format, reason}`: a job that writes what the list holds now. Ids: `job`."""
    call = Call(given.get("op_id"), by, f"lists/{ident}/export", given)

    def do() -> dict[str, Any]:
        permit(EXPORT, by)
        require(call)
        opened = opening.opened(ident, by=by)
        asked = parse(ExportOf, {name: given.get(name, "") for name in ("columns", "format", "reason")})
        items = _bounded(exported(opened, by=by, today=london.day_of(now)))
        params = {"items": items, "columns": asked.columns, "format": asked.format}
        job = jobs.start(EXPORT.job_kind, "Export of a list", by=by, now=now, params=params, total=len(items))
        keep_words(job, {"reason": asked.reason, "held": held_words(opened)})
        return {"job": job.pk}
    return once(call, do, now=now, status=201)


def held_words(opened: Opened) -> str:
    """Which list it was, and what narrowed it: "All complaints; stage: deadlock; words: Harper"."""
    wanted = opened.named.wanted
    filters = [f"{name.replace('_', ' ')}: {', '.join(values)}" for name, values in wanted.filters.items() if values]
    parts = [VIEWS[wanted.view].label, *filters, *([f"words: {wanted.q}"] if wanted.q else [])]
    return "; ".join(parts)[:MOST_WORDS]


def _bounded(items: list[list[Any]]) -> list[list[Any]]:
    if not items:
        raise Unacceptable.of(columns=NONE)
    if len(items) > MOST_EXPORTED:
        raise Unacceptable.of(columns=TOO_MANY)
    return items
