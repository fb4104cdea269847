"""Supply reports: kept apart from complaints, and one click away from being one."""

from datetime import timedelta

import pytest

from complaints.case import supply
from complaints.case.models import Complaint, SupplyReport
from tests.factories import MONDAY, customer, make_person, op
from tests.web.reading import fields_of, text


def make_report(**fields):
    body = {"op_id": op(), "reported_at": MONDAY.isoformat(), "channel": "telephone", "customer": customer(), "description": "No lights."} | fields
    return SupplyReport.objects.get(pk=supply.log_report(body, by=make_person(), now=MONDAY).ids["report"])


def test_reports_that_are_no_complaint_are_listed(signed_in):
    report = make_report()
    page = text(signed_in().get("/supply-reports/"))
    assert report.reference in page and "Ann Harper" in page and "Supply reports: 1<" in page
    assert "Record a supply report" in page and "As at " in page


def test_an_empty_list_says_why(signed_in):
    assert "No supply reports" in text(signed_in().get("/supply-reports/"))


@pytest.mark.parametrize("page", ["2", "0", "x", "-1", "99999999999999999999"])
def test_any_page_number_is_answered(signed_in, page):
    make_report()
    assert signed_in().get(f"/supply-reports/?page={page}").status_code == 200


def test_one_click_makes_a_report_a_complaint_received_now(signed_in):
    client, report = signed_in(), make_report()
    address = f"/supply-reports/{report.pk}/"
    answer = client.post(address, fields_of(client.get(address)) | {"description": "Nobody rings me back."})
    made = Complaint.objects.get()
    assert answer["Location"] == f"/complaints/new/{made.reference}/" and made.received_at == MONDAY + timedelta(hours=2)
    assert (made.description, made.customer.name) == ("Nobody rings me back.", "Ann Harper")
    assert made.reference in text(client.get(address)) and report.reference in text(client.get(f"/c/{made.reference}/"))


def test_who_tried_before_complained_then(signed_in):
    client, report = signed_in(), make_report()
    address = f"/supply-reports/{report.pk}/"
    client.post(address, fields_of(client.get(address)) | {"description": "I could not get through.", "at": "2026-05-11T11:00"})
    assert Complaint.objects.get().received_at.isoformat() == "2026-05-11T10:00:00+00:00"


@pytest.mark.parametrize(("typed", "sentence"), [
    ({"description": ""}, "Say what they are unhappy about."), ({"description": "x", "at": "2026-05-12T11:00"}, "lies in the future"),
    ({"description": "x", "at": "soon"}, "Give a day and a time under"),
])
def test_a_wrong_answer_says_why_and_keeps_the_words(signed_in, typed, sentence):
    client, report = signed_in(), make_report()
    answer = client.post(f"/supply-reports/{report.pk}/", {"op_id": op()} | typed)
    assert answer.status_code == 422 and sentence in text(answer) and fields_of(answer)["description"] == typed["description"]
    assert Complaint.objects.count() == 0


def test_a_report_becomes_one_complaint_however_often_it_is_clicked(signed_in):
    client, report = signed_in(), make_report()
    address = f"/supply-reports/{report.pk}/"
    sent = fields_of(client.get(address)) | {"description": "Nobody rings."}
    first, second = client.post(address, sent), client.post(address, sent)
    assert first["Location"] == second["Location"] and Complaint.objects.count() == 1
    assert "became the complaint" in text(client.post(address, sent | {"op_id": op()})) and Complaint.objects.count() == 1


def test_a_report_that_is_none_is_not_found(signed_in):
    assert signed_in().get("/supply-reports/7777/").status_code == 404
