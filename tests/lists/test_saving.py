"""Saved views: private or shared, named once, by mail once a day, on record."""

from datetime import date, timedelta

import pytest
from django.core import mail

from complaints.lists import asked, digests, saving
from complaints.lists.models import AskedList, SavedView, ViewDigest
from complaints.lists.wanted import Wanted
from complaints.record import outbox
from complaints.record.models import Event
from complaints.record.refusals import Refused
from tests.factories import MONDAY, make_complaint, make_person, make_team, op

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def saved(person, **given):
    done = saving.save({"op_id": op(), "list": "mine", "name": "My day", **given}, by=person, now=MONDAY)
    return SavedView.objects.get(pk=done.ids["saved"])


def sent(*, now):
    outbox.relay(digests.HANDLERS, now=now)
    return [(message.to, message.subject) for message in mail.outbox]


def test_a_saved_view_opens_by_its_own_id_and_is_on_record():
    person = make_person()
    ident = asked.keep(Wanted("all", "", {"stage": ("deadlock",)}), by=person, now=MONDAY)
    view = saved(person, list=ident)
    assert asked.named(view.pk, by=person).wanted == Wanted("all", "", {"stage": ("deadlock",)})
    assert Event.objects.filter(complaint=None, kind="view.saved", by=person).exists() and len(view.pk) <= 12


def test_a_shared_view_is_seen_by_the_team_and_changed_by_its_owner_alone():
    team = make_team()
    owner, mate, stranger = make_person(team=team), make_person(team=team), make_person(team=make_team())
    view = saved(owner, seen_by="team")
    assert asked.named(view.pk, by=mate).saved == view
    for who, do in ((stranger, asked.named), (mate, None)):
        with pytest.raises(Refused):
            asked.named(view.pk, by=who) if do else saving.delete(view.pk, {"op_id": op()}, by=who, now=MONDAY)


REFUSED = [{"name": ""}, {"name": "x" * 61}, {"name": "My day"}, {"seen_by": "all"}, {"seen_by": "team"}, {"digest": "hourly"}, {"over": -1},
           {"over": 501}, {"list": "nonsense"}, {"op_id": None}]


@pytest.mark.parametrize("given", REFUSED, ids=str)
def test_a_view_that_is_not_right_is_refused_and_leaves_no_row(given):
    person = make_person()
    saved(person)
    with pytest.raises(Refused):
        saved(person, **({"name": "Another"} | given))
    assert SavedView.objects.count() == 1


def test_the_same_call_again_saves_nothing_more():
    person, once = make_person(), op()
    assert saved(person, op_id=once) == saved(person, op_id=once)


def test_a_view_goes_by_mail_on_the_next_working_morning_once():
    person = make_person()
    make_complaint(by=person)
    saved(person, digest="daily")
    assert [digests.post_due(now=MONDAY + n * HOUR) for n in (0, 1)] == [1, 0]
    assert sent(now=MONDAY + HOUR) == []
    morning = MONDAY + 24 * HOUR
    assert sent(now=morning) == sent(now=morning + HOUR) == [([person.email], "My day: 1 complaint")]
    assert [row.sent_on for row in ViewDigest.objects.all()] == [date(2026, 5, 12)]


@pytest.mark.parametrize(("over", "number"), [(0, 1), (1, 0), (5, 0)])
def test_a_view_that_holds_no_more_than_was_set_is_not_mailed(over, number):
    person = make_person()
    make_complaint(by=person)
    saved(person, digest="over", over=over)
    digests.post_due(now=MONDAY)
    assert len(sent(now=MONDAY + 24 * HOUR)) == number


def test_questions_that_nobody_asked_for_a_month_are_forgotten():
    person = make_person()
    asked.keep(Wanted("all", "Ann Harper"), by=person, now=MONDAY)
    kept = asked.keep(Wanted("all", "Bob"), by=person, now=MONDAY + 2 * HOUR)
    asked.forget(now=MONDAY + HOUR + asked.KEPT)
    assert [row.pk for row in AskedList.objects.all()] == [kept]
