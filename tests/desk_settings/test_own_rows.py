"""The company's own rows: on record, never rewritten, two people where two must, and one truth in every process."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest
from django.db import DatabaseError, connections, transaction

from complaints.record.models import Event
from complaints.record.refusals import Conflict, Forbidden, Refused
from complaints.record.services import words_of
from complaints.record.verifying import verify
from complaints.rules import own_changes, services
from complaints.rules.models import OwnRow
from complaints.rules.own_changes import Subject
from tests.desk_settings.changing import TODAY, approve, change, given
from tests.factories import MONDAY, make_person, op

ALONE = Subject("sample", lambda key, what, values, on: dict(values))
TWO = Subject("sample", lambda key, what, values, on: dict(values), two_people=lambda key: True)
A_DAY = timedelta(days=1)


def proposed(key, values, **fields):
    return change(TWO, key, values, source="Board paper 12", **fields)


def holds(key, on):
    found = services.own("sample").on(key, on)
    return found and (found.values or found.what)


# (days after MONDAY on which each change holds, its last day), then what holds so many days after
TABLE = [
    ([(0, None, {"n": 1})], {-1: None, 0: {"n": 1}, 400: {"n": 1}}),
    ([(3, None, {"n": 1})], {2: None, 3: {"n": 1}, 4: {"n": 1}}),
    ([(0, None, {"n": 1}), (3, None, {"n": 2})], {0: {"n": 1}, 2: {"n": 1}, 3: {"n": 2}, 9: {"n": 2}}),
    ([(3, None, {"n": 1}), (1, None, {"n": 2})], {1: {"n": 2}, 2: {"n": 2}, 3: {"n": 1}}),
    ([(2, None, {"n": 1}), (2, None, {"n": 2})], {1: None, 2: {"n": 2}}),
    ([(0, None, {"n": 1}), (2, 4, {"n": 2})], {1: {"n": 1}, 2: {"n": 2}, 4: {"n": 2}, 5: {"n": 1}}),
    ([(0, None, {"n": 1}), (2, None, None)], {1: {"n": 1}, 2: "end", 9: "end"}),
]


@pytest.mark.django_db
@pytest.mark.parametrize(("changes", "wanted"), TABLE)
def test_the_row_of_the_day_holds(changes, wanted):
    for version, (days, last, values) in enumerate(changes):
        until = (TODAY + last * A_DAY).isoformat() if last else None
        change(ALONE, "one", values, version=version, days=days, valid_until=until, what="set" if values else "end")
    assert {days: holds("one", TODAY + days * A_DAY) for days in wanted} == wanted


@pytest.mark.django_db
def test_a_change_by_two_holds_once_the_second_approved():
    answer = proposed("one", {"n": 1})
    assert holds("one", TODAY) is None
    approve(TWO, answer)
    assert holds("one", TODAY) == {"n": 1}


@pytest.mark.django_db
def test_approved_late_it_holds_from_the_day_of_approval():
    answer = proposed("one", {"n": 1})
    approve(TWO, answer, now=MONDAY + 3 * A_DAY)
    assert (holds("one", TODAY + 2 * A_DAY), holds("one", TODAY + 3 * A_DAY)) == (None, {"n": 1})


@pytest.mark.django_db
def test_nobody_approves_what_they_proposed():
    person = make_person("administrator")
    answer = proposed("one", {"n": 1}, by=person)
    with pytest.raises(Forbidden, match="Another person"):
        approve(TWO, answer, by=person)


@pytest.mark.django_db
@pytest.mark.parametrize("role", ["agent", "senior_manager"])
def test_others_approve_nothing(role):
    answer = proposed("one", {"n": 1})
    with pytest.raises(Forbidden, match="compliance officer"):
        approve(TWO, answer, by=make_person(role))


@pytest.mark.django_db
def test_while_one_waits_no_other_is_proposed():
    proposed("one", {"n": 1})
    with pytest.raises(Conflict, match="waits for a second person"):
        proposed("one", {"n": 2}, version=1)


@pytest.mark.django_db
def test_a_refused_one_never_holds_and_the_next_is_taken():
    answer = proposed("one", {"n": 1})
    own_changes.refuse(TWO, answer.ids["row"], {"op_id": op(), "reason": "No source."}, by=make_person("compliance_officer"), now=MONDAY)
    approve(TWO, proposed("one", {"n": 2}, version=1))
    assert holds("one", TODAY) == {"n": 2}


@pytest.mark.django_db
def test_the_same_change_again_is_the_first_answer():
    body, by = given({"n": 1}), make_person("administrator")
    first, second = (own_changes.change(ALONE, "one", body, by=by, now=MONDAY) for _ in range(2))
    assert second.replayed and first.ids == second.ids and OwnRow.objects.count() == 1


@pytest.mark.django_db
def test_every_change_is_in_the_chain_with_its_words_sealed():
    change(ALONE, "one", {"text": "Ring Ann."})
    approve(TWO, proposed("two", {"text": "Ring Bob."}))
    found = list(Event.objects.filter(kind__startswith="setting.").order_by("seq"))
    assert [event.kind for event in found] == ["setting.changed", "setting.proposed", "setting.approved"]
    assert all("Ring" not in str(event.data) for event in found) and words_of(found[0])["values"] == {"text": "Ring Ann."}
    assert verify().broken is None


@pytest.mark.django_db
@pytest.mark.parametrize("written", [{"values": {"n": 9}}, {"reason": "Other."}, {"valid_from": date(2020, 1, 1)}, {"approved_at": None}])
def test_what_was_decided_is_never_rewritten(written):
    row = OwnRow.objects.filter(pk=change(ALONE, "one", {"n": 1}).ids["row"])
    with pytest.raises(DatabaseError), transaction.atomic():
        row.update(**written)
    with pytest.raises(DatabaseError), transaction.atomic():
        row.delete()
    with pytest.raises(DatabaseError), transaction.atomic():
        OwnRow.objects.filter(pk=proposed("two", {"n": 1}).ids["row"]).update(values={"n": 9})


@pytest.mark.django_db
def test_what_was_taken_back_leaves_nothing_behind():
    """A change that only looked, and was rolled back, is seen by nobody afterwards."""
    with transaction.atomic():
        change(ALONE, "one", {"n": 1})
        assert holds("one", TODAY) == {"n": 1}
        transaction.set_rollback(True)
    assert holds("one", TODAY) is None


@pytest.mark.django_db
def test_a_table_without_changes_costs_no_statement_of_its_own(django_assert_num_queries):
    change(ALONE, "one", {"n": 1})
    services.own("sample")
    with django_assert_num_queries(1):
        assert "one" in services.own("sample").by_key
    with services.held(), django_assert_num_queries(1):
        services.own("sample"), services.own("other"), services.company(TODAY)


def on_another_connection(do):
    def work():
        try:
            return do()
        finally:
            connections.close_all()
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(work).result()


def test_another_process_has_it_with_its_next_read(real_db):
    by = make_person("administrator")
    assert holds("one", TODAY) is None
    on_another_connection(lambda: change(ALONE, "one", {"n": 1}, by=by))
    assert holds("one", TODAY) == {"n": 1}
    on_another_connection(lambda: change(ALONE, "one", {"n": 2}, by=by, version=1))
    assert holds("one", TODAY) == {"n": 2}


def test_of_two_at_once_one_is_kept_and_the_other_told(real_db):
    people = [make_person("administrator") for _ in range(2)]

    def one(number):
        try:
            return change(ALONE, "one", {"n": number}, by=people[number]).status
        except Refused as refused:
            return refused.code
        finally:
            connections.close_all()
    with ThreadPoolExecutor(2) as pool:
        assert sorted(map(str, pool.map(one, (0, 1)))) == ["201", "stale_version"]
    assert OwnRow.objects.count() == 1
