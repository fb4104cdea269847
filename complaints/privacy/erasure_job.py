"""Carrying an erasure out: record after record, then words that hang on none, then the disk; the request's own words last.

Each step may be done again. What the person is known by stands with the request until the last step, so that a killed job knows it too.
"""

import json
import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q

from complaints.case.models import Customer
from complaints.drafts.models import Draft
from complaints.jobs import services as jobs
from complaints.jobs.models import Job
from complaints.jobs.services import Failed, Work
from complaints.lists.models import AskedList, SavedView
from complaints.money.models import IncidentCustomer
from complaints.privacy import disk, ending
from complaints.privacy.erasing import erase
from complaints.privacy.models import Erasure
from complaints.privacy.naming import unname
from complaints.privacy.scope import Needles, Scope, records_of, scope_of
from complaints.privacy.texts import as_text, text_of
from complaints.record.entries import Entry
from complaints.record.models import Sealed
from complaints.record.refusals import Refused
from complaints.record.services import append_to_desk

CHUNK = 500
PLACE = re.compile(r"/(?:c|complaints/new)/([A-Z0-9-]{1,20})/")
BEING_WRITTEN = "A job that runs still keeps a file that names the person. Let this go on once that job has ended."


def carry(work: Work) -> None:
    row = Erasure.objects.select_related("data_request").get(data_request=work.job.params["data_request"])
    if row.done_at is None:
        try:
            _carry(work, row)
        except Refused as refused:
            raise Failed(refused.sentence) from None
    disk.take_off()
    disk.settle()


def _carry(work: Work, row: Erasure) -> None:
    needles, records = Needles.of_json(row.needles), records_of(row.data_request)
    incidents = _incidents(scope_of(records))
    for done, (kind, number) in enumerate(records):
        if (kind, number) != ("data_request", row.data_request_id):
            _record(kind, number, row, needles, by=work.job.by, now=work.clock())
        work.account(done=done, failed=0)
    loose_words(needles)
    remove_files(needles, incidents)
    if any(disk.kept_with(needles)):
        raise Failed(BEING_WRITTEN)
    disk.take_off()
    _finish(work, row, len(records))


def _record(kind: str, number: int, row: Erasure, needles: Needles, *, by: Any, now: datetime) -> None:
    if kind == "complaint":
        ending.end_complaint(number, because="request", data={"data_request": row.data_request_id}, by=by, now=now)
    elif kind in ("representative", "caller"):
        unname(kind, number, needles, by=by, now=now)
    else:
        ending.end_others(scope_of([(kind, number)]))


def _finish(work: Work, row: Erasure, count: int) -> None:
    """The request's own words, and that it is done: by whom decided, when, of how many records."""
    with transaction.atomic():
        now = work.clock()
        scope = scope_of([("data_request", row.data_request_id)])
        erase(scope)
        Erasure.objects.filter(pk=row.pk).update(done_at=now)
        append_to_desk([Entry("erasure.done", now, {"data_request": row.data_request_id, "records": count})], by=work.job.by, now=now)
        work.account(done=work.job.total, failed=0)


def loose_words(needles: Needles) -> int:
    """What people typed that hangs on no record: drafts, lists that were asked for, saved views, titles of jobs, what exports were of."""
    found = list(loose(needles))
    for row in found:
        with transaction.atomic():
            _forget(row)
    return len(found) + _words_of_exports(needles)


def _words_of_exports(needles: Needles) -> int:
    """The list in words and the reason of an export, and what was written about a missed duty of an incident, lie sealed on the desk's chain."""
    gone, kinds = [], Q(event__kind="exported") | Q(event__kind__startswith="breach.")
    for row in Sealed.objects.filter(kinds, event__complaint=None).iterator(chunk_size=CHUNK):
        told = json.loads(row.body)
        if needles.found_in(as_text(told)) or needles.searched_by(told.get("held", "").rpartition("words: ")[2]):
            gone.append(row.pk)
    with transaction.atomic():
        ending.overwrite()
        return Sealed.objects.filter(pk__in=gone).delete()[0]


def loose(needles: Needles) -> Iterator[Any]:
    """Their rows, wherever the person's words or numbers stand in them."""
    for model in (Draft, AskedList, SavedView, Job):
        for row in model.objects.order_by("pk").iterator(chunk_size=CHUNK):
            found = needles.found_in(text_of(row))
            if (found and not (found == "by name" and _of_a_namesake(row, needles))) or _theirs(row, needles):
                yield row


def _of_a_namesake(row: Any, needles: Needles) -> bool:
    """A draft on another record, whose customer has the same name: there the name is theirs."""
    record = PLACE.match(row.place) if isinstance(row, Draft) else None
    if record is None or needles.is_page(row.place):
        return False
    names = Customer.objects.filter(complaints__reference=record[1]).values_list("name", flat=True)
    return any(" ".join(name.lower().split()) in needles.names for name in names)


def _theirs(row: Any, needles: Needles) -> bool:
    """A draft of a page of theirs, a list that was looked for by a part of their name."""
    return needles.is_page(row.place) if isinstance(row, Draft) else needles.searched_by(row.q) if not isinstance(row, Job) else False


def _forget(row: Any) -> None:
    if not isinstance(row, Job):
        row.delete()
    elif row.state in jobs.ENDED:
        Job.objects.filter(pk=row.pk).update(title=f"Job {row.pk}", params={}, problems=[])


def _incidents(scope: Scope) -> list[int]:
    return list(IncidentCustomer.objects.filter(pk__in=scope.incident_customers).values_list("incident", flat=True).distinct())


def remove_files(needles: Needles, incidents: list[int]) -> int:
    """What jobs, copies and mails on the disk still hold. Letters of an incident go whole: their words are drawn, not written."""
    packed = {str(pk) for pk in Job.objects.filter(kind="incident_letters", params__incident__in=incidents).values_list("pk", flat=True)}
    gone = [path for path in disk.kept_with(needles) if not disk.still_used(path)]
    gone += [path for path in disk.folder("jobs").iterdir() if path.name.partition("-")[0] in packed]
    for path in gone:
        disk.remove(path)
    return len(gone)
