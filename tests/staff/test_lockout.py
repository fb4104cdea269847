"""Ten tries in a quarter of an hour from one address, a hundred in an hour from anywhere; others go on."""

import threading
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from axes.models import AccessFailureLog
from django.db import connection
from django.utils import timezone

from staff import lockout, services
from staff.models import StaffEvent

from .conftest import NOW, PASSWORD, is_signed_in, sign_in

LIMIT, WITHIN = 10, timedelta(minutes=15)


def minutes_ago(*minutes, address="127.0.0.1"):
    return [(NOW - timedelta(minutes=ago), address) for ago in minutes]


@pytest.mark.parametrize(
    ("tries", "seconds"),
    [
        ([], 0),
        (minutes_ago(*[1] * 9), 0),
        (minutes_ago(*[1] * 10), 14 * 60),
        (minutes_ago(*[1] * 9, 14.9), 6),
        (minutes_ago(*[1] * 9, 15), 0),
        (minutes_ago(*range(11)), 6 * 60),
        (minutes_ago(*[1] * 50, address="127.0.0.2"), 0),
        (minutes_ago(*[1] * 5, *[20] * 5), 0),
        (minutes_ago(*[30] * 99, address="127.0.0.2"), 0),
        (minutes_ago(*[30] * 100, address="127.0.0.2"), 30 * 60),
        (minutes_ago(*[30] * 50, address="127.0.0.2") + minutes_ago(*[40] * 50, address="::1"), 20 * 60),
        (minutes_ago(*[60] * 100, address="127.0.0.2"), 0),
    ],
)
def test_seconds_to_wait_count_the_failures_in_each_window(tries, seconds):
    wait = lockout.seconds_to_wait(tries, address="127.0.0.1", now=NOW, limit=LIMIT, within=WITHIN)
    assert wait == seconds


def fail(browser, times, username="dan"):
    return [sign_in(browser, username, "wrong").status_code for _ in range(times)]


def test_ten_wrong_passwords_are_answered_and_the_eleventh_try_waits(dan, at):
    assert fail(at(), 12) == [200] * 10 + [429] * 2


def test_the_right_password_is_refused_while_locked_and_says_when_to_come_back(dan, at):
    browser = at()
    fail(browser, 10)
    answer = sign_in(browser)
    assert (answer.status_code, is_signed_in(browser)) == (429, False)
    assert 890 <= int(answer["Retry-After"]) <= 900


def test_thirty_colleagues_behind_the_same_address_sign_in_while_one_is_locked(dan, make_person, at):
    colleagues = [make_person(f"colleague{number}").username for number in range(30)]
    fail(at("127.0.0.9"), 30)
    assert [sign_in(at("127.0.0.9"), name).status_code for name in colleagues] == [302] * 30


def test_the_locked_person_signs_in_from_another_address(dan, at):
    fail(at("127.0.0.9"), 11)
    assert sign_in(at("127.0.0.10")).status_code == 302


def test_a_hundred_failures_from_anywhere_lock_the_account_everywhere(dan, at):
    codes = [code for host in range(1, 13) for code in fail(at(f"127.0.1.{host}"), 10)]
    assert (codes.count(200), codes.count(429)) == (100, 20)
    answer = sign_in(at("127.0.2.1"))
    assert answer.status_code == 429
    assert 3500 <= int(answer["Retry-After"]) <= 3600


def test_only_failures_count(dan, at):
    assert [sign_in(at()).status_code for _ in range(15)] == [302] * 15
    assert AccessFailureLog.objects.count() == 0


@pytest.mark.parametrize("refused_for", [10, 200])
def test_further_tries_do_not_prolong_a_lock(dan, at, refused_for):
    start = timezone.now()
    with time_machine.travel(start, tick=False) as clock:
        fail(at(), 10)
        for _ in range(refused_for):
            clock.shift(timedelta(minutes=14) / refused_for)
            assert sign_in(at()).status_code == 429
        clock.move_to(start + timedelta(minutes=15, seconds=1))
        assert sign_in(at()).status_code == 302


def test_a_slow_drip_of_failures_never_locks(dan, at):
    with time_machine.travel(timezone.now(), tick=False) as clock:
        for _ in range(25):
            assert fail(at(), 1) == [200]
            clock.shift(timedelta(minutes=2))


def test_an_administrator_releases_a_locked_person_at_once(dan, admin, at, now):
    fail(at(), 11)
    assert lockout.is_locked("dan", now=timezone.now())
    services.unlock(dan, by=admin, now=now)
    assert not lockout.is_locked("dan", now=timezone.now())
    assert sign_in(at()).status_code == 302


@pytest.mark.parametrize("header", ["HTTP_X_FORWARDED_FOR", "HTTP_X_REAL_IP", "HTTP_FORWARDED"])
def test_a_forged_forwarding_header_gains_nothing(dan, at, header):
    codes = [fail(at("127.0.0.5", **{header: f"10.0.0.{number}"}), 1)[0] for number in range(12)]
    assert codes == [200] * 10 + [429] * 2


def test_a_trusted_proxy_is_believed_about_who_is_behind_it(dan, at, settings):
    import ipaddress

    settings.TRUSTED_PROXIES = [ipaddress.ip_network("127.0.0.5")]
    fail(at("127.0.0.5", HTTP_X_FORWARDED_FOR="10.0.0.1"), 11)
    assert sign_in(at("127.0.0.5", HTTP_X_FORWARDED_FOR="10.0.0.1")).status_code == 429
    assert sign_in(at("127.0.0.5", HTTP_X_FORWARDED_FOR="10.0.0.2")).status_code == 302


@pytest.mark.parametrize("name", ["DAN", " dan ", "Dan"])
def test_capitals_and_spaces_open_no_second_account_to_guess_at(dan, at, name):
    fail(at(), 10, name)
    assert sign_in(at()).status_code == 429


def test_changing_the_browser_opens_no_new_tries(dan, at):
    codes = [fail(at(HTTP_USER_AGENT=f"browser {number}"), 1)[0] for number in range(12)]
    assert codes.count(429) == 2


def test_the_log_of_failures_keeps_counting_after_thousands_of_them(dan, at, now):
    old = [AccessFailureLog(username="dan", ip_address="127.0.0.3", user_agent="") for _ in range(1200)]
    AccessFailureLog.objects.bulk_create(old)
    AccessFailureLog.objects.update(attempt_time=timezone.now() - timedelta(hours=2))
    assert fail(at(), 11)[-1] == 429


def test_refused_tries_do_not_fill_the_security_log(dan, at):
    fail(at(), 60)
    kinds = list(StaffEvent.objects.filter(person=dan).values_list("kind", flat=True))
    assert (kinds.count("sign_in_failed"), kinds.count("sign_in_locked")) == (10, 1)


def test_unknown_names_do_not_fill_the_security_log_and_are_not_written_in_it(db, at):
    for number in range(40):
        sign_in(at(), f"secret-typed-as-name-{number}", "wrong")
    events = StaffEvent.objects.all()
    assert [(event.kind, event.detail, event.person) for event in events] == [("sign_in_failed", "unknown username", None)]


def test_tries_that_no_limit_counts_any_more_are_dropped(db):
    with time_machine.travel(datetime(2026, 5, 1, tzinfo=UTC)):
        lockout.take_try("dan", "127.0.0.1", now=timezone.now())
    assert lockout.forget_old(now=NOW) == 1


def test_tries_sent_side_by_side_cannot_pass_the_limit(real_db):
    taken, gate = [], threading.Barrier(8)

    def try_often():
        gate.wait(10)
        taken.extend(lockout.take_try("dan", "127.0.0.1", now=timezone.now()).row for _ in range(5))
        connection.close()

    threads = [threading.Thread(target=try_often) for _ in range(8)]
    [thread.start() for thread in threads]
    [thread.join(60) for thread in threads]
    assert (len(taken), sum(row is not None for row in taken)) == (40, 10)


def test_a_wrong_old_password_on_the_password_page_counts_too(dan, at):
    browser = at()
    sign_in(browser)
    fields = {"old_password": "wrong", "new_password1": PASSWORD + "x", "new_password2": PASSWORD + "x"}
    codes = [browser.post("/password/", fields).status_code for _ in range(11)]
    assert codes == [200] * 10 + [429]
