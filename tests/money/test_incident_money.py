"""From what is owed to payments: worked out again, booked once, approved by somebody else, but for those held back or below the law."""

from datetime import timedelta
from decimal import Decimal

import pytest

from complaints.case import told
from complaints.jobs.models import Job
from complaints.jobs.services import Work
from complaints.money import ledger
from complaints.money.incidents import again, approving, booking, creating
from complaints.money.models import Incident, Payment
from complaints.record.models import Event
from complaints.record.refusals import Conflict, Forbidden, Unacceptable
from complaints.record.verifying import verify
from tests.factories import MONDAY, make_person, op
from tests.money.storms import FACTS, filled, row, start, work

LATER = MONDAY + timedelta(hours=12)


@pytest.fixture(autouse=True)
def var(settings, tmp_path):
    settings.VAR_DIR = tmp_path


@pytest.fixture
def storm(db):
    return filled([row("A"), row("B", "small business"), row("C", on="01/05/2026 09:00"), row("D", on="")])


def do(what, incident, by=None, now=MONDAY, **given):
    """One step, its job done; answers the incident as it then stands."""
    incident.refresh_from_db()
    what.start(incident.pk, {"op_id": op(), "version": incident.version, **given}, by=by or incident.made_by, now=now)
    work(now)
    incident.refresh_from_db()
    return incident


def states(incident):
    return dict(incident.payments.order_by("pk").values_list("incident_customer__account", "state"))


def test_everybody_who_is_owed_gets_one_proposed_payment(storm):
    do(booking, storm)
    payment = storm.payments.get(incident_customer__account="A")
    assert states(storm) == {"A": "proposed", "B": "proposed"} and storm.state == "booked" and storm.booked_by == storm.made_by
    assert (payment.kind, payment.code, payment.amount_gbp, payment.route) == ("standard", "EL-R7", 210, "direct")
    assert (payment.failure_on, payment.proposed_by, payment.due_on) == (payment.incident_customer.failure_on, storm.made_by, None)


def test_the_day_to_pay_by_is_that_of_the_finding(db):
    fault = do(booking, filled([row("A", on="01/05/2026 18:01")], "cables"))
    assert fault.payments.get().due_on == fault.customers.get().due_on is not None


def test_what_is_still_off_waits_and_is_booked_once_it_is_back(storm):
    do(booking, storm)
    start(storm, [row("D", on="02/05/2026 06:01"), row("A", on="")])
    work()
    storm.refresh_from_db()
    assert Job.objects.get(pk=storm.job_id).failed == 1 and storm.payments.get(incident_customer__account="A").amount_gbp == 210
    assert states(do(booking, storm)) == {"A": "proposed", "B": "proposed", "D": "proposed"}


def test_nothing_is_booked_twice(storm):
    do(booking, storm)
    with pytest.raises(Conflict, match="No payment"):
        do(booking, storm)
    assert storm.payments.count() == 2


def test_a_press_on_a_page_that_is_out_of_date_is_refused(storm):
    seen = storm.version
    do(booking, storm)
    for what in (booking, again, approving):
        with pytest.raises(Conflict) as refused:
            what.start(storm.pk, {"op_id": op(), "version": seen}, by=make_person("compliance_officer"), now=MONDAY)
        assert refused.value.code == "stale_version"


def test_somebody_else_approves(storm):
    do(booking, storm)
    with pytest.raises(Conflict, match="your approval"):
        do(approving, storm)
    manager = make_person("senior_manager")
    do(approving, storm, by=manager)
    assert set(states(storm).values()) == {"approved"} and storm.state == "approved" and storm.approved_by == manager
    assert set(storm.payments.values_list("approver", "version")) == {(manager.pk, 2)}


@pytest.mark.parametrize("role", ["agent", "administrator"])
def test_who_may_not_approve_is_told_who_may(storm, role):
    do(booking, storm)
    with pytest.raises(Forbidden, match="senior manager or a compliance officer"):
        do(approving, storm, by=make_person(role))


def test_some_are_held_back_with_a_reason(storm):
    do(booking, storm)
    officer = make_person("compliance_officer")
    with pytest.raises(Unacceptable, match="Say why"):
        do(approving, storm, by=officer, held="A")
    with pytest.raises(Unacceptable, match="No payment of account Z"):
        do(approving, storm, by=officer, held="Z", held_why="Looked at first.")
    do(approving, storm, by=officer, held=" A \n\n", held_why="Looked at first.")
    assert states(storm) == {"A": "proposed", "B": "approved"} and storm.state == "approved"
    assert storm.payments.get(incident_customer__account="A").held_why == "Looked at first."


def below(storm):
    storm.customers.filter(account="B").update(law_gbp=Decimal(300))
    return do(booking, storm)


def test_less_than_the_law_is_left_by_a_manager(storm):
    below(storm)
    with pytest.raises(Unacceptable, match="compliance officer"):
        do(approving, storm, by=make_person("senior_manager"), below_law_why="Because.")
    assert states(do(approving, storm, by=make_person("senior_manager"))) == {"A": "approved", "B": "proposed"}


def test_less_than_the_law_is_approved_with_a_compliance_officers_reason(storm):
    below(storm)
    officer = make_person("compliance_officer")
    assert states(do(approving, storm, by=officer)) == {"A": "approved", "B": "proposed"}
    do(approving, storm, by=officer, below_law_why="The later row is not ours to pay.")
    payment = storm.payments.get(incident_customer__account="B")
    assert (payment.state, payment.below_law_why, payment.below_law_by) == ("approved", "The later row is not ours to pay.", officer)
    assert storm.payments.get(incident_customer__account="A").below_law_why == ""


def test_one_by_one_less_than_the_law_is_no_managers_to_approve(storm):
    payment = below(storm).payments.get(incident_customer__account="B")
    given = {"op_id": op(), "version": payment.version}
    with pytest.raises(Forbidden, match="The law owes £300"):
        ledger.move(payment.pk, "approve", given, by=make_person("senior_manager"), now=MONDAY)


def test_the_laws_own_row_is_kept_beside_the_documents_sum(db):
    fault = filled([row("A", on="01/05/2026 18:01")], "cables")
    customer = fault.customers.get()
    expected = customer.law_gbp is not None and customer.law_gbp > customer.amount_gbp
    assert fault.rulebook == "documents" and fault.totals["below_law"] == int(expected)


def test_working_out_again_moves_the_moment_of_those_still_off(storm):
    assert storm.customers.get(account="D").amount_gbp == 700
    before = list(storm.customers.exclude(account="D").order_by("account").values("account", "amount_gbp", "name", "facts"))
    do(again, storm, now=LATER)
    assert storm.worked_out_at == LATER and storm.state == "assessed"
    assert list(storm.customers.exclude(account="D").order_by("account").values("account", "amount_gbp", "name", "facts")) == before


def test_corrected_facts_count_once_it_is_worked_out_again(storm):
    given = FACTS["storm"] | {"op_id": op(), "version": storm.version, "fault_multiple": "13"}
    creating.correct(storm.pk, given, by=storm.made_by, now=MONDAY)
    with pytest.raises(Conflict, match="facts were corrected"):
        do(booking, storm)
    do(again, storm)
    assert storm.customers.get(account="A").amount_gbp == 0 and storm.totals["amount"] == "700.00"


def test_more_customers_do_not_make_the_earlier_ones_stand_by_corrected_facts(storm):
    given = FACTS["storm"] | {"op_id": op(), "version": storm.version, "fault_multiple": "13"}
    creating.correct(storm.pk, given, by=storm.made_by, now=MONDAY)
    start(storm, [row("E")])
    work(MONDAY)
    with pytest.raises(Conflict, match="facts were corrected"):
        do(booking, storm)


def test_facts_stand_once_a_payment_is_booked_by_them(storm):
    do(booking, storm)
    with pytest.raises(Conflict, match="booked by these facts"):
        creating.correct(storm.pk, FACTS["storm"] | {"op_id": op(), "version": storm.version}, by=storm.made_by, now=MONDAY)
    with pytest.raises(Conflict, match="taken out"):
        start(storm, [row("A")], replace=True)


def test_working_out_again_leaves_what_is_booked(storm):
    do(booking, storm)
    booked = list(storm.payments.order_by("pk").values("pk", "amount_gbp", "incident_customer"))
    do(again, storm, now=LATER)
    assert list(storm.payments.order_by("pk").values("pk", "amount_gbp", "incident_customer")) == booked
    assert storm.state == "approved" or storm.state == "booked"


def test_a_fault_that_touched_more_premises_goes_by_the_other_standard(db):
    fault = filled([row("A", on="01/05/2026 18:01")], "cables")
    creating.correct(fault.pk, FACTS["cables"] | {"op_id": op(), "version": fault.version, "premises_affected": "5000"}, by=fault.made_by, now=MONDAY)
    do(again, fault)
    assert list(fault.customers.values_list("code", "outcome")) == [("EL-R6", "not_breached")]


class Killed(BaseException):
    """What a kill looks like from the inside."""


@pytest.mark.parametrize("what", [booking, again, approving])
@pytest.mark.parametrize("at", [0, 1, 2])
def test_a_killed_step_goes_on_and_does_nothing_twice(db, monkeypatch, what, at):
    monkeypatch.setattr(what, "CHUNK", 2)
    incident = filled([row(f"A{n}") for n in range(5)])
    by = incident.made_by if what is not approving else make_person("compliance_officer")
    if what is approving:
        do(booking, incident)
    dies(monkeypatch, at)
    with pytest.raises(Killed):
        do(what, incident, by=by)
    monkeypatch.undo()
    Job.objects.filter(state="running").update(beat_at=MONDAY - timedelta(minutes=5))
    assert work() == 1
    incident.refresh_from_db()
    assert Job.objects.latest("pk").done == 5 and incident.customers.count() == 5 and incident.totals["amount"] == "1050.00"
    assert Payment.objects.count() == (0 if what is again else 5) and Event.objects.filter(kind=f"incident.{what.STEP.event}").count() <= 2
    assert verify().broken is None


def dies(monkeypatch, at):
    real, calls = Work.account, iter(range(99))

    def account(work, **counts):
        if next(calls) == at:
            raise Killed
        return real(work, **counts)
    monkeypatch.setattr(Work, "account", account)


def test_every_event_of_an_incident_has_its_sentence_and_names_nobody(storm):
    do(booking, storm)
    do(approving, storm, by=make_person("compliance_officer"), held="A", held_why="Ann is looked at first.")
    events = Event.objects.filter(complaint=None).order_by("seq")
    assert [event.kind for event in events] == ["incident.created", "incident.read", "incident.booked", "incident.approved"]
    for event in events:
        assert told.summary(event.kind, event.data) != event.kind.replace(".", " ") and "Ann" not in str(event.data)
    assert verify().broken is None and Incident.objects.get().version > 4
