"""The two rulebooks: the documents as they stand, without an end, beside what the law said on the day of the failure."""
import pytest

import standards
from tests.standards.asking import ask
from tests.standards.breaches import PAYING

DOCUMENTS, LAW = "documents", "law"


def refused(code, facts):
    with pytest.raises(standards.NoRuleInForce) as none:
        ask(code, facts, book=LAW)
    assert str(none.value).endswith(".")
    return str(none.value)


def missed(day):
    return {"slot_start": f"{day}T09:00", "slot_end": f"{day}T11:00", "attended_at": None}


def bill(ended):
    return {"closed_because": "switch", "ended_on": ended, "notified_on": ended, "final_bill_sent_on": None}


def paid(at):
    return {"paid_at": at, "reconnected_at": None}


SUPPLIER = [
    ("a visit missed on 1 January 2025", "SUP-APPT-MISSED", missed("2025-01-01"), "30.00"),
    ("a visit missed on 2 January 2025", "SUP-APPT-MISSED", missed("2025-01-02"), "40.00"),
    ("a final bill due on 1 January 2025", "SUP-FINAL-BILL", bill("2024-11-20"), "30.00"),  # 20 Nov + 42 days
    ("a final bill due on 2 January 2025", "SUP-FINAL-BILL", bill("2024-11-21"), "40.00"),
    ("24 hours that ended on 1 January 2025", "SUP-RECONNECT", paid("2024-12-31T12:00"), "30.00"),
    ("24 hours that ended on 2 January 2025", "SUP-RECONNECT", paid("2025-01-01T12:00"), "40.00"),
    ("a visit missed on 1 January 2016", "SUP-APPT-MISSED", missed("2016-01-01"), "30.00"),
]


@pytest.mark.parametrize(("code", "facts", "amount"), [pytest.param(*row, id=name) for name, *row in SUPPLIER])
def test_the_suppliers_sum_is_that_of_the_day_of_the_failure(code, facts, amount):
    answer = ask(code, facts, book=LAW)
    assert (answer["rulebook"], answer["amount_gbp"], answer["late_extra_gbp"]) == (LAW, amount, amount)
    assert ask(code, facts)["amount_gbp"] == "30.00"


def test_before_the_supplier_regulations_there_is_no_law():
    assert refused("SUP-APPT-MISSED", missed("2015-12-31"))
    assert ask("SUP-APPT-MISSED", missed("2015-12-31"))["amount_gbp"] == "30.00"


def switch(agreed, switched=None):
    return {"switch_initiated_on": agreed, "switch_agreed_on": agreed, "info_complete_on": agreed, "switched_on": switched}


# Fri 1 Mar 2024 + 15 WD = Fri 22 Mar. Tue 2 Apr + 5 WD = Tue 9 Apr, + 15 WD = Tue 23 Apr.
@pytest.mark.parametrize(("book", "agreed", "last"), [(LAW, "2024-03-01", "2024-03-22"), (DOCUMENTS, "2024-03-01", "2024-03-22"),
                                                      (LAW, "2024-04-02", "2024-04-09"), (DOCUMENTS, "2024-04-02", "2024-04-23")])
def test_a_switch_has_five_working_days_in_law_since_april_2024(book, agreed, last):
    assert ask("SUP-SWITCH-15WD", switch(agreed), book=book)["deadline"] == last


def off(knew):
    """Off for ever; the limit of 12 hours falls in the evening of the same day."""
    return {"aware_at": knew, "restored_at": f"{knew[:10]}T23:00", "weather": "normal", "premises_affected": 1}


@pytest.mark.parametrize(("day", "amount"), [("2015-04-01", "75.00"), ("2023-08-31", "75.00"), ("2015-03-31", None), ("2023-09-01", None),
                                             ("2025-06-02", None)])
def test_electricity_distribution_has_law_from_april_2015_to_august_2023(day, amount):
    facts = off(f"{day}T08:00")
    if amount is None:
        assert refused("EL-R5", facts)
    else:
        assert ask("EL-R5", facts, book=LAW)["amount_gbp"] == amount
    assert ask("EL-R5", facts)["amount_gbp"] == "75.00"


def ground(begun):
    return {"works_completed_on": begun, "reinstated_on": None}


# Wed 24 Mar 2021 + 5 WD = Wed 31 Mar; Thu 25 Mar + 5 WD = Thu 1 Apr.
@pytest.mark.parametrize(("begun", "covered"), [("2021-03-24", True), ("2021-03-25", False), ("2024-06-03", False)])
def test_gas_has_law_until_march_2021(begun, covered):
    asked = ground(begun) | {"as_of": f"{begun[:4]}-06-20T12:00"}
    if covered:
        assert ask("GAS-GS2", asked, book=LAW)["breached"]
    else:
        assert refused("GAS-GS2", asked)
    assert ask("GAS-GS2", asked)["breached"]


@pytest.mark.parametrize(("agreed", "covered"), [("2015-04-01", True), ("2023-08-31", True), ("2023-09-01", False), ("2015-03-31", False)])
def test_connections_have_law_from_april_2015_to_august_2023(agreed, covered):
    asked = {"agreed_on": agreed, "completed_on": None, "job_completed_on": None, "as_of": f"{agreed[:4]}-12-01T12:00"}
    assert ask("ELC-COMPLETE-HV", asked)["breached"]
    if covered:
        assert ask("ELC-COMPLETE-HV", asked, book=LAW)["breached"]
    else:
        assert refused("ELC-COMPLETE-HV", asked)


def earlier(value):
    """The same four years before."""
    if isinstance(value, dict):
        return {name: earlier(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [earlier(inner) for inner in value]
    return f"{int(value[:4]) - 4}{value[4:]}" if isinstance(value, str) and value.startswith("20") and "-" in value else value


SAME = ("applies", "breached", "amount_gbp", "deadline", "failure_on", "payment_due_by", "late_extra_gbp", "claim_window_end", "claim_ok")


@pytest.mark.parametrize("code", PAYING)
def test_between_may_2020_and_march_2021_the_documents_are_the_law(code):
    facts = earlier(PAYING[code][0]) | ({"switch_initiated_on": "2020-05-01"} if "switch_initiated_on" in PAYING[code][0] else {})
    documents, law = (ask(code, facts, book=book, as_of="2020-12-01T12:00+00:00") for book in (DOCUMENTS, LAW))
    assert {name: documents[name] for name in SAME} == {name: law[name] for name in SAME}


def test_interruptions_of_a_year_follow_the_rule_of_that_year_whenever_asked():
    answer = ask("EL-R10", earlier(PAYING["EL-R10"][0]), book=LAW)
    assert (answer["amount_gbp"], answer["payment_due_by"]) == ("75.00", "2020-06-24")  # Wed 10 Jun 2020 + 10 WD


def test_interruptions_of_a_year_without_a_rule_are_refused():
    assert refused("EL-R10", PAYING["EL-R10"][0])


@pytest.mark.parametrize("facts", [{"appointment_kept": True}, {"appointment_kept": False}, {"appointment_kept": False, "failure_on": None}])
def test_a_failure_known_in_the_days_of_a_rule_is_under_it_whenever_asked(facts):
    told = {"appointment_offered": True, "connection_visit": False, "failure_known_on": "2020-06-12", "failure_on": "2020-06-12"}
    assert ask("EL-R17", told | facts, book=LAW)["version"] == ask("EL-R5", off("2020-06-12T08:00"), book=LAW)["version"]


@pytest.mark.parametrize("code", ["EL-R5", "SUP-APPT-MISSED", "GAS-GS2"])
def test_the_answer_names_its_row(code):
    facts = {"EL-R5": off("2020-06-01T08:00"), "SUP-APPT-MISSED": missed("2020-06-01"),
             "GAS-GS2": ground("2020-06-01")}[code]
    assert all(ask(code, facts, book=book)["version"] for book in (DOCUMENTS, LAW))
    assert ask(code, facts)["version"] != ask(code, facts, book=LAW)["version"]
