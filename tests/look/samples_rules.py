"""Made-up contexts for the pages of the bank holidays and of the rules in force."""
# ruff: noqa: E501 (sample words stay on one line)

from typing import Any

from tests.look.samples import frame, table

DAYS = table("Bank holidays of 2022", ("Day", "Name", "Where", "Known by", "Change"), (
    "Mon 19 Sep 2022", "Bank Holiday for the State Funeral of Queen Elizabeth II", "England and Wales", "Added by Ola Ojo, Sat 10 Sep 2022 09:00: The London Gazette", {"text": "Withdraw", "href": "#"}))
CHANGES = table("Days added and withdrawn, the newest first", ("Day", "Name", "Where", "What", "Source or reason", "By", "When"), (
    "Mon 19 Sep 2022", "Bank Holiday for the State Funeral of Queen Elizabeth II", "England and Wales", "Added", "The London Gazette", "Ola Ojo", "Sat 10 Sep 2022 09:00"))
SUMS = table("Deadlines by rule and day", ("Deadline", "Now", "Then", "How many", "Alerted already"), ("First response", "Mon 19 Sep 2022", "Tue 20 Sep 2022", "143", "12"))
EACH = table("The first 100 of 143 deadlines", ("Complaint", "Deadline", "Now", "Then", "Alerted already"), (
    {"text": "LM-22-00017-K", "href": "#"}, "First response", "Mon 19 Sep 2022", "Tue 20 Sep 2022", "Yes"))
FACTS = [{"name": "England and Wales", "text": "Version 2028.1+1, published to 31 December 2028, by rule to 31 December 2040"},
         {"name": "Scotland", "text": "Version 2028.1, published to 31 December 2028, by rule to 31 December 2040"}]
CHECK = {"heading": {"title": "Check: Add a bank holiday", "small": ""}, "notice": None, "facts": [{"name": "Source", "text": "The London Gazette"}], "warnings": [],
         "then": ["143 open deadlines move, 12 of them alerted already.", "Each has an entry on its complaint that names the holiday."], "tables": [SUMS, EACH],
         "op_id": "op", "version": "a1", "hidden": [{"name": "name", "value": "A royal day"}], "submit": "Add this bank holiday", "danger": False, "back": {"href": "#", "label": "Leave, change nothing"}, "file": True}


def pages() -> dict[str, tuple[str, dict[str, Any]]]:
    at = {"frame": frame("")}
    shown = {"heading": {"title": "Bank holidays of 2022", "small": "Published to 31 December 2028; later ones by rule."}, "links": [{"href": "#", "label": "Working days"}],
             "acts": [{"href": "#", "label": "Load a list"}, {"href": "#", "label": "Add a day"}], "years": [{"label": "2021", "href": "#", "current": False}, {"label": "2022", "href": "#", "current": True}],
             "facts": FACTS, "table": DAYS, "none": "", "changes": CHANGES}
    rows = table("Clocks", ("Rule", "What it says", "Rulebook", "From", "Used by", "Version", "Source", "Checked"), (
        {"text": "Senior review, 5 working days", "href": "#"}, "Senior review", "Our documents", "", {"text": "143", "num": True, "href": "#"}, "1", "Complaints Handling Procedure, Senior Manager Resolution", "Yes"))
    rules = {"heading": {"title": "Clocks: 24 rules in force", "small": "New complaints are handled by our documents."}, "parts": [{"href": "#", "label": "Clocks", "current": True}, {"href": "#", "label": "Alerts", "current": False}],
             "links": [{"href": "#", "label": "Bank holidays"}], "waiting": 1, "tables": [rows], "asked": {"part": "clocks", "q": "", "unchecked": False, "on": False}, "as_of": "As at Mon 11 May 2026 10:04.", "notes": ["A complaint keeps for life the rules of the day it was received."]}
    return {
        "rules": ("rules/in_force.html", at | rules),
        "holidays": ("rules/holidays.html", at | shown),
        "holidays-as-shipped": ("rules/holidays.html", at | shown | {"table": None, "none": "No bank holiday is known in this year.", "changes": None,
            "failed": {"title": "A list could not be loaded", "text": "The list of file bank-holidays.json could not be loaded: The file is not JSON. Tried on Mon 11 May 2026 10:02 by an operator, by command."}}),
        "holidays-check": ("rules/check.html", at | CHECK),
        "holidays-check-stale": ("rules/check.html", at | CHECK | {"notice": {"kind": "error", "title": "Somebody was quicker", "text": "Look again at what would change."}, "danger": True}),
        "holidays-check-nothing": ("rules/check.html", at | CHECK | {"warnings": ["The file lacks 2027-05-03 Early May bank holiday."], "tables": [], "submit": "", "file": False, "then": ["Nothing changes: all that is asked for stands already."]}),
    }  # fmt: skip
