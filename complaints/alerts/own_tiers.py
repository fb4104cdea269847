"""Who hears of a deadline as the company set it from a day on: the own rows beside the shipped ones, and what may be set."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from pydantic import Field

from complaints.alerts.tiers import COMPLIANCE, MANAGERS, OWNER, REACH_OF, Tiers, tiers_of
from complaints.clocks.kinds import WINDOWS, Kind
from complaints.clocks.rows import TIERS
from complaints.record.parsing import Shape, parse
from complaints.record.refusals import Unacceptable
from complaints.rules import own_rows
from complaints.rules import services as rules
from complaints.rules.own_changes import Subject

TABLE = "tier"
A_DAY = timedelta(days=1)
NAMES = {"owner": OWNER, "managers": MANAGERS, "compliance": COMPLIANCE}
SOURCE = "The company’s own rule"
# A request for personal data hangs on no complaint: compliance hears of it, and nobody else.
FIXED = (Kind.DATA_REQUEST,)
MOST_AHEAD = 60


class TierIn(Shape):
    """How far each tier goes, after how many working days without an answer it goes one step further, and how many working days ahead of
    its day a deadline is alerted (0: not ahead; None: as the clock's own rule says)."""

    ahead: str
    due: str
    late: str | None = None
    further_after: int = Field(ge=1, le=20, strict=True)
    ahead_days: int | None = Field(default=None, ge=0, le=MOST_AHEAD, strict=True)


def tiers() -> Tiers:
    """All rows as they stand now, by one statement (none where the caller holds the rules)."""
    return _tiers(rules.tables().stamps.get(TABLE, ""))


@lru_cache(maxsize=8)
def _tiers(stamp: str) -> Tiers:
    own = own_rows.read(TABLE, stamp)
    return tiers_of({"rows": [span for row in rules.fixture("alert_tiers")["rows"] for span in _spans(row, own)]})


def _spans(shipped: Mapping[str, Any], own: own_rows.OwnRows) -> Iterable[dict[str, Any]]:
    """The shipped row, and what holds in its place between each day on which an own row begins or ends."""
    versions = own.by_key.get(shipped["kind"], ())
    starts = sorted({row.valid_from for row in versions} | {row.valid_until + A_DAY for row in versions if row.valid_until})
    first = date.fromisoformat(shipped["valid_from"])
    for begins, after in zip([first, *starts], [*starts, None], strict=True):
        ends = (after - A_DAY).isoformat() if after else None
        yield _row(own.on(shipped["kind"], begins), shipped) | {"valid_from": begins.isoformat(), "valid_until": ends}


def _row(version: own_rows.OwnVersion | None, shipped: Mapping[str, Any]) -> dict[str, Any]:
    """An own row in the shape of the shipped ones."""
    if version is None or version.what != own_rows.SET:
        return dict(shipped)
    to = {tier: _names(version.values[tier]) if version.values[tier] else None for tier in TIERS}
    return dict(shipped) | {"to": to, "further_after_working_days": version.values["further_after"], "source": SOURCE}


def _names(how_far: str) -> list[str]:
    return next(list(names) for names, reach in REACH_OF.items() if reach == NAMES[how_far] and names[0] == "owner_or_team")


def values_on(kind: str, day: date) -> dict[str, Any]:
    """What holds for a kind on a day, in the shape of the own rows."""
    row, spoken = tiers().pick(kind, day), {reach: name for name, reach in NAMES.items()}
    reach = {tier: None if row.reach[tier] is None else spoken[row.reach[tier]] for tier in TIERS}
    own = rules.own(TABLE).on(kind, day)
    return reach | {"further_after": row.further_after, "ahead_days": own.values.get("ahead_days") if own and own.what == own_rows.SET else None}


def ahead_on(kind: str, day: date) -> int | str:
    """How long ahead of its day a deadline of that kind is alerted that starts on that day, as its rule or the company says."""
    rows = rules.clock_rules().rows
    rule = next((row for row in rows if row.kind == kind and row.begun_from <= day <= row.begun_until), next(row for row in rows if row.kind == kind))
    return rule.ahead_for(day)


def parsed(key: str, what: str, values: Mapping[str, Any], on: date) -> dict[str, Any]:
    """Raises Unacceptable with all that is wrong. A window closes and is never late."""
    if key not in set(Kind) or key in FIXED or what == own_rows.END:
        raise Unacceptable.of(_="Who hears of this deadline can’t be changed.")
    if what != own_rows.SET:
        return {}
    asked = parse(TierIn, values)
    wanted = [tier for tier in TIERS if tier != "late" or key not in WINDOWS]
    wrong = {tier: "Choose who is told." for tier in wanted if getattr(asked, tier) not in NAMES}
    if key in WINDOWS and asked.late:
        wrong["late"] = "A window closes: it is never late."
    if not wrong and [NAMES[getattr(asked, tier)] for tier in wanted] != sorted(NAMES[getattr(asked, tier)] for tier in wanted):
        wrong["due"] = "A later tier tells at least those whom the earlier one told."
    if wrong:
        raise Unacceptable.of(**wrong)
    return asked.model_dump()


SUBJECT = Subject(TABLE, parsed)
