"""What the calendar calls so many deadlines of a kind, and how a day's deadlines stand. Pure."""

from collections import Counter
from collections.abc import Iterable

from complaints.clocks.kinds import Kind

TO_COME, LATE, MET, MET_LATE = STANDS = ("to_come", "late", "met", "met_late")
COUNTED = {
    Kind.FIRST_RESPONSE: ("first response", "first responses"), Kind.SENIOR_REVIEW: ("review", "reviews"),
    Kind.NEXT_UPDATE: ("update", "updates"), Kind.DEADLOCK_LETTER: ("deadlock letter", "deadlock letters"),
    Kind.DEADLOCK_NOTICE: ("deadlock notice", "deadlock notices"), Kind.EIGHT_WEEK_LETTER: ("8-week letter", "8-week letters"),
    Kind.OMBUDSMAN_FROM_COMPLAINT: ("window", "windows"), Kind.OMBUDSMAN_FROM_LETTER: ("window", "windows"),
    Kind.OMBUDSMAN_FILE: ("Ombudsman’s file", "Ombudsman’s files"), Kind.OMBUDSMAN_COMPLIANCE: ("Ombudsman’s decision", "Ombudsman’s decisions"),
    Kind.CORRECTIVE_ACTION: ("promised action", "promised actions"), Kind.TRANSPORTER_REPLY: ("full reply", "full replies"),
    Kind.INFORMATION_REQUEST: ("request to a team", "requests to teams"), Kind.REFERRAL_REPLY: ("reply to a referral", "replies to referrals"),
    Kind.PROMISE: ("promise", "promises"), Kind.OFFER_EXPIRES: ("offer that ends", "offers that end"),
    Kind.CONFIRMATION_LETTER: ("confirming letter", "confirming letters"), Kind.STANDARD_PAYMENT: ("payment", "payments"),
    Kind.DATA_REQUEST: ("data request", "data requests"),
}
STAND_WORDS = {TO_COME: "due", LATE: "late", MET: "met", MET_LATE: "met late"}
IN_WORDS = (MET, MET_LATE, LATE, TO_COME)
MOST_LINES = 4
assert set(COUNTED) == set(Kind) and set(STAND_WORDS) == set(STANDS) == set(IN_WORDS)


def kind_words(kind: str, number: int) -> str:
    """"3 reviews"."""
    return f"{number:,} {COUNTED[kind][number != 1]}"


def kinds_words(counted: Counter[tuple[str, str]], *, whole: bool = False) -> list[str]:
    """One line a kind in the procedure's order; above four the most numerous three and the rest together, so that lines add up;
    `whole`: all of them."""
    kinds: Counter[str] = Counter()
    for (kind, _), number in counted.items():
        kinds[kind] += number
    shown = set(kinds) if whole or len(kinds) <= MOST_LINES else {kind for kind, _ in kinds.most_common(MOST_LINES - 1)}
    lines = [kind_words(kind, kinds[kind]) for kind in Kind if kind in shown]
    rest = sum(number for kind, number in kinds.items() if kind not in shown)
    return [*lines, *([f"{rest:,} of other kinds"] if rest else [])]


def stands(counted: Counter[tuple[str, str]]) -> Counter[str]:
    """How many stand how."""
    found: Counter[str] = Counter()
    for (_, stand), number in counted.items():
        found[stand] += number
    return found


def stand_words(found: Counter[str]) -> str:
    """"3 met, 2 late", "4 due"; "none due" of nothing."""
    return ", ".join(_each(found, IN_WORDS)) or "none due"


def _each(found: Counter[str], names: Iterable[str]) -> list[str]:
    return [f"{found[name]:,} {STAND_WORDS[name]}" for name in names if found[name]]
