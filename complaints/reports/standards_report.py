"""The report `standards`: of each guaranteed standard how often it applied and was failed, and what that comes to, over a period, by
quarter, and against the period before; beside it what the ledger says of the same findings. Figures only; words are the pages'.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from complaints.money.models import PAYMENT_STATES
from complaints.reports import shares
from complaints.reports.counting import NOUGHT, Group, Sums, groups, undated
from complaints.reports.periods import ONE_DAY, Period, quarter_of

Figures = dict[str, Any]
DEFINITIONS = {
    "assessed": "Findings counted in the period, each on the day of its failure, else on its deadline’s day. A finding that a later one "
                "replaced is left out. Each customer of an incident that was worked out is one.",
    "applied": "Of those, the ones where the standard applied.",
    "breaches": "Of those, the ones where the standard was failed, exempt ones included.",
    "exempt": "Of the breaches, the ones excused by an exemption, so that nothing is owed. A payment that only waits is not exempt.",
    "undecided": "Of the applied, the ones that a person must still decide; they are no breaches yet.",
    "share_percent": "Breaches of applied, in per cent, two decimals, half up. No figure where nothing applied.",
    "change_points": "The share less the share of the period before, in percentage points, two decimals, half up. No figure where either "
                     "has no base. Whole months compare with as many months before, other periods with as many days.",
    "amount_gbp": "Pounds worked out by these findings.",
    "ledger": "What the payments made from the same findings say, by the state they were in. Worked out is what is in the ledger and "
              "what is not, less the difference.",
    "quarters": "The same by calendar quarter, the days of the period only. The change is against the quarter before, where both are whole.",
    "undated": "Findings that apply but have neither a failure’s day nor a deadline. They count in no period.",
}


def figures(period: Period, *, as_of: datetime | None) -> Figures:
    """`{rows, totals, quarters, versions, undated}`; `as_of` None: as it stands now."""
    found = list(groups(period, as_of))
    inside = [group for group in found if group.within]
    now, before = _by_code(inside), _by_code(group for group in found if not group.within)
    total, total_before = _all(now.values()), _all(before.values())
    return {
        "rows": [{"code": code, **_told(now[code], before.get(code, Sums())), "ledger": _ledger([group for group in inside if group.code == code])}
                 for code in sorted(now)],
        "totals": _told(total, total_before) | {"ledger": _ledger(inside)},
        "quarters": _quarters(found, period),
        "versions": [{"rulebook": book, "version": version} for book, version in
                     sorted({(group.rulebook, group.version) for group in inside})],
        "undated": undated(as_of),
    }


def _told(sums: Sums, before: Sums) -> Figures:
    return {
        "assessed": sums.assessed, "applied": sums.applied, "breaches": sums.breaches, "exempt": sums.exempt, "undecided": sums.undecided,
        "share_percent": shares.share(sums.breaches, sums.applied), "amount_gbp": f"{sums.amount:.2f}",
        "change_points": shares.change(sums.breaches, sums.applied, before.breaches, before.applied),
    }


def _by_code(found: Iterable[Group]) -> dict[str, Sums]:
    by_code: dict[str, Sums] = defaultdict(Sums)
    for group in found:
        by_code[group.code].add(group.sums)
    return dict(by_code)


def _all(sums: Iterable[Sums]) -> Sums:
    total = Sums()
    for part in sums:
        total.add(part)
    return total


def _ledger(found: list[Group]) -> Figures:
    """Pounds by state, what has no payment, and by how much payments differ from their findings. The equation holds to the penny."""
    by_state = {state: _all(group.sums for group in found if group.state == state) for state in ("", *PAYMENT_STATES)}
    in_ledger = sum((by_state[state].ledger for state in PAYMENT_STATES), NOUGHT)
    worked_out = sum((by_state[state].amount for state in PAYMENT_STATES), NOUGHT)
    pounds = {f"{state}_gbp": by_state[state].ledger for state in PAYMENT_STATES}
    pounds |= {"not_in_ledger_gbp": by_state[""].amount, "difference_gbp": in_ledger - worked_out}
    return {name: f"{value:.2f}" for name, value in pounds.items()}


def _quarters(found: list[Group], period: Period) -> list[Figures]:
    """One row a quarter and standard with a finding in the period; a quarter's figures are of the days that the period holds."""
    both = Period(period.before().first, period.last)
    inside, whole = _by_quarter(group for group in found if group.within), _by_quarter(found)
    rows = []
    for quarter in period.quarters():
        earlier = quarter_of(quarter.first - ONE_DAY)
        compared = period.holds(quarter) and both.holds(earlier)
        part = Period(max(quarter.first, period.first), min(quarter.last, period.last))
        for code in sorted(inside[quarter.first]):
            before = whole[earlier.first].get(code, Sums()) if compared else Sums()
            rows.append({"quarter": name_of(quarter.first), "from": part.first.isoformat(), "to": part.last.isoformat(), "code": code,
                         **_told(inside[quarter.first][code], before)})
    return rows


def _by_quarter(found: Iterable[Group]) -> dict[date, dict[str, Sums]]:
    quarters: dict[date, dict[str, Sums]] = defaultdict(lambda: defaultdict(Sums))
    for group in found:
        quarters[group.quarter][group.code].add(group.sums)
    return quarters


def name_of(first: date) -> str:
    """"2026 Q3"."""
    return f"{first.year} Q{(first.month + 2) // 3}"
