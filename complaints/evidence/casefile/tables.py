"""The tables of a case file: chronology, contacts, payments, signposting. Rows of text in, CSV out; nothing is read from a database.

CSV is UTF-8 with its mark and CRLF, as spreadsheets want it; no cell can begin a formula. Moments are London time with their offset.
"""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any, NamedTuple

from complaints.case import told
from complaints.evidence.casefile.leaving import why_of, words_unless
from complaints.evidence.casefile.record import Record
from complaints.evidence.spoken import HOW_KNOWN, WHAT_WORDS
from complaints.intake.safe_cells import BOM, line
from complaints.money.naming import KIND_WORDS, STATE_WORDS, standard_words, what_for
from complaints.record.models import Event
from complaints.record.services import words_of
from workdays import london

Left = Mapping[str, str]
WRITTEN = frozenset({"letter", "email", "web", "social"})


class Sheet(NamedTuple):
    head: tuple[str, ...]
    rows: list[tuple[str, ...]]

    def csv(self) -> bytes:
        return (BOM + "".join(map(line, (self.head, *self.rows)))).encode()


def moment(at: datetime | None) -> str:
    return at.astimezone(london.LONDON).isoformat(timespec="seconds") if at else ""


def text(value: Any) -> str:
    """A cell: days as ISO, sums as "30.00", yes and no in words, nothing as nothing."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Decimal):
        return f"{value:.2f}"
    return value.isoformat() if isinstance(value, date) else str(value)


def said(event: Event, record: Record, left: Left) -> str:
    return words_unless(why_of(event, record, left), told.quoted(words_of(event)))


def who(person: Any) -> str:
    return person.full_name if person else "The desk"


CHRONOLOGY = ("number", "happened", "recorded", "kind", "by", "what", "words", "hash", "previous_hash")


def chronology(record: Record, left: Left) -> Sheet:
    """Every event of the record's chain, in its order."""
    return Sheet(CHRONOLOGY, [
        (str(event.seq), moment(event.at), moment(event.recorded_at), event.kind, who(event.by), told.summary(event.kind, event.data),
         said(event, record, left), event.hash, event.previous_hash) for event in record.events])


CONTACTS = ("number", "at", "oral_or_written", "direction", "channel", "reached", "other_person", "capacity", "summary", "advice", "promised",
            "promised_by", "told_about", "not_satisfied", "recording", "recorded", "by")


def contacts(record: Record, left: Left) -> Sheet:
    """Each contact as regulation 4 wants it kept; `number` is its place in the chronology. The first is the complaint as it came."""
    first, complaint = record.events[0], record.complaint
    opening = (str(first.seq), moment(complaint.received_at), _written(complaint.channel), "inbound", complaint.channel, "yes", "", "",
               complaint.description, "", "", "", "", "", "", moment(first.recorded_at), who(first.by))
    return Sheet(CONTACTS, [opening, *(_contact(row, record, left) for row in record.contacts)])


def _written(channel: str) -> str:
    return "written" if channel in WRITTEN else "oral"


def _contact(row: Any, record: Record, left: Left) -> tuple[str, ...]:
    event = row.event
    why, words = why_of(event, record, left), words_of(event)
    spoken = words.get("who") or {}
    return (
        str(event.seq), moment(row.at), _written(row.channel), row.direction, row.channel, text(row.reached),
        "" if why else spoken.get("name", ""), row.by_other, words_unless(why, words.get("summary")), "" if why else words.get("advice", ""),
        "" if why else words.get("promised", ""), event.data.get("promised_due_on", ""), ", ".join(row.signposted), text(row.not_satisfied),
        row.recording, moment(event.recorded_at), who(event.by),
    )


PAYMENTS = ("entry", "number", "what", "code", "rulebook", "version", "state", "breached", "exempt", "amount_gbp", "late_extra_gbp", "deadline",
            "failure_on", "pay_by", "method", "told_on", "paid_on", "by", "approved_by", "made", "why")


def payments(record: Record) -> Sheet:
    """Findings, what was paid or is owed on them, other money, and offers."""
    return Sheet(PAYMENTS, [*map(_finding, record.findings), *map(_payment, record.payments), *map(_offer, record.offers),
                            *(row for decision in record.decisions for row in _award(decision))])


def _row(**cells: Any) -> tuple[str, ...]:
    return tuple(text(cells.get(name)) for name in PAYMENTS)


def _finding(row: Any) -> tuple[str, ...]:
    answer = row.answer
    return _row(entry="finding", number=row.pk, what=standard_words(row.code), code=row.code, rulebook=row.rulebook, version=row.version,
                state="replaced by a later one" if row.replaced_by_id else "stands", breached=row.breached, exempt=row.exempt,
                amount_gbp=row.amount_gbp, deadline=answer.get("deadline"), failure_on=answer.get("failure_on"),
                pay_by=answer.get("payment_due_by"), by=who(row.made_by), made=moment(row.made_at), why=" ".join(answer.get("explanation") or ()))


def _payment(row: Any) -> tuple[str, ...]:
    why = row.refused_why or row.held_why or row.why
    return _row(entry="payment", number=row.pk, what=what_for(row), code=row.code, state=STATE_WORDS[row.state], amount_gbp=row.amount_gbp,
                late_extra_gbp=row.late_extra_gbp, failure_on=row.failure_on, pay_by=row.due_on, method=row.method, told_on=row.told_on,
                paid_on=row.paid_on, by=who(row.proposed_by), approved_by=who(row.approver) if row.approver_id else "",
                made=moment(row.proposed_at), why=why)


def _offer(row: Any) -> tuple[str, ...]:
    return _row(entry="offer", number=row.pk, what="Offer", state=row.state, amount_gbp=row.amount_gbp, pay_by=row.closes_on,
                told_on=row.made_on, why=row.text)


def _award(decision: Any) -> list[tuple[str, ...]]:
    """Money that the Ombudsman's decision asks of us."""
    return [_row(entry="decision", number=decision.pk, what=KIND_WORDS["award"], state="done" if item.get("done_on") else "required",
                 amount_gbp=Decimal(item["amount_gbp"]) if item.get("amount_gbp") else None, told_on=decision.decided_on,
                 paid_on=item.get("done_on"), why=item["text"]) for item in decision.required if item["kind"] == "money"]


SIGNPOSTING = ("told", "what", "how", "named", "known_from", "event", "letter_kind", "letter_version", "came_back_on")


def signposting(record: Record) -> Sheet:
    """When, how and by which letter version the customer was told of the Ombudsman, free advice and our procedure."""
    return Sheet(SIGNPOSTING, [
        (moment(one.at), WHAT_WORDS[one.what], one.how, one.named, HOW_KNOWN[one.source], text(one.event), one.letter_kind, text(one.version),
         text(one.came_back_on)) for one in record.signposts])


def assessments(record: Record, left: Left) -> list[dict[str, Any]]:
    """Each as it was made; of a file that is left out neither the name nor what was noted of it is told."""
    return [{**one, "evidence": [_evidence(row, left) for row in one.get("evidence", ())]} for one in record.assessments]


def _evidence(row: Mapping[str, Any], left: Left) -> dict[str, Any]:
    why = left.get(f"file:{row['file']['id']}") if row.get("file") else None
    return {**row, "note": words_unless(why, ""), "file": None} if why else dict(row)
