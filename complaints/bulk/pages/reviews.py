"""What stands over the list of senior reviews: whose day 5 is today, and how much each person has, drawn and as numbers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from complaints.bulk.load import Load, load_of_owners
from complaints.case.models import Complaint
from complaints.case.pages.heads import name_of
from complaints.case.pages.rowing import rows_of
from complaints.case.reading import may_see
from complaints.case.stages import SENIOR_REVIEW
from complaints.clocks import words
from complaints.clocks.kinds import REVIEWS, Kind
from staff.absences import away_on, may_record
from staff.models import Person
from workdays import london

TODAY_MOST = 10
WIDTH, HEIGHT, LEAST = 264, 22, 26
PARTS = (("overdue", "Overdue", "late"), ("soon", "Due today or in 1–2 working days", "soon"), ("later", "Later", "later"))
ASKED = {Kind.SENIOR_REVIEW: "Day 5: resolve or send an update", Kind.NEXT_UPDATE: "Next update is due"}
assert set(ASKED) == REVIEWS


@dataclass(frozen=True)
class Held:
    name: str
    href: str
    load: Load
    note: str


def head(wanted: Any, person: Any, now: datetime) -> dict[str, Any] | None:
    """`bulk/reviews.html` on the plain list of reviews of those who give work to others."""
    if wanted.view != "reviews" or not wanted.is_plain or not may_record(person):
        return None
    today = london.day_of(now)
    held = _held(person, today)
    return {"today": _today(person, today), "load": _load(held) if held else None, "away": "/absences/"}


def _today(person: Any, today: date) -> dict[str, Any] | None:
    due = Complaint.objects.filter(may_see(person), stage=SENIOR_REVIEW, next_due_on=today, next_kind__in=[kind.value for kind in REVIEWS])
    found = list(due.select_related("customer", "owner").order_by("pk")[:TODAY_MOST])
    if not found:
        return None
    title = "Day 5 is today" if all(one.next_kind == Kind.SENIOR_REVIEW for one in found) else "Day 5 or an update is today"
    count = f"{len(found)}" if len(found) < TODAY_MOST else f"the first {TODAY_MOST}"
    rows = [_today_row(one, row) for one, row in zip(found, rows_of(found, today), strict=True)]
    caption = f"{title}: {count}"
    return {"caption": caption, "head": [{"text": text} for text in ("Complaint", "Due today", "Owner", "8-week letter", "What to do")], "rows": rows}


def _today_row(one: Complaint, row: dict[str, Any]) -> list[dict[str, Any]]:
    case = f"/c/{one.reference}/"
    return [{"text": f"{one.reference}, {name_of(one.customer)}", "href": case}, {"text": ASKED[Kind(one.next_kind)], "strong": True},
            {"text": row["owner"]}, _letter(row["horizon"]), {"text": "Send update", "href": f"{case}do/send_update/"}]


def _letter(horizon: words.Status | None) -> dict[str, Any]:
    return {"text": "", "status": horizon} if horizon else {"text": "None owed"}


def _held(person: Any, today: date) -> list[Held]:
    """Who has most that is urgent first; what nobody has at the end."""
    loads, away = dict(load_of_owners(person, today, stage=SENIOR_REVIEW)), away_on(today)
    nobody = loads.pop(None, Load())
    people = {one.pk: one for one in Person.objects.filter(pk__in=loads)}
    found = [Held(people[pk].full_name, f"/complaints/?view=reviews&owner={people[pk].username}", load, _note(people[pk], away))
             for pk, load in loads.items()]
    found.sort(key=lambda one: (-one.load.overdue, -one.load.total, one.name))
    return [*found, *([Held("Nobody yet", "/complaints/?view=reviews&owner=-", nobody, "")] if nobody.total else [])]


def _note(one: Person, away: dict[int, date]) -> str:
    return "left" if not one.is_active else f"away until {words.tiny_day(away[one.pk])}" if one.pk in away else ""


def _load(held: Sequence[Held]) -> dict[str, Any]:
    most, total = max(one.load.total for one in held), sum(one.load.total for one in held)
    first = max(held, key=lambda one: one.load.total)
    title = f"{first.name} has {first.load.total:,} of {words.count_words(total, 'review')}" + (
        f", {first.load.overdue:,} overdue" if first.load.overdue else "")
    table = [[{"text": one.name}, *({"text": f"{getattr(one.load, part):,}", "num": True} for part, _, _ in PARTS),
              {"text": f"{one.load.total:,}", "num": True}] for one in held]
    head = [{"text": "Who"}, *({"text": label, "num": True} for _, label, _ in PARTS), {"text": "All", "num": True}]
    return {"title": title, "key": [{"label": label, "css": css} for _, label, css in PARTS], "rows": [_strip(one, most) for one in held],
            "width": WIDTH, "height": HEIGHT, "table": {"caption": "Reviews by person", "head": head, "rows": table}}


def _strip(one: Held, most: int) -> dict[str, Any]:
    """The bars of one person, one behind the other, each as wide as its number but never too narrow for it."""
    at, bars = 0, []
    room = WIDTH - LEAST * len(PARTS)
    for part, _, css in PARTS:
        if count := getattr(one.load, part):
            wide = LEAST + round(room * count / most)
            bars.append({"x": at, "w": wide, "mid": at + wide / 2, "count": f"{count:,}", "css": css})
            at += wide
    said = ", ".join(f"{getattr(one.load, part):,} {label.lower()}" for part, label, _ in PARTS)
    return {"name": one.name, "href": one.href, "note": one.note, "bars": bars, "said": f"{one.name}: {said}", "total": f"{one.load.total:,}"}
