"""A second, slow reckoning of the same law, written from the readings: it walks minute by minute and day by day.

Imports nothing of the product: bank holidays come from the `holidays` library, London from the time zone data. Times are UTC.
"""
from datetime import UTC, date, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

import holidays

LONDON = ZoneInfo("Europe/London")
DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)
SUBDIVISIONS = {"england": "ENG", "wales": "WLS", "scotland": "SCT"}


@cache
def off(nation: str) -> frozenset[date]:
    return frozenset(holidays.country_holidays("GB", subdiv=SUBDIVISIONS[nation], years=range(2015, 2028)))


def works(day: date, nation: str) -> bool:
    return day.weekday() < 5 and day not in off(nation)


def after(day: date, number: int, nation: str) -> date:
    """The end of that many working days, a step a day."""
    while number:
        day += DAY
        number -= works(day, nation)
    return day


def before(day: date, number: int, nation: str) -> date:
    while number:
        day -= DAY
        number -= works(day, nation)
    return day


def days_late(limit: date, done: date, nation: str) -> int:
    """Working days after the limit up to the day of the work; work on a day off counts as the next working day."""
    if done <= limit:
        return 0
    while not works(done, nation):
        done += DAY
    late = 0
    while limit < done:
        limit += DAY
        late += works(limit, nation)
    return late


def local(at: datetime) -> datetime:
    return at.astimezone(LONDON)


def minutes_off(begun: datetime, back: datetime) -> int:
    """Elapsed minutes, counted one by one in UTC."""
    passed = 0
    while begun + MINUTE <= back:
        begun += MINUTE
        passed += 1
    return passed


def periods(begun: datetime, back: datetime, limit: int, each: int) -> int:
    """Payments of a clock in hours: 0 within the limit, else 1 and another for every whole period more."""
    passed = minutes_off(begun, back)
    if passed <= limit * 60:
        return 0
    count, passed = 1, passed - limit * 60
    while passed >= each * 60:
        count, passed = count + 1, passed - each * 60
    return count


def opened(at: datetime, nation: str, weekday: tuple[int, int], other: tuple[int, int]) -> datetime:
    """The moment itself within hours (both ends inside), else the first minute after it that is."""
    while True:
        here = local(at)
        first, last = weekday if works(here.date(), nation) else other
        if first * 60 <= here.hour * 60 + here.minute <= last * 60:
            return at
        at += MINUTE


def day_hours(begun: datetime, hours: int) -> datetime:
    """The end of that many hours of 08:00 to 20:00 by the London clock."""
    left = hours * 60
    while left:
        left -= 8 <= local(begun).hour < 20
        begun += MINUTE
    return begun


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)
