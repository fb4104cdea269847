"""The eligibility tab: from when until when by which rule, the questions, keeping an assessment with its evidence, what was kept."""

import re
from datetime import date, timedelta

import pytest

from complaints.case import told
from complaints.entitlement.models import Assessment
from complaints.evidence.models import StoredFile
from tests.eligibility.test_calculator import Asked, Walk
from tests.factories import MONDAY, do_move, make_complaint, op
from workdays import london

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def text(response):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", response.content.decode().partition("<main")[2]))


def base(complaint):
    return f"/c/{complaint.reference}/eligibility/"


@pytest.mark.parametrize("tab", ["", "eligibility/"])
def test_the_case_says_at_all_times_from_when_until_when_and_by_which_rule(signed_in, tab):
    page = text(signed_in().get(f"/c/{make_complaint().reference}/{tab}"))
    assert "The Ombudsman opens on Monday 6 July 2026, 8 weeks after the complaint." in page
    assert "Until Thursday 11 February 2027 by the company’s own documents (9 months from the complaint)." in page
    assert "By the law there is no last day until a deadlock or 8-week letter is received." in page


def test_the_tab_begins_with_the_answer_and_tells_each_day_of_it_once(signed_in):
    page = text(signed_in().get(base(make_complaint())))
    assert "Not open to the Ombudsman before Mon 6 Jul 2026" in page and page.count("Thursday 11 February 2027 by") == 1


@pytest.mark.parametrize("stage", ["senior_review", "deadlock", "ombudsman", "resolved", "closed"])
def test_it_is_said_at_every_stage(signed_in, stage):
    assert "opens on Monday 6 July 2026" in text(signed_in().get(f"/c/{make_complaint(stage).reference}/"))


def test_the_first_attempt_is_shown_apart_from_the_first_complaint(signed_in):
    complaint = make_complaint(first_attempted_at="2026-05-07T10:00:00+01:00")
    for tab in ("", "eligibility/"):
        assert "First tried to reach us Thu 7 May 2026 10:00" in text(signed_in().get(f"/c/{complaint.reference}/{tab}"))


def test_after_day_56_without_a_letter_it_says_whose_fault_that_is(signed_in, at):
    complaint, client = make_complaint(), signed_in()
    at(MONDAY + timedelta(days=60))
    assert "our own suspected breach, never the customer’s lateness" in text(client.get(base(complaint)))


@pytest.mark.parametrize(("stage", "after", "named"), [
    ("resolved", 30, False), ("closed", 56, False), ("ombudsman", 10, False), ("resolved", 57, True), ("senior_review", 30, True),
])
def test_what_was_resolved_or_with_the_ombudsman_by_day_56_wanted_no_letter(signed_in, at, stage, after, named):
    complaint = make_complaint()
    when = MONDAY + timedelta(days=after)
    if stage == "ombudsman":
        do_move(complaint, "refer_to_ombudsman", at=when, because="ombudsman_took_it", referred_on=london.day_of(when).isoformat())
    else:
        do_move(complaint, {"resolved": "resolve", "closed": "withdraw", "senior_review": "escalate"}[stage], at=when)
    client = signed_in()
    at(MONDAY + timedelta(days=90))
    assert ("our own suspected breach" in text(client.get(base(complaint)))) is named


def test_a_household_known_to_the_case_is_asked_nothing_about_its_size(signed_in):
    walk = Walk(signed_in(), base(make_complaint()))
    assert walk.page.steps == ["who"] and walk.verdict == "Likely eligible" and walk.sent["complaint_began_on"] == "11 May 2026"
    walk.say()
    assert walk.page.steps == ["who"] and "Nothing more is asked." in walk.text


def test_where_it_is_not_known_who_complains_that_is_what_would_settle_it(signed_in):
    client, first = signed_in(), "This would settle it: whether it is a household, whose size does not matter; the number of full-time staff"
    assert first in text(client.get(base(make_complaint(customer_type="unknown"))))
    assert first not in text(client.get(base(make_complaint(customer_type="micro_business"))))


def met(walk):
    """A business whose staff and turnover are within the limits."""
    walk.say(class_of="business").say(in_group="no").say(fuel="electricity").say(began_on="2010-04-01").say(staff="9")
    return walk.say(turnover_1_amount="1200000")


def test_the_letters_of_the_case_are_not_asked_for(signed_in):
    walk = met(Walk(signed_in(), base(make_complaint(customer_type="unknown"))))
    assert "letter" not in walk.page.steps and walk.verdict == "Likely eligible"


@pytest.fixture
def answered(signed_in):
    complaint = make_complaint(customer_type="micro_business")
    return complaint, met(Walk(signed_in(), base(complaint)))


def kept(answered, **fields):
    complaint, walk = answered
    opened = keeping(walk, complaint)
    page = Asked(opened.content.decode().partition("<main")[2])
    return walk.client.post(opened.request["PATH_INFO"] + "?" + opened.request["QUERY_STRING"], {**page.sent, "op_id": op(), **fields})


def keeping(walk, complaint, **answers):
    """The page that asks what each answer rests on."""
    return walk.client.post(base(complaint), {**walk.sent, **answers, "then": "keep"}, follow=True)


def test_before_it_is_kept_every_answer_stands_beside_our_own_record(answered):
    complaint, walk = answered
    page = text(keeping(walk, complaint, complaint_began_on="2026-05-04"))
    assert "4 May 2026" in page and "They differ. It may be checked against the supplier’s records." in page


def test_it_is_kept_once_with_what_each_answer_rests_on(answered):
    complaint, walk = answered
    stored = {"size": 1, "sha256": "0" * 64, "media_type": "application/pdf", "path": "00/0", "at": MONDAY}
    file = StoredFile.objects.create(complaint=complaint, name="accounts.pdf", **stored)
    op_id = op()
    for _ in range(2):
        answer = kept(answered, op_id=op_id, evidence__turnover_1_amount__kind="accounts", evidence__turnover_1_amount__file=file.pk,
                      evidence__turnover_1_amount__on_record="1,300,000")
        assert answer.status_code == 302 and answer["Location"] == base(complaint)
    row = Assessment.objects.get()
    evidence = row.evidence.get(answer="turnover_1_amount")
    assert (evidence.kind, evidence.file, evidence.stated, evidence.on_record) == ("accounts", file, "1,200,000", "1,300,000")
    assert {one.kind for one in row.evidence.exclude(pk=evidence.pk)} == {"statement"} and row.made_by == walk.client.person
    page = text(walk.client.get(base(complaint)))
    assert "Assessment 1: Likely eligible" in page and "1,300,000. They differ." in page and "This one stands" in page


def test_a_later_one_stands_and_the_earlier_stays_as_it_was(answered):
    complaint, walk = answered
    kept(answered)
    walk.say(turnover_1_amount="99000000").say()
    kept(answered)
    page = text(walk.client.get(base(complaint)))
    assert "Assessment 2: Needs judgement" in page and "Superseded by assessment 2" in page


def test_the_timeline_says_what_it_came_to(answered):
    kept(answered)
    event = answered[0].events.get(kind="assessed")
    assert told.summary(event.kind, event.data) == "assessed who may go to the Ombudsman: likely eligible"


@pytest.mark.parametrize("fields", [{"op_id": ""}, {"evidence__staff__kind": "hearsay"}, {"evidence__staff__file": "99"}])
def test_what_is_wrong_is_said_and_nothing_is_kept(answered, fields):
    answer = kept(answered, **fields)
    assert answer.status_code == 422 and "There is a problem" in answer.content.decode() and not Assessment.objects.exists()


def test_keeping_without_answers_leads_back_to_the_questions(signed_in):
    complaint = make_complaint()
    given = {"seen": "who", "shown": "class_of,complaint_began_on", "complaint_began_on": "nonsense", "then": "keep"}
    answer = signed_in().post(base(complaint), given, follow=True)
    assert answer.request["PATH_INFO"] == base(complaint) and answer.status_code == 422 and 'value="nonsense"' in answer.content.decode()


def test_answers_that_no_longer_hold_lead_back_with_what_was_typed(answered):
    answer = kept(answered, turnover_1_amount="much")
    page = answered[1].client.get(answer["Location"]).content.decode()
    assert answer.status_code == 302 and "much" not in answer["Location"] and 'value="much"' in page and 'value="9"' in page
    assert not Assessment.objects.exists()


def test_a_restricted_case_has_no_tab_for_others(signed_in):
    complaint = make_complaint()
    type(complaint).objects.filter(pk=complaint.pk).update(restricted=True)
    assert signed_in().get(base(complaint)).status_code == 404


def test_the_calendar_counts_each_month_and_lists_one(signed_in):
    complaint, client = make_complaint(), signed_in()
    hidden = make_complaint()
    type(hidden).objects.filter(pk=hidden.pk).update(restricted=True)
    page = text(client.get("/windows/?month=2027-02"))
    assert "What closes when: 1 in February 2027" in page and complaint.reference in page and hidden.reference not in page
    assert "Thu 11 Feb 2027" in page and "The law: no end yet" in page
    assert "No window closes in May 2026. The next closes in February 2027." in text(client.get("/windows/?month=2026-05"))


def test_the_calendar_opens_on_the_first_month_in_which_something_closes(signed_in):
    client = signed_in()
    assert "No window closes in May 2026. None closes later in the year ahead." in text(client.get("/windows/"))
    make_complaint()
    assert all("What closes when: 1 in February 2027" in text(client.get(address)) for address in ("/windows/", "/windows/?month=nonsense"))


def test_a_complaint_at_the_ombudsman_is_judged_by_the_day_it_went(signed_in, at):
    complaint, client = make_complaint("ombudsman"), signed_in()
    at(london.start_of_day(date(2028, 5, 11)))
    page = text(client.get(base(complaint)))
    assert "Too early. Open from" in page and "Past every window" not in page


def test_who_is_in_time_by_the_other_rulebook_is_never_called_past_every_window(signed_in, at):
    complaint, client = make_complaint(), signed_in()
    at(london.start_of_day(date(2028, 5, 11)))
    page, said = text(client.get(base(complaint))), "In time by the law, past the windows of the company’s own documents, which is no refusal."
    assert said in page and "Past every window" not in page
