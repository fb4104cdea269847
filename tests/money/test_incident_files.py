"""Files of an incident: what each row comes to, which rows are named as bad and why, and that the sums add up."""

import io
from datetime import datetime, timedelta
from decimal import Decimal

import pytest
from openpyxl import Workbook

from complaints.intake import job as import_job
from complaints.jobs.models import Job
from complaints.money.incidents import totals
from complaints.money.incidents.moments import moment_of
from complaints.record.models import Event
from complaints.record.refusals import Conflict, Forbidden, Refused, Unacceptable
from complaints.record.verifying import verify
from tests.factories import MONDAY, make_person, op
from tests.money.storms import FACTS, csv_of, filled, make_incident, row, start, work

LATER = MONDAY + timedelta(days=40)


@pytest.fixture(autouse=True)
def var(settings, tmp_path):
    settings.VAR_DIR = tmp_path


def amounts(incident):
    return dict(incident.customers.order_by("account").values_list("account", "amount_gbp"))


def problems(incident):
    return [tuple(problem[:3]) for problem in import_job.problems(incident.job_id)]


def test_a_storms_customers_are_paid_by_regulation_7(db):
    backs = {"A": "02/05/2026 06:00", "B": "02/05/2026 06:01", "C": "03/05/2026 06:00", "D": "03/06/2026 06:00"}
    storm = filled([row(account, on=on) for account, on in backs.items()], now=LATER)
    assert amounts(storm) == {"A": 0, "B": 70, "C": 210, "D": 700} and storm.state == "assessed"
    assert storm.totals["customers"] == 4 and storm.totals["amount"] == "980.00" and storm.totals["payments"] == 3


def test_a_supply_lost_after_we_knew_counts_from_when_it_was_lost(db):
    storm = filled([row("A", off="01/05/2026 05:00", on="02/05/2026 06:01"), row("B", off="01/05/2026 07:00", on="02/05/2026 06:59")])
    assert amounts(storm) == {"A": 70, "B": 0}


def test_a_fault_in_normal_weather_goes_by_the_premises_it_touched(db):
    assert [make_incident("cables", premises_affected=count).code for count in ("4,999", "5000")] == ["EL-R5", "EL-R6"]
    fault = filled([row("A", on="01/05/2026 18:01"), row("B", "small business", on="01/05/2026 18:01")], "cables")
    assert amounts(fault) == {"A": 75, "B": 150} and fault.customers.get(account="A").due_on is not None


def test_a_broken_main_pays_priority_households_by_a_second_standard(db):
    rows = [row("A", on="02/05/2026 06:01", PSR="yes", claimed="02/05/2026"), row("B", on="02/05/2026 06:01", PSR="no"), row("C", PSR="yes")]
    main = filled(rows, "main")
    told = main.customers.order_by("account", "code").values_list("account", "code", "amount_gbp", "outcome")
    assert list(told) == [("A", "GAS-GS1", 30, "to_pay"), ("A", "GAS-GS3", 24, "to_pay"), ("B", "GAS-GS1", 30, "to_pay"),
                          ("C", "GAS-GS1", 60, "to_pay"), ("C", "GAS-GS3", 0, "unclaimed")]
    assert main.totals["customers"] == 3 and main.totals["amount"] == "144.00"


def test_a_gas_site_over_the_limit_needs_a_person(db):
    main = filled([row("A", "large business", **{"annual kWh": "73,201"}), row("B", "large business", **{"annual kWh": "73200"})], "main")
    assert list(main.customers.order_by("account").values_list("outcome", "amount_gbp")) == [("judgement", None), ("to_pay", 100)]
    assert "73,200" in main.customers.get(account="A").judgement


def test_an_exemption_with_its_evidence_takes_the_payment_away(db):
    rows = [row(account, exemption="EX-EL-NO-ACCESS", **{"all reasonable steps": steps}) for account, steps in (("A", "yes"), ("B", "no"))]
    storm = filled([*rows, row("C", exemption="EX-NO")])
    assert list(storm.customers.order_by("account").values_list("outcome", flat=True)) == ["exempt", "to_pay"]
    assert problems(storm) == [(4, "exemption", "There is no exemption with this code.")]


def test_customers_still_off_are_provisional(db):
    storm = filled([row("A", on=""), row("B")])
    found = storm.customers.get(account="A")
    assert found.provisional and found.amount_gbp == 700 and storm.totals["still_off"] == 1


BAD = [
    ({"Account": ""}, "Account", "The account is empty."),
    ({"Account": "x" * 41}, "Account", "At most 40 characters."),
    ({"Class": "business"}, "Class", "does not say which"),
    ({"Class": "lord"}, "Class", "“lord” is not a class"),
    ({"Off from": ""}, "Off from", "not said"),
    ({"Off from": "01/05/2026"}, "Off from", "is a day without a time"),
    ({"Off from": "05/13/2026 06:00"}, "Off from", "There is no moment"),
    ({"Off from": "01/07/2026 06:00"}, "Off from", "future"),
    ({"On at": "30/04/2026 06:00"}, "On at", "before it was lost"),
    ({"On at": "29/03/2026 01:30"}, "On at", "the clocks went forward"),
    ({"Off from": "26/10/2025 01:30"}, "Off from", "came twice"),
    ({"Name": "a\x00b"}, "Name", "control character"),
]


@pytest.mark.parametrize(("change", "column", "reason"), BAD)
def test_a_bad_row_is_named_and_the_others_go_in(db, change, column, reason):
    storm = filled([row("A"), row("B") | change, row("C")])
    (line, where, why), = problems(storm)
    assert (line, where) == (3, column) and reason in why and set(amounts(storm)) == {"A", "C"} and storm.totals["problems"] == 1


def test_every_fault_of_a_row_is_named_and_the_row_counts_once(db):
    storm = filled([row("A"), row("", "lord", off="soon")])
    assert [column for _, column, _ in problems(storm)] == ["Account", "Class", "Off from"] and Job.objects.get(pk=storm.job_id).failed == 1


def test_an_account_twice_in_a_file_is_a_problem_at_the_second(db):
    storm = filled([row("A"), row("A", on="02/05/2026 06:01")])
    assert amounts(storm) == {"A": 210} and problems(storm) == [(3, "Account", "This account came before in this file.")]


def test_a_ragged_row_is_a_problem_of_the_whole_row(db):
    storm = filled(csv_of([row("A")]) + b"B,domestic\n")
    assert problems(storm) == [(3, None, "This row has 2 cells; the header has 7.")]


@pytest.mark.parametrize(("text", "utc"), [
    ("26/10/2025 01:30 BST", "2025-10-26T00:30:00+00:00"), ("26/10/2025 01:30 GMT", "2025-10-26T01:30:00+00:00"),
    ("2025-10-26T01:30:00+01:00", "2025-10-26T00:30:00+00:00"), ("1/5/2026 6:05", "2026-05-01T05:05:00+00:00"),
    ("2026-01-01 06:05:30Z", "2026-01-01T06:05:30+00:00"),
])
def test_moments_are_london_time_unless_they_say_otherwise(text, utc):
    assert moment_of(text).isoformat() == utc


@pytest.mark.parametrize("text", ["", "soon", "2026-02-30 10:00", "01/05/26 10:00", "2026-05-01 25:00", "1999-05-01 10:00", "2026-05-01 10:00+99:00"])
def test_what_is_no_moment_gets_a_sentence(text):
    with pytest.raises(ValueError, match=r"\.$"):
        moment_of(text)


def test_each_line_of_the_table_and_its_foot_add_up(db):
    rows = [row(f"A{n}", ("domestic", "small business", "large business")[n % 3], on=f"0{2 + n % 3}/05/2026 0{n % 8}:00") for n in range(40)]
    storm = filled(rows)
    lines = totals.lines(storm.totals)
    assert sum(sum(counts.values()) for _, _, counts, _ in lines) == 40
    assert sum(amount for *_, amount in lines) == Decimal(storm.totals["amount"]) == sum(amounts(storm).values())


def test_a_later_file_corrects_customers_and_adds_others(db):
    storm = filled([row("A", on=""), row("B")])
    start(storm, [row("A", on="02/05/2026 06:01"), row("C")])
    assert work() == 1 and amounts(storm) == {"A": 70, "B": 210, "C": 210}
    start(storm, [row("Z")], replace=True)
    assert work() == 1 and amounts(storm) == {"Z": 210}


def test_a_file_without_its_columns_is_refused_before_anything(db):
    storm = make_incident()
    for body, said in ((b"Account,Class\nA,domestic\n", "off from and on at"), (b"Account,account\n", "two columns"), (b"\xff", "utf-8-sig")):
        with pytest.raises(Refused, match=said):
            start(storm, body)
    storm.refresh_from_db()
    assert storm.state == "draft" and not Job.objects.exists()


def test_the_same_press_twice_reads_one_file(db):
    storm, key = make_incident(), op()
    by = storm.made_by
    first = start(storm, [row("A")], op_id=key, version=1)
    with pytest.raises(Conflict):
        start(storm, [row("A")], op_id=key, version=1)
    assert Job.objects.count() == 1 and first.ids["job"] == Job.objects.get().pk and by.pk


def test_a_file_while_another_is_read_waits(db):
    storm = make_incident()
    start(storm, [row("A")])
    with pytest.raises(Conflict, match="Wait until"):
        start(storm, [row("B")])


@pytest.mark.parametrize("kind", FACTS)
def test_what_is_missing_of_an_incident_is_named(db, kind):
    with pytest.raises(Unacceptable) as refused:
        make_incident(kind, name="", nation="france")
    assert {"name", "nation"} <= set(refused.value.fields)


def test_a_storm_needs_severe_weather(db):
    with pytest.raises(Unacceptable, match="Cable fault"):
        make_incident(fault_multiple="7.9")


def test_an_agent_makes_no_incident(db):
    with pytest.raises(Forbidden):
        make_incident(by=make_person())


def test_the_desks_chain_tells_what_was_read_without_a_name(db):
    storm = filled([row("A"), row("B", "lord")])
    kinds = list(Event.objects.filter(complaint=None).order_by("seq").values_list("kind", flat=True))
    assert kinds == ["incident.created", "incident.read"] and verify().broken is None
    assert Event.objects.get(kind="incident.read").data["amount"] == "210.00" and "Ann" not in str(Event.objects.get(kind="incident.read").data)
    assert storm.version == 3


def workbook(rows):
    book = Workbook()
    book.active.append(list(rows[0]))
    for one in rows:
        book.active.append(list(one.values()))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_a_workbook_is_read_with_its_own_moments_and_numbers(db):
    off, on = datetime(2026, 5, 1, 6), datetime(2026, 5, 3, 6)
    rows = [row(1000000017, off=off, on=on), row("B", off="2026-05-01 06:00", on=None), row("C", off=datetime(2026, 5, 1), on=on)]
    storm = filled(workbook(rows))
    assert amounts(storm) == {"1000000017": 210, "B": 700} and storm.customers.get(account="B").provisional
    (line, column, why), = problems(storm)
    assert (line, column) == (4, "Off from") and "write it as text, 2026-05-01 00:00" in why


def test_what_only_begins_like_a_workbook_is_refused(db):
    with pytest.raises(Refused, match="begins like a workbook"):
        start(make_incident(), b"PK\x03\x04 and nothing of a workbook")


@pytest.mark.parametrize(("facts", "name"), [({"name": "n" * 121}, "name"), ({"fault_multiple": "9."}, "fault_multiple"),
                                             ({"very_large_event": True, "prescribed_hours": "0"}, "prescribed_hours")])
def test_a_fact_that_cannot_be_stored_or_read_is_named(db, facts, name):
    with pytest.raises(Unacceptable) as refused:
        make_incident(**facts)
    assert set(refused.value.fields) == {name}


def test_a_workbooks_last_day_of_time_is_a_problem_of_its_row(db):
    storm = filled(workbook([row("A", off=datetime(9999, 12, 31, 23, 59, 59, 900_000), on=None), row("B")]))
    assert [line for line, _, _ in problems(storm)] == [2] and set(amounts(storm)) == {"B"}


def test_a_number_and_its_text_are_one_account(db):
    storm = filled(workbook([row(1.5e3), row("1500")]))
    assert [why for _, _, why in problems(storm)] == ["This account came before in this file."]
