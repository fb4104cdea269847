"""The ledger as it was on record at a past moment: where each payment stood and what it came to, by the events recorded by then.

Only a payment of whose complaint a step was recorded since is read from its events; all others stand by their own days. Payments of incidents
and connections are told on the desk's chain: one by one, or an incident's together by one event behind them all. Reads only.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Case, CharField, DecimalField, F, IntegerField, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.fields.json import KT
from django.db.models.functions import Cast, Coalesce

from complaints.money.models import PAYMENT_STATES
from complaints.record.models import LEDGER, Event
from complaints.reports import standing
from workdays import london

SUM = DecimalField(max_digits=14, decimal_places=2)
AGREED = {"payment.proposed": "proposed", "payment.approved": "approved"}
STEPS = AGREED | {"payment.held": "held", "payment.paid": "paid", "payment.refused": "refused"}
PAID, RELEASED, IN_BULK = "payment.paid", "payment.released", "incident.paid"
assert {*STEPS, RELEASED, IN_BULK} <= set(LEDGER) and set(STEPS.values()) == set(PAYMENT_STATES)


@dataclass(frozen=True)
class Then:
    """As of that moment. `in_bulk`: of an incident and a day, by when payments had been recorded as paid on it by then (None: never)."""

    as_of: datetime
    in_bulk: Mapping[tuple[int, date], datetime | None]

    def stood(self, home: str = "") -> Coalesce:
        """The state of the payment at `home` ("": the row itself). A hold that was lifted leads back to where it was."""
        last = self._told(home, (*STEPS, RELEASED), _state(STEPS))
        walked = Case(When(self._moved(home), then=Coalesce(last, self._told(home, AGREED, _state(AGREED)))), output_field=CharField())
        return Coalesce(walked, self._by_its_days(home), output_field=CharField())

    def owed(self) -> Coalesce:
        """What a payment came to, with what was owed once more for paying late."""
        said = Case(When(self._moved(""), then=self._told("", LEDGER, Cast(KT("data__amount_gbp"), SUM))), output_field=SUM)
        return Coalesce(said, F("amount_gbp") + self._extra(), output_field=SUM)

    def _extra(self) -> Case:
        made = Q(late_finding__made_at__lte=self.as_of)
        fell = made & Q(late_finding__fell_at__gt=self.as_of, late_extra_gbp=0)
        on_record = made | Q(late_finding=None, late_since_on__lte=london.day_of(self.as_of))
        return Case(When(fell, then=F("late_finding__amount_gbp")), When(on_record, then=F("late_extra_gbp")), default=Value(0), output_field=SUM)

    def _moved(self, home: str) -> Q:
        return Q(**{f"{home}complaint__in": self._since().filter(complaint__isnull=False).values("complaint")})

    def _since(self) -> QuerySet[Event]:
        return Event.objects.filter(kind__in=LEDGER, recorded_at__gt=self.as_of)

    def _told(self, home: str, kinds: Any, says: Any) -> Subquery:
        """What the last of these events of the payment says that was recorded by then."""
        events = standing.recorded(self.as_of).filter(complaint=OuterRef(f"{home}complaint"), kind__in=list(kinds))
        mine = events.annotate(payment=_payment()).filter(payment=OuterRef(f"{home}id")).order_by("-seq")
        return Subquery(mine.annotate(says=says).values("says")[:1])

    def _by_its_days(self, home: str) -> Case:
        """Approved and refused are noted at the moment itself; a day to pay may lie before its record."""
        day = london.day_of(self.as_of)
        steps = {"paid": Q(**{f"{home}paid_on__lte": day}) & ~self._paid_since(home), "refused": Q(**{f"{home}refused_at__lte": self.as_of}),
                 "held": Q(**{f"{home}state": "held", f"{home}held_on__lte": day}), "approved": Q(**{f"{home}approved_at__lte": self.as_of})}
        return Case(*(When(when, then=Value(state)) for state, when in steps.items()), default=Value("proposed"), output_field=CharField())

    def _paid_since(self, home: str) -> Q:
        """Of payments without a complaint: recorded as paid since, by itself or with its incident's."""
        on_desk = Event.objects.filter(kind__in=LEDGER, complaint=None).filter(kind=PAID).annotate(payment=_payment())
        by_itself, together = Q(**{f"{home}id__in": on_desk.filter(recorded_at__gt=self.as_of).values("payment")}), Q(pk__in=())
        for (incident, day), before in self.in_bulk.items():
            approved = Q(**{f"{home}approved_at__gt": before}) if before else Q()
            together |= Q(**{f"{home}incident": incident, f"{home}paid_on": day}) & approved
        if self.in_bulk:
            together &= ~Q(**{f"{home}id__in": on_desk.filter(recorded_at__lte=self.as_of).values("payment")})
        return Q(**{f"{home}complaint__isnull": True}) & (by_itself | together)


def then(as_of: datetime) -> Then:
    """One statement: the incidents whose payments were recorded as paid in bulk since."""
    told = Event.objects.filter(kind__in=LEDGER, complaint=None).filter(kind=IN_BULK).order_by("seq").values_list("recorded_at", "data")
    before: dict[tuple[int, date], datetime] = {}
    since: dict[tuple[int, date], datetime | None] = {}
    for recorded_at, data in told:
        key = data["incident"], date.fromisoformat(data["paid_on"])
        if recorded_at <= as_of:
            before[key] = recorded_at
        else:
            since[key] = before.get(key)
    return Then(as_of, since)


def _payment() -> Cast:
    return Cast(KT("data__payment"), IntegerField())


def _state(steps: Mapping[str, str]) -> Case:
    return Case(*(When(kind=kind, then=Value(state)) for kind, state in steps.items()), output_field=CharField())
