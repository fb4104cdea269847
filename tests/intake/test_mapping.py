"""The import map: what it may say, and how its cells are read."""

from datetime import UTC, datetime

import pytest

from complaints.intake.cells import BadCell, read
from complaints.intake.mapping import FIELDS, MapProblem, map_of, plain_map

WHOLE = {"columns": {"description": "What"}, "defaults": {"received_at": "2026-05-05", "channel": "web"}}


@pytest.mark.parametrize(("told", "said"), [
    ([], "not a JSON object"), ({"column": {}}, "no part called column"), ({"columns": []}, "columns is not"),
    ({"columns": {"weight": "W"}}, "weight, which is not a field"), ({"columns": {"description": 4}}, "column of description"),
    ({"values": {"channel": "x"}}, "values of channel"), ({"key": 4}, "key is not text"),
    (WHOLE | {"encoding": "base64"}, "no text encoding"), (WHOLE | {"encoding": "klingon"}, "no text encoding"),
    (WHOLE | {"delimiter": ";;"}, "one character"), (WHOLE | {"delimiter": '"'}, "one character"),
    ({"columns": {"description": "What"}}, "neither a column nor a default for received_at"),
])
def test_a_map_that_cannot_be_used_is_refused_in_a_sentence(told, said):
    with pytest.raises(MapProblem, match=said):
        map_of(told)


def test_fields_are_those_of_the_call_with_dots():
    assert {"description", "customer.name", "customer.representative.authority.seen_on", "premises.postcode"} < set(FIELDS)


def test_a_default_may_be_given_as_the_call_nests_it():
    found = map_of(WHOLE | {"defaults": WHOLE["defaults"] | {"customer": {"name": "Ann"}}})
    assert found.defaults["customer.name"] == "Ann"


def test_without_a_map_columns_are_named_as_their_fields():
    found = plain_map(["description", "received_at", "channel", "Notes", "key"])
    assert found.columns == {name: name for name in ("description", "received_at", "channel")} and found.key == "key"


def reading(name, cell, **more):
    told = map_of({**WHOLE, **more, "columns": {"description": "What", name: "X"}})
    given = read({"description": "x", name: cell}, told).given
    for part in name.split("."):
        given = given.get(part) if given else None
    return given


@pytest.mark.parametrize(("name", "cell", "value"), [
    ("customer.needs", "medical; mobility ;", ["medical", "mobility"]), ("customer.name_refused", "TRUE", True),
    ("customer.died_on", "2026-05-01", "2026-05-01"), ("customer.phone", 7700900672, "7700900672"), ("customer.phone", 7.0, "7"),
    ("received_at", "2026-05-05T10:02:00+01:00", datetime.fromisoformat("2026-05-05T10:02:00+01:00")),
    ("received_at", "2026-05-05 10:02", datetime(2026, 5, 5, 9, 2, tzinfo=UTC)), ("premises.nation", "", None),
])
def test_a_cell_is_read_as_its_field_asks(name, cell, value):
    assert reading(name, cell) == value


@pytest.mark.parametrize(("name", "cell"), [
    ("customer.name_refused", "yes"), ("received_at", "5 May"), ("received_at", "20260505"), ("received_at", "2026-W20-1"),
    ("received_at", "2026-03-29 01:30"), ("customer.died_on", "today"),
])
def test_a_cell_that_does_not_say_it_plainly_is_refused(name, cell):
    with pytest.raises(BadCell):
        reading(name, cell)


def test_a_declared_format_holds_for_cells_and_a_default_may_be_plain():
    told = map_of(WHOLE | {"date_format": "%d.%m.%Y"})
    assert read({"description": "x"}, told).given["received_at"] == datetime(2026, 5, 5, 11, tzinfo=UTC)
    with pytest.raises(BadCell):
        reading("received_at", "2026-05-05", date_format="%d.%m.%Y")


def test_a_listed_value_may_be_anything_that_the_field_takes():
    assert reading("customer.needs", "PSR", values={"customer.needs": {"PSR": ["priority_services"]}}) == ["priority_services"]
