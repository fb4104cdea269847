"""The report `money`: the payments proposed in a period, by kind and cause, and where they stand; and what the other rulebook would have owed
beyond what was worked out. Figures only; words are the pages'.

Of a past moment the payments are told as they were on record then (`ledger_then`).
"""

from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import Case, CharField, DecimalField, F, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce

from complaints.case.models import Category
from complaints.money.models import PAYMENT_KINDS, PAYMENT_STATES, Finding, IncidentCustomer, Payment
from complaints.reports import counting, ledger_then, recorded, rule_versions, standing
from complaints.reports.counted import Counts, Population, added, grouped
from complaints.reports.periods import Period

SUM = DecimalField(max_digits=14, decimal_places=2)
NO_CAUSE = ""
DEFINITIONS = {
    "kind": "What is paid: by a guaranteed standard, goodwill, a refund, a loss, or the Ombudsman’s award.",
    "cause": "Of payments by a standard the standard; of all others the category of the complaint.",
    "payments": "Payments proposed in the period. Proposed, approved, paid, on hold and refused together, in number and in pounds.",
    "amount_gbp": "What they come to, with what is owed once more for paying late.",
    "proposed": "Of those, the ones that wait for an approval.", "proposed_gbp": "What these come to.",
    "approved": "Of those, the ones approved and not paid.", "approved_gbp": "What these come to.",
    "paid": "Of those, the ones paid.", "paid_gbp": "What these come to.",
    "held": "Of those, the ones on hold in a dispute.", "held_gbp": "What these come to.",
    "refused": "Of those, the ones refused.", "refused_gbp": "What these come to.",
    "set_aside": "Payments proposed in the period on complaints that were set aside. They are in no other figure.",
    "set_aside_gbp": "What these come to.",
    "below_other": "Findings that count in the period for which the other rulebook owes more, where it has a checked row.",
    "exposure_gbp": "By how much more, together.",
    "below_other_in_incidents": "Customers of incidents that count in the period for which the law owes more.",
    "exposure_in_incidents_gbp": "By how much more, together.",
}


def payments(period: Period, as_of: datetime | None, now: datetime) -> QuerySet[Payment]:
    """With `was_state`, `owed` and `cause` (a standard's code or a category's), and `was_closed_by` of their complaint."""
    rows = Payment.objects.filter(recorded.within(period, "proposed_at"), **({"proposed_at__lte": as_of} if as_of else {}))
    rows = recorded.with_facts(standing.of_events(rows, as_of), as_of, ("category",), of="complaint")
    cause = Case(When(kind="standard", then=F("code")), default=F("was_category"), output_field=CharField())
    return _as_it_stood(rows, as_of).annotate(counted_at=F("proposed_at"), cause=cause)


def _as_it_stood(rows: QuerySet[Payment], as_of: datetime | None) -> QuerySet[Payment]:
    if as_of is None:
        return rows.annotate(was_state=F("state"), owed=F("amount_gbp") + F("late_extra_gbp"))
    then = ledger_then.then(as_of)
    return rows.annotate(owed=then.owed(), was_state=then.stood())


def findings(period: Period, as_of: datetime | None, now: datetime) -> QuerySet[Finding]:
    """Those that count in the period and for which the other rulebook owes more, with `more`."""
    rows = counting.findings(as_of).filter(counted_on__gte=period.first, counted_on__lte=period.last, applies=True)
    rows = rows.annotate(more=F("other_gbp") - Coalesce("amount_gbp", Value(Decimal(0)), output_field=SUM))
    return rows.filter(more__gt=0).annotate(counted_at=F("made_at"))


def customers(period: Period, as_of: datetime | None, now: datetime) -> QuerySet[IncidentCustomer]:
    """The same of customers of incidents."""
    rows = counting.customers(as_of).filter(counted_on__gte=period.first, counted_on__lte=period.last)
    rows = rows.annotate(more=F("law_gbp") - Coalesce("amount_gbp", Value(Decimal(0)), output_field=SUM))
    return rows.filter(more__gt=0).annotate(counted_at=F("incident__worked_out_at"))


def causes() -> dict[str, str]:
    """The name of each category by its code."""
    return dict(Category.objects.values_list("code", "name"))


def by_cause(asked: str) -> Q:
    """A standard by its code, a category by its name; "-" for none."""
    return Q(cause__in=[NO_CAUSE] if asked == "-" else [asked, *(code for code, name in causes().items() if name == asked)])


PAYMENTS = Population(
    payments, {"payments": Q()}, one_of="was_state", ways=PAYMENT_STATES, of="complaint", aside="set_aside",
    sums={"amount_gbp": ("owed", "payments"), **{f"{state}_gbp": ("owed", state) for state in (*PAYMENT_STATES, "set_aside")}},
    apart={"kind": lambda asked: Q(kind=asked), "cause": by_cause})
BELOW = Population(findings, {"below_other": Q()}, of="complaint", sums={"exposure_gbp": ("more", "below_other")})
IN_INCIDENTS = Population(customers, {"below_other_in_incidents": Q()}, of=None,
                          sums={"exposure_in_incidents_gbp": ("more", "below_other_in_incidents")})
ALL = (PAYMENTS, BELOW, IN_INCIDENTS)
assert {"kind", "cause", *(name for one in ALL for name in (*one.counts, *one.sums))} == set(DEFINITIONS)


def figures(period: Period, *, as_of: datetime | None, now: datetime) -> dict[str, Any]:
    """`{rows, totals, versions}`; one row a kind and cause."""
    found = grouped(PAYMENTS, payments(period, as_of, now), ("kind", "cause"))
    names, told, figured = causes(), {}, (*PAYMENTS.counts, *PAYMENTS.sums)
    for (kind, cause), counts in found.items():
        told.setdefault((kind, names.get(cause, cause)), []).append(counts)
    order = sorted(told, key=lambda key: (PAYMENT_KINDS.index(key[0]), key[1] == NO_CAUSE, key[1]))
    rows = [{"kind": kind, "cause": cause or None, **_pounds(added(told[kind, cause], figured))} for kind, cause in order]
    totals = added(found.values(), figured)
    for one in (BELOW, IN_INCIDENTS):
        totals |= grouped(one, one.rows(period, as_of, now), ())[()]
    return {"rows": rows, "totals": _pounds(totals), "versions": rule_versions.told(_rules(period, as_of, now))}


# The rulebook and the version that a payment or a finding was worked out by.
BY_RULES = {
    payments: (("finding__rulebook", "finding__version"), ("incident_customer__incident__rulebook", "incident_customer__version"),
               ("late_finding__rulebook", "late_finding__version")),
    findings: (("rulebook", "version"),), customers: (("incident__rulebook", "version"),),
}


def _rules(period: Period, as_of: datetime | None, now: datetime) -> set[rule_versions.Version]:
    """The rows of the guaranteed standards by which it was worked out; the few of all that are kept, told apart by the database."""
    asked = [rows(period, as_of, now).order_by().filter(**{f"{ways[0]}__isnull": False}).values_list(*ways).distinct()
             for rows, columns in BY_RULES.items() for ways in columns]
    return {version for found in asked for version in found}


def _pounds(counts: Counts) -> dict[str, Any]:
    return {name: f"{number:.2f}" if name.endswith("_gbp") else number for name, number in counts.items()}
