"""The frame: shows what it is given, leaves out what is missing, never fails a page."""

from collections.abc import Iterator

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import DatabaseError
from django.http import HttpRequest
from django.test import RequestFactory

from config import frame, here
from staff.models import Person, Role
from tests.walk import addresses

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


MANAGER, OFFICER, ADMIN = "senior_manager", "compliance_officer", "administrator"
CURRENT = [
    ("/", "agent", "work"), ("/c/LM-26-04391-K/", "agent", "work"), ("/complaints/", "agent", "work"), ("/complaints/?view=queue", "agent", "queue"),
    ("/complaints/?view=reviews", MANAGER, "reviews"), ("/complaints/?view=reviews", "agent", "work"), ("/complaints/?view=all", "agent", "work"),
    ("/complaints/?view=%3Cb%3E", "agent", "work"), ("/complaints/new/", "agent", "log"), ("/letters/7/", "agent", "letters"),
    ("/working-days/", "agent", "workdays"), ("/alerts/", "agent", "alerts"), ("/eligibility/", "agent", "ombudsman"),
    ("/ombudsman/", MANAGER, "ombudsman"), ("/windows/", MANAGER, "ombudsman"), ("/standards/EL-R5/", "agent", "standards"),
    ("/payments/", MANAGER, "payments"), ("/payments/3/", "agent", "standards"), ("/incidents/3/customers/7/", MANAGER, "incidents"),
    ("/incidents/3/customers/7/", "agent", "standards"), ("/connections/", "agent", "standards"), ("/c/LM-26-04391-K/", OFFICER, "all"),
    ("/complaints/", OFFICER, "all"), ("/supply-reports/", "agent", "work"), ("/supply-reports/", OFFICER, "all"), ("/jobs/4/", "agent", "jobs"),
    ("/rules/", OFFICER, "settings"), ("/rules/", ADMIN, "settings"), ("/rules/", "agent", ""), ("/settings/company/name/", OFFICER, "settings"),
    ("/holidays/", OFFICER, "settings"), ("/audit/", OFFICER, "audit"), ("/compliance/", ADMIN, "compliance"), ("/people/", ADMIN, "people"),
    ("/people/agent/hand-over/", MANAGER, "absences"), ("/preferences/", "agent", "preferences"), ("/go/", "agent", "go"), ("/no/", "agent", ""),
    ("/complaints/import/", ADMIN, "jobs"), ("/guide/agent/", "agent", "guide"),
]  # fmt: skip


@pytest.mark.parametrize(("address", "role", "name"), CURRENT)
def test_the_current_entry_follows_the_address_and_what_the_role_has(address: str, role: str, name: str) -> None:
    assert frame.current_of(request(address, role)) == name


def test_every_first_part_of_an_address_has_its_row() -> None:
    assert {route.partition("/")[0] for _, route in addresses.routes()} - {"fragments"} == set(here.BY_PATH)


def test_every_row_names_entries_that_somebody_has() -> None:
    had = {name for role in Role.values for name in (*(entry[0] for entry in frame.nav_of(role)), *(link.name for link in frame.links_of(role)))}
    assert {name for names in (*here.BY_PATH.values(), *here.DEEPER.values()) for name in names} <= had | set(frame.BAR)


def test_an_entry_of_the_menu_marks_the_menu_and_itself() -> None:
    person = frame.frame_of(request("/jobs/4/")).person
    assert person is not None and person.here == "Jobs, import and export"
    assert [link.label for link in person.links if link.current] == ["Jobs, import and export"]


def test_a_page_may_name_its_entry_itself() -> None:
    asked = request("/c/LM-26-04391-K/", MANAGER)
    asked.desk_nav = "reviews"
    assert frame.current_of(asked) == "reviews"


@pytest.mark.parametrize(("chosen", "theme"), [("device", "auto"), ("light", "light"), ("dark", "dark")])
def test_the_theme_is_the_persons(chosen: str, theme: str) -> None:
    asked = request()
    asked.user.theme = chosen
    assert frame.frame_of(asked).theme == theme


def test_single_keys_can_be_switched_off() -> None:
    asked = request()
    asked.user.shortcuts_on = False
    assert frame.frame_of(asked).keys_off
