"""Handing one mail to a real server: what it answered decides, and doubt is called doubt."""

import pytest

from complaints.record.mailing import hand_over, mail, message_id


def one(to="dan@desk.example", subject="Due today", body="Words.", key="mail:1:2"):
    return mail(to, subject, body, key=key)


@pytest.mark.parametrize(("mode", "state", "kept"), [
    ("accept", "done", 1),
    ("rcpt_no", "refused", 0),
    ("rcpt_later", "later", 0),
    ("data_no", "refused", 0),
    ("hang_up_at_once", "later", 0),
    ("hang_up_at_rcpt", "later", 0),
    ("hang_up_after_data", "uncertain", 1),
])
def test_what_the_server_answered_is_what_is_kept(smtp, mode, state, kept):
    smtp.mode = mode
    assert (hand_over(one()).state, len(smtp.kept)) == (state, kept)


def test_a_refusal_names_what_the_server_said(smtp):
    smtp.mode = "rcpt_no"
    assert hand_over(one()).why == "The mail server refused it: 550 5.1.1 no such user"


def test_a_server_that_is_away_is_tried_later_and_nothing_more_is_handed_to_it(smtp):
    smtp.stop()
    outcome = hand_over(one())
    assert (outcome.state, outcome.away) == ("later", True)


def test_the_mail_arrives_as_written_with_the_message_id_of_its_key(smtp):
    hand_over(one(subject="Senior review – due", body="Aberystwyth, Llŷn: – …\n.\nend\n"))
    to, message = smtp.kept[0]
    assert (to, message["Subject"], message["Message-ID"]) == (("dan@desk.example",), "Senior review – due", message_id("mail:1:2"))
    assert message.get_content().replace("\r\n", "\n") == "Aberystwyth, Llŷn: – …\n.\nend\n"
    assert message["Auto-Submitted"] == "auto-generated"


def test_the_same_key_has_the_same_message_id_and_another_key_another():
    assert message_id("mail:1:2") == message_id("mail:1:2") != message_id("mail:1:3")


@pytest.mark.parametrize("address", [
    "", "dan", "dan@desk.example, eve@else.example", "dan@desk.example\nBcc: eve@else.example", "dan@desk.example\r\n.\r\n",
    "<dan@desk.example> eve@else.example", "dan@\x00desk.example", "dan\ud800@desk.example",
])
def test_an_address_that_is_none_is_refused_before_anything_leaves(smtp, address):
    assert hand_over(one(to=address)).state == "refused" and smtp.kept == []


@pytest.mark.parametrize("subject", ["Due\nBcc: eve@else.example", "Due\r\nBcc: eve@else.example", "Due\r\n\r\nbody", "Due\u2028x\x0b\x85"])
def test_no_header_can_be_slipped_in_by_the_subject(smtp, subject):
    assert hand_over(one(subject=subject)).state == "done"
    to, message = smtp.kept[0]
    assert (to, message["Bcc"], message["To"]) == (("dan@desk.example",), None, "dan@desk.example")


def test_embedded_the_mail_lies_as_a_file(settings, tmp_path):
    settings.EMAIL_BACKEND, settings.EMAIL_FILE_PATH = "django.core.mail.backends.filebased.EmailBackend", str(tmp_path / "mail")
    assert hand_over(one()).state == "done"
    assert "Subject: Due today" in next((tmp_path / "mail").iterdir()).read_text()


def test_a_folder_that_cannot_be_written_is_tried_later(settings, tmp_path):
    settings.EMAIL_BACKEND, settings.EMAIL_FILE_PATH = "django.core.mail.backends.filebased.EmailBackend", str(tmp_path / "mail")
    (tmp_path / "mail").write_text("a file where the folder should be")
    assert hand_over(one()).state == "later"
