"""The page of a case at an earlier moment: typed in words, banner, then and now, what came since; who may, the log, what is refused."""

from datetime import timedelta
from html import unescape
from urllib.parse import urlencode

import pytest

from complaints.case import correcting, services
from complaints.case.models import Complaint
from complaints.record.models import Access, Event, Sealed
from tests.factories import MONDAY, contact, make_complaint, make_person, op

DAY = timedelta(days=1)


@pytest.fixture
def case(db, at):
    """Corrected on Wednesday, with a call of Tuesday that was written down on Thursday; it is Friday."""
    complaint, agent = make_complaint(), make_person()
    given = {"op_id": op(), "version": 1, "fields": {"customer.phone": "07700 900111"}, "reason": "New number."}
    correcting.correct(complaint.reference, given, by=agent, now=MONDAY + 2 * DAY)
    services.add_contact(complaint.reference, contact(MONDAY + DAY, summary="Told them on Tuesday."), by=agent, now=MONDAY + 3 * DAY)
    at(MONDAY + 4 * DAY)
    return complaint


def opened(client, complaint, typed=None, status=200):
    query = "?" + urlencode({"as_of": typed}) if typed is not None else ""
    answer = client.get(f"/c/{complaint.reference}/as-of/{query}")
    assert answer.status_code == status
    return unescape(answer.content.decode())


@pytest.mark.parametrize("typed", ["12 May 2026", "12/05/2026", "2026-05-12", "12 May 2026 23:30"])
def test_a_day_or_a_moment_in_words_shows_the_record_of_then(signed_in, case, typed):
    page = opened(signed_in(), case, typed)
    assert "As the record stood on Tue 12 May 2026" in page
    assert "<b>07700 900672</b>" in page and ">07700 900111</td>" in page and "No contact was on record." in page


def test_what_came_since_is_listed_with_both_its_moments(signed_in, case):
    page = opened(signed_in(), case, "12 May 2026")
    since = page[page.index("Recorded since"):]
    assert "Told them on Tuesday." in since and "written down Thu 14 May" in since and "New number." in since


def test_what_came_since_stands_in_the_order_of_the_days_that_it_shows(signed_in, case):
    page = opened(signed_in(), case, "11 May 2026")
    since = page[page.index("Recorded since"):]
    assert since.index("New number.") < since.index("Told them on Tuesday.")


def test_a_meter_number_is_written_in_groups_then_as_now(signed_in, at):
    complaint = make_complaint(customer={"name": "Ann Lacey", "customer_type": "domestic", "mpan": "2638693381716"})
    at(MONDAY + DAY)
    assert "26 3869 3381 716" in opened(signed_in(), complaint, "11 May 2026")


def test_the_record_of_now_has_nothing_since(signed_in, case):
    page = opened(signed_in(), case, "15 May 2026")
    assert "Nothing has changed since." in page and "<b>" not in page[page.index("Facts then and now"):page.index("Dates as they stood")]


def test_without_a_moment_the_page_asks_for_one(signed_in, case):
    page = opened(signed_in(), case)
    assert "On record since" in page and "Facts then and now" not in page


@pytest.mark.parametrize(("typed", "sentence"), [
    ("10 May 2026", "Nothing was on record then: this complaint was logged"), ("16 May 2026", "This lies in the future"),
    ("soon", "Give a day like 8 May 2026"), ("31 February 2026", "Give a day like 8 May 2026"),
    ("2026-02-31", "There is no such day."), ("\x00", "Null characters"), ("9" * 400, "at most 40"),
])
def test_a_moment_that_can_not_be_shown_is_explained_at_the_field(signed_in, case, typed, sentence):
    page = opened(signed_in(), case, typed, status=422)
    assert sentence in page and "Facts then and now" not in page


def test_looking_is_kept_in_the_access_log_and_writes_no_event(signed_in, case):
    events = Event.objects.count()
    opened(signed_in(), case, "12 May 2026")
    assert Access.objects.filter(complaint=case, what="as of").count() == 1 and Event.objects.count() == events


def test_a_restricted_case_is_shown_of_no_moment_to_others(signed_in, case):
    given = {"op_id": op(), "version": Complaint.objects.get(pk=case.pk).version, "people": [], "reason": "x"}
    officer, friend = make_person("compliance_officer"), make_person()
    services.restrict(case.reference, given | {"people": [friend.username]}, by=officer, now=MONDAY + 4 * DAY)
    opened(signed_in(), case, "12 May 2026", status=404)


def test_erased_words_are_called_erased(signed_in, case):
    Sealed.objects.filter(event__kind="edited").delete()
    assert "<b>Erased</b>" in opened(signed_in(), case, "12 May 2026")


def test_the_case_with_a_moment_in_its_address_leads_there(signed_in, case):
    answer = signed_in().get(f"/c/{case.reference}/?as_of=12+May+2026")
    assert answer.status_code == 302 and answer["Location"] == f"/c/{case.reference}/as-of/?as_of=12+May+2026"


def test_audit_and_menu_lead_there(signed_in, case):
    client = signed_in()
    for page in ("", "audit/"):
        assert f'href="/c/{case.reference}/as-of/"' in client.get(f"/c/{case.reference}/{page}").content.decode()


def test_the_api_answers_a_past_moment_with_nothing_to_do(case, client):
    from staff.credentials import make_token
    answer = client.get(f"/api/v1/complaints/{case.reference}?as_of=2026-05-12", headers={
        "Authorization": f"Bearer {make_token(make_person(), by=None, now=MONDAY)}"})
    told = answer.json()
    assert answer.status_code == 200 and told["customer"]["phone"] == "07700 900672" and told["moves"] == [] and told["version"] == 1
