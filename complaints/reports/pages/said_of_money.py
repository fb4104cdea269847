"""What the report `money` says on its page."""

from complaints.money.models import PAYMENT_STATES
from complaints.reports.naming import named
from complaints.reports.pages.spoken import Facts, Row, Spoken, Sum, Table

KINDS = {"standard": "Guaranteed standard", "goodwill": "Goodwill", "refund": "Refund", "loss": "Loss", "award": "Award"}
STATES = {"proposed": "Proposed", "approved": "Approved", "paid": "Paid", "held": "On hold", "refused": "Refused"}
assert set(STATES) == set(PAYMENT_STATES)


def called(row: Row) -> str:
    cause = named(row["cause"]) if row["cause"] else "no category"
    return f"{KINDS[row['kind']]}: {cause if cause[1:2].isupper() else cause[:1].lower() + cause[1:]}"


def asked(row: Row) -> dict[str, str]:
    return {"kind": row["kind"], "cause": row["cause"] or "-"}


MONEY = Spoken(
    names={
        "kind": "Kind", "cause": "Cause", "payments": "Payments", "amount_gbp": "Amount", **STATES,
        **{f"{state}_gbp": words for state, words in STATES.items()}, "set_aside": "Set aside", "set_aside_gbp": "Set aside",
        "below_other": "Findings below the other rulebook", "exposure_gbp": "By how much", "below_other_in_incidents": "Customers of incidents below "
        "the law", "exposure_in_incidents_gbp": "By how much in incidents",
    },
    behind={
        "payments": "proposed", "proposed": "that wait for an approval", "approved": "approved", "paid": "paid", "held": "on hold",
        "refused": "refused", "set_aside": "on complaints set aside", "below_other": "for which the other rulebook owes more",
        "below_other_in_incidents": "for whom the law owes more",
    },
    tables=(Table("rows", "Payments by kind and cause", "Kind and cause", ("payments", *PAYMENT_STATES, "set_aside"), called, asked),
            Table("rows", "Pounds by kind and cause", "Kind and cause", ("amount_gbp", *(f"{state}_gbp" for state in PAYMENT_STATES),
                                                                         "set_aside_gbp"), called, asked),
            Facts("Exposure to the other rulebook", "Where it owes more", "Number", ("below_other", "exposure_gbp", "below_other_in_incidents",
                                                                                     "exposure_in_incidents_gbp"), "")),
    sums=(Sum("payments", PAYMENT_STATES),), noun="payment", nouns={"below_other": "finding", "below_other_in_incidents": "customer"},
)
