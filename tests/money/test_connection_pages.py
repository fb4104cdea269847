"""The pages of connections: the list, a new one, its steps with what is owed, a day recorded, a clash that keeps what was typed."""

import pytest

from complaints.money.models import ConnectionJob
from tests.factories import make_complaint, op
from tests.money.test_connections import SINGLE, begin, dated
from tests.web.reading import fields_of, text

FORM = {name: str(value) for name, value in SINGLE.items() if name != "fuel"}


@pytest.fixture
def agent(signed_in):
    return signed_in()


@pytest.fixture
def job(agent):
    return dated(begin(agent.person), agent.person, "info_complete_on", "2026-04-20")


def test_the_list_is_empty_at_first_and_says_what_it_is_for(agent):
    assert "No connections yet" in text(agent.get("/connections/"))


def test_the_list_shows_the_next_step_its_day_and_what_is_owed(agent, job):
    said = text(agent.get("/connections/"))
    assert "Issue the quotation" in said and "Mon 27 Apr 2026" in said and "9 working days late" in said and "£135.00" in said
    assert "As at " in said


def test_a_connection_is_begun_on_its_complaint(agent):
    complaint = make_complaint()
    fields = fields_of(agent.get(f"/connections/new/?complaint={complaint.reference}"))
    response = agent.post("/connections/new/", fields | FORM)
    made = ConnectionJob.objects.get()
    assert response.url == f"/connections/{made.pk}/" and made.complaint == complaint and made.facts["elc_category"] == "LV-SINGLE"
    assert complaint.reference in text(agent.get(response.url))


def test_a_gas_connection_is_asked_its_own_questions(agent):
    fields = fields_of(agent.get("/connections/new/?fuel=gas"))
    assert "rate_of_flow_kwh" in fields and "works" not in fields
    told = {"label": "Unit 3", "customer_type": "domestic", "nation": "wales", "rate_of_flow_kwh": "60", "quotation": "standard"}
    assert agent.post("/connections/new/?fuel=gas", fields | told).status_code == 302
    assert ConnectionJob.objects.get().fuel == "gas"


def test_what_is_missing_is_refused_at_its_field_and_what_was_typed_is_kept(agent):
    response = agent.post("/connections/new/", FORM | {"op_id": op(), "works": "", "label": "My extension"})
    said = text(response)
    assert response.status_code == 422 and "Say at which voltage work is done." in said and "My extension" in said and "There is a problem" in said


def test_the_page_shows_each_step_what_it_waits_for_and_the_sum(agent, job):
    said = text(agent.get(f"/connections/{job.pk}/"))
    assert "Issue the quotation by Monday 27 April 2026" in said and "£135.00 owed so far" in said
    assert "Waits for: acceptance received" in said and "Step by step" in said and "Single low-voltage service, demand" in said


def test_a_day_is_recorded_and_told(agent, job):
    page = fields_of(agent.get(f"/connections/{job.pk}/"))
    response = agent.post(f"/connections/{job.pk}/dates/", page | {"name": "quote_issued_on", "on": "2026-05-01"})
    said = text(agent.get(response.url))
    assert "recorded of the connection: quotation issued Fri 1 May 2026" in said and "Met late" in said


def test_a_day_in_the_future_is_refused_and_kept(agent, job):
    page = fields_of(agent.get(f"/connections/{job.pk}/"))
    response = agent.post(f"/connections/{job.pk}/dates/", page | {"name": "quote_issued_on", "on": "2026-12-01"})
    assert response.status_code == 422 and "lies in the future" in text(response) and "1 December 2026" in text(response)


def test_a_clash_keeps_what_was_typed_and_it_goes_again(agent, job):
    page = fields_of(agent.get(f"/connections/{job.pk}/"))
    dated(job, agent.person, "accepted_on", "2026-05-05")
    response = agent.post(f"/connections/{job.pk}/dates/", page | {"name": "quote_issued_on", "on": "2026-05-01"})
    assert response.status_code == 409 and "2026-05-01" in text(response) and "acceptance received" in text(response)
    assert agent.post(f"/connections/{job.pk}/dates/", fields_of(response)).status_code == 302
    job.refresh_from_db()
    assert job.facts["dates"]["quote_issued_on"] == "2026-05-01"


@pytest.mark.parametrize("number", [99999, 2**31, 2**70])
def test_a_connection_that_is_none_is_404(agent, number):
    assert agent.get(f"/connections/{number}/").status_code == 404
    assert agent.post(f"/connections/{number}/dates/", {"op_id": op()}).status_code == 404


def test_what_is_owed_is_recorded_with_one_button_and_its_payments_are_listed(agent, job):
    dated(job, agent.person, "quote_issued_on", "2026-05-01")
    said = text(agent.get(f"/connections/{job.pk}/"))
    assert "Record what is owed: £60.00" in said
    job.refresh_from_db()
    response = agent.post(f"/connections/{job.pk}/owed/", {"op_id": op(), "version": job.version})
    said = text(agent.get(response.url))
    assert response.status_code == 302 and "Once the whole job is completed" in said and "Record what is owed" not in said


def test_recording_what_is_owed_from_an_old_page_is_a_conflict(agent, job):
    dated(job, agent.person, "quote_issued_on", "2026-05-01")
    response = agent.post(f"/connections/{job.pk}/owed/", {"op_id": op(), "version": 1})
    assert response.status_code == 409 and "while you had it open" in text(response)


def test_the_list_says_how_many_are_late_and_begins_with_what_is_due_first(agent, job):
    later = begin(agent.person).pk
    said = text(agent.get("/connections/"))
    assert "Connections: 2, 1 late" in said and said.index(f"/connections/{job.pk}/") < said.index(f"/connections/{later}/")


def test_the_next_step_explains_its_date(agent, job):
    said = text(agent.get(f"/connections/{job.pk}/"))
    assert "Explain this date" in said and "Mon 20 Apr 2026, all information given" in said
    assert "5 working days, version" in said and "Sat 25 and Sun 26 Apr (weekend)" in said


def test_an_agreed_day_says_that_it_was_agreed_and_to_what_it_was_changed(agent, job):
    for name, on in (("quote_issued_on", "2026-04-24"), ("complete_agreed_on", "2026-06-01"), ("complete_varied_to", "2026-06-04")):
        job = dated(job, agent.person, name, on)
    said = text(agent.get(f"/connections/{job.pk}/"))
    assert "completion agreed for this day" in said and "Changed to Thu 4 Jun 2026 with the customer." in said


def test_a_phase_is_called_by_its_name_in_what_was_recorded(agent, job):
    dated(job, agent.person, "complete_agreed_on", "2026-06-01", phase="Car park")
    said = text(agent.get(f"/connections/{job.pk}/"))
    assert "completion agreed for (Car park) Mon 1 Jun 2026" in said and "(phase 1)" not in said
