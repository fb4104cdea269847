"""The words of a mail about alerts: subject and plain text. No customer is named, no link is followed from it."""

from collections.abc import Sequence
from datetime import datetime

from complaints.alerts.models import Alert
from complaints.alerts.telling import described
from complaints.clocks import words
from workdays import london

MOST_LINES = 50


def letter_of(alerts: Sequence[Alert], company: str, *, digest: bool, now: datetime) -> tuple[str, str]:
    """Subject and body. `alerts` is not empty and comes in the order it is to be told."""
    told = [described(alert, now=now) for alert in alerts[:MOST_LINES]]
    counted = words.count_words(len(alerts), "alert")
    subject = f"{told[0].reference}: {told[0].what}" if len(alerts) == 1 else f"{counted} on complaints"
    head = f"{counted} on {words.long_day(london.day_of(now))}, not acknowledged yet:" if digest else f"{counted}, not acknowledged yet:"
    more = [f"… and {len(alerts) - MOST_LINES:,} more on the alerts page."] if len(alerts) > MOST_LINES else []
    lines = [head, "", *(f"- {one.line}" for one in told), *more, "", "Open the complaints desk to acknowledge them.", company]
    return (f"Morning list: {subject}" if digest else subject), "\n".join(lines) + "\n"
