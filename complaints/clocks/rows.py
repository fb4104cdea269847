"""What a deadline row remembers of a clock: its values, its explanation and the day of its next alert. Pure.

`explanation` is stored with the row, so that a date can be explained years later as it was worked out.
"""

from datetime import date, datetime
from typing import Any

from complaints.clocks import counting
from complaints.clocks.clock import Clock
from complaints.clocks.kinds import WINDOWS, Kind
from workdays import Calendar, london

TIERS = ("ahead", "due", "late")


def is_missed(row: Any, at: datetime) -> bool:
    """Ended after its day, or open past its day at that moment."""
    return london.day_of(row.met_at or row.cancelled_at or at) > row.due_on


def explanation_of(clock: Clock, calendar: Calendar, moved_by: tuple[dict, ...] = ()) -> dict[str, Any]:
    """`explanation` of the contract's Deadline: start, counted, skipped by name, who moved it, what the other book says."""
    start_on = london.day_of(clock.started_at)
    told = _given(clock, start_on, calendar) if clock.rule.unit == "given" else counting.count(clock.rule, start_on, calendar)
    explained: dict[str, Any] = {
        "start": {"on": start_on.isoformat(), "at": clock.started_at.isoformat(), "what": clock.started_because, "event": clock.source_seq},
        "unit": clock.rule.unit, "amount": clock.rule.amount, "source": clock.rule.source, "verified": clock.rule.verified,
        "counted": [day.isoformat() for day in told.counted],
        "skipped": [{"date": day.isoformat(), "why": why} for day, why in told.skipped],
        "moved_by": list(moved_by),
    }
    if told.due_on != clock.due_on:
        explained["instead_of"] = told.due_on.isoformat()
    target = clock.target_on.isoformat() if clock.target_on else None
    optional = {"provisional": told.provisional, "other": clock.other, "because": clock.variant_why, "target_on": target,
                "working_days": clock.working_days, "stood_still": list(clock.stood_still)}
    return explained | {name: value for name, value in optional.items() if value}


def _given(clock: Clock, start_on: date, calendar: Calendar) -> counting.Count:
    """A day that was given has no count, but where it is known to stand for working days: those that ran, without what stood still."""
    if not clock.working_days:
        return counting.Count(clock.due_on)
    stops = tuple((date.fromisoformat(stop["from"]), date.fromisoformat(stop["until"])) for stop in clock.stood_still)
    return counting.ran(start_on, clock.due_on, stops, calendar)


def values_of(clock: Clock, calendar: Calendar) -> dict[str, Any]:
    """Column values of a new row."""
    return {
        "key": clock.key, "kind": clock.kind.value, "started_at": clock.started_at, "due_on": clock.due_on,
        "original_due_on": clock.due_on, "met_at": clock.met_at, "cancelled_at": clock.cancelled_at, "met_late": clock.was_late,
        "rule_name": clock.rule.name, "rulebook": clock.rule.book, "rule_version": clock.rule.version,
        "calendar": calendar.name, "calendar_version": calendar.version, "for_customer": clock.for_customer,
        "explanation": explanation_of(clock, calendar), **alert_of(clock, calendar, after=None), **(held_of(clock) if clock.held_on else {}),
    }


def held_of(clock: Clock) -> dict[str, Any]:
    """Since when a dispute stops the clock, and why."""
    return {"held_on": clock.held_on, "held_why": clock.held_why}


def tier_days(clock: Clock, calendar: Calendar) -> dict[str, date | None]:
    """The London day at whose first moment each tier is crossed. A window that passes is not late: it closes."""
    ahead_on = counting.ahead_of(clock.rule, clock.due_on, london.day_of(clock.started_at), calendar)
    late_on = None if clock.kind in WINDOWS else date.fromordinal(clock.due_on.toordinal() + 1)
    return {"ahead": ahead_on, "due": clock.due_on, "late": late_on}


def alert_of(clock: Clock, calendar: Calendar, after: str | None) -> dict[str, Any]:
    """`next_tier`, `alert_at` of the first tier after `after` (None: from the first), and `ahead_on`; none once ended or while stopped."""
    days = tier_days(clock, calendar)
    left = TIERS[TIERS.index(after) + 1:] if after else TIERS
    tier = next((name for name in left if days[name]), "") if clock.is_running else ""
    alert_at: datetime | None = london.start_of_day(days[tier]) if tier else None
    return {"next_tier": tier, "alert_at": alert_at, "ahead_on": days["ahead"]}


def next_due(clocks: list[Clock] | tuple[Clock, ...]) -> Clock | None:
    """The open clock due first, windows and stopped clocks left out: what the lists sort by. Of two on one day the earlier started."""
    waiting = [clock for clock in clocks if clock.is_running and clock.kind not in WINDOWS]
    return min(waiting, key=lambda clock: (clock.due_on, clock.started_at), default=None)


def waits_for_us(clocks: list[Clock] | tuple[Clock, ...]) -> bool:
    """An action owed to this customer is open: "agreed, waiting for us" (design, section 2)."""
    return any(clock.is_open and clock.for_customer and clock.kind == Kind.CORRECTIVE_ACTION for clock in clocks)


def waits_because(clocks: list[Clock] | tuple[Clock, ...]) -> str:
    """Where nothing is due: "stopped" by a dispute, a "window" in which the customer may go to the Ombudsman, or "" (nobody knows)."""
    still = [clock for clock in clocks if clock.is_open]
    if any(clock.held_on for clock in still):
        return "stopped"
    return "window" if any(clock.kind in WINDOWS for clock in still) else ""
