"""The load for measuring: as many as asked, ended or open, and exactly as many due now as asked."""

import io
import json
from datetime import datetime, timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from complaints.case.carrying import book_of
from complaints.case.models import Complaint, Contact, Customer
from complaints.clocks.models import Deadline
from complaints.clocks.services import history_of, worked_out
from complaints.intake.load import Asked, load
from complaints.record.verifying import verify
from complaints.rules import services as rules
from staff.demo import load_demo_people
from tests.factories import MONDAY
from workdays import london

OPEN = ("immediate", "senior_review", "deadlock", "ombudsman")
ENDED = ("resolved", "closed")


@pytest.fixture
def loaded(db):
    def make(complaints, now=MONDAY, **how):
        load_demo_people("demo-password-1", now=now)
        return load(Asked(complaints, **how), now=now)
    return make


def test_8_per_cent_are_open_unless_said(loaded):
    assert loaded(300)["open"] == 24
    assert Complaint.objects.filter(stage__in=OPEN).count() == 24 and Complaint.objects.filter(stage__in=ENDED).count() == 276


def test_they_lie_three_years_back_and_none_ahead(loaded):
    loaded(300)
    days = sorted(london.day_of(at) for at in Complaint.objects.values_list("received_at", flat=True))
    assert MONDAY.date() - timedelta(days=3 * 365) <= days[0] < MONDAY.date() - timedelta(days=900) and days[-1] <= MONDAY.date()
    assert not Deadline.objects.filter(met_at__gt=MONDAY).exists() and not Complaint.objects.filter(stage_since__gt=MONDAY).exists()


@pytest.mark.parametrize("now", [MONDAY, datetime.fromisoformat("2026-05-09T10:00+01:00"), datetime.fromisoformat("2026-12-25T00:01+00:00")])
def test_exactly_as_many_deadlines_are_due_now_as_asked(loaded, now):
    loaded(200, now, open=0.9, due_now=60)
    crossed = Deadline.objects.filter(alert_at__lte=now)
    assert crossed.count() == 60 and set(crossed.values_list("next_tier", flat=True)) == {"ahead", "due", "late"}


def test_open_complaints_have_three_clocks_ahead_of_them(loaded):
    loaded(200, open=0.9)
    pending = Deadline.objects.filter(alert_at__gt=MONDAY).count()
    assert pending >= 2.7 * 180


def test_at_least_1_per_cent_of_the_open_are_due_within_ten_days(loaded):
    loaded(200, open=0.5)
    soon = (MONDAY + timedelta(days=10)).date()
    assert Complaint.objects.filter(next_due_on__range=(MONDAY.date(), soon)).count() >= 1


def test_no_letter_waits_to_be_drafted(loaded):
    loaded(200, open=0.9)
    waiting = Deadline.objects.filter(kind="eight_week_letter", drafted=False, met_at=None, cancelled_at=None, ahead_on__lte=MONDAY.date())
    assert not waiting.exists()


def test_a_load_verifies_and_a_repair_finds_nothing_to_write(loaded):
    loaded(120, open=0.5, due_now=10)
    assert verify().broken is None
    with rules.held():
        for complaint in Complaint.objects.all():
            done = worked_out(history_of(complaint), (), book_of(complaint), because="repair")
            assert not done.changes and done.standing()["next_due_on"] == complaint.next_due_on


def test_one_seed_gives_one_load(loaded):
    def told():
        names = list(Customer.objects.order_by("pk").values_list("name", flat=True))
        return names, list(Complaint.objects.order_by("pk").values_list("received_at", "stage")), Contact.objects.count()
    loaded(40, seed=7)
    first = told()
    loaded(40, seed=7)
    second = told()
    assert [list(rows[:40]) for rows in first[:2]] == [list(rows[40:]) for rows in second[:2]] and second[2] == 2 * first[2]


def test_the_command_prints_one_line(db):
    out = io.StringIO()
    call_command("generate_load", "--complaints", "20", "--open", "0.5", "--due-now", "3", stdout=out)
    told = json.loads(out.getvalue())
    assert (told["complaints"], told["open"], told["due_now"]) == (20, 10, 3)
    assert Deadline.objects.filter(alert_at__lte=timezone.now()).count() == 3


@pytest.mark.parametrize("args", [("--complaints", "-1"), ("--complaints", "x"), (), ("--complaints", "5", "--open", "2"),
                                  ("--complaints", "10", "--due-now", "5"), ("--complaints", "10", "--due-now", "-5")])
def test_bad_arguments_end_with_2_and_one_sentence(db, capsys, args):
    with pytest.raises(SystemExit) as ended:
        call_command("generate_load", *args)
    assert ended.value.code == 2 and capsys.readouterr().err.count("\n") == 1
