"""How long a session lasts, what ends it, and that every page lies behind it."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import URLPattern, get_resolver
from django.utils import timezone

from staff import services, sessions
from staff.models import SignedIn, StaffEvent

from .conftest import NOW, PASSWORD, is_signed_in, sign_in

NEW = "kd7m-x4wq-zz9p"
PASSWORDS = {"old_password": PASSWORD, "new_password1": NEW, "new_password2": NEW}


@pytest.fixture
def clock():
    with time_machine.travel(timezone.now().replace(microsecond=0), tick=False) as travelling:
        yield travelling


@pytest.fixture
def browser(dan, at, clock):
    signed_in = at()
    sign_in(signed_in)
    return signed_in


def page(browser, address="/preferences/", **headers):
    return browser.get(address, headers=headers)


def test_a_session_in_use_goes_on_and_thirty_idle_minutes_end_it(browser, clock):
    for _ in range(10):
        clock.shift(timedelta(minutes=29, seconds=59))
        assert page(browser).status_code == 200
    clock.shift(timedelta(minutes=30))
    assert page(browser)["Location"] == "/sign-in/?next=%2Fpreferences%2F&ended=idle"
    assert not is_signed_in(browser)
    assert (StaffEvent.objects.first().kind, StaffEvent.objects.first().detail) == ("signed_out", "idle")


def test_twelve_hours_end_a_session_however_busy(browser, clock):
    for _ in range(35):
        clock.shift(timedelta(minutes=20))
        assert page(browser).status_code == 200
    clock.shift(timedelta(minutes=20))
    assert page(browser)["Location"].endswith("ended=whole")


def test_what_the_page_asks_by_itself_is_not_use(browser, clock):
    codes = []
    for _ in range(6):
        clock.shift(timedelta(minutes=5))
        codes.append(page(browser, **{"X-Background": "1"}).status_code)
    assert codes == [200] * 5 + [302]


def test_a_page_that_asks_by_itself_leaves_the_reason_to_the_next_click(browser, clock):
    clock.shift(timedelta(minutes=31))
    assert browser.get("/session/", headers={"X-Background": "1"}).status_code == 401
    assert page(browser)["Location"].endswith("ended=idle")


def test_the_session_page_tells_the_seconds_left_and_staying_starts_them_anew(browser, clock):
    clock.shift(timedelta(minutes=28))
    quiet = {"X-Background": "1"}
    assert [browser.get("/session/", headers=quiet).json()["seconds_left"] for _ in range(2)] == [120, 120]
    assert browser.get("/session/").json()["seconds_left"] == 1800


def test_the_seconds_left_end_with_the_twelve_hours(browser, clock):
    for _ in range(26):
        clock.shift(timedelta(minutes=27, seconds=20))
        page(browser)
    assert browser.get("/session/").json()["seconds_left"] == 12 * 3600 - 26 * 1640


def test_a_click_within_fifteen_seconds_writes_nothing(browser, clock):
    before = SignedIn.objects.get().seen_at
    clock.shift(timedelta(seconds=14))
    page(browser)
    assert SignedIn.objects.get().seen_at == before
    clock.shift(timedelta(seconds=1))
    page(browser)
    assert SignedIn.objects.get().seen_at > before


def test_deactivation_ends_open_sessions_at_the_next_request(browser, dan, admin):
    services.deactivate(dan, by=admin, now=NOW)
    assert [page(browser).status_code, is_signed_in(browser), SignedIn.objects.count()] == [302, False, 0]


@pytest.mark.parametrize("role", ["administrator", "agent"])
def test_a_change_of_role_holds_from_the_next_request(browser, dan, admin, role):
    services.change_role(dan, "administrator", by=admin, now=NOW)
    services.change_role(dan, role, by=admin, now=NOW)
    assert page(browser, "/people/").status_code == (200 if role == "administrator" else 403)


def test_a_reset_ends_the_sessions_and_the_one_time_password_leads_to_the_password_page(browser, dan, admin, at):
    one_time = services.reset_password(dan, by=admin, now=NOW)
    assert not is_signed_in(browser)
    sign_in(browser, password=one_time, next="/complaints/")
    assert [page(browser, address)["Location"] for address in ("/preferences/", "/people/")] == ["/password/"] * 2
    answer = browser.post("/password/", PASSWORDS | {"old_password": one_time})
    assert answer["Location"] == "/preferences/?done=password"
    assert page(browser).status_code == 200


def test_who_must_change_the_password_may_still_sign_out(browser, dan, admin):
    one_time = services.reset_password(dan, by=admin, now=NOW)
    sign_in(browser, password=one_time)
    assert browser.post("/sign-out/").status_code == 302
    assert not is_signed_in(browser)


def test_a_change_of_password_ends_the_other_sessions_and_keeps_this_one_under_a_new_key(browser, at):
    other, key = at("127.0.0.2"), browser.session.session_key
    sign_in(other)
    browser.post("/password/", PASSWORDS)
    assert [is_signed_in(browser), is_signed_in(other)] == [True, False]
    assert browser.session.session_key != key
    assert SignedIn.objects.get().session_key == browser.session.session_key


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"old_password": "wrong"}, "old_password"),
        ({"new_password2": NEW + "x"}, "new_password2"),
        ({"new_password1": "short", "new_password2": "short"}, "new_password1"),
        ({"new_password1": ""}, "new_password1"),
    ],
)
def test_a_refused_change_of_password_says_why_at_the_field(browser, changed, field):
    answer = browser.post("/password/", PASSWORDS | changed)
    assert (answer.status_code, list(answer.context["form"].errors)) == (200, [field])
    assert is_signed_in(browser)


def test_ones_own_sessions_are_listed_and_the_others_ended(browser, at):
    other = at("127.0.0.2", HTTP_USER_AGENT="Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko Firefox/140.0")
    sign_in(other)
    shown = page(browser).context["sessions"]
    assert {(row["address"], row["device"]) for row in shown} == {("127.0.0.1", "Another program"), ("127.0.0.2", "Firefox, Linux")}
    assert browser.post("/preferences/end-others/")["Location"] == "/preferences/?done=sessions"
    assert [is_signed_in(browser), is_signed_in(other)] == [True, False]


def test_rows_of_sessions_that_ran_out_are_dropped(browser, clock):
    clock.shift(timedelta(hours=13))
    assert sessions.forget_old(now=timezone.now()) == 2
    assert SignedIn.objects.count() == 0


@pytest.mark.parametrize("address", ["/preferences/", "/password/", "/people/", "/no-such-page/", "/sign-in/"])
def test_nothing_shown_to_the_signed_in_is_kept(browser, address):
    assert "no-store" in page(browser, address)["Cache-Control"]


def test_a_part_of_a_page_moves_the_whole_window_to_sign_in(db, at):
    answer = page(at(), "/people/", HX_Request="true", **{"HX-Request": "true", "HX-Current-URL": "http://desk/c/LM-1/?a=1"})
    assert (answer.status_code, answer["HX-Redirect"]) == (401, "/sign-in/?next=%2Fc%2FLM-1%2F%3Fa%3D1")


def patterns(resolver=None, before=""):
    for pattern in (resolver or get_resolver()).url_patterns:
        if isinstance(pattern, URLPattern):
            yield before + str(pattern.pattern), pattern.callback
        else:
            yield from patterns(pattern, before + str(pattern.pattern))


# The address of a feed is its own secret: a calendar program has no session.
OPEN = {"healthz", "sign-in/", "sign-out/", "session/", "calendar/feed/<str:token>.ics"}


def test_every_page_lies_behind_sign_in():
    found = {route for route, view in patterns() if not route.startswith("api/")}
    open_to_all = {route for route, view in patterns() if not getattr(view, "login_required", True)}
    assert len(found) > 10
    assert {route for route in open_to_all if not route.startswith("api/")} <= OPEN


EXAMPLES = {"str": "x", "slug": "x", "int": "1", "uuid": "6f1f8c1e-7a3f-4d38-9a55-0c7f0f1f2b10", "path": "x"}


def address_of(route):
    import re

    return "/" + re.sub(r"<(?:(\w+):)?\w+>", lambda found: EXAMPLES.get(found.group(1) or "str", "x"), route)


def test_a_stranger_is_sent_to_sign_in_from_every_page_whatever_the_method(db, at):
    stranger, wrong = at(), []
    for route, _ in patterns():
        if route.startswith("api/") or route in OPEN or "^" in route:
            continue
        for method in ("get", "post", "put", "delete"):
            answer = getattr(stranger, method)(address_of(route))
            if answer.status_code != 302 or not answer["Location"].startswith("/sign-in/?next="):
                wrong.append((method, route, answer.status_code))
    assert wrong == []
