"""Each table about people says which of its rows are a person's: those of nobody else."""

import pytest

from complaints.privacy import places, rows
from complaints.privacy.scope import Scope, records_of, scope_of
from tests.privacy.planted import plant

# Rows that come about by what is done to a request afterwards.
AFTERWARDS = {"complaints.LeftOut", "complaints.Extension", "complaints.Erasure", "complaints.Hold"}


@pytest.fixture
def two(db):
    """The scopes of two people who share nothing."""
    people = plant(), plant("WX", name="Wilhelmina Xanthe", account="7700554433")
    return [scope_of(records_of(one.request)) for one in people]


def numbers(table, scope):
    return set(rows.rows_of(table, scope).values_list("pk", flat=True))


def test_of_each_table_every_row_is_one_persons_or_the_others(two):
    one, other = ({table: numbers(table, scope) for table in places.ABOUT} for scope in two)
    assert {table for table, found in one.items() if not found} == AFTERWARDS == {table for table, found in other.items() if not found}
    assert [table for table in places.ABOUT if one[table] & other[table]] == []


def test_of_nobody_there_is_no_row(two):
    assert [table for table in places.ABOUT if numbers(table, Scope())] == []
