"""Acknowledging, whose alerts are whose, and how many wait."""

from datetime import date, timedelta

import pytest

from complaints.alerts.models import Alert
from complaints.alerts.services import acknowledge, alerts_for, described, open_count
from complaints.alerts.sweep import sweep
from complaints.case.models import Complaint
from complaints.case.services import assign, restrict
from complaints.record.models import Event
from complaints.record.refusals import Conflict, Unacceptable, Unknown
from staff.models import Person
from tests.alerts.chains import breaks_of
from tests.factories import MONDAY, do_contact, make_complaint, make_person, make_team, op

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def owner():
    return make_person(team=make_team())


@pytest.fixture
def alert(owner):
    """The first response of Monday's complaint: due on Tuesday, its alert raised that morning."""
    make_complaint(by=owner)
    sweep(now=MONDAY + timedelta(hours=15))
    return Alert.objects.get()


def test_acknowledging_is_kept_with_an_event_in_the_chain(alert, owner):
    answer = acknowledge(alert.pk, {"op_id": op()}, by=owner, now=MONDAY + DAY)
    alert.refresh_from_db()
    assert (answer.ids["alert"], alert.acknowledged_by, alert.acknowledged_at) == (alert.pk, owner, MONDAY + DAY)
    event = Event.objects.get(kind="alert.acknowledged")
    assert (event.by, event.data["alert_key"]) == (owner, alert.key)
    assert breaks_of(alert.complaint_id, alert.complaint.reference) == []


def test_a_second_acknowledgement_changes_nothing(alert, owner):
    body = {"op_id": op()}
    first = acknowledge(alert.pk, body, by=owner, now=MONDAY + DAY)
    again = acknowledge(alert.pk, body, by=owner, now=MONDAY + 2 * DAY)
    other = acknowledge(alert.pk, {"op_id": op()}, by=make_person(), now=MONDAY + 2 * DAY)
    alert.refresh_from_db()
    assert (first.replayed, again.replayed, other.replayed, first.ids) == (False, True, False, other.ids)
    assert alert.acknowledged_by == owner and Event.objects.filter(kind="alert.acknowledged").count() == 1


@pytest.mark.parametrize(("body", "error"), [({}, Unacceptable), ({"op_id": 7}, Unacceptable), ({"op_id": "no spaces"}, Unacceptable)])
def test_without_an_op_id_it_is_refused(alert, owner, body, error):
    with pytest.raises(error):
        acknowledge(alert.pk, body, by=owner, now=MONDAY + DAY)
    assert not Event.objects.filter(kind="alert.acknowledged").exists()


def test_an_op_id_spent_on_another_alert_is_refused(alert, owner):
    body = {"op_id": op()}
    acknowledge(alert.pk, body, by=owner, now=MONDAY + DAY)
    sweep(now=MONDAY + 2 * DAY)
    with pytest.raises(Conflict):
        acknowledge(Alert.objects.last().pk, body, by=owner, now=MONDAY + 2 * DAY)


def test_an_alert_that_is_not_there_is_unknown(owner):
    with pytest.raises(Unknown):
        acknowledge(10**12, {"op_id": op()}, by=owner, now=MONDAY)


def test_the_alert_of_a_restricted_complaint_is_unknown_to_others(alert, owner):
    officer, named = make_person("compliance_officer"), make_person()
    body = {"op_id": op(), "version": 1, "people": [named.username], "reason": "A colleague's own complaint."}
    restrict(alert.complaint.reference, body, by=officer, now=MONDAY + DAY)
    with pytest.raises(Unknown):
        acknowledge(alert.pk, {"op_id": op()}, by=owner, now=MONDAY + DAY)
    assert [open_count(person) for person in (owner, named)] == [0, 0]
    assert list(alerts_for(owner)) == [] and list(alerts_for(named)) == [alert]
    acknowledge(alert.pk, {"op_id": op()}, by=named, now=MONDAY + DAY)


@pytest.mark.parametrize(("role", "due", "late"), [
    ("agent", 0, 0), ("senior_manager", 1, 2), ("compliance_officer", 0, 1), ("administrator", 0, 0),
])
def test_due_is_for_managers_too_and_late_for_compliance_too(alert, owner, role, due, late):
    person = make_person(role)
    assert (open_count(person), len(alerts_for(person))) == (due, due)
    sweep(now=MONDAY + timedelta(hours=38))
    assert (open_count(person), len(alerts_for(person)), open_count(owner)) == (late, late, 2)


def test_what_has_no_owner_is_its_teams():
    team = make_team()
    complaint = make_complaint()
    Complaint.objects.filter(pk=complaint.pk).update(owner=None, team=team)
    sweep(now=MONDAY + timedelta(hours=15))
    assert [open_count(make_person(team=other)) for other in (team, make_team(), None)] == [1, 0, 0]


def test_overtaken_and_acknowledged_alerts_are_listed_and_wait_for_nobody(owner):
    make_complaint(by=owner)
    sweep(now=MONDAY + 2 * DAY)
    assert (len(alerts_for(owner)), open_count(owner)) == (2, 1)
    acknowledge(Alert.objects.get(overtaken=False).pk, {"op_id": op()}, by=owner, now=MONDAY + 2 * DAY)
    assert (len(alerts_for(owner)), open_count(owner)) == (2, 0)


def test_the_count_stops_at_its_limit_and_takes_one_query(owner, django_assert_num_queries):
    for _ in range(4):
        make_complaint(by=owner)
    sweep(now=MONDAY + timedelta(hours=15))
    with django_assert_num_queries(1):
        assert open_count(owner) == 4
    assert open_count(owner, most=3) == 3


def test_nobody_counts_an_alert_twice():
    manager = make_person("senior_manager", team=make_team())
    make_complaint(by=manager)
    sweep(now=MONDAY + timedelta(hours=15))
    assert (open_count(manager), len(alerts_for(manager))) == (1, 1)


def test_an_alert_says_the_rule_the_day_and_how_long(alert):
    told = described(alert, now=MONDAY + 2 * DAY)
    assert (told.reference, told.due, told.status.words) == (alert.complaint.reference, "Tuesday 12 May 2026", "1 working day late")
    assert told.line == (f"{alert.complaint.reference}: First response, next working day. Resolve or contact the customer by "
                         "Tuesday 12 May 2026. 1 working day late.")


@pytest.mark.parametrize(("role", "at_work"), [("agent", True), ("senior_manager", False)])
def test_a_review_in_other_hands_than_a_managers_alerts_every_senior_manager(role, at_work):
    manager, owner = make_person("senior_manager"), make_person(role)
    complaint = make_complaint("senior_review")
    Complaint.objects.filter(pk=complaint.pk).update(owner=owner)
    Person.objects.filter(pk=owner.pk).update(is_active=at_work)
    do_contact(complaint, MONDAY + DAY, direction="inbound", not_satisfied=True)
    assert manager.username in Alert.objects.get(why="not_satisfied").to


def test_a_customer_who_is_not_satisfied_alerts_the_reviewer_at_once():
    manager, reviewer = make_person("senior_manager"), make_person("senior_manager")
    complaint = make_complaint("senior_review")
    do_contact(complaint, MONDAY + DAY, direction="inbound", not_satisfied=True)
    assert set(Alert.objects.get(why="not_satisfied").to) >= {manager.username, reviewer.username}
    Complaint.objects.filter(pk=complaint.pk).update(owner=reviewer)
    do_contact(complaint, MONDAY + 2 * DAY, direction="inbound", not_satisfied=True)
    last = Alert.objects.filter(why="not_satisfied").last()
    assert (last.to, last.due_on, last.further_at) == ([reviewer.username], date(2026, 5, 13), MONDAY + 3 * DAY)
    assert "not satisfied" in described(last, now=MONDAY + 2 * DAY).line


def test_a_complaint_that_goes_to_somebody_else_takes_its_open_alerts_along(alert, owner):
    colleague, team = make_person(), make_team()
    for to, version in ({"owner": colleague.username}, 1), ({"team": team.slug}, 2):
        body = {"op_id": op(), "version": version, **to}
        assign(alert.complaint.reference, body, by=make_person("senior_manager"), now=MONDAY + DAY)
        if "owner" in to:
            assert (open_count(owner), open_count(colleague)) == (0, 1)
    assert (open_count(colleague), open_count(make_person(team=team))) == (0, 1)


def test_an_acknowledged_alert_stays_with_whoever_had_it(alert, owner):
    acknowledge(alert.pk, {"op_id": op()}, by=owner, now=MONDAY + DAY)
    colleague = make_person()
    body = {"op_id": op(), "version": 1, "owner": colleague.username}
    assign(alert.complaint.reference, body, by=owner, now=MONDAY + DAY)
    assert list(alerts_for(colleague)) == [] and list(alerts_for(owner)) == [alert]
