"""The merge fields of letters: the fixed list, the value of each and where it comes from. Pure."""

from collections.abc import Callable
from datetime import date

from complaints.letters.dates import long_date, pounds
from complaints.letters.facts import Facts, until
from complaints.letters.kinds import Language
from complaints.letters.rows import Contact, contact_for
from complaints.letters.wording import leave_out, one_line, shorten, tidy
from workdays import london

ABOUT_LIMIT = 140
BULLET = "• "

SOURCES: dict[str, str] = {
    "company": "the company’s settings",
    "reference": "the complaint",
    "customer_name": "the customer’s details",
    "about": "the complaint, as it was logged",
    "received_on": "the complaint: the day we received it",
    "resolved_on": "the complaint: the day it was resolved",
    "decided_on": "the complaint: the Ombudsman’s decision",
    "owner_name": "the complaint’s owner",
    "reach_me": "the company’s settings",
    "communications": "the log of contacts and the stages of the complaint",
    "offer_open_until": "the offer on the complaint",
    "until": "the clocks: the later of the procedure’s last day and the law’s",
    "eight_weeks_on": "the clocks: eight weeks from receipt",
    "next_update_on": "the clocks: the next update",
    "ombudsman_name": "the contact rows",
    "ombudsman_phone": "the contact rows",
    "ombudsman_web": "the contact rows",
    "advice_contacts": "the contact rows",
    "regulator_contact": "the contact rows",
    "explanation_why_not": "the resolution on the complaint",
    "apology_why_not": "the resolution on the complaint",
    "corrective_action_why_not": "the resolution on the complaint",
    "done": "what the Ombudsman required, and when each was done",
    "payment_amount": "the payment",
    "payment_about": "the payment",
    "payment_why": "the payment",
    "payment_by": "the payment: the last day to pay",
    "payment_method": "the payment",
    "told_otherwise": "the customer’s details: how else they were told",
}

_REACH = {
    Language.ENGLISH: ("call {}", "email {}", "write to {}", " or "),
    Language.WELSH: ("ffoniwch {}", "anfonwch e-bost at {}", "ysgrifennwch at {}", " neu "),
}
_STAGES = {
    Language.ENGLISH: (
        "we received your complaint",
        "you asked for a senior manager to look at it",
        "you told us that our answer did not settle it",
    ),
    Language.WELSH: (
        "cawsom eich cwyn",
        "gofynnoch i uwch-reolwr edrych arni",
        "dywedoch wrthym nad oedd ein hateb yn ei datrys",
    ),
}
_DONE_ON = {Language.ENGLISH: "done on", Language.WELSH: "gwnaed ar"}
assert set(_REACH) == set(_STAGES) == set(_DONE_ON) == set(Language)


def reach_me(facts: Facts) -> str:
    """`call 0800 … or email …`, from what the company has; empty where it has nothing."""
    *ways, joint = _REACH[facts.language]
    company = facts.company
    known = zip(ways, (company.phone, company.email, one_line(company.address)), strict=True)
    return joint.join(way.format(value) for way, value in known if value)


def contact_name(contact: Contact, language: Language) -> str:
    return contact.name_cy if language is Language.WELSH and contact.name_cy else contact.name


def _contact_line(contact: Contact, language: Language) -> str:
    parts = (contact_name(contact, language), contact.phone, contact.hours, contact.web)
    return ", ".join(part for part in parts if part)


def advice_for(facts: Facts, contacts: tuple[Contact, ...]) -> tuple[Contact, ...]:
    """The advice bodies to name, the nation's own first."""
    roles = ("advice_scotland", "advice") if facts.nation == "scotland" else ("advice",)
    found = (contact_for(contacts, role, facts.today) for role in roles)
    return tuple(contact for contact in found if contact)


def communications(facts: Facts, prints: Callable[[str], bool]) -> str:
    """The log and the stages as bullet lines in the order in which they happened. The receipt begins its day; at one moment what
    was said stands before the stage that it led to."""
    received, escalated, not_satisfied = _STAGES[facts.language]
    lines = [(london.start_of_day(facts.received_on), received), *facts.communications]
    lines += [(at, words) for at, words in ((facts.escalated_at, escalated), (facts.not_satisfied_at, not_satisfied)) if at]
    lines.sort(key=lambda line: line[0])
    said = ((long_date(london.day_of(at), facts.language), leave_out(one_line(words), prints)) for at, words in lines)
    return "\n".join(f"{BULLET}{day}: {words}" for day, words in said)


def _about(facts: Facts, prints: Callable[[str], bool]) -> str:
    words = leave_out(shorten(facts.about, ABOUT_LIMIT), prints)
    return f"“{words.replace('“', '‘').replace('”', '’')}”" if facts.about_is_quoted and words else words


def _done(facts: Facts) -> str:
    joint = _DONE_ON[facts.language]
    lines = (f"{BULLET}{one_line(text)}: {joint} {long_date(day, facts.language)}" for text, day in facts.done)
    return "\n".join(lines)


def values(facts: Facts, contacts: tuple[Contact, ...], prints: Callable[[str], bool]) -> dict[str, str]:
    """Every merge field's value; an empty string where the caller gave nothing."""
    found = _from_complaint(facts, prints) | _from_contacts(facts, contacts) | _from_money(facts)
    assert set(found) == set(SOURCES), "every merge field has a value and a source"
    return {name: tidy(value) for name, value in found.items()}


def _from_complaint(facts: Facts, prints: Callable[[str], bool]) -> dict[str, str]:
    def day(value: date | None) -> str:
        return long_date(value, facts.language) if value else ""

    resolution = facts.resolution
    return {
        "company": one_line(facts.company.name),
        "reference": one_line(facts.reference),
        "customer_name": one_line(facts.addressee.acts_for or facts.addressee.name),
        "about": _about(facts, prints),
        "received_on": day(facts.received_on),
        "resolved_on": day(resolution.resolved_on) if resolution else "",
        "decided_on": day(facts.decided_on),
        "owner_name": one_line(facts.owner_name),
        "reach_me": reach_me(facts),
        "communications": communications(facts, prints),
        "until": day(until(facts.windows)),
        "eight_weeks_on": day(facts.eight_weeks_on),
        "next_update_on": day(facts.next_update_on),
        "done": _done(facts),
        "told_otherwise": one_line(facts.told_otherwise),
        "explanation_why_not": resolution.explanation.why_not if resolution else "",
        "apology_why_not": resolution.apology.why_not if resolution else "",
        "corrective_action_why_not": resolution.corrective_action.why_not if resolution else "",
    }


def _from_contacts(facts: Facts, contacts: tuple[Contact, ...]) -> dict[str, str]:
    ombudsman = contact_for(contacts, "ombudsman", facts.today)
    regulator = contact_for(contacts, "regulator", facts.today)
    advice = advice_for(facts, contacts)
    return {
        "ombudsman_name": contact_name(ombudsman, facts.language) if ombudsman else "",
        "ombudsman_phone": ombudsman.phone if ombudsman else "",
        "ombudsman_web": ombudsman.web if ombudsman else "",
        "advice_contacts": "\n".join(BULLET + _contact_line(contact, facts.language) for contact in advice),
        "regulator_contact": _contact_line(regulator, facts.language) if regulator else "",
    }


def _from_money(facts: Facts) -> dict[str, str]:
    payment, offer = facts.payment, facts.offer
    return {
        "offer_open_until": long_date(offer.open_until, facts.language) if offer and offer.open_until else "",
        "payment_amount": pounds(payment.amount_gbp) if payment else "",
        "payment_about": one_line(payment.about) if payment else "",
        "payment_why": one_line(payment.why) if payment else "",
        "payment_by": long_date(payment.pay_by, facts.language) if payment and payment.pay_by else "",
        "payment_method": one_line(payment.method) if payment else "",
    }
