"""The values of a dated row in words: what each is called and how it is written. Pure."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from standards import clocks, happenings, hours
from standards.pounds import count, plain, pounds
from standards.rows import DAYS, MONEY, SHARES
from standards.standard import Standard

BANDS = {number: f"Band {number}" for number in range(1, 6)}
BAND_WORDS = {"to": "contract up to", "rate": "a working day", "rate_percent": "at most, share of the contract a working day",
              "cap": "at most in all", "cap_percent": "at most in all, share of the contract"}
# In the order in which they are shown.
NAMES: Mapping[str, str] = {
    "limit": "Limit", "limit_large": "Limit, large incident", "limit_other": "Limit, other days",
    "longer": "Limit with a visit or a third party", "visit": "Limit for offering a visit", "closes": "A report counts that day until",
    "limit_gs4": "Limit, standard quotation", "limit_gs5": "Limit, other quotation",
    "limit_gs6": "Limit, other quotation above the flow limit", "weekday_from": "Weekdays from", "weekday_to": "Weekdays to",
    "other_from": "Other days from", "other_to": "Other days to", "day_from": "Counted from", "day_to": "Counted to",
    "occasions": "Interruptions in a year", "least_hours": "Each of at least", "slot": "Slot of at most",
    "slot_asked": "Slot, where asked for, of at most", "target": "Target", "first_domestic": "First sum, household",
    "first_business": "First sum, business", "every": "A further sum for each", "more_domestic": "Each further sum, household",
    "more_business": "Each further sum, business", "rate_small": "A working day, up to the flow limit",
    "rate_large": "A working day, above it", "cap": "At most in all", "cap_small": "At most in all, up to the flow limit",
    "cap_large": "At most in all, above the flow limit", "pay_days": "Pay within", "late_extra": "If paid late, once more",
    "claim_months": "Claim within", "effective_on": "For switches begun from", "premises": "Premises of a large incident, from",
    "flow": "Flow limit", "capacity": "Capacity limit", "kwh_a_year": "Businesses up to", "large_over": "Large incident: more than",
    "large_from": "Category 2 from", "severe_from": "Severe weather from",
    **{f"band{number}_{what}": f"{band}, {words}" for number, band in BANDS.items() for what, words in BAND_WORDS.items()},
}
PLACES = {name: place for place, name in enumerate(NAMES)}
CLOCK_TIMES = frozenset({"weekday_from", "weekday_to", "other_from", "other_to", "day_from", "day_to", "closes"})
UNITS = {"pay_days": "working day", "claim_months": "month", "least_hours": "hour", "slot": "hour", "slot_asked": "hour", "flow": "kWh an hour",
         "capacity": "kVA", "kwh_a_year": "kWh a year", "premises": "premises", "large_over": "customers", "every": "hour",
         "large_from": "times the normal faults", "severe_from": "times the normal faults"}
COUNTED = frozenset({"working day", "day", "month", "hour"})
LIMITS = frozenset({"limit", "limit_large", "limit_other", "longer", "visit", *(f"limit_gs{number}" for number in (4, 5, 6))})
UNIT_OF_CLOCK = {
    **dict.fromkeys((clocks.WorkingDays, clocks.HoldingReply, clocks.ExplainOrVisit, clocks.WorkingNotice, clocks.CancelNotice,
                     happenings.MeterBundle, happenings.AccurateQuotation), "working day"),
    **dict.fromkeys((clocks.CalendarDays, clocks.CalendarNotice), "day"),
    **dict.fromkeys((hours.Hours, hours.HoursWhenOpen, hours.Attendance, hours.DayHours, hours.SevereHours, hours.RotaTime), "hour"),
}


def in_order(names: Iterable[str]) -> list[str]:
    """The names as a row is read: limits, sums, what follows, whom it covers."""
    return sorted(names, key=PLACES.__getitem__)


def name_words(name: str) -> str:
    """"First sum, household"."""
    return NAMES[name]


def value_words(standard: Standard, name: str, value: Any) -> str:
    """"£75.00", "12 hours", "90 %", "07:00", "1 May 2020"; a limit in the unit of the standard's clock."""
    if name in MONEY:
        return pounds(value)
    if name in SHARES:
        return f"{plain(value)} %"
    if name in DAYS:
        return f"{value.day} {value:%B %Y}" if isinstance(value, date) else str(value)
    if name in CLOCK_TIMES:
        return f"{value:02d}:00"
    unit = _unit(standard, name)
    return count(value, unit) if unit in COUNTED else f"{plain(Decimal(value))} {unit}".strip()


def _unit(standard: Standard, name: str) -> str:
    return UNIT_OF_CLOCK[type(standard.clock)] if name in LIMITS else UNITS.get(name, "")


def unit_words(standard: Standard, name: str) -> str:
    """What a bare figure of this name counts: "£", "working days", "%", "o’clock"; "" for a plain number or a day."""
    if name in MONEY:
        return "£"
    if name in SHARES:
        return "%"
    if name in CLOCK_TIMES:
        return "o’clock"
    unit = _unit(standard, name)
    return f"{unit}s" if unit in COUNTED else unit
