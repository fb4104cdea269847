"""The record as it stood: whatever the desk answered at a moment is what its events, read up to that moment, say of it later."""

import json
import random
from contextlib import suppress
from datetime import timedelta

import pytest

from complaints.case import correcting, moving, services
from complaints.case.as_of import ERASED, as_of
from complaints.case.described import complaint as told
from complaints.case.described import seen_by, with_parts
from complaints.case.models import Complaint
from complaints.record.models import Sealed
from complaints.record.refusals import Refused, Unacceptable
from tests.factories import AN_HOUR, MONDAY, MOVE_BODIES, contact, make_complaint, make_person, make_team, op

DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.VAR_DIR = tmp_path


@pytest.fixture
def desk(db):
    make_team(), make_team("senior_review")
    return {role: make_person(role, team=make_team()) for role in ("agent", "senior_manager", "compliance_officer")}


def answered(pk, person, now):
    """What the API answers at that moment, but for what may be done."""
    row = with_parts(Complaint.objects.filter(pk=pk), person).get()
    return json.loads(json.dumps(told(row, seen_by(person, now), past=True), default=str))


def stood(pk, person, at):
    found = as_of(Complaint.objects.get(pk=pk), at, person)
    return json.loads(json.dumps(told(found.row, seen_by(person, at), past=True), default=str))


class Story:
    """Things that happen to one complaint, drawn at random; what is refused did not happen."""

    def __init__(self, seed, desk, complaint):
        self.draw, self.desk, self.pk, self.reference, self.now = random.Random(seed), desk, complaint.pk, complaint.reference, MONDAY + AN_HOUR

    def step(self):
        self.now += timedelta(minutes=self.draw.randrange(5, 60 * 24 * 6))
        with suppress(Refused):
            self.draw.choice((self.call, self.call, self.correct, self.correct, self.assign, self.clock, self.met, self.restrict,
                              *[self.letter] * 5, *[self.move] * 5))()

    def given(self, **fields):
        return {"op_id": op(), "version": Complaint.objects.get(pk=self.pk).version, **fields}

    def back(self):
        """Now, or some days back."""
        return max(MONDAY, self.now - timedelta(minutes=self.draw.choice((0, 0, 90, 60 * 24, 60 * 24 * 4))))

    def call(self):
        more = self.draw.choice(({}, {"direction": "inbound", "advice": "x"}, {"signposted": ["ombudsman"]}, {"reached": False},
                                 {"promised": {"what": "Ring", "due_on": (self.now + 3 * DAY).date().isoformat()}}))
        services.add_contact(self.reference, contact(self.back(), **more), by=self.desk["agent"], now=self.now)

    def correct(self):
        fields = self.draw.choice((
            {"customer.phone": f"07700 900{self.draw.randrange(100, 999)}"}, {"premises.nation": "scotland"}, {"customer.needs": ["medical"]},
            {"received_at": (MONDAY - timedelta(hours=self.draw.randrange(80))).isoformat()}, {"wanted": f"Sum {self.draw.random()}"},
            {"customer.name": f"Ann {self.draw.randrange(99)}"}, {"severity": self.draw.randrange(1, 4)}, {"category": self.category()},
            {"customer.died_on": "2026-05-01"}, {"licence": "gas_transporter"}, {"premises.address": f"{self.draw.randrange(99)} Mill Lane"}))
        given = self.given(fields=fields, reason="It was wrong.")
        correcting.correct(self.reference, given, by=self.desk["compliance_officer"], now=self.now)

    def category(self):
        from complaints.case.models import Category
        return self.draw.choice(list(Category.objects.filter(parent__isnull=False).order_by("pk").values_list("code", flat=True)))

    def assign(self):
        to = self.draw.choice(list(self.desk.values())).username
        services.assign(self.reference, self.given(owner=to), by=self.desk["senior_manager"], now=self.now)

    def clock(self):
        given = self.given(kind=self.draw.choice(("information_request", "corrective_action", "ombudsman_file")), what="x",
                           due_on=(self.now + 4 * DAY).date().isoformat(), for_customer=self.draw.random() < 0.5)
        services.set_clock(self.reference, given, by=self.desk["agent"], now=self.now)

    def met(self):
        row = Complaint.objects.get(pk=self.pk).deadlines.filter(met_at=None, cancelled_at=None).exclude(kind="first_response").order_by("?").first()
        if row:
            services.meet_clock(self.reference, row.pk, self.given(at=self.now.isoformat(), how="x"), by=self.desk["agent"], now=self.now)

    def restrict(self):
        names = [self.desk["agent"].username, self.desk["senior_manager"].username]
        given = self.given(people=self.draw.choice((names, [])), reason="x")
        services.restrict(self.reference, given, by=self.desk["compliance_officer"], now=self.now)

    def letter(self):
        """A step further for the newest letter in work, or a new one."""
        from complaints.letters import services as letters
        from complaints.letters.models import Letter
        from tests.letters.walked import WORDS, WRITES
        row = Letter.objects.filter(complaint_id=self.pk).exclude(state="superseded").order_by("-pk").first()
        if row is None or (row.state == "sent" and row.undelivered_on):
            kind = self.draw.choice(("acknowledgement", "update", "eight_week", "deadlock", "resolution"))
            letters.draft(self.reference, {"op_id": op(), "kind": kind}, by=self.desk["agent"], now=self.now)
            return
        mine = {"op_id": op(), "version": row.version}
        if row.state == "draft":
            sections = {name: WORDS[name] for name in WRITES[row.kind]}
            if sections and row.texts != sections:
                letters.edit(row.pk, mine | {"sections": sections}, by=self.desk["agent"], now=self.now)
                return
        name, by, more = {
            "draft": ("submit", "agent", {}), "submitted": ("approve", "senior_manager", {}),
            "approved": ("send", "compliance_officer", {"method": "post", "sent_on": self.back().date().isoformat()}),
            "sent": ("undelivered", "agent", {"on": self.now.date().isoformat(), "why": "x", "how_known": "x"}),
        }[row.state]
        letters.move(row.pk, name, mine | more, by=self.desk[by], now=self.now)

    def move(self):
        complaint = Complaint.objects.get(pk=self.pk)
        by = self.desk["compliance_officer"] if complaint.stage in ("ombudsman",) else self.desk["senior_manager"]
        names = [name for name in moving.moves_of(complaint, by) if name in MOVE_BODIES]
        if len(names) > 1 and self.draw.random() < 0.7:
            names = [name for name in names if name not in ("refer_to_ombudsman", "withdraw")]
        if names:
            name = self.draw.choice(names)
            body = {**MOVE_BODIES[name], **({"late_reason": "x", "handling": "x"} if name == "resolve" else {})}
            if name == "refer_to_ombudsman":
                body |= {"referred_on": self.back().date().isoformat(), "because": "ombudsman_took_it"}
            moving.move(self.reference, name, self.given(at=self.back().isoformat(), **body), by=by, now=self.now)


@pytest.mark.parametrize("seed", range(6))
def test_the_events_up_to_a_moment_tell_what_the_desk_answered_then(desk, seed):
    complaint = make_complaint()
    story, seen, officer = Story(seed, desk, complaint), [], desk["compliance_officer"]
    for _ in range(40):
        story.step()
        seen.append((story.now, answered(complaint.pk, officer, story.now)))
    for at, then in seen:
        assert stood(complaint.pk, officer, at) == then


def test_a_moment_before_the_first_event_is_explained(desk):
    complaint = make_complaint()
    with pytest.raises(Unacceptable, match="Nothing was on record then"):
        as_of(complaint, complaint.logged_at - AN_HOUR, desk["agent"])


def test_what_is_written_down_later_is_not_in_it_even_of_a_day_before(desk):
    complaint = make_complaint()
    services.add_contact(complaint.reference, contact(MONDAY + AN_HOUR), by=desk["agent"], now=MONDAY + 2 * DAY)
    found = as_of(complaint, MONDAY + DAY, desk["agent"])
    assert not found.contacts() and [event.kind for event in found.since][:1] == ["contact"]
    assert next(one for one in found.deadlines if one.kind == "first_response").is_open


def test_facts_whose_words_were_erased_are_called_erased(desk):
    complaint = make_complaint()
    given = {"op_id": op(), "version": 1, "fields": {"customer.phone": "07700 900111"}, "reason": "x"}
    correcting.correct(complaint.reference, given, by=desk["agent"], now=MONDAY + 2 * DAY)
    Sealed.objects.filter(event__kind="edited").delete()
    found = as_of(Complaint.objects.get(pk=complaint.pk), MONDAY + DAY, desk["agent"])
    assert found.row.customer.phone == ERASED and found.erased == {"phone"}
