"""Unsent drafts of clocks that were cancelled become superseded, in the transaction that cancelled them. Nothing else."""

from collections.abc import Iterable
from typing import Any

from complaints.letters.models import Letter
from complaints.record.entries import Entry

UNSENT = ("draft", "submitted", "approved")


def supersede(complaint: Any, keys: Iterable[str], *, at) -> list[Entry]:
    """The events of the drafts that fell with these clocks. A letter that is being handed over is left to its outcome."""
    found = list(Letter.objects.filter(complaint=complaint, deadline_key__in=list(keys), state__in=UNSENT, sending_since=None))
    Letter.objects.filter(pk__in=[letter.pk for letter in found]).update(state="superseded")
    return [Entry("letter.superseded", at, {"letter": letter.pk, "letter_kind": letter.kind}) for letter in found]
