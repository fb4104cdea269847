"""Reports by mail: sent once to those who may have them, with their true period, after a silence too; what is doubtful waits for a person."""

import io
from datetime import date, timedelta

import pytest
from django.core import mail
from pypdf import PdfReader

from complaints.record import outbox
from complaints.record.models import Event, Outbox
from complaints.record.outbox import Outcome
from complaints.record.refusals import Conflict, Forbidden, Unacceptable
from complaints.record.verifying import verify
from complaints.reports.mailed import sending, services
from complaints.reports.models import ReportMail, ReportRun, ReportSchedule
from staff import absences
from tests.factories import MONDAY, make_complaint, make_person, op
from workdays import london

pytestmark = pytest.mark.django_db
DAY, HOUR = timedelta(days=1), timedelta(hours=1)
GIVEN = {"name": "Board", "reports": ["complaints", "windows"], "form": "csv", "every": "weekly", "weekday": 0, "period": "last_week",
         "first_on": "2026-05-18"}
# 08:00 London of the first run.
RUN = london.start_of_day(date(2026, 5, 18)) + 8 * HOUR


@pytest.fixture
def officer():
    return make_person("compliance_officer")


@pytest.fixture
def reader():
    return make_person("senior_manager")


def made(officer, *people, **more):
    given = {**GIVEN, "people": [person.username for person in people], "op_id": op(), **more}
    return ReportSchedule.objects.get(pk=services.make(given, by=officer, now=MONDAY).ids["schedule"])


def relay(now):
    sending.post_due(now=now)
    outbox.relay(sending.HANDLERS, now=now)
    return mail.outbox


def states():
    return sorted(ReportMail.objects.values_list("person__username", "state"))


def test_it_goes_once_with_each_report_of_the_week_before(officer, reader):
    make_complaint()
    made(officer, reader)
    assert relay(RUN - 2 * HOUR) == []
    [sent] = relay(RUN)
    relay(RUN + HOUR)
    assert len(mail.outbox) == 1 and sent.to == [reader.email] and sent.subject == "Board: 11 May to 17 May 2026"
    assert [name for name, _, _ in sent.attachments] == ["complaints-2026-05-11-2026-05-17.csv", "windows-2026-05-11-2026-05-17.csv"]
    assert sent.attachments[0].content.splitlines()[-1].startswith("total,1,")


@pytest.mark.parametrize("form", ["pdf", "xlsx"])
def test_the_attachment_is_the_file_that_the_page_gives(officer, reader, form):
    made(officer, reader, form=form, reports=["windows"])
    [(name, content, media_type)] = relay(RUN)[0].attachments
    assert name.endswith(f".{form}") and content.startswith({"pdf": b"%PDF", "xlsx": b"PK"}[form]) and ";" not in media_type
    assert form != "pdf" or reader.full_name in PdfReader(io.BytesIO(content)).pages[0].extract_text()


def test_the_outbox_holds_ids_alone_and_the_record_says_what_went(officer, reader):
    schedule = made(officer, reader)
    relay(RUN)
    [row], [told] = Outbox.objects.filter(kind=sending.KIND), Event.objects.filter(kind="report_mail.posted")
    assert row.payload == {"mail": ReportMail.objects.get().pk} and told.data["schedule"] == schedule.pk
    assert told.data["to_people"] == [reader.pk] and "Board" not in str(list(Event.objects.filter(complaint=None).values_list("data")))
    settled = Event.objects.get(kind="report_mail.settled")
    assert settled.data["files"] == [file["sha256"] for file in ReportMail.objects.get().files] and verify().broken is None


def test_runs_that_were_missed_go_once_each_with_their_own_period(officer, reader):
    made(officer, reader)
    assert len(relay(RUN + 15 * DAY)) == 3
    assert [one.subject for one in mail.outbox] == ["Board: 11 May to 17 May 2026", "Board: 18 May to 24 May 2026", "Board: 25 May to 31 May 2026"]
    assert ReportSchedule.objects.get().next_on == date(2026, 6, 8) and sending.post_due(now=RUN + 15 * DAY) == 0


def test_what_falls_due_is_found_by_one_statement_over_its_index(officer, reader, django_assert_num_queries):
    made(officer, reader)
    with django_assert_num_queries(3) as asked:
        sending.post_due(now=MONDAY)
    assert sum("next_at" in query["sql"] for query in asked.captured_queries) == 1


@pytest.mark.parametrize(("change", "why"), [
    ({"is_active": False}, "no longer works here"), ({"role": "agent"}, "may no longer read reports"), ({"email": ""}, "has no address")])
@pytest.mark.parametrize("late", [False, True])
def test_who_lost_the_right_gets_none_and_it_is_on_record(officer, reader, change, why, late):
    other = make_person("administrator")
    made(officer, reader, other)
    if late:
        sending.post_due(now=RUN)
    type(reader).objects.filter(pk=reader.pk).update(**change)
    assert [one.to for one in relay(RUN)] == [[other.email]]
    kept = ReportMail.objects.get(person=reader)
    assert kept.state == "withheld" and why in kept.why
    kind = "report_mail.settled" if late else "report_mail.posted"
    assert any(str(reader.pk) in str(event.data) for event in Event.objects.filter(kind=kind))


def test_who_is_away_gets_none(officer, reader):
    made(officer, reader)
    by, days = make_person("administrator"), {"from_on": date(2026, 5, 18), "until_on": date(2026, 5, 20)}
    absences.record(reader, **days, by=by, now=MONDAY, today=date(2026, 5, 11))
    assert relay(RUN) == [] and ReportMail.objects.get().why == "Not sent: this person is away."


def test_at_night_it_waits_for_the_morning(officer, reader):
    schedule = made(officer, reader)
    sending.send_now(schedule.pk, {"op_id": op()}, by=officer, now=MONDAY + 12 * HOUR)
    assert relay(MONDAY + 12 * HOUR) == [] and len(relay(MONDAY + 24 * HOUR)) == 1


def test_sent_now_it_tells_of_what_it_would_tell_today_and_the_set_times_stay(officer, reader):
    schedule, once = made(officer, reader), op()
    for _ in range(2):
        sending.send_now(schedule.pk, {"op_id": once}, by=officer, now=MONDAY)
    assert [one.subject for one in relay(MONDAY + HOUR)] == ["Board: 4 May to 10 May 2026"]
    assert ReportRun.objects.get().by == officer and ReportSchedule.objects.get().next_on == date(2026, 5, 18)


def test_a_stopped_one_sends_nothing_not_even_what_waits(officer, reader):
    schedule = made(officer, reader)
    sending.post_due(now=RUN - HOUR / 2)
    services.stop(schedule.pk, {"op_id": op(), "version": 1}, by=officer, now=RUN)
    assert relay(RUN) == [] and states() == [(reader.username, "withheld")] and relay(RUN + 30 * DAY) == []
    services.start(schedule.pk, {"op_id": op(), "version": 2}, by=officer, now=RUN)
    assert ReportSchedule.objects.get().next_on == date(2026, 5, 25)


def test_starting_what_was_not_stopped_drops_no_run_that_fell_due(officer, reader):
    schedule = made(officer, reader)
    services.start(schedule.pk, {"op_id": op(), "version": 1}, by=officer, now=RUN + DAY)
    assert ReportSchedule.objects.get().next_on == schedule.next_on


def test_a_doubtful_mail_is_not_sent_again_by_itself(officer, reader, monkeypatch):
    made(officer, reader)
    monkeypatch.setattr(sending.mailing, "hand_over", lambda message: Outcome("uncertain", why="The mail server hung up."))
    relay(RUN)
    monkeypatch.undo()
    assert relay(RUN + DAY) == [] and states() == [(reader.username, "uncertain")]


@pytest.mark.parametrize(("arrived", "number"), [(True, 0), (False, 1)])
def test_a_person_settles_a_doubtful_mail_once(officer, reader, arrived, number):
    test_a_doubtful_mail_is_not_sent_again_by_itself(officer, reader, pytest.MonkeyPatch())
    given, ident = {"op_id": op(), "arrived": arrived}, ReportMail.objects.get().pk
    for _ in range(2):
        sending.answer_uncertain(ident, given, by=officer, now=RUN + DAY)
    assert len(relay(RUN + DAY)) == number and states() == [(reader.username, "sent")]
    with pytest.raises(Conflict):
        sending.answer_uncertain(ident, {"op_id": op(), "arrived": False}, by=officer, now=RUN + DAY)


@pytest.mark.parametrize(("more", "field"), [
    ({"reports": ["none"]}, "reports"), ({"reports": []}, "reports"), ({"form": "exe"}, "form"), ({"weekday": None}, "weekday"),
    ({"first_on": "2026-05-10"}, "first_on"), ({"people": []}, "people"), ({"people": ["nobody"]}, "people"), ({"name": "x" * 61}, "name")])
def test_what_cannot_be_is_refused_at_its_field(officer, reader, more, field):
    with pytest.raises(Unacceptable) as refused:
        made(officer, reader, **more)
    assert next(iter(refused.value.fields)).startswith(field) and not ReportSchedule.objects.exists()


@pytest.mark.parametrize("role", ["agent", "senior_manager"])
def test_only_an_officer_sets_them_and_only_readers_get_them(officer, reader, role):
    with pytest.raises(Forbidden):
        made(make_person(role), reader)
    with pytest.raises(Unacceptable):
        made(officer, make_person("agent"))


def test_a_change_of_what_somebody_else_changed_is_refused(officer, reader):
    schedule = made(officer, reader)
    given = {**GIVEN, "people": [reader.username], "version": 1}
    services.change(schedule.pk, {**given, "every": "monthly", "op_id": op()}, by=officer, now=MONDAY)
    assert ReportSchedule.objects.get().next_on == date(2026, 6, 1)
    with pytest.raises(Conflict):
        services.change(schedule.pk, {**given, "op_id": op()}, by=officer, now=MONDAY)


def test_a_change_never_sends_a_day_twice(officer, reader):
    schedule = made(officer, reader)
    relay(RUN)
    services.change(schedule.pk, {**GIVEN, "people": [reader.username], "version": 1, "op_id": op()}, by=officer, now=RUN)
    relay(RUN + HOUR)
    assert len(mail.outbox) == 1 and ReportRun.objects.count() == 1


def test_a_change_drops_no_run_that_fell_due_and_was_not_put_on_its_way(officer, reader):
    schedule, other = made(officer, reader), make_person("senior_manager")
    changed = {**GIVEN, "people": [other.username], "weekday": 2, "version": 1, "op_id": op()}
    services.change(schedule.pk, changed, by=officer, now=RUN + DAY)
    assert [run.due_on for run in ReportRun.objects.all()] == [date(2026, 5, 18)] and ReportSchedule.objects.get().next_on == date(2026, 5, 20)
    assert [sent.to for sent in relay(RUN + DAY)] == [[reader.email]]


def test_what_fell_due_goes_out_as_it_was_set_then_though_it_is_changed_before_the_hand_over(officer, reader):
    schedule = made(officer, reader)
    sending.post_due(now=RUN)
    changed = {**GIVEN, "name": "Weekly", "reports": ["open"], "form": "xlsx", "people": [reader.username], "version": 1, "op_id": op()}
    services.change(schedule.pk, changed, by=officer, now=RUN)
    [sent] = relay(RUN)
    assert sent.subject.startswith("Board: ") and len(sent.attachments) == 2 and all(part[0].endswith(".csv") for part in sent.attachments)
    [later] = relay(RUN + 8 * DAY)[1:]
    assert later.subject.startswith("Weekly: ") and [part[0].rpartition(".")[2] for part in later.attachments] == ["xlsx"]
