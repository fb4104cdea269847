"""Whoever calls the API in a test: a person with a token, and the calls as plain functions."""

import json
from typing import Any

from django.http import HttpResponse
from django.test import Client

from staff.credentials import make_token
from staff.models import Person
from tests.factories import MONDAY

BASE = "/api/v1"


class Caller:
    """A person at the API. `body` is sent as JSON, text or bytes as they are."""

    def __init__(self, person: Person | None):
        self.person = person
        self.client = Client(raise_request_exception=False)
        self.headers = {"Authorization": f"Bearer {make_token(person, by=None, now=MONDAY)}"} if person else {}

    def get(self, path: str, **query: Any) -> HttpResponse:
        return self.client.get(BASE + path, query, headers=self.headers)

    def post(self, path: str, body: Any) -> HttpResponse:
        return self.send("POST", path, body)

    def patch(self, path: str, body: Any) -> HttpResponse:
        return self.send("PATCH", path, body)

    def send(self, method: str, path: str, body: Any = b"", content_type: str = "application/json") -> HttpResponse:
        raw = body if isinstance(body, (str, bytes)) else json.dumps(body)
        return self.client.generic(method, BASE + path, raw, content_type=content_type, headers=self.headers)


def is_error(response: HttpResponse, status: int, code: str | None = None) -> bool:
    """Whether it is the contract's error: one sentence, a code, fields."""
    told = response.json()
    whole = set(told) == {"error", "code", "fields"} and told["error"].endswith((".", "?")) and isinstance(told["fields"], dict)
    return response.status_code == status and whole and (code is None or told["code"] == code)
