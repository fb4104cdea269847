"""When the Ombudsman is open: days 55 and 56, letters, month ends, both rulebooks, both sides of 1 October 2015, and being late."""

from datetime import date, timedelta

import pytest

from eligibility import JUDGEMENT, LIKELY
from eligibility.timing import FACTORS
from tests.eligibility.asking import assess, day, letter

BEGAN = date(2026, 3, 2)


def timed(referred, *letters, began=BEGAN, book="documents", **more):
    """A household's timing: referred on that day, looked at the same day."""
    found = assess(began=began, decided=referred, referred=referred, book=book, letters=letters, customer_type="domestic", **more)
    return found.timing


def says(timing):
    return " ".join(timing.why)


@pytest.mark.parametrize("book", ["documents", "law"])
@pytest.mark.parametrize("began", ["2026-03-02", "2015-09-30", "2015-10-01", "2011-02-28"])
@pytest.mark.parametrize(("after", "verdict"), [(0, "too_early"), (55, "too_early"), (56, "in_time"), (57, "in_time")])
def test_without_a_letter_day_56_opens_the_ombudsman(book, began, after, verdict):
    found = timed(day(began) + timedelta(days=after), began=began, book=book)
    assert (found.verdict, found.opens_on) == (verdict, day(began) + timedelta(days=56))


def test_too_early_says_from_when_and_is_still_likely_eligible():
    found = assess(began="2026-03-02", decided="2026-04-26", customer_type="domestic")
    assert (found.verdict, found.timing.verdict) == (LIKELY, "too_early")
    assert "opens on 27 April 2026: day 56" in says(found.timing) and found.as_json()["timing"]["opens_on"] == "2026-04-27"


@pytest.mark.parametrize(("kind", "referred", "verdict", "opens"), [
    ("deadlock", "2026-03-19", "too_early", "2026-03-20"), ("deadlock", "2026-03-20", "in_time", "2026-03-20"),
    ("eight_week", "2026-03-20", "too_early", "2026-04-27"),
])
def test_a_deadlock_letter_opens_it_on_the_day_it_is_sent_an_8_week_letter_does_not(kind, referred, verdict, opens):
    found = timed(referred, letter("2026-03-24", kind=kind, sent="2026-03-20"))
    assert (found.verdict, found.opens_on.isoformat()) == (verdict, opens)


def test_a_deadlock_letter_after_day_56_opens_nothing_later():
    assert timed("2026-06-01", letter("2026-05-20", kind="deadlock")).opens_on == date(2026, 4, 27)


@pytest.mark.parametrize(("began", "last"), [
    ("2025-08-31", "2026-05-31"), ("2025-05-31", "2026-02-28"), ("2023-05-31", "2024-02-29"), ("2024-02-29", "2024-11-29"),
    ("2025-06-30", "2026-03-30"),
])
def test_nine_months_end_on_the_corresponding_day_inclusive(began, last):
    assert timed(last, began=began).verdict == "in_time"
    assert timed(day(last) + timedelta(days=1), began=began).verdict == "needs_judgement"
    assert timed(last, began=began).closes_on == day(last)


@pytest.mark.parametrize(("received", "book", "last"), [
    ("2026-07-31", "documents", "2027-02-28"), ("2027-07-31", "documents", "2028-02-29"), ("2024-02-29", "law", "2025-02-28"),
    ("2026-07-31", "law", "2027-07-31"), ("2026-01-15", "documents", "2026-08-15"),
])
def test_the_months_from_the_letter_end_on_the_corresponding_day_inclusive(received, book, last):
    began = day(received) - timedelta(days=58)
    windows = timed(last, letter(received), began=began, book=book).windows
    assert windows[-1].closes_on == day(last) and windows[-1].holds(day(last)) and not windows[-1].holds(day(last) + timedelta(days=1))


@pytest.mark.parametrize(("how", "received"), [("recorded", "2026-05-06"), ("deemed", "2026-05-08")])
def test_the_window_runs_from_receipt_recorded_or_deemed_and_says_which(how, received):
    found = timed("2026-06-01", letter(received, sent="2026-05-06", how=how))
    assert found.windows[-1].runs_on == day(received) and f"({how})" in says(found)


def test_it_runs_from_the_letter_that_was_sent_first():
    letters = (letter("2026-06-20", sent="2026-06-10"), letter("2026-05-08", kind="deadlock", sent="2026-05-06"))
    assert timed("2026-07-01", *letters).windows[-1].runs_on == date(2026, 5, 8)


@pytest.mark.parametrize(("began", "names", "closes"), [
    ("2015-09-30", ["9 months", "7 months"], "2016-07-02"), ("2015-10-01", ["12 months"], "2016-12-02")])
def test_the_law_changed_for_complaints_begun_on_1_october_2015(began, names, closes):
    found = timed("2016-01-05", letter("2015-12-02"), began=began, book="law")
    assert [window.row.months for window in found.windows] == [int(name.split()[0]) for name in names]
    assert found.closes_on == day(closes)


@pytest.mark.parametrize("began", ["2015-09-30", "2015-10-01", "2026-03-02"])
def test_the_owners_documents_say_nine_and_seven_whenever_it_began(began):
    found = timed(day(began) + timedelta(days=90), letter(day(began) + timedelta(days=60)), began=began)
    assert [window.row.months for window in found.windows] == [9, 7]


@pytest.mark.parametrize(("book", "began", "closes"), [
    ("documents", "2026-03-02", "2026-12-02"), ("law", "2015-09-30", "2016-06-30"), ("law", "2015-10-01", None), ("law", "2026-03-02", None)])
def test_without_a_letter_nine_months_or_no_end(book, began, closes):
    found = timed(day(began) + timedelta(days=100), began=began, book=book)
    assert (found.verdict, found.closes_on) == ("in_time", day(closes) if closes else None)


@pytest.mark.parametrize(("after", "named"), [(55, False), (56, False), (57, True), (400, True)])
def test_a_missing_letter_after_day_56_is_our_own_suspected_breach(after, named):
    assert ("our own suspected breach" in says(timed(BEGAN + timedelta(days=after)))) is named
    assert "suspected breach" not in says(timed(BEGAN + timedelta(days=after), letter("2026-04-28")))


@pytest.mark.parametrize(("began", "referred", "noted"), [
    ("2015-09-30", "2016-06-02", False), ("2015-09-30", "2016-06-03", True), ("2015-09-30", "2016-07-02", True), ("2015-10-01", "2016-06-15", False),
])
def test_between_six_and_seven_months_of_an_old_letter_it_is_in_time_with_a_note(began, referred, noted):
    found = assess(began=began, decided=referred, letters=[letter("2015-12-02")], customer_type="domestic")
    assert found.timing.verdict == "in_time" and ("site said six months" in says(found.timing)) is noted
    assert any(line.startswith("Reading Q12:") for line in found.explanation) is noted


LATE = letter("2026-04-28")


def test_past_every_window_it_needs_judgement_and_never_a_refusal():
    found = assess(began="2026-03-02", decided="2026-12-03", letters=[LATE], customer_type="domestic")
    assert (found.verdict, found.timing.verdict) == (JUDGEMENT, "needs_judgement")
    assert set(found.would_settle) == set(FACTORS.values()) and "no refusal" in says(found.timing)


@pytest.mark.parametrize(("referred", "word"), [("2027-04-28", "is in time"), ("2027-04-29", "has passed too")])
def test_past_the_owners_windows_the_laws_later_one_is_named(referred, word):
    assert f"By the law it {word}: Ombudsman, 12 months from the letter, until 28 April 2027." in says(timed(referred, LATE))


def test_past_the_owners_windows_without_a_letter_the_law_has_no_end():
    assert "By the law it is in time: Ombudsman, 12 months from the letter, without an end" in says(timed("2027-01-05"))


@pytest.mark.parametrize(("referred", "book", "other"), [
    ("2026-12-02", "documents", None), ("2027-04-28", "documents", "law"), ("2027-04-29", "documents", None), ("2027-04-29", "law", None),
])
def test_past_its_own_windows_it_names_the_rulebook_that_says_in_time(referred, book, other):
    assert timed(referred, LATE, book=book).as_json()["in_time_by"] == other


def test_past_the_laws_window_the_owners_is_named_only_where_it_is_later():
    early = letter("2026-03-05", kind="deadlock")
    assert "By the company" not in says(timed("2027-06-01", early, book="law"))


@pytest.mark.parametrize("book", ["documents", "law"])
def test_what_was_told_of_the_reasons_is_said_and_no_longer_asked(book):
    told = {"signposting_insufficient": True, "effort_unanswered": False, "other_reason": "She was in hospital."}
    found = timed("2028-01-05", LATE, book=book, discretion=told)
    assert "too little was said" in says(found) and "She was in hospital." in says(found) and "went unanswered." not in says(found)
    assert found.settle == (FACTORS["promises_without_progress"],)


def test_without_a_referral_the_day_of_the_decision_stands_for_it():
    assert assess(began="2026-03-02", decided="2026-04-26", customer_type="domestic").timing.verdict == "too_early"
    assert assess(began="2026-03-02", decided="2026-12-31", referred="2026-12-02", customer_type="domestic").timing.verdict == "in_time"


@pytest.mark.parametrize(("tried", "said"), [("2026-02-20", True), ("2026-03-02", False), (None, False)])
def test_an_attempt_before_the_complaint_is_told_apart_from_it(tried, said):
    found = timed("2026-03-10", first_attempted_on=day(tried) if tried else None)
    assert ("first tried to reach us on 20 February 2026" in says(found)) is said and found.opens_on == date(2026, 4, 27)


def test_every_window_used_is_named_with_its_source():
    rules = assess(began="2026-03-02", decided="2026-06-01", letters=[LATE], customer_type="domestic").as_json()["rules"]
    assert [rule["name"] for rule in rules] == ["Ombudsman, 9 months from the complaint", "Ombudsman, 7 months from the letter"]
    assert all(rule["source"] and rule["version"] and rule["rulebook"] == "documents" for rule in rules)
