"""What events about money say in a sentence: payments, offers, assessments, connections, incidents. Pure; `case.told` puts them with the rest."""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from complaints.clocks import words
from complaints.money.steps import DATE_WORDS, SUM_WORDS

Data = Mapping[str, Any]
PAYMENT_KIND_WORDS = {"standard": "", "goodwill": "goodwill ", "refund": "refund ", "loss": "loss ", "award": "award "}
VERDICT_WORDS = {"likely_eligible": "likely eligible", "likely_not_eligible": "likely not eligible", "needs_judgement": "needs judgement"}
ANSWER_WORDS = {True: "missed", False: "kept", None: "a person has to judge"}
PAYMENT_STEPS: dict[str, Callable[[Data], str]] = {
    "proposed": lambda data: "proposed " + _sum(data) + (f", to be paid by {day(data['due_on'])}" if data.get("due_on") else ""),
    "due": lambda data: f"set the day to pay {_sum(data)} by: {day(data['due_on'])}",
    "approved": lambda data: f"approved {_sum(data)}",
    "refused": lambda data: f"refused {_sum(data)}",
    "held": lambda data: f"stopped the clock of {_sum(data)}, in dispute since {day(data['held_on'])}",
    "released": lambda data: f"let the clock of {_sum(data)} go on from {day(data['released_on'])}",
    "received": lambda data: f"received {_sum(data)} from the network on {day(data['received_on'])}, to be passed on by {day(data['pass_on_by'])}",
    "paid": lambda data: f"paid {_sum(data)} on {day(data['paid_on'])}",
    "late_extra": lambda data: f"added {pounds(data['late_extra_gbp'])} because a payment was not made by {day(data['due_on'])}",
    "late_extra_fell": lambda data: f"took off {pounds(data['late_extra_gbp'])}: the payment was made in time, by {day(data['due_on'])}",
    "told": lambda data: f"told the {data['told']} of {_sum(data)} on {day(data['told_on'])}",
}
OFFER_STEPS: dict[str, Callable[[Data], str]] = {
    "made": lambda data: "made an offer" + (f", open until {day(data['open_until'])}" if data.get("open_until") else ""),
    "accepted": lambda data: f"recorded that the customer accepted the offer on {day(data['on'])}",
    "refused": lambda data: f"recorded that the customer refused the offer on {day(data['on'])}",
    "lapsed": lambda data: f"closed the offer, which was open until {day(data['open_until'])}",
}


def day(iso: str) -> str:
    """The ISO day as it is said."""
    return words.short_day(date.fromisoformat(iso))


def pounds(sum_of: str) -> str:
    """"1234.50" as "£1,234.50"."""
    return f"£{Decimal(sum_of):,.2f}"


def _sum(data: Data) -> str:
    """"the payment of £30.00 (Missed appointment)": what it is for is named where a standard or a kind names it."""
    kind = PAYMENT_KIND_WORDS.get(data.get("payment_kind", "standard"), "")
    return f"the {kind}payment of {pounds(data['amount_gbp'])}" + (f" ({data['standard']})" if data.get("standard") else "")


def assessed(data: Data) -> str:
    if data.get("what") == "eligibility":
        return f"assessed who may go to the Ombudsman: {VERDICT_WORDS[data['verdict']]}"
    if not data.get("standard"):
        return "kept an assessment"
    return f"assessed a guaranteed standard, {data['standard']}: {ANSWER_WORDS[data.get('breached')]}"


def dated(data: Data) -> str:
    """A day of a connection's step or a sum of it, as recorded, changed or taken back. The event holds a phase's place; a page that
    knows the connection gives its `phase_name`."""
    if data.get("sum"):
        return f"recorded of the connection: {_lower(SUM_WORDS[data['sum']])} {pounds(data['amount_gbp'])}"
    part = f" ({data['phase_name']})" if data.get("phase_name") else f" (phase {data['phase']})" if data.get("phase") else ""
    what, before = _lower(DATE_WORDS[data["date"]]) + part, data.get("before")
    if not data.get("on"):
        return f"took back a day of the connection: {what} {day(before)}"
    return f"recorded of the connection: {what} {day(data['on'])}" + (f", not {day(before)}" if before else "")


def _lower(text: str) -> str:
    return text[0].lower() + text[1:]


def standard_row(what: str) -> Callable[[Data], str]:
    def sentence(data: Data) -> str:
        until = f" to {day(data['until'])}" if data.get("until") else ""
        return f"{what} a row of the law for a guaranteed standard, from {day(data['from'])}{until}"
    return sentence


def incident(what: str) -> Callable[[Data], str]:
    def sentence(data: Data) -> str:
        return f"{what} of incident {data['incident']}: {words.count_words(data['payments'], 'payment')}, {pounds(data['amount'])}"
    return sentence


INCIDENT_STEPS: dict[str, Callable[[Data], str]] = {
    "created": lambda data: f"began incident {data['incident']}", "corrected": lambda data: f"corrected the facts of incident {data['incident']}",
    "read": incident("worked out the customers"), "booked": incident("booked payments"), "approved": incident("approved payments"),
    "paid": incident("recorded as paid payments"), "letters": incident("made the letters"),
    "moved": lambda data: f"moved the day to pay {words.count_words(data['payments'], 'customer')} of incident {data['incident']} by: "
                          f"{day(data['due_on'])}, not {day(data['from'])}, because {data['because']}",
}
