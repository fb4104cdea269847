"""Telling the customer of a payment: which one a payment notice is about, what it says of it, and that it was told.

A notice is about the payment that was approved last and told to nobody yet; sending it makes it told.
"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from complaints.letters import facts as pure
from complaints.letters.dates import long_date, pounds
from complaints.letters.kinds import Language
from complaints.money import keeping
from complaints.money.models import PAYMENT_KINDS, Payment
from complaints.money.naming import lower_first, standard_words
from complaints.record.services import append

ABOUT: Mapping[Language, Mapping[str, str]] = {
    Language.ENGLISH: {
        "standard": "a guaranteed standard that was not met: {what}", "goodwill": "a goodwill payment", "refund": "a refund",
        "loss": "what you lost", "award": "what the Ombudsman decided",
    },
    Language.WELSH: {
        "standard": "safon warantedig na chafodd ei bodloni: {what}", "goodwill": "taliad ewyllys da", "refund": "ad-daliad",
        "loss": "yr hyn a golloch", "award": "yr hyn a benderfynodd yr Ombwdsmon",
    },
}
MISSED = {Language.ENGLISH: "It was not met on {day}.", Language.WELSH: "Ni chafodd ei bodloni ar {day}."}
LATE = {
    Language.ENGLISH: "{extra} of it is because it was not paid by {day}.",
    Language.WELSH: "Mae {extra} ohono am nad oedd wedi’i dalu erbyn {day}.",
}
assert set(ABOUT) == set(MISSED) == set(LATE) == set(Language) and all(set(words) == set(PAYMENT_KINDS) for words in ABOUT.values())


def to_tell(complaint: Any, *, by: datetime | None = None) -> Payment | None:
    """The payment that a notice is about; `by`: as it was approved by that moment."""
    rows = Payment.objects.filter(complaint=complaint, state__in=("approved", "paid"), told_on=None)
    rows = rows.filter(approved_at__lte=by) if by else rows
    return rows.order_by("-approved_at", "-pk").first()


def payment_facts(complaint: Any, language: Language, *, today: date, by: datetime | None = None) -> pure.Payment | None:
    """What the notice says; None where there is nothing to tell. A day that has passed is not promised."""
    payment = to_tell(complaint, by=by)
    return told_of(payment, language, today=today) if payment else None


def told_of(payment: Payment, language: Language, *, today: date) -> pure.Payment:
    """What a notice says of this payment."""
    what = lower_first(standard_words(payment.code)) if payment.code else ""
    pay_by = payment.due_on if payment.state == "approved" and payment.due_on and payment.due_on >= today else None
    return pure.Payment(
        payment.amount_gbp + payment.late_extra_gbp, ABOUT[language][payment.kind].format(what=what), _why(payment, language), pay_by,
        payment.method or payment.method_asked,
    )


def _why(payment: Payment, language: Language) -> str:
    said = [MISSED[language].format(day=long_date(payment.failure_on, language))] if payment.failure_on else []
    if payment.late_extra_gbp:
        said.append(LATE[language].format(extra=pounds(payment.late_extra_gbp), day=long_date(payment.due_on, language)))
    return " ".join(said)


def notice_sent(complaint: Any, on: date, at: datetime, letter_id: int, *, by: Any, now: datetime) -> None:
    """The notice has gone: its payment is told. The caller holds the lock of the complaint."""
    payment = to_tell(complaint, by=at)
    if payment is None:
        return
    payment = Payment.objects.select_for_update(of=("self",)).get(pk=payment.pk)
    keeping.keep(payment, told_on=on, told="customer")
    data = {"told_on": on.isoformat(), "told": "customer", "letter": letter_id}
    append(complaint, [keeping.entry(payment, "told", now, data)], by=by, now=now)
