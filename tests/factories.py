"""Builders that walk the real services: a person of a role, a complaint at a stage, and what each call is given.

Nothing is written behind the services' backs, so whatever a test starts from could have happened. No assertion lives here.
"""

import itertools
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from complaints.case.models import Complaint
from complaints.case.moving import move
from complaints.case.receiving import log_complaint
from complaints.case.services import add_contact
from staff.models import Person, Team

# Monday 11 May 2026, 10:02 in London: no bank holiday in either calendar for two weeks.
MONDAY = datetime(2026, 5, 11, 9, 2, tzinfo=UTC)
AN_HOUR = timedelta(hours=1)
COUNTER = itertools.count(1)
ROUTES: Mapping[str, tuple[str, ...]] = {
    "immediate": (),
    "senior_review": ("escalate",),
    "deadlock": ("escalate", "declare_deadlock"),
    "ombudsman": ("escalate", "declare_deadlock", "refer_to_ombudsman"),
    "resolved": ("resolve",),
    "closed": ("withdraw",),
}


def op() -> str:
    """An op_id that nobody used."""
    return f"test-{next(COUNTER)}"


def make_team(kind: str = "customer_service", name: str = "") -> Team:
    """A new team of that kind; `kind` in customer_service, senior_review, compliance, other."""
    number = next(COUNTER)
    return Team.objects.create(name=name or f"Team {number}", slug=f"team-{number}", kind=kind, created_at=MONDAY)


def make_person(role: str = "agent", username: str = "", **columns: Any) -> Person:
    """A person at work; `role` in agent, senior_manager, compliance_officer, administrator."""
    username = username or f"{role}-{next(COUNTER)}"
    words = {"full_name": username.replace("-", " ").title(), "email": f"{username}@desk.example", "created_at": MONDAY}
    return Person.objects.create(username=username, role=role, **(words | columns))


def customer(**fields: Any) -> dict[str, Any]:
    """`customer` of the contract: a household in Nottingham."""
    return {"name": "Ann Harper", "customer_type": "domestic", "nation": "england", "phone": "07700 900672",
            "postcode": "NG1 1AA", "address": "4 Mill Lane\nNottingham", **fields}


def given(**fields: Any) -> dict[str, Any]:
    """The body of `POST /complaints`, received on MONDAY by telephone; fields of `customer` may be given beside the others."""
    who = {name: fields.pop(name) for name in list(fields) if name in CUSTOMER_FIELDS}
    body = {"op_id": op(), "received_at": MONDAY.isoformat(), "channel": "telephone",
            "description": "The engineer did not come and nobody told me why.", "customer": customer(**who)}
    return body | {name: _json(value) for name, value in fields.items()}


CUSTOMER_FIELDS = frozenset({
    "name", "name_refused", "customer_type", "nation", "salutation", "account_number", "mpan", "mprn", "email", "phone", "address",
    "postcode", "needs", "formats", "language", "died_on", "representative",
})


def contact(at: datetime, **fields: Any) -> dict[str, Any]:
    """The body of a contact: a call of ours that reached the customer."""
    body = {"op_id": op(), "at": at, "direction": "outbound", "channel": "telephone", "summary": "Told them where we are."}
    return {name: _json(value) for name, value in (body | fields).items()}


PART = {"given": True, "text": "We said it in plain words."}
NOT_DUE = {"given": False, "why_not": "Nothing is left to put right."}
MOVE_BODIES: Mapping[str, Mapping[str, Any]] = {
    "escalate": {"reason": "Not satisfied with the answer.", "asked_by_customer": True},
    "send_update": {"summary": "The engineer's report is awaited.", "channel": "telephone"},
    "declare_deadlock": {"customer_said": "I don't accept that.", "final_position": "We offer 50 pounds.", "handling": "Slow at first."},
    "refer_to_ombudsman": {"because": "ombudsman_took_it", "ombudsman_reference": "EG-1"},
    "return_from_ombudsman": {"reason": "Out of scope."},
    "record_decision": {"outcome": "upheld", "required": [{"kind": "apology", "text": "Apologise in writing."}]},
    "record_acceptance": {"accepted": True},
    "close_after_decision": {"because": "ombudsman_closed"},
    "set_aside": {"reason": "logged_in_error"},
    "confirm_compliance": {},
    "resolve": {"basis": "The customer agreed.", "agreed_by": "customer", "at_fault": True, "explanation": PART, "apology": PART,
                "corrective_action": NOT_DUE, "handling": "The review found no delay.", "late_reason": "Staff were away."},
    "withdraw": {"customer_said": "I want to leave it."},
    "lapse": {},
    "reopen": {"customer_said": "It happened again."},
}
DAYS_OF_MOVE: Mapping[str, tuple[str, ...]] = {
    "refer_to_ombudsman": ("referred_on",), "return_from_ombudsman": ("returned_on",), "record_decision": ("decided_on",),
    "record_acceptance": ("on", "we_were_told_on"), "set_aside": ("told_customer_on",),
}


def move_body(name: str, complaint: Complaint, at: datetime, **fields: Any) -> dict[str, Any]:
    """What a move asks for, all of it given; days are the day of `at`."""
    days = {field: at.date().isoformat() for field in DAYS_OF_MOVE.get(name, ())}
    if name == "confirm_compliance":
        days["done"] = [{"index": 0, "done_on": at.date().isoformat()}]
    told = {field: _json(value) for field, value in fields.items()}
    return {"op_id": op(), "version": complaint.version, "at": at.isoformat(), **days, **MOVE_BODIES[name], **told}


def fresh(complaint: Complaint) -> Complaint:
    """The complaint as it stands in the database."""
    return Complaint.objects.select_related("customer", "owner", "team").get(pk=complaint.pk)


def do_move(complaint: Complaint, name: str, *, by: Person | None = None, at: datetime | None = None, now: datetime | None = None,
            **fields: Any) -> Complaint:
    """Make the move at `at` (an hour after what went before unless said); answers the complaint as it then stands.

    Without `by` somebody whose role may make every move of that name does it: a new senior manager.
    """
    at = at or complaint.stage_since + AN_HOUR
    person = by or make_person("senior_manager")
    move(complaint.reference, name, move_body(name, complaint, at, **fields), by=person, now=now or at)
    return fresh(complaint)


def do_contact(complaint: Complaint, at: datetime, *, by: Person | None = None, now: datetime | None = None, **fields: Any) -> Complaint:
    """Record a contact; answers the complaint as it then stands."""
    add_contact(complaint.reference, contact(at, **fields), by=by or make_person(), now=now or at)
    return fresh(complaint)


def make_complaint(at: str = "immediate", *, by: Person | None = None, received_at: datetime = MONDAY, **fields: Any) -> Complaint:
    """A complaint logged by `by` (a new agent) at `received_at` and walked, an hour a move, to the stage `at`."""
    person = by or make_person()
    body = given(received_at=received_at.isoformat(), **fields)
    answer = log_complaint(body, by=person, now=received_at)
    complaint = Complaint.objects.get(pk=answer.ids["complaint"])
    for name in ROUTES[at]:
        complaint = do_move(complaint, name)
    return fresh(complaint)


def _json(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else value
