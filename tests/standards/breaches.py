"""For each row that pays: facts by which a domestic customer in England is owed, and the sum. Failed between February and August 2024.

Every later test that asks something of all rows starts from these.
"""
from typing import Any

TRANSFER = {"switch_initiated_on": "2024-05-01"}
OUTAGE = {"aware_at": "2024-06-10T08:00", "restored_at": "2024-06-11T08:01"}
METER = {"contacted_on": "2024-06-03", "supply_lost": False}
ESTIMATE = {"visit_required": False, "info_complete_on": "2024-06-03", "fees_paid_on": None, "provided_on": "2024-07-03"}
QUOTED = {"info_complete_on": "2024-02-01", "fees_paid_on": None, "job_completed_on": "2024-08-01"}
ACCEPTED = {"accepted_on": "2024-05-31", "paid_on": None, "job_completed_on": "2024-08-01"}
AGREED = {"agreed_on": "2024-06-10", "job_completed_on": "2024-08-01"}
GAS_QUOTE = {"quotation_sum_gbp": "800.00", "requested_on": "2024-05-07"}
FOUR = [{"start": f"2023-{month}-10T10:00", "end": f"2023-{month}-10T14:00", "cause": "network_fault", "already_paid": False}
        for month in ("05", "07", "09", "11")]

SUPPLIER = {
    "SUP-APPT-OFFER": ({"requested_on": "2024-06-03", "reasonable_appointment_arranged": False, "judged_failed_on": "2024-06-12"}, "30.00"),
    "SUP-APPT-MISSED": ({"slot_start": "2024-06-12T08:00", "slot_end": "2024-06-12T12:00", "attended_at": None}, "30.00"),
    "SUP-APPT-SHORT-NOTICE": ({"appointment_on": "2024-06-13", "notice_given_on": "2024-06-13", "cancelled_by": "supplier"}, "30.00"),
    "SUP-METER-ASSESS": (METER | {"assessed_on": "2024-06-11"}, "30.00"),
    "SUP-METER-EXPLAIN": (METER | {"explained_on": None, "visit_offered_on": None}, "30.00"),
    "SUP-METER-EMAIL": (METER | {"emailed_on": "2024-06-11"}, "30.00"),
    "SUP-ET-AGREED": (TRANSFER | {"et_agreed_on": "2024-06-03", "our_role": "new_supplier"}, "30.00"),
    "SUP-ET-RESOLVE": (TRANSFER | {"first_contact_on": "2024-05-07", "resolved_on": None}, "30.00"),
    "SUP-ET-OUTCOME": (TRANSFER | {"first_contact_on": "2024-05-07", "outcome_told_on": None, "contacted_supplier": "us"}, "30.00"),
    "SUP-ET-RETURN": (TRANSFER | {"et_agreed_on": "2024-05-07", "returned_on": None, "our_role": "old_supplier"}, "30.00"),
    "SUP-FINAL-BILL": ({"closed_because": "switch", "ended_on": "2024-05-01", "notified_on": "2024-05-01", "final_bill_sent_on": None}, "30.00"),
    "SUP-CREDIT-REFUND": (TRANSFER | {"closed_because": "switch", "final_bill_issued_on": "2024-06-03", "credit_balance_gbp": "12.00",
                                      "refunded_on": None}, "30.00"),
    "SUP-SWITCH-15WD": (TRANSFER | {"switch_agreed_on": "2024-05-20", "info_complete_on": "2024-05-20", "switched_on": None}, "30.00"),
    "SUP-GS-PAYMENT-LATE": ({"original_failure_on": "2024-06-03", "paid_on": None}, "30.00"),
    "SUP-RECONNECT": ({"paid_at": "2024-06-10T10:00", "reconnected_at": "2024-06-11T10:01"}, "30.00"),
    "SUP-DNO-PASS-ON": ({"received_on": "2024-06-03", "passed_on_on": None}, "30.00"),
}
DISTRIBUTION = {
    "EL-R5": (OUTAGE | {"weather": "normal", "premises_affected": 200}, "110.00"),
    "EL-R6": (OUTAGE | {"weather": "normal", "premises_affected": 5000}, "75.00"),
    "EL-R7": (OUTAGE | {"event_type": "other", "fault_multiple": "8", "very_large_event": False, "prescribed_hours": None}, "70.00"),
    "EL-R8": ({"rota_minutes_off": 1441, "failure_known_on": "2024-06-10"}, "75.00"),
    "EL-R10": ({"year_ending": "2024-03-31", "interruptions": FOUR, "claim_made_at": "2024-06-10T10:00"}, "75.00"),
    "EL-R11": ({"notified_at": "2024-06-11T10:00", "attended_at": "2024-06-11T13:01"}, "30.00"),
    "EL-R12": ({"notice_given_on": None, "notified_for": None, "interrupted_on": "2024-06-12", "claim_made_at": "2024-06-20T10:00"}, "30.00"),
    "EL-R13": ({"reported_at": "2024-06-03T10:00", "explanation_sent_on": None, "visit_offered_on": None}, "30.00"),
    "EL-R17": ({"appointment_offered": True, "appointment_kept": False, "connection_visit": False, "failure_on": "2024-06-12"}, "30.00"),
    "EL-R19": ({"original_standard": "EL-R5", "failure_known_on": "2024-06-03", "paid_on": None}, "30.00"),
}


def _connections() -> dict[str, tuple[dict[str, Any], str]]:
    steps = {"COMPLETE-LV-SMALL": "35", "COMMENCE-LV-OTHER": "25", "COMPLETE-LV-OTHER": "135", "ENERGISE-LV-OTHER": "135", "COMMENCE-HV": "25",
             "COMPLETE-HV": "200", "ENERGISE-HV": "200", "COMMENCE-EHV": "25", "COMPLETE-EHV": "270", "ENERGISE-EHV": "270"}
    done = {"COMPLETE": {"completed_on": "2024-06-11"}, "COMMENCE": {"commenced_on": "2024-06-11"},
            "ENERGISE": {"energised_on": "2024-06-11", "energisation_required": True}}
    # The working day after: 2024-02-01 is followed by Good Friday, Easter Monday and two holidays in May.
    quotes = {"LV-SINGLE-DEM": ("2024-02-09", "15"), "SMALL-DEM": ("2024-02-23", "15"), "LV-OTHER-DEM": ("2024-03-08", "65"),
              "LV-OTHER-GEN": ("2024-04-09", "65"), "HV-DEM": ("2024-03-22", "135"), "HV-GEN": ("2024-05-08", "135"),
              "EHV-DEM": ("2024-05-08", "200"), "EHV-GEN": ("2024-05-08", "200")}
    contacts = {"LV-SMALL": ("2024-06-12", "15"), "LV-OTHER": ("2024-06-12", "65"), "HV": ("2024-06-17", "135"), "EHV": ("2024-06-24", "200")}
    return {
        "ELC-BUDGET-LT1MVA": (ESTIMATE | {"capacity_kva": "500"}, "65.00"),
        "ELC-BUDGET-GE1MVA": (ESTIMATE | {"capacity_kva": "1000"}, "65.00"),
        **{f"ELC-QUOTE-{name}": (QUOTED | {"quote_issued_on": day}, f"{rate}.00") for name, (day, rate) in quotes.items()},
        "ELC-QAS-LV-SINGLE": ({"found_inaccurate_on": "2024-06-12"}, "335.00"),
        "ELC-QAS-SMALL": ({"found_inaccurate_on": "2024-06-12"}, "670.00"),
        **{f"ELC-CONTACT-{name}": (ACCEPTED | {"contacted_on": day}, f"{rate}.00") for name, (day, rate) in contacts.items()},
        **{f"ELC-{name}": (AGREED | done[name[:8]], f"{rate}.00") for name, rate in steps.items()},
        "ELC-NOTIFY": ({"original_standard": "ELC-BUDGET-LT1MVA", "base_on": "2024-06-03", "paid_on": None}, "65.00"),
    }


CONNECTIONS = _connections()
GAS = {
    "GAS-GS1": ({"interrupted_at": "2024-06-10T08:00", "restored_at": "2024-06-11T08:01", "annual_consumption_kwh": None}, "30.00"),
    "GAS-GS2": ({"works_completed_on": "2024-06-03", "reinstated_on": "2024-06-11"}, "50.00"),
    "GAS-GS3": ({"on_priority_register": True, "interrupted_at": "2024-06-10T09:00", "customers_affected": 10,
                 "facilities_provided_at": "2024-06-10T13:01", "claim_made_on": "2024-06-20"}, "24.00"),
    "GAS-GS13": ({"notice_given_on": None, "interrupted_on": "2024-06-10", "claim_made_on": "2024-06-20"}, "20.00"),
    "GAS-GS14": ({"complaint_received_on": "2024-06-03", "needs_visit_or_third_party": False, "initial_written_response_on": None,
                  "substantive_response_on": "2024-06-18"}, "20.00"),
    # Tue 7 May 2024 + 6 WD = 15 May, + 11 WD = 22 May, + 21 WD, past 27 May, = 6 June.
    "GAS-GS4": (GAS_QUOTE | {"rate_of_flow_kwh": "275", "quote_issued_on": "2024-05-16"}, "10.00"),
    "GAS-GS5": (GAS_QUOTE | {"rate_of_flow_kwh": "275", "quote_issued_on": "2024-05-23"}, "10.00"),
    "GAS-GS6": (GAS_QUOTE | {"rate_of_flow_kwh": "276", "quote_issued_on": "2024-06-07"}, "20.00"),
    "GAS-GS7": (GAS_QUOTE | {"rate_of_flow_kwh": "275", "underlying_standard": "GAS-GS4", "found_inaccurate_on": "2024-05-16",
                             "accurate_quote_issued_on": "2024-05-16"}, "10.00"),
    "GAS-GS8": ({"rate_of_flow_kwh": "275", "requested_on": "2024-06-03", "responded_on": "2024-06-11"}, "40.00"),
    "GAS-GS9": ({"rate_of_flow_kwh": "275", "quotation_sum_gbp": "800.00", "accepted_on": "2024-06-03", "dates_offered_on": "2024-07-02"}, "20.00"),
    "GAS-GS11": ({"contract_sum_gbp": "500.00", "agreed_on": "2024-06-10", "completed_on": "2024-06-11"}, "20.00"),
    "GAS-GS12": ({"compensation_due_on": "2024-06-03", "notified_on": None, "paid_on": None}, "20.00"),
}
PAYING = SUPPLIER | DISTRIBUTION | CONNECTIONS | GAS
# Rows that never pay of themselves: a check, a row whose figures are lost, four yearly targets.
UNPAID = {
    "SUP-APPT-SLOT": {"slot_start": "2024-06-12T08:00", "slot_end": "2024-06-12T13:00", "customer_requested_specific": False},
    "GAS-GS10": {"rate_of_flow_kwh": "276", "quotation_sum_gbp": "800.00", "accepted_on": "2024-06-03", "dates_offered_on": "2024-09-02"},
    **{code: {"handled_in_time": 1, "total": 2}
       for code in ("LC-D10-2F", "LC-D10-2G-UNCONTROLLED", "LC-D10-2G-CONTROLLED", "LC-D10-CONNECTIONS")},
}
EVERY = {code: facts for code, (facts, _) in PAYING.items()} | UNPAID
