"""`/rules/`: every dated rule that the desk works by, its days, source and version, how much uses it."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from complaints.case.pages import asking
from complaints.clocks import words
from complaints.record.refusals import Forbidden, Unknown
from complaints.rules import in_use, own_changes
from complaints.rules import services as rules
from complaints.rules.in_force import BOOK_WORDS, COMING, ENDED, PARTS, Line
from complaints.rules.in_use import Look
from workdays import london

MOST = 100
WHO = "Compliance officers and administrators look after the rules."
HEAD = ("Rule", "What it says", "Rulebook", "From", "Until", "Used by", "Version", "Source", "Checked")
# Each state with its own table: what holds stands first.
STATES = {"": "In force", COMING: COMING, ENDED: ENDED}
LINKS = ({"href": "/holidays/", "label": "Bank holidays"}, {"href": "/settings/procedure/", "label": "Our procedure"},
         {"href": "/standards/rows/", "label": "Rows of the law"}, {"href": "/settings/", "label": "Settings"})


def only_those_who_look_after_them(person: Any) -> None:
    if person.role not in own_changes.APPROVERS:
        raise Forbidden(WHO)


@require_safe
@asking.refusals_as_pages
def in_force_page(request: HttpRequest) -> HttpResponse:
    """One part of the rules."""
    only_those_who_look_after_them(request.user)
    part = request.GET.get("part", "clocks")
    if part not in PARTS:
        raise Unknown("There is no such part of the rules.")
    look = Look(request.user, asking.now())
    title, read = PARTS[part]
    lines, own = read(look), rules.company(look.today)
    states = [line.state_on(look.today) for line in lines]
    waiting, asked = len(own_changes.waiting_rows()), Asked(part, request.GET.get("q", "")[:MOST].strip(), request.GET.get("checked") == "no")
    return render(request, "rules/in_force.html", {
        "heading": {"title": f"{title}: {words.count_words(states.count(''), 'rule')} in force",
                    "small": f"{_others(states)}New complaints are handled by {BOOK_WORDS[own.rulebook].lower()}.{_counted_at(lines)}"},
        "asked": asked, "as_of": f"As at {words.moment(look.now)}.",
        "parts": [{"href": f"/rules/?part={name}", "label": label, "current": name == part} for name, (label, _) in PARTS.items()],
        "links": LINKS, "waiting": waiting, "tables": _tables(lines, states, asked), "none": asked.none(), "notes": NOTES,
    })


@dataclass(frozen=True)
class Asked:
    """Which rules of a part are looked for: those that hold a word, or that nobody has checked against their source."""

    part: str
    q: str
    unchecked: bool

    @property
    def on(self) -> bool:
        return bool(self.q) or self.unchecked

    def holds(self, line: Line) -> bool:
        told = " ".join((line.name, line.says, line.book, line.source, line.version)).lower()
        return self.q.lower() in told and not (self.unchecked and line.verified)

    def none(self) -> dict[str, Any]:
        looked = f" holding “{self.q}”" if self.q else ""
        said = f"Looked through every rule of this part{looked}{', not checked against its source' if self.unchecked else ''}."
        return {"title": "No rule of this part matches", "text": said, "action": {"href": f"/rules/?part={self.part}", "label": "Show all rules"}}


def _counted_at(lines: list[Line]) -> str:
    """Said where the counts are not of this moment."""
    at = min((line.counted_at for line in lines if line.counted_at), default=None)
    return f" What uses them was counted at {at.astimezone(london.LONDON):%H:%M:%S}." if at else ""


NOTES = (
    "A complaint keeps for life the rules of the day it was received: a change holds for those received from its day on.",
    "The rulebook, the same-day hour and the days of the post are changed under “The company”, the numbers of our procedure under “Our procedure”, "
    "both by two people. What was proposed waits until it is approved or refused with a reason.",
    "Rows of the law are added by compliance officers with their source, under “Rows of the law”. No shipped row is ever changed.",
)


def _others(states: list[str]) -> str:
    """What is listed beside those in force."""
    told = [f"{number} {state.lower()}" for state in (COMING, ENDED) if (number := states.count(state))]
    return f"Below them: {', '.join(told)}. " if told else ""


def _tables(lines: list[Line], states: list[str], asked: Asked) -> list[dict[str, Any]]:
    """What is in force, to come and ended, each by itself, as far as it is asked for; a state without a rule is left out."""
    told = {state: [line for line, its in zip(lines, states, strict=True) if its == state and asked.holds(line)] for state in STATES}
    return [_table(f"{STATES[state]}, {len(some)}", some) for state, some in told.items() if some]


def _table(title: str, lines: list[Line]) -> dict[str, Any]:
    rows = [_row(line) for line in lines]
    table = {"caption": title, "head": [{"text": text, "num": text == "Used by"} for text in HEAD], "rows": rows}
    used = [place for place in range(len(HEAD)) if place == 0 or any(row[place]["text"] for row in table["rows"])]
    return table | {"head": [table["head"][place] for place in used], "rows": [[row[place] for place in used] for row in table["rows"]]}


def _row(line: Line) -> list[dict[str, Any]]:
    used = {"text": "" if line.used is None else _number(line), "num": True} | ({"href": line.opens} if line.used and line.opens else {})
    return [{"text": line.name} | ({"href": line.href} if line.href else {}), {"text": line.says}, {"text": line.book}, day_cell(line.first),
            day_cell(line.last), used, {"text": line.version}, {"text": line.source},
            {"text": "Yes" if line.verified else "Not yet"}]


def _number(line: Line) -> str:
    """Exact where whole groups were counted, otherwise up to a thousand."""
    return f"{in_use.COUNTED_TO:,}+" if line.rows is not None and line.used > in_use.COUNTED_TO and line.counted_at is None else f"{line.used:,}"


def day_cell(day: Any) -> dict[str, str]:
    return {"text": words.plain_day(day) if day else ""}
