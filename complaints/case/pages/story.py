"""What stands beside every form of a case: what the customer said and wants, what is due next, who they are, so that nobody goes back for it.

Beside the forms about the Ombudsman also what was decided, what it requires of us, and until when. Reads what the page has in hand; only the
Ombudsman's part asks the database.
"""

from typing import Any

from django.utils.text import Truncator

from complaints.case import at_ombudsman, channels, told
from complaints.case.models import Complaint, Decision
from complaints.case.pages import asking, sides
from complaints.case.stages import ENDED, Stage
from complaints.clocks import shown, words
from complaints.clocks.kinds import WINDOWS, Kind
from complaints.clocks.models import Deadline
from complaints.rules.services import all_calendars
from workdays import london

LONGEST = 700
assert set(told.OUTCOMES) == {value for value, _ in Decision._meta.get_field("outcome").choices}
ITS_DATES = (*WINDOWS, Kind.OMBUDSMAN_COMPLIANCE, Kind.OMBUDSMAN_FILE)


def beside(complaint: Complaint, person: Any) -> list[sides.Part]:
    """Beside a form of this case."""
    today = london.day_of(asking.now())
    parts = [_said(complaint), _wants(complaint), sides.next_due(complaint, today), sides.whose(complaint), sides.to_know(complaint),
             sides.people(complaint, person)]
    return [part for part in parts if part]


def _said(complaint: Complaint) -> sides.Part:
    said = Truncator(complaint.description).chars(LONGEST, truncate=" …")
    rest = {"link": {"href": f"/c/{complaint.reference}/", "label": "Read all of it"}} if said != complaint.description else {}
    note = f"{channels.BY[complaint.channel].capitalize()}, {words.moment(complaint.received_at)}"
    return {"title": "In the customer’s words", "lines": [{"text": said}], "note": note, **rest}


def _wants(complaint: Complaint) -> sides.Part | None:
    return {"title": "Wants", "lines": [{"text": complaint.wanted}]} if complaint.wanted else None


def of_ombudsman(complaint: Complaint) -> list[sides.Part]:
    """Where it stands there, what the decision requires of us and how far that is, and every date of the Ombudsman's part."""
    one = at_ombudsman.standings([complaint])[0]
    dates = list(Deadline.objects.filter(complaint=complaint, kind__in=ITS_DATES, cancelled_at=None).order_by("due_on", "pk"))
    there = [_standing(one), *([_decided(one.decision)] if one.decision else [])] if _stands_there(complaint) else []
    return [*there, *([_dates(dates)] if dates else [])]


def _stands_there(complaint: Complaint) -> bool:
    """It is there, or ended from there: what came back tells nothing of how it stands now."""
    return complaint.stage == Stage.OMBUDSMAN or (complaint.stage in ENDED and complaint.stage_before == Stage.OMBUDSMAN)


def _standing(one: at_ombudsman.AtOmbudsman) -> sides.Part:
    went = [{"text": f"Went there on {words.long_day(one.referred_on)}."}] if one.referred_on else []
    reference = [{"text": f"Their reference: {one.reference}"}] if one.reference else []
    return {"title": "With the Ombudsman", "lines": [{"strong": at_ombudsman.WORDS[one.standing], "text": "."}, *went, *reference]}


def _decided(decision: Decision) -> sides.Part:
    required = [_required(item) for item in decision.required] or [{"text": "Nothing is required of us."}]
    return {"title": "The decision", "lines": [
        {"strong": told.OUTCOMES[decision.outcome].capitalize(), "text": f", decided on {words.long_day(decision.decided_on)}."}, *required]}


def _required(item: dict[str, Any]) -> sides.Part:
    amount = f" £{item['amount_gbp']}" if item.get("amount_gbp") else ""
    return {"strong": f"{item['kind'].capitalize()}{amount}: ", "text": item["text"], "small": "done" if item.get("done_on") else "not done yet"}


def _dates(rows: list[Deadline]) -> sides.Part:
    today, calendars = london.day_of(asking.now()), all_calendars()
    return {"title": "Dates at the Ombudsman", "lines": [
        {"strong": words.short_day(row.due_on), "text": f" {words.title(row.kind)}", "status": shown.status(row, today, calendars[row.calendar])}
        for row in rows]}
