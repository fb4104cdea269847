"""What hangs on one complaint, read in one statement for all tabs of its page: letters, files, links, reports, money. Reads only."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db import connection

from complaints.case.models import Complaint
from complaints.case.pages import asking
from complaints.presence.services import EXPIRES, words

# A linked complaint that this person may not see is left out, whatever page shows the links.
SEEN = "(%s = 1 OR NOT c.restricted OR EXISTS (SELECT 1 FROM complaints_complaint_seen_by s WHERE s.complaint_id = c.id AND s.person_id = %s))"
AROUND = f"""
    SELECT 'letter' AS part, id AS number, kind AS name, state AS state, '' AS more FROM complaints_letter WHERE complaint_id = %s
    UNION ALL SELECT 'file', id, name, '', CAST(size AS text) FROM complaints_storedfile WHERE complaint_id = %s
    UNION ALL SELECT 'report', id, reference, '', CAST(reported_at AS text) FROM complaints_supplyreport WHERE complaint_id = %s
    UNION ALL SELECT 'job', id, label, '', '' FROM complaints_connectionjob WHERE complaint_id = %s
    UNION ALL SELECT 'payment', id, kind, state, '' FROM complaints_payment WHERE complaint_id = %s
    UNION ALL SELECT 'finding', id, code, CASE WHEN breached IS NULL THEN '' WHEN breached THEN 'missed' ELSE 'kept' END, exempt
        FROM complaints_finding WHERE complaint_id = %s AND replaced_by_id IS NULL AND fell_at IS NULL
    UNION ALL SELECT 'assessment', id, '', '', '' FROM complaints_assessment WHERE complaint_id = %s
    UNION ALL SELECT 'ask', a.deadline_id, COALESCE(t.name, p.full_name), '', CAST(a.id AS text) FROM complaints_ask a
        LEFT JOIN staff_team t ON t.id = a.team_id LEFT JOIN staff_person p ON p.id = a.person_id WHERE a.complaint_id = %s
    UNION ALL SELECT 'referral', deadline_id, body, '', their_reference FROM complaints_referral WHERE complaint_id = %s
    UNION ALL SELECT 'events', COUNT(*), '', '', '' FROM complaints_event
        WHERE complaint_id = %s AND kind <> 'note.corrected'
    UNION ALL SELECT 'here', p.id, p.full_name, CASE WHEN s.typing THEN 'typing' ELSE '' END, '' FROM complaints_presence s
        JOIN staff_person p ON p.id = s.person_id WHERE s.complaint_id = %s AND s.person_id <> %s AND s.seen_at > %s
    UNION ALL SELECT 'link', l.id, c.reference, l.kind, '' FROM complaints_complaintlink l
        JOIN complaints_complaint c ON c.id = l.other_id WHERE l.complaint_id = %s AND {SEEN}
    UNION ALL SELECT 'link', l.id, c.reference, l.kind, '' FROM complaints_complaintlink l
        JOIN complaints_complaint c ON c.id = l.complaint_id WHERE l.other_id = %s AND {SEEN}
    ORDER BY 1, 2
"""  # noqa: S608
ALONE = 10  # the branches before the links, each with the complaint as its one value


class Piece(NamedTuple):
    """One row: what it is, its number, and up to three words about it."""

    part: str
    number: int
    name: str
    state: str
    more: str


@dataclass(frozen=True)
class Around:
    pieces: tuple[Piece, ...]

    def of(self, part: str) -> list[Piece]:
        return [piece for piece in self.pieces if piece.part == part]

    @property
    def counts(self) -> Counter:
        """How many of each part; events by their number."""
        return Counter(piece.part for piece in self.pieces) | Counter(events=sum(piece.number for piece in self.of("events")))


def here(complaint: Complaint, person: Any = None) -> dict[str, str]:
    """Who else has this complaint open, as components/here.html prints it."""
    found = sorted((piece.name, piece.state == "typing") for piece in around(complaint, person).of("here"))
    return {"href": f"/c/{complaint.reference}/here/", "words": words(found)}


def around(complaint: Complaint, person: Any = None) -> Around:
    """Read once for each row of a complaint. Without a person only what everybody may see is linked."""
    found = vars(complaint).get("_around")
    if found is None:
        found = vars(complaint)["_around"] = Around(tuple(Piece(*row) for row in _rows(complaint.pk, person)))
    return found


def _rows(key: int, person: Any) -> Iterable[tuple]:
    own = getattr(person, "pk", None) or 0
    here = [key, own, connection.ops.adapt_datetimefield_value(asking.now() - EXPIRES)]
    link = [key, int(getattr(person, "role", "") == "compliance_officer"), own]
    with connection.cursor() as cursor:
        cursor.execute(AROUND, [*[key] * ALONE, *here, *link, *link])
        return cursor.fetchall()
