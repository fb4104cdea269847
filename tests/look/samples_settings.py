"""Made-up contexts for the pages of the settings."""
# ruff: noqa: E501 (sample words stay on one line)

from typing import Any

from tests.look.samples import frame, table

LINES = [{"name": "Name", "now": "Power cut", "then": "Loss of supply", "other": True}, {"name": "Severity", "now": "3", "then": "3", "other": False}]
CHANGES = table("The last changes", ("When", "What", "Holds", "By", "Why", "State"), (
    "Mon 11 May 2026, 10:02", {"text": "Categories: Power cut", "href": "#"}, "From 11 May 2026", "Marcus Oyelaran", "Plainer for callers.", "In force by its day"))
HISTORY = table("Every change on record, the newest first", ("Holds", "What", "Differences", "Why", "By", "State"), (
    "From 11 May 2026", "Changed", "Name: Loss of supply, before: Power cut.", "Plainer for callers.", "Marcus Oyelaran, Mon 11 May 2026, 10:02", "In force by its day"))
WAITING = {"title": "Wording of letters: Your right to go to the Energy Ombudsman, free", "href": "#", "days": "From 1 June 2026", "what": "Changed",
           "lines": LINES, "source": "Board paper 12", "reason": "Plainer.", "by": "Proposed by Marcus Oyelaran, Mon 11 May 2026, 10:02", "preview": "#",
           "approve": "#", "refuse": "#", "op_id": "op", "own": ""}
CHECK = {"heading": {"title": "Check: Category: Power cut", "small": "Nothing is changed yet."}, "lines": LINES, "op_id": "op", "version": "0",
         "facts": [{"name": "Holds", "text": "from Monday 11 May 2026"}, {"name": "Why", "text": "Plainer for callers."}],
         "then": ["It holds on every page and for every person at once; nothing is started anew."], "hidden": [{"name": "name", "value": "Loss of supply"}],
         "submit": "Make this change", "action": "#", "back": "#", "danger": False, "side": None, "preview": "#"}


def pages() -> dict[str, tuple[str, dict[str, Any]]]:
    at = {"frame": frame("")}
    group = {"name": "Supply", "href": "#", "count": "1 in it", "state": "", "table": table("Categories in Supply", ("Category", "Severity"), ({"text": "Power cut", "href": "#"}, "3"))}
    row = {"heading": {"title": "Category: Power cut", "small": "7 open complaints with it"}, "acts": [{"label": "Change it", "href": "#", "primary": True}, {"label": "Retire it", "href": "#", "primary": False}],
           "facts": [{"name": "Name", "text": "Power cut"}], "history": HISTORY, "none": "", "home": {"href": "#", "label": "All categories"}, "preview": {"href": "#", "label": "See it on paper"}}
    return {
        "settings": ("settings/index.html", at | {"heading": {"title": "Settings of the desk", "small": "Everything changed here is on record."}, "places": [{"href": "#", "label": "Categories", "text": "What a complaint can be about."}], "waiting": 1, "table": CHANGES}),
        "settings-new": ("settings/index.html", at | {"heading": {"title": "Settings of the desk", "small": ""}, "places": [], "waiting": 0, "table": None}),
        "settings-waiting": ("settings/waiting.html", at | {"heading": {"title": "Waiting for a second person: 1", "small": ""}, "waiting": [WAITING], "empty": None}),
        "settings-waiting-none": ("settings/waiting.html", at | {"heading": {"title": "Waiting for a second person: 0", "small": ""}, "waiting": [], "empty": {"title": "No change waits for a second person", "text": "What was proposed waits here.", "lines": [], "action": None, "second": None, "note": ""}}),
        "settings-check": ("settings/check.html", at | CHECK),
        "settings-retire": ("settings/check.html", at | CHECK | {"danger": True, "preview": "", "then": []}),
        "settings-categories": ("settings/categories.html", at | {"heading": {"title": "Categories: 46 in use", "small": ""}, "may_change": True, "to_come": [{"text": "Water in a duct", "small": "Changes on 1 June 2026"}], "groups": [group]}),
        "settings-row": ("settings/row.html", at | row),
        "settings-row-as-shipped": ("settings/row.html", at | row | {"history": None, "none": "It stands as it came with the product.", "acts": [], "preview": None}),
        "settings-letters": ("settings/paragraphs.html", at | {"heading": {"title": "Wording of letters: 49 fixed paragraphs", "small": "English"}, "languages": [{"label": "English", "href": "#", "current": True}, {"label": "Welsh", "href": "#", "current": False}], "groups": [group]}),
        "settings-contacts": ("settings/contacts.html", at | {"heading": {"title": "Contacts: 7 in force today", "small": ""}, "may_change": True, "held": group["table"], "past": group["table"] | {"caption": "Contacts of other days"}, "distributors": group["table"] | {"caption": "Distributors by area"}, "count": 22}),
        "settings-company": ("settings/table.html", at | {"heading": {"title": "The company: Lastmile", "small": ""}, "table": group["table"], "links": [{"href": "#", "label": "Accounts by month"}], "add": None, "empty": None}),
        "settings-accounts-none": ("settings/table.html", at | {"heading": {"title": "Accounts by month: 0 known", "small": ""}, "table": None, "links": [], "add": {"href": "#", "label": "Add a month"}, "empty": {"title": "No month is known yet", "text": "", "lines": [], "action": None, "second": None, "note": ""}}),
    }  # fmt: skip
