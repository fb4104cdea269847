"""What a connection's steps come to: each worked out by its standard from the dates on file, as of a moment. Reads; writes nothing."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from complaints.money import assessing
from complaints.money.steps import Connection, Step, steps_of
from complaints.record.refusals import Refused
from standards import Finding

NOTHING = Decimal(0)
OF_ITS_OWN = ("accuracy",)


@dataclass(frozen=True, slots=True)
class Worked:
    """One step with its finding; `assessed` None while it waits or where `refusal` says why nothing is worked out."""

    step: Step
    assessed: assessing.Assessed | None = None
    refusal: str = ""

    @property
    def finding(self) -> Finding | None:
        return self.assessed.finding if self.assessed else None

    @property
    def owed(self) -> Decimal:
        """The sum so far; nothing while it is not known."""
        return (self.finding.amount or NOTHING) if self.finding else NOTHING

    @property
    def is_running(self) -> bool:
        """Failed and not done yet: the sum still grows."""
        return bool(self.finding and self.finding.breached and self.finding.provisional)

    @property
    def is_settled(self) -> bool:
        """Failed, done, and the sum known: what can be recorded and paid."""
        return bool(self.finding and self.finding.breached and self.owed and not self.finding.provisional)

    @property
    def due_on(self) -> date | None:
        """The last day of the step; None for what has no limit of its own."""
        if self.finding is None or not self.finding.applies or self.step.key in OF_ITS_OWN:
            return None
        return self.finding.deadline

    @property
    def done_on(self) -> date | None:
        return date.fromisoformat(self.step.done_on) if self.step.done_on else None


def worked_out(job: Connection, *, now: datetime) -> list[Worked]:
    """Every step of the job in order, by the company's rulebook."""
    return [_worked(step, now) for step in steps_of(job)]


def _worked(step: Step, now: datetime) -> Worked:
    if not step.started:
        return Worked(step)
    try:
        return Worked(step, assessing.finding_of(step.code, step.facts, now=now))
    except Refused as refused:
        return Worked(step, refusal=refused.sentence)


def in_all(worked: Iterable[Worked]) -> Decimal:
    return sum((one.owed for one in worked), NOTHING)


def next_due(worked: Iterable[Worked]) -> Worked | None:
    """The step that is not done and due first."""
    waiting = [one for one in worked if one.due_on and not one.done_on]
    return min(waiting, key=lambda one: one.due_on, default=None)
