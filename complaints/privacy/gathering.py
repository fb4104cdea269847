"""Everything about a person as lines to read: which record, when, what it says, and whether somebody else stands in it. Reads only.

Runs over `places`: each table of it once, and what hangs on no record by the person's own words.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import ForeignKey

from complaints.case.models import Complaint, Contact, Customer
from complaints.clocks import words
from complaints.privacy.erasure_job import loose
from complaints.privacy.places import ABOUT, BY_WORDS, Way
from complaints.privacy.rows import rows_of
from complaints.privacy.scope import Needles, Scope
from complaints.privacy.texts import as_text

ISO = re.compile(r"\d{4}-\d\d-\d\d(T\d\d:\d\d.{0,20})?")
CODE = re.compile(r"[a-z]+(_[a-z]+)+")
STAFF, OTHERS, NAMESAKE = "staff", "somebody else", "found by name"
# Where somebody else speaks or is spoken of.
THIRD = {("complaints.Customer", "representative"), ("complaints.Contact", "by_other")}
HIDDEN = ("salt", "sealed_hash", "previous_hash", "hash", "claim", "op_id", "body_hash", "password", "needles", "name_key", "postcode_key",
          "phone_digits", "pdf_path", "path")
TITLES = {
    "Customer": "Who they are", "Complaint": "Complaint", "Contact": "Contact", "Resolution": "How it was resolved",
    "Decision": "Ombudsman’s decision", "SupplyReport": "Report of lost supply", "DataRequest": "Request about their data",
    "ImportKey": "Import", "Deadline": "Deadline", "Referral": "Referral from outside", "Assessment": "Assessment for the Ombudsman",
    "AssessmentEvidence": "Evidence of an assessment", "StoredFile": "File", "Letter": "Letter",
    "LetterVersion": "Earlier version of a letter", "Finding": "Assessment of a guaranteed standard",
    "IncidentCustomer": "Customer of an incident", "Payment": "Payment", "Offer": "Offer", "ConnectionJob": "Connection",
    "Event": "Entry of the record", "Sealed": "Words of an entry of the record", "Access": "Who looked", "Outbox": "Sent or to be sent",
    "Operation": "Call of the desk", "LeftOut": "Left out of a copy", "Extension": "More time to answer",
    "Erasure": "Assessment of an erasure", "Hold": "Hold", "Draft": "Draft of a member of staff", "AskedList": "List that was asked for",
    "SavedView": "Saved view", "Job": "Long work",
}
assert set(TITLES) == {table.rpartition(".")[2] for table in (*ABOUT, *BY_WORDS)}


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the record. `key` names it ("complaints.Sealed:12"); `flags` say who else stands in it."""

    key: str
    title: str
    told: dict[str, Any]
    flags: tuple[str, ...]

    @property
    def text(self) -> str:
        return "; ".join(f"{name.replace('_', ' ')}: {said}" for name, value in self.told.items() if (said := _spoken(value)))


def _spoken(value: Any) -> str:
    """For people to read: names of fields as words, days and moments as everywhere on the desk."""
    if isinstance(value, dict):
        return ", ".join(f"{name.replace('_', ' ')} {said}" for name, part in value.items() if (said := _spoken(part)))
    if isinstance(value, list):
        return ", ".join(_spoken(part) for part in value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    return _text(value) if isinstance(value, str) else "" if value is None else str(value)


def _text(text: str) -> str:
    """Codes with their words apart. Whatever somebody typed that only looks like a day stays as it is."""
    if not ISO.fullmatch(text):
        return text.replace("_", " ") if CODE.fullmatch(text) else text
    try:
        return words.moment(datetime.fromisoformat(text)) if "T" in text else words.short_day(date.fromisoformat(text))
    except ValueError:
        return text


def lines(scope: Scope, needles: Needles) -> Iterator[Line]:
    """Every row about the person, table by table."""
    for table in ABOUT:
        for row in rows_of(table, scope).iterator(chunk_size=500):
            if not (told := told_of(row)):
                continue
            yield Line(f"{table}:{row.pk}", TITLES[row._meta.object_name], told, _flags(table, row, told))
    yield from _named_elsewhere(scope)
    for row in loose(needles):
        by_name = needles.found_in("\n".join(as_text(getattr(row, column)) for column in BY_WORDS[row._meta.label])) != "surely"
        yield Line(f"{row._meta.label}:{row.pk}", TITLES[row._meta.object_name], told_of(row), (STAFF, *([NAMESAKE] if by_name else ())))


def _named_elsewhere(scope: Scope) -> Iterator[Line]:
    """Their part in somebody else's record: as who speaks for them. Calls they made come with the contacts."""
    for customer in Customer.objects.filter(pk__in=scope.spoken_for).exclude(representative=None):
        yield Line(f"complaints.Customer:{customer.pk}", "Who speaks for somebody else", {"representative": customer.representative}, (OTHERS,))


def told_of(row: Any) -> dict[str, Any]:
    """The columns of a row that say something, in words; people of the desk by name."""
    out: dict[str, Any] = {}
    for column in row._meta.concrete_fields:
        if (column.primary_key and column.name == "id") or column.name in HIDDEN:
            continue
        value = getattr(row, column.attname)
        if value not in (None, "", [], {}):
            out[column.name] = _named(row, column, value)
    if row._meta.object_name == "Sealed":
        out["body"] = json.loads(row.body)
    return out


def _words(table: str) -> set[str]:
    """The columns that hold words, which are read first."""
    return {column for way, columns in ABOUT.get(table, {}).items() if way != Way.KEPT for column in columns}


def _named(row: Any, column: Any, value: Any) -> Any:
    if isinstance(column, ForeignKey):
        other = getattr(row, column.name)
        return other.full_name if hasattr(other, "full_name") else getattr(other, "reference", f"number {value}")
    if isinstance(value, datetime | date):
        return value.isoformat()
    return value if isinstance(value, str | bool | int | dict | list) else str(value)


def _flags(table: str, row: Any, told: dict[str, Any]) -> tuple[str, ...]:
    """Who else stands in it: a member of staff by name, somebody who spoke or rang for the customer."""
    people = [field for field in row._meta.concrete_fields if isinstance(field, ForeignKey) and field.related_model._meta.label == "staff.Person"]
    third = any((table, name) in THIRD for name in told) or (table == "complaints.Sealed" and "who" in told["body"])
    return tuple(flag for flag, holds in ((STAFF, any(field.name in told for field in people)), (OTHERS, third)) if holds)


def looked_at(scope: Scope) -> set[int]:
    """The complaints that a search or a copy opens: theirs, and those in which they stand for somebody else."""
    others = Contact.objects.filter(pk__in=scope.calls).values_list("complaint", flat=True)
    spoken = Complaint.objects.filter(customer__in=scope.spoken_for).values_list("pk", flat=True)
    return set(scope.complaints) | set(others) | set(spoken)
