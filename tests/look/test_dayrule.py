"""The day rule's drawing: true to the boxes it is given and always inside 76 × 14."""

from itertools import pairwise

import pytest
from django.template.loader import render_to_string

from complaints.clocks.words import DayRule
from complaints.templatetags import dayrule, desk

CASES = [(total, used, over) for total in range(1, 13) for used in (0, total // 2, total) for over in (0, 1, 12 - total or 1)]


def boxes(total: int, used: int, over: int) -> tuple[str, ...]:
    kinds = ["used"] * used + ["left"] * (total - used)
    if used < total and not over:
        kinds[used] = "current"
    return tuple(kinds)


@pytest.mark.parametrize(("total", "used", "over"), CASES)
def test_every_box_lies_on_the_ground_and_none_overlap(total: int, used: int, over: int) -> None:
    drawn = dayrule.shapes(boxes(total, used, over), over)["boxes"]
    assert len(drawn) == total + over
    assert all(box["x"] >= 0 and box["x"] + box["w"] <= 76 and box["y"] + box["h"] <= 14 for box in drawn)
    assert all(left["x"] + left["w"] <= right["x"] for left, right in pairwise(drawn))


@pytest.mark.parametrize(("total", "used", "over"), CASES)
def test_late_boxes_stand_after_the_limit(total: int, used: int, over: int) -> None:
    shapes = dayrule.shapes(boxes(total, used, over), over)
    late = [box["x"] for box in shapes["boxes"] if box["css"] == "day-late"]
    assert len(late) == over and all(x > shapes["limit"] for x in late)


def test_the_current_box_is_half_filled_under_a_pin() -> None:
    shapes = dayrule.shapes(("used", "current", "left"), 0)
    assert shapes["half"]["x"] == 11 and shapes["pin"].startswith("M12.5 0")


@pytest.mark.parametrize("kinds", [("used", "used"), ("left",)])
def test_without_a_current_box_there_is_no_pin(kinds: tuple[str, ...]) -> None:
    shapes = dayrule.shapes(kinds, 0)
    assert shapes["half"] is None and shapes["pin"] is None


def test_the_picture_is_named_in_words() -> None:
    value = DayRule("day", ("used", "left"), None, 1, 0, 0, "1 of 2 working days used")
    assert 'role="img" aria-label="1 of 2 working days used"' in desk.day_rule(value)


def test_nothing_to_count_draws_nothing() -> None:
    assert desk.day_rule(None) == ""


def test_a_name_with_marks_stays_text() -> None:
    markup = render_to_string("components/day_rule.html", dayrule.shapes(("left",), 0) | {"label": '<b>"&'})
    assert "<b>" not in markup
