"""The facts of a call: what changed, when it began, what is still open, what is in the wrong place."""

from datetime import UTC, datetime, timedelta

import pytest

from complaints.intake import phone

NOW = datetime(2026, 5, 11, 9, 2, 40, tzinfo=UTC)
CUSTOMER = {"name": "Ann Harper", "name_refused": False, "phone": "07700 900672", "postcode": "NG1 1AA", "mpan": "2000050000008", "needs": [],
            "contact_arrangement": "After 5", "representative": None}
FACTS = {"description": "Nobody came.", "wanted": "", "category": "", "customer": CUSTOMER}


def facts(**changes):
    customer = CUSTOMER | {name: value for name, value in changes.items() if name in CUSTOMER}
    return FACTS | {name: value for name, value in changes.items() if name in FACTS} | {"customer": customer}


@pytest.mark.parametrize("changes", [
    {}, {"postcode": " ng1 1aa"}, {"mpan": "20 0005 0000 008"}, {"description": "Nobody came.\r\n"}, {"description": "  Nobody came."},
])
def test_space_and_capitals_are_no_change(changes):
    assert phone.changed(FACTS, facts(**changes)) == {}


@pytest.mark.parametrize(("changes", "told"), [
    ({"wanted": "A date"}, {"wanted": "A date"}), ({"phone": ""}, {"customer": {"phone": ""}}),
    ({"needs": ["medical"], "category": "x"}, {"customer": {"needs": ["medical"]}, "category": "x"}),
    ({"representative": {"name": "Bo"}}, {"customer": {"representative": {"name": "Bo"}}}),
])
def test_only_what_differs_is_told_and_what_was_emptied_too(changes, told):
    assert phone.changed(FACTS, facts(**changes)) == told


def test_a_fact_that_was_not_sent_is_no_change():
    assert phone.changed(FACTS, {"customer": {"name": "Ann Harper"}}) == {}


def test_the_body_of_a_new_complaint_leaves_out_what_is_empty():
    given = phone.given(facts(wanted=""))
    assert "wanted" not in given and "needs" not in given["customer"] and given["customer"]["name"] == "Ann Harper"


@pytest.mark.parametrize(("begun", "received"), [
    (NOW - timedelta(minutes=4), "2026-05-11T08:58:00+00:00"), (NOW - timedelta(minutes=31), "2026-05-11T09:02:00+00:00"),
    (NOW + timedelta(minutes=1), "2026-05-11T09:02:00+00:00"), ("", "2026-05-11T09:02:00+00:00"), (None, "2026-05-11T09:02:00+00:00"),
    ("yesterday", "2026-05-11T09:02:00+00:00"), ("2026-05-11T09:00", "2026-05-11T09:02:00+00:00"),
])
def test_a_call_was_received_when_its_page_was_opened_unless_that_is_long_ago(begun, received):
    typed = begun.isoformat() if isinstance(begun, datetime) else begun
    assert phone.began(typed, NOW).isoformat() == received


@pytest.mark.parametrize(("changes", "fields"), [
    ({}, set()), ({"description": " \n"}, {"description"}), ({"name": ""}, {"customer.name"}), ({"name": "", "name_refused": True}, set()),
    ({"name": "07700 900672"}, {"customer.name"}), ({"name": "NG1 1AA"}, {"customer.name"}), ({"name": "ng11aa"}, {"customer.name"}),
    ({"name": "Ng"}, set()), ({"name": "X Æ A-12"}, set()), ({"name": "O’Neil"}, set()), ({"name": "李"}, set()),
])
def test_a_number_or_a_postcode_is_no_name(changes, fields):
    assert set(phone.clearer(facts(**changes))) == fields


def test_what_is_still_open_is_named_with_its_question():
    assert phone.still_open(FACTS) == ["category (2)", "what they want (3)"]
    assert phone.still_open(facts(wanted="A date", category="x")) == []


def test_refused_fields_come_by_the_names_of_the_form():
    assert list(phone.by_field({"customer.phone": ["A."], "fields.customer.mpan": ["B.", "C."]})) == [
        ("customer__phone", "A."), ("customer__mpan", "B."), ("customer__mpan", "C.")]
