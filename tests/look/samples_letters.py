"""Made-up contexts for letters, alerts, the conflict page, the sign-in page and a job."""
# ruff: noqa: E501 (sample words stay on one line)

from typing import Any

from complaints.clocks.words import State
from tests.look.samples import EXPLAIN, LATE, TODAY, frame, status, table
from tests.look.samples_forms import pieces


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


def the_clash_of_moves() -> dict:
    """Both sent an update: theirs to read, mine still in the form."""
    def block(text: str, *, name: str = "", new: str = "") -> dict:
        parts = [{"text": text, "new": False}, {"text": new, "new": True}]
        return {"label": "What the customer was told", "pieces": parts, "name": name, "value": text, "line": False, "asked": bool(name)}
    rows = [
        {"label": "What was done", "theirs": [block("Recorded an update, Mon 11 May 2026 10:01") | {"label": ""}], "yours": [block("Send update") | {"label": ""}]},
        {"label": "What the customer was told", "theirs": [block("The fault log shows ", new="three faults.")], "yours": [block("The fault log is in.", name="summary")]},
    ]
    return the_conflict() | {"fields": [], "beside": rows, "note": {"name": "text", "text": "Written for “Send update”.", "rows": 4}, "before_head": "", "submit": "Send update all the same"}  # fmt: skip


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
    line = {"id": 1, "what": "Senior review", "reference": "LM-26-04391-K", "href": "#", "customer": "Amira Shah", "due": "Fri 8 May 2026", "status": LATE, "raised": "Sat 9 May 00:00", "to": "you, Compliance", "done": "", "further": "Goes to compliance Tue 12 May 2026 09:00", "ack": False}
    done = line | {"reference": "LM-26-04276-K", "done": "You, Sat 9 May 08:12", "further": ""}
    read = {"id": 2, "what": "Tom Ashby named you in a note", "reference": "LM-26-04391-K", "href": "#", "customer": "Amira Shah", "at": "Mon 11 May 2026 09:40", "read": ""}
    inbox = {"count": 1, "rows": [read], "lately": [read | {"id": 3, "read": "Mon 11 May 2026 09:50"}], "every": "2", "op_id": "op"}
    several = {"name": "in-late", "value": "1,4", "do": "late"}
    return {
        "frame": frame(""), "heading": {"title": "Alerts: 2 to acknowledge, 1 message to read", "small": "1 acknowledged in the last 7 days, 1 overtaken by a later one"}, "as_of": "As at Mon 11 May 2026 10:02.",
        "shows": [{"label": "Mine", "href": "#", "current": True, "count": "1"}, {"label": "All", "href": "#", "current": False, "count": "12"}],
        "groups": [{"state": State.LATE, "icon": "late", "name": "Overdue", "count": 2, "all": several, "rows": [line | {"ack": True}, line | {"id": 4, "ack": True}]}, {"state": "", "icon": "tick", "name": "Acknowledged in the last 7 days", "count": 1, "rows": [done], "all": None}],
        "overtaken": {"state": "", "icon": "", "name": "Overtaken", "count": 1, "rows": [line | {"id": 5, "done": "Overtaken", "further": ""}], "all": None}, "pages": None,
        "inbox": inbox, "op_id": "op", "errors": [], "acknowledge": "#", "several": True,
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


def the_job() -> dict:
    return {
        "frame": frame("letters"), "as_of": "As at Mon 11 May 2026 10:02.", "job": {"title": "Drafting 8-week letters: 24 of 38", "small": "Started by you, Mon 11 May 2026 10:00", "words": "About 1 minute left, 12 letters a minute", "done": 24, "total": 38, "sum": "23 drafted + 1 failed + 14 left = 38", "leave_words": "You can leave this page. You are told when it ends.", "kept_words": "The 23 drafts stay. The result is kept until Mon 18 May 2026.", "refresh": 2, "poll": ""},
        "failed_title": "Failed, 1", "failed": table("Failed", ("Complaint", "Why", "What to do"), ({"text": "LM-26-04190-R, Idris Bowen", "href": "#"}, "No postal address on file", "Add an address, then it can be tried again here")),
        "acts": [{"label": "Stop after this letter", "css": "btn-quiet", "action": "#", "fields": []}],
    }  # fmt: skip
