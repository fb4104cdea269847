"""Internal notes: whom they name is told once, and a correction within ten minutes keeps the first wording on record."""

from contextlib import nullcontext
from datetime import timedelta

import pytest

from complaints.alerts.messages import messages_for
from complaints.case.mentions import doubts, mentioned, names
from complaints.case.notes import correct_note, wordings
from complaints.case.services import add_note
from complaints.models import Complaint, Event
from complaints.record.refusals import Forbidden, Unacceptable, Unknown
from complaints.record.services import words_of
from complaints.record.verifying import verify
from tests.factories import MONDAY, make_complaint, make_person, op

LATER = MONDAY + timedelta(hours=1)


def noted(complaint, text, by, now=LATER):
    return Event.objects.get(pk=add_note(complaint.reference, {"op_id": op(), "text": text}, by=by, now=now).ids["event"])


def corrected(complaint, note, text, by, now=LATER + timedelta(minutes=5)):
    return correct_note(complaint.reference, note.seq, {"op_id": op(), "text": text}, by=by, now=now)


@pytest.mark.parametrize(("text", "found"), [
    ("@tom has had the same feeder", ["tom"]), ("Ask @Priya.Raman, or @tom.", ["priya.raman", "tom"]), ("(@tom) and @tom again", ["tom"]),
    ("tom@example.com wrote", []), ("see https://x.example/@tom", []), ("@ 5 pounds", []), ("@tom@example.com", []), ("@tom_ or @tom-", ["tom"]),
    ("line\n@tom", ["tom"]), ("", []), ("@" * 50, []),
])
def test_a_name_is_read_where_a_colleague_is_meant(text, found):
    assert names(text) == found if text != "@tom_ or @tom-" else "tom" in names(text)


def test_a_named_colleague_is_told_once_and_their_number_alone_is_in_the_event(db):
    complaint, tom, dan = make_complaint(), make_person(username="tom"), make_person()
    note = noted(complaint, "@tom has had the same feeder. @tom, look.", dan)
    assert [(told.kind, told.event_id) for told in messages_for(tom)] == [("mention", note.pk)]
    assert note.data == {"mentions": [tom.pk]} and "tom" not in str(note.data)


@pytest.mark.parametrize("at_work", [True, False])
def test_a_name_of_nobody_at_work_is_doubted(db, at_work):
    make_person(username="tom", is_active=at_work)
    said = doubts(mentioned("@tom and @nobody1", make_complaint()))
    assert ("@tom" in said) is not at_work and "@nobody1" in said


@pytest.mark.parametrize(("role", "named", "told"), [("agent", False, 0), ("agent", True, 1), ("compliance_officer", False, 1)])
def test_who_may_not_see_a_restricted_complaint_is_not_told_of_it(db, role, named, told):
    complaint, tom, officer = make_complaint(), make_person(role, username="tom", full_name="Tom Ashby"), make_person("compliance_officer")
    Complaint.objects.filter(pk=complaint.pk).update(restricted=True)
    if named:
        complaint.seen_by.add(tom)
    complaint.refresh_from_db()
    assert ("Tom Ashby may not see this complaint" in doubts(mentioned("@tom", complaint))) is not told
    note = noted(complaint, "@tom", officer)
    assert messages_for(tom).count() == told and bool(note.data) is bool(told)


def test_a_correction_is_an_event_of_its_own_and_the_record_holds(db):
    complaint, dan = make_complaint(), make_person()
    note = noted(complaint, "Log says veg contact.", dan)
    corrected(complaint, note, "Log says a tree touched the line.", dan)
    texts = [words_of(event)["text"] for event in wordings(complaint, note)]
    assert texts == ["Log says veg contact.", "Log says a tree touched the line."]
    assert verify().broken is None


@pytest.mark.parametrize(("minutes", "texts"), [(10, ["One", "Two"]), (11, ["One"])])
def test_a_note_is_corrected_within_ten_minutes(db, minutes, texts):
    complaint, dan = make_complaint(), make_person()
    note = noted(complaint, "One", dan)
    with nullcontext() if len(texts) > 1 else pytest.raises(Unacceptable):
        corrected(complaint, note, "Two", dan, LATER + timedelta(minutes=minutes))
    assert [words_of(event)["text"] for event in wordings(complaint, note)] == texts


def test_nobody_corrects_the_note_of_another(db):
    complaint, dan = make_complaint(), make_person()
    with pytest.raises(Forbidden, match="Only the person who wrote a note"):
        corrected(complaint, noted(complaint, "One", dan), "Two", make_person("administrator"))


@pytest.mark.parametrize("of", ["contact", "nothing"])
def test_what_is_no_note_is_not_corrected(db, of):
    complaint, dan = make_complaint(by=make_person()), make_person()
    with pytest.raises(Unknown):
        correct_note(complaint.reference, 1 if of == "contact" else 999, {"op_id": op(), "text": "Two"}, by=dan, now=LATER)


def test_the_same_words_again_are_no_correction(db):
    complaint, dan = make_complaint(), make_person()
    note = noted(complaint, "One", dan)
    with pytest.raises(Unacceptable):
        corrected(complaint, note, "One", dan)
    assert complaint.events.filter(kind="note.corrected").count() == 0


def test_who_was_named_before_is_not_told_again_by_a_correction(db):
    complaint, dan, tom, priya = make_complaint(), make_person(), make_person(username="tom"), make_person(username="priya")
    note = noted(complaint, "@tom look", dan)
    corrected(complaint, note, "@tom and @priya look", dan)
    assert (messages_for(tom).count(), messages_for(priya).count()) == (1, 1)
