"""Finding the customer on the line: by name, number, postcode and reference; only what this person may see."""

import pytest

from complaints.intake import finding, phone
from tests.factories import make_complaint, make_person

pytestmark = pytest.mark.django_db


def names(typed, person=None):
    return [hit.customer.name for hit in finding.hits(finding.found(typed, person or make_person()))]


@pytest.mark.parametrize("typed", ["ann har", "HARPER", "NG1 1AA", "ng11aa", "07700 900672", "+44 7700 900672", "acc-77", "2000050000002"])
def test_a_customer_is_found_by_whatever_the_caller_can_give(typed):
    make_complaint(account_number="ACC-77", mpan="2000050000002")
    assert names(typed) == ["Ann Harper"]


def test_a_customer_is_found_by_the_reference_without_prefix_or_separators():
    made = make_complaint()
    assert names(made.reference.removeprefix("LM-").replace("-", " ")) == ["Ann Harper"]


@pytest.mark.parametrize("typed", ["", " ", "a", "zzzz", "\x00", "%", "_", "'; --", "\ud800", "x" * 5000])
def test_what_means_nobody_finds_nobody(typed):
    make_complaint()
    assert names(typed) == []


def test_the_same_customer_is_one_hit_with_the_number_of_open_complaints():
    make_complaint()
    make_complaint()
    make_complaint("closed")
    hits = finding.hits(finding.found("harper", make_person()))
    assert [(hit.customer.name, hit.open_count) for hit in hits] == [("Ann Harper", 2)]


def test_two_people_of_one_name_at_two_places_are_two_hits():
    make_complaint()
    make_complaint(postcode="DY2 8AA")
    assert len(names("harper")) == 2


def test_names_that_begin_so_stand_first():
    make_complaint(name="Jamal Richards", postcode="NG7 3BU")
    make_complaint(name="Simon Hartley", postcode="NG1 1JU")
    assert names("har") == ["Simon Hartley", "Jamal Richards"] or names("har")[0] == "Simon Hartley"


def test_a_restricted_complaint_is_not_found_by_those_who_may_not_see_it():
    made = make_complaint()
    type(made).objects.filter(pk=made.pk).update(restricted=True)
    assert names("harper") == [] and names("harper", make_person("compliance_officer")) == ["Ann Harper"]


@pytest.mark.parametrize(("changes", "found"), [
    ({}, True), ({"phone": "", "postcode": "ng1 1aa"}, True), ({"name": "A Harper", "postcode": ""}, True), ({"phone": "", "postcode": ""}, False),
    ({"phone": "07700 900999", "postcode": ""}, False),
])
def test_complaints_of_one_customer_share_a_number_or_name_and_postcode(changes, found):
    made = make_complaint()
    facts = phone.customer_facts(made.customer) | changes
    assert bool(finding.of_customer(facts, make_person())) is found


def test_the_complaint_at_hand_is_not_its_own_earlier_one():
    made = make_complaint()
    assert finding.of_customer(phone.customer_facts(made.customer), make_person(), but=made.pk) == []
