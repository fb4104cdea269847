"""Each table about people says which of its rows are a person's, and which are nobody's."""

import pytest

from complaints.privacy import places, rows
from complaints.privacy.scope import Scope


@pytest.mark.parametrize("table", places.ABOUT)
def test_each_table_about_people_says_which_rows_are_theirs(db, table):
    assert not rows.rows_of(table, Scope()).exists()
    assert not rows.rows_of(table, Scope(frozenset({-1}), *[frozenset({-1})] * 8)).exists()
