"""`/reports/standards/`: the finding in the heading, the sum that adds up, the tables, what each figure means, and by which rules."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from complaints.case.pages import asking
from complaints.clocks import words
from complaints.clocks.rules import BOOK_WORDS
from complaints.reports import counting, findings, kept, reading, worked_out
from complaints.reports.naming import percent, points, pounds
from complaints.reports.pages import download, proof, tables, waiting
from complaints.reports.pages import period as picked
from complaints.reports.periods import Asked
from complaints.reports.pictures import payments
from complaints.reports.pictures.payments import IN_LEDGER
from workdays import london
from workdays.calendars import TITLES

BASE = "/reports/standards/"
DEFINED = {"assessed": "Counted", "applied": "Applied", "breaches": "Breaches", "exempt": "Exempt", "undecided": "To decide",
           "share_percent": "Share", "change_points": "Points", "amount_gbp": "Amount", "ledger": "Ledger", "quarters": "By quarter",
           "undated": "Without a day"}
assert set(DEFINED) == set(reading.REPORTS["standards"].definitions)


@require_safe
@asking.refusals_as_pages
@waiting.may_take_long
def standards(request: HttpRequest) -> HttpResponse:
    report, now = reading.find("standards", by=request.user), asking.now()
    form, asked = picked.asked_of(request, now=now)
    context = {"form": form, "quick": picked.quick_links(BASE, asked and asked.period, london.day_of(now)), "title": report.title, "report": None}
    if asked:
        worked = worked_out.answer(report, asked, now=now)
        answer, now = worked.figures, worked.at or now
        context |= {"worked": waiting.told(report, asked, worked)}
        context |= {"title": heading(report.title, asked, answer)}
        context |= proof.shown(shown(asked, answer, now), report, asked, answer, by=request.user, now=now)
    return render(request, "reports/standards.html", context, status=422 if form.errors else 200)


def heading(title: str, asked: Asked, answer: dict[str, Any]) -> str:
    """The finding: "Guaranteed standards, 1 July to 30 September 2026: 14 breaches of 92, £1,020.00"."""
    return f"{title}, {words.span_words(asked.period.first, asked.period.last)}: {findings.said(answer)}"


def shown(asked: Asked, answer: dict[str, Any], now: datetime) -> dict[str, Any]:
    """All that the page prints beside its form."""
    some, several = bool(answer["rows"]), len(list(asked.period.quarters())) > 1
    return {
        "as_of": picked.recorded_words(asked, kept.moment_of(answer)), "files": download.links("standards", asked),
        "small": compared(asked, answer) if some else "",
        "empty": None if some else empty(asked), "sum": money(answer["totals"]) if some else None,
        "standards": tables.by_standard(answer, asked.period, asked.as_of) if some else None,
        "payments": payments.by_standard(answer) if answer["totals"]["amount_gbp"] != "0.00" else None,
        "quarters": tables.by_quarter(answer, asked.as_of) if some and several else None,
        "definitions": [{"name": DEFINED[name], "text": text} for name, text in answer["definitions"].items()],
        "undated": undated(asked, answer["undated"]), "foot": foot(answer, now),
    }


def compared(asked: Asked, answer: dict[str, Any]) -> str:
    before, change = asked.period.before(), answer["totals"]["change_points"]
    earlier = words.span_words(before.first, before.last)
    share = f"{percent(answer['totals']['share_percent'])} of those that applied"
    return f"{share}; nothing applied from {earlier}." if change is None else f"{share}, {points(change)} points on {earlier}."


def money(totals: dict[str, Any]) -> dict[str, Any]:
    """What was worked out and where it stands in the ledger; both sides of the equation to the penny."""
    ledger = totals["ledger"]
    parts = [{"sign": "+", "text": pounds(ledger[name]), "words": said} for name, said in IN_LEDGER.items() if ledger[name] != "0.00"]
    difference = Decimal(ledger["difference_gbp"])
    if difference:
        sign, said = ("−", "more in the ledger than worked out") if difference > 0 else ("+", "less in the ledger than worked out")
        parts.append({"sign": sign, "text": pounds(str(abs(difference))), "words": said})
    parts = [part | {"sign": "=" if place == 0 else part["sign"]} for place, part in enumerate(parts)]
    right = sum((Decimal(ledger[name]) for name in IN_LEDGER), -difference)
    both = f"Both sides are {pounds(totals['amount_gbp'])}" if right == Decimal(totals["amount_gbp"]) else None
    return {"left": pounds(totals["amount_gbp"]), "parts": parts, "both": both}


def empty(asked: Asked) -> dict[str, Any]:
    """What was looked at: how many findings there are at all, and none of them of this period."""
    found = words.count_words(counting.recorded(asked.as_of), "finding")
    if not counting.recorded(asked.as_of):
        return {"title": "Nothing was assessed yet", "lines": [], "second": None, "note": None,
                "text": "Looked at every finding on record: there is none. One is recorded when a standard is worked out on a complaint, a "
                        "connection or an incident.", "action": {"href": "/standards/", "label": "See the standards"}}
    return {"title": "Nothing was assessed in this period", "lines": [], "action": None, "second": None,
            "text": f"Looked at {found} of all periods; none has its failure or its deadline from "
                    f"{words.span_words(asked.period.first, asked.period.last)}.",
            "note": "A finding counts on the day of its failure, else on its deadline’s day."}


def undated(asked: Asked, count: int) -> dict[str, str] | None:
    if not count:
        return None
    said = "finding applies but has" if count == 1 else "findings apply but have"
    return {"text": f"{count:,} {said} neither a day of failure nor a deadline and count in no period.", "link": "Show them",
            "href": f"{tables.CASES}?{picked.query(asked.period, asked.as_of, what='undated')}"}


def foot(answer: dict[str, Any], now: datetime) -> list[dict[str, str]]:
    """By which rules and calendars, when, and the fingerprint of the figures."""
    versions = [f"{BOOK_WORDS.get(row['rulebook'], row['rulebook'])}, version {row['version']}" for row in answer["rules"]["versions"]]
    rows = "; ".join(versions) or f"none used; the company works by {BOOK_WORDS[answer['rules']['rulebook']]}"
    calendars = "; ".join(f"{TITLES[name]} {version}" for name, version in answer["calendar"].items())
    return [{"name": "Rules used", "text": rows}, {"name": "Calendars", "text": calendars}, {"name": "Made", "text": words.moment(now)},
            {"name": "Fingerprint of the figures", "text": f"SHA-256 {answer['sha256']}"}]
