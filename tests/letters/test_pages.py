"""Pages of letters: what waits, the letter with what is missing, one button for the state and the person, conflicts keep words."""

from datetime import timedelta

import pytest

from complaints.case.models import Complaint
from complaints.clocks import words
from complaints.clocks.models import Deadline
from complaints.letters.models import Letter, LetterVersion
from complaints.letters.pages import finding
from complaints.record.models import Access, Event
from tests.factories import make_complaint, make_person, op
from tests.letters.walked import WORDS, approved, deadlocked, do, drafted, fresh, later, sent, submitted, write

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def post(client, path, **fields):
    return client.post(path, {"op_id": op(), **fields})


def page_of(client, letter, query=""):
    return client.get(f"/letters/{letter.pk}/{query}").content.decode()


def test_the_desk_shows_what_waits_for_whom(signed_in):
    drafted()
    submitted(drafted(complaint=deadlocked()))
    approved(drafted(complaint=deadlocked()))
    text = signed_in().get("/letters/").content.decode()
    assert "1 draft to check, 1 to approve, 1 to send, 0 uncertain" in text
    for group in ("Drafts to check (1)", "Awaiting a second person (1)", "Approved, to send (1)"):
        assert group in text


def test_a_desk_without_letters_says_whether_there_ever_was_one(signed_in):
    client = signed_in()
    assert "No letters yet" in client.get("/letters/").content.decode()
    drafted()
    Letter.objects.update(state="superseded")
    assert "No letters wait" in client.get("/letters/").content.decode()


@pytest.mark.parametrize(("days", "said"), [(-3, "Letters: 1 late"), (0, "Letters: 1 due today"), (3, "Letters: none late, next due")])
def test_the_desk_says_the_most_urgent_letter_first(signed_in, days, said):
    letter = drafted()
    Deadline.objects.filter(complaint=letter.complaint).update(due_on=finding.today() + timedelta(days=days))
    assert f"<h1>{said}" in signed_in().get("/letters/").content.decode()


def test_the_letter_page_says_what_is_missing_and_where_to_mend_it(signed_in):
    text = page_of(signed_in(), drafted())
    assert "Deadlock letter: 2 things to fix" in text
    assert "Not written yet: say what our final position is." in text and "?edit=position#part-position" in text
    assert "Send for approval" in text and "Preview PDF" in text


def due_of(letter, kind):
    return words.long_day(Deadline.objects.get(complaint=letter.complaint, kind=kind).due_on)


def test_a_deadlock_letter_works_to_the_stricter_day_on_its_page_and_on_the_desk(signed_in):
    client, letter = signed_in(), drafted()
    notice = Deadline.objects.get(complaint=letter.complaint, kind="deadlock_notice")
    text = page_of(client, letter)
    assert f"Send the deadlock letter as notice by {words.long_day(notice.due_on)}" in text and "next working day, unverified" in text
    assert f"Deadlock letter, 5 working days: by {due_of(letter, 'deadlock_letter')}" in text
    desk = client.get("/letters/").content.decode()
    assert f"<b>{words.short_day(notice.due_on)}</b>" in desk and "Deadlock notice, unverified" in desk


def test_unverified_is_explained_wherever_it_stands(signed_in):
    client, letter = signed_in(), drafted()
    addresses = (f"/letters/{letter.pk}/", "/letters/", f"/c/{letter.complaint.reference}/letters/")
    assert all("our own reading of it. Work to the date" in client.get(address).content.decode() for address in addresses)


def test_who_checks_a_letter_reads_who_wrote_it(signed_in):
    client = signed_in("senior_manager")
    assert "you write this" in page_of(client, drafted())
    text = page_of(client, submitted(by=make_person(full_name="Tom Ashby")))
    assert "written by Tom Ashby" in text and "you write this" not in text


def test_a_deadlock_letter_whose_notice_has_ended_works_to_its_five_days(signed_in):
    client, letter = signed_in(), drafted()
    Deadline.objects.filter(complaint=letter.complaint, kind="deadlock_notice").update(cancelled_at=later(letter))
    text, day = page_of(client, letter), Deadline.objects.get(complaint=letter.complaint, kind="deadlock_letter").due_on
    assert f"Send the deadlock letter by {words.long_day(day)}" in text
    assert "unverified" not in text and "Deadlock letter, 5 working days: by" not in text
    assert f"<b>{words.short_day(day)}</b>" in client.get("/letters/").content.decode()


def test_a_deadlock_letter_that_went_shows_the_clock_it_was_drafted_for_as_met(signed_in):
    letter = sent()
    assert f"Send the deadlock letter by {due_of(letter, 'deadlock_letter')}" in page_of(signed_in(), letter)


def test_sending_says_each_clock_that_it_meets(signed_in):
    letter = approved()
    text = signed_in("senior_manager").get(f"/letters/{letter.pk}/do/send/").content.decode()
    assert "Deadlock notice is met." in text and "Deadlock letter is met." in text


def test_a_letter_with_nowhere_to_go_says_so_before_anybody_approves_it(signed_in):
    letter = drafted(complaint=deadlocked(address="", postcode="", email=""))
    text = page_of(signed_in(), letter)
    assert "Has somewhere to go" in text and f'href="/c/{letter.complaint.reference}/correct/">Add an address' in text
    answer = post(signed_in(), f"/letters/{letter.pk}/do/submit/", version=letter.version)
    assert answer.status_code == 422 and fresh(letter).state == "draft"


def test_a_section_is_written_on_its_page(signed_in):
    client, letter = signed_in(), drafted()
    assert 'name="position"' in page_of(client, letter, "?edit=position")
    answer = post(client, f"/letters/{letter.pk}/write/", version=letter.version, position=WORDS["position"])
    assert answer.status_code == 302 and fresh(letter).texts["position"] == WORDS["position"]


def test_words_that_cannot_be_printed_are_named_and_kept(signed_in):
    client, letter = signed_in(), drafted()
    answer = post(client, f"/letters/{letter.pk}/write/", version=1, position="Well done 😀 indeed")
    text = answer.content.decode()
    assert answer.status_code == 422 and "grinning face" in text and "Well done 😀 indeed</textarea>" in text
    assert 'href="#text-position"' in text


def test_a_conflict_keeps_what_was_typed_and_shows_what_stands_there(signed_in):
    client, letter = signed_in(), drafted()
    write(letter, by=client.person, now=later(letter), position="What Tom wrote.")
    answer = post(client, f"/letters/{letter.pk}/write/", version=1, position="What I typed.")
    text = answer.content.decode()
    assert answer.status_code == 409 and "What I typed." in text and "What Tom wrote." in text
    again = post(client, f"/letters/{letter.pk}/write/", version=2, position="What I typed.")
    assert again.status_code == 302 and fresh(letter).texts["position"] == "What I typed."


def test_sending_for_approval_lists_what_is_missing(signed_in):
    client, letter = signed_in(), drafted()
    answer = post(client, f"/letters/{letter.pk}/do/submit/", version=1)
    text = answer.content.decode()
    assert answer.status_code == 422 and "There is a problem" in text and "say what our final position is" in text
    assert fresh(letter).state == "draft"


def steps_of(text):
    return [line.split("</span>")[0] for line in text.partition('<ol class="steps">')[2].partition("</ol>")[0].split("<span>")[1:]]


def test_the_step_of_the_check_names_who_checks_and_never_who_wrote_it(signed_in):
    client, writer = signed_in(), make_person(full_name="Tom Ashby")
    letter = submitted(by=writer)
    text = page_of(client, letter)
    assert steps_of(text)[1] == "waits for a second person" and "Tom Ashby sent it for approval." in text
    do(letter, "approve", by=make_person("senior_manager", full_name="Ada Okafor"), now=later(letter))
    assert steps_of(page_of(client, letter))[1] == "Ada Okafor"


def test_a_kind_that_needs_no_second_person_says_so_in_its_steps(signed_in):
    assert steps_of(page_of(signed_in(), drafted("acknowledgement")))[1:3] == ["not needed", "not needed"]


def test_an_approved_letter_is_returned_before_anybody_writes_in_it(signed_in):
    client, letter = signed_in("senior_manager"), approved()
    text = page_of(client, letter, "?edit=position")
    assert "Deadlock letter: approved, to send" in text and "To change them, return it." in text
    assert ">edit</a>" not in text and "<textarea" not in text


def test_a_sent_letter_stays_signed_by_who_signed_it(signed_in):
    letter = sent()
    Complaint.objects.filter(pk=letter.complaint_id).update(owner=make_person(full_name="Tom Ashby"))
    text = page_of(signed_in(), letter)
    assert "<p>Priya Raman</p>" in text and "Tom Ashby" not in text


def test_a_signature_that_was_not_kept_is_the_companys(signed_in):
    letter = sent()
    LetterVersion.objects.filter(letter=letter).update(texts={})
    assert "<p>Priya Raman</p>" not in page_of(signed_in(), letter)


@pytest.mark.parametrize(("make", "role", "primary"), [
    (drafted, "agent", "Send for approval"), (submitted, "senior_manager", "Approve the letter"), (submitted, "agent", None),
    (approved, "compliance_officer", "Send the letter"), (approved, "agent", None), (sent, "senior_manager", None),
])
def test_there_is_one_primary_button_for_the_state_and_the_person(signed_in, make, role, primary):
    text = page_of(signed_in(role), make())
    assert text[:text.index("columns-letter")].count("btn-primary") == (1 if primary else 0)
    assert primary is None or f">{primary}<" in text


def test_whoever_wrote_it_is_not_offered_to_approve_it(signed_in):
    client = signed_in("senior_manager")
    text = page_of(client, submitted(by=client.person))
    assert ">Approve the letter<" not in text and "somebody else approves it" in text


def test_a_letter_is_returned_with_a_reason_that_its_page_shows(signed_in):
    client, letter = signed_in("senior_manager"), submitted()
    assert "Why it goes back" in client.get(f"/letters/{letter.pk}/do/return/").content.decode()
    assert post(client, f"/letters/{letter.pk}/do/return/", version=letter.version).status_code == 422
    assert post(client, f"/letters/{letter.pk}/do/return/", version=letter.version, reason="Name the day.").status_code == 302
    assert "Returned: Name the day." in page_of(client, letter)


def test_sending_by_post_is_said_with_its_deemed_receipt(signed_in):
    client, letter = signed_in("senior_manager"), approved()
    answer = client.post(f"/letters/{letter.pk}/do/send/", {"op_id": op(), "version": letter.version, "method": "post", "sent_on": ""}, follow=True)
    text = answer.content.decode()
    assert "It counts as received on Wednesday 13 May 2026." in text and "Deadlock letter: sent" in text


def test_an_incomplete_letter_is_not_sent_and_its_page_says_why(signed_in):
    client, letter = signed_in("senior_manager"), approved()
    Letter.objects.filter(pk=letter.pk).update(texts={})
    answer = post(client, f"/letters/{letter.pk}/do/send/", version=letter.version, method="post")
    assert answer.status_code == 422 and "say what our final position is" in answer.content.decode()


def test_a_stale_move_is_a_conflict_page(signed_in):
    client, letter = signed_in("senior_manager"), submitted()
    answer = post(client, f"/letters/{letter.pk}/do/return/", version=1, reason="My typed reason.")
    assert answer.status_code == 409 and "My typed reason." in answer.content.decode()


def test_the_sent_page_opens_the_pdf_and_takes_receipt_and_return(signed_in):
    client, letter = signed_in(), sent()
    text = page_of(client, letter)
    assert f"/letters/{letter.pk}/letter.pdf" in text and "Record the letter’s receipt" in text and "Record that the letter came back" in text
    post(client, f"/letters/{letter.pk}/do/received/", version=letter.version, received_on="2026-05-11")
    assert "(recorded)" in page_of(client, letter)


def test_a_pdf_is_inert_and_its_look_is_logged(signed_in):
    client, letter = signed_in(), sent()
    answer = client.get(f"/letters/{letter.pk}/letter.pdf")
    assert answer.content.startswith(b"%PDF") and answer["Content-Type"] == "application/pdf"
    assert answer["X-Content-Type-Options"] == "nosniff" and "no-store" in answer["Cache-Control"]
    assert Access.objects.filter(person=client.person, complaint=letter.complaint_id, what="letter.pdf").count() == 1


def test_a_draft_has_a_preview_and_no_pdf(signed_in):
    client, letter = signed_in(), drafted()
    assert client.get(f"/letters/{letter.pk}/preview.pdf").content.startswith(b"%PDF")
    assert client.get(f"/letters/{letter.pk}/letter.pdf").status_code == 404


def test_versions_show_what_was_added_and_taken_out(signed_in):
    client, letter = signed_in(), drafted()
    for text in ("We were late.", "We were very late."):
        letter = write(letter, by=client.person, now=later(letter), position=text)
    shown = client.get(f"/letters/{letter.pk}/versions/").content.decode()
    assert "<ins><span class=\"visually-hidden\">added: </span>very" in shown and "Version 3, Draft" in shown


def test_the_print_list_takes_what_was_printed_off(signed_in):
    client, letter = signed_in(), sent()
    assert letter.complaint.reference in client.get("/letters/print/").content.decode()
    post(client, "/letters/print/", letter=[letter.pk])
    assert "Nothing to print" in client.get("/letters/print/").content.decode()
    assert fresh(letter).printed_at and Event.objects.filter(kind="letter.printed").count() == 1


def test_the_print_list_says_to_whom_an_acknowledgement_goes(signed_in):
    complaint = make_complaint(name="Rosalind Okafor", salutation="Mrs", address="27 Tannery Row, Stafford")
    letter = drafted("acknowledgement", complaint)
    do(letter, "send", by=make_person(), now=later(letter), method="post")
    assert "Mrs Rosalind Okafor" in signed_in().get("/letters/print/").content.decode()


def test_a_case_has_a_tab_of_its_letters_and_drafts_by_hand(signed_in):
    client, complaint = signed_in(), make_complaint("senior_review")
    path = f"/c/{complaint.reference}/letters/"
    assert "No letters yet" in client.get(path).content.decode()
    answer = post(client, f"{path}new/", kind="update")
    letter = Letter.objects.get(complaint=complaint)
    assert answer["Location"] == f"/letters/{letter.pk}/" and "Update letter" in client.get(path).content.decode()


def test_a_tab_without_letters_says_when_the_8_week_letter_would_be_due(signed_in):
    complaint = make_complaint("senior_review")
    due_on = Deadline.objects.get(complaint=complaint, kind="eight_week_letter").due_on
    said = f"An 8-week letter would be due on {words.long_day(due_on)}."
    assert said.replace("An", "The", 1) in signed_in().get(f"/c/{complaint.reference}/letters/").content.decode()
    assert said in signed_in().get(f"/c/{complaint.reference}/").content.decode()


@pytest.mark.once
def test_the_tab_says_by_when_each_letter_goes_how_it_went_and_who_approved_it(signed_in):
    letter = approved()
    path = f"/c/{letter.complaint.reference}/letters/"
    waiting = signed_in().get(path).content.decode()
    assert ">Send by</th>" in waiting and "1 letter: deadlock letter, due " in waiting
    assert letter.approver.full_name in waiting and ">Sent</th>" not in waiting
    do(letter, "send", by=make_person("senior_manager"), now=later(letter), method="post")
    went = signed_in().get(path).content.decode()
    assert "Met on" in went and " by post" in went and "deemed" in went


def test_a_letter_drafted_already_is_opened_in_place_of_a_second(signed_in):
    client, letter = signed_in(), drafted()
    answer = post(client, f"/c/{letter.complaint.reference}/letters/new/", kind="deadlock")
    assert answer["Location"] == f"/letters/{letter.pk}/" and Letter.objects.count() == 1


@pytest.mark.parametrize("path", ["", "do/send/", "do/nonsense/", "versions/", "letter.pdf", "preview.pdf", "write/"])
def test_a_letter_of_a_restricted_complaint_is_not_there_for_others(signed_in, path):
    client, letter = signed_in("senior_manager"), approved()
    letter.complaint.restricted = True
    letter.complaint.save()
    ask = client.post if path == "write/" else client.get
    assert ask(f"/letters/{letter.pk}/{path}").status_code == 404
    assert letter.complaint.reference not in client.get("/letters/").content.decode()


def test_an_empty_desk_says_when_the_next_letter_comes(signed_in):
    assert "The next deadlock letter is drafted when a complaint reaches deadlock" in signed_in().get("/letters/").content.decode()


def test_an_uncertain_letter_stands_first_and_asks_to_be_settled(signed_in):
    client, letter = signed_in("senior_manager"), approved()
    Letter.objects.filter(pk=letter.pk).update(state="uncertain", sending_since=later(letter))
    drafted(complaint=deadlocked())
    text = client.get("/letters/").content.decode()
    assert text.index("Uncertain (1)") < text.index("Drafts to check (1)")
    answer = post(client, f"/letters/{letter.pk}/do/settle/", version=letter.version, was_sent="no", how_known="Their log says so.")
    assert answer.status_code == 302 and fresh(letter).state == "approved"


@pytest.mark.parametrize("typed", ["<script>alert(1)</script>", "{{7*7}}", "“quoted” redress", "• a\n• b\n\nc"])
def test_what_people_wrote_is_shown_as_they_wrote_it(signed_in, typed):
    from django.utils.html import escape

    client, letter = signed_in(), drafted()
    letter = write(letter, by=client.person, now=later(letter), position=typed)
    text = page_of(client, letter, "?edit=position")
    assert escape(typed) in text and "<script>alert" not in text


def test_a_word_to_avoid_is_marked_where_it_stands(signed_in):
    client, letter = signed_in(), drafted()
    letter = write(letter, by=client.person, now=later(letter), position="No further redress is due.")
    text = page_of(client, letter)
    assert '<span class="avoid">redress</span>' in text and "Words to avoid: “redress”, once" in text


def test_the_letter_that_has_waited_longest_for_its_paper_stands_first(signed_in):
    first, second = sent(), sent()
    Letter.objects.filter(pk=second.pk).update(sent_on=first.sent_on - timedelta(days=40))
    page = signed_in().get("/letters/print/").content.decode()
    assert page.index(second.complaint.reference) < page.index(first.complaint.reference)
    assert "The longest waiting stand first" in page and " days</td>" in page
