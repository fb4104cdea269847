"""A report is asked for as of a day or a moment, on its page as by the API, and its links, jobs and words keep to what was asked."""

from datetime import UTC, datetime, timedelta

import pytest

from complaints.reports import periods, reading, worked_out
from tests.factories import AN_HOUR, MONDAY, make_complaint, make_person, op

PERIOD = "from=2026-05-01&to=2026-05-31"


@pytest.fixture
def client(signed_in, monkeypatch):
    monkeypatch.setattr("complaints.case.pages.asking.now", lambda: MONDAY + timedelta(days=9))
    make_complaint()
    return signed_in("senior_manager")


def page(client, query, status=200):
    found = client.get(f"/reports/stages/?{PERIOD}{query}")
    assert found.status_code == status
    return found.content.decode()


@pytest.mark.parametrize("query", ["&as_of=2026-05-11T14:05", "&as_of=11+May+2026&as_of_time=14:05", "&as_of=11+May+2026+14:05"])
def test_a_time_of_the_day_is_taken_said_and_kept_in_links(client, query):
    told = page(client, query)
    assert "As recorded by Mon 11 May 2026 14:05" in told and "as_of=2026-05-11T14%3A05" in told
    assert 'value="11 May 2026"' in told and 'value="14:05"' in told


def test_without_a_time_it_is_the_end_of_the_day(client):
    told = page(client, "&as_of=2026-05-11")
    assert "As recorded by Mon 11 May 2026 23:59" in told and "as_of=2026-05-11T" not in told


@pytest.mark.parametrize(("query", "said"), [
    ("&as_of_time=14:05", "Give the day as well"), ("&as_of=2026-05-11&as_of_time=25:05", "Time: give one like 14:05"),
    ("&as_of=2026-05-11T25:05", "As recorded by: give a day like"), ("&as_of=2026-05-21T14:05", "This lies in the future"),
])
def test_what_can_not_be_read_is_refused_at_its_field(client, query, said):
    assert said in page(client, query, 422)


def test_the_page_counts_by_the_moment(client):
    at = MONDAY - AN_HOUR
    assert "Nothing was on record then" in page(client, f"&as_of={at:%Y-%m-%dT%H:%M}Z")
    assert "Nothing was on record then" not in page(client, f"&as_of={at:%Y-%m-%d}")


@pytest.mark.parametrize(("moment", "typed"), [
    (datetime(2026, 10, 25, 0, 30, tzinfo=UTC), "2026-10-25T01:30"), (datetime(2026, 10, 25, 1, 30, tzinfo=UTC), "2026-10-25T01:30+00:00"),
    (datetime(2026, 5, 11, 13, 5, 9, tzinfo=UTC), "2026-05-11T14:05:09"),
])
def test_a_moment_of_an_address_leads_back_to_itself(moment, typed):
    assert periods.as_typed(moment) == typed and periods.as_recorded_by(typed, now=moment) == moment


@pytest.mark.django_db
def test_figures_of_a_moment_and_of_its_day_are_two_jobs():
    reader, now = make_person("senior_manager"), MONDAY + timedelta(days=9)
    report, found = reading.find("stages", by=reader), set()
    for as_of in ("2026-05-11", "2026-05-11T14:05", "2026-05-11T14:06"):
        asked = reading.asked_of(report, {"as_of": as_of}, now=now)
        found.add(worked_out.ask(report, asked, {"op_id": op()}, by=reader, now=now).ids["job"])
    assert len(found) == 3
