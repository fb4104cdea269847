"""Made-up contexts for every page template, without a database: the frame, lists and the case."""
# ruff: noqa: E501 (sample words stay on one line)

from datetime import date
from typing import Any

from complaints.clocks.status import LOOKS
from complaints.clocks.words import DayRule, Segment, State, Status
from complaints.lists.columns import COLUMNS, USUAL
from complaints.templatetags.deadline_picture import Mark, Picture
from config.frame import Frame, FramePerson, Link, NavItem

NAV = (("work", "My work", 16), ("queue", "Team queue", 31), ("reviews", "Reviews", 28), ("letters", "Letters", 4),
       ("calendar", "Calendar", None), ("reports", "Reports", None), ("help", "Help", None))  # fmt: skip


def frame(current: str = "work", **changes: Any) -> Frame:
    nav = tuple(NavItem(name, label, f"/{name}/", f"g {name[0]}", count, name == current) for name, label, count in NAV)
    values = {
        "company": "Lastmile", "product": "complaints desk", "demo": True, "theme": "light",
        "person": FramePerson("Priya Raman", "senior manager", (Link("Change password", "/password/"),)),
        "nav": nav, "alerts": 3, "checked_words": "Deadlines checked 10:01", "checked_icon": "tick", "stale_words": None,
        "facts": ("Procedure rules version 3", "England and Wales calendar 2026-02, known to 31 December 2028", "London time"),
        "q": "", "keys_off": False, "idle_seconds": 1800, "stay_href": "/session/",
    }  # fmt: skip
    return Frame(**(values | changes))


def status(state: State, words: str) -> Status:
    return Status(state, words, *LOOKS[state])


LATE = status(State.LATE, "1 working day late")
TODAY = status(State.TODAY, "Due today")
TOMORROW = status(State.SOON, "Due tomorrow")


def left(days: int) -> Status:
    return status(State.SOON if days < 3 else State.LATER, f"{days} working days left")


def boxes(used: int, total: int, current: int | None = None, over: int = 0, unit: str = "working day") -> DayRule:
    kinds = tuple("current" if n == current else "used" if n <= used else "left" for n in range(1, total + 1))
    return DayRule(unit, kinds, current, used, over, over, f"{used} of {total} {unit}s used")


def row(ref: str, who: str, stage: str, due: str, how: Status, days: DayRule | None, rule: str, last: str, *tags: str) -> dict:
    return {"reference": ref, "href": f"/c/{ref}/", "customer": who, "tags": tags, "stage": stage, "due": due,
            "status": how, "days": days, "rule": rule, "last": last, "owner": "Tom Ashby"}  # fmt: skip


def group(state: State, name: str, rows: list[dict]) -> dict:
    return {"state": state, "icon": LOOKS[state][0], "name": name, "count": len(rows), "rows": rows}


REVIEW = "Senior review"
GROUPS = [
    group(State.LATE, "Overdue", [
        row("LM-26-04391-K", "Amira Shah", REVIEW, "Fri 8 May 2026", LATE, boxes(5, 5, over=1), "Senior review, 5 days", "Call Thu 7 May", "Priority services"),
        row("LM-26-04276-K", "Kestrel Bakery Ltd", "Agreed, waiting for us", "Fri 8 May 2026", LATE, None, "Action we promised", "Email Fri 1 May"),
    ]),
    group(State.TODAY, "Due today", [
        row("LM-26-04402-X", "Rosalind Okafor", "Deadlock", "Mon 11 May 2026", TODAY, boxes(4, 5, 5), "Deadlock letter, 5 days", "Call Fri 1 May"),
        row("LM-26-04398-T", "Tomasz Wieczorek", REVIEW, "Mon 11 May 2026", TODAY, boxes(4, 5, 5), "Senior review, 5 days", "Call Wed 6 May"),
    ]),
    group(State.SOON, "Due in 1–2 working days", [
        row("LM-26-04405-A", "Gwen Pritchard", REVIEW, "Tue 12 May 2026", TOMORROW, boxes(3, 5, 4), "Senior review, 5 days", "Call Tue 5 May", "Off supply"),
        row("LM-26-04417-N", "Alder Court Residents", "Immediate", "Tue 12 May 2026", TOMORROW, boxes(0, 1), "First response, 1 day", "Email today"),
        row("LM-26-04379-X", "Daniel Nwosu", REVIEW, "Wed 13 May 2026", left(2), boxes(2, 5, 3), "Next update, 5 days", "Update Wed 6 May"),
    ]),
    group(State.LATER, "Later", [
        row("LM-26-04409-E", "Fiona McAllister", REVIEW, "Thu 14 May 2026", left(3), boxes(1, 5, 2), "Senior review, 5 days", "Call Thu 7 May"),
        row("LM-26-04411-G", "Sukhdeep Gill", REVIEW, "Fri 15 May 2026", left(4), boxes(0, 5, 1), "Senior review, 5 days", "Call Fri 8 May"),
        row("LM-26-04386-E", "Harbourside Launderette", "Deadlock", "Fri 15 May 2026", left(4), boxes(0, 5, 1), "Deadlock letter, 5 days", "Call Fri 8 May"),
        row("LM-26-04187-N", "Leonard Ashworth", REVIEW, "Mon 18 May 2026", left(5), boxes(7, 8, 8, unit="week"), "8-week letter, 56 days", "Update today"),
        row("LM-26-04012-Y", "Nadia Haddad", "Ombudsman", "Tue 26 May 2026", left(10), boxes(1, 4, 2, unit="week"), "Decision, 28 days", "Letter Tue 28 Apr", "Priority services"),
        row("LM-26-04251-H", "Brackenfield Dental", "Resolved", "Fri 29 May 2026", left(13), None, "Action we promised", "Call Mon 27 Apr"),
        row("LM-26-04033-W", "Ewa Kowalczyk", "Ombudsman", "Wed 3 Jun 2026", left(16), None, "Ombudsman’s file date", "Letter Thu 7 May"),
        row("LM-25-09743-G", "Peter Lomax", "Deadlock", "", status(State.LATER, "Window closes 29 Aug 2026 (3 months left)"), boxes(3, 7, 4, unit="month"), "Ombudsman, 7 months", "Letter Tue 27 Jan"),
    ]),
    group(State.STOPPED, "Clock stopped", [
        row("LM-26-04229-J", "Imran Qureshi", "Resolved", "", status(State.STOPPED, "Clock stopped since 6 May (in dispute)"), None, "Standards payment", "Email Wed 6 May"),
    ]),
]  # fmt: skip

OPTIONS = (
    ("Owner", "owner", (("You", 16), ("Tom Ashby", 14), ("Lena Fraser", 12), ("Nobody yet", 5))),
    ("Stage", "stage", (("Immediate", 1), ("Senior review", 7), ("Deadlock", 3), ("Ombudsman", 2), ("Resolved", 3))),
    ("Due", "due", (("Overdue", 2), ("Today", 2), ("1–2 working days", 3), ("Later", 8), ("Clock stopped", 1))),
    ("Needs", "needs", (("Priority services", 2), ("Off supply", 1))),
)


def filters() -> dict:
    groups = [
        {"name": name, "field": field, "options": [{"value": label, "label": label, "count": count, "on": label == "You"} for label, count in options]}
        for name, field, options in OPTIONS
    ]  # fmt: skip
    return {"open_words": "Filters: 2 on", "groups": groups, "view": "mine", "q": ""}


def the_list(**changes: Any) -> dict:
    return {
        "frame": frame(), "heading": {"title": "Your complaints: 2 overdue, 2 due today", "small": "then 3 in 1–2 working days, 8 later, 1 stopped"},
        "as_of": "As at Mon 11 May 2026 10:02.", "changes": {"words": "4 changes since, refresh", "href": "/complaints/", "ask": "/complaints/changes/?list=mine&mark=9"}, "filters": filters(),
        "chips": [{"name": "Owner", "value": "you", "less": "owner:priya"}, {"name": "State", "value": "overdue", "less": "state:overdue"}],
        "list": "mine", "saved_view": False, "save_view": "/complaints/", "shown": {"count": 16, "of": " of 47 in the team"},
        "sort": {"options": [{"value": "due", "label": "Next due", "on": True}, {"value": "contact", "label": "Last contact", "on": False}]},
        "columns": [{"name": name, "label": COLUMNS[name]} for name in USUAL if name != "owner"], "columns_href": "/complaints/columns/?list=mine", "export_href": "/complaints/export/?list=mine", "whole": "All 47 of this list",
        "tab": "(2 overdue) Your complaints",
        "views": [{"label": "Mine", "href": "/complaints/?view=mine", "current": True, "count": None}, {"label": "Team queue", "href": "/complaints/?view=queue", "current": False, "count": None},
                  {"label": "Medical needs", "href": "/complaints/?list=v1", "current": False, "count": "12"}],
        "groups": GROUPS, "bulk": {"action": "/complaints/bulk/", "buttons": [{"name": "assign", "label": "Assign", "key": "a"}]},
    } | changes  # fmt: skip


def empty(title: str, text: str, label: str) -> dict:
    return {"title": title, "text": text, "action": {"href": "/complaints/new/", "label": label}, "note": "5 there have no owner, the most urgent is due tomorrow."}


STRIP = (
    Segment("Thu 30 Apr", "Start", "start"), Segment("Fri 1", "1", "counted"), Segment("Sat 2, Sun 3", "Weekend", "off", 2),
    Segment("Mon 4", "Bank holiday", "off", 1, "Early May bank holiday"), Segment("Tue 5", "2", "counted"), Segment("Wed 6", "3", "counted"),
    Segment("Thu 7", "4", "counted"), Segment("Fri 8", "5, due", "counted", is_due=True), Segment("Sat 9, Sun 10", "Weekend", "off", 2),
    Segment("Mon 11", "1 late", "late", is_today=True),
)  # fmt: skip
EXPLAIN = {
    "strip": STRIP,
    "facts": [
        {"name": "Started", "text": "Thu 30 Apr 2026 14:10, customer asked for a senior manager", "href": "#event-5", "link": "event 5"},
        {"name": "Skipped", "text": "Sat 2 and Sun 3 May (weekend); Mon 4 May (Early May bank holiday, England and Wales)"},
        {"name": "Rule", "text": "Senior review, 5 working days, version 3, Complaints Handling Procedure"},
        {"name": "Changed", "text": "No pauses. Nobody has moved this date."},
    ],
}
DUE = {"sentence": "Resolve or send an update by Friday 8 May 2026", "status": LATE, "rule": "Senior review, 5 working days", "explain": EXPLAIN}


def tabs(current: str) -> list[dict]:
    names = (("Overview", None), ("Timeline", 11), ("Letters", 0), ("Files", 2), ("Audit", None))
    return [{"label": label, "href": "#", "count": count, "current": label == current} for label, count in names]


def case(current: str = "Overview") -> dict:
    keys = (("Resolve the complaint", "r"), ("Add a note", "n"), ("Record a call or message", "m"), ("Declare deadlock", ""), ("Close because the customer withdraws", ""))
    return {
        "reference": "LM-26-04391-K", "name": "Amira Shah", "stage": REVIEW, "since": "With you since Thu 30 Apr", "here": {"href": "/c/LM-26-04391-K/here/", "words": "Also here: Tom Ashby"},
        "primary": {"label": "Send update", "href": "#", "key": "u"}, "more": [{"label": label, "href": "#", "key": key} for label, key in keys],
        "more_note": "Refer to the Ombudsman: from Wednesday 24 June 2026 (8 weeks), or after deadlock.",
        "place": {"words": "1 of 16", "next": "#"}, "tabs": tabs(current),
    }  # fmt: skip


SIDE = [
    {"title": "Customer", "lines": [{"strong": "Mrs Amira Shah", "text": ", domestic"}, {"text": "14 Corve Close, Telford"}, {"text": "MPAN 29 0041 7330 186"}, {"text": "Phone after 17:00, 07700 900413"}]},
    {"title": "To know", "tags": ["Priority services"], "lines": [{"text": "Oxygen at home; priority services register"}]},
    {"title": "People", "lines": [{"text": "Owner: you, Senior review team"}, {"text": "Logged by Dan Whitlock, Customer service"}]},
    {"title": "Files", "link": {"href": "#", "label": "Add a file"}, "lines": [{"text": "", "href": "#", "link": "Fault log 7 May.pdf", "small": "214 kB"}]},
    {"title": "Letters", "lines": [{"text": "None yet. An 8-week letter would be due on Thursday 25 June 2026."}]},
    {"title": "", "lines": [], "note": "Seen by Senior review and Compliance. Version 14 of this record, as at 10:02."},
]  # fmt: skip
SUMMARY = [
    {"name": "In the customer’s words", "text": "“That’s the third power cut in ten days. My husband’s oxygen concentrator runs four hours on its battery. Nobody rings and nobody says why.”", "small": "By phone, Wed 29 Apr 09:12", "said": True},
    {"name": "Wants", "text": "A written reason for the three cuts, and a call before any planned work."},
    {"name": "Where it stands", "text": "The fault log came on Thu 7 May: a tree on the overhead line, cut back on 6 May. No answer given yet."},
    {"name": "What we said", "text": "Priya, Thu 7 May: the fault log is in; I will explain it to you. No date promised."},
    {"name": "What is next", "text": "Send the update today. The next 5 working days then end on Monday 18 May 2026."},
]  # fmt: skip
EVENTS = [
    {"id": 11, "when": "Sat 9 May 00:01", "iso": "2026-05-09T00:01:00+01:00", "icon": "late", "system": True, "who": "System", "what": "noticed a missed deadline: senior review, due Fri 8 May 2026. Told Priya Raman."},
    {"id": 10, "when": "Fri 8 May 11:15", "iso": "2026-05-08T11:15:00+01:00", "icon": "note", "who": "Priya Raman", "what": "internal note", "note": "Log says “veg contact, L2”. I asked network operations for plain words before I ring her."},
    {"id": 9, "when": "Thu 7 May 17:20", "iso": "2026-05-07T17:20:00+01:00", "icon": "out", "who": "Priya Raman", "what": "rang the customer, 6 minutes", "words": "The fault log is in and I will explain it to her. She asked again for a call before any planned work."},
    {"id": 8, "when": "Thu 30 Apr 14:10", "iso": "2026-04-30T14:10:00+01:00", "icon": "move", "who": "Dan Whitlock", "what": "escalated to senior review: the customer asked for a senior manager"},
    {"id": 7, "when": "Thu 30 Apr 14:02", "iso": "2026-04-30T14:02:00+01:00", "icon": "in", "who": "Amira Shah", "what": "rang us, 7 minutes", "words": "“I want somebody who can tell me why it keeps going off.”"},
    {"id": 1, "when": "Wed 29 Apr 09:14", "iso": "2026-04-29T09:14:00+01:00", "icon": "system", "system": True, "who": "System", "what": "started deadlines: first response Thu 30 Apr 2026; 8-week letter Thu 25 Jun 2026"},
]  # fmt: skip


def table(caption: str, head: tuple[str, ...], *lines: tuple) -> dict:
    return {"caption": caption, "head": [{"text": text} for text in head], "rows": [[cell if isinstance(cell, dict) else {"text": cell} for cell in line] for line in lines]}


PICTURE = Picture(
    label="Senior review missed on Friday 8 May 2026; 8-week letter due on Thursday 25 June 2026",
    start_on=date(2026, 4, 29), now_on=date(2026, 5, 11), now_words="Mon 11 May", over_from=date(2026, 5, 8),
    deadlines=(Mark(date(2026, 4, 30), "First response met", "due Thu 30 Apr", status(State.MET, "Met on 29 Apr, 1 working day early")),
               Mark(date(2026, 5, 8), "Senior review missed", "due Fri 8 May", LATE),
               Mark(date(2026, 6, 25), "8-week letter", "Thu 25 Jun", status(State.LATER, "31 working days left"))),
    events=(Mark(date(2026, 4, 29), "Logged", "Wed 29 Apr"), Mark(date(2026, 4, 30), "Escalated", "Thu 30 Apr")),
    holidays=(Mark(date(2026, 5, 4), "Early May bank holiday", ""), Mark(date(2026, 5, 25), "Spring bank holiday", "")),
    far=Mark(date(2027, 1, 29), "Ombudsman closes", "Fri 29 Jan 2027", status(State.NOT_STARTED, "Not started")),
)  # fmt: skip


def the_case(**changes: Any) -> dict:
    return {
        "frame": frame(), "case": case(), "due": DUE, "explain_open": True, "side": SIDE, "summary": SUMMARY,
        "picture": PICTURE, "dates": table("Deadlines of this complaint", ("Deadline", "Due", "How long"), ("Senior review", "Fri 8 May 2026", {"text": "", "status": LATE})),
        "then_words": "Then: 1 more date",
        "then": [{"name": "8-week letter", "due": "Thu 25 Jun 2026", "status": left(31), "rule": "56 days", "explain": EXPLAIN}],
        "latest": {"title": "Latest of 11 events", "events": EVENTS[:3], "href": "#"},
    } | changes  # fmt: skip
