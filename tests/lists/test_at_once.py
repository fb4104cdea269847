"""Saved views at the same moment: one of each name, and no failure."""

from complaints.lists.models import SavedView
from complaints.record.refusals import Unacceptable
from tests.factories import make_person
from tests.lists.test_saving import saved
from tests.record.test_operations import at_once


def test_of_views_with_one_name_at_once_one_is_saved_and_the_others_are_refused_in_words(real_db):
    person = make_person()
    outcomes = at_once([lambda mark=mark: saved(person, op_id=mark) for mark in ("a", "a", "b", "c", "d")])
    assert SavedView.objects.count() == 1 and {type(outcome) for outcome in outcomes} <= {SavedView, Unacceptable}
    assert sum(isinstance(outcome, SavedView) for outcome in outcomes) in (1, 2)  # a repeated call has the first one's answer
