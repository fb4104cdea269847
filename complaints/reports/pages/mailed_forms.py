"""What the pages of reports by mail ask."""

from typing import Any

from django import forms

from complaints.case.pages.forms import GatheringForm, choice, day_field, line_field
from complaints.clocks.spoken import DAYS
from complaints.reports import files, reading
from complaints.reports.mailed import services, wording
from complaints.reports.models import ReportSchedule

WEEKDAYS = [(str(number), name) for number, name in enumerate(DAYS[:5])]
FORMS = [("pdf", "PDF"), ("xlsx", "Excel"), ("csv", "CSV"), ("zip", "CSV, all lists (ZIP)")]
OFTEN = [("weekly", "Every week"), ("monthly", "Every month, on its first working day"), ("quarterly", "Every quarter, on its first working day")]
assert {code for code, _ in FORMS} == set(files.FORMS) and [code for code, _ in OFTEN] == list(wording.OFTEN)


def many(label: str, hint: str = "") -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(label=label, help_text=hint, required=False, widget=forms.CheckboxSelectMultiple())


class ScheduleForm(GatheringForm):
    keep_empty = ("people", "reports")
    name = line_field("Name", "It stands in the subject of the mail. No customer’s name.")
    reports = many("Reports")
    form = choice("As", FORMS, "One file for each report.")
    every = choice("How often", OFTEN)
    weekday = choice("On", [("", "Choose"), *WEEKDAYS], "Only where it goes every week.", radio=False)
    period = choice("Over", list(wording.PERIODS.items()), "The whole week, month or quarter before the day on which it goes.")
    people = many("To", "People of the desk who may read reports. Who loses the right, leaves or is away gets none.")
    first_on = day_field("From")

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["reports"].choices = [(report.name, report.title) for report in reading.REPORTS.values()]
        self.fields["people"].choices = [(one.username, f"{one.full_name}, {one.role_words}") for one in services.readers()]

    def given(self) -> dict[str, Any]:
        """As the service takes it: the day of the week as a number."""
        told = super().given()
        typed = told.pop("weekday", "")
        return {**told, "weekday": int(typed)} if typed in dict(WEEKDAYS) else told


def filled(row: ReportSchedule) -> dict[str, Any]:
    """The form of a schedule as it stands."""
    weekday = "" if row.weekday is None else str(row.weekday)
    return {"name": row.name, "reports": row.reports, "form": row.form, "every": row.every, "weekday": weekday, "period": row.period,
            "people": list(row.people.values_list("username", flat=True)), "first_on": row.first_on}
