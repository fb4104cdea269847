"""Chunks with real transactions: one written while the next is made, each whole or not at all, in memory that does not grow."""

import threading
import tracemalloc

import pytest
from django.db import connection

from complaints.case.models import Complaint
from complaints.intake import bulk, files, importing
from complaints.intake.mapping import map_of
from complaints.intake.models import ImportKey
from complaints.record.refusals import Conflict
from complaints.record.verifying import verify
from tests.factories import MONDAY

TOLD = {"columns": {"description": "What"}, "defaults": {"received_at": "2026-05-05", "channel": "web", "customer.name": "Ann"}}


@pytest.fixture
def bring(real_db, monkeypatch):
    def run(path, *, chunk=3, go_on=lambda: True):
        monkeypatch.setattr(importing, "CHUNK", chunk)
        with files.opened(path, map_of(TOLD)) as table:
            return importing.run(table, by=None, now=MONDAY, report=lambda problem: None, go_on=go_on)
    return run


def rows(count, size=1):
    return "What\n" + "".join(f"Row {n} {'x' * size}\n" for n in range(count))


def test_every_chunk_is_written(bring, make_csv):
    assert bring(make_csv(rows(11))).created == 11
    assert Complaint.objects.count() == 11 == ImportKey.objects.count() and verify().broken is None


def test_a_chunk_that_fails_is_not_there_and_those_before_it_are(bring, make_csv, monkeypatch):
    written = []
    name = "send" if bulk.connection.vendor == "postgresql" else "insert"
    real = getattr(bulk, name)

    def fails_third(given):
        written.append(given)
        real(given)
        if len(written) == 3:
            raise OSError("The disk is full.")
    monkeypatch.setattr(bulk, name, fails_third)
    with pytest.raises(OSError, match="disk"):
        bring(make_csv(rows(20)))
    assert Complaint.objects.count() == 6
    monkeypatch.setattr(bulk, name, real)
    assert bring(make_csv(rows(20))).created == 14 and Complaint.objects.count() == 20


def test_two_imports_of_one_file_at_once_write_each_row_once(bring, make_csv):
    """One of them may be refused and told to run again; neither writes a row that the other wrote."""
    path, ended = make_csv(rows(30)), []

    def one():
        try:
            ended.append(bring(path).rows)
        except Conflict as refused:
            ended.append(refused.code)
        finally:
            connection.close()
    both = [threading.Thread(target=one) for _ in range(2)]
    for thread in both:
        thread.start()
    for thread in both:
        thread.join(60)
    assert len(ended) == 2 and set(ended) <= {30, "import_meanwhile"}
    assert bring(path).rows == 30 and Complaint.objects.count() == 30 and verify().broken is None


def test_memory_does_not_grow_with_the_file(bring, make_csv):
    bring(make_csv(rows(50), name="warm.csv"), chunk=50)
    peaks = []
    for count in (200, 800):
        path = make_csv(rows(count, 5_000 + count), name=f"{count}.csv")
        tracemalloc.start()
        assert bring(path, chunk=50).created == count
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] < 1.5 * peaks[0]
