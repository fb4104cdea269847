"""The data of the day rule (a box for each day, week or month) and of the strip that explains a date. Pure.

Reached through `words`. Decides what is drawn, never how: templates turn these values into boxes.
"""
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import workdays
from complaints.clocks import spoken
from workdays import Calendar
from workdays.counting import WEEKEND

MOST_BOXES = 12
MOST_LATE_SEGMENTS = 5
WEEK = 7
ONE_DAY = timedelta(days=1)
UNITS = {"day": "working day", "week": "week", "month": "month"}


@dataclass(frozen=True, slots=True)
class DayRule:
    """`boxes` holds "used", "current" or "left"; `over` counts units past the limit, `over_boxes` those to draw.

    `current` is the 1-based box of today, None before the first, after the last and on a day off.
    """

    unit: str
    boxes: tuple[str, ...]
    current: int | None
    used: int
    over: int
    over_boxes: int
    name: str

    @property
    def total(self) -> int:
        return len(self.boxes)


@dataclass(frozen=True, slots=True)
class Segment:
    """One piece of the strip. `kind`: start, counted, ahead (still to come), off, held (the clock stood still) or late.

    `is_due` closes with the limit. `title` is the full name where `words` is short ("Bank holiday"); `days` is how many
    days the piece stands for.
    """

    label: str
    words: str
    kind: str
    days: int = 1
    title: str = ""
    is_due: bool = False
    is_today: bool = False


def day_boxes(started_on: date, due_on: date, today: date, cal: Calendar) -> DayRule | None:
    """The day rule of a deadline on the London day `today`; None where there is nothing to count in 12 boxes.

    Up to 12 working days are boxes of days; else weeks of seven days from the start, else months. For a stopped or met
    clock `today` is the day it stopped.
    """
    unit = unit_of(started_on, due_on, cal)
    if unit is None:
        return None
    total = _units(unit, started_on, due_on, cal)
    place = min(_place(unit, started_on, today, cal), total + 1)
    late = today > due_on
    over = _over(unit, due_on, today, cal) if late else 0
    current = None if late or not place or _between_boxes(unit, today, cal) else min(place, total)
    used = total if late else min(place, total) - (1 if current else 0)
    boxes = tuple("current" if n == current else "used" if n <= used else "left" for n in range(1, total + 1))
    over_boxes = min(over, max(1, MOST_BOXES - total))
    return DayRule(unit, boxes, current, used, over, over_boxes, _name(unit, used, total, over))


def unit_of(started_on: date, due_on: date, cal: Calendar) -> str | None:
    """day, week or month: the smallest of which at most 12 fill the time; None where none does or a day is unknown."""
    try:
        return next((unit for unit in UNITS if 1 <= _units(unit, started_on, due_on, cal) <= MOST_BOXES), None)
    except ValueError:
        return None


def _units(unit: str, from_: date, to: date, cal: Calendar) -> int:
    if unit == "day":
        return workdays.between(from_, to, cal)
    # The 8-week letter falls due some days after its eighth week: the odd days lengthen the last box.
    return (to - from_).days // WEEK if unit == "week" else workdays.months_between(from_, to)


def _place(unit: str, started_on: date, today: date, cal: Calendar) -> int:
    """The 1-based unit that `today` lies in; on a day off the last one that has passed; 0 on the day of the start."""
    if today <= started_on:
        return 0
    if unit == "day":
        return _working_days(started_on, today, cal)
    if unit == "week":
        return -(-(today - started_on).days // WEEK)
    months = workdays.months_between(started_on, today)
    return months if workdays.add_months(started_on, months) == today else months + 1


def _between_boxes(unit: str, today: date, cal: Calendar) -> bool:
    return unit == "day" and not workdays.is_working_day(today, cal)


def _over(unit: str, due_on: date, today: date, cal: Calendar) -> int:
    return _working_days(due_on, today, cal) if unit == "day" else _place(unit, due_on, today, cal)


def _working_days(from_: date, to: date, cal: Calendar) -> int:
    return workdays.between(from_, min(to, cal.last), cal)


def _name(unit: str, used: int, total: int, over: int) -> str:
    name = f"{used} of {spoken.count_words(total, UNITS[unit])} used"
    return f"{name}, {spoken.count_words(over, UNITS[unit])} over" if over else name


def strip(started_on: date, due_on: date, today: date, cal: Calendar, *, stops: Sequence[tuple[date, date]] = (),
          held_on: date | None = None) -> tuple[Segment, ...]:
    """The days from the start to the due day, and on to today where that is later, for "Explain this date".

    Counted days are numbered, days off are grouped and named, late days marked. Longer times go by weeks or months.
    Empty where there is nothing to count. `stops` (from, until) are times in which the clock stood still, `held_on` the day since
    which it does.
    """
    if stops or held_on:
        return _stopped(started_on, due_on, today, cal, stops, held_on)
    unit = unit_of(started_on, due_on, cal)
    if unit is None:
        return ()
    start = Segment(spoken.tiny_day(started_on), "Start", "start", is_today=today == started_on)
    counted = _days(started_on, due_on, today, cal) if unit == "day" else _spans(unit, started_on, due_on, today, cal)
    return (start, *counted, *_late(due_on, today, cal))


def _stopped(started_on: date, due_on: date, today: date, cal: Calendar, stops: Sequence[tuple[date, date]], held_on: date | None,
             ) -> tuple[Segment, ...]:
    """Days while it stood still are one piece and not numbered; a clock that stands still ends there. By days alone, else empty."""
    made = [Segment(spoken.tiny_day(started_on), "Start", "start", is_today=today == started_on)]
    at, number = started_on, 0
    for first, last in [*stops, *([(held_on, None)] if held_on else [])]:
        eve = first - ONE_DAY
        made += _days(at, eve, today, cal, number=number, due=False)
        number += _working_days(at, eve, cal) if eve > at else 0
        until = "now" if last is None else spoken.tiny_day(last - ONE_DAY)
        made.append(Segment(f"{spoken.tiny_day(first)} to {until}", "Stopped", "held", is_today=last is None))
        at = last - ONE_DAY if last else at
    if held_on:
        return tuple(made) if number <= MOST_BOXES else ()
    if number + _working_days(at, max(at, due_on), cal) > MOST_BOXES:
        return ()
    return (*made, *_days(at, due_on, today, cal, number=number), *_late(due_on, today, cal))


def _days(started_on: date, due_on: date, today: date, cal: Calendar, *, number: int = 0, due: bool = True) -> Iterator[Segment]:
    """Numbered behind `number`; `due`: the last of them is the limit."""
    for label, place, days, why in _numbered(started_on, due_on, cal):
        is_due, number_of = due and days[-1] == due_on, number + place
        if why:
            yield _off(label, days, why, today, is_due=is_due)
        else:
            yield _counted(label, number_of, days[0], today, is_due=is_due)


def _counted(label: str, number: int, day: date, today: date, *, is_due: bool) -> Segment:
    return Segment(label, f"{number}, due" if is_due else str(number), "ahead" if day > today else "counted",
                   is_due=is_due, is_today=day == today)


def _spans(unit: str, started_on: date, due_on: date, today: date, cal: Calendar) -> Iterator[Segment]:
    """One segment a week or month, each labelled with its last day; the last one ends on the due day."""
    total = _units(unit, started_on, due_on, cal)
    begins = started_on + ONE_DAY
    for number in range(1, total + 1):
        ends = due_on if number == total else _end_of(unit, started_on, number)
        yield Segment(f"to {spoken.tiny_day(ends)}", f"{number}, due" if number == total else str(number),
                      "ahead" if begins > today else "counted", (ends - begins).days + 1,
                      title=f"{unit.capitalize()} {number}", is_due=number == total, is_today=begins <= today <= ends)
        begins = ends + ONE_DAY


def _end_of(unit: str, started_on: date, number: int) -> date:
    return started_on + timedelta(days=WEEK * number) if unit == "week" else workdays.add_months(started_on, number)


def _late(due_on: date, today: date, cal: Calendar) -> Iterator[Segment]:
    """The days after the due day up to today; a long lateness is one segment."""
    if today <= due_on:
        return
    over = _working_days(due_on, today, cal)
    if over > MOST_LATE_SEGMENTS:
        yield Segment(f"to {spoken.tiny_day(today)}", f"{over:,} late", "late", (today - due_on).days, is_today=True)
        return
    for label, number, days, why in _numbered(due_on, min(today, cal.last), cal):
        if why:
            yield _off(label, days, why, today)
        else:
            yield Segment(label, f"{number} late", "late", is_today=days[0] == today)


def _numbered(after: date, until: date, cal: Calendar) -> Iterator[tuple[str, int, list[date], str]]:
    """(label, number, days, why off) of each working day and each run of days off after one day up to another."""
    label, number = _Labels(after), 0
    for run, why in _runs(after, until, cal):
        for days in [run] if why else [[day] for day in run]:
            number += 0 if why else 1
            yield ", ".join(label(day) for day in days), number, days, why


def _runs(after: date, until: date, cal: Calendar) -> list[tuple[list[date], str]]:
    """Days after one day up to another, those one after the other with the same reason for being off together."""
    span = (date.fromordinal(n) for n in range(after.toordinal() + 1, until.toordinal() + 1))
    return spoken.off_runs([(day, workdays.why_off(day, cal) or "") for day in span])


def _off(label: str, days: list[date], why: str, today: date, *, is_due: bool = False) -> Segment:
    words, title = ("Weekend", "Weekend") if why == WEEKEND else ("Bank holiday", why)
    return Segment(label, f"{words}, due" if is_due else words, "off", len(days), title, is_due=is_due,
                   is_today=today in days)


class _Labels:
    """Short names of days in a row: the month is named when it changes."""

    def __init__(self, first: date) -> None:
        self.month = first.month

    def __call__(self, day: date) -> str:
        named, self.month = self.month != day.month, day.month
        return spoken.tiny_day(day) if named else f"{spoken.DAYS[day.weekday()][:3]} {day.day}"


