"""Reading a form from a page as a browser would send it: every field with the value it shows."""

from html.parser import HTMLParser
from typing import Any


class Fields(HTMLParser):
    """The values of all fields of a page; buttons are left out, ticks only where they are set."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.values: dict[str, Any] = {}
        self.area, self.select = "", ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        name = told.get("name") or ""
        if tag == "input" and told.get("type") in ("checkbox", "radio"):
            if "checked" in told:
                self.values.setdefault(name, []).append(told.get("value") or "on")
        elif tag == "input":
            self.values[name] = told.get("value") or ""
        elif tag == "textarea":
            self.area, self.values[name] = name, ""
        elif tag == "select":
            self.select = name
        elif tag == "option" and self.select and (self.select not in self.values or "selected" in told):
            self.values[self.select] = told.get("value") or ""

    def handle_data(self, data: str) -> None:
        if self.area:
            self.values[self.area] += data.removeprefix("\n") if not self.values[self.area] else data

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self.area = ""
        if tag == "select":
            self.select = ""


def fields_of(response: Any) -> dict[str, Any]:
    found = Fields(response.content.decode()).values
    return {name: value for name, value in found.items() if name and name not in ("q", "csrfmiddlewaretoken")}


def text(response: Any) -> str:
    return response.content.decode()
