"""What raising alerts needs to know beside the rows: people, calendars and who hears of what. Reads, never writes."""

from collections.abc import Mapping
from functools import cached_property, lru_cache

from complaints.alerts.people import Directory, directory
from complaints.alerts.tiers import Tiers, tiers_of
from complaints.rules.services import all_calendars, fixture
from workdays import Calendar


@lru_cache(maxsize=1)
def tiers() -> Tiers:
    """The shipped rows of who hears of which tier."""
    return tiers_of(fixture("alert_tiers"))


class Desk:
    """Read when the first row needs it, so that an idle tick reads none of it."""

    @cached_property
    def people(self) -> Directory:
        return directory()

    @cached_property
    def calendars(self) -> Mapping[str, Calendar]:
        return all_calendars()
