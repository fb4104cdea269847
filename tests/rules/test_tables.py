"""The rules' tables: shipped rows, officers' dated rows over them, one statement a read, never stale."""

import json
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext

from complaints.case.models import Category
from complaints.clocks.kinds import Kind
from complaints.rules import services as rules
from complaints.rules.contacts import contacts_on
from complaints.rules.middleware import ReadOnce
from complaints.rules.models import ContactRow, HolidayChange, Setting
from tests.factories import MONDAY, do_move, make_complaint, make_team

pytestmark = pytest.mark.django_db
FIXTURES = Path(__file__).resolve().parents[2] / "fixtures"
DAY = date(2026, 5, 11)


def queries(call) -> int:
    with CaptureQueriesContext(connection) as told:
        call()
    return len(told)


def test_the_tables_are_read_by_one_statement():
    assert queries(lambda: rules.book(DAY)) == queries(lambda: rules.company(DAY)) == queries(rules.all_calendars) == 1


def test_held_tables_are_read_once():
    def page():
        with rules.held():
            for _ in range(50):
                rules.all_calendars()
                rules.company(DAY)
    assert queries(page) == 1
    assert queries(rules.all_calendars) == 1


def test_a_page_that_reads_holds_them_and_a_change_does_not():
    def page(request):
        return queries(rules.all_calendars) + queries(rules.all_calendars)
    told = [ReadOnce(page)(RequestFactory().generic(method, "/")) for method in ("GET", "HEAD", "POST")]
    assert told == [1, 1, 2]


def test_logging_and_moving_read_the_tables_once():
    def rules_read(call):
        with CaptureQueriesContext(connection) as told:
            call()
        return sum("complaints_setting" in query["sql"] for query in told)
    assert rules_read(make_complaint) == 1
    complaint = make_complaint()
    assert rules_read(lambda: do_move(complaint, "escalate")) == 1


def test_a_setting_holds_from_its_day():
    Setting.objects.create(name="rulebook", value="law", valid_from=DAY)
    Setting.objects.create(name="post_working_days", value=3, valid_from=DAY + timedelta(days=1))
    told = [(rules.company(day).rulebook, rules.company(day).post_working_days) for day in (DAY - timedelta(days=1), DAY, DAY + timedelta(days=1))]
    assert told == [("documents", 2), ("law", 2), ("law", 3)]


def test_a_change_is_seen_by_the_next_reading():
    before = rules.all_calendars()["scotland"]
    HolidayChange.objects.create(calendar="scotland", day=date(2026, 5, 12), name="A royal visit", at=MONDAY)
    after = rules.all_calendars()["scotland"]
    assert (before.rank[date(2026, 5, 12)] - after.rank[date(2026, 5, 12)], after.off[date(2026, 5, 12)]) == (1, "A royal visit")
    assert rules.all_calendars()["england-and-wales"].version == before.version


def test_the_calendars_are_the_same_objects_until_a_change():
    assert rules.all_calendars()["scotland"] is rules.all_calendars()["scotland"]


def test_a_withdrawn_day_is_a_working_day():
    HolidayChange.objects.create(calendar="scotland", day=date(2026, 5, 4), withdrawn=True, at=MONDAY)
    assert date(2026, 5, 4) not in rules.all_calendars()["scotland"].off


def test_an_added_day_moves_a_new_complaints_clock():
    HolidayChange.objects.create(calendar="england-and-wales", day=date(2026, 5, 12), name="A royal visit", at=MONDAY)
    row = make_complaint().deadlines.get(kind="first_response")
    assert row.due_on == date(2026, 5, 13) and row.calendar_version.endswith("+1")
    assert row.explanation["skipped"] == [{"date": "2026-05-12", "why": "A royal visit"}]


def test_a_complaint_keeps_its_rulebook_for_life():
    complaint = make_complaint()
    Setting.objects.create(name="rulebook", value="law", valid_from=DAY + timedelta(days=1))
    assert do_move(complaint, "escalate").rulebook == "documents"
    assert make_complaint(received_at=MONDAY + timedelta(days=2)).rulebook == "law"


def test_every_clock_row_names_its_public_source():
    for rule in rules.clock_rules().rows:
        assert rule.source and "seed" not in rule.source.lower()
    assert {rule.kind for rule in rules.clock_rules().rows} == set(Kind)


def test_loading_the_shipped_rows_twice_is_as_once(capsys):
    counts = []
    for _ in range(2):
        call_command("load_fixtures")
        counts.append((Category.objects.count(), ContactRow.objects.count()))
    assert counts[0] == counts[1] and "contacts" in capsys.readouterr().out


def test_categories_lie_in_two_levels_with_words_to_suggest_them():
    groups, kept = Category.objects.filter(parent=None), Category.objects.filter(parent__isnull=False)
    assert 8 <= groups.count() <= 12 and all(3 <= group.children.count() <= 8 for group in groups)
    assert all(row.words and 1 <= row.severity <= 3 and row.parent.parent is None for row in kept)


def test_every_category_of_the_demonstration_is_shipped():
    told = json.loads((FIXTURES / "demo_complaints.json").read_text())["complaints"]
    asked = {story["category"] for story in told if story.get("category")}
    assert asked <= set(Category.objects.filter(parent__isnull=False).values_list("code", flat=True))


def test_a_category_takes_the_first_team_of_its_kind_and_keeps_the_one_it_was_given():
    first, chosen = make_team(), make_team()
    Category.objects.filter(code="power_cut").update(team=chosen)
    call_command("load_fixtures", verbosity=0)
    teams = dict(Category.objects.filter(code__in=["power_cut", "voltage"]).values_list("code", "team"))
    assert teams == {"power_cut": chosen.pk, "voltage": first.pk}


CONTACTS = [("2009-01-01", "england", "consumer-direct", True), ("2026-05-11", "england", "consumer-direct", False),
            ("2026-05-11", "england", "advice-direct-scotland", False), ("2026-05-11", "scotland", "advice-direct-scotland", True),
            ("2026-05-11", "scotland", "citizens-advice", True), ("2026-05-11", "wales", "ombudsman", True)]


@pytest.mark.parametrize(("day", "nation", "code", "listed"), CONTACTS)
def test_whom_a_customer_may_turn_to_depends_on_day_and_nation(day, nation, code, listed):
    assert (code in {row.code for row in contacts_on(date.fromisoformat(day), nation)}) is listed


def test_an_officers_contact_wins_from_its_own_day_and_changes_no_shipped_row():
    shipped = ContactRow.objects.get(code="ombudsman")
    ContactRow.objects.create(code="ombudsman", shipped=False, role="ombudsman", name="Energy Ombudsman", phone="0800 000 0001",
                              valid_from=DAY, source="Their letter")
    told = [next(row.phone for row in contacts_on(day, "england") if row.code == "ombudsman") for day in (DAY - timedelta(days=1), DAY)]
    assert told == [shipped.phone, "0800 000 0001"]
    call_command("load_fixtures", verbosity=0)
    assert ContactRow.objects.get(code="ombudsman", shipped=False).phone == "0800 000 0001"
