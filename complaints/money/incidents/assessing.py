"""What each customer of an incident is owed: facts of the row beside those that all share, through the standards. No rows, no clock.

The clock of an electricity standard starts when the distributor first knew (A30); a supply that went off later can't be known to
be off before it is, so for that customer it starts then. Customers with the same facts are worked out once.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any, NamedTuple

import standards
from complaints.money.incidents.rows import Lost
from workdays import OutsideCalendar

MOST_KNOWN = 50_000
JUDGEMENT_LENGTH = 300
FACT_COLUMNS = {
    "customer_type": "class", "restored_at": "on_at", "interrupted_at": "off_from", "aware_at": "off_from", "supply_lost_at": "off_from",
    "annual_consumption_kwh": "annual_kwh", "exemptions": "exemption", "facilities_provided_at": "facilities_at",
    "supply_restored_at": "on_at", "claim_made_on": "claimed_on", "on_priority_register": "priority_register",
}
LATER_START = "The supply went off after the distributor first knew of the incident, so for this customer the clock starts when it went off."


class Unworkable(ValueError):
    """(column or None, sentence): this row can't be worked out."""

    def __init__(self, column: str | None, sentence: str):
        super().__init__(sentence)
        self.column, self.sentence = column, sentence


class Worked(NamedTuple):
    """One standard for one customer; the names of the columns."""

    code: str
    version: str
    applies: bool
    breached: bool | None
    exempt: str
    amount_gbp: Decimal | None
    failure_on: date | None
    counted_on: date | None
    due_on: date | None
    judgement: str
    outcome: str
    law_gbp: Decimal | None
    provisional: bool


@dataclass
class Assessor:
    """Works customers of one incident out as of one moment. `shared` are the incident's facts as it keeps them."""

    kind: str
    code: str
    nation: str
    rulebook: str
    shared: Mapping[str, Any]
    tables: Any
    as_of: datetime
    known: dict[tuple, Worked] = field(default_factory=dict)
    settled: dict[tuple, dict[str, Any]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.aware_at = datetime.fromisoformat(self.shared["aware_at"]) if "aware_at" in self.shared else None

    def results(self, lost: Lost) -> tuple[Worked, ...]:
        """One for each standard that touches the customer. Raises Unworkable."""
        key = self._key(lost)
        return tuple(self.one(code, lost, key) for code in self.codes(lost))

    def one(self, code: str, lost: Lost, key: tuple = ()) -> Worked:
        """What one standard comes to."""
        key = (code, *(key or self._key(lost)))
        found = self.known.get(key)
        if found is None:
            if len(self.known) >= MOST_KNOWN:
                self.known.clear()
            found = self.known[key] = self._worked(code, lost)
        return found

    def _key(self, lost: Lost) -> tuple:
        start = max(self.aware_at, lost.off_from) if self.aware_at else lost.off_from
        return (lost.customer_type, lost.nation, start, lost.on_at, lost.exemptions, lost.annual_kwh, lost.priority, lost.facilities_at,
                lost.claimed_on)

    def codes(self, lost: Lost) -> Iterator[str]:
        """The incident's standard; GS3 beside GS1 for a household of the register."""
        yield self.code
        if self.kind == "main" and lost.priority and lost.customer_type == "domestic":
            yield "GAS-GS3"

    def _worked(self, code: str, lost: Lost) -> Worked:
        facts = self.facts(code, lost)
        law = self._in_law(code, facts) if self.rulebook != "law" else None
        return worked(self._by(code, facts, self.rulebook), law)

    def finding(self, code: str, lost: Lost) -> Any:
        """The whole finding with its explanation. Raises Unworkable."""
        return self._by(code, self.facts(code, lost), self.rulebook)

    def _by(self, code: str, facts: Mapping[str, Any], rulebook: str) -> Any:
        try:
            return standards.assess(standards.find(code), facts, self.tables, rulebook=rulebook, as_of=self.as_of)
        except (standards.NoRuleInForce, OutsideCalendar) as none:
            raise Unworkable(None, str(none)) from None

    def _in_law(self, code: str, facts: Mapping[str, Any]) -> Decimal | None:
        try:
            return self._by(code, facts, "law").amount
        except Unworkable:
            return None

    def facts(self, code: str, lost: Lost) -> dict[str, Any]:
        """Typed facts of one standard. What is no moment is read once for all who share it; moments are typed as they come."""
        moments = MOMENTS[code](self, lost)
        key = (code, lost.customer_type, lost.nation, lost.exemptions, lost.annual_kwh, lost.priority, lost.claimed_on)
        if key not in self.settled:
            if len(self.settled) >= MOST_KNOWN:
                self.settled.clear()
            self.settled[key] = self._read(code, lost, moments)
        return self.settled[key] | moments

    def _read(self, code: str, lost: Lost, moments: Mapping[str, Any]) -> dict[str, Any]:
        exemptions = [{"code": code, "all_reasonable_steps": steps} for code, steps in lost.exemptions]
        told = {"customer_type": lost.customer_type, "nation": lost.nation or self.nation, "exemptions": exemptions}
        try:
            return standards.read_facts(standards.find(code), {**told, **GIVEN[code](self, lost), **moments})
        except standards.FactsWrong as wrong:
            name, sentences = next(iter(wrong.fields.items()))
            raise Unworkable(FACT_COLUMNS.get(name.split(".")[0]), sentences[0]) from None


def _severe(desk: Assessor, lost: Lost) -> dict[str, Any]:
    return {name: desk.shared[name] for name in ("event_type", "fault_multiple", "very_large_event", "prescribed_hours")}


def _normal(desk: Assessor, lost: Lost) -> dict[str, Any]:
    return {"weather": "normal", "premises_affected": desk.shared["premises_affected"]}


def _gas(desk: Assessor, lost: Lost) -> dict[str, Any]:
    return {"annual_consumption_kwh": lost.annual_kwh}


def _priority(desk: Assessor, lost: Lost) -> dict[str, Any]:
    return {"on_priority_register": lost.priority, "customers_affected": desk.shared["customers_affected"], "claim_made_on": lost.claimed_on}


def _when_known(desk: Assessor, lost: Lost) -> dict[str, Any]:
    return {"aware_at": max(desk.aware_at, lost.off_from), "restored_at": lost.on_at}


def _when_known_and_lost(desk: Assessor, lost: Lost) -> dict[str, Any]:
    return {"aware_at": max(desk.aware_at, lost.off_from), "restored_at": lost.on_at, "supply_lost_at": lost.off_from}


def _when_cut(desk: Assessor, lost: Lost) -> dict[str, Any]:
    return {"interrupted_at": lost.off_from, "restored_at": lost.on_at}


def _when_cut_and_helped(desk: Assessor, lost: Lost) -> dict[str, Any]:
    return {"interrupted_at": lost.off_from, "facilities_provided_at": lost.facilities_at, "supply_restored_at": lost.on_at}


GIVEN = {"EL-R5": _normal, "EL-R6": _normal, "EL-R7": _severe, "GAS-GS1": _gas, "GAS-GS3": _priority}
MOMENTS = {"EL-R5": _when_known_and_lost, "EL-R6": _when_known_and_lost, "EL-R7": _when_known, "GAS-GS1": _when_cut, "GAS-GS3": _when_cut_and_helped}
assert set(GIVEN) == set(MOMENTS)


def worked(finding: Any, law_gbp: Decimal | None) -> Worked:
    """The columns that a finding comes to."""
    return Worked(
        finding.code, finding.version, finding.applies, finding.breached, finding.exempt or "", finding.amount, finding.failure_on,
        finding.counted_on, finding.payment_due_by, (finding.needs_judgement or ("",))[0][:JUDGEMENT_LENGTH], outcome_of(finding), law_gbp,
        finding.provisional,
    )


def unworked(code: str, sentence: str) -> Worked:
    """A customer who is there already and can't be worked out any more: for a person."""
    return Worked(code, "", True, None, "", None, None, None, None, sentence[:JUDGEMENT_LENGTH], "judgement", None, False)


def outcome_of(finding: Any) -> str:
    """Which sum of the incident's page the finding counts in: each in one."""
    if not finding.applies:
        return "not_applying"
    if finding.exempt:
        return "exempt"
    if finding.amount:
        return "to_pay"
    if finding.breached is False:
        return "not_breached"
    return "unclaimed" if finding.breached and finding.claim_ok is not True and finding.claim_window_end else "judgement"
