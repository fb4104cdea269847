"""What reports by mail are called: how often, over what, what became of a mail, and the mail itself. Codes in, words out."""

from collections.abc import Mapping

from complaints.clocks import words
from complaints.clocks.spoken import DAYS
from complaints.reports import reading
from complaints.reports.mailed.when import EVERY, RULES
from complaints.reports.models import ReportRun, ReportSchedule

PERIODS = {"last_week": "The week before", "last_month": "The month before", "last_quarter": "The quarter before",
           "last_12_months": "The 12 months before"}
OFTEN = {"weekly": "Every week", "monthly": "On the first working day of a month", "quarterly": "On the first working day of a quarter"}
WITHHELD: Mapping[str, str] = {
    "left": "Not sent: this person no longer works here.", "no_right": "Not sent: this person may no longer read reports.",
    "no_address": "Not sent: this person has no address.", "away": "Not sent: this person is away.",
    "stopped": "Not sent: it was stopped before it went out.",
}
ARRIVED = "Somebody confirmed that it arrived."
assert set(PERIODS) == set(RULES) and set(OFTEN) == set(EVERY)


def often(row: ReportSchedule) -> str:
    """"Every Monday"."""
    return f"Every {DAYS[row.weekday]}" if row.every == "weekly" else OFTEN[row.every]


def titles(names: list[str]) -> str:
    return ", ".join(reading.REPORTS[name].title for name in names if name in reading.REPORTS)


def letter(run: ReportRun, company_name: str) -> tuple[str, str]:
    """Subject and body; figures stand in the attachments alone."""
    span = words.span_words(run.first_on, run.last_on)
    attached = [f"- {reading.REPORTS[name].title}" for name in run.reports if name in reading.REPORTS]
    head = f"Attached are the reports of {span}, as they stood when this mail was made:"
    foot = ["Each names its definitions, the rules it was made by and its fingerprint.", "You get this mail because a compliance officer or an "
            "administrator of the complaints desk chose you. They can stop it under Reports, Reports by mail.", company_name]
    return f"{run.name}: {span}", "\n".join([head, "", *attached, "", *foot]) + "\n"
