"""Who is away or has left: nothing new is given to them, their alerts go to their team, what they have is handed over."""

from datetime import date, timedelta

import pytest

from complaints.alerts.models import Alert
from complaints.alerts.people import directory
from complaints.alerts.sweep import sweep
from complaints.bulk import job as bulk
from complaints.bulk import leaving
from complaints.case.models import Complaint
from complaints.case.services import assign, restrict
from complaints.jobs.services import run_waiting
from complaints.record.models import Event
from complaints.record.refusals import Refused, Unacceptable
from complaints.record.verifying import verify
from staff import services
from staff.models import Absence, Person, StaffEvent
from tests.bulk.test_many import confirmed
from tests.factories import AN_HOUR, MONDAY, do_move, fresh, make_complaint, make_person, make_team, op
from tests.web.reading import fields_of, text

NOW = MONDAY + AN_HOUR * 2
WEEK = {"from_on": "2026-05-11", "until_on": "2026-05-15"}


@pytest.fixture
def team(db):
    return make_team(name="Billing")


@pytest.fixture
def dan(team):
    return make_person(username="dan", full_name="Dan Whitlock", team=team)


@pytest.fixture
def manager(db):
    return make_person("senior_manager")


def gone(person, by, **days):
    return leaving.record_absence(person.username, {"op_id": op(), **WEEK, **days}, by=by, now=NOW).ids["absence"]


def given_to(person, by, now=NOW):
    complaint = make_complaint()
    assign(complaint.reference, {"op_id": op(), "version": 1, "owner": person.username}, by=by, now=now)
    return fresh(complaint)


def test_while_away_nothing_new_is_given_to_them(dan, manager):
    gone(dan, manager)
    with pytest.raises(Unacceptable, match="Dan Whitlock is away until Fri 15 May 2026"):
        given_to(dan, manager)
    with pytest.raises(Unacceptable, match="is away until"):
        given_to(dan, manager, now=NOW.replace(day=15))


@pytest.mark.parametrize("day", [10, 16])
def test_before_and_after_they_are_given_complaints(dan, manager, day):
    leaving.record_absence("dan", {"op_id": op(), **WEEK}, by=manager, now=NOW - timedelta(days=3))
    complaint = make_complaint(received_at=MONDAY - timedelta(days=5))
    assign(complaint.reference, {"op_id": op(), "version": 1, "owner": "dan"}, by=manager, now=NOW.replace(day=day))
    assert fresh(complaint).owner == dan


def test_who_is_back_early_is_given_complaints_at_once(dan, manager):
    leaving.end_absence(gone(dan, manager), {"op_id": op()}, by=manager, now=NOW)
    assert given_to(dan, manager).owner == dan


def test_they_may_take_something_themselves(dan, manager):
    gone(dan, manager)
    assert given_to(dan, dan).owner == dan


def test_an_escalation_names_nobody_who_is_away_and_a_reopened_one_goes_to_the_team(dan, manager, team):
    reviewer = make_person("senior_manager", full_name="Lena Fraser", team=team)
    gone(reviewer, manager), gone(dan, manager)
    with pytest.raises(Refused, match="Lena Fraser is away"):
        do_move(make_complaint(), "escalate", at=NOW, senior_manager=reviewer.username)
    closed = make_complaint("closed", by=dan)
    assert do_move(closed, "reopen", at=NOW + AN_HOUR).owner is None


@pytest.mark.parametrize(("away", "told"), [(True, ["colleague"]), (False, ["dan"])])
def test_alerts_of_what_they_have_go_to_the_team_while_they_are_away(dan, manager, team, away, told):
    make_person(username="colleague", team=team)
    complaint = make_complaint(by=dan)
    if away:
        gone(dan, manager, until_on="2026-05-29")
    do_move(complaint, "escalate", at=NOW, by=dan)
    Complaint.objects.filter(pk=complaint.pk).update(owner=dan, team=team)
    sweep(now=NOW + timedelta(days=3))
    ahead = Alert.objects.filter(complaint=complaint, tier="ahead").latest("pk")
    assert [name for name in ahead.to if name in ("dan", "colleague")] == told


@pytest.mark.parametrize(("days", "said"), [
    ({"until_on": "2026-05-10"}, "before the first"), ({"from_on": "2026-05-01", "until_on": "2026-05-08"}, "has passed"),
    ({"until_on": "2028-01-01"}, "at most a year"), ({"from_on": ""}, "Give a day"), ({"from_on": "soon"}, "Give a day as"),
])
def test_impossible_days_are_refused_in_a_sentence(dan, manager, days, said):
    with pytest.raises(Unacceptable, match=said):
        gone(dan, manager, **days)
    assert not Absence.objects.exists()


def test_two_absences_of_one_person_do_not_overlap(dan, manager):
    gone(dan, manager)
    with pytest.raises(Unacceptable, match="already away"):
        gone(dan, manager, from_on="2026-05-15", until_on="2026-05-20")


def test_an_absence_and_its_end_stand_in_the_security_log_once(dan, manager):
    given = {"op_id": op(), **WEEK}
    first, second = (leaving.record_absence("dan", given, by=manager, now=NOW).ids["absence"] for _ in range(2))
    for _ in range(2):
        leaving.end_absence(first, {"op_id": op()}, by=manager, now=NOW)
    told = StaffEvent.objects.filter(person=dan).order_by("pk").values_list("kind", "detail", "by")
    assert first == second and list(told) == [(kind, "11 May to 15 May 2026", manager.pk) for kind in ("absence_recorded", "absence_ended")]


@pytest.mark.parametrize(("role", "may"), [("agent", False), ("senior_manager", True), ("compliance_officer", False), ("administrator", True)])
def test_who_may_record_an_absence(signed_in, dan, role, may):
    client = signed_in(role)
    codes = [client.get("/absences/").status_code, client.post("/absences/", {"op_id": op(), "person": "dan", **WEEK}).status_code]
    assert codes == ([200, 302] if may else [403, 403]) and Absence.objects.exists() is may
    assert client.get("/people/dan/hand-over/").status_code == (302 if may else 403)


def test_from_the_absence_what_they_have_is_handed_back_to_their_team_with_an_event_each(signed_in, dan, team):
    client, complaints = signed_in("senior_manager"), [make_complaint(by=dan) for _ in range(2)]
    make_complaint("closed", by=dan)
    for complaint in complaints:
        Complaint.objects.filter(pk=complaint.pk).update(team=team)
    form = fields_of(client.get("/absences/"))
    page = client.post("/absences/", {"op_id": form["op_id"], "person": "dan", **WEEK}, follow=True)
    assert "Assign 2 complaints" in text(page) and "Dan Whitlock is away until Fri 15 May 2026" in text(page)
    assert all(fresh(complaint).owner == dan for complaint in complaints)
    assert "2 assigned + 0 refused + 0 left = 2" in text(confirmed(client, page))
    assert [(fresh(one).owner, fresh(one).team) for one in complaints] == [(None, team)] * 2
    assert Event.objects.filter(kind="assigned", complaint__in=complaints, by=client.person).count() == 2


def test_bulk_work_offers_nobody_who_is_away_without_saying_so(signed_in, dan):
    client = signed_in("senior_manager")
    gone(dan, client.person)
    page = client.post("/complaints/bulk/", {"do": "assign", "ref": make_complaint().reference})
    assert "Dan Whitlock, nothing open, away until Fri 15 May" in text(page)
    assert "Dan Whitlock is away until" in text(confirmed(client, page, to="person:dan"))


def test_who_is_away_stands_on_the_page_until_they_are_back(signed_in, dan):
    client = signed_in("senior_manager")
    number = gone(dan, client.person)
    page = text(client.get("/absences/"))
    assert "1 person away today" in page and "11 May to 15 May 2026" in page
    client.post(f"/absences/{number}/end/", {"op_id": op()})
    assert "Nobody away today" in text(client.get("/absences/"))


def deactivated(client, person):
    assert client.post(f"/people/{person.username}/do/deactivate/", {"op_id": op()}).status_code == 302
    run_waiting(bulk.CARRIES, clock=lambda: NOW)


def test_whoever_leaves_leaves_nothing_behind(signed_in, dan, team):
    client, complaint, done = signed_in("administrator"), make_complaint(by=dan), make_complaint("closed", by=dan)
    deactivated(client, dan)
    assert (fresh(complaint).owner, fresh(complaint).team, fresh(done).owner) == (None, team, dan)
    assert Event.objects.filter(complaint=complaint, kind="assigned", by=client.person).exists()


def test_a_restricted_complaint_of_whoever_leaves_goes_back_too_and_is_shown_to_nobody(signed_in, dan, team):
    client, officer, complaint = signed_in("administrator"), make_person("compliance_officer"), make_complaint(by=dan, name="Hidden Person")
    restrict(complaint.reference, {"op_id": op(), "version": 1, "people": ["dan"], "reason": "Press"}, by=officer, now=NOW)
    deactivated(client, dan)
    assert (fresh(complaint).owner, fresh(complaint).team) == (None, team)
    assert "Hidden" not in text(client.get("/jobs/")) and complaint.reference not in text(client.get("/jobs/"))


def test_whoever_is_shut_out_by_the_system_leaves_nothing_behind_either(dan, team):
    open_ones, done = [make_complaint(by=dan) for _ in range(2)], make_complaint("closed", by=dan)
    services.deactivate(dan, by=None, now=NOW)
    assert [(fresh(one).owner, fresh(one).team) for one in open_ones] == [(None, team)] * 2 and fresh(done).owner == dan
    assert verify().broken is None


def test_what_a_leaver_still_has_is_handed_back_by_the_day_itself(dan, manager, team):
    complaint = given_to(dan, manager)
    Person.objects.filter(pk=dan.pk).update(is_active=False)
    for _ in range(2):
        leaving.hand_back_forgotten(now=NOW)
    complaint = fresh(complaint)
    assert (complaint.owner, complaint.team) == (None, team) and verify().broken is None
    assert Event.objects.filter(complaint=complaint, kind="assigned").count() == 2


def test_compliance_hears_of_a_restricted_complaint_even_while_all_of_it_is_away(manager):
    officer = make_person("compliance_officer")
    gone(officer, manager)
    assert directory(NOW.date()).told_of_restricted(None, []).to == (officer.username,)


@pytest.mark.parametrize("address", ["/people/nobody/hand-over/", "/people/%00/hand-over/", "/people/" + "x" * 300 + "/hand-over/"])
def test_nobodys_work_can_be_handed_over(signed_in, address):
    assert signed_in("senior_manager").get(address).status_code == 404


def test_an_end_of_an_absence_that_there_is_not_is_refused(signed_in):
    assert signed_in("senior_manager").post("/absences/999/end/", {"op_id": op()}).status_code == 409


def test_the_days_of_an_absence_are_whole(dan, manager):
    gone(dan, manager)
    absence = Absence.objects.get()
    assert (absence.from_on, absence.until_on, absence.recorded_by) == (date(2026, 5, 11), date(2026, 5, 15), manager)
