"""A finding in sentences, in the order in which a person asks: does it apply, by when, was it failed, how much, why, until when.

Made when somebody looks; nothing is decided here. Readings are named by what they say, not by their number alone.
"""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

import workdays
from standards.pounds import count, pounds
from standards.readings import READINGS
from standards.standard import CLASS_WORDS
from workdays import Calendar, london
from workdays.counting import WEEKEND

BESIDE = {
    "other_supplier_gbp": "The other supplier owes {}.", "refund_gbp": "Refunded besides: {}.",
    "customer_owes_gbp": "The customer pays back {}; the payment is owed all the same.",
}


def day_words(day: date) -> str:
    """"Friday 8 May 2026"."""
    return f"{day:%A} {day.day} {day:%B %Y}"


def when_words(when: date | datetime) -> str:
    """A day, or a moment as "20:00 on Monday 10 June 2024", London time."""
    if not isinstance(when, datetime):
        return day_words(when)
    local = when.astimezone(london.LONDON)
    return f"{local:%H:%M} on {day_words(local.date())}"


def explain(finding: Any) -> tuple[str, ...]:
    """The sentences of one finding. A finding is taken as it stands, so that this module knows no other."""
    if not finding.applies:
        return (f"This standard does not apply: {finding.why_not[0].lower()}{finding.why_not[1:]}", *_beside(finding), _rule(finding))
    if finding.refused:
        return ("Nothing is worked out.", finding.refused, _rule(finding))
    parts = (_applies, _deadline, _failed, _sum, _exemptions, _claim, _pay_by, _late, _beside, _readings)
    return (*(sentence for part in parts for sentence in part(finding)), _rule(finding))


def _applies(finding: Any) -> Iterable[str]:
    if finding.standard.regime != "licence_condition":
        yield f"It covers {CLASS_WORDS[finding.standard.customers]}."


def _deadline(finding: Any) -> Iterable[str]:
    row = finding.row.values
    duty, limit = finding.standard.duty, finding.standard.clock.words(row)
    joint = "; " if limit.startswith("it fails") else " "
    yield f"{finding.standard.liable} must {duty}{joint}{limit}."
    if finding.deadline is not None:
        yield from _counted(finding.measured.begun, finding.measured.days, finding.cal)
        yield f"The limit {'ran' if _is_past(finding) else 'runs'} to {when_words(finding.deadline)}."


def _is_past(finding: Any) -> bool:
    deadline = finding.deadline
    return finding.as_of > (deadline if isinstance(deadline, datetime) else london.end_of_day(deadline))


def _counted(begun: date | datetime | None, days: int | None, cal: Calendar) -> Iterable[str]:
    """From when it counts, and the days that were skipped: bank holidays by name, weekends as such."""
    if begun is not None:
        yield f"It counts from {when_words(begun)}."
    if begun is not None and days:
        yield from skipped_words(workdays.explain(begun, days, cal).skipped)


def skipped_words(skipped: Iterable[tuple[date, str]]) -> Iterable[str]:
    named = [f"{day_words(day)} ({why})" for day, why in skipped if why != WEEKEND]
    weekends = ["weekends"] if any(why == WEEKEND for _, why in skipped) else []
    if named or weekends:
        yield f"Skipped: {', '.join([*named, *weekends])}."


def _failed(finding: Any) -> Iterable[str]:
    yield from finding.measured.told
    if finding.measured.open:
        yield f"It was not done by {when_words(finding.as_of)}, the moment at which this was worked out."
    if finding.breached:
        yield f"The standard was failed on {day_words(finding.failure_on)}." if finding.failure_on else "The standard was failed."
    elif finding.breached is not None:
        yield "It can still be kept." if finding.measured.open else "The standard was kept."


def _sum(finding: Any) -> Iterable[str]:
    for part in finding.instalments:
        yield f"{pounds(part.amount)}: {part.why}."
    if finding.amount and len(finding.instalments) > 1:
        yield f"{pounds(finding.amount)} in all."
    if finding.provisional and finding.amount and finding.standard.pay.grows and not finding.at_most:
        yield "The sum grows until it is done."


def _exemptions(finding: Any) -> Iterable[str]:
    yield from (one.why for one in finding.weighed)


def _claim(finding: Any) -> Iterable[str]:
    if finding.claimed is None:
        return
    yield from finding.claimed.told
    end = day_words(finding.claimed.window_end)
    if finding.claimed.ok:
        yield f"It was claimed in time: the last day is {end}."
    elif finding.claimed.ok is None:
        owed = f" Then {pounds(finding.potential)} is owed." if finding.potential is not None else ""
        yield f"It is paid only on a claim, which can be made until {end}.{owed}"
    else:
        yield f"The last day to claim was {end}: nothing is paid without a claim in time."


def _pay_by(finding: Any) -> Iterable[str]:
    if finding.payment_due_by:
        days = finding.row.values["pay_days"]
        yield f"The time to pay is {count(days, 'working day')} from {day_words(finding.paid_from)}."
        yield from skipped_words(workdays.explain(finding.paid_from, days, finding.cal).skipped)
        yield f"It must be paid by {day_words(finding.payment_due_by)}."
    elif finding.amount and finding.breached and not finding.on_hold and not finding.standard.pay_from:
        yield "No day is given by which it must be paid."


def _late(finding: Any) -> Iterable[str]:
    if finding.late_extra is not None:
        yield f"Paid later than that, {pounds(finding.late_extra)} is owed once more, once."


def _beside(finding: Any) -> Iterable[str]:
    for name, sentence in BESIDE.items():
        if finding.extra.get(name) is not None:
            yield sentence.format(pounds(finding.extra[name]))


def _readings(finding: Any) -> Iterable[str]:
    for code in finding.standard.readings:
        yield f"Our reading: {READINGS[code].ours}"


def _rule(finding: Any) -> str:
    source = finding.standard.source
    kept = finding.row.source if finding.row.source.startswith(source) else f"{source}; {finding.row.source}"
    return f"Rule: {kept}, version {finding.version}."
