"""An incident of `BENCH_CUSTOMERS` (100,000) beside a raw COPY of the same rows into the same table, in the same run, on PostgreSQL.

The whole way of a person is timed: the file posted, looked at, handed over, read and worked out by the job, and its page and first
page of customers shown. Every customer lost and got back supply at another minute, so that few are worked out once for several.
The ratio is the raw COPY's time to ours. `incident_booked` is the booking of every payment beside one INSERT from SELECT.
"""

import csv
import html
import io
import os
import random
import re
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import connection, transaction
from django.test import Client
from django.test.utils import override_settings
from django.utils import timezone

from complaints.intake import files
from complaints.intake.copying import lines
from complaints.jobs import services as jobs
from complaints.jobs.tasks import KINDS
from complaints.money.incidents import creating, reading, writing
from complaints.money.incidents.columns import layout_of
from complaints.money.models import Incident
from staff.models import Person
from tests.bench.desk import Line, desk, settle, timed

CUSTOMERS = int(os.environ.get("BENCH_CUSTOMERS", "100000"))
AWARE = datetime(2026, 5, 1, 5, tzinfo=UTC)
HEADER = ("Account", "Class", "Name", "Address", "Postcode", "Off from", "On at")
TEXT = {"encoding": "utf-8-sig", "delimiter": ","}
STORM = {"name": "Storm Nora", "nation": "england", "aware_at": AWARE.isoformat(), "event_type": "other", "fault_multiple": "9",
         "very_large_event": False}


def run() -> list[Line]:
    """Lines of name, value, unit and ratio to the raw COPY (above 1 is faster than raw)."""
    with desk("incidents"), tempfile.TemporaryDirectory() as folder, at_home(Path(folder)):
        path = written(Path(folder))
        settle()
        whole, read = walked(path, incident())
        settle()
        texts = rows_of(path)
        raw = timed(lambda: raw_copy(texts))
    return [
        (f"incident_of_{CUSTOMERS}_uploaded_assessed_and_shown", whole, "s", raw / whole),
        ("incident_read_and_assessed", CUSTOMERS / read, "customers/s", raw / read),
    ]


@contextmanager
def at_home(folder: Path) -> Iterator[None]:
    """Jobs' files in a folder of the benchmark's own, style sheets by their plain names."""
    plain = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
    with override_settings(VAR_DIR=folder, STORAGES=settings.STORAGES | plain, ALLOWED_HOSTS=["testserver"]):
        yield


def incident() -> Incident:
    answer = creating.create("storm", {"op_id": f"bench-{time.time_ns()}", **STORM}, by=Person.objects.get(username="manager"), now=timezone.now())
    return Incident.objects.get(pk=answer.ids["incident"])


def written(folder: Path) -> Path:
    """The file: one customer in ten a business, off for up to six days."""
    path, draw = folder / "customers.csv", random.Random(7)
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(HEADER)
        for number in range(CUSTOMERS):
            off = AWARE + timedelta(minutes=draw.randrange(-120, 600))
            on = off + timedelta(minutes=draw.randrange(60, 8_640))
            kind = "small business" if number % 10 == 0 else "domestic"
            writer.writerow((f"10{number:08d}", kind, f"Ann Person {number}", f"{number} Mill Lane, Nottingham", "NG5 7QT",
                             f"{off:%Y-%m-%d %H:%M}Z", f"{on:%Y-%m-%d %H:%M}Z"))
    return path


def walked(path: Path, storm: Incident) -> tuple[float, float]:
    """(the whole way, the job alone) in seconds."""
    client = Client()
    client.force_login(Person.objects.get(username="manager"))
    address = f"/incidents/{storm.pk}/"
    body = io.BytesIO(path.read_bytes())
    body.name = "customers.csv"
    began = time.perf_counter()
    looked = client.post(f"{address}upload/", {"file": body})
    client.post(f"{address}upload/", hidden(looked))
    read = timed(lambda: jobs.run_waiting(KINDS, clock=timezone.now))
    shown = client.get(address).content.decode(), client.get(f"{address}customers/").content.decode()
    whole = time.perf_counter() - began
    assert f"{CUSTOMERS:,} customers" in shown[0] and "Ann Person 0" in shown[1]
    return whole, read


def hidden(answer) -> dict[str, str]:
    found = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', answer.content.decode())
    return {name: html.unescape(value) for name, value in found}


def rows_of(path: Path) -> list[tuple[str, bytes]]:
    """The COPY text of the very rows that the job writes, made beforehand, one for each of its chunks."""
    storm = incident()
    with files.opened(path, reading.text_map(TEXT)) as table:
        reader = reading.Reader(layout_of(table.header), reading.assessor(storm, timezone.now()), timezone.now())
        rows = [writing.row(storm.pk, lost, one) for lost, results in map(reader.judged, table.rows()) for one in results]
    columns = (*rows[0], *writing.ALWAYS)
    chunks = [lines(rows[start:start + reading.CHUNK], writing.ALWAYS.values()).encode() for start in range(0, len(rows), reading.CHUNK)]
    return [(writing.statement(columns), chunk) for chunk in chunks]


def raw_copy(texts) -> None:
    for statement, text in texts:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.cursor.copy_expert(statement, io.BytesIO(text))
