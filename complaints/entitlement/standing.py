"""From when until when the customer may go to the Ombudsman, in words, for the case page and its eligibility tab. Reads; writes nothing."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from complaints.case.carrying import book_of
from complaints.case.models import Complaint
from complaints.clocks import words
from complaints.clocks.facts import Fact
from complaints.clocks.steps import fact_of
from complaints.clocks.windows import Standing, Window, standing
from complaints.record.models import Event
from eligibility.tables import BOOK_WORDS
from workdays import london


def facts_of(events: Iterable[Event]) -> tuple[Fact, ...]:
    """The facts that decide dates, of events in any order."""
    rows = sorted(events, key=lambda event: event.seq)
    return tuple(fact for row in rows if (fact := fact_of(row.kind, row.at, row.seq, row.data)))


def standing_of(complaint: Complaint, events: Iterable[Event] | None = None) -> Standing:
    """As its events say; the caller hands them in where it has read them."""
    rows = Event.objects.filter(complaint=complaint) if events is None else events
    return standing(facts_of(rows), book_of(complaint))


def open_words(found: Standing, today: date) -> str:
    """"Open to the Ombudsman from …, until …, by which rule", both rulebooks where they differ. Said at all times."""
    if _over(found, today):
        return f"The Ombudsman was open from {words.long_day(found.opens_on)}, {because(found)}. {until_words(found, today)}"
    opened = "opens on" if found.opens_on > today else "is open from today," if found.opens_on == today else "has been open since"
    return f"The Ombudsman {opened} {words.long_day(found.opens_on)}, {because(found)}. {until_words(found, today)}"


def headline(found: Standing, today: date) -> str:
    """The answer in one line: whether the customer may go there now."""
    if found.opens_on > today:
        return f"Not open to the Ombudsman before {words.short_day(found.opens_on)}"
    if _over(found, today):
        return f"Open to the Ombudsman until {words.short_day(max(found.last_day(book) for book in BOOK_WORDS))}, now over"
    return f"Open to the Ombudsman since {words.short_day(found.opens_on)}"


def because(found: Standing) -> str:
    if found.deadlock_on and found.deadlock_on <= found.day_56:
        return "the day the deadlock letter was sent"
    return "8 weeks after the complaint"


def until_words(found: Standing, today: date) -> str:
    """The last day by the complaint's own rulebook, and by the other where it says something else."""
    own, other = found.rulebook, next(name for name in BOOK_WORDS if name != found.rulebook)
    if _over(found, today):
        both = [own] if found.last_day(own) == found.last_day(other) else [own, other]
        return f"It ended on {' and on '.join(_last_of(found, book) for book in both)}."
    if found.last_day(own) == found.last_day(other):
        return _until(found, own, today)
    return f"{_until(found, own, today)} {_until(found, other, today)}"


def _over(found: Standing, today: date) -> bool:
    """By both rulebooks the last day has passed."""
    last_days = [found.last_day(book) for book in BOOK_WORDS]
    return all(day is not None and day < today for day in last_days)


def _until(found: Standing, book: str, today: date) -> str:
    last = found.last_day(book)
    if last is None:
        return f"By {BOOK_WORDS[book]} there is no last day until a deadlock or 8-week letter is received."
    return f"{'Until' if last >= today else 'It ended on'} {_last_of(found, book)}."


def _last_of(found: Standing, book: str) -> str:
    """"Friday 15 January 2027 by the company’s own documents (9 months from the complaint)"."""
    last = max(found.windows[book], key=lambda window: window.closes_on)
    return f"{words.long_day(last.closes_on)} by {BOOK_WORDS[book]} ({_rule(last)})"


def _rule(window: Window) -> str:
    return window.rule.name.removeprefix("Ombudsman, ")


def attempted_words(complaint: Complaint) -> str:
    """The first attempt to reach us, where it was recorded apart from the complaint; "" where it was not."""
    if complaint.first_attempted_at is None:
        return ""
    return f"First tried to reach us {words.moment(complaint.first_attempted_at)}; days are counted from the complaint."


def letter_words(found: Standing, today: date) -> str:
    """Which letter the windows run from and how its receipt is known; a letter that day 56 asked for and that is not on file."""
    if found.letter:
        name = {"deadlock": "deadlock letter", "eight_week": "8-week letter"}[found.letter.kind]
        return f"The {name} was received {words.long_day(found.letter.received_on)} ({found.letter.how})."
    if today > found.day_56 and found.unresolved:
        return "No deadlock or 8-week letter is on file after day 56: our own suspected breach, never the customer’s lateness."
    return "No deadlock or 8-week letter has been sent."


def lines(complaint: Complaint, found: Standing, today: date) -> list[dict[str, Any]]:
    """The facts of the eligibility tab beside its sentence: receipt, letter, first attempt, and every window of a rulebook that has several."""
    own_first = sorted(BOOK_WORDS, key=lambda name: name != found.rulebook)
    both = [{"name": f"Until, by {BOOK_WORDS[book]}", "text": _each(found, book)} for book in own_first if len(found.windows[book]) > 1]
    rest = [("Letter", letter_words(found, today)), ("First attempt", attempted_words(complaint))]
    received = words.long_day(london.day_of(complaint.received_at))
    return [{"name": "Complaint received", "text": received}, *both,
            *({"name": name, "text": text} for name, text in rest if text)]


def _each(found: Standing, book: str) -> str:
    """Every window of the book, the last first."""
    runs = sorted(found.windows[book], key=lambda window: window.closes_on, reverse=True)
    return "; ".join(f"{words.long_day(window.closes_on)} ({_rule(window)})" for window in runs)
