"""What the report of the guaranteed standards counts: findings and customers of incidents, summed by the database in one statement
for each of the two tables, with the ledger beside them. Memory holds groups, never rows.

A finding that a later one replaced does not count; as of a past moment it does while the later one was not made yet. A customer of an
incident counts once the incident is worked out. The ledger's side of a past moment is told by its own days.
"""

from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import Case, CharField, Count, DateField, F, Q, QuerySet, Sum, Value, When
from django.db.models.functions import Coalesce, TruncQuarter

from complaints.money.models import PAYMENT_STATES, Finding, IncidentCustomer
from complaints.reports.periods import Period
from workdays import london

NOUGHT, PENNY = Decimal("0.00"), Decimal("0.01")
FAILED = Q(applies=True, breached=True)
WHAT = {
    "assessed": Q(), "applied": Q(applies=True), "breaches": FAILED, "exempt": FAILED & ~Q(exempt="") & Q(amount_gbp=0),
    "undecided": Q(applies=True, breached=None), "amount": Q(amount_gbp__gt=0),
}


@dataclass(slots=True)
class Sums:
    """Counts and pounds of some findings. `ledger` is what the payments made of them say, `unbooked` what has no payment."""

    assessed: int = 0
    applied: int = 0
    breaches: int = 0
    exempt: int = 0
    undecided: int = 0
    amount: Decimal = NOUGHT
    ledger: Decimal = NOUGHT

    def add(self, other: Any) -> None:
        for name in SUMS:
            setattr(self, name, getattr(self, name) + getattr(other, name))


SUMS = tuple(field.name for field in fields(Sums))


@dataclass(frozen=True, slots=True)
class Group:
    """The sums of one standard, one row of a rulebook, one quarter, in or before the period, and one state of the ledger ("" for none)."""

    code: str
    rulebook: str
    version: str
    quarter: date
    within: bool
    state: str
    sums: Sums


def groups(period: Period, as_of: datetime | None) -> Iterator[Group]:
    """Every group of the period and of the period before."""
    for rows in (findings(as_of), customers(as_of)):
        yield from _grouped(rows, period)


def findings(as_of: datetime | None) -> QuerySet[Finding]:
    """The findings that count, as recorded by `as_of` (None: now), with `book`, `state` and `ledger`."""
    rows = Finding.objects.filter(_recorded(as_of)).annotate(book=F("rulebook"))
    late = Case(When(payment=None, then=_stood("late_payment__", as_of)), default=_stood("payment__", as_of), output_field=CharField())
    known = Q() if as_of is None else Q(payment__proposed_at__lte=as_of) | Q(payment=None, late_payment__proposed_at__lte=as_of)
    return _with_ledger(rows, Coalesce(late, Value("")), Coalesce("payment__amount_gbp", "late_payment__late_extra_gbp"), known)


def customers(as_of: datetime | None) -> QuerySet[IncidentCustomer]:
    """The same of the customers of incidents."""
    worked_out = Q(incident__worked_out_at__isnull=False) if as_of is None else Q(incident__worked_out_at__lte=as_of)
    rows = IncidentCustomer.objects.filter(worked_out).annotate(book=F("incident__rulebook"))
    known = Q() if as_of is None else Q(payment__proposed_at__lte=as_of)
    return _with_ledger(rows, Coalesce(_stood("payment__", as_of), Value("")), F("payment__amount_gbp"), known)


def _recorded(as_of: datetime | None) -> Q:
    if as_of is None:
        return Q(replaced_by=None)
    return Q(made_at__lte=as_of) & (Q(replaced_by=None) | Q(replaced_by__made_at__gt=as_of))


def _with_ledger(rows: QuerySet, state: Any, ledger: Any, known: Q) -> QuerySet:
    return rows.annotate(state=state, ledger=ledger if not known else Case(When(known, then=ledger)))


def _stood(prefix: str, as_of: datetime | None) -> Any:
    """The state of a payment then; null where there was none."""
    if as_of is None:
        return F(f"{prefix}state")
    day = london.day_of(as_of)
    steps = [("paid", Q(paid_on__lte=day)), ("refused", Q(refused_at__lte=as_of)), ("held", Q(state="held", held_on__lte=day)),
             ("approved", Q(approved_at__lte=as_of)), ("proposed", Q(proposed_at__lte=as_of))]
    assert {state for state, _ in steps} == set(PAYMENT_STATES)
    whens = [When(_of(prefix, when), then=Value(state)) for state, when in steps]
    return Case(*whens, output_field=CharField())


def _of(prefix: str, when: Q) -> Q:
    return Q(**{f"{prefix}{name}": value for name, value in when.children})


def _grouped(rows: QuerySet, period: Period) -> Iterator[Group]:
    before = period.before()
    within = Case(When(counted_on__gte=period.first, then=Value(1)), default=Value(0))
    quarter = TruncQuarter("counted_on", output_field=DateField())
    counts = {f"n_{name}": Count("pk", filter=when) for name, when in WHAT.items() if name != "amount"}
    found = (
        rows.filter(counted_on__gte=before.first, counted_on__lte=period.last).annotate(within=within, quarter=quarter).order_by()
        .values("code", "book", "version", "quarter", "within", "state").annotate(**counts, n_amount=Sum("amount_gbp"), n_ledger=Sum("ledger"))
    )
    for row in found:
        sums = Sums(*(row[f"n_{name}"] for name in SUMS[:-2]), pounds(row["n_amount"]), pounds(row["n_ledger"]))
        yield Group(row["code"], row["book"], row["version"], row["quarter"], bool(row["within"]), row["state"], sums)


def pounds(value: Decimal | None) -> Decimal:
    """To the penny; SQLite adds in floats, whose error lies far below one."""
    return (value or NOUGHT).quantize(PENNY)


def undated(as_of: datetime | None) -> int:
    """How many findings that apply have neither a day of failure nor a deadline, and so count in no period."""
    return sum(rows.filter(applies=True, counted_on=None).count() for rows in (findings(as_of), customers(as_of)))


def recorded(as_of: datetime | None) -> int:
    """How many findings count in any period or in none."""
    return findings(as_of).count() + customers(as_of).count()
