"""The reports on complaints, stages, deadlines and breaches worked out row by row in plain Python, which shares no code with them.

It reads whole rows. No assertion lives here.
"""

from collections import Counter, defaultdict
from datetime import UTC, date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from statistics import median
from typing import Any
from zoneinfo import ZoneInfo

from complaints.case.models import Category, Complaint, Resolution
from complaints.clocks.models import Deadline
from complaints.record.models import Event
from staff.models import Team
from workdays.calendars import shipped

LONDON = ZoneInfo("Europe/London")
ORDER = ("immediate", "senior_review", "deadlock", "ombudsman", "resolved", "closed")
KINDS = ("first_response", "senior_review", "next_update", "deadlock_letter", "deadlock_notice", "eight_week_letter", "ombudsman_file",
         "ombudsman_compliance", "corrective_action", "transporter_reply", "information_request", "referral_reply", "promise", "offer_expires",
         "confirmation_letter", "standard_payment")


def day(moment: datetime) -> date:
    return moment.astimezone(LONDON).date()


def two(value: Fraction | None) -> str | None:
    return None if value is None else f"{(Decimal(value.numerator) / Decimal(value.denominator)).quantize(Decimal('0.01'), ROUND_HALF_UP) + 0:.2f}"


def share(part: int, whole: int) -> str | None:
    return two(Fraction(100 * part, whole)) if whole else None


def next_working_day(on: date, nation: str) -> date:
    off = shipped()["scotland" if nation == "scotland" else "england-and-wales"].off
    on += timedelta(days=1)
    while on.weekday() > 4 or on in off:
        on += timedelta(days=1)
    return on


def lives(as_of: datetime | None) -> list[tuple[Complaint, list[Event]]]:
    """Every complaint on record with its moves from one stage to another, in their order."""
    then = as_of or datetime.max.replace(tzinfo=UTC)
    moves = defaultdict(list)
    for event in Event.objects.filter(kind__startswith="moved.", recorded_at__lte=then).order_by("seq"):
        if event.data["from"] != event.data["to"]:
            moves[event.complaint_id].append(event)
    rows = {row.pk: row for row in Complaint.objects.select_related("category").order_by("pk") if row.logged_at <= then}
    _as_recorded(rows, then)
    return [(row, moves[pk]) for pk, row in rows.items()]


def _as_recorded(rows: dict[int, Complaint], then: datetime) -> None:
    """Receipt, nation and category as the receipt and the corrections until then told them; the team as it was told last."""
    for event in Event.objects.filter(complaint__in=rows, kind__in=("logged", "edited", "assigned", "moved.escalate"), recorded_at__lte=then
                                      ).order_by("seq"):
        row, data = rows[event.complaint_id], event.data
        if "team" in data:
            row.team = Team.objects.filter(pk=data["team"]).first()
        if event.kind in ("logged", "edited"):
            row.received_at = datetime.fromisoformat(data["received_at"]) if "received_at" in data else row.received_at
            row.nation = data.get("nation", row.nation)
            key = "pk" if event.kind == "logged" else "code"
            row.category = Category.objects.filter(**{key: data["category"]}).first() if "category" in data else row.category


def stood(moves: list[Event]) -> str:
    return moves[-1].data["to"] if moves else "immediate"


def resolved_on(moves: list[Event]) -> date | None:
    if stood(moves) != "resolved":
        return None
    return day([event for event in moves if event.kind in ("moved.resolve", "moved.confirm_compliance")][-1].at)


def is_aside(moves: list[Event]) -> bool:
    return bool(moves) and moves[-1].kind == "moved.set_aside"


def counted_as(row: Complaint, moves: list[Event]) -> int:
    """The number that the row should keep: its place in ORDER, 5 where it was set aside, 6 and more by the days until it was resolved."""
    ended = resolved_on(moves)
    if ended is not None:
        return 6 + min(57, (ended - day(row.received_at)).days)
    return 5 if is_aside(moves) else {"closed": 4}.get(stood(moves)) or ORDER.index(stood(moves))


def split(found: list, first: date, last: date) -> tuple[list, int]:
    """Those received in the period, less those set aside; and how many these were."""
    inside = [(row, moves) for row, moves in found if first <= day(row.received_at) <= last]
    counted = [(row, moves) for row, moves in inside if not is_aside(moves)]
    return counted, len(inside) - len(counted)


def complaints(first: date, last: date, as_of: datetime | None, now: datetime, accounts: int | None = None) -> dict[str, Any]:
    found = lives(as_of)
    inside, aside = split(found, first, last)
    told = _cohort(inside, [resolved_on(moves) for _, moves in found], first, last, day(as_of or now))
    here = Counter(stood(moves) for _, moves in inside)
    names = Counter(row.category.name if row.category else "Without a category" for row, _ in inside)
    per = {f"{name}_per_100000": share(told[name] * 1000, accounts) if accounts else None for name in ("received", "resolved")}
    of = {"resolved": here["resolved"], "closed": here["closed"], "open": len(inside) - here["resolved"] - here["closed"]}
    return {"totals": told | per | {"of_received": of, "set_aside": aside},
            "categories": [{"name": name, "count": count, "share_percent": share(count, len(inside))}
                           for name, count in sorted(names.items(), key=lambda item: (-item[1], item[0]))]}


def _cohort(inside: list, ends: list[date | None], first: date, last: date, on: date) -> dict[str, Any]:
    next_day = weeks = 0
    for row, moves in inside:
        ended, received = resolved_on(moves), day(row.received_at)
        next_day += ended is not None and ended <= next_working_day(received, row.nation)
        weeks += ended is not None and (ended - received).days <= 56
    whole = len(inside)
    return {"received": whole, "resolved": sum(end is not None and first <= end <= last for end in ends),
            "by_end_of_next_working_day": {"count": next_day, "share_percent": share(next_day, whole)},
            "within_8_weeks": {"count": weeks, "share_percent": share(weeks, whole)}, "not_final_yet": on <= last + timedelta(days=56)}


def stages(first: date, last: date, as_of: datetime | None) -> dict[str, Any]:
    inside, aside = split(lives(as_of), first, last)
    reached, stays, here = Counter(), defaultdict(list), Counter(stood(moves) for _, moves in inside)
    for row, moves in inside:
        places = {"immediate"} | {event.data["to"] for event in moves if event.data["to"] not in ("resolved", "closed")}
        reached.update(places | {stood(moves)})
        came = [("immediate", row.received_at), *((event.data["to"], event.at) for event in moves)]
        for (stage, at), left in zip(came, [event.at for event in moves], strict=False):
            if stage not in ("resolved", "closed"):
                stays[stage].append((day(left) - day(at)).days)
        for event in moves:
            if event.data["to"] in ("resolved", "closed"):
                stays[event.data["to"]].append((day(event.at) - day(row.received_at)).days)
    return {"rows": [{"stage": stage, "reached": reached[stage], "share_percent": share(reached[stage], len(inside)), "here": here[stage],
                      "ended_stays": len(stays[stage]), "median_days": f"{median(stays[stage]):.1f}" if stays[stage] else None} for stage in ORDER],
            "totals": {"received": len(inside), "still_open": len(inside) - here["resolved"] - here["closed"],
                       "set_aside": aside}}


def due(first: date, last: date, as_of: datetime | None, now: datetime) -> list[tuple[str, str, str, bool]]:
    """(kind, team, how it stood, whether a reason was given) of every deadline of the period."""
    then, on, found = as_of or datetime.max.replace(tzinfo=UTC), day(as_of or now), []
    reasoned = {one.complaint_id for one in Resolution.objects.exclude(late_reason="").select_related("event") if one.event.recorded_at <= then}
    known = {row.pk: (row, moves) for row, moves in lives(as_of)}
    told = clocks_told(then)
    for row in Deadline.objects.exclude(complaint=None):
        due_on, end, ended_at, held = told.get((row.complaint_id, row.key), (None, "", None, False))
        if row.kind not in KINDS or end not in ("started", "met") or not first <= due_on <= last:
            continue
        stand = ("met" if day(ended_at) <= due_on else "met_late") if end == "met" else "late" if due_on < on and not held else "open"
        complaint, moves = known[row.complaint_id]
        found.append((row.kind, complaint.team.name if complaint.team else "", "aside" if is_aside(moves) else stand, row.complaint_id in reasoned))
    return found


def clocks_told(then: datetime) -> dict[tuple[int, str], tuple[date, str, datetime, bool]]:
    """Of each clock its day, how it stood, since when and whether a dispute had stopped it, as its events until then told it one after another."""
    told: dict[tuple[int, str], tuple[date, str, datetime, bool]] = {}
    for event in Event.objects.filter(complaint__isnull=False, recorded_at__lte=then).order_by("complaint", "seq"):
        group, _, what = event.kind.partition(".")
        key = (event.complaint_id, event.data.get("key", ""))
        due_on, end, at, held = told.get(key, (None, "", None, False))
        if group == "deadline" and what in ("started", "moved", "met", "cancelled"):
            end, at = (end, at) if what == "moved" else (what, event.at)
            told[key] = (date.fromisoformat(event.data["due_on"]), end, at, held)
        elif event.kind in ("payment.held", "payment.released") and key in told:
            told[key] = (due_on, end, at, what == "held")
    return told


def _without(found: list) -> tuple[list, int]:
    """Those of complaints that were not set aside; and how many were."""
    counted = [row for row in found if row[2] != "aside"]
    return counted, len(found) - len(counted)


def deadlines(first: date, last: date, before: tuple[date, date], as_of: datetime | None, now: datetime) -> dict[str, Any]:
    (mine, aside), (base, _) = _without(due(first, last, as_of, now)), _without(due(*before, as_of, now))
    kinds = [kind for kind in KINDS if any(row[0] == kind for row in mine)]
    return {"rows": [{"kind": kind, **_told([row for row in mine if row[0] == kind], [row for row in base if row[0] == kind])} for kind in kinds],
            "totals": _told(mine, base) | {"set_aside": aside}}


def _told(mine: list, base: list) -> dict[str, Any]:
    stands, earlier = Counter(row[2] for row in mine), Counter(row[2] for row in base)
    ended, ended_before = len(mine) - stands["open"], len(base) - earlier["open"]
    change = Fraction(100 * stands["met"], ended) - Fraction(100 * earlier["met"], ended_before) if ended and ended_before else None
    return {"due": len(mine), "met": stands["met"], "met_late": stands["met_late"], "late": stands["late"], "open": stands["open"],
            "with_reason": sum(row[3] for row in mine if row[2] in ("met_late", "late")), "in_time_percent": share(stands["met"], ended),
            "change_points": two(change)}


def breaches(first: date, last: date, as_of: datetime | None, now: datetime) -> dict[str, Any]:
    mine, aside = _without(due(first, last, as_of, now))
    missed = [row for row in mine if row[2] in ("met_late", "late")]
    cells = sorted({(KINDS.index(row[0]), row[0], row[1]) for row in missed})
    return {"rows": [{"kind": kind, "team": team or None, **_missed([row for row in missed if row[:2] == (kind, team)])} for _, kind, team in cells],
            "totals": _missed(missed) | {"checked": len(mine), "set_aside": aside}}


def _missed(rows: list) -> dict[str, int]:
    return {"breaches": len(rows), "met_late": sum(row[2] == "met_late" for row in rows), "late": sum(row[2] == "late" for row in rows),
            "with_reason": sum(row[3] for row in rows)}
