"""The report `complaints` over 36 months of the filled desk: beside SQL written by hand for the same figures, beside a loop over the rows in
Python, one month by itself, how much memory it takes, and the page `/reports/`.
"""

import tracemalloc
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date, datetime
from itertools import islice

from django.core.cache import cache
from django.db import connection
from django.test import Client, override_settings
from django.utils import timezone

import workdays
from complaints.case.models import Complaint
from complaints.reports import complaints_report
from complaints.reports.cohort import WEEKS_8
from complaints.reports.periods import ONE_DAY, Period
from complaints.rules.services import all_calendars, held
from tests.bench.desk import Line, best, timed
from tests.bench.filled import PLAIN, filled, size_line
from tests.bench.goals import Goals
from workdays import london

LOOPED = 50_000  # rows of the loop in Python; its time is told for all
MOST_TO_SQL, FASTER, MOST_MONTH_MS, MOST_INDEX_MS, MOST_MEMORY_MB = 2, 50, 10, 300, 50
# By hand for the same figures: the days of the period with their next working days are joined, indexes hold all that is counted.
BY_HAND = """
    SELECT date_trunc('month', received_on), count(*), count(*) FILTER (WHERE counted_as BETWEEN 6 AND 62),
        count(*) FILTER (WHERE counted_as >= 6 AND counted_as - 6 <= CASE nation WHEN 'scotland' THEN scottish ELSE english END),
        count(*) FILTER (WHERE counted_as = 4), count(*) FILTER (WHERE counted_as < 4)
    FROM complaints_complaint JOIN unnest(%(days)s::date[], %(english)s, %(scottish)s) AS days(day, english, scottish) ON day = received_on
    WHERE counted_as <> 5 GROUP BY 1;
    SELECT date_trunc('month', resolved_on), count(*) FROM complaints_complaint
    WHERE stage = 'resolved' AND resolved_on BETWEEN %(first)s AND %(last)s GROUP BY 1;
    SELECT category_id, count(*) FROM complaints_complaint WHERE received_on BETWEEN %(first)s AND %(last)s AND counted_as <> 5 GROUP BY 1"""


def run() -> Iterator[Line]:
    """Milliseconds of the report and its ratios; the loop's time is worked out from LOOPED rows."""
    with filled() as people, override_settings(STORAGES=PLAIN):
        yield size_line()
        now, goals = timezone.now(), Goals()
        whole, month = _months(london.day_of(now))
        assert _report(whole, now) == _by_hand(whole), "the SQL by hand counts something else"
        report, by_hand = best(lambda: _report(whole, now), lambda: _by_hand(whole), turns=3)
        one, one_by_hand = best(lambda: _report(month, now), lambda: _by_hand(month), turns=7)
        looped = _looped(whole)
        yield "report_of_36_months", report * 1e3, "ms", 1
        yield "report_of_36_months_vs_sql_by_hand", by_hand * 1e3, "ms", report / by_hand
        yield "report_of_36_months_vs_python_loop", looped * 1e3, "ms", looped / report
        yield "report_of_one_month_vs_10_ms", one * 1e3, "ms", one * 1e3 / MOST_MONTH_MS
        yield "report_of_one_month_vs_sql_by_hand", one_by_hand * 1e3, "ms", one / one_by_hand
        peak = _memory(lambda: _report(whole, now))
        yield "report_memory_at_most", peak, "MB", peak / MOST_MEMORY_MB
        first, again = _index(people["manager"])
        yield "reports_page_first", first * 1e3, "ms", first * 1e3 / MOST_INDEX_MS
        yield "reports_page_within_the_minute", again * 1e3, "ms", again * 1e3 / MOST_INDEX_MS
        goals.at_most("the report beside SQL by hand", report / by_hand, MOST_TO_SQL)
        goals.at_least("the report beside a loop", looped / report, FASTER)
        goals.at_most("ms of one month", one * 1e3, MOST_MONTH_MS)
        goals.at_most("MB of the report", peak, MOST_MEMORY_MB)
        goals.at_most("ms of the reports page within the minute", again * 1e3, MOST_INDEX_MS)
        goals.told()


def _months(today: date) -> tuple[Period, Period]:
    """The 36 months that end with this one, and one in their midst."""
    this = today.replace(day=1)
    middle = workdays.add_months(this, -12)
    return (Period(workdays.add_months(this, -35), workdays.add_months(this, 1) - ONE_DAY), Period(middle, workdays.add_months(middle, 1) - ONE_DAY))


def _report(period: Period, now: datetime) -> int:
    """With the rules read once, as every page and call has them."""
    with held():
        return complaints_report.figures(period, as_of=None, now=now)["totals"]["received"]


def _by_hand(period: Period) -> int:
    """How many were received, as the first statement has them."""
    days, calendars, found = [period.first + place * ONE_DAY for place in range(period.days)], all_calendars(), []
    told = {"days": days, "first": period.first, "last": period.last, **{
        column: [(workdays.next_working_day(day, calendars[name]) - day).days for day in days]
        for column, name in (("english", "england-and-wales"), ("scottish", "scotland"))}}
    for statement in BY_HAND.split(";"):
        with connection.cursor() as cursor:
            cursor.execute(statement, told)
            found.append(cursor.fetchall())
    return sum(row[1] for row in found[0])


def _looped(period: Period) -> float:
    """Seconds that all rows would take, read as Django reads them and counted one by one."""
    rows = Complaint.objects.filter(received_at__gte=london.start_of_day(period.first)).only(
        "received_at", "nation", "stage", "stage_since", "category").order_by("pk")
    return timed(lambda: _counted(islice(rows.iterator(), LOOPED))) * rows.count() / LOOPED


def _counted(rows: Iterator[Complaint]) -> Counter[tuple[str, str]]:
    calendars, found = all_calendars(), Counter()
    for row in rows:
        day, month = london.day_of(row.received_at), f"{row.received_at:%Y-%m}"
        found[month, "received"] += 1
        found[month, row.stage] += 1
        if row.stage == "resolved":
            age = (london.day_of(row.stage_since) - day).days
            found[month, "next_day"] += workdays.next_working_day(day, calendars[workdays.calendar_for(row.nation)]) >= london.day_of(row.stage_since)
            found[month, "within_8_weeks"] += age <= WEEKS_8
    return found


def _memory(work: Callable[[], object]) -> float:
    """MB that Python holds at most while it works."""
    tracemalloc.start()
    try:
        work()
        return tracemalloc.get_traced_memory()[1] / 1e6
    finally:
        tracemalloc.stop()


def _index(person: object) -> tuple[float, float]:
    """Seconds of `/reports/` where nothing is kept, and of the next."""
    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(person)
    client.get("/help/")
    cache.clear()
    return timed(lambda: client.get("/reports/")), best(lambda: client.get("/reports/"))[0]
