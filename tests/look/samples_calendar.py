"""A month of due dates as its page draws it, as a table and as a list, busy and empty; and one day's cases."""
# ruff: noqa: E501 (sample words stay on one line)

from collections import Counter
from datetime import UTC, date, datetime
from types import SimpleNamespace
from typing import Any

from complaints.calendar.due import Scope
from complaints.calendar.pages import month
from complaints.calendar.pages.asked import Asked
from complaints.clocks.spoken import DAYS
from tests.look.samples import LATE, TODAY, empty, frame, table
from workdays.calendars import shipped

NOW = datetime(2026, 5, 11, 9, 2, tzinfo=UTC)
ON = NOW.date()
PERSON = SimpleNamespace(team_id=1, role="compliance_officer", team=SimpleNamespace(name="Senior review team"))
CALENDARS = (shipped()["england-and-wales"], shipped()["scotland"])
COUNTS = {
    date(2026, 5, 1): Counter({("senior_review", "met"): 5}), date(2026, 5, 5): Counter({("senior_review", "met"): 3, ("first_response", "met_late"): 1}),
    date(2026, 5, 8): Counter({("senior_review", "met"): 3, ("corrective_action", "late"): 2}),
    date(2026, 5, 11): Counter({("senior_review", "to_come"): 2, ("deadlock_letter", "to_come"): 1, ("first_response", "to_come"): 1}),
    date(2026, 5, 15): Counter({("senior_review", "to_come"): 3, ("deadlock_letter", "to_come"): 2, ("eight_week_letter", "to_come"): 1}),
}


def the_month(counts: dict | None = None, current: str = "calendar", theme: str = "light", **changes: Any) -> dict[str, Any]:
    asked = Asked(Scope("team", PERSON), date(2026, 5, 1), CALENDARS, "", changes.pop("as_list", False))
    found = COUNTS if counts is None else counts
    late = {"words": "2 overdue", "all": {"href": "#", "label": "All 2 overdue"}, "lines": [{"href": "#", "reference": "LM-26-04391-K", "words": "Senior review, due Fri 8 May 2026, 1 working day late"}]}
    return {"frame": frame(current, theme=theme), **month.heading(asked, found, ON), **month.links(asked, ON), "overdue": late, "as_list": asked.as_list, "weeks": month.shown_weeks(asked, found, ON), "weekdays": DAYS, "nations": month.nations(asked), "hidden": [("whose", "team")], "sum": month.sum_words(asked, found), "key": month.key_words(found), "empty": None, "as_of": "As at Mon 11 May 2026 10:02."} | changes


def the_empty_month() -> dict[str, Any]:
    nothing = empty("Nothing is due in May 2026", "Looked at 10:02 at 12 deadlines of “Senior review team” that run on; none falls due in this month.", "Show all") | {"action": None, "second": None}
    return the_month({}, overdue=None, empty=nothing)


def the_day(*rows: Any) -> dict[str, Any]:
    found = table("Due on Monday 11 May 2026", ("Complaint", "Customer", "What", "Stands", "Owner", "Team"), *rows)
    beside = [{"href": "#", "label": "Day before", "words": "Sun 10 May 2026"}, {"href": "#", "label": "Day after", "words": "Tue 12 May 2026"}]
    return {"frame": frame("calendar"), "heading": {"title": "Monday 11 May 2026: 1 late, 1 due", "small": "Senior review team"}, "table": found, "empty": None, "pages": {"words": "Page 1", "previous": None, "next": "#"}, "beside": beside, "back": {"href": "#", "label": "Back to the calendar"}}


def the_feed(made: str | None, **changes: Any) -> dict[str, Any]:
    facts = [{"name": "Shows", "text": "What is yours"}, {"name": "Made", "text": "Mon 11 May 2026 10:02"}, {"name": "Last read", "text": "Not yet"}]
    whose = [{"value": name, "label": label, "is_chosen": name == "mine"} for name, label in (("mine", "What is yours"), ("team", "What is your team’s"))]
    return {"frame": frame(""), "made": made, "in_use": facts, "whose": whose, "op_id": "op", "withdraw_op_id": "op2", "most": 30, "errors": None, "done": ""} | changes


def pages() -> dict[str, tuple[str, dict]]:
    busy = {day: Counter({key: number * 40 for key, number in counted.items()}) for day, counted in COUNTS.items()}
    rows = [({"text": "LM-26-04391-K", "href": "#"}, "Amira Shah", "Senior review, 5 working days", {"text": "", "status": how}, "Tom Ashby", "Senior review team") for how in (LATE, TODAY)]
    return {
        "calendar": ("calendar/month.html", the_month()), "calendar-dark": ("calendar/month.html", the_month(theme="dark")),
        "calendar-list": ("calendar/month.html", the_month(as_list=True)), "calendar-busy": ("calendar/month.html", the_month(busy)),
        "calendar-feed": ("calendar/feed.html", the_feed("https://desk.example/calendar/feed/" + "0f" * 32 + ".ics")), "calendar-feed-error": ("calendar/feed.html", the_feed(None, errors=[{"href": "#whose-mine", "text": "Choose what the other calendar shows."}])),
        "calendar-empty": ("calendar/month.html", the_empty_month()), "calendar-day": ("calendar/day.html", the_day(*rows)),
    }
