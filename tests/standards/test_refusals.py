"""Where the documents give no figure the program gives none: no verdict, no sum, and the reason first."""
import pytest

from tests.standards.asking import ask
from tests.standards.breaches import EVERY

STORM = EVERY["EL-R7"] | {"very_large_event": True, "prescribed_hours": None}
CONTRACT = EVERY["GAS-GS11"]
GAS = EVERY["GAS-GS1"] | {"customer_type": "small_business"}
LATE = EVERY["EL-R19"]
VISIT = EVERY["SUP-APPT-OFFER"]

REFUSED = [
    ("very large storm without its hours", "EL-R7", STORM, "hours"),  # seed line 80: the formula is not printed
    ("late payment of a severe weather sum", "EL-R19", LATE | {"original_standard": "EL-R7"}, "practicable"),  # line 95
    ("dates to start over 275 kWh", "GAS-GS10", EVERY["GAS-GS10"], ""),  # line 203: limit and sum are lost
    ("dates to start over 275 kWh, nothing offered", "GAS-GS10", EVERY["GAS-GS10"] | {"dates_offered_on": None}, ""),
    ("a contract of a penny over 100,000", "GAS-GS11", CONTRACT | {"contract_sum_gbp": "100000.01"}, "100,000"),  # line 209
    ("a contract of 100,001", "GAS-GS11", CONTRACT | {"contract_sum_gbp": "100001"}, "100,000"),
    ("a business over 73,200 kWh", "GAS-GS1", GAS | {"annual_consumption_kwh": "73200.01"}, "73,200"),  # line 188
    ("a business over 73,200 kWh, restored in time", "GAS-GS1",
     GAS | {"annual_consumption_kwh": "80000", "restored_at": "2024-06-10T09:00"}, "73,200"),
    ("a visit that nobody has judged", "SUP-APPT-OFFER", VISIT | {"reasonable_appointment_arranged": None, "judged_failed_on": None}, ""),
]
REFUSAL = {"applies": True, "breached": None, "amount_gbp": None, "computable": False, "payment_due_by": None}


@pytest.mark.parametrize(("code", "facts", "said"), [pytest.param(*row, id=name) for name, *row in REFUSED])
def test_no_figure_is_guessed(code, facts, said):
    answer = ask(code, facts)
    assert {name: answer[name] for name in REFUSAL} == REFUSAL
    assert said in answer["needs_judgement"][0]
    assert answer["needs_judgement"][0].endswith(".")


COMPUTED = [
    ("very large storm with its hours", "EL-R7", STORM | {"prescribed_hours": "24"}, "70.00"),
    ("late payment of another sum", "EL-R19", LATE, "30.00"),
    ("a contract of 100,000", "GAS-GS11", CONTRACT | {"contract_sum_gbp": "100000.00"}, "150.00"),
    ("a business of 73,200 kWh", "GAS-GS1", GAS | {"annual_consumption_kwh": "73200"}, "50.00"),
    ("a home of any use", "GAS-GS1", GAS | {"annual_consumption_kwh": "80000", "customer_type": "domestic"}, "30.00"),
    ("a visit judged failed", "SUP-APPT-OFFER", VISIT, "30.00"),
]


@pytest.mark.parametrize(("code", "facts", "amount"), [pytest.param(*row, id=name) for name, *row in COMPUTED])
def test_just_inside_the_figures_the_sum_is_given(code, facts, amount):
    assert ask(code, facts)["amount_gbp"] == amount


def test_a_large_gas_site_is_pointed_to_its_own_arrangements():
    assert ask("GAS-GS1", GAS | {"annual_consumption_kwh": "73201"})["alternative_arrangement"]
    assert not ask("GAS-GS1", GAS | {"annual_consumption_kwh": "73200"}).get("alternative_arrangement")
