"""Offers to settle a complaint: made, accepted, refused, run out. What was offered with a deadlock stands in the same list."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from complaints.case.models import Complaint
from complaints.case.services import body_of, called
from complaints.clocks import words
from complaints.money import keeping
from complaints.money.models import Offer
from complaints.money.naming import plain
from complaints.money.shapes import OFFER_SHAPES, Answered, OfferIn
from complaints.record.entries import Entry
from complaints.record.models import Event
from complaints.record.operations import Answer, Call, require
from complaints.record.parsing import parse
from complaints.record.refusals import Conflict, Unacceptable, Unknown
from complaints.record.services import last_link
from workdays import london

NO_SUCH = "There is no offer with this number on this complaint."
DONE = {"accept": "accepted", "refuse": "refused"}
STATE_SAID = {"open": "open", "accepted": "accepted", "refused": "refused", "lapsed": "closed: its time has run out"}
WITHDRAWN = "This offer was withdrawn when the customer went to the Ombudsman."
BATCH = 200
assert set(DONE) == set(OFFER_SHAPES)


def make_offer(reference: str, given: Mapping[str, Any], *, by: Any, now: datetime) -> Answer:
    """`POST …/offers`; answers 201. An offer with a last day has a clock."""
    def do(complaint: Complaint, call: Call) -> dict[str, Any]:
        require(call)
        asked = parse(OfferIn, body_of(given))
        _check_days(complaint, asked, now)
        return answer_of(_made(complaint, asked, by=by, now=now))
    return called(reference, "offers", given, by, now, do, status=201)


def _check_days(complaint: Complaint, asked: OfferIn, now: datetime) -> None:
    if not london.day_of(complaint.received_at) <= asked.made_on <= london.day_of(now):
        raise Unacceptable.of(made_on="Give a day from the complaint’s receipt to today.")
    if asked.open_until and asked.open_until < asked.made_on:
        raise Unacceptable.of(open_until="The offer can’t end before it is made.")


def _made(complaint: Complaint, asked: OfferIn, *, by: Any, now: datetime) -> Offer:
    data = {"made_on": asked.made_on.isoformat(), "open_until": keeping.iso(asked.open_until), "amount_gbp": plain(asked.amount_gbp),
            "if_ombudsman": asked.if_ombudsman}
    what = {f"offer_expires:{last_link(complaint)[0] + 1}": asked.text}
    events = keeping.tell(complaint, [Entry("offer.made", now, data, {"text": asked.text})], by=by, now=now, because="offer made", what=what)
    return Offer.objects.create(
        complaint=complaint, event=events[0], text=asked.text, amount_gbp=asked.amount_gbp, made_on=asked.made_on, closes_on=asked.open_until,
        if_ombudsman=asked.if_ombudsman, made_by=by,
    )


def with_deadlock(complaint: Complaint, event: Event, given: Any, *, by: Any) -> None:
    """The offer that was made when deadlock was declared, beside that event, whose clock is its own."""
    Offer.objects.create(
        complaint=complaint, event=event, text=given.text, made_on=london.day_of(event.at), closes_on=given.open_until,
        if_ombudsman="stays" if given.stays_open else "withdrawn", made_by=by,
    )


def move(reference: str, offer_id: int, name: str, given: Mapping[str, Any], *, by: Any, now: datetime) -> Answer:
    """`accept` or `refuse`: the customer's answer on a day within the offer's time."""
    def do(complaint: Complaint, call: Call) -> dict[str, Any]:
        offer = Offer.objects.select_for_update(of=("self",)).filter(complaint=complaint, pk=offer_id).first()
        if offer is None or name not in DONE:
            raise Unknown(NO_SUCH if offer is None else "There is no such move of an offer.")
        offer.complaint = complaint
        keeping.check_version(offer, given.get("version"), "offer")
        if state_of(offer, None) != "open":
            raise Conflict(f"This offer is {STATE_SAID[offer.state]}.", code="stage")
        require(call)
        keeping.need_version(given.get("version"), "offer")
        _answered(offer, name, parse(OFFER_SHAPES[name], body_of(given)), by=by, now=now)
        return answer_of(offer)
    return called(reference, f"offers/{offer_id}/moves/{name}", given, by, now, do)


def _answered(offer: Offer, name: str, given: Answered, *, by: Any, now: datetime) -> None:
    on = given.on or london.day_of(now)
    if not offer.made_on <= on <= london.day_of(now):
        raise Unacceptable.of(on="Give a day from the day of the offer to today.")
    if offer.closes_on and on > offer.closes_on:
        raise Unacceptable.of(on=f"The offer was open until {words.long_day(offer.closes_on)}. Make it again to keep it open longer.")
    if name == "accept" and offer.if_ombudsman == "withdrawn" and offer.complaint.stage == "ombudsman":
        raise Conflict(WITHDRAWN, code="stage")
    _end(offer, DONE[name], {"on": on.isoformat()}, by=by, now=now, answered_on=on)


def _end(offer: Offer, state: str, data: Mapping[str, Any], *, by: Any, now: datetime, answered_on: date | None = None) -> None:
    offer.state, offer.answered_on, offer.version = state, answered_on, offer.version + 1
    offer.save()
    told = {"offer": offer.pk, "key": f"offer_expires:{offer.event.seq}", **data}
    keeping.tell(offer.complaint, [Entry(f"offer.{state}", now, told)], by=by, now=now, because=f"the offer was {state}")


def state_of(offer: Offer, today: date | None) -> str:
    """An offer whose last day has passed is closed from the next day on, also before the sweep has noted it."""
    passed = today is not None and offer.state == "open" and offer.closes_on is not None and offer.closes_on < today
    return "lapsed" if passed else offer.state


def lapse_due(*, now: datetime, limit: int = BATCH) -> int:
    """Close the offers whose last day has passed; answers how many. One whose complaint somebody holds is left to the next sweep."""
    rows = Offer.objects.filter(state="open", closes_on__lt=london.day_of(now)).order_by("closes_on", "pk")
    return sum(_lapsed(ident, now) for ident in list(rows.values_list("pk", flat=True)[:limit]))


def _lapsed(offer_id: int, now: datetime) -> bool:
    with transaction.atomic():
        rows = Offer.objects.filter(pk=offer_id, state="open").select_related("complaint", "event")
        offer = rows.select_for_update(of=("self", "complaint"), skip_locked=True).first()
        if offer is None:
            return False
        _end(offer, "lapsed", {"open_until": keeping.iso(offer.closes_on)}, by=None, now=now)
        return True


def answer_of(offer: Offer) -> dict[str, Any]:
    return {"offer": offer.pk, "complaint": offer.complaint_id, "state": offer.state, "version": offer.version}
