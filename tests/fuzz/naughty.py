"""Values that break programs: words, numbers, days, moments and shapes. Each is a thing somebody once sent somewhere."""

import copy
import random
from typing import Any

TEXTS = (
    "", " ", "\x00", "a\x00b", "\x07", "\x1b[31m", "\x7f", "\ud800", "\udfff\ud800", "\ufeff", "\u202e\u2066", "\u200b", "\u2028", "\r\n", "\t",
    "NULL", "null", "None", "undefined", "NaN", "Infinity", "-1", "0", "1e309", "0x10", "true", "'", '"', "';--", "' OR 1=1 --", "`id`",
    "$(id)", "${7*7}", "{{7*7}}", "{% now 'Y' %}", "#{7}", "%s%s%n", "%00", "%", "_", "\\", "../../etc/passwd", "C:\\con", "http://[::1",
    "<script>alert(1)</script>", "<img src=x onerror=1>", "&amp;&lt;", "]]>", "<!--", "=cmd|' /C calc'!A0", "@SUM(1)", "+1", "🏳️‍🌈", "Ŵŷ",
    "ﷺ" * 20, "Z͑ͫ̓a̴l͖̹g̲o̴", "田中さん", "אבג", "ا" * 9, "ß", "İ", "ı", "ﬃ", "²", "٣", "１２", "a" * 300, "x" * 60_000, "é" * 51_000, "a b" * 9_000,
    "2026-02-31", "0001-01-01", "9999-12-31", "10000-01-01", "2026-13-01", "2026-05-11T25:00:00Z", "2026-05-11T09:00:00+99:99", "-0001-01-01",
    "2026-05-11", "2026-W20", "1e5", "2026-05-11T09:00:00.123456789Z", "2026-03-29T01:30:00", "2026-10-25T01:30:00", "0001-01-01T00:00:00+23:59",
    "9999-12-31T23:59:59-23:59", "12345", "9223372036854775808", "999999999999999999999999", "1.00", "-30.00", "30.000", "1,000.00", "٣٠.٠٠",
    "user@", "@", "a@b.c\r\nBcc: x@y.z", "+44", "07700 900672 ext. 9", "SW1A 1AA", "NG1  1AA", "1" * 13, "LM-26-00001-A", "lm26000001a",
)
NUMBERS = (0, 1, -1, 2**31, 2**31 - 1, 2**63, 2**63 - 1, -(2**63) - 1, 10**30, 10**400, 0.1, -0.0, 1e308, 5e-324, 1.5)
SHAPES = (None, True, False, [], {}, [[]], [None], {"": ""}, {"a": {"b": {"c": []}}}, {"$ne": 1}, {"__proto__": {"a": 1}}, ["a"] * 2_000)


def deep(levels: int, *, lists: bool) -> Any:
    value: Any = 1
    for _ in range(levels):
        value = [value] if lists else {"a": value}
    return value


def value(rng: random.Random) -> Any:
    """Any one of them."""
    kind = rng.random()
    if kind < 0.55:
        return rng.choice(TEXTS)
    if kind < 0.75:
        return rng.choice(NUMBERS)
    return deep(rng.choice((3, 15, 19, 21, 300)), lists=rng.random() < 0.5) if kind < 0.82 else copy.deepcopy(rng.choice(SHAPES))


def text(rng: random.Random) -> str:
    """A text of them, or two joined, or random characters from anywhere in Unicode."""
    kind = rng.random()
    if kind < 0.8:
        return rng.choice(TEXTS)
    if kind < 0.9:
        return rng.choice(TEXTS)[:50] + rng.choice(TEXTS)[:50]
    return "".join(chr(rng.randrange(0x110000)) for _ in range(rng.randrange(1, 12)))
