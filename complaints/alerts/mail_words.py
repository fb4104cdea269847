"""The words of a mail about alerts and messages: subject and plain text. No customer is named, no link is followed from it."""

from collections.abc import Sequence
from datetime import datetime

from complaints.alerts import message_words
from complaints.alerts.models import Alert, Message
from complaints.alerts.telling import described
from complaints.clocks import words
from workdays import london

MOST_LINES = 50


def letter_of(alerts: Sequence[Alert], messages: Sequence[Message], company: str, *, digest: bool, now: datetime) -> tuple[str, str]:
    """Subject and body. Not both are empty; each comes in the order it is to be told."""
    subject = _subject(alerts, messages, now)
    on = f" on {words.long_day(london.day_of(now))}" if digest else ""
    told = _part(f"{_alerts(alerts)}{on}, not acknowledged yet:", [described(one, now=now).line for one in alerts[:MOST_LINES]], len(alerts))
    read = _part(f"{_messages(messages)}, not read yet:", [message_words.line(one) for one in messages[:MOST_LINES]], len(messages))
    do = "acknowledge them" if alerts else "read them"
    lines = [*told, *read, f"Open the complaints desk to {do}.", company]
    return (f"Morning list: {subject}" if digest else subject), "\n".join(lines) + "\n"


def _subject(alerts: Sequence[Alert], messages: Sequence[Message], now: datetime) -> str:
    if len(alerts) + len(messages) > 1:
        return " and ".join(filter(None, (alerts and _alerts(alerts), messages and _messages(messages)))) + " on complaints"
    if messages:
        return f"{messages[0].complaint.reference}: {message_words.said(messages[0])}"
    told = described(alerts[0], now=now)
    return f"{told.reference}: {told.what}"


def _alerts(alerts: Sequence[Alert]) -> str:
    return words.count_words(len(alerts), "alert")


def _messages(messages: Sequence[Message]) -> str:
    return words.count_words(len(messages), "message")


def _part(head: str, lines: list[str], count: int) -> list[str]:
    """A heading with its lines; nothing where there are none."""
    more = [f"… and {count - MOST_LINES:,} more on the alerts page."] if count > MOST_LINES else []
    return [head, "", *(f"- {line}" for line in lines), *more, ""] if lines else []
