"""One form field for one fact, and what was typed in it as the API takes it. Judges nothing."""

from datetime import date, datetime
from typing import Any

from django import forms

from complaints.case.pages import missing
from complaints.case.pages.forms import YES_NO, choice, day_field, line_field, moment_field
from complaints.clocks.forms import day_typed, moment_typed
from standards import CATALOGUE, Standard
from standards.facts import Fact
from workdays import london

NOT_KNOWN = ("unknown", "Not known")
MOST_RADIOS = 4
ASKED = {
    "day": "Give a day", "moment": "Give a day and a time", "yes": "Choose an answer", "whole": "Give a whole number, 0 or more,",
    "number": "Give a number, 0 or more,", "money": "Give pounds and pence", "choice": "Choose an answer", "word": "Choose a standard",
    "list": "Fill in the rows",
}
AS_CODED = ("Give this fact", "This can't be empty", "Give a day as ", "Give a day and a time as ", "Say true or false", "Choose one of ",
            "Give a number, 0 or more", "Give a whole number", "Give pounds and pence", "Give the code of ", "Give words")
WITHOUT_PLACE = ("There is no such day.", "There is no such moment.", "Give a day between 2000 and 2040.", "This number is too large.")


def as_asked(fact: Fact | None, sentence: str) -> str:
    """What the core says by the API's names is said by the page's question; every other sentence stands."""
    if fact is not None and sentence.startswith(AS_CODED):
        if fact.kind == "text":
            return missing.sentence(fact.label)
        return f"{ASKED[fact.kind]} under “{fact.label}”."
    if fact is not None and sentence in WITHOUT_PLACE:
        return f"{sentence[:-1]}, under “{fact.label}”."
    return sentence


def _label(fact: Fact) -> str:
    return f"{fact.label} ({fact.unit})" if fact.unit else fact.label


def _narrow(field: forms.Field, **attrs: str) -> forms.Field:
    field.widget.attrs.update({"class": "short", "autocomplete": "off", **attrs})
    return field


def _choice(fact: Fact, standard: Standard | None) -> forms.Field:
    options = [*fact.options, *([NOT_KNOWN] if fact.nullable else [])]
    radio = len(options) <= MOST_RADIOS
    return _checked(choice(fact.label, options if radio else [("", ""), *options], fact.hint, radio=radio))


def _select(fact: Fact, standard: Standard | None) -> forms.Field:
    return _checked(choice(fact.label, [("", ""), *fact.options], fact.hint, radio=False))


def _yes(fact: Fact, standard: Standard | None) -> forms.Field:
    return _checked(choice(fact.label, [*YES_NO, *([NOT_KNOWN] if fact.nullable else [])], fact.hint))


def _code(fact: Fact, standard: Standard | None) -> forms.Field:
    same = [(one.code, f"{one.name}, {one.title}" if one.name else one.title) for one in CATALOGUE
            if one.pays and (standard is None or (one.regime == standard.regime and one.code != standard.code))]
    return _checked(choice(fact.label, [("", ""), *same], fact.hint, radio=False))


def _checked(field: forms.Field) -> forms.Field:
    field.error_messages["invalid_choice"] = "Choose one of the list."
    return field


FIELDS = {
    "day": lambda fact, standard: _narrow(day_field(_label(fact), fact.hint)),
    "moment": lambda fact, standard: _narrow(moment_field(_label(fact), fact.hint)),
    "yes": _yes, "choice": _choice, "word": _code,
    "whole": lambda fact, standard: _narrow(line_field(_label(fact), fact.hint), inputmode="numeric"),
    "number": lambda fact, standard: _narrow(line_field(_label(fact), fact.hint), inputmode="decimal"),
    "money": lambda fact, standard: _narrow(line_field(_label(fact), fact.hint), inputmode="decimal"),
    "text": lambda fact, standard: line_field(_label(fact), fact.hint),
}


# In a table each cell is one line high: a list instead of buttons, a tick instead of yes and no.
LINE_FIELDS = FIELDS | {"choice": _select, "yes": lambda fact, standard: forms.BooleanField(label=fact.label, required=False)}


def _plain_number(typed: str) -> str:
    return typed.lstrip("£").replace(",", "").strip()


GATHERED = {
    "day": day_typed, "moment": moment_typed,
    "yes": lambda typed: {"yes": True, "no": False, "unknown": None}.get(typed, typed), "whole": _plain_number,
    "number": _plain_number, "money": _plain_number, "choice": lambda typed: None if typed == NOT_KNOWN[0] else typed,
}


def local_of(typed: Any) -> datetime | None:
    """The wall-clock time of a moment without an offset; None for anything else."""
    try:
        found = datetime.fromisoformat(moment_typed(typed))
    except (TypeError, ValueError):
        return None
    return found if found.tzinfo is None and len(str(typed)) > 10 and 1900 < found.year < 2100 else None


def shown(fact: Fact, known: Any) -> Any:
    """A known value as its field shows it; moments in London time."""
    if fact.kind == "yes":
        return {True: "yes", False: "no"}.get(known, "")
    if isinstance(known, datetime) or (fact.kind == "moment" and isinstance(known, str)):
        told = _aware(known)
        return f"{told.astimezone(london.LONDON):%Y-%m-%dT%H:%M}" if told and told.tzinfo else str(known)[:16]
    return known.isoformat() if isinstance(known, date) else str(known)


def _aware(known: Any) -> datetime | None:
    try:
        return known if isinstance(known, datetime) else datetime.fromisoformat(known)
    except (TypeError, ValueError):
        return None


def fold_of(known: Any) -> int:
    told = _aware(known)
    return told.astimezone(london.LONDON).fold if told and told.tzinfo else 0
