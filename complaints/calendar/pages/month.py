"""`/calendar/`: a month of due dates by day, with what is overdue in a strip on top; as a table or as a list."""

from collections import Counter
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

import workdays
from complaints.calendar import boxes, due, grid, naming
from complaints.calendar.naming import stand_words, stands
from complaints.calendar.pages import asked as asking_for
from complaints.calendar.pages.asked import Asked
from complaints.calendar.pages.lines import strip
from complaints.case.pages import asking
from complaints.clocks import words
from complaints.clocks.spoken import DAYS, MONTHS
from staff.who import OVERSEERS
from workdays import london

Counts = dict[date, Counter[tuple[str, str]]]
Shown = dict[str, Any]


@require_safe
@asking.refusals_as_pages
def month(request: HttpRequest) -> HttpResponse:
    now = asking.now()
    today = london.day_of(now)
    asked = asking_for.read(request.GET, person=request.user, today=today)
    first, last = grid.shown(asked.month)
    around = due.counts(asked.scope, first, last, today)
    counts = of_the_month(asked, around)
    return render(request, "calendar/month.html", {
        **heading(asked, counts, today), **links(asked, today), "overdue": strip(asked, today), "as_list": asked.as_list,
        "weeks": shown_weeks(asked, around, today), "weekdays": DAYS, "nations": nations(asked), "hidden": list(asked.kept().items())[:1],
        "sum": sum_words(asked, counts), "key": key_words(counts), "empty": None if counts else empty(asked, now),
        "as_of": f"As at {words.moment(now)}.",
    })


def month_name(month: date) -> str:
    """"May 2026"."""
    return f"{MONTHS[month.month - 1]} {month.year}"


def heading(asked: Asked, counts: Counts, today: date) -> Shown:
    """"May 2026: 4 due today, heaviest day Fri 15 May with 6"."""
    whole, name = Counter({day: counted.total() for day, counted in counts.items()}), month_name(asked.month)
    found = stands(counts.get(today, Counter()))
    said = [f"{found[naming.TO_COME]:,} due today"] if found[naming.TO_COME] else []
    if whole:
        day, number = min(whole.items(), key=lambda item: (-item[1], item[0]))
        said.append(f"heaviest day {words.tiny_day(day)} with {number:,}")
    title = f"{name}: {', '.join(said) or 'nothing due'}"
    return {"title": title, "small": f"{asking_for.whose_words(asked.scope)}, {whole.total():,} due in the month"}


def links(asked: Asked, today: date) -> Shown:
    """Whose, the months beside this one, today, the other form."""
    first = today.replace(day=1)
    whose = [{"label": label, "href": asked.address(whose=name), "current": name == asked.scope.whose}
             for name, label in asking_for.WHOSE_WORDS.items() if name != due.TEAM or asked.scope.person.team_id]
    return {
        "whose": whose, "before": _beside(asked, -1), "after": _beside(asked, 1), "today_href": asked.address(first) + f"#d{today.day}",
        "other_form": {"label": "As a month", "href": asked.address(**{"as": ""})} if asked.as_list else
                      {"label": "As a list", "href": asked.address(**{"as": "list"})},
        "may_change_days": asked.scope.person.role in OVERSEERS,
    }


def _beside(asked: Asked, step: int) -> Shown | None:
    """The month before or after; None where nobody knows its bank holidays."""
    month = workdays.add_months(asked.month, step)
    if not asking_for.is_known(month, asked.calendars):
        return None
    return {"href": asked.address(month), "label": month_name(month)}


def nations(asked: Asked) -> list[Shown]:
    return [{"value": name, "label": label, "current": name == asked.nation} for name, label in asking_for.NATIONS.items()]


def of_the_month(asked: Asked, around: Counts) -> Counts:
    """What the month itself counts, of all that its weeks show."""
    return {day: counted for day, counted in around.items() if asked.month <= day <= grid.last_of(asked.month)}


def shown_weeks(asked: Asked, around: Counts, today: date) -> list[list[Shown]]:
    """The month's days drawn with one box a deadline or for many; those of the months beside it in words alone."""
    per = boxes.each_stands_for(max((counted.total() for counted in of_the_month(asked, around).values()), default=0))
    return [[_day(cell, asked, around.get(cell.day, Counter()), today, per) for cell in week] for week in grid.weeks(asked.month, asked.calendars)]


def _day(cell: grid.Cell, asked: Asked, counted: Counter[tuple[str, str]], today: date, per: int) -> Shown:
    found, day = stands(counted), cell.day
    css = [name for name, is_so in (("is-outside", cell.outside), ("is-off", cell.whole), ("is-part-off", cell.offs and not cell.whole),
                                    ("this-day", day == today)) if is_so]
    kept = "&".join(f"{name}={value}" for name, value in asked.kept().items() if value)
    return {
        "css": " ".join(css), "id": f"d{day.day}", "outside": cell.outside, "href": f"/calendar/{day.isoformat()}/?{kept}",
        "number": _number(cell, asked.month), "weekday": DAYS[day.weekday()], "long": words.short_day(day), "is_today": day == today,
        "due": stand_words(found) if counted or not (cell.whole or cell.outside) else "", "beside": "" if counted else _beside_number(cell),
        "is_late": bool(found[naming.LATE]), "some": bool(counted),
        "offs": [{"name": off.name, "where": off.where, "is_weekend": off.name == "weekend"} for off in cell.offs],
        "boxes": boxes.boxes_of(found, per), "kinds": naming.kinds_words(counted, whole=asked.as_list),
    }


def _beside_number(cell: grid.Cell) -> str:
    """Where a day off is one, or that it is at the weekend: as short as it fits beside the number."""
    return cell.offs[0].where or cell.offs[0].name if cell.whole else ""


def _number(cell: grid.Cell, month: date) -> str:
    """"4"; the first of a month and the first day shown before it name their month."""
    is_named = cell.day.day == 1 or (cell.day < month and cell.day.weekday() == 0)
    return f"{cell.day.day} {MONTHS[cell.day.month - 1][:3]}" if is_named else str(cell.day.day)


def sum_words(asked: Asked, counts: Counts) -> str:
    """"56 due in May: 17 met + 2 met late + 2 late + 35 to come." Both sides are the same."""
    found = Counter()
    for counted in counts.values():
        found += stands(counted)
    names = naming.STAND_WORDS | {naming.TO_COME: "to come"}
    parts = [f"{found[name]:,} {names[name]}" for name in naming.IN_WORDS if found[name]]
    return f"{found.total():,} due in {MONTHS[asked.month.month - 1]}: {' + '.join(parts)}." if parts else ""


def key_words(counts: Counts) -> str:
    per = boxes.each_stands_for(max((counted.total() for counted in counts.values()), default=0))
    many = "" if per == 1 else f" One box stands for {per:,}; the numbers are exact."
    return f"Boxes: filled is met, open is to come, crossed is late, one stroke is met late.{many} Shaded days are not working days."


def empty(asked: Asked, now: Any) -> Shown:
    """What was looked at, and what there is instead."""
    number = due.capped(due.running(asked.scope))
    looked = "more than 1,000 deadlines" if number is None else words.count_words(number, "deadline")
    whose = asking_for.whose_words(asked.scope)
    none = f"{looked} of “{whose}” that run on" if number != 0 else f"“{whose}”: no deadline runs on"
    return {"title": f"Nothing is due in {month_name(asked.month)}", "lines": [], "action": {"href": "/windows/", "label": "See what closes when"},
            "second": None, "text": f"Looked at {words.clock_time(now)} at {none}{'' if number == 0 else '; none falls due in this month'}.",
            "note": "Until when a customer may go to the Ombudsman is no deadline of ours: it stands on that page."}
