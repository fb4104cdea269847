"""Reading reports over the API: who may, what may be asked, and that the answer is whole."""

import hashlib
import json
from datetime import date, timedelta
from decimal import Decimal

import pytest

from tests.api.callers import Caller, is_error
from tests.factories import make_person
from tests.reports.made import BEGAN, a_finding

PATH = "/reports/standards"
Q1 = {"from": "2026-01-01", "to": "2026-03-31"}


@pytest.fixture
def failed(db):
    """A finding of the first quarter that failed, made on 1 January 2026."""
    row = a_finding(breached=True, amount_gbp=Decimal("75.00"), counted_on=date(2026, 3, 31))
    row.save()
    return row


def test_the_answer_has_the_contracts_names(compliance, failed):
    told = compliance.get(PATH, **Q1).json()
    assert {"name", "from", "to", "as_of", "definitions", "rows", "totals", "rules", "calendar", "sha256"} <= set(told)
    assert (told["name"], told["from"], told["to"], told["as_of"]) == ("standards", "2026-01-01", "2026-03-31", "2026-05-11T12:02:00+01:00")
    (row,) = told["rows"]
    assert row.pop("ledger")["not_in_ledger_gbp"] == "75.00"
    assert told["rows"] == [{"code": "EL-R5", "assessed": 1, "applied": 1, "breaches": 1, "exempt": 0, "undecided": 0, "share_percent": "100.00",
                             "amount_gbp": "75.00", "change_points": None}]
    assert told["rules"] == {"rulebook": "documents", "versions": [{"rulebook": "documents", "version": "2020-05"}]}


def test_every_figure_has_its_definition(compliance, failed):
    told = compliance.get(PATH, **Q1).json()
    assert set(told["rows"][0]) | set(told["totals"]) | {"quarters", "undated"} <= {*told["definitions"], "code"}


def test_the_fingerprint_is_of_the_figures_and_stays_while_they_do(compliance, failed, noon):
    told = compliance.get(PATH, **Q1).json()
    figures = {name: told[name] for name in ("name", "from", "to", "rows", "totals", "quarters", "undated")}
    said = json.dumps(figures, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
    noon.shift(timedelta(days=2))
    assert told["sha256"] == hashlib.sha256(said).hexdigest() == compliance.get(PATH, **Q1).json()["sha256"]


@pytest.mark.parametrize(("asked", "days"), [
    ({}, ("2026-04-01", "2026-06-30")), ({"from": "2026-02-10"}, ("2026-02-10", "2026-03-31")), ({"to": "2025-12-31"}, ("2025-10-01", "2025-12-31")),
])
def test_a_day_left_out_is_that_of_the_quarter(compliance, asked, days):
    told = compliance.get(PATH, **asked).json()
    assert (told["from"], told["to"]) == days


@pytest.mark.parametrize(("as_of", "rows"), [
    ("2025-12-31", 0), ("2026-01-01T00:00:00Z", 1), ("2025-12-31T23:59:59+00:00", 0), ("2026-01-01", 1), ("2026-05-11", 1), ("2001-01-01", 0),
])
def test_it_is_told_as_recorded_by_then(compliance, failed, as_of, rows):
    assert failed.made_at == BEGAN and len(compliance.get(PATH, **Q1, as_of=as_of).json()["rows"]) == rows


@pytest.mark.parametrize(("asked", "field"), [
    ({"from": "2026-02-30"}, "from"), ({"to": "soon"}, "to"), ({"from": "2026-04-01", "to": "2026-03-31"}, "to"), ({"as_of": "2026-13-01"}, "as_of"),
    ({"as_of": "2026-05-12"}, "as_of"), ({"as_of": "2026-05-11T12:02:01+01:00"}, "as_of"), ({"as_of": "x"}, "as_of"), ({"accounts": "3"}, "accounts"),
    ({"from": "1999-12-31"}, "from"), ({"as_of": "2026-05-11T25:00"}, "as_of"),
])
def test_what_can_not_be_asked_is_named(compliance, asked, field):
    response = compliance.get(PATH, **asked)
    assert is_error(response, 422, "fields") and field in response.json()["fields"]


def test_a_report_that_there_is_not_is_unknown_before_anything_else(agent):
    assert is_error(agent.get("/reports/nonsense", to="soon"), 404, "not_found")


@pytest.mark.parametrize(("role", "status"), [("agent", 403), ("senior_manager", 200), ("compliance_officer", 200), ("administrator", 200)])
def test_who_may_read_reports(db, role, status):
    assert Caller(make_person(role)).get(PATH).status_code == status
