"""An incident's approved payments recorded as paid, its customers told by letter, all of it taken out as a file."""

import csv
import io
import zipfile
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from openpyxl import load_workbook

from complaints.jobs.models import Job
from complaints.money import accruing
from complaints.money.incidents import approving, booking, exporting, letters, paying
from complaints.money.models import Finding
from complaints.record.models import Event
from complaints.record.refusals import Conflict, Forbidden, Unacceptable
from complaints.record.verifying import verify
from tests.factories import MONDAY, make_person, op
from tests.money.storms import filled, row, work
from tests.money.test_incident_money import Killed, dies, do

TODAY = "2026-05-11"
LATE = datetime(2026, 6, 8, 9, tzinfo=UTC)


@pytest.fixture(autouse=True)
def var(settings, tmp_path):
    settings.VAR_DIR = tmp_path


def approved(rows, kind="storm"):
    incident = do(booking, filled(rows, kind))
    return do(approving, incident, by=make_person("compliance_officer"))


def test_approved_payments_are_recorded_as_paid_with_method_and_day(db):
    storm = do(paying, approved([row("A"), row("B")]), method="BACS", paid_on=TODAY)
    told = set(storm.payments.values_list("state", "method", "paid_on", "late_extra_gbp"))
    assert told == {("paid", "BACS", MONDAY.date(), 0)} and Event.objects.get(kind="incident.paid").data["amount"] == "420.00"
    with pytest.raises(Conflict, match="No approved payment"):
        do(paying, storm, method="BACS", paid_on=TODAY)


def test_a_second_round_on_the_same_day_tells_its_own_sums_alone(db):
    storm = approved([row("A"), row("B")])
    later = storm.payments.order_by("pk").last()
    storm.payments.filter(pk=later.pk).update(method_asked="cheque")
    storm = do(paying, storm, method="BACS", paid_on=TODAY)
    storm.payments.filter(pk=later.pk).update(method_asked="")
    do(paying, storm, method="BACS", paid_on=TODAY)
    assert [event.data["amount"] for event in Event.objects.filter(kind="incident.paid").order_by("seq")] == ["210.00", "210.00"]


def test_one_paid_after_its_day_is_owed_its_extra_once(db):
    fault = do(paying, approved([row("A", on="01/05/2026 18:01")], "cables"), now=LATE, method="BACS", paid_on="2026-06-08")
    payment = fault.payments.get()
    assert (payment.state, payment.amount_gbp, payment.late_extra_gbp) == ("paid", 75, Decimal(30)) and payment.late_finding.code == "EL-R19"
    assert accruing.accrue_due(now=LATE + timedelta(days=1)) == 0 and Finding.objects.count() == 1


def test_one_paid_in_time_and_recorded_later_is_owed_nothing_more(db):
    fault = do(paying, approved([row("A", on="01/05/2026 18:01")], "cables"), now=LATE, method="BACS", paid_on="2026-05-15")
    assert fault.payments.get().late_extra_gbp == 0


def test_one_paid_in_time_is_owed_nothing_more_whatever_a_sweep_found(db):
    fault = approved([row("A", on="01/05/2026 18:01")], "cables")
    accruing.accrue_due(now=LATE)
    payment = do(paying, fault, now=LATE, method="BACS", paid_on="2026-05-15").payments.get()
    assert (payment.state, payment.late_extra_gbp, payment.late_finding.is_counted) == ("paid", 0, False)


def test_the_sweep_finds_payments_of_an_incident_late(db):
    fault = approved([row("A", on="01/05/2026 18:01"), row("B", on="01/05/2026 18:01")], "cables")
    assert accruing.accrue_due(now=LATE) == 2 and set(fault.payments.values_list("late_extra_gbp", flat=True)) == {30}


@pytest.mark.parametrize("paid_on", ["2026-05-12", "2026-04-30", "soon", ""])
def test_a_day_that_cannot_be_is_refused(db, paid_on):
    with pytest.raises(Unacceptable) as refused:
        do(paying, approved([row("A")]), method="BACS", paid_on=paid_on)
    assert "paid_on" in refused.value.fields


def test_who_asked_for_a_method_is_paid_one_by_one(db):
    storm = approved([row("A"), row("B")])
    storm.payments.filter(incident_customer__account="A").update(method_asked="cheque")
    do(paying, storm, method="BACS", paid_on=TODAY)
    assert dict(storm.payments.values_list("incident_customer__account", "state")) == {"A": "approved", "B": "paid"}


def zipped(storm):
    found = []
    for job, part, _ in letters.parts(storm):
        with zipfile.ZipFile(letters.part(storm, job, part)) as packed:
            found += [(name, packed.read(name)[:4]) for name in packed.namelist()]
    return found


def test_each_customer_gets_a_notice_and_is_told(db):
    storm = do(letters, approved([row("A/1"), row("B")]), told_on=TODAY)
    assert [(name.rsplit("-", 1)[0], head) for name, head in zipped(storm)] == [("A-1", b"%PDF"), ("B", b"%PDF")]
    assert set(storm.payments.values_list("told_on", "told")) == {(MONDAY.date(), "customer")}
    assert set(storm.customers.values_list("told_on", flat=True)) == {MONDAY.date()}
    with pytest.raises(Conflict, match="waits to be told"):
        do(letters, storm, told_on=TODAY)


def test_the_notice_says_what_is_owed_and_speaks_of_no_complaint(db):
    storm = approved([row("A", Name="Mrs Ann Harper")])
    made = letters.Notices(storm, MONDAY.date(), storm.made_by).document(storm.payments.select_related("incident_customer").get())
    text = str(made)
    assert "£210" in text and "Regulation 7" in text.replace("regulation", "Regulation") and "4 Mill Lane" in text and "Dear Mrs Ann Harper" in text
    assert "your complaint" not in text and "I look after this payment" in text and "Reference A" in text


def test_letters_that_cannot_be_made_are_named_and_left(db):
    storm = do(letters, approved([row("A"), row("B", Address=""), row("C", Name="爱丽丝")]), told_on=TODAY)
    job = Job.objects.get(pk=storm.job_id)
    assert (job.done, job.failed) == (1, 2) and storm.payments.filter(told_on=None).count() == 2


@pytest.mark.parametrize("what", [paying, letters])
@pytest.mark.parametrize("at", [0, 1, 2])
def test_killed_it_goes_on_and_does_nothing_twice(db, monkeypatch, what, at):
    monkeypatch.setattr(what, "CHUNK", 2)
    storm = approved([row(f"A{n}") for n in range(5)])
    given = {"method": "BACS", "paid_on": TODAY} if what is paying else {"told_on": TODAY}
    dies(monkeypatch, at)
    with pytest.raises(Killed):
        do(what, storm, **given)
    monkeypatch.undo()
    Job.objects.filter(state="running").update(beat_at=MONDAY - timedelta(minutes=5))
    assert work() == 1 and Job.objects.latest("pk").done == 5 and Event.objects.filter(kind=f"incident.{what.STEP.event}").count() == 1
    assert what is paying or len({name for name, _ in zipped(storm)}) == len(zipped(storm)) == 5
    assert verify().broken is None


def test_the_csv_adds_up_and_runs_nothing(db):
    storm = approved([row("A", Name="=cmd()"), row("B", on="")])
    lines = list(csv.DictReader(io.StringIO("".join(exporting.csv_lines(storm)).removeprefix("\ufeff"))))
    assert [line["Account"] for line in lines] == ["A", "B"] and lines[0]["Name"] == "'=cmd()" and lines[0]["Payment"] == "Approved, not yet paid"
    assert sum(Decimal(line["Sum"]) for line in lines) == Decimal(storm.totals["amount"]) and lines[1]["On at"] == ""


def test_a_workbook_is_made_by_a_job(db, monkeypatch):
    monkeypatch.setattr(exporting, "CHUNK", 1)
    storm = filled([row("A", Name="=cmd()"), row("B", on="")])
    exporting.start(storm.pk, {"op_id": op()}, by=storm.made_by, now=MONDAY)
    assert work() == 1
    job, = exporting.workbooks(storm)
    cells = list(load_workbook(exporting.workbook(storm, job.pk)).active.iter_rows(values_only=True))
    assert len(cells) == 3 and cells[1][0] == "A" and cells[1][1] == "'=cmd()" and cells[1][8] == datetime(2026, 5, 1, 6, 0)
    assert cells[1][11] == 210 and job.done == 2


@pytest.mark.parametrize("what", [paying, letters, exporting])
def test_an_agent_does_none_of_it(db, what):
    storm = filled([row("A")])
    with pytest.raises(Forbidden):
        what.start(storm.pk, {"op_id": op(), "version": storm.version}, by=make_person(), now=MONDAY)


def test_a_method_longer_than_the_ledger_keeps_is_named(db):
    storm = filled([row("A")])
    do(booking, storm, make_person("senior_manager"))
    do(approving, storm, make_person("compliance_officer"))
    with pytest.raises(Unacceptable) as refused:
        do(paying, storm, make_person("senior_manager"), method="M" * 61, paid_on=TODAY)
    assert set(refused.value.fields) == {"method"}
