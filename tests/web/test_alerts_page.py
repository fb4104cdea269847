"""The alerts page: what waits, for whom, acknowledged with one click; what was overtaken is shown and counted."""

from datetime import timedelta

import pytest

from complaints.alerts import messages
from complaints.alerts.models import Alert
from complaints.alerts.sweep import sweep
from complaints.case import services
from complaints.case.carrying import carry
from complaints.case.models import Complaint
from complaints.clocks import words
from complaints.clocks.models import Deadline
from complaints.clocks.services import history_of
from complaints.record.entries import Entry
from complaints.record.models import Event
from tests.factories import MONDAY, fresh, make_complaint, make_person, make_team, op
from tests.web.reading import fields_of, text

pytestmark = pytest.mark.once

LATE = MONDAY + timedelta(days=3)


@pytest.fixture
def swept(at, db):
    """A complaint whose first response is late, swept on Thursday; answers its owner."""
    owner = make_person(full_name="Dan Whitlock", team=make_team())
    make_complaint(by=owner)
    at(LATE)
    sweep(now=LATE)
    return owner


def page(client, person, address="/alerts/"):
    client.force_login(person)
    return client.get(address)


def waiting():
    return Alert.objects.get(overtaken=False, acknowledged_at=None)


def test_an_alert_tells_what_is_due_when_how_late_it_is_and_who_was_told(client, swept):
    said = text(page(client, swept))
    assert "Alerts: 1 to acknowledge" in said and "Overdue (1)" in said
    assert all(words in said for words in ("First response, next working day", "Tue 12 May 2026", "2 working days late", "Ann Harper", "you"))


def test_the_number_stands_in_the_bar_and_in_the_title(client, swept):
    said = text(page(client, swept, "/help/"))
    assert "<title>(1) Help" in said and "Alerts <b>&nbsp;1</b>" in said


def test_what_was_overtaken_is_shown_and_counted(client, swept):
    assert Alert.objects.filter(overtaken=True).count() == 1
    said = text(page(client, swept))
    assert "1 overtaken by a later one" in said and "Overtaken by a later alert of the same deadline (1)" in said


def test_one_click_acknowledges(client, swept):
    sent = fields_of(page(client, swept))
    answer = client.post(f"/alerts/{waiting().pk}/acknowledge/?show=mine", {"op_id": sent["op_id"]})
    assert answer["Location"] == "/alerts/?show=mine" and Alert.objects.get(overtaken=False).acknowledged_by == swept
    said = text(client.get("/alerts/"))
    assert "Alerts: 0 to acknowledge" in said and "Acknowledged in the last 7 days (1)" in said and "You, Thu 14 May" in said


def test_a_second_click_changes_nothing(client, swept):
    sent = {"op_id": fields_of(page(client, swept))["op_id"]}
    address = f"/alerts/{waiting().pk}/acknowledge/"
    assert [client.post(address, sent).status_code for _ in range(2)] == [302, 302]


def test_acknowledging_is_no_look(client, swept):
    page(client, swept)
    assert client.get(f"/alerts/{waiting().pk}/acknowledge/").status_code == 405


def test_the_views_hold_whose_they_are(client, swept):
    mate, stranger = make_person(team=swept.team), make_person(team=make_team())
    assert "Alerts: 0 to" in text(page(client, mate)) and "Alerts: 1 to" in text(page(client, mate, "/alerts/?show=team"))
    assert "Alerts: 0 to" in text(page(client, stranger, "/alerts/?show=team"))
    assert "Alerts: 1 to" in text(page(client, stranger, "/alerts/?show=all"))


def test_a_restricted_complaint_raises_nothing_for_others_to_read(client, swept):
    made = fresh(waiting().complaint)
    type(made).objects.filter(pk=made.pk).update(restricted=True)
    said = text(page(client, make_person(), "/alerts/?show=all"))
    assert made.reference not in said and "Ann Harper" not in said


def test_an_alert_of_nobody_is_not_found(client, swept):
    page(client, swept)
    assert client.post("/alerts/7777/acknowledge/", {"op_id": op()}).status_code == 404


def test_an_acknowledgement_without_its_mark_is_refused(client, swept):
    page(client, swept)
    assert client.post(f"/alerts/{waiting().pk}/acknowledge/", {}).status_code == 422


@pytest.mark.parametrize(("show", "sentence"), [
    ("mine", "No alert was ever raised for you"), ("team", "No alert was ever raised for your team"), ("all", "No alert was ever raised"),
    ("none-such", "No alert was ever raised for you"),
])
def test_an_empty_page_says_why(signed_in, show, sentence):
    assert sentence in text(signed_in().get(f"/alerts/?show={show}"))


def test_when_all_is_seen_the_page_says_so(client, swept, at):
    page(client, swept)
    client.post(f"/alerts/{waiting().pk}/acknowledge/", {"op_id": op()})
    at(LATE + timedelta(days=8))
    assert "Every alert is acknowledged" in text(client.get("/alerts/"))


def three_waiting(at, owner):
    """Three late alerts of one owner."""
    for _ in range(3):
        make_complaint(by=owner)
    at(LATE)
    sweep(now=LATE)
    return list(Alert.objects.filter(overtaken=False, acknowledged_at=None).order_by("pk").values_list("pk", flat=True))


def acknowledged():
    return set(Alert.objects.filter(acknowledged_at__isnull=False).values_list("pk", flat=True))


def test_those_that_are_ticked_are_acknowledged_together_and_no_other(client, at, db):
    owner = make_person(team=make_team())
    ids = three_waiting(at, owner)
    sent = fields_of(page(client, owner))
    answer = client.post("/alerts/acknowledge/?show=mine", {"op_id": sent["op_id"], "alert": ids[:2]}, follow=True)
    assert acknowledged() == set(ids[:2]) and "2 alerts acknowledged." in text(answer)
    again = client.post("/alerts/acknowledge/", {"op_id": sent["op_id"], "alert": ids[:2]}, follow=True)
    assert again.status_code == 200 and Event.objects.filter(kind="alert.acknowledged").count() == 2


def test_all_of_a_group_are_those_that_were_shown(client, at, db):
    owner = make_person(team=make_team())
    ids = three_waiting(at, owner)
    sent = fields_of(page(client, owner))
    assert sent["in-late"] == ",".join(map(str, ids))
    later = three_waiting(at, owner)
    client.post("/alerts/acknowledge/", {"op_id": sent["op_id"], "all": "late", "in-late": sent["in-late"]})
    assert acknowledged() == set(ids) and set(later) - set(ids)


@pytest.mark.parametrize("body", [{}, {"alert": "x"}, {"one": "0"}, {"all": "late"}, {"all": "late", "in-late": ",,"}])
def test_nothing_ticked_is_said_in_words(client, swept, body):
    page(client, swept)
    answer = client.post("/alerts/acknowledge/", {"op_id": op(), **body})
    page_text = text(answer)
    assert answer.status_code == 422 and page_text.count("Tick the alerts to acknowledge") == 2 and not acknowledged()
    assert f'href="#alert-{waiting().pk}"' in page_text and f'id="alert-{waiting().pk}"' in page_text


def test_where_nothing_waits_nothing_is_asked_to_be_ticked(signed_in):
    client = signed_in()
    assert 'id="alerts"' not in text(client.get("/alerts/"))
    answer = text(client.post("/alerts/acknowledge/?show=all", {"op_id": op()}))
    assert "Nothing was acknowledged: no alert waits here." in answer and "Tick the alerts" not in answer


def test_those_ahead_stand_in_the_order_of_the_days_they_fall_on_now(client, at, db):
    owner = make_person(team=make_team())
    first, second = three_waiting(at, owner)[:2]
    Deadline.objects.filter(alerts=first).update(due_on=LATE.date() + timedelta(days=9))
    Deadline.objects.filter(alerts=second).update(due_on=LATE.date() + timedelta(days=4))
    told = text(page(client, owner))
    assert told.index(f'id="alert-{second}"') < told.index(f'id="alert-{first}"')


def test_one_that_may_not_be_seen_keeps_no_other_back(client, at, db):
    owner = make_person(team=make_team())
    ids = three_waiting(at, owner)
    Complaint.objects.filter(alerts=ids[0]).update(restricted=True)
    page(client, owner)
    answer = client.post("/alerts/acknowledge/", {"op_id": op(), "alert": ids}, follow=True)
    assert acknowledged() == set(ids[1:]) and "2 alerts acknowledged. 1 could not be found any more." in text(answer)


def test_it_says_whom_it_goes_to_when_nobody_acts(client, at, db):
    owner = make_person(team=make_team())
    make_complaint(by=owner)
    at(MONDAY + timedelta(days=1))
    sweep(now=MONDAY + timedelta(days=1))
    assert "Goes to compliance Wed 13 May" in text(page(client, owner))


@pytest.fixture
def told(swept):
    """A message to the owner of a complaint, from a colleague."""
    complaint, by = make_complaint(), make_person(full_name="Priya Raman")
    services.add_note(complaint.reference, {"text": "Look", "op_id": op()}, by=by, now=LATE)
    return messages.tell(swept, complaint, "mention", event=complaint.events.get(kind="note"), now=LATE)


def test_messages_stand_beside_the_alerts_and_lead_to_where_the_words_are(client, swept, told):
    answer = page(client, swept)
    said = text(answer)
    assert "Alerts: 1 to acknowledge, 1 message to read" in said and "Messages to you (1)" in said and "Priya Raman named you in a note" in said
    assert f'href="/c/{told.complaint.reference}/timeline/#event-{told.event.seq}"' in answer.content.decode()
    assert "Alerts <b>&nbsp;2</b>" in said


@pytest.mark.parametrize("which", ["one", "every"])
def test_a_message_is_read_when_they_say_so(client, swept, told, which):
    sent = fields_of(page(client, swept))
    client.post("/alerts/messages/read/", {"op_id": sent["op_id"], which: str(told.pk)})
    said = text(client.get("/alerts/"))
    assert "Messages to you" not in said and "Messages read in the last 7 days (1)" in said and "message to read" not in said


def test_nobody_reads_the_messages_of_another(client, swept, told):
    other = make_person()
    page(client, other)
    client.post("/alerts/messages/read/", {"op_id": op(), "one": str(told.pk)})
    told.refresh_from_db()
    assert told.read_at is None and "Priya Raman named" not in text(client.get("/alerts/?show=all"))


def test_a_window_that_closes_first_says_until_when_the_other_is_open(client, at, db):
    owner = make_person("senior_manager", team=make_team())
    complaint = make_complaint("deadlock", by=owner)
    Complaint.objects.filter(pk=complaint.pk).update(owner=owner)
    sent = Entry("letter.sent", complaint.stage_since + timedelta(days=1),
                 {"letter": 1, "letter_kind": "deadlock", "sent_on": "2026-05-12", "method": "email"})
    carry(complaint, history_of(complaint), [sent], by=None, now=sent.at, because="letter sent", touch=False)
    later = Deadline.objects.get(complaint=complaint, kind="ombudsman_from_complaint").due_on
    now = MONDAY + timedelta(days=205)
    at(now)
    sweep(now=now)
    assert f"The other window is open until {words.short_day(later)}" in text(page(client, owner, "/alerts/?show=all"))
