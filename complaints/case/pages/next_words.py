"""What will happen after a move, in sentences: the stage, the dates that start or stop, who is told. Written by the server."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import workdays
from complaints.case.models import Complaint
from complaints.case.stages import MOVES
from complaints.clocks import words
from complaints.rules.services import all_calendars
from workdays import london

Said = Callable[[Complaint, Any], list[str]]


def _in_5(complaint: Complaint, now: datetime) -> str:
    calendar = all_calendars()[workdays.calendar_for(complaint.nation)]
    return words.long_day(workdays.add(london.day_of(now), 5, calendar))


def _escalate(complaint: Complaint, now: datetime) -> list[str]:
    return [f"Resolve or send an update by {_in_5(complaint, now)}.", "The reviewer is not the person who answered before."]


def _send_update(complaint: Complaint, now: datetime) -> list[str]:
    return [f"The review stays open. The next 5 working days end on {_in_5(complaint, now)}.", "A contact with the customer is recorded."]


def _declare_deadlock(complaint: Complaint, now: datetime) -> list[str]:
    calendar = all_calendars()[workdays.calendar_for(complaint.nation)]
    first = words.long_day(workdays.add(london.day_of(now), 1, calendar))
    return [f"The deadlock letter is drafted. Lists work to {first}; the procedure’s limit is {_in_5(complaint, now)}.",
            "Another person approves it.", "The customer may go to the Ombudsman."]


def _refer(complaint: Complaint, now: datetime) -> list[str]:
    return ["The Ombudsman windows are met; the 8-week and review dates end."]


def _return(complaint: Complaint, now: datetime) -> list[str]:
    return ["The complaint goes back to where it was; its dates start again."]


def _decision(complaint: Complaint, now: datetime) -> list[str]:
    return ["If the customer accepts, we must do it; they need not accept.", "28 days start on the day we are told that they accepted."]


def _acceptance(complaint: Complaint, now: datetime) -> list[str]:
    return ["If they accepted: 28 days from the day we were told.", "If not: nothing is owed."]


def _compliance(complaint: Complaint, now: datetime) -> list[str]:
    return [f"The complaint is resolved. The confirming letter has to be sent by {_in_5(complaint, now)}."]


def _resolve(complaint: Complaint, now: datetime) -> list[str]:
    return ["The complaint is resolved and its dates end. Promises and windows fall away.", "It can be reopened at any time."]


def _end(complaint: Complaint, now: datetime) -> list[str]:
    return ["The complaint is closed and its dates end. It does not count as resolved."]


def _reopen(complaint: Complaint, now: datetime) -> list[str]:
    return ["The complaint goes back to where it was. Its first receipt stands, so the 8 weeks run on."]


SAID: dict[str, Said] = {
    "escalate": _escalate, "send_update": _send_update, "declare_deadlock": _declare_deadlock, "refer_to_ombudsman": _refer,
    "return_from_ombudsman": _return, "record_decision": _decision, "record_acceptance": _acceptance, "confirm_compliance": _compliance,
    "close_after_decision": _end, "resolve": _resolve, "withdraw": _end, "set_aside": _end, "lapse": _end, "reopen": _reopen,
}
assert set(SAID) == set(MOVES)


def what_next(name: str, complaint: Complaint, now: datetime) -> list[str]:
    """The sentences under "What happens then"."""
    try:
        return SAID[name](complaint, now)
    except workdays.OutsideCalendar as error:
        return [str(error)]
