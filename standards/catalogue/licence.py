"""Yearly targets of the gas transporters' licence: never a payment to a customer (A62)."""

from standards.happenings import Share
from standards.standard import Standard, facts_of

ASKS = ("handled_in_time", "total")
SOURCE = "Gas transporters’ licence, standard special condition D10"


def _target(code: str, title: str, duty: str, *lines: int) -> Standard:
    return Standard(code=f"LC-D10-{code}", name="Condition D10", title=title, regime="licence_condition", duty=duty, clock=Share(), asks=ASKS,
                    facts=facts_of("licence_condition", ASKS), source=SOURCE, lines=lines)


ROWS = (
    _target("2F", "Calls answered in 30 seconds", "answer calls to the emergency, enquiry and meter number lines in 30 seconds", 220),
    _target("2G-UNCONTROLLED", "Uncontrolled escapes attended in 1 hour", "come to uncontrolled escapes and other emergencies in 1 hour", 221),
    _target("2G-CONTROLLED", "Controlled escapes attended in 2 hours", "come to controlled escapes in 2 hours", 221),
    _target("CONNECTIONS", "Connections work in time", "keep the standards of connections work", 194, 218),
)
