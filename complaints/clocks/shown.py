"""A deadline row as pages print it: sentence, status, rule, day rule, and "Explain this date". Pure; words come from `words`."""

from collections.abc import Iterable
from datetime import date, datetime, time
from typing import Any

from complaints.clocks import words
from complaints.clocks.kinds import WINDOWS
from complaints.clocks.rules import BOOK_WORDS
from workdays import Calendar, london

MIDDAY = time(12)
DOUBTED = ", unverified"
DOUBT = "The wording of this rule was not seen, so its date is our own reading of it. Work to the date; compliance checks the wording."
UNVERIFIED = f"Unverified: {DOUBT[:1].lower()}{DOUBT[1:]}"


def status(row: Any, today: date, calendar: Calendar) -> words.Status:
    met_on = london.day_of(row.met_at) if row.met_at else None
    return words.status_of(
        row.due_on, today, calendar, met_on=met_on, cancelled=row.cancelled_at is not None, held_since=row.held_on, held_why=row.held_why,
        window=row.kind in WINDOWS,
    )


def rule(row: Any) -> str:
    """The rule with the count of the row that is in force ("12 months", "20 working days")."""
    unit, amount = row.explanation.get("unit"), row.explanation.get("amount")
    units = {"working_days": "working day", "months": "month", "days": "day"}
    if days := row.explanation.get("working_days"):
        return words.rule_words(row.kind, words.working_days_words(days))
    if unit not in units or row.kind == "first_response":
        return words.rule_words(row.kind)
    return words.rule_words(row.kind, words.count_words(amount, units[unit]) if amount != 1 else None)


def short_rule(row: Any) -> str:
    """The rule as the narrow column of a list says it: "Senior review, 5 days"; our unproven reading of the law says so instead (P4)."""
    return rule(row).replace(" working day", " day") if row.explanation.get("verified", True) else f"{words.title(row.kind)}{DOUBTED}"


def doubt(rules: Iterable[str]) -> str:
    """What "unverified" means, under whatever names rules in short; "" where none of them is."""
    return UNVERIFIED if any(text.endswith(DOUBTED) for text in rules) else ""


def doubt_of(rows: Iterable[Iterable[dict[str, Any]]]) -> str:
    """The same, of the rows of a table."""
    return doubt(cell["text"] for row in rows for cell in row)


def card(row: Any, today: date, calendar: Calendar) -> dict[str, Any]:
    """The due card: the sentence with its date, how long, by which rule, and the explanation folded in."""
    return {
        "sentence": words.sentence(row.kind, row.due_on), "status": status(row, today, calendar), "rule": rule(row),
        "explain": explain(row, today, calendar),
    }


def line(row: Any, today: date, calendar: Calendar) -> dict[str, Any]:
    """One line under the card: "Then"."""
    return {
        "due": words.short_day(row.due_on), "status": status(row, today, calendar), "name": words.title(row.kind), "rule": rule(row),
        "explain": explain(row, today, calendar),
    }


def explain(row: Any, today: date, calendar: Calendar) -> dict[str, Any]:
    """Strip and facts of "Explain this date", from what was stored when the date was worked out."""
    told = row.explanation
    start_on = date.fromisoformat(told["start"]["on"])
    end = london.day_of(row.met_at) if row.met_at else row.held_on or today
    stops = [(date.fromisoformat(stop["from"]), date.fromisoformat(stop["until"])) for stop in told.get("stood_still", ())]
    stood = {"stops": stops, "held_on": row.held_on if row.is_open else None}
    return {"strip": words.strip(start_on, row.due_on, min(end, today), calendar, **stood), "facts": list(_facts(row, told, calendar))}


def _facts(row: Any, told: dict[str, Any], calendar: Calendar):
    at = datetime.fromisoformat(told["start"]["at"])
    if row.what:
        yield {"name": "What", "text": row.what}
    yield {"name": "Started", "text": f"{_when(at)}, {told['start']['what']}"}
    own = "" if row.rule_name == rule(row) else f" (“{row.rule_name}” in the rules)"
    yield {"name": "Rule", "text": f"{rule(row)}{own}, version {row.rule_version}. {told['source']}"}
    if not told.get("verified", True):
        yield {"name": "Unverified", "text": DOUBT}
    skipped = [(date.fromisoformat(day["date"]), day["why"]) for day in told["skipped"]]
    yield {"name": "Skipped", "text": words.skipped_words(skipped, calendar) if skipped else "No days skipped."}
    yield {"name": "Changed", "text": _changed(told)}
    if stops := _stops(row, told):
        yield {"name": "Stopped", "text": stops}
    if told.get("provisional"):
        yield {"name": "Provisional", "text": "Bank holidays are not published that far yet; the date may move."}
    if other := told.get("other"):
        yield {"name": "Also", "text": _other(other)}


def _when(at: datetime) -> str:
    """A moment; a day whose time nobody knows is kept as its midday and told as the day alone."""
    day = london.day_of(at)
    return words.short_day(day) if at == london.moment(day, MIDDAY) else words.moment(at)


def _changed(told: dict[str, Any]) -> str:
    moves = told.get("moved_by") or []
    if not moves:
        return "Nobody has moved this date." if told.get("stood_still") else "No pauses. Nobody has moved this date."
    return "; ".join(f"from {words.short_day(date.fromisoformat(move['from']))} to {words.short_day(date.fromisoformat(move['to']))}, "
                     f"{move['because']}" for move in moves)


def _stops(row: Any, told: dict[str, Any]) -> str:
    """When a dispute stopped the clock, and since when it does."""
    over = [f"{words.tiny_day(date.fromisoformat(stop['from']))} until {words.tiny_day(date.fromisoformat(stop['until']))}, {stop['why']}"
            for stop in told.get("stood_still", ())]
    return "; ".join([*over, *([f"since {words.short_day(row.held_on)}, {row.held_why}"] if row.held_on else [])])


def _other(other: dict[str, Any]) -> str:
    """The other rulebook's last day; a customer is never called late where either says in time."""
    book = f"By {BOOK_WORDS[other['rulebook']]}"
    if not other.get("due_on"):
        return f"{book} there is no such limit."
    return f"{book}: until {words.long_day(date.fromisoformat(other['due_on']))} ({other['name']})."
