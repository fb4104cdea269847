"""The one table of keys: pages, script and help take their keys from it, none is heard twice, each has a visible control."""

import re
from html import unescape
from pathlib import Path

import pytest
from django.conf import settings

from complaints.case.pages.heads import KEYS as MOVE_KEYS
from complaints.keyboard import table
from config.frame import NAV
from staff.models import Role
from tests.factories import make_complaint
from tests.web.reading import text

BASE = Path(settings.BASE_DIR)
SCRIPT = (BASE / "static/js/desk.js").read_text()
MARKUP = {path: path.read_text() for path in (BASE / "templates").rglob("*.html")}


def in_templates():
    return {key.replace("&lt;", "<").replace("&gt;", ">") for words in MARKUP.values() for key in re.findall(r'data-key="([^"{]+)"', words)}


def in_code():
    """Keys that a page hands to its template by name."""
    words = "".join(path.read_text() for path in (BASE / "complaints").rglob("pages/*.py"))
    told = set(re.findall(r'"key": "([^"]{1,8})"', words)) | set(MOVE_KEYS.values())
    return told | {key.keys for key in table.TABLE if f', "{key.keys}")' in words}


def by_script():
    """The keys by which lists are walked and ticked, as the script has them."""
    names = re.search(r"var LIST = \{(.*)\};", SCRIPT)[1]
    keys = {bare or quoted for bare, quoted in re.findall(r'(?:^|, | )(?:(\w)|"(.)"): (?:function|\w+)', names)}
    return {f"Shift+{key}" if key.isupper() else key for key in keys}


def test_every_key_that_a_page_declares_stands_in_the_table():
    assert [key for key in sorted(in_templates() | in_code()) if not table.declared(key)] == []


def test_the_script_walks_and_ticks_by_the_keys_of_the_table():
    told = {key.keys for key in table.of(table.LIST) if key.by_script}
    assert by_script() | {"Enter"} == told


@pytest.mark.parametrize("key", [key for key in table.TABLE if not key.by_script], ids=lambda key: f"{key.where} {key.keys}")
def test_every_key_of_the_table_has_its_control(key):
    alt = {f"Alt+{found.upper()}" for words in MARKUP.values() for found in re.findall(r'data-key-alt="(\w)"', words)}
    assert key.keys in in_templates() | in_code() | alt


def test_no_key_is_heard_twice_in_one_place():
    assert table.doubled() == []


@pytest.mark.parametrize("role", Role.values)
def test_no_two_entries_of_one_roles_navigation_share_a_key(role):
    keys = [entry[3] for entry in NAV[role] if entry[3]]
    assert len(keys) == len(set(keys)) and all(table.declared(key) for key in keys)


@pytest.mark.parametrize("role", Role.values)
def test_no_page_declares_a_key_twice(signed_in, role):
    client, complaint = signed_in(role), make_complaint()
    for address in ("/complaints/?view=all", f"/c/{complaint.reference}/", f"/c/{complaint.reference}/timeline/", "/complaints/new/", "/help/"):
        keys = re.findall(r'data-key="([^"]+)"', text(client.get(address)))
        twice = {key for key in keys if keys.count(key) > 1}
        assert twice <= {"t", "n"}, address  # a link and the tab or field to which it leads


@pytest.mark.parametrize(("address", "where"), [
    ("/complaints/?view=all", table.LIST), ("/c/{reference}/", table.COMPLAINT), ("/complaints/new/", table.CALL), ("/calendar/", table.MONTH),
])
def test_every_key_that_works_on_a_page_stands_under_its_place_in_the_help(signed_in, address, where):
    page = text(signed_in("senior_manager").get(address.format(reference=make_complaint().reference)))
    here = {unescape(key) for key in re.findall(r'data-key="([^"]+)"', page)}
    assert here <= {key.keys for key in (*table.of(where), *table.of(table.ANYWHERE))} | set(table.GO_TO.values())


@pytest.mark.parametrize(("script", "where", "keys"), [
    ("calendar", table.MONTH, {"←": "ArrowLeft", "→": "ArrowRight", "↑": "ArrowUp", "↓": "ArrowDown", "PageUp": "PageUp", "PageDown": "PageDown"}),
    ("phone", table.CALL, {"↑": "ArrowUp", "↓": "ArrowDown"}),
])
def test_keys_without_characters_are_those_that_the_script_of_the_page_hears(script, where, keys):
    heard = set(re.findall(r"\b(?:Arrow\w+|Page(?:Up|Down))\b", (BASE / f"static/js/{script}.js").read_text()))
    told = {cap for key in table.of(where) if key.by_script for cap in key.shown}
    assert told == set(keys) and heard == set(keys.values())


def test_only_keys_of_characters_can_be_switched_off():
    named = {"Ctrl+Enter", "Esc", "Ctrl+K", "Enter", "Alt+R", "↑ ↓", "← →", "PageUp PageDown"}
    assert {key.keys for key in table.TABLE if not key.single} == named


@pytest.mark.parametrize(("keys", "caps"), [("g w", ("g", "w")), ("Shift+E", ("Shift", "E")), ("..", (".", ".")), ("?", ("?",)), ("*", ("*",))])
def test_a_key_is_drawn_as_its_caps(keys, caps):
    assert table.Key(keys, table.LIST, "", "").shown == caps


def test_help_shows_a_role_the_moves_that_it_may_make_and_no_others(signed_in):
    from complaints.rules import help_told
    said = {part["title"]: [words for _, words in part["keys"]] for part in help_told.keys("compliance_officer", [("compliance", "Compliance")])}
    assert "resolve" not in said["On a complaint"] and "add a note" in said["On a complaint"] and said["Go to"] == ["compliance"]


def test_single_keys_are_switched_off_and_on_on_the_help_page_and_kept_on_the_server(signed_in):
    client = signed_in()
    assert client.post("/help/keys/", {"on": "no"})["Location"] == "/help/#keys"
    off = text(client.get("/complaints/?view=mine"))
    assert 'data-keys="off"' in off and "single keys off" in text(client.get("/help/"))
    client.post("/help/keys/", {"on": "yes"})
    assert 'data-keys="off"' not in text(client.get("/help/"))
