"""The rows of a conflict page that adds to a case: what the other person wrote, as recorded, beside what was typed here, which stays in the form.

Their words are read by `words_of` alone, so that erased words stay erased.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from django import forms

from complaints.case.pages import printed
from complaints.case.pages.differences import pieces
from complaints.case.pages.forms import GatheringForm
from complaints.case.pages.move_forms import FORMS
from complaints.clocks import words
from complaints.record.models import Event
from complaints.record.services import words_of

# What the record calls otherwise than the form that asks it.
ASKED_AS = {"offer": "offer__text", "offer_stays_open": "offer__stays_open", "offer_open_until": "offer__open_until"}
UNSAID = (None, "", [])
Row = dict[str, Any]


def rows(event: Event | None, form: GatheringForm, act: str, *, over: bool, stands: Mapping[str, Any] | None = None) -> list[Row]:
    """First what each did, then field by field what both answered, last what only one of them did. `stands`: what the form's own questions
    are answered by now, where it changes facts; `over`: mine can't be sent any more and is shown to read."""
    theirs = _standing(form, stands) if stands is not None else _recorded(event, form)
    mine = _brief({name: _mine(form, name, over=over) for name in asked(form) if _typed(form, name) or (stands and theirs.get(name))})
    if stands is not None:  # what both answer alike needs no look
        alike = {name for name in mine if name in theirs and theirs[name]["text"] == mine[name]["text"]}
        mine = {name: block for name, block in mine.items() if name not in alike}
        theirs = {name: block for name, block in theirs.items() if name in mine}
    done = _row("What was done", [_block("", _did(event))], [_block("", f"{act}: not possible any more" if over else act)])
    both = [_row(mine[name]["label"], [_against(theirs[name], mine[name])], [_against(mine[name], theirs[name])]) for name in mine if name in theirs]
    left = [block for name, block in theirs.items() if name not in mine]
    right = [block for name, block in mine.items() if name not in theirs]
    return [done, *both, *([_row("Beside that" if both else "In words", left, right)] if left or right else [])]


def asked(form: GatheringForm) -> list[str]:
    """The questions of a form, without what it only carries along."""
    return [name for name, field in form.fields.items() if not field.widget.is_hidden]


def asked_again(shown: Iterable[Row]) -> set[str]:
    """The questions that stand on the page as fields, so that nothing of them is sent a second time."""
    return {block["name"] for row in shown for block in row["yours"] if block["name"]}


def spoken(form: GatheringForm, name: str, value: Any) -> str:
    """A yes or a no as it was asked, a choice in its words, a day as people write it, anything else as it was typed."""
    if isinstance(value, bool):
        return "Yes" if value else "No"
    field = form.fields[name]
    if value is None:
        return ""
    if isinstance(field.widget, forms.DateInput | forms.DateTimeInput):
        return field.widget.format_value(value)
    known = dict(_flat_choices(getattr(field, "choices", ())))
    return ", ".join(str(known.get(one, one)) for one in value) if isinstance(value, list) else str(known.get(value, value))


def _flat_choices(choices: Iterable[Any]) -> Iterable[tuple[Any, Any]]:
    for key, label in choices:
        if isinstance(label, list | tuple):
            yield from label
        else:
            yield key, label


def _row(label: str, theirs: list[Row], yours: list[Row]) -> Row:
    return {"label": label, "theirs": theirs, "yours": yours}


def _block(label: str, text: str) -> Row:
    return {"label": label, "pieces": [{"text": text, "new": False}], "name": "", "value": "", "line": False, "text": text, "asked": False}


def _mine(form: GatheringForm, name: str, *, over: bool) -> Row:
    """What was typed stays a field where it can be sent; a choice is said in its words and goes with the form as it is."""
    widget, text = form.fields[name].widget, spoken(form, name, form._value(name))
    block = _block(_label(form, name), text)
    written = isinstance(widget, forms.Textarea | forms.TextInput) and not over
    return block | ({"name": name, "value": text, "line": not isinstance(widget, forms.Textarea)} if written else {})


def _against(block: Row, other: Row) -> Row:
    """Beside its other: the row's head asks the question for both, and what the other does not say is bold."""
    return block | {"asked": True, "pieces": pieces(other["text"], block["text"])}


def _brief(blocks: dict[str, Row]) -> dict[str, Row]:
    """ "Given? Yes" is left out where its words follow, and whose a part is that was not given."""
    return {
        name: block
        for name, block in blocks.items()
        if not (name.endswith("__given") and {f"{name[:-5]}text", f"{name[:-5]}why_not"} & set(blocks))
        and not (name.endswith("__for_customer") and f"{name[:-12]}text" not in blocks)
    }


def _typed(form: GatheringForm, name: str) -> bool:
    return form._value(name) not in UNSAID


def _label(form: GatheringForm, name: str) -> str:
    """The question, with its part where the question alone says little."""
    label, part = str(form.fields[name].label), name.partition("__")[0].replace("_", " ")
    if "__" not in name or part in label.lower() or part in ("customer", "required", "done"):
        return label
    own = label.removeprefix("Or ")
    return f"{part.capitalize()}: {own[:1].lower()}{own[1:]}"


def _did(event: Event | None) -> str:
    if event is None:
        return "The desk changed it"
    what = printed.did(event)
    return f"{what[:1].upper()}{what[1:]}, {words.moment(event.recorded_at)}"


def _standing(form: GatheringForm, stands: Mapping[str, Any]) -> dict[str, Row]:
    return {name: _block(_label(form, name), spoken(form, name, value)) for name, value in stands.items() if name in form.fields}


def _recorded(event: Event | None, form: GatheringForm) -> dict[str, Row]:
    """The words and the answers of an event by the questions they answer."""
    if event is None:
        return {}
    move = event.kind.removeprefix("moved.")
    asked = FORMS[move]() if move in FORMS else form
    found = {**dict(_flat(event.data)), **dict(_flat(words_of(event)))}
    order = {name: place for place, name in enumerate(asked.fields)}
    named = sorted(found.items(), key=lambda answer: order.get(answer[0], len(order)))
    return _brief({name: block for name, value in named if (block := _theirs(asked, name, value))})


def _theirs(asked: GatheringForm, name: str, value: Any) -> Row | None:
    """None for what is no answer of a person: a code, a number of a row."""
    field = asked.fields.get(name)
    if value in UNSAID or field is None:
        return _block("In words", value) if field is None and name in ("text", "reason", "what", "summary") and value else None
    known = dict(_flat_choices(getattr(field, "choices", ())))
    if known and value not in known and not isinstance(value, bool):
        return None
    if isinstance(value, bool) and not known:
        return None
    return _block(_label(asked, name), spoken(asked, name, value.isoformat() if isinstance(value, date) else value))


def _flat(value: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[str, Any]]:
    """Nested answers by the names of the forms: `explanation__text`; the parts of a resolution stand under their own names."""
    inner = value.items() if isinstance(value, Mapping) else enumerate(value) if isinstance(value, list) else None
    if inner is None:
        name = "__".join(path)
        yield ASKED_AS.get(name, name), value
        return
    for key, one in inner:
        yield from _flat(one, path if key == "parts" else (*path, str(key)))
