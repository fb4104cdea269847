"""What reaches a page: whose forwarding headers count, how much a request may bring, how a failure is answered."""

import ipaddress

import pytest
from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.db import InterfaceError, OperationalError
from django.http import HttpResponse
from django.test import RequestFactory

from config import errors
from config.limits import RequestSize
from config.proxies import TrustedProxies, client_address

PROXIES = [ipaddress.ip_network("10.0.0.0/8"), ipaddress.ip_network("fd00::1")]
FORWARDED = [
    ("192.0.2.9", "198.51.100.1", "192.0.2.9"),
    ("10.0.0.1", "198.51.100.1", "198.51.100.1"),
    ("10.0.0.1", "203.0.113.5, 198.51.100.1", "198.51.100.1"),
    ("10.0.0.1", "203.0.113.5, 10.0.0.2", "203.0.113.5"),
    ("fd00::1", "2001:db8::7", "2001:db8::7"),
    ("10.0.0.1", "<script>", "10.0.0.1"),
    ("10.0.0.1", "", "10.0.0.1"),
    ("", "198.51.100.1", ""),
]


@pytest.mark.parametrize(("peer", "header", "expected"), FORWARDED)
def test_the_client_is_the_nearest_address_that_is_no_trusted_proxy(settings, peer, header, expected):
    settings.TRUSTED_PROXIES = PROXIES
    assert client_address(peer, header) == expected


@pytest.mark.parametrize(("peer", "secure"), [("10.0.0.1", True), ("192.0.2.9", False)])
def test_only_a_trusted_proxy_can_say_that_a_request_came_encrypted(settings, peer, secure):
    settings.TRUSTED_PROXIES = PROXIES
    request = RequestFactory().get("/", REMOTE_ADDR=peer, HTTP_X_FORWARDED_PROTO="https", HTTP_X_FORWARDED_HOST="evil")
    TrustedProxies(lambda _: HttpResponse())(request)
    assert request.is_secure() is secure
    assert "HTTP_X_FORWARDED_HOST" not in request.META


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("length", "status"),
    [("0", 200), ("1024", 200), (str(51 * 1024 * 1024), 413), ("9" * 400, 413), ("x", 200), ("", 200)],
)
def test_an_oversized_request_is_refused_before_it_is_read(length, status):
    request = RequestFactory().post("/", CONTENT_LENGTH=length)
    assert RequestSize(lambda _: HttpResponse())(request).status_code == status


CASES = [
    (errors.bad_request, RequestDataTooBig("x"), 413, "too_large"),
    (errors.bad_request, SuspiciousOperation("x"), 400, "bad_request"),
    (errors.forbidden, PermissionError("x"), 403, "forbidden"),
    (errors.not_found, LookupError("x"), 404, "not_found"),
]


@pytest.mark.parametrize(("handler", "error", "status", "code"), CASES)
def test_a_failure_under_the_api_is_answered_in_json(handler, error, status, code):
    answer = handler(RequestFactory().get("/api/v1/nowhere"), error)
    assert (answer.status_code, answer["Content-Type"]) == (status, "application/json")
    assert f'"code": "{code}"'.encode() in answer.content


def test_a_crash_is_answered_without_what_was_typed():
    answer = errors.failed(RequestFactory().get("/api/v1/complaints?q=Siân"))
    assert answer.status_code == 500 and b"Si" not in answer.content


@pytest.mark.parametrize("away", [OperationalError, InterfaceError])
@pytest.mark.parametrize(("path", "kind"), [("/api/v1/complaints", "application/json"), ("/complaints/", "text/html; charset=utf-8")])
def test_a_database_that_is_away_is_503_and_says_when_to_come_again(client, monkeypatch, settings, away, path, kind):
    client.raise_request_exception = False
    monkeypatch.setattr("staff.middleware.SessionLimits.__call__", lambda self, request: _raise(away("gone")))
    answer = client.get(path, headers={"Authorization": "Bearer x"})
    assert (answer.status_code, answer["Retry-After"], answer["Content-Type"]) == (503, "5", kind)


def _raise(error):
    raise error


@pytest.mark.django_db
def test_too_many_fields_are_413_not_500(client):
    body = "&".join(f"f{number}=1" for number in range(2_500))
    answer = client.post("/sign-in/", body, content_type="application/x-www-form-urlencoded")
    assert answer.status_code == 413
