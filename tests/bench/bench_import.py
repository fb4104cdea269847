"""The import beside a raw COPY of the same rows into the same tables with all their indexes, in the same run, on PostgreSQL.

`BENCH_ROWS` (12,000) complaints as a CSV file; received on days, as most exports have it, and at moments that are all different.
Ratios are parts of the speed of the raw COPY: 0.5 is half as fast. How far memory grows is told too: the most that the process
held after four times as many rows, against before.
"""

import csv
import os
import random
import resource
import tempfile
from collections.abc import Iterator
from datetime import timedelta
from functools import partial
from itertools import islice
from pathlib import Path

from django.db import transaction

from complaints.intake import bulk, files, importing
from complaints.intake.mapping import map_of
from complaints.intake.seen import seen
from complaints.rules import services as rules
from tests.bench.desk import NOW, Line, desk, settle, timed

ROWS = int(os.environ.get("BENCH_ROWS", "12000"))
TURNS = 3
HEADER = ("Ref", "Received", "How", "What", "Who", "Phone", "Postcode")
TOLD = map_of({
    "columns": {"received_at": "Received", "channel": "How", "description": "What", "customer.name": "Who", "customer.phone": "Phone",
                "customer.postcode": "Postcode"}, "key": "Ref",
})


def run() -> list[Line]:
    """Lines of name, value, unit and ratio to the raw COPY (above 1 is faster than raw)."""
    with desk("import"), tempfile.TemporaryDirectory() as folder:
        best = dict.fromkeys(("days", "moments", "raw"), float("inf"))
        for turn in range(TURNS):
            files_of = {name: written(Path(folder), f"{name}{turn}", ROWS, moments=name != "days") for name in best}
            texts = list(_texts(files_of["raw"]))
            for name, work in (("raw", partial(_raw, texts)), ("days", partial(imported, files_of["days"])),
                               ("moments", partial(imported, files_of["moments"]))):
                settle()
                best[name] = min(best[name], timed(work))
            texts.clear()
        before = held()
        imported(written(Path(folder), "long", 4 * ROWS))
    return [
        ("import_vs_raw_copy", ROWS / best["days"], "complaints/s", best["raw"] / best["days"]),
        ("import_with_times_vs_raw_copy", ROWS / best["moments"], "complaints/s", best["raw"] / best["moments"]),
        ("import_memory_after_4_times_the_rows", held(), "MB", held() / before),
    ]


def held() -> float:
    """The most memory that this process has held, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def written(folder: Path, name: str, count: int, *, moments: bool = False) -> Path:
    """A file of complaints, one line each; texts of 60 to 1,200 characters."""
    path, draw = folder / f"{name}.csv", random.Random(4)
    words = rules.fixture("demo_complaints")["complaints"]
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(HEADER)
        for number in range(count):
            at = NOW - timedelta(days=draw.randrange(1, 900), minutes=draw.randrange(600))
            told = at.isoformat() if moments else at.date().isoformat()
            what = " ".join(draw.choice(words)["description"] for _ in range(draw.randrange(1, 6)))
            writer.writerow((f"{name}-{number}", told, "telephone", what, f"Ann Person{number}", f"07700 9{number % 100_000:05d}", "NG5 7QT"))
    return path


def imported(path: Path) -> None:
    with files.opened(path, TOLD) as table:
        counts = importing.run(table, by=None, now=NOW, report=print)
    assert counts.created == counts.rows, counts


def _texts(path: Path) -> Iterator[list[tuple[str, bytes]]]:
    """The COPY text of the very rows that the import writes, made beforehand, a list for each of its chunks."""
    office = importing.Office(None, NOW)
    with files.opened(path, TOLD) as table, seen() as met:
        known = (importing.identified(row, table, met) for row in table.rows())
        while chunk := list(islice(known, bulk.CHUNK)):
            yield bulk.copied(bulk.rows_of([importing.life_of(one, table, office) for one in chunk]))


def _raw(texts: list[list[tuple[str, bytes]]]) -> None:
    for chunk in texts:
        with transaction.atomic():
            bulk.send(chunk)
