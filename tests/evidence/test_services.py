"""Keeping files: once by their hash, under names of ours, told by an event, refused in a sentence."""

import hashlib

import pytest

from complaints.evidence import services
from complaints.evidence.models import StoredFile
from complaints.record.models import Operation
from complaints.record.refusals import Conflict, TooLarge, Unacceptable, Unknown, WrongType
from complaints.record.services import words_of
from tests.evidence.made import PDF, Upload, jpeg, png
from tests.factories import MONDAY, do_contact, make_complaint, make_person, op


@pytest.fixture(autouse=True)
def var(settings, tmp_path):
    settings.VAR_DIR = tmp_path
    return tmp_path


@pytest.fixture
def complaint(db):
    return make_complaint()


def keep(complaint, upload, by=None, **given):
    given = {"op_id": op(), "what": "Photograph", **given}
    return services.keep_file(complaint.reference, upload, given, by=by or make_person(), now=MONDAY)


def stored(var):
    return sorted(path.relative_to(var / "files").as_posix() for path in (var / "files").rglob("*") if path.is_file())


def test_a_file_is_kept_under_its_hash_and_told_by_an_event(complaint, var):
    answer = keep(complaint, Upload("../bill.html", PDF))
    row = StoredFile.objects.get(pk=answer.ids["file"])
    digest = hashlib.sha256(PDF).hexdigest()
    assert (row.sha256, row.size, row.name, row.media_type) == (digest, len(PDF), "bill.html.pdf", "application/pdf")
    assert stored(var) == [f"{digest[:2]}/{digest}"] and (var / "files" / row.path).read_bytes() == PDF
    event = complaint.events.get(kind="file")
    assert event.data == {"file": row.pk, "sha256": digest, "size": len(PDF)}
    assert words_of(event) == {"name": "bill.html.pdf", "what": "Photograph"}


def test_a_file_leaves_the_version_alone(complaint):
    keep(complaint, Upload("a.pdf", PDF))
    complaint.refresh_from_db()
    assert complaint.version == 1


def test_the_same_bytes_twice_are_kept_once_and_listed_twice(complaint, var):
    for name in ("a.pdf", "b.pdf"):
        keep(complaint, Upload(name, PDF))
    assert [row.name for row in services.files_of(complaint)] == ["a.pdf", "b.pdf"] and len(stored(var)) == 1


def test_a_repeated_call_keeps_nothing_twice_and_another_file_with_its_op_id_is_refused(complaint):
    by, mark = make_person(), op()
    first = keep(complaint, Upload("a.pdf", PDF), by=by, op_id=mark)
    again = keep(complaint, Upload("a.pdf", PDF), by=by, op_id=mark)
    assert again.replayed and again.ids == first.ids and StoredFile.objects.count() == 1
    with pytest.raises(Conflict):
        keep(complaint, Upload("a.pdf", PDF + b"more"), by=by, op_id=mark)


REFUSED = [
    (Upload("a.html", b"<script>"), WrongType, "is not taken"), (Upload("a.txt", b""), Unacceptable, "empty"),
    (Upload("a.pdf", PDF + b"x" * services.LARGEST), TooLarge, "25 MB"),
]


@pytest.mark.parametrize(("upload", "refusal", "said"), REFUSED, ids=["kind", "empty", "size"])
def test_a_file_that_is_not_taken_leaves_nothing_behind(complaint, var, upload, refusal, said):
    spent = Operation.objects.count()
    with pytest.raises(refusal) as refused:
        keep(complaint, upload)
    assert said in refused.value.sentence and not stored(var)
    assert not StoredFile.objects.exists() and Operation.objects.count() == spent


def test_a_file_of_exactly_25_mb_is_taken(complaint):
    assert keep(complaint, Upload("a.txt", b"x" * services.LARGEST)).status == 201


@pytest.mark.parametrize(("given", "field"), [({"op_id": None}, "op_id"), ({"what": "x" * 201}, "what"), ({"other": 1}, "other")])
def test_what_is_missing_or_unknown_is_named(complaint, given, field):
    with pytest.raises(Unacceptable) as refused:
        keep(complaint, Upload("a.pdf", PDF), **given)
    assert field in refused.value.fields


def test_a_case_that_one_may_not_see_takes_no_file(complaint, var):
    type(complaint).objects.filter(pk=complaint.pk).update(restricted=True)
    with pytest.raises(Unknown):
        keep(complaint, Upload("a.pdf", PDF))
    assert not stored(var)


def test_a_file_is_opened_from_its_own_case_alone(complaint):
    file = keep(complaint, Upload("a.pdf", PDF)).ids["file"]
    row, path = services.open_file(complaint, file)
    assert path.read_bytes() == PDF and row.pk == file
    for other, number in ((make_complaint(), file), (complaint, file + 1), (complaint, 10**30)):
        with pytest.raises(Unknown):
            services.open_file(other, number)


def test_bytes_that_are_gone_are_said_to_be_gone(complaint, var):
    file = keep(complaint, Upload("a.pdf", PDF)).ids["file"]
    services.open_file(complaint, file)[1].unlink()
    with pytest.raises(Unknown, match="no longer here"):
        services.open_file(complaint, file)


def test_a_file_may_belong_to_a_contact_or_a_letter_of_its_case(complaint):
    contact = do_contact(complaint, MONDAY).contacts.get()
    row = StoredFile.objects.get(pk=keep(complaint, Upload("a.pdf", PDF), contact=str(contact.pk)).ids["file"])
    assert row.contact == contact and complaint.events.get(kind="file").data["contact"] == contact.pk


@pytest.mark.parametrize("what", ["contact", "letter"])
@pytest.mark.parametrize("number", ["0", "x", str(10**30), "7"])
def test_a_file_belongs_to_nothing_of_another_case(complaint, what, number):
    other = do_contact(make_complaint(), MONDAY).contacts.get()
    with pytest.raises(Unacceptable) as refused:
        keep(complaint, Upload("a.pdf", PDF), **{what: str(other.pk) if number == "7" else number})
    assert what in refused.value.fields and not StoredFile.objects.exists()


def test_a_picture_keeps_the_size_that_its_header_declares_and_a_pdf_none(complaint):
    for name, body in (("a.png", png(640, 480)), ("b.jpg", jpeg(320, 200)), ("c.pdf", PDF)):
        keep(complaint, Upload(name, body))
    assert [(row.width, row.height) for row in services.files_of(complaint)] == [(640, 480), (320, 200), (None, None)]
