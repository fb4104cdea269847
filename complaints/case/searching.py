"""Finding complaints by what a caller can give: reference, name, postcode, account, phone, MPAN, MPRN, or words they said.

Each kind of answer has its own index; a search asks them one by one and gathers at most `MOST` ids, so it costs the same
among a hundred complaints and a million. Any text is allowed; nothing typed is read as syntax.
"""

import re
from collections.abc import Iterable
from typing import Any

from django.db import connection
from django.db.models import Q, QuerySet

from complaints.case.models import Complaint, Customer
from complaints.case.places import postcode_key
from complaints.case.receipt import phone_digits
from complaints.case.reference import read_reference
from complaints.rules.services import fixture

MOST = 500
LONGEST = 200
NOT_TEXT = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff]")
POSTCODE = re.compile(r"[A-Z]{1,2}[0-9][A-Z0-9]{0,5}\Z")


def found_ids(typed: str) -> set[int]:
    """Ids of the complaints that the words may mean, at most `MOST` for each way to read them."""
    text = NOT_TEXT.sub(" ", typed)[:LONGEST].strip()
    if not text:
        return set()
    reference = read_reference(text, prefix=_prefix())
    if reference and (exact := set(Complaint.objects.filter(reference=reference).values_list("pk", flat=True))):
        return exact
    ids: set[int] = set()
    for customers in customers_named(text):
        ids |= set(Complaint.objects.filter(customer__in=list(customers.values_list("pk", flat=True)[:MOST])).values_list("pk", flat=True)[:MOST])
    return ids | _by_words(text)


def _prefix() -> str:
    return fixture("company")["prefix"]


def customers_named(text: str) -> Iterable[QuerySet[Customer]]:
    """One query for each way of naming a customer that this text can be."""
    rows = Customer.objects.order_by()
    digits = re.sub(r"\D", "", text)
    plain = re.sub(r"[\s\-]", "", text)
    if len(plain) >= 4 and any(sign.isdigit() for sign in plain) and len(plain) <= 40:
        yield rows.filter(account_number__in={text, text.upper(), plain, plain.upper()})
    if plain.isascii() and plain.isdecimal() and 6 <= len(plain) <= 13:
        yield rows.filter(Q(mpan=plain) & ~Q(mpan=""))
        yield rows.filter(Q(mprn=plain) & ~Q(mprn=""))
    if 7 <= len(digits) <= 20 and not re.search(r"[A-Za-z]", text):
        yield rows.filter(phone_digits=phone_digits(text))
    if POSTCODE.match(postcode_key(text)) and len(plain) <= 8:
        yield rows.filter(postcode_key__startswith=postcode_key(text))
    if len(text) >= 2:
        yield rows.filter(name_key__contains=text.lower())


def _by_words(text: str) -> set[int]:
    if len(text) < 3:
        return set()
    rows = Complaint.objects.order_by()
    if connection.vendor == "postgresql":
        rows = rows.extra(where=["to_tsvector('english', description) @@ websearch_to_tsquery('english', %s)"], params=[text])
    else:
        rows = rows.filter(description__icontains=text)
    return set(rows.values_list("pk", flat=True)[:MOST])


def search(rows: QuerySet[Complaint], typed: Any) -> QuerySet[Complaint]:
    """Those of `rows` that the words may mean."""
    return rows.filter(pk__in=found_ids(typed)) if isinstance(typed, str) else rows.none()
