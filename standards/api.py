"""Calls on the guaranteed standards: the catalogue, one standard, what the facts come to, which standard it is. They store nothing."""

from datetime import date
from typing import Any, Literal

from django.http import HttpResponse
from ninja import Router, Schema

import standards
from complaints.money.assessing import finding_of, standard_of
from complaints.money.described import FindingTold
from complaints.record.calling import Asked, answer, call
from complaints.record.documented import gives, takes
from complaints.record.parsing import Shape, parse
from complaints.record.refusals import Unacceptable
from complaints.rules.sums import standards_tables
from standards import described

router = Router(tags=["guaranteed standards"])
BODY = (400, 413, 422)


class AssessIn(Shape):
    """The facts of the standard by name; `as_of` may stand among them instead."""

    facts: dict[str, Any]
    as_of: str | None = None
    rulebook: Literal["documents", "law"] | None = None


class ClassifyIn(Shape):
    facts: dict[str, Any]


class Option(Schema):
    value: str
    label: str


class FactWanted(Schema):
    """`kind` in day, moment, yes, whole, number, money, choice, word, list, text. Null is an answer where it is nullable."""

    name: str
    kind: str
    required: bool
    nullable: bool
    label: str
    hint: str
    unit: str
    options: list[Option]


class ListOrFact(FactWanted):
    items: list[FactWanted] | None = None


class ExemptionTold(Schema):
    code: str
    meaning: str
    needs_all_reasonable_steps: bool
    effect: str
    source: str


class Version(Schema):
    """A dated row. Rows of the law that are not verified are shown and never used."""

    rulebook: Literal["documents", "law"]
    version: str
    valid_from: date | None
    valid_until: date | None
    verified: bool
    added_by_officers: bool
    terms: list[str]
    values: dict[str, Any]
    source: str
    note: str


class ReadingTold(Schema):
    code: str
    ours: str
    other: str


class StandardLine(Schema):
    """One standard; `terms` is its rule in words by the company's documents."""

    code: str
    name: str
    title: str
    regime: str
    liable: str
    customers: list[str]
    pays: bool
    computable: bool
    claim_required: bool
    routes: list[str]
    terms: list[str]
    source: str


class StandardTold(StandardLine):
    facts: list[ListOrFact]
    exemptions: list[ExemptionTold]
    versions: list[Version]
    readings: list[ReadingTold]


class Standards(Schema):
    items: list[StandardLine]
    next: str | None


class Classified(Schema):
    """Only what the facts decide is there."""

    elc_category: str | None = None
    elc_kind: str | None = None
    outage_standard: str | None = None
    weather_category: int | None = None
    routes: list[str] | None = None


@router.get("/standards", response=gives(Standards))
@call
def list_standards(asked: Asked) -> HttpResponse:
    """All 72, with their terms in words."""
    tables = standards_tables()
    return answer({"items": [described.line(standard, tables) for standard in standards.CATALOGUE], "next": None})


@router.post("/standards/classify", response=gives(Classified, refuses=BODY), openapi_extra=takes(ClassifyIn, op_id=False))
@call
def classify(asked: Asked) -> HttpResponse:
    """Which standard, weather category, kind of connection or route the facts point to."""
    wanted = parse(ClassifyIn, asked.given)
    try:
        return answer(standards.classify(wanted.facts, standards_tables()))
    except standards.FactsWrong as wrong:
        raise Unacceptable(str(wrong), fields=wrong.fields) from None


@router.get("/standards/{code}", response=gives(StandardTold, refuses=[404]))
@call
def one_standard(asked: Asked, code: str) -> HttpResponse:
    """Its terms in words, the facts it wants, its exemptions, versions and sources. `SUP-METER` stands for the three meter standards."""
    return answer(described.whole(standard_of(code), standards_tables()))


@router.post("/standards/{code}/assess", response=gives(FindingTold, refuses=(404, *BODY)), openapi_extra=takes(AssessIn, op_id=False))
@call
def assess(asked: Asked, code: str) -> HttpResponse:
    """The finding on these facts, by the company's rulebook or the one named. Nothing is kept."""
    standard_of(code)
    wanted = parse(AssessIn, asked.given)
    told = finding_of(code, wanted.facts, now=asked.now, rulebook=wanted.rulebook, as_of=wanted.as_of)
    return answer(told.as_json())
