"""The right side of the phone form: the reference, the script to read out with its true dates, earlier complaints, rules."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

import workdays
from complaints.case.models import Complaint
from complaints.case.pages import heads
from complaints.case.to_ombudsman import opens_on
from complaints.clocks import words
from complaints.clocks.models import Deadline
from complaints.intake import finding
from complaints.rules.contacts import DatedContact, contacts_on
from complaints.rules.services import all_calendars, company, shipped_clock_rules
from workdays import london

CLASS_RULES = {
    "domestic": "Household: may go to the Ombudsman after 8 weeks, or sooner after our final answer.",
    "micro_business": "Micro business: may go to the Ombudsman after 8 weeks, or sooner after our final answer.",
    "small_business": "Small business: may go to the Ombudsman after 8 weeks, or sooner after our final answer.",
    "large_business": "Large business: the Ombudsman decides whether it can help. Tell them about it all the same.",
    "not_a_customer": "Not a customer: the Ombudsman decides whether it can help. Tell them about it all the same.",
    "unknown": "Household or business not known yet: ask only if they mention the Ombudsman.",
}
NO_COMPLAINT = "A report of loss of supply alone is not a complaint. Being unhappy about how we deal with it is."
SUPPLY = {"do": "supply", "label": "Record a supply report instead", "href": "/supply-reports/", "link": "All supply reports"}
ANY_COMPLAINT = "Anything else they are unhappy about is a complaint, also when it is put right on this call."
LOOKED = "Looked at name, reference, postcode, phone, account and meter numbers, in all years."


def before(typed: str, rows: list[Complaint], now: datetime) -> dict[str, Any]:
    """The panel while nothing is saved yet."""
    return {
        "reference": "", "given_by": "", "script": [], "earlier": earlier_of(typed, rows, now),
        "rules": [{"text": NO_COMPLAINT, **SUPPLY}, {"text": ANY_COMPLAINT}, {"text": CLASS_RULES["unknown"]}],
    }


def beside(complaint: Complaint, facts: Mapping[str, Any], person: Any, now: datetime) -> dict[str, Any]:
    """The panel of a complaint that has its reference."""
    rows = finding.open_with(facts["customer"], person, but=complaint.pk)
    logged = complaint.logged_by.full_name if complaint.logged_by else "the desk"
    lines = [line(row, now) for row in rows] or [{"text": "No other open complaint of this customer."}]
    return {
        "reference": complaint.reference, "given_by": logged, "script": script(complaint, logged, now) if complaint.channel == "telephone" else [],
        "earlier": {"title": "Earlier complaints", "lines": lines}, "rules": list(_rules(complaint)),
    }


def earlier_of(typed: str, rows: list[Complaint], now: datetime) -> dict[str, Any]:
    """Open complaints of those found while typing; says what was looked at where there are none."""
    lines = [line(row, now) for row in finding.open_ones(rows)]
    if not lines and rows:
        lines = [{"text": "No open complaint of the customers found."}]
    return {"title": "Earlier complaints", "lines": lines or [{"text": none_found(typed)}]}


def none_found(typed: str) -> str:
    said = typed.strip()[:60]
    return f"No earlier complaints found for “{said}”. {LOOKED}" if said else "Open complaints of this customer appear here while you type."


def likely(row: Complaint, now: datetime) -> dict[str, Any]:
    """The open complaint that the call may be about: "received yesterday", and its line with the other choice."""
    return line(row, now) | {"received": words.past_day(london.day_of(row.received_at), london.day_of(now))}


def line(row: Complaint, now: datetime) -> dict[str, Any]:
    """"LM-26-04366-H: Quote too high, with Lena Fraser. Next: Wed 13 May 2026, 2 working days left." and the other choice."""
    what = row.category.name if row.category else heads.stage_words(row)
    owner = row.owner.full_name if row.owner else "nobody yet"
    text = f"{heads.name_of(row.customer)}, {what}, with {owner}.{_next(row, now)}"
    return {"reference": row.reference, "href": f"/c/{row.reference}/", "text": text, "instead": row.reference}


def _next(row: Complaint, now: datetime) -> str:
    if row.next_due_on is None:
        return ""
    calendar = all_calendars()[workdays.calendar_for(row.nation)]
    status = words.status_of(row.next_due_on, london.day_of(now), calendar)
    said = status.words[0].lower() + status.words[1:]
    return f" Next: {words.short_day(row.next_due_on)}, {said}."


def script(complaint: Complaint, logged: str, now: datetime) -> list[list[dict[str, Any]]]:
    """What to read out. Live parts stand between bars; every date is a deadline of this complaint."""
    first = Deadline.objects.filter(complaint=complaint, kind="first_response").first()
    open_on = opens_on(london.day_of(complaint.received_at), complaint.rulebook, shipped_clock_rules())
    ombudsman = contact(complaint.nation, now, "ombudsman")
    advice = contact(complaint.nation, now, "advice_scotland", "advice")
    said = [
        f"“Your reference is |{spoken(complaint.reference)}|. My name is |{logged}|.",
        _promise(complaint, first, now),
        "If our answer doesn’t settle it, a senior manager reviews it. They aim to answer in 5 working days, and if they can’t they tell you "
        "where things stand.",
        f"After 8 weeks, on |{_spoken_day(open_on)}|, or sooner if we give our final answer, you may go to the "
        f"{ombudsman.name if ombudsman else 'Ombudsman'}. It is free.",
        f"{f'Free advice: {advice.name}. ' if advice else ''}I can send you our complaints procedure.”",
    ]
    return [pieces(text) for text in said]


def _promise(complaint: Complaint, first: Deadline | None, now: datetime) -> str:
    """No day that has passed is promised: who rings again after it is told that we are late."""
    if first is None:
        return "I’ll look into it and ring you."
    if first.due_on < london.day_of(now):
        return f"You were to hear from us by |{_spoken_day(first.due_on)}|: I’m sorry if you did not. I’ll look into it now."
    return f"I’ll look into it and ring you {_by(complaint, first, now)}."


def _by(complaint: Complaint, first: Deadline, now: datetime) -> str:
    """Today where it is early enough; the end of the next working day at the latest."""
    at = complaint.received_at.astimezone(london.LONDON)
    due = f"by the end of |{_spoken_day(first.due_on)}|"
    calendar = all_calendars()[workdays.calendar_for(complaint.nation)]
    early = f"{at:%H:%M}" < company(at.date()).same_day_until and workdays.is_working_day(at.date(), calendar)
    return f"today if I can, {due} at the latest" if early and at.date() == london.day_of(now) else due


def _spoken_day(day: date) -> str:
    return words.long_day(day).rsplit(" ", 1)[0]


def spoken(reference: str) -> str:
    """"L M, 26, 04418, P": letters apart, so that nobody hears another."""
    first, *rest = reference.split("-")
    return ", ".join([" ".join(first), *rest])


def pieces(text: str) -> list[dict[str, Any]]:
    return [{"text": part, "live": place % 2 == 1} for place, part in enumerate(text.split("|"))]


def _rules(complaint: Complaint) -> Iterable[dict[str, Any]]:
    customer = complaint.customer
    yield {"text": CLASS_RULES[customer.customer_type]}
    if complaint.nation == "scotland":
        yield {"text": "Premises in Scotland: the Scottish bank holidays count."}
    if complaint.nation_assumed:
        assumed = f"{complaint.nation.title()} is assumed until someone confirms it."
        yield {"text": assumed, "href": f"/c/{complaint.reference}/correct/", "link": "Confirm"}
    if customer.died_on:
        yield {"text": "The customer has died: nothing is addressed to them. Ask who deals with the estate."}
    if customer.representative:
        yield {"text": f"{customer.representative['name']} speaks for them: keep what was seen of their authority."}


def contact(nation: str, now: datetime, *roles: str) -> DatedContact | None:
    """Today's row of the first role that has one for that nation; the row that began last."""
    rows = contacts_on(london.day_of(now), nation)
    for role in roles:
        if found := [row for row in rows if row.role == role]:
            return max(found, key=lambda row: row.valid_from or date.min)
    return None


def safety(now: datetime) -> str:
    """"Smell of gas or danger: 0800 111 999, now.": the number is a dated row."""
    row = contact(company(london.day_of(now)).nation, now, "emergency_gas")
    return f"Smell of gas or danger: {row.phone}, now." if row else "Smell of gas or danger: the emergency line, now."
