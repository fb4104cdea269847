"""What a page asks by itself is no use of it: it must not keep a session alive."""

import re
from pathlib import Path

TEMPLATES = Path(__file__).parents[2] / "templates"
TAG = re.compile(r"<[a-z]+\b(?:[^<>\"']|\"[^\"]*\"|'[^']*')*>")
BACKGROUND = """hx-headers='{"X-Background": "1"}'"""


def asks_by_itself() -> list[tuple[str, str]]:
    found = [(path.name, tag) for path in sorted(TEMPLATES.rglob("*.html")) for tag in TAG.findall(path.read_text(encoding="utf-8"))]
    return [(name, tag) for name, tag in found if 'hx-trigger="every' in tag]


def test_every_part_that_asks_again_by_itself_says_so():
    assert asks_by_itself() and [name for name, tag in asks_by_itself() if BACKGROUND not in tag] == []
