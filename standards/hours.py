"""Clocks in hours: real elapsed time from a moment, some of them with opening hours. London wall-clock windows, UTC time.

Terms as in `clocks`: each names its facts and the values of the row that it reads, and prints itself.
"""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from decimal import Decimal
from typing import ClassVar

import workdays
from standards.measuring import Facts, Measured, Moment, Values, in_hours
from standards.pounds import count
from workdays import OfficeHours, london

HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Hours:
    """Within `limit` hours of `start`."""

    start: str
    done: str
    of: str
    needs: ClassVar[tuple[str, ...]] = ("limit",)

    def measure(self, facts: Facts, values: Values, at: Moment) -> Measured:
        begun = facts[self.start]
        return in_hours(begun + values["limit"] * HOUR, facts[self.done], at, begun=begun)

    def words(self, values: Values) -> str:
        return f"within {count(values['limit'], 'hour')} of {self.of}"


def office(values: Values) -> OfficeHours:
    """The opening hours of a row: working days, and other days."""
    return OfficeHours(*((time(values[f"{day}_from"]), time(values[f"{day}_to"])) for day in ("weekday", "other")))


def office_words(values: Values) -> str:
    return (f"{values['weekday_from']:02}:00 to {values['weekday_to']:02}:00 on working days, {values['other_from']:02}:00 to "
            f"{values['other_to']:02}:00 on other days")


HOURS_OF_ROW = ("weekday_from", "weekday_to", "other_from", "other_to")


@dataclass(frozen=True, slots=True)
class HoursWhenOpen:
    """Within `limit` hours of the moment, or of the next opening where it fell outside the hours (A11)."""

    start: str
    done: str
    of: str
    needs: ClassVar[tuple[str, ...]] = ("limit", *HOURS_OF_ROW)

    def measure(self, facts: Facts, values: Values, at: Moment) -> Measured:
        begun = workdays.received_in_hours(facts[self.start], office(values), at.cal)
        told = () if begun == facts[self.start] else (_counts_from(begun),)
        return in_hours(begun + values["limit"] * HOUR, facts[self.done], at, told=told, begun=begun)

    def words(self, values: Values) -> str:
        return f"within {count(values['limit'], 'hour')} of {self.of}; outside {office_words(values)} it counts from the next opening"


def _counts_from(begun: datetime) -> str:
    local = begun.astimezone(london.LONDON)
    return f"It fell outside the hours and counts from {local:%H:%M} on {local.day} {local:%B %Y}."


@dataclass(frozen=True, slots=True)
class Attendance:
    """Within `limit` hours on working days and `limit_other` on other days, by the day on which the call counts as received (A35)."""

    needs: ClassVar[tuple[str, ...]] = ("limit", "limit_other", *HOURS_OF_ROW)

    def measure(self, facts: Facts, values: Values, at: Moment) -> Measured:
        begun = workdays.received_in_hours(facts["notified_at"], office(values), at.cal)
        works = workdays.is_working_day(london.day_of(begun), at.cal)
        told = () if begun == facts["notified_at"] else (_counts_from(begun),)
        return in_hours(begun + values["limit" if works else "limit_other"] * HOUR, facts["attended_at"], at, told=told, begun=begun)

    def words(self, values: Values) -> str:
        return (f"within {count(values['limit'], 'hour')} on working days and {values['limit_other']} on other days; a call outside "
                f"{office_words(values)} counts from the next opening")


@dataclass(frozen=True, slots=True)
class DayHours:
    """Within `limit` hours, `limit_large` where more than `large_over` customers are off; only the hours of the day count (A52)."""

    needs: ClassVar[tuple[str, ...]] = ("limit", "limit_large", "large_over", "day_from", "day_to")

    def measure(self, facts: Facts, values: Values, at: Moment) -> Measured:
        hours = values["limit_large" if facts["customers_affected"] > values["large_over"] else "limit"]
        deadline = counted_hours(facts["interrupted_at"], hours, values["day_from"], values["day_to"])
        done = [moment for moment in (facts["facilities_provided_at"], facts["supply_restored_at"]) if moment is not None]
        return in_hours(deadline, min(done, default=None), at, begun=facts["interrupted_at"])

    def words(self, values: Values) -> str:
        return (f"within {count(values['limit'], 'hour')} of the interruption, or {values['limit_large']} where more than "
                f"{values['large_over']} customers are off; only {values['day_from']:02}:00 to {values['day_to']:02}:00 counts")


def counted_hours(start: datetime, hours: int, opens: int, closes: int) -> datetime:
    """The moment at which so many hours between the daily opening and closing have run."""
    left, day = hours * HOUR, london.day_of(start)
    while True:
        begins, ends = (london.moment(day, time(hour)) for hour in (opens, closes))
        begins = max(begins, start)
        if begins < ends:
            if ends - begins >= left:
                return begins + left
            left -= ends - begins
        day += timedelta(days=1)


NOT_SEVERE = "There were too few faults for severe weather: the standard for normal weather applies."


def weather_category(facts: Facts, values: Values) -> int | None:
    """Category of severe weather 1, 2 or 3; None where it was not severe (A32)."""
    if facts["very_large_event"]:
        return 3
    times: Decimal = facts["fault_multiple"]
    if times < values["severe_from"]:
        return None
    return 2 if facts["event_type"] == "other" and times >= values["large_from"] else 1


@dataclass(frozen=True, slots=True)
class SevereHours:
    """Within `limit` hours in category 1, `limit_large` in category 2, the hours prescribed in category 3 (A32)."""

    needs: ClassVar[tuple[str, ...]] = ("limit", "limit_large", "severe_from", "large_from")

    def measure(self, facts: Facts, values: Values, at: Moment) -> Measured:
        category = weather_category(facts, values)
        deadline = facts["aware_at"] + self.hours(category, facts, values)
        return in_hours(deadline, facts["restored_at"], at, begun=facts["aware_at"], extra={"category": category})

    def hours(self, category: int, facts: Facts, values: Values) -> timedelta:
        if category == 3:
            return timedelta(minutes=int(facts["prescribed_hours"] * 60))
        return values["limit" if category == 1 else "limit_large"] * HOUR

    def words(self, values: Values) -> str:
        low, high = values["severe_from"], values["large_from"]
        return (f"within {count(values['limit'], 'hour')} of first knowing in medium events (lightning with {low} times the normal faults or more; "
                f"other weather with {low} but fewer than {high} times), {values['limit_large']} in large events ({high} times or more, not "
                "lightning), and as the Regulations prescribe in very large events")


OTHER_DAY = "Somebody came on a day before the one booked: a person judges whether that was the visit."


@dataclass(frozen=True, slots=True)
class SlotEnd:
    """Somebody came by the end of the booked time (A7)."""

    needs: ClassVar[tuple[str, ...]] = ()

    def measure(self, facts: Facts, values: Values, at: Moment) -> Measured:
        came = facts["attended_at"]
        if came is not None and london.day_of(came) < london.day_of(facts["slot_start"]):
            return Measured(facts["slot_end"], None, doubts=(OTHER_DAY,))
        return in_hours(facts["slot_end"], came, at)

    def words(self, values: Values) -> str:
        return "by the end of the time booked"


@dataclass(frozen=True, slots=True)
class RotaTime:
    """Not more than `limit` hours off in all inside a rota event (A33). The day of the failure must be given."""

    needs: ClassVar[tuple[str, ...]] = ("limit",)
    day_from: ClassVar[str] = "failure_known_on"

    def measure(self, facts: Facts, values: Values, at: Moment) -> Measured:
        failed = facts["rota_minutes_off"] > values["limit"] * 60
        on = facts["failure_known_on"] if failed else None
        doubts = ("Give the day on which the distributor knew of the failure: the time to pay runs from it.",) if failed and on is None else ()
        return Measured(None, failed, on, doubts=doubts)

    def words(self, values: Values) -> str:
        return f"so that nobody is off for more than {count(values['limit'], 'hour')} in all"


def span_words(span: timedelta) -> str:
    """"3 hours 20 minutes"."""
    hours, minutes = divmod(int(span.total_seconds()) // 60, 60)
    return " ".join(part for part in (count(hours, "hour") if hours else "", count(minutes, "minute") if minutes or not hours else "") if part)


