"""A list of bank holidays that the command could not load: on record in the desk's chain, and said on the pages until one is loaded.

The table's stamp names the entry that stands, so that no page looks for it.
"""

from datetime import datetime

from django.db import transaction

from complaints.clocks import words
from complaints.record.entries import Entry
from complaints.record.models import Event
from complaints.record.services import append_to_desk, words_of
from complaints.rules import services as rules
from complaints.rules.models import OwnTable

TABLE, KIND = "holiday_not_loaded", "holiday.not_loaded"
TITLE = "A list could not be loaded"
LONGEST = 300


def keep(source: str, why: str, *, now: datetime) -> None:
    """`source` names the file, `why` is a sentence. Both may quote it, so they lie sealed."""
    with transaction.atomic():
        [event] = append_to_desk([Entry(KIND, now, words={"source": source[:LONGEST], "why": why[:LONGEST]})], by=None, now=now)
        OwnTable.objects.update_or_create(name=TABLE, defaults={"stamp": str(event.pk)})


def settle() -> None:
    """A list was loaded, or a day added: what failed before needs nobody any more."""
    OwnTable.objects.filter(name=TABLE).update(stamp="")


def standing() -> str:
    """What could not be loaded, why, when and by whom, in sentences; "" while nothing stands."""
    stamp = rules.tables().stamps.get(TABLE, "")
    event = Event.objects.select_related("sealed").filter(pk=stamp, kind=KIND).first() if stamp else None
    if event is None:
        return ""
    said = words_of(event)
    return f"The list of {said.get('source')} could not be loaded: {said.get('why')} Tried on {words.moment(event.at)} by an operator, by command."
