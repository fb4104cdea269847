"""The stages and moves as a Mermaid state diagram, from django-fsm's transitions on the model. Pure but for the model's class."""

from collections.abc import Iterator

from complaints.case.models import Complaint
from complaints.case.stages import MOVES, Stage


def mermaid() -> str:
    """One arrow for each move between two stages, in the order of the procedure."""
    lines = ["stateDiagram-v2", "    [*] --> immediate: log"]
    for source, target, name in sorted(_arrows(), key=_order):
        lines.append(f"    {source} --> {target}: {name}")
    return "\n".join(lines) + "\n"


def _arrows() -> Iterator[tuple[str, str, str]]:
    field = Complaint._meta.get_field("stage")
    for transition in field.get_all_transitions(Complaint):
        for target in getattr(transition.target, "allowed_states", None) or [transition.target]:
            if target != transition.source or transition.source in _stays(transition.name):
                yield transition.source, target, transition.name


def _stays(name: str) -> set[str]:
    """Stages at which the move leaves the complaint where it is on purpose."""
    move = MOVES[name]
    return set(move.sources) if move.target is None else {move.target}


def _order(arrow: tuple[str, str, str]) -> tuple[int, int, int]:
    stages, names = list(Stage), list(MOVES)
    return stages.index(Stage(arrow[0])), names.index(arrow[2]), stages.index(Stage(arrow[1]))
