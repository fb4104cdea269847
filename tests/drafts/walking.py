"""Every page of the program with a form in it: addresses of the URL conf, filled with things that there are, opened by those who may."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

from complaints.clocks.forms import EXAMPLE

VALUE = re.compile(r"<(?:\w+:)?(\w+)>")
TYPED = {"text", "search", "email", "tel", "url", "number", "", None}


@dataclass
class Form:
    """A form of a page: where it goes, its fields as shown, and which of them take words (a day is none)."""

    action: str
    method: str
    fields: dict[str, list[str]] = field(default_factory=dict)
    words: list[str] = field(default_factory=list)
    secret: bool = False


class Forms(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[Form] = []
        self.form: Form | None = None
        self.area = self.select = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        if tag == "form":
            self.form = Form(told.get("action") or "", (told.get("method") or "get").lower())
            self.found.append(self.form)
        elif self.form and told.get("name"):
            self._field(tag, told)
        elif tag == "option" and self.form and self.select and (self.select not in self.form.fields or "selected" in told):
            self.form.fields[self.select] = [told.get("value") or ""]

    def _field(self, tag: str, told: dict[str, str | None]) -> None:
        name, kind, form = told["name"], told.get("type"), self.form
        if tag == "textarea":
            self.area, form.fields[name] = name, [""]
            form.words.append(name)
        elif tag == "select":
            self.select = name
        elif tag == "input" and kind in ("checkbox", "radio"):
            form.fields.setdefault(name, []).extend([told.get("value") or "on"] if "checked" in told else [])
        elif tag == "input" and kind not in ("submit", "file"):
            form.fields.setdefault(name, []).append(told.get("value") or "")
            form.secret = form.secret or kind == "password"
            form.words += [name] if kind in TYPED and EXAMPLE not in (told.get("placeholder") or "") else []

    def handle_data(self, data: str) -> None:
        if self.area:
            self.form.fields[self.area][-1] += data.removeprefix("\n") if not self.form.fields[self.area][-1] else data

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.form = None
        elif tag == "textarea":
            self.area = ""
        elif tag == "select":
            self.select = ""


def routes(patterns: Any = None, before: str = "/") -> Iterator[str]:
    """Every address of the URL conf as it is written there, but for the API and files."""
    for one in get_resolver().url_patterns if patterns is None else patterns:
        address = before + str(one.pattern)
        if isinstance(one, URLResolver) and not address.startswith("/api"):
            yield from routes(one.url_patterns, address)
        elif isinstance(one, URLPattern) and address.endswith("/"):
            yield address


def addresses(places: dict[str, list[Any]]) -> Iterator[str]:
    """Each route with every thing that it may name."""
    for route in routes():
        yield from filled(route, places)


def filled(route: str, places: dict[str, list[Any]]) -> Iterator[str]:
    found = VALUE.search(route)
    if not found:
        yield route
        return
    for value in places.get(found[1], []):
        yield from filled(route[:found.start()] + str(value) + route[found.end():], places)


def forms_in(response: Any) -> list[Form]:
    """The forms by POST that take words."""
    page = response.headers.get("Content-Type", "").startswith("text/html") and not response.streaming
    return [form for form in Forms(response.content.decode()).found if form.method == "post" and form.words] if page else []
