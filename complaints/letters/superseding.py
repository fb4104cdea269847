"""Unsent drafts of clocks that were cancelled become superseded, in the transaction that cancelled them. Nothing else."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from complaints.letters.models import Letter
from complaints.record.entries import Entry

UNSENT = ("draft", "submitted", "approved")


def supersede(complaint: Any, keys: Iterable[str], *, at: datetime, but: Iterable[int] = ()) -> list[Entry]:
    """The events of the drafts that fell with these clocks, `but` for the letters that met them. A letter that is being
    handed over is left to its outcome."""
    keys = list(keys)
    if not keys:
        return []
    unsent = Letter.objects.filter(complaint=complaint, deadline_key__in=keys, state__in=UNSENT, sending_since=None)
    found = list(unsent.exclude(pk__in=list(but)))
    if not found:
        return []
    Letter.objects.filter(pk__in=[letter.pk for letter in found]).update(state="superseded")
    return [Entry("letter.superseded", at, {"letter": letter.pk, "letter_kind": letter.kind}) for letter in found]
