"""The pictures of each report on paper: those that its page draws. `{title, small, alt, svg}`; the numbers stand in tables beside."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from complaints.clocks import words
from complaints.letters.printable import signed
from complaints.reports import trends
from complaints.reports.naming import named, pounds
from complaints.reports.periods import Asked
from complaints.reports.pictures import by_month, charts, payments
from complaints.reports.printed import svg
from workdays import london

Answer = Mapping[str, Any]
Picture = dict[str, str]


def of(answer: Answer, asked: Asked, *, now: datetime) -> list[Picture]:
    return PICTURES[answer["name"]](answer, asked, now) if answer["name"] in PICTURES else []


def _picture(title: str, small: str, drawn: str) -> Picture:
    return {"title": title, "small": small, "alt": f"{title}. {small}".strip(), "svg": signed(drawn)}


def _trends(answer: Answer, asked: Asked, now: datetime) -> list[Picture]:
    until = min(asked.period.last, london.day_of(asked.as_of or now))
    found = charts.trends(trends.months(until, as_of=asked.as_of, now=now))
    return [_picture(chart["title"], chart["small"], svg.of_drawing(chart["wide"])) for chart in found]


def _stages(answer: Answer, asked: Asked, now: datetime) -> list[Picture]:
    chart = charts.stages(dict(answer), words.span_words(asked.period.first, asked.period.last))
    return [_picture(chart["title"], chart["small"], svg.of_drawing(chart["wide"]))]


def _windows(answer: Answer, asked: Asked, now: datetime) -> list[Picture]:
    return _boxes(by_month.windows(answer["rows"], None))


def _ombudsman(answer: Answer, asked: Asked, now: datetime) -> list[Picture]:
    return _boxes(by_month.ombudsman(answer["rows"], None))


def _boxes(chart: dict[str, Any] | None) -> list[Picture]:
    return [_picture(chart["title"], chart["small"], svg.of_boxes(chart))] if chart else []


def _payments(answer: Answer, asked: Asked, now: datetime) -> list[Picture]:
    if answer["totals"]["amount_gbp"] == "0.00":
        return []
    table = payments.by_standard(dict(answer))
    rows = [(row["code"], pounds(row["amount_gbp"])) for row in payments.with_money(answer)]
    bars = [cells[-1]["bar"] for cells in table["table"]["groups"][0]["rows"]]
    drawn = svg.of_bars(table["key"], [(named(code), owed, bar) for (code, owed), bar in zip(rows, bars, strict=True)])
    return [_picture(table["title"], "A bar for each standard; its sum stands beside its name.", drawn)]


PICTURES: Mapping[str, Callable[[Answer, Asked, datetime], list[Picture]]] = {
    "complaints": _trends, "stages": _stages, "windows": _windows, "ombudsman": _ombudsman, "standards": _payments,
}
