"""The form over a standard's facts: a field for each, prefilled, gathered as the API takes them, sentences back at their fields."""

import pytest

import standards
from complaints.record.refusals import Unacceptable
from standards.forms import FactForm
from standards.forms.fields import FIELDS

R5, R10, R12, R17 = (standards.find(code) for code in ("EL-R5", "EL-R10", "EL-R12", "EL-R17"))


@pytest.mark.parametrize("standard", standards.BY_CODE.values(), ids=lambda standard: standard.code)
def test_every_fact_of_every_standard_has_a_field(standard):
    form = FactForm(standard)
    asked = {fact.name for fact in standard.facts if fact.kind != "list"}
    shown = {bound.name for bound in (*form.about(), *form.happened(), *form.further(), *form.last())}
    assert asked == shown and {fact.kind for fact in standard.facts} - {"list"} <= set(FIELDS)


def test_what_is_left_empty_is_null_where_null_is_an_answer_and_else_left_out():
    assert FactForm(R5, {"customer_type": "domestic"}).given() == {"customer_type": "domestic", "restored_at": None}


@pytest.mark.parametrize(("name", "typed", "given"), [
    ("interrupted_on", "2026-05-11", "2026-05-11"), ("interrupted_on", "11 May 2026", "2026-05-11"), ("interrupted_on", "11/05/2026", "2026-05-11"),
    ("interrupted_on", "soon", "soon"), ("claim_made_at", "2026-05-11T10:02", "2026-05-11T10:02"),
])
def test_days_and_moments_are_taken_as_people_type_them(name, typed, given):
    assert FactForm(R12, {name: typed}).given()[name] == given


@pytest.mark.parametrize(("typed", "given"), [("£1,234.50", "1234.50"), ("12", "12"), ("a lot", "a lot")])
def test_pounds_and_commas_are_taken_off(typed, given):
    assert FactForm(standards.find("GAS-GS11"), {"contract_sum_gbp": typed}).given()["contract_sum_gbp"] == given


@pytest.mark.parametrize(("typed", "given"), [("yes", True), ("no", False), ("unknown", None), ("", None)])
def test_not_known_is_an_answer(typed, given):
    assert FactForm(R17, {"appointment_kept": typed}).given()["appointment_kept"] is given


TWICE = "2025-10-26T01:30"


def test_an_hour_that_came_twice_is_asked_for():
    form = FactForm(R5, {"aware_at": TWICE})
    assert not form.is_valid() and "clocks went back" in form.errors["aware_at__hour"][0]


@pytest.mark.parametrize(("which", "given"), [("first", "2025-10-26T01:30:00+01:00"), ("second", "2025-10-26T01:30:00+00:00")])
def test_the_hour_that_was_meant_goes_along_with_its_offset(which, given):
    form = FactForm(R5, {"aware_at": TWICE, "aware_at__hour": which})
    assert form.is_valid() and form.given()["aware_at"] == given


def test_no_other_hour_is_asked_for_twice():
    assert "aware_at__hour" not in FactForm(R5, {"aware_at": "2025-10-26T02:00"}).fields


def test_a_known_moment_is_shown_in_london_time_with_its_hour():
    form = FactForm(R5, known={"aware_at": "2025-10-26T01:30:00+00:00", "metered_demand": True})
    assert (form["aware_at"].value(), form["aware_at__hour"].value(), form["metered_demand"].value()) == (TWICE, "second", "yes")


def test_facts_that_are_not_asked_go_along_unseen():
    form = FactForm(R5, {"aware_at": "2026-05-11T08:00"}, known={"customer_type": "domestic", "nation": "wales"}, only={"aware_at"})
    assert form.given() == {"customer_type": "domestic", "nation": "wales", "aware_at": "2026-05-11T08:00"} and list(form.fields) == ["aware_at"]


def test_lines_that_are_empty_are_no_interruptions():
    row = {"interruptions__2__start": "2026-05-11T08:00", "interruptions__2__end": "2026-05-11T12:00", "interruptions__2__cause": "planned"}
    assert FactForm(R10, row).given()["interruptions"] == [
        {"start": "2026-05-11T08:00", "end": "2026-05-11T12:00", "cause": "planned", "already_paid": False}]


@pytest.mark.parametrize(("filled", "lines"), [({}, 5), ({"interruptions__7__start": "2026-05-11T08:00"}, 10),
                                               ({"interruptions__999__start": "x"}, 60), ({"interruptions__²__start": "x"}, 5)])
def test_there_are_always_lines_to_spare(filled, lines):
    assert len(FactForm(R10, filled).rows()) == lines


@pytest.mark.parametrize(("ticked", "given"), [
    ({"exemptions__EX-EL-NO-ACCESS": "on"}, [{"code": "EX-EL-NO-ACCESS", "all_reasonable_steps": False}]),
    ({"exemptions__EX-EL-NO-ACCESS": "on", "exemptions__EX-EL-NO-ACCESS__steps": "on"}, [{"code": "EX-EL-NO-ACCESS", "all_reasonable_steps": True}]),
    ({"exemptions__SCOPE-EL-PRIVATE-NETWORK": "on"}, [{"code": "SCOPE-EL-PRIVATE-NETWORK"}]),
])
def test_exemptions_go_with_their_evidence(ticked, given):
    assert FactForm(R12, ticked).given()["exemptions"] == given


def test_an_exemption_that_is_not_ticked_is_not_claimed():
    assert "exemptions" not in FactForm(R12, {"exemptions__EX-EL-NO-ACCESS__steps": "on"}).given()


def test_where_it_is_kept_each_exemption_asks_for_its_evidence_in_words():
    form = FactForm(R12, {"exemptions__EX-EL-NO-ACCESS": "on", "exemptions__EX-EL-NO-ACCESS__evidence": "Two visits, nobody in"}, evidence=True)
    assert form.given()["exemptions"][0]["evidence"] == "Two visits, nobody in"


@pytest.mark.parametrize(("name", "sentence", "field", "said"), [
    ("aware_at", "Give this fact: distributor first knew at.", "aware_at", "Give a day and a time under “Distributor first knew at”."),
    ("aware_at", "There is no such moment.", "aware_at", "There is no such moment, under “Distributor first knew at”."),
    ("exemptions.0.code", "There is no exemption with this code.", "exemptions__EX-EL-NO-ACCESS", "There is no exemption with this code."),
    ("strange", "There is no fact called strange.", "__all__", "There is no fact called strange."),
])
def test_a_refusal_goes_to_its_field_in_the_words_of_the_page(name, sentence, field, said):
    form = FactForm(R5, {"exemptions__EX-EL-NO-ACCESS": "on"})
    form.refuse(Unacceptable(sentence, fields={name: [sentence]}))
    assert form.errors[field] == [said]


def test_a_refused_line_is_that_which_was_filled_in():
    form = FactForm(R10, {"interruptions__3__start": "2026-05-11T08:00"})
    form.refuse(Unacceptable("x", fields={"interruptions.0.end": ["Give this fact: supply back."]}))
    assert form.errors["interruptions__3__end"] == ["Give a day and a time under “Supply back”."]


@pytest.mark.parametrize(("code", "day"), [("EL-R17", "failure_on"), ("EL-R8", "failure_known_on"), ("SUP-APPT-OFFER", "judged_failed_on")])
def test_the_day_from_which_the_time_to_pay_runs_is_not_folded_away(code, day):
    form = FactForm(standards.find(code))
    assert day in {bound.name for bound in form.happened()}
    assert day not in {bound.name for bound in form.further()}
