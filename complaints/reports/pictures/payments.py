"""Where the money of each standard stands: a table, and beside each row its bar. Figures in, cells and bars out."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from complaints.money.models import PAYMENT_STATES
from complaints.reports.naming import in_order, named, pounds

IN_LEDGER = {"paid_gbp": "paid", "approved_gbp": "approved", "proposed_gbp": "proposed", "held_gbp": "on hold", "refused_gbp": "refused",
             "not_in_ledger_gbp": "not in the ledger"}
# The three kinds of a bar, each told by its form: what is paid, what is still to pay, and the rest.
BARS = (("bar-paid", "paid", ("paid_gbp",)), ("bar-due", "approved, proposed or on hold", ("approved_gbp", "proposed_gbp", "held_gbp")),
        ("bar-rest", "refused or not in the ledger", ("refused_gbp", "not_in_ledger_gbp")))
WIDTH = 200
assert set(IN_LEDGER) == {*(f"{state}_gbp" for state in PAYMENT_STATES), "not_in_ledger_gbp"}
assert sorted(IN_LEDGER) == sorted(name for _, _, names in BARS for name in names)


def by_standard(answer: dict[str, Any]) -> dict[str, Any]:
    """The table of standards that have any money, its totals, the key of the bars, and the finding as its title."""
    names = [name for name in IN_LEDGER if answer["totals"]["ledger"][name] != "0.00"]
    rows = with_money(answer)
    most = max((_whole(row) for row in rows), default=Decimal(1))
    totals = answer["totals"]
    head = [{"text": "Standard"}, {"text": "Worked out", "num": True}, *({"text": IN_LEDGER[name].capitalize(), "num": True} for name in names)]
    return {
        "title": f"Payments: {pounds(totals['ledger']['paid_gbp'])} paid of {pounds(totals['amount_gbp'])}",
        "key": [{"css": css, "text": text} for css, text, _ in BARS],
        "table": {
            "caption": "Payments by standard", "head": [*head, {"text": "Picture"}],
            "groups": [{"name": "", "rows": [[*_line(named(row["code"]), row, names), {"bar": bar(row, most)}] for row in rows]}],
            "foot": [*_line("All standards", totals, names), {"text": ""}],
        },
    }


def with_money(answer: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The rows of the report that have a bar, in its order."""
    return [row for row in in_order(answer["rows"]) if _whole(row)]


def _whole(row: dict[str, Any]) -> Decimal:
    return sum((Decimal(row["ledger"][name]) for name in IN_LEDGER), Decimal(0))


def _line(name: str, row: dict[str, Any], names: list[str]) -> list[dict[str, Any]]:
    return [{"text": name}, {"text": pounds(row["amount_gbp"])}, *({"text": pounds(row["ledger"][one])} for one in names)]


def bar(row: dict[str, Any], most: Decimal) -> list[dict[str, Any]]:
    """The parts of one bar from left to right; `most` fills it. A part that is there is seen, however small."""
    parts, left = [], 0
    for css, _, names in BARS:
        value = sum((Decimal(row["ledger"][name]) for name in names), Decimal(0))
        width = max(2, int(value * WIDTH / most)) if value else 0
        parts += [{"css": css, "x": left, "width": width}] if width else []
        left += width
    return parts
