"""Categories of the company's own: what the desk offers before, on and after the day, and what past complaints keep."""

from datetime import timedelta

import pytest
from django.core.management import call_command

from complaints.alerts.sweep import sweep
from complaints.case import categories
from complaints.case.models import Category
from complaints.case.pages.category_choices import grouped
from complaints.case.receiving import log_complaint
from complaints.record.refusals import Conflict, Forbidden, Unacceptable
from complaints.rules.models import OwnRow
from tests.desk_settings.changing import TODAY, change
from tests.factories import MONDAY, fresh, given, make_person, make_team

pytestmark = [pytest.mark.django_db, pytest.mark.once]
A_DAY = timedelta(days=1)
DUCT = {"name": "Water in a duct", "parent": "supply", "severity": 1, "team": None, "words": ["water in the duct"], "position": 150}


def power_cut(**changed):
    row = Category.objects.select_related("parent", "team").get(code="power_cut")
    return categories.values_of(row) | changed


def offered(on):
    return [code for _, rows in grouped(on) for code, _ in rows]


def add(**fields):
    return change(categories.SUBJECT, "own_water_in_a_duct", DUCT, **fields)


def test_a_new_category_is_offered_at_once():
    add()
    assert "own_water_in_a_duct" in offered(TODAY)


def test_a_category_of_a_later_day_comes_with_that_day():
    add(days=2)
    sweep(now=MONDAY + A_DAY)
    assert "own_water_in_a_duct" not in offered(TODAY + A_DAY)
    sweep(now=MONDAY + 2 * A_DAY)
    assert "own_water_in_a_duct" in offered(TODAY + 2 * A_DAY)


@pytest.mark.parametrize(("after", "is_offered"), [(0, True), (1, True), (2, False), (30, False)])
def test_a_retired_category_is_offered_until_the_day_before(after, is_offered):
    change(categories.SUBJECT, "power_cut", what="end", days=2)
    sweep(now=MONDAY + after * A_DAY)
    assert ("power_cut" in offered(TODAY + after * A_DAY)) is is_offered


def test_a_complaint_keeps_the_category_that_was_retired():
    complaint = logged("power_cut")
    change(categories.SUBJECT, "power_cut", what="end")
    assert fresh(complaint).category.code == "power_cut"
    with pytest.raises(Unacceptable, match="is retired"):
        logged("power_cut")


def test_a_retired_category_stays_in_the_choice_of_its_own_complaint():
    change(categories.SUBJECT, "power_cut", what="end")
    keep = Category.objects.get(code="power_cut")
    assert ("power_cut", "Power cut (retired)") in [one for _, rows in grouped(TODAY, keep=keep) for one in rows]


def logged(category):
    from complaints.case.models import Complaint

    answer = log_complaint(given(category=category), by=make_person("agent"), now=MONDAY)
    return Complaint.objects.get(pk=answer.ids["complaint"])


def test_a_new_severity_and_team_hold_for_new_complaints_alone():
    team, before = make_team(), logged("power_cut")
    change(categories.SUBJECT, "power_cut", power_cut(severity=1, team=team.slug))
    after = logged("power_cut")
    assert (fresh(before).severity, fresh(after).severity, fresh(after).team) == (3, 1, team)


def test_what_the_company_changed_stays_when_the_shipped_rows_are_laid_down_again():
    change(categories.SUBJECT, "power_cut", power_cut(name="Loss of supply"))
    add()
    shipped = Category.objects.get(code="voltage")
    call_command("load_fixtures", verbosity=0)
    names = dict(Category.objects.values_list("code", "name"))
    assert (names["power_cut"], names["own_water_in_a_duct"], names["voltage"]) == ("Loss of supply", "Water in a duct", shipped.name)


def test_a_shipped_row_holds_again():
    change(categories.SUBJECT, "power_cut", power_cut(name="Loss of supply"))
    change(categories.SUBJECT, "power_cut", what="shipped", version=1)
    assert Category.objects.get(code="power_cut").name == "Power cut"


@pytest.mark.parametrize(("changed", "field"), [
    ({"name": ""}, "values.name"), ({"name": "x" * 101}, "values.name"), ({"name": "voltage and quality of supply"}, "values.name"),
    ({"parent": "voltage"}, "values.parent"), ({"parent": "power_cut"}, "values.parent"), ({"parent": "nøthing"}, "values.parent"),
    ({"severity": 4}, "values.severity"), ({"severity": "high"}, "values.severity"), ({"team": "nobody"}, "values.team"),
    ({"words": ["x"] * 41}, "values.words"), ({"words": ["x" * 61]}, "values.words"), ({"position": -1}, "values.position"),
    ({"name": "a\x00b"}, "values.name"), ({"strange": 1}, "values.strange"),
])
def test_what_is_wrong_is_said_at_its_field(changed, field):
    with pytest.raises(Unacceptable) as refused:
        change(categories.SUBJECT, "power_cut", power_cut(**changed))
    assert field in refused.value.fields and not OwnRow.objects.exists()


def test_all_that_is_wrong_is_said_at_once():
    with pytest.raises(Unacceptable) as refused:
        change(categories.SUBJECT, "power_cut", power_cut(severity=9), days=-1, reason="")
    assert set(refused.value.fields) >= {"reason", "values.severity"}


def test_a_group_goes_after_what_it_holds():
    with pytest.raises(Unacceptable, match="Retire the categories of this group first"):
        change(categories.SUBJECT, "supply", what="end")


def test_the_past_stays_as_it_was():
    with pytest.raises(Unacceptable, match="today or a later day"):
        change(categories.SUBJECT, "power_cut", power_cut(), days=-1)


def test_of_two_who_change_at_once_the_second_is_told():
    change(categories.SUBJECT, "power_cut", power_cut(severity=1))
    with pytest.raises(Conflict) as refused:
        change(categories.SUBJECT, "power_cut", power_cut(severity=2))
    assert refused.value.code == "stale_version"


@pytest.mark.parametrize("role", ["agent", "senior_manager", "compliance_officer"])
def test_only_administrators_change(role):
    with pytest.raises(Forbidden, match="Only administrators"):
        change(categories.SUBJECT, "power_cut", power_cut(), by=make_person(role))
