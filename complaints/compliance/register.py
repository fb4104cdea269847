"""The only writer of the register of missed duties: the cause, the harm and what is done about it; signed by a second person; opened again.

Every step is an entry in the complaint's chain (of an incident or a connection in the desk's), its words sealed. What was written stays there;
the row holds how it stands.
"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Annotated, Any, Literal

from pydantic import Field

from complaints.case.reading import locked
from complaints.case.services import body_of
from complaints.clocks.models import Deadline
from complaints.compliance import causes, missed
from complaints.compliance.models import Breach
from complaints.compliance.rights import check_may_look
from complaints.money.naming import standard_words
from complaints.record.entries import Entry
from complaints.record.models import Event
from complaints.record.operations import Answer, Call, once, recheck, require
from complaints.record.parsing import Blank, BlankLine, Day, Shape, Words, parse
from complaints.record.refusals import Conflict, Forbidden, Unacceptable, Unknown
from complaints.record.services import append, append_to_desk
from staff.models import Person, Team
from workdays import london

PART = "breach."
NO_SUCH = "There is no missed duty of this number that you may see."
STALE = "Somebody changed this while you had it open."


class WrittenIn(Shape):
    cause: BlankLine = ""
    why: Annotated[Blank, Field(max_length=4000)] = ""
    team: BlankLine = ""
    harm: Literal["none", "low", "high"]
    harm_words: Annotated[Blank, Field(max_length=4000)] = ""
    action: Annotated[Blank, Field(max_length=4000)] = ""
    action_owner: BlankLine = ""
    action_due_on: Day | None = None


SIGNED = "This was signed off. Open it again first."
NOT_SIGNED = "This is not signed off. There is nothing to open again: what happened can be written or signed off as it is."


class ReopenedIn(Shape):
    reason: Words


def write(mark: str, given: Mapping[str, Any], *, by: Any, now: datetime) -> Answer:
    """`{op_id, version, cause, why?, team?, harm, harm_words?, action?, action_owner?, action_due_on?}`; `version` 0 before anything was
    written. `team` is a slug, `action_owner` a username. Ids: `breach`, `version`."""
    def do(duty: Any, row: Breach | None) -> tuple[Breach, str, dict[str, str]]:
        if row and row.signed_at:
            raise Conflict(SIGNED, code="stage")
        asked = parse(WrittenIn, body_of(given))
        row = row or Breach(**{_column(duty): duty}, complaint=complaint_of(duty), version=0)
        _fill(row, asked, duty, london.day_of(now))
        row.written_by, row.written_at = by, now
        words = {"why": asked.why, "harm": asked.harm_words, "what": asked.action}
        return row, "written", {name: text for name, text in words.items() if text}
    return _called(mark, "", given, do, by=by, now=now)


def sign(mark: str, given: Mapping[str, Any], *, by: Any, now: datetime) -> Answer:
    """`{op_id, version}`: a second person agrees with what was written. Ids: `breach`, `version`."""
    def do(duty: Any, row: Breach | None) -> tuple[Breach, str, dict[str, str]]:
        if row is None or row.signed_at:
            raise Conflict("This was signed off already." if row else "Nothing was written about this yet.", code="stage")
        if row.written_by_id == by.pk:
            raise Forbidden("You wrote this: another compliance officer or administrator signs it off.")
        row.signed_by, row.signed_at = by, now
        return row, "signed", {}
    return _called(mark, "sign", given, do, by=by, now=now)


def reopen(mark: str, given: Mapping[str, Any], *, by: Any, now: datetime) -> Answer:
    """`{op_id, version, reason}`. What was written and who signed it stay on record. Ids: `breach`, `version`."""
    def do(duty: Any, row: Breach | None) -> tuple[Breach, str, dict[str, str]]:
        if row is None or row.signed_at is None:
            raise Conflict(NOT_SIGNED, code="stage")
        reason = parse(ReopenedIn, {"reason": given.get("reason", "")}).reason
        row.signed_by = row.signed_at = None
        return row, "reopened", {"reason": reason}
    return _called(mark, "reopen", given, do, by=by, now=now)


def done(mark: str, given: Mapping[str, Any], *, by: Any, now: datetime) -> Answer:
    """`{op_id, version}`: what was to be done about it is done; signed off or not. Ids: `breach`, `version`."""
    def do(duty: Any, row: Breach | None) -> tuple[Breach, str, dict[str, str]]:
        if row is None or row.action_owner_id is None:
            raise Conflict("Nothing was to be done about this.", code="stage")
        if row.done_at:
            raise Conflict("This is recorded as done already.", code="stage")
        row.done_by, row.done_at = by, now
        return row, "done", {}
    return _called(mark, "done", given, do, by=by, now=now)


def _called(mark: str, what: str, given: Mapping[str, Any], do: Any, *, by: Any, now: datetime) -> Answer:
    call = Call(given.get("op_id"), by, f"breaches/{mark}/{what}", given)

    def work() -> dict[str, int]:
        check_may_look(by)
        duty = duty_of(mark, by, london.day_of(now))
        _lock(duty, call, words=what not in ("sign", "done"))
        row = Breach.objects.filter(**{_column(duty): duty}).first()
        _check_version(row, given.get("version"))
        require(call)
        row, step, words = do(duty, row)
        row.version += 1
        event = _append(duty, Entry(f"{PART}{step}", now, told_of(duty, row), words or None), by=by, now=now)
        row.event = event if step == "written" else row.event
        row.save()
        return {"breach": row.pk, "version": row.version}
    return once(call, work, now=now)


def complaint_of(duty: Any) -> Any:
    """The complaint that a missed duty hangs on; None for an incident's and a connection's."""
    return getattr(duty, "complaint", None)


def _lock(duty: Any, call: Call, *, words: bool) -> None:
    """One step at a time: under the lock of the complaint, or of what tells the duty."""
    if complaint := complaint_of(duty):
        locked(complaint.reference, call, words=words)
    else:
        type(duty).objects.select_for_update(of=("self",)).get(pk=duty.pk)
        recheck(call)


def _append(duty: Any, entry: Entry, *, by: Any, now: datetime) -> Event:
    complaint = complaint_of(duty)
    events = append(complaint, [entry], by=by, now=now) if complaint else append_to_desk([entry], by=by, now=now)
    return events[0]


def duty_of(mark: str, person: Any, today: date) -> Any:
    """The missed duty with its complaint. Raises Unknown."""
    duty = missed.find(mark, person, today)
    if duty is None:
        raise Unknown(NO_SUCH)
    return duty


def _column(duty: Any) -> str:
    return missed.OF[type(duty)]


def _check_version(row: Breach | None, seen: Any) -> None:
    if type(seen) is not int:
        raise Unacceptable.of(version="Give the version that you saw.")
    if seen != (row.version if row else 0):
        raise Conflict(STALE, code="stale_version")


def _fill(row: Breach, asked: WrittenIn, duty: Any, today: date) -> None:
    wrong: dict[str, list[str]] = {}
    if (asked.cause not in causes.offered(today) and asked.cause != row.cause) or not asked.cause:
        wrong["cause"] = ["Choose why it was missed."]
    if asked.cause == causes.OTHER and not asked.why:
        wrong["why"] = ["Say in words what the cause was."]
    if asked.harm != "none" and not asked.harm_words:
        wrong["harm_words"] = ["Say in words what it meant for the customer."]
    row.cause, row.harm = asked.cause, asked.harm
    row.team = _team(asked.team, wrong)
    _fill_action(row, asked, duty, wrong)
    if wrong:
        raise Unacceptable(next(iter(wrong.values()))[0], fields=wrong)


def _team(slug: str, wrong: dict[str, list[str]]) -> Team | None:
    team = Team.objects.filter(slug=slug).first() if slug else None
    if slug and team is None:
        wrong["team"] = ["Choose the team that answers for it."]
    return team


def _fill_action(row: Breach, asked: WrittenIn, duty: Any, wrong: dict[str, list[str]]) -> None:
    """What is done, by whom and by when belong together, or there is none of them."""
    owner = Person.objects.filter(username=asked.action_owner, is_active=True).first() if asked.action_owner else None
    if any((asked.action, asked.action_owner, asked.action_due_on)):
        if not asked.action:
            wrong["action"] = ["Say what is done about it."]
        if owner is None:
            wrong["action_owner"] = ["Choose who does it."]
        if asked.action_due_on is None or asked.action_due_on < duty.missed_on:
            wrong["action_due_on"] = ["Give the day by which it is done, after the day that was missed."]
    if (row.action_owner_id, row.action_due_on) != (owner.pk if owner else None, asked.action_due_on):
        row.done_by = row.done_at = None
    row.action_owner, row.action_due_on = owner, asked.action_due_on


def told_of(duty: Any, row: Breach) -> dict[str, Any]:
    """What the event says, coded."""
    of = {"clock_kind": duty.kind, "key": duty.key} if isinstance(duty, Deadline) else {"standard": standard_words(duty.code), _column(duty): duty.pk}
    return {**of, "due_on": duty.missed_on.isoformat(), "cause": row.cause, "harm": row.harm, "team": row.team_id,
            "action_owner": row.action_owner_id, "action_due_on": row.action_due_on.isoformat() if row.action_due_on else None,
            "written_by": row.written_by_id}
