"""Made-up answers of the report `standards`, told by the functions of its pages."""
# ruff: noqa: E501 (sample words stay on one line)

from datetime import UTC, date, datetime
from typing import Any

from complaints.reports import shares
from complaints.reports.pages import cases, period, plain, standards
from complaints.reports.periods import Asked, Period
from complaints.reports.pictures import by_month
from complaints.reports.standards_report import DEFINITIONS
from tests.look.samples import frame, table

NOW = datetime(2026, 11, 2, 9, 2, tzinfo=UTC)
ASKED = Asked(Period(date(2026, 4, 1), date(2026, 9, 30)), None)
NOTHING = {"paid_gbp": "0.00", "approved_gbp": "0.00", "proposed_gbp": "0.00", "held_gbp": "0.00", "refused_gbp": "0.00", "not_in_ledger_gbp": "0.00", "difference_gbp": "0.00"}


def figures(applied: int, breaches: int, amount: str, exempt: int = 0, undecided: int = 0, points: str | None = None) -> dict[str, Any]:
    return {"assessed": applied, "applied": applied, "breaches": breaches, "exempt": exempt, "undecided": undecided,
            "share_percent": shares.share(breaches, applied), "amount_gbp": amount, "change_points": points}


def answer(**changes: Any) -> dict[str, Any]:
    rows = [{"code": "EL-R17", **figures(21, 5, "150.00", points="-3.13"), "ledger": NOTHING | {"paid_gbp": "150.00"}},
            {"code": "EL-R5", **figures(40, 6, "660.00", 1, 2, "2.10"), "ledger": NOTHING | {"paid_gbp": "450.00", "approved_gbp": "200.00", "proposed_gbp": "10.00"}},
            {"code": "SUP-APPT-MISSED", **figures(31, 3, "210.00", points="0.00"), "ledger": NOTHING | {"proposed_gbp": "90.00", "not_in_ledger_gbp": "120.00"}}]
    quarters = [{"quarter": name, "from": first, "to": last, **row} for name, first, last in (("2026 Q2", "2026-04-01", "2026-06-30"), ("2026 Q3", "2026-07-01", "2026-09-30")) for row in rows]
    ledger = NOTHING | {"paid_gbp": "600.00", "approved_gbp": "200.00", "proposed_gbp": "100.00", "not_in_ledger_gbp": "120.00"}
    return {"name": "standards", "rows": rows, "totals": figures(92, 14, "1020.00", 1, 2, "2.10") | {"ledger": ledger}, "quarters": quarters, "undated": 2,
            "definitions": DEFINITIONS, "rules": {"rulebook": "documents", "versions": [{"rulebook": "documents", "version": "2020-05"}]},
            "calendar": {"england-and-wales": "2028.1", "scotland": "2028.1"}, "sha256": "3a" * 32, "as_of": NOW.isoformat()} | changes  # fmt: skip


def the_report(**changes: Any) -> dict[str, Any]:
    told = answer(**changes)
    return {"frame": frame("reports"), "title": standards.heading("Guaranteed standards", ASKED, told), "report": standards.shown(ASKED, told, NOW), **the_period()}


def the_period(**typed: str) -> dict[str, Any]:
    form = period.PeriodForm(typed) if typed else period.PeriodForm(initial={"first": ASKED.period.first, "last": ASKED.period.last})
    return {"form": form, "since": None, "quick": period.quick_links("/reports/standards/", ASKED.period, date(2026, 11, 2))}


def the_windows_report() -> dict[str, Any]:
    rows = [{"month": month, "closing": count, "from_complaint": count, "from_letter": 0, "open_by_other": other} for month, count, other in (("2026-09", 3, 1), ("2026-11", 12, 4))]
    totals = {"closing": 15, "from_complaint": 15, "from_letter": 0, "open_by_other": 5}
    told = answer(name="windows", rows=rows, totals=totals, definitions=dict(plain.reading.REPORTS["windows"].definitions))
    shown = plain.shown("windows", ASKED, told, plain.WINDOWS, NOW) | {"chart": by_month.windows(rows, date(2026, 11, 2))}
    return {"frame": frame("reports"), "title": "What closes when, 1 April to 30 September 2026: 15 close, 5 of them open by the other rulebook", "report": shown, **the_period()}


def the_unread_report() -> dict[str, Any]:
    return {"frame": frame("reports"), "title": "Guaranteed standards", "report": None, **the_period(**{"from": "2026-04-01", "to": ""})}


def the_reports() -> dict[str, Any]:
    one = {"title": "Guaranteed standards", "sentence": "How often each standard applied and was failed.", "href": "#"}
    return {"frame": frame("reports"), "heading": {"title": "Reports, 1 April to 30 September 2026", "small": "1 report"}, "reports": [one], **the_period()}


def the_cases() -> dict[str, Any]:
    line = ({"text": "LM-26-04391-K", "href": "#"}, "Regulation 17, missed appointment", "Fri 8 May 2026", "Failed", {"text": "£30.00", "num": True}, "Paid")
    incident = ("Storm Nuala", "Regulation 7, severe weather", {"text": "1,204", "num": True}, {"text": "£98,000.00", "num": True})
    return {"frame": frame("reports"), "heading": cases.heading("breaches", "", ASKED, 2, 1204), "as_of": "As recorded by Mon 2 Nov 2026 09:02.",
            "back": cases.back(ASKED), "findings": table("Findings, newest first", cases.HEAD, line), "hidden": cases.hidden(1), "empty": None,
            "incidents": table("Customers of incidents", ("Incident", "Standard", "Customers", "Amount"), incident),
            "pages": {"words": "Page 1 of 2", "previous": None, "next": "#"}}  # fmt: skip


def pages() -> dict[str, tuple[str, dict]]:
    return {
        "reports": ("reports/index.html", the_reports()), "report": ("reports/standards.html", the_report()),
        "report-unread": ("reports/standards.html", the_unread_report()), "report-cases": ("reports/cases.html", the_cases()),
        "report-months": ("reports/plain.html", the_windows_report()),
        "report-dark": ("reports/standards.html", the_report() | {"frame": frame("reports", theme="dark")}),
    }
