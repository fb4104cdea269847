"""Every fact that some standard asks for, with its words. The names are those of the API; nothing is read or judged here."""

from standards.facts import LISTS, Fact

CUSTOMER_TYPES = (("domestic", "Household"), ("small_business", "Small business"), ("large_business", "Large business"))
NATIONS = (("england", "England"), ("wales", "Wales"), ("scotland", "Scotland"))
ROLES = (("new_supplier", "We gained the supply"), ("old_supplier", "We lost the supply"))
CLOSED = (("switch", "Switched to another supplier"), ("moved_out", "Moved out"), ("meter_removed", "Meter taken away"))
FAMILIES = (("GAS-GS4", "Standard quotation"), ("GAS-GS5", "Other quotation, up to the flow limit"), ("GAS-GS6", "Other quotation, above it"))
NOT_YET = "Leave empty where it has not happened."


def _day(name: str, label: str, hint: str = "") -> Fact:
    return Fact(name, "day", label, hint)


def _moment(name: str, label: str, hint: str = "") -> Fact:
    return Fact(name, "moment", label, hint)


def _yes(name: str, label: str, hint: str = "") -> Fact:
    return Fact(name, "yes", label, hint)


def _money(name: str, label: str, hint: str = "") -> Fact:
    return Fact(name, "money", label, hint, unit="£")


def _choice(name: str, label: str, options: tuple[tuple[str, str], ...], hint: str = "") -> Fact:
    return Fact(name, "choice", label, hint, options)


ALWAYS = (
    _choice("customer_type", "Class of customer", CUSTOMER_TYPES), _choice("nation", "Nation of the premises", NATIONS, "Picks the bank holidays."),
    _moment("as_of", "Worked out as of", "Leave empty for now."),
    Fact("exemptions", "list", "Exemptions claimed"),
)
OF_SUPPLIERS = (
    _day("requested_on", "Asked for on"),
    _yes("reasonable_appointment_arranged", "A visit on a reasonable date was arranged in a reasonable time",
         "A person judges this, with a written reason."),
    _day("judged_failed_on", "Judged as failed on", "The time to pay runs from it."),
    _moment("slot_start", "Visit booked from"), _moment("slot_end", "Visit booked until"),
    _yes("customer_requested_specific", "The customer asked for a day or time"),
    _moment("attended_at", "Somebody came at", NOT_YET),
    _day("appointment_on", "Day of the visit"), _day("notice_given_on", "Told on", "Leave empty where nobody was told."),
    _choice("cancelled_by", "Cancelled or moved by", (("supplier", "Us"), ("customer", "The customer"))),
    _day("contacted_on", "Contact on"), _day("assessed_on", "Assessed on", NOT_YET), _yes("supply_lost", "Supply was lost"),
    _day("explained_on", "Explained on", NOT_YET), _day("visit_offered_on", "Visit offered on", NOT_YET), _day("emailed_on", "Emailed on", NOT_YET),
    _day("switch_initiated_on", "Switch begun on"), _day("et_agreed_on", "Suppliers agreed that it was a mistake on"),
    _choice("our_role", "Which supplier we are", ROLES), _day("first_contact_on", "Customer first got in touch on"),
    _day("resolved_on", "Settled between the suppliers on", NOT_YET), _day("outcome_told_on", "Customer told the outcome on", NOT_YET),
    _choice("contacted_supplier", "Supplier they contacted", (("us", "Us"), ("other", "The other supplier"))),
    _day("returned_on", "Supply returned on", NOT_YET), _choice("closed_because", "Account closed because", CLOSED),
    _day("ended_on", "Supply ended on"), _day("notified_on", "We were told on"), _day("final_bill_sent_on", "Final bill sent on", NOT_YET),
    _day("solr_direction_on", "Last-resort direction on", "Only where the customer came to us by one."),
    _day("final_bill_issued_on", "Final bill issued on"), _money("credit_balance_gbp", "Credit balance"),
    _day("refunded_on", "Refunded on", NOT_YET), _day("switch_agreed_on", "Switch agreed on"),
    _day("info_complete_on", "All information held on"), _day("switched_on", "Switched on", NOT_YET),
    _day("original_failure_on", "The standard was failed on"), _day("paid_on", "Paid on", "Leave empty where nothing was paid or payable."),
    _moment("paid_at", "Paid, or plan agreed, at", "With all charges for disconnection and reconnection, and any deposit we may ask for."),
    _moment("reconnected_at", "Reconnected at", NOT_YET), _money("disconnection_fee_gbp", "Charge for disconnecting"),
    _money("reconnection_fee_gbp", "Charge for reconnecting"), _money("security_deposit_gbp", "Security deposit"),
    _day("received_on", "Money received from the network on"), _day("passed_on_on", "Passed on to the customer on", NOT_YET),
    _money("network_amount_gbp", "The network’s payment"),
)
OF_DISTRIBUTORS = (
    _yes("metered_demand", "Metered supply"), _yes("private_network", "Supplied through a landlord’s or private network"),
    _day("failure_known_on", "Distributor knew of the failure on"), _moment("aware_at", "Distributor first knew at"),
    _moment("restored_at", "Supply back at", NOT_YET), _choice("weather", "Weather", (("normal", "Normal"), ("severe", "Severe"))),
    Fact("premises_affected", "whole", "Premises without supply in this incident"),
    _moment("supply_lost_at", "Supply lost at", "On record; the clock starts when the distributor knew."),
    _choice("event_type", "Kind of weather", (("lightning", "Lightning"), ("other", "Other"))),
    Fact("fault_multiple", "number", "Faults in a day, as times the normal number", unit="times"),
    _yes("very_large_event", "Very large event (category 3)"), Fact("prescribed_hours", "number", "Hours prescribed for category 3", unit="hours"),
    Fact("rota_minutes_off", "whole", "Time off inside the rota event", unit="minutes"),
    Fact("pre_rota_minutes_off", "whole", "Time off before it", "Not counted here.", unit="minutes"),
    _day("year_ending", "Year ending", "31 March."), Fact("interruptions", "list", "Interruptions"),
    _moment("claim_made_at", "Claimed at", "Leave empty where there is no claim yet."),
    _yes("claim_out_of_hours", "Claimed outside the distributor’s hours"),
    _moment("notified_at", "Reported at"), _day("notified_for", "Day named in the notice"), _day("interrupted_on", "Supply cut on"),
    _moment("reported_at", "Reported at"), _day("explanation_sent_on", "Explanation sent on", NOT_YET), _day("visit_for", "Visit offered for"),
    _yes("appointment_offered", "A morning, afternoon or two-hour appointment was offered"),
    _yes("appointment_kept", "It was kept", "Leave open where not known yet."),
    _yes("connection_visit", "The visit was about a connection"), _day("failure_on", "Failed on", "The time to pay runs from it."),
    Fact("original_standard", "word", "The standard that was failed"),
)
OF_CONNECTIONS = (
    _yes("icp_involved", "Part of the work is done by an independent connections provider"),
    _yes("approved_equipment_no_change", "Reinforcement for approved equipment, connection unchanged, no charge"),
    _yes("meter_move_only", "Only the meter is moved"), Fact("capacity_kva", "number", "Capacity asked for", unit="kVA"),
    _yes("visit_required", "A visit is needed"), _day("fees_paid_on", "Fees paid on", "Leave empty where there is no fee."),
    _day("provided_on", "Estimate given on", NOT_YET), _day("quote_issued_on", "Quotation issued on", NOT_YET),
    _day("job_completed_on", "Whole job completed on", NOT_YET), _day("challenged_on", "Challenged on"),
    _day("found_inaccurate_on", "Found wrong or incomplete on", "Leave empty where it was found right."),
    _money("overpaid_gbp", "Overpaid"), _money("undercharged_gbp", "Charged too little"), _day("accepted_on", "Acceptance received on"),
    _day("agreed_on", "Agreed for"), _day("varied_to", "Changed to", "The last valid change."), _day("commenced_on", "Begun on", NOT_YET),
    _day("completed_on", "Completed on", NOT_YET), _day("energised_on", "Energised on", NOT_YET),
    _yes("energisation_required", "Energising is part of the job"),
    _day("base_on", "The time to pay runs from"),
)
OF_TRANSPORTERS = (
    _moment("interrupted_at", "Gas off at"), Fact("annual_consumption_kwh", "number", "Gas used in a year", "Businesses only.", unit="kWh"),
    _day("works_completed_on", "Transporter’s work finished on"), _day("reinstated_on", "Premises put back on", NOT_YET),
    _yes("on_priority_register", "On the supplier’s Priority Services Register"), Fact("customers_affected", "whole", "Customers without gas"),
    _moment("facilities_provided_at", "Heating and cooking provided at", NOT_YET), _moment("supply_restored_at", "Gas back at", NOT_YET),
    _day("claim_made_on", "Claimed on", "Leave empty where there is no claim yet."), _day("complaint_received_on", "Complaint received on"),
    _yes("needs_visit_or_third_party", "A visit or a third party is needed"), _day("initial_written_response_on", "First written reply on", NOT_YET),
    _day("substantive_response_on", "Full reply on", NOT_YET), Fact("rate_of_flow_kwh", "number", "Rate of flow", unit="kWh an hour"),
    _money("quotation_sum_gbp", "Sum of the quotation", "Leave empty where there is none yet."),
    _choice("underlying_standard", "Kind of quotation", FAMILIES), _day("first_quote_on", "First quotation on"),
    _day("accurate_quote_issued_on", "Right quotation issued on", NOT_YET), _money("overcharge_paid_gbp", "Overcharge paid"),
    _day("responded_on", "Answered on", NOT_YET), _day("dates_offered_on", "Dates offered on", NOT_YET),
    _money("contract_sum_gbp", "Sum of the contract"), _day("compensation_due_on", "Compensation fell due on"),
    Fact("handled_in_time", "whole", "Handled in time"), Fact("total", "whole", "Cases in the year"),
)
KNOWN = {fact.name: fact for fact in (*ALWAYS, *OF_SUPPLIERS, *OF_DISTRIBUTORS, *OF_CONNECTIONS, *OF_TRANSPORTERS)}
assert len(KNOWN) == sum(map(len, (ALWAYS, OF_SUPPLIERS, OF_DISTRIBUTORS, OF_CONNECTIONS, OF_TRANSPORTERS)))
assert set(LISTS) == {name for name, fact in KNOWN.items() if fact.kind == "list"}
