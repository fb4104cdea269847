"""What the pages of incidents ask. Forms gather; the services say whether it is right."""

from django import forms

from complaints.case.pages.forms import GatheringForm, choice, day_field, line_field, moment_field, words_field, yes_no
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
