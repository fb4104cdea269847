"""`manage.py load_bank_holidays`: a published list adds and never takes away, a withdrawn day stays withdrawn, nothing happens unasked."""

import io
import json
from datetime import date

import pytest
from django.core.management import call_command

from complaints.record.models import Event
from complaints.rules import services as rules
from complaints.rules.models import HolidayChange, HolidayList
from config.health import holidays_until
from tests.rules.moving import ENGLAND, FRIDAY, FUNERAL, first_response, received, unknown_yet
from tests.web.reading import text
from workdays import shipped

pytestmark = pytest.mark.django_db
ROYAL = date(2027, 5, 10)


def whole_year(year, calendar):
    return {row["date"]: row["name"] for row in shipped.rows() if row["calendar"] == calendar and row["date"].startswith(str(year))}


def listed(*days, years=(), calendars=(ENGLAND,)):
    """A file in the shape of gov.uk's: the days named and whole years of each calendar."""
    told = {}
    for calendar in calendars:
        some = dict(days) | {day: name for year in years for day, name in whole_year(year, calendar).items()}
        events = [{"title": name, "date": str(day), "notes": "", "bunting": True} for day, name in some.items()]
        told[calendar] = {"division": calendar, "events": events}
    return told


@pytest.fixture
def load(tmp_path):
    def run(told=None, *options):
        path = tmp_path / "bank-holidays.json"
        path.write_text(told if isinstance(told, str) else json.dumps(told), encoding="utf-8")
        out = io.StringIO()
        call_command("load_bank_holidays", *([str(path)] if told is not None else []), *options, stdout=out)
        return out.getvalue()
    return run


def withdraw(*options, day="2026-08-31", calendar=ENGLAND):
    out = io.StringIO()
    call_command("load_bank_holidays", "--withdraw", day, "--calendar", calendar, "--reason", "It was moved.", *options, stdout=out)
    return out.getvalue()


def off(day=ROYAL, calendar=ENGLAND):
    return rules.all_calendars()[calendar].off.get(day)


def test_without_apply_it_says_what_would_change_and_writes_nothing(load):
    unknown_yet()
    complaint = received()
    told = load(listed((ROYAL, "A royal wedding"), years=[2027]))
    assert f"Add {ROYAL} A royal wedding (england-and-wales)" in told and "Nothing was changed." in told and off() is None
    assert first_response(complaint).due_on == FUNERAL


def test_applied_it_is_merged_and_nothing_is_replaced(load):
    load(listed((ROYAL, "A royal wedding")), "--apply")
    assert off() == "A royal wedding" and off(date(2027, 5, 3)) == "Early May bank holiday"
    assert [event.data["day"] for event in Event.objects.filter(kind="holiday.added")] == ["2027-05-10"]


def test_a_file_that_lacks_a_known_day_only_warns(load):
    told = load(listed((ROYAL, "A royal wedding")), "--apply")
    assert "Warning: The file lacks 2027-05-03 Early May bank holiday (England and Wales), which is known." in told
    assert HolidayChange.objects.count() == 1


def test_applied_again_it_changes_nothing(load):
    told = listed((ROYAL, "A royal wedding"), years=[2029])
    load(told, "--apply")
    assert "No day would change." in load(told) and "Applied. 0 open deadlines moved." in load(told, "--apply")
    assert (HolidayChange.objects.count(), HolidayList.objects.count()) == (1, 1)


def test_a_withdrawn_day_stays_withdrawn_whatever_file_comes_after(load):
    withdraw("--apply")
    told = load(listed(years=[2026]), "--apply")
    assert off(date(2026, 8, 31)) is None and "2026-08-31 Summer bank holiday (England and Wales) was withdrawn and stays withdrawn." in told


def test_a_withdrawal_is_only_told_without_apply():
    assert "Withdraw 2026-08-31 Summer bank holiday" in withdraw() and off(date(2026, 8, 31))


def test_a_withdrawal_a_second_time_changes_nothing():
    withdraw("--apply")
    assert "No day would change." in withdraw("--apply") and HolidayChange.objects.count() == 1


def test_the_deadlines_that_move_are_named_with_their_complaints():
    complaint = received()
    assert first_response(complaint).due_on == date(2022, 9, 20)
    told = withdraw(day="2022-09-19")
    assert "1 open deadline would move, 0 of them alerted already." in told and "1 would move to an earlier day." in told
    assert f"  {complaint.reference}  first_response  2022-09-20 -> 2022-09-19" in told


def test_a_list_that_names_a_later_year_whole_moves_the_horizon(load):
    load(listed(years=[2029], calendars=rules.all_calendars()), "--apply")
    assert holidays_until() == date(2029, 12, 31)
    load(listed(years=[2031], calendars=rules.all_calendars()), "--apply")
    assert holidays_until() == date(2029, 12, 31)


def test_one_day_of_a_later_year_makes_no_year_known(load):
    load(listed((date(2029, 5, 10), "A royal wedding")), "--apply")
    assert off(date(2029, 5, 10)) and holidays_until() == date(2028, 12, 31)


def test_a_day_that_a_newer_list_makes_known_is_not_provisional_any_more(load):
    complaint = received(FRIDAY.replace(year=2028, month=6))
    row = complaint.deadlines.get(kind="ombudsman_from_complaint")
    assert row.due_on.year == 2029 and row.explanation["provisional"]
    load(listed(years=[2029], calendars=rules.all_calendars()), "--apply")
    row.refresh_from_db()
    assert "provisional" not in row.explanation


def test_a_day_on_a_weekend_is_left_out_with_a_warning(load):
    assert "falls on a weekend" in load(listed((date(2027, 5, 8), "A royal wedding")), "--apply") and not HolidayChange.objects.exists()


@pytest.mark.parametrize(("text", "sentence"), [
    ("{", "The file is not JSON."), ("[]", "The file has no calendars"), ('{"wales": {"events": []}}', "a calendar that there is not"),
    ('{"scotland": {"events": 3}}', "has no list of events"), ('{"scotland": {"events": [{"title": "", "date": "2027-01-01"}]}}', "has no title"),
    ('{"scotland": {"events": [{"title": "A", "date": "2027-02-31"}]}}', "has no date"),
    ('{"scotland": {"events": [{"title": "A\\u0000", "date": "2027-02-01"}]}}', "has no title"),
    ('{"scotland": {"events": [{"title": "A", "date": "2050-02-01"}]}}', "laid down from 2008-01-01 to 2040-12-31"),
])
def test_a_file_that_is_no_list_is_refused_in_one_sentence(load, capsys, text, sentence):
    with pytest.raises(SystemExit) as ended:
        load(text, "--apply")
    assert ended.value.code == 1 and sentence in capsys.readouterr().err and not HolidayChange.objects.exists()


@pytest.mark.parametrize(("options", "code"), [
    ((), 2), (("--withdraw", "2026-08-31"), 2), (("--withdraw", "soon", "--calendar", "scotland", "--reason", "x"), 2),
    (("--withdraw", "2026-08-31", "--calendar", "wales", "--reason", "x"), 2),
    (("--withdraw", "2026-09-01", "--calendar", "scotland", "--reason", "x"), 1), (("nowhere.json",), 1),
])
def test_wrong_arguments_end_with_two_and_a_refusal_with_one(options, code, capsys):
    with pytest.raises(SystemExit) as ended:
        call_command("load_bank_holidays", *options)
    assert ended.value.code == code and capsys.readouterr().err.count("\n") == 1


def pages(signed_in):
    client = signed_in("compliance_officer")
    return [text(client.get(address)) for address in ("/holidays/", "/compliance/")]


def test_a_list_that_was_refused_stands_on_the_pages_with_why_when_and_by_whom(load, signed_in):
    with pytest.raises(SystemExit):
        load("{", "--apply")
    for page in pages(signed_in):
        assert "The list of file bank-holidays.json could not be loaded: The file is not JSON. Tried on " in page
        assert "by an operator, by command" in page
    assert "a list of bank holidays could not be loaded" in page and Event.objects.get(kind="holiday.not_loaded").by is None


def test_a_list_that_is_not_there_or_ends_with_a_fault_stands_there_too(load, signed_in, monkeypatch):
    with pytest.raises(SystemExit):
        call_command("load_bank_holidays", "nowhere.json", "--apply")
    assert all("There is no file nowhere.json that can be read." in page for page in pages(signed_in))
    monkeypatch.setattr("complaints.rules.holidays.apply_here", lambda asked, now: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        load(listed((ROYAL, "A royal wedding")), "--apply")
    assert all("The command ended with a fault (ZeroDivisionError)." in page for page in pages(signed_in))


@pytest.mark.parametrize("told", [listed((ROYAL, "A royal wedding")), listed((date(2027, 5, 3), "Early May bank holiday"))])
def test_it_stands_until_a_list_is_loaded_though_it_adds_nothing(load, signed_in, told):
    with pytest.raises(SystemExit):
        load("{", "--apply")
    load(told, "--apply")
    assert all("could not be loaded" not in page for page in pages(signed_in))


def test_a_look_at_a_list_that_is_none_leaves_no_trace(load):
    with pytest.raises(SystemExit):
        load("{")
    assert not Event.objects.filter(kind="holiday.not_loaded").exists()
