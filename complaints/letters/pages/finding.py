"""The letter of an address, the clocks it answers, and its names on pages. No page of its own."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Value
from django.db.models.functions import Replace
from django.http import HttpRequest

import workdays
from complaints.case.models import Complaint
from complaints.case.pages import asking
from complaints.clocks import shown, words
from complaints.clocks.kinds import DEADLOCK_LETTERS, LETTER_OF
from complaints.clocks.kinds import Kind as Clock
from complaints.clocks.models import Deadline
from complaints.letters.described import found
from complaints.letters.kinds import Kind
from complaints.letters.models import Letter
from complaints.record import access
from complaints.record.refusals import Unknown
from complaints.rules.services import all_calendars
from staff.sessions import address_of
from workdays import Calendar, london

NAMES = {
    Kind.ACKNOWLEDGEMENT: "Acknowledgement", Kind.RESOLUTION: "Resolution letter", Kind.UPDATE: "Update letter",
    Kind.DEADLOCK: "Deadlock letter", Kind.EIGHT_WEEK: "8-week letter", Kind.COMPLIANCE_CONFIRMATION: "Confirming letter",
    Kind.PAYMENT_NOTICE: "Payment notice",
}
assert set(NAMES) == set(Kind)
# A letter keeps the key of the clock that drafted it. Deadlock alone starts two at once that one letter meets.
DRAFTS, STRICTER = Clock.DEADLOCK_LETTER.value, Clock.DEADLOCK_NOTICE.value
assert {clock for clock, letter in LETTER_OF.items() if letter == Kind.DEADLOCK} == DEADLOCK_LETTERS == {DRAFTS, STRICTER}


def letter_for(request: HttpRequest, letter_id: int, what: str) -> Letter:
    """The letter of the address, with the look kept in the access log; a refused look is kept too."""
    address = address_of(request) or ""
    try:
        letter = found(letter_id, request.user)
    except Unknown:
        access.looked(request.user, None, what, now=asking.now(), address=address, refused=True)
        raise
    access.looked(request.user, letter.complaint, what, now=asking.now(), address=address)
    return letter


def clocks_of(letters: Iterable[Letter]) -> dict[int, list[Deadline]]:
    """By the letter's id: the open clocks that sending it would meet, the first due on top (that is the date to work to); the
    clock that it was drafted for where none is open any more; none where no clock asked for it."""
    asked = {letter.pk: [(letter.complaint_id, key) for key in _keys(letter)] for letter in letters}
    wanted = [pair for pairs in asked.values() for pair in pairs]
    rows = Deadline.objects.filter(complaint__in={complaint for complaint, _ in wanted}, key__in={key for _, key in wanted})
    found = {(row.complaint_id, row.key): row for row in rows} if wanted else {}
    return {ident: _to_work_to([found[pair] for pair in pairs if pair in found]) for ident, pairs in asked.items()}


def _keys(letter: Letter) -> list[str]:
    own = letter.deadline_key
    return list(dict.fromkeys((own, own.replace(DRAFTS, STRICTER)))) if own else []


def _to_work_to(rows: list[Deadline]) -> list[Deadline]:
    return sorted((row for row in rows if row.is_open), key=lambda row: row.due_on) or rows[:1]


def clocks_in_sql() -> QuerySet[Deadline]:
    """The same, for an outer query of letters: the open clocks of each, the first due on top."""
    own = OuterRef("deadline_key")
    same = Q(key=own) | Q(key=Replace(own, Value(DRAFTS), Value(STRICTER)))
    return Deadline.objects.filter(same, complaint=OuterRef("complaint"), met_at=None, cancelled_at=None).order_by("due_on")


def due_cells(clock: Deadline | None, calendar: Calendar) -> list[dict[str, Any]]:
    """By when it has to go, how long that is or how it went, and by which rule: the same cells wherever letters are listed."""
    if clock is None:
        return [{"text": "No day set"}, {"text": "–"}, {"text": "–"}]
    return [{"text": words.short_day(clock.due_on), "strong": True}, {"text": "", "status": shown.status(clock, today(), calendar)},
            {"text": shown.short_rule(clock)}]


def unverified(clock: Deadline) -> str:
    """What stands behind a date that is our own reading of the law, not proven."""
    return "" if clock.explanation.get("verified", True) else shown.DOUBTED


def calendar_of(complaint: Complaint) -> Calendar:
    return all_calendars()[workdays.calendar_for(complaint.nation)]


def name_of(letter: Letter) -> str:
    return NAMES[Kind(letter.kind)]


def who(person: Any, me: Any) -> str:
    """"you", a name, or "the desk"."""
    return "the desk" if person is None else "you" if person.pk == me.pk else person.full_name


def today() -> date:
    return london.day_of(asking.now())


def when(moment: Any) -> str:
    """The clock time of today, the day of any other."""
    on = london.day_of(moment)
    return words.clock_time(moment) if on == today() else words.tiny_day(on)
