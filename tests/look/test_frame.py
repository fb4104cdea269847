"""The frame: shows what it is given, leaves out what is missing, never fails a page."""

from collections.abc import Iterator

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import DatabaseError
from django.http import HttpRequest
from django.test import RequestFactory

from config import frame
from staff.models import Person, Role

EXISTS = frame.exists


@pytest.fixture(autouse=True)
def no_providers(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(frame, "_providers", {})
    monkeypatch.setattr(frame, "exists", lambda href: True)
    yield


def request(address: str = "/", role: str = "agent") -> HttpRequest:
    made = RequestFactory().get(address)
    made.user = Person(username="dan", full_name="Dan Whitlock", role=role)
    return made


def test_what_nobody_provides_is_left_out() -> None:
    made = frame.frame_of(request())
    assert (made.company, made.alerts, made.checked_words, made.stale_words, made.facts) == (None, None, None, None, ("London time",))
    assert {item.count for item in made.nav} == {None}


def test_what_is_provided_is_shown() -> None:
    frame.provide("alerts", lambda request: 3)
    frame.provide("work", lambda request: 16)
    frame.provide("facts", lambda request: ["Procedure rules version 3"])
    made = frame.frame_of(request())
    assert made.alerts == 3 and made.nav[0].count == 16 and made.facts[0] == "Procedure rules version 3"


def test_a_stale_sweep_shows_the_warning_mark() -> None:
    assert frame.frame_of(request()).checked_icon == "tick"
    frame.provide("stale_words", lambda request: "Deadlines were last checked at 09:41.")
    assert frame.frame_of(request()).checked_icon == "warn"


def test_a_piece_whose_source_is_away_never_fails_a_page() -> None:
    def away(request: HttpRequest) -> int:
        raise DatabaseError("gone")

    frame.provide("alerts", away)
    assert frame.frame_of(request()).alerts is None


def test_an_unknown_piece_is_refused() -> None:
    with pytest.raises(ValueError, match="no piece called weather"):
        frame.provide("weather", lambda request: 1)


def test_nobody_signed_in_sees_no_navigation_and_no_counts() -> None:
    frame.provide("alerts", lambda request: 3)
    asked = request()
    asked.user = AnonymousUser()
    made = frame.frame_of(asked)
    assert (made.person, made.nav, made.alerts) == (None, (), None)


def test_a_request_without_a_person_still_has_a_frame() -> None:
    assert frame.frame_of(RequestFactory().get("/")).person is None


@pytest.mark.parametrize("role", Role.values)
def test_every_role_has_its_navigation(role: str) -> None:
    names = [item.name for item in frame.frame_of(request(role=role)).nav]
    assert {"letters", "standards", "ombudsman", "help"} <= set(names) and ("payments" in names) == (role != "agent")
    assert ("reviews" in names) == (role in ("senior_manager", "administrator"))


def test_addresses_that_nobody_answers_are_not_offered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(frame, "exists", lambda href: href.startswith("/letters/"))
    made = frame.frame_of(request())
    assert [item.name for item in made.nav] == ["letters"] and made.person.links == ()


@pytest.mark.parametrize(("href", "answered"), [("/healthz", True), ("/healthz?x=1", True), ("/nowhere/", False)])
def test_an_address_exists_when_the_program_answers_it(href: str, answered: bool) -> None:
    assert EXISTS(href) is answered


CURRENT = [
    ("/", "work"), ("/c/LM-26-04391-K/", "work"), ("/complaints/", "work"), ("/complaints/?view=queue", "queue"),
    ("/complaints/?view=reviews", "reviews"),
    ("/complaints/?view=%3Cb%3E", "work"), ("/complaints/new/", ""), ("/letters/7/", "letters"), ("/working-days/", "workdays"),
    ("/alerts/", ""), ("/eligibility/", "ombudsman"), ("/ombudsman/", "ombudsman"), ("/windows/", "ombudsman"),
    ("/standards/EL-R5/", "standards"), ("/payments/", "payments"), ("/incidents/3/", "incidents"),
    ("/connections/", "standards"),
]  # fmt: skip


@pytest.mark.parametrize(("address", "name"), CURRENT)
def test_the_current_entry_follows_the_address(address: str, name: str) -> None:
    assert frame.current_name(request(address)) == name


def test_a_page_may_name_its_entry_itself() -> None:
    asked = request("/c/LM-26-04391-K/")
    asked.desk_nav = "reviews"
    assert frame.current_name(asked) == "reviews"


@pytest.mark.parametrize(("chosen", "theme"), [("device", "auto"), ("light", "light"), ("dark", "dark")])
def test_the_theme_is_the_persons(chosen: str, theme: str) -> None:
    asked = request()
    asked.user.theme = chosen
    assert frame.frame_of(asked).theme == theme


def test_single_keys_can_be_switched_off() -> None:
    asked = request()
    asked.user.shortcuts_on = False
    assert frame.frame_of(asked).keys_off
