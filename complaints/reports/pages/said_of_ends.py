"""What the reports `annual`, `outcomes` and `reopened` say on their pages."""

from complaints.reports.pages.spoken import Spoken, Sum, Table, by_month

NO_TEAM = "No team"
ANNUAL = Spoken(
    names={"received": "Received", "resolved_by_end_of_next_working_day": "Resolved by the end of the next working day",
           "unresolved_after_next_working_day": "Not resolved by then", "set_aside": "Set aside"},
    behind={"received": "of domestic customers received", "resolved_by_end_of_next_working_day": "of domestic customers resolved by the end of the "
            "next working day", "unresolved_after_next_working_day": "of domestic customers not resolved by the end of the next working day",
            "set_aside": "of domestic customers set aside"},
    tables=(by_month(("received", "resolved_by_end_of_next_working_day", "unresolved_after_next_working_day", "set_aside")),),
    sums=(Sum("received", ("resolved_by_end_of_next_working_day", "unresolved_after_next_working_day")),),
    note="Regulation 11 asks holders of a supply licence to publish this once a year: the number not resolved by the end of the next working day "
         "in the 12 months before the month of publication, that there is a complaints handling procedure and how to get it, and that the "
         "Gas and Electricity (Consumer Complaints Handling Standards) Regulations 2008 exist and how to get them.",
)


OUTCOMES = Spoken(
    names={
        "team": "Team", "ended": "Ended", "resolved": "Resolved", "agreed_by_customer": "Customer agreed",
        "agreed_by_provider": "We consider it so", "after_ombudsman": "After the Ombudsman", "agreed_by_unknown": "Agreement not told",
        "at_fault": "At fault", "not_at_fault": "Not at fault", "fault_unknown": "Fault not told", "withdrawn": "Withdrawn", "lapsed": "Lapsed",
        "closed_after_decision": "Closed after a decision", "set_aside": "Set aside",
    },
    behind={
        "ended": "ended", "resolved": "resolved", "agreed_by_customer": "resolved as the customer agreed",
        "agreed_by_provider": "that we consider resolved", "after_ombudsman": "resolved after the Ombudsman’s decision",
        "agreed_by_unknown": "resolved without a word who agreed", "fault_unknown": "resolved without a word on fault",
        "at_fault": "resolved in which we were at fault", "not_at_fault": "resolved in which we were not at fault", "withdrawn": "withdrawn",
        "lapsed": "lapsed", "closed_after_decision": "closed after a decision", "set_aside": "set aside",
    },
    tables=(Table("rows", "By team", "Team", (
        "ended", "resolved", "agreed_by_customer", "agreed_by_provider", "after_ombudsman", "agreed_by_unknown", "at_fault", "not_at_fault",
        "fault_unknown", "withdrawn", "lapsed", "closed_after_decision", "set_aside",
    ), lambda row: row["team"] or NO_TEAM, lambda row: {"team": row["team"] or "-"}),),
    sums=(
        Sum("ended", ("resolved", "withdrawn", "lapsed", "closed_after_decision")),
        Sum("resolved", ("agreed_by_customer", "agreed_by_provider", "after_ombudsman", "agreed_by_unknown")),
        Sum("resolved", ("at_fault", "not_at_fault", "after_ombudsman", "fault_unknown")),
    ),
)


REOPENED = Spoken(
    names={"resolutions": "Resolutions", "not_again": "Hold", "ever": "Opened again", "within_30_days": "Within 30 days",
           "within_90_days": "Within 90 days", "after_90_days": "Later", "not_final_yet": "Not final yet", "set_aside": "Set aside"},
    noun="resolution",
    behind={"resolutions": "made", "not_again": "that hold", "ever": "opened again", "within_30_days": "opened again within 30 days",
            "within_90_days": "opened again within 90 days", "after_90_days": "opened again after 90 days", "set_aside": "of complaints set aside"},
    tables=(by_month(("resolutions", "not_again", "ever", "within_30_days", "within_90_days", "after_90_days", "set_aside")),),
    sums=(Sum("resolutions", ("not_again", "ever")), Sum("ever", ("within_90_days", "after_90_days"))),
)
