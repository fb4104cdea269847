"""What is said twice about the procedure says the same: the table of moves, django-fsm's transitions, events, shapes, words."""

from pathlib import Path

import pytest
from django.core.management import call_command

from complaints.case import told
from complaints.case.diagram import mermaid
from complaints.case.models import Complaint
from complaints.case.move_shapes import SHAPES
from complaints.case.prepare import PREPARE
from complaints.case.stages import MOVES, Stage
from complaints.clocks.facts import DECIDING

STAGES_PAGE = Path(__file__).resolve().parents[2] / "docs" / "stages.md"
FIELD = Complaint._meta.get_field("stage")


def transitions(name):
    return [found for found in FIELD.get_all_transitions(Complaint) if found.name == name]


def targets(found) -> set[str]:
    return set(getattr(found.target, "allowed_states", None) or [found.target])


@pytest.mark.parametrize("move", MOVES.values(), ids=lambda move: move.name)
def test_fsm_makes_the_move_from_the_stages_of_the_table(move):
    assert {found.source for found in transitions(move.name)} == {stage.value for stage in move.sources}


@pytest.mark.parametrize("move", MOVES.values(), ids=lambda move: move.name)
def test_fsm_leads_where_the_table_says(move):
    for found in transitions(move.name):
        if move.target is None:
            assert targets(found) == {found.source}
        elif move.target == "back":
            assert targets(found) <= set(Stage) and len(targets(found)) > 1
        else:
            assert targets(found) == {move.target.value}


def test_no_transition_is_outside_the_table():
    assert {found.name for found in FIELD.get_all_transitions(Complaint)} == set(MOVES)


@pytest.mark.parametrize("name", MOVES)
def test_each_move_has_its_event_shape_writer_and_words(name):
    assert f"moved.{name}" in DECIDING and name in SHAPES and name in PREPARE and f"moved.{name}" in told.SENTENCES


def test_the_page_of_stages_is_current():
    assert f"```mermaid\n{mermaid()}```\n" in STAGES_PAGE.read_text(encoding="utf-8")


def test_the_command_prints_the_diagram(capsys):
    call_command("state_diagram")
    assert capsys.readouterr().out == mermaid()
