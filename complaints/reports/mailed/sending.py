"""Reports by mail on their way: what fell due becomes a run, a run becomes one mail a person, a mail is handed over once.

A run and its mails are one transaction, so one that was killed is found again. Attachments are made anew at the hand-over from ids and
days alone; rights are looked at again then. What nobody knows to have arrived waits for a person.
"""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from complaints.alerts import mail_hours
from complaints.alerts.mails import staff_calendar
from complaints.record import mailing
from complaints.record.entries import Entry
from complaints.record.models import Outbox
from complaints.record.operations import Answer, Call, once, require
from complaints.record.outbox import Outcome, Outside
from complaints.record.refusals import Conflict, Unacceptable, Unknown
from complaints.record.services import append_to_desk, post
from complaints.reports import files, reading
from complaints.reports.mailed import runs, wording
from complaints.reports.mailed.runs import KIND
from complaints.reports.mailed.services import check_may_set, find
from complaints.reports.models import ReportMail, ReportRun, ReportSchedule
from complaints.reports.periods import Asked, Period
from complaints.rules.services import company
from staff import absences
from staff.models import Person
from workdays import london

MOST_RUNS = 50
NO_MAIL, SETTLED = "There is no such mail.", "This mail is settled already."
State = ReportMail.State


def post_due(*, now: datetime) -> int:
    """Put every run that fell due by now on its way, each with the days it was to tell of; answers how many. Any number may run at once."""
    count = 0
    while count < MOST_RUNS and _post_next(now):
        count += 1
    return count


def _post_next(now: datetime) -> bool:
    """The run that has been due longest, and the day of the one after it, in one transaction."""
    with transaction.atomic():
        row = ReportSchedule.objects.filter(next_at__lte=now).order_by("next_at").select_for_update(skip_locked=True).first()
        if row is None:
            return False
        runs.next_due(row, now=now)
        return True


def send_now(ident: int, given: Mapping[str, Any], *, by: Any, now: datetime) -> Answer:
    """`{op_id}`: the period that it would tell of today, besides what falls due by itself. Ids: `run`."""
    check_may_set(by)
    call = Call(given.get("op_id"), by, f"report-mails/{ident}/send", given)

    def do() -> dict[str, Any]:
        require(call)
        find(ident, by=by)
        return {"run": runs.run(ReportSchedule.objects.select_for_update().get(pk=ident), london.day_of(now), by=by, now=now).pk}
    return once(call, do, now=now)


def hand_over(rows: Sequence[Outbox], now: datetime) -> Outcome:
    """One mail with its attachments to one person, at an hour at which they take mail."""
    mail = _mail(rows)
    if why := _why_not_now(mail, now):
        return Outcome("refused", why=wording.WITHHELD[why])
    until = mail_hours.at_once(now, staff_calendar(now), any_hour=mail.person.mail_any_hour)
    if until > now:
        return Outcome("later", until=until)
    made = attachments(mail.run, mail.person, now=now)
    told = [{"name": file.name, "figures": file.sha256, "sha256": hashlib.sha256(file.content).hexdigest()} for file in made]
    ReportMail.objects.filter(pk=mail.pk).update(files=told)
    message = mailing.mail(mail.person.email, *wording.letter(mail.run, company(london.day_of(now)).name), key=rows[0].key)
    for file in made:
        message.attach(file.name, file.content, file.media_type.partition(";")[0])
    return mailing.hand_over(message)


def _mail(rows: Sequence[Outbox]) -> ReportMail:
    return ReportMail.objects.select_related("person", "run__schedule").get(pk=rows[0].payload["mail"])


def _why_not_now(mail: ReportMail, now: datetime) -> str:
    if mail.run.schedule.next_on is None and mail.run.by_id is None:
        return "stopped"
    return runs.why_not(mail.person, absences.away_on(london.day_of(now)))


def attachments(run: ReportRun, person: Person, *, now: datetime) -> list[files.File]:
    """Each report as the schedule was set when the run fell due, as a file, over the days of the run, for this person."""
    asked = Asked(Period(run.first_on, run.last_on), None)
    return [files.made(reading.REPORTS[name], run.form, asked, by=person, now=now) for name in run.reports if name in reading.REPORTS]


STATES = {"done": State.SENT, "refused": State.REFUSED, "uncertain": State.UNCERTAIN}


def settle(rows: Sequence[Outbox], outcome: Outcome, now: datetime) -> None:
    """What became of it, on the mail and in the desk's chain. `later` leaves it on its way."""
    if outcome.state == "later":
        return
    mail = _mail(rows)
    withheld = outcome.why in wording.WITHHELD.values()
    mail.state, mail.why, mail.settled_at = State.WITHHELD if withheld else STATES[outcome.state], outcome.why[:300], now
    mail.save(update_fields=["state", "why", "settled_at"])
    _settled(mail, by=None, now=now)


def answer_uncertain(ident: int, given: Mapping[str, Any], *, by: Any, now: datetime) -> Answer:
    """`{op_id, arrived}`: a person says whether a doubtful mail arrived; if not it is put on its way again. Ids: `mail`."""
    check_may_set(by)
    call = Call(given.get("op_id"), by, f"report-mails/mail/{ident}", given)

    def do() -> dict[str, Any]:
        require(call)
        mail = ReportMail.objects.select_for_update(of=("self",)).select_related("run").filter(pk=ident).first() if ident < 2**31 else None
        if mail is None:
            raise Unknown(NO_MAIL)
        if mail.state != State.UNCERTAIN:
            raise Conflict(SETTLED, code="stage")
        if not isinstance(given.get("arrived"), bool):
            raise Unacceptable.of(arrived="Say whether it arrived.")
        _answered(mail, arrived=given["arrived"], by=by, now=now)
        return {"mail": mail.pk}
    return once(call, do, now=now)


def _answered(mail: ReportMail, *, arrived: bool, by: Any, now: datetime) -> None:
    if arrived:
        mail.state, mail.why, mail.settled_at = State.SENT, wording.ARRIVED, now
    else:
        mail.state, mail.why, mail.settled_at, mail.tries = State.WAITING, "", None, mail.tries + 1
        post(KIND, runs.key_of(mail), {"mail": mail.pk}, now=now)
    mail.save()
    _settled(mail, by=by, now=now)


def _settled(mail: ReportMail, *, by: Any, now: datetime) -> None:
    told = {"mail": mail.pk, "run": mail.run_id, "person": mail.person_id, "state": str(mail.state), "files": [file["sha256"] for file in mail.files]}
    append_to_desk([Entry("report_mail.settled", now, told)], by=by, now=now)


HANDLERS = {KIND: Outside(hand_over, settle)}
