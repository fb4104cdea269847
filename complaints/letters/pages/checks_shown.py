"""Beside the paper: the due card, the steps of the two people, the checklist with what is missing first, words to avoid."""

from typing import Any

from complaints.clocks import shown, words
from complaints.letters.avoid import Avoid
from complaints.letters.checklist import Item
from complaints.letters.kinds import WITHOUT_APPROVAL, Kind, State, spec
from complaints.letters.made import Made
from complaints.letters.models import Letter
from complaints.letters.moves import CHECKERS
from complaints.letters.pages import finding
from complaints.letters.pages.finding import who

TIMES = {1: "once", 2: "twice"}
MENDED_ON_CASE = {
    "N1": ("correct/", "Correct the name"), "N4": ("assign/", "Give it an owner"), "N5": ("correct/", "Add an address"),
    "F1": ("correct/", "Say how"),
}


def due(letter: Letter) -> dict[str, Any] | None:
    """The date to work to; another that the letter meets as well is told under it (`also`)."""
    first, *others = finding.clocks_of([letter])[letter.pk] or [None]
    if first is None:
        return None
    also = [f"{shown.rule(row)}{finding.unverified(row)}: by {words.long_day(row.due_on)}" for row in others]
    card = shown.card(first, finding.today(), finding.calendar_of(letter.complaint))
    doubt = [shown.UNVERIFIED] if any(map(finding.unverified, (first, *others))) else []
    return card | {"rule": f"{card['rule']}{finding.unverified(first)}", "also": [*also, *doubt]}


def steps(letter: Letter, me: Any) -> list[dict[str, Any]]:
    """Draft, check, approved, sent: who wrote it, who checks it, and when."""
    state, drafted = State(letter.state), f"{who(letter.author, me)}, {finding.when(letter.drafted_at)}"
    approved = finding.when(letter.approved_at) if letter.approved_at else _unneeded(letter) or "–"
    sent = words.tiny_day(letter.sent_on) if letter.sent_on else "on its way" if letter.sending_since else "–"
    return [
        {"name": "Draft", "text": drafted, "done": True},
        {"name": "Check", "text": _checker(letter, me), "done": letter.approver_id is not None},
        {"name": "Approved", "text": approved, "done": letter.approver_id is not None},
        {"name": "Sent", "text": sent, "done": state == State.SENT},
    ]


def _checker(letter: Letter, me: Any) -> str:
    """The second person: whoever checked it, or who has to."""
    if letter.approver_id:
        return who(letter.approver, me)
    if State(letter.state) != State.SUBMITTED:
        return _unneeded(letter) or "–"
    return "you, or another" if me.role in CHECKERS and me.pk not in letter.authors else "waits for a second person"


def _unneeded(letter: Letter) -> str:
    """Of a kind that whoever drafts may send; such a letter may be checked all the same."""
    return "not needed" if Kind(letter.kind) in WITHOUT_APPROVAL else ""


def written(letter: Letter, me: Any) -> str:
    """Beside the sections that a person writes: to whoever works on a draft, to its writer later, and to whoever checks it."""
    if State(letter.state) == State.DRAFT:
        return "you write this"
    return "you wrote this" if me.pk in letter.authors else f"written by {who(letter.submitted_by or letter.author, me)}"


def steps_note(letter: Letter, me: Any) -> str:
    """What stands in the way, or what comes next, in one sentence."""
    state = State(letter.state)
    if letter.undelivered_on:
        return f"It came back on {words.short_day(letter.undelivered_on)}; its dates are open again."
    if state == State.SENT:
        how = "recorded" if letter.received_how == "recorded" else "deemed"
        return f"Received {words.short_day(letter.received_on)} ({how})."
    if letter.refused_why:
        return f"It did not go: {letter.refused_why}"
    if letter.returned_why and state == State.DRAFT:
        return f"Returned: {letter.returned_why}"
    if letter.sending_since and state == State.APPROVED:
        return f"It is being handed to the mail server since {finding.when(letter.sending_since)}."
    if state in (State.DRAFT, State.SUBMITTED) and me.pk in letter.authors and Kind(letter.kind) not in WITHOUT_APPROVAL:
        return "You wrote it, so somebody else approves it."
    if state == State.SUBMITTED:
        return f"{who(letter.submitted_by, me)} sent it for approval."
    if state == State.APPROVED:
        return "Its words stand as they were approved. To change them, return it." if me.role in CHECKERS else \
            f"Its words stand as they were approved. To have them changed, ask {who(letter.approver, me)} to return it."
    return ""


def to_fix(made: Made) -> int:
    return sum(not item.met for item in made.items) + len(made.avoid) + bool(made.to.problem)


def checklist(made: Made, letter: Letter, *, may_edit: bool) -> dict[str, Any]:
    """What is missing first, with where it is mended; then words to avoid; then what is there."""
    met = [item for item in made.items if item.met]
    lines = [{"met": "missing", "icon": "late", "text": "Nobody to write to", "why": made.to.problem,
              "href": f"/c/{letter.complaint.reference}/correct/", "link": "Correct it"}] if made.to.problem else []
    lines += [_missing(item, letter, may_edit=may_edit) for item in made.items if not item.met]
    lines += [_avoid(one, letter, may_edit=may_edit) for one in made.avoid]
    lines += [{"met": "met", "icon": "tick", "text": item.label} for item in met]
    return {"title": f"Checklist: {len(met)} of {len(made.items)} ready", "note": "checked when saved", "lines": lines}


def _missing(item: Item, letter: Letter, *, may_edit: bool) -> dict[str, Any]:
    href, link = mend(item, letter) if may_edit else ("", "")
    return {"met": "missing", "icon": "late", "text": item.label, "why": item.why, "href": href, "link": link}


def mend(item: Item, letter: Letter) -> tuple[str, str]:
    """Where what is missing is put right: the section that a person writes, or the case."""
    section = spec(Kind(letter.kind), item.section)
    if section and not section.locked:
        return f"/letters/{letter.pk}/?edit={section.name}#part-{section.name}", "Write it"
    path, link = MENDED_ON_CASE.get(item.id, ("correct/", "Correct the case"))
    return f"/c/{letter.complaint.reference}/{path}", link


def _avoid(one: Avoid, letter: Letter, *, may_edit: bool) -> dict[str, Any]:
    section = spec(Kind(letter.kind), one.where)
    name = section.heading[next(iter(section.heading))] if section else one.where
    times = TIMES.get(one.count, f"{one.count} times")
    editable = may_edit and section and not section.locked
    return {
        "met": "avoid", "icon": "warn", "text": f"Words to avoid: “{one.word}”, {times}",
        "why": f"In “{name or 'Opening'}”. Say {one.suggestion}.",
        "href": f"/letters/{letter.pk}/?edit={one.where}#part-{one.where}" if editable else "", "link": "Change it" if editable else "",
    }
