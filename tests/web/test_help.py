"""Help, home and the frame: rules with version and source, only keys that exist, whom to turn to, what runs."""

import re
from pathlib import Path

import pytest
from django.conf import settings

from complaints.rules import pages
from complaints.rules.services import clock_rules
from tests.factories import make_person
from tests.web.reading import text

SCRIPT = Path(settings.BASE_DIR) / "static/js/desk.js"
GIVEN_BY_PAGES = {"m", "u", "r", "Shift+E", "a", "l", "t"}


def test_every_rule_stands_there_with_version_source_and_whether_it_was_seen(signed_in):
    page = text(signed_in().get("/help/"))
    assert all(rule.name.replace("'", "&#x27;") in page and rule.source.replace("'", "&#x27;") in page for rule in clock_rules().rows)
    assert "No: our reading, the wording was not seen" in page


def test_a_rule_that_both_books_share_stands_there_once(signed_in):
    table = pages.rules_table(clock_rules().rows)
    assert [row[2]["text"] for row in table["rows"] if row[0]["text"].startswith("Senior review")] == ["Both"]
    assert {row[2]["text"] for row in table["rows"]} == {"Both", "Our documents", "The law"}


def test_a_customer_can_be_told_whom_to_turn_to_today(signed_in):
    page = text(signed_in().get("/help/"))
    assert "Energy Ombudsman" in page and "Advice Direct Scotland" in page and "0800 111 999" in page and "Consumer Direct" not in page


def test_the_help_names_the_administrator_and_what_runs(signed_in):
    make_person("administrator", full_name="Ada Admin")
    page = text(signed_in().get("/help/"))
    assert "Ada Admin" in page and ("SQLite, built in" in page or "PostgreSQL" in page) and "published to 31 December 2028" in page


def test_every_anchor_that_pages_link_to_is_there(signed_in):
    page = text(signed_in().get("/help/"))
    assert all(f'id="{name}"' in page for name in ("keys", "dates", "rules", "contacts", "engine"))


def keys_on_pages():
    """What the templates declare, and what lists and the script know by themselves."""
    found = {"j", "k", "Enter", "Ctrl+Enter", "Esc"} if "Escape" in SCRIPT.read_text() else set()
    for path in (Path(settings.BASE_DIR) / "templates").rglob("*.html"):
        found |= set(re.findall(r'data-key="([^"{]+)"', path.read_text()))
        found |= {f"Alt+{key.upper()}" for key in re.findall(r'data-key-alt="([^"{]+)"', path.read_text())}
    return found | keys_in_code()


def keys_in_code():
    """Keys that a page hands to its template by name."""
    folder = Path(settings.BASE_DIR) / "complaints/case/pages"
    return {key for path in folder.glob("*.py") for key in GIVEN_BY_PAGES if f'"{key}"' in path.read_text()}


@pytest.mark.parametrize("combination", [keys for part in (pages.ANYWHERE, pages.IN_A_LIST, pages.ON_A_COMPLAINT, pages.ON_A_CALL)
                                         for keys, _ in part], ids="+".join)
def test_only_keys_that_exist_are_shown(combination):
    assert "+".join(combination) in keys_on_pages()


@pytest.mark.parametrize(("role", "home"), [
    ("agent", "mine"), ("senior_manager", "reviews"), ("compliance_officer", "all"), ("administrator", "all"),
])
def test_home_is_where_the_day_of_that_role_begins(signed_in, role, home):
    client = signed_in(role)
    assert client.get("/")["Location"] == f"/complaints/?view={home}" and client.get("/", follow=True).status_code == 200


def test_the_frame_names_the_company_its_rules_and_its_calendar(signed_in):
    page = text(signed_in().get("/help/"))
    assert "<b>Lastmile</b> complaints desk" in page and "Procedure rules version 1" in page
    assert "England and Wales calendar 2028.1, known to 31 December 2028" in page


def test_a_desk_that_was_never_swept_says_so_on_every_page(signed_in):
    page = text(signed_in().get("/help/"))
    assert "Deadlines have not been checked yet." in page and "Deadlines not checked yet" in page
