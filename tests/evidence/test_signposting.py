"""What a customer was told is evidence: from contacts, letters as sent and the script, named by the rows of the day; gaps are found."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from complaints.evidence import signposting
from complaints.letters.models import LetterVersion
from complaints.rules.contacts import contacts_on
from tests.factories import MONDAY, do_contact, do_move, fresh, make_complaint
from tests.letters import walked
from tests.letters.made import Kind, facts, sections, text
from workdays import london

DAY_56 = MONDAY + timedelta(days=56)


@pytest.fixture(autouse=True)
def var(settings, tmp_path):
    settings.VAR_DIR = tmp_path


@pytest.fixture
def complaint(db):
    return make_complaint()


def codes(complaint, at):
    return [gap.code for gap in signposting.gaps(fresh(complaint), london.day_of(at))]


def told(complaint, source):
    return {(one.what, one.how, one.named) for one in signposting.told_to(fresh(complaint)) if one.source == source}


def test_what_a_contact_was_marked_with_names_the_bodies_of_its_day(complaint):
    do_contact(complaint, MONDAY + timedelta(hours=1), signposted=["ombudsman", "advice", "procedure_offered"])
    advice = "Citizens Advice consumer service; Local Citizens Advice Bureau"
    assert told(complaint, "contact") == {("ombudsman", "telephone", "Energy Ombudsman"), ("advice", "telephone", advice),
                                          ("procedure_offered", "telephone", "")}


def test_the_script_on_the_screen_is_told_apart_and_no_evidence_that_it_was_said(complaint):
    assert {what for what, _, _ in told(complaint, "script")} == {"ombudsman", "advice"}
    assert not told(make_complaint(channel="email"), "script")
    assert "no_advice" in codes(complaint, DAY_56)


def test_a_letter_tells_what_stands_in_the_version_that_went(db):
    letter = walked.sent()
    found = [one for one in signposting.told_to(letter.complaint) if one.source == "letter"]
    assert {one.what for one in found} == {"ombudsman", "advice"} and {one.letter for one in found} == {letter.pk}
    assert {one.version for one in found} == {letter.versions.get(state="sent").version}
    assert any("Citizens Advice consumer service" in one.named for one in found)


def test_in_scotland_advice_is_named_by_its_own_row(db):
    complaint = make_complaint(nation="scotland", postcode="EH1 1AA")
    do_contact(complaint, MONDAY + timedelta(hours=1), signposted=["advice"])
    assert "Advice Direct Scotland" in next(iter(told(complaint, "contact")))[2]


def test_deadlock_without_a_letter_is_a_gap_until_it_goes(db):
    letter = walked.approved()
    at = letter.complaint.stage_since
    assert codes(letter.complaint, at) == ["deadlock_letter", "no_advice"]
    walked.sent(walked.fresh(letter)) if letter.state == "draft" else walked.do(
        letter, "send", by=walked.make_person("senior_manager"), now=walked.later(letter), method="post")
    assert codes(letter.complaint, at) == []


def test_day_56_without_a_letter_is_our_own_suspected_breach_and_day_55_is_not(complaint):
    do_contact(complaint, MONDAY + timedelta(hours=1), signposted=["advice"])
    assert codes(complaint, DAY_56 - timedelta(days=1)) == [] and codes(complaint, DAY_56) == ["eight_week_letter"]


@pytest.mark.parametrize("move", ["resolve", "refer_to_ombudsman", "withdraw"])
def test_what_left_us_before_day_56_wants_no_letter(complaint, move):
    assert codes(do_move(complaint, move), DAY_56 + timedelta(days=30)) == []


def test_resolved_after_day_56_leaves_the_gap_on_record(complaint):
    do_contact(complaint, MONDAY + timedelta(hours=1), signposted=["advice"])
    complaint = do_move(complaint, "resolve", at=DAY_56 + timedelta(days=2), now=DAY_56 + timedelta(days=2))
    assert codes(complaint, DAY_56 + timedelta(days=3)) == ["eight_week_letter"]


@pytest.mark.parametrize(("section", "lacks"), [("ombudsman", "letter_lacks"), ("advice", "no_advice")])
def test_a_sent_letter_that_lacks_an_item_is_a_gap(db, section, lacks):
    letter = walked.sent()
    version = letter.versions.get(state="sent")
    LetterVersion.objects.filter(pk=version.pk).update(texts={name: words for name, words in version.texts.items() if name != section})
    assert lacks in codes(letter.complaint, letter.sent_at)


def test_a_letter_that_came_back_told_nothing(db):
    letter = walked.sent()
    walked.do(letter, "undelivered", by=walked.make_person(), now=walked.later(letter) + timedelta(days=3),
              on=letter.sent_on.isoformat(), why="Gone away", how_known="Royal Mail")
    assert codes(letter.complaint, letter.sent_at + timedelta(days=4)) == ["deadlock_letter", "no_advice"]


def test_erased_words_are_no_gap_of_the_letter(db):
    letter = walked.sent()
    LetterVersion.objects.filter(letter=letter).update(texts={})
    assert "letter_lacks" not in codes(letter.complaint, letter.sent_at)


@pytest.mark.parametrize(("day", "named", "not_named"), [
    (date(2011, 3, 1), "Consumer Direct", "Citizens Advice consumer service"),
    (date(2014, 2, 3), "Citizens Advice consumer service", "Consumer Direct"),
    (date(2026, 5, 11), "Citizens Advice consumer service", "Consumer Focus"),
])
def test_a_letter_names_the_bodies_of_its_own_day(day, named, not_named):
    said = text(sections(facts(Kind.DEADLOCK, today=day)), "advice")
    assert named in said and not_named not in said


@pytest.mark.django_db
def test_the_body_of_early_2014_is_on_its_row_and_not_on_today_s():
    names = {day: {row.name for row in contacts_on(day, "england")} for day in (date(2014, 2, 3), date(2026, 5, 11))}
    assert "Consumer Focus" in names[date(2014, 2, 3)] and "Consumer Focus" not in names[date(2026, 5, 11)]


def test_the_page_shows_what_was_told_and_what_is_missing(client, db):
    letter = walked.sent()
    client.force_login(walked.make_person())
    page = client.get(f"/c/{letter.complaint.reference}/signposting/").content.decode()
    assert "Deadlock letter, version" in page and "No gaps" in page and "Citizens Advice consumer service" in page


def test_what_only_the_script_says_is_not_told_as_without_gaps(client, db):
    complaint = make_complaint(received_at=timezone.now() - timedelta(hours=1))
    client.force_login(walked.make_person())
    page = client.get(f"/c/{complaint.reference}/signposting/").content.decode()
    assert "<h2>Nobody marked that it was said</h2>" in page and "this stands on the script alone: " in page and "No gaps" not in page
