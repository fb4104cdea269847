"""Sweep and relay killed at every single statement they make: nothing is lost, nothing doubled, whatever the moment."""

import os
import signal
from datetime import date, timedelta

import pytest
from django.db import connection

from complaints.alerts.models import Alert
from complaints.alerts.sweep import sweep
from complaints.case.models import Complaint
from complaints.letters.models import Letter
from complaints.record.models import Event, Outbox
from complaints.record.outbox import LEASE, relay
from complaints.record.tasks import HANDLERS
from tests.alerts.chains import breaks_of
from tests.factories import make_complaint, make_person
from tests.kills.dying import killed_at
from tests.ops.test_supervisor import wait_for
from tests.record.smtp_server import MailServer
from workdays import london

pytestmark = [pytest.mark.kills, pytest.mark.timeout(180)]
NUMBER = 2
# First responses of Monday 11 May are late, and an 8-week letter has come near.
NOW = london.start_of_day(date(2026, 5, 13)) + timedelta(hours=10)
MOST_STATEMENTS = 400


@pytest.fixture
def agent(real_db):
    return make_person(mail_preference="at_once", mail_any_hour=True)


def logged(agent, number=NUMBER):
    """`number` complaints with a late first response, and one with an 8-week letter to draft beside it."""
    for _ in range(number):
        make_complaint(by=agent)
    make_complaint(by=agent, received_at=NOW - timedelta(days=50))


def whole():
    """What must hold at every moment: an alert has its event and its outbox row, a draft its event."""
    alerts = Alert.objects.count()
    assert Event.objects.filter(kind="alert.raised").count() == alerts
    assert Outbox.objects.filter(kind="alert").count() == Alert.objects.filter(overtaken=False).count()
    assert Event.objects.filter(kind="letter.draft").count() == Letter.objects.count()
    return alerts


def chains_hold():
    return not any(breaks_of(pk, reference) for pk, reference in Complaint.objects.values_list("pk", "reference"))


ALERTS = 2 * NUMBER + 3


def test_a_sweep_killed_at_any_statement_leaves_whole_batches_and_the_next_one_does_the_rest(agent):
    logged(agent)
    kills = 0
    while killed_at(kills + 1, lambda: sweep(now=NOW, batch=2)):
        kills += 1
        assert whole() <= kills * ALERTS < MOST_STATEMENTS * ALERTS
        wait_for(lambda wanted=kills * ALERTS: sweep(now=NOW).examined == 0 and Alert.objects.count() == wanted)
        whole()
        logged(agent)
    assert kills >= 20 and chains_hold() and Letter.objects.count() == kills + 1


@pytest.mark.parametrize("at", [3, 9, 13])
def test_killed_at_the_same_statement_again_and_again_it_still_gets_on(agent, at):
    logged(agent)
    for _ in range(10):
        if not killed_at(at, lambda: sweep(now=NOW, batch=2)):
            break
        whole()
    wait_for(lambda: sweep(now=NOW).examined == 0 and Alert.objects.count() == ALERTS)
    assert whole() and chains_hold()


@pytest.fixture
def smtp(settings):
    server = MailServer()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
    yield server
    server.stop()


def put_back():
    """Every row waits again, as if nothing had been tried."""
    Outbox.objects.update(state="waiting", claim="", claimed_at=None, attempts=0, not_before=NOW)


def test_a_relay_killed_at_any_statement_sends_each_mail_at_most_once_and_loses_none(agent, smtp):
    logged(agent)
    sweep(now=NOW)
    relay(HANDLERS, now=NOW - timedelta(seconds=1))
    at, kills = 1, 0
    while killed_at(at, lambda: relay(HANDLERS, now=NOW)):
        check_hand_over(smtp)
        at, kills = at + 1, kills + 1
        put_back()
        smtp.kept.clear()
    assert kills >= 10


def check_hand_over(smtp):
    """After a death: tried again at once and after the lease. Sent once, or doubtful, or both; never twice, never silent."""
    for now in (NOW + timedelta(seconds=3), NOW + LEASE + timedelta(seconds=5)):
        relay(HANDLERS, now=now)
    assert Outbox.objects.filter(kind="alert").exclude(state="done").count() == 0
    mails = Outbox.objects.filter(kind="alert_mail")
    assert mails.count() == NUMBER + 2 and set(mails.values_list("state", flat=True)) <= {"done", "uncertain"}
    sent = [message["Message-ID"] for _, message in smtp.kept]
    assert len(sent) == len(set(sent)) <= 1
    assert sent or set(mails.values_list("state", flat=True)) == {"uncertain"}


def test_killed_while_the_server_holds_the_message_it_is_doubtful_and_sent_once(agent, smtp):
    logged(agent)
    sweep(now=NOW)
    kept = smtp.keep
    connection.close()
    child = os.fork()
    if child == 0:
        relay(HANDLERS, now=NOW)
        os._exit(0)

    smtp.keep = lambda to, body: (kept(to, body), os.kill(child, signal.SIGKILL))
    os.waitpid(child, 0)
    smtp.keep = kept
    for hours in range(1, 4):
        relay(HANDLERS, now=NOW + timedelta(hours=hours))
    assert len(smtp.kept) == 1
    assert set(Outbox.objects.filter(kind="alert_mail").values_list("state", flat=True)) == {"uncertain"}
