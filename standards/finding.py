"""What an assessment finds: plain values, the JSON of the contract, and its explanation when somebody asks for it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from standards import explaining
from standards.claiming import Claimed
from standards.exemptions import Weighed
from standards.measuring import Measured
from standards.pays import Instalment
from standards.pounds import ZERO
from standards.rows import Row
from standards.standard import Standard
from workdays import Calendar, london


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """`amount` None: refused or not decided. `why_not`: why the standard does not apply; `refused`: why nothing is worked out.

    `paid_from`: the day from which the time to pay counts; `at_most`: the sum has reached its most. `potential`: owed on a claim in
    time, where there is none yet. `on_hold`: an exemption suspends the payment. `late_extra` is owed once more, once, where the
    payment is not made by `payment_due_by`, under `late_extra_code`.
    """

    standard: Standard
    row: Row
    facts: Mapping[str, Any]
    as_of: datetime
    cal: Calendar
    measured: Measured = field(default_factory=Measured)
    applies: bool = True
    breached: bool | None = None
    amount: Decimal | None = ZERO
    why_not: str = ""
    refused: str = ""
    claimed: Claimed | None = None
    weighed: tuple[Weighed, ...] = ()
    exempt: str | None = None
    on_hold: bool = False
    instalments: tuple[Instalment, ...] = ()
    potential: Decimal | None = None
    payment_due_by: date | None = None
    paid_from: date | None = None
    at_most: bool = False
    late_extra: Decimal | None = None
    doubts: tuple[str, ...] = ()
    extra: Mapping[str, Any] = field(default_factory=dict)

    @property
    def code(self) -> str:
        return self.standard.code

    @property
    def rulebook(self) -> str:
        return self.row.book

    @property
    def version(self) -> str:
        return self.row.version

    @property
    def deadline(self) -> date | datetime | None:
        return self.measured.deadline

    @property
    def failure_on(self) -> date | None:
        return self.measured.failure_on if self.breached else None

    @property
    def counted_on(self) -> date | None:
        """The day by which reports count it: of the failure, else of the deadline."""
        deadline = self.deadline
        return self.failure_on or (london.day_of(deadline) if isinstance(deadline, datetime) else deadline)

    @property
    def claim_window_end(self) -> date | None:
        return self.claimed.window_end if self.claimed else None

    @property
    def claim_ok(self) -> bool | None:
        return self.claimed.ok if self.claimed else None

    @property
    def late_extra_code(self) -> str:
        return self.standard.late if self.late_extra is not None else ""

    @property
    def computable(self) -> bool:
        return not self.refused

    @property
    def provisional(self) -> bool:
        """Worked out as of a moment, because the duty was not done yet (A15)."""
        return self.applies and not self.refused and self.measured.open

    @property
    def needs_judgement(self) -> tuple[str, ...]:
        return ((self.refused,) if self.refused else ()) + self.doubts

    @property
    def explanation(self) -> tuple[str, ...]:
        return explaining.explain(self)

    def as_json(self) -> dict[str, Any]:
        """The finding of the contract: days and moments as text (moments in London time), money as strings."""
        told = {
            "code": self.code, "rulebook": self.rulebook, "version": self.version, "applies": self.applies, "breached": self.breached,
            "amount_gbp": self.amount, "deadline": self.deadline, "failure_on": self.failure_on, "payment_due_by": self.payment_due_by,
            "claim_window_end": self.claim_window_end, "claim_ok": self.claim_ok, "exempt": self.exempt, "late_extra_gbp": self.late_extra,
            "instalments": [{"amount_gbp": _json(part.amount), "why": part.why} for part in self.instalments],
            "needs_judgement": list(self.needs_judgement), "explanation": list(self.explanation), "computable": self.computable,
            "provisional": self.provisional, "on_hold": self.on_hold, "readings": list(self.standard.readings),
        }
        if self.potential is not None:
            told["potential_gbp"] = self.potential
        return {name: _json(value) for name, value in {**told, **self.extra}.items()}


def _json(value: Any) -> Any:
    if isinstance(value, Decimal):
        return f"{value:.2f}"
    if isinstance(value, datetime):
        return value.astimezone(london.LONDON).isoformat(timespec="minutes")
    return value.isoformat() if isinstance(value, date) else value
