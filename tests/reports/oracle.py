"""The reports worked out by a plain loop over every event of every complaint, for many moments in one pass. It shares no code with
the reports: facts are told forward from the receipt and its corrections, days are counted one by one.

`python -m tests.reports.prove --complaints 100000` fills a database of its own and holds every report against it.
"""

import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from itertools import groupby
from statistics import median
from typing import Any

from complaints.case.models import Category, Complaint
from complaints.money.models import Payment
from complaints.record.models import Event, Sealed
from staff.models import Team
from tests.reports import oracle_due, oracle_more, oracle_received
from tests.reports.judging import LONDON, day, next_working_day, share

ENDS = ("resolve", "confirm_compliance", "withdraw", "set_aside", "lapse", "close_after_decision")
RESOLVED = ("resolve", "confirm_compliance")
ENDED = ("resolved", "closed")
AN_INSTANT = timedelta(microseconds=1)
COLUMNS = ("complaint_id", "seq", "kind", "at", "recorded_at", "data")
Marks = Iterator[tuple[str, Any, str]]  # report, row, figure


@dataclass
class Case:
    """One complaint as it was recorded by a moment."""

    received_at: datetime
    nation: str
    licence: str
    customer_type: str
    category: str | None
    nation_assumed: bool
    time_known: bool
    priority: bool
    team: int | None
    imported: bool
    payments: dict[int, tuple[str, str]]
    events: list[dict[str, Any]]
    moves: list[dict[str, Any]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.moves = [event | {"name": event["kind"][6:]} for event in self.events if event["kind"].startswith("moved.")]
        changing = [move for move in self.moves if move["data"]["from"] != move["data"]["to"]]
        self.stood = changing[-1]["data"]["to"] if changing else "immediate"
        self.changing = changing
        self.ends = [move for move in self.moves if move["name"] in ENDS]
        self.received_on = day(self.received_at)
        self.aside = self.stood == "closed" and self.ends[-1]["name"] == "set_aside"
        done = [move for move in self.moves if move["name"] in RESOLVED]
        self.resolved_on = day(done[-1]["at"]) if self.stood == "resolved" else None
        self.in_time = self.resolved_on is not None and self.resolved_on <= next_working_day(self.received_on, self.nation)
        self.weeks_8 = self.resolved_on is not None and (self.resolved_on - self.received_on).days <= 56


@dataclass(frozen=True)
class Asked:
    first: date
    last: date
    then: datetime | None
    now: datetime

    def holds(self, on: date) -> bool:
        return self.first <= on <= self.last

    @property
    def today(self) -> date:
        return day(self.then or self.now)

    @property
    def end(self) -> datetime:
        """Where the report of open complaints looks."""
        return min(self.then or self.now, datetime.combine(self.last + timedelta(days=1), time(), LONDON) - AN_INSTANT)

    @property
    def start(self) -> datetime:
        return min(datetime.combine(self.first, time(), LONDON) - AN_INSTANT, self.end)


def month(on: date) -> str:
    return f"{on:%Y-%m}"


def annual(case: Case, asked: Asked) -> Marks:
    if asked.holds(case.received_on) and case.customer_type == "domestic" and case.licence == "supplier":
        row = month(case.received_on)
        if case.aside:
            yield "annual", row, "set_aside"
            return
        yield "annual", row, "received"
        yield "annual", row, "resolved_by_end_of_next_working_day" if case.in_time else "unresolved_after_next_working_day"


def customers(case: Case, asked: Asked) -> Marks:
    if not asked.holds(case.received_on):
        return
    row = "priority_services" if case.priority else "others"
    names = ["received", case.stood if case.stood in ENDED else "open"]
    names += ["by_end_of_next_working_day"] * case.in_time + ["within_8_weeks"] * case.weeks_8
    names += ["escalated"] * any(move["name"] == "escalate" for move in case.moves)
    names += ["open_past_8_weeks"] * (case.stood not in ENDED and (asked.today - case.received_on).days > 56)
    for name in ["set_aside"] if case.aside else names:
        yield "customers", row, name


def outcomes(case: Case, asked: Asked) -> Marks:
    if case.stood not in ENDED or not asked.holds(day(case.ends[-1]["at"])):
        return
    end = case.ends[-1]
    names = {
        "resolve": lambda: ["resolved", f"agreed_by_{end['data']['agreed_by'] or 'unknown'}", {True: "at_fault", False: "not_at_fault",
                                                                                              None: "fault_unknown"}[end["data"]["at_fault"]]],
        "confirm_compliance": lambda: ["resolved", "after_ombudsman"], "withdraw": lambda: ["withdrawn"], "lapse": lambda: ["lapsed"],
        "close_after_decision": lambda: ["closed_after_decision"],
    }
    for name in ["set_aside"] if case.aside else ["ended", *names[end["name"]]()]:
        yield "outcomes", case.team, name


def reopened(case: Case, asked: Asked) -> Marks:
    for place, move in enumerate(case.moves):
        if move["name"] not in RESOLVED or not asked.holds(day(move["at"])):
            continue
        row, names = month(day(move["at"])), ["resolutions"]
        after = next((later for later in case.moves[place + 1:] if later["name"] in (*RESOLVED, "reopen")), None)
        if after is None or after["name"] != "reopen":
            names.append("not_again")
        else:
            days = (day(after["at"]) - day(move["at"])).days
            names += ["ever"] + ["within_30_days"] * (days <= 30) + ["within_90_days"] * (days <= 90) + ["after_90_days"] * (days > 90)
        for name in ["set_aside"] if case.aside else names:
            yield "reopened", row, name


COUNTING: list[Callable[[Case, Asked], Marks]] = [
    annual, customers, outcomes, reopened, oracle_more.signposting, oracle_more.procedure, oracle_more.quality, oracle_more.money,
    *oracle_received.COUNTING,
]


class Oracle:
    """Counts of each report at each moment asked for."""

    def __init__(self, asked: list[Asked]):
        self.asked = asked
        self.found: list[dict[str, dict[Any, Counter]]] = [defaultdict(lambda: defaultdict(Counter)) for _ in asked]
        self.codes = dict(Category.objects.values_list("pk", "code"))
        self.payments = {pk: (kind, code) for pk, kind, code in Payment.objects.values_list("pk", "kind", "code")}
        self.due = oracle_due.Due()
        self.looked = 0

    def read(self) -> "Oracle":
        """Every complaint once."""
        rows = Complaint.objects.order_by("pk").values("pk", "logged_at", "customer__needs", "imported").iterator(chunk_size=2000)
        events = groupby(Event.objects.filter(complaint__isnull=False).order_by("complaint_id", "seq").values(*COLUMNS, "pk").iterator(
            chunk_size=5000), key=lambda event: event["complaint_id"])
        self.sealed = dict(Sealed.objects.filter(event__kind="edited").values_list("event_id", "body"))
        for row, (ident, told) in zip(rows, events, strict=True):
            assert row["pk"] == ident
            self.looked += 1
            self.one(row, list(told))
        for asked, found in zip(self.asked, self.found, strict=True):
            for report, key, figure in oracle_more.beside(asked):
                found[report][key][figure] += 1
        return self

    def one(self, row: dict[str, Any], events: list[dict[str, Any]]) -> None:
        for asked, found in zip(self.asked, self.found, strict=True):
            then = asked.then or datetime.max.replace(tzinfo=UTC)
            if row["logged_at"] <= then:
                case = self.case(row, events, then)
                for count in COUNTING:
                    for report, key, figure in count(case, asked):
                        found[report][key][figure] += 1
                for report, key, figure in self.due.marks(row["pk"], case, asked):
                    found[report][key][figure] += 1
            if row["logged_at"] <= asked.end:
                case = self.case(row, events, asked.end)
                before = self.case(row, events, asked.start) if row["logged_at"] <= asked.start else None
                for report, key, figure in (*oracle_more.open_ones(case, asked), *oracle_more.flow(case, before, asked)):
                    found[report][key][figure] += 1

    def case(self, row: dict[str, Any], events: list[dict[str, Any]], then: datetime) -> Case:
        known: dict[str, Any] = {}
        for event in events:
            if event["recorded_at"] <= then and event["kind"] == "logged":
                known |= event["data"] | {"category": self.codes.get(event["data"]["category"])}
            elif event["recorded_at"] <= then and event["kind"] == "edited":
                known |= event["data"].get("after", {})
        return Case(
            datetime.fromisoformat(known["received_at"]), known["nation"], known["licence"], known["customer_type"], known["category"],
            known["nation_assumed"], known["time_known"], "priority_services" in self.needs(row, events, then), _team(events, then),
            row["imported"], self.payments, [event for event in events if event["recorded_at"] <= then])

    def needs(self, row: dict[str, Any], events: list[dict[str, Any]], then: datetime) -> list[str]:
        for event in events:
            if event["kind"] == "edited" and event["recorded_at"] > then and "needs" in event["data"]["fields"]:
                return json.loads(self.sealed[event["pk"]])["before"]["needs"]
        return row["customer__needs"]


def _team(events: list[dict[str, Any]], then: datetime) -> int | None:
    """Whoever was told last by then."""
    team = None
    for event in events:
        if event["recorded_at"] <= then and event["kind"] in ("logged", "assigned", "moved.escalate"):
            team = event["data"]["team"]
    return team


def told(name: str, rows: dict[Any, Counter], asked: Asked) -> tuple[Any, ...]:
    """The report's rows and totals (and its teams, where it has them), in its own shape, from plain counts."""
    total = sum(rows.values(), Counter())
    return SHAPES[name](rows, total, asked)


def _plain(key: str, names: tuple[str, ...]) -> Callable[..., Any]:
    return lambda rows, total, asked: ([{key: row, **{name: rows[row][name] for name in names}} for row in sorted(rows)],
                                       {name: total[name] for name in names})


ANNUAL = ("received", "resolved_by_end_of_next_working_day", "unresolved_after_next_working_day", "set_aside")
ENDINGS = ("ended", "resolved", "agreed_by_customer", "agreed_by_provider", "after_ombudsman", "agreed_by_unknown", "at_fault",
           "not_at_fault", "fault_unknown", "withdrawn", "lapsed", "closed_after_decision", "set_aside")


def _shared(counts: Counter, names: tuple[str, ...], shares: tuple[str, ...], of: str) -> dict[str, Any]:
    return {name: {"count": counts[name], "share_percent": share(counts[name], counts[of])} if name in shares else counts[name] for name in names}


CUSTOMERS = ("received", "resolved", "closed", "open", "by_end_of_next_working_day", "within_8_weeks", "escalated", "open_past_8_weeks", "set_aside")
OF_CUSTOMERS = ("by_end_of_next_working_day", "within_8_weeks", "escalated")
AGAIN = ("resolutions", "not_again", "ever", "within_30_days", "within_90_days", "after_90_days", "set_aside")
OF_AGAIN = ("ever", "within_30_days", "within_90_days")


def _customers(rows: dict[Any, Counter], total: Counter, asked: Asked) -> Any:
    told = [{"customers": name, **_shared(rows.get(name, Counter()), CUSTOMERS, OF_CUSTOMERS, "received")}
            for name in ("priority_services", "others")]
    return told, _shared(total, CUSTOMERS, OF_CUSTOMERS, "received")


def _again(rows: dict[Any, Counter], total: Counter, asked: Asked) -> Any:
    return ([{"month": row, **_shared(rows[row], AGAIN, OF_AGAIN, "resolutions")} for row in sorted(rows)],
            _shared(total, AGAIN, OF_AGAIN, "resolutions") | {"not_final_yet": asked.today <= asked.last + timedelta(days=90)})


def _by_team(names: tuple[str, ...]) -> Callable[..., Any]:
    def shaped(rows: dict[Any, Counter], total: Counter, asked: Asked) -> Any:
        called, by_name = dict(Team.objects.values_list("pk", "name")), defaultdict(Counter)
        for team, counts in rows.items():
            by_name[called.get(team, "")].update(counts)
        order = sorted(by_name, key=lambda name: (name == "", name))
        return [{"team": name or None, **{one: by_name[name][one] for one in names}} for name in order], {one: total[one] for one in names}
    return shaped


AGES = ("open", "up_to_7_days", "from_8_to_28_days", "from_29_to_56_days", "past_8_weeks")
FLOW = ("at_the_start", "received", "opened_again", "resolved", "closed", "set_aside")


def _open(rows: dict[Any, Counter], total: Counter, asked: Asked) -> Any:
    stages, teams = defaultdict(Counter), defaultdict(Counter)
    for key, counts in rows.items():
        if key:
            stages[key[0]].update(counts)
            teams[key[1]].update(counts)
    totals = {name: total[name] for name in (*AGES, *FLOW)}
    order = ("immediate", "senior_review", "deadlock", "ombudsman")
    return [{"stage": stage, **{name: stages[stage][name] for name in AGES}} for stage in order], totals, _by_team(AGES)(teams, Counter(), asked)[0]


HOW = ("unresolved", "on_time", "late", "returned", "none", "not_due_yet", "ended_first", "at_ombudsman", "set_aside")


def _signposting(rows: dict[Any, Counter], total: Counter, asked: Asked) -> Any:
    def two(counts: Counter) -> dict[str, Any]:
        due = counts["unresolved"] - counts["not_due_yet"] - counts["ended_first"] - counts["at_ombudsman"]
        return _shared(counts, HOW, (), "") | _shared(Counter(on_time=counts["on_time"], due=due), ("on_time",), ("on_time",), "due")
    return [{"of": name, **two(rows.get(name, Counter()))} for name in ("eight_weeks", "deadlock")], two(total)


PROCEDURE = ("promised", "same_day", "not_same_day", "set_aside", "reviews", "appointed_soon", "appointed_later", "ended_first", "not_appointed",
             "without_update", "one_update", "more_updates", "set_aside_reviews", "updates", "updates_told", "updates_by_letter", "set_aside_updates")


def _procedure(rows: dict[Any, Counter], total: Counter, asked: Asked) -> Any:
    def two(counts: Counter) -> dict[str, Any]:
        return (_shared(counts, PROCEDURE, (), "") | _shared(counts, ("same_day",), ("same_day",), "promised")
                | _shared(counts, ("appointed_soon",), ("appointed_soon",), "reviews"))
    days = [int(name[5:]) for name, number in total.items() if name.startswith("days:") for _ in range(number)]
    return [{"month": row, **two(rows[row])} for row in sorted(rows)], two(total) | {"median_days": f"{median(days):.1f}" if days else None}


ENTRIES = ("moves", "in_time", "back_dated")
FACTS = ("corrections", "of_clocks", "of_others", "changed_receipt", "changed_nation", "changed_licence", "changed_class", "changed_category",
         "received", "complete", "incomplete", "without_category", "class_unknown", "nation_assumed", "time_unknown", "set_aside")


def _quality(rows: dict[Any, Counter], total: Counter, asked: Asked) -> Any:
    told = [{"move": move, **_shared(rows[move], ENTRIES, ("back_dated",), "moves")} for move in MOVES if move in rows]
    return told, _shared(total, ENTRIES, ("back_dated",), "moves") | _shared(total, FACTS, ("incomplete",), "received")


COUNTS = ("payments", "proposed", "approved", "paid", "held", "refused", "set_aside")
POUNDS = ("amount_gbp", "proposed_gbp", "approved_gbp", "paid_gbp", "held_gbp", "refused_gbp", "set_aside_gbp")
BELOW = (("below_other", "exposure_gbp"), ("below_other_in_incidents", "exposure_in_incidents_gbp"))


def _pounds(counts: Counter, name: str) -> str:
    pence = sum(int(figure.partition(":")[2]) * number for figure, number in counts.items() if figure.startswith(f"{name}:"))
    return f"{pence // 100}.{pence % 100:02d}"


def _money(rows: dict[Any, Counter], total: Counter, asked: Asked) -> Any:
    def two(counts: Counter) -> dict[str, Any]:
        return {name: counts[name] for name in COUNTS} | {name: _pounds(counts, name) for name in POUNDS}
    names, by_name, kinds = dict(Category.objects.values_list("code", "name")), defaultdict(Counter), ("standard", "goodwill", "refund")
    for key, counts in rows.items():
        if key:
            by_name[key[0], names.get(key[1], key[1])].update(counts)
    order = sorted(by_name, key=lambda key: (kinds.index(key[0]), key[1] == "", key[1]))
    below = {name: value for count, pounds in BELOW for name, value in ((count, total[count]), (pounds, _pounds(total, pounds)))}
    return [{"kind": key[0], "cause": key[1] or None, **two(by_name[key])} for key in order], two(total) | below


MOVES = ("escalate", "send_update", "declare_deadlock", "refer_to_ombudsman", "return_from_ombudsman", "record_decision", "record_acceptance",
         "confirm_compliance", "close_after_decision", "resolve", "withdraw", "set_aside", "lapse", "reopen")
SHAPES: dict[str, Callable[..., Any]] = {
    "annual": _plain("month", ANNUAL), "customers": _customers, "outcomes": _by_team(ENDINGS), "reopened": _again, "open": _open,
    "signposting": _signposting, "procedure": _procedure, "quality": _quality,
    "money": _money, **oracle_received.SHAPES, **oracle_due.SHAPES,
}
