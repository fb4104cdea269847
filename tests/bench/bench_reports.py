"""The report of the guaranteed standards over 36 months of 200,000 findings beside the same aggregate in raw SQL, on PostgreSQL."""

import os
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db import connection

from complaints.money.models import Finding, IncidentCustomer, Payment
from complaints.reports.periods import Period
from complaints.reports.standards_report import figures
from tests.bench.desk import Line, desk, settle, timed
from tests.reports.made import a_customer, a_finding, a_payment, an_incident

ROWS = int(os.environ.get("BENCH_FINDINGS", "200000"))
TURNS = 3
YEARS = Period(date(2023, 1, 1), date(2025, 12, 31))
BEGAN, DAYS = date(2020, 1, 1), 2192
RAW = """
    SELECT f.code, f.rulebook, f.version, date_trunc('quarter', f.counted_on), f.counted_on >= %s, coalesce(p.state, l.state, ''), count(*),
        count(*) FILTER (WHERE applies), count(*) FILTER (WHERE applies AND breached),
        count(*) FILTER (WHERE applies AND breached AND exempt <> '' AND f.amount_gbp = 0),
        count(*) FILTER (WHERE applies AND breached IS NULL), sum(f.amount_gbp), sum(coalesce(p.amount_gbp, l.late_extra_gbp))
    FROM complaints_finding f LEFT JOIN complaints_payment p ON p.finding_id = f.id LEFT JOIN complaints_payment l ON l.late_finding_id = f.id
    WHERE f.replaced_by_id IS NULL AND f.fell_at IS NULL AND f.counted_on BETWEEN %s AND %s GROUP BY 1, 2, 3, 4, 5, 6
    UNION ALL
    SELECT c.code, i.rulebook, c.version, date_trunc('quarter', c.counted_on), c.counted_on >= %s, coalesce(p.state, ''), count(*),
        count(*) FILTER (WHERE applies), count(*) FILTER (WHERE applies AND breached),
        count(*) FILTER (WHERE applies AND breached AND exempt <> '' AND c.amount_gbp = 0),
        count(*) FILTER (WHERE applies AND breached IS NULL), sum(c.amount_gbp), sum(p.amount_gbp)
    FROM complaints_incidentcustomer c JOIN complaints_incident i ON i.id = c.incident_id
    LEFT JOIN complaints_payment p ON p.incident_customer_id = c.id
    WHERE i.worked_out_at IS NOT NULL AND c.counted_on BETWEEN %s AND %s GROUP BY 1, 2, 3, 4, 5, 6"""


def run() -> list[Line]:
    """One line: seconds a report, and the ratio to raw SQL."""
    with desk("reports"):
        _fill()
        settle()
        times: dict[str, list[float]] = {"raw": [], "report": []}
        for _ in range(TURNS):
            times["raw"].append(timed(_raw))
            times["report"].append(timed(lambda: figures(YEARS, as_of=None)))
    return [("report_of_36_months_vs_raw_sql", min(times["report"]), "s", min(times["report"]) / min(times["raw"]))]


def _fill() -> None:
    """A fifth of the rows are customers of a storm; half of the findings have a payment."""
    count, storm = ROWS * 4 // 5, an_incident()
    rows = [a_finding(code=f"EL-R{n % 40}", **_told(n)) for n in range(count)]
    Finding.objects.bulk_create(rows, batch_size=2_000)
    Payment.objects.bulk_create([a_payment(finding=row, amount_gbp=row.amount_gbp) for row in rows[::2]], batch_size=2_000)
    IncidentCustomer.objects.bulk_create([a_customer(storm, **_told(n)) for n in range(ROWS // 5)], batch_size=2_000)


def _told(n: int) -> dict[str, Any]:
    failed = n % 7 < 2
    return {"breached": failed, "amount_gbp": Decimal(30 * failed), "counted_on": BEGAN + timedelta(days=n % DAYS)}


def _raw() -> None:
    before = YEARS.before().first
    with connection.cursor() as cursor:
        cursor.execute(RAW, [YEARS.first, before, YEARS.last] * 2)
        cursor.fetchall()
