"""The finding of each report in a few words: what its heading says, on its page and on paper. Figures in, words out."""

from collections.abc import Callable, Mapping
from typing import Any

from complaints.clocks import words
from complaints.reports import counted_findings
from complaints.reports.naming import pounds
from complaints.reports.pictures.charts import stage_finding

Answer = Mapping[str, Any]
MOST = 3


def complaints(answer: Answer) -> str:
    """"148 received, 132 resolved whenever received": the resolved are not a part of the received."""
    totals = answer["totals"]
    some = totals["received"] or totals["resolved"]
    return f"{totals['received']:,} received, {totals['resolved']:,} resolved whenever received" if some else counted_findings.NOTHING


def stages(answer: Answer) -> str:
    said = stage_finding(answer["rows"], answer["totals"]["received"])
    return f"{said[:1].lower()}{said[1:]}"


def deadlines(answer: Answer) -> str:
    """"13 of 358 missed"."""
    totals = answer["totals"]
    return f"{totals['met_late'] + totals['late']:,} of {totals['due']:,} missed" if totals["due"] else "nothing fell due"


def breaches(answer: Answer) -> str:
    totals = answer["totals"]
    return f"{words.count_words(totals['breaches'], 'deadline')} missed of {totals['checked']:,} checked" if totals["checked"] else "nothing fell due"


def standards(answer: Answer) -> str:
    """"14 breaches of 92, £1,020.00"."""
    totals = answer["totals"]
    if not totals["assessed"]:
        return "nothing assessed"
    if not totals["breaches"]:
        return f"no breach of {totals['applied']:,}"
    number = "1 breach" if totals["breaches"] == 1 else f"{totals['breaches']:,} breaches"
    return f"{number} of {totals['applied']:,}, {pounds(totals['amount_gbp'])}"


def ombudsman(answer: Answer) -> str:
    totals = answer["totals"]
    late = f", {totals['complied_late']:,} carried out late" if totals["complied_late"] else ""
    return f"{totals['referred']:,} went, {words.count_words(totals['decisions'], 'decision')}{late}"


def windows(answer: Answer) -> str:
    totals = answer["totals"]
    return f"{totals['closing']:,} close, {totals['open_by_other']:,} of them open by the other rulebook" if totals["closing"] else "none closes"


SAID: Mapping[str, Callable[[Answer], str]] = {
    "complaints": complaints, "stages": stages, "deadlines": deadlines, "breaches": breaches, "standards": standards, "ombudsman": ombudsman,
    "windows": windows, **counted_findings.SAID,
}


def said(answer: Answer) -> str:
    """The finding; of a report without words of its own its first counts, as they are named."""
    if answer["name"] in SAID:
        return SAID[answer["name"]](answer)
    counts = [(name, number) for name, number in answer["totals"].items() if isinstance(number, int) and not isinstance(number, bool)]
    return ", ".join(f"{number:,} {name.replace('_', ' ')}" for name, number in counts[:MOST])
