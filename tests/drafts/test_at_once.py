"""Two windows of one form at the same moment."""

from complaints.drafts.services import keep
from tests.factories import MONDAY, make_person
from tests.record.test_operations import at_once


def test_of_windows_that_keep_their_first_words_at_once_one_is_kept_and_the_others_are_told(real_db):
    person = make_person()
    calls = [lambda typed=typed: keep(person.pk, "/x/", {"text": [typed]}, now=MONDAY, version=0) for typed in "abcdef"]
    outcomes = at_once(calls)
    assert sorted(getattr(outcome, "code", "kept") for outcome in outcomes) == ["draft_elsewhere"] * 5 + ["kept"]
