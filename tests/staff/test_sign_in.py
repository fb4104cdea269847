"""Signing in and out: the same words for everybody who may not, and back only to this very site."""

import time

import pytest

from staff import credentials, pages, services
from staff.models import SignedIn, StaffEvent

from .conftest import NOW, PASSWORD, is_signed_in, sign_in

pytestmark = pytest.mark.once


def test_the_right_password_signs_in_and_is_written_down(dan, at):
    browser = at("127.0.0.4")
    answer = sign_in(browser, " DAN ")
    assert (answer.status_code, answer["Location"], is_signed_in(browser)) == (302, "/", True)
    event = StaffEvent.objects.first()
    assert (event.kind, event.person, event.address) == ("signed_in", dan, "127.0.0.4")


@pytest.fixture
def refused(dan, make_person, admin):
    """Usernames that are refused, each for a reason of its own, and the password tried."""
    services.deactivate(make_person("gone"), by=admin, now=NOW)
    return {"wrong": ("dan", "wrong"), "unknown": ("nobody", PASSWORD), "deactivated": ("gone", PASSWORD)}


def body_of(answer, name):
    text = answer.content.decode()
    token = answer.context["csrf_token"] if answer.context else ""
    return text.replace(str(token), "TOKEN").replace(f'value="{name}"', "NAME")


def test_unknown_deactivated_and_wrong_are_answered_with_the_same_page(refused, at):
    answers = {why: sign_in(at(), *pair) for why, pair in refused.items()}
    bodies = {body_of(answer, refused[why][0]) for why, answer in answers.items()}
    headers = {tuple(sorted((k, v) for k, v in answer.items() if k != "Content-Length")) for answer in answers.values()}
    assert {answer.status_code for answer in answers.values()} == {200}
    assert (len(bodies), len(headers)) == (1, 1)
    assert pages.NOT_ACCEPTED in bodies.pop()


def test_a_locked_person_and_a_locked_name_that_nobody_has_read_the_same_words(refused, at):
    answers = []
    for name in ("dan", "nobody", "gone"):
        [sign_in(at(), name, "wrong") for _ in range(10)]
        answers.append(sign_in(at(), name))
    assert {answer.status_code for answer in answers} == {429}
    assert all(pages.NOT_ACCEPTED in answer.content.decode() for answer in answers)


def test_no_answer_is_quicker_for_who_is_unknown_deactivated_or_locked(refused, at, settings):
    [sign_in(at("127.0.0.66"), "locked", "wrong") for _ in range(10)]
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
    for name in ("dan", "gone"):
        credentials.set_demo_password(services.find(name), PASSWORD)
    pairs = {**refused, "locked": ("locked", "wrong")}
    spent = {why: [] for why in pairs}
    for number in range(7):
        for why, pair in pairs.items():
            browser = at("127.0.0.66" if why == "locked" else f"127.0.3.{number + 1}")
            began = time.process_time()
            sign_in(browser, *pair)
            spent[why].append(time.process_time() - began)
    # The least of several: what else the machine does only adds. Without the hash an answer takes a tenth.
    least = {why: min(values) for why, values in spent.items()}
    assert max(least.values()) <= 1.2 * min(least.values()), least


NONSENSE = [
    {},
    {"username": "dan"},
    {"password": "x"},
    {"username": "d\0n", "password": "x\0"},
    {"username": "x" * 5000, "password": "y" * 5000},
    {"username": "é" * 60, "password": b"\xff\xfe\xd8"},
]


@pytest.mark.parametrize("fields", NONSENSE)
def test_whatever_is_sent_the_page_comes_back_with_a_sentence(dan, at, fields):
    answer = at().post("/sign-in/", fields)
    assert answer.status_code == 200
    assert answer.context["form"].errors


LOCAL = ["/", "/complaints/?state=overdue&q=a%20b", "/c/LM-1234/do/escalate/", "/letters/7/#top"]
ELSEWHERE = [
    "//evil.example", "///evil.example", "////evil.example/x", "http://evil.example", "https://evil.example/", "HTTPS://evil.example",
    "http:evil.example", "http:/evil.example", "https:///evil.example", "/\\evil.example", "\\\\evil.example", "/\\/evil.example",
    "\\/evil.example", "/\tevil", "/\t/evil.example", "\t//evil.example", " //evil.example", "/\n/evil.example", "/\r\nLocation:x",
    "javascript:alert(1)", "JavaScript:alert(1)", "data:text/html,x", "vbscript:x", "//evil.example\\@desk", "//desk@evil.example",
    "http://desk@evil.example", "//[::1]", "//[::1", "/%0d%0aSet-Cookie:x=1\r\n", "ftp://evil.example", "mailto:a@b.example",
    "evil.example", "evil.example/", "www.evil.example", "?next=//evil.example", "#//evil.example", ".//evil.example",
    "..//evil",
    "//evil.example/..", "//evil%2eexample", "//\u0000evil.example", "/\u0000", "//evil。example",
    "／／evil.example", "\u2028//evil.example",
    "http://[", "//localhost", "//127.0.0.1", "//testserver/", "http://testserver/", "/sign-out/", "/sign-in/?next=//evil.example",
    "/password/", "/session/", "", "   ", "null", "undefined", "file:///etc/passwd", "blob:x", "//%5cevil.example", "/\u202e//evil",
]  # fmt: skip


@pytest.mark.parametrize("address", LOCAL)
def test_after_sign_in_one_goes_back_to_the_page_one_was_on(dan, at, address):
    assert sign_in(at(), next=address)["Location"] == address


def test_there_are_sixty_ways_elsewhere_to_refuse():
    assert len(set(ELSEWHERE)) >= 60


@pytest.mark.parametrize("address", ELSEWHERE)
def test_next_leads_nowhere_but_to_this_site(dan, at, address):
    assert sign_in(at(), next=address)["Location"] == "/"


def test_a_signed_in_person_asking_for_the_sign_in_page_goes_on(dan, at):
    browser = at()
    sign_in(browser)
    assert browser.get("/sign-in/?next=/letters/")["Location"] == "/letters/"


def test_the_key_of_the_session_changes_at_sign_in(dan, at):
    browser = at()
    browser.session.save()
    before = browser.session.session_key
    sign_in(browser)
    assert browser.session.session_key != before


def test_signing_in_again_as_somebody_else_leaves_nothing_of_the_first(dan, make_person, at):
    make_person("lena")
    browser = at()
    sign_in(browser)
    first = browser.session.session_key
    sign_in(browser, "lena")
    assert list(SignedIn.objects.values_list("person__username", flat=True)) == ["lena"]
    assert first != browser.session.session_key


def test_signing_out_needs_a_post_and_kills_the_cookie(dan, at):
    browser, thief = at(), at("127.0.0.8")
    sign_in(browser)
    thief.cookies = browser.cookies.copy()
    assert is_signed_in(thief)
    assert browser.get("/sign-out/").status_code == 405
    assert is_signed_in(browser)
    assert browser.post("/sign-out/")["Location"] == "/sign-in/?ended=signed_out"
    assert [is_signed_in(browser), is_signed_in(thief), SignedIn.objects.count()] == [False, False, 0]


def test_the_forms_are_refused_without_their_token(dan):
    from django.test import Client

    strict = Client(enforce_csrf_checks=True)
    assert sign_in(strict).status_code == 403
    assert not is_signed_in(strict)


@pytest.mark.parametrize("why", [*pages.ENDED_WORDS, "", "<script>", "no-such-reason"])
def test_the_page_says_why_a_session_ended_in_our_words_only(db, at, why):
    answer = at().get("/sign-in/", {"ended": why})
    assert answer.context["notice"] == pages.ENDED_WORDS.get(why, "")
    assert "<script>alert" not in answer.content.decode()
