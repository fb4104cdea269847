"""The reports `open`, `signposting`, `procedure`, `quality` and `money` in plain loops: the second half of the oracle."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from complaints.money.models import Finding, IncidentCustomer, Payment
from tests.reports.judging import LONDON, day, next_working_day
from workdays.calendars import shipped

Marks = Iterator[tuple[str, Any, str]]
ENDED = ("resolved", "closed")
ENDS = ("resolve", "confirm_compliance", "withdraw", "set_aside", "lapse", "close_after_decision")
SAME_DAY_UNTIL = time(15)


def works(on: date, nation: str) -> bool:
    return on.weekday() < 5 and on not in shipped()["scotland" if nation == "scotland" else "england-and-wales"].off


def after(on: date, nation: str, count: int) -> date:
    for _ in range(count):
        on = next_working_day(on, nation)
    return on


def open_ones(case: Any, asked: Any) -> Marks:
    """Wants the case as it stood at the end of the period."""
    if case.stood in ENDED:
        return
    age = (day(asked.end) - case.received_on).days
    band = "up_to_7_days" if age <= 7 else "from_8_to_28_days" if age <= 28 else "from_29_to_56_days" if age <= 56 else "past_8_weeks"
    for name in ("open", band):
        yield "open", (case.stood, case.team), name


def flow(case: Any, before: Any, asked: Any) -> Marks:
    """`case` at the end, `before` at the start (None: not on record)."""
    if before is None:
        yield "open", "", "received"
    elif before.stood not in ENDED:
        yield "open", "", "at_the_start"
    for move in case.changing:
        was, to = move["data"]["from"] in ENDED, move["data"]["to"] in ENDED
        if move["recorded_at"] > asked.start and was != to:
            name = "opened_again" if was else "set_aside" if move["name"] == "set_aside" else move["data"]["to"]
            yield "open", "", name


def _letter(case: Any, kinds: tuple[str, ...], first: int, last: int) -> tuple[date | None, bool]:
    """The day of the first letter that did not come back, and whether any came back; of the events between those places."""
    good, back = [], False
    for event in case.events:
        if event["kind"] == "letter.sent" and event["data"]["letter_kind"] in kinds and first < event["seq"] < last:
            returned = any(one["kind"] == "letter.undelivered" and one["data"]["letter"] == event["data"]["letter"] and one["seq"] > event["seq"]
                           for one in case.events)
            back |= returned
            if not returned:
                good.append(date.fromisoformat(event["data"]["sent_on"]))
    return min(good, default=None), back


def _how(sent: date | None, back: bool, due: date, ended: bool, today: date) -> str:
    if sent is not None:
        return "on_time" if sent <= due else "late"
    return "returned" if back else "ended_first" if ended else "not_due_yet" if today <= due else "none"


def signposting(case: Any, asked: Any) -> Marks:
    yield from _eight_weeks(case, asked)
    declared = [move for move in case.moves if move["name"] == "declare_deadlock"]
    for place, move in enumerate(declared):
        on = day(move["at"])
        if asked.holds(on):
            last = declared[place + 1]["seq"] if place + 1 < len(declared) else 10**9
            due = after(on, case.nation, 5)
            ended = any(end["seq"] > move["seq"] and end["seq"] < last and day(end["at"]) <= due for end in case.ends)
            how = _how(*_letter(case, ("deadlock",), move["seq"], last), due, ended, asked.today)
            for name in ["set_aside"] if case.aside else ["unresolved", how]:
                yield "signposting", "deadlock", name


def _eight_weeks(case: Any, asked: Any) -> Marks:
    day_56 = case.received_on + timedelta(days=56)
    by_then = [move for move in case.changing if day(move["at"]) <= day_56]
    stood = by_then[-1]["data"]["to"] if by_then else "immediate"
    if not asked.holds(day_56) or day_56 >= asked.today or stood in ENDED:
        return
    due = next_working_day(day_56, case.nation)
    ended = any(move["name"] in (*ENDS, "refer_to_ombudsman") and day_56 < day(move["at"]) <= due for move in case.moves)
    sent, back = _letter(case, ("eight_week", "deadlock"), 0, 10**9)
    how = "at_ombudsman" if stood == "ombudsman" else _how(sent, back, due, ended, asked.today)
    for name in ["set_aside"] if case.aside else ["unresolved", how]:
        yield "signposting", "eight_weeks", name


def procedure(case: Any, asked: Any) -> Marks:
    yield from _same_day(case, asked)
    for move in case.moves:
        if asked.holds(day(move["at"])) and move["name"] == "escalate":
            for name in ["set_aside_reviews"] if case.aside else ["reviews", *_review(case, move)]:
                yield "procedure", f"{day(move['at']):%Y-%m}", name
        if asked.holds(day(move["at"])) and move["name"] == "send_update":
            how = "updates_by_letter" if "letter" in move["data"] else "updates_told"
            for name in ["set_aside_updates"] if case.aside else ["updates", how]:
                yield "procedure", f"{day(move['at']):%Y-%m}", name


def _same_day(case: Any, asked: Any) -> Marks:
    local = case.received_at.astimezone(LONDON)
    if not asked.holds(case.received_on) or not works(case.received_on, case.nation) or local.time() >= SAME_DAY_UNTIL or not case.time_known:
        return
    answered = any(day(event["at"]) == case.received_on and (event["kind"] == "moved.resolve" or _answers(event)) for event in case.events)
    for name in ["set_aside"] if case.aside else ["promised", "same_day" if answered else "not_same_day"]:
        yield "procedure", f"{case.received_on:%Y-%m}", name


def _answers(event: dict[str, Any]) -> bool:
    data = event["data"]
    if event["kind"] != "contact" or data.get("own_call"):
        return False
    return bool(data.get("reached") if data["direction"] == "outbound" else data.get("advice"))


def _review(case: Any, move: dict[str, Any]) -> list[str]:
    last = next((one["seq"] for one in case.changing if one["seq"] > move["seq"]), 10**9)
    inside = [event for event in case.events if move["seq"] < event["seq"] < last]
    updates = sum(event["kind"] == "moved.send_update" for event in inside)
    told = ["without_update", "one_update", "more_updates"][min(updates, 2)]
    given = next((day(event["at"]) for event in inside if event["kind"] == "assigned" and event["data"]["owner"] is not None), None)
    given = day(move["at"]) if move["data"]["senior_manager"] is not None else given
    if given is None:
        return [told, "ended_first" if last < 10**9 else "not_appointed"]
    soon = given <= next_working_day(day(move["at"]), case.nation)
    return [told, "appointed_soon" if soon else "appointed_later", f"days:{(given - day(move['at'])).days}"]


def quality(case: Any, asked: Any) -> Marks:
    for event in case.events:
        inside = asked.holds(day(event["recorded_at"]))
        if inside and event["kind"].startswith("moved.") and not case.imported:
            for name in ("moves", "back_dated" if event["data"].get("late_entry") else "in_time"):
                yield "quality", event["kind"][6:], name
        if inside and event["kind"] == "edited" and "fields" in event["data"]:
            changed = set(event["data"]["before"])
            clocks = changed & {"received_at", "time_known", "nation", "licence"}
            names = {"received_at": "receipt", "nation": "nation", "licence": "licence", "customer_type": "class", "category": "category"}
            for name in ["corrections", "of_clocks" if clocks else "of_others", *(f"changed_{names[one]}" for one in changed if one in names)]:
                yield "quality", "", name
    if asked.holds(case.received_on):
        missing = {"without_category": not case.category, "class_unknown": case.customer_type == "unknown", "nation_assumed": case.nation_assumed,
                   "time_unknown": not case.time_known}
        lacking = [name for name, lacks in missing.items() if lacks]
        for name in ["set_aside"] if case.aside else ["received", "incomplete" if lacking else "complete", *lacking]:
            yield "quality", "", name


STEPS = ("proposed", "approved", "held", "paid", "refused", "released")


def money(case: Any, asked: Any) -> Marks:
    """The figure carries its pounds in pence."""
    steps: dict[int, list[dict[str, Any]]] = {}
    for event in case.events:
        if event["kind"].startswith("payment."):
            steps.setdefault(event["data"]["payment"], []).append(event)
    for number, told in steps.items():
        if asked.holds(day(told[0]["recorded_at"])):
            kind, code = case.payments[number]
            row = (kind, code if kind == "standard" else case.category or "")
            yield from _payment(row, _state(told), round(float(told[-1]["data"]["amount_gbp"]) * 100), aside=case.aside)


def _state(told: list[dict[str, Any]]) -> str:
    names = [event["kind"][8:] for event in told if event["kind"][8:] in STEPS]
    return ("approved" if "approved" in names else "proposed") if names[-1] == "released" else names[-1]


def _payment(row: tuple[str, str], state: str, pence: int, *, aside: bool = False) -> Marks:
    for name in ["set_aside"] if aside else [state, "payments"]:
        yield "money", row, name
        yield "money", row, f"{'amount' if name == 'payments' else name}_gbp:{pence}"


def beside(asked: Any) -> Marks:
    """What hangs on no complaint, by its own days."""
    then = asked.then or datetime.max.replace(tzinfo=UTC)
    for row in Payment.objects.filter(complaint=None):
        if asked.holds(day(row.proposed_at)) and row.proposed_at <= then:
            steps = [("approved", row.approved_at and day(row.approved_at)), ("held", row.held_on), ("paid", row.paid_on),
                     ("refused", row.refused_at and day(row.refused_at))]
            state = ["proposed", *(name for name, on in steps if on and on <= day(min(then, asked.now)))][-1]
            yield from _payment((row.kind, row.code), row.state if asked.then is None else state, round(row.amount_gbp * 100))
    for row in Finding.objects.filter(complaint=None):
        more = (row.other_gbp or 0) - (row.amount_gbp or 0)
        if row.other_gbp is not None and more > 0 and asked.holds(row.counted_on) and row.made_at <= then:
            yield "money", "", "below_other"
            yield "money", "", f"exposure_gbp:{round(more * 100)}"
    for row in IncidentCustomer.objects.select_related("incident"):
        more = (row.law_gbp or 0) - (row.amount_gbp or 0)
        if row.law_gbp is not None and more > 0 and asked.holds(row.counted_on) and row.incident.worked_out_at <= then:
            yield "money", "", "below_other_in_incidents"
            yield "money", "", f"exposure_in_incidents_gbp:{round(more * 100)}"
