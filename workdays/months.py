"""Calendar months: the corresponding date, cut back to the month's last day. No calendar of holidays is needed."""
import calendar
from datetime import date

MOST_MONTHS = 1200


def add_months(start: date, months: int) -> date:
    """The same day number `months` later (or earlier, below 0); a shorter month ends on its last day.

    31 January and one month is 28 or 29 February. Raises ValueError beyond 1,200 months or the years 1 to 9999.
    """
    if type(start) is not date:
        raise ValueError(f"A day is needed, not {start!r}.")
    if type(months) is not int or abs(months) > MOST_MONTHS:
        raise ValueError(f"A whole number of months up to {MOST_MONTHS} is needed, not {months!r}.")
    years, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    if not 1 <= years <= 9999:
        raise ValueError(f"{months} months from {start} lies outside the years 1 to 9999.")
    return date(years, month + 1, min(start.day, calendar.monthrange(years, month + 1)[1]))


def months_between(from_: date, to: date) -> int:
    """Whole months from `from_` to `to`, the corresponding date included; 0 where `to` is earlier."""
    if to < from_:
        return 0
    months = (to.year - from_.year) * 12 + to.month - from_.month
    return months if add_months(from_, months) <= to else months - 1
