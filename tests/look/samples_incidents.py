"""Made-up contexts of the incidents' pages, without a database."""
# ruff: noqa: E501 (sample words stay on one line)

from typing import Any

from complaints.intake.pages.uploading import FileForm
from complaints.money.incidents.pages.forms import BelowLawForm
from tests.look.samples import frame
from tests.look.samples_letters import the_job

TITLE = "Storm Nora: 98,412 customers, £6,888,840.00 to pay"
SMALL = "Storm, England, by our documents. Worked out, not booked."
AS_OF = "Worked out as of Mon 11 May 2026 10:02"
READING = ("The clock starts when we first knew of the incident, not when each supply was lost. A supply that went off after that can’t have been known "
           "to be off, so for that customer the clock starts when it went off.")
FACTS = [{"name": "We first knew at", "text": "Fri 1 May 2026 06:00"}, {"name": "Kind of weather", "text": "Not lightning"},
         {"name": "Faults in a day", "text": "9 times the normal number"}, {"name": "Very large event", "text": "No"}]
BACK = {"href": "/incidents/1/", "label": "Storm Nora"}


def table(caption: str, head: tuple[str, ...], *rows: tuple[Any, ...], foot: tuple[str, ...] = (), num: tuple[int, ...] = ()) -> dict[str, Any]:
    """Columns of `num` are numbers; a cell may be a dict."""
    def cells(row: tuple[Any, ...]) -> list[dict[str, Any]]:
        return [{**(cell if isinstance(cell, dict) else {"text": cell}), "num": place in num} for place, cell in enumerate(row)]
    return {"caption": caption, "head": cells(head), "rows": [cells(row) for row in rows], "foot": cells(foot) if foot else None}


SUMS = table("What customers are owed, by standard and class", ("Standard", "Class", "To pay", "Nothing due", "Needs a person", "Customers", "Sum to pay"),
             ("Regulation 7, supply restoration in severe weather", "Household", {"text": "90,001", "href": "#"}, {"text": "6,411", "href": "#"}, "0", {"text": "96,412", "href": "#"}, "£6,748,840.00"),
             ("Regulation 7, supply restoration in severe weather", "Small business", {"text": "1,990", "href": "#"}, {"text": "8", "href": "#"}, {"text": "2", "href": "#"}, {"text": "2,000", "href": "#"}, "£140,000.00"),
             foot=("Together", "", "91,991", "6,419", "2", "98,412", "£6,888,840.00"), num=(2, 3, 4, 5, 6))


def the_incident(**changes: Any) -> dict[str, Any]:
    return {
        "frame": frame(""), "heading": {"title": TITLE, "small": SMALL}, "as_of": AS_OF, "job": None, "table": SUMS, "payments": None, "facts": FACTS,
        "sum": "98,412 customers of the file are in; 12 rows of the last file could not be read.", "reading": READING, "poll": "", "empty": None,
        "notices": [{"title": "Still off supply", "text": "214 customers had no supply yet when this was worked out. What they are owed is provisional and grows: work it out again, or upload when supply came back."}],
        "acts": [{"label": "Book the payments", "href": "#"}, {"label": "Upload more or corrected rows", "href": "#"}, {"label": "Work out again", "href": "#"}, {"label": "Correct the facts", "href": "#"}],
        "links": [{"href": "#", "label": "See the customers"}, {"href": "#", "label": "Download the 12 rows with problems (CSV)"}], "workbook": "op", "number": 1,
        **changes,
    }


def the_customers() -> dict[str, Any]:
    options = [{"value": "to_pay", "label": "To pay", "count": "91,991", "on": True}, {"value": "not_breached", "label": "Nothing due", "count": "6,419", "on": False}]
    head = ("Account", "Customer", "Class", "Standard", "Off from", "On at", "What it comes to", "Sum", "Pay by")
    one = ("Ann Harper", "Household", "Regulation 7, supply restoration in severe weather", "Fri 1 May 2026 05:40", "Sun 3 May 2026 06:00", "To pay", "£210.00", "")
    return {
        "frame": frame(""), "heading": {"title": TITLE, "small": SMALL}, "as_of": AS_OF, "back": BACK, "shown": "2 rows shown", "of": " of 98,412",
        "filters": {"open_words": "Filters: 1 on", "q": "10", "action": "#", "reset": "#", "groups": [{"name": "What it comes to", "field": "outcome", "options": options}]},
        "table": table("Customers", head, ({"text": "1000000017", "href": "#"}, *one), ({"text": "1000000018", "href": "#"}, *one), num=(7,)),
        "empty": None, "pages": {"words": "Accounts 1000000017 to 1000000018", "previous": None, "next": "?after=1000000018"},
    }


def the_customer() -> dict[str, Any]:
    parts = table("What the sum is made of", ("Why", "Sum"), ("Not restored within 24 hours", "£70.00"), ("12 hours more", "£70.00"), foot=("Together", "£140.00"), num=(1,))
    return {
        "frame": frame(""), "heading": {"title": "Ann Harper, account 1000000017", "small": "Storm Nora, line 19 of the file"}, "as_of": AS_OF,
        "standard": "Regulation 7, supply restoration in severe weather", "sum": "To pay: £140.00", "payment": "Booked, waiting for approval. £140.00.",
        "sentences": ["The distributor must restore the supply within 24 hours of first knowing of the problem.", "The limit ran to 06:00 on Saturday 2 May 2026.", READING],
        "judgement": ["Nothing says by when this is paid: as soon as can reasonably be."], "differs": "", "instalments": parts, "facts": FACTS,
        "others": [], "back": {"href": "#", "label": "Back to the customers"},
    }


def the_preview() -> dict[str, Any]:
    rows = table("The first 2 rows and what each comes to", ("Line", "Account", "Class", "Off from", "On at", "What it comes to", "Sum"),
                 ("2", "1000000017", "Household", "Fri 1 May 2026 05:40", "Sun 3 May 2026 06:00", "To pay", "£210.00"),
                 ("3", "", "", "", "", {"text": "“lord” is not a class: domestic, small business or large business.", "strong": True}, ""), num=(6,))
    return {
        "frame": frame(""), "heading": {"title": "customers.csv: 98,424 rows", "small": "Nothing is stored yet."}, "incident": 1, "op_id": "op", "version": 3,
        "mark": "mark", "counted": "counted", "text": {"encoding": "utf-8-sig", "delimiter": ","}, "count": "98,424", "replaces": True, "reading": READING, "rows": rows, "back": BACK,
        "sum": "Of the first 1,000 rows: 941 to pay, 47 nothing due, 12 with problems. £71,230.00 to pay.",
        "read": ["Columns: “Account” as account, “Class” as class, “Off from” as off from, “On at” as on at.", "Nothing is read from “Feeder”."],
        "problems": table("Rows that would not come in", ("Line", "Column", "Why"), ("3", "Class", "“lord” is not a class: domestic, small business or large business.")),
    }


def the_step() -> dict[str, Any]:
    return {
        "frame": frame(""), "heading": {"title": "Approve 91,991 payments, £6,888,840.00", "small": "Storm Nora. Nothing has changed yet."}, "form": BelowLawForm(), "op_id": "op", "version": "7",
        "will": table("What will change", ("What", "How many", "Sum"), ("Payments approved", "90,001", "£6,748,840.00"), ("Below the law’s row, if you say why", "1,990", "£140,000.00"), num=(1, 2)),
        "cannot": table("What can’t change", ("What", "How many", "Why"), ("Payments that you booked", "12", "Somebody else approves what you booked."), num=(1,)),
        "note": "Payments are approved one set after the other; one that somebody changes meanwhile is left and counted.", "submit": "Approve 91,991 payments", "back": BACK,
    }


def the_upload() -> dict[str, Any]:
    columns = table("Columns that are read", ("Column", "Asked for", "Its header may be", "What it holds"), ("account", "Needed", "account, account number", ""), ("class", "Needed", "class, customer type", "household: domestic, household"))
    return {"frame": frame(""), "heading": {"title": "Upload the customers of Storm Nora", "small": "Nothing is stored before you have seen what it comes to."}, "form": FileForm(), "op_id": None,
            "version": None, "submit": "Look at this file", "back": BACK, "note": "", "danger": False, "action": "#", "what_next": None, "columns": columns, "reading": READING}


def pages() -> dict[str, tuple[str, dict]]:
    lines = [{"href": "#", "link": "Storm", "text": ". Electricity, severe weather: Regulation 7."}]
    kinds = {"title": "What kind of incident is it?", "text": "The kind says which payment right applies.", "lines": lines, "action": None, "second": None, "note": None}
    listed = table("Incidents", ("Incident", "State", "Customers", "Sum to pay"), ({"text": "Storm Nora", "href": "#"}, "Worked out, not booked", "98,412", "£6,888,840.00"), num=(2, 3))
    working = {**the_job()["job"], "title": "Storm Nora: reading customers.csv: 40,000 of 98,424"}
    return {
        "incidents": ("incidents/list.html", {"frame": frame(""), "heading": {"title": "Incidents: 1", "small": "storms, cable faults, broken mains"}, "as_of": "As at Mon 11 May 2026 10:02.", "table": listed, "empty": None, "pages": None, "actions": [{"label": "New incident", "href": "#"}]}),
        "incident-kinds": ("incidents/kinds.html", {"frame": frame(""), "heading": {"title": "Record an incident: what happened?", "small": ""}, "empty": kinds}),
        "incident": ("incidents/incident.html", the_incident()),
        "incident-working": ("incidents/incident.html", the_incident(job=working, poll="/incidents/1/", acts=[])),
        "incident-upload": ("incidents/upload.html", the_upload()),
        "incident-preview": ("incidents/preview.html", the_preview()),
        "incident-customers": ("incidents/customers.html", the_customers()),
        "incident-customer": ("incidents/customer.html", the_customer()),
        "incident-step": ("incidents/step.html", the_step()),
    }
