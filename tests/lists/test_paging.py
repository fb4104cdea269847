"""Pages of a list: in every order, forwards and backwards, they are the whole list once, and no page counts or skips rows."""

import base64
import json
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, settings
from hypothesis import given as over
from hypothesis import strategies as st

from complaints.case.models import Complaint
from complaints.lists import holding, paging
from complaints.lists.wanted import Wanted
from complaints.record.refusals import Refused
from tests.factories import MONDAY, make_complaint, make_person

pytestmark = pytest.mark.django_db
TODAY, DAY = date(2026, 5, 11), timedelta(days=1)
SORTS = [*paging.SORTS.values(), paging.ENDED]
ROW = st.tuples(
    st.sampled_from(["immediate", "senior_review", "deadlock", "ombudsman", "resolved", "closed"]), st.one_of(st.none(), st.integers(-3, 3)),
    st.integers(0, 3), st.one_of(st.none(), st.integers(0, 2)), st.booleans(), st.sampled_from(["", "stopped", "window"]),
)


@pytest.fixture
def nine():
    return [make_complaint().pk for _ in range(9)]


def scatter(ids, rows):
    """Any columns by which a list sorts, ties and empty ones among them."""
    for pk, (stage, due, received, contact, ordinary, waits) in zip(ids, rows, strict=True):
        Complaint.objects.filter(pk=pk).update(
            stage=stage, next_due_on=None if due is None else TODAY + due * DAY, received_at=MONDAY - received * DAY, ordinary=ordinary,
            last_contact_at=None if contact is None else MONDAY + contact * DAY, waits=waits, stage_since=MONDAY + received * DAY)


def walked(rows, sort, size):
    """Every page forwards, then every page backwards from the last."""
    pages = [paging.page_of(rows, sort, size=size)]
    while pages[-1].after:
        pages.append(paging.page_of(rows, sort, after=pages[-1].after, size=size))
    back = [pages[-1]]
    while back[-1].before:
        back.append(paging.page_of(rows, sort, before=back[-1].before, size=size))
    return [[row.pk for row in page.rows] for page in pages], [[row.pk for row in page.rows] for page in reversed(back)]


@pytest.mark.parametrize("sort", SORTS, ids=lambda sort: sort.name)
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@over(drawn=st.lists(ROW, min_size=9, max_size=9), size=st.integers(1, 5))
def test_pages_are_the_whole_list_once_in_order_both_ways(nine, sort, drawn, size):
    scatter(nine, drawn)
    rows = Complaint.objects.all()
    forwards, backwards = walked(rows, sort, size)
    whole = list(paging.ordered(rows, sort))
    keys = [paging.key_of(row, sort) for row in whole]
    assert [pk for page in forwards for pk in page] == [row.pk for row in whole] and keys == sorted(keys, reverse=sort.falling)
    assert sorted(pk for page in backwards for pk in page) == sorted(nine) and forwards[-1:] == backwards[-1:]


@pytest.mark.parametrize("sort", SORTS, ids=lambda sort: sort.name)
def test_no_page_counts_or_skips_rows(nine, sort):
    with CaptureQueriesContext(connection) as told:
        walked(holding.held(make_person("compliance_officer"), Wanted("all"), TODAY), sort, 2)
    assert not [query["sql"] for query in told if "OFFSET" in query["sql"] or "COUNT(" in query["sql"]]


def test_who_is_off_supply_with_a_need_comes_first_in_every_order():
    usual = make_complaint(received_at=MONDAY - 9 * DAY)
    first = make_complaint(needs=["off_supply", "medical"])
    make_complaint(needs=["off_supply"]), make_complaint(needs=["medical"])
    rows = holding.held(make_person(), Wanted("all"), TODAY)
    assert {paging.page_of(rows, sort).rows[0].pk for sort in paging.SORTS.values()} == {first.pk} and usual.pk != first.pk


@pytest.mark.parametrize("moment", ["0001-01-01T00:00:00+23:59", "9999-12-31T23:59:59-23:59", "2026-05-11T09:00:00", "2026-05-11"])
def test_a_cursor_with_a_moment_that_no_row_can_have_is_refused(nine, moment):
    cursor = base64.urlsafe_b64encode(json.dumps(["received", True, moment, 1]).encode()).decode()
    with pytest.raises(Refused):
        paging.page_of(Complaint.objects.all(), paging.SORTS["received"], after=cursor)


@pytest.mark.parametrize("cursor", ["x", "é", "W10", "A" * 3000,
                                    "WyJkdWUiLDEsIjIwMjYtMDUtMTEiLDk5OTk5OTk5OTk5OTk5OTk5OTk5XQ", "WyJkdWUiLG51bGwsbnVsbCxudWxsXQ"])
def test_a_cursor_that_no_list_gave_is_refused(nine, cursor):
    with pytest.raises(Refused):
        paging.page_of(Complaint.objects.all(), paging.SORTS["due"], after=cursor)
