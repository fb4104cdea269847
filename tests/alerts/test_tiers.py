"""Who hears of what: the shipped table, and the refusal of one that forgets somebody."""

import copy
from datetime import date

import pytest

from complaints.alerts.tiers import tiers_of
from complaints.clocks.kinds import WINDOWS, Kind
from complaints.rules.services import fixture

SHIPPED = fixture("alert_tiers")
TODAY = date(2026, 5, 11)


def changed(change):
    data = copy.deepcopy(SHIPPED)
    change(data["rows"])
    return data


@pytest.mark.parametrize("kind", set(Kind) - WINDOWS - {Kind.DATA_REQUEST})
def test_each_tier_is_told_one_step_further(kind):
    row = tiers_of(SHIPPED).pick(kind, TODAY)
    assert (row.reach["ahead"], row.reach["due"], row.reach["late"], row.further_after) == (0, 1, 2, 1)


@pytest.mark.parametrize("kind", WINDOWS)
def test_a_window_that_closes_is_never_late(kind):
    assert tiers_of(SHIPPED).pick(kind, TODAY).reach["late"] is None


def test_a_request_for_personal_data_is_for_compliance_from_the_start():
    assert set(tiers_of(SHIPPED).pick("data_request", TODAY).reach.values()) == {2}


def test_a_later_row_holds_from_its_day():
    def change(rows):
        rows[0]["valid_until"] = "2026-12-31"
        rows.append(rows[0] | {"valid_from": "2027-01-01", "valid_until": None, "to": rows[0]["to"] | {"ahead": rows[0]["to"]["late"]}})

    tiers = tiers_of(changed(change))
    assert [tiers.pick("first_response", day).reach["ahead"] for day in (date(2000, 1, 1), TODAY, date(2027, 1, 1))] == [0, 0, 2]


@pytest.mark.parametrize("change", [
    lambda rows: rows.pop(),
    lambda rows: rows[0]["to"].pop("late"),
    lambda rows: rows[0]["to"].update(late=None),
    lambda rows: rows[6]["to"].update(late=["compliance"]),
    lambda rows: rows[0].update(source=""),
    lambda rows: rows.append(rows[0]),
])
def test_a_table_that_leaves_a_kind_or_tier_open_is_refused(change):
    with pytest.raises(AssertionError):
        tiers_of(changed(change))
