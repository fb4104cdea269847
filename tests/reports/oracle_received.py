"""The reports `complaints`, `stages` and `ombudsman` in plain loops: the third part of the oracle, and their shapes."""

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from statistics import median
from typing import Any

from complaints.case.models import Category
from tests.reports.judging import ORDER, day, share

Marks = Iterator[tuple[str, Any, str]]
ENDED = ("resolved", "closed")
ACCOUNTS = 3333


def complaints(case: Any, asked: Any) -> Marks:
    """Rows are months, and ("about", the code of a category)."""
    if case.resolved_on is not None and asked.holds(case.resolved_on):
        yield "complaints", f"{case.resolved_on:%Y-%m}", "resolved"
    if not asked.holds(case.received_on):
        return
    month = f"{case.received_on:%Y-%m}"
    if case.aside:
        yield "complaints", "", "set_aside"
        return
    yield "complaints", month, "received"
    yield "complaints", ("about", case.category), "about"
    yield "complaints", "", f"now_{case.stood if case.stood in ENDED else 'open'}"
    if case.in_time:
        yield "complaints", month, "by_end_of_next_working_day"
    if case.weeks_8:
        yield "complaints", month, "within_8_weeks"


def stages(case: Any, asked: Any) -> Marks:
    if not asked.holds(case.received_on):
        return
    if case.aside:
        yield "stages", "", "set_aside"
        return
    came = [("immediate", case.received_on), *((move["data"]["to"], day(move["at"])) for move in case.changing)]
    yield "stages", case.stood, "here"
    for stage in {stage for stage, _ in came if stage not in ENDED} | {case.stood}:
        yield "stages", stage, "reached"
    for place, (stage, on) in enumerate(came):
        if stage in ENDED:
            yield "stages", stage, f"days:{(on - case.received_on).days}"
        elif place + 1 < len(came):
            yield "stages", stage, f"days:{(came[place + 1][1] - on).days}"


DAYS_OF = {"refer_to_ombudsman": "referred_on", "return_from_ombudsman": "returned_on", "record_decision": "decided_on", "record_acceptance": "on"}


def ombudsman(case: Any, asked: Any) -> Marks:
    """All but the clocks of compliance, which random lives have none of."""
    for move in case.moves:
        if move["name"] in DAYS_OF:
            data, told = move["data"], move["data"].get(DAYS_OF[move["name"]])
            on = date.fromisoformat(told) if told else day(move["at"])
            names = {"refer_to_ombudsman": ("referred", data.get("because")), "return_from_ombudsman": ("returned",),
                     "record_decision": ("decisions", data.get("outcome")),
                     "record_acceptance": ("accepted" if data.get("accepted") else "refused",)}[move["name"]]
            for name in names if asked.holds(on) else ():
                yield "ombudsman", f"{on:%Y-%m}", name


def _complaints(rows: dict[Any, Counter], total: Counter, asked: Any) -> Any:
    def told(counts: Counter, last: date) -> dict[str, Any]:
        soon = {name: {"count": counts[name], "share_percent": share(counts[name], counts["received"])}
                for name in ("by_end_of_next_working_day", "within_8_weeks")}
        return {"received": counts["received"], "resolved": counts["resolved"], **soon, "not_final_yet": asked.today <= last + timedelta(days=56)}
    names, about = dict(Category.objects.values_list("code", "name")), Counter()
    for key, counts in rows.items():
        if key and key[0] == "about":
            about[names.get(key[1], "Without a category")] += counts["about"]
    months = [month for month in rows if isinstance(month, str) and month]
    per = {f"{name}_per_100000": share(total[name] * 1000, ACCOUNTS) for name in ("received", "resolved")}
    totals = told(total, asked.last) | per | {"of_received": {name: total[f"now_{name}"] for name in ("resolved", "closed", "open")},
                                              "set_aside": total["set_aside"]}
    return ([{"month": month, **told(rows[month], min(asked.last, _last_day(month)))} for month in sorted(months)], totals,
            [{"name": name, "count": count, "share_percent": share(count, total["received"])}
             for name, count in sorted(about.items(), key=lambda item: (-item[1], item[0]))])


def _last_day(month: str) -> date:
    return (date.fromisoformat(f"{month}-28") + timedelta(days=4)).replace(day=1) - timedelta(days=1)


def _stages(rows: dict[Any, Counter], total: Counter, asked: Any) -> Any:
    received = total["here"]

    def told(counts: Counter) -> dict[str, Any]:
        stays = [int(name[5:]) for name, number in counts.items() if name.startswith("days:") for _ in range(number)]
        return {"reached": counts["reached"], "share_percent": share(counts["reached"], received), "here": counts["here"],
                "ended_stays": len(stays), "median_days": f"{median(stays):.1f}" if stays else None}
    none = Counter()
    still = received - sum(rows.get(stage, none)["here"] for stage in ENDED)
    return [{"stage": stage, **told(rows.get(stage, none))} for stage in ORDER], {"received": received, "still_open": still,
                                                                                "set_aside": total["set_aside"]}


WITH_THEM = ("referred", "deadlock", "eight_weeks", "ombudsman_took_it", "returned", "decisions", "upheld", "partly_upheld", "not_upheld", "settled",
             "accepted", "refused", "compliance_due", "complied_in_time", "complied_late", "compliance_open")


def _ombudsman(rows: dict[Any, Counter], total: Counter, asked: Any) -> Any:
    def told(counts: Counter) -> dict[str, Any]:
        return {name: counts[name] for name in WITH_THEM} | {"complied_in_time_percent": None}
    return [{"month": month, **told(rows[month])} for month in sorted(rows)], told(total)


COUNTING: list[Callable[[Any, Any], Marks]] = [complaints, stages, ombudsman]
SHAPES: dict[str, Callable[..., Any]] = {"complaints": _complaints, "stages": _stages, "ombudsman": _ombudsman}
