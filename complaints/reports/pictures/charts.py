"""Figures of reports as pictures: which drawing, the finding in its title, and the same numbers as a table under "Show data"."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from complaints.case.stages import STAGE_WORDS, Stage
from complaints.clocks.spoken import MONTHS
from complaints.reports import shares, targets
from complaints.reports.drawing import bars, trend
from complaints.reports.drawing.bars import Bar
from complaints.reports.drawing.trend import Point
from complaints.reports.trends import FEW, Month

Chart = dict[str, Any]
FIGURES = {"by_end_of_next_working_day": ("next_day", "Resolved by the end of the next working day"),
           "within_8_weeks": ("weeks_8", "Resolved within 8 weeks")}

NOTES = {"by_end_of_next_working_day": "Hollow: under 20 complaints. Dashed: the month is not over.",
         "within_8_weeks": "Hollow: under 20 complaints, or not final until 56 days after the month ends; those dashed."}
assert set(NOTES) == set(FIGURES)


def trends(found: Sequence[Month]) -> list[Chart]:
    """The two shares, one above the other; a month's share within 8 weeks is final after day 56 of its last day."""
    return [_trend(name, found) for name in FIGURES]


def _trend(figure: str, found: Sequence[Month]) -> Chart:
    count_of, title = FIGURES[figure]
    points = [_point(one, count_of, figure) for one in found]
    goal = targets.target_of(figure, found[-1].first)
    note = NOTES[figure]
    return {
        "title": f"{title}: {finding(points, found)}", "wide": trend.wide(points, goal), "narrow": trend.narrow(points, goal),
        "small": f"Of those received in the month, {name_of(found[0].first)} to {name_of(found[-1].first)}. {note}",
        "table": _trend_table(title, count_of, found, points),
    }


def _point(one: Month, count_of: str, figure: str) -> Point:
    whole, part = one.cohort.received, getattr(one.cohort, count_of)
    final = one.is_final if figure == "within_8_weeks" else one.is_over
    return Point(MONTHS[one.first.month - 1][:3], part * 100 / whole if whole else None, whole < FEW, final)


def finding(points: Sequence[Point], found: Sequence[Month]) -> str:
    """"64 % in April 2026, down from 67 %": the last final month against the one before it that had any."""
    told = [(point, one) for point, one in zip(points, found, strict=True) if point.share is not None]
    final = [pair for pair in told if pair[0].final] or told
    if not final:
        return "nothing was received in these months"
    (point, one), before = final[-1], final[-2][0] if len(final) > 1 else None
    of = f" of {one.cohort.received:,}" if point.few else ""
    said = f"{point.words} %{of} in {name_of(one.first)}"
    if before is None or point.share is None or before.share is None:
        return said
    way = "as before" if point.words == before.words else f"{'up' if point.share > before.share else 'down'} from {before.words} %"
    return f"{said}, {way}"


def _trend_table(title: str, count_of: str, found: Sequence[Month], points: Sequence[Point]) -> Chart:
    head = [{"text": "Month"}, *({"text": text, "num": True} for text in ("Received", "Resolved so soon", "Share")), {"text": "Final"}]
    rows = [[{"text": name_of(one.first)}, _number(one.cohort.received), _number(getattr(one.cohort, count_of)),
             {"text": percent_words(shares.share(getattr(one.cohort, count_of), one.cohort.received)), "num": True},
             {"text": ("Yes" if point.final else "Not yet") + (", under 20" if point.few else "")}]
            for one, point in zip(found, points, strict=True)]
    return {"caption": title, "head": head, "rows": rows}


def _number(value: int) -> Chart:
    return {"text": f"{value:,}", "num": True}


def percent_words(text: str | None, nothing: str = "none received") -> str:
    return nothing if text is None else f"{text} %"


def name_of(first: date) -> str:
    """"April 2026"."""
    return f"{MONTHS[first.month - 1]} {first.year}"


def stages(answer: Chart, span: str) -> Chart:
    """A bar a stage in the order of the procedure: how many reached it, their share of those received, the median days there."""
    rows, whole = answer["rows"], answer["totals"]["received"]
    drawn = [Bar(STAGE_WORDS[Stage(row["stage"])], row["reached"], f"{row['reached']:,}, {whole_percent(row['share_percent'])}",
                 _median(row["median_days"]), 0 < whole < FEW) for row in rows]
    few = " Hollow: under 20 complaints." if 0 < whole < FEW else ""
    return {
        "title": stage_finding(rows, whole), "wide": bars.wide(drawn), "narrow": bars.narrow(drawn),
        "small": f"Of those received {span}: how many ever reached each stage, and the median days of a stay. Bars begin at nought.{few}",
        "table": {"caption": "Stages", "head": [{"text": "Stage"}, *({"text": text, "num": True} for text in (
            "Reached", "Share", "There now", "Stays that ended", "Median days"))],
            "rows": [[{"text": STAGE_WORDS[Stage(row["stage"])]}, _number(row["reached"]), {"text": percent_words(row["share_percent"]), "num": True},
                      _number(row["here"]), _number(row["ended_stays"]), {"text": row["median_days"] or "none", "num": True}] for row in rows]},
    }


def stage_finding(rows: Sequence[Chart], whole: int) -> str:
    if not whole:
        return "Nothing was received in this period"
    review = next(row for row in rows if row["stage"] == Stage.SENIOR_REVIEW)
    return f"{review['reached']:,} of {whole:,} went on to a senior review"


def whole_percent(text: str | None) -> str:
    return "no share" if text is None else f"{Decimal(text).quantize(Decimal(1), 'ROUND_HALF_UP')} %"


def _median(days: str | None) -> str:
    """"median 5 days"; halves are told."""
    if days is None:
        return "no stay ended"
    short = days.removesuffix(".0")
    return f"median {short} day{'' if short == '1' else 's'}"
