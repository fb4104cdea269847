"""The moves of a payment: from which state, by whom, and the sentence of every refusal."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from complaints.clocks.words import status_of
from complaints.money import ledger
from complaints.money.models import PAYMENT_KINDS, PAYMENT_STATES, Payment
from complaints.money.moves import MOVES, moves_of
from complaints.money.totals import totals
from complaints.record.models import Event
from complaints.record.refusals import Conflict, Forbidden, Refused
from complaints.record.services import words_of
from complaints.record.verifying import verify
from complaints.rules.services import all_calendars
from tests.factories import MONDAY, make_person
from tests.money.cases import DAY, NOW, OUTAGE, a_case, a_payment, body, do, fresh, goodwill, record, through_us

pytestmark = pytest.mark.django_db
ROLES = ("agent", "senior_manager", "compliance_officer", "administrator")
MAY = {
    "approve": ({"proposed"}, {"senior_manager", "compliance_officer"}), "pay": ({"approved"}, set(ROLES)),
    "hold": ({"proposed", "approved"}, {"senior_manager", "compliance_officer"}), "release": ({"held"}, {"senior_manager", "compliance_officer"}),
    "refuse": ({"proposed", "approved", "held"}, {"senior_manager", "compliance_officer"}), "received": ({"proposed", "approved"}, set(ROLES)),
}
AFTER = {"approve": "approved", "pay": "paid", "hold": "held", "refuse": "refused"}


def refused(payment, name, *, by=None, now=NOW, **fields) -> Refused:
    with pytest.raises(Refused) as caught:
        do(payment, name, by=by, now=now, **fields)
    return caught.value


@pytest.mark.parametrize("state", PAYMENT_STATES)
@pytest.mark.parametrize("name", [name for name in MOVES if name != "received"])
def test_each_move_by_each_role_from_each_state(state, name):
    states, roles = MAY[name]
    for role in ROLES:
        payment, person = a_payment(state), make_person(role)
        assert (name in moves_of(payment, person)) == (state in states and role in roles)
        if role not in roles:
            assert isinstance(refused(payment, name, by=person), Forbidden)
        elif state not in states:
            assert refused(payment, name, by=person).code == "stage"
        else:
            assert do(payment, name, by=person).state == AFTER.get(name, "proposed")


@pytest.mark.parametrize("role", ["senior_manager", "compliance_officer"])
def test_nobody_approves_a_proposal_of_their_own(role):
    person = make_person(role)
    payment = a_payment(by=person)
    told = refused(payment, "approve", by=person)
    assert told.status == 403 and told.sentence == "You proposed this payment, so somebody else approves it."
    assert isinstance(refused(payment, "approve", by=person, version=99), Conflict), "the version is looked at before"


def test_every_move_raises_the_version_and_is_told_once():
    payment = a_payment("paid")
    assert payment.version == 3
    kinds = Event.objects.filter(complaint=payment.complaint, kind__startswith="payment.").values_list("kind", flat=True)
    assert list(kinds) == ["payment.proposed", "payment.approved", "payment.paid"] and verify().broken is None


@pytest.mark.parametrize(("version", "status"), [(9, 409), (None, 422), ("1", 422), (True, 422)])
def test_a_version_is_asked_for_and_compared(version, status):
    assert refused(a_payment(), "approve", version=version).status == status


def test_an_op_id_is_asked_for_and_replayed():
    payment, person = a_payment(), make_person("senior_manager")
    given = body(payment, "approve")
    first, second = (ledger.move(payment.pk, "approve", given, by=person, now=NOW) for _ in range(2))
    assert first.ids == second.ids and second.replayed and fresh(payment).version == 2
    assert refused(payment, "approve", op_id=None, version=2).code == "stage" and "op_id" in refused(a_payment(), "approve", op_id=None).fields


@pytest.mark.parametrize(("state", "name", "fields", "field"), [
    ("proposed", "refuse", {"reason": ""}, "reason"), ("proposed", "hold", {"reason": None}, "reason"),
    ("proposed", "hold", {"to_ofgem_on": "2026-05-12"}, "to_ofgem_on"), ("held", "release", {"determined_on": "2026-05-07"}, "determined_on"),
    ("approved", "pay", {"method": ""}, "method"), ("approved", "pay", {"paid_on": "2026-05-12"}, "paid_on"),
    ("approved", "pay", {"paid_on": "2026-05-07"}, "paid_on"), ("approved", "pay", {"paid_on": "2026-02-31"}, "paid_on"),
    ("approved", "pay", {"told_on": "2026-05-12"}, "told_on"), ("proposed", "approve", {"odd": 1}, "odd"),
])
def test_a_wrong_field_is_named(state, name, fields, field):
    assert field in refused(a_payment(state), name, **fields).fields


def test_a_payment_of_another_complaint_is_unknown():
    payment = a_payment()
    with pytest.raises(Refused) as caught:
        ledger.move(payment.pk, "approve", body(payment, "approve"), by=make_person("senior_manager"), now=NOW, reference=a_case().reference)
    assert caught.value.status == 404


# Below the law

def test_below_the_law_only_a_compliance_officer_approves_and_says_why():
    payment = record(a_case(), rulebook="documents").payment
    told = refused(payment, "approve", by=make_person("senior_manager"))
    assert told.status == 403 and "The law owes £40.00 here, and this payment is £30.00." in told.sentence
    assert "below_law_why" in refused(payment, "approve").fields
    officer = make_person("compliance_officer")
    payment = do(payment, "approve", by=officer, below_law_why="The owner’s documents are followed until June.")
    assert (payment.below_law_by, payment.approver) == (officer, officer)
    event = Event.objects.get(complaint=payment.complaint, kind="payment.approved")
    assert event.data["law_gbp"] == "40.00" and "until June" in words_of(event)["why"]


def test_a_sum_that_still_grows_is_approved_only_once_it_is_known():
    complaint, manager = a_case(licence="electricity_distributor"), make_person("compliance_officer")
    growing = record(complaint, "EL-R5", facts=OUTAGE | {"restored_at": None}, rulebook="documents").payment
    assert "still grows" in refused(growing, "approve", by=manager).sentence
    whole = record(complaint, "EL-R5", facts=OUTAGE, rulebook="documents", now=NOW + DAY).payment
    assert do(whole, "approve", by=manager, below_law_why="The documents are followed.").state == "approved"
    assert fresh(growing).state == "refused"


def test_at_the_laws_sum_nothing_is_asked():
    payment = do(a_payment(), "approve", by=make_person("senior_manager"), below_law_why="Nothing to say.")
    assert payment.below_law_why == "" and payment.below_law_by is None


def test_where_the_law_has_no_checked_row_the_documents_stand():
    facts = {"aware_at": "2014-05-08T10:00", "restored_at": "2014-05-09T12:00", "weather": "normal", "premises_affected": 40}
    payment = record(a_case(licence="electricity_distributor"), "EL-R5", facts=facts, rulebook="documents").payment
    assert do(payment, "approve", by=make_person("senior_manager")).state == "approved"


# In dispute

def test_a_dispute_stops_the_clock_and_it_goes_on_with_what_was_left():
    payment = a_payment("approved")
    payment = do(payment, "hold", now=MONDAY + 3 * DAY, to_ofgem_on="2026-05-13")
    row = payment.complaint.deadlines.get(kind="standard_payment")
    assert (row.held_on, row.held_why, row.alert_at, payment.to_ofgem_on) == (date(2026, 5, 14), "in dispute", None, date(2026, 5, 13))
    payment = do(payment, "release", now=MONDAY + 17 * DAY, determined_on="2026-05-27")
    row.refresh_from_db()
    # Left on 13 May: 14, 15, 18 to 22 May, seven days; from Thursday 28 May they end on Friday 5 June.
    assert (payment.state, payment.due_on, row.due_on, row.held_on) == ("approved", date(2026, 6, 5), date(2026, 6, 5), None)
    assert row.explanation["moved_by"][0]["because"] == "the clock stood still while it was in dispute" and row.alert_at


def test_a_held_clock_says_since_when():
    payment = do(a_payment(), "hold")
    told = status_of(payment.due_on, date(2026, 7, 1), all_calendars()["england-and-wales"], held_since=payment.held_on, held_why="in dispute")
    assert told.words == "Clock stopped since 11 May (in dispute)"


def test_a_networks_clock_is_not_stopped():
    payment = through_us()
    told = refused(payment, "hold")
    assert told.status == 422 and told.sentence.startswith("A dispute stops the clock of a supplier’s own standard only.")


def test_goodwill_has_no_clock_to_stop():
    assert "Only a payment of a guaranteed standard" in refused(goodwill(a_case()), "hold").sentence


# Paying

def test_it_is_paid_on_its_day_by_its_method():
    payment = a_payment("paid")
    row = payment.complaint.deadlines.get(kind="standard_payment")
    assert (payment.method, payment.paid_on) == ("bank transfer", date(2026, 5, 11)) and row.met_at and not row.alert_at


def test_another_method_than_the_customers_asks_why():
    payment = do(a_payment(method_asked="Cheque"), "approve")
    assert "The customer asked to be paid by Cheque." in refused(payment, "pay").fields["method_refused_why"][0]
    assert do(payment, "pay", method="cheque").method_refused_why == ""
    other = do(a_payment(method_asked="cash"), "approve")
    assert do(other, "pay", method_refused_why="Cash can’t be sent by post.").state == "paid"


def test_who_was_told_may_be_said_with_it():
    payment = do(a_payment("approved"), "pay", told_on="2026-05-11", told="customer")
    assert (payment.told, payment.told_on) == ("customer", date(2026, 5, 11))


@pytest.mark.parametrize("name", MOVES)
@pytest.mark.parametrize("state", ["paid", "refused"])
def test_what_has_ended_never_changes(state, name):
    payment = a_payment(state)
    assert refused(payment, name).status == 409 and fresh(payment).version == payment.version


# A standard is never set off against goodwill

def test_goodwill_beside_a_standard_takes_nothing_from_it():
    complaint = a_case()
    standard = record(complaint).payment
    gift = do(do(goodwill(complaint, amount_gbp="40.00"), "approve"), "pay")
    assert fresh(standard).amount_gbp == 40 and fresh(standard).state == "proposed" and gift.amount_gbp == 40


@pytest.mark.parametrize(("fields", "field"), [
    ({"amount_gbp": "0.00"}, "amount_gbp"), ({"amount_gbp": 30}, "amount_gbp"), ({"amount_gbp": "1.5"}, "amount_gbp"), ({"why": ""}, "why"),
    ({"kind": "standard"}, "kind"), ({"amount_gbp": "1000000.01"}, "amount_gbp"), ({"amount_gbp": "-1.00"}, "amount_gbp"),
])
def test_a_proposal_says_what_is_wrong_with_it(fields, field):
    with pytest.raises(Refused) as caught:
        goodwill(a_case(), **fields)
    assert field in caught.value.fields and not Payment.objects.exists()


def test_why_goodwill_is_given_lies_sealed():
    payment = goodwill(a_case())
    event = Event.objects.get(complaint=payment.complaint, kind="payment.proposed")
    assert words_of(event) == {"why": "They waited in twice."} and "waited" not in str(event.data)


# Totals

rows_of_ledger = st.lists(st.tuples(
    st.sampled_from(PAYMENT_KINDS), st.sampled_from(PAYMENT_STATES), st.integers(0, 10**9), st.integers(0, 10_000)), max_size=40)


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(rows_of_ledger)
def test_the_ledger_reconciles_to_the_penny(rows):
    Payment.objects.all().delete()
    Payment.objects.bulk_create(
        Payment(kind=kind, state=state, amount_gbp=Decimal(amount) / 100, late_extra_gbp=Decimal(extra) / 100, proposed_at=NOW,
                paid_on=date(2026, 5, 11)) for kind, state, amount, extra in rows)
    told, whole = totals(Payment.objects.all()), sum((Decimal(amount + extra) / 100 for _, _, amount, extra in rows), Decimal(0))
    by_state, by_kind = (sum(of(name).gbp for name in names) for of, names in ((told.of_state, PAYMENT_STATES), (told.of_kind, PAYMENT_KINDS)))
    assert told.all().gbp == whole == by_state == by_kind
    assert told.all().count == len(rows)


def test_no_walk_loses_a_penny():
    for state in PAYMENT_STATES:
        a_payment(state)
    told = totals(Payment.objects.all())
    assert {state: told.of_state(state).gbp for state in PAYMENT_STATES} == dict.fromkeys(PAYMENT_STATES, Decimal("40.00"))
