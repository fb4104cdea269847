"""One clock of one complaint, as worked out from its facts. Pure values; the rows that remember them are in `models`."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from complaints.clocks.kinds import WINDOWS, Kind
from complaints.clocks.rules import Rule
from workdays import london


@dataclass(slots=True)
class Clock:
    """`key` is stable over recomputing (`senior_review:2`); `ended_because` says which fact ended it.

    `letter` started it, `met_by` is the letter that met it, `again_of` the key of the clock whose old start it goes on
    from, `first_seq` the fact that it first began with. `stopped`: an end stopped it and the complaint's opening again
    starts it anew. `held_on`: a dispute has stopped it since that day; `stood_still` keeps the stops that are over.
    `working_days`: how many a day that was worked out elsewhere stands for; 0 where that is not known. `by_calendar`: only a change of
    bank holidays has moved that day last.
    """

    key: str
    kind: Kind
    rule: Rule
    started_at: datetime
    started_because: str
    due_on: date
    met_at: datetime | None = None
    cancelled_at: datetime | None = None
    ended_because: str = ""
    for_customer: bool = False
    letter: int | None = None
    source_seq: int = 0
    variant_why: str = ""
    provisional: bool = False
    other: dict[str, Any] | None = field(default=None)
    target_on: date | None = None
    met_by: int | None = None
    again_of: str = ""
    first_seq: int = 0
    stopped: bool = False
    calendar: str = ""
    held_on: date | None = None
    held_why: str = ""
    working_days: int = 0
    by_calendar: bool = False
    stood_still: tuple[dict[str, str], ...] = ()

    @property
    def is_open(self) -> bool:
        return self.met_at is None and self.cancelled_at is None

    @property
    def is_running(self) -> bool:
        """Open and not stopped by a dispute."""
        return self.is_open and self.held_on is None

    @property
    def due_at(self) -> datetime:
        """The last second of the due day in London: done on the day is in time."""
        return london.end_of_day(self.due_on)

    @property
    def was_late(self) -> bool:
        return self.met_at is not None and self.met_at > self.due_at

    def meet(self, at: datetime, because: str, *, by_letter: int | None = None) -> None:
        """Met at that moment, not before it started; only a window may begin in the future (a deemed receipt) and be met today."""
        if self.is_open:
            self.met_at = at if self.kind in WINDOWS else max(at, self.started_at)
            self.ended_because, self.met_by = because, by_letter

    def cancel(self, at: datetime, because: str) -> None:
        if self.is_open:
            self.cancelled_at, self.ended_because = at, because
