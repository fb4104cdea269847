"""Import files made for a test, and the import of one."""

import csv
from datetime import UTC, datetime
from pathlib import Path

import pytest

MONDAY = datetime(2026, 5, 11, 9, 2, tzinfo=UTC)  # as in tests.factories, which needs the models
HEADER = ("Ref", "Received", "How", "What", "Who")
MAP = {
    "columns": {"received_at": "Received", "channel": "How", "description": "What", "customer.name": "Who"}, "key": "Ref",
    "values": {"channel": {"Phone": "telephone", "Post": "letter"}}, "date_format": "%d/%m/%Y",
}
ROW = ("A1", "05/05/2026", "Phone", "No heat", "Ann Harper")


@pytest.fixture
def make_csv(tmp_path):
    """Writes rows under the header and answers the path; text instead of rows is written as it stands."""
    def make(rows, header=HEADER, name="in.csv", encoding="utf-8", **how) -> Path:
        path = tmp_path / name
        if isinstance(rows, (str, bytes)):
            path.write_bytes(rows.encode(encoding) if isinstance(rows, str) else rows)
            return path
        with path.open("w", newline="", encoding=encoding) as file:
            csv.writer(file, **how).writerows([header, *rows])
        return path
    return make


@pytest.fixture
def bring_in(db):
    """Imports a file; answers (created, unchanged, rejected) and the problems."""
    def run(path, told=None, now=MONDAY, **more):
        from complaints.intake import files, importing
        from complaints.intake.mapping import map_of

        problems = []
        with files.opened(path, map_of(told or MAP)) as table:
            counts = importing.run(table, by=None, now=now, report=problems.append, **more)
        assert counts.rows == counts.created + counts.unchanged + counts.rejected
        return (counts.created, counts.unchanged, counts.rejected), [tuple(problem[:3]) for problem in problems]
    return run
