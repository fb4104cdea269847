"""The Standards tab: what is suggested, what the case knows, the finding while it is typed, and every refusal with what was typed kept."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from complaints.case.services import restrict
from complaints.money.accruing import accrue_due
from complaints.money.ledger import move
from complaints.money.models import Finding, Offer, Payment
from tests.factories import MONDAY, make_complaint, make_person, op
from tests.money.cases import record
from tests.web.reading import fields_of, text

pytestmark = pytest.mark.once
MISSED = {"code": "EL-R17", "customer_type": "domestic", "nation": "england", "appointment_offered": "yes", "appointment_kept": "no",
          "connection_visit": "no", "failure_on": "2026-05-11"}


@pytest.fixture
def complaint(db):
    return make_complaint(description="An engineer was booked. Nobody came, nobody rang.", licence="electricity_distributor")


@pytest.fixture
def agent(signed_in):
    return signed_in()


FACTS = {"appointment_offered": True, "appointment_kept": False, "connection_visit": False}


def address(complaint, end=""):
    return f"/c/{complaint.reference}/standards/{end}"


def test_the_tab_suggests_with_a_sentence_why_and_offers_all_72(agent, complaint):
    said = text(agent.get(address(complaint)))
    assert "They said “nobody came”." in said and f"{address(complaint)}new/?code=EL-R17" in said
    assert said.count("<option ") == 73 and "No standard has been assessed" in said


def statements(agent, complaint):
    with CaptureQueriesContext(connection) as asked:
        agent.get(address(complaint))
    return len(asked)


def test_the_tab_takes_as_many_statements_for_many_findings_as_for_one(agent, complaint):
    record(complaint, "EL-R17", facts={**FACTS, "failure_on": "2026-05-05"}, rulebook="documents")
    agent.get(address(complaint))
    one = statements(agent, complaint)
    for day in ("2026-05-06", "2026-05-07", "2026-05-08"):
        record(complaint, "EL-R17", facts={**FACTS, "failure_on": day}, rulebook="documents")
    assert statements(agent, complaint) == one


def test_the_tab_stands_on_every_page_of_the_case(agent, complaint):
    said = text(agent.get(f"/c/{complaint.reference}/"))
    assert f'href="{address(complaint)}"' in said and "Assess a standard" in said


def test_no_code_is_the_main_words_on_screen(agent, complaint):
    said = text(agent.get(address(complaint)))
    assert ">EL-R17" not in said and "Regulation 17, " in said


def test_what_the_case_knows_stands_apart_and_the_rest_is_asked(agent, complaint):
    response = agent.get(address(complaint, "new/?code=EL-R17"))
    said, fields = text(response), fields_of(response)
    assert "From the case: Household, England" in said and fields["customer_type"] == ["domestic"] and fields["nation"] == ["england"]
    assert "appointment_kept" not in fields and "A morning, afternoon or two-hour appointment was offered" in said


def test_the_rule_in_words_stands_beside_the_form(agent, complaint):
    assert "£30.00" in text(agent.get(address(complaint, "new/?code=EL-R17")))


def test_working_it_out_shows_the_finding_and_stores_nothing(agent, complaint):
    response = agent.post(address(complaint, "new/"), MISSED | {"op_id": op(), "do": "work"})
    assert response.status_code == 200 and "£30.00" in text(response) and not Finding.objects.exists()


def test_the_preview_is_the_finding_alone_and_stores_nothing(agent, complaint):
    said = text(agent.post(address(complaint, "preview/"), MISSED))
    assert "£30.00" in said and "<html" not in said and not Finding.objects.exists()


def test_the_preview_names_what_is_still_to_give_and_calls_nothing_wrong(agent, complaint):
    response = agent.post(address(complaint, "preview/"), {"code": "EL-R17"})
    assert response.status_code == 200 and "Still to give" in text(response) and "errorlist" not in text(response)


def test_working_out_too_little_is_refused_at_the_fields_and_keeps_what_was_typed(agent, complaint):
    response = agent.post(address(complaint, "new/"), MISSED | {"op_id": op(), "do": "work", "appointment_offered": "", "failure_on": "2026-05-11"})
    assert response.status_code == 422 and "There is a problem" in text(response) and 'value="11 May 2026"' in text(response)


@pytest.mark.parametrize("name", ["EL-R99", "x' OR 1=1", "\x00", "é" * 500])
def test_a_standard_that_is_none_is_404(agent, complaint, name):
    assert agent.get(address(complaint, "new/"), {"code": name}).status_code == 404
    assert agent.post(address(complaint, "preview/"), {"code": name}).status_code == 404


def test_without_a_standard_the_tab_is_shown(agent, complaint):
    assert agent.get(address(complaint, "new/")).url == address(complaint)


def test_a_restricted_case_is_404_on_all_its_pages(agent, complaint):
    officer = make_person("compliance_officer")
    restrict(complaint.reference, {"op_id": op(), "version": complaint.version, "people": [officer.username], "reason": "x"}, by=officer, now=MONDAY)
    assert {agent.get(address(complaint, end)).status_code for end in ("", "new/?code=EL-R17")} == {404}


def recorded(agent, complaint, **more):
    return agent.post(address(complaint, "new/"), MISSED | {"op_id": op(), "do": "record"} | more)


def test_recording_keeps_the_finding_with_its_payment_and_shows_both(agent, complaint):
    response = recorded(agent, complaint)
    finding, payment = Finding.objects.get(), Payment.objects.get()
    said = text(agent.get(response.url))
    assert response.url == address(complaint) and payment.finding == finding and payment.amount_gbp == 30
    assert "Regulation 17, " in said and ": failed</h2>" in said and "£30.00" in said and f'href="/payments/{payment.pk}/"' in said
    assert "Pay by " in said and "Explain this amount" in said and "Explain this date" in said and "Proposed. Another person approves it" in said


def test_the_amount_is_explained_by_its_sums_route_and_rule(agent, complaint):
    recorded(agent, complaint)
    said = text(agent.get(address(complaint)))
    for words in ("Applies", "Failed", "Sums on file", "Exemptions weighed", "If paid late", "Route", "Rule", "directly to the customer"):
        assert words in said


def test_the_tab_counts_what_is_on_file_and_the_side_panel_names_the_payment(agent, complaint):
    recorded(agent, complaint)
    said = text(agent.get(f"/c/{complaint.reference}/"))
    assert 'Standards <span class="count">1</span>' in said and "Payments due" in said


def test_a_kept_standard_says_that_nothing_is_paid(agent, complaint):
    recorded(agent, complaint, appointment_kept="yes")
    said = text(agent.get(address(complaint)))
    assert ": kept</h2>" in said and "No payment under this standard." in said and not Payment.objects.exists()


def test_an_exemption_without_its_evidence_is_refused_at_its_field_and_everything_typed_is_kept(agent, complaint):
    claimed = {"exemptions__EX-EL-NO-ACCESS": "on", "exemptions__EX-EL-NO-ACCESS__steps": "on"}
    response = recorded(agent, complaint, **claimed)
    assert response.status_code == 422 and "an exemption needs its evidence" in text(response) and not Finding.objects.exists()
    kept = fields_of(response)
    assert kept["exemptions__EX-EL-NO-ACCESS"] and kept["failure_on"] == "11 May 2026" and kept["appointment_kept"] == ["no"]
    assert recorded(agent, complaint, **claimed, **{"exemptions__EX-EL-NO-ACCESS__evidence": "The crew’s log."}).status_code == 302
    assert "an exemption holds" in text(agent.get(address(complaint)))


def test_a_failure_that_is_decided_answers_a_conflict_and_keeps_what_was_typed(agent, complaint):
    recorded(agent, complaint)
    payment = Payment.objects.get()
    move(payment.pk, "approve", {"op_id": op(), "version": payment.version}, by=make_person("senior_manager"), now=MONDAY)
    again = recorded(agent, complaint)
    assert again.status_code == 409 and "There is a problem" in text(again) and 'value="11 May 2026"' in text(again)


def test_two_missed_visits_pay_separately(agent, complaint):
    recorded(agent, complaint)
    recorded(agent, complaint, failure_on="2026-05-08")
    assert Payment.objects.filter(state="proposed").count() == 2 and Finding.objects.filter(replaced_by=None).count() == 2


def test_the_same_form_sent_twice_is_recorded_once(agent, complaint):
    mark = op()
    assert {recorded(agent, complaint, op_id=mark).status_code for _ in range(2)} == {302} and Finding.objects.count() == 1


def test_a_later_finding_on_the_same_failure_replaces_the_earlier_one(agent, complaint):
    recorded(agent, complaint)
    recorded(agent, complaint, appointment_kept="yes")
    said = text(agent.get(address(complaint)))
    assert "Findings that a later one replaced" in said and 'Standards <span class="count">1</span>' in said


def test_what_was_added_because_a_payment_was_late_is_told_at_its_own_finding(agent, complaint):
    recorded(agent, complaint)
    accrue_due(now=MONDAY + timedelta(days=30))
    said = text(agent.get(address(complaint)))
    assert "£30.00, and £30.00 because it was late" in said and "£30.00 is part of the payment for Regulation 17, " in said


def test_goodwill_is_proposed_apart_from_the_standards(agent, complaint):
    fields = fields_of(agent.get(f"/c/{complaint.reference}/payments/new/"))
    response = agent.post(f"/c/{complaint.reference}/payments/new/", fields | {"kind": "goodwill", "amount_gbp": "25.00", "why": "A long wait."})
    said = text(agent.get(response.url))
    assert "Other payments" in said and "Goodwill" in said and "£25.00" in said


@pytest.mark.parametrize("typed", [{"amount_gbp": "-5"}, {"amount_gbp": "0.00"}, {"amount_gbp": "9999999.00"}, {"why": ""}, {"kind": ""}])
def test_a_payment_that_cannot_be_is_refused_and_kept(agent, complaint, typed):
    body = {"op_id": op(), "kind": "goodwill", "amount_gbp": "25.00", "why": "A long wait.", **typed}
    response = agent.post(f"/c/{complaint.reference}/payments/new/", body)
    assert response.status_code == 422 and "There is a problem" in text(response) and not Payment.objects.exists()


OFFER = {"text": "50 pounds and a call.", "amount_gbp": "50.00", "made_on": "2026-05-11", "open_until": "2026-05-29", "if_ombudsman": "stays"}


def test_an_offer_is_made_and_answered(agent, complaint):
    base = f"/c/{complaint.reference}/offers/"
    assert agent.post(f"{base}new/", OFFER | {"op_id": op()}).status_code == 302
    said = text(agent.get(address(complaint)))
    offer = Offer.objects.get()
    assert "Offer of £50.00: open" in said and "open until Friday 29 May 2026" in said and f"{base}{offer.pk}/accept/" in said
    page = agent.get(f"{base}{offer.pk}/accept/")
    assert agent.post(f"{base}{offer.pk}/accept/", fields_of(page)).status_code == 302
    assert "Offer of £50.00: accepted" in text(agent.get(address(complaint)))


def test_an_answer_to_an_offer_that_was_answered_is_a_conflict(agent, complaint):
    base = f"/c/{complaint.reference}/offers/"
    agent.post(f"{base}new/", OFFER | {"op_id": op()})
    page = fields_of(agent.get(f"{base}{Offer.objects.get().pk}/refuse/"))
    agent.post(f"{base}{Offer.objects.get().pk}/accept/", page)
    response = agent.post(f"{base}{Offer.objects.get().pk}/refuse/", page | {"op_id": op()})
    assert response.status_code == 409 and Offer.objects.get().state == "accepted"


@pytest.mark.parametrize("end", ["99999/accept/", "1/lapse/", f"{2**40}/accept/"])
def test_an_offer_that_is_none_is_404(agent, complaint, end):
    assert agent.get(f"/c/{complaint.reference}/offers/{end}").status_code == 404


@pytest.mark.parametrize("path", ["payments/new/", "offers/new/"])
def test_a_form_that_came_as_something_else_is_asked_again(agent, complaint, path):
    response = agent.post(f"/c/{complaint.reference}/{path}", b"%s%s%n", content_type="application/json")
    assert response.status_code == 422
