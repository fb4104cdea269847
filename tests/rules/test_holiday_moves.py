"""A proclaimed bank holiday moves open deadlines once, with an event each; ended ones stay, alerted ones are not alerted twice."""

from datetime import UTC, date, datetime, timedelta

import pytest

from complaints.alerts.models import Alert
from complaints.alerts.sweep import sweep
from complaints.case.requests import log_request
from complaints.clocks.models import Deadline
from complaints.record.models import Event
from complaints.record.refusals import Conflict, Forbidden
from complaints.record.verifying import verify
from complaints.rules import holidays
from complaints.rules import services as rules
from tests.factories import do_contact, do_move, fresh, make_person, op
from tests.rules.moving import (
    ENGLAND,
    FRIDAY,
    FUNERAL,
    NAME,
    apply,
    first_response,
    proclaimed,
    received,
    stands_as_the_facts_say,
    unknown_yet,
    withdrawal,
)
from tests.web.reading import text

pytestmark = pytest.mark.django_db
TUESDAY = date(2022, 9, 20)


@pytest.fixture(autouse=True)
def before_the_proclamation(db):
    unknown_yet()


def moved_events():
    return list(Event.objects.filter(kind="deadline.moved").order_by("pk"))


def test_a_deadline_on_the_day_moves_to_the_next_working_day():
    complaint = received()
    assert first_response(complaint).due_on == FUNERAL
    assert apply(proclaimed()).ids["moved"] == 1
    row = first_response(complaint)
    assert (row.due_on, row.original_due_on) == (TUESDAY, FUNERAL) and fresh(complaint).next_due_on == TUESDAY


def test_the_event_and_the_explanation_name_the_holiday():
    complaint = received()
    apply(proclaimed())
    (event,) = moved_events()
    because = f"{NAME}, Mon 19 Sep 2022, is a bank holiday"
    assert event.complaint_id == complaint.pk and event.data["because"] == because
    told = first_response(complaint).explanation
    assert told["moved_by"] == [{"from": "2022-09-19", "to": "2022-09-20", "because": because}]
    assert {"date": "2022-09-19", "why": NAME} in told["skipped"]


def test_the_rows_are_those_that_the_facts_give():
    complaints = [received(), do_move(received(FRIDAY), "escalate"), received(FRIDAY - timedelta(days=55)), received(nation="scotland")]
    apply(proclaimed())
    assert all(stands_as_the_facts_say(complaint) for complaint in complaints)


def test_an_eight_week_letter_due_on_the_day_follows_on_the_next():
    complaint = received(datetime(2022, 7, 22, 9, tzinfo=UTC))
    letter = complaint.deadlines.get(kind="eight_week_letter")
    assert letter.due_on == FUNERAL
    apply(proclaimed())
    letter.refresh_from_db()
    assert letter.due_on == TUESDAY and letter.explanation["moved_by"]


def test_a_letter_asked_for_again_after_day_56_moves_too():
    complaint = do_move(received(datetime(2022, 7, 4, 9, tzinfo=UTC)), "withdraw", at=FRIDAY - timedelta(days=1))
    complaint = do_move(complaint, "reopen", at=FRIDAY)
    letter = complaint.deadlines.filter(kind="eight_week_letter", cancelled_at=None, met_at=None).get()
    assert letter.due_on == FUNERAL
    apply(proclaimed())
    letter.refresh_from_db()
    assert letter.due_on == TUESDAY and stands_as_the_facts_say(complaint)


def test_scotland_stays_where_the_day_is_proclaimed_for_england_and_wales():
    apply(withdrawal(calendar="scotland"))
    complaint = received(nation="scotland")
    apply(proclaimed())
    assert first_response(complaint).due_on == FUNERAL


def test_what_ended_keeps_the_day_it_was_judged_by():
    complaint = do_contact(received(), FRIDAY + timedelta(hours=2))
    apply(proclaimed())
    row = first_response(complaint)
    assert row.met_at and row.due_on == FUNERAL and not moved_events()


def test_what_ended_keeps_its_day_whatever_is_recorded_later():
    complaint = do_contact(received(), FRIDAY + timedelta(hours=2))
    apply(proclaimed())
    do_contact(complaint, FRIDAY + timedelta(hours=4))
    assert first_response(complaint).due_on == FUNERAL and not moved_events()


def test_a_call_recorded_before_the_work_came_to_a_complaint_moves_it_first_and_says_why(monkeypatch):
    monkeypatch.setattr(holidays.holiday_moving, "move_these", lambda ids, *rest, **named: 0)
    complaint = received()
    apply(proclaimed())
    do_contact(complaint, datetime(2022, 9, 20, 9, tzinfo=UTC))
    (event,) = moved_events()
    row = first_response(complaint)
    assert event.data["because"] == "bank holidays were changed" and row.due_on == TUESDAY and row.met_at


def test_applied_again_nothing_moves_twice():
    received()
    apply(proclaimed())
    assert apply(proclaimed()).ids == {"changes": 0, "moved": 0, "job": None} and len(moved_events()) == 1


def test_the_same_click_twice_answers_the_same():
    received()
    by, told = make_person("compliance_officer"), {"op_id": op(), "version": holidays.stamp()}
    first = holidays.apply(proclaimed(), told, by=by, now=FRIDAY)
    again = holidays.apply(proclaimed(), told, by=by, now=FRIDAY)
    assert again.replayed and again.ids == first.ids and len(moved_events()) == 1


def test_of_two_who_looked_at_the_same_preview_the_second_looks_again():
    seen = holidays.stamp()
    apply(proclaimed())
    with pytest.raises(Conflict) as refused:
        apply(withdrawal(), version=seen)
    assert refused.value.code == "stale_version"


def test_withdrawn_again_each_goes_back_and_says_so():
    complaint = received()
    apply(proclaimed())
    found = holidays.preview(withdrawal(), now=FRIDAY)
    assert (len(found.moves), found.earlier) == (1, 1)
    apply(withdrawal())
    row = first_response(complaint)
    assert row.due_on == FUNERAL and [event.data["due_on"] for event in moved_events()] == ["2022-09-20", "2022-09-19"]
    assert row.explanation["moved_by"][1]["because"] == f"{NAME}, Mon 19 Sep 2022, is no bank holiday any more"
    assert stands_as_the_facts_say(complaint)


def test_a_preview_tells_what_moves_and_writes_nothing():
    complaint = received()
    found = holidays.preview(proclaimed(), now=FRIDAY)
    assert [(move.row.complaint_id, move.row.due_on, move.to) for move in found.moves] == [(complaint.pk, FUNERAL, TUESDAY)]
    assert first_response(complaint).due_on == FUNERAL and not moved_events()


def swept_at(*when):
    return sweep(now=datetime(*when, tzinfo=UTC))


def test_alerted_on_the_day_it_is_not_alerted_again_on_the_day_it_moved_to():
    complaint = received()
    swept_at(2022, 9, 19, 8)
    assert holidays.preview(proclaimed(), now=FRIDAY).alerted == 1
    apply(proclaimed(), now=datetime(2022, 9, 19, 9, tzinfo=UTC))
    swept_at(2022, 9, 20, 8)
    assert list(Alert.objects.filter(complaint=complaint, deadline__kind="first_response").values_list("tier", flat=True)) == ["due"]
    swept_at(2022, 9, 21, 8)
    assert [alert.due_on for alert in Alert.objects.filter(deadline__kind="first_response").order_by("pk")] == [FUNERAL, TUESDAY]


def test_not_alerted_yet_it_is_armed_for_its_new_day():
    complaint = received()
    apply(proclaimed())
    assert swept_at(2022, 9, 19, 8).due == 0
    assert swept_at(2022, 9, 20, 8).due == 1 and first_response(complaint).next_tier == "late"


def test_alerted_ahead_it_is_not_alerted_ahead_again():
    complaint = do_move(received(FRIDAY - timedelta(days=1)), "escalate")
    review = complaint.deadlines.get(kind="senior_review")
    assert review.ahead_on == TUESDAY
    swept_at(2022, 9, 20, 8)
    apply(proclaimed(), now=datetime(2022, 9, 20, 9, tzinfo=UTC))
    review.refresh_from_db()
    assert (review.due_on, review.ahead_on, review.next_tier) == (date(2022, 9, 23), date(2022, 9, 21), "due")
    swept_at(2022, 9, 21, 8)
    assert Alert.objects.filter(deadline=review, tier="ahead").count() == 1


def test_an_alert_that_waits_shows_the_day_that_its_deadline_moved_to(signed_in, at):
    agent = signed_in("agent")
    received(by=agent.person)
    swept_at(2022, 9, 19, 8)
    apply(proclaimed(), now=datetime(2022, 9, 19, 9, tzinfo=UTC))
    at(datetime(2022, 9, 19, 10, tzinfo=UTC))
    page = text(agent.get("/alerts/"))
    assert "Tue 20 Sep 2022" in page and "Mon 19 Sep 2022<" not in page


def test_there_and_back_no_tier_is_alerted_twice():
    complaint = received()
    swept_at(2022, 9, 19, 8)
    apply(proclaimed(), now=datetime(2022, 9, 19, 9, tzinfo=UTC))
    apply(withdrawal(), now=datetime(2022, 9, 19, 10, tzinfo=UTC))
    swept_at(2022, 9, 21, 8)
    tiers = list(Alert.objects.filter(complaint=complaint, deadline__kind="first_response").order_by("pk").values_list("tier", flat=True))
    assert tiers == ["due", "late"]


def test_a_request_for_personal_data_moves_on_the_desks_own_chain():
    given = {"op_id": op(), "received_on": "2022-08-19", "person": {"name": "Ann Harper"}}
    log_request(given, by=make_person("compliance_officer"), now=FRIDAY)
    row = Deadline.objects.get(kind="data_request")
    assert row.due_on == FUNERAL
    apply(proclaimed())
    row.refresh_from_db()
    assert row.due_on == TUESDAY and moved_events()[0].complaint_id is None


def test_every_chain_holds():
    for _ in range(3):
        do_move(received(), "escalate")
    assert apply(proclaimed()).ids["moved"] == 6 and len(moved_events()) == 6
    assert verify().broken is None


def test_the_calendars_version_rises_with_every_change():
    before = rules.all_calendars()[ENGLAND].version
    apply(proclaimed())
    assert (before, rules.all_calendars()[ENGLAND].version) == ("2028.1+1", "2028.1+2")


def test_only_officers_and_administrators_change_bank_holidays():
    for role in ("agent", "senior_manager"):
        with pytest.raises(Forbidden):
            apply(proclaimed(), by=make_person(role))
    apply(proclaimed(), by=make_person("administrator"))


def test_what_was_left_behind_is_moved_by_the_next_sweep(monkeypatch):
    complaint = received()
    with monkeypatch.context() as stopped:
        stopped.setattr(holidays.holiday_moving, "move_these", lambda ids, *rest, **named: 0)
        apply(proclaimed())
    assert first_response(complaint).due_on == FUNERAL
    sweep(now=FRIDAY + timedelta(hours=1))
    assert first_response(complaint).due_on == TUESDAY
