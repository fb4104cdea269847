"""Boxes of a day: inside the frame, none over another, each way of standing in its own look, one scale for the month."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from complaints.calendar import boxes
from complaints.calendar.naming import STANDS, kinds_words, stand_words
from complaints.clocks.kinds import Kind

A_DAY = st.dictionaries(st.sampled_from(STANDS), st.integers(1, 40_000)).map(Counter)
KINDS = st.dictionaries(st.tuples(st.sampled_from([kind.value for kind in Kind]), st.sampled_from(STANDS)), st.integers(1, 5000)).map(Counter)


@given(A_DAY)
def test_a_day_fits_two_rows_whatever_is_due(stands):
    drawn = boxes.boxes_of(stands, boxes.each_stands_for(stands.total()))
    assert (drawn is None) == (not stands)
    assert drawn is None or len(drawn.boxes) <= boxes.MOST


@given(A_DAY, st.integers(1, 500))
def test_every_way_of_standing_that_occurs_is_drawn_and_no_other(stands, per):
    drawn = boxes.boxes_of(stands, per)
    looks = Counter(box.css for box in drawn.boxes) if drawn else Counter()
    assert looks == Counter({f"box-{name.replace('_', '-')}": -(-number // per) for name, number in stands.items()})


@given(A_DAY)
def test_boxes_lie_inside_the_frame_and_apart(stands):
    drawn = boxes.boxes_of(stands, boxes.each_stands_for(stands.total()))
    places = [(box.x, box.y) for box in drawn.boxes] if drawn else []
    assert len(set(places)) == len(places)
    assert all(0 < x <= drawn.width - boxes.SIZE and 0 < y <= drawn.height - boxes.SIZE for x, y in places)
    assert all(x % boxes.PITCH == 1 == y % boxes.PITCH for x, y in places) and boxes.PITCH > boxes.SIZE + 2


def test_few_are_drawn_one_by_one():
    assert [boxes.each_stands_for(number) for number in (0, 1, 24, 25, 42, 43, 105, 210, 211)] == [1, 1, 1, 2, 2, 5, 5, 10, 20]


@given(KINDS)
def test_the_lines_of_kinds_add_up_to_the_day(counted):
    for whole in (False, True):
        lines = kinds_words(counted, whole=whole)
        assert sum(int(line.split(" ")[0].replace(",", "")) for line in lines) == counted.total()
        assert whole or len(lines) <= 4


def test_how_a_day_stands_in_words():
    assert stand_words(Counter(met=3, late=2)) == "3 met, 2 late"
    assert stand_words(Counter(to_come=1, met_late=1)) == "1 met late, 1 due" and stand_words(Counter()) == "none due"
