"""Forms of the moves, contacts and facts: what a page asks in place of the JSON that the services take.

A form only gathers; whether it is right is decided by the service, whose sentences come back to the fields. Names with a
double underscore are nested: `offer__text` is `offer.text`; a number is a place in a list.
"""

from typing import Any

from crispy_forms.helper import FormHelper
from django import forms

from complaints.case.pages import missing
from complaints.clocks.forms import EXAMPLE, DayInput, MomentInput
from complaints.record.refusals import Refused

YES_NO = (("yes", "Yes"), ("no", "No"))
AS_CODED = ("Give at least ", "Give a day as ", "Give a moment as ", "Choose one of ", "Say true or false", "Give pounds and pence as ")
ANSWERS = (
    ((forms.RadioSelect, forms.Select), "Choose an answer"), (forms.DateTimeInput, "Give a day and a time"),
    (forms.DateInput, f"Give a day like {EXAMPLE}"),
)


def words_field(label: str, hint: str = "", *, rows: int = 3, required: bool = False) -> forms.CharField:
    return forms.CharField(label=label, help_text=hint, required=required, strip=False, widget=forms.Textarea(attrs={"rows": rows}))


def line_field(label: str, hint: str = "") -> forms.CharField:
    return forms.CharField(label=label, help_text=hint, required=False, widget=forms.TextInput())


def number_field(label: str, hint: str = "", *, inputmode: str = "decimal") -> forms.CharField:
    """A sum, a count or a month: a line as wide as what stands in it."""
    made = line_field(label, hint)
    made.widget.attrs |= {"inputmode": inputmode, "class": "short"}
    return made


def yes_no(label: str, hint: str = "") -> forms.ChoiceField:
    return forms.ChoiceField(label=label, help_text=hint, choices=YES_NO, required=False, widget=forms.RadioSelect())


def choice(label: str, options: list[tuple[str, str]], hint: str = "", *, radio: bool = True) -> forms.ChoiceField:
    widget = forms.RadioSelect() if radio else forms.Select()
    return forms.ChoiceField(label=label, help_text=hint, choices=options, required=False, widget=widget)


def day_field(label: str, hint: str = "") -> forms.CharField:
    return forms.CharField(label=label, help_text=hint, required=False, widget=DayInput())


def moment_field(label: str, hint: str = "") -> forms.CharField:
    return forms.CharField(label=label, help_text=hint, required=False, widget=MomentInput())


class GatheringForm(forms.Form):
    """Gathers what was typed as the service wants it, and takes a refusal back to the fields."""

    bools: tuple[str, ...] = ()
    keep_empty: tuple[str, ...] = ()
    # What its page says before anything was sent, where that is not by the questions it asks (templatetags/saving.py).
    not_yet = ""

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        for field in self.fields.values():
            if isinstance(field, forms.ChoiceField):
                field.error_messages = {**field.error_messages, "invalid_choice": f"Choose an answer that is offered under “{field.label}”."}

    def given(self) -> dict[str, Any]:
        """The nested dict of the contract; what was left empty is left out."""
        out: dict[str, Any] = {}
        for name in self.fields:
            value = self._value(name)
            if value not in (None, "", []) or name in self.keep_empty:
                _put(out, name.split("__"), value)
        return _lists(out)

    def _value(self, name: str) -> Any:
        field = self.fields[name]
        raw = field.widget.value_from_datadict(self.data, self.files, self.add_prefix(name))
        if name in self.bools or (isinstance(field.widget, forms.RadioSelect) and field.choices == list(YES_NO)):
            return {"yes": True, "no": False}.get(raw)
        return raw.replace("\r\n", "\n") if isinstance(raw, str) else raw

    def refuse(self, refused: Refused) -> None:
        """Put each sentence at its field; what has no field goes on top."""
        self.is_valid()
        if not refused.fields:
            self.add_error(None, refused.sentence)
        for name, sentences in refused.fields.items():
            field = self._field_of(name)
            for sentence in sentences:
                self.add_error(field, self._as_asked(field, name, sentence))

    def _field_of(self, name: str) -> str | None:
        """The field of a refused name; a whole part (`explanation`) belongs to the first question about it."""
        field = name.replace(".", "__")
        return field if field in self.fields else next((one for one in self.fields if one.startswith(f"{field}__")), None)

    def _as_asked(self, field: str | None, name: str, sentence: str) -> str:
        """What a form of the services calls by its name is called by the page's question; every other sentence stands."""
        spoken = name.rsplit(".", 1)[-1].replace("_", " ")
        if field is None:
            return sentence
        if sentence == "Say why.":
            return missing.sentence(str(self.fields[field].label))
        if not sentence.startswith((f"Give {spoken}", *AS_CODED)):
            return missing.named(str(self.fields[field].label), sentence)
        asked, widget = self.fields[field], self.fields[field].widget
        if isinstance(widget, forms.CheckboxSelectMultiple):
            return f"Tick one or more under “{asked.label}”."
        kind = next((words for kinds, words in ANSWERS if isinstance(widget, kinds)), "")
        return f"{kind} under “{asked.label}”." if kind else missing.sentence(str(asked.label), of_numbers="inputmode" in widget.attrs)


def _put(into: dict[str, Any], path: list[str], value: Any) -> None:
    for part in path[:-1]:
        into = into.setdefault(part, {})
    into[path[-1]] = value


def _lists(value: Any) -> Any:
    """A dict whose keys are all numbers is a list; its gaps close."""
    if not isinstance(value, dict):
        return value
    if value and all(key.isdecimal() for key in value):
        return [_lists(value[key]) for key in sorted(value, key=int)]
    return {key: _lists(inner) for key, inner in value.items()}
