"""Finding complaints and paging through them: every way a caller can name one, any text, no page twice, none left out."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, settings
from hypothesis import given as over
from hypothesis import strategies as st

from complaints.case import listing
from complaints.case.listing import Asked, asked_rows, page_of
from complaints.case.models import Complaint
from complaints.case.reading import find, visible
from complaints.case.searching import found_ids, search
from complaints.lists.holding import held
from complaints.lists.wanted import Wanted
from complaints.record.refusals import Refused, Unknown
from tests.factories import MONDAY, do_contact, do_move, make_complaint, make_person

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
TODAY = date(2026, 5, 11)


@pytest.fixture
def ann():
    return make_complaint(account_number="LM-C-40217", mpan="2638693381716", phone="+44 7700 900672", postcode="NG1 1AA",
                          description="The lambing shed was without heat for nine hours.")


@pytest.fixture
def others():
    return [make_complaint(name="Bob Stone", phone="0115 496 0142", postcode="EH1 2BB", description="A wrong bill.") for _ in range(3)]


WAYS = ["ann harper", "Ann", "harp", "LM-C-40217", "2638693381716", "26 3869 3381 716", "07700 900672", "+447700900672", "NG1 1AA", "ng11aa",
        "ng1", "lambing shed", "lambing"]


@pytest.mark.parametrize("typed", WAYS)
def test_a_complaint_is_found_by_what_a_caller_can_give(ann, others, typed):
    assert list(search(visible(make_person()), typed)) == [ann]


@pytest.mark.parametrize("cut", [lambda ref: ref, str.lower, lambda ref: ref.replace("-", ""), lambda ref: ref[3:-2].replace("-", " ")])
def test_a_reference_is_found_however_it_is_typed(ann, others, cut):
    assert found_ids(cut(ann.reference)) == {ann.pk}


@pytest.mark.parametrize("typed", ["zebra", "LM-26-99999-A", "00000 000000", "ZZ9 9ZZ", "-", "%", "_", "1"])
def test_what_nobody_said_finds_nothing(ann, others, typed):
    assert not search(visible(make_person()), typed).exists()


HOSTILE = ["\0", "a\0b", "\ud800", "'; DROP TABLE complaints_event; --", "%' OR 1=1", "\\", "\"unclosed", "a & | ! ( b", ":*", "<->", "x" * 100_000,
           "🙂" * 50, "\u202e", "0" * 500, "NG1" * 40, "٠١٢٣٤٥٦", "a OR", "- -", "\n\n", None, 7, ["x"], {}]


@pytest.mark.parametrize("typed", HOSTILE, ids=lambda typed: repr(typed)[:20])
def test_any_text_is_searched_without_an_error(ann, typed):
    assert list(search(visible(make_person()), typed)) in ([], [ann])


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@over(st.text(max_size=60))
def test_no_text_at_all_is_an_error(ann, typed):
    assert list(search(Complaint.objects.all(), typed)) in ([], [ann])


@pytest.mark.parametrize("typed", [None, 7, "", "\0", "LM-26", "é" * 30, "x" * 5000])
def test_an_address_that_is_no_reference_is_unknown(typed):
    with pytest.raises(Unknown):
        find(typed, make_person())


def test_a_search_finds_nothing_that_is_not_theirs_to_see(ann):
    Complaint.objects.filter(pk=ann.pk).update(restricted=True)
    assert not search(visible(make_person()), "harper").exists()
    assert search(visible(make_person("compliance_officer")), "harper").exists()


@pytest.mark.parametrize("typed", ["Harpre", "reference"])
def test_what_is_not_theirs_to_see_hides_nothing_that_is(typed):
    """Neither a name with a slip, because a hidden one is spelt so, nor a story that quotes a hidden reference."""
    secret = make_complaint(name="Harpre Stone")
    Complaint.objects.filter(pk=secret.pk).update(restricted=True)
    seen, typed = make_complaint(description=f"You wrote {secret.reference} on it."), secret.reference if typed == "reference" else typed
    person = make_person()
    assert list(search(visible(person), typed)) == list(held(person, Wanted("all", typed), TODAY)) == [seen]


def pages(rows, limit):
    """All pages one after the other."""
    cursor = None
    while True:
        page = page_of(rows, cursor=cursor, limit=limit)
        yield page.rows
        if (cursor := page.next) is None:
            return


def test_pages_follow_each_other_and_none_is_left_out():
    made = [make_complaint(received_at=MONDAY + (place % 3) * DAY) for place in range(7)]
    ended = [do_move(make_complaint(), "withdraw") for _ in range(3)]
    told = [row.pk for page in pages(visible(make_person()), 2) for row in page]
    due_first = sorted(made, key=lambda row: (row.next_due_on, row.pk))
    assert told == [row.pk for row in (*due_first, *reversed(ended))]


def test_no_page_counts_or_skips_rows():
    for _ in range(5):
        make_complaint()
    with CaptureQueriesContext(connection) as told:
        list(pages(visible(make_person()), 2))
    assert not [query["sql"] for query in told if "OFFSET" in query["sql"] or "COUNT(" in query["sql"]]


@pytest.mark.parametrize("cursor", ["x", "", "é", "LXwx", "MjAyNi0wNS0xMXw=", "MjAyNi0wMi0zMXwx", "A" * 3000])
def test_a_cursor_that_no_list_gave_is_refused_or_is_the_start(cursor):
    try:
        assert page_of(visible(make_person()), cursor=cursor, limit=10).rows == []
    except Refused as refused:
        assert "cursor" in refused.fields


# Monday 11 May 2026: the eve of the third working day is Wednesday.
STATES = [("2026-05-08", "overdue"), ("2026-05-11", "due_today"), ("2026-05-12", "due_soon"), ("2026-05-13", "due_soon"), ("2026-05-14", "later"),
          (None, "later")]


@pytest.mark.parametrize(("due_on", "state"), STATES)
def test_a_list_by_state_holds_what_its_words_say(due_on, state):
    complaint = make_complaint()
    Complaint.objects.filter(pk=complaint.pk).update(next_due_on=due_on)
    person = make_person()
    held = [name for name in listing.STATES if asked_rows(person, Asked(states=[name]), TODAY).exists()]
    assert held == [state]


def test_over_a_bank_holiday_each_nation_has_its_own_soon():
    """Maundy Thursday: the third working day is Thursday 9 April in England, Wednesday 8 April in Scotland."""
    for nation in ("england", "scotland"):
        make_complaint(nation=nation)
    Complaint.objects.update(next_due_on=date(2026, 4, 8))
    soon = asked_rows(make_person(), Asked(states=["due_soon"]), date(2026, 4, 2))
    assert [row.nation for row in soon] == ["england"]


NARROWED = [({"stages": ["deadlock"]}, 1), ({"stages": ["immediate", "deadlock"]}, 3), ({"owners": ["nobody"]}, 0),
            ({"due_before": date(2026, 5, 12)}, 0), ({"due_before": date(2026, 5, 13)}, 3), ({}, 3)]


@pytest.mark.parametrize(("asked", "number"), NARROWED)
def test_a_list_is_narrowed_by_what_is_asked(asked, number):
    make_complaint(), make_complaint(), make_complaint("deadlock")
    assert asked_rows(make_person(), Asked(**asked), TODAY).count() == number


@pytest.mark.parametrize("asked", [{"stages": ["nowhere"]}, {"states": ["soonish"]}])
def test_a_word_that_no_list_knows_is_refused(asked):
    with pytest.raises(Refused) as refused:
        asked_rows(make_person(), Asked(**asked), TODAY)
    assert refused.value.status == 422


@pytest.mark.parametrize("asked", [{"states": ["overdue", "due_soon"]}, {"owners": ["nobody-here"]}, {"teams": ["nowhere"]}])
def test_the_tail_of_a_list_never_reads_what_has_ended(asked):
    """Each query names a day or an indexed id, or is not asked at all."""
    rows = asked_rows(make_person(), Asked(**asked), TODAY)
    with CaptureQueriesContext(connection) as told:
        assert page_of(rows, cursor=None, limit=5).rows == []
    assert all("next_due_on\" IS NOT NULL" in query["sql"] for query in told)


def test_an_answered_complaint_goes_behind_those_still_to_answer():
    first, second = make_complaint(), make_complaint()
    do_contact(first, MONDAY + DAY / 24)
    assert [row.pk for row in page_of(visible(make_person()), cursor=None, limit=5).rows] == [second.pk, first.pk]
