"""A load of realistic complaints for measuring: three years back, most of them ended, written by the bulk writer. Demo mode alone.

Words come from the demonstration's stories; lives from a seeded generator, so that one seed gives one load (but for salts).
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from functools import cached_property
from typing import Any

import workdays
from complaints.case import shapes
from complaints.case.meters import mpan_of
from complaints.case.move_shapes import SHAPES, MoveShape
from complaints.case.receipt import Setting, received
from complaints.intake.bulk import CHUNK, writer
from complaints.intake.life import Life
from complaints.intake.walking import Walk
from complaints.record.parsing import parse
from complaints.rules import services as rules
from staff.models import Person, Team
from workdays import london

YEARS_BACK = 3
NEWEST_OPEN = 54  # days: an open complaint is younger than its 8 weeks, but for the few that drag on
OLDEST_OPEN = 200
DRAGGING = 0.04
CALENDAR = "england-and-wales"
# Family names and the ends of postcodes are put together from these, so that a name is as rare among a million as it is on a real desk.
STEMS = ("Har", "Ok", "Whit", "Fra", "Sha", "Bran", "Col", "Dun", "Ever", "Gil", "Hol", "Ken", "Lang", "Mar", "Nor", "Pem", "Quin", "Rad", "Stan",
         "Thorn", "Under", "Vick", "Wal", "Yar", "Ash", "Bel", "Crof", "Den", "Els", "Fair")
ENDINGS = ("son", "well", "ton", "ley", "field", "man", "worth", "er", "ford", "by", "combe", "ham", "wick", "stead", "ridge", "low")
INWARD = "ABDEFGHJLNPQRSTUWXYZ"


class TooFew(ValueError):
    """The load asked for can't be made; the message is the sentence for people."""


@dataclass(frozen=True, slots=True)
class Asked:
    """How many complaints, which share of them open, how many deadlines due now, from which seed."""

    complaints: int
    open: float = 0.08
    due_now: int = 0
    seed: int = 1

    @property
    def open_count(self) -> int:
        return round(self.complaints * self.open)


def load(asked: Asked, *, now: datetime) -> dict[str, int]:
    """Write the load; answers how many complaints, open ones and deadlines there are in it."""
    if asked.due_now > asked.open_count:
        raise TooFew(f"{asked.due_now} deadlines due now need as many open complaints; this load has {asked.open_count}.")
    counts = {"complaints": 0, "open": asked.open_count, "deadlines": 0, "due_now": asked.due_now}
    made = Maker(asked, now).lives()
    with writer() as written:
        while lives := _some(made):
            written.put(lives)
            counts["complaints"] += len(lives)
            counts["deadlines"] += sum(len(life.deadlines) for life in lives)
    return counts


def _some(lives: Iterator[Life]) -> list[Life]:
    return [life for _, life in zip(range(CHUNK), lives, strict=False)]


class Maker:
    """Makes lives one after the other. Open ones lie evenly among the ended ones; those due now come first among the open."""

    def __init__(self, asked: Asked, now: datetime):
        self.asked, self.now, self.today = asked, now, london.day_of(now)
        self.draw = random.Random(asked.seed)  # noqa: S311 - the same seed gives the same load
        self.book = rules.fixture("demo_complaints")
        tables = rules.tables()
        self.company, self.rules = tables.company(self.today), tables.book(self.today)
        self.calendar = self.rules.calendars[CALENDAR]
        self.agents = list(Person.objects.filter(role="agent").order_by("pk").values_list("pk", "team_id"))
        self.managers = list(Person.objects.filter(role="senior_manager").order_by("pk").values_list("pk", flat=True))
        self.reviews = Team.objects.in_use().filter(kind="senior_review").order_by("pk").values_list("pk", flat=True).first()

    def lives(self) -> Iterator[Life]:
        opened = 0
        for place in range(self.asked.complaints):
            wanted = (place + 1) * self.asked.open_count // self.asked.complaints
            if wanted > opened:
                opened += 1
                yield self.due_now(opened) if opened <= self.asked.due_now else self.open_one()
            else:
                yield self.ended()

    def begin(self, days_back: int) -> Walk:
        """A complaint received so many days ago, in office hours, and logged some minutes later."""
        minutes = timedelta(minutes=self.draw.randrange(600))
        at = london.moment(self.today - timedelta(days=days_back), time(8)) + minutes
        at = min(at, self.now - timedelta(minutes=30))
        story, number = self.draw.choice(self.book["complaints"]), self.draw.randrange(10**6)
        given = parse(shapes.ComplaintIn, {
            "received_at": at, "channel": story["channel"], "customer": self.customer(story["customer"], number),
            "description": f"{story['description']} {self.draw.choice(self.book['texts']['said'])}",
        })
        by_id, team_id = self.draw.choice(self.agents)
        logged = at + timedelta(minutes=self.draw.randrange(1, 20))
        setting = Setting(
            now=logged, by_id=by_id, owner_id=by_id, team_id=team_id, company_nation=self.company.nation,
            company_licence=self.company.licence, rulebook=self.company.rulebook,
        )
        return Walk(received(given, setting, self.rules), self.rules, prefix=self.company.prefix, by_id=by_id, now=logged)

    def customer(self, like: dict[str, Any], number: int) -> dict[str, Any]:
        """Somebody else at another house; every third knows their supply number."""
        first, outward = like["name"].split(" ")[0], like["postcode"].split(" ")[0]
        return {
            "name": f"{first} {self.draw.choice(STEMS)}{self.draw.choice(ENDINGS)}", "customer_type": like["customer_type"],
            "address": f"{number % 190 + 1} {like['address'].split(',')[0].lstrip('0123456789 ')}",
            "postcode": f"{outward} {number % 10}{INWARD[number // 10 % 20]}{INWARD[number // 200 % 20]}",
            "phone": f"07700 9{number % 100_000:05d}", "account_number": f"LM{number:08d}",
            "mpan": mpan_of(f"14{number:010d}") if number % 3 == 0 else "",
        }

    def ended(self) -> Life:
        walk = self.begin(self.draw.randrange(30, 365 * YEARS_BACK))
        self.draw.choices((quick, answered, reviewed, withdrawn, aside), (25, 52, 14, 6, 3))[0](walk, self)
        return walk.lived(self.now)

    def open_one(self) -> Life:
        """Most have three clocks ahead of them: the 8-week letter, the window, and what was promised, asked or escalated."""
        if self.draw.random() < DRAGGING:
            walk = self.begin(self.draw.randrange(NEWEST_OPEN + 10, OLDEST_OPEN))
            self.call(walk)
        else:
            walk = self.begin(self.draw.randrange(0, NEWEST_OPEN))
        self.draw.choices((promised, asked_inside, in_review, not_answered), (45, 30, 22, 3))[0](walk, self)
        return walk.lived(self.now)

    def due_now(self, place: int) -> Life:
        """One deadline that has crossed a tier which no sweep has seen: ahead, due and late in turn."""
        walk = self.begin(self.draw.randrange(12, NEWEST_OPEN))
        due_on = (workdays.add(self.today, 5, self.calendar), self.today, self.today - timedelta(days=1))[place % 3]
        seq = walk.seq + 1
        self.call(walk, at=self.now - timedelta(days=9), due_on=due_on)
        return walk.lived(self.now, unsettled=f"promise:{seq}")

    def at(self, walk: Walk, days: float) -> datetime:
        """So many days after the last thing that happened, and never after now."""
        last = walk.life.told[-1].now
        return min(last + timedelta(days=days, minutes=self.draw.randrange(5, 90)), max(last, self.now - timedelta(minutes=2)))

    def ahead(self) -> Any:
        return workdays.add(self.today, self.draw.randrange(1, 15), self.calendar)

    def call(self, walk: Walk, *, at: datetime | None = None, due_on: Any = None) -> None:
        given = self.texts["contact" if due_on is None else "promise"]
        if due_on is not None:
            given = given.model_copy(update={"promised": given.promised.model_copy(update={"due_on": due_on})})
        walk.contact(given, by_id=self.draw.choice(self.agents)[0], at=at or self.at(walk, self.draw.choice((0, 0.1, 0.8, 1, 4))))

    @cached_property
    def texts(self) -> dict[str, Any]:
        base = {"at": self.now, "direction": "outbound", "channel": "telephone", "summary": self.book["texts"]["answer"][0]}
        promise = {"what": "Call back with the result of the test", "due_on": self.today}
        return {"contact": parse(shapes.ContactIn, base), "promise": parse(shapes.ContactIn, base | {"promised": promise})}

    def given(self, name: str, *, late: bool = False, review: bool = False) -> MoveShape:
        return self.moves[name, late, review]

    @cached_property
    def moves(self) -> dict[tuple[str, bool, bool], MoveShape]:
        texts = self.book["texts"]
        part = {"given": True, "text": texts["expl"][0]}
        resolve = {"basis": texts["basis"][0], "agreed_by": "customer", "at_fault": True, "explanation": part,
                   "apology": {"given": True, "text": texts["apol"][0]},
                   "corrective_action": {"given": False, "why_not": "Nothing was left to put right."}}
        made: dict[tuple[str, bool, bool], MoveShape] = {
            ("withdraw", False, False): parse(SHAPES["withdraw"], {"customer_said": "It is settled between us, leave it."}),
            ("send_update", False, False): parse(SHAPES["send_update"], {"summary": texts["update"][0], "channel": "telephone"}),
        }
        for late in (False, True):
            for review in (False, True):
                more = ({"late_reason": texts["late"][0]} if late else {}) | ({"handling": texts["handling"][0]} if review else {})
                made["resolve", late, review] = parse(SHAPES["resolve"], resolve | more)
        return made


def _resolve(walk: Walk, maker: Maker, days: float, *, review: bool = False) -> None:
    at = maker.at(walk, days)
    by_id = maker.draw.choice(maker.managers) if review else walk.life.complaint["owner_id"]
    walk.move("resolve", maker.given("resolve", late=walk.is_late(at), review=review), by_id=by_id, at=at)


def quick(walk: Walk, maker: Maker) -> None:
    """Put right in the first call, or the next morning."""
    _resolve(walk, maker, maker.draw.choice((0, 0, 0, 0.8)))


def answered(walk: Walk, maker: Maker) -> None:
    maker.call(walk)
    _resolve(walk, maker, maker.draw.choice((1, 2, 4, 8, 16)))


def _escalate(walk: Walk, maker: Maker, days: float) -> None:
    """Somebody is appointed, but to a review asked for today: one that waits longer is an alert of its own."""
    reason, by_id, at = maker.draw.choice(maker.book["texts"]["reason"]), walk.life.complaint["owner_id"], maker.at(walk, days)
    manager_id = maker.draw.choice(maker.managers) if maker.managers and london.day_of(at) < maker.today else None
    walk.escalate(reason, by_id=by_id, team_id=maker.reviews, at=at, manager_id=manager_id)


def reviewed(walk: Walk, maker: Maker) -> None:
    maker.call(walk)
    _escalate(walk, maker, 3)
    if maker.draw.random() < 0.5:
        walk.move("send_update", maker.given("send_update"), by_id=maker.draw.choice(maker.managers), at=maker.at(walk, 5))
    _resolve(walk, maker, maker.draw.choice((2, 4, 6)), review=True)


def withdrawn(walk: Walk, maker: Maker) -> None:
    maker.call(walk)
    walk.move("withdraw", maker.given("withdraw"), by_id=walk.life.complaint["owner_id"], at=maker.at(walk, 2))


def aside(walk: Walk, maker: Maker) -> None:
    at = maker.at(walk, 1)
    said = {"reason": "not_ours", "told_customer_on": london.day_of(at), "passed_to": "Water company"}
    walk.move("set_aside", parse(SHAPES["set_aside"], said), by_id=maker.draw.choice(maker.managers), at=at)


def promised(walk: Walk, maker: Maker) -> None:
    maker.call(walk, due_on=maker.ahead())


def asked_inside(walk: Walk, maker: Maker) -> None:
    maker.call(walk)
    by_id = walk.life.complaint["owner_id"]
    walk.set_clock("information_request", maker.ahead(), "Job sheet from the depot", by_id=by_id, at=maker.at(walk, 0))


def in_review(walk: Walk, maker: Maker) -> None:
    """Asked for a senior manager within the last four working days, so that the review is still to come."""
    maker.call(walk)
    last = walk.life.told[-1].now
    since = london.start_of_day(workdays.subtract(maker.today, maker.draw.randrange(0, 4), maker.calendar))
    _escalate(walk, maker, max(0.0, (since - last) / timedelta(days=1)))


def not_answered(walk: Walk, maker: Maker) -> None:
    """Logged and not yet answered."""
