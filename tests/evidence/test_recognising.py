"""Files are taken by what their bytes are: what the desk keeps, what it refuses, and what they are called afterwards."""

import pytest

from complaints.evidence import recognising
from complaints.evidence.recognising import NotTaken, cleaned, named, recognised
from tests.evidence import made
from tests.evidence.hostile import jpeg, unpacks_to


@pytest.fixture
def kind_of(tmp_path):
    def kind(body, name="file"):
        path = tmp_path / "arrived"
        path.write_bytes(body)
        return recognised(path, name).extension
    return kind


TAKEN = [
    (made.PDF, "a.pdf", "pdf"), (made.PDF, "a.html", "pdf"), (made.png(), "a.png", "png"), (made.jpeg(), "a.gif", "jpg"),
    (made.office("word/document.xml"), "a.docx", "docx"), (made.office("xl/workbook.xml"), "a.xlsx", "xlsx"), (made.outlook(), "a.msg", "msg"),
    (made.MAIL, "a.txt", "eml"), (b"plain words\n", "a.txt", "txt"), (b"a,b\n1,2\n", "A.CSV", "csv"), ("\ufeffŵ\n".encode(), "a", "txt"),
]


@pytest.mark.parametrize(("body", "name", "extension"), TAKEN)
def test_a_file_is_what_its_bytes_are_whatever_it_is_called(kind_of, body, name, extension):
    assert kind_of(body, name) == extension


REFUSED = {
    "HTML": b"<!doctype html><script>alert(1)</script>", "HTML after space": b"\n\t <b>", "SVG": b"<svg onload=x>", "XML": b"<?xml version='1.0'?>",
    "marked HTML": b"\xef\xbb\xbf<html>", "PostScript": b"%!PS-Adobe", "script": b"#!/bin/sh\nrm",
    "program": b"MZ\x90\x00\x03", "ELF": b"\x7fELF\x02\x01",
    "GIF": b"GIF89a\x01\x00", "UTF-16": "words".encode("utf-16"), "NUL": b"words\x00more", "Latin": b"caf\xe9", "archive": made.office("notes.txt"),
    "macros": made.office("word/document.xml", "word/vbaProject.bin"), "no archive": b"PK\x03\x04junk",
    "old Word": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1junk",
    "PNG without size": b"\x89PNG\r\n\x1a\n", "PNG of nothing": made.png(0, 10), "JPEG without size": b"\xff\xd8\xff\xe0\x00\x02",
    "endless JPEG": b"\xff\xd8" + b"\xff\xe0\x00\x00" * 9, "flood PNG": made.png(60_000, 60_000), "flood JPEG": made.jpeg(60_000, 60_000),
    "deep package": unpacks_to(600 * 1024 * 1024),
}


@pytest.mark.parametrize("body", REFUSED.values(), ids=REFUSED)
def test_what_could_run_or_can_not_be_proved_is_refused(kind_of, body):
    with pytest.raises(NotTaken):
        kind_of(body, "a.txt")


def test_an_archive_of_any_size_is_never_unpacked(kind_of, monkeypatch):
    body = made.office("word/document.xml")
    monkeypatch.setattr(recognising.zipfile.ZipFile, "open", lambda *args, **more: pytest.fail("A member was opened."))
    assert kind_of(body) == "docx"


def test_what_a_camera_writes_before_the_picture_may_be_longer_than_what_is_read_first(kind_of):
    assert kind_of(b"\xff\xd8" + (b"\xff\xe1\xff\xff" + b"x" * 65_533) * 3 + jpeg(4000, 3000)[2:], "a.jpg") == "jpg"


@pytest.mark.parametrize(("name", "clean"), [
    ("../../etc/passwd", "passwd"), ("C:\\Users\\x\\bill.pdf", "bill.pdf"), ("a\x00b\r\n.txt", "ab.txt"), ("\u202efdp.exe", "fdp.exe"),
    (" .hidden ", "hidden"), ("", ""), ("caf\u0065\u0301.txt", "café.txt"),
    ("con.pdf", "file con.pdf"), ("LPT1", "file LPT1"), ("console.txt", "console.txt"), ("a\u2028b.txt", "ab.txt"),
])
def test_names_lose_paths_and_marks_that_deceive(name, clean):
    assert cleaned(name) == clean


@pytest.mark.parametrize("name", ["x" * 300, "x" * 300 + ".pdf", "x." + "y" * 300, "漢" * 255 + ".pdf"])
def test_a_name_of_any_length_fits(name):
    assert 0 < len(named(name, recognising.PDF)) <= 160


@pytest.mark.parametrize(("name", "called"), [
    ("bill.pdf", "bill.pdf"), ("bill.PDF", "bill.PDF"), ("bill.pdf.html", "bill.pdf.html.pdf"), ("bill", "bill.pdf"), ("", "file.pdf"),
    (".pdf", "pdf.pdf"), ("a.exe", "a.exe.pdf"),
])
def test_a_file_is_saved_as_what_it_is(name, called):
    assert named(name, recognising.PDF) == called


def test_a_photograph_keeps_its_usual_ending():
    assert named("a.jpeg", recognising.JPEG) == "a.jpeg"
