"""Files by the API: kept once, listed, served inert; and what is refused with which status."""

import hashlib

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from complaints.evidence import services
from complaints.evidence.models import StoredFile
from tests.api.callers import BASE, is_error
from tests.factories import make_complaint, op

WORDS = b"The trench was open for nine days.\n"


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.VAR_DIR = tmp_path


def send(caller, complaint, content=WORDS, name="trench.txt", **fields):
    fields = {"op_id": op(), "what": "A note"} | fields
    upload = {"file": SimpleUploadedFile(name, content)} if content is not None else {}
    body = {key: value for key, value in (fields | upload).items() if value is not None}
    return caller.client.post(f"{BASE}/complaints/{complaint.reference}/files", body, headers=caller.headers)


def test_a_file_is_kept_listed_and_served_as_an_attachment(agent, complaint):
    response = send(agent, complaint)
    told = response.json()
    assert response.status_code == 201
    assert {"name": "trench.txt", "size": len(WORDS), "sha256": hashlib.sha256(WORDS).hexdigest()}.items() <= told.items()
    assert agent.get(f"/complaints/{complaint.reference}/files").json() == {"items": [told], "next": None}
    served = agent.get(f"/complaints/{complaint.reference}/files/{told['id']}")
    assert served.getvalue() == WORDS and served["Content-Disposition"].startswith("attachment") and served["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in served["Content-Security-Policy"]


def test_the_same_upload_again_replays_the_first_answer(agent, complaint):
    mark = op()
    first, again = (send(agent, complaint, op_id=mark) for _ in range(2))
    assert again.status_code == 201 and again.json() == first.json() and StoredFile.objects.count() == 1
    assert is_error(send(agent, complaint, content=b"Other words.", op_id=mark), 409, "op_id_reused")


@pytest.mark.parametrize(("content", "name", "status"), [
    (b"", "empty.txt", 422), (None, "", 422), (b"<script>alert(1)</script>", "a.txt", 415), (b"MZ\x00\x00", "a.pdf", 415),
    (b"PK\x03\x04 broken", "a.docx", 415), (b"\x89PNG\r\n\x1a\n", "a.png", 415), (b"<svg/>", "a.svg", 415), (b"\xff\xfe\x00", "a.csv", 415),
])
def test_what_is_not_taken_is_refused(agent, complaint, content, name, status):
    response = send(agent, complaint, content=content, name=name)
    assert is_error(response, status) and "file" in response.json()["fields"] and StoredFile.objects.count() == 0


def test_a_file_that_is_too_large_is_413(agent, complaint, monkeypatch):
    monkeypatch.setattr(services, "LARGEST", 10)
    assert is_error(send(agent, complaint), 413, "too_large")


@pytest.mark.parametrize("name", ["../../etc/passwd", "a\u202etxt.exe", "x" * 400 + ".txt", "con.txt", "a\"b.txt", "Ŵy’n.txt", "a;b=c.txt"])
def test_a_hostile_name_is_made_safe(agent, complaint, name):
    told = send(agent, complaint, name=name).json()
    assert "/" not in told["name"] and len(told["name"]) <= 160 and told["name"].isprintable()
    assert agent.get(f"/complaints/{complaint.reference}/files/{told['id']}").status_code == 200


def test_a_body_that_is_no_form_is_400_before_the_token(nobody, complaint):
    path = f"/complaints/{complaint.reference}/files"
    assert is_error(nobody.post(path, {"op_id": op()}), 400, "not_multipart")
    assert is_error(nobody.send("POST", path, b"--x", "multipart/form-data"), 400)
    assert is_error(send(nobody, complaint), 401)


def test_the_mark_and_the_fields_are_checked_last(agent, complaint):
    assert "op_id" in send(agent, complaint, op_id=None).json()["fields"]
    assert "colour" in send(agent, complaint, colour="red").json()["fields"]
    assert "what" in send(agent, complaint, what="x" * 201).json()["fields"]


@pytest.mark.parametrize("number", ["999999", "0", "x", "9" * 40, "%00"])
def test_a_file_that_is_not_there_is_404(agent, complaint, number):
    assert is_error(agent.get(f"/complaints/{complaint.reference}/files/{number}"), 404)


def test_a_file_is_served_only_under_its_own_complaint(agent, complaint):
    number = send(agent, complaint).json()["id"]
    assert is_error(agent.get(f"/complaints/{make_complaint().reference}/files/{number}"), 404)
