"""What raising alerts needs to know beside the rows: people, calendars and who hears of what. Reads, never writes."""

from collections.abc import Mapping
from datetime import datetime
from functools import cached_property

from complaints.alerts.own_tiers import tiers
from complaints.alerts.people import Directory, directory
from complaints.alerts.tiers import Tiers
from complaints.rules.services import all_calendars
from workdays import Calendar, london


class Desk:
    """Read when the first row needs it, so that an idle tick reads none of it. `now` says who is away."""

    def __init__(self, now: datetime):
        self._on = london.day_of(now)

    @cached_property
    def people(self) -> Directory:
        return directory(self._on)

    @cached_property
    def tiers(self) -> Tiers:
        return tiers()

    @cached_property
    def calendars(self) -> Mapping[str, Calendar]:
        return all_calendars()
