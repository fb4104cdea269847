"""What the report of the guaranteed standards counts: findings and customers of incidents, summed by the database in one statement
for each of the two tables, with the ledger beside them. Memory holds groups, never rows.

A finding that a later one replaced does not count; as of a past moment it does while the later one was not made yet. A customer of an
incident counts once the incident is worked out. The ledger's side of a past moment is as it was on record then (`ledger_then`).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import BooleanField, Case, CharField, Count, DateField, ExpressionWrapper, F, Q, QuerySet, Sum, Value, When
from django.db.models.functions import Coalesce, TruncQuarter

from complaints.money.models import Finding, IncidentCustomer
from complaints.reports import ledger_then
from complaints.reports.periods import Period

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
    """The findings that count, as recorded by `as_of` (None: now), with `book`, and `state` and `ledger` of their payment.

    A payment that moved on to a later finding since belongs to the earlier one then.
    """
    homes = {"payment__": "amount_gbp", "late_payment__": "late_extra_gbp"} | ({} if as_of is None else {"replaced_by__payment__": "amount_gbp"})
    return _with_ledger(Finding.objects.filter(_recorded(as_of)).annotate(book=F("rulebook")), homes, as_of)


def customers(as_of: datetime | None) -> QuerySet[IncidentCustomer]:
    """The same of the customers of incidents."""
    worked_out = Q(incident__worked_out_at__isnull=False) if as_of is None else Q(incident__worked_out_at__lte=as_of)
    return _with_ledger(IncidentCustomer.objects.filter(worked_out).annotate(book=F("incident__rulebook")), {"payment__": "amount_gbp"}, as_of)


def _recorded(as_of: datetime | None) -> Q:
    """Made by then, and neither replaced nor fallen by then."""
    if as_of is None:
        return Q(replaced_by=None, fell_at=None)
    return Q(made_at__lte=as_of) & (Q(replaced_by=None) | Q(replaced_by__made_at__gt=as_of)) & (Q(fell_at=None) | Q(fell_at__gt=as_of))


def _with_ledger(rows: QuerySet, homes: Mapping[str, str], as_of: datetime | None) -> QuerySet:
    """`state` and `ledger` of the first payment that was there: `homes` names where it may hang and which of its sums counts."""
    if as_of is None:
        states, sums = [f"{home}state" for home in homes], [f"{home}{column}" for home, column in homes.items()]
        return rows.annotate(state=Coalesce(*states, Value("")), ledger=Coalesce(*sums) if len(sums) > 1 else F(sums[0]))
    known, then = {home: Q(**{f"{home}proposed_at__lte": as_of}) for home in homes}, ledger_then.then(as_of)
    state = Case(*(When(known[home], then=then.stood(home)) for home in homes), default=Value(""), output_field=CharField())
    # What was owed once more and was taken back since is the sum of its finding still.
    fell = Q(payment=None, fell_at__gt=as_of, late_payment__late_extra_gbp=0) if "late_payment__" in homes else Q(pk__in=())
    sums = [When(fell, then=F("amount_gbp")), *(When(known[home], then=F(f"{home}{column}")) for home, column in homes.items())]
    return rows.annotate(state=state, ledger=Case(*sums))


def _grouped(rows: QuerySet, period: Period) -> Iterator[Group]:
    before = period.before()
    within = ExpressionWrapper(Q(counted_on__gte=period.first), output_field=BooleanField())
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
