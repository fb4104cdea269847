"""Finding a person for compliance wherever they stand: as customer, as who speaks or rang, in reports, incidents, connections, requests.

Reads only. What is the same is said at each hit; a name alone may be a namesake, so that an officer chooses.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Annotated, Any

from django.db.models import Q, QuerySet
from pydantic import Field, model_validator

from complaints.case.models import Complaint, Contact, Customer, DataRequest, SupplyReport
from complaints.case.places import postcode_key
from complaints.case.readings import words_of
from complaints.case.receipt import phone_digits
from complaints.money.models import ConnectionJob, IncidentCustomer
from complaints.record.models import Sealed
from complaints.record.parsing import BlankLine, Shape, at_field

MOST = 200
SAME = {"account": "the account number", "email": "the email address", "phone": "the phone number", "meter": "the meter number",
        "name": "the name", "postcode": "the postcode"}
Told = Mapping[str, str]


class PersonIn(Shape):
    """What is known of a person; at least one of them."""

    name: BlankLine = ""
    postcode: Annotated[BlankLine, Field(max_length=10)] = ""
    account: BlankLine = ""
    phone: Annotated[BlankLine, Field(max_length=40)] = ""
    email: BlankLine = ""
    meter: Annotated[BlankLine, Field(max_length=40)] = ""

    @model_validator(mode="after")
    def something(self):
        if len("".join(self.name.split())) < 2 and not (self.account or self.phone or self.email or self.meter):
            raise at_field("name", "Give a name, or an account, phone, email or meter number. A postcode alone names nobody.")
        return self


@dataclass(frozen=True, slots=True)
class Hit:
    """A record that may be the person: its kind and number, what to call it, what it says of them, what is the same."""

    kind: str
    number: int
    reference: str
    who: str
    where: str
    href: str
    same: tuple[str, ...]
    complaint: int | None = None

    @property
    def key(self) -> str:
        return f"{self.kind}:{self.number}"

    @property
    def is_sure(self) -> bool:
        return bool(set(self.same) - {"name", "postcode"}) or len(self.same) > 1


@dataclass
class Facts:
    """What is looked for, as the columns hold it."""

    name: list[str] = field(default_factory=list)
    postcode: str = ""
    account: str = ""
    phone: str = ""
    email: str = ""
    meter: str = ""

    @classmethod
    def of(cls, asked: PersonIn) -> "Facts":
        return cls(words_of(asked.name), postcode_key(asked.postcode), asked.account.strip().lower(), phone_digits(asked.phone),
                   asked.email.strip().lower(), "".join(sign for sign in asked.meter if sign.isdigit()))

    def same(self, told: Told) -> tuple[str, ...]:
        """Which of the facts a record shares."""
        name = told.get("name", "").lower()
        checks = {
            "account": bool(self.account) and self.account == told.get("account", "").lower(),
            "email": bool(self.email) and self.email == told.get("email", "").lower(),
            "phone": bool(self.phone) and self.phone == phone_digits(told.get("phone", "")),
            "meter": bool(self.meter) and self.meter in (told.get("mpan", ""), told.get("mprn", "")),
            "name": bool(self.name) and all(word in name for word in self.name),
            "postcode": bool(self.postcode) and self.postcode == postcode_key(told.get("postcode", "")),
        }
        return tuple(what for what in SAME if checks[what])


def find(asked: PersonIn) -> list[Hit]:
    """All hits, those that share most first. At most MOST of each kind."""
    facts = Facts.of(asked)
    found = [hit for hits in (_customers, _spoken_for, _callers, _incidents, _connections, _requests) for hit in hits(facts) if _worth(hit)]
    unique = {hit.key: hit for hit in found}
    return sorted(unique.values(), key=lambda hit: (not hit.is_sure, -len(hit.same), hit.kind, hit.number))


def _worth(hit: Hit) -> bool:
    """A neighbour under the same postcode is nobody who was asked for."""
    return bool(set(hit.same) - {"postcode"})


def _asked(facts: Facts) -> Q:
    """Each with its index; a condition that leaves empty ones out is met by saying so."""
    asked = Q(pk__in=[])
    if facts.name:
        named = ~Q(name_key="")
        for word in facts.name:
            named &= Q(name_key__contains=word)
        asked |= named
    for column, value in (("phone_digits", facts.phone), ("mpan", facts.meter), ("mprn", facts.meter)):
        if value:
            asked |= Q(**{column: value}) & ~Q(**{column: ""})
    if facts.account:
        asked |= Q(account_number__in={facts.account, facts.account.upper()}) & ~Q(account_number="")
    return asked | (Q(email__iexact=facts.email) & ~Q(email="") if facts.email else Q(pk__in=[]))


def _customers(facts: Facts) -> Iterator[Hit]:
    rows = list(Customer.objects.filter(_asked(facts)).order_by("-pk")[:MOST])
    numbers = [row.pk for row in rows]
    for complaint in Complaint.objects.filter(customer__in=numbers).select_related("customer"):
        yield _hit("complaint", complaint.pk, complaint.reference, _told(complaint.customer), facts, f"/c/{complaint.reference}/", complaint.pk)
    for report in SupplyReport.objects.filter(customer__in=numbers).select_related("customer"):
        yield _hit("supply_report", report.pk, report.reference, _told(report.customer), facts, f"/supply-reports/{report.pk}/", report.complaint_id)


def _told(customer: Customer) -> Told:
    return {"name": customer.name, "account": customer.account_number, "email": customer.email, "phone": customer.phone,
            "mpan": customer.mpan, "mprn": customer.mprn, "postcode": customer.postcode, "address": customer.address}


def _hit(kind: str, number: int, reference: str, told: Told, facts: Facts, href: str, complaint: int | None = None) -> Hit:
    where = ", ".join(part for part in (" ".join(told.get("address", "").split()), told.get("postcode", "")) if part)
    return Hit(kind, number, reference, told.get("name", "") or "No name given", where, href, facts.same(told), complaint)


def _spoken_for(facts: Facts) -> Iterator[Hit]:
    """Whoever speaks for a customer, by the words of the column; read here."""
    rows = Customer.objects.exclude(representative=None).prefetch_related("complaints").order_by("-pk")
    for word in facts.name or [facts.email or facts.phone]:
        rows = rows.filter(representative__name__icontains=word) if facts.name else rows.filter(representative__icontains=word)
    for row in rows[:MOST] if facts.name or facts.email else ():
        for complaint in row.complaints.all():
            yield _hit("representative", row.pk, f"Speaks for the customer of {complaint.reference}", row.representative, facts,
                       f"/c/{complaint.reference}/", complaint.pk)


def _callers(facts: Facts) -> Iterator[Hit]:
    """Whoever rang for a customer: their name lies in the sealed words of the contact."""
    if not facts.name:
        return
    contacts = _with_words(Contact.objects.exclude(by_other="").select_related("complaint", "event__sealed"), facts.name)
    for contact in contacts[:MOST]:
        who = json.loads(contact.event.sealed.body).get("who") or {}
        if same := facts.same(who):
            reference = contact.complaint.reference
            yield Hit("caller", contact.pk, f"Rang or wrote on {reference}", who["name"], who.get("capacity", ""), f"/c/{reference}/", same,
                      contact.complaint_id)


def _with_words(rows: QuerySet[Contact], words: Iterable[str]) -> QuerySet[Contact]:
    sealed = Sealed.objects.filter(event__contact__in=rows.values("pk"))
    for word in words:
        sealed = sealed.filter(body__icontains=word)
    return rows.filter(event__sealed__in=sealed).order_by("-pk")


def _incidents(facts: Facts) -> Iterator[Hit]:
    asked = Q(account__iexact=facts.account) if facts.account else Q(pk__in=[])
    if facts.name:
        named = Q()
        for word in facts.name:
            named &= Q(name__icontains=word)
        asked |= named
    for row in IncidentCustomer.objects.filter(asked).select_related("incident").order_by("-pk")[:MOST]:
        told = {"name": row.name, "account": row.account, "postcode": row.postcode, "address": row.address}
        yield _hit("incident_customer", row.pk, row.incident.name, told, facts, f"/incidents/{row.incident_id}/customers/{row.pk}/")


def _connections(facts: Facts) -> Iterator[Hit]:
    rows = ConnectionJob.objects.order_by("-pk")
    for word in facts.name:
        rows = rows.filter(label__icontains=word)
    for row in rows[:MOST] if facts.name else ():
        yield _hit("connection", row.pk, f"Connection {row.pk}", {"name": row.label}, facts, f"/connections/{row.pk}/", row.complaint_id)


def _requests(facts: Facts) -> Iterator[Hit]:
    asked = Q(pk__in=[])
    if facts.name:
        asked |= _all_of("person__name__icontains", facts.name)
    for column, value in (("account_number", facts.account), ("email", facts.email)):
        if value:
            asked |= Q(**{f"person__{column}__iexact": value})
    for row in DataRequest.objects.filter(asked).order_by("-pk")[:MOST]:
        told = {**row.person, "account": row.person.get("account_number", "")}
        yield _hit("data_request", row.pk, f"Request {row.pk}", told, facts, f"/privacy/requests/{row.pk}/")


def _all_of(lookup: str, words: Iterable[str]) -> Q:
    asked = Q()
    for word in words:
        asked &= Q(**{lookup: word})
    return asked


def looked_at(hits: Iterable[Any]) -> set[int]:
    """The complaints that the hits show something of."""
    return {hit.complaint for hit in hits if hit.complaint}
