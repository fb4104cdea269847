"""Finding the customer while the caller is on the line: earlier customers by what was typed, and their open complaints.

Reads only. A hit is a customer as one earlier complaint recorded them; the same person found twice is one hit.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Q, QuerySet

from complaints.case.models import Complaint, Customer
from complaints.case.places import postcode_key
from complaints.case.reading import visible
from complaints.case.receipt import phone_digits
from complaints.case.reference import read_reference
from complaints.case.searching import customers_named, customers_within
from complaints.case.stages import ENDED
from complaints.rules.services import company

MOST_ROWS, MOST_HITS, MOST_OPEN = 60, 6, 5
LATELY = timedelta(days=14)
LONGEST, SHORTEST = 100, 2


@dataclass(frozen=True, slots=True)
class Hit:
    """An earlier customer: the newest complaint that names them, and whether any of theirs is open."""

    complaint: Complaint
    open_count: int

    @property
    def customer(self) -> Customer:
        return self.complaint.customer


def found(typed: str, person: Any) -> list[Complaint]:
    """The newest complaints whose customer the words may mean, that this person may see."""
    text = "".join(sign for sign in typed if sign.isprintable() and not 0xD800 <= ord(sign) <= 0xDFFF).strip()[:LONGEST]
    if len(text) < SHORTEST:
        return []
    seen = visible(person).select_related("customer", "owner", "category", "team")
    reference = read_reference(text, prefix=company(date.max).prefix)
    if reference and (exact := list(seen.filter(reference=reference))):
        return exact
    ids = _newest(customers_named(text)) or _newest(customers_within(text))
    # Sorted here: asked for an order, the database walks its index of receipts instead of looking up these few.
    rows = sorted(seen.filter(customer__in=ids), key=lambda row: (row.received_at, row.pk), reverse=True)
    return sorted(rows, key=lambda row: not _begins(row.customer.name_key, text.lower()))[:MOST_ROWS]


def _newest(several: Iterable[QuerySet[Customer]]) -> set[int]:
    return {pk for customers in several for pk in customers.order_by("-pk").values_list("pk", flat=True)[:MOST_ROWS]}


def _begins(name: str, text: str) -> bool:
    """Whether a word of the name begins so: Harpreet and Simon Hartley stand before Richards for "har"."""
    return f" {text}" in f" {name}"


def hits(rows: Iterable[Complaint]) -> list[Hit]:
    """One hit for each customer among the rows, the newest first."""
    groups: dict[tuple, list[Complaint]] = {}
    for row in rows:
        groups.setdefault(_identity(row.customer), []).append(row)
    return [Hit(same[0], sum(row.stage not in ENDED for row in same)) for same in list(groups.values())[:MOST_HITS]]


def likely(facts: Mapping[str, Any], person: Any, now: datetime) -> Complaint | None:
    """The newest open complaint of the same customer from the last two weeks: the call may be about it."""
    return next((row for row in open_with(facts, person) if now - row.received_at < LATELY), None)


def open_with(facts: Mapping[str, Any], person: Any, *, but: int | None = None) -> list[Complaint]:
    """Open complaints of this customer or of a namesake, newest first, one left out."""
    rows = {row.pk: row for row in (*of_customer(facts, person), *_namesakes(facts, person)) if row.pk != but}
    return open_ones(sorted(rows.values(), key=lambda row: (row.received_at, row.pk), reverse=True))


def _namesakes(facts: Mapping[str, Any], person: Any) -> list[Complaint]:
    """Complaints of the same first and last name, where no number and no postcode says that it is somebody else."""
    name = " ".join((facts.get("name") or "").lower().split())
    same = [row for row in found(name, person) if row.customer.name_key == name] if " " in name else []
    told = {"account_number": facts.get("account_number"), "mpan": facts.get("mpan"), "mprn": facts.get("mprn"),
            "postcode_key": postcode_key(facts.get("postcode") or ""), "phone_digits": phone_digits(facts.get("phone") or "")}
    return [row for row in same if not any(value and (held := getattr(row.customer, column)) and held != value for column, value in told.items())]


def _identity(customer: Customer) -> tuple:
    """What makes two records one customer on the screen: their name, and where or by which number."""
    place = customer.account_number or customer.mpan or customer.mprn or customer.postcode_key or customer.phone_digits
    return customer.name_key, place or str(customer.pk)


def open_ones(rows: Iterable[Complaint]) -> list[Complaint]:
    return [row for row in rows if row.stage not in ENDED][:MOST_OPEN]


def of_customer(facts: Mapping[str, Any], person: Any, *, but: int | None = None) -> list[Complaint]:
    """Complaints of the customer with these facts (`customer` of the contract), newest first, one left out."""
    same = _same(facts)
    if not same:
        return []
    customers = list(Customer.objects.filter(same).order_by("-pk").values_list("pk", flat=True)[:MOST_ROWS])
    rows = visible(person).filter(customer__in=customers).exclude(pk=but).select_related("customer", "owner", "category", "team")
    return sorted(rows, key=lambda row: (row.received_at, row.pk), reverse=True)


def _same(facts: Mapping[str, Any]) -> Q:
    """Any number that two records share, or the name together with the postcode."""
    same = Q()
    for name in ("account_number", "mpan", "mprn"):
        if facts.get(name):
            same |= Q(**{name: facts[name]})
    digits = phone_digits(facts.get("phone") or "")
    if digits:
        same |= Q(phone_digits=digits)
    if facts.get("name") and facts.get("postcode"):
        same |= Q(name_key=facts["name"].lower(), postcode_key=postcode_key(facts["postcode"]))
    return same
