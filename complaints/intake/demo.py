"""The demonstration: the stories of `fixtures/demo_complaints.json`, walked through the services that people use, dated around
today. Each story is one transaction; one that was told before is left as it is. Only `seed_demo` calls this.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from complaints.case import moving, receiving, supply
from complaints.case import services as case
from complaints.case.models import Complaint
from complaints.case.stages import MOVES
from complaints.clocks.models import Deadline
from complaints.intake import demo_money
from complaints.intake.demo_days import Almanac
from complaints.letters import services as letters
from complaints.letters.models import Letter
from complaints.record.models import Operation
from complaints.rules import services as rules
from staff.demo import load_demo_people
from workdays import london

Walker = Callable[["Told", dict[str, Any]], None]


@dataclass(frozen=True, slots=True)
class Told:
    """One step on one complaint: who, when, and the mark that its op_ids begin with."""

    reference: str
    by: Any
    now: datetime
    mark: str
    people: Mapping[str, Any]

    def given(self, **fields: Any) -> dict[str, Any]:
        """The fields of a call with its op_id and the version of the complaint as it stands."""
        version = Complaint.objects.values_list("version", flat=True).get(reference=self.reference)
        return {**fields, "op_id": self.mark, "version": version}


def seed(password: str, *, now: datetime) -> int:
    """Staff and stories; answers how many stories were told now. A second run tells nothing twice."""
    people = load_demo_people(password, now=now)
    book = rules.fixture("demo_complaints")
    almanac = Almanac(now, rules.all_calendars()["england-and-wales"])
    stories = [(f"demo-{place:03d}", story) for place, story in enumerate(book["complaints"], 1)]
    _report(book["supply_reports"], almanac, people["agent"])
    told = sum(_tell(mark, place, story, book, almanac, people) for place, (mark, story) in enumerate(stories))
    demo_money.connect(book["connections"], almanac, people["agent"])
    demo_money.storm(book["storm"], almanac, people["manager"])
    return told


def _report(reports: list[dict], almanac: Almanac, by: Any) -> None:
    """Reports of customers off supply, one of which becomes a complaint."""
    for place, told in enumerate(reports, 1):
        mark, becomes = f"demo-report-{place}", told.get("becomes")
        if Operation.objects.filter(op_id=mark).exists():
            continue
        moments = almanac.moments([told["reported"], *([becomes["at"]] if becomes else [])])
        fields = {name: told[name] for name in ("channel", "customer", "description")}
        given = {**fields, "op_id": mark, "reported_at": moments[0].isoformat()}
        with transaction.atomic():
            report = supply.log_report(given, by=by, now=moments[0]).ids["report"]
            if becomes:
                said = {"op_id": f"{mark}-becomes", "at": moments[1].isoformat(), "description": becomes["description"]}
                supply.becomes_complaint(report, said, by=by, now=moments[1])


@transaction.atomic
def _tell(mark: str, place: int, story: dict, book: dict, almanac: Almanac, people: Mapping[str, Any]) -> int:
    if Operation.objects.filter(op_id=f"{mark}-0").exists():
        return 0
    arc = worded(book["arcs"][story["arc"]], book["texts"] | {name: [text] for name, text in story.get("texts", {}).items()}, place)
    steps = almanac.in_order([*arc["steps"], *story.get("then", ())])
    moments = almanac.moments([arc["received"], *(step["at"] for step in steps)])
    reference = _log(mark, story, by=people["agent"], at=moments[0])
    for number, (step, at) in enumerate(zip(steps, moments[1:], strict=True), 1):
        told = Told(reference, people[step["by"]], at, f"{mark}-{number}", people)
        fields = almanac.filled({name: value for name, value in step.items() if name not in ("do", "at", "by")})
        walker(step["do"])(told, fields)
    return 1


def worded(value: Any, texts: Mapping[str, list[str]], place: int) -> Any:
    """`$reason` becomes one of the texts of that name, another in each story; a story with a text of its own has that."""
    if isinstance(value, dict):
        return {name: worded(part, texts, place) for name, part in value.items()}
    if isinstance(value, list):
        return [worded(part, texts, place) for part in value]
    if isinstance(value, str) and value.startswith("$"):
        choices = texts[value[1:]]
        return choices[place % len(choices)]
    return value


def _log(mark: str, story: dict, *, by: Any, at: datetime) -> str:
    fields = {name: value for name, value in story.items() if name not in ("arc", "then", "texts")}
    answer = receiving.log_complaint({**fields, "op_id": f"{mark}-0", "received_at": at.isoformat()}, by=by, now=at)
    return Complaint.objects.values_list("reference", flat=True).get(pk=answer.ids["complaint"])


def walker(name: str) -> Walker:
    return WALKERS.get(name) or (lambda told, fields: _move(name, told, fields))


def _move(name: str, told: Told, fields: dict[str, Any]) -> None:
    moving.move(told.reference, name, told.given(**fields), by=told.by, now=told.now)


def _contact(told: Told, fields: dict[str, Any]) -> None:
    given = {**fields, "at": told.now.isoformat(), "op_id": told.mark}
    case.add_contact(told.reference, given, by=told.by, now=told.now)


def _note(told: Told, fields: dict[str, Any]) -> None:
    case.add_note(told.reference, {**fields, "op_id": told.mark}, by=told.by, now=told.now)


def _restrict(told: Told, fields: dict[str, Any]) -> None:
    case.restrict(told.reference, told.given(**fields), by=told.by, now=told.now)


def _set_clock(told: Told, fields: dict[str, Any]) -> None:
    case.set_clock(told.reference, told.given(**fields), by=told.by, now=told.now)


def _meet_clock(told: Told, fields: dict[str, Any]) -> None:
    row = Deadline.objects.filter(complaint__reference=told.reference, kind=fields["kind"], met_at=None).latest("id")
    given = told.given(at=told.now.isoformat(), how=fields["how"])
    case.meet_clock(told.reference, row.pk, given, by=told.by, now=told.now)


def _letter(told: Told, fields: dict[str, Any]) -> None:
    """Drafted, written, submitted, approved by another and sent, as far as `until` says. Nobody approves an acknowledgement."""
    kind = fields["kind"]
    letter = letters.draft(told.reference, {"op_id": told.mark, "kind": kind}, by=told.by, now=told.now).ids["letter"]
    approver = told.people["manager2" if told.by.username == "manager" else "manager"]
    last = UNTIL.index(fields["until"])
    if fields["texts"]:
        letters.edit(letter, _marked(told, letter, "edit", sections=fields["texts"]), by=told.by, now=told.now)
    for name, by in (("submit", told.by), ("approve", approver)):
        if last >= UNTIL.index(name) and kind != "acknowledgement":
            letters.move(letter, name, _marked(told, letter, name), by=by, now=told.now)
    if last == UNTIL.index("sent"):
        sent_on = london.day_of(told.now).isoformat()
        letters.move(letter, "send", _marked(told, letter, "send", method=fields["method"], sent_on=sent_on), by=told.by, now=told.now)


UNTIL = ("draft", "submit", "submitted", "approve", "approved", "sent")


def _marked(told: Told, letter: int, what: str, **fields: Any) -> dict[str, Any]:
    return {**fields, "op_id": f"{told.mark}-{what}", "version": Letter.objects.values_list("version", flat=True).get(pk=letter)}


WALKERS: dict[str, Walker] = {
    "contact": _contact, "note": _note, "restrict": _restrict, "set_clock": _set_clock, "meet_clock": _meet_clock,
    "letter": _letter, **demo_money.WALKERS,
}
assert not set(WALKERS) & set(MOVES)
