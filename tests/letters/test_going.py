"""Sending: what is refused, what is kept, and what it does to the clocks."""

from datetime import date, timedelta

import pytest

from complaints.case.models import Complaint, Contact
from complaints.clocks.models import Deadline
from complaints.letters import paper, services, storing
from complaints.letters.made import signer_of
from complaints.letters.models import Letter, LetterVersion
from complaints.record.models import Event
from complaints.record.refusals import Conflict, Unacceptable, Unknown
from tests.factories import MONDAY, do_move, make_complaint, make_person
from tests.letters.walked import MINUTE, WORDS, approved, deadlocked, do, drafted, fresh, given, later, sent, submitted, write

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def send(letter, *, now=None, by=None, **fields):
    return do(letter, "send", by=by or make_person("senior_manager"), now=now or later(letter), **{"method": "post", **fields})


def clocks(complaint, *kinds):
    return {row.kind: row for row in Deadline.objects.filter(complaint=complaint, kind__in=kinds, cancelled_at=None).order_by("pk")}


def test_the_kept_file_is_what_its_hash_says():
    letter = sent()
    assert paper.sha256(storing.read(letter.sha256)) == letter.sha256
    assert (storing.folder() / letter.pdf_path).is_file()


def test_a_file_that_was_touched_is_not_served():
    letter = sent()
    (storing.folder() / letter.pdf_path).write_bytes(b"%PDF-1.7 another")
    with pytest.raises(Unknown, match="not the one that was kept"):
        storing.read(letter.sha256)


def test_a_sent_letter_keeps_every_word_with_its_version():
    letter = sent()
    kept = LetterVersion.objects.get(letter=letter, state="sent").texts
    assert kept["position"] == WORDS["position"] and "Energy Ombudsman" in kept["ombudsman"] and "footway" in kept["opening"]


def test_the_deadlock_letter_meets_its_clocks_and_the_eight_week_one():
    letter = sent()
    met = clocks(letter.complaint, "deadlock_letter", "deadlock_notice", "eight_week_letter")
    assert {kind for kind, row in met.items() if row.met_at == letter.sent_at} == set(met) and len(met) == 3


@pytest.mark.parametrize(("method", "received_on"), [("post", date(2026, 5, 13))])
def test_a_posted_letter_counts_as_received_two_working_days_on(method, received_on):
    letter = sent(method=method)
    window = clocks(letter.complaint, "ombudsman_from_letter")["ombudsman_from_letter"]
    assert (letter.received_on, letter.received_how) == (received_on, "deemed")
    assert window.explanation["start"]["on"] == received_on.isoformat() and window.due_on == date(2026, 12, 13)


def test_a_recorded_receipt_moves_the_window():
    letter = sent()
    letter = do(letter, "received", by=make_person(), now=MONDAY + 7 * DAY, received_on="2026-05-15")
    window = clocks(letter.complaint, "ombudsman_from_letter")["ombudsman_from_letter"]
    assert (letter.received_on, letter.received_how, window.due_on) == (date(2026, 5, 15), "recorded", date(2026, 12, 15))


def test_the_letter_prints_the_last_day_that_its_own_receipt_gives():
    letter = sent()
    said = LetterVersion.objects.get(letter=letter, state="sent").texts["how_long"]
    assert "13 May 2027" in said  # twelve months by the law from the deemed receipt


def test_a_letter_that_came_back_opens_its_clocks_and_is_drafted_anew():
    letter = sent()
    letter = do(letter, "undelivered", by=make_person(), now=MONDAY + 3 * DAY, on="2026-05-14", why="Gone away", how_known="The post")
    open_now = set(Deadline.objects.filter(complaint=letter.complaint, met_at=None, cancelled_at=None).values_list("kind", flat=True))
    assert {"deadlock_letter", "deadlock_notice", "eight_week_letter"} <= open_now and "ombudsman_from_letter" not in open_now
    again = drafted(complaint=letter.complaint, kind="eight_week")
    assert again.state == "draft" and letter.state == "sent" and letter.undelivered_on == date(2026, 5, 14)


def test_a_return_is_recorded_once():
    letter, fields = sent(), {"on": "2026-05-11", "why": "Gone away", "how_known": "The post"}
    letter = do(letter, "undelivered", by=make_person(), now=later(letter), **fields)
    with pytest.raises(Conflict):
        do(letter, "undelivered", by=make_person(), now=later(letter), **fields)


def test_a_letter_posted_on_an_earlier_day_is_dated_that_day():
    complaint = deadlocked()
    letter = approved(drafted(complaint=complaint))
    letter = send(letter, now=MONDAY + 3 * DAY, sent_on="2026-05-12")
    event = Event.objects.get(complaint=complaint, kind="letter.sent")
    assert letter.sent_on == date(2026, 5, 12) and event.data["sent_on"] == "2026-05-12"
    assert event.at.date() == date(2026, 5, 12) and event.recorded_at == MONDAY + 3 * DAY


@pytest.mark.parametrize("sent_on", ["2026-05-10", "2026-05-12"])
def test_a_day_before_the_receipt_or_after_today_is_refused(sent_on):
    with pytest.raises(Unacceptable) as refused:
        send(approved(), sent_on=sent_on)
    assert "sent_on" in refused.value.fields


def test_nothing_goes_while_an_item_is_missing():
    letter = drafted()
    letter = do(letter, "submit", by=make_person(), now=later(letter))
    letter = do(letter, "approve", by=make_person("senior_manager"), now=later(letter))
    with pytest.raises(Unacceptable) as refused:
        send(letter)
    assert refused.value.code == "checklist" and any("final position" in why for why in refused.value.fields["checklist"])


@pytest.mark.parametrize(("method", "customer"), [("email", {}), ("post", {"address": "", "postcode": "", "email": "ann.harper@example.com"})])
def test_there_is_no_sending_without_an_address_for_it(method, customer):
    letter = approved(drafted(complaint=deadlocked(**customer)))
    with pytest.raises(Unacceptable) as refused:
        send(letter, method=method)
    assert "method" in refused.value.fields


@pytest.mark.parametrize(("kind", "method"), [("deadlock", "post"), ("deadlock", "email"), ("acknowledgement", "post")])
def test_a_letter_with_nowhere_to_go_is_not_complete(kind, method):
    nowhere = {"address": "", "postcode": "", "email": ""}
    letter = approved(drafted(complaint=deadlocked(**nowhere))) if kind == "deadlock" else drafted(kind, make_complaint(**nowhere))
    with pytest.raises(Unacceptable) as refused:
        send(letter, method=method)
    assert any("no postal address and no email address" in why for why in refused.value.fields["checklist"])
    assert fresh(letter).state != "sent"


def test_a_posted_letter_that_nobody_approved_keeps_whom_it_went_to():
    letter = send(drafted("acknowledgement", make_complaint(name="Ann Harper", address="2 Mill Lane, Derby")))
    assert letter.to_address.splitlines()[:2] == ["Ann Harper", "2 Mill Lane"]


def test_a_changed_address_makes_it_a_draft_again():
    letter = approved()
    customer = letter.complaint.customer
    customer.address = "9 New Street\nDerby"
    customer.save()
    with pytest.raises(Conflict) as refused:
        send(letter)
    letter = fresh(letter)
    assert refused.value.code == "address_changed" and (letter.state, letter.approver_id) == ("draft", None)
    assert "address has changed" in letter.returned_why


def test_nothing_is_addressed_to_a_person_who_has_died():
    letter = approved(drafted(complaint=deadlocked(died_on="2026-05-01")))
    with pytest.raises(Unacceptable, match="has died"):
        send(letter)


def test_an_executor_is_written_to_in_place_of_who_has_died():
    executor = {"name": "Ben Cole", "relation": "executor", "address": "1 Elm Road\nDerby", "authority": {"kind": "probate"}, "write_to": "customer"}
    letter = sent(drafted(complaint=deadlocked(died_on="2026-05-01", representative=executor)))
    assert letter.to_address.startswith("Ben Cole\n1 Elm Road")
    assert "Ann Harper" in LetterVersion.objects.get(letter=letter, state="sent").texts["opening"]


@pytest.mark.parametrize("kind", ["acknowledgement", "payment_notice"])
def test_what_an_ended_complaint_still_takes(kind):
    complaint = make_complaint("resolved")
    letter = Letter.objects.create(complaint=complaint, kind=kind, drafted_at=MONDAY)
    with pytest.raises((Conflict, Unacceptable)) as refused:
        send(letter, now=MONDAY + DAY)
    assert refused.value.code == ("stage" if kind == "acknowledgement" else "checklist")


def test_a_resolution_letter_goes_on_a_resolved_complaint():
    letter = sent(drafted("resolution", make_complaint("resolved")))
    assert letter.state == "sent" and letter.complaint.stage == "resolved"


def test_a_deadlock_letter_waits_for_deadlock():
    letter = approved(drafted("eight_week", make_complaint("senior_review")))
    Letter.objects.filter(pk=letter.pk).update(kind="deadlock")
    with pytest.raises(Conflict, match="once deadlock has been declared"):
        send(fresh(letter))


def test_sending_an_update_letter_is_the_move():
    complaint = make_complaint("senior_review")
    letter = sent(drafted("update", complaint))
    moved = Event.objects.get(complaint=complaint, kind="moved.send_update")
    assert moved.data["letter"] == letter.pk and moved.data["channel"] == "letter"
    assert Contact.objects.filter(complaint=complaint, channel="letter", direction="outbound").exists()
    after = clocks(complaint, "senior_review", "next_update")
    assert after["senior_review"].met_at and after["next_update"].met_at is None


def test_an_acknowledgement_meets_no_clock():
    complaint = make_complaint()
    letter = drafted("acknowledgement", complaint)
    send(letter)
    assert clocks(complaint, "first_response")["first_response"].met_at is None


def test_what_was_recorded_after_the_approval_does_not_change_what_was_approved():
    from tests.factories import do_contact

    letter = approved()
    do_contact(letter.complaint, later(letter), summary="Something nobody has checked.")
    letter = send(letter, now=later(letter) + MINUTE)
    assert "nobody has checked" not in LetterVersion.objects.get(letter=letter, state="sent").texts["summary"]


def test_who_signs_is_approved_with_the_letter_whoever_owns_the_complaint_since():
    letter = approved()
    signed, other = letter.signer.full_name, make_person("senior_manager", full_name="Ann Quill")
    Complaint.objects.filter(pk=letter.complaint_id).update(owner=other)
    send(fresh(letter))
    assert LetterVersion.objects.get(letter=letter, state="sent").texts["signed"].splitlines()[0] == signed != "Ann Quill"


def test_a_letter_that_is_returned_is_signed_by_whoever_owns_the_complaint_then():
    letter = do(approved(), "return", by=make_person("senior_manager"), now=MONDAY + DAY, reason="Say more.")
    other = make_person("senior_manager", full_name="Ann Quill")
    letter.complaint.owner = other
    assert letter.signer is None and signer_of(letter) == other


def test_a_letter_in_large_print_and_welsh_reads_back_so():
    import io

    from pypdf import PdfReader

    complaint = deadlocked(language="cy", formats=["large_print"])
    letter = write(drafted(complaint=complaint), by=make_person(), now=complaint.stage_since + MINUTE,
                   position="Bu’r ffos ar agor am 19 diwrnod. Ein bai ni oedd hynny: ŵ, ŷ.",
                   offer="Rydym yn cynnig £75. Mae’r cynnig yn aros ar agor.")
    now = complaint.stage_since + 2 * MINUTE
    letter = do(letter, "submit", by=make_person(), now=now)
    letter = send(do(letter, "approve", by=make_person("senior_manager"), now=now))
    pdf = PdfReader(io.BytesIO(storing.read(letter.sha256)))
    words = " ".join(" ".join(page.extract_text() for page in pdf.pages).split())
    assert pdf.trailer["/Root"]["/Lang"] == "cy" and "Annwyl" in words and "ŵ, ŷ" in words and "Ombwdsmon Ynni" in words


def test_a_format_that_cannot_be_printed_is_told_otherwise():
    complaint = deadlocked(formats=["braille"])
    complaint.customer.contact_arrangement = "We read the letter to you on the telephone."
    complaint.customer.save()
    letter = sent(drafted(complaint=complaint))
    assert "read the letter to you" in LetterVersion.objects.get(letter=letter, state="sent").texts["opening"]


def test_erased_words_are_left_out_of_a_letter():
    from complaints.record.models import Sealed
    from tests.factories import do_contact

    complaint = deadlocked()
    do_contact(complaint, complaint.stage_since + MINUTE, summary="A sentence to be erased.")
    event = Event.objects.filter(complaint=complaint, kind="contact").latest("seq")
    Sealed.objects.filter(event=event)._raw_delete("default")
    text = next(part["text"] for part in _told(drafted(complaint=complaint))["sections"] if part["name"] == "summary")
    assert "to be erased" not in text and "we rang you" in text


def _told(letter):
    from complaints.letters.described import found
    from complaints.letters.described import letter as told

    return told(found(letter.pk, make_person()), now=later(letter))


def test_a_submitted_letter_can_be_left_incomplete_but_not_sent_twice():
    letter = sent()
    with pytest.raises(Conflict):
        send(letter)
    assert Event.objects.filter(complaint=letter.complaint_id, kind="letter.sent").count() == 1


def test_a_complaint_that_this_person_may_not_see_has_no_letters():
    letter = submitted()
    letter.complaint.restricted = True
    letter.complaint.save()
    with pytest.raises(Unknown):
        services.move(letter.pk, "approve", given(letter), by=make_person("senior_manager"), now=later(letter))


def test_a_withdrawn_complaint_sends_nothing():
    letter = approved()
    do_move(letter.complaint, "withdraw", at=later(letter))
    with pytest.raises(Conflict):
        send(fresh(letter), now=later(letter) + DAY)
