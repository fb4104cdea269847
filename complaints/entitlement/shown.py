"""How an assessment is told on a page: verdict, criteria, windows, what would settle it. Takes the answer as the contract has it, so
that one made now and one kept for years are told alike. Holds no rule."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from complaints.clocks import words
from eligibility.tables import BOOK_WORDS

# The number of a doubtful sentence is for the record; the page says how we read it.
NUMBERED = re.compile(r"^Reading [A-Z]\d+: ")
VERDICTS = {
    "likely_eligible": ("Likely eligible", "tick", ""), "likely_not_eligible": ("Likely not eligible by its size", "cross", ""),
    "needs_judgement": ("Needs judgement", "warn", "is-soon"),
}
MET = {True: "Met", False: "Not met", None: "Not known"}
NAMES = {"electricity": "Electricity", "gas": "Gas", "employees": "Staff", "turnover": "Turnover", "balance_sheet": "Balance sheet",
         "size": "Size in all", "group": "Group of companies"}


def panel(answer: Mapping[str, Any], of: str = "") -> dict[str, Any]:
    """`of` names the assessment in its tables' titles.

    `{headline, icon, css, open, criteria: table or None, settle: [sentence], how: [sentence], rules: [sentence]}`.
    """
    headline, icon, css = VERDICTS[answer["verdict"]]
    return {
        "headline": headline, "icon": icon, "css": css, "open": open_words(answer["timing"]), "criteria": criteria(answer["size"]["criteria"], of),
        "settle": answer["would_settle"], "how": [NUMBERED.sub("Our reading: ", line) for line in answer["explanation"]],
        "rules": [f"{rule['name']}, version {rule['version']}. {rule['source']}" for rule in answer["rules"]],
    }


def open_words(timing: Mapping[str, Any]) -> str:
    opens = words.long_day(date.fromisoformat(timing["opens_on"]))
    if not timing["closes_on"]:
        return f"{_when(timing)}. Open from {opens}, without an end yet."
    closes = words.long_day(date.fromisoformat(timing["closes_on"]))
    if timing.get("in_time_by") or timing["verdict"] == "needs_judgement":
        return f"{_when(timing)}. It was open from {opens} and closed on {closes}."
    return f"{_when(timing)}. Open from {opens}, until {closes}."


def _when(timing: Mapping[str, Any]) -> str:
    """Never too late where either rulebook says in time; what was kept before the other was named goes by its own alone."""
    if other := timing.get("in_time_by"):
        own = next(name for name in BOOK_WORDS if name != other)
        return f"In time by {BOOK_WORDS[other]}, past the windows of {BOOK_WORDS[own]}, which is no refusal"
    return {"in_time": "In time", "too_early": "Too early", "needs_judgement": "Past every window, which is no refusal"}[timing["verdict"]]


def criteria(rows: list[Mapping[str, Any]], of: str) -> dict[str, Any] | None:
    if not rows:
        return None
    head = [{"text": "Criterion"}, {"text": "Answer"}, {"text": "Why"}]
    lines = [[{"text": NAMES[row["name"]]}, {"text": MET[row["met"]]}, {"text": row["why"]}] for row in rows]
    return {"caption": f"Criteria{of}", "head": head, "rows": lines}


ANSWERS = {
    "class_of": "Who it is", "complaint_began_on": "First complained on", "letter_kind": "Letter", "letter_sent_on": "Letter sent",
    "letter_method": "Letter sent by", "letter_received_on": "Letter received", "in_group": "One of a group",
    "account_holder_compliant": "Account holder within the limits", "account_holder_is_bill_payer": "Account holder pays the bill",
    "fuel": "What it is about", "began_on": "Organisation began", "staff": "Staff",
}
PARTS = {
    "supply_start": "supplied since", "contract_start": "contract since", "projected": "kWh expected in a year",
    "first_year": "kWh in the first year", "total": "kWh in all", "read_until": "read on", "currency": "currency", "year_end": "year ended",
    "amount": "sum", "eur_rate": "euro rate",
}
EVIDENCE = {"statement": "Their statement", "bill": "A bill", "meter_data": "Meter data", "accounts": "Accounts"}
CHECK = "They differ. It may be checked against the supplier’s records."


def answer_name(name: str) -> str:
    """What an answer is called: "Turnover 1, sum"; a name of another system as it stands."""
    if name in ANSWERS:
        return ANSWERS[name]
    part = next((part for part in PARTS if name.endswith(f"_{part}")), None)
    if part is None:
        return name.replace("_", " ").capitalize()
    return f"{name.removesuffix(f'_{part}').replace('_', ' ').capitalize()}, {PARTS[part]}"


def differs(stated: str, on_record: str) -> bool:
    """Both are there and say something else, case and spaces apart."""
    return bool(stated and on_record) and _plain(stated) != _plain(on_record)


def _plain(text: str) -> str:
    return "".join(text.casefold().replace(",", "").split())


def evidence_table(rows: Any, reference: str, of: str) -> dict[str, Any] | None:
    """What each answer of a kept assessment rests on, the complainant's value and ours side by side."""
    lines = [_evidence(row, reference) for row in rows]
    head = [{"text": text} for text in ("Answer", "They say", "Our records", "Rests on", "File")]
    return {"caption": f"Answers and what they rest on{of}", "head": head, "rows": lines} if lines else None


def _evidence(row: Any, reference: str) -> list[dict[str, Any]]:
    ours = f"{row.on_record}. {CHECK}" if differs(row.stated, row.on_record) else row.on_record or "–"
    rests = EVIDENCE[row.kind] + (f": {row.note}" if row.note else "")
    file = {"text": row.file.name, "href": f"/c/{reference}/files/{row.file.pk}/"} if row.file else {"text": "–"}
    return [{"text": answer_name(row.answer)}, {"text": row.stated or "–"}, {"text": ours}, {"text": rests}, file]
