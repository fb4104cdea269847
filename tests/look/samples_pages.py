"""Every sample page: name, template and context."""
# ruff: noqa: E501 (sample words stay on one line)

from complaints.case.pages.as_of import AsOfForm
from complaints.case.pages.entry_forms import NoteForm
from complaints.lists.pages.saved import ViewForm
from complaints.record.refusals import Unacceptable
from config.frame import Frame
from tests.look.samples import EVENTS, case, empty, frame, table, the_case, the_list
from tests.look.samples_bulk import pages as bulk
from tests.look.samples_calendar import pages as calendar
from tests.look.samples_eligibility import pages as eligibility
from tests.look.samples_evidence import pages as evidence
from tests.look.samples_figures import pages as figures
from tests.look.samples_forms import SignIn, the_broken_form, the_calculator, the_likely_call, the_move, the_phone_form
from tests.look.samples_incidents import pages as incidents
from tests.look.samples_ledger import pages as ledger
from tests.look.samples_letters import the_alerts, the_almanac, the_clash_of_moves, the_conflict, the_job, the_letter, the_letters
from tests.look.samples_reports import pages as reports
from tests.look.samples_rules import pages as rules
from tests.look.samples_settings import pages as settings
from tests.look.samples_standards import pages as standards


def signed_out() -> Frame:
    return frame(person=None, nav=(), alerts=None)


def the_saved_view(*, refused: bool = False) -> dict:
    form = ViewForm({"name": "", "seen_by": "team", "digest": "over", "over": "20"} if refused else None, initial={"seen_by": "me", "digest": "never"})
    if refused:
        form.refuse(Unacceptable.of(name="You have a view of this name. Give another name."))
    return {"frame": frame(), "heading": {"title": "Saved view: Off supply in Wales", "small": ""}, "form": form, "list": "v1", "op_id": "op", "back": "/complaints/?list=v1",
            "can_delete": not refused, "delete_op_id": "op2"}


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
        "audit": ("complaints/audit.html", the_case(case=case("Audit"), heading="Audit: 11 events, the chain holds", broken="", checked="Checked Mon 11 May 2026 10:02: none was changed.", hashes={"href": "#", "label": "Whole hashes"}, as_of="#", next="", table={"caption": "Events of this complaint, newest first", "head": [{"text": "Event"}, {"text": "Hash"}], "rows": [[{"text": "11"}, {"text": "0a57685b6d74b06a"}]]}, looks_heading="Who looked", looks={"caption": "Who looked", "head": [{"text": "When"}, {"text": "Who"}], "rows": [[{"text": "Mon 11 May 2026 10:02:00"}, {"text": "Tom Ashby"}]]})),
        "case-print": ("complaints/case_print.html", the_case(heading={"title": "LM-26-04391-K Amira Shah", "small": "Senior review"}, foot="LM-26-04391-K, as of Mon 11 May 2026 10:02.", back="#", timeline_heading="Timeline: 11 events", events=EVENTS)),
        "as-of": ("complaints/as_of.html", {"frame": frame(), "heading": {"title": "LM-26-04391-K as the record stood on Mon 4 May 2026 23:59", "small": "Amira Shah"}, "form": AsOfForm({"as_of": "4 May 2026"}), "back": "#", "first": "On record since Thu 30 Apr 2026 10:02.", "foot": "LM-26-04391-K as recorded by Mon 4 May 2026 23:59.",
                  "record": {"banner": "As the record stood on Mon 4 May 2026 23:59.", "facts": table("The facts then and now", ("What", "Then", "Now"), ("Stage", "Immediate", "Senior review")), "dates": table("All dates", ("What", "Due"), ("Senior review", "Fri 8 May")), "letters": None, "contacts": [], "since": EVENTS, "since_title": "Recorded since: 11 events"}}),
        "asked": ("complaints/asked.html", {"frame": frame(), "heading": {"title": "Asked of you or Network operations: 1 question, 1 late", "small": "The one due first on top"}, "table": {"caption": "Questions to answer", "head": [{"text": "Due"}, {"text": "Question"}], "rows": [[{"text": "Fri 8 May 2026"}, {"text": "Was the feeder switched?"}]]}, "empty": None}),
        "timeline": ("complaints/timeline.html", the_case(case=case("Timeline"), heading="Timeline: 11 events, newest first", events=EVENTS, filters=[{"label": "All", "count": 11, "href": "#", "current": True}, {"label": "Contact", "count": 4, "href": "#"}], form=NoteForm(), op_id="op")),
        "case-letters": ("complaints/letters.html", the_case(case=case("Letters"), heading="Letters: none yet", empty="An 8-week letter would be due on Thursday 25 June 2026.", drafts=[{"action": "#", "kind": "update", "label": "Draft an update", "op_id": "op"}])),
        "form": ("complaints/phone_form.html", the_phone_form()),
        "form-error": ("complaints/phone_form.html", the_broken_form()),
        "form-likely": ("complaints/phone_form.html", the_likely_call()),
        "move": ("complaints/move.html", the_move()),
        "conflict": ("complaints/conflict.html", the_conflict()),
        "conflict-move": ("complaints/conflict.html", the_clash_of_moves()),
        "columns": ("lists/columns.html", {"frame": frame(), "heading": {"title": "Columns of your complaints", "small": ""}, "list": "mine", "back": "/complaints/",
                    "options": [{"name": "stage", "label": "Stage", "on": True}, {"name": "team", "label": "Team", "on": False}]}),
        "saved-view": ("lists/saved.html", the_saved_view()),
        "saved-view-refused": ("lists/saved.html", the_saved_view(refused=True)),
        "letters": ("letters/list.html", the_letters()),
        "letter": ("letters/letter.html", the_letter()),
        "letter-dark": ("letters/letter.html", the_letter(frame=frame("letters", theme="dark"))),
        "alerts": ("alerts/list.html", the_alerts()),
        "sign-in": ("staff/sign_in.html", {"frame": signed_out(), "form": SignIn(), "almanac": the_almanac(), "notice": "You were signed out after 30 minutes without use. What you were writing is kept, and you go back to it."}),
        "sign-in-error": ("staff/sign_in.html", {"frame": signed_out(), "form": SignIn({"username": "priya.raman"}), "almanac": the_almanac()}),
        "password": ("staff/password.html", {"frame": frame(""), "heading": {"title": "Change your password"}, "form": SignIn(), "submit": "Change password", "rules": [], "op_id": None}),
        "jobs": ("jobs/list.html", {"frame": frame(""), "heading": {"title": "Your jobs: 1 running", "small": ""}, "table": table("Jobs", ("Job", "Started", "State"), ({"text": "Import of complaints.csv", "href": "#"}, "Mon 11 May 10:00", "Done, 2 rows refused")), "actions": [{"label": "Import a file", "href": "#"}]}),
        "job": ("jobs/job.html", the_job()),
        **bulk(),
        **evidence(),
        **calendar(),
        **eligibility(),
        **reports(),
        **figures(),
        **standards(),
        **incidents(),
        **settings(),
        **rules(),
        **ledger(),
        "calculator": ("workdays/calculator.html", the_calculator()),
        **{f"error-{code}": (f"errors/{code}.html", {"frame": frame(), "code": "K7Q-204-MX" if code == 500 else ""}) for code in (400, 403, 404, 409, 413, 429, 500, 503)},
        "error-bare": ("errors/500.html", {}),
    }  # fmt: skip
