"""What can be done to many complaints at once: names, words, who may, and what each asks for. Holds no decision about one complaint."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from complaints.case.stages import EVERYBODY, FRONT
from complaints.letters.kinds import Kind
from complaints.record.parsing import BlankLine, Line, Shape, Words

MOST = 500
BACK = "back"  # each complaint to its own team
AT_ONCE = 25  # more than these are a job that can be left and come back to


class AssignTo(Shape):
    """`to`: "person:" and a username, "team:" and a slug, or BACK."""

    to: Line
    reason: BlankLine = ""


class NoteOn(Shape):
    text: Words


class LetterOn(Shape):
    kind: Literal[tuple(kind.value for kind in Kind)]  # type: ignore[valid-type]


class ExportOf(Shape):
    """`columns` plain: without those that hold personal data. `held`: which list it was, in words; "" where complaints were ticked."""

    columns: Literal["all", "plain"]
    format: Literal["csv", "xlsx"]
    reason: Line
    held: BlankLine = ""


@dataclass(frozen=True)
class Act:
    """`verb` begins the heading ("Assign 3 complaints"), `can` ends it. `secret` names the fields whose words lie outside the job's
    row, `decides` the one that says what can't be done. `versioned`: one that somebody changed meanwhile is left."""

    name: str
    verb: str
    can: str
    submit: str
    done: str
    who: frozenset[str]
    shape: type[Shape]
    secret: tuple[str, ...]
    decides: str = ""
    versioned: bool = True

    @property
    def job_kind(self) -> str:
        return f"bulk_{self.name}"


ACTS: Mapping[str, Act] = {act.name: act for act in (
    Act("assign", "Assign", "can move", "Assign", "assigned", FRONT, AssignTo, ("reason",), "to"),
    Act("note", "Add a note to", "can have it", "Add the note to", "noted", EVERYBODY, NoteOn, ("text",), versioned=False),
    Act("letter", "Draft a letter on", "can have one", "Draft a letter on", "drafted", EVERYBODY, LetterOn, (), "kind"),
    Act("export", "Export", "can go", "Export", "exported", EVERYBODY, ExportOf, ("reason", "held"), versioned=False),
)}
BY_JOB = {act.job_kind: act for act in ACTS.values()}
assert all(set(act.secret) <= set(act.shape.model_fields) for act in ACTS.values())
