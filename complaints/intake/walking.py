"""A complaint's life walked step by step through the functions that the services call, with nothing read and nothing written.

What a step puts into columns beside its clocks is mirrored here and held to the services by a test. For the load and for the history
that an import brings along.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any

from complaints.case import shapes
from complaints.case.asked import Asked
from complaints.case.ending import end_of
from complaints.case.move_shapes import MoveShape, Resolve
from complaints.case.prepare import PREPARE
from complaints.case.receipt import Received
from complaints.case.services import contact_data
from complaints.case.stages import MOVES
from complaints.clocks.clock import Clock
from complaints.clocks.kinds import ASKS_WHY_LATE, Kind
from complaints.clocks.rows import tier_days
from complaints.clocks.rules import Book
from complaints.clocks.services import History
from complaints.clocks.steps import step
from complaints.intake.life import Beside, Life, Told, alert_columns, columns_of
from complaints.record.entries import Entry
from workdays import london

AN_INSTANT = timedelta(microseconds=1)
DRAFTED = (Kind.EIGHT_WEEK_LETTER, Kind.DEADLOCK_LETTER)


class Walk:
    """Begin with what was received, take steps, then ask for the `life`. `imported`: every step is written down at `now`, whenever it
    happened, and marked as imported."""

    def __init__(self, rows: Received, book: Book, *, prefix: str, by_id: int | None, now: datetime, imported: bool = False):
        self.book, self.calendar = book, rows.calendar
        self.recorded_at = now if imported else None
        self.life = Life(prefix, london.day_of(now).year, rows.customer, rows.complaint, [], [])
        self.clocks, self.facts, self.seq = rows.step.clocks, rows.step.facts, 0
        self.what: dict[str, str] = {}
        self._told(rows.step.entries, by_id, now)

    def _told(self, entries: Sequence[Entry], by_id: int | None, now: datetime) -> None:
        self.life.told.append(Told(tuple(entries), by_id, now))
        self.seq += len(entries)

    @property
    def stage(self) -> str:
        return self.life.complaint["stage"]

    def carry(self, entries: Sequence[Entry], sets: Mapping[str, Any], *, by_id: int | None, at: datetime, because: str,
              touch: bool = True) -> int:
        """As `case.carrying.carry`; answers the seq of the first entry."""
        first = self.seq + 1
        if self.recorded_at:
            entries = [replace(entry, data={**entry.data, "imported": True}) for entry in entries]
        done = step(self.facts, self._known(), entries, self.book, seq=self.seq, because=because)
        assert not any(change.what in ("moved", "restated") for change in done.changes), "a walk moves no date"
        self.clocks, self.facts = done.clocks, done.facts
        self._told(done.entries, by_id, self.recorded_at or at)
        self.life.complaint.update({**done.standing(), **sets})
        self.life.complaint["version"] += touch
        return first

    def _known(self) -> dict[str, Any]:
        return {
            clock.key: SimpleNamespace(
                kind=clock.kind, due_on=clock.due_on, started_at=clock.started_at, met_at=clock.met_at, cancelled_at=clock.cancelled_at,
                held_on=clock.held_on, rule_name=clock.rule.name, rule_version=clock.rule.version, rulebook=clock.rule.book, calendar=clock.calendar,
                is_open=clock.is_open, for_customer=clock.for_customer, what="",
            )
            for clock in self.clocks
        }

    def contact(self, given: shapes.ContactIn, *, by_id: int | None, at: datetime) -> None:
        """A call of ours, or a call back of theirs later than the log's own day."""
        words = {"summary": given.summary, "promised": given.promised.what if given.promised else ""}
        entry = Entry("contact", at, contact_data(given), {name: value for name, value in words.items() if value})
        if given.promised:
            self.what[f"promise:{self.seq + 1}"] = given.promised.what
        sets = {"last_contact_at": at, "last_contact_how": given.channel}
        seq = self.carry([entry], sets, by_id=by_id, at=at, because="contact recorded", touch=False)
        columns = {"at": at, "direction": given.direction, "channel": given.channel, "reached": given.reached}
        self.life.beside.append(Beside("contact", seq, columns))

    def set_clock(self, kind: str, due_on: Any, what: str, *, by_id: int | None, at: datetime) -> None:
        key = f"{kind}:{self.seq + 1}"
        data = {"by_hand": True, "key": key, "clock_kind": kind, "due_on": due_on.isoformat(), "for_customer": False}
        self.what[key] = what
        self.carry([Entry("deadline.started", at, data, {"what": what})], {}, by_id=by_id, at=at, because="set by a person")

    def escalate(self, reason: str, *, by_id: int | None, team_id: int | None, at: datetime, manager_id: int | None = None,
                 asked: bool | None = True) -> None:
        """To the manager named; without one to the reviews' queue. `asked`: whether the customer asked for it, None where nobody knows."""
        team = self.life.complaint["team_id"] if manager_id or not team_id else team_id
        data = {"asked_by_customer": asked, "senior_manager": manager_id, "team": team, "from": self.stage, "to": "senior_review"}
        sets = {"owner_id": manager_id, "last_owner_id": self.life.complaint["owner_id"], "team_id": team}
        self._moved("escalate", [Entry("moved.escalate", at, data, {"reason": reason} if reason else None)], sets, by_id=by_id, at=at)

    def move(self, name: str, given: MoveShape, *, by_id: int | None, at: datetime) -> None:
        """A move whose preparing asks the database nothing."""
        prepared = PREPARE[name](self._asked(at), given)
        target = MOVES[name].target
        data = {**prepared.data, "from": self.stage, "to": target.value if target else self.stage}
        words = {part: value for part, value in prepared.words.items() if value not in ("", None)}
        seq = self._moved(name, [Entry(f"moved.{name}", at, data, words), *prepared.follow], prepared.sets, by_id=by_id, at=at)
        if isinstance(given, Resolve) and given.agreed_by and given.at_fault is not None:
            self.life.beside.append(Beside("resolution", seq, {
                "agreed_by": given.agreed_by, "at_fault": given.at_fault, "basis": given.basis, "parts": words["parts"],
                "handling": given.handling, "late_reason": given.late_reason,
            }))
        if name == "send_update":
            contact = {"at": at, "direction": "outbound", "channel": given.channel, "reached": True}
            self.life.beside.append(Beside("contact", seq + 1, contact))

    def _asked(self, at: datetime) -> Asked:
        history = History(self.facts, self.seq, "", self._known(), None)
        return Asked(SimpleNamespace(**self.life.complaint), history, self.book, None, at, imported=self.recorded_at is not None)

    def _moved(self, name: str, entries: Sequence[Entry], sets: Mapping[str, Any], *, by_id: int | None, at: datetime) -> int:
        before, target = self.stage, MOVES[name].target
        end = end_of(target.value, f"moved.{name}", self.facts) if target else {}
        seq = self.carry(entries, sets, by_id=by_id, at=at, because=MOVES[name].done.lower())
        if target:
            self.life.complaint |= {"stage": target.value, "stage_since": at, "stage_before": before, **end}
        return seq

    def is_late(self, at: datetime) -> bool:
        """Whether resolving at this moment asks why it was late."""
        return any(clock.kind in ASKS_WHY_LATE and (clock.met_at or clock.cancelled_at or at) > clock.due_at for clock in self.clocks)

    def lived(self, now: datetime, *, unsettled: str = "") -> Life:
        """The life as it stands: tiers crossed by `now` were dealt with, but for the last one of the clock named `unsettled`. The letters
        of a load were drafted, those of an import wait for the sweep."""
        self.life.deadlines = [self._row(clock, now, crossed=clock.key == unsettled) for clock in self.clocks]
        return self.life

    def _row(self, clock: Clock, now: datetime, *, crossed: bool) -> dict[str, Any]:
        row = columns_of(clock, self.calendar, now)
        if crossed:
            moments = [london.start_of_day(day) for day in tier_days(clock, self.calendar).values() if day]
            row |= alert_columns(clock, self.calendar, max(at for at in moments if at <= now) - AN_INSTANT)
        ahead_on = row["ahead_on"]
        drafted = not self.recorded_at and clock.kind in DRAFTED and bool(ahead_on) and london.start_of_day(ahead_on) <= now
        return row | {"what": self.what.get(clock.key, ""), "drafted": drafted}
