"""How incidents are told: words of kinds, outcomes and classes, sums, tables that add up. Values in, words out; no page of its own."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import Count, Sum

import standards
from complaints.clocks import words
from complaints.clocks.rules import BOOK_WORDS
from complaints.money.incidents import keeping, totals
from complaints.money.incidents.kinds import KINDS
from complaints.money.models import INCIDENT_STATES, OUTCOMES, PAYMENT_STATES, Incident, IncidentCustomer, Payment
from workdays import london

OUTCOME_WORDS = {
    "to_pay": "To pay", "not_breached": "Nothing due", "not_applying": "Does not apply", "exempt": "Exempt", "unclaimed": "Not claimed",
    "judgement": "Needs a person",
}
STATE_WORDS = {
    "draft": "No customers yet", "reading": "Being worked out", "assessed": "Worked out, not booked", "booking": "Being booked",
    "booked": "Booked, waiting for approval", "approving": "Being approved", "approved": "Approved",
}
CLASS_WORDS = {"domestic": "Household", "small_business": "Small business", "large_business": "Large business"}
NATION_WORDS = {"england": "England", "wales": "Wales", "scotland": "Scotland"}
assert set(OUTCOME_WORDS) == set(OUTCOMES) and set(STATE_WORDS) == set(INCIDENT_STATES)
FACT_WORDS = {
    "aware_at": "We first knew at", "event_type": "Kind of weather", "fault_multiple": "Faults in a day", "very_large_event": "Very large event",
    "prescribed_hours": "Prescribed hours", "premises_affected": "Premises affected", "customers_affected": "Customers affected",
}
VALUE_WORDS = {"lightning": "Lightning", "other": "Not lightning", True: "Yes", False: "No", None: "None"}
CLOCK_READING = ("The clock starts when we first knew of the incident, not when each supply was lost. A supply that went off after that "
                 "can’t have been known to be off, so for that customer the clock starts when it went off.")
GAS_READING = "The clock of each customer starts when the gas was interrupted."


def pounds(amount: Any) -> str:
    return f"£{Decimal(amount):,.2f}"


def standard_words(code: str) -> str:
    """"Regulation 7, severe weather": its name first, never the code alone."""
    found = standards.find(code)
    return f"{found.name}, {found.title[0].lower()}{found.title[1:]}" if found.name else found.title


def title(incident: Incident) -> str:
    """The number that matters: how many customers, how much is to pay."""
    told = totals.of(incident)
    if not told["customers"]:
        return f"{incident.name}: no customers yet"
    return f"{incident.name}: {words.count_words(told['customers'], 'customer')}, {pounds(told['amount'])} to pay"


def small(incident: Incident) -> str:
    state = STATE_WORDS[keeping.standing(incident)]
    return f"{KINDS[incident.kind].title}, {NATION_WORDS[incident.nation]}, by {BOOK_WORDS[incident.rulebook]}. {state}."


def reading(incident: Incident) -> str:
    return GAS_READING if incident.kind == "main" else CLOCK_READING


def facts(incident: Incident) -> list[dict[str, str]]:
    """The shared facts as `components/facts.html` takes them."""
    return [{"name": FACT_WORDS[name], "text": _value(name, value)} for name, value in incident.facts.items() if value is not None]


def _value(name: str, value: Any) -> str:
    if name.endswith("_at"):
        return words.moment(datetime.fromisoformat(value))
    if isinstance(value, (bool, type(None))) or value in VALUE_WORDS:
        return VALUE_WORDS[value]
    units = {"fault_multiple": " times the normal number", "prescribed_hours": " hours"}
    return f"{value:,}" if isinstance(value, int) else f"{value}{units.get(name, '')}"


def table(incident: Incident) -> dict[str, Any] | None:
    """Customers by standard and class; each line adds up, and so does each column. Numbers open their customers."""
    told = totals.of(incident)
    found = totals.lines(told)
    if not found:
        return None
    used = [name for name in OUTCOMES if any(counts[name] for _, _, counts, _ in found)]
    head = [{"text": "Standard"}, {"text": "Class"}, *({"text": OUTCOME_WORDS[name], "num": True} for name in used),
            {"text": "Customers", "num": True}, {"text": "Sum to pay", "num": True}]
    rows = [_line(incident, line, used) for line in found]
    summed = {name: sum(counts[name] for _, _, counts, _ in found) for name in used}
    whole = sum((amount for *_, amount in found), Decimal(0))
    foot = [{"text": "Together"}, {"text": ""}, *({"text": f"{summed[name]:,}", "num": True} for name in used),
            {"text": f"{sum(summed.values()):,}", "num": True}, {"text": pounds(whole), "num": True}]
    return {"caption": "What customers are owed, by standard and class", "head": head, "rows": rows, "foot": foot}


def _line(incident: Incident, line: tuple[str, str, Mapping[str, int], Decimal], used: list[str]) -> list[dict[str, Any]]:
    code, kind, counts, amount = line
    base = f"/incidents/{incident.pk}/customers/?standard={code}&class={kind}"
    cells = [{"text": f"{counts[name]:,}", "num": True, "href": f"{base}&outcome={name}" if counts[name] else ""} for name in used]
    return [{"text": standard_words(code)}, {"text": CLASS_WORDS[kind]}, *cells,
            {"text": f"{sum(counts.values()):,}", "num": True, "href": base}, {"text": pounds(amount), "num": True}]


def sum_sentence(incident: Incident) -> str:
    """"98,412 customers and 12 rows that could not be read are 98,424 rows."""
    told = totals.of(incident)
    parts = f"{words.count_words(told['customers'], 'customer')} of the file are in"
    if not told["problems"]:
        return f"{parts}; every row of the last file could be read."
    return f"{parts}; {words.count_words(told['problems'], 'row')} of the last file could not be read."


def local_input(iso: str) -> str:
    """A kept moment as a field of a form shows it: London time."""
    return f"{datetime.fromisoformat(iso).astimezone(london.LONDON):%Y-%m-%dT%H:%M}"


def supply(facts: Mapping[str, Any]) -> tuple[str, str]:
    """When a customer's supply went and came back, in words."""
    back = facts.get("on_at")
    return words.moment(datetime.fromisoformat(facts["off_from"])), words.moment(datetime.fromisoformat(back)) if back else "Still off"


ROW_FACTS = {"annual_kwh": "Use in a year", "priority": "Priority Services Register", "facilities_at": "Heating and cooking brought",
             "claimed_on": "Claimed on"}


def customer_facts(incident: Incident, row: IncidentCustomer) -> list[dict[str, str]]:
    """What is known of one customer."""
    off, back = supply(row.facts)
    told = [("Class", CLASS_WORDS[row.customer_type]), ("Address", ", ".join(row.address.splitlines())), ("Postcode", row.postcode),
            ("Nation", NATION_WORDS[row.facts.get("nation") or incident.nation]), ("Off from", off), ("On at", back)]
    told += [(label, _row_value(name, row.facts[name])) for name, label in ROW_FACTS.items() if name in row.facts]
    told += [("Exemption", exemption_words(code, steps)) for code, steps in row.facts.get("exemptions", ())]
    return [{"name": name, "text": text} for name, text in told if text]


def _row_value(name: str, value: Any) -> str:
    if name == "annual_kwh":
        return f"{Decimal(value):,} kWh"
    if name == "claimed_on":
        return words.long_day(date.fromisoformat(value))
    return words.moment(datetime.fromisoformat(value)) if name.endswith("_at") else VALUE_WORDS[value]


def exemption_words(code: str, steps: bool | None) -> str:
    """What is claimed, and whether all reasonable steps are shown."""
    meaning = standards.EXEMPTIONS[code].meaning
    return f"{meaning}; {'all reasonable steps shown' if steps else 'no evidence of all reasonable steps'}"


PAYMENT_WORDS = {"proposed": "Booked, waiting for approval", "approved": "Approved, not yet paid", "paid": "Paid", "held": "Held back",
                 "refused": "Refused"}
assert set(PAYMENT_WORDS) == set(PAYMENT_STATES)


def due_on(row: IncidentCustomer) -> date | None:
    """The day to pay by: the payment's where one is booked, for bank holidays may have changed since the row was worked out."""
    booked = getattr(row, "payment", None)
    return booked.due_on if booked else row.due_on


def payment(row: IncidentCustomer) -> str:
    """How far the customer's payment is, in one sentence; "" where none is booked."""
    found = Payment.objects.filter(incident_customer=row).first()
    if found is None:
        return ""
    paid = f" on {words.long_day(found.paid_on)}, {found.method}" if found.paid_on else ""
    extra = f" and {pounds(found.late_extra_gbp)} for being late" if found.late_extra_gbp else ""
    why = found.refused_why if found.state == "refused" else found.held_why if found.state in ("held", "proposed") else ""
    return f"{PAYMENT_WORDS[found.state]}{paid}{f': {why}' if why else ''}. {pounds(found.amount_gbp)}{extra}."


def payment_table(incident: Incident) -> dict[str, Any] | None:
    """Booked payments by how far they are; its foot adds up."""
    rows = incident.payments.values("state").order_by("state").annotate(count=Count("pk"), amount=Sum("amount_gbp"), extra=Sum("late_extra_gbp"))
    found = {row["state"]: row for row in rows}
    if not found:
        return None
    head = [{"text": "Payments"}, {"text": "How many", "num": True}, {"text": "Sum", "num": True}, {"text": "For being late", "num": True}]
    lines = [[{"text": PAYMENT_WORDS[state]}, *_sums(found[state])] for state in PAYMENT_STATES if state in found]
    whole = {name: sum(row[name] for row in found.values()) for name in ("count", "amount", "extra")}
    return {"caption": "Payments booked", "head": head, "rows": lines, "foot": [{"text": "Together"}, *_sums(whole)]}


def _sums(row: Mapping[str, Any]) -> list[dict[str, Any]]:
    return [{"text": f"{row['count']:,}", "num": True}, {"text": pounds(row["amount"]), "num": True}, {"text": pounds(row["extra"]), "num": True}]
