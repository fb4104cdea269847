"""What every tab of a case shows: the identity bar with the moves that this person may make, and the tabs. The side panel is in `sides`."""

from collections.abc import Mapping
from typing import Any

from complaints.case.models import Complaint
from complaints.case.moving import moves_of
from complaints.case.pages import asking, take
from complaints.case.pages.around import Around, around, here
from complaints.case.pages.sides import FORMAT_WORDS, NEED_WORDS, RULEBOOK_WORDS, TYPE_WORDS, customer_part, name_of, side
from complaints.case.stages import MOVES, STAGE_WORDS, STANDS, Stage
from complaints.clocks import words
from complaints.clocks.kinds import Kind
from complaints.clocks.models import Deadline
from workdays import london

__all__ = ["FORMAT_WORDS", "NEED_WORDS", "RULEBOOK_WORDS", "TYPE_WORDS", "customer_part", "identity", "name_of", "quietly", "side", "stage_words",
           "stands_words"]
KEYS = {"send_update": "u", "resolve": "r", "escalate": "Shift+E"}
FIRST = ("send_update", "confirm_compliance", "record_decision", "resolve", "escalate", "declare_deadlock", "reopen")
IN_WORK = ("draft", "submitted", "approved")
LETTER_CLOCKS = {
    "deadlock_notice": ("deadlock", "Open the deadlock letter"), "deadlock_letter": ("deadlock", "Open the deadlock letter"),
    "eight_week_letter": ("eight_week", "Open the 8-week letter"),
    "confirmation_letter": ("compliance_confirmation", "Open the confirming letter"),
}

# Of an ended complaint only: an open one can still be resolved instead.
TO_WRITE = {"confirmation_letter": "Write the confirming letter"}
FILE_SENT = "Record the file as sent"


def stage_words(complaint: Complaint) -> str:
    """The stage's name; an action still owed is named, never called resolved."""
    return "Agreed, waiting for us" if complaint.awaiting_us else STAGE_WORDS[Stage(complaint.stage)]


def stands_words(complaint: Complaint) -> str:
    """After a name: "Amira Shah, in senior review", "Amira Shah, with the Ombudsman"."""
    return "agreed, waiting for us" if complaint.awaiting_us else STANDS[Stage(complaint.stage)]


def identity(complaint: Complaint, person: Any, tab: str) -> dict[str, Any]:
    """The context `case` of components/identity.html."""
    base, found = f"/c/{complaint.reference}/", around(complaint, person)
    moves = [{"label": MOVES[name].label, "href": f"{base}do/{name}/", "key": KEYS.get(name), "name": name}
             for name in moves_of(complaint, person, today=london.day_of(asking.now()))]
    first = next((link for name in FIRST for link in moves if link["name"] == name), None)
    primary = _letter_due(complaint, base, found) or _file_due(complaint, base) or first
    rest = [link for link in moves if link is not primary]
    return {
        "reference": complaint.reference, "name": complaint.customer.name or name_of(complaint.customer), "stage": stage_words(complaint),
        "since": _since(complaint, person), "here": here(complaint, person), "primary": primary,
        "more": [*rest, *take.offered(complaint, person), *entries(base), *for_compliance(complaint, base, person)], "more_note": None, "place": None,
        "tabs": tabs(base, tab, found.counts),
    }


def for_compliance(complaint: Complaint, base: str, person: Any) -> list[dict[str, Any]]:
    """Who may see the case, and whether it may be erased."""
    if person.role != "compliance_officer":
        return []
    lift = [{"label": "Lift the restriction", "href": f"{base}restrict/lift/"}] if complaint.restricted else []
    hold = {"label": "Hold the complaint from erasing", "href": f"{base}hold/"}
    return [{"label": "Restrict who sees it", "href": f"{base}restrict/"}, *lift, hold]


def entries(base: str) -> list[dict[str, Any]]:
    """What can be added to any case, beside its moves."""
    return [
        {"label": "Add a note", "href": f"{base}timeline/#note", "key": "n"},
        {"label": "Record a call or message", "href": f"{base}contacts/new/", "key": "m"},
        {"label": "Assign the complaint", "href": f"{base}assign/", "key": "a"}, {"label": "Ask another team", "href": f"{base}asks/new/"},
        {"label": "Record a referral", "href": f"{base}referrals/new/"}, {"label": "Correct the facts", "href": f"{base}correct/"},
        {"label": "Set a date", "href": f"{base}clocks/new/"}, {"label": "Write a letter", "href": f"{base}letters/new/"},
        {"label": "Assess a standard", "href": f"{base}standards/#assess"}, {"label": "Propose a payment", "href": f"{base}payments/new/"},
        {"label": "Record an offer", "href": f"{base}offers/new/"}, {"label": "Make the case file", "href": f"{base}file/"},
        {"label": "Print this case", "href": f"{base}print/"}, {"label": "See the record on a past day", "href": f"{base}as-of/"},
    ]


def quietly(case: dict[str, Any]) -> dict[str, Any]:
    """The identity bar of a page that has a first act of its own: the move that comes first elsewhere goes under the others."""
    first = [case["primary"]] if case["primary"] else []
    return case | {"primary": None, "more": [*first, *case["more"]]}


def _letter_due(complaint: Complaint, base: str, found: Around) -> dict[str, Any] | None:
    """The letter that the next date waits for, in work or still to be written: then nothing else comes first."""
    kind, label = LETTER_CLOCKS.get(complaint.next_kind or "", ("", ""))
    waiting = [piece for piece in found.of("letter") if piece.name == kind and piece.state in IN_WORK]
    if waiting:
        return {"label": label, "href": f"/letters/{waiting[-1].number}/", "key": None, "name": "letter"}
    label = TO_WRITE.get(complaint.next_kind or "")
    return {"label": label, "href": f"{base}letters/new/", "key": None, "name": "letter"} if label else None


def _file_due(complaint: Complaint, base: str) -> dict[str, Any] | None:
    """The Ombudsman waits for our file: recording that it went comes first."""
    if complaint.next_kind != Kind.OMBUDSMAN_FILE:
        return None
    row = Deadline.objects.filter(complaint=complaint, kind=complaint.next_kind, met_at=None, cancelled_at=None).order_by("due_on", "pk").first()
    return {"label": FILE_SENT, "href": f"{base}clocks/{row.pk}/met/", "key": None, "name": "file"} if row else None


def _since(complaint: Complaint, person: Any) -> str:
    owner = complaint.owner
    who = "With you" if owner and owner.pk == person.pk else f"With {owner.full_name}" if owner else _with_team(complaint)
    return f"{who} since {words.near_day(london.day_of(complaint.stage_since), london.day_of(asking.now()))}"


def _with_team(complaint: Complaint) -> str:
    return f"With {complaint.team.name}, nobody yet" if complaint.team else "With nobody yet"


def tabs(base: str, current: str, counts: Mapping[str, int]) -> list[dict[str, Any]]:
    rows = (("Overview", "", None, None), ("Timeline", "timeline/", counts["events"], "t"), ("Letters", "letters/", counts["letter"], "l"),
            ("Files", "files/", counts["file"], None), ("Eligibility", "eligibility/", counts["assessment"], None),
            ("Standards", "standards/", counts["finding"], None), ("Audit", "audit/", None, None))
    return [{"label": label, "href": base + path, "count": count, "key": key, "current": label == current} for label, path, count, key in rows]
