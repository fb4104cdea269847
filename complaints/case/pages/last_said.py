"""What the customer was told last: by contact, by update, or in a letter that gives our position. Reads only."""

from collections.abc import Iterable
from datetime import date

from complaints.case import told
from complaints.clocks import words
from complaints.letters.models import Letter
from complaints.record.models import Event
from complaints.record.services import words_of
from workdays import london

OF_POSITION = ("deadlock", "eight_week", "resolution", "compliance_confirmation")
SAYS = ("position", "explanation", "message")
NOTHING = "No contact or update to the customer is on record yet."


def last_said(events: Iterable[Event], today: date) -> str:
    """Of events newest first: who told them, on which day, and what. A letter is named before its words."""
    last = next((event for event in events if _tells(event)), None)
    if last is None:
        return NOTHING
    said = _letter(last) if last.kind == "letter.sent" else told.quoted(words_of(last))
    who = last.by.full_name if last.by else "The desk"
    return f"{who}, {words.near_day(london.day_of(last.at), today)}: {said}" if said else NOTHING


def _tells(event: Event) -> bool:
    if event.kind == "letter.sent":
        return event.data.get("letter_kind") in OF_POSITION
    return event.kind in ("contact", "moved.send_update") and event.data.get("direction") != "inbound"


def _letter(event: Event) -> str:
    """An imported letter has no words here; one whose words were erased has none any more."""
    texts = Letter.objects.filter(pk=event.data.get("letter")).values_list("texts", flat=True).first() or {}
    said = next((texts[name] for name in SAYS if texts.get(name)), "")
    name = told.LETTER_WORDS[event.data["letter_kind"]]
    return f"{name[:1].upper()}{name[1:]}. {said}".strip()
