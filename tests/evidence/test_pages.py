"""The files tab, and files served so that no browser opens them in our name."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from complaints.evidence.models import StoredFile
from complaints.record.models import Access
from tests.evidence.made import PDF, png
from tests.factories import MONDAY, do_contact, make_complaint, make_person, op


@pytest.fixture(autouse=True)
def var(settings, tmp_path):
    settings.VAR_DIR = tmp_path


@pytest.fixture
def complaint(db):
    return make_complaint()


@pytest.fixture
def agent(client, db):
    client.force_login(make_person())
    return client


def add(client, complaint, body=PDF, name="bill.pdf", **more):
    given = {"file": SimpleUploadedFile(name, body), "op_id": op(), "what": "Bill", **more}
    return client.post(f"/c/{complaint.reference}/files/", {key: value for key, value in given.items() if value is not None})


def test_a_file_is_added_and_listed(agent, complaint):
    assert "No files" in agent.get(f"/c/{complaint.reference}/files/").content.decode()
    assert add(agent, complaint).status_code == 302
    text = agent.get(f"/c/{complaint.reference}/files/").content.decode()
    assert "bill.pdf" in text and "1 file" in text and f"/c/{complaint.reference}/files/{StoredFile.objects.get().pk}/" in text


@pytest.mark.parametrize("name", ["bill.pdf", "=1+1.pdf", 'q"uote;.pdf', "ŵ 漢.pdf", "a.svg"])
def test_a_file_is_served_inert_and_under_a_safe_name(agent, complaint, name):
    add(agent, complaint, name=name)
    answer = agent.get(f"/c/{complaint.reference}/files/{StoredFile.objects.get().pk}/")
    assert b"".join(answer.streaming_content) == PDF and answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"].startswith("attachment; filename") and answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'" and "no-store" in answer["Cache-Control"]
    assert not {"\r", "\n"} & set(answer["Content-Disposition"]) and ".pdf" in answer["Content-Disposition"]


@pytest.mark.parametrize(("body", "more", "status", "said"), [
    (b"<svg/>", {}, 415, "is not taken"), (b"", {}, 422, "This file is empty."), (PDF, {"file": None}, 422, "Choose a file."),
    (PDF, {"op_id": ""}, 422, "Give an op_id"), (PDF, {"what": "x" * 300}, 422, "at most 200"),
])
def test_a_refused_file_keeps_what_was_typed_and_says_why(agent, complaint, body, more, status, said):
    answer = add(agent, complaint, body, **{"what": "My words", **more})
    text = answer.content.decode()
    assert answer.status_code == status and said in text and more.get("what", "My words") in text and not StoredFile.objects.exists()


def test_every_look_is_kept_and_a_refused_one_too(agent, complaint):
    add(agent, complaint)
    address = f"/c/{complaint.reference}/files/{StoredFile.objects.get().pk}/"
    agent.get(address)
    type(complaint).objects.filter(pk=complaint.pk).update(restricted=True)
    assert agent.get(address).status_code == 404 and agent.get(f"/c/{complaint.reference}/files/").status_code == 404
    assert list(Access.objects.order_by("pk").values_list("what", "refused"))[-3:] == [("file", False), ("file", True), ("files", True)]


def test_a_file_of_another_case_is_404(agent, complaint):
    add(agent, complaint)
    assert agent.get(f"/c/{make_complaint().reference}/files/{StoredFile.objects.get().pk}/").status_code == 404
    assert agent.get(f"/c/{complaint.reference}/files/99999999999999999999999/").status_code == 404


def test_a_file_is_added_to_a_contact_and_a_picture_is_drawn_small_from_the_inert_answer(agent, complaint):
    contact = do_contact(complaint, MONDAY).contacts.get()
    assert add(agent, complaint, png(960, 640), "a.png", belongs=f"contact:{contact.pk}").status_code == 302
    row, text = StoredFile.objects.get(), agent.get(f"/c/{complaint.reference}/files/").content.decode()
    assert row.contact == contact and f'<img class="thumb" src="/c/{complaint.reference}/files/{row.pk}/" width="96" height="64"' in text


@pytest.mark.parametrize(("size", "bytes_more"), [((9_000, 9_000), 0), ((100, 100), 7 * 1024 * 1024)])
def test_a_picture_with_too_many_points_or_bytes_is_not_drawn(agent, complaint, size, bytes_more):
    add(agent, complaint, png(*size) + b"\x00" * bytes_more, "a.png")
    assert "<img" not in agent.get(f"/c/{complaint.reference}/files/").content.decode()


@pytest.mark.parametrize("belongs", ["contact:1", "note:1", "contact:", "x"])
def test_what_a_file_cannot_belong_to_is_refused(agent, complaint, belongs):
    assert add(agent, complaint, belongs=belongs).status_code == 422 and not StoredFile.objects.exists()
