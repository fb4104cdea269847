"""Correcting an internal note within ten minutes. The record keeps every wording: a correction is an event of its own that names the note."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from complaints.case import shapes
from complaints.case.models import Complaint
from complaints.case.noting import written
from complaints.case.services import body_of, called
from complaints.record.models import Event
from complaints.record.operations import Answer, Call, require
from complaints.record.parsing import parse
from complaints.record.refusals import Forbidden, Unacceptable, Unknown
from complaints.record.services import words_of

CORRECTED, MAY_CORRECT = "note.corrected", timedelta(minutes=10)
OVER = "A note can be corrected for 10 minutes. Write another note that says what was wrong."


def correct_note(reference: str, seq: int, given: Mapping[str, Any], *, by: Any, now: datetime) -> Answer:
    """`{op_id, text}`: another wording for one's own note. Whom the first wording named already is not told again."""
    def do(complaint: Complaint, call: Call) -> dict:
        note = Event.objects.filter(complaint=complaint, seq=seq, kind="note").first()
        if note is None:
            raise Unknown("There is no such note on this complaint.")
        if note.by_id != by.pk:
            raise Forbidden("Only the person who wrote a note may correct it. Write a note of your own.")
        require(call)
        if not may_correct(note, by, now):
            raise Unacceptable.of(text=OVER)
        before, asked = wordings(complaint, note), parse(shapes.NoteIn, body_of(given))
        if words_of(before[-1]).get("text") == asked.text:
            raise Unacceptable.of(text="These are the words that stand already.")
        known = [ident for event in before for ident in event.data.get("mentions", ())]
        event = written(complaint, CORRECTED, asked.text, {"of": seq}, known, by=by, now=now)
        return {"event": event.pk, "complaint": complaint.pk}
    return called(reference, f"notes/{seq}", given, by, now, do)


def may_correct(note: Event, person: Any, now: datetime) -> bool:
    """One's own note, for ten minutes."""
    return note.kind == "note" and note.by_id == person.pk and now - note.recorded_at <= MAY_CORRECT


def wordings(complaint: Complaint, note: Event) -> list[Event]:
    """The note and its corrections, the one that stands last."""
    later = Event.objects.filter(complaint=complaint, kind=CORRECTED, seq__gt=note.seq).select_related("sealed").order_by("seq")
    return [note, *(event for event in later if event.data.get("of") == note.seq)]
