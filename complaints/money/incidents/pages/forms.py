"""What the pages of incidents ask. Forms gather; the services say whether it is right."""

from typing import Any

from django import forms

from complaints.case.pages.forms import GatheringForm, choice, day_field, line_field, moment_field, words_field, yes_no
from complaints.intake.pages.import_forms import DELIMITERS, ENCODINGS
from complaints.money.incidents.shown import NATION_WORDS

NATIONS = list(NATION_WORDS.items())
KNEW = moment_field("When did we first know?", "The first report or alarm, by anybody. The clock of every customer starts here. London time.")


def _number(label: str, hint: str = "") -> forms.CharField:
    return forms.CharField(label=label, help_text=hint, required=False, widget=forms.TextInput(attrs={"inputmode": "decimal"}))


class IncidentForm(GatheringForm):
    name = line_field("Name", "As people know it, like “Storm Nora”.")
    nation = choice("Where", NATIONS, "Picks the bank holidays; a row of the file may say another.")


class StormForm(IncidentForm):
    aware_at = KNEW
    event_type = choice("Weather", [("other", "Not lightning: wind, snow, flood"), ("lightning", "Lightning")])
    fault_multiple = _number("Faults in a day", "Higher-voltage faults on the worst day, as times the normal number: 13 is category 2.")
    very_large_event = yes_no("Very large event (category 3)?", "By the Regulations: a very large number of customers.")
    prescribed_hours = _number("Hours prescribed", "Category 3 only, from the Regulations. Without them nothing is worked out.")


class CablesForm(IncidentForm):
    aware_at = KNEW
    premises_affected = _number("Premises without supply", "By this one fault. From 5,000 on Regulation 6 applies, below it Regulation 5.")


class MainForm(IncidentForm):
    customers_affected = _number("Customers affected", "More than 250: heating and cooking facilities within 8 hours in place of 4.")


FORMS: dict[str, type[IncidentForm]] = {"storm": StormForm, "cables": CablesForm, "main": MainForm}


class FileForm(forms.Form):
    """The file, and how its text is written."""

    file = forms.FileField(label="File", help_text="CSV or XLSX, its first line the column headers. 50 MB at most.",
                           error_messages={"required": "Choose a file.", "empty": "This file is empty."})
    encoding = forms.ChoiceField(label="Text is written in", choices=ENCODINGS, required=False)
    delimiter = forms.ChoiceField(label="Columns are separated by", choices=DELIMITERS, required=False)

    def text(self) -> dict[str, str]:
        return text_of(self.cleaned_data)


def text_of(typed: Any) -> dict[str, str]:
    """How the text of a CSV file is written, as said or as usual."""
    sign = typed.get("delimiter") or ","
    return {"encoding": typed.get("encoding") or "utf-8-sig", "delimiter": "\t" if sign == "tab" else sign}


class ApproveForm(GatheringForm):
    """What a second person may say when approving."""

    held = words_field("Hold these back", "Account numbers, one a line: their payments wait, the others go on.")
    held_why = words_field("Why they wait", rows=2)


class BelowLawForm(ApproveForm):
    below_law_why = words_field("Why less than the law’s row", "For payments below the law’s own sum. Left empty, they are not approved.", rows=2)


class PayForm(GatheringForm):
    method = line_field("How it is paid", "Like “BACS” or “cheque”.")
    paid_on = day_field("Paid on")


class NoticeForm(GatheringForm):
    told_on = day_field("Posted on", "The day on the letters.")
