"""Handing a letter to the mail server, for the relay of `record.outbox`: at most once, and honest about not knowing.

Before it leaves, under the locks, it is looked at again: a letter of an ended complaint never goes. What came of it is kept in the
transaction that ends the outbox row.
"""

from datetime import datetime

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction

from complaints.case.models import Complaint
from complaints.letters import keeping, sending, storing
from complaints.letters.facts_of import Way
from complaints.letters.kinds import TITLES, Kind, Language, State
from complaints.letters.made import make
from complaints.letters.models import Letter, LetterVersion
from complaints.letters.recording import record_sent, words_on_the_way
from complaints.letters.superseding import fell_if_ended
from complaints.record import mailing
from complaints.record.models import Outbox
from complaints.record.outbox import Outcome, Outside, Rows
from complaints.record.refusals import Refused
from complaints.record.services import append
from workdays import london

BODY = {
    Language.ENGLISH: "Our letter about your complaint {reference} is attached as a PDF.\n\n{company}\n",
    Language.WELSH: "Mae ein llythyr am eich cwyn {reference} wedi’i atodi fel PDF.\n\n{company}\n",
}
assert set(BODY) == set(Language)
GONE = "The letter was changed meanwhile."
MOVED = "The address has changed since it was sent off. Send it again to have it checked."


def hand_over(rows: Rows, now: datetime) -> Outcome:
    """One letter to one mail server. Refused where it may not go any more."""
    try:
        with transaction.atomic():
            message = _ready(rows[0], now)
    except Refused as refusal:
        return Outcome("refused", why=refusal.sentence[:300])
    except OSError as error:
        return Outcome("later", why=f"The PDF could not be kept ({type(error).__name__}).")
    return mailing.hand_over(message)


def _ready(row: Outbox, now: datetime) -> EmailMessage:
    """The mail with its PDF of today, the letter's hash committed before it leaves. Raises Refused."""
    letter = _locked(row)
    if not _on_its_way(letter, row):
        raise Refused(GONE)
    sending.may_go(letter.complaint, letter)
    made = make(letter, Way(london.day_of(now), "email", letter.approved_at))
    if made.to.block != letter.to_address:
        raise Refused(MOVED)
    sending.check(made, "email")
    pdf = sending.printed(made, now)
    letter.sha256 = storing.store(pdf)
    letter.pdf_path = storing.path_of(letter.sha256)
    letter.save(update_fields=["sha256", "pdf_path"])
    LetterVersion.objects.filter(letter=letter, version=letter.version).update(texts=made.texts)
    language = made.facts.language
    said = BODY[language].format(reference=letter.complaint.reference, company=made.facts.company.name)
    subject = f"{TITLES[Kind(letter.kind)][language]} ({letter.complaint.reference})"
    copies = [made.to.copy_email] if made.to.copy_email else []
    message = EmailMessage(subject, said, settings.DEFAULT_FROM_EMAIL, [made.to.email], cc=copies,
                           headers={"Message-ID": mailing.message_id(row.key)})
    message.attach(f"{letter.complaint.reference}.pdf", pdf, "application/pdf")
    return message


def _locked(row: Outbox) -> Letter:
    """The complaint first, then its letter."""
    letter_id = row.payload["letter"]
    complaint = Complaint.objects.select_for_update(of=("self",)).get(letters=letter_id)
    return keeping.locked_letter(letter_id, complaint)


def _on_its_way(letter: Letter, row: Outbox) -> bool:
    return letter.state == State.APPROVED and bool(letter.sending_since) and letter.version == row.payload["version"]


def settle(rows: Rows, outcome: Outcome, now: datetime) -> None:
    """What came of it: sent, uncertain for a person to settle, or approved still with why. `later` leaves it on its way."""
    letter = _locked(rows[0])
    if outcome.state == "later" or not _on_its_way(letter, rows[0]):
        return
    if outcome.state == "done":
        record_sent(letter, "email", london.day_of(now), now, letter.sha256, words_on_the_way(letter), by=None, now=now)
    elif outcome.state == "uncertain":
        handed = letter.sending_since if rows[0].claimed_at is None else rows[0].claimed_at
        keeping.keep(letter, by=None, now=now, whole=words_on_the_way(letter), state=State.UNCERTAIN, sending_since=handed)
        keeping.told(letter, "uncertain", by=None, now=now)
    else:
        _refused(letter, outcome.why, now)


def _refused(letter: Letter, why: str, now: datetime) -> None:
    """It stays approved and says why; on a complaint that ended meanwhile it is set aside with the other drafts."""
    keeping.keep(letter, by=None, now=now, sending_since=None, method="", refused_why=why[:300], sha256="", pdf_path="")
    keeping.told(letter, "refused", by=None, now=now)
    append(letter.complaint, fell_if_ended(letter.complaint, letter, at=now), by=None, now=now)


HANDLERS = {sending.MAIL: Outside(hand_over, settle)}
