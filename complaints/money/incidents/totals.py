"""The sums of an incident, by class, standard and outcome: asked of the rows in one statement, kept with the incident, told as a table."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.db.models import Count, F, Min, Q, Sum

from complaints.money.models import OUTCOMES, Incident, IncidentCustomer

ZERO = Decimal("0.00")


def pence(amount: Any) -> Decimal:
    """A sum of the database to the penny; SQLite adds up in floating point."""
    return Decimal(amount or 0).quantize(ZERO)


def counted(incident_id: int, code: str) -> dict[str, Any]:
    """`{cells: [{type, code, outcome, count, amount}], customers, still_off, payments, amount, below_law, below_law_gbp, law_alone}`; money as text.

    `below_law`: payments under the law's own row, and by how much together; `law_alone`: customers whom the law alone pays.
    """
    rows = IncidentCustomer.objects.filter(incident_id=incident_id)
    below, alone = Q(outcome="to_pay", law_gbp__gt=F("amount_gbp")), ~Q(outcome="to_pay") & Q(law_gbp__gt=0)
    groups = rows.values("customer_type", "code", "outcome").order_by("code", "customer_type", "outcome").annotate(
        count=Count("pk"), amount=Sum("amount_gbp"), off=Count("pk", filter=Q(provisional=True)), below=Count("pk", filter=below),
        alone=Count("pk", filter=alone),
        short=Sum(F("law_gbp") - F("amount_gbp"), filter=below))
    found = list(groups)
    pay = [group for group in found if group["outcome"] == "to_pay"]
    return {
        "cells": [{"type": group["customer_type"], "code": group["code"], "outcome": group["outcome"], "count": group["count"],
                   "amount": str(pence(group["amount"])) if group["outcome"] == "to_pay" else "0.00"} for group in found],
        "customers": sum(group["count"] for group in found if group["code"] == code),
        "still_off": sum(group["off"] for group in found if group["code"] == code),
        "payments": sum(group["count"] for group in pay), "amount": str(sum((pence(group["amount"]) for group in pay), ZERO)),
        "below_law": sum(group["below"] for group in found), "law_alone": sum(group["alone"] for group in found),
        "below_law_gbp": str(sum((pence(group["short"]) for group in found), ZERO)),
    }


def failed(incident_id: int) -> dict[str, Any]:
    """How many customers a standard failed, and the first day on which one did."""
    rows = IncidentCustomer.objects.filter(incident_id=incident_id, breached=True, applies=True, exempt="")
    return rows.aggregate(failures=Count("pk"), failed_on=Min("counted_on"))


def of(incident: Incident) -> Mapping[str, Any]:
    """The totals kept, with zeros before the first reading."""
    zeros = {"cells": [], "customers": 0, "still_off": 0, "payments": 0, "amount": "0.00", "below_law": 0, "below_law_gbp": "0.00", "law_alone": 0,
             "problems": 0}
    return zeros | incident.totals


def lines(totals: Mapping[str, Any]) -> list[tuple[str, str, dict[str, int], Decimal]]:
    """(code, class, count by outcome, sum to pay) for each line of the table, in the order of standards."""
    found: dict[tuple[str, str], tuple[dict[str, int], Decimal]] = {}
    for cell in totals["cells"]:
        counts, amount = found.get((cell["code"], cell["type"]), (dict.fromkeys(OUTCOMES, 0), ZERO))
        counts[cell["outcome"]] += cell["count"]
        found[cell["code"], cell["type"]] = (counts, amount + Decimal(cell["amount"]))
    return [(code, kind, counts, amount) for (code, kind), (counts, amount) in found.items()]


def counts_of(incident: Incident, outcome: str) -> int:
    """How many rows came to that."""
    return sum(cell["count"] for cell in of(incident)["cells"] if cell["outcome"] == outcome)
