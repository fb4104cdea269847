"""Why one complaint of many can't have done to it what was asked, in a sentence; "" where it can. Reads, writes nothing.

The services of the rooms check again under the lock: this is what a person is shown before, and what bulk work asks beyond them.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from complaints.bulk.acts import ACTS, BACK, Act, AssignTo, LetterOn
from complaints.case.asked import answered_before_review, refuse_who_is_away
from complaints.case.models import Complaint
from complaints.case.stages import AGENT, ENDED, SENIOR_REVIEW, STANDS, Stage
from complaints.clocks import words
from complaints.letters.kinds import Kind
from complaints.letters.moves import AFTER_THE_END
from complaints.record.models import Event
from complaints.record.parsing import Shape
from complaints.record.refusals import Unacceptable
from staff.models import Person, Team

NOBODY = "Nobody of that name is at work here."
KIND_OF_CLOCKS = ("deadline.", "alert.")


@dataclass(frozen=True)
class Wanted:
    """What was asked for, with the people it names; `asked` None while nobody has said it yet. `answered`: see `case.asked`."""

    act: Act
    by: Person
    asked: Shape | None = None
    owner: Person | None = None
    team: Team | None = None
    answered: Collection[int] = ()
    barred: Collection[int] = field(default_factory=tuple)


def wanted(act: Act, by: Person, asked: Shape | None, complaints: Collection[Complaint], *, today: date) -> Wanted:
    """Raises Unacceptable where a person or a team that is named is not there."""
    if not isinstance(asked, AssignTo):
        return Wanted(act, by, asked)
    owner, team = receiver(asked.to)
    if owner and owner.pk != by.pk:
        refuse_who_is_away(owner, on=today, field="to")
    reviewed = [complaint for complaint in complaints if complaint.stage == SENIOR_REVIEW]
    answered = answered_before_review(reviewed, owner) if owner and reviewed else ()
    return Wanted(act, by, asked, owner, team, answered, _barred(owner, complaints))


def receiver(to: str) -> tuple[Person | None, Team | None]:
    """Who gets them: a person at work, or a team; neither where each goes back to its own team."""
    if to == BACK:
        return None, None
    what, _, name = to.partition(":")
    if what == "team":
        if team := Team.objects.in_use().filter(slug=name).first():
            return None, team
        raise Unacceptable.of(to="There is no team of that name.")
    person = Person.objects.select_related("team").filter(username=name.lower(), is_active=True).first() if what == "person" else None
    if person is None or person.role == "compliance_officer":
        raise Unacceptable.of(to=NOBODY if person is None else "A compliance officer owns no complaints. Choose somebody else.")
    return person, None


def _barred(owner: Person | None, complaints: Collection[Complaint]) -> set[int]:
    """The restricted ones that the new owner may not see; all of them where they go to a team."""
    restricted = [complaint.pk for complaint in complaints if complaint.restricted]
    if not restricted or owner is None:
        return set(restricted)
    named = Complaint.seen_by.through.objects.filter(complaint_id__in=restricted, person_id=owner.pk)
    return set(restricted) - set(named.values_list("complaint_id", flat=True))


def refusal(complaint: Complaint, of: Wanted) -> str:
    """The sentence, "" where it can be done."""
    return CHECKS[of.act.name](complaint, of)


def _assign(complaint: Complaint, of: Wanted) -> str:
    if of.by.role == AGENT and complaint.owner_id != of.by.pk and not (complaint.owner_id is None and of.owner == of.by):
        return f"{_holder(complaint)}. An agent hands on their own complaints in bulk, and takes those that nobody has."
    if complaint.stage in ENDED and complaint.next_due_on is None:
        return f"It is {STANDS[Stage(complaint.stage)]} and nothing is due on it."
    if of.asked is None:
        return ""
    return _not_to_them(complaint, of)


def _not_to_them(complaint: Complaint, of: Wanted) -> str:
    name = of.owner.full_name if of.owner else of.team.name if of.team else "its own team"
    if not of.owner and not of.team and complaint.owner_id is None:
        return "Nobody owns it: it is with its team already."
    if of.owner and complaint.owner_id == of.owner.pk:
        return f"{name} has it already."
    if of.team and complaint.owner_id is None and complaint.team_id == of.team.pk:
        return f"{name} has it already."
    if complaint.pk in of.barred:
        return f"It is restricted, and {name} may not see it."
    if complaint.pk in of.answered:
        return f"{name} answered this customer before; somebody else reviews it."
    return ""


def _holder(complaint: Complaint) -> str:
    return f"{complaint.owner.full_name} has it" if complaint.owner else "Nobody has it yet"


def _note(complaint: Complaint, of: Wanted) -> str:
    return ""


def _letter(complaint: Complaint, of: Wanted) -> str:
    if isinstance(of.asked, LetterOn) and complaint.stage in ENDED and Kind(of.asked.kind) not in AFTER_THE_END:
        return f"It is {STANDS[Stage(complaint.stage)]}: no letter of this kind can be sent on it."
    return ""


def _export(complaint: Complaint, of: Wanted) -> str:
    own = of.by.role != AGENT or complaint.owner_id == of.by.pk
    return "" if own else f"{_holder(complaint)}. An agent exports their own complaints."


CHECKS: Mapping[str, Any] = {"assign": _assign, "note": _note, "letter": _letter, "export": _export}
assert set(CHECKS) == set(ACTS)


def changed(complaint: Complaint) -> str:
    """Who changed it since it was looked at, and when."""
    events = Event.objects.filter(complaint=complaint).select_related("by").order_by("-seq")[:20]
    last = next((event for event in events if not event.kind.startswith(KIND_OF_CLOCKS)), None)
    who = last.by.full_name if last and last.by else "Somebody"
    when = f" at {words.clock_time(last.recorded_at)}" if last else ""
    return f"{who} changed it{when}, after you looked. Open it and see."
