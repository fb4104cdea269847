"""The payment notice: which payment it is about, what it says, and that sending it tells the customer of it."""

from datetime import date, timedelta

import pytest

from complaints.letters import services
from complaints.letters.facts_of import Way, facts_of
from complaints.letters.kinds import Kind, Language
from complaints.letters.models import Letter
from complaints.money import accruing
from complaints.money.noticing import payment_facts, to_tell
from complaints.record.models import Event
from complaints.record.refusals import Unacceptable
from tests.factories import AN_HOUR, make_person, op
from tests.money.cases import DAY, NOW, a_case, do, fresh, goodwill, record

pytestmark = pytest.mark.django_db
TODAY = date(2026, 5, 12)


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.VAR_DIR = tmp_path


def notice(complaint, now=NOW + 3 * AN_HOUR):
    made = services.draft(complaint.reference, {"op_id": op(), "kind": "payment_notice"}, by=make_person(), now=now)
    return Letter.objects.get(pk=made.ids["letter"])


def send(letter, now=NOW + DAY):
    body = {"op_id": op(), "version": letter.version, "method": "post", "sent_on": None}
    services.move(letter.pk, "send", {name: value for name, value in body.items() if value}, by=make_person(), now=now)


def approved(complaint, **more):
    return do(record(complaint, **more).payment, "approve", now=NOW + AN_HOUR)


def test_a_notice_says_what_is_paid_why_and_by_when():
    complaint = a_case()
    payment = approved(complaint, method_asked="cheque")
    told = facts_of(complaint, Kind.PAYMENT_NOTICE, Way(TODAY), signer=None)[0].payment
    assert (told.amount_gbp, told.pay_by, told.method) == (payment.amount_gbp, date(2026, 5, 22), "cheque")
    assert told.about == "a guaranteed standard that was not met: missed visit" and told.why == "It was not met on 8 May 2026."


def test_the_late_extra_is_in_the_sum_and_named_and_no_past_day_is_promised():
    complaint = a_case()
    approved(complaint)
    accruing.accrue_due(now=NOW + 20 * DAY)
    told = payment_facts(complaint, Language.ENGLISH, today=date(2026, 6, 1))
    assert told.amount_gbp == 80 and told.pay_by is None and "£40 of it is because it was not paid by 22 May 2026." in told.why


def test_a_welsh_notice_is_in_welsh():
    complaint = a_case(language="cy")
    approved(complaint)
    assert "Ni chafodd ei bodloni" in payment_facts(complaint, Language.WELSH, today=TODAY).why


def test_what_is_not_approved_is_told_to_nobody():
    complaint = a_case()
    goodwill(complaint)
    assert to_tell(complaint) is None
    with pytest.raises(Unacceptable) as refused:
        send(notice(complaint))
    assert refused.value.code == "checklist"


def test_sending_the_notice_tells_the_customer_of_the_payment():
    complaint = a_case()
    payment = approved(complaint)
    send(notice(complaint))
    payment = fresh(payment)
    assert (payment.told, payment.told_on, to_tell(complaint)) == ("customer", date(2026, 5, 12), None)
    assert Event.objects.get(complaint=complaint, kind="payment.told").data["told_on"] == "2026-05-12"


def test_each_payment_has_its_own_notice():
    complaint = a_case()
    first = approved(complaint)
    second = do(goodwill(complaint), "approve", now=NOW + 2 * AN_HOUR)
    assert to_tell(complaint) == second
    send(notice(complaint))
    assert to_tell(complaint) == first


def test_a_paid_payment_says_how_it_was_paid():
    complaint = a_case()
    do(approved(complaint), "pay", now=NOW + timedelta(hours=4))
    told = payment_facts(complaint, Language.ENGLISH, today=TODAY)
    assert told.method == "bank transfer" and told.pay_by is None
