"""Unsent drafts that nobody asks for any more become superseded, in the transaction that ended their clock. Nothing else."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import Q

from complaints.case.stages import ENDED
from complaints.clocks.models import Deadline
from complaints.letters.models import Letter
from complaints.letters.moves import AFTER_THE_END
from complaints.record.entries import Entry

UNSENT = ("draft", "submitted", "approved")


def supersede(complaint: Any, keys: Iterable[str], *, at: datetime, but: Iterable[int] = ()) -> list[Entry]:
    """The events of the drafts that fell with these clocks, `but` for the letters that met them; on an ended complaint also of
    those that could not be sent any more. A letter that is being handed over is left to its outcome."""
    keys = list(keys)
    ended = complaint.stage in ENDED
    if not keys and not ended:
        return []
    fallen = Q(deadline_key__in=keys) | (~Q(kind__in=AFTER_THE_END) if ended else Q())
    unsent = Letter.objects.filter(fallen, complaint=complaint, state__in=UNSENT, sending_since=None)
    found = list(unsent.exclude(pk__in=list(but)))
    return fell(complaint, found, at=at) if found else []


def fell_if_ended(complaint: Any, letter: Letter, *, at: datetime) -> list[Entry]:
    """The event of a letter that did not go and can go no more, because its complaint ended meanwhile; [] where it may."""
    may_go = complaint.stage not in ENDED or letter.kind in AFTER_THE_END
    return [] if may_go else fell(complaint, [letter], at=at)


def fell(complaint: Any, letters: list[Letter], *, at: datetime) -> list[Entry]:
    """Set these aside. A clock that is opened again may ask for a letter anew, so it keeps no draft that fell."""
    Deadline.objects.filter(complaint=complaint, key__in=[letter.deadline_key for letter in letters]).update(drafted=False)
    for letter in letters:
        letter.state, letter.deadline_key = "superseded", ""
    Letter.objects.bulk_update(letters, ["state", "deadline_key"])
    return [Entry("letter.superseded", at, {"letter": letter.pk, "letter_kind": letter.kind}) for letter in letters]
