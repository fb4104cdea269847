"""The case file: everything on record in one ZIP that standard tools open, every hash true, the same bytes for the same record."""

import csv
import hashlib
import io
import json
import zipfile
from datetime import timedelta

import pytest
from django.core.management import call_command
from pypdf import PdfReader

from complaints.case.services import add_note
from complaints.entitlement.keeping import keep
from complaints.evidence import services as evidence
from complaints.evidence.casefile import services
from complaints.evidence.casefile.safe_names import safe_name
from complaints.letters import storing
from complaints.record.models import Access
from complaints.record.refusals import Unacceptable, Unknown
from complaints.record.services import words_of
from complaints.record.verifying import verify
from tests.evidence.made import PDF, Upload, png
from tests.factories import MONDAY, do_contact, make_complaint, make_person, op
from tests.letters import walked

NAMES = {"index.pdf", "manifest.json", "chronology.csv", "chronology.pdf", "contacts.csv", "payments.csv", "eligibility.json", "signposting.csv"}


@pytest.fixture(autouse=True)
def var(settings, tmp_path):
    settings.VAR_DIR = tmp_path / "var"
    return tmp_path


@pytest.fixture
def letter(db):
    return walked.sent()


@pytest.fixture
def case(letter):
    """At deadlock with a sent letter, a contact of somebody else and two files."""
    complaint = letter.complaint
    do_contact(complaint, MONDAY + timedelta(hours=5), summary="=cmd|'/c calc'!A1", who={"name": "Joan Neighbour", "capacity": "neighbour"},
               signposted=["advice"])
    for name, body in (("../Café (1).pdf", PDF), ("trench.png", png())):
        evidence.keep_file(complaint.reference, Upload(name, body), {"op_id": op(), "what": "Trench"}, by=make_person(), now=MONDAY)
    return complaint


def make(complaint, *left, now=MONDAY + timedelta(days=3), by=None, **given):
    asked = {"op_id": op(), "left_out": [{"kind": kind, "id": pk, "why": why} for kind, pk, why in left], **given}
    answer = services.make(complaint.reference, asked, by=by or make_person(), now=now)
    return answer, zipfile.ZipFile(services.opened(complaint, answer.ids["event"])[1])


def manifest(packed):
    return json.loads(packed.read("manifest.json"))


def rows(packed, name):
    return list(csv.DictReader(io.StringIO(packed.read(name).decode("utf-8-sig"), newline="")))


def holds_true(packed):
    """Every member but the manifest stands in it with its size and hash, and nothing else does."""
    told = {member["name"]: member for member in manifest(packed)["members"]}
    assert packed.testzip() is None and set(told) == set(packed.namelist()) - {"manifest.json"}
    for name, member in told.items():
        body = packed.read(name)
        assert (len(body), hashlib.sha256(body).hexdigest()) == (member["size"], member["sha256"]), name


def test_every_member_is_there_and_every_hash_is_true(case, letter):
    _, packed = make(case)
    holds_true(packed)
    names = set(packed.namelist())
    assert names >= NAMES and {name for name in names if name.startswith("files/")} == {"files/001-Cafe_1.pdf", "files/002-trench.png"}
    sent = f"letters/01-deadlock-{letter.sent_on}.pdf"
    assert packed.read(sent) == storing.read(letter.sha256) and packed.read("files/001-Cafe_1.pdf") == PDF


def test_the_papers_are_tagged_and_name_what_is_in_the_file(case):
    _, packed = make(case)
    for name in ("index.pdf", "chronology.pdf"):
        paper = PdfReader(io.BytesIO(packed.read(name)))
        assert paper.trailer["/Root"]["/MarkInfo"]["/Marked"] and paper.trailer["/Root"]["/Lang"].startswith("en")
    text = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(packed.read("index.pdf"))).pages)
    assert case.reference in text and "chronology.csv" in text and "Our final position" in text


def test_the_chronology_is_the_chain(case):
    _, packed = make(case)
    told = rows(packed, "chronology.csv")
    events = list(case.events.exclude(kind="case_file"))
    assert [(row["number"], row["hash"]) for row in told] == [(str(event.seq), event.hash) for event in events]
    assert manifest(packed)["record"] == {"events": events[-1].seq, "last_hash": events[-1].hash, "rulebook": "documents"}


def test_no_cell_can_begin_a_formula(case):
    _, packed = make(case)
    assert "'=cmd|'/c calc'!A1" in {row["summary"] for row in rows(packed, "contacts.csv")}
    for name in ("chronology.csv", "contacts.csv", "payments.csv", "signposting.csv"):
        assert not [cell for row in rows(packed, name) for cell in row.values() if cell[:1] in "=+-@" and cell]


def test_the_first_contact_is_the_complaint_as_it_came(case):
    _, packed = make(case)
    first, *others = rows(packed, "contacts.csv")
    assert first["summary"] == case.description and first["at"] == "2026-05-11T10:02:00+01:00" and first["oral_or_written"] == "oral"
    assert others[-1]["other_person"] == "Joan Neighbour" and others[-1]["told_about"] == "advice"


def test_the_same_record_gives_the_same_bytes_but_for_the_line_of_when_it_was_made(case):
    made = [make(case, now=MONDAY + timedelta(days=days))[1] for days in (3, 4)]
    first, second = ({name: packed.read(name) for name in packed.namelist()} for packed in made)
    differ = [name for name in first if first[name] != second[name]]
    lines = zip(first["manifest.json"].splitlines(), second["manifest.json"].splitlines(), strict=True)
    assert differ == ["manifest.json"] and [a.split(b":")[0].strip() for a, b in lines if a != b] == [b'"made_at"']
    one = make(case, now=MONDAY + timedelta(days=5), by=make_person("senior_manager"))[0]
    assert one.ids["sha256"] == make(case, now=MONDAY + timedelta(days=5))[0].ids["sha256"]


def test_each_assessment_is_told_as_it_was_made_with_what_its_answers_rest_on(case):
    body = {"decision_on": "2026-05-11", "complaint_began_on": "2026-05-11", "customer_type": "domestic"}
    file = case.files.first()
    evidence = [{"answer": "class_of", "kind": "statement", "stated": "A household", "file": file.pk}]
    for more in ({}, {"evidence": evidence}):
        keep(case.reference, {**body, **more, "op_id": op()}, by=make_person(), now=MONDAY + timedelta(days=1))
    first, second = json.loads(make(case)[1].read("eligibility.json"))["assessments"]
    assert (first["version"], first["superseded_by"], second["superseded_by"]) == (1, 2, None)
    assert first["asked"] == body and first["answer"]["verdict"] == "likely_eligible"
    assert second["evidence"] == [{"answer": "class_of", "kind": "statement", "stated": "A household", "on_record": "", "note": "",
                                   "file": {"id": file.pk, "name": file.name, "sha256": file.sha256}}]


def test_what_is_left_out_is_named_with_its_reason_and_nowhere_else(case, letter):
    contact, file = case.contacts.latest("pk"), case.files.first()
    assessed = {"op_id": op(), "decision_on": "2026-05-11", "complaint_began_on": "2026-05-11", "customer_type": "domestic",
                "evidence": [{"answer": "class_of", "kind": "statement", "note": "Cafe bill", "file": file.pk}]}
    keep(case.reference, assessed, by=make_person(), now=MONDAY + timedelta(days=1))
    _, packed = make(case, ("contact", contact.pk, "About a neighbour"), ("file", file.pk, "Shows a third person"),
                     ("letter", letter.pk, "Sent to the wrong house"))
    holds_true(packed)
    told = {row["key"]: row["why"] for row in manifest(packed)["left_out"]}
    assert told == {f"contact:{contact.pk}": "About a neighbour", f"file:{file.pk}": "Shows a third person",
                    f"letter:{letter.pk}": "Sent to the wrong house"}
    papers = "".join(page.extract_text() for name in ("index.pdf", "chronology.pdf") for page in PdfReader(io.BytesIO(packed.read(name))).pages)
    whole = b"".join(packed.read(name) for name in packed.namelist()) + papers.encode()
    assert b"Joan" not in whole and b"calc" not in whole and b"Cafe" not in whole and "Café".encode() not in whole
    assert "Left out: About a neighbour" in {row["summary"] for row in rows(packed, "contacts.csv")} and "letters/" not in str(packed.namelist())


def test_the_words_of_a_note_can_be_left_out_and_its_row_stays(client, case):
    add_note(case.reference, {"op_id": op(), "text": "Mr Nextdoor rang about a fence."}, by=make_person(), now=MONDAY + timedelta(days=1))
    seq = case.events.get(kind="note").seq
    client.force_login(make_person())
    assert f'value="note:{seq}"' in client.get(f"/c/{case.reference}/file/").content.decode()
    _, packed = make(case, ("note", seq, "About somebody else"))
    row = rows(packed, "chronology.csv")[seq - 1]
    assert (row["number"], row["kind"], row["words"]) == (str(seq), "note", "Left out: About somebody else")
    assert manifest(packed)["left_out"][0]["key"] == f"note:{seq}" and b"Nextdoor" not in b"".join(map(packed.read, packed.namelist()))


@pytest.mark.parametrize(("left", "field"), [
    ([{"kind": "file", "id": 10**15, "why": "x"}], "left_out.0.id"), ([{"kind": "event", "id": 1, "why": "x"}], "left_out.0.kind"),
    ([{"kind": "note", "id": 1, "why": "x"}], "left_out.0.id"),
    ([{"kind": "file", "id": 1, "why": ""}], "left_out.0.why"), ("all", "left_out"),
])
def test_what_cannot_be_left_out_is_refused_and_nothing_is_made(case, left, field):
    with pytest.raises(Unacceptable) as refused:
        services.make(case.reference, {"op_id": op(), "left_out": left}, by=make_person(), now=MONDAY)
    assert field in refused.value.fields and not services.made_before(case)


def test_making_is_an_event_with_its_hash_in_a_chain_that_holds(case):
    answer, _ = make(case, ("file", case.files.first().pk, "A third person"))
    event = services.made_before(case)[0]
    path = services.kept_at(event)
    assert event.data["sha256"] == answer.ids["sha256"] == hashlib.sha256(path.read_bytes()).hexdigest()
    assert "A third person" in words_of(event)["why"] and "A third person" not in json.dumps(event.data) and verify().broken is None


def test_a_repeated_call_makes_it_once(case):
    by, mark = make_person(), op()
    first = services.make(case.reference, {"op_id": mark}, by=by, now=MONDAY)
    again = services.make(case.reference, {"op_id": mark}, by=by, now=MONDAY)
    assert again.replayed and again.ids == first.ids and len(services.made_before(case)) == 1


def test_bytes_that_are_gone_or_changed_are_named_and_the_rest_is_there(case, letter, var):
    (storing.folder() / storing.path_of(letter.sha256)).unlink()
    evidence.open_file(case, case.files.first().pk)[1].write_bytes(b"other")
    _, packed = make(case)
    holds_true(packed)
    assert {row["why"] for row in manifest(packed)["missing"]} == {"Its bytes are no longer here.", "Its bytes are not those that were kept."}


@pytest.mark.parametrize("words", ["😀 漢字 \u202e!", "x" * 40_000, "a\nb\n\n• c", "# = #import “x” $1$ \\"])
def test_no_words_can_stop_a_case_file(db, words):
    complaint = make_complaint(description=words, name="😀")
    holds_true(make(complaint)[1])


def test_a_restricted_case_gives_no_file_to_others(case):
    type(case).objects.filter(pk=case.pk).update(restricted=True)
    with pytest.raises(Unknown):
        make(case)


@pytest.mark.parametrize(("name", "safe"), [
    ("Café photo (1).jpg", "Cafe_photo_1.jpg"), ("漢.pdf", "file.pdf"), ("../../x.txt", "x.txt"), (".hidden", "file.hidden"), ("", "file"),
    ("a" * 300 + ".pdf", "a" * 80 + ".pdf"), ("CON.pdf", "CON.pdf"),
])
def test_members_have_names_that_every_system_can_unpack(name, safe):
    assert safe_name(name) == safe


def run(*args):
    try:
        call_command("case_file", *map(str, args))
    except SystemExit as end:
        return end.code
    return 0


def test_the_command_writes_the_file_and_tells_it(case, var, capsys):
    out = var / "out.zip"
    assert run(case.reference.lower(), out) == 0
    assert capsys.readouterr().out.strip() == hashlib.sha256(out.read_bytes()).hexdigest() == services.made_before(case)[0].data["sha256"]
    holds_true(zipfile.ZipFile(out))


@pytest.mark.django_db
def test_the_command_ends_with_one_sentence_where_it_cannot(case, var, capsys):
    assert run("LM-26-99999-A", var / "a.zip") == 2 and run(case.reference, var / "none" / "a.zip") == 2 and run(case.reference) == 2
    assert capsys.readouterr().err.count("\n") == 3 and not list(var.glob("*.zip")) and not list(var.glob(".*"))


def test_a_name_that_the_disk_does_not_take_ends_in_one_sentence(case, var, capsys):
    assert run(case.reference, var / f"{'n' * 300}.zip") == 2 and run(case.reference, var / ("n" * 300) / "a.zip") == 2
    assert capsys.readouterr().err.count("\n") == 2


def test_the_page_shows_makes_and_fetches_it(client, case):
    client.force_login(make_person())
    address = f"/c/{case.reference}/file/"
    page = client.get(address).content.decode()
    assert "chronology.csv" in page and "by their neighbour" in page and "2 files" in page
    answer = client.post(address, {"op_id": op()})
    fetched = client.get(answer["Location"])
    holds_true(zipfile.ZipFile(io.BytesIO(b"".join(fetched.streaming_content))))
    assert fetched["Content-Disposition"].startswith("attachment") and "Made before" in client.get(address).content.decode()
    assert list(Access.objects.values_list("what", flat=True)) == ["case file", "case file", "case file.zip", "case file"]


def test_a_thing_left_out_without_a_reason_is_asked_for_and_what_was_typed_stays(client, case):
    client.force_login(make_person())
    first, second = case.files.all()
    typed = {"op_id": op(), "leave": [f"file:{first.pk}", f"file:{second.pk}"], f"why-file:{second.pk}": "Mine"}
    answer = client.post(f"/c/{case.reference}/file/", typed)
    page = answer.content.decode()
    assert answer.status_code == 422 and "Say why this is left out" in page and 'value="Mine"' in page and f'href="#why-file-{first.pk}"' in page


def test_a_case_file_that_has_gone_says_so(client, case):
    client.force_login(make_person())
    answer, _ = make(case)
    services.kept_at(services.made_before(case)[0]).unlink()
    gone = client.get(f"/c/{case.reference}/file/{answer.ids['event']}.zip")
    assert gone.status_code == 404 and "go after a week" in gone.content.decode()
    assert {client.get(f"/c/{case.reference}/file/{number}.zip").status_code for number in (1, 10**20)} == {404}
