"""Which complaints a view holds, and which of them the ticks leave. Reads only; in no order yet."""

from datetime import date, time, timedelta
from typing import Any

from django.db.models import Q, QuerySet

from complaints.case.listed import OPEN, Listed
from complaints.case.models import CUSTOMER_TYPES, NATIONS, Complaint
from complaints.case.reading import may_see
from complaints.case.searching import found_ids
from complaints.case.stages import Stage
from complaints.lists import states
from complaints.lists.wanted import FIELDS, NOBODY, Wanted
from complaints.rules.services import read_once
from staff.models import Person, Team
from workdays import london

LATELY = timedelta(days=30)
NEEDS = ("first", "priority_services", "medical", "off_supply", "restricted")


def held(person: Any, wanted: Wanted, today: date) -> QuerySet[Complaint]:
    """The view before any tick; with words every complaint they may mean, looked for once a page. With its `state` of today."""
    rows = Complaint.objects.filter(may_see(person)).annotate(state=states.state_in_query(today))
    if wanted.q:
        seen = Complaint.objects.filter(may_see(person))
        return rows.filter(pk__in=read_once(f"found:{person.pk}:{wanted.q}", lambda: found_ids(wanted.q, rows=seen)))
    return rows.filter(_of_view(person, wanted.view, today))


def _of_view(person: Any, view: str, today: date) -> Q:
    since = london.moment(today - LATELY, time(0))
    return {
        "mine": OPEN & Q(owner=person.pk), "team": OPEN & Q(team=person.team_id or 0), "queue": OPEN & Q(team=person.team_id, owner=None),
        "reviews": OPEN & Q(stage=Stage.SENIOR_REVIEW.value), "all": OPEN, "ended": Q(listed=Listed.ENDED.value, stage_since__gte=since),
    }[view]


def ticked(wanted: Wanted, today: date) -> Q:
    """Several ticks of one kind widen, several kinds narrow; needs narrow each. What no list has is left out, not refused."""
    found = Q()
    for name, values in wanted.filters.items():
        found &= _TICKS[name](values, today)
    return found


def narrowed(person: Any, wanted: Wanted, today: date) -> QuerySet[Complaint]:
    return held(person, wanted, today).filter(ticked(wanted, today))


def _owner(values: tuple[str, ...], today: date) -> Q:
    people = Person.objects.filter(username__in=[value for value in values if value != NOBODY])
    return Q(owner__in=people.values("pk")) | (Q(owner=None) if NOBODY in values else Q(pk__in=[]))


def _team(values: tuple[str, ...], today: date) -> Q:
    teams = Team.objects.filter(slug__in=[value for value in values if value != NOBODY])
    return Q(team__in=teams.values("pk")) | (Q(team=None) if NOBODY in values else Q(pk__in=[]))


def _category(values: tuple[str, ...], today: date) -> Q:
    return Q(category__code__in=[value for value in values if value != NOBODY]) | (Q(category=None) if NOBODY in values else Q(pk__in=[]))


def _state(values: tuple[str, ...], today: date) -> Q:
    known = tuple(value for value in values if value in states.STATES)
    return states.in_states(known, today) if known else Q()


def _need(values: tuple[str, ...], today: date) -> Q:
    found = Q()
    for value in values:
        found &= _NEED.get(value, Q())
    return found


_NEED = {need: Q(customer__needs__icontains=f'"{need}"') for need in ("priority_services", "medical", "off_supply")}
_NEED |= {"first": Q(ordinary=False), "restricted": Q(restricted=True)}
assert set(_NEED) == set(NEEDS)


def _one_of(column: str, known: tuple[str, ...]) -> Any:
    def narrow(values: tuple[str, ...], today: date) -> Q:
        left = [value for value in values if value in known]
        return Q(**{f"{column}__in": left}) if left else Q()
    return narrow


_TICKS = {
    "owner": _owner, "stage": _one_of("stage", tuple(stage.value for stage in Stage)), "state": _state, "need": _need, "team": _team,
    "category": _category, "type": _one_of("customer__customer_type", CUSTOMER_TYPES), "nation": _one_of("nation", NATIONS),
}
assert tuple(_TICKS) == FIELDS
