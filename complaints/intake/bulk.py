"""The bulk writer: many complaints with their customers, events, sealed words and deadlines, the rows that the services write.

On PostgreSQL by COPY, a chunk going to the database while the next one is worked out; on SQLite by executemany. Each chunk is
one transaction. Beside `record.services` and `clocks.services` the only writer of these tables (and of import keys).
"""

import gc
import io
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from itertools import groupby
from typing import Any

from django.db import connection, transaction

from complaints.case.models import Complaint, Contact, Customer, Resolution
from complaints.case.reference import reference_of
from complaints.clocks.models import Deadline
from complaints.intake.copying import lines
from complaints.intake.life import Life
from complaints.intake.models import ImportKey
from complaints.record.chain import first_link
from complaints.record.entries import Linked, linked
from complaints.record.ids import take
from complaints.record.models import Event, Sealed

CHUNK = 500
ORDER = (Customer, Complaint, Event, Sealed, Deadline, Contact, Resolution, ImportKey)
TABLES = {"contact": Contact, "resolution": Resolution}
OWN_IDS = (Customer, Complaint, Event, Sealed)  # the others take theirs as they are written
Rows = dict[Any, list[dict[str, Any]]]
Beside = Callable[[], None]


def _defaults(model: Any) -> dict[str, Any]:
    fields = [field for field in model._meta.concrete_fields if not field.generated and (model in OWN_IDS or not field.primary_key)]
    return {field.attname: field.get_default() if field.has_default() else None for field in fields}


DEFAULTS = {model: _defaults(model) for model in ORDER}


def rows_of(lives: Sequence[Life]) -> Rows:
    """Every row of these lives by table, ids taken ahead. On SQLite to be called inside the transaction that writes them."""
    rows: Rows = {model: [] for model in ORDER}
    count = sum(life.events for life in lives)
    complaints, customers, events = take(Complaint, len(lives)), take(Customer, len(lives)), iter(take(Event, count) if count else ())
    for life, pk, customer_id in zip(lives, complaints, customers, strict=True):
        reference = reference_of(pk, life.year, prefix=life.prefix)
        rows[Customer].append({"id": customer_id, **life.customer})
        rows[Complaint].append({"id": pk, "reference": reference, "customer_id": customer_id, **life.complaint})
        ids = _record(rows, life, pk, reference, events)
        rows[Deadline] += [{"complaint_id": pk, **columns} for columns in life.deadlines]
        for beside in life.beside:
            rows[TABLES[beside.name]].append({"complaint_id": pk, "event_id": ids[beside.seq], **beside.columns})
        if life.key:
            rows[ImportKey].append({"key": life.key, "content": life.content, "complaint_id": pk})
    return rows


def _record(rows: Rows, life: Life, complaint_id: int, reference: str, ids: Iterable[int]) -> dict[int, int]:
    """Events and sealed words of one life, chained; answers the event ids by seq."""
    seq, previous = 0, first_link(reference)
    taken: dict[int, int] = {}
    for told in life.told:
        for link in linked(told.entries, seq=seq, previous=previous, by=told.by_id, now=told.now):
            taken[link.seq] = next(ids)
            rows[Event].append(_event(link, taken[link.seq], complaint_id))
            if link.body:
                rows[Sealed].append({"event_id": taken[link.seq], "salt": link.salt, "body": link.body})
            seq, previous = link.seq, link.hash
    return taken


def _event(link: Linked, pk: int, complaint_id: int) -> dict[str, Any]:
    return {
        "id": pk, "complaint_id": complaint_id, "seq": link.seq, "at": link.at, "recorded_at": link.recorded_at, "kind": link.kind,
        "by_id": link.by_id, "data": dict(link.data), "sealed_hash": link.sealed_hash, "previous_hash": link.previous_hash,
        "hash": link.hash,
    }


def copied(rows: Rows) -> list[tuple[str, bytes]]:
    """(COPY statement, its text) for each table that has rows; one for each run of rows that give the same columns."""
    return [_copied(model, given, list(run)) for model in ORDER for given, run in groupby(rows[model], key=tuple)]


def _copied(model: Any, given: tuple[str, ...], rows: list[dict[str, Any]]) -> tuple[str, bytes]:
    always = {name: value for name, value in DEFAULTS[model].items() if name not in given}
    names = ", ".join(f'"{model._meta.get_field(name).column}"' for name in (*given, *always))
    return f'COPY "{model._meta.db_table}" ({names}) FROM STDIN', lines(rows, always.values()).encode()


def send(texts: Iterable[tuple[str, bytes]]) -> None:
    """COPY, inside the caller's transaction."""
    with connection.cursor() as cursor, connection.wrap_database_errors:
        for statement, text in texts:
            cursor.cursor.copy_expert(statement, io.BytesIO(text), size=1 << 18)


def insert(rows: Rows) -> None:
    """The same rows by executemany, inside the caller's transaction."""
    for row in rows[Deadline]:
        row["explanation"] = json.loads(row["explanation"])
    for model in ORDER:
        model.objects.bulk_create((model(**row) for row in rows[model]), batch_size=500)


class Writer:
    """Takes chunks of lives, writes each in one transaction together with what the caller wants beside it (its progress).

    With a `pool` of one thread (PostgreSQL, outside any transaction) one chunk is written while the caller makes the next.
    """

    def __init__(self, pool: ThreadPoolExecutor | None):
        self.pool = pool
        self.last: Future | None = None

    def put(self, lives: Sequence[Life], beside: Beside = lambda: None) -> None:
        if self.pool is None:
            self._at_once(lives, beside)
        else:
            texts = copied(rows_of(lives)) if lives else []
            self.wait()
            self.last = self.pool.submit(self._behind, texts, beside)
        gc.collect(1)

    def wait(self) -> None:
        """Until the last chunk is written; raises what it failed with."""
        if self.last:
            self.last.result()
        self.last = None

    @staticmethod
    def _at_once(lives: Sequence[Life], beside: Beside) -> None:
        with transaction.atomic():
            if lives:
                rows = rows_of(lives)
                send(copied(rows)) if connection.vendor == "postgresql" else insert(rows)
            beside()

    @staticmethod
    def _behind(texts: list[tuple[str, bytes]], beside: Beside) -> None:
        with transaction.atomic():
            send(texts)
            beside()


@contextmanager
def writer() -> Iterator[Writer]:
    """A writer for the time of one import; leaving it waits for the last chunk."""
    with _between_chunks():
        if connection.vendor != "postgresql" or connection.in_atomic_block:
            yield Writer(None)
            return
        with ThreadPoolExecutor(1, thread_name_prefix="bulk") as pool:
            made = Writer(pool)
            try:
                yield made
                made.wait()
            finally:
                pool.submit(connection.close)


@contextmanager
def _between_chunks() -> Iterator[None]:
    """The garbage collector rests while rows are made, and runs between chunks (`put`) over what is new since the beginning.

    Left alone it walks the many thousand live rows of a chunk again and again: a quarter of the time of an import.
    """
    was_on = gc.isenabled()
    gc.disable()
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()
        if was_on:
            gc.enable()
