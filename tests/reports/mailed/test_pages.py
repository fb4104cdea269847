"""The pages of reports by mail: set, changed, stopped and sent now; what is doubtful is settled there; typed words stay on a refusal."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from complaints.record import outbox
from complaints.record.outbox import Outcome
from complaints.reports.mailed import sending
from complaints.reports.models import ReportMail, ReportSchedule
from tests.factories import make_person, op
from tests.web.conftest import at, signed_in  # noqa: F401 - fixtures
from workdays import london

pytestmark = pytest.mark.django_db
BASE = "/reports/by-mail/"


def typed(reader, **more):
    day = london.day_of(timezone.now()) + timedelta(days=1)
    return {"op_id": op(), "name": "For the board", "reports": ["complaints", "windows"], "form": "pdf", "every": "weekly", "weekday": "1",
            "period": "last_month", "people": [reader.username], "first_on": day.isoformat(), **more}


@pytest.fixture
def officer(signed_in):  # noqa: F811
    return signed_in("compliance_officer")


@pytest.fixture
def reader():
    return make_person("senior_manager")


@pytest.fixture
def schedule(officer, reader):
    officer.post(f"{BASE}new/", typed(reader))
    return ReportSchedule.objects.get()


def test_an_officer_sets_one_and_finds_it_on_the_list(officer, schedule):
    page = officer.get(BASE).content.decode()
    assert "Reports by mail: 1 running" in page and "For the board" in page and "Every Tuesday" in page and "The month before" in page


def test_a_refusal_keeps_what_was_typed(officer, reader):
    answer = officer.post(f"{BASE}new/", typed(reader, name="", weekday="", people=[]))
    ticked = re.search(r'<input[^>]*value="windows"[^>]*>', answer.content.decode())
    assert answer.status_code == 422 and "checked" in ticked[0] and not ReportSchedule.objects.exists()


def test_the_page_of_one_says_what_was_sent_with_its_files(officer, schedule):
    officer.post(f"{BASE}{schedule.pk}/send/", {"op_id": op()})
    monday = london.start_of_day(london.day_of(timezone.now())) + timedelta(days=14, hours=10)
    outbox.relay(sending.HANDLERS, now=monday)
    mail = ReportMail.objects.get()
    page = officer.get(f"{BASE}{schedule.pk}/").content.decode()
    assert mail.state == "waiting" or (mail.files[0]["sha256"][:12] in page and "Sent" in page)
    assert officer.person.full_name in page and mail.person.full_name in page


def test_it_is_changed_stopped_and_started(officer, reader, schedule):
    url = f"{BASE}{schedule.pk}/"
    assert officer.get(f"{url}change/").status_code == 200
    officer.post(f"{url}change/", typed(reader, name="Weekly", version=1))
    officer.post(f"{url}stop/", {"op_id": op(), "version": 2})
    assert "Stopped" in officer.get(url).content.decode() and "Weekly" in officer.get(BASE).content.decode()
    officer.post(f"{url}start/", {"op_id": op(), "version": 3})
    assert ReportSchedule.objects.get().next_on and officer.post(f"{url}stop/", {"op_id": op(), "version": 1}).status_code == 409


def test_a_doubtful_mail_is_shown_and_settled(officer, schedule, monkeypatch):
    officer.post(f"{BASE}{schedule.pk}/send/", {"op_id": op()})
    ReportMail.objects.update(state="uncertain", why=Outcome("uncertain", why="It hung up.").why)
    page = officer.get(f"{BASE}{schedule.pk}/").content.decode()
    assert "nobody knows whether it arrived" in page and "1 doubtful mail" in officer.get(BASE).content.decode()
    officer.post(f"{BASE}mail/{ReportMail.objects.get().pk}/", {"op_id": op(), "arrived": "yes"})
    assert ReportMail.objects.get().state == "sent"


@pytest.mark.parametrize("role", ["agent", "senior_manager"])
def test_others_are_told_who_may(signed_in, role):  # noqa: F811
    answer = signed_in(role).get(BASE)
    assert answer.status_code == 403 and "compliance officers and administrators" in answer.content.decode()


@pytest.mark.parametrize("bad", ["\x00", "9" * 400, "2026-99-99", "\ud800".encode("utf-8", "surrogatepass").decode("latin-1")])
def test_nothing_typed_breaks_it(officer, reader, bad):
    for field in ("name", "weekday", "first_on", "form", "every", "period"):
        assert officer.post(f"{BASE}new/", typed(reader, **{field: bad})).status_code in (302, 422)
    assert officer.get(f"{BASE}{'9' * 40}/").status_code == 404


def test_the_reports_lead_there(officer):
    assert f'href="{BASE}"' in officer.get("/reports/").content.decode()


def test_saying_nothing_about_a_doubtful_mail_sends_nothing(officer, schedule):
    officer.post(f"{BASE}{schedule.pk}/send/", {"op_id": op()})
    ReportMail.objects.update(state="uncertain")
    answer = officer.post(f"{BASE}mail/{ReportMail.objects.get().pk}/", {"op_id": op()})
    assert answer.status_code == 422 and ReportMail.objects.get().state == "uncertain"
