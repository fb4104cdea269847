"""London days and UTC moments: where a moment becomes a day and a day becomes moments. Reads no clock."""
import functools
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")
LAST_SECOND = time(23, 59, 59)
ONE_DAY = timedelta(days=1)


def day_of(moment: datetime) -> date:
    """The London day of an aware moment. Raises ValueError for a moment without an offset."""
    if moment.tzinfo is None:
        raise ValueError(f"The moment {moment} has no offset from UTC.")
    return moment.astimezone(LONDON).date()


@functools.lru_cache(maxsize=40_000)
def start_of_day(day: date) -> datetime:
    """00:00 London of the day, in UTC."""
    return datetime.combine(day, time(), LONDON).astimezone(UTC)


@functools.lru_cache(maxsize=40_000)
def end_of_day(day: date) -> datetime:
    """23:59:59 London of the day, in UTC: what is done by then is in time."""
    return datetime.combine(day, LAST_SECOND, LONDON).astimezone(UTC)


def moment(day: date, at: time, *, second: bool = False) -> datetime:
    """A London wall-clock time of a day, in UTC.

    In the repeated hour of October `second` picks the later one. Raises ValueError for a time that the March change
    leaves out.
    """
    local = datetime.combine(day, at.replace(tzinfo=None), LONDON).replace(fold=int(second))
    found = local.astimezone(UTC)
    if found.astimezone(LONDON).replace(tzinfo=None) != local.replace(tzinfo=None):
        raise ValueError(f"There was no {at:%H:%M} on {day}: the clocks went forward.")
    return found


def is_repeated(day: date, at: time) -> bool:
    """Whether that London time came twice on that day, so that a person must say which is meant."""
    local = datetime.combine(day, at.replace(tzinfo=None), LONDON)
    return local.utcoffset() > local.replace(fold=1).utcoffset()
