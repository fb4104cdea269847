"""Customers of an incident: in pages by account with filters, one of them, and what they are owed explained on demand. Reads only."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from complaints.money.incidents.assessing import GIVEN, LATER_START, Unworkable
from complaints.money.incidents.columns import CLASSES
from complaints.money.incidents.reading import assessor
from complaints.money.incidents.rows import lost_of
from complaints.money.models import OUTCOMES, Incident, IncidentCustomer
from complaints.record.refusals import Unknown

PAGE = 50
LONGEST = 60


@dataclass(frozen=True)
class Asked:
    """Which customers: those of all the values named; `after` is the account and standard of the last row of the page before."""

    classes: tuple[str, ...] = ()
    outcomes: tuple[str, ...] = ()
    standards: tuple[str, ...] = ()
    q: str = ""
    after: tuple[str, str] | None = None


def page(incident: Incident, asked: Asked) -> tuple[list[IncidentCustomer], bool]:
    """One page in the order of accounts, and whether more follow. Never by offset."""
    rows = chosen(incident, asked).select_related("payment").order_by("account", "code")
    if asked.after:
        account, code = asked.after
        rows = rows.filter(account__gte=account).exclude(account=account, code__lte=code)
    found = list(rows[: PAGE + 1])
    return found[:PAGE], len(found) > PAGE


def chosen(incident: Incident, asked: Asked) -> Any:
    """The rows that the filters leave."""
    rows = IncidentCustomer.objects.filter(incident_id=incident.pk)
    for column, values in (("customer_type", asked.classes), ("outcome", asked.outcomes), ("code", asked.standards)):
        rows = rows.filter(**{f"{column}__in": values}) if values else rows
    return rows.filter(account__startswith=asked.q) if asked.q else rows


def customer(incident: Incident, number: int) -> IncidentCustomer:
    found = IncidentCustomer.objects.filter(incident_id=incident.pk, pk=number).first()
    if found is None:
        raise Unknown("There is no such customer in this incident.")
    return found


@dataclass(frozen=True)
class Explained:
    """The finding made again from the facts on file; `sentences` end with what this incident reads besides. `why_not` where it can't be."""

    finding: Any
    sentences: tuple[str, ...]
    same: bool
    why_not: str = ""


def explained(incident: Incident, row: IncidentCustomer) -> Explained:
    """Worked out again as of the incident's moment. `same`: the sum on file is the one that today's rows give."""
    lost = lost_of(row.line, row.account, row.customer_type, row.facts)
    desk = assessor(incident, incident.worked_out_at)
    try:
        finding = desk.finding(row.code, lost)
    except Unworkable as none:
        return Explained(None, (), same=False, why_not=none.sentence)
    later = desk.aware_at is not None and lost.off_from > desk.aware_at
    return Explained(finding, (*finding.explanation, *((LATER_START,) if later else ())), same=finding.amount == row.amount_gbp)


def asked_of(query: Any) -> Asked:
    """What the address asks for; values that there are not are let go."""
    q = " ".join(query.get("q", "").split())[:LONGEST].replace("\x00", "")
    account, code = query.get("after", "").replace("\x00", "")[:LONGEST], query.get("after_code", "")[:40]
    return Asked(_known(query.getlist("class"), CLASSES), _known(query.getlist("outcome"), OUTCOMES), _known(query.getlist("standard"), GIVEN), q,
                 (account, code) if account else None)


def _known(values: Iterable[str], names: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(set(values) & set(names)))


def counts(totals: Mapping[str, Any], part: str) -> dict[str, int]:
    """How many rows there are by `type`, `code` or `outcome`, from the kept totals."""
    found: dict[str, int] = {}
    for cell in totals["cells"]:
        found[cell[part]] = found.get(cell[part], 0) + cell["count"]
    return found
