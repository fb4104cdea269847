"""The list below the search box: eight at most, the fitting ones first, none that is not theirs to see, in few statements."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from complaints.case.models import Complaint
from complaints.intake import ahead
from tests.factories import do_move, make_complaint, make_person
from tests.web.reading import text

pytestmark = pytest.mark.django_db
SEARCH = "/complaints/search/"


@pytest.fixture
def agent(client):
    client.person = make_person()
    client.force_login(client.person)
    return client


def names(typed, person=None):
    return [row.customer.name for row in ahead.hits(typed, person or make_person())]


def test_open_ones_and_names_that_begin_so_come_first():
    do_move(make_complaint(name="Harriet Low"), "withdraw")
    make_complaint(name="Ann Sharman")
    make_complaint(name="Bo Harper")
    assert names("har") == ["Bo Harper", "Ann Sharman", "Harriet Low"]


@pytest.mark.parametrize("typed", ["", " ", "h", "\0", "zzz", "%", None])
def test_what_says_nothing_shows_nothing(agent, typed):
    make_complaint(name="Ann Harper")
    assert 'role="option"' not in text(agent.post(SEARCH, {"q": typed} if typed is not None else {}))


def test_at_most_eight_are_shown():
    for number in range(10):
        make_complaint(name=f"Ann Harper {number}")
    assert len(names("harper")) == 8


def test_a_restricted_one_is_shown_to_those_named_alone():
    secret = make_complaint(name="Ann Harper")
    Complaint.objects.filter(pk=secret.pk).update(restricted=True)
    for typed in ("harper", secret.reference, secret.reference[:-1] + "ABC"[secret.reference[-1] == "A"]):
        assert names(typed) == [] and names(typed, make_person("compliance_officer")) == ["Ann Harper"]


def test_a_hit_says_reference_name_stage_and_date(agent):
    made = make_complaint(name="Ann <b>Harper")
    page = text(agent.post(SEARCH, {"q": "harp"}))
    assert made.reference in page and "Ann &lt;b&gt;Harper" in page and f'data-href="/c/{made.reference}/"' in page
    assert "May 2026, " in page and 'role="listbox"' in page and "1 complaint found" in page


def test_nothing_found_says_so(agent):
    assert "Nothing found yet for “Zebedee”" in text(agent.post(SEARCH, {"q": "Zebedee"}))


@pytest.mark.parametrize("typed", ["harper", "Ann Harper", "NG1 1AA", "LM-C-40217", "2638693381716", "07700 900672", "harpre", "LM-26-00001"])
def test_few_statements_are_asked(typed):
    person = make_person()
    make_complaint(name="Ann Harper", account_number="LM-C-40217")
    ahead.hits(typed, person)
    with CaptureQueriesContext(connection) as told:
        ahead.hits(typed, person)
    assert len(told) <= 9
