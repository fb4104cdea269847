"""The clocks of random lives: started, met, moved, cancelled, opened again and stopped at random, each with the event that tells it, so that row
and record say the same; and what was written and signed about the missed ones. No assertion lives here.
"""

import random
from datetime import date, datetime, timedelta
from typing import Any

from complaints.clocks.models import Deadline
from complaints.compliance.models import Breach
from tests.reports.judging import KINDS, LONDON

# A payment's clock comes with its payment; the report on the Ombudsman reads its own clocks from what asks for them, not from their events.
BY_CHANCE = [kind for kind in KINDS if kind not in ("standard_payment", "ombudsman_compliance")]
CAUSES = ("workload", "not_noticed", "recorded_late", "system", "other")
COLUMNS = ["due_on", "met_at", "cancelled_at", "met_late", "held_on"]
ONE_RULE = {"rule_name": "By chance", "rulebook": "documents", "rule_version": "1", "calendar": "england-and-wales", "calendar_version": "1"}


def london(at: datetime) -> date:
    return at.astimezone(LONDON).date()


class Clocks:
    """Those of some complaints: read once, written once. A chance of its own, so that lives are what they are without it."""

    def __init__(self, dice: random.Random, complaints: list[Any]):
        self.dice = dice
        self.of: dict[int, list[Deadline]] = {}
        for row in Deadline.objects.filter(complaint__in=complaints, kind__in=KINDS).order_by("complaint_id", "pk"):
            self.of.setdefault(row.complaint_id, []).append(row)
        self.changed: dict[int, Deadline] = {}
        self.breaches: dict[int, Breach] = {}
        self.new: list[Deadline] = []

    def write(self) -> None:
        """After the events are written."""
        Deadline.objects.bulk_create(self.new, batch_size=500)
        Deadline.objects.bulk_update([row for row in self.changed.values() if row.pk], COLUMNS, batch_size=200)
        Breach.objects.bulk_create(self.breaches.values(), batch_size=500)

    def step(self, life: Any) -> None:
        """One clock of a life goes on, or what is known of a missed one."""
        mine = [row for row in self.of.get(life.row.pk, ()) if row.kind != "standard_payment"]
        runs, ended = [row for row in mine if row.is_open], [row for row in mine if not row.is_open]
        missed = [row for row in mine if row.met_late or (row.is_open and row.due_on < london(life.recorded))]
        what = self.dice.choice(("start", "start", "meet", "meet", "move", "cancel", "again", "missed", "missed"))
        if what == "start":
            self.start(life, self.dice.choice(BY_CHANCE), self.dice.choice((-3, 0, 1, 5, 20, 60)))
        elif what == "again" and ended:
            self.again(life, self.dice.choice(ended))
        elif what == "missed" and missed:
            self.missed(life, self.dice.choice(missed))
        elif what in ("meet", "move", "cancel") and runs:
            getattr(self, what)(life, self.dice.choice(runs))

    def start(self, life: Any, kind: str, days: int) -> Deadline:
        due_on = london(life.at) + timedelta(days=days)
        row = Deadline(complaint=life.row, key=f"{kind}:{life.seq + 1}", kind=kind, started_at=life.at, due_on=due_on, original_due_on=due_on,
                       **ONE_RULE)
        self.new.append(row)
        self.of.setdefault(life.row.pk, []).append(row)
        self._say(life, row, "started")
        return row

    def meet(self, life: Any, row: Deadline) -> None:
        row.met_at, row.met_late = life.at, london(life.at) > row.due_on
        self._say(life, row, "met")

    def cancel(self, life: Any, row: Deadline) -> None:
        row.cancelled_at = life.at
        self._say(life, row, "cancelled")

    def move(self, life: Any, row: Deadline) -> None:
        """Also one that ended may be moved, by a correction."""
        row.due_on += timedelta(days=self.dice.choice((-9, -1, 1, 4, 30)))
        row.met_late = row.met_at is not None and london(row.met_at) > row.due_on
        self._say(life, row, "moved")

    def again(self, life: Any, row: Deadline) -> None:
        """What had ended it was taken back; or its day alone is another."""
        if self.dice.random() < 0.3:
            self.move(life, row)
            return
        row.met_at, row.cancelled_at, row.met_late = None, None, False
        self._say(life, row, "started")

    def _say(self, life: Any, row: Deadline, what: str) -> None:
        if row.pk:
            self.changed[row.pk] = row
        life.say(f"deadline.{what}", {"key": row.key, "clock_kind": row.kind, "due_on": row.due_on.isoformat()})

    def of_payment(self, life: Any, step: str) -> dict[str, str]:
        """A standard's payment has a clock, which a dispute stops; answers what the event says of it."""
        row = next((row for row in self.of.get(life.row.pk, ()) if row.kind == "standard_payment" and row.is_open), None)
        if row is None or step not in ("held", "released"):
            return {}
        row.held_on = london(life.recorded) if step == "held" else None
        return {"key": row.key}

    def after_payment(self, life: Any, kind: str, step: str) -> None:
        row = next((row for row in self.of.get(life.row.pk, ()) if row.kind == "standard_payment" and row.is_open), None)
        if step == "proposed" and kind == "standard":
            self.start(life, "standard_payment", self.dice.choice((2, 10, 30)))
        elif row is not None and step in ("paid", "refused"):
            (self.meet if step == "paid" else self.cancel)(life, row)
        elif row is not None and step == "released":
            self.move(life, row)

    def missed(self, life: Any, row: Deadline) -> None:
        """Written; then signed by a second person, or written anew; then opened again."""
        known = self.breaches.get(id(row))
        if known is None or (known.signed_at is None and self.dice.random() < 0.3):
            event = life.say("breach.written", {"deadline": row.key})
            self.breaches[id(row)] = Breach(deadline=row, complaint=life.row, cause=self.dice.choice(CAUSES), harm="low", event=event,
                                            written_by_id=life.going.people[0], written_at=life.recorded)
        elif known.signed_at is None:
            known.signed_by_id, known.signed_at = life.going.people[1], life.recorded
            life.say("breach.signed", {"deadline": row.key})
        else:
            known.signed_by_id = known.signed_at = None
            life.say("breach.reopened", {"deadline": row.key})
