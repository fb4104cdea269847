"""What logging a complaint writes: facts in, rows out. The phone form, the API, the import and the load all go through here.

Pure but for the value types it names: no query, no clock. Ids are given by the caller.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import workdays
from complaints.case.places import nation_of, postcode_key
from complaints.case.shapes import ComplaintIn, CustomerIn
from complaints.clocks.rules import Book
from complaints.clocks.steps import Step, step
from complaints.record.entries import Entry
from workdays import Calendar


@dataclass(frozen=True, slots=True)
class Setting:
    """Who logs, when, by which door, and what the company's settings and the category's row say. Ids only."""

    now: datetime
    by_id: int | None
    owner_id: int | None
    team_id: int | None
    company_nation: str
    company_licence: str
    rulebook: str
    category_id: int | None = None
    severity: int = 2
    imported: bool = False
    time_known: bool = True


@dataclass(frozen=True, slots=True)
class Received:
    """Column values of customer and complaint, and the step with its events and deadline rows."""

    customer: dict[str, Any]
    complaint: dict[str, Any]
    step: Step
    calendar: Calendar


def received(given: ComplaintIn, setting: Setting, book: Book, *, steps: Callable[..., Step] = step) -> Received:
    """The rows of a complaint that has just been logged. `steps` is `step`, or a memo of it."""
    nation, assumed = nation_for(given, setting.company_nation)
    licence = given.licence or setting.company_licence
    data = {
        "received_at": given.received_at.isoformat(), "channel": given.channel, "nation": nation, "nation_assumed": assumed,
        "licence": licence, "rulebook": setting.rulebook, "customer_type": given.customer.customer_type,
        "owner": setting.owner_id, "team": setting.team_id, "category": setting.category_id, "time_known": setting.time_known,
    }
    if given.first_attempted_at:
        data["first_attempted_at"] = given.first_attempted_at.isoformat()
    if setting.imported:
        data["imported"] = True
    words = {"description": given.description, "customer": given.customer.name}
    if given.wanted:
        words["wanted"] = given.wanted
    done = steps((), {}, [Entry("logged", setting.now, data, words)], book, seq=0, because="logged")
    calendar = book.calendars[workdays.calendar_for(nation)]
    complaint = _complaint(given, setting, nation, licence, assumed=assumed) | done.standing()
    return Received(customer_columns(given.customer), complaint, done, calendar)


def nation_for(given: ComplaintIn, company_nation: str) -> tuple[str, bool]:
    """The nation said for the premises or the customer; else that of the postcode's area, else the company's, both assumed."""
    premises = given.premises
    said = (premises.nation if premises else None) or given.customer.nation
    if said:
        return said, False
    postcode = (premises.postcode if premises else "") or given.customer.postcode
    return nation_of(postcode) or company_nation, True


def _complaint(given: ComplaintIn, setting: Setting, nation: str, licence: str, *, assumed: bool) -> dict[str, Any]:
    premises = given.premises
    return {
        "stage": "immediate", "stage_before": "", "stage_since": given.received_at, "version": 1, "rulebook": setting.rulebook,
        "received_at": given.received_at, "received_time_known": setting.time_known,
        "first_attempted_at": given.first_attempted_at, "logged_at": setting.now, "logged_by_id": setting.by_id,
        "channel": given.channel, "premises_address": premises.address if premises else "",
        "premises_postcode": premises.postcode if premises else "", "nation": nation, "nation_assumed": assumed,
        "licence": licence, "category_id": setting.category_id, "severity": setting.severity, "description": given.description,
        "wanted": given.wanted, "source": given.source, "source_reference": given.source_reference, "incident": given.incident,
        "other_company": given.other_company, "owner_id": setting.owner_id, "team_id": setting.team_id,
        "imported": setting.imported, "ordinary": is_ordinary(given.customer.needs),
    }


def is_ordinary(needs: Iterable[str]) -> bool:
    """False for somebody off supply who has a priority-services or medical need: they come first in every list."""
    return not ("off_supply" in needs and {"priority_services", "medical"} & set(needs))


def customer_columns(given: CustomerIn) -> dict[str, Any]:
    """Columns of the customer, with the keys that the desk is searched by."""
    who = given.representative
    return {
        "name": given.name, "name_refused": given.name_refused, "salutation": given.salutation,
        "customer_type": given.customer_type, "account_number": given.account_number, "mpan": given.mpan, "mprn": given.mprn,
        "email": given.email, "phone": given.phone, "phone_digits": phone_digits(given.phone), "address": given.address,
        "postcode": given.postcode, "preferred_contact": given.preferred_contact, "contact_arrangement": given.contact_arrangement,
        "needs": list(given.needs), "formats": list(given.formats), "language": given.language, "died_on": given.died_on,
        "representative": who.model_dump(mode="json") if who else None, "name_key": given.name.lower(),
        "postcode_key": postcode_key(given.postcode),
    }


def phone_digits(typed: str) -> str:
    """A UK number as digits from its national zero: +44 7700 900672 and 07700 900672 are one number."""
    digits = re.sub(r"\D", "", typed)
    return ("0" + digits[2:] if typed.strip().startswith("+44") else digits)[:20]


def moments_in_order(given: ComplaintIn, now: datetime) -> Mapping[str, str]:
    """Sentences by field where the moments of receipt can't be: {} where they can."""
    if given.received_at > now:
        return {"received_at": "This moment lies in the future."}
    if given.first_attempted_at and given.first_attempted_at > given.received_at:
        return {"first_attempted_at": "The first attempt can't be later than the receipt."}
    return {}
