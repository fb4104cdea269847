"""The register of missed duties: each once, its cause in words that can be erased, signed by a second person, opened again with a reason."""

import csv
import io
from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from complaints.alerts.sweep import sweep
from complaints.compliance import missed, register
from complaints.compliance.models import Breach
from complaints.money.models import Payment
from complaints.record.models import Event, Sealed
from complaints.record.refusals import Conflict, Forbidden, Unacceptable, Unknown
from complaints.record.verifying import verify
from tests.factories import MONDAY, do_contact, do_move, make_complaint, make_person, op
from tests.money.cases import a_payment
from tests.money.storms import filled, row
from tests.web.reading import fields_of, text

LATER = MONDAY + timedelta(days=8)
FOR = {"reason": "The auditor asked for it."}
BODY = {"cause": "workload", "why": "Ann Harper rang twice.", "harm": "low", "harm_words": "She waited a week."}


@pytest.fixture
def duty(db):
    """The first response of a complaint, late."""
    return make_complaint().deadlines.get(kind="first_response")


@pytest.fixture
def storm(db, settings, tmp_path):
    """An incident whose standard failed two customers."""
    settings.VAR_DIR = tmp_path
    return filled([row("1"), row("2"), row("3", off="03/05/2026 05:00")])


def officers():
    return make_person("compliance_officer"), make_person("administrator")


def write(duty, by, version=0, now=LATER, **fields):
    return register.write(f"d{duty.pk}", {"op_id": op(), "version": version, **BODY, **fields}, by=by, now=now)


def sign(duty, by, version=1, now=LATER):
    return register.sign(f"d{duty.pk}", {"op_id": op(), "version": version}, by=by, now=now)


def test_what_was_written_is_signed_by_another_and_opened_again_with_a_reason(duty):
    first, second = officers()
    write(duty, first)
    sign(duty, second)
    register.reopen(f"d{duty.pk}", {"op_id": op(), "version": 2, "reason": "A call was found."}, by=first, now=LATER)
    row = Breach.objects.get()
    assert (row.version, row.signed_by, row.written_by) == (3, None, first)
    kinds = list(Event.objects.filter(kind__startswith="breach.").values_list("kind", flat=True))
    assert kinds == ["breach.written", "breach.signed", "breach.reopened"] and verify().broken is None


def test_nobody_signs_what_they_wrote(duty):
    first, _ = officers()
    write(duty, first)
    with pytest.raises(Forbidden):
        sign(duty, first)
    with pytest.raises(DatabaseError), transaction.atomic():
        Breach.objects.update(signed_by=first, signed_at=LATER)


def test_what_is_signed_is_not_written_over(duty):
    first, second = officers()
    write(duty, first)
    sign(duty, second)
    with pytest.raises(Conflict):
        write(duty, first, version=2)


def test_two_who_write_at_once_lose_nothing(duty):
    first, second = officers()
    write(duty, first)
    with pytest.raises(Conflict):
        write(duty, second)
    assert Breach.objects.get().written_by == first


def test_the_same_call_twice_writes_once(duty):
    first, _ = officers()
    given = {"op_id": op(), "version": 0, **BODY}
    answers = [register.write(f"d{duty.pk}", given, by=first, now=LATER) for _ in range(2)]
    assert answers[1].replayed and Event.objects.filter(kind="breach.written").count() == 1


@pytest.mark.parametrize(("fields", "wrong"), [
    ({"cause": ""}, "cause"), ({"cause": "weather"}, "cause"), ({"cause": "other", "why": ""}, "why"), ({"harm_words": ""}, "harm_words"),
    ({"harm": "huge"}, "harm"), ({"action": "Train everybody."}, "action_owner"), ({"action_due_on": "2026-05-30"}, "action"),
    ({"team": "nowhere"}, "team"), ({"why": "a\0b"}, "why"),
])
def test_what_is_missing_is_said_at_its_field(duty, fields, wrong):
    first, _ = officers()
    with pytest.raises(Unacceptable) as refused:
        write(duty, first, **fields)
    assert wrong in refused.value.fields and not Breach.objects.exists()


@pytest.mark.parametrize("role", ["agent", "senior_manager"])
def test_only_compliance_and_administrators_write(duty, role):
    with pytest.raises(Forbidden):
        write(duty, make_person(role))


def test_no_words_lie_outside_the_sealed_row(duty):
    first, _ = officers()
    write(duty, first)
    event = Event.objects.get(kind="breach.written")
    assert "Ann" not in str(event.data) and "Ann" in event.sealed.body
    assert not [value for value in Breach.objects.values().get().values() if "Ann" in str(value)]


def test_erased_words_leave_the_codes_and_the_page(signed_in, at, duty):
    at(LATER)
    client = signed_in("compliance_officer")
    write(duty, client.person)
    Sealed.objects.filter(event__kind="breach.written").delete()
    page = text(client.get(f"/compliance/breaches/d{duty.pk}/"))
    assert "Too much work" in page and "Ann Harper rang" not in page


def test_a_row_is_never_deleted(duty):
    write(duty, officers()[0])
    with pytest.raises(DatabaseError), transaction.atomic():
        Breach.objects.all().delete()


def test_a_duty_that_was_kept_is_none(duty):
    first, _ = officers()
    with pytest.raises(Unknown):
        write(duty, first, now=MONDAY)
    for mark in ("d0", "s1", "x1", "", "d" + "9" * 40, "d\0"):
        with pytest.raises(Unknown):
            register.write(mark, {"op_id": op(), "version": 0, **BODY}, by=first, now=LATER)


def test_one_that_was_met_in_time_after_all_leaves_the_list_and_keeps_its_page(signed_in, at, duty):
    at(LATER)
    client = signed_in("compliance_officer")
    write(duty, client.person)
    do_contact(duty.complaint, MONDAY + timedelta(hours=1), now=LATER)
    assert f"/d{duty.pk}/" not in text(client.get("/compliance/breaches/?show=all"))
    page = client.get(f"/compliance/breaches/d{duty.pk}/")
    assert page.status_code == 200 and "this was not missed" in text(page)


def test_the_reason_given_at_resolving_begins_the_cause(signed_in, at, duty):
    do_move(duty.complaint, "resolve", at=LATER, late_reason="Both engineers were ill.")
    at(LATER + timedelta(hours=1))
    page = signed_in("compliance_officer").get(f"/compliance/breaches/d{duty.pk}/write/")
    assert fields_of(page)["why"] == "Both engineers were ill."


def test_the_whole_way_through_the_pages(signed_in, at, duty):
    at(LATER)
    client, base = signed_in("compliance_officer"), f"/compliance/breaches/d{duty.pk}/"
    form = fields_of(client.get(f"{base}write/"))
    refused = client.post(f"{base}write/", form | {"why": "Kept words."})
    assert refused.status_code == 422 and "Kept words.</textarea>" in text(refused)
    assert client.post(f"{base}write/", form | BODY).headers["Location"] == base
    assert "another compliance officer or administrator signs it off" in text(client.get(base))
    clash = client.post(f"{base}write/", form | BODY | {"op_id": op(), "why": "Mine."})
    assert clash.status_code == 409 and "Mine." in text(clash) and "all the same" in text(clash)
    other = signed_in("administrator")
    assert other.post(f"{base}sign/", fields_of(other.get(base))).headers["Location"] == base
    assert "Signed off" in text(other.get(base)) and "Not signed off" in text(other.get("/compliance/breaches/"))
    assert other.post(f"{base}reopen/", fields_of(other.get(f"{base}reopen/")) | {"reason": "Look again."}).status_code == 302


QUERIES = (
    ("", True), ("?show=all", True), ("?show=signed", False), ("?show=unwritten", False), ("?kind=first_response", True),
    ("?kind=senior_review", False), ("?kind=standard", False), ("?month=2026-05", True), ("?month=2026-04", False), ("?cause=workload", True),
    ("?cause=system", False), ("?new=yes&show=all", True), ("?team=%00&month=x&kind=%ff&show=9", True), ("?before=2026-05-12.d.999999", True),
    ("?before=2026-05-12.d.0", False), ("?before=0000-00-00.d.1", True),
)


def test_the_list_is_narrowed_by_what_is_asked(signed_in, at, duty):
    at(LATER)
    client = signed_in("compliance_officer")
    write(duty, client.person)
    for query, there in QUERIES:
        page = client.get(f"/compliance/breaches/{query}")
        assert (page.status_code, f"/d{duty.pk}/" in text(page)) == (200, there), query


def test_the_pages_of_the_register_hold_each_once(db, monkeypatch):
    officer = make_person("compliance_officer")
    for _ in range(3):
        do_move(make_complaint("senior_review"), "send_update", at=MONDAY + timedelta(days=9))
    whole = missed.page(missed.Wanted(), officer, LATER.date(), before=None, limit=99)
    seen, before = [], None
    while page := missed.page(missed.Wanted(), officer, LATER.date(), before=before, limit=2):
        seen, before = [*seen, *page], missed.place_of(page[-1])
    assert [row.pk for row in seen] == [row.pk for row in whole] and len(set(map(missed.place_of, whole))) == len(whole) > 2


def test_a_payment_made_late_stands_there_once_beside_the_standard_that_was_failed(db):
    payment = a_payment("approved")
    sweep(now=MONDAY + timedelta(days=12))
    assert Payment.objects.get(pk=payment.pk).late_finding
    found = missed.page(missed.Wanted(), make_person("compliance_officer"), (MONDAY + timedelta(days=12)).date(), before=None, limit=99)
    told = sorted(getattr(row, "kind", None) or row.code for row in found)
    assert told.count("standard_payment") == 1 and told.count(payment.code) == 1 and "SUP-GS-PAYMENT-LATE" not in told


def test_the_file_holds_the_words_and_runs_nothing(signed_in, at, duty):
    at(LATER)
    client = signed_in("compliance_officer")
    write(duty, client.person, why="=cmd|' /C calc'!A0")
    rows = list(csv.DictReader(io.StringIO(client.post("/compliance/breaches.csv?show=all", FOR).content.decode("utf-8-sig"))))
    assert rows[0]["cause_in_words"].startswith("'=cmd") and rows[0]["missed_on"] == "2026-05-12"
    assert client.post("/compliance/breaches.xlsx", FOR).content[:2] == b"PK"
    assert signed_in("agent").get("/compliance/breaches.csv").status_code == 403


def test_an_administrator_does_not_find_what_is_restricted(duty):
    officer, admin = officers()
    type(duty.complaint).objects.filter(pk=duty.complaint_id).update(restricted=True)
    with pytest.raises(Unknown):
        write(duty, admin)
    write(duty, officer)


def test_the_customers_of_an_incident_stand_there_as_one_and_are_signed_by_two(storm):
    first, second = officers()
    [duty] = missed.page(missed.Wanted(), first, LATER.date(), before=None, limit=9)
    assert (duty, duty.failures, missed.place_of(duty)[1]) == (storm, 2, "i")
    mark = f"i{storm.pk}"
    register.write(mark, {"op_id": op(), "version": 0, **BODY}, by=first, now=LATER)
    register.sign(mark, {"op_id": op(), "version": 1}, by=second, now=LATER)
    steps = Event.objects.filter(complaint=None, kind__startswith="breach.")
    assert list(steps.values_list("kind", flat=True)) == ["breach.written", "breach.signed"]
    assert missed.page(missed.Wanted(show="unsigned"), first, LATER.date(), before=None, limit=9) == [] and verify().broken is None


def test_its_page_opens_and_names_the_incident(storm, signed_in):
    officer = signed_in("compliance_officer")
    assert "Storm Nora, 2 customers" in text(officer.get("/compliance/breaches/"))
    page = text(officer.get(f"/compliance/breaches/i{storm.pk}/"))
    assert f'href="/incidents/{storm.pk}/"' in page and text(officer.get(f"/compliance/breaches/i{storm.pk}/write/"))


ACTION = {"action": "Two more people.", "action_owner": "mo", "action_due_on": "2026-06-01"}


def test_an_action_is_done_once_by_whom_and_when_also_after_it_was_signed(duty):
    first, second = officers()
    make_person(username="mo")
    write(duty, first, **ACTION)
    sign(duty, second)
    register.done(f"d{duty.pk}", {"op_id": op(), "version": 2}, by=first, now=LATER)
    row = Breach.objects.get()
    assert (row.done_by, row.done_at, row.signed_by) == (first, LATER, second)
    with pytest.raises(Conflict):
        register.done(f"d{duty.pk}", {"op_id": op(), "version": 3}, by=first, now=LATER)


def test_where_nothing_was_to_be_done_nothing_is_done(duty):
    first, _ = officers()
    write(duty, first)
    with pytest.raises(Conflict):
        register.done(f"d{duty.pk}", {"op_id": op(), "version": 1}, by=first, now=LATER)


def test_an_action_past_its_day_is_counted_until_it_is_done(duty, signed_in, at):
    at(LATER)
    officer = signed_in("compliance_officer")
    make_person(username="mo")
    write(duty, make_person("administrator"), **{**ACTION, "action_due_on": "2026-05-18"})
    listed = text(officer.get("/compliance/list/actions/"))
    assert "Actions past their day: 1" in listed and duty.complaint.reference in listed
    officer.post(f"/compliance/breaches/d{duty.pk}/done/", {"op_id": op(), "version": "1"})
    assert "Actions past their day: none" in text(officer.get("/compliance/list/actions/"))


@pytest.mark.parametrize(("address", "said"), [
    ("/compliance/breaches.csv?show=all", "The register of missed duties"), ("/incidents/{}/customers.csv", "The customers of an incident"),
])
def test_a_file_that_was_taken_stands_in_the_log_of_exports(storm, signed_in, address, said):
    officer = signed_in("compliance_officer")
    asked = officer.get(address.format(storm.pk))
    assert asked.status_code == 200 and "What it is for" in text(asked) and said not in text(officer.get("/exports/"))
    assert "attachment" in officer.post(address.format(storm.pk), FOR)["Content-Disposition"]
    assert said in text(officer.get("/exports/")) and FOR["reason"] in text(officer.get("/exports/"))


def test_no_file_goes_without_its_reason_nor_to_whom_it_is_not_for(storm, signed_in):
    addresses = ["/compliance/breaches.csv", f"/incidents/{storm.pk}/customers.csv"]
    officer = signed_in("compliance_officer")
    assert [officer.post(address, {"reason": " "}).status_code for address in addresses] == [422, 422]
    assert "The register of missed" not in text(officer.get("/exports/"))
    agent = signed_in("agent")
    assert [agent.post(address, FOR).status_code for address in addresses] == [403, 403]


@pytest.mark.parametrize(("step", "sentence"), [("reopen", "This is not signed off."), ("write", "Open it again first.")])
def test_a_form_that_can_t_be_sent_is_not_offered(signed_in, at, duty, step, sentence):
    write(duty, make_person("compliance_officer"))
    if step == "write":
        register.sign(f"d{duty.pk}", {"op_id": op(), "version": 1}, by=make_person("compliance_officer"), now=LATER)
    at(LATER)
    page = signed_in("administrator").get(f"/compliance/breaches/d{duty.pk}/{step}/")
    assert page.status_code == 409 and sentence in text(page) and "<textarea" not in text(page)
