"""Forms of the connections: what a connection is, and a day of one of its steps. They gather; the service judges."""

from typing import Any

from complaints.case.pages.forms import GatheringForm, choice, day_field, line_field, number_field, yes_no
from complaints.money.steps import DATE_WORDS, ELECTRICITY, GAS, SUM_WORDS, Connection, dates_of

CLASSES = [("domestic", "Household"), ("small_business", "Small business"), ("large_business", "Large business")]
NATIONS = [("england", "England"), ("wales", "Wales"), ("scotland", "Scotland")]
WORKS = [("lv", "Low voltage only"), ("hv", "High voltage"), ("ehv", "Extra-high voltage")]
PREMISES = [("domestic_development", "Homes"), ("single_premises", "One premises of another kind")]
GENERATION = [("none", "None"), ("one_small", "One small generator"), ("several_small", "Several small generators"), ("large", "Large generation")]
QUOTATIONS = [("standard", "Standard"), ("other", "Not standard")]


class ConnectionForm(GatheringForm):
    """What every connection is asked; its fuel is that of the page."""

    label = line_field("Name of the connection", "A place or number by which you find it: 4 Mill Lane, extension.")
    complaint = line_field("Complaint", "Its reference, where it belongs to one.")
    customer_type = choice("Class of customer", CLASSES)
    nation = choice("Nation of the premises", NATIONS, "Picks the bank holidays.")


class ElectricityForm(ConnectionForm):
    works = choice("Work is done at", WORKS)
    premises = choice("What is connected", PREMISES, "Where only low voltage is worked on.")
    units = line_field("How many homes", "1 for one premises.")
    phases = line_field("Phases", "1, 2 or 3.")
    lv_extension = yes_no("The low-voltage network is extended")
    whole_current = yes_no("Whole-current metering")
    generation = choice("Generation besides", GENERATION)
    fee_payable = yes_no("A fee is payable for the quotation")
    sum_payable = yes_no("A sum is payable on acceptance")
    energisation_required = yes_no("Energising is part of the job")
    icp_involved = yes_no("An independent provider does part of the work")
    meter_move_only = yes_no("Only the meter is moved")
    sections = (
        ("", ["label", "complaint", "customer_type", "nation"]),
        ("What is connected", ["works", "premises", ("How large", ["units", "phases"]), "lv_extension", "whole_current", "generation"]),
        ("What is part of it", ["fee_payable", "sum_payable", "energisation_required", "icp_involved", "meter_move_only"]),
    )


class GasForm(ConnectionForm):
    rate_of_flow_kwh = number_field("Rate of flow (kWh an hour)")
    quotation = choice("Kind of quotation", QUOTATIONS)
    quotation_sum_gbp = number_field("Sum of the quotation (£)", "As 1200.00, where it is known.")
    contract_sum_gbp = number_field("Sum of the contract (£)", "As 1200.00, where it is known.")


FORMS: dict[str, type[ConnectionForm]] = {ELECTRICITY: ElectricityForm, GAS: GasForm}


class DateForm(GatheringForm):
    """`job`: whose dates can be recorded."""

    name = choice("What", [], radio=False)
    phase = line_field("Phase", "Only where a part has dates of its own.")
    on = day_field("Day", "Leave it empty to take back the day that stands there.")
    amount_gbp = number_field("Sum (£)", "As 1200.00.")
    reason = line_field("Why it is changed", "Only where a day or sum stands there already.")

    sections = (("", [("What happened", ["name", "phase"]), "on"]),)

    def __init__(self, *args: Any, job: Connection, **kwargs: Any):
        super().__init__(*args, **kwargs)
        sums = list(SUM_WORDS.items()) if job.fuel == GAS else []
        self.fields["name"].choices = [("", "Choose what happened"), *((name, DATE_WORDS[name]) for name in dates_of(job)), *sums]
        if job.fuel != GAS:
            del self.fields["amount_gbp"]

    def typed(self) -> list[dict[str, str]]:
        """What was typed, in words, for the page of a clash."""
        said = {name: self._value(name) for name in self.fields}
        said["name"] = dict(self.fields["name"].choices).get(said["name"], said["name"])
        return [{"label": self.fields[name].label, "text": text} for name, text in said.items() if text]
