"""The form over the questions of an assessment: only the fields that are asked, typed values out, gathered as the API takes them.

Judges nothing: the core does, and `complaints.entitlement.assessing` hands it the facts.
"""

from collections.abc import Collection, Iterator, Mapping
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms

import workdays
from complaints.clocks import words
from complaints.clocks.forms import DAY_FORMATS, DayInput
from eligibility.asked import FUELS
from eligibility.questions import FIGURE_ROWS, ages
from eligibility.values import AVERAGE, FIRST_YEAR, PROJECTED, YEAR

NOT_KNOWN = ("unknown", "Not known")
YES_NO = (("yes", "Yes"), ("no", "No"))
MOST = Decimal(10) ** 12
LONGEST_REASON = 2000
NAMES = {"turnover": "Turnover", "balance_sheet": "Balance sheet total"}


class NumberField(forms.CharField):
    """A number of nought or more as people write it: "£1,200,000", "98 500 kWh"."""

    def __init__(self, label: str, hint: str = "", **more: Any):
        super().__init__(label=label, help_text=hint, required=False, **more)
        self.widget = forms.TextInput(attrs={"class": "short", "inputmode": "decimal", "autocomplete": "off"})

    def clean(self, value: Any) -> Decimal | None:
        text = (value or "").strip().lower().lstrip("£€").removesuffix("kwh").replace(",", "").replace(" ", "").replace("\u00a0", "")
        if not text:
            return None
        try:
            number = Decimal(text) if text.isascii() else Decimal("nan")
        except InvalidOperation:
            number = Decimal("nan")
        if not number.is_finite() or not 0 <= number < MOST or number.as_tuple().exponent < -9:
            raise forms.ValidationError(f"Give a number of nought or more under “{self.label}”.")
        return number


def _day(label: str, hint: str = "") -> forms.DateField:
    said = {"invalid": f"Give a day like 8 May 2026 under “{label}”."}
    return forms.DateField(label=label, help_text=hint, required=False, input_formats=DAY_FORMATS, error_messages=said, widget=DayInput())


def _needed(field: forms.Field) -> forms.Field:
    field.required = True
    field.error_messages["required"] = f"Give a day under “{field.label}”."
    return field


def _choice(label: str, options: Collection[tuple[str, str]], hint: str = "") -> forms.ChoiceField:
    said = {"invalid_choice": f"Choose an answer under “{label}”."}
    return forms.ChoiceField(label=label, help_text=hint, choices=list(options), required=False, widget=forms.RadioSelect(), error_messages=said)


def _yes(label: str, hint: str = "") -> forms.ChoiceField:
    return _choice(label, (*YES_NO, NOT_KNOWN), hint)


def _reason(label: str) -> forms.CharField:
    said = {"max_length": f"Give at most {LONGEST_REASON:,} characters under “{label}”; a note on the case may say more."}
    return forms.CharField(label=label, required=False, strip=False, max_length=LONGEST_REASON, error_messages=said,
                           widget=forms.Textarea(attrs={"rows": 2}))


def _staff(answers: Mapping[str, Any]) -> NumberField:
    when = " at the end of its first year" if ages(answers, "began_on")[:1] == (FIRST_YEAR,) else ""
    return NumberField(f"Full-time staff{when}", "Part-time staff as a share: two half days are one.")


FIGURE_PARTS = {"year_end": "Year ended", "amount": "Sum", "eur_rate": "Euros for one pound"}
YOUNG = {FIRST_YEAR: "first accounting year", PROJECTED: "year still running"}
YEARS = {1: "last year", 2: "the year before", 3: "two years before"}


def _figure_field(name: str, row: int, part: str, answers: Mapping[str, Any]) -> forms.Field:
    bases = ages(answers, "began_on")
    young = [YOUNG[basis] for basis in reversed(bases) if AVERAGE not in bases]
    which = young[row - 1] if row <= len(young) else YEARS[row]
    label = {"year_end": f"{NAMES[name]}, {which}: year ended", "amount": f"{NAMES[name]}, {which}",
             "eur_rate": f"Euros for one pound, {which}"}[part]
    field = _day(label) if part == "year_end" else NumberField(label)
    field.group, field.short = f"{NAMES[name]}, {which}", FIGURE_PARTS[part]
    return field


def _use_field(fuel: str, part: str, answers: Mapping[str, Any]) -> forms.Field:
    start = answers[f"{fuel}_supply_start"]
    if part == "first_year":
        end = workdays.add_months(start, YEAR)
        hint = f"{words.plain_day(start)} up to {words.plain_day(end)}, from readings of those days."
        return NumberField(f"kWh of {fuel} in the first twelve months", hint)
    if part == "read_until":
        return _day("Read on", "The last reading, at most 31 days before the decision.")
    labels = {"projected": f"kWh of {fuel} expected in a year", "total": f"kWh of {fuel} since {words.plain_day(start)}"}
    return NumberField(labels[part], "As the bill projects it." if part == "projected" else "All of it, first reading to last.")


EURO_HINT = "Where euros and pounds meet, each year's average rate is asked for; none is built in."
PLAIN = {
    "class_of": lambda: _choice("Who is it?", (("domestic", "A household"), ("business", "A business or other organisation")),
                                "Of a household no size is asked."),
    "complaint_began_on": lambda: _needed(_day("First complained on", "The day on which they first complained to us, as they say it.")),
    "letter_kind": lambda: _choice("Did a deadlock or 8-week letter come?", (
        ("none", "No"), ("deadlock", "Deadlock letter"), ("eight_week", "8-week letter"))),
    "letter_sent_on": lambda: _day("Letter sent on"),
    "letter_method": lambda: _choice("Sent by", (("post", "Post"), ("email", "Email"))),
    "letter_received_on": lambda: _day("Received on", "Left empty: by email the day it was sent, by post after the days we allow for it."),
    "in_group": lambda: _choice("Is it one of a group of companies?", YES_NO),
    "account_holder_compliant": lambda: _yes("Is the account holder itself a business within the limits?"),
    "account_holder_is_bill_payer": lambda: _yes("Does the account holder pay the bill?"),
    "fuel": lambda: _choice("What is the complaint about?", (("electricity", "Electricity"), ("gas", "Gas"), ("both", "Both"))),
    "began_on": lambda: _day("Organisation began on", "The month is enough: take its first day."),
    "signposting_insufficient": lambda: _yes("Did we say too little about the Ombudsman?"),
    "effort_unanswered": lambda: _yes("Did their effort go unanswered?"),
    "promises_without_progress": lambda: _yes("Was a speedy answer promised, and little or nothing came?"),
    "other_reason": lambda: _reason("Another reason, such as illness"),
    **{f"{fuel}_supply_start": lambda fuel=fuel: _day(f"{fuel.capitalize()} supplied since") for fuel in FUELS},
    **{f"{fuel}_contract_start": lambda: _day("Contract since", "Only where the contract began on another day than the supply.")
       for fuel in FUELS},
    **{f"{name}_currency": lambda name=name: _choice(f"{NAMES[name]} in", (("GBP", "Pounds"), ("EUR", "Euros")), EURO_HINT) for name in NAMES},
}


def field_of(name: str, answers: Mapping[str, Any]) -> forms.Field:
    """The field of one answer, its label by the answers before it."""
    if name in PLAIN:
        return PLAIN[name]()
    if name == "staff":
        return _staff(answers)
    first, _, part = name.partition("_")
    if first in FUELS:
        return _use_field(first, part, answers)
    figure = "turnover" if first == "turnover" else "balance_sheet"
    row, _, part = name.removeprefix(f"{figure}_").partition("_")
    return _figure_field(figure, int(row), part, answers)


class QuestionForm(forms.Form):
    """The fields of some steps, in order. `answers` are those before it, by which its labels are made."""

    def __init__(self, names: Collection[str], answers: Mapping[str, Any], data: Any = None, **more: Any):
        super().__init__(data, **more)
        for name in names:
            self.fields[name] = field_of(name, answers)

    def answers(self) -> dict[str, Any]:
        """What was given, typed; what is not known is left out."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value not in (None, "")}


# From answers to the contract's request.

def request_of(answers: Mapping[str, Any], *, known: Mapping[str, Any]) -> dict[str, Any]:
    """The request on these answers. `known` holds what a case knows by itself (decision_on, letters, referred_on, customer_type)."""
    given = {**known, "complaint_began_on": answers.get("complaint_began_on", known["decision_on"]), "fuels": list(_fuels(answers)),
             "organisation": _organisation(answers)}
    given |= {"customer_type": "domestic"} if answers.get("class_of") == "domestic" else {}
    if answers.get("in_group") == "yes":
        given |= {name: FLAGS.get(answers.get(name)) for name in ("account_holder_compliant", "account_holder_is_bill_payer")}
    if "letters" not in known and (letter := _letter(answers)):
        given["letters"] = [letter]
    told = {name: FLAGS[answers[name]] for name in DISCRETION if FLAGS.get(answers.get(name)) is not None}
    told |= {"other_reason": answers["other_reason"]} if answers.get("other_reason") else {}
    return _plain({name: value for name, value in {**given, "discretion": told or None}.items() if value not in (None, [], {}) or name in GROUP})


FLAGS = {"yes": True, "no": False}
GROUP = ("account_holder_compliant", "account_holder_is_bill_payer")
DISCRETION = ("signposting_insufficient", "effort_unanswered", "promises_without_progress")


def _letter(answers: Mapping[str, Any]) -> dict[str, Any] | None:
    if answers.get("letter_kind") not in ("deadlock", "eight_week") or not answers.get("letter_sent_on"):
        return None
    return {"kind": answers["letter_kind"], "method": answers.get("letter_method") or "post", "sent_on": answers["letter_sent_on"],
            "received_on": answers.get("letter_received_on")}


def _fuels(answers: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    for fuel in FUELS:
        about = answers.get("fuel") in (fuel, "both")
        if not about and f"{fuel}_supply_start" not in answers:
            continue
        start = answers.get(f"{fuel}_supply_start")
        yield {"fuel": fuel, "complained_about": about, "supply_start": start, "contract_start": answers.get(f"{fuel}_contract_start"),
               "annual_projection_kwh": answers.get(f"{fuel}_projected"), "readings": list(_readings(answers, fuel, start))}


def _readings(answers: Mapping[str, Any], fuel: str, start: date | None) -> Iterator[dict[str, Any]]:
    """The first year as one reading; all since the start as another, which begins where the first ends."""
    first, total, until = (answers.get(f"{fuel}_{part}") for part in ("first_year", "total", "read_until"))
    if start is None or start > answers["decision_on"]:
        return
    year_end = workdays.add_months(start, YEAR)
    if first is not None:
        yield {"from": start, "to": year_end, "kwh": first}
    if total is not None and until and until > start:
        rest = (year_end, total - first) if first is not None and until > year_end and total >= first else (start, total) if first is None else None
        if rest:
            yield {"from": rest[0], "to": until, "kwh": rest[1]}


def _organisation(answers: Mapping[str, Any]) -> dict[str, Any]:
    began, bases = answers.get("began_on"), ages(answers, "began_on")
    on = workdays.add_months(began, YEAR) if bases[:1] == (FIRST_YEAR,) else answers.get("decision_on")
    employees = [{"on": on, "full_time_equivalent": answers["staff"]}] if "staff" in answers and on else []
    return {"began_on": began, "employees": employees, **{name: list(_figures(answers, name, bases)) for name in NAMES}}


def _figures(answers: Mapping[str, Any], name: str, bases: tuple[str, ...]) -> Iterator[dict[str, Any]]:
    for row in FIGURE_ROWS:
        amount, end = answers.get(f"{name}_{row}_amount"), answers.get(f"{name}_{row}_year_end")
        if amount is not None and (end or _year_end(answers, row, bases)):
            yield {"year_end": end or _year_end(answers, row, bases), "amount": amount, "currency": answers.get(f"{name}_currency") or "GBP",
                   "eur_rate": answers.get(f"{name}_{row}_eur_rate")}


def _year_end(answers: Mapping[str, Any], row: int, bases: tuple[str, ...]) -> date | None:
    """Where the caller does not know the day: the years before the decision; of a young organisation its first year and the one that runs."""
    on, began = answers.get("decision_on"), answers.get("began_on")
    if not bases or on is None:
        return None
    if AVERAGE in bases:
        return workdays.add_months(on, -YEAR * (row - 1)) - timedelta(days=1)
    return workdays.add_months(began, YEAR * row)


def _plain(value: Any) -> Any:
    """Days and numbers as the API takes them; what is empty left out."""
    if isinstance(value, Mapping):
        return {name: _plain(inner) for name, inner in value.items() if inner not in (None, [], {}) or name in GROUP}
    if isinstance(value, list):
        return [_plain(inner) for inner in value]
    return value.isoformat() if isinstance(value, date) else f"{value:f}" if isinstance(value, Decimal) else value
