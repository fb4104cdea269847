"""Standards that pay only on a claim: until when, and whether the claim was in time. Pure."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar, NamedTuple

import workdays
from standards.measuring import Facts, Moment, Values
from standards.pounds import count
from workdays import london


class Claimed(NamedTuple):
    """`ok` None: no claim yet and still time for one. `counted_on` is the day on which the claim counts as made."""

    window_end: date
    ok: bool | None
    counted_on: date | None
    told: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Claim:
    """`claim_months` months from the day of the fact `since`, that day of the month included (A8). To a distributor a claim outside
    its hours or on a day off counts on the next working day, also at the end of the window (A10, A34)."""

    since: str
    made: str
    in_hours: bool
    needs: ClassVar[tuple[str, ...]] = ("claim_months",)

    def weigh(self, facts: Facts, values: Values, at: Moment) -> Claimed:
        start = facts[self.since]
        start = london.day_of(start) if isinstance(start, datetime) else start
        end, made = workdays.add_months(start, values["claim_months"]), facts[self.made]
        if made is None:
            return Claimed(end, None if at.on <= end else False, None)
        on = london.day_of(made) if isinstance(made, datetime) else made
        counted = self.counted(on, facts, at)
        told = () if counted == on else (f"The claim counts as made on {counted.day} {counted:%B %Y}, the next working day.",)
        harsh = ("The claim was made on its last day but counts as too late: show this to a manager.",) if on <= end < counted else ()
        return Claimed(end, counted <= end, counted, told, harsh)

    def counted(self, on: date, facts: Facts, at: Moment) -> date:
        if not self.in_hours or not (facts["claim_out_of_hours"] or workdays.why_off(on, at.cal)):
            return on
        return workdays.next_working_day(on, at.cal)

    def words(self, values: Values) -> str:
        since = "the end of the year" if self.since == "year_ending" else "the interruption"
        return f"it must be claimed within {count(values['claim_months'], 'month')} of {since}"
