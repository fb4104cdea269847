"""Made-up contexts for every page template: what the page engineers' views hand over, without a database."""


from datetime import date
from typing import Any

from django import forms

from complaints.clocks.words import DayRule, Segment, State, Status
from complaints.clocks.status import LOOKS
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
    return {"id": ref, "reference": ref, "href": f"/c/{ref}/", "customer": who, "tags": tags, "stage": stage, "due": due,
            "status": how, "boxes": days, "rule": rule, "last_contact": last, "owner": "Tom Ashby"}  # fmt: skip


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
    return {"open_words": "Filters: 2 on", "groups": groups, "hidden": [{"name": "view", "value": "mine"}], "reset": "/complaints/"}


def the_list(**changes: Any) -> dict:
    return {
        "frame": frame(), "heading": {"title": "Your complaints: 2 overdue, 2 due today", "small": "then 3 in 1–2 working days, 8 later, 1 stopped"},
        "as_of": "As at Mon 11 May 2026 10:02.", "changes": {"words": "4 changes since, refresh", "href": "/complaints/"}, "filters": filters(),
        "chips": [{"name": "Owner", "value": "you", "remove": "/complaints/"}, {"name": "State", "value": "something due", "remove": "/complaints/"}],
        "clear": "/complaints/", "save_view": "/complaints/", "shown": {"count": 16, "of": " of 47 in the team"},
        "sort": {"options": [{"value": "due", "label": "Next due", "on": True}, {"value": "contact", "label": "Last contact", "on": False}]},
        "columns": {"owner": False}, "groups": GROUPS, "bulk": {"action": "/complaints/bulk/", "buttons": [{"name": "assign", "label": "Assign", "key": "a"}]},
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
    keys = (("Resolve", "r"), ("Add a note", "n"), ("Record a call or message", "m"), ("Declare deadlock", ""), ("Customer withdraws", ""))
    return {
        "reference": "LM-26-04391-K", "name": "Amira Shah", "stage": REVIEW, "since": "With you since Thu 30 Apr", "here": "Tom Ashby is reading",
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
    {"id": 11, "when": "Sat 9 May 00:01", "iso": "2026-05-09T00:01:00+01:00", "icon": "alert", "system": True, "who": "System", "what": "noticed a missed deadline: senior review, due Fri 8 May 2026. Told Priya Raman."},
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
        "then": [{"name": "8-week letter", "due": "Thu 25 Jun 2026", "status": left(31), "rule": "56 days", "explain": EXPLAIN}],
        "latest": {"title": "Latest of 11 events", "events": EVENTS[:3], "href": "#"},
    } | changes  # fmt: skip






class Phone(forms.Form):
    """The six questions as the phone form asks them."""

    sections = (("", ("safety", "who", "what", "wanted", ("4. How to reach them", ("phone", "way", "time")), "needs", "end")),)
    safety = forms.MultipleChoiceField(
        label="Safe now?", choices=(("off", "Off supply now"), ("medical", "Medical need")), widget=forms.CheckboxSelectMultiple, required=False
    )
    who = forms.CharField(label="1. Who is it?", help_text="Name, postcode, phone, MPAN or reference")
    what = forms.CharField(
        label="2. What happened?", help_text="As close to their words as you can", widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Write what the customer said, in a sentence or more"},
    )  # fmt: skip
    wanted = forms.CharField(label="3. What do they want?", required=False)
    phone = forms.RegexField(
        r"^[0-9 ]{10,}$", label="Phone", required=False, error_messages={"invalid": "Phone number must have 10 or 11 digits, like 07700 900413"}
    )
    way = forms.ChoiceField(label="Best way", choices=(("", "Choose"), ("phone", "Phone")), required=False)
    time = forms.CharField(label="Best time", required=False)
    needs = forms.MultipleChoiceField(
        label="5. Anything to know?", widget=forms.CheckboxSelectMultiple, required=False,
        choices=(("else", "Speaks for someone else"), ("cy", "Prefers Welsh"), ("format", "Wants another format"), ("died", "Customer has died")),
    )  # fmt: skip
    end = forms.ChoiceField(
        label="6. How did the call end?", widget=forms.RadioSelect, required=False,
        choices=(("resolved", "Resolved on this call"), ("open", "Keep open, we answer"), ("senior", "Customer asks for a senior manager")),
    )  # fmt: skip


def pieces(text: str) -> list[dict]:
    """Words between bars are live: "Ring by |Tuesday 12 May|."."""
    return [{"text": part, "live": n % 2 == 1, "kind": "filled" if n % 2 else ""} for n, part in enumerate(text.split("|"))]


PANEL = {
    "reference": "LM-26-04418-P", "given_by": "Dan Whitlock",
    "script": [pieces(text) for text in (
        "“Your reference is |L M, 26, 04418, P|. My name is |Dan Whitlock|.",
        "I’ll look into it and ring you today if I can, by the end of |Tuesday 12 May| at the latest.",
        "If our answer doesn’t settle it, a senior manager reviews it. They aim to answer in 5 working days, and if they can’t they tell you where things stand.",
        "After 8 weeks, on |Monday 6 July|, or sooner if we give our final answer, you may go to the Ombudsman. It is free.”",
    )],
    "earlier": {"title": "Earlier complaints", "lines": [{"text": "1 open: quote for cut-out move, with Lena Fraser. Next: Wed 13 May 2026, 2 working days left.", "href": "#", "link": "Add this call to it instead"}]},
    "rules": [{"text": "A report of loss of supply alone is not a complaint. Being unhappy about how we deal with it is."}, {"text": "Household: may go to the Ombudsman after 8 weeks."}],
}  # fmt: skip
CALL = {"who": "Yusuf Okonjo", "what": "Says an engineer was booked for Thursday 7 May, 8 to 12, to move the cut-out for his kitchen work. Nobody came, nobody rang.",
        "wanted": "A new date this week, a reason, and the morning paid for", "phone": "07700 900672", "way": "phone", "end": "open"}  # fmt: skip


def the_phone_form(**changes: Any) -> dict:
    return {
        "frame": frame(""), "heading": {"title": "Log a complaint: 2 answers still open", "small": "Telephone, received Mon 11 May 2026 10:02"}, "saved": "Saved 10:04:31",
        "safety": "Smell of gas or danger: 0800 111 999, now.", "form": Phone(initial=CALL), "op_id": "op-1", "version": 1, "autosave": "/complaints/new/save/",
        "submit": "Finish call", "leave": {"href": "#", "label": "Leave and come back"}, "foot": "Still open: best time (4), anything to know (5). Neither stops you.", "panel": PANEL,
    } | changes  # fmt: skip


def the_broken_form() -> dict:
    form = Phone(data={"who": "Okonjo, 3 Fuller", "phone": "0770 0900"})
    panel = PANEL | {"reference": "", "script": [], "earlier": {"lines": [{"text": "No earlier complaints found for “Okonjo, 3 Fuller”."}]}}
    heading = {"title": "Log a complaint", "small": "Telephone, Mon 11 May 2026 10:02. The reference comes with the first save."}
    return the_phone_form(form=form, panel=panel, heading=heading, saved="", autosave="", submit="Save and give reference", foot="Only 1 and 2 are needed for the reference.")


def check(met: str, text: str, why: str = "") -> dict:
    return {"met": met, "icon": {"met": "tick", "missing": "late", "avoid": "warn"}[met], "text": text, "why": why, "href": "#" if why else "", "link": "Write it" if why else ""}


READY = ("Says that it is our final position, at the top", "Addressed by name, dated, with reference", "Our position on each point", "Right to go to the Ombudsman",
         "The Ombudsman is independent", "It is free for the customer", "Apology, explanation, action, money", "If they accept, we must do it; they need not accept",
         "Ombudsman’s contact details", "Where to get free advice", "How long they have", "How and by when to accept the offer")  # fmt: skip
PARTS = [
    {"name": "intro", "text": [pieces("I am writing to tell you formally that we have not been able to settle your complaint about |the footway outside your home, first made on 24 March 2026|. You may now take it to the Energy Ombudsman.")]},
    {"name": "summary", "title": "What has happened so far", "icon": "lock", "by_words": "from the log, 5 contacts", "bullets": [pieces(f"|{text}|") for text in ("24 March: you rang about our open trench; Dan Whitlock rang back next day.", "24 April: you asked for a senior manager.", "30 April: I rang you with our answer.")]},
    {"name": "position", "title": "Our final position", "icon": "pen", "by_words": "you write this", "edit_href": "#", "text": [[{"text": "The trench stayed open for 19 days, 12 longer than we had told you. That was our fault. I don’t think that further ", "kind": ""}, {"text": "redress", "kind": "avoid"}, {"text": " is due for the hedge.", "kind": ""}]]},
    {"name": "offer", "title": "Our offer", "icon": "pen", "by_words": "you write this", "edit_href": "#", "text": [pieces("We offered you £75 for the delay on 30 April.")], "unwritten": "Not written yet: say whether the offer stays open if Mrs Okafor goes to the Energy Ombudsman."},
]  # fmt: skip


def the_letter(**changes: Any) -> dict:
    return {
        "frame": frame("letters"), "letter": {"title": "Deadlock letter: 2 things to fix", "reference": "LM-26-04402-X", "case_href": "#", "customer": "Rosalind Okafor", "saved": "Draft saved 10:02:07"},
        "primary": {"label": "Send for approval", "action": "#", "fields": []}, "others": [{"label": "Preview PDF", "href": "#"}, {"label": "Versions 3", "href": "#"}],
        "paper": {"company": "Lastmile", "line": "Electricity networks", "address": "Complaints, 2 Exchange Quay, Nottingham", "to": ["Mrs Rosalind Okafor", "27 Tannery Row", "Stafford"], "on": "11 May 2026", "reference": "LM-26-04402-X", "heading": "This is our final position on your complaint", "dear": "Dear Mrs Okafor,", "parts": PARTS, "sign_off": ["Yours sincerely", "Priya Raman, senior manager"]},
        "due": {"sentence": "Send by Monday 11 May 2026", "status": TODAY, "rule": "Deadlock letter, 5 working days", "explain": EXPLAIN},
        "steps": [{"name": "Draft", "text": "you, 09:31", "done": True}, {"name": "Check", "text": "Tom Ashby"}, {"name": "Approved", "text": "–"}, {"name": "Sent", "text": "–"}],
        "steps_note": "You wrote it, so someone else approves it. Tom Ashby is asked.",
        "checklist": {"title": "Checklist: 12 of 14 ready", "note": "checked when saved", "lines": [check("missing", "Whether the offer stays open", "Missing in “Our offer”."), check("avoid", "Words to avoid: “redress”, once", "In “Our final position”. Say “payment” or “anything more”."), *(check("met", text) for text in READY)]},
    } | changes  # fmt: skip


def the_conflict() -> dict:
    same = [{"text": "Priya Raman", "new": False}]
    return {
        "frame": frame(), "heading": {"title": "Two changes clash on LM-26-04391-K", "small": "Amira Shah, senior review"}, "kept": "Your words are kept, draft 10:02:07",
        "notice": {"title": "Tom Ashby saved this complaint at 10:01 while you were writing", "text": "Nothing is lost. In 1 place you wrote something else: choose."},
        "before_head": "Before, 09:58", "theirs_head": "Tom Ashby, saved 10:01", "action": "#", "op_id": "op-2", "version": 15, "submit": "Save these choices",
        "keep_theirs": {"href": "#", "label": "Keep all of Tom’s"}, "leave": {"href": "#", "label": "Keep my draft and go to the case"},
        "fields": [
            {"name": "wanted", "label": "Wants", "before": "A written reason for the three cuts.", "theirs": [{"text": "A written reason for the three cuts, ", "new": False}, {"text": "and £50 for spoiled food.", "new": True}], "yours": [{"text": "A written reason for the three cuts, ", "new": False}, {"text": "and a call before any planned work.", "new": True}], "choice": "edit", "edited": "A written reason for the three cuts, a call before any planned work, and £50 for spoiled food.", "theirs_name": "Tom’s"},
            {"name": "owner", "label": "Owner", "before": "Priya Raman", "theirs": same, "yours": same, "same": True, "edited": None},
        ],
    }  # fmt: skip


def the_letters() -> dict:
    head = ("Complaint", "Letter", "Send by", "How long", "Written by")
    return {
        "frame": frame("letters"), "heading": {"title": "Letters: 2 to check, oldest due today", "small": "then 1 to approve, 0 uncertain"}, "as_of": "As at Mon 11 May 2026 10:02.",
        "groups": [
            {"state": State.TODAY, "icon": "today", "name": "Drafts to check", "count": 1, "table": table("Drafts to check", head, ({"text": "LM-26-04402-X", "href": "#"}, "Deadlock", "Mon 11 May 2026", {"text": "", "status": TODAY}, "you"))},
            {"state": "", "icon": "letter", "name": "Sent this week", "count": 1, "table": table("Sent", head, ({"text": "LM-26-04187-N", "href": "#"}, "8-week", "Mon 18 May 2026", {"text": "", "status": status(State.MET, "Met on 7 May, 1 working day early")}, "Tom Ashby"))},
        ],
    }  # fmt: skip


def the_alerts() -> dict:
    line = {"id": 1, "what": "Senior review", "reference": "LM-26-04391-K", "href": "#", "customer": "Amira Shah", "due": "Fri 8 May 2026", "status": LATE, "raised": "Sat 9 May 00:00", "to": "you, Compliance"}
    done = line | {"reference": "LM-26-04276-K", "done": "You, Sat 9 May 08:12"}
    return {
        "frame": frame(""), "heading": {"title": "Alerts: 1 to acknowledge", "small": "1 acknowledged this week"}, "as_of": "As at Mon 11 May 2026 10:02.",
        "groups": [{"state": State.LATE, "icon": "late", "name": "Overdue", "count": 1, "rows": [line | {"ack": {"action": "#", "op_id": "op"}}]}, {"state": "", "icon": "tick", "name": "Acknowledged", "count": 1, "rows": [done]}],
    }  # fmt: skip


def the_almanac() -> dict:
    def week(first: int, number: int, *, off_monday: bool = False) -> list[dict]:
        names = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
        days = []
        for n, name in enumerate(names):
            off = n > 4 or (off_monday and n == 0)
            words = "Weekend" if n > 4 else "Bank holiday" if off else str(number + n - (1 if off_monday else 0)) if number + n else "Today"
            days.append({"top": f"{name} {first + n}", "bottom": words, "off": off, "limit": words == "5"})
        return days

    return {"title": "Monday 11 May 2026 is a working day", "text": "Five working days from today end on Monday 18 May. Next day off: Monday 25 May, Spring bank holiday, all of Great Britain.",
            "weeks": [week(11, 0), week(18, 5), week(25, 10, off_monday=True)], "foot": "England and Wales. Dates here are worked out by the same rules as every deadline."}  # fmt: skip


class SignIn(forms.Form):
    username = forms.CharField()
    password = forms.CharField(error_messages={"required": "Enter your password"})


class Reason(forms.Form):
    sections = (("", ("reason", "asked", "told")), ("The explanation", ("given", "text")))
    reason = forms.CharField(label="Reason", help_text="Goes into the timeline", widget=forms.Textarea(attrs={"rows": 3}))
    asked = forms.BooleanField(label="The customer asked for a senior manager", required=False)
    told = forms.DateField(label="When were they told?", help_text="Like 8 May 2026", required=False)
    given = forms.ChoiceField(label="Was it given?", choices=(("yes", "Yes"), ("no", "No, because")), widget=forms.RadioSelect)
    text = forms.CharField(label="What was said", widget=forms.Textarea(attrs={"rows": 3}), required=False)


def the_move() -> dict:
    return {
        "frame": frame(), "heading": {"title": "Escalate LM-26-04391-K", "small": "Amira Shah, immediate"}, "form": Reason(), "op_id": "op-3", "version": 4, "submit": "Escalate the complaint",
        "back": {"href": "#", "label": "Back to the complaint"}, "what_next": ["The complaint goes to senior review.", "Resolve or send an update by Monday 18 May 2026: 5 working days start now."],
    }  # fmt: skip


def the_job() -> dict:
    return {
        "frame": frame("letters"), "job": {"title": "Drafting 8-week letters: 24 of 38", "small": "Started by you, Mon 11 May 2026 10:00", "words": "About 1 minute left, 12 letters a minute", "done": 24, "total": 38, "sum": "23 drafted + 1 failed + 14 left = 38", "leave_words": "You can leave this page. You are told when it ends.", "kept_words": "The 23 drafts stay. The result is kept until Mon 18 May 2026.", "refresh": 2, "poll": ""},
        "failed_title": "Failed, 1", "failed": table("Failed", ("Complaint", "Why", "What to do"), ({"text": "LM-26-04190-R, Idris Bowen", "href": "#"}, "No postal address on file", "Add an address, then it can be tried again here")),
        "acts": [{"label": "Stop after this letter", "action": "#", "fields": []}],
    }  # fmt: skip


class Days(forms.Form):
    start = forms.CharField(label="First day", initial="30 April 2026")
    days = forms.IntegerField(label="Working days", initial=5)
    calendar = forms.ChoiceField(label="Calendar", choices=(("england-and-wales", "England and Wales"), ("scotland", "Scotland")))


def the_calculator() -> dict:
    return {"frame": frame("help"), "form": Days(), "answer": {"date": "Friday 8 May 2026", "sentence": "5 working days after Thursday 30 April 2026", "strip": STRIP[:8], "facts": EXPLAIN["facts"][1:2], "provisional": ""}}


def signed_out() -> Frame:
    return frame(person=None, nav=(), alerts=None)


def pages() -> dict[str, tuple[str, dict]]:
    """Every page to draw: name → (template, context)."""
    nothing = {"groups": [], "chips": [], "bulk": None}
    return {
        "list": ("complaints/list.html", the_list()),
        "list-stale": ("complaints/list.html", the_list(frame=frame(stale_words="Deadlines were last checked at 09:41, 21 minutes ago.", checked_words="Deadlines last checked 09:41", checked_icon="warn"))),
        "list-dark": ("complaints/list.html", the_list(frame=frame(theme="dark"))),
        "empty": ("complaints/list.html", the_list(**nothing, heading={"title": "Your complaints: nothing due until Mon 18 May", "small": ""}, shown={"count": 0, "of": " of 6"}, empty=empty("All done until Monday 18 May 2026", "Looked at your 6 complaints and their 9 deadlines at 10:01.", "Take next from the queue"))),
        "case": ("complaints/case.html", the_case()),
        "case-dark": ("complaints/case.html", the_case(frame=frame(theme="dark"))),
        "timeline": ("complaints/timeline.html", the_case(case=case("Timeline"), heading="Timeline: 11 events, newest first", events=EVENTS, filters=[{"label": "All", "count": 11, "href": "#", "current": True}, {"label": "Contact", "count": 4, "href": "#"}], note_form={"action": "#", "op_id": "op", "text": ""})),
        "case-letters": ("complaints/letters.html", the_case(case=case("Letters"), heading="Letters: none yet", empty="An 8-week letter would be due on Thursday 25 June 2026.", drafts=[{"action": "#", "kind": "update", "label": "Draft an update", "op_id": "op"}])),
        "form": ("complaints/phone_form.html", the_phone_form()),
        "form-error": ("complaints/phone_form.html", the_broken_form()),
        "move": ("complaints/move.html", the_move()),
        "conflict": ("complaints/conflict.html", the_conflict()),
        "letters": ("letters/list.html", the_letters()),
        "letter": ("letters/letter.html", the_letter()),
        "letter-dark": ("letters/letter.html", the_letter(frame=frame("letters", theme="dark"))),
        "alerts": ("alerts/list.html", the_alerts()),
        "sign-in": ("staff/sign_in.html", {"frame": signed_out(), "form": SignIn(), "almanac": the_almanac(), "notice": "You were signed out after 30 minutes without use. What you were writing is kept, and you go back to it."}),
        "sign-in-error": ("staff/sign_in.html", {"frame": signed_out(), "form": SignIn({"username": "priya.raman"}), "almanac": the_almanac()}),
        "password": ("staff/password.html", {"frame": frame(""), "heading": {"title": "Change your password"}, "form": SignIn(), "submit": "Change password", "rules": [], "op_id": None}),
        "jobs": ("jobs/list.html", {"frame": frame(""), "heading": {"title": "Your jobs: 1 running", "small": ""}, "table": table("Jobs", ("Job", "Started", "State"), ({"text": "Import of complaints.csv", "href": "#"}, "Mon 11 May 10:00", "Done, 2 rows refused")), "actions": [{"label": "Import a file", "href": "#"}]}),
        "job": ("jobs/job.html", the_job()),
        "calculator": ("workdays/calculator.html", the_calculator()),
        **{f"error-{code}": (f"errors/{code}.html", {"frame": frame(), "code": "K7Q-204-MX" if code == 500 else ""}) for code in (400, 403, 404, 409, 413, 429, 500, 503)},
        "error-bare": ("errors/500.html", {}),
    }  # fmt: skip
