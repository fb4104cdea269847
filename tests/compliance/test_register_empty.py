"""A register with nothing to show says which of three it is: nothing was missed yet, all is signed off, nothing fits."""

from datetime import timedelta

import pytest

from complaints.compliance import register
from tests.factories import MONDAY, make_complaint, make_person, op
from tests.web.reading import text

pytestmark = [pytest.mark.django_db, pytest.mark.once]
LATER = MONDAY + timedelta(days=8)
BODY = {"cause": "workload", "why": "Nobody rang.", "harm": "low", "harm_words": "She waited a week."}
REGISTER = "/compliance/breaches/"


@pytest.fixture
def reader(signed_in, at):
    client = signed_in("compliance_officer")
    at(LATER)
    return client


def test_nothing_was_missed_yet(reader):
    assert "No duty was missed yet" in text(reader.get(REGISTER)) and "No duty was missed yet" in text(reader.get(f"{REGISTER}?show=signed"))


def test_nothing_fits_what_was_asked_for(reader):
    make_complaint()
    assert "No missed duty fits" in text(reader.get(f"{REGISTER}?show=signed"))


def test_all_is_signed_off(reader):
    first, second = make_person("compliance_officer"), make_person("administrator")
    mark = f"d{make_complaint().deadlines.get(kind='first_response').pk}"
    register.write(mark, {"op_id": op(), "version": 0, **BODY}, by=first, now=LATER)
    register.sign(mark, {"op_id": op(), "version": 1}, by=second, now=LATER)
    assert "Every missed duty is signed off" in text(reader.get(REGISTER))
