"""Offers: made, answered within their time, run out by themselves; what was offered with a deadlock is one of them."""

from datetime import date

import pytest

from complaints.alerts.models import Alert
from complaints.alerts.sweep import sweep
from complaints.clocks.described import state_of as clock_state
from complaints.money import offers
from complaints.money.models import Offer
from complaints.record.models import Event
from complaints.record.refusals import Refused
from complaints.record.verifying import verify
from tests.factories import MONDAY, do_move, make_complaint, make_person, op
from tests.money.cases import DAY, NOW, a_case, an_offer

pytestmark = pytest.mark.django_db


def answer(offer, name="accept", *, now=NOW, **fields):
    body = {"op_id": op(), "version": offer.version, **fields}
    offers.move(offer.complaint.reference, offer.pk, name, body, by=make_person(), now=now)
    return Offer.objects.get(pk=offer.pk)


def refused(offer, name="accept", **more) -> Refused:
    with pytest.raises(Refused) as caught:
        answer(offer, name, **more)
    return caught.value


def clock(offer):
    return offer.complaint.deadlines.get(kind="offer_expires")


def test_an_offer_with_a_last_day_has_a_clock_with_its_words():
    row = clock(an_offer(a_case()))
    assert (row.due_on, row.what) == (date(2026, 5, 29), "50 pounds and a new meter.")


def test_an_offer_without_one_has_none():
    offer = an_offer(a_case(), open_until=None)
    assert not offer.complaint.deadlines.filter(kind="offer_expires").exists() and answer(offer).state == "accepted"


@pytest.mark.parametrize(("name", "state"), [("accept", "accepted"), ("refuse", "refused")])
def test_the_customers_answer_ends_it(name, state):
    offer = answer(an_offer(a_case()), name, on="2026-05-11")
    assert (offer.state, offer.answered_on, offer.version) == (state, date(2026, 5, 11), 2) and clock(offer).met_at
    assert Event.objects.filter(complaint=offer.complaint, kind=f"offer.{state}").count() == 1
    assert refused(offer, name).code == "stage"


@pytest.mark.parametrize(("fields", "status"), [
    ({"on": "2026-05-10"}, 422), ({"on": "2026-05-12"}, 422), ({"version": 9}, 409), ({"version": None}, 422), ({"op_id": None}, 422),
])
def test_an_answer_that_cannot_be_is_refused(fields, status):
    assert refused(an_offer(a_case()), **fields).status == status


def test_after_its_last_day_it_cannot_be_accepted():
    assert "open until Friday 29 May 2026" in refused(an_offer(a_case()), now=MONDAY + 20 * DAY).sentence


def test_accepted_on_its_last_day_and_recorded_later_it_holds():
    assert answer(an_offer(a_case()), now=MONDAY + 20 * DAY, on="2026-05-29").state == "accepted"


@pytest.mark.parametrize(("fields", "field"), [
    ({"made_on": "2026-05-12"}, "made_on"), ({"made_on": "2026-05-10"}, "made_on"), ({"open_until": "2026-05-10"}, "open_until"),
    ({"text": ""}, "text"), ({"if_ombudsman": "perhaps"}, "if_ombudsman"), ({"amount_gbp": "x"}, "amount_gbp"),
])
def test_an_offer_says_what_is_wrong_with_it(fields, field):
    with pytest.raises(Refused) as caught:
        an_offer(a_case(), **fields)
    assert field in caught.value.fields


def test_it_runs_out_by_itself_and_nobody_is_called_late():
    offer = an_offer(a_case())
    for days in (18, 19, 19, 30):
        sweep(now=MONDAY + days * DAY)
        assert Offer.objects.get(pk=offer.pk).state == ("open" if days == 18 else "lapsed")
    row = clock(offer)
    assert clock_state(row, date(2026, 6, 30)) == "met" and not Alert.objects.filter(deadline=row, tier="late").exists()
    assert Event.objects.filter(kind="offer.lapsed").count() == 1 and verify().broken is None


def test_the_day_after_it_is_closed_also_before_the_sweep_came():
    offer = an_offer(a_case())
    assert [offers.state_of(offer, day) for day in (date(2026, 5, 29), date(2026, 5, 30))] == ["open", "lapsed"]


def with_deadlock(**offer):
    given = {"text": "50 pounds.", "stays_open": True, "open_until": "2026-06-10", **offer}
    return do_move(make_complaint("senior_review"), "declare_deadlock", offer=given)


def test_what_was_offered_with_a_deadlock_stands_in_the_list():
    complaint = with_deadlock()
    offer = Offer.objects.get(complaint=complaint)
    assert (offer.text, offer.closes_on, offer.if_ombudsman, offer.event.kind) == ("50 pounds.", date(2026, 6, 10), "stays", "moved.declare_deadlock")
    assert answer(offer, now=MONDAY + DAY).state == "accepted" and clock(offer).met_at


def test_an_offer_withdrawn_when_the_customer_went_cannot_be_accepted_there():
    complaint = with_deadlock(stays_open=False)
    do_move(complaint, "refer_to_ombudsman", because="deadlock")
    assert refused(Offer.objects.get(complaint=complaint), now=MONDAY + DAY).sentence.startswith("This offer was withdrawn")


def test_an_offer_of_another_complaint_is_unknown():
    offer = an_offer(a_case())
    with pytest.raises(Refused) as caught:
        offers.move(a_case().reference, offer.pk, "accept", {"op_id": op(), "version": 1}, by=make_person(), now=NOW)
    assert caught.value.status == 404
