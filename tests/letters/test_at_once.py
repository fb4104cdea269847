"""Letters at the same moment on PostgreSQL: sent once, drafted once, never on a complaint that has ended."""

import pytest

from complaints.alerts.sweep import sweep
from complaints.case.models import Complaint
from complaints.case.moving import move
from complaints.clocks.models import Deadline
from complaints.letters import services
from complaints.letters.drafting import draft_due
from complaints.letters.models import Letter
from complaints.record.models import Event, Outbox
from complaints.record.outbox import LEASE, relay
from complaints.record.refusals import Refused
from complaints.record.tasks import HANDLERS
from tests.alerts.chains import breaks_of
from tests.alerts.test_at_once import together
from tests.factories import make_complaint, make_person, move_body
from tests.kills.dying import killed_at
from tests.letters.walked import MINUTE, approved, deadlocked, do, drafted, fresh, given, later
from tests.record.smtp_server import MailServer

RACES = 15


def tried(call, answers):
    """The call as a thread makes it: what it answered, or how it was refused."""
    def run():
        try:
            answers.append(call())
        except Refused as refusal:
            answers.append(refusal.code)
    return run


def sender(letter, person, *, method="post", mark=None):
    body = given(letter, method=method) | ({"op_id": mark} if mark else {})
    return lambda: services.move(letter.pk, "send", body, by=person, now=later(letter)).ids["state"]


def whole(complaint):
    assert not breaks_of(complaint.pk, complaint.reference)


@pytest.mark.postgres
@pytest.mark.parametrize("method", ["post", "email"])
def test_of_eight_who_send_at_once_one_does(real_db, method):
    letter = approved(drafted(complaint=deadlocked(email="ann@example.com")))
    people, answers = [make_person("senior_manager") for _ in range(8)], []
    together(*(tried(sender(letter, person, method=method), answers) for person in people))
    done = "sent" if method == "post" else "approved"
    assert answers.count(done) == 1 and answers.count("stale_version") == 7
    assert Event.objects.filter(complaint=letter.complaint_id, kind="letter.sent").count() == (method == "post")
    assert Outbox.objects.filter(kind="letter_mail").count() == (method == "email")
    whole(letter.complaint)


@pytest.mark.postgres
def test_a_double_click_sends_once_and_is_answered_twice(real_db):
    letter, person, answers = approved(), make_person("senior_manager"), []
    together(*(tried(sender(letter, person, mark="one-click"), answers) for _ in range(4)))
    assert answers == ["sent"] * 4 and Event.objects.filter(kind="letter.sent").count() == 1


@pytest.mark.postgres
@pytest.mark.parametrize("end", ["resolve", "withdraw"])
def test_a_letter_is_never_issued_on_an_ended_complaint(real_db, end):
    manager, other = make_person("senior_manager"), make_person("senior_manager")
    for _ in range(RACES):
        race(end, manager, other)


def race(end, manager, other):
    """Sending and ending one complaint at one moment, and what must hold whoever came first."""
    letter, answers = approved(drafted(complaint=deadlocked())), []
    complaint = Complaint.objects.get(pk=letter.complaint_id)
    body = move_body(end, complaint, later(letter))
    together(tried(sender(letter, manager), answers),
             tried(lambda: move(complaint.reference, end, body, by=other, now=later(letter)), answers))
    happened = Event.objects.filter(complaint=complaint, kind__in=["letter.sent", f"moved.{end}"]).order_by("seq")
    kinds = list(happened.values_list("kind", flat=True))
    assert kinds in ([f"moved.{end}"], ["letter.sent", f"moved.{end}"], ["letter.sent"])
    assert fresh(letter).state == ("sent" if "letter.sent" in kinds else "superseded")
    open_clocks = Deadline.objects.filter(complaint=complaint, kind="deadlock_letter", met_at=None, cancelled_at=None)
    assert not open_clocks.exists()
    whole(complaint)


@pytest.mark.postgres
def test_many_sweeps_at_once_draft_each_letter_once(real_db):
    complaints = [make_complaint("deadlock") for _ in range(12)]
    now = complaints[-1].stage_since + MINUTE
    together(*(lambda: draft_due(now=now, limit=5) for _ in range(4)))
    sweep(now=now)
    assert sorted(Letter.objects.values_list("complaint_id", flat=True)) == sorted(complaint.pk for complaint in complaints)
    for complaint in complaints:
        whole(complaint)


@pytest.mark.postgres
@pytest.mark.parametrize("end", ["resolve", "withdraw"] * 3)
def test_drafting_raced_by_the_end_leaves_no_draft_behind(real_db, end):
    complaint = make_complaint("deadlock")
    now = complaint.stage_since + MINUTE
    body, person = move_body(end, complaint, now), make_person("senior_manager")
    together(lambda: draft_due(now=now), lambda: move(complaint.reference, end, body, by=person, now=now))
    assert draft_due(now=now + MINUTE) == 0
    assert not Letter.objects.filter(complaint=complaint).exclude(state="superseded").exists()


@pytest.fixture
def server(settings):
    mail = MailServer()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", mail.port
    yield mail
    mail.stop()


@pytest.mark.kills
@pytest.mark.timeout(240)
def test_a_relay_killed_at_any_statement_sends_at_most_one_copy_and_says_so(real_db, server):
    """Statements before the claim cost nothing; from the claim on the letter ends sent or uncertain, never silently unsent."""
    at = 2
    while killed_once(at, server):
        at += 6
    assert at > 20


def killed_once(at, server):
    """Whether the relay died at that statement; whatever it was, the letter is sent or uncertain in the end."""
    server.kept.clear()
    letter = approved(drafted(complaint=deadlocked(email="ann@example.com")))
    letter = do(letter, "send", by=make_person("senior_manager"), now=later(letter), method="email")
    now = later(letter) + MINUTE
    died = killed_at(at, lambda: relay(HANDLERS, now=now, seconds=5))
    for minutes in (1, 2):
        relay(HANDLERS, now=now + LEASE + minutes * MINUTE, seconds=5)
    after = fresh(letter)
    assert after.state in ("sent", "uncertain") and len(server.kept) <= 1
    assert after.state == "uncertain" or len(server.kept) == 1
    whole(letter.complaint)
    return died
