"""Random rows of the money room, and the report of the guaranteed standards worked out from them one by one in plain Python.

The second is the slow judge of the real one: it reads whole rows and shares no code with it. No assertion lives here.
"""

import itertools
import random
from collections import defaultdict
from datetime import UTC, date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Any

from complaints.money.models import Finding, Incident, IncidentCustomer, Payment
from tests.factories import make_person

CODES = ("SUP-APPT-MISSED", "SUP-GS-PAYMENT-LATE", "EL-R5", "EL-R7", "GAS-GS1", "ELC-BUDGET-LT1MVA")
FIRST, DAYS = date(2026, 1, 1), 400
BEGAN = datetime(2026, 1, 1, tzinfo=UTC)
STATES = ("proposed", "approved", "paid", "held", "refused")
ACCOUNT = itertools.count(1)


def assessed(rng: random.Random) -> dict[str, Any]:
    """Columns that a finding and a customer of an incident share."""
    applies = rng.random() < 0.9
    breached = rng.choice([True, True, False, None]) if applies else False
    exempt = "EX-SUP-DISPUTE" if breached and rng.random() < 0.2 else ""
    waits = rng.random() < 0.3
    owed = breached and (waits or not exempt)
    amount = Decimal(rng.randrange(1, 20_000)) / 100 if owed else Decimal("0.00") if exempt else rng.choice([None, Decimal("0.00")])
    return {"code": rng.choice(CODES), "version": rng.choice(["2020-05", "2024"]), "applies": applies, "breached": breached, "exempt": exempt,
            "amount_gbp": amount, "counted_on": FIRST + timedelta(days=rng.randrange(DAYS)) if rng.random() < 0.97 else None}


def a_finding(made_at: datetime = BEGAN, **columns: Any) -> Finding:
    whole = {"code": "EL-R5", "rulebook": "documents", "version": "2020-05", "applies": True, "breached": False, "exempt": "",
             "amount_gbp": Decimal("0.00"), "counted_on": FIRST}
    return Finding(made_at=made_at, **(whole | columns))


def an_incident(worked_out_at: datetime | None = BEGAN, **columns: Any) -> Incident:
    return Incident.objects.create(name="Storm Nuala", kind="storm", code="EL-R7", rulebook=columns.pop("rulebook", "documents"), nation="england",
                                   made_by=make_person(), made_at=BEGAN, worked_out_at=worked_out_at, **columns)


def a_customer(incident: Incident, **columns: Any) -> IncidentCustomer:
    number = next(ACCOUNT)
    whole = {"code": "EL-R7", "version": "2020-05", "applies": True, "breached": False, "amount_gbp": Decimal("0.00"), "counted_on": FIRST}
    return IncidentCustomer(incident=incident, line=number, account=f"A{number}", customer_type="domestic", **(whole | columns))


def a_payment(state: str = "proposed", at: datetime = BEGAN, **columns: Any) -> Payment:
    """A payment that went through its states a day apart, beginning at `at`."""
    later, day = at + timedelta(days=1), (at + timedelta(days=2)).date()
    stood = {"approved_at": later if state in ("approved", "paid", "held") else None, "paid_on": day if state == "paid" else None,
             "refused_at": later if state == "refused" else None, "held_on": day if state == "held" else None}
    whole = {"kind": "standard", "code": "EL-R5", "amount_gbp": Decimal("0.00")}
    return Payment(state=state, proposed_at=at, **(whole | stood | columns))


def random_desk(rng: random.Random, count: int) -> None:
    """`count` findings, some replaced by later ones, `count` customers of incidents, and payments of some of both."""
    moments = [BEGAN + timedelta(hours=rng.randrange(24 * DAYS)) for _ in range(count)]
    made = Finding.objects.bulk_create([a_finding(at, rulebook=rng.choice(["documents", "law"]), **assessed(rng)) for at in sorted(moments)])
    for earlier, later in itertools.pairwise(made):
        if rng.random() < 0.15:
            earlier.replaced_by = later
    Finding.objects.bulk_update(made, ["replaced_by"], batch_size=500)
    incidents = [an_incident(BEGAN + timedelta(days=day), rulebook=book) for day, book in ((40, "documents"), (150, "law"), (290, "documents"))]
    incidents.append(an_incident(None))
    rows = IncidentCustomer.objects.bulk_create([a_customer(rng.choice(incidents), **assessed(rng)) for _ in range(count)])
    payments = Payment.objects.bulk_create(_payments(rng, made, rows))
    _move_and_fall(rng, made, payments)


def _move_and_fall(rng: random.Random, made: list[Finding], payments: list[Payment]) -> None:
    """Some payments move on to the finding that replaced theirs; of some refused ones the finding of their lateness falls."""
    taken = {payment.finding_id for payment in payments}
    for payment in payments:
        later = payment.finding and payment.finding.replaced_by
        if later and later.pk not in taken and not later.amount_gbp and payment.state == "approved":
            payment.finding = later
        if payment.late_finding and payment.state == "refused" and payment.late_finding.replaced_by is None:
            payment.late_finding.fell_at = payment.refused_at
    Payment.objects.bulk_update(payments, ["finding"], batch_size=500)
    Finding.objects.bulk_update(made, ["fell_at"], batch_size=500)


def _payments(rng: random.Random, made: list[Finding], rows: list[IncidentCustomer]) -> list[Payment]:
    payments = []
    for row in (*made, *rows):
        if row.amount_gbp and rng.random() < 0.8:
            at = getattr(row, "made_at", BEGAN + timedelta(days=rng.randrange(DAYS))) + timedelta(hours=1)
            owed = row.amount_gbp + rng.choice([0, 0, 0, 5])
            late = isinstance(row, Finding) and rng.random() < 0.2
            sums = {"late_finding": row, "late_extra_gbp": owed} if late else {"amount_gbp": owed}
            link = {} if late else {"finding": row} if isinstance(row, Finding) else {"incident_customer": row}
            payments.append(a_payment(rng.choice(STATES), at, **sums, **link))
    return payments


def judged(first: date, last: date, as_of: datetime | None = None) -> dict[str, Any]:
    """The report's `rows`, `totals` and `undated`, by a loop over whole rows."""
    counting = [row for row in _rows(as_of) if row["applies"] or row["counted_on"]]
    before = the_days_before(first, last)
    now = [row for row in counting if row["counted_on"] and first <= row["counted_on"] <= last]
    then = [row for row in counting if row["counted_on"] and before[0] <= row["counted_on"] <= before[1]]
    by_code = {code: ([row for row in now if row["code"] == code], [row for row in then if row["code"] == code]) for code in CODES}
    return {
        "rows": [{"code": code, **_figures(mine, base), "ledger": _ledger(mine)} for code, (mine, base) in sorted(by_code.items()) if mine],
        "totals": {**_figures(now, then), "ledger": _ledger(now)},
        "undated": sum(row["applies"] and row["counted_on"] is None for row in counting),
    }


def _rows(as_of: datetime | None) -> list[dict[str, Any]]:
    return [row | {"paid": _paid(row["payment"], as_of)} for row in (*_findings(as_of), *_customers(as_of))]


def _findings(as_of: datetime | None) -> list[dict[str, Any]]:
    made_at = dict(Finding.objects.values_list("pk", "made_at"))
    payments = {payment.finding_id or payment.late_finding_id: payment for payment in Payment.objects.filter(incident_customer=None)
                if payment.finding_id or payment.late_finding_id}
    told = []
    for row in Finding.objects.values():
        own, then = payments.get(row["id"]), as_of or datetime.max.replace(tzinfo=UTC)
        fell = made_at.get(row["replaced_by_id"]) or row["fell_at"]
        moved = None if own or as_of is None else payments.get(row["replaced_by_id"])
        if row["made_at"] <= then and (fell is None or fell > then):
            told.append(row | {"payment": own or (moved if moved and not moved.late_finding_id else None)})
    return told


def _customers(as_of: datetime | None) -> list[dict[str, Any]]:
    worked_out = {pk: at for pk, at in Incident.objects.values_list("pk", "worked_out_at") if at and (as_of is None or at <= as_of)}
    payments = {payment.incident_customer_id: payment for payment in Payment.objects.all()}
    return [row | {"payment": payments.get(row["id"])} for row in IncidentCustomer.objects.values() if row["incident_id"] in worked_out]


def _paid(payment: Payment | None, as_of: datetime | None) -> tuple[str, Decimal]:
    if payment is None or (as_of and payment.proposed_at > as_of):
        return "not_in_ledger", Decimal(0)
    owed = payment.amount_gbp + payment.late_extra_gbp
    if as_of is None:
        return payment.state, owed
    state = "proposed"
    if payment.approved_at and payment.approved_at <= as_of:
        state = "approved"
    for name, on in (("held", payment.held_on), ("paid", payment.paid_on), ("refused", payment.refused_at and payment.refused_at.date())):
        state = name if on and on <= as_of.date() else state
    return state, owed


def _figures(rows: list[dict], base: list[dict]) -> dict[str, Any]:
    share, earlier = _share(rows), _share(base)
    return {
        "assessed": len(rows), "applied": sum(row["applies"] for row in rows), "breaches": len(_failed(rows)),
        "exempt": sum(bool(row["exempt"]) and row["amount_gbp"] == 0 for row in _failed(rows)),
        "undecided": sum(row["applies"] and row["breached"] is None for row in rows),
        "share_percent": _two(share), "amount_gbp": _two(sum((Fraction(row["amount_gbp"] or 0) for row in rows), Fraction(0))),
        "change_points": _two(None if share is None or earlier is None else share - earlier),
    }


def _failed(rows: list[dict]) -> list[dict]:
    return [row for row in rows if row["applies"] and row["breached"]]


def _share(rows: list[dict]) -> Fraction | None:
    applied = sum(row["applies"] for row in rows)
    return Fraction(100 * len(_failed(rows)), applied) if applied else None


def _two(value: Fraction | None) -> str | None:
    if value is None:
        return None
    said = (Decimal(value.numerator) / Decimal(value.denominator)).quantize(Decimal("0.01"), ROUND_HALF_UP)
    return f"{said if said else abs(said):.2f}"


def _ledger(rows: list[dict]) -> dict[str, str]:
    pounds: dict[str, Fraction] = defaultdict(Fraction)
    for row in rows:
        state, owed = row["paid"]
        worked_out = Fraction(row["amount_gbp"] or 0)
        pounds[state] += worked_out if state == "not_in_ledger" else Fraction(owed)
        pounds["difference"] += Fraction(0) if state == "not_in_ledger" else Fraction(owed) - worked_out
    return {f"{name}_gbp": _two(pounds[name]) for name in (*STATES, "not_in_ledger", "difference")}


def the_days_before(first: date, last: date) -> tuple[date, date]:
    after = last + timedelta(days=1)
    if first.day == after.day == 1:
        months = (after.year - first.year) * 12 + after.month - first.month
        count = first.year * 12 + first.month - 1 - months
        return date(count // 12, count % 12 + 1, 1), first - timedelta(days=1)
    return first - timedelta(days=(after - first).days), first - timedelta(days=1)
