"""Handing letters to a mail server: at most once, honest about not knowing, never on an ended complaint."""

import pytest

from complaints.clocks.models import Deadline
from complaints.letters import paper, storing
from complaints.letters.models import Letter
from complaints.record.models import Event, Outbox
from complaints.record.outbox import LEASE, STOPPED, relay
from complaints.record.refusals import Conflict
from complaints.record.tasks import HANDLERS
from tests.factories import do_move, make_complaint, make_person
from tests.letters.walked import MINUTE, approved, deadlocked, do, drafted, fresh, later, sent
from tests.record.smtp_server import MailServer

pytestmark = pytest.mark.django_db
SMTP = "django.core.mail.backends.smtp.EmailBackend"
ADDRESS = "ann.harper@example.com"


@pytest.fixture
def server(settings):
    mail = MailServer()
    settings.EMAIL_BACKEND, settings.EMAIL_HOST, settings.EMAIL_PORT = SMTP, "127.0.0.1", mail.port
    yield mail
    mail.stop()


def on_its_way(**customer):
    letter = approved(drafted(complaint=deadlocked(email=ADDRESS, **customer)))
    return do(letter, "send", by=make_person("senior_manager"), now=later(letter), method="email")


def tick(letter, *, after=MINUTE):
    relay(HANDLERS, now=later(letter) + after, seconds=5)
    return fresh(letter)


def mails(server):
    return [mail for _, mail in server.kept]


def test_by_email_it_is_approved_and_on_its_way(server):
    letter = on_its_way()
    assert (letter.state, letter.sending_since, letter.sent_on) == ("approved", later(letter), None)
    assert Deadline.objects.get(complaint=letter.complaint, kind="deadlock_letter").is_open


def test_the_mail_carries_the_very_pdf_that_is_kept(server):
    letter = tick(on_its_way())
    (mail,) = mails(server)
    (pdf,) = [part.get_content() for part in mail.iter_attachments()]
    assert letter.state == "sent" and paper.sha256(pdf) == letter.sha256 and pdf == storing.read(letter.sha256)
    assert server.kept[0][0] == (ADDRESS,) and "deadlock" not in mail["Subject"].lower()


def test_the_hand_over_meets_the_clocks_and_counts_as_received_that_day(server):
    letter = tick(on_its_way())
    assert letter.received_on == letter.sent_on and letter.received_how == "deemed"
    assert not Deadline.objects.get(complaint=letter.complaint, kind="deadlock_letter").is_open


def test_what_was_handed_over_is_never_handed_over_again(server):
    letter = on_its_way()
    for minutes in (1, 2, 60):
        tick(letter, after=minutes * MINUTE)
    assert len(server.kept) == 1 and Event.objects.filter(kind="letter.sent").count() == 1


@pytest.mark.parametrize("mode", ["rcpt_no", "data_no"])
def test_one_that_was_refused_stays_approved_and_says_why(server, mode):
    server.mode = mode
    letter = tick(on_its_way())
    assert (letter.state, letter.sending_since, letter.sha256) == ("approved", None, "") and "refused it" in letter.refused_why


@pytest.mark.parametrize("mode", ["hang_up_at_once", "hang_up_at_rcpt", "rcpt_later"])
def test_what_for_certain_did_not_go_is_tried_again(server, mode):
    server.mode = mode
    letter = tick(on_its_way())
    assert letter.state == "approved" and letter.sending_since and not server.kept
    server.mode = "accept"
    assert tick(letter, after=10 * MINUTE).state == "sent" and len(server.kept) == 1


def uncertain(server):
    server.mode = "hang_up_after_data"
    return tick(on_its_way())


def test_a_server_that_hung_up_after_the_data_leaves_it_uncertain(server):
    letter = uncertain(server)
    assert letter.state == "uncertain" and len(server.kept) == 1
    server.mode = "accept"
    assert tick(letter, after=90 * MINUTE).state == "uncertain" and len(server.kept) == 1


def test_settled_as_sent_it_is_dated_the_hand_over_with_the_pdf_that_left(server):
    letter = uncertain(server)
    handed, sha256 = letter.sending_since, letter.sha256
    letter = do(letter, "settle", by=make_person("senior_manager"), now=later(letter) + 60 * MINUTE, was_sent=True, how_known="They rang.")
    assert (letter.state, letter.sent_at, letter.sha256) == ("sent", handed, sha256)
    (pdf,) = [part.get_content() for part in mails(server)[0].iter_attachments()]
    assert paper.sha256(pdf) == sha256


def test_settled_as_not_sent_it_can_be_sent_again_by_a_person(server):
    letter = uncertain(server)
    letter = do(letter, "settle", by=make_person("senior_manager"), now=later(letter) + 60 * MINUTE, was_sent=False, how_known="Their log.")
    assert (letter.state, letter.sending_since) == ("approved", None)
    server.mode = "accept"
    letter = do(letter, "send", by=make_person("senior_manager"), now=later(letter) + 61 * MINUTE, method="email")
    assert tick(letter, after=62 * MINUTE).state == "sent" and len(server.kept) == 2


def test_settled_as_not_sent_on_an_ended_complaint_it_is_set_aside(server):
    letter = uncertain(server)
    do_move(letter.complaint, "withdraw", at=later(letter) + 30 * MINUTE)
    letter = do(letter, "settle", by=make_person("senior_manager"), now=later(letter) + 60 * MINUTE, was_sent=False, how_known="Their log.")
    assert letter.state == "superseded"


def test_settled_as_sent_on_an_ended_complaint_it_starts_no_window(server):
    letter = uncertain(server)
    do_move(letter.complaint, "withdraw", at=later(letter) + 30 * MINUTE)
    letter = do(letter, "settle", by=make_person("senior_manager"), now=later(letter) + 60 * MINUTE, was_sent=True, how_known="They rang.")
    open_windows = Deadline.objects.filter(complaint=letter.complaint, kind="ombudsman_from_letter", met_at=None, cancelled_at=None)
    assert letter.state == "sent" and not open_windows.exists()


def test_a_worker_that_died_midway_leaves_it_uncertain(server):
    letter = on_its_way()
    Outbox.objects.filter(kind="letter_mail").update(state="sending", claimed_at=later(letter), claim="gone")
    letter = tick(letter, after=LEASE + MINUTE)
    assert letter.state == "uncertain" and Outbox.objects.get(kind="letter_mail").why == STOPPED and not server.kept


def test_an_acknowledgement_goes_by_email_without_an_approver(server):
    letter = drafted("acknowledgement", make_complaint(email=ADDRESS))
    letter = do(letter, "send", by=make_person(), now=later(letter), method="email")
    assert (letter.state, letter.approver_id) == ("approved", None)
    assert tick(letter).state == "sent" and len(server.kept) == 1


def test_nothing_is_done_to_a_letter_while_it_is_handed_over(server):
    letter = on_its_way()
    for name, fields in {"return": {"reason": "Wait."}, "send": {"method": "post"}}.items():
        with pytest.raises(Conflict, match="handed to the mail server"):
            do(letter, name, by=make_person("senior_manager"), now=later(letter), **fields)


@pytest.mark.parametrize("end", ["resolve", "withdraw"])
def test_a_letter_on_its_way_does_not_go_once_the_complaint_has_ended(server, end):
    letter = on_its_way()
    do_move(letter.complaint, end, at=later(letter))
    letter = tick(letter)
    assert letter.state == "superseded" and not server.kept


def test_an_address_that_changed_meanwhile_is_refused(server):
    letter = on_its_way()
    letter.complaint.customer.email = "another@example.com"
    letter.complaint.customer.save()
    letter = tick(letter)
    assert letter.state == "approved" and "address has changed" in letter.refused_why and not server.kept


def test_one_handed_over_on_a_later_day_is_dated_that_day(server):
    letter = tick(on_its_way(), after=24 * 60 * MINUTE)
    assert letter.sent_on.isoformat() == "2026-05-12" and letter.received_on == letter.sent_on


def test_a_printer_that_fails_refuses_that_letter_and_lets_the_others_go(server, monkeypatch):
    bad, good = on_its_way(), on_its_way()
    render = paper.render

    def fails(document, *, at):
        if bad.complaint.reference in document["reference"]:
            raise paper.PrintingFailed("no")
        return render(document, at=at)
    monkeypatch.setattr(paper, "render", fails)
    assert tick(good).state == "sent"
    assert fresh(bad).state == "approved" and "could not be printed" in fresh(bad).refused_why


def test_a_representative_gets_a_copy_where_both_are_written_to(server):
    speaker = {"name": "Ben Cole", "relation": "son", "email": "ben@example.com", "authority": {"kind": "letter"}, "write_to": "both"}
    tick(on_its_way(representative=speaker))
    assert sorted(server.kept[0][0]) == sorted([ADDRESS, "ben@example.com"])


@pytest.mark.parametrize("name", ["Ann\r\nBcc: x@evil.example", "Ann, x@evil.example"])
def test_a_name_adds_no_header_and_no_recipient(server, name):
    tick(on_its_way(name=name))
    assert len(server.kept) == 1 and all(to == (ADDRESS,) for to, _ in server.kept) and not any(mail["Bcc"] for mail in mails(server))


def test_its_message_id_is_the_same_for_the_same_letter(server):
    from complaints.record.mailing import message_id

    letter = tick(on_its_way())
    key = Outbox.objects.get(kind="letter_mail").key
    assert mails(server)[0]["Message-ID"] == message_id(key) and letter.state == "sent"


def test_a_posted_letter_is_never_mailed(server):
    sent()
    relay(HANDLERS, now=later(Letter.objects.first()) + MINUTE, seconds=5)
    assert not server.kept and not Outbox.objects.filter(kind="letter_mail").exists()
