"""The outbox: claimed, handed over once, its outcome kept; a death midway becomes doubt, never a second sending."""

from datetime import UTC, datetime, timedelta

import pytest

from complaints.record import outbox
from complaints.record.models import Outbox
from complaints.record.outbox import DONE, LEASE, Inside, Outcome, Outside, relay
from complaints.record.services import post

NOW = datetime(2026, 5, 11, 9, tzinfo=UTC)
pytestmark = pytest.mark.django_db


def put(key, kind="parcel", now=NOW, **columns):
    row = post(kind, key, {}, now=now)
    Outbox.objects.filter(pk=row.pk).update(**columns)
    return row.pk


def row(key):
    return Outbox.objects.get(key=key)


class Carrier:
    """Hands over what it is told to hand over, and remembers every parcel and every outcome settled."""

    def __init__(self, *outcomes):
        self.outcomes, self.parcels, self.settled = list(outcomes), [], []

    def hand_over(self, rows, now):
        self.parcels.append(sorted(one.key for one in rows))
        outcome = self.outcomes.pop(0) if self.outcomes else DONE
        if isinstance(outcome, Exception):
            raise outcome
        return outcome

    def settle(self, rows, outcome, now):
        self.settled.append((sorted(one.key for one in rows), outcome.state))

    @property
    def handlers(self):
        return {"parcel": Outside(self.hand_over, self.settle)}


def test_a_row_is_posted_once_for_each_key():
    assert put("a") == put("a") and Outbox.objects.count() == 1


@pytest.mark.parametrize(("outcome", "state"), [
    (DONE, "done"), (Outcome("refused", why="No such user."), "refused"), (Outcome("uncertain", why="Hung up."), "uncertain"),
    (ValueError("words of a customer"), "uncertain"),
])
def test_every_end_is_final_and_is_settled_once(outcome, state):
    put("a")
    carrier = Carrier(outcome)
    for hours in range(3):
        relay(carrier.handlers, now=NOW + timedelta(hours=hours))
    assert (row("a").state, carrier.parcels, carrier.settled) == (state, [["a"]], [(["a"], state)])
    assert "customer" not in row("a").why


def test_while_it_is_handed_over_the_row_is_claimed_and_committed():
    put("a")
    seen = []
    relay({"parcel": Outside(lambda rows, now: seen.append((row("a").state, row("a").claim)) or DONE)}, now=NOW)
    assert seen == [("sending", row("a").claim)] and len(row("a").claim) == 32


def test_what_was_not_handed_over_for_certain_is_tried_again_longer_each_time():
    put("a")
    carrier, now, pauses = Carrier(*[Outcome("later", why="Away.")] * 4), NOW, []
    for _ in range(4):
        relay(carrier.handlers, now=now)
        pauses.append((row("a").not_before - now).total_seconds())
        now = row("a").not_before
    relay(carrier.handlers, now=now)
    assert pauses == [30, 60, 120, 240] and (row("a").state, row("a").attempts) == ("done", 5)


def test_after_a_day_it_is_refused_and_says_why():
    put("a")
    carrier, now = Carrier(*[Outcome("later", why="The mail server could not be reached.")] * 99), NOW
    while row("a").state == "waiting":
        relay(carrier.handlers, now=now)
        now = row("a").not_before
    assert (row("a").state, row("a").why) == ("refused", "The mail server could not be reached.")
    assert NOW + timedelta(days=1) < now < NOW + timedelta(days=1, hours=2) and carrier.settled[-1] == (["a"], "refused")


def test_a_row_that_waited_for_days_before_its_first_try_is_tried_for_a_day_too():
    put("a", not_before=NOW + timedelta(days=3))
    carrier = Carrier(Outcome("later", why="Away."))
    relay(carrier.handlers, now=NOW + timedelta(days=3))
    relay(carrier.handlers, now=NOW + timedelta(days=3, minutes=1))
    assert (row("a").state, row("a").attempts) == ("done", 2)


def test_what_joins_an_old_parcel_is_not_given_up_with_it():
    put("old", gather="person:1", attempts=outbox.MOST_TRIES - 1)
    put("new", gather="person:1", now=NOW + timedelta(seconds=1))
    relay(Carrier(Outcome("later")).handlers, now=NOW + timedelta(seconds=1), seconds=1)
    assert (row("old").state, row("new").state, row("new").attempts) == ("waiting", "waiting", 1)


def test_one_stopped_row_that_cannot_be_settled_stops_no_other():
    def settle(rows, outcome, now):
        assert rows[0].key != "bad"
    for key in ("bad", "good"):
        put(key, state="sending", claimed_at=NOW - LEASE * 2, claim="x")
    put("next")
    carrier = Carrier()
    relay({"parcel": Outside(carrier.hand_over, settle)}, now=NOW)
    assert [row(key).state for key in ("bad", "good", "next")] == ["sending", "uncertain", "done"]


def test_waiting_for_an_hour_of_day_is_no_failure():
    put("a")
    carrier = Carrier(Outcome("later", until=NOW + timedelta(days=4)))
    relay(carrier.handlers, now=NOW)
    assert (row("a").not_before, row("a").attempts) == (NOW + timedelta(days=4), 0)
    relay(carrier.handlers, now=NOW + timedelta(days=4))
    assert row("a").state == "done"


def test_when_the_other_side_is_away_the_rest_waits_for_the_next_tick():
    for key in "abc":
        put(key)
    carrier = Carrier(Outcome("later", away=True))
    relay(carrier.handlers, now=NOW)
    assert len(carrier.parcels) == 1 and Outbox.objects.filter(state="waiting").count() == 3


def test_rows_that_wait_together_go_as_one_parcel():
    for key in "abc":
        put(key, gather="person:1")
    put("d", gather="person:2")
    put("later", gather="person:1", not_before=NOW + timedelta(hours=1))
    put("other kind", kind="letter", gather="person:1")
    carrier = Carrier()
    relay(carrier.handlers, now=NOW)
    assert carrier.parcels == [["a", "b", "c"], ["d"]] and row("later").state == row("other kind").state == "waiting"


def test_nothing_goes_before_its_moment_and_the_longest_waiting_goes_first():
    put("young", not_before=NOW)
    put("old", not_before=NOW - timedelta(hours=1))
    put("next", not_before=NOW + timedelta(seconds=1))
    carrier = Carrier()
    relay(carrier.handlers, now=NOW)
    assert carrier.parcels == [["old"], ["young"]]


@pytest.mark.parametrize(("age", "state"), [(LEASE, "sending"), (LEASE + timedelta(seconds=1), "uncertain")])
def test_found_midway_longer_than_the_lease_it_is_uncertain_and_never_sent_again(age, state):
    put("a", state="sending", claim="x", claimed_at=NOW - age)
    carrier = Carrier()
    relay(carrier.handlers, now=NOW)
    assert (row("a").state, carrier.parcels) == (state, [])
    assert carrier.settled == ([(["a"], "uncertain")] if state == "uncertain" else [])


def test_a_worker_that_froze_beyond_its_lease_writes_nothing_when_it_wakes():
    put("a")
    carrier = Carrier()

    def freeze(rows, now):
        relay(carrier.handlers, now=NOW + LEASE + timedelta(seconds=1))
        return DONE

    counts = relay({"parcel": Outside(freeze, carrier.settle)}, now=NOW)
    assert (row("a").state, carrier.settled, carrier.parcels, counts["done"]) == ("uncertain", [(["a"], "uncertain")], [], 0)


def test_if_the_outcome_cannot_be_kept_it_stays_doubtful():
    put("a")
    handlers = {"parcel": Outside(lambda rows, now: DONE, lambda *_: 1 / 0)}
    with pytest.raises(ZeroDivisionError):
        relay(handlers, now=NOW)
    assert row("a").state == "sending"
    relay(Carrier().handlers, now=NOW + 2 * LEASE)
    assert row("a").state == "uncertain"


def test_a_kind_done_inside_is_one_transaction():
    for key in "abc":
        put(key, kind="inner")
    done = relay({"inner": Inside(lambda rows, now: [post("parcel", f"{one.key}+", {}, now=now) for one in rows])}, now=NOW)
    assert done == {"done": 3} and Outbox.objects.filter(kind="parcel").count() == 3


def test_one_bad_row_inside_stops_no_other_and_is_given_up_after_five_tries():
    for key in ("a", "bad", "c"):
        put(key, kind="inner")
    tries = []

    def do(rows, now):
        for one in rows:
            if one.key == "bad":
                tries.append(now)
                raise ValueError("words of a customer")

    now = NOW
    while row("bad").state == "waiting":
        relay({"inner": Inside(do)}, now=now)
        now = row("bad").not_before
    assert (row("a").state, row("c").state, row("bad").state, row("bad").why) == ("done", "done", "refused", "ValueError")
    assert len(set(tries)) == 5


def test_kinds_that_nobody_hands_over_wait():
    put("a", kind="unheard of")
    assert relay(Carrier().handlers, now=NOW) == {} and row("a").state == "waiting"


def test_a_tick_ends_after_its_time():
    for number in range(3):
        put(str(number))
    carrier = Carrier()
    relay(carrier.handlers, now=NOW, seconds=0)
    assert carrier.parcels == []


@pytest.mark.parametrize(("attempts", "seconds"), [(0, 30), (1, 30), (2, 60), (7, 1920), (8, 3600), (500, 3600)])
def test_the_pause_doubles_to_an_hour(attempts, seconds):
    assert outbox.pause_after(attempts) == timedelta(seconds=seconds)
