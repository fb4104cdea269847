"""The pages of people's rights: who may open them, a request from logging to its copy or to its erasing, and that looking is on record."""

import re

import pytest

from complaints.case.models import DataRequest
from complaints.clocks import words
from complaints.jobs import services as jobs
from complaints.jobs.tasks import KINDS
from complaints.privacy import choosing
from complaints.privacy.models import AccessCopy, Batch, Erasure, Hold, LeftOut, Subject
from complaints.privacy.pages import review
from complaints.record.models import Access, Event
from complaints.rules.services import all_calendars
from tests.factories import MONDAY, fresh, make_complaint, make_person, op
from tests.privacy.planted import NOW, plant
from tests.privacy.test_disposal import AFTER
from tests.privacy.test_erasing import erased
from tests.privacy.traces import left

PAGES = ("/privacy/", "/privacy/find/", "/privacy/retention/")
WHO = {"name": "Quirina Zanderwood", "account": "8800112233"}


@pytest.fixture
def officer(signed_in):
    return signed_in("compliance_officer")


def post(client, address, **given):
    return client.post(address, {"op_id": op(), **given})


def text(answer):
    return answer.content.decode()


@pytest.mark.parametrize("address", PAGES)
@pytest.mark.parametrize("role", ["agent", "senior_manager"])
def test_others_are_refused_and_told_who_may(signed_in, role, address):
    answer = signed_in(role).get(address)
    assert answer.status_code == 403 and "compliance officer" in text(answer)


@pytest.mark.parametrize("address", PAGES)
def test_they_open_for_compliance(officer, address):
    assert officer.get(address).status_code == 200


def test_a_person_is_found_wherever_they_stand(officer):
    planted = plant()
    answer = post(officer, "/privacy/find/", name="zanderwood")
    for what in (planted.complaint.reference, "SR-", "Customer of an incident", "Connection ", f"Request {planted.request.pk}"):
        assert what in text(answer)


def test_whoever_speaks_or_rang_for_a_customer_is_found_too(officer):
    who = {"name": "Petra Lindqvist", "relation": "daughter", "authority": {"kind": "letter"}, "write_to": "customer"}
    spoken = make_complaint(representative=who)
    planted = plant()
    assert spoken.reference in text(post(officer, "/privacy/find/", name="Lindqvist"))
    assert f"Rang or wrote on {planted.complaint.reference}" in text(post(officer, "/privacy/find/", name=planted.marks["sealed.who"]))


def test_each_complaint_that_a_search_shows_was_looked_at(officer):
    planted = plant()
    post(officer, "/privacy/find/", **WHO)
    assert Access.objects.filter(person=officer.person, complaint=planted.complaint, what="search for a person").count() == 1


def test_a_search_of_nothing_says_what_to_give(officer):
    answer = post(officer, "/privacy/find/", postcode="NG1 1AA")
    assert answer.status_code == 422 and "names nobody" in text(answer)


def test_no_address_and_no_title_of_these_pages_holds_a_word_about_anybody(officer):
    planted = plant()
    for address in (*PAGES, f"/privacy/requests/{planted.request.pk}/", f"/privacy/requests/{planted.request.pk}/records/"):
        page = text(officer.get(address))
        title, links = re.search(r"<title>(.*?)</title>", page, re.S)[1], " ".join(re.findall(r'(?:href|action)="([^"]*)"', page))
        assert left(planted.marks, (title + links).encode()) == []


def test_a_request_goes_from_logging_to_its_copy(officer, at):
    planted = plant()
    at(NOW)
    logged = post(officer, "/privacy/requests/new/", right="access", received_on="2026-05-12", person__name=planted.name,
                  person__account_number=planted.account)
    request = DataRequest.objects.latest("pk")
    assert logged.headers["Location"] == f"/privacy/requests/{request.pk}/"
    base = logged.headers["Location"]
    assert planted.complaint.reference in text(officer.get(f"{base}records/"))
    post(officer, f"{base}records/", record=f"complaint:{planted.complaint.pk}")
    asked = post(officer, f"{base}copy/")
    assert asked.headers["Location"].startswith("/jobs/")
    jobs.run_waiting({"access_copy": KINDS["access_copy"]}, clock=lambda: NOW)
    copy = AccessCopy.objects.get()
    assert copy.sha256 in text(officer.get(base))
    assert b"".join(officer.get(f"/privacy/copies/{copy.pk}.zip").streaming_content).startswith(b"PK")
    assert Access.objects.filter(complaint=planted.complaint, what="copy for the person.zip").exists()
    post(officer, f"{base}answer/", how="by letter")
    assert Event.objects.get(complaint=None, kind="deadline.met").data["copy"] == copy.sha256


def test_the_answer_is_recorded_and_meets_the_clock(officer, at):
    planted = plant(right="access")
    at(NOW)
    post(officer, f"/privacy/requests/{planted.request.pk}/answer/", how="by letter")
    planted.request.refresh_from_db()
    assert planted.request.answered_at and planted.request.deadlines.get().met_at


def test_what_is_about_somebody_else_comes_first_and_is_left_out_with_a_reason(officer):
    planted = plant(right="access")
    base = f"/privacy/requests/{planted.request.pk}/review/"
    page = text(officer.get(base))
    key = re.findall(r'name="leave" value="([^"]+)"', page)[0]
    assert "somebody else" in page[page.index(key):page.index(key) + 1500]
    assert post(officer, base, leave=key).status_code == 422
    post(officer, base, leave=key, **{f"why-{key}": "It is about the neighbour."})
    assert LeftOut.objects.get().key == key


def test_an_erasure_is_assessed_by_one_and_decided_by_another(officer, client, at):
    planted = plant()
    at(NOW)
    base = f"/privacy/requests/{planted.request.pk}/"
    post(officer, f"{base}assess/", version=0, outcome="allowed", ground="no_longer_needed", why="Nothing is owed.")
    assert post(officer, f"{base}decide/", version=1, agreed="yes").status_code == 403
    client.force_login(make_person("compliance_officer"))
    post(client, f"{base}decide/", version=1, agreed="yes")
    jobs.run_waiting({"erasure": KINDS["erasure"]}, clock=lambda: NOW)
    assert Erasure.objects.get().done_at and "Erased" in text(client.get(base))


def test_an_open_complaint_refuses_an_erasure_with_a_sentence(officer, at):
    planted, base = plant(), ""
    at(NOW)
    still = make_complaint("senior_review")
    Subject.objects.create(data_request=planted.request, kind="complaint", number=still.pk, by=officer.person, at=NOW)
    base = f"/privacy/requests/{planted.request.pk}/"
    answer = post(officer, f"{base}assess/", version=0, outcome="allowed", ground="no_longer_needed", why="Nothing is owed.")
    assert answer.status_code == 409 and f"{still.reference} is open" in text(answer)


def test_after_erasing_no_page_of_the_case_says_a_word_of_them_and_none_fails(officer, at):
    planted = plant()
    at(NOW)
    tabs = ("", "timeline/", "letters/", "standards/", "eligibility/", "files/", "file/", "audit/", "print/", "signposting/", "hold/")
    erased(planted)
    for tab in tabs:
        answer = officer.get(f"/c/{planted.complaint.reference}/{tab}")
        assert answer.status_code == 200, tab
        assert left(planted.marks, answer.content) == [], tab


def test_a_hold_is_set_and_lifted_on_its_page(officer, at):
    complaint = make_complaint("resolved")
    at(NOW)
    post(officer, f"/c/{complaint.reference}/hold/", why="A court asks.")
    assert Hold.objects.filter(complaint=complaint, lifted_at=None).exists() and complaint.reference in text(officer.get("/privacy/"))
    post(officer, f"/c/{complaint.reference}/hold/", why="It has decided.")
    assert not Hold.objects.filter(lifted_at=None).exists()


def test_a_complaint_is_restricted_and_freed_on_its_page(officer, at):
    complaint, person = make_complaint(), make_person()
    at(NOW)
    post(officer, f"/c/{complaint.reference}/restrict/", version=complaint.version, people=person.username, reason="They asked.")
    assert fresh(complaint).restricted and list(complaint.seen_by.all()) == [person]
    post(officer, f"/c/{complaint.reference}/restrict/lift/", version=fresh(complaint).version, reason="They no longer ask.")
    assert not fresh(complaint).restricted


def test_naming_nobody_does_not_open_a_restricted_complaint(officer, at):
    complaint, person = make_complaint(), make_person()
    at(NOW)
    address = f"/c/{complaint.reference}/restrict/"
    post(officer, address, version=complaint.version, people=person.username, reason="They asked.")
    answer = officer.post(address, {"op_id": op(), "version": fresh(complaint).version, "people": "", "reason": "All may."})
    assert answer.status_code == 422 and "lift the restriction" in text(answer) and fresh(complaint).restricted


def test_lifting_is_offered_where_there_is_a_restriction(officer, at):
    complaint = make_complaint()
    at(NOW)
    assert officer.get(f"/c/{complaint.reference}/restrict/lift/")["Location"].endswith("/restrict/")
    assert "Lift the restriction" not in text(officer.get(f"/c/{complaint.reference}/"))


def test_an_empty_form_of_restricting_is_refused_at_its_fields(officer):
    assert officer.post(f"/c/{make_complaint().reference}/restrict/").status_code == 422


def test_a_disposal_is_proposed_approved_by_another_and_certified(officer, client, at):
    complaint = make_complaint("resolved")
    at(AFTER)
    assert complaint.reference in text(officer.get("/privacy/retention/"))
    address = post(officer, "/privacy/retention/propose/").headers["Location"]
    assert "Would be destroyed" in text(officer.get(address)) and post(officer, f"{address}decide/", approved="yes").status_code == 403
    client.force_login(make_person("administrator"))
    post(client, f"{address}decide/", approved="yes")
    jobs.run_waiting({"disposal": KINDS["disposal"]}, clock=lambda: AFTER)
    told = client.get(f"{address}certificate.json").json()
    assert "Destroyed" in text(client.get(address)) and told["destroyed"][0]["reference"] == complaint.reference
    assert Batch.objects.get().done_at
    assert client.head(f"{address}certificate.json").status_code == 200
    event = Event.objects.get(kind="file.taken")
    assert event.data == {"what": "disposal", "format": "json", "rows": 1, "batch": Batch.objects.get().pk}
    assert "The certificate of a disposal" in text(client.get("/exports/"))


def test_deciding_nothing_about_a_disposal_refuses_nothing(officer, at):
    make_complaint("resolved")
    at(AFTER)
    address = post(officer, "/privacy/retention/propose/").headers["Location"]
    assert post(officer, f"{address}decide/").status_code == 422 and Batch.objects.get().approved is None


def test_who_looked_stands_on_the_request(officer, at):
    planted = plant()
    at(NOW)
    officer.get(f"/c/{planted.complaint.reference}/")
    assert officer.person.full_name in text(officer.get(f"/privacy/requests/{planted.request.pk}/"))


@pytest.mark.parametrize("number", [0, 2**63, 2**64, 10**30])
def test_a_number_that_is_none_is_not_found(officer, number):
    for address in (f"/privacy/requests/{number}/", f"/privacy/disposals/{number}/", f"/privacy/copies/{number}.zip"):
        assert officer.get(address).status_code == 404


def test_a_nul_or_a_huge_word_is_refused_and_no_failure(officer):
    for said in ("a\0b", "‮abc", "x" * 5000):
        assert post(officer, "/privacy/find/", name=said).status_code in (200, 400, 422)
    planted = plant()
    assert post(officer, f"/privacy/requests/{planted.request.pk}/records/", record="complaint:99999999999999999999").status_code == 422
    assert MONDAY < NOW


@pytest.mark.parametrize(("right", "step"), [
    ("access", "assess"), ("access", "decide"), ("access", "go-on"), ("erasure", "decide"), ("erasure", "go-on")])
def test_a_step_that_the_request_is_not_ready_for_is_not_offered(officer, right, step):
    page = officer.get(f"/privacy/requests/{plant(right=right).request.pk}/{step}/")
    assert page.status_code == 409 and "<form" not in text(page).partition("<main")[2]


def test_the_review_of_a_copy_reads_as_words_and_days(officer):
    page = text(officer.get(f"/privacy/requests/{plant(right='access').request.pk}/review/"))
    rows = page.partition("<main")[2]
    assert not re.findall(r">[^<]*\b([a-z]+_[a-z_]+|20\d\d-\d\d-\d\d)\b[^<]*<", rows)


def test_a_request_is_not_logged_before_it_is_said_what_they_ask_for(officer):
    answer = post(officer, "/privacy/requests/new/", received_on="2026-05-11", person__name="Ann")
    assert answer.status_code == 422 and "#id_right" in text(answer) and not DataRequest.objects.exists()


def test_more_time_says_whose_request_it_is_and_both_days(officer, at):
    planted = plant(right="access")
    at(NOW)
    page, row = text(officer.get(f"/privacy/requests/{planted.request.pk}/extend/")), planted.request.deadlines.get()
    later = choosing.extended(planted.request.received_on, all_calendars()[row.calendar])
    assert f"The answer is due by {words.long_day(later)}, not by {words.long_day(row.due_on)}." in page
    assert planted.request.person["name"] in page and "Asks for: a copy of their data" in page


def test_recording_the_answer_says_whose_request_it_is_and_by_when(officer, at):
    planted = plant(right="access")
    at(NOW)
    page = text(officer.get(f"/privacy/requests/{planted.request.pk}/answer/"))
    assert planted.request.person["name"] in page
    assert f"They are to be answered by {words.long_day(planted.request.deadlines.get().due_on)}." in page


def test_a_long_text_can_be_read_whole_before_it_is_handed_out(officer, monkeypatch):
    monkeypatch.setattr(review, "LONGEST", 20)
    page = text(officer.get(f"/privacy/requests/{plant(right='access').request.pk}/review/"))
    assert "Read all of it" in page and "person: name" in page
