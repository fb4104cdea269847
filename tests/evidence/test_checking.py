"""Nothing is ever lost in silence: every byte that the record names is looked for and compared."""

import json
import os
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import transaction

from complaints.evidence import checking, services
from complaints.letters import storing
from tests.evidence.made import PDF, Upload
from tests.factories import MONDAY, make_complaint, make_person, op
from tests.letters import walked

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def var(settings, tmp_path):
    settings.VAR_DIR = tmp_path


def keep(complaint, body=PDF):
    given = {"op_id": op()}
    kept = services.keep_file(complaint.reference, Upload("a.pdf", body), given, by=make_person(), now=MONDAY)
    return services.open_file(complaint, kept.ids["file"])


def test_files_and_letters_that_lie_as_they_were_kept_are_counted():
    complaint = walked.sent().complaint
    keep(complaint)
    keep(complaint)
    assert checking.check(now=MONDAY).as_json() == {"ok": True, "files": 1, "letters": 1, "missing": [], "changed": [], "orphans": 0, "cleared": 0}


def test_what_is_gone_or_changed_is_named_and_ends_the_command_with_1(capsys):
    letter = walked.sent()
    row, path = keep(letter.complaint)
    path.write_bytes(b"other")
    (storing.folder() / storing.path_of(letter.sha256)).unlink()
    with pytest.raises(SystemExit) as end:
        call_command("check_files")
    told = json.loads(capsys.readouterr().out)
    assert end.value.code == 1 and told["changed"] == [{"what": "file", "sha256": row.sha256}] and told["missing"][0]["sha256"] == letter.sha256


def test_bytes_that_changed_on_the_disk_are_laid_down_anew_by_the_next_upload_of_them():
    complaint = make_complaint()
    _, path = keep(complaint)
    path.write_bytes(b"other")
    keep(complaint)
    assert path.read_bytes() == PDF and checking.check(now=MONDAY).whole


def test_an_upload_that_was_taken_back_leaves_an_orphan_and_no_row():
    complaint = make_complaint()
    with transaction.atomic():
        keep(complaint)
        transaction.set_rollback(True)
    found = checking.check(now=MONDAY)
    assert (found.files, found.orphans, found.whole) == (0, 1, True)


@pytest.mark.parametrize(("hours", "cleared"), [(23, 0), (25, 1)])
def test_what_a_broken_upload_left_is_cleared_after_a_day(hours, cleared):
    left = services.folder() / "arriving-1"
    left.write_bytes(b"half")
    os.utime(left, (MONDAY.timestamp(), MONDAY.timestamp()))
    assert checking.check(now=MONDAY + timedelta(hours=hours)).cleared == cleared and left.exists() is not bool(cleared)
