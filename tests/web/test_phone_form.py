"""The phone form: the reference after name and words, answers kept by themselves, nothing typed is lost, nothing logged twice."""

from datetime import timedelta

import pytest

from complaints.case.models import Complaint, SupplyReport
from complaints.record.models import Event
from tests.factories import MONDAY, do_move, fresh, make_complaint, make_person
from tests.web.calls import NEW, SAID, address, autosaved, logged, started
from tests.web.reading import fields_of, text

pytestmark = pytest.mark.once


@pytest.fixture
def agent(signed_in):
    return signed_in("agent", full_name="Dan Whitlock")


def test_the_form_begins_with_safety_and_the_number_to_ring(agent):
    page = text(agent.get(NEW))
    assert page.index("Smell of gas or danger: 0800 111 999, now.") < page.index("1. Who is it?") < page.index("2. What happened?")


def test_name_and_words_alone_give_the_reference(agent):
    made = logged(agent)
    assert (made.channel, made.customer.customer_type, made.nation_assumed, made.stage) == ("telephone", "unknown", True, "immediate")
    assert made.owner == agent.person and made.received_at == MONDAY + timedelta(hours=2)
    assert f'data-ref>{made.reference}<' in text(agent.get(address(made)))


def test_a_double_click_logs_once(agent):
    sent = started(agent)
    first, second = agent.post(NEW, sent), agent.post(NEW, sent)
    assert first["Location"] == second["Location"] and Complaint.objects.count() == 1


def test_a_form_that_was_sent_already_logs_no_other_call_in_silence(agent):
    sent = started(agent)
    agent.post(NEW, sent)
    answer = agent.post(NEW, sent | {"description": "Another matter altogether."})
    assert "saved already" in text(answer) and Complaint.objects.count() == 1
    again = agent.post(NEW, fields_of(answer) | {"do": "another"})
    assert again.status_code == 302 and Complaint.objects.count() == 2


@pytest.mark.parametrize(("typed", "sentence"), [
    ({"description": ""}, "Write what the customer said, in a sentence or more."), ({"customer__name": ""}, "Write the customer’s name"),
    ({"customer__phone": "0770"}, "Give a phone number with 5 to 20 digits."), ({"customer__mpan": "123"}, "An MPAN has 13 digits"),
    ({"customer__name": "NG1 1AA"}, "This is a postcode"), ({"customer__name": "07700 900672"}, "This is a number"),
    ({"description": "a\x00b"}, "Take out the control character"), ({"customer__email": "nobody"}, "Give an email address"),
    ({"died": "on"}, "Give the day the customer died."), ({"other_format": "on"}, "Choose the format they want."),
    ({"speaks": "on"}, "Write the name of who speaks for the customer."), ({"told_before": "on"}, "when they first tried"),
    ({"told_before": "on", "first_attempted_at": "2026-05-12T10:00"}, "can&#x27;t be later"),
])
def test_a_refused_form_says_why_at_its_place_and_keeps_what_was_typed(agent, typed, sentence):
    answer = agent.post(NEW, started(agent, wanted="The morning <b>paid</b>", **typed))
    page = text(answer)
    assert answer.status_code == 422 and Complaint.objects.count() == 0
    assert page.count(sentence) == 2, "once in the summary, once at the field"
    assert "<title>Error: " in page and fields_of(answer)["wanted"] == "The morning <b>paid</b>"


def test_a_category_that_is_none_is_refused(agent):
    answer = agent.post(NEW, started(agent, category="none_such"))
    assert answer.status_code == 422 and "no category of that code" in text(answer)


def test_all_that_is_wrong_is_said_at_once(agent):
    page = text(agent.post(NEW, started(agent, customer__name="", description="", customer__phone="1")))
    assert all(sentence in page for sentence in ("Write what the customer said", "Write the customer’s name", "Give a phone number"))


def test_a_customer_may_refuse_to_give_a_name(agent):
    assert logged(agent, customer__name="", customer__name_refused="on").customer.name_refused


def test_a_letter_asks_when_it_was_received(agent):
    page = agent.get(f"{NEW}?channel=letter")
    sent = fields_of(page) | {"customer__name": "Ann", "description": SAID, "do": "save"}
    assert "Give the day and time it reached us." in text(agent.post(NEW, sent | {"received_at": ""}))
    agent.post(NEW, sent | {"received_at": "2026-05-08T11:30"})
    made = Complaint.objects.get(channel="letter")
    assert made.received_at.isoformat() == "2026-05-08T10:30:00+00:00"
    assert "Read this out" not in text(agent.get(address(made)))


def test_everything_the_form_asks_is_kept(agent):
    made = logged(
        agent, off_supply="on", medical="on", customer__postcode="eh1 1aa", customer__customer_type="domestic", wanted="A new date",
        customer__phone="+44 7700 900672", customer__preferred_contact="Phone", customer__contact_arrangement="After 17:00", other_needs="on",
        needs=["sight"], welsh="on", other_format="on", formats=["braille"], told_before="on", first_attempted_at="2026-05-08T09:00", speaks="on",
        speaker__name="Bo Okonjo", speaker__relation="Son", speaker__authority="Power of attorney", speaker__write_to="both",
    )
    customer = made.customer
    assert (made.nation, customer.needs, customer.language, customer.formats) == ("scotland", ["medical", "off_supply", "sight"], "cy", ["braille"])
    assert (customer.postcode, customer.preferred_contact, customer.contact_arrangement) == ("EH1 1AA", "Phone", "After 17:00")
    assert customer.representative["name"] == "Bo Okonjo" and customer.representative["authority"]["kind"] == "Power of attorney"
    assert made.first_attempted_at.isoformat() == "2026-05-08T08:00:00+00:00"


def test_what_is_saved_stands_in_the_form_again_and_saving_it_changes_nothing(agent):
    made = logged(agent, off_supply="on", wanted="A new date", speaks="on", speaker__name="Bo", speaker__relation="Son",
                  speaker__authority="Executor or next of kin", died="on", customer__died_on="2026-05-01")
    sent = fields_of(agent.get(address(made)))
    assert agent.post(address(made), sent | {"do": "save"}).status_code == 302
    assert fresh(made).version == 1 and not Event.objects.filter(complaint=made, kind="edited").exists()


def test_the_script_has_the_true_dates_of_the_complaint(agent):
    page = text(agent.get(address(logged(agent))))
    assert "Tuesday 12 May" in page and "today if I can" in page and "Monday 6 July" in page
    assert "Dan Whitlock" in page and "Energy Ombudsman" in page and "Citizens Advice" in page and "L M, 26, " in page


def test_a_late_call_promises_nothing_for_the_same_day(agent, at):
    at(MONDAY + timedelta(hours=8))
    page = text(agent.get(address(logged(agent))))
    assert "today if I can" not in page and "Tuesday 12 May" in page


def test_the_scottish_caller_hears_of_scottish_advice(agent):
    page = text(agent.get(address(logged(agent, customer__postcode="EH1 1AA"))))
    assert "Advice Direct Scotland" in page and "Premises in Scotland" in page


def test_answers_are_kept_while_people_type(agent):
    made = logged(agent)
    sent = fields_of(agent.get(address(made)))
    answer = autosaved(agent, made, sent | {"wanted": "A reason"})
    told = answer.json()
    assert told["saved"] == "Saved 12:02:00" and told["fields"]["version"] == 2 and "3 answers" in told["html"]["heading"]
    assert fresh(made).wanted == "A reason"
    following = autosaved(agent, made, sent | told["fields"] | {"wanted": "A reason", "customer__phone": "07700 900672"})
    assert following.json()["fields"]["version"] == 3 and fresh(made).customer.phone == "07700 900672"


def test_keeping_what_did_not_change_writes_no_event(agent):
    made = logged(agent)
    sent = fields_of(agent.get(address(made)))
    assert autosaved(agent, made, sent).json()["fields"]["version"] == 1


def test_an_answer_lost_on_its_way_loses_nothing_and_clashes_with_nobody(agent):
    made = logged(agent)
    sent = fields_of(agent.get(address(made)))
    autosaved(agent, made, sent | {"wanted": "A reason"})
    again = autosaved(agent, made, sent | {"wanted": "A reason and a date"})
    assert again.status_code == 200 and fresh(made).wanted == "A reason and a date"


def test_what_is_only_begun_waits_and_refuses_nothing(agent):
    made = logged(agent)
    sent = fields_of(agent.get(address(made)))
    assert autosaved(agent, made, sent | {"speaks": "on", "speaker__name": "Bo", "died": "on", "other_format": "on"}).status_code == 200
    assert fresh(made).customer.representative is None


def test_a_wrong_answer_is_named_while_people_type(agent):
    made = logged(agent)
    answer = autosaved(agent, made, fields_of(agent.get(address(made))) | {"customer__phone": "1"})
    assert answer.status_code == 422 and answer.json()["words"] == "Not saved: Give a phone number with 5 to 20 digits."


def test_another_persons_change_is_never_overwritten(agent):
    made = logged(agent)
    sent = fields_of(agent.get(address(made)))
    do_move(made, "escalate", by=make_person())
    type(made).objects.filter(pk=made.pk).update(stage="immediate")
    answer = autosaved(agent, made, sent | {"wanted": "A reason"})
    assert answer.status_code == 409 and "somebody else changed" in answer.json()["words"]
    page = agent.post(address(made), sent | {"wanted": "A reason", "do": "save"})
    assert page.status_code == 409 and "A reason" in text(page)


def test_the_suggested_category_is_taken_with_one_button(agent):
    made = logged(agent)
    page = text(agent.get(address(made)))
    assert "Suggested: <b>Missed or moved appointment</b>" in page
    code = page.split('name="use" value="')[1].split('"')[0]
    agent.post(address(made), fields_of(agent.get(address(made))) | {"use": code})
    assert fresh(made).category.code == code and "Category: <b>Missed or moved appointment</b>" in text(agent.get(address(made)))


def test_a_complaint_that_moved_on_is_shown_as_a_case(agent):
    made = make_complaint("senior_review")
    assert agent.get(address(made))["Location"] == f"/c/{made.reference}/"


@pytest.mark.parametrize("reference", ["LM-26-99999-A", "x", "%00", "LM-26-00001-K' OR 1=1"])
def test_a_reference_that_is_none_is_not_found(agent, reference):
    assert agent.get(f"{NEW}{reference}/").status_code == 404


def test_a_bare_report_of_lost_supply_is_kept_as_a_report(agent):
    answer = agent.post(NEW, started(agent, description="No lights since 8.", do="supply"))
    assert answer["Location"].startswith("/supply-reports/") and Complaint.objects.count() == 0
    assert SupplyReport.objects.get().description == "No lights since 8."


@pytest.mark.parametrize("role", ["agent", "senior_manager", "compliance_officer", "administrator"])
def test_everybody_at_work_may_log(signed_in, role):
    assert logged(signed_in(role)).stage == "immediate"


# --- a complaint that somebody outside sent us ---

REFERRED = {"referred": "on", "referral__body": "citizens_advice", "referral__their_reference": "CA-77", "referral__referred_on": "8 May 2026",
            "referral__due_on": "22 May 2026", "referral__what": "A reply to the customer"}


def test_a_referral_and_its_reply_date_are_saved_with_the_complaint(agent):
    made = logged(agent, **REFERRED)
    found = made.referrals.select_related("deadline").get()
    assert (found.body, found.their_reference, str(found.deadline.due_on)) == ("citizens_advice", "CA-77", "2026-05-22")
    assert made.deadlines.filter(kind="referral_reply").count() == 1 and Event.objects.filter(complaint=made, kind="logged").count() == 1


def test_a_referred_complaint_sent_twice_is_logged_once(agent):
    sent = started(agent, **REFERRED)
    assert agent.post(NEW, sent)["Location"] == agent.post(NEW, sent)["Location"] and Complaint.objects.count() == 1


@pytest.mark.parametrize(("typed", "sentence"), [
    ({"referral__body": ""}, "Choose who referred it."), ({"referral__due_on": ""}, "Give the day by which they want our reply."),
    ({"referral__due_on": "soon"}, "Give a day"), ({"referral__referred_on": "13 May 2026"}, "This day lies in the future."),
    ({"referral__due_on": "7 May 2026"}, "lies before the day of the referral"), ({"referral__what": ""}, "Write what they ask of us."),
])
def test_a_referral_that_can_not_be_logs_nothing_and_says_why_at_its_place(agent, typed, sentence):
    answer = agent.post(NEW, started(agent, **REFERRED | typed))
    assert answer.status_code == 422 and sentence in text(answer) and not Complaint.objects.exists()


def test_a_referral_of_a_call_that_belongs_to_another_complaint_waits_on_its_page(agent):
    earlier = make_complaint()
    agent.post(NEW, started(agent, **REFERRED, instead=earlier.reference))
    page = text(agent.get(f"/c/{earlier.reference}/referrals/new/"))
    assert "CA-77" in page and "A reply to the customer" in page


def test_what_was_referred_is_no_mere_supply_report(agent):
    answer = agent.post(NEW, started(agent, **REFERRED) | {"do": "supply"})
    assert answer.status_code == 422 and not SupplyReport.objects.exists()
