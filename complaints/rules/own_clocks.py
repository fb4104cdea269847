"""The clock rules as the company set them: the numbers of its own procedure from a day of receipt on, and how long ahead of a day an alert comes.

Shipped rows stay what they are: an own row holds in their place for complaints received on its days, as a version of its own. How long
ahead is a part of the alerts' own rows (table "tier") and holds for clocks that start on its days.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from pydantic import Field

from complaints.clocks.rules import Rule, Rules, rules_from
from complaints.record.parsing import Shape, parse
from complaints.record.refusals import Unacceptable
from complaints.rules.own_rows import END, SET, OwnRows, OwnVersion

TABLE, TIERS = "clock", "tier"
A_DAY = timedelta(days=1)
# What the company promises by its own procedure, in working days; all other numbers are the law's or the Ombudsman's.
OWN_KINDS = ("senior_review", "next_update", "deadlock_letter", "confirmation_letter")
MOST = 20


class NumberIn(Shape):
    amount: int = Field(ge=1, le=MOST, strict=True)


def parsed(key: str, what: str, values: Mapping[str, Any], on: date) -> dict[str, Any]:
    """`{amount}`, working days. Raises Unacceptable."""
    if key not in OWN_KINDS or what == END:
        raise Unacceptable.of(_="Only the numbers of the company’s own procedure can be changed.")
    return parse(NumberIn, values).model_dump() if what == SET else {}


def with_own(shipped: Rules, clocks: OwnRows, tiers: OwnRows) -> Rules:
    """The shipped rules with the company's numbers and lead times over them; the very same object where there are none."""
    if not clocks.by_key and not any("ahead_days" in row.values for rows in tiers.by_key.values() for row in rows):
        return shipped
    spans = {kind: list(_spans(tiers.by_key[kind])) for kind in tiers.by_key}
    rows = (replace(one, aheads=tuple(_aheads(spans.get(rule.kind, ())))) for rule in shipped.rows for one in _numbered(rule, clocks))
    return rules_from(rows, shipped.procedure_version)


def _numbered(rule: Rule, clocks: OwnRows) -> Iterator[Rule]:
    """The rule by the days of receipt on which it and each own row in its place holds."""
    versions = clocks.by_key.get(rule.kind, ())
    if not versions or rule.variant:
        yield rule
        return
    first = _spans(versions)
    yield replace(rule, begun_until=min(row.valid_from for row in versions) - A_DAY)
    for begins, ends, version in first:
        yield _own(rule, version, begins, ends)


def _own(rule: Rule, version: OwnVersion | None, begins: date, ends: date) -> Rule:
    if version is None or version.what != SET:
        return replace(rule, begun_from=begins, begun_until=ends)
    amount = version.values["amount"]
    name = f"{rule.name.partition(',')[0]}, {amount} working {'day' if amount == 1 else 'days'}"
    return replace(rule, amount=amount, name=name, version=f"own-{version.number}", source=version.source or rule.source, verified=True,
                   begun_from=begins, begun_until=ends)


def _spans(versions: Iterable[OwnVersion]) -> Iterator[tuple[date, date, OwnVersion | None]]:
    """(first day, last day, the version that holds) between each day on which one begins or ends."""
    rows = tuple(versions)
    starts = sorted({row.valid_from for row in rows} | {row.valid_until + A_DAY for row in rows if row.valid_until})
    for begins, after in zip(starts, [*starts[1:], None], strict=True):
        yield begins, after - A_DAY if after else date.max, next((row for row in rows if row.holds(begins)), None)


def _aheads(spans: Iterable[tuple[date, date, OwnVersion | None]]) -> Iterator[tuple[date, date, int]]:
    for begins, ends, version in spans:
        if version is not None and version.what == SET and version.values.get("ahead_days") is not None:
            yield begins, ends, version.values["ahead_days"]
