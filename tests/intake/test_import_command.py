"""`manage.py import_complaints` on real narratives: counts, the JSON line, exits, flat memory."""

import csv
import io
import json
from pathlib import Path

import pytest
from django.core.management import call_command

from complaints.case.models import Complaint
from complaints.intake.models import ImportKey
from complaints.record.verifying import verify
from tests.intake.conftest import MAP, ROW

DATA = Path(__file__).resolve().parent.parent / "data"
PART = DATA / "cfpb_narratives_60.csv"
NARRATIVES_MAP = DATA / "cfpb_map.json"
WHOLE = Path(__file__).resolve().parents[3] / "shared" / "data" / "cfpb_narratives_2085.csv"


def imported(*args):
    out = io.StringIO()
    call_command("import_complaints", *map(str, args), stdout=out)
    text = out.getvalue()
    assert text.count("\n") == 1
    return json.loads(text)


def texts(path):
    with path.open(newline="", encoding="utf-8-sig") as file:
        return sorted(row["Consumer complaint narrative"].strip() for row in csv.DictReader(file))


def test_real_narratives_go_in_word_for_word_and_once(db):
    first = imported(PART, "--map", NARRATIVES_MAP)
    assert first == {"rows": 60, "created": 60, "unchanged": 0, "rejected": 0, "errors": []}
    assert sorted(Complaint.objects.values_list("description", flat=True)) == texts(PART)
    assert imported(PART, "--map", NARRATIVES_MAP) == {"rows": 60, "created": 0, "unchanged": 60, "rejected": 0, "errors": []}
    assert verify().broken is None


def test_all_2085_narratives_go_in_word_for_word_and_once(db):
    if not WHOLE.exists():
        pytest.skip("The whole file of 2,085 narratives is not here; its part of 60 rows was imported above.")
    assert imported(WHOLE, "--map", NARRATIVES_MAP)["created"] == 2085
    assert sorted(Complaint.objects.values_list("description", flat=True)) == texts(WHOLE)
    assert imported(WHOLE, "--map", NARRATIVES_MAP)["unchanged"] == 2085
    assert ImportKey.objects.count() == 2085


def test_a_dry_run_writes_nothing(db):
    assert imported(PART, "--map", NARRATIVES_MAP, "--dry-run")["created"] == 60
    assert not Complaint.objects.exists()


@pytest.fixture
def map_file(tmp_path):
    path = tmp_path / "map.json"
    path.write_text(json.dumps(MAP))
    return path


def test_rejected_rows_stand_in_the_answer_and_the_exit_is_0(db, make_csv, map_file):
    told = imported(make_csv([ROW, ("A2", "05/05/2026", "Phone", "x"), ("A3", "5 May", "Phone", "No heat", "Bo")]), "--map", map_file)
    assert (told["rows"], told["created"], told["rejected"]) == (3, 1, 2)
    assert told["errors"][0] == {"line": 3, "column": None, "reason": "This row has 4 cells; the header has 5."}
    assert told["errors"][1]["column"] == "Received"


@pytest.mark.parametrize(("text", "map_text", "said"), [
    (b"Ref,Received,How,What,Who\nA1,05/05/2026,Phone,caf\xe9,B\n", None, "is not utf-8-sig text"),
    (b"Ref,What\n1,2\n", None, "no column called “Received”"), (b"", None, "empty"), (None, None, "no file gone.csv"),
    (b"What\nx\n", "{", "is not JSON"), (b"What\nx\n", '{"columns": {"weight": "What"}}', "not a field"), (b"What\nx\n", "gone", "no map gone"),
])
def test_what_cannot_be_read_as_declared_exits_1_in_one_sentence_and_writes_nothing(db, make_csv, map_file, capsys, text, map_text, said):
    path = make_csv(text) if text is not None else map_file.with_name("gone.csv")
    if map_text == "gone":
        map_file = map_file.with_name("gone.json")
    elif map_text:
        map_file.write_text(map_text)
    with pytest.raises(SystemExit) as ended:
        imported(path, "--map", map_file)
    told = capsys.readouterr().err
    assert ended.value.code == 1 and said in told and told.count("\n") == 1 and not Complaint.objects.exists()
