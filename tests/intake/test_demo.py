"""The demonstration: stories at every stage around today, whatever day today is; told once; in demo mode alone."""

import json
from datetime import UTC, datetime

import pytest
from django.core.management import call_command

from complaints.alerts.models import Alert
from complaints.case.models import Complaint, SupplyReport
from complaints.case.stages import Stage
from complaints.clocks.words import complaint_state
from complaints.intake import demo
from complaints.intake.demo_days import Almanac
from complaints.letters.models import Letter
from complaints.money.models import PAYMENT_STATES, ConnectionJob, Incident, IncidentCustomer, Offer, Payment
from complaints.record.services import words_of
from complaints.record.verifying import verify
from complaints.rules import services as rules
from workdays import london

DAYS = [
    datetime(2026, 5, 11, 9, 2, tzinfo=UTC),     # a Monday
    datetime(2026, 4, 5, 23, 40, tzinfo=UTC),    # Easter Sunday, already Monday in London
    datetime(2026, 12, 26, 0, 5, tzinfo=UTC),    # Boxing Day, just after midnight
    datetime(2026, 3, 29, 1, 10, tzinfo=UTC),    # the night the clocks go forward
    *(datetime(2026, 12, day, 0, 5, tzinfo=UTC) for day in (1, 2, 3, 4, 5)),  # every other day of a week
]


@pytest.mark.once
@pytest.mark.parametrize("now", DAYS)
def test_every_stage_and_urgency_is_shown_whatever_day_it_is(db, now):
    assert demo.seed("demo-password-1", now=now) == 60
    found = list(Complaint.objects.all())
    today, calendar = london.day_of(now), rules.all_calendars()["england-and-wales"]
    assert {Stage(complaint.stage) for complaint in found} == set(Stage)
    assert {complaint_state(row.next_due_on, today, calendar) for row in found} == {"overdue", "due_today", "due_soon", "later"}
    assert all(complaint.logged_at <= now and complaint.received_at <= now for complaint in found)
    assert {"draft", "submitted", "approved", "sent"} == set(Letter.objects.values_list("state", flat=True))
    assert SupplyReport.objects.filter(complaint=None).count() == 2
    assert set(Payment.objects.values_list("state", flat=True)) == set(PAYMENT_STATES) and Offer.objects.filter(state="open").exists()
    assert Incident.objects.get().state == "assessed" and IncidentCustomer.objects.count() == 42 and ConnectionJob.objects.count() == 2
    assert verify().broken is None


def test_a_second_run_tells_nothing_twice(db):
    demo.seed("demo-password-1", now=DAYS[0])
    told = (Complaint, Letter, SupplyReport, Alert, Payment, Incident, IncidentCustomer, ConnectionJob, Offer)
    counts = [model.objects.count() for model in told]
    assert demo.seed("demo-password-1", now=DAYS[0]) == 0
    assert [model.objects.count() for model in told] == counts


@pytest.mark.parametrize("command", [("seed_demo",), ("generate_load", "--complaints", "5")])
def test_made_up_complaints_are_refused_outside_demo_mode(db, settings, capsys, command):
    settings.DEMO = False
    with pytest.raises(SystemExit) as ended:
        call_command(*command)
    assert ended.value.code == 1 and "demo mode only" in capsys.readouterr().err and not Complaint.objects.exists()


def test_a_story_that_reaches_deadlock_is_answered_in_words_of_its_own():
    book = rules.fixture("demo_complaints")
    told = [story for story in book["complaints"] if '"$position"' in json.dumps(book["arcs"][story["arc"]])]
    assert told and all({"update", "said", "position", "letter_position"} <= set(story["texts"]) for story in told)


def test_the_words_of_a_story_stand_in_its_deadlock(db):
    demo.seed("demo-password-1", now=DAYS[0])
    wall = Complaint.objects.get(customer__name="Moira Kilbride")
    assert "insured for the wall" in words_of(wall.events.get(kind="moved.declare_deadlock"))["final_position"]


@pytest.fixture
def almanac():
    return lambda text: Almanac(datetime.fromisoformat(text), rules.all_calendars()["england-and-wales"])


@pytest.mark.parametrize(("now", "told", "day"), [
    ("2026-05-11T10:00+01:00", "w0", "2026-05-11"), ("2026-05-10T10:00+01:00", "w0", "2026-05-08"),
    ("2026-05-11T10:00+01:00", "w-1", "2026-05-08"),
    ("2026-05-10T10:00+01:00", "w+1", "2026-05-11"), ("2026-05-11T10:00+01:00", "d-11", "2026-04-30"),
    ("2026-05-05T00:30+01:00", "w-1", "2026-05-01"),
])
def test_days_are_told_relative_to_today(db, almanac, now, told, day):
    assert almanac(now).day(told).isoformat() == day


def test_moments_keep_their_order_and_never_lie_ahead(db, almanac):
    book = almanac("2026-05-11T00:10+01:00")
    found = book.moments(["w-1 10:00", "w0 09:00", "w0 11:00"])
    assert found == sorted(found) and found[-1] < book.now and found[1] < found[2]
