"""The breach heat list: rule by team, each cell with its number, shaded by steps and opening its cases. Figures in, cells out."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from complaints.clocks import words

FEW = 20
NO_TEAM = "No team"
# From how many breaches on each step of shade begins.
STEPS = ((1, "heat-1"), (3, "heat-2"), (6, "heat-3"), (12, "heat-4"))
Cell = dict[str, Any]


def shade(number: int) -> str:
    return next((css for least, css in reversed(STEPS) if number >= least), "")


def table(rows: Sequence[Mapping[str, Any]], totals: Mapping[str, Any], opens: Callable[..., Cell]) -> Cell:
    """Kinds in the procedure's order, teams by name with those without a team last, sums at the edges."""
    teams = sorted({row["team"] for row in rows}, key=lambda name: (name is None, name or ""))
    kinds = list(dict.fromkeys(row["kind"] for row in rows))
    counts = {(row["kind"], row["team"]): row["breaches"] for row in rows}
    head = [{"text": "Rule"}, *({"text": team or NO_TEAM, "num": True} for team in teams), {"text": "All teams", "num": True}]
    lines = [[{"text": words.rule_words(kind)}, *(_cell(counts.get((kind, team), 0), opens, kind=kind, team=team or "-") for team in teams),
              _sum([counts.get((kind, team), 0) for team in teams], opens, kind=kind)] for kind in kinds]
    foot = [{"text": "All rules"}, *(_sum([counts.get((kind, team), 0) for kind in kinds], opens, team=team or "-") for team in teams),
            _sum([totals["breaches"]], opens)]
    return {"caption": "Breaches by rule and team", "head": head, "groups": [{"name": "", "rows": lines}], "foot": foot}


def _cell(number: int, opens: Callable[..., Cell], **more: str) -> Cell:
    return opens(number, **more) | {"css": shade(number)}


def _sum(numbers: Sequence[int], opens: Callable[..., Cell], **more: str) -> Cell:
    return opens(sum(numbers), **more)


def finding(rows: Sequence[Mapping[str, Any]], totals: Mapping[str, Any]) -> str:
    """"13 deadlines missed, most of them: First response, Customer service, 4"."""
    if not rows:
        return f"No deadline was missed of {totals['checked']:,}" if totals["checked"] else "Nothing fell due"
    most = max(rows, key=lambda row: row["breaches"])
    told = f"{words.title(most['kind'])}, {most['team'] or NO_TEAM.lower()}, {most['breaches']:,}"
    return f"{words.count_words(totals['breaches'], 'deadline')} missed; most: {told}"
