"""Where `fixtures/bank_holidays.json` comes from: the `holidays` library, in the names of the published list.

Run by whoever lays the file down anew and by the test that compares it; the running product reads only the file.
"""
import json
from datetime import date

import holidays

from workdays.calendars import ENGLAND_AND_WALES, NORTHERN_IRELAND, SCOTLAND

FIRST, LAST, PUBLISHED_UNTIL = date(2008, 1, 1), date(2040, 12, 31), date(2028, 12, 31)
# The published lists that the rows were compared with, day for day, begin in 2012.
COMPARED_FROM = 2012
# Always with a subdivision: without one the library leaves out Easter Monday and the August bank holiday.
SUBDIVISIONS = {ENGLAND_AND_WALES: "ENG", SCOTLAND: "SCT", NORTHERN_IRELAND: "NIR"}
OBSERVED = " (observed)"
TITLES = {
    "New Year's Day": "New Year’s Day",
    "New Year Holiday": "2nd January",
    "Saint Patrick's Day": "St Patrick’s Day",
    "Good Friday": "Good Friday",
    "Easter Monday": "Easter Monday",
    "May Day": "Early May bank holiday",
    "Spring Bank Holiday": "Spring bank holiday",
    "Battle of the Boyne": "Battle of the Boyne (Orangemen’s Day)",
    "Late Summer Bank Holiday": "Summer bank holiday",
    "Summer Bank Holiday": "Summer bank holiday",
    "Saint Andrew's Day": "St Andrew’s Day",
    "Christmas Day": "Christmas Day",
    "Boxing Day": "Boxing Day",
    "Wedding of William and Catherine": "Royal wedding",
    "Diamond Jubilee of Elizabeth II": "Queen’s Diamond Jubilee",
    "Platinum Jubilee of Elizabeth II": "Platinum Jubilee bank holiday",
    "State Funeral of Queen Elizabeth II": "Bank Holiday for the State Funeral of Queen Elizabeth II",
    "Coronation of Charles III": "Bank holiday for the coronation of King Charles III",
    "Scotland's participation in the FIFA World Cup final": "World Cup bank holiday",
}


def rows() -> list[dict[str, str]]:
    """Every weekday bank holiday from FIRST to LAST as {date, calendar, name, source}, in order."""
    return [{"date": day.isoformat(), "calendar": calendar, "name": name, "source": _source(day)}
            for calendar in SUBDIVISIONS for day, name in sorted(_days(calendar).items())]


def _days(calendar: str) -> dict[date, str]:
    listed = holidays.country_holidays("GB", subdiv=SUBDIVISIONS[calendar], expand=False,
                                       years=range(FIRST.year, LAST.year + 1))
    return {day: published_name(day, name) for day, name in listed.items() if day.weekday() < 5}


def published_name(day: date, name: str) -> str:
    """The library's name of a weekday as the published list has it."""
    if (day.month, day.day) == (1, 2) and "New Year Holiday" in name:
        return "2nd January"
    if (day.month, day.day) == (1, 3) and name == "New Year Holiday" + OBSERVED and day.weekday() == 1:
        # 1 January on a Sunday in Scotland: the 2nd keeps its own name and the 3rd stands in for the 1st.
        return "New Year’s Day (substitute day)"
    if day == date(2020, 5, 8):
        return "Early May bank holiday (VE day)"
    title = TITLES[name.removesuffix(OBSERVED)]
    return f"{title} (substitute day)" if name.endswith(OBSERVED) else title


def _source(day: date) -> str:
    library = f"holidays {holidays.__version__}"
    if day > PUBLISHED_UNTIL:
        return f"{library}, by rule; not yet published"
    return f"{library}; agrees with gov.uk bank holidays" if day.year >= COMPARED_FROM else library


def as_json() -> str:
    """The whole file as it is shipped, one row a line."""
    head = {"version": f"{PUBLISHED_UNTIL.year}.1", "first": FIRST, "last": LAST, "published_until": PUBLISHED_UNTIL}
    lines = [f"  {json.dumps(key)}: {json.dumps(str(value))}," for key, value in head.items()]
    days = ",\n".join(f"    {json.dumps(row, ensure_ascii=False)}" for row in rows())
    return "\n".join(["{", *lines, '  "days": [', days, "  ]", "}"]) + "\n"
