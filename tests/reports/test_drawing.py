"""Pictures of figures, whatever the figures: labels never over one another, all marks inside the frame, every number printed."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from complaints.reports.drawing import bars, trend
from complaints.reports.drawing.parts import Drawing

MONTHS = ("Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec", "Jan", "Feb", "Mar", "Apr")
SHARES = st.none() | st.floats(0, 100) | st.sampled_from([0.0, 0.4, 50.0, 99.9, 100.0])
POINTS = st.lists(st.tuples(SHARES, st.booleans(), st.booleans()), min_size=1, max_size=13).map(
    lambda rows: [trend.Point(MONTHS[place], *row) for place, row in enumerate(rows)])
TARGETS = st.none() | st.integers(0, 100).map(float)
STAGES = ("Immediate", "Senior review", "Deadlock", "Ombudsman", "Resolved", "Closed")
BARS = st.lists(st.tuples(st.integers(0, 3_000_000), st.booleans()), min_size=1, max_size=6).map(
    lambda rows: [bars.Bar(STAGES[place], size, f"{size:,}, 100.00 %", "median 1,234.5 days", few) for place, (size, few) in enumerate(rows)])


def inside(drawing: Drawing) -> list[object]:
    """The parts that leave the frame."""
    def fits(left, top, right, bottom):
        return left >= 0 and top >= 0 and right <= drawing.width and bottom <= drawing.height
    out = [text for text in drawing.texts if not fits(*text.box)]
    out += [rect for rect in drawing.rects if not fits(rect.x, rect.y, rect.x + rect.width, rect.y + rect.height)]
    out += [dot for dot in drawing.dots if not fits(dot.x - dot.r, dot.y - dot.r, dot.x + dot.r, dot.y + dot.r)]
    return out + [line for line in drawing.lines if not (fits(line.x1, line.y1, line.x1, line.y1) and fits(line.x2, line.y2, line.x2, line.y2))]


def over_one_another(drawing: Drawing) -> list[tuple[str, str]]:
    def apart(one, other):
        return one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]
    return [(one.words, other.words) for one, other in combinations(drawing.texts, 2) if not apart(one.box, other.box)]


@given(POINTS, TARGETS)
def test_a_trend_stays_in_its_frame_and_its_labels_apart(points, target):
    for drawing in (trend.wide(points, target), trend.narrow(points, target)):
        assert (inside(drawing), over_one_another(drawing)) == ([], [])


@given(POINTS, TARGETS)
def test_every_number_and_month_of_a_trend_is_printed(points, target):
    wanted = [point.words for point in points if point.share is not None] + [point.label for point in points]
    for drawing in (trend.wide(points, target), trend.narrow(points, target)):
        printed = [text.words for text in drawing.texts]
        assert all(printed.count(words) >= wanted.count(words) for words in wanted)
        assert len(drawing.dots) == sum(point.share is not None for point in points)
        assert target is None or f"Target {target:g} %" in printed


@given(POINTS, TARGETS)
def test_few_or_not_final_is_hollow_and_not_final_dashed(points, target):
    shown = [point for point in points if point.share is not None]
    drawing = trend.wide(points, target)
    assert [dot.css for dot in drawing.dots] == ["chart-hollow" if point.few or not point.final else "chart-full" for point in shown]
    for line in (line for line in drawing.lines if line.css in ("chart-line", "chart-dashed")):
        ends = [point for point, dot in zip(shown, drawing.dots, strict=True) if (dot.x, dot.y) in ((line.x1, line.y1), (line.x2, line.y2))]
        assert (line.css == "chart-line") == all(point.final for point in ends)


@given(POINTS, TARGETS)
def test_the_scale_holds_all_that_is_shown_and_names_where_it_begins(points, target):
    scale = trend.scale_of(points, target)
    assert 0 <= scale.low < scale.high <= 100 and scale.low % 10 == scale.high % 10 == 0
    assert all(scale.low <= point.share <= scale.high for point in points if point.share is not None)
    assert scale.low_words in [text.words for text in trend.wide(points, target).texts]


@given(POINTS)
def test_a_higher_share_lies_higher_and_further_right(points):
    shown = [point for point in points if point.share is not None]
    wide, narrow = trend.wide(points).dots, trend.narrow(points).dots
    for (one, dot, row), (other, dot2, row2) in combinations(zip(shown, wide, narrow, strict=True), 2):
        if one.share < other.share:
            assert dot.y >= dot2.y and row.x <= row2.x


@pytest.mark.parametrize(("share", "words"), [(0, "0"), (0.2, "1"), (64.5, "65"), (64.4, "64"), (99.6, "99"), (100, "100")])
def test_whole_per_cent_never_claim_none_or_all(share, words):
    assert trend.Point("Apr", share).words == words


@given(BARS)
def test_bars_stay_in_their_frame_with_every_number_printed_and_apart(found):
    for drawing in (bars.wide(found), bars.narrow(found)):
        assert (inside(drawing), over_one_another(drawing)) == ([], [])
        printed = [text.words for text in drawing.texts]
        assert all(bar.name in printed and printed.count(bar.words) >= 1 and bar.beside in printed for bar in found)


@given(BARS)
def test_bars_are_as_long_as_their_numbers_and_what_is_there_is_seen(found):
    most = max(bar.size for bar in found)
    for drawing in (bars.wide(found), bars.narrow(found)):
        drawn, there = list(drawing.rects), [bar for bar in found if bar.size]
        longest = max((rect.width for rect in drawn), default=0)
        assert len(drawn) == len(there) and all(rect.width >= bars.LEAST for rect in drawn)
        assert all(abs(rect.width - longest * bar.size / most) <= bars.LEAST for rect, bar in zip(drawn, there, strict=True))
