"""What the reports `ombudsman` and `windows` call their figures and the cases behind them."""

from complaints.reports.pages.spoken import Spoken

OMBUDSMAN = Spoken(
    names={
        "referred": "Went", "deadlock": "Deadlock", "eight_weeks": "8 weeks", "ombudsman_took_it": "The Ombudsman took it", "returned": "Came back",
        "decisions": "Decisions", "upheld": "Upheld", "partly_upheld": "In part", "not_upheld": "Not upheld", "settled": "Settled",
        "accepted": "Accepted", "refused": "Not accepted", "compliance_due": "To be done", "complied_in_time": "In time", "complied_late": "Late",
        "compliance_open": "Still open", "complied_in_time_percent": "Done in time",
    },
    behind={
        "referred": "to the Ombudsman", "deadlock": "to the Ombudsman because of deadlock", "eight_weeks": "to the Ombudsman after 8 weeks",
        "ombudsman_took_it": "that the Ombudsman took", "returned": "that came back from the Ombudsman", "decisions": "of the Ombudsman",
        "upheld": "for the customer", "partly_upheld": "for the customer in part", "not_upheld": "for us", "settled": "that put a settlement down",
        "accepted": "accepted by the customer", "refused": "that the customer did not accept", "compliance_due": "to be done",
        "complied_in_time": "done in time", "complied_late": "done late", "compliance_open": "not done yet",
    },
    tables=(), noun="decision",
    nouns=dict.fromkeys(("referred", "deadlock", "eight_weeks", "ombudsman_took_it"), "referral") | {"returned": "complaint"},
)
WINDOWS = Spoken(
    names={"closing": "Closing", "from_complaint": "From the complaint", "from_letter": "From the letter",
           "open_by_other": "Open by the other rulebook"},
    behind={"closing": "whose last window closes", "from_complaint": "whose last window runs from the complaint",
            "from_letter": "whose last window runs from the letter", "open_by_other": "still open by the other rulebook"},
    tables=(),
)
