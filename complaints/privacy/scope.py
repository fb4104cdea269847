"""The records that are one person, and the words and numbers by which they are known elsewhere. Reads only."""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q

from complaints.case.models import Complaint, Contact, Customer, DataRequest, SupplyReport
from complaints.letters.models import Letter
from complaints.money.models import ConnectionJob, IncidentCustomer, Payment
from complaints.privacy.models import KINDS, Subject

Numbers = frozenset[int]
NONE: Numbers = frozenset()
SHORTEST_NAME = 6


@dataclass(frozen=True)
class Scope:
    """Numbers of the records by kind. `spoken_for` are customers for whom the person speaks, `calls` contacts that they made for others."""

    complaints: Numbers = NONE
    reports: Numbers = NONE
    incident_customers: Numbers = NONE
    connections: Numbers = NONE
    requests: Numbers = NONE
    spoken_for: Numbers = NONE
    calls: Numbers = NONE
    customers: Numbers = NONE
    payments: Numbers = NONE

    def __bool__(self) -> bool:
        return any((self.complaints, self.reports, self.incident_customers, self.connections, self.requests, self.spoken_for, self.calls))


FIELD_OF = {"complaint": "complaints", "supply_report": "reports", "incident_customer": "incident_customers", "connection": "connections",
            "data_request": "requests", "representative": "spoken_for", "caller": "calls"}
assert set(FIELD_OF) == set(KINDS)


def scope_of(records: Iterable[tuple[str, int]]) -> Scope:
    """Of (kind, number); with the customers of complaints and reports, connections that hang on a complaint, and their payments."""
    told: dict[str, set[int]] = {name: set() for name in FIELD_OF.values()}
    for kind, number in records:
        told[FIELD_OF[kind]].add(number)
    complaints, reports = told["complaints"], told["reports"]
    told["connections"] |= _pks(ConnectionJob, Q(complaint__in=complaints))
    customers = _pks(Customer, Q(complaints__in=complaints)) | set(SupplyReport.objects.filter(pk__in=reports).values_list("customer", flat=True))
    paid = Q(complaint__in=complaints) | Q(incident_customer__in=told["incident_customers"]) | Q(job__in=told["connections"])
    return Scope(**{name: frozenset(numbers) for name, numbers in told.items()}, customers=frozenset(customers),
                 payments=frozenset(_pks(Payment, paid)))


def _pks(model: Any, which: Q) -> set[int]:
    return set(model.objects.filter(which).values_list("pk", flat=True))


def records_of(request: DataRequest) -> list[tuple[str, int]]:
    """The records that were chosen, and the request itself."""
    chosen = list(Subject.objects.filter(data_request=request).order_by("kind", "number").values_list("kind", "number"))
    own = ("data_request", request.pk)
    return chosen if own in chosen else [*chosen, own]


@dataclass
class Needles:
    """What tells the person in words that hang on nobody's record, in small letters: numbers and addresses of pages surely, a name probably."""

    surely: set[str] = field(default_factory=set)
    names: set[str] = field(default_factory=set)
    pages: set[str] = field(default_factory=set)

    def add(self, value: object) -> None:
        if isinstance(value, str) and len(value.strip()) >= 5:
            self.surely.add(value.strip().lower())

    def add_name(self, value: object) -> None:
        name = " ".join(value.lower().split()) if isinstance(value, str) else ""
        if len(name) >= SHORTEST_NAME and name != "erased":
            self.names.add(name)

    def found_in(self, text: str) -> str:
        """"surely", "by name", or "" where nothing of the person stands in the text."""
        small = " ".join(text.lower().split())
        if any(word in small for word in self.surely):
            return "surely"
        return "by name" if any(re.search(rf"(?<!\w){re.escape(name)}(?!\w)", small) for name in self.names) else ""

    def searched_by(self, q: str) -> bool:
        """Whether somebody looked for the person by a part of their name or of a number."""
        small = " ".join(q.lower().split())
        words = {word for word in small.split() if len(word) >= 4}
        return bool(words) and (any(words <= set(name.split()) for name in self.names) or any(small in word for word in self.surely))

    def is_page(self, place: str) -> bool:
        """Whether this is the address of a page of theirs."""
        return any(place.startswith(page) for page in self.pages)

    def as_json(self) -> list[list[str]]:
        return [sorted(self.surely), sorted(self.names), sorted(self.pages)]

    @classmethod
    def of_json(cls, told: list[list[str]]) -> "Needles":
        return cls(*(set(words) for words in told)) if told else cls()


def needles_of(scope: Scope) -> Needles:
    out = Needles()
    for customer in Customer.objects.filter(pk__in=scope.customers):
        _of_customer(out, customer)
    for row in IncidentCustomer.objects.filter(pk__in=scope.incident_customers):
        out.add(row.account)
        out.add_name(row.name)
        out.pages.add(f"/incidents/{row.incident_id}/customers/{row.pk}/")
    for request in DataRequest.objects.filter(pk__in=scope.requests):
        _of_request(out, request)
    for who in Customer.objects.filter(pk__in=scope.spoken_for).exclude(representative=None).values_list("representative", flat=True):
        _of_contact(out, who)
    _pages(out, scope)
    return out


def _of_customer(out: Needles, customer: Customer) -> None:
    for value in (customer.account_number, customer.mpan, customer.mprn, customer.email, customer.phone, customer.phone_digits):
        out.add(value)
    out.add_name(customer.name)


def _of_request(out: Needles, request: DataRequest) -> None:
    _of_contact(out, request.person)
    out.add(request.person.get("account_number"))
    out.pages.add(f"/privacy/requests/{request.pk}/")


def _of_contact(out: Needles, told: dict[str, Any]) -> None:
    out.add(told.get("email"))
    out.add(told.get("phone"))
    out.add_name(told.get("name"))


def _pages(out: Needles, scope: Scope) -> None:
    references = Complaint.objects.filter(pk__in=scope.complaints).values_list("reference", flat=True)
    for reference in references:
        out.surely.add(reference.lower())
        out.pages |= {f"/c/{reference}/", f"/complaints/new/{reference}/"}
    out.pages |= {f"/supply-reports/{pk}/" for pk in scope.reports} | {f"/connections/{pk}/" for pk in scope.connections}
    out.pages |= {f"/letters/{pk}/" for pk in _pks(Letter, Q(complaint__in=scope.complaints))}
    out.pages |= {f"/payments/{pk}/" for pk in scope.payments}
    for call in Contact.objects.filter(pk__in=scope.calls).select_related("event__sealed"):
        sealed = getattr(call.event, "sealed", None)
        if sealed:
            out.add_name((json.loads(sealed.body).get("who") or {}).get("name"))
