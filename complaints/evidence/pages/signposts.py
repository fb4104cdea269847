"""`/c/{reference}/signposting/`: what the customer was told about the Ombudsman and free advice, and what is missing."""

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from complaints.case import channels, told
from complaints.case.models import Complaint
from complaints.case.pages import asking, heads
from complaints.clocks import words
from complaints.evidence import signposting
from complaints.evidence.signposting import Told
from complaints.evidence.spoken import HOW_KNOWN, WHAT_WORDS
from workdays import london

HEAD = ("When", "What they were told", "How", "How we know", "Named")
WHOM_HEAD = ("Body", "Telephone", "Web", "In force since", "Source")


@require_safe
@asking.refusals_as_pages
def signposts(request: HttpRequest, reference: str) -> HttpResponse:
    complaint = asking.complaint_for(request, reference, "signposting")
    rows, today = signposting.told_to(complaint), london.day_of(asking.now())
    gaps, unmarked = signposting.gaps(complaint, today), _unmarked(rows)
    table = {"caption": "What this customer was told", "head": [{"text": text} for text in HEAD], "rows": [_line(row, complaint) for row in rows]}
    return render(request, "complaints/signposting.html", {
        "case": heads.identity(complaint, request.user, "Letters"), "side": heads.side(complaint, [], request.user), "told": table if rows else None,
        "heading": _heading(rows),
        "empty": "Nothing about the Ombudsman, free advice or our procedure is on record.",
        "gaps": [{"text": gap.sentence, "href": f"/letters/{gap.letter}/" if gap.letter else ""} for gap in gaps],
        "gaps_heading": words.count_words(len(gaps), "gap").capitalize() if gaps else "Nobody marked that it was said" if unmarked else "No gaps",
        "no_gaps": _no_gaps(today, unmarked),
        "whom": _whom(complaint, today), "whom_heading": f"Whom to name on {words.long_day(today)}",
    })


def _unmarked(rows: list[Told]) -> list[str]:
    """What stands on the script of a call alone, each once: it may have been on the screen and never said."""
    marked = {row.what for row in rows if row.source != "script"}
    return [WHAT_WORDS[what] for what in dict.fromkeys(row.what for row in rows) if what not in marked]


def _no_gaps(today: date, unmarked: list[str]) -> str:
    missing = f"Nothing that should have been told by {words.long_day(today)} is missing"
    return f"{missing}, but this stands on the script alone: {'; '.join(unmarked)}." if unmarked else f"{missing}."


def _heading(rows: list[Told]) -> str:
    """What only the script says is counted, and said to be no more than that."""
    script = sum(row.source == "script" for row in rows)
    return f"What the customer was told: {words.count_words(len(rows), 'time')}" + (f", {script:,} of them by the script alone" if script else "")


def _line(row: Told, complaint: Complaint) -> list[dict[str, Any]]:
    version = f", version {row.version}" if row.version else ""
    came_back = f", came back {words.short_day(row.came_back_on)}" if row.came_back_on else ""
    where = told.LETTER_WORDS[row.letter_kind].capitalize() + version + came_back if row.letter_kind else HOW_KNOWN[row.source]
    href = f"/letters/{row.letter}/" if row.letter else f"/c/{complaint.reference}/timeline/#event-{row.event}" if row.event else ""
    return [{"text": words.moment(row.at)}, {"text": WHAT_WORDS[row.what]}, {"text": channels.BY[row.how].capitalize()},
            {"text": where, "href": href}, {"text": row.named or "–"}]


def _unbroken(phone: str) -> str:
    """A number that is read out stays on one line."""
    return phone.replace(" ", "\u00a0")


def _whom(complaint: Complaint, today: Any) -> dict[str, Any]:
    rows = [[{"text": row.name}, {"text": _unbroken(row.phone) or "–"}, {"text": row.web or "–"},
             {"text": words.short_day(row.valid_from) if row.valid_from else "–"}, {"text": row.source}]
            for row in signposting.whom(today, complaint.nation)]
    return {"caption": "Whom to name", "head": [{"text": text} for text in WHOM_HEAD], "rows": rows}
