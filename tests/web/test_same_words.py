"""One deadline is told in the same words wherever it stands: list, case, calendar, search, alert, report, paper, mail and file."""

from datetime import timedelta

import pytest

from complaints.alerts.sweep import sweep
from complaints.clocks import words
from complaints.jobs.models import Job
from complaints.record.outbox import relay
from complaints.record.tasks import HANDLERS
from tests.bulk.test_many import asked, confirmed
from tests.factories import MONDAY, make_complaint
from tests.web.reading import text

pytestmark = [pytest.mark.django_db, pytest.mark.once]
NOW = MONDAY + timedelta(hours=2)
PAGES = (
    "/complaints/?view=all", "/c/{ref}/", "/c/{ref}/print/", "/calendar/2026-05-05/?whose=all", "/calendar/overdue/?whose=all",
    "/calendar/?month=2026-05&whose=all", "/alerts/?show=all", "/reports/deadlines/cases/?from=2026-05-01&to=2026-05-31&what=late",
)


@pytest.fixture
def manager(signed_in, settings, tmp_path):
    settings.VAR_DIR = tmp_path
    return signed_in("senior_manager", mail_preference="at_once", mail_any_hour=True)


@pytest.fixture
def late(manager):
    """Due on Tuesday 5 May 2026, looked at on Monday 11 May."""
    complaint = make_complaint(by=manager.person, received_at=MONDAY - timedelta(days=10))
    sweep(now=NOW)
    return complaint


def tells(said):
    day = words.short_day(MONDAY.date() - timedelta(days=6))
    return "4 working days late" in said and (day in said or words.long_day(MONDAY.date() - timedelta(days=6)) in said)


@pytest.mark.parametrize("address", PAGES)
def test_on_every_page(manager, late, address):
    assert tells(text(manager.get(address.format(ref=late.reference))))


def test_below_the_search_and_on_paper(manager, late):
    assert tells(text(manager.post("/complaints/search/", {"q": late.customer.name[:6]})))
    assert tells(text(asked(manager, "print", late)))


def test_in_the_mail(manager, late, mailoutbox):
    relay(HANDLERS, now=NOW)
    relay(HANDLERS, now=NOW + timedelta(seconds=3))
    assert mailoutbox and all(tells(mail.body) for mail in mailoutbox)


def test_in_the_file(manager, late):
    confirmed(manager, asked(manager, "export", late), columns="all", format="csv", reason="Board meeting")
    file = manager.get(f"/complaints/bulk/{Job.objects.latest('pk').pk}/file/")
    line = b"".join(file.streaming_content).decode("utf-8-sig").splitlines()[1]
    assert "4 working days late" in line and "2026-05-05" in line
