"""Bulk work as tables and sentences: what will change, what can't, what came out."""

from datetime import date
from typing import Any

from complaints.bulk.acts import ACTS, BY_JOB, Act
from complaints.bulk.columns import COLUMNS
from complaints.bulk.planning import Plan, Refusal
from complaints.case.models import Complaint
from complaints.case.pages.heads import name_of, stage_words
from complaints.case.pages.rowing import rows_of
from complaints.case.reading import visible
from complaints.clocks import words
from complaints.jobs.models import Job

SHOWN = 50
NOTES = {
    "note": "No date changes, and no customer is told anything.", "letter": "No date changes until a letter is sent.",
    "export": "No complaint changes. The file is kept for 7 days for you alone. What it is for and which complaints it holds is logged.",
}
WILL = {"note": "What will change", "letter": "What will change", "assign": "What will change", "export": "What will be in the file"}
CANNOT = dict.fromkeys(WILL, "What can’t change") | {"export": "What can’t be in the file"}
assert set(WILL) == set(ACTS)
Table = dict[str, Any]


def _table(caption: str, head: tuple[str, ...], rows: list[list[dict[str, Any]]]) -> Table:
    return {"caption": caption, "head": [{"text": text} for text in head], "rows": rows}


def named(complaint: Complaint) -> dict[str, Any]:
    """The first cell of a row."""
    return {"text": f"{complaint.reference}, {name_of(complaint.customer)}", "strong": True}


def heading(act: Act, plan: Plan) -> dict[str, str]:
    """"Assign 3 complaints: 2 can move, 1 can’t"."""
    title = f"{act.verb} {words.count_words(plan.total, 'complaint')}"
    if plan.cannot and plan.can:
        title += f": {len(plan.can):,} {act.can}, {len(plan.cannot):,} can’t"
    elif plan.cannot:
        title += ": it can’t be done" if plan.total == 1 else f": none {act.can}"
    return {"title": title, "small": "Nothing has changed yet."}


def will(plan: Plan, today: date) -> Table | None:
    """Each complaint that can, with what is due on it, and its owner now and then."""
    if not plan.can:
        return None
    assign, then = plan.wanted.act.name == "assign", _then(plan)
    head = ("Complaint", "Next due", *(("Owner now", "Owner then") if assign else ("Stage", "Owner")))
    rows = []
    for complaint, row in zip(plan.can[:SHOWN], rows_of(list(plan.can[:SHOWN]), today), strict=True):
        last = [{"text": row["owner"]}, {"text": then, "strong": True}] if assign else [{"text": row["stage"]}, {"text": row["owner"]}]
        rows.append([named(complaint), {"text": row["due"], "strong": True, "status": row["status"]}, *last])
    return _table(_first(WILL[plan.wanted.act.name], len(plan.can)), head, rows)


def _then(plan: Plan) -> str:
    owner, team = plan.wanted.owner, plan.wanted.team
    return owner.full_name if owner else f"{team.name}, nobody yet" if team else "Its own team, nobody yet" if plan.wanted.asked else "Not chosen yet"


def _first(caption: str, count: int) -> str:
    return f"{caption}, the first {SHOWN}" if count > SHOWN else caption


def cannot(plan: Plan) -> Table | None:
    if not plan.cannot:
        return None
    rows = [[_refused(refusal), {"text": refusal.why}] for refusal in plan.cannot[:SHOWN]]
    return _table(_first(CANNOT[plan.wanted.act.name], len(plan.cannot)), ("Complaint", "Why"), rows)


def _refused(refusal: Refusal) -> dict[str, Any]:
    return named(refusal.complaint) if refusal.complaint else {"text": refusal.reference[:40], "strong": True}


def note(plan: Plan) -> str:
    """What follows from it, and what does not."""
    owner, team = plan.wanted.owner, plan.wanted.team
    if plan.wanted.act.name == "assign":
        found = f" {owner.full_name} finds them under My work." if owner else f" {team.name} finds them in the team queue." if team else ""
        return f"No date changes.{found}"
    return NOTES[plan.wanted.act.name]


def columns(act: Act) -> Table | None:
    """Of an export: what each column holds."""
    if act.name != "export":
        return None
    told = {True: "Personal data of customers", False: "No personal data of customers"}
    rows = [[{"text": held}, {"text": ", ".join(column.name for column in COLUMNS if column.personal is personal)}]
            for personal, held in told.items()]
    return _table("What the columns hold", ("What they hold", "Columns"), rows)


def submit(act: Act, plan: Plan) -> str:
    return f"{act.submit} {words.count_words(len(plan.can), 'complaint')}" if plan.can else ""


def done_of(job: Job, person: Any) -> Table | None:
    """The complaints that it was done to, as they stand now."""
    left = {problem["item"] for problem in job.problems}
    tried = [reference for reference, _ in job.params["items"][: job.done + job.failed] if reference not in left]
    rows = visible(person).select_related("customer", "owner").filter(reference__in=tried[:SHOWN])
    by_reference = {row.reference: row for row in rows}
    found = [by_reference[reference] for reference in tried[:SHOWN] if reference in by_reference]
    lines = [[named(row) | {"href": f"/c/{row.reference}/"}, {"text": stage_words(row)},
              {"text": row.owner.full_name if row.owner else "Nobody yet"}] for row in found]
    head = ("Complaint", "Stage", "Owner now")
    return _table(_first(BY_JOB[job.kind].done.capitalize(), len(tried)), head, lines) if lines else None
