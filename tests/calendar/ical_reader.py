"""A strict reader of RFC 5545 for the tests: refuses what the standard refuses, knows nothing of how the desk writes."""

import re
from dataclasses import dataclass, field
from datetime import date

LINE = re.compile(r"(?P<name>[A-Z0-9-]+)(?P<params>(?:;[A-Z0-9-]+=[^;:\",\x00-\x1f]+)*):(?P<value>[^\x00-\x08\x0a-\x1f\x7f]*)\Z")
ONCE = {"VCALENDAR": ("VERSION", "PRODID"), "VEVENT": ("UID", "DTSTAMP", "DTSTART"), "VTIMEZONE": ("TZID",),
        "STANDARD": ("DTSTART", "TZOFFSETFROM", "TZOFFSETTO"), "DAYLIGHT": ("DTSTART", "TZOFFSETFROM", "TZOFFSETTO")}
ESCAPES = {"\\\\": "\\", "\\;": ";", "\\,": ",", "\\n": "\n", "\\N": "\n"}


@dataclass
class Component:
    name: str
    lines: list[tuple[str, dict[str, str], str]] = field(default_factory=list)
    inner: list["Component"] = field(default_factory=list)

    def value(self, name: str) -> str:
        (found,) = [value for key, _, value in self.lines if key == name]
        return found

    def text(self, name: str) -> str:
        value = self.value(name)
        assert not re.search(r"(?<!\\)(?:\\\\)*[;,]", value), f"unescaped: {value}"
        assert not re.search(r"(?<!\\)(?:\\\\)*\\(?![\\;,nN])", value), f"unknown escape: {value}"
        return re.sub(r"\\[\\;,nN]", lambda found: ESCAPES[found[0]], value)

    def day(self, name: str) -> date:
        ((params, value),) = [(params, value) for key, params, value in self.lines if key == name]
        assert params == {"VALUE": "DATE"} and re.fullmatch(r"\d{8}", value)
        return date.fromisoformat(value)


def unfolded(raw: bytes) -> list[str]:
    """Content lines; every physical line is at most 75 octets and ends with CRLF, and no fold cuts a sign."""
    assert raw.endswith(b"\r\n") and b"\n" not in raw.replace(b"\r\n", b"") and b"\r" not in raw.replace(b"\r\n", b"")
    physical = raw[:-2].split(b"\r\n")
    assert all(0 < len(line) <= 75 for line in physical)
    for line in physical:
        line.decode("utf-8")
    return raw[:-2].replace(b"\r\n ", b"").decode("utf-8").split("\r\n")


def read(raw: bytes) -> Component:
    """The one VCALENDAR of the bytes."""
    root = Component("")
    open_ = [root]
    for line in unfolded(raw):
        found = LINE.match(line)
        assert found, f"no content line: {line!r}"
        name, value = found["name"], found["value"]
        if name == "BEGIN":
            open_.append(Component(value))
        elif name == "END":
            ended = open_.pop()
            assert ended.name == value
            _check(ended)
            open_[-1].inner.append(ended)
        else:
            params = dict(part.split("=") for part in found["params"].split(";")[1:])
            open_[-1].lines.append((name, params, value))
    (calendar,) = root.inner
    assert open_ == [root] and not root.lines and calendar.name == "VCALENDAR" and calendar.value("VERSION") == "2.0" and calendar.inner
    return calendar


def _check(component: Component) -> None:
    names = [name for name, _, _ in component.lines]
    assert all(names.count(name) == 1 for name in ONCE[component.name]), (component.name, names)
    if component.name == "VEVENT":
        assert re.fullmatch(r"\d{8}T\d{6}Z", component.value("DTSTAMP"))
