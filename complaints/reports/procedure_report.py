"""The report `procedure`: what the company promises beyond the law: an answer on the same day, somebody appointed to a review, updates while
it lasts. Figures only; words are the pages'.
"""

from datetime import date, datetime, time
from typing import Any

from django.db.models import Case, Count, Exists, F, IntegerField, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce, ExtractHour, ExtractMinute

from complaints.case.models import Complaint
from complaints.record.models import Event
from complaints.reports import recorded, rule_versions, standing
from complaints.reports.cohort import COUNTED, SET_ASIDE
from complaints.reports.counted import Counts, Population, added, by_month, grouped, month_name, with_share
from complaints.reports.days import DaysBetween, london_day, told
from complaints.reports.medians import median
from complaints.reports.periods import ONE_DAY, Period
from complaints.reports.standing import LAST, MOVED_ON
from complaints.reports.working_ages import after_working_days, by_calendar, working
from complaints.rules.services import tables
from workdays import london

DEFINITIONS = {
    "promised": "Complaints received in the period on a working day before the company’s same-day hour: an answer is promised on that day. "
                "Answered the same day and not answered together.",
    "same_day": "Of those, the ones that were resolved or answered by a contact that reached the customer on the day of receipt. Per cent, two "
                "decimals, half up.",
    "not_same_day": "Of those, the others.",
    "reviews": "Senior reviews that began in the period. Appointed by the next working day, later, ended first and nobody appointed together; "
               "without an update, with one and with more together as well.",
    "appointed_soon": "Of those, the ones to which somebody was appointed by the end of the first working day after the review began. Per cent "
                      "as above.",
    "appointed_later": "Of those, the ones to which somebody was appointed later.",
    "ended_first": "Of those, the ones that ended, or went on, before anybody was appointed.",
    "not_appointed": "Of those, the ones that still wait for somebody.",
    "median_days": "The median of the whole days until somebody was appointed. No figure where nobody was.",
    "without_update": "Of the reviews, the ones in which no update was sent.", "one_update": "Of the reviews, the ones with one update.",
    "more_updates": "Of the reviews, the ones with two or more.",
    "updates": "Updates sent in the period. Told and by letter together.",
    "updates_told": "Of those, the ones told to the customer.", "updates_by_letter": "Of those, the ones sent as a letter.",
    "set_aside": SET_ASIDE,
    "set_aside_reviews": "Reviews that began in the period of complaints set aside. They are in no other figure.",
    "set_aside_updates": "Updates sent in the period on complaints set aside. They are in no other figure.",
}


def promised(period: Period, as_of: datetime | None, now: datetime) -> QuerySet[Complaint]:
    """Received on a working day before the same-day hour of that day, with whether it was answered that day."""
    rows = recorded.with_facts(recorded.received(period, as_of), as_of, ("nation", "time_known"))
    rows = rows.annotate(works=by_calendar(working, period, day="was_received_on", nation="was_nation"),
                         minute=ExtractHour("was_received_at", tzinfo=london.LONDON) * 60 + ExtractMinute("was_received_at", tzinfo=london.LONDON))
    back = standing.recorded(as_of).filter(ANSWERS, complaint=OuterRef("pk")).annotate(on=london_day("at")).filter(on=OuterRef("was_received_on"))
    return rows.filter(works=1, was_time_known=True, minute__lt=_until(period)).annotate(answered=Exists(back))


REACHED = Q(data__direction="outbound", data__reached=True) | Q(data__direction="inbound", data__advice=True)
NOT_THE_LOGGED_CALL = ~Q(data__has_key="own_call") | Q(data__own_call=False)
ANSWERS = Q(kind="moved.resolve") | (Q(kind="contact") & REACHED & NOT_THE_LOGGED_CALL)


def _until(period: Period) -> Case:
    """The minute of the day before which the same day is promised, as the company's settings have it on each day."""
    begun = hours_of(period)
    return Case(*(When(was_received_on__gte=day, then=Value(minute)) for day, minute in reversed(begun)), default=Value(begun[0][1]),
                output_field=IntegerField())


def hours_of(period: Period) -> list[tuple[date, int]]:
    """From which day of the period on which minute holds, oldest first."""
    settled, found = tables(), []
    for place in range(period.days):
        day = period.first + place * ONE_DAY
        until = time.fromisoformat(settled.company(day).same_day_until)
        if not found or found[-1][1] != until.hour * 60 + until.minute:
            found.append((day, until.hour * 60 + until.minute))
    return found


def reviews(period: Period, as_of: datetime | None, now: datetime) -> QuerySet[Event]:
    """Each with `days` (until somebody was appointed; None for nobody), `soon`, whether it has `ended`, and how many `updates` it had."""
    events = standing.recorded(as_of)
    rows = events.filter(recorded.within(period, "at"), kind="moved.escalate", complaint__isnull=False)
    rows = recorded.with_facts(standing.of_events(rows, as_of), as_of, ("nation",), of="complaint")
    after = events.filter(MOVED_ON, complaint=OuterRef("complaint"), seq__gt=OuterRef("seq")).order_by("seq")
    rows = rows.annotate(counted_at=F("at"), began_on=london_day("at"), named=told("data__senior_manager"),
                         until=Coalesce(Subquery(after.values("seq")[:1]), Value(LAST)))
    inside = events.filter(complaint=OuterRef("complaint"), seq__gt=OuterRef("seq"), seq__lt=OuterRef("until"))
    given = inside.filter(kind="assigned").annotate(owner=told("data__owner")).filter(owner__isnull=False).order_by("seq")
    sent = inside.filter(kind="moved.send_update").order_by().values("complaint").annotate(number=Count("pk")).values("number")
    return rows.annotate(
        given_at=Subquery(given.values("at")[:1]), updates=Coalesce(Subquery(sent, output_field=IntegerField()), Value(0)),
        soon=by_calendar(after_working_days(1), period, day="began_on", nation="was_nation"),
    ).annotate(days=Case(When(named__isnull=False, then=Value(0)), default=DaysBetween(london_day("given_at"), F("began_on")),
                         output_field=IntegerField()))


def updates(period: Period, as_of: datetime | None, now: datetime) -> QuerySet[Event]:
    """With the letter that told each, where one did."""
    rows = standing.recorded(as_of).filter(recorded.within(period, "at"), kind="moved.send_update", complaint__isnull=False)
    return standing.of_events(rows, as_of).annotate(counted_at=F("at"), letter=told("data__letter"))


NOBODY = Q(days=None)
PROMISED = Population(promised, {"promised": Q(), "same_day": Q(answered=True), "not_same_day": Q(answered=False)}, aside="set_aside")
REVIEWS = Population(reviews, {
    "reviews": Q(), "appointed_soon": Q(days__lte=F("soon")), "appointed_later": Q(days__gt=F("soon")), "ended_first": NOBODY & Q(until__lt=LAST),
    "not_appointed": NOBODY & Q(until=LAST), "without_update": Q(updates=0), "one_update": Q(updates=1), "more_updates": Q(updates__gt=1),
}, of="complaint", aside="set_aside_reviews")
UPDATES = Population(updates, {"updates": Q(), "updates_told": Q(letter=None), "updates_by_letter": Q(letter__isnull=False)}, of="complaint",
                     aside="set_aside_updates")
ALL = (PROMISED, REVIEWS, UPDATES)
NAMES = tuple(name for one in ALL for name in one.counts)
assert {"median_days", *NAMES} == set(DEFINITIONS)


def figures(period: Period, *, as_of: datetime | None, now: datetime) -> dict[str, Any]:
    """`{rows, totals, versions}`; one row a month in which anything counts."""
    months: dict[date, list[Counts]] = {}
    for one in ALL:
        for (month,), counts in grouped(one, by_month(one.rows(period, as_of, now)), ("month",)).items():
            months.setdefault(month, []).append(counts)
    lengths = dict(reviews(period, as_of, now).filter(COUNTED, days__isnull=False).order_by().values_list("days").annotate(number=Count("pk")))
    total = added((counts for parts in months.values() for counts in parts), NAMES)
    return {"rows": [{"month": month_name(month), **_told(added(months[month], NAMES))} for month in sorted(months)],
            "totals": _told(total) | {"median_days": median(lengths)}, "versions": rule_versions.told(rule_versions.of_procedure())}


def _told(counts: Counts) -> dict[str, Any]:
    return counts | {"same_day": with_share(counts, "same_day", "promised"), "appointed_soon": with_share(counts, "appointed_soon", "reviews")}
