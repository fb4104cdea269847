"""The ledger's pages: what waits on top, sums that reconcile, one payment explained, its moves by people who may."""

import re
from decimal import Decimal

import pytest

from complaints.money.models import PAYMENT_STATES, Payment
from complaints.money.moves import MOVES
from complaints.money.pages import ledger_list
from tests.factories import make_person, op
from tests.money.cases import BODIES, a_case, a_payment, do, fresh, goodwill, record, through_us
from tests.web.reading import fields_of, text

pytestmark = pytest.mark.django_db


def post(client, payment, name, **fields):
    return client.post(f"/payments/{payment.pk}/do/{name}/", {"op_id": op(), "version": payment.version, **BODIES[name], **fields})


def test_an_empty_ledger_says_how_one_begins(signed_in):
    assert "A finding on a complaint or an incident proposes what is owed" in text(signed_in().get("/payments/"))


def test_the_ledger_shows_each_state_with_its_sum(signed_in):
    for state in PAYMENT_STATES:
        a_payment(state)
    goodwill(a_case())
    said = text(signed_in().get("/payments/"))
    assert "Payments: 2 to approve, 1 to pay" in said and "£65.00 proposed, £40.00 approved, £40.00 paid" in said
    for head in ("Proposed (2), £65.00", "Approved, to pay (1), £40.00", "On hold (1), £40.00", "Paid (1), £40.00", "Refused (1), £40.00"):
        assert head in said
    assert "Clock stopped since 11 May (in dispute)" in said and "£225.00 (6)" in said


def test_the_sums_of_the_page_add_up_both_ways(signed_in):
    a_payment("paid")
    goodwill(a_case())
    foot = re.search(r"<tfoot>(.*?)</tfoot>", text(signed_in().get("/payments/")), re.S)[1]
    sums = [Decimal(found.replace(",", "")) for found in re.findall(r"£([\d,.]+) \(", foot)]
    assert sum(sums[:-1]) == sums[-1] == Decimal("65.00")


@pytest.mark.parametrize(("query", "shown"), [
    ("?state=proposed", 2), ("?kind=goodwill", 1), ("?standard=SUP-APPT-MISSED", 2), ("?state=paid&kind=goodwill", 0), ("?state=nonsense", 3),
])
def test_a_filter_narrows_it(signed_in, query, shown):
    a_payment()
    a_payment("paid")
    goodwill(a_case())
    assert len(re.findall(r'href="/payments/\d+/"', text(signed_in().get(f"/payments/{query}")))) == shown


def test_a_long_state_goes_on_by_key(signed_in, monkeypatch):
    monkeypatch.setattr(ledger_list, "PAGE", 2)
    monkeypatch.setattr(ledger_list, "MOST", 2)
    payments = [goodwill(a_case()).pk for _ in range(3)] + [a_payment().pk]
    client, seen, address = signed_in(), [], "/payments/?state=proposed"
    assert "All 4" in text(client.get("/payments/"))
    while address:
        page = text(client.get(address))
        seen += [int(found) for found in re.findall(r'href="/payments/(\d+)/"', page)]
        following = re.search(r'href="([^"]+)" data-key="\]"', page)
        address = following[1].replace("&amp;", "&") if following else None
    assert seen == [payments[3], *payments[:3]]


def test_what_nobody_may_see_is_in_no_list_and_no_sum(signed_in):
    complaint = a_case()
    payment = record(complaint).payment
    type(complaint).objects.filter(pk=complaint.pk).update(restricted=True)
    client = signed_in()
    assert "£40.00" not in text(client.get("/payments/")) and client.get(f"/payments/{payment.pk}/").status_code == 404


def test_a_payment_explains_itself(signed_in):
    payment = a_payment()
    said = text(signed_in("senior_manager").get(f"/payments/{payment.pk}/"))
    for part in ("Missed visit: £40.00", "Pay the customer by Friday 22 May 2026", "Explain this amount", "Explain this date", "Approve the payment",
                 "Standard payment, 10 working days"):
        assert part in said, part


def test_who_proposed_it_is_told_why_they_cannot_approve(signed_in):
    client = signed_in("senior_manager")
    payment = a_payment(by=client.person)
    said = text(client.get(f"/payments/{payment.pk}/"))
    assert "You proposed this payment" in said and f"/payments/{payment.pk}/do/approve/" not in said
    assert client.get(f"/payments/{payment.pk}/do/approve/").status_code == 403


@pytest.mark.parametrize("name", MOVES)
def test_each_move_has_its_page_and_is_made_there(signed_in, name):
    states = {"pay": "approved", "release": "held"}
    payment = through_us() if name == "received" else a_payment(states.get(name, "proposed"))
    client = signed_in("compliance_officer")
    page = client.get(f"/payments/{payment.pk}/do/{name}/")
    assert page.status_code == 200 and {"op_id", "version"} <= set(fields_of(page))
    done = post(client, payment, name)
    assert done.status_code == 302, text(done)[-3000:]
    assert client.get(done.url).status_code == 200 and fresh(payment).version == payment.version + 1


def test_a_refused_move_keeps_what_was_typed(signed_in):
    payment = a_payment("approved")
    page = post(signed_in(), payment, "pay", method="cheque", paid_on="2026-06-01")
    assert page.status_code == 422 and 'value="cheque"' in text(page) and "to today" in text(page)


def test_a_clash_keeps_what_was_typed_and_can_be_sent_again(signed_in):
    payment = a_payment()
    Payment.objects.filter(pk=payment.pk).update(version=7)
    client = signed_in("compliance_officer")
    page = post(client, payment, "refuse", reason="They were told on the day.")
    assert page.status_code == 409 and "They were told on the day." in text(page)
    again = fields_of(page)
    assert client.post(f"/payments/{payment.pk}/do/refuse/", again).status_code == 302 and fresh(payment).state == "refused"


def test_below_the_law_asks_a_compliance_officer_why(signed_in):
    payment = record(a_case(), rulebook="documents").payment
    client = signed_in("compliance_officer")
    assert "The law owes £40.00" in text(client.get(f"/payments/{payment.pk}/do/approve/"))
    assert post(client, payment, "approve").status_code == 422
    assert post(client, payment, "approve", below_law_why="Agreed with the customer.").status_code == 302


def test_an_unknown_move_or_payment_is_404(signed_in):
    client = signed_in()
    assert client.get("/payments/999999/").status_code == 404 and client.get(f"/payments/{a_payment().pk}/do/dance/").status_code == 404


def test_a_paid_payment_offers_nothing_more(signed_in):
    payment = do(a_payment("approved"), "pay", by=make_person())
    assert "/do/" not in text(signed_in("compliance_officer").get(f"/payments/{payment.pk}/"))


def test_a_ledger_of_one_state_says_how_many_there_are_of_it(signed_in):
    a_payment("paid")
    assert "Payments: 1 paid" in text(signed_in().get("/payments/?state=paid"))


def test_a_payment_is_linked_to_its_case_and_says_each_fact_once(signed_in):
    payment = a_payment()
    said = text(signed_in("senior_manager").get(f"/payments/{payment.pk}/"))
    reference = payment.complaint.reference
    assert f'<a href="/c/{reference}/">{reference}</a>' in said
    assert said.count("Pay the customer by") == 1 and "<dt>Pay by</dt>" not in said and said.count("<dt>Route</dt>") == 1


@pytest.mark.parametrize(("state", "since"), [
    ("paid", "£40.00 was owed. Paid on Monday 11 May 2026"), ("refused", "Worked out: £40.00. Refused on "),
])
def test_what_was_owed_is_told_in_the_past_once_it_is_paid_or_refused(signed_in, state, since):
    said = text(signed_in("senior_manager").get(f"/payments/{a_payment(state).pk}/"))
    assert since in said and (state == "paid" or "was owed" not in said) and "£40.00 is owed<" not in said and "Pay the customer by" not in said


def test_whoever_approves_reads_who_proposed_it_and_how_it_was_worked_out(signed_in):
    payment = a_payment()
    said = text(signed_in("senior_manager").get(f"/payments/{payment.pk}/do/approve/"))
    assert f"<b>Proposed: </b>{payment.proposed_by.full_name}" in said and "How it was worked out" in said
    assert "Not kept: £40.00 is owed" in said and "Explain this amount" in said


def test_whoever_approves_a_sum_that_a_person_set_reads_why(signed_in):
    said = text(signed_in("senior_manager").get(f"/payments/{goodwill(a_case()).pk}/do/approve/"))
    assert "<b>Why: </b>" in said and "<b>Proposed: </b>" in said
