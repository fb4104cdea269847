"""Recomputes hash chains from the stored rows, for tests that write events in bulk. No assertion lives here."""

from complaints.record import chain
from complaints.record.models import Event


def breaks_of(complaint_id, reference):
    """Places at which the chain does not hold: [] for a whole one."""
    previous, wrong = chain.first_link(reference), []
    for place, event in enumerate(Event.objects.filter(complaint_id=complaint_id).order_by("seq"), 1):
        link = chain.link(previous, seq=event.seq, at=event.at, recorded_at=event.recorded_at, kind=event.kind, by=event.by_id,
                          data=event.data, sealed=event.sealed_hash)
        if (event.seq, event.previous_hash, event.hash) != (place, previous, link):
            wrong.append(place)
        previous = event.hash
    return wrong
