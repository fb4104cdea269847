"""What an alert says, in words: for the alerts page and for mail. Names the complaint and the rule, never the customer.

The words of dates come from `clocks.words`.
"""

from dataclasses import dataclass
from datetime import datetime

from complaints.alerts.models import Alert
from complaints.alerts.seen import RECORD_BROKEN
from complaints.clocks import shown, words
from complaints.clocks.rows import TIERS as ALL_TIERS
from complaints.clocks.words import Status
from complaints.rules.services import all_calendars
from workdays import london

DESK, RECORD = "Request for personal data", "Audit of the record"
WHY = {
    "not_satisfied": "The customer is not satisfied with the senior review",
    "letterless": "No 8-week letter went out: our own suspected breach",
    "incomplete": "An incomplete 8-week or deadlock letter went out: our own suspected breach",
    "off_supply": "Off supply with a priority need",
    "unappointed": "Nobody is appointed to the senior review",
    RECORD_BROKEN: "The check of the record found a fault. See what at /audit/",
}
TIERS = {"ahead": "Ahead", "due": "Due", "late": "Overdue"}
assert tuple(TIERS) == ALL_TIERS


@dataclass(frozen=True, slots=True)
class Described:
    """`what` names the rule or what happened, `do` what is asked and by when ("" where nothing is), `due` the day in long form."""

    reference: str
    what: str
    due: str
    do: str
    status: Status | None
    tier: str
    raised: str
    told: tuple[str, ...]

    @property
    def line(self) -> str:
        """The whole in one line of plain text."""
        parts = [f"{self.reference}: {self.what}.", f"{self.do or f'Due {self.due}'}."]
        return " ".join(parts) + (f" {self.status.words}." if self.status else "")


def described(alert: Alert, *, now: datetime) -> Described:
    """The alert in words as they stand at `now`. Give it with its complaint and deadline loaded."""
    row = alert.deadline
    what = WHY.get(alert.why) or (shown.rule(row) if row else DESK)
    return Described(
        reference=alert.complaint.reference if alert.complaint else RECORD if alert.why == RECORD_BROKEN else DESK,
        what=what,
        due=words.long_day(alert.due_on),
        do=words.sentence(row.kind, row.due_on) if row else "",
        status=_status(alert, now),
        tier=TIERS[alert.tier],
        raised=words.moment(alert.raised_at),
        told=tuple(alert.to),
    )


def _status(alert: Alert, now: datetime) -> Status | None:
    row = alert.deadline
    if row is None:
        return None
    return shown.status(row, london.day_of(now), all_calendars()[row.calendar])
