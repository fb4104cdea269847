"""How fresh the sweep is, in figures and words: for the health page, `/healthz` and every page's foot and banner. Reads only."""

from datetime import datetime, timedelta

from django.conf import settings

from complaints.alerts import heartbeat
from complaints.alerts.models import Heartbeat
from complaints.clocks import words
from complaints.rules.services import read_once

STALE_SECONDS = max(180, 6 * settings.SWEEP_SECONDS)


def last_sweep_at() -> datetime | None:
    """When the last sweep ended its work; None before the first. Asked once a page."""
    return read_once("last_sweep_at", lambda: Heartbeat.objects.filter(name=heartbeat.SWEEP).values_list("at", flat=True).first())


def stale(now: datetime) -> bool:
    """Whether deadlines are not being watched: no sweep for 180 seconds or six periods, whichever is longer."""
    return stale_since(last_sweep_at(), now)


def stale_since(swept: datetime | None, now: datetime) -> bool:
    return swept is None or now - swept > timedelta(seconds=STALE_SECONDS)


def checked_words(now: datetime) -> str:
    """"Deadlines checked 10:01", with the day where it was not today; the foot of every page."""
    return checked_since(last_sweep_at(), now)


def checked_since(swept: datetime | None, now: datetime) -> str:
    if swept is None:
        return "Deadlines not checked yet"
    today = words.short_day(swept.date()) == words.short_day(now.date())
    return f"Deadlines checked {words.clock_time(swept) if today else words.moment(swept)}"


def stale_words(now: datetime) -> str | None:
    """The sentence of the banner, None while the sweep is fresh."""
    return stale_told(last_sweep_at(), now)


def stale_told(swept: datetime | None, now: datetime) -> str | None:
    if not stale_since(swept, now):
        return None
    since = f"since {words.moment(swept)}" if swept else "yet"
    return f"Deadlines have not been checked {since}. Work by the dates on the complaints and tell your administrator."
