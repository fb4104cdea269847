"""What a change of the company's rules would mean: for complaints received from its day on, and, to know, for those that are open. Reads only.

Nothing of what is open moves: a complaint keeps for life the rules of the day it was received. The counts stop at a thousand.
"""

from collections.abc import Iterable
from typing import Any

from complaints.case.models import Complaint
from complaints.case.reading import visible
from complaints.case.stages import OPEN
from complaints.clocks import counting, words
from complaints.clocks.kinds import WINDOWS
from complaints.clocks.models import Deadline
from complaints.clocks.rules import Rule
from complaints.rules import services as rules
from workdays import london

COUNTED_TO = 1000
KEEP = "Complaints received before that day keep for life the rules of the day they were received: no date of theirs moves."


def of_number(kind: str, amount: int, person: Any) -> list[str]:
    """Of another number of working days for one kind of deadline."""
    found = _open(person).filter(kind=kind)[: COUNTED_TO + 1]
    rows = list(found.values_list("started_at", "due_on", "calendar"))
    other = sum(_due(kind, amount, started_at, calendar) != due_on for started_at, due_on, calendar in rows[:COUNTED_TO])
    return [f"Complaints received from that day on: {words.title(kind)} within {words.working_days_words(amount)}.", KEEP,
            f"To know: of {_many(rows, 'open deadline')} of this kind {other:,} would fall on another day by the new number."]


def _due(kind: str, amount: int, started_at: Any, calendar: str) -> Any:
    rule = Rule(kind, "documents", "", "", "working_days", amount, 0, "", verified=True)
    return counting.count(rule, london.day_of(started_at), rules.all_calendars()[calendar]).due_on


def of_fact(name: str, value: Any, person: Any) -> list[str]:
    """Of another rulebook, same-day hour or number of days that the post takes."""
    told = {"rulebook": _of_rulebook, "same_day_until": _of_hour, "post_working_days": _of_post}[name](value, person)
    return [told[0], KEEP, *told[1:]]


def _of_rulebook(book: str, person: Any) -> list[str]:
    complaints = visible(person).filter(stage__in=OPEN).exclude(rulebook=book).order_by()
    number = len(complaints.values_list("pk", flat=True)[: COUNTED_TO + 1])
    windows = _open(person).filter(kind__in=[kind.value for kind in WINDOWS]).exclude(rulebook=book)[:COUNTED_TO]
    other = sum((told.get("other") or {}).get("due_on") != due_on.isoformat() for told, due_on in windows.values_list("explanation", "due_on"))
    return ["Complaints received from that day on are handled by it, standards and windows to the Ombudsman too.",
            f"To know: {_counted(number, 'open complaint')} stay with the other rulebook; {other:,} of their windows to the Ombudsman would end "
            "on another day, or not be there."]


def _of_hour(until: str, person: Any) -> list[str]:
    number = Complaint.objects.filter(pk__in=_open(person).filter(kind="first_response").values("complaint_id")).count()
    return ["Complaints received from that day on, before this hour: the same day is the target for an answer.",
            f"To know: {_counted(number, 'open complaint')} waiting for a first response keep their target; no due day hangs on it."]


def _of_post(days: int, person: Any) -> list[str]:
    number = len(_open(person).filter(kind="ombudsman_from_letter").values_list("pk", flat=True)[: COUNTED_TO + 1])
    return [f"Letters posted on complaints received from that day on count as received {words.working_days_words(days)} later.",
            f"To know: {_counted(number, 'open window')} from a letter stay as they are."]


def _open(person: Any) -> Any:
    return Deadline.objects.filter(met_at=None, cancelled_at=None, complaint__in=visible(person)).order_by()


def _many(rows: Iterable[Any], what: str) -> str:
    return _counted(len(list(rows)), what)


def _counted(number: int, what: str) -> str:
    return f"the first {COUNTED_TO:,} {what}s" if number > COUNTED_TO else words.count_words(number, what)
