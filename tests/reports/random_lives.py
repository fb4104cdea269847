"""Random lives for the reports: a load of `generate_load`, each complaint of which goes on at random, as rows that the services would have
written: opened again, at deadlock, at the Ombudsman, set aside, corrected, handed on, with letters that went late or came back.

Rows are written in bulk and without hashes, because reports read none. No assertion lives here.
"""

import json
import random
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any
from unittest import mock

from complaints.case.models import Category, Complaint, Customer, Resolution
from complaints.case.receipt import received
from complaints.intake import load as loading
from complaints.money.models import PAYMENT_STATES, Finding, IncidentCustomer, Payment
from complaints.record.models import Event, Sealed
from staff.demo import load_demo_people
from staff.models import Person, Team
from tests.reports.judging import LONDON
from tests.reports.made import BEGAN, FIRST, a_customer, a_finding, a_payment, an_incident
from tests.reports.random_clocks import Clocks

OPEN = ("immediate", "senior_review", "deadlock", "ombudsman")
NEXT = {
    "immediate": (("escalate", "senior_review"), ("resolve", "resolved"), ("withdraw", "closed"), ("set_aside", "closed"),
                  ("refer_to_ombudsman", "ombudsman")),
    "senior_review": (("send_update", "senior_review"), ("declare_deadlock", "deadlock"), ("resolve", "resolved"), ("set_aside", "closed"),
                      ("declare_deadlock", "deadlock")),
    "deadlock": (("refer_to_ombudsman", "ombudsman"), ("resolve", "resolved"), ("lapse", "closed"), ("letter", ""), ("letter", ""), ("letter", "")),
    "ombudsman": (("record_decision", "ombudsman"), ("confirm_compliance", "resolved"), ("close_after_decision", "closed"),
                  ("return_from_ombudsman", "back"), ("record_acceptance", "ombudsman")),
    "resolved": (("reopen", "back"), ("refer_to_ombudsman", "ombudsman"), ("", ""), ("", "")),
    "closed": (("reopen", "back"), ("record_acceptance", "ombudsman"), ("", ""), ("", ""), ("", "")),
}
ANYWHERE = ("edited", "assigned", "contact", "letter", "back", "payment")
WHY_THERE, DECIDED = ("deadlock", "eight_weeks", "ombudsman_took_it"), ("upheld", "partly_upheld", "not_upheld", "settled")
OWN_IDS = 1_000_000  # beyond those that the database gives
NEEDS = (["priority_services"], ["medical", "priority_services"], ["medical"], [])


def make(count: int, *, seed: int, now: datetime) -> None:
    """`count` complaints whose lives end by `now`."""
    rng = random.Random(seed)
    load_demo_people("demo-password-1", now=now)
    going = Going(rng, seed, now)
    with mock.patch.object(loading, "received", going.received):
        loading.load(loading.Asked(count - count // 4, open=0.4, seed=seed), now=now - timedelta(days=100))
        loading.load(loading.Asked(count // 4, open=0.4, seed=seed + 1), now=now - timedelta(days=2))
    going.all()
    beside(rng, max(8, count // 20))


def beside(rng: random.Random, count: int) -> None:
    """What hangs on no complaint: findings and customers of a storm for which the other rulebook may owe more, and their payments."""
    storm, day = an_incident(worked_out_at=BEGAN), timedelta(days=1)
    rows = IncidentCustomer.objects.bulk_create([a_customer(storm, breached=True, amount_gbp=_pence(rng), law_gbp=rng.choice((None, _pence(rng))),
                                                            counted_on=FIRST + rng.randrange(200) * day) for _ in range(count)])
    Finding.objects.bulk_create([a_finding(BEGAN + rng.randrange(120) * day, breached=True, amount_gbp=rng.choice((None, _pence(rng))),
                                           other_gbp=rng.choice((None, _pence(rng))), counted_on=FIRST + rng.randrange(200) * day)
                                 for _ in range(count)])
    Payment.objects.bulk_create([a_payment(rng.choice(PAYMENT_STATES), BEGAN + rng.randrange(120) * day, incident_customer=row,
                                           incident=storm, amount_gbp=row.amount_gbp) for row in rows[::2]])


def _pence(rng: random.Random) -> Decimal:
    return Decimal(rng.randrange(1, 9000)) / 100


class Going:
    """Lets every complaint go on at random."""

    def __init__(self, rng: random.Random, seed: int, now: datetime):
        self.rng, self.dice, self.now = rng, random.Random(seed), now
        for name in ("Nights", "Meters"):
            Team.objects.get_or_create(slug=name.lower(), defaults={"name": name, "kind": "other", "created_at": now})
        self.teams = [None, *Team.objects.order_by("pk").values_list("pk", flat=True)]
        self.people = list(Person.objects.order_by("pk").values_list("pk", flat=True))
        self.categories = list(Category.objects.filter(parent__isnull=False).order_by("pk")[:6])
        self.letter = 0
        self.payments: list[Payment] = []

    def received(self, given: Any, setting: Any, book: Any) -> Any:
        """As the load has it, of any class, licence and category, from anywhere."""
        who = given.customer.model_copy(update={"customer_type": self.rng.choice(("domestic", "domestic", "micro_business", "unknown")),
                                                "nation": self.rng.choice(("england", "scotland", None)), "needs": self.rng.choice(NEEDS)})
        given = given.model_copy(update={"licence": self.rng.choice(("supplier", "electricity_distributor")), "customer": who})
        category = self.rng.choice([None, *self.categories])
        return received(given, replace(setting, category_id=category.pk if category else None), book)

    def all(self) -> None:
        last: dict[int, tuple[int, datetime]] = {}
        for ident, seq, at in Event.objects.filter(complaint__isnull=False).order_by("seq").values_list("complaint", "seq", "recorded_at"):
            last[ident] = seq, at
        changed = []
        for part in _parts(list(Complaint.objects.select_related("customer", "category").order_by("pk"))):
            events, sealed = [], []
            self.clocks, self.resolutions = Clocks(self.dice, part), []
            for row in part:
                if self.rng.random() < 0.75:
                    changed.append(row)
                    self.one(row, *last[row.pk], events, sealed)
            Event.objects.bulk_create(events, batch_size=500)
            Sealed.objects.bulk_create([Sealed(event=event, salt="0" * 32, body=body) for event, body in sealed], batch_size=500)
            self.clocks.write()
            Resolution.objects.bulk_create(self.resolutions, batch_size=500)
        Payment.objects.bulk_create(self.payments, batch_size=500)
        columns = ["stage", "stage_before", "stage_since", "team", "category", "received_at", "nation", "nation_assumed", "received_time_known",
                   "licence", "closed_by", "was_resolved_at"]
        Complaint.objects.bulk_update(changed, columns, batch_size=50)
        Customer.objects.bulk_update([row.customer for row in changed], ["customer_type", "needs"], batch_size=200)

    def one(self, row: Complaint, seq: int, at: datetime, events: list, sealed: list) -> None:
        life = Life(self, row, seq, at, events, sealed)
        for _ in range(self.rng.choice((1, 2, 3, 5, 8))):
            if not life.step():
                return


def _parts(rows: list) -> Any:
    for place in range(0, len(rows), 2000):
        yield rows[place:place + 2000]


class Life:
    """One complaint as it goes on: what it was last, and the events that it gets."""

    def __init__(self, going: Going, row: Complaint, seq: int, at: datetime, events: list, sealed: list):
        self.going, self.rng, self.row, self.seq, self.events, self.sealed = going, going.rng, row, seq, events, sealed
        self.at = self.recorded = at
        self.ended, self.resolved_at = row.closed_by, row.stage_since if row.stage == "resolved" else None
        self.letters: list[tuple[int, str]] = []
        self.money: Payment | None = None

    def step(self) -> bool:
        """False once the moment of now is reached."""
        hours = self.rng.choice((0, 1, 5, 24, 48, 100, 400, 900))
        at = max(self.at, self.recorded - timedelta(days=self.rng.choice((0, 0, 3)))) + timedelta(hours=hours, minutes=self.rng.randrange(60))
        recorded = max(self.recorded, at + timedelta(hours=self.rng.choice((0, 0, 0, 30, 200))))
        if recorded > self.going.now:
            return False
        self.at, self.recorded = at, recorded
        if self.rng.random() < 0.4:
            getattr(self, self.rng.choice(ANYWHERE))()
        else:
            name, to = self.rng.choice(NEXT[self.row.stage])
            self.letter() if name == "letter" else self.move(name, to) if name else None
        if self.going.dice.random() < 0.6:
            self.going.clocks.step(self)
        return True

    def say(self, kind: str, data: dict[str, Any], words: str = "") -> Event:
        self.seq += 1
        chance = self.going.dice if kind.startswith(("deadline.", "breach.")) else self.rng
        event = Event(complaint=self.row, seq=self.seq, at=self.at, recorded_at=self.recorded, kind=kind, data=data, previous_hash="0", hash="0",
                      by_id=chance.choice(self.going.people))
        self.events.append(event)
        if words:
            self.sealed.append((event, words))
        return event

    def move(self, name: str, to: str) -> None:
        row, came = self.row, self.row.stage
        if to == "back":
            to = row.stage_before or "immediate"
            to = "senior_review" if to in ("resolved", "closed") and name == "reopen" else to
        data: dict[str, Any] = {"from": came, "to": to}
        if self.recorded - self.at > timedelta(days=5):
            data["late_entry"] = True
        getattr(self, f"_{name}", lambda data: None)(data)
        event = self.say(f"moved.{name}", data)
        if name == "resolve" and data["agreed_by"] and data["at_fault"] is not None:
            late = self.going.dice.choice(("", "The file was elsewhere."))
            self.going.resolutions.append(Resolution(complaint=row, event=event, agreed_by=data["agreed_by"], at_fault=data["at_fault"],
                                                     basis="Told.", late_reason=late))
        if to != came:
            vars(row)["stage"] = to
            row.stage_before, row.stage_since = came, self.at
            self._end(name)

    def _end(self, name: str) -> None:
        """What the columns keep of how it ended."""
        row = self.row
        if name in ("resolve", "confirm_compliance", "withdraw", "set_aside", "lapse", "close_after_decision"):
            self.ended = f"moved.{name}"
        row.was_resolved_at = self.resolved_at if row.stage == "resolved" and name == "return_from_ombudsman" else None
        row.closed_by = self.ended if row.stage == "closed" else ""
        self.resolved_at = self.at if name in ("resolve", "confirm_compliance") else self.resolved_at

    def _resolve(self, data: dict[str, Any]) -> None:
        data |= {"agreed_by": self.rng.choice(("customer", "provider", "customer", "")), "at_fault": self.rng.choice((True, False, True, None))}

    def _escalate(self, data: dict[str, Any]) -> None:
        manager = self.rng.choice((None, *self.going.people[:2]))
        self.row.team_id = self.rng.choice(self.going.teams[1:])
        data |= {"asked_by_customer": True, "senior_manager": manager, "team": self.row.team_id}

    def _refer_to_ombudsman(self, data: dict[str, Any]) -> None:
        data |= {"referred_on": self.at.astimezone(LONDON).date().isoformat(), "because": WHY_THERE[self.seq % 3],
                 "before": self.row.stage_before}

    def _record_decision(self, data: dict[str, Any]) -> None:
        data |= {"decided_on": self.at.astimezone(LONDON).date().isoformat(), "outcome": DECIDED[self.seq % 4], "required": []}

    def _record_acceptance(self, data: dict[str, Any]) -> None:
        data |= {"accepted": self.seq % 3 > 0, "on": self.at.astimezone(LONDON).date().isoformat()}

    def _send_update(self, data: dict[str, Any]) -> None:
        data |= {"channel": "telephone"} | ({"letter": 1} if self.rng.random() < 0.3 else {})

    def _set_aside(self, data: dict[str, Any]) -> None:
        data |= {"reason": self.rng.choice(("not_ours", "duplicate", "logged_in_error"))}

    def letter(self) -> None:
        self.going.letter += 1
        kind = self.rng.choice(("deadlock", "eight_week", "resolution"))
        on = self.at - timedelta(days=self.rng.choice((0, 0, 4)))
        self.letters.append((self.going.letter, kind))
        self.say("letter.sent", {"letter": self.going.letter, "letter_kind": kind, "version": 1, "method": "post",
                                 "sent_on": max(on, self.row.received_at).astimezone(LONDON).date().isoformat()})

    def back(self) -> None:
        if self.letters:
            number, kind = self.letters.pop()
            self.say("letter.undelivered", {"letter": number, "letter_kind": kind, "version": 1, "on": self.at.date().isoformat()})

    def payment(self) -> None:
        """One of its own: proposed, then a step further each time."""
        if self.money is None:
            kind, code = self.rng.choice((("standard", "EL-R5"), ("standard", "SUP-APPT-MISSED"), ("goodwill", ""), ("refund", "")))
            self.money = Payment(pk=OWN_IDS + len(self.going.payments), complaint=self.row, kind=kind, code=code, proposed_at=self.recorded,
                                 amount_gbp=Decimal(self.rng.randrange(1, 9000)) / 100)
            self.going.payments.append(self.money)
            self.pay("proposed")
        elif self.money.state not in ("paid", "refused"):
            self.pay(self.rng.choice({"proposed": ("approved", "held", "refused", "late_extra"), "approved": ("paid", "held", "late_extra"),
                                      "held": ("released", "refused")}[self.money.state]))

    def pay(self, step: str) -> None:
        money, on = self.money, self.recorded.astimezone(LONDON).date()
        columns = {"approved": {"approved_at": self.recorded}, "paid": {"paid_on": on}, "held": {"held_on": on}, "released": {"held_on": None},
                   "refused": {"refused_at": self.recorded}, "late_extra": {"late_extra_gbp": Decimal("30.00"), "late_since_on": on}}
        for name, value in columns.get(step, {}).items():
            setattr(money, name, value)
        back = "approved" if money.approved_at else "proposed"
        money.state = {"released": back, "late_extra": money.state}.get(step, step)
        clocks, pounds = self.going.clocks, f"{money.amount_gbp + Decimal(money.late_extra_gbp):.2f}"
        self.say(f"payment.{step}", {"payment": money.pk, "payment_kind": money.kind, "amount_gbp": pounds, **clocks.of_payment(self, step)})
        clocks.after_payment(self, money.kind, step)

    def contact(self) -> None:
        self.say("contact", {"direction": self.rng.choice(("outbound", "inbound")), "channel": "telephone", "reached": self.rng.random() < 0.6,
                             "advice": self.rng.random() < 0.4})

    def assigned(self) -> None:
        owner, team = self.rng.choice((None, *self.going.people)), self.rng.choice(self.going.teams)
        self.say("assigned", {"owner": owner, "team": team, "before": {"owner": None, "team": self.row.team_id}})
        self.row.team_id = team

    def edited(self) -> None:
        name = self.rng.choice(("received_at", "nation", "customer_type", "category", "needs", "nation_assumed", "time_known", "licence"))
        getattr(self, f"_to_{name}")() if name in ("received_at", "category", "needs", "customer_type") else self._plain(name)

    def _tell(self, name: str, before: Any, after: Any, words: str = "") -> None:
        coded = {} if words else {name: after}
        self.say("edited", coded | {"fields": [name], "before": {name: before} if coded else {}, "after": coded}, words)

    def _plain(self, name: str) -> None:
        column = {"time_known": "received_time_known"}.get(name, name)
        values = {"nation": ("england", "wales", "scotland"), "licence": ("supplier", "electricity_distributor")}.get(name, (True, False))
        before = getattr(self.row, column)
        after = self.rng.choice([value for value in values if value != before])
        setattr(self.row, column, after)
        self._tell(name, before, after)

    def _to_received_at(self) -> None:
        before = self.row.received_at
        after = min(before - timedelta(hours=self.rng.choice((1, 20, 50, 700))), self.at)
        self.row.received_at = after
        self._tell("received_at", before.isoformat(), after.isoformat())

    def _to_category(self) -> None:
        before, after = self.row.category, self.rng.choice([None, *self.going.categories])
        if before != after:
            self.row.category = after
            self._tell("category", before.code if before else None, after.code if after else None)

    def _to_customer_type(self) -> None:
        before, who = self.row.customer.customer_type, self.row.customer
        who.customer_type = self.rng.choice([name for name in ("domestic", "micro_business", "unknown", "small_business") if name != before])
        self._tell("customer_type", before, who.customer_type)

    def _to_needs(self) -> None:
        before, who = self.row.customer.needs, self.row.customer
        who.needs = self.rng.choice(NEEDS)
        if before != who.needs:
            self._tell("needs", before, who.needs, json.dumps({"reason": "x", "before": {"needs": before}, "after": {"needs": who.needs}}))
