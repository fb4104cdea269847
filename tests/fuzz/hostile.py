"""Hostile requests: to every call of the API and every page, as every role. One seed makes one sequence, always the same."""

import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any
from urllib.parse import quote

from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from complaints.case.stages import MOVES
from config.api import document
from tests.fuzz import naughty
from tests.fuzz.bodies import Maker

METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "HEAD", "TRACE", "PROPFIND")
TYPES = ("application/json", "application/json; charset=nonsense", "text/plain", "application/x-www-form-urlencoded", "multipart/form-data",
         "multipart/form-data; boundary=x", "", "é/\x01")
QUERIES = ("limit", "cursor", "q", "stage", "owner", "state", "due_before", "start", "days", "calendar", "from", "to", "months", "page",
           "next", "sort", "view", "as_of", "list", "after", "before", "whose", "nation", "month", "as", "show", "less", "need", "team", "category",
           "type", "hashes", "seen", "shown", "kind", "carried", "done", "calendar", "ask", "day", "counting",
           "what", "part", "year", "person", "team", "cause")

CARRIED = ("draft", "draft_version", "ref", "complaint", "seen", "shown_with", "do", "list", "alert", "every", "one", "all", "op_id", "version")

FILES = (b"", b"plain words", b"a,b\n1,2\n", b"%PDF-1.7\n%", b"\x89PNG\r\n\x1a\n" + b"\x00" * 30, b"\xff\xd8\xff\xe0\x00\x00", b"PK\x03\x04xx",
         b"PK\x05\x06" + b"\x00" * 18, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"<svg onload=alert(1)>", b"\xef\xbb\xbfwords", b"\xff\xfe\x00\x00",
         b"From: a\r\nTo: b\r\nSubject: c\r\n\r\nd", b"#!/bin/sh", b"MZ" + b"\x00" * 60)


@dataclass(frozen=True)
class Sent:
    """One request as it can be sent again by hand."""

    method: str
    path: str
    body: bytes = b""
    content_type: str = ""
    headers: dict[str, str] = field(default_factory=dict)

    def __str__(self) -> str:
        return f"{self.method} {self.path[:300]} {self.content_type} {self.body[:600]!r}"


def quoted(text: str) -> str:
    return quote(text.encode("utf-8", "surrogatepass"), safe="")


def query_string(rng: random.Random) -> str:
    pairs = [f"{rng.choice(QUERIES)}={quoted(naughty.text(rng)[:2000])}" for _ in range(rng.randrange(4))]
    return "?" + "&".join(pairs) if pairs else ""


class ApiRequests:
    """Requests to the calls of the OpenAPI document. `known` as in `Maker`; `places` gives real values for the address,
    `standing` the version and stage of each reference now."""

    def __init__(self, rng: random.Random, document_: dict[str, Any], known: dict[str, Any], places: dict[str, Any],
                 standing: Callable[[], dict[str, tuple]]):
        self.rng, self.places, self.standing = rng, places, standing
        self.calls = [(path, method.upper(), told) for path, methods in document_["paths"].items() for method, told in methods.items()]
        self.maker = Maker(rng, document_["components"]["schemas"], known)

    def one(self) -> Sent:
        path, method, told = self.rng.choice(self.calls)
        reference, (version, stage) = self.rng.choice(list(self.standing().items()))
        move = self.rng.choice([name for name in MOVES if stage in MOVES[name].sources] if self.rng.random() < 0.8 else list(MOVES))
        self.maker.known["version"] = [version] * 9 + [version + 1]
        body, kind = self._body(told, move)
        address = self._address(path, {"move": [move], "reference": [reference]}) + self._query(told, method)
        if self.rng.random() < 0.06:
            method = self.rng.choice(METHODS)
        return Sent(method, address, body, kind if self.rng.random() < 0.93 else self.rng.choice(TYPES))

    def _body(self, told: dict[str, Any], move: str) -> tuple[bytes, str]:
        content = told.get("requestBody", {}).get("content")
        if not content:
            return b"", "application/json"
        (kind, media), *_ = content.items()
        schema = media["schema"]
        schema = next((one for one in schema.get("anyOf", ()) if one.get("title") == move), schema)
        body = self.maker.fitting(schema)
        if kind == "multipart/form-data":
            return self._parts(body), f"{kind}; boundary=fuzz"
        return self.maker.raw(self.maker.spoilt(body) if self.rng.random() < 0.6 else body), kind

    def _parts(self, body: dict[str, Any]) -> bytes:
        """A form in parts: its fields, now and then spoilt, and a file of some kind under some name."""
        fields = {name: value if self.rng.random() < 0.85 else naughty.text(self.rng) for name, value in body.items() if name != "file"}
        parts = [f'Content-Disposition: form-data; name="{name}"\r\n\r\n{value}' for name, value in fields.items()]
        name = naughty.text(self.rng)[:200].replace("\r", "").replace("\n", "").replace('"', "")
        head = f'Content-Disposition: form-data; name="file"; filename="{name}"\r\nContent-Type: {self.rng.choice(TYPES)}\r\n\r\n'
        body_ = b"".join(b"--fuzz\r\n" + part.encode("utf-8", "surrogatepass") + b"\r\n" for part in parts)
        whole = body_ + b"--fuzz\r\n" + head.encode("utf-8", "surrogatepass") + self.rng.choice(FILES) + b"\r\n--fuzz--\r\n"
        return whole if self.rng.random() < 0.9 else whole[: self.rng.randrange(len(whole))]

    def _query(self, told: dict[str, Any], method: str) -> str:
        """What the call asks for in its query, each part fitting or not; seldom something else."""
        asks = [one for one in told.get("parameters", ()) if one["in"] == "query"]
        if self.rng.random() < 0.2:
            return query_string(self.rng) if method == "GET" or self.rng.random() < 0.3 else ""
        pairs = [(one["name"], self.maker.fitting(one["schema"], one["name"]) if self.rng.random() < 0.8 else naughty.text(self.rng))
                 for one in asks if one["required"] or self.rng.random() < 0.2]
        return "?" + "&".join(f"{name}={quoted(str(value)[:3000])}" for name, value in pairs) if pairs else ""

    def _address(self, path: str, first: dict[str, list[str]]) -> str:
        def place(found: re.Match) -> str:
            real = first.get(found[1]) or self.places.get(found[1])
            return str(self.rng.choice(real)) if real and self.rng.random() < 0.88 else quoted(naughty.text(self.rng)[:500])
        return re.sub(r"\{(\w+)\}", place, path)


class Fields(HTMLParser):
    """Names and values of the inputs of a page, as a browser would send them."""

    def __init__(self) -> None:
        super().__init__()
        self.values: dict[str, str] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag in ("input", "select", "textarea", "button") and given.get("name"):
            self.values.setdefault(given["name"], given.get("value") or "")


def page_patterns(resolver: URLResolver | None = None, before: str = "") -> Iterator[str]:
    """The routes of every page, with their parts named in angle brackets; the API is not among them."""
    for pattern in (resolver or get_resolver()).url_patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            yield "/" + route
        elif not route.startswith("api/"):
            yield from page_patterns(pattern, route)


class PageRequests:
    """Requests to pages: odd addresses and queries, and each page's own form with hostile values in it."""

    def __init__(self, rng: random.Random, client: Client, places: dict[str, Any]):
        self.rng, self.client, self.places = rng, client, places
        self.routes = sorted({route for route in page_patterns() if "sign-out" not in route and "static" not in route})

    def one(self) -> Sent:
        path = self._address(self.rng.choice(self.routes))
        kind = self.rng.random()
        if kind < 0.45:
            return Sent("GET", path + query_string(self.rng), headers=self._headers())
        if kind < 0.9:
            return Sent("POST", path, self._form(path), "application/x-www-form-urlencoded", self._headers())
        return Sent(self.rng.choice(METHODS), path, naughty.text(self.rng).encode("utf-8", "surrogatepass"), self.rng.choice(TYPES))

    def _headers(self) -> dict[str, str]:
        odd = naughty.text(self.rng)[:200].encode("ascii", "replace").decode().replace("\r", "").replace("\n", "")
        names = ("HX-Request", "HX-Current-URL", "X-Background", "Accept", "Accept-Language", "X-Forwarded-For", "Referer")
        return {self.rng.choice(names): odd} if self.rng.random() < 0.3 else {}

    def _form(self, path: str) -> bytes:
        page = self.client.get(path)
        fields = Fields()
        if page.status_code == 200 and page["Content-Type"].startswith("text/html"):
            fields.feed(page.content.decode())
        for name in [name for name in fields.values if self.rng.random() < 0.5 and name not in ("op_id", "version")]:
            fields.values[name] = naughty.text(self.rng)[:5_000]
        if self.rng.random() < 0.2 and fields.values:
            fields.values[self.rng.choice(list(fields.values))] = naughty.text(self.rng)
        pairs = [*fields.values.items(), *self._beside(list(fields.values))]
        return "&".join(f"{quoted(name)}={quoted(value)}" for name, value in pairs).encode()

    def _beside(self, names: list[str]) -> Iterator[tuple[str, str]]:
        """Now and then a field twice, and what other pages carry: the address of a form, ticks, versions."""
        while names and self.rng.random() < 0.15:
            yield self.rng.choice(names), naughty.text(self.rng)[:5_000]
        for name in CARRIED:
            if self.rng.random() < 0.04:
                real = self._address(self.rng.choice(self.routes)) if name == "draft" else str(self.rng.choice(self.places["reference"]))
                yield name, self.rng.choice((real, f"{real}:1", naughty.text(self.rng)[:500]))

    def _address(self, route: str) -> str:
        def place(found: re.Match) -> str:
            real = self.places.get(found[1].split(":")[-1])
            return str(self.rng.choice(real)) if real and self.rng.random() < 0.85 else quoted(naughty.text(self.rng)[:300])
        return re.sub(r"<([^>]+)>", place, route)


def api_document() -> dict[str, Any]:
    import json

    return json.loads(document())
