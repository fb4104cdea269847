"""Off supply together with a priority need: told to the owner or team and the senior managers the moment the desk knows it, once."""

from contextlib import suppress
from datetime import timedelta

import pytest

from complaints.alerts.models import Alert
from complaints.alerts.seen import alerts_for, is_settled
from complaints.alerts.services import described
from complaints.case import told
from complaints.case.correcting import correct
from complaints.case.models import Complaint
from complaints.case.receiving import log_complaint
from complaints.record.models import Outbox
from complaints.record.refusals import Refused
from staff.models import Team
from tests.alerts.chains import breaks_of
from tests.alerts.test_at_once import together
from tests.factories import MONDAY, given, make_complaint, make_person, make_team, op
from tests.intake.conftest import MAP, bring_in, make_csv  # noqa: F401 - fixtures

pytestmark = pytest.mark.django_db
AN_HOUR = timedelta(hours=1)
FIRST = ["off_supply", "medical"]


def found():
    return Alert.objects.filter(why="off_supply")


def corrected(complaint, needs, *, by, op_id=None, now=MONDAY + AN_HOUR):
    """The needs of the customer, corrected to these."""
    body = {"op_id": op_id or op(), "version": complaint.version, "fields": {"customer.needs": needs}, "reason": "Said so on the phone"}
    return correct(complaint.reference, body, by=by, now=now)


@pytest.mark.parametrize(("needs", "number"), [
    (["off_supply", "medical"], 1), (["off_supply", "priority_services"], 1), (["off_supply"], 0), (["medical", "priority_services"], 0), ([], 0)])
def test_it_is_raised_when_such_a_complaint_is_logged(needs, number):
    manager, agent = make_person("senior_manager"), make_person()
    complaint = make_complaint(by=agent, needs=needs)
    assert [set(alert.to) for alert in found()] == [{agent.username, manager.username}] * number
    assert Outbox.objects.filter(key=f"alert:off_supply:{complaint.pk}").count() == number
    assert breaks_of(complaint.pk, complaint.reference) == []


def test_what_comes_by_the_api_without_an_owner_is_told_to_the_team_and_the_managers():
    team = Team.objects.filter(kind="customer_service").order_by("pk").first() or make_team()
    manager, agent = make_person("senior_manager"), make_person(team=team)
    log_complaint(given(needs=FIRST), by=make_person(), now=MONDAY, door="api")
    assert found().get().owner is None and {manager.username, agent.username} <= set(found().get().to)
    assert list(alerts_for(manager)) == [found().get()]


def test_a_repeated_call_raises_it_once():
    agent, body = make_person(), given(needs=FIRST)
    for _ in range(2):
        log_complaint(body, by=agent, now=MONDAY)
    assert found().count() == 1


def test_a_correction_raises_it_once_ever():
    agent = make_person()
    complaint = make_complaint(by=agent)
    for needs in (FIRST, ["off_supply"], FIRST):
        corrected(Complaint.objects.get(pk=complaint.pk), needs, by=agent)
    event = complaint.events.get(kind="alert.raised")
    assert found().count() == 1 and told.summary(event.kind, event.data) == (
        "raised an alert: the customer is off supply and has a priority need")


def test_the_words_name_the_case_and_what_it_is():
    complaint = make_complaint(needs=FIRST)
    assert described(found().get(), now=MONDAY).line.startswith(f"{complaint.reference}: Off supply with a priority need.")


def test_it_is_over_once_the_supply_is_back():
    agent = make_person()
    complaint = make_complaint(by=agent, needs=FIRST)
    assert not is_settled(found().get())
    corrected(complaint, ["medical"], by=agent)
    assert is_settled(found().get())


def test_of_a_restricted_complaint_only_those_who_may_see_it_are_told():
    manager, officer = make_person("senior_manager"), make_person("compliance_officer")
    complaint = make_complaint()
    Complaint.objects.filter(pk=complaint.pk).update(restricted=True)
    corrected(complaint, FIRST, by=officer)
    assert officer.username in found().get().to and manager.username not in found().get().to
    assert not alerts_for(manager).exists()


def test_an_open_one_that_is_imported_is_told_and_one_in_the_ordinary_is_not(bring_in, make_csv):  # noqa: F811
    manager = make_person("senior_manager")
    header = ("Ref", "Received", "How", "What", "Who", "Needs")
    rows = [(f"A{place}", "05/05/2026", "Phone", "No heat", "Ann Harper", needs) for place, needs in enumerate(("off_supply;medical", "medical", ""))]
    columns = {**MAP["columns"], "customer.needs": "Needs"}
    for _ in range(2):
        bring_in(make_csv(rows, header=header), {**MAP, "columns": columns})
    alert = found().get()
    assert manager.username in alert.to and alert.complaint.customer.needs == ["off_supply", "medical"]
    assert breaks_of(alert.complaint_id, alert.complaint.reference) == []


@pytest.mark.postgres
def test_two_who_correct_it_at_one_moment_raise_it_once(real_db):
    agent = make_person()
    complaint = make_complaint(by=agent)

    def one():
        with suppress(Refused):  # the other was first
            corrected(complaint, FIRST, by=agent)
    together(one, one)
    assert found().count() == 1 and breaks_of(complaint.pk, complaint.reference) == []
