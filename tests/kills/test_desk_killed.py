"""Web, workers and beat as real programs, killed again and again while they sweep, draft, mail and answer.

No alert, letter, mail or call is lost or doubled; with Redis emptied in between the same. `KILLS` says how many: 15 on SQLite and the
filesystem, 15 on PostgreSQL and Redis.
"""

import json
import os
import random
import signal
import subprocess
import threading
import urllib.error
import urllib.request
from collections import Counter
from datetime import timedelta
from http.client import HTTPException
from pathlib import Path

import pytest
import redis
from django.db import connection
from django.utils import timezone

from complaints.alerts.models import Alert
from complaints.alerts.sweep import sweep
from complaints.case.models import Complaint
from complaints.clocks.models import Deadline
from complaints.letters.models import Letter
from complaints.record.models import Event, Outbox
from complaints.record.outbox import LEASE, relay
from complaints.record.tasks import HANDLERS
from config import programs
from staff import services as staff
from tests.alerts.chains import breaks_of
from tests.factories import make_complaint, make_person
from tests.ops.test_supervisor import wait_for
from tests.ops.test_up import free_port
from tests.record.smtp_server import MailServer

pytestmark = [pytest.mark.kills, pytest.mark.timeout(400)]
KILLS = int(os.environ.get("KILLS", "15"))
NUMBER = 40
# A first response long late (2 alerts) and an 8-week letter that is due and late (3): each complaint tells five.
ALERTS, TOLD = 5, 2
ROOT = Path(__file__).resolve().parents[2]


class Program:
    """One program in a process group of its own that is started again at once when it was killed."""

    def __init__(self, argv, environment, log):
        self.argv, self.environment, self.log = argv, environment, log
        self.start()

    def start(self):
        self.process = subprocess.Popen(
            self.argv, cwd=ROOT, env=self.environment, stdout=self.log, stderr=self.log, start_new_session=True)

    def kill(self):
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


class Desk:
    """Web, two workers and a beat over the test's own database."""

    def __init__(self, environment, folder):
        self.port, self.alive = free_port(), folder / "alive"
        self.environment = {**environment, "PORT": str(self.port), "SWEEP_SECONDS": "1", "WEB_WORKERS": "1"}
        self.log = (folder / "desk.log").open("wb")
        argv = {child.name: child.argv for child in programs.children()} | {"worker2": programs.worker("worker2", "ticks").argv}
        self.programs = {name: Program(argv[name], self.environment, self.log) for name in ("web", "worker", "worker2", "beat")}

    def works(self, name):
        """Whether that worker heard a message since it was started."""
        note = self.alive / name
        return not name.startswith("worker") or note.exists()

    def kill(self, name):
        self.programs[name].kill()
        (self.alive / name).unlink(missing_ok=True)
        self.programs[name].start()

    def stop(self):
        for program in self.programs.values():
            program.kill()
        self.log.close()


class Agent(threading.Thread):
    """Writes notes through the API, one after the other, and repeats each call until it is answered."""

    def __init__(self, port, token, references):
        super().__init__(daemon=True)
        self.port, self.token, self.references = port, token, references
        self.ended, self.answered, self.wrong = threading.Event(), [], []

    def run(self):
        for number in range(100_000):
            if self.ended.is_set():
                return
            name = f"note-{number}"
            while (status := self.call(name, self.references[number % len(self.references)])) is None:
                self.ended.wait(0.05)
            (self.answered if status == 201 else self.wrong).append((name, status))

    def call(self, name, reference):
        body = json.dumps({"op_id": name, "text": name}).encode()
        headers = {"Authorization": f"Bearer {self.token}", "Content-Type": "application/json"}
        request = urllib.request.Request(f"http://127.0.0.1:{self.port}/api/v1/complaints/{reference}/notes", body, headers)
        try:
            with urllib.request.urlopen(request, timeout=5) as answer:
                answer.read()
                return answer.status
        except urllib.error.HTTPError as error:
            return None if error.code >= 500 else error.code
        except (OSError, HTTPException):
            return None


@pytest.fixture
def smtp(settings):
    server = MailServer()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
    yield server
    server.stop()


@pytest.fixture
def broker(real_db, redis_url):
    """PostgreSQL goes with Redis, as in production (without a Redis server, and on SQLite, the filesystem); and what empties it."""
    if real_db.vendor == "sqlite" or not redis_url:
        yield "filesystem://", lambda: None
        return
    server = redis.Redis.from_url(redis_url)
    server.flushdb()
    yield redis_url, server.flushdb
    server.flushdb()
    server.close()


def laid(agent):
    """Complaints of seventy days ago whose alerts come one after the other during the first minute of the kills."""
    now = timezone.now()
    for _ in range(NUMBER):
        make_complaint(by=agent, received_at=now - timedelta(days=70))
    for place, row in enumerate(Deadline.objects.filter(kind__in=["first_response", "eight_week_letter"])):
        Deadline.objects.filter(pk=row.pk).update(alert_at=now + timedelta(seconds=8 + 0.5 * place))
    Deadline.objects.filter(kind="ombudsman_from_complaint").update(alert_at=None, next_tier="")


def test_killed_again_and_again_nothing_is_lost_and_nothing_doubled(real_db, smtp, broker):
    url, empty = broker
    agent = make_person("agent", mail_preference="at_once", mail_any_hour=True)
    token = staff.make_token(agent, by=None, now=timezone.now())
    laid(agent)
    connection.close()
    mail = {"CELERY_BROKER_URL": url, "EMAIL_URL": f"smtp://127.0.0.1:{smtp.port}"}
    desk = Desk(real_db.environment | mail, real_db.var_dir)
    caller = Agent(desk.port, token, list(Complaint.objects.values_list("reference", flat=True)))
    caller.start()
    try:
        kill_all_the_time(desk, empty)
        wait_for(lambda: all(desk.works(name) for name in desk.programs), 60)
        wait_for(lambda: Alert.objects.count() == NUMBER * ALERTS and not Outbox.objects.filter(kind="alert", state="waiting").exists(), 90)
        caller.ended.set()
        caller.join(30)
    finally:
        desk.stop()
    assert_each_once()
    assert_calls(caller)
    assert_mails(smtp)


def kill_all_the_time(desk, empty):
    """Each kill falls at a moment chosen by chance after the program has begun to work."""
    chance = random.Random(27)
    names = ["worker", "worker2", "worker", "worker2", "web", "beat"]
    for number in range(KILLS):
        name = names[number % len(names)]
        wait_for(lambda name=name: desk.works(name), 60)
        threading.Event().wait(chance.uniform(0, 0.6))
        desk.kill(name)
        if number % 4 == 3:
            empty()


def assert_each_once():
    wait_for(lambda: sweep(now=timezone.now()).examined == 0)
    assert Alert.objects.count() == Event.objects.filter(kind="alert.raised").count() == NUMBER * ALERTS
    assert Outbox.objects.filter(kind="alert").count() == NUMBER * TOLD
    assert Letter.objects.count() == Event.objects.filter(kind="letter.draft").count() == NUMBER
    assert not any(breaks_of(pk, reference) for pk, reference in Complaint.objects.values_list("pk", "reference"))


def assert_calls(caller):
    assert caller.wrong == [] and len(caller.answered) > 20
    assert Event.objects.filter(kind="note").count() == len(caller.answered)


def assert_mails(smtp):
    """Every alert was mailed once or is known to be doubtful; no message came twice."""
    now = timezone.now()
    relay(HANDLERS, now=now + timedelta(seconds=1), seconds=30)
    relay(HANDLERS, now=now + LEASE + timedelta(minutes=1), seconds=30)
    states = Counter(Outbox.objects.filter(kind="alert_mail").values_list("state", flat=True))
    assert sum(states.values()) == NUMBER * TOLD and set(states) <= {"done", "uncertain"}
    ids = [message["Message-ID"] for _, message in smtp.kept]
    told = sum(1 if "alert" not in message["Subject"] else int(message["Subject"].split()[0]) for _, message in smtp.kept)
    assert len(ids) == len(set(ids)) and states["done"] <= told <= states["done"] + states["uncertain"]
