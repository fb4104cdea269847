"""Finding complaints by what a caller can give: reference, name, postcode, account, phone, MPAN, MPRN, or words they said.

Each kind of answer has its own index; a search asks few statements and gathers at most `MOST` ids, so it costs the same
among a hundred complaints and a million. Any text is allowed; nothing typed is read as syntax. Slips are guessed at only
where nothing was found as typed.
"""

import re
from collections.abc import Iterator
from datetime import date
from functools import reduce
from operator import or_
from typing import Any

from django.db import connection
from django.db.models import Q, QuerySet

from complaints.case import readings
from complaints.case.models import Complaint, Customer
from complaints.case.places import postcode_key
from complaints.case.receipt import phone_digits
from complaints.case.reference import read_reference
from complaints.rules.services import company

MOST, MOST_READ = 500, 4000
LONGEST = 200
NOT_TEXT = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff]")
POSTCODE = re.compile(r"[A-Z]{1,2}[0-9][A-Z0-9]{0,5}\Z")


Rows = QuerySet[Complaint]


def found_ids(typed: str, *, most: int = MOST, rows: Rows | None = None) -> set[int]:
    """Ids of the complaints that the words may mean, at most `most` for each way to read them. Only `rows` count: what a person may
    not see takes no other reading's place."""
    text, rows = plain_text(typed), (Complaint.objects if rows is None else rows).order_by()
    if not text:
        return set()
    return (exactly(text, rows) or named(text, most, rows) | said_in(text, most, rows) or references_near(text, most, rows)
            or within_names(text, most, rows) or set(rows.filter(customer__in=names_near(text, most)).values_list("pk", flat=True)[:most]))


def named(text: str, most: int, rows: Rows) -> set[int]:
    """By numbers, and by whole words of names."""
    return {pk for customers in customers_named(text) for pk in complaints_of(customers, most, rows)}


def within_names(text: str, most: int, rows: Rows) -> set[int]:
    """By letters anywhere in a name."""
    return {pk for customers in customers_within(text) for pk in complaints_of(customers, most, rows)}


def plain_text(typed: str) -> str:
    return NOT_TEXT.sub(" ", typed)[:LONGEST].strip()


def prefix() -> str:
    """Of the references that are given now."""
    return company(date.max).prefix


def exactly(text: str, rows: Rows) -> set[int]:
    """The complaint of the reference that was typed, with or without prefix and separators."""
    reference = read_reference(text, prefix=prefix())
    return set(rows.filter(reference=reference).values_list("pk", flat=True)) if reference else set()


def references_near(text: str, most: int, rows: Rows) -> set[int]:
    """Those whose reference was typed with a slip."""
    if not any(sign.isdigit() for sign in text):
        return set()
    newest = Complaint.objects.order_by("-pk").values_list("received_at", flat=True).first()
    meant = readings.near_references(text, prefix=prefix(), year=newest.year if newest else date.max.year)
    return set(rows.filter(reference__in=meant).values_list("pk", flat=True)[:most]) if meant else set()


def complaints_of(customers: QuerySet[Customer], most: int, rows: Rows) -> set[int]:
    """Ids of their complaints, in one statement: the database looks the customers up first, at most `most`."""
    return set(rows.filter(customer__in=customers.order_by().values("pk")[:most]).values_list("pk", flat=True)[:most])


def customers_named(text: str) -> Iterator[QuerySet[Customer]]:
    """Those who have this number or postcode, all in one query as each has its index; then those in whose name all words stand."""
    rows = Customer.objects.order_by()
    if numbers := list(_numbered(text)):
        yield rows.filter(reduce(or_, numbers))
    if words := _name_words(text):
        yield _worded(rows, words)


def customers_within(text: str) -> Iterator[QuerySet[Customer]]:
    """Those in whose name the words stand anywhere."""
    if words := _name_words(text):
        yield Customer.objects.order_by().filter(_all_in_name(words))


def _name_words(text: str) -> list[str]:
    words = readings.words_of(text)
    return words if len(text) >= 2 and any(not word.isdecimal() for word in words) else []


def _worded(rows: QuerySet[Customer], words: list[str]) -> QuerySet[Customer]:
    """Each word is a word of the name, in any order."""
    if connection.vendor == "postgresql":
        return rows.extra(where=["name_words @@ to_tsquery('simple', %s)"], params=[" & ".join(words)])
    for word in words:
        rows = rows.filter(name_key__regex=rf"(^|[\W_]){word}($|[\W_])")
    return rows


def _numbered(text: str) -> Iterator[Q]:
    """What this text can be but a name. An index that leaves empty ones out is used only where the question does too."""
    digits = re.sub(r"\D", "", text)
    plain = re.sub(r"[\s\-]", "", text)
    if len(plain) >= 4 and any(sign.isdigit() for sign in plain) and len(plain) <= 40:
        yield Q(account_number__in={text, text.upper(), plain, plain.upper()})
    if plain.isascii() and plain.isdecimal() and 6 <= len(plain) <= 13:
        yield Q(mpan=plain) & ~Q(mpan="")
        yield Q(mprn=plain) & ~Q(mprn="")
    if 7 <= len(digits) <= 20 and not re.search(r"[A-Za-z]", text):
        yield Q(phone_digits=phone_digits(text))
    if POSTCODE.match(postcode_key(text)) and len(plain) <= 8:
        yield Q(postcode_key__startswith=postcode_key(text)) & ~Q(postcode_key="")


def _all_in_name(words: list[str]) -> Q:
    """Every word in any order: longer ones anywhere in the name, short ones where a word of it begins."""
    asked = Q()
    for word in words:
        asked &= Q(name_key__contains=word) if len(word) > 2 else Q(name_key__startswith=word) | Q(name_key__contains=f" {word}")
    return asked


def names_near(text: str, most: int) -> set[int]:
    """Customers whose name has one slip in one of the words. An index finds names with the other word and a piece of it; they are read here,
    as a database takes ten times as long to try so long an expression."""
    words, found = readings.words_of(text), set()
    for candidates in (_beside, _with_piece):
        for place, word in enumerate(words):
            if near := readings.near_word(word):
                others = words[:place] + words[place + 1:]
                rows = candidates(Customer.objects.order_by(), others, readings.near_pieces(word)).values_list("pk", "name_key")[:MOST_READ]
                found |= {pk for pk, name in rows if near.search(name) and all(other in name for other in others)}
        if found:
            break
    return set(sorted(found)[-most:])


def _beside(rows: QuerySet[Customer], others: list[str], pieces: set[str]) -> QuerySet[Customer]:
    """On PostgreSQL those whose first and last word are another word and one that begins or ends like a piece: few among a million."""
    if connection.vendor != "postgresql" or not others:
        return rows.none()
    asked = sorted({told for other in others for piece in pieces for told in (f"{other}/{piece[:3]}", f"{other}+{piece[-3:]}")})
    return rows.extra(where=["name_near && %s"], params=[asked])


def _with_piece(rows: QuerySet[Customer], others: list[str], pieces: set[str]) -> QuerySet[Customer]:
    return rows.filter(_all_in_name(others), reduce(or_, (Q(name_key__contains=piece) for piece in sorted(pieces))))


def said_in(text: str, most: int, rows: Rows) -> set[int]:
    """Complaints in whose story every word begins a word."""
    words = readings.story_words(text)
    if not words:
        return set()
    if connection.vendor == "postgresql":
        asked = " & ".join(f"{word}:*" for word in words)
        rows = rows.extra(where=["story @@ to_tsquery('simple', %s)"], params=[asked])
    else:
        for word in words:
            rows = rows.filter(description__iregex=rf"(^|[\W_]){word}")
    return set(rows.values_list("pk", flat=True)[:most])


def search(rows: QuerySet[Complaint], typed: Any) -> QuerySet[Complaint]:
    """Those of `rows` that the words may mean."""
    return rows.filter(pk__in=found_ids(typed, rows=rows)) if isinstance(typed, str) else rows.none()
