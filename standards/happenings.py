"""What is no count of time: something that happened, a person's judgement, occasions in a year, a slot's shape, a yearly share.

Terms as in `clocks`: each names its facts and the values of the row that it reads, and prints itself.
"""

from dataclasses import dataclass
from datetime import date, time, timedelta
from decimal import Decimal
from typing import ClassVar

import workdays
from standards.clocks import WorkingDays
from standards.hours import HOURS_OF_ROW, office, office_words
from standards.measuring import Facts, Measured, Moment, Values, in_days
from standards.pounds import count, plain, to_the_penny
from workdays import london

HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class Happened:
    """Fails on the day it happened; null: it did not."""

    on: str
    what: str
    needs: ClassVar[tuple[str, ...]] = ()

    def measure(self, facts: Facts, values: Values, at: Moment) -> Measured:
        day = facts[self.on]
        return Measured(None, day is not None, day, done_on=day)

    def words(self, values: Values) -> str:
        return self.what


@dataclass(frozen=True, slots=True)
class Judged:
    """No number of days is given: a person judges, in writing, and the day of that is the failure's (A16)."""

    needs: ClassVar[tuple[str, ...]] = ()
    day_from: ClassVar[str] = "judged_failed_on"

    def measure(self, facts: Facts, values: Values, at: Moment) -> Measured:
        if facts["reasonable_appointment_arranged"]:
            return Measured()
        on = facts["judged_failed_on"]
        return Measured(None, True, on, doubts=() if on else ("Give the day on which this was judged: the time to pay runs from it.",))

    def words(self, values: Values) -> str:
        return "within a reasonable time, for a reasonable date; a person judges which"


@dataclass(frozen=True, slots=True)
class OfferedAndKept:
    """Facts, not a clock: whether an appointment was offered, and kept (A38)."""

    needs: ClassVar[tuple[str, ...]] = ()
    day_from: ClassVar[str] = "failure_on"

    def measure(self, facts: Facts, values: Values, at: Moment) -> Measured:
        kept = facts["appointment_kept"]
        if facts["appointment_offered"] and kept is not False:
            return Measured() if kept else Measured(failed=None, doubts=("It is not known yet whether the appointment was kept.",))
        on = facts["failure_on"]
        doubts = () if on or facts["failure_known_on"] else ("Give the day of the failure: the time to pay runs from it.",)
        told = "The appointment was not kept." if facts["appointment_offered"] else "No such appointment was offered."
        return Measured(None, True, on, doubts=doubts, told=(told,))

    def words(self, values: Values) -> str:
        return "in the morning, the afternoon or a two-hour band, and keep it"


@dataclass(frozen=True, slots=True)
class Occasions:
    """`occasions` times off for `least_hours` hours or more in a year from 1 April, for faults of the network, not paid for yet (A34)."""

    needs: ClassVar[tuple[str, ...]] = ("occasions", "least_hours")

    def measure(self, facts: Facts, values: Values, at: Moment) -> Measured:
        last = facts["year_ending"]
        first = date(last.year - 1, 4, 1)
        number = sum(counts_in_year(item, first, last, values["least_hours"]) for item in facts["interruptions"])
        told = (f"{count(number, 'occasion')} of {values['least_hours']} hours or more count in the year to 31 March {last.year}.",)
        return Measured(None, number >= values["occasions"], told=told)

    def words(self, values: Values) -> str:
        return f"fewer than {values['occasions']} times for {count(values['least_hours'], 'hour')} or more in a year from 1 April"


def counts_in_year(item: Facts, first: date, last: date, hours: int) -> bool:
    """An interruption belongs to the year in which it began."""
    long = item["end"] - item["start"] >= timedelta(hours=hours)
    return long and item["cause"] == "network_fault" and not item["already_paid"] and first <= london.day_of(item["start"]) <= last


@dataclass(frozen=True, slots=True)
class SlotShape:
    """The offered time lies inside the promised hours and is not longer than `slot`, or `slot_asked` where a time was asked for.
    Checked and never paid (A17)."""

    needs: ClassVar[tuple[str, ...]] = ("slot", "slot_asked", *HOURS_OF_ROW)

    def measure(self, facts: Facts, values: Values, at: Moment) -> Measured:
        begins, ends = facts["slot_start"], facts["slot_end"]
        longest = values["slot_asked" if facts["customer_requested_specific"] else "slot"]
        day = london.day_of(begins)
        opens, closes = office(values).on(day, at.cal)
        inside = london.day_of(ends) == day and opens <= _wall(begins) and _wall(ends) <= closes
        short = ends - begins <= timedelta(hours=longest)
        told = [] if short else [f"The time offered is longer than {count(longest, 'hour')}."]
        told += [] if inside else [f"The time offered is not inside {opens:%H:%M} to {closes:%H:%M}."]
        return Measured(failed=None, told=tuple(told), extra={"slot_ok": inside and short})

    def words(self, values: Values) -> str:
        return (f"within a {values['slot']}-hour period, or {values['slot_asked']} hours where the customer asked for a time, inside "
                f"{office_words(values)}")


def _wall(at: object) -> time:
    return at.astimezone(london.LONDON).time()


@dataclass(frozen=True, slots=True)
class MeterBundle:
    """The three meter standards of one contact: assessment is one failure, explanation or email a further one (A20)."""

    needs: ClassVar[tuple[str, ...]] = ("limit",)

    def measure(self, facts: Facts, values: Values, at: Moment) -> Measured:
        by = workdays.add(facts["contacted_on"], values["limit"], at.cal)
        steps = {"Not assessed in time.": ("assessed_on",), "Neither explained nor a visit offered in time.": ("explained_on", "visit_offered_on"),
                 "The explanation was not emailed in time.": ("emailed_on",)}
        each = {told: in_days(by, _first(facts, names), at) for told, names in steps.items()}
        failed = [told for told, step in each.items() if step.failed]
        assessed, *others = (step.failed for step in each.values())
        opened = any(step.open for step in each.values())
        late, counted = int(assessed) + int(any(others)), {"begun": facts["contacted_on"], "days": values["limit"]}
        return Measured(by, bool(failed), by if failed else None, late, open=opened, told=tuple(failed), **counted)

    def words(self, values: Values) -> str:
        return f"within {count(values['limit'], 'working day')} of the contact"


def _first(facts: Facts, names: tuple[str, ...]) -> date | None:
    return min((facts[name] for name in names if facts[name] is not None), default=None)


@dataclass(frozen=True, slots=True)
class AccurateQuotation:
    """A wrong quotation does not stop the clock of the standard it belongs to: from that limit to the right one (A56)."""

    needs: ClassVar[tuple[str, ...]] = ("limit_gs4", "limit_gs5", "limit_gs6")

    def measure(self, facts: Facts, values: Values, at: Moment) -> Measured:
        refund = {"refund_gbp": facts["overcharge_paid_gbp"]} if facts["overcharge_paid_gbp"] else {}
        limit = values["limit_" + facts["underlying_standard"].lower().removeprefix("gas-")]
        if facts["found_inaccurate_on"] is None:
            by = workdays.add(facts["requested_on"], limit, at.cal)
            return Measured(by, begun=facts["requested_on"], days=limit, told=("The quotation was found right.",))
        clock = WorkingDays(("requested_on",), ("accurate_quote_issued_on",), "the request")
        measured = clock.measure(facts, {"limit": limit}, at)
        measured.extra = refund
        return measured

    def words(self, values: Values) -> str:
        return "within the time that its kind of quotation has, counted from the request"


@dataclass(frozen=True, slots=True)
class Share:
    """A yearly target, compared exactly; never a payment (A62)."""

    needs: ClassVar[tuple[str, ...]] = ("target",)

    def measure(self, facts: Facts, values: Values, at: Moment) -> Measured:
        met, total = facts["handled_in_time"], facts["total"]
        if not total:
            return Measured(failed=None, told=("There were no cases in the year.",), extra={"target_met": None, "percent": None})
        percent, reached = to_the_penny(HUNDRED * met / total), HUNDRED * met >= values["target"] * total
        told = f"{met:,} of {total:,} is {percent} %: the target was {'met' if reached else 'missed'}."
        return Measured(failed=None, told=(told,), extra={"target_met": reached, "percent": percent})

    def words(self, values: Values) -> str:
        return f"in at least {plain(values['target'])} % of the year’s cases"
