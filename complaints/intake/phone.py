"""The facts of a call: what a complaint holds in the contract's own shape, what changed on the form, what is still open.

Pure but for the rows it is handed. Asks nothing, writes nothing; the pages send what comes out to the services.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any

from complaints.case.meters import digits_of
from complaints.case.places import AREA, postcode_key
from workdays import london

Facts = Mapping[str, Any]
CALL = timedelta(minutes=30)
CUSTOMER_WORDS = ("name", "salutation", "account_number", "mpan", "mprn", "email", "phone", "address", "postcode", "preferred_contact",
                  "contact_arrangement")
NO_WORDS = "Write what the customer said, in a sentence or more."
NO_RECEIPT = "Give the day and time it reached us."
NO_NAME = "Write the customer’s name, or tick that they won’t give it."


def facts_of(complaint: Any) -> dict[str, Any]:
    """What the complaint holds, as the form sends it: every fact of the form is there, empty where nothing is known."""
    return {
        "description": complaint.description, "wanted": complaint.wanted,
        "category": complaint.category.code if complaint.category else "",
        "received_at": local(complaint.received_at), "first_attempted_at": local(complaint.first_attempted_at),
        "customer": customer_facts(complaint.customer),
    }


def customer_facts(customer: Any) -> dict[str, Any]:
    """`customer` of the contract as recorded on one complaint."""
    words = {name: getattr(customer, name) for name in CUSTOMER_WORDS}
    return words | {
        "name_refused": customer.name_refused, "customer_type": customer.customer_type, "needs": sorted(customer.needs),
        "formats": sorted(customer.formats), "language": customer.language,
        "died_on": customer.died_on.isoformat() if customer.died_on else None, "representative": customer.representative,
    }


def local(at: datetime | None) -> str | None:
    """A moment as a field of a form holds it: London time to the minute."""
    return f"{at.astimezone(london.LONDON):%Y-%m-%dT%H:%M}" if at else None


def changed(known: Facts, typed: Facts) -> dict[str, Any]:
    """The facts that differ from what is known, nested as the contract nests them; {} when all is as it was."""
    out: dict[str, Any] = {}
    for name, value in typed.items():
        if name == "customer":
            if inner := changed(known[name], value):
                out[name] = inner
        elif plain(name, value) != plain(name, known.get(name)):
            out[name] = value
    return out


def plain(name: str, value: Any) -> Any:
    """A fact as it is compared: outer space, capitals of a postcode and the spaces in meter numbers say nothing."""
    if isinstance(value, str):
        text = value.replace("\r\n", "\n").strip()
        return {"mpan": digits_of, "mprn": digits_of, "postcode": str.upper}.get(name, str)(text)
    if isinstance(value, list):
        return sorted(value)
    if isinstance(value, dict):
        return {key: kept for key, inner in value.items() if (kept := plain(key, inner)) not in (None, "", [])}
    return value


def given(facts: Facts) -> dict[str, Any]:
    """The same facts without what is empty: the body of `POST /complaints`."""
    out = {}
    for name, value in facts.items():
        kept = given(value) if isinstance(value, dict) else value
        if kept not in (None, "", [], {}, False):
            out[name] = kept
    return out


def began(typed: str | None, now: datetime) -> datetime:
    """When the call was received: the moment its page was opened, unless that is longer ago than a call lasts."""
    try:
        at = datetime.fromisoformat(typed or "")
    except ValueError:
        at = now
    at = at if at.tzinfo and timedelta() <= now - at <= CALL else now
    return at.replace(second=0, microsecond=0)


def clearer(facts: Facts) -> dict[str, str]:
    """Sentences by field for what a person at the form most often leaves out or puts in the wrong place."""
    out = {}
    customer = facts["customer"]
    if not facts["description"].strip():
        out["description"] = NO_WORDS
    if facts.get("received_at") == "":
        out["received_at"] = NO_RECEIPT
    if not customer["name"].strip() and not customer["name_refused"]:
        out["customer.name"] = NO_NAME
    elif sentence := misplaced(customer["name"]):
        out["customer.name"] = sentence
    return out


def misplaced(name: str) -> str | None:
    """A sentence where the name is no name but a number or a postcode, typed to find the customer."""
    text = name.strip()
    if text and not any(sign.isalpha() for sign in text):
        return "This is a number: find the customer by it, or write their name."
    key = postcode_key(text)
    if len(text) <= 8 and AREA.match(key) and re.search(r"[0-9][A-Z]{2}$", key):
        return "This is a postcode: find the customer by it, or write their name."
    return None


# What is good to know but stops nobody: how it is said, and the number of its question.
OPEN = (("category", "category", 2), ("wanted", "what they want", 3), ("phone", "phone", 4), ("contact_arrangement", "best time", 4))


def still_open(facts: Facts) -> list[str]:
    """"best time (4)": the answers that are not there yet, in the order of the form."""
    return [f"{words} ({number})" for name, words, number in OPEN if not _answer(facts, name)]


def _answer(facts: Facts, name: str) -> Any:
    return facts["customer"].get(name) or facts.get(name)


def by_field(fields: Mapping[str, list[str]]) -> Iterator[tuple[str, str]]:
    """Refused fields by their names on the form; a correction names them below `fields`."""
    for name, sentences in fields.items():
        for sentence in sentences:
            yield name.removeprefix("fields.").replace(".", "__"), sentence
