"""Referrals from outside: recorded with their reply date, shown at the head, running on after the complaint is resolved."""

from datetime import timedelta

import pytest

from complaints.enquiries import services
from complaints.enquiries.models import BODIES
from complaints.models import Deadline, Referral
from complaints.record.refusals import Unacceptable
from tests.factories import MONDAY, do_move, fresh, make_complaint, make_person, op
from tests.web.reading import text

NOW = MONDAY + timedelta(hours=1)


def referred(complaint, **fields):
    given = {"op_id": op(), "version": complaint.version, "body": "mp", "their_reference": "HC/12", "referred_on": "2026-05-11",
             "due_on": "2026-05-22", "what": "Why three cuts in ten days?", **fields}
    return services.refer(complaint.reference, given, by=make_person(), now=NOW)


@pytest.mark.parametrize("body", BODIES)
def test_a_referral_has_a_reply_date_of_its_own(db, body):
    complaint = make_complaint()
    referred(complaint, body=body)
    row = Referral.objects.select_related("deadline").get()
    assert (row.body, row.deadline.kind, str(row.deadline.due_on)) == (body, "referral_reply", "2026-05-22")


@pytest.mark.parametrize(("fields", "field"), [
    ({"referred_on": "2026-05-12"}, "referred_on"), ({"due_on": "2026-05-10"}, "due_on"), ({"body": "the press"}, "body"), ({"what": ""}, "what"),
    ({"referred_on": "soon"}, "referred_on"),
])
def test_what_cannot_be_is_said_at_its_field(db, fields, field):
    with pytest.raises(Unacceptable) as refused:
        referred(make_complaint(), **fields)
    assert field in refused.value.fields and Referral.objects.count() == 0


def test_a_reply_is_still_owed_when_the_complaint_is_resolved(db):
    complaint = make_complaint()
    referred(complaint)
    do_move(fresh(complaint), "resolve", at=NOW + timedelta(hours=1))
    assert Deadline.objects.get(kind="referral_reply").is_open


def test_the_referral_stands_at_the_head_and_its_reply_is_recorded_from_there(signed_in):
    client, complaint = signed_in(), make_complaint()
    referred(complaint)
    head = text(client.get(f"/c/{complaint.reference}/")).split('class="picture"')[0]
    assert "Reply to an MP, their reference HC/12" in head and "Fri 22 May 2026" in head and "Why three cuts in ten days?" in head
    address = f"/c/{complaint.reference}/clocks/{Referral.objects.get().deadline_id}/met/"
    assert f'href="{address}"' in head
    page = client.get(address)
    assert page.status_code == 200
    form = {"op_id": op(), "version": fresh(complaint).version, "how": "Wrote to the MP."}
    assert client.post(address, form).status_code == 302
    assert "replied to the referral" in text(client.get(f"/c/{complaint.reference}/timeline/"))


def test_the_page_records_a_referral(signed_in):
    client, complaint = signed_in(), make_complaint()
    address = f"/c/{complaint.reference}/referrals/new/"
    form = {"op_id": op(), "version": complaint.version, "body": "ofgem", "referred_on": "2026-05-11", "due_on": "2026-05-22", "what": "A reply"}
    assert client.get(address).status_code == 200 and client.post(address, form).status_code == 302
    assert "recorded that Ofgem referred it on Mon 11 May 2026, reply due Fri 22 May 2026" in text(client.get(f"/c/{complaint.reference}/timeline/"))
