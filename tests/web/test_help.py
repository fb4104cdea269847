"""Help, home and the frame: rules with version and source, only keys that exist, whom to turn to, what runs."""

import pytest

from complaints.case.stages import MOVES
from complaints.clocks.status import State
from complaints.rules import help_told, pages
from complaints.rules.services import clock_rules
from tests.factories import make_person
from tests.web.reading import text


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
    assert all(f'id="{name}"' in page for name in ("keys", "dates", "marks", "rights", "rules", "contacts", "engine"))


def test_marks_are_told_in_the_words_and_icons_of_the_lists(signed_in):
    page = text(signed_in().get("/help/"))
    assert "Met late on 11 May, 1 working day late" in page and page.count('class="status is-') >= len(State)


def test_who_may_do_what_is_the_table_of_moves(signed_in):
    rows = {row[0]["text"]: [cell["text"] for cell in row[1:]] for row in help_told.rights()["rows"]}
    assert rows[MOVES["declare_deadlock"].label][1] == "Yes" and {move.label for move in MOVES.values()} <= set(rows)


def test_it_says_what_still_works_while_deadlines_are_not_checked(signed_in):
    assert "Long work waits and goes on from its counts." in text(signed_in().get("/help/"))


@pytest.mark.parametrize(("role", "home"), [
    ("agent", "/complaints/?view=mine"), ("senior_manager", "/complaints/?view=reviews"), ("compliance_officer", "/compliance/"),
    ("administrator", "/complaints/?view=all"),
])
def test_home_is_where_the_day_of_that_role_begins(signed_in, role, home):
    client = signed_in(role)
    assert client.get("/")["Location"] == home and client.get("/", follow=True).status_code == 200


def test_the_frame_names_the_company_its_rules_and_its_calendar(signed_in):
    page = text(signed_in().get("/help/"))
    assert "<b>Lastmile</b> complaints desk" in page and "Procedure rules version 1" in page
    assert "England and Wales calendar 2028.1, known to 31 December 2028" in page


def test_a_desk_that_was_never_swept_says_so_on_every_page(signed_in):
    page = text(signed_in().get("/help/"))
    assert "Deadlines have not been checked yet." in page and "Deadlines not checked yet" in page


@pytest.mark.parametrize("address", ["/complaints/take-next/", "/drafts/", "/complaints/search/"])
def test_an_address_that_only_takes_a_form_answers_in_the_frame_when_it_is_opened(signed_in, address):
    answer = signed_in().get(address)
    assert answer.status_code == 405 and "POST" in answer["Allow"]
    assert "This address has no page" in text(answer) and "Go to your complaints" in text(answer)
