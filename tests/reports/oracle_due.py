"""The reports `deadlines` and `breaches` in plain loops: each clock as the events recorded by a moment tell it, one after another. It reads no
row of a deadline."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from fractions import Fraction
from typing import Any

from complaints.case.models import Resolution
from complaints.compliance import causes
from complaints.compliance.models import Breach
from staff.models import Team
from tests.reports.judging import KINDS, day, share, two
from tests.reports.made import the_days_before

Marks = Iterator[tuple[str, Any, str]]
MISSED = ("met_late", "late")
TELL = ("deadline.started", "deadline.moved", "deadline.met", "deadline.cancelled")
STOP = ("payment.held", "payment.released")


class Clock:
    """What was told of one clock last."""

    def __init__(self) -> None:
        self.kind, self.due_on, self.how, self.at, self.held = "", "", "", None, False

    def told(self, event: dict[str, Any]) -> None:
        data, what = event["data"], event["kind"].partition(".")[2]
        if event["kind"] in STOP:
            self.held = what == "held"
            return
        self.kind, self.due_on = self.kind or data["clock_kind"], data["due_on"]
        if what != "moved":
            self.how, self.at = what, event["at"]

    def stands(self, due_on: date, today: date) -> str:
        if self.how == "met":
            return "met" if day(self.at) <= due_on else "met_late"
        return "late" if due_on < today and not self.held else "open"


class Due:
    """Marks of both reports. Reasons and the register are read once."""

    def __init__(self) -> None:
        self.reasons: dict[int, datetime] = {}
        for ident, at in Resolution.objects.exclude(late_reason="").values_list("complaint_id", "event__recorded_at").iterator():
            self.reasons[ident] = min(at, self.reasons.get(ident, at))
        self.register = {(ident, key): told for ident, key, *told in Breach.objects.exclude(deadline=None).values_list(
            "deadline__complaint_id", "deadline__key", "cause", "written_at", "signed_at").iterator()}

    def marks(self, ident: int, case: Any, asked: Any) -> Marks:
        then = asked.then or datetime.max.replace(tzinfo=UTC)
        before = the_days_before(asked.first, asked.last)
        with_reason = ident in self.reasons and self.reasons[ident] <= then
        for key, clock in clocks_of(case.events).items():
            due_on = date.fromisoformat(clock.due_on) if clock.how in ("started", "met") and clock.kind in KINDS else date.min
            if not before[0] <= due_on <= asked.last:
                continue
            within, stood = due_on >= asked.first, "set_aside" if case.aside else clock.stands(due_on, asked.today)
            yield "deadlines", (within, clock.kind), stood
            if within:
                yield "breaches", "", "set_aside" if case.aside else "checked"
            if within and stood in MISSED:
                cell = ("cell", clock.kind, case.team)
                yield "breaches", cell, stood
                yield from self._cause((ident, key), then)
                if with_reason:
                    yield "deadlines", (within, clock.kind), "with_reason"
                    yield "breaches", cell, "with_reason"

    def _cause(self, of: tuple[int, str], then: datetime) -> Marks:
        cause, written_at, signed_at = self.register.get(of, ("", then, None))
        yield "breaches", ("cause", cause if written_at <= then else ""), "caused"
        if signed_at is not None and signed_at <= then:
            yield "breaches", ("cause", cause), "signed"


def clocks_of(events: list[dict[str, Any]]) -> dict[str, Clock]:
    found: dict[str, Clock] = {}
    for event in events:
        if event["kind"] in TELL or (event["kind"] in STOP and event["data"].get("key") in found):
            found.setdefault(event["data"]["key"], Clock()).told(event)
    return found


def _deadlines(rows: dict[Any, Counter], total: Counter, asked: Any) -> Any:
    def told(mine: Counter, base: Counter) -> dict[str, Any]:
        ended, before = (sum(one[name] for name in ("met", *MISSED)) for one in (mine, base))
        change = Fraction(100 * mine["met"], ended) - Fraction(100 * base["met"], before) if ended and before else None
        return {"due": ended + mine["open"], **{name: mine[name] for name in ("met", "met_late", "late", "open", "with_reason")},
                "in_time_percent": share(mine["met"], ended), "change_points": two(change)}
    of, none = {False: Counter(), True: Counter()}, Counter()
    for (within, _), counts in rows.items():
        of[within].update(counts)
    kinds = [kind for kind in KINDS if sum(number for name, number in rows.get((True, kind), none).items() if name != "set_aside")]
    return ([{"kind": kind, **told(rows[True, kind], rows.get((False, kind), none))} for kind in kinds],
            told(of[True], of[False]) | {"set_aside": of[True]["set_aside"]})


def _breaches(rows: dict[Any, Counter], total: Counter, asked: Any) -> Any:
    def told(counts: Counter) -> dict[str, int]:
        return {"breaches": counts["met_late"] + counts["late"], **{name: counts[name] for name in (*MISSED, "with_reason")}}
    teams, cells = dict(Team.objects.values_list("pk", "name")), defaultdict(Counter)
    for key, counts in rows.items():
        if key and key[0] == "cell":
            cells[key[1], teams.get(key[2], "")].update(counts)
    written = sorted(((counts["caused"], key[1], counts["signed"]) for key, counts in rows.items() if key and key[0] == "cause"),
                     key=lambda row: (-row[0], row[1]))
    order = sorted(cells, key=lambda cell: (KINDS.index(cell[0]), cell[1]))
    return ([{"kind": kind, "team": team or None, **told(cells[kind, team])} for kind, team in order],
            told(total) | {"checked": total["checked"], "set_aside": total["set_aside"]},
            [{"cause": code or None, "name": causes.name_of(code) if code else None, "breaches": number, "signed": signed}
             for number, code, signed in written])


SHAPES: dict[str, Callable[..., Any]] = {"deadlines": _deadlines, "breaches": _breaches}
