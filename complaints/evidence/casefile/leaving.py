"""Third-party data that staff leave out of a case file: which, and why. Checked against the record; nothing is written here.

A contact or note that is left out keeps its row, day and way; its words go. A file or letter that is left out is named by its number and kind.
"""

from collections.abc import Mapping
from typing import Any, Literal

from pydantic import Field

from complaints.evidence.casefile.record import NOTE, Record
from complaints.record.models import Event
from complaints.record.parsing import Line, Shape
from complaints.record.refusals import Unacceptable

LEFT_OUT = "Left out: "


class LeaveOut(Shape):
    """One thing that is left out, and the reason that the manifest gives. A note by its number in the chronology."""

    kind: Literal["contact", "note", "letter", "file"]
    id: int = Field(ge=1, le=2**62)
    why: Line

    @property
    def key(self) -> str:
        return f"{self.kind}:{self.id}"


class CaseFileIn(Shape):
    left_out: list[LeaveOut] = Field(default=[], max_length=5_000)


def reasons(record: Record, asked: CaseFileIn) -> dict[str, str]:
    """By "file:12" the reason; Unacceptable at the one that is not of this complaint, or stands twice."""
    known = {f"contact:{row.pk}" for row in record.contacts} | {f"letter:{row.pk}" for row in record.letters} | {
        f"file:{row.pk}" for row in record.files} | {f"note:{event.seq}" for event in record.notes}
    out: dict[str, str] = {}
    for place, one in enumerate(asked.left_out):
        if one.key not in known:
            raise Unacceptable.of(**{f"left_out__{place}__id": f"There is no such {one.kind} in this case file."})
        if one.key in out:
            raise Unacceptable.of(**{f"left_out__{place}__id": "This is left out twice."})
        out[one.key] = one.why
    return out


def why_of(event: Event, record: Record, left: Mapping[str, str]) -> str:
    """Why the words of this event are left out; "" where they are not."""
    if not left:
        return ""
    contact = next((row.pk for row in record.contacts if row.event_id == event.pk), None)
    note = event.seq if event.kind == NOTE else None
    keys = [f"contact:{contact}", f"note:{note}", f"letter:{event.data.get('letter')}", f"file:{event.data.get('file')}"]
    return next((left[key] for key in keys if key in left), "")


def words_unless(why: str, words: Any) -> str:
    return f"{LEFT_OUT}{why}" if why else str(words or "")
