"""What the report `customers` says on its page."""

from complaints.reports.customers_report import PRIORITY, REST
from complaints.reports.pages.spoken import Spoken, Sum, Table

GROUPS = {PRIORITY: "Priority services", REST: "All others"}


CUSTOMERS = Spoken(
    names={"customers": "Customers", "received": "Received", "resolved": "Resolved", "closed": "Closed", "open": "Open",
           "by_end_of_next_working_day": "By the end of the next working day", "within_8_weeks": "Within 8 weeks", "escalated": "Senior review",
           "open_past_8_weeks": "Open past 8 weeks", "set_aside": "Set aside"},
    behind={"received": "received", "resolved": "received and resolved", "closed": "received and closed", "open": "received and still open",
            "by_end_of_next_working_day": "resolved by the end of the next working day", "within_8_weeks": "resolved within 8 weeks",
            "escalated": "that went to a senior review", "open_past_8_weeks": "open past 8 weeks", "set_aside": "set aside"},
    tables=(Table("rows", "Priority services and the rest", "Customers", (
        "received", "resolved", "closed", "open", "by_end_of_next_working_day", "within_8_weeks", "escalated", "open_past_8_weeks", "set_aside"),
        lambda row: GROUPS[row["customers"]], lambda row: {"customers": row["customers"]}),),
    sums=(Sum("received", ("resolved", "closed", "open")),),
)
assert set(GROUPS) == {PRIORITY, REST}
