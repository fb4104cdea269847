"""The deadline picture's layout: in order of time, inside its ground, no label over another."""

from datetime import date, timedelta
from itertools import pairwise

import pytest

from complaints.clocks.words import State, Status
from complaints.templatetags import desk
from complaints.templatetags.deadline_picture import LETTER, MOST_LEVELS, RIGHT, Mark, Picture, Scale, layout

START = date(2026, 4, 29)
LATE = Status(State.LATE, "1 working day late", "late", "late", "red")


def day(number: int) -> date:
    return START + timedelta(days=number)


def picture(now: int = 12, due: tuple[int, ...] = (1, 9, 57), events: tuple[int, ...] = (0, 1), **more: object) -> Picture:
    deadlines = tuple(Mark(day(n), f"Deadline {n}", "due Thu 30 Apr", LATE) for n in due)
    happened = tuple(Mark(day(n), f"Event {n}", "Wed 29 Apr") for n in events)
    return Picture("Deadlines", START, day(now), "Mon 11 May", deadlines, happened, **more)


CASES = [
    picture(), picture(now=0, due=(1, 57)), picture(now=0, due=(), events=(0,)), picture(now=70, due=(1, 9, 57)),
    picture(now=400, due=(5, 270)),
    picture(due=(1, 1, 2, 2, 3, 57)), picture(due=tuple(range(1, 30)), events=tuple(range(12))),
    picture(far=Mark(day(275), "Ombudsman closes", "29 Jan")),
]  # fmt: skip


@pytest.mark.parametrize("made", CASES)
def test_later_days_lie_further_right_and_inside(made: Picture) -> None:
    scale = Scale(made)
    places = [scale.x(made.start_on + timedelta(days=n)) for n in range((scale.last - made.start_on).days + 1)]
    assert places == sorted(places) and places[0] >= 16 and places[-1] <= RIGHT


@pytest.mark.parametrize("made", CASES)
def test_labels_of_one_level_never_overlap(made: Picture) -> None:
    above = layout(made)["above"]
    for level in range(MOST_LEVELS):
        spans = sorted(span(item) for item in above if item["level"] == level)
        assert all(left[1] <= right[0] for left, right in pairwise(spans))


@pytest.mark.parametrize("made", CASES)
def test_no_line_of_a_deadline_crosses_the_words_of_another(made: Picture) -> None:
    above = layout(made)["above"]
    for item in above:
        first, last = span(item)
        assert not [other["x"] for other in above if other["level"] > item["level"] and first < other["x"] < last]


def span(item: dict) -> tuple[float, float]:
    wide = len(max(item["mark"].name, item["mark"].words, key=len)) * LETTER
    return (item["text_x"] - wide, item["text_x"]) if item["anchor"] == "end" else (item["text_x"], item["text_x"] + wide)


@pytest.mark.parametrize("made", CASES)
def test_no_leading_line_crosses_an_events_words(made: Picture) -> None:
    below = layout(made)["below"]
    for item in below:
        deeper = [other["x"] for other in below if other["level"] > item["level"]]
        assert not [x for x in deeper if item["left"] < x < item["right"]]


@pytest.mark.parametrize("made", CASES)
def test_events_of_one_level_never_overlap_and_stay_inside(made: Picture) -> None:
    below = layout(made)["below"]
    for level in {item["level"] for item in below}:
        spans = sorted((item["left"], item["right"]) for item in below if item["level"] == level)
        assert spans[0][0] >= 0 and spans[-1][1] <= 960 and all(left[1] <= right[0] for left, right in pairwise(spans))


@pytest.mark.parametrize(("now", "events"), [(29, (25,)), (84, (57, 70)), (470, (15, 20, 27, 425)), (230, (0, 50, 170, 170, 225))])
def test_every_event_of_a_case_is_named_and_no_name_stands_under_the_line_of_now(now: int, events: tuple[int, ...]) -> None:
    drawn = layout(picture(now=now, due=(57,), events=events))
    assert len(drawn["below"]) == len(events)
    assert not [item for item in drawn["below"] if item["left"] < drawn["now"]["x"] < item["right"]]


@pytest.mark.parametrize("made", CASES)
def test_every_deadline_stands_in_the_narrow_list_even_where_the_drawing_has_no_room(made: Picture) -> None:
    names = [line["name"] for line in layout(made)["lines"]]
    assert {mark.name for mark in made.deadlines} <= set(names) and names.count("Now") == 1


def test_the_overrun_runs_from_the_missed_day_to_now() -> None:
    shapes = layout(picture(over_from=day(9)))
    assert shapes["over"]["x"] == Scale(picture()).x(day(9))
    assert round(shapes["over"]["x"] + shapes["over"]["w"], 1) == round(shapes["now"]["x"], 1)


@pytest.mark.parametrize("over_from", [None, day(12), day(20)])
def test_without_a_missed_day_in_the_past_nothing_is_hatched(over_from: date | None) -> None:
    assert layout(picture(over_from=over_from))["over"] is None


def test_a_stop_is_drawn_over_its_days() -> None:
    held = layout(picture(held=(day(3), day(6))))["held"]
    assert held["w"] > 0 and held["x"] == Scale(picture()).x(day(3))


def test_bank_holidays_and_weekends_are_blocks_and_get_no_tick() -> None:
    axis = layout(picture(holidays=(Mark(date(2026, 5, 4), "Early May bank holiday", "Mon 4 May"),)))["axis"]
    kinds = [block["css"] for block in axis["blocks"]]
    assert [block["title"] for block in axis["blocks"] if block["title"]] == ["Early May bank holiday, Mon 4 May"]
    assert kinds.count("block-holiday") == 1 and "block-off" in kinds
    assert len(axis["ticks"]) + len(axis["blocks"]) == 58


def test_names_are_printed_as_text() -> None:
    made = Picture("<script>", START, day(2), "now", (Mark(day(1), "<b>x</b>", "&", LATE),))
    assert "<script>" not in desk.deadline_picture(made) and "<b>x</b>" not in desk.deadline_picture(made)


def test_no_picture_prints_nothing() -> None:
    assert desk.deadline_picture(None) == ""


@pytest.mark.parametrize("made", CASES)
def test_the_words_of_now_stay_inside_and_beside_every_event(made: Picture) -> None:
    drawn = layout(made)
    now, wide = drawn["now"], len(f"Now {made.now_words}") * LETTER
    left = now["text_x"] - (wide if now["anchor"] == "end" else 0)
    beside = [item for item in drawn["below"] if item["level"] == 0 and item["x"] < now["x"]]
    assert left >= 0 and left + wide <= 960
    assert all(item["right"] <= now["left"] for item in beside)
