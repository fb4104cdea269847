"""How days, moments and counts are said, on screen, in letters and in mail. Pure; reached through `words`."""
from collections.abc import Sequence
from datetime import date, datetime

from workdays import Calendar, london
from workdays.calendars import TITLES
from workdays.counting import WEEKEND

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
          "December")


def long_day(day: date) -> str:
    """"Friday 8 May 2026": case pages, letters."""
    return f"{DAYS[day.weekday()]} {plain_day(day)}"


def short_day(day: date) -> str:
    """"Fri 8 May 2026": lists and tables."""
    return f"{tiny_day(day)} {day.year}"


def tiny_day(day: date) -> str:
    """"Fri 8 May": where the year is plain."""
    return f"{DAYS[day.weekday()][:3]} {day.day} {MONTHS[day.month - 1][:3]}"


def plain_day(day: date) -> str:
    """"8 May 2026": windows and letters."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def bare_day(day: date, today: date) -> str:
    """"7 May", with the year where it is not this one."""
    words = f"{day.day} {MONTHS[day.month - 1][:3]}"
    return words if day.year == today.year else f"{words} {day.year}"


def near_day(day: date, today: date) -> str:
    """"Fri 8 May", with the year where it is not this one."""
    return tiny_day(day) if day.year == today.year else short_day(day)


def past_day(day: date, today: date) -> str:
    """"today", "yesterday", "on Wed 6 May 2026"."""
    return {0: "today", 1: "yesterday"}.get((today - day).days) or f"on {short_day(day)}"


def moment(at: datetime) -> str:
    """"Thu 30 Apr 2026 14:10", London time. Raises ValueError for a moment without an offset."""
    return f"{short_day(london.day_of(at))} {clock_time(at)}"


def span_words(first: date, last: date) -> str:
    """"1 July to 30 September 2026", "1 October 2025 to 31 March 2026", "8 May 2026": periods, both days included."""
    if first == last:
        return plain_day(first)
    return f"{plain_day(first).removesuffix(f' {first.year}') if first.year == last.year else plain_day(first)} to {plain_day(last)}"


def clock_time(at: datetime) -> str:
    """"14:10", London time."""
    return f"{at.astimezone(london.LONDON):%H:%M}"


def month_name(month: str) -> str:
    """"April 2026" for "2026-04"."""
    year, _, number = month.partition("-")
    return f"{MONTHS[int(number) - 1]} {year}"


def count_words(number: int, unit: str) -> str:
    """"1 working day", "5 working days", "8 months"."""
    return f"{number:,} {unit}" if number == 1 else f"{number:,} {unit}s"


def working_days_words(number: int) -> str:
    return count_words(number, "working day")


def month_words(number: int) -> str:
    return count_words(number, "month")


def counted_words(counted: Sequence[date]) -> str:
    """"Fri 1, Tue 5, Wed 6, Thu 7, Fri 8 May": each month named once, after its last day."""
    return ", ".join(_named_at_the_end(counted))


def skipped_words(skipped: Sequence[tuple[date, str]], cal: Calendar) -> str:
    """"Sat 2 and Sun 3 May (weekend); Mon 4 May (Early May bank holiday, England and Wales)"; "None" where none was."""
    told = []
    for days, why in off_runs(skipped):
        reason = why if why == WEEKEND else f"{why}, {TITLES[cal.name]}"
        told.append(f"{' and '.join(_named_at_the_end(days))} ({reason})")
    return "; ".join(told) or "None"


def off_runs(skipped: Sequence[tuple[date, str]]) -> list[tuple[list[date], str]]:
    """Days off in the order given, days one after the other with the same reason taken together."""
    runs: list[tuple[list[date], str]] = []
    for day, why in skipped:
        if runs and runs[-1][1] == why and (day - runs[-1][0][-1]).days == 1:
            runs[-1][0].append(day)
        else:
            runs.append(([day], why))
    return runs


def _named_at_the_end(days: Sequence[date]) -> list[str]:
    following = [*days[1:], None]
    return [f"{DAYS[day.weekday()][:3]} {day.day}" if after and after.month == day.month else tiny_day(day)
            for day, after in zip(days, following, strict=True)]
