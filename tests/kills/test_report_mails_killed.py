"""Reports by mail, killed at every statement: each run goes out once, with the days it was to tell of, and no mail is sent twice."""

from datetime import date, timedelta

import pytest

from complaints.record.models import Event, Outbox
from complaints.record.outbox import LEASE, relay
from complaints.record.verifying import verify
from complaints.reports.mailed import sending, services
from complaints.reports.models import ReportMail, ReportRun
from tests.factories import MONDAY, make_person, op
from tests.kills.dying import killed_at
from tests.record.smtp_server import MailServer
from workdays import london

pytestmark = [pytest.mark.kills, pytest.mark.timeout(240)]
GIVEN = {"name": "Board", "reports": ["windows"], "form": "csv", "every": "weekly", "weekday": 0, "period": "last_week", "first_on": "2026-05-18"}
RUN, WEEK, SOON = london.start_of_day(date(2026, 5, 18)) + timedelta(hours=8), timedelta(days=7), timedelta(seconds=3)
PEOPLE = 2


@pytest.fixture
def schedule(real_db):
    officer, people = make_person("compliance_officer"), [make_person("senior_manager", mail_any_hour=True) for _ in range(PEOPLE)]
    given = {**GIVEN, "people": [person.username for person in people], "op_id": op()}
    return services.make(given, by=officer, now=MONDAY).ids["schedule"]


@pytest.fixture
def smtp(settings):
    server = MailServer()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
    yield server
    server.stop()


def test_what_falls_due_killed_at_any_statement_is_posted_once_with_its_mails(schedule):
    at, now = 1, RUN
    while killed_at(at, lambda moment=now: sending.post_due(now=moment)):
        assert ReportMail.objects.count() == Outbox.objects.filter(kind=sending.KIND).count() == PEOPLE * ReportRun.objects.count()
        sending.post_due(now=now)
        assert ReportRun.objects.count() == Event.objects.filter(kind="report_mail.posted").count() == at
        at, now = at + 1, now + WEEK
    assert at > 10 and [run.last_on for run in ReportRun.objects.order_by("pk")] == [RUN.date() + WEEK * n - timedelta(days=1) for n in range(at)]
    assert verify().broken is None


def test_a_mail_killed_at_any_statement_of_its_hand_over_is_sent_at_most_once_and_never_forgotten(schedule, smtp):
    at, now = 1, RUN
    while True:
        sending.post_due(now=now)
        died = killed_at(at, lambda moment=now: relay(sending.HANDLERS, now=moment))
        for later in (now + SOON, now + LEASE + 2 * SOON):
            relay(sending.HANDLERS, now=later)
        mails = ReportMail.objects.filter(run__due_on=now.date())
        told = [message["Message-ID"] for _, message in smtp.kept]
        sent, doubtful = (mails.filter(state=state).count() for state in ("sent", "uncertain"))
        assert sent + doubtful == PEOPLE and len(told) == len(set(told)) and sent <= len(told) <= PEOPLE
        smtp.kept.clear()
        if not died:
            break
        at, now = at + 1, now + WEEK
    assert at > 15 and verify().broken is None
