"""The access log: who looked at which complaint and who was refused. Apart from the events; reading writes none."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from complaints.record.models import Access


def looked(person: Any, complaint: Any, what: str, *, now: datetime, address: str = "", refused: bool = False) -> None:
    """Keep one look. `what` names the page or call ("case", "letter.pdf"), never anything typed."""
    Access.objects.create(person=person, complaint=complaint, what=what[:60], refused=refused, address=address[:45], at=now)


def looked_at_all(person: Any, complaints: Iterable[Any], what: str, *, now: datetime, address: str = "") -> None:
    """Keep one look at each of them, in one statement."""
    Access.objects.bulk_create(Access(person=person, complaint=one, what=what[:60], address=address[:45], at=now) for one in complaints)
