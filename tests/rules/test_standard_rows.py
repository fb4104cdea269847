"""Rows that officers add to the law: two people, the standard's own figures, no day twice, and used at once."""

from datetime import UTC, datetime

import pytest

import standards
from complaints.case.told import summary
from complaints.record.models import Event
from complaints.record.refusals import Conflict, Forbidden, Unacceptable, Unknown
from complaints.rules.models import StandardRow
from complaints.rules.standard_rows import approve_row, propose_row, refuse_row, waiting_rows
from complaints.rules.sums import standards_tables
from tests.factories import MONDAY, make_person, op

pytestmark = [pytest.mark.django_db, pytest.mark.once]
SUMS = {"first_domestic": "95.00", "first_business": "190.00", "more_domestic": "45.00", "more_business": "45.00", "limit": 12, "every": 12,
        "premises": 5000, "pay_days": 10, "late_extra": "45.00"}
ROW = {"valid_from": "2025-04-01", "valid_until": "2026-03-31", "source": "Ofgem, guaranteed standards, table of 2025"}
FACTS = {"customer_type": "domestic", "nation": "england", "aware_at": "2025-06-10T08:00", "restored_at": "2025-06-10T20:01", "weather": "normal",
         "premises_affected": 200}


@pytest.fixture
def officer():
    return make_person("compliance_officer")


@pytest.fixture
def other():
    return make_person("compliance_officer")


def propose(by, code="EL-R5", values=SUMS, **fields):
    return propose_row(code, ROW | fields | {"op_id": op(), "values": values}, by=by, now=MONDAY).ids["row"]


def approve(row, by):
    return approve_row(row, {"op_id": op()}, by=by, now=MONDAY)


def found():
    standard = standards.find("EL-R5")
    facts, as_of = standards.read_facts(standard, FACTS), datetime(2026, 5, 11, tzinfo=UTC)
    return standards.assess(standard, facts, standards_tables(), rulebook="law", as_of=as_of)


def test_a_row_that_a_second_person_approved_is_used_at_once(officer, other):
    row = propose(officer)
    with pytest.raises(standards.NoRuleInForce):
        found()
    approve(row, other)
    assert str(found().amount) == "95.00" and found().version == "EL-R5-2025-04-01"


def test_nobody_approves_their_own_row(officer):
    row = propose(officer)
    with pytest.raises(Forbidden, match="Another compliance officer"):
        approve(row, officer)
    assert StandardRow.objects.get().approved_by is None


@pytest.mark.parametrize("role", ["agent", "senior_manager", "administrator"])
def test_only_compliance_officers_propose_approve_and_refuse(role, officer):
    row, person = propose(officer), make_person(role)
    for act in (lambda: propose(person), lambda: approve(row, person),
                lambda: refuse_row(row, {"op_id": op(), "reason": "No."}, by=person, now=MONDAY)):
        with pytest.raises(Forbidden):
            act()


@pytest.mark.parametrize(("name", "value"), [
    ("first_domestic", "0.00"), ("first_domestic", "-1.00"), ("first_domestic", "1.001"), ("first_domestic", None), ("first_domestic", "NaN"),
    ("first_domestic", 95.0), ("limit", "12.5"), ("limit", "soon"), ("limit", True), ("limit", 10**9), ("limit", "١٢"), ("limit", "1_2"),
    ("cap", "300.00"),
])
def test_a_figure_that_is_missing_strange_or_malformed_is_named(officer, name, value):
    with pytest.raises(Unacceptable) as refused:
        propose(officer, values=SUMS | {name: value})
    assert list(refused.value.fields) == [f"values.{name}"] and not StandardRow.objects.exists()


@pytest.mark.parametrize(("fields", "field"), [
    ({"source": ""}, "source"), ({"valid_from": ""}, "valid_from"), ({"valid_until": "2025-03-31"}, "valid_until"),
    ({"valid_from": "soon"}, "valid_from"), ({"colour": "red"}, "colour"),
])
def test_days_and_source_are_required(officer, fields, field):
    with pytest.raises(Unacceptable) as refused:
        propose(officer, **fields)
    assert field in refused.value.fields


def test_a_row_needs_a_source(officer):
    body = {name: value for name, value in ROW.items() if name != "source"} | {"op_id": op(), "values": SUMS}
    with pytest.raises(Unacceptable) as refused:
        propose_row("EL-R5", body, by=officer, now=MONDAY)
    assert "source" in refused.value.fields


@pytest.mark.parametrize(("first", "last", "free"), [
    ("2024-01-01", "2025-03-31", True), ("2026-04-01", None, True), ("2026-03-31", None, False), ("2024-01-01", None, False),
    ("2025-06-01", "2025-06-30", False), ("2024-01-01", "2025-04-01", False),
])
def test_no_day_has_two_rows_of_officers(officer, other, first, last, free):
    approve(propose(officer), other)
    if free:
        assert propose(officer, valid_from=first, valid_until=last)
    else:
        with pytest.raises(Unacceptable, match="EL-R5-2025-04-01"):
            propose(officer, valid_from=first, valid_until=last)


def test_of_two_proposals_for_one_day_only_one_is_approved(officer, other):
    first, second = propose(officer), propose(officer)
    approve(first, other)
    with pytest.raises(Unacceptable):
        approve(second, other)
    assert StandardRow.objects.exclude(approved_by=None).count() == 1


def test_a_row_ends_once(officer, other):
    row = propose(officer)
    refuse_row(row, {"op_id": op(), "reason": "The page is undated."}, by=other, now=MONDAY)
    with pytest.raises(Conflict):
        approve(row, other)
    assert not waiting_rows()


def test_a_refusal_has_its_reason(officer, other):
    row = propose(officer)
    with pytest.raises(Unacceptable):
        refuse_row(row, {"op_id": op(), "reason": ""}, by=other, now=MONDAY)


def test_the_same_call_again_replays_and_proposes_nothing(officer):
    body = ROW | {"op_id": op(), "values": SUMS}
    ids = [propose_row("EL-R5", body, by=officer, now=MONDAY).ids for _ in range(2)]
    assert ids[0] == ids[1] and StandardRow.objects.count() == 1


@pytest.mark.parametrize("op_id", [None, "", "with space"])
def test_each_step_asks_for_its_op_id(officer, op_id):
    with pytest.raises(Unacceptable) as refused:
        propose_row("EL-R5", ROW | {"op_id": op_id, "values": SUMS}, by=officer, now=MONDAY)
    assert "op_id" in refused.value.fields


def test_what_is_none_is_unknown(officer):
    with pytest.raises(Unknown):
        propose(officer, code="NOPE")
    with pytest.raises(Unknown):
        approve(10**12, officer)


def test_each_step_is_told_in_the_chain_of_the_desk(officer, other):
    approve(propose(officer), other)
    refuse_row(propose(officer, valid_from="2026-04-01", valid_until=None), {"op_id": op(), "reason": "Undated."}, by=other, now=MONDAY)
    events = list(Event.objects.filter(complaint=None).order_by("seq"))
    assert [event.kind.partition(".")[2] for event in events] == ["proposed", "approved", "proposed", "refused"]
    assert summary(events[0].kind, events[0].data).startswith("proposed a row of the law") and "Ofgem" not in str(events[0].data)


@pytest.mark.parametrize("standard", standards.BY_CODE.values(), ids=lambda standard: standard.code)
def test_the_figures_of_any_standard_can_be_taken_over(officer, other, standard):
    values = {name: str(value) for name, value in standards_tables().of(standard.code, "law")[0].values.items()}
    row = propose(officer, code=standard.code, values=values, valid_from="2039-01-01", valid_until=None)
    approve(row, other)
    newest = standards_tables().of(standard.code, "law")[0]
    assert newest.officer and {name: str(value) for name, value in newest.values.items()} == values
