"""How it went at the Ombudsman, in sentences for the case page: when the customer went, what was decided, what they answered. Reads events."""

from collections.abc import Sequence
from datetime import date

from complaints.case import told
from complaints.case.models import Complaint
from complaints.case.stages import ENDED, Stage
from complaints.clocks import words
from complaints.entitlement import standing
from complaints.record.models import Event
from workdays import london


def of_ombudsman(complaint: Complaint, events: Sequence[Event], today: date) -> str:
    """Of events newest first. Once the customer went, what became of it; before that, from when until when they may go."""
    found = standing.standing_of(complaint, events)
    went = _went(complaint, events)
    if went is None:
        return standing.open_words(found, today)
    opened = "The Ombudsman was open to the customer from" if found.opens_on <= today else "Without the Ombudsman’s leave it opens on"
    return " ".join([f"{opened} {words.long_day(found.opens_on)}, {standing.because(found)}.",
                     f"They went there on {_day(went, 'referred_on')}.", *_became(complaint, went, events)])


def _went(complaint: Complaint, events: Sequence[Event]) -> Event | None:
    """The last time that they went, where the complaint is there or ended from there; what came back is with us again."""
    there = complaint.stage == Stage.OMBUDSMAN or (complaint.stage in ENDED and complaint.stage_before == Stage.OMBUDSMAN)
    return next((event for event in events if event.kind == "moved.refer_to_ombudsman"), None) if there else None


def _became(complaint: Complaint, went: Event, events: Sequence[Event]) -> list[str]:
    later = [event for event in events if event.seq > went.seq]
    decision, answer, done = (next((event for event in later if event.kind == f"moved.{name}"), None)
                              for name in ("record_decision", "record_acceptance", "confirm_compliance"))
    if decision is None:
        return [] if complaint.stage in ENDED else ["The decision is awaited."]
    outcome = told.OUTCOMES.get(decision.data.get("outcome", ""), "")
    lines = [f"It was decided on {_day(decision, 'decided_on')}{': ' + outcome if outcome else ''}."]
    if answer and answer.seq > decision.seq:
        lines.append(f"The customer {'accepted' if answer.data.get('accepted') else 'did not accept'} it on {_day(answer, 'on')}.")
    elif complaint.stage == Stage.OMBUDSMAN:
        lines.append("The customer’s answer is awaited.")
    return [*lines, *(["Everything that it requires was done."] if done else [])]


def _day(event: Event, name: str) -> str:
    given = event.data.get(name)
    return words.long_day(date.fromisoformat(given) if given else london.day_of(event.at))
