"""How the settings show what changed, when and why: the history of one row, and who may do what. Reads only."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from complaints.clocks import words
from complaints.record.refusals import Forbidden
from complaints.rules.models import OwnRow
from complaints.rules.own_changes import APPROVERS, WHO
from complaints.rules.own_rows import END, SET, SHIPPED
from staff.models import Person, Role

HISTORY_SHOWN = 50
WHAT_WORDS = {SET: "Changed", END: "Ended", SHIPPED: "Back to the wording of the product"}
HEAD = ("Holds", "What", "Differences", "Why", "By", "State")


def only_those_who_may_see(person: Any) -> None:
    """Administrators change the settings, compliance officers see and approve them. Others are told whom to ask."""
    if person.role not in APPROVERS:
        names = Person.objects.filter(role=Role.ADMINISTRATOR, is_active=True).order_by("full_name").values_list("full_name", flat=True)[:3]
        raise Forbidden(WHO + (f" Ask {', '.join(names)}." if names else ""))


def history(
    table: str, key: str, spoken: Callable[[Mapping[str, Any]], Sequence[tuple[str, str]]], first: Sequence[tuple[str, str]] = (),
) -> dict[str, Any] | None:
    """Every row of the key, the newest first, each with what it changed against the one before (the first against `first`)."""
    rows = list(OwnRow.objects.filter(table=table, key=key).select_related("by", "approved_by", "refused_by").order_by("number"))
    lines, before = [], dict(first)
    for row in rows:
        after = dict(spoken(row.values)) if row.what == SET else before
        lines.append([{"text": days_words(row)}, {"text": WHAT_WORDS[row.what]}, {"text": differences(before, after)},
                      {"text": row.reason + (f" Source: {row.source}." if row.source else "")},
                      {"text": f"{row.by.full_name}, {words.moment(row.at)}"}, {"text": state_words(row)}])
        before = before if row.refused_at else after
    shown = list(reversed(lines))[:HISTORY_SHOWN]
    return {"caption": "Every change on record, the newest first", "head": [{"text": text} for text in HEAD], "rows": shown} if shown else None


def without_empty_columns(table: dict[str, Any]) -> dict[str, Any]:
    """The table without columns in which no row says anything."""
    used = [place for place in range(len(table["head"])) if any(row[place]["text"] for row in table["rows"])]
    return table | {"head": [table["head"][place] for place in used], "rows": [[row[place] for place in used] for row in table["rows"]]}


def differences(before: Mapping[str, str], after: Mapping[str, str]) -> str:
    """"Severity: 2, before 1." for each line that is other than it was."""
    return " ".join(f"{name}: {text or 'nothing'}" + (f", before: {before[name] or 'nothing'}." if name in before else ".")
                    for name, text in after.items() if before.get(name) != text)


def days_words(row: OwnRow) -> str:
    """"From Mon 1 June 2026"."""
    return f"From {words.plain_day(row.valid_from)}" + (f" to {words.plain_day(row.valid_until)}" if row.valid_until else "")


def state_words(row: OwnRow) -> str:
    if row.refused_at:
        return f"Refused by {row.refused_by.full_name}, {words.moment(row.refused_at)}: {row.refused_why}"
    if row.approved_at is None:
        return "Waiting for a second person"
    return f"Approved by {row.approved_by.full_name}, {words.moment(row.approved_at)}" if row.two_people else "In force by its day"


def upcoming(table: str, today: Any) -> dict[str, OwnRow]:
    """What is to hold from a later day, or waits for a second person, by key: the nearest of each."""
    rows = OwnRow.objects.filter(table=table, refused_at=None).order_by("-valid_from", "-number")
    return {row.key: row for row in rows if row.approved_at is None or row.valid_from > today}


def newest_of_each(table: str) -> list[OwnRow]:
    """The row of each key that was made last and holds."""
    rows = OwnRow.objects.filter(table=table, approved_at__isnull=False).select_related("by").order_by("number")
    return list({row.key: row for row in rows}.values())


def upcoming_words(row: OwnRow | None) -> str:
    if row is None:
        return ""
    return "A change waits for a second person" if row.approved_at is None else f"Changes on {words.plain_day(row.valid_from)}"
