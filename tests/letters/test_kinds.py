"""Kinds, states and sections are those the contract names."""

import pytest

from complaints.letters.kinds import SECTIONS, WITHOUT_APPROVAL, Kind, State, spec


def test_the_kinds_and_states_are_those_of_the_contract():
    kinds = "acknowledgement resolution update deadlock eight_week compliance_confirmation payment_notice"
    assert [kind.value for kind in Kind] == kinds.split()
    assert [state.value for state in State] == ["draft", "submitted", "approved", "sent", "uncertain", "superseded"]


@pytest.mark.parametrize(
    ("kind", "names"),
    [
        (Kind.DEADLOCK, {"position", "offer"}),
        (Kind.EIGHT_WEEK, {"position", "next_steps"}),
        (Kind.UPDATE, {"position"}),
        (Kind.RESOLUTION, {"explanation", "apology", "corrective_action"}),
        (Kind.ACKNOWLEDGEMENT, set()),
    ],
)
def test_a_person_must_write_just_these_sections(kind, names):
    assert {section.name for section in SECTIONS[kind] if section.required} == names
    assert all(not section.locked for section in SECTIONS[kind] if section.required)


@pytest.mark.parametrize("kind", Kind)
def test_no_kind_names_a_section_twice(kind):
    names = [section.name for section in SECTIONS[kind]]
    assert len(names) == len(set(names))


def test_only_an_acknowledgement_and_a_payment_notice_go_without_an_approver():
    assert {Kind.ACKNOWLEDGEMENT, Kind.PAYMENT_NOTICE} == WITHOUT_APPROVAL


def test_a_section_that_a_kind_does_not_have_is_none():
    assert spec(Kind.UPDATE, "offer") is None
    assert spec(Kind.DEADLOCK, "summary").locked
