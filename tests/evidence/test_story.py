"""From a phone call to a decision that was complied with, and the file of that case opened by standard tools with every hash true."""

import io
import json
import zipfile
from datetime import datetime, timedelta

import pytest
from django.core.management import call_command
from pypdf import PdfReader

from complaints.case import at_ombudsman
from complaints.case.at_ombudsman import Standing
from complaints.case.services import meet_clock, set_clock
from complaints.clocks.models import Deadline
from complaints.entitlement.keeping import keep as assess
from complaints.evidence import services as evidence
from complaints.evidence import signposting
from complaints.evidence.casefile import services as case_files
from complaints.letters import services as letters
from complaints.letters import storing
from complaints.letters.drafting import draft_due
from complaints.letters.models import Letter
from complaints.money.findings import record_finding
from complaints.money.ledger import move as move_payment
from complaints.money.models import Payment
from complaints.record.verifying import verify
from tests.evidence.made import PDF, Upload, png
from tests.evidence.test_case_file import holds_true, manifest, rows
from tests.factories import do_contact, do_move, fresh, make_complaint, make_person, op
from tests.letters import walked
from workdays import london

pytestmark = [pytest.mark.django_db, pytest.mark.timeout(180)]
REQUIRED = [{"kind": "apology", "text": "Apologise in writing."}, {"kind": "action", "text": "Lay the footway again."},
            {"kind": "money", "text": "Pay for the food that was lost.", "amount_gbp": "50.00"}]


@pytest.fixture(autouse=True)
def var(settings, tmp_path):
    settings.VAR_DIR = tmp_path / "var"
    return tmp_path


@pytest.fixture
def people():
    return {"agent": make_person(full_name="Dan Whitlock"), "manager": make_person("senior_manager", full_name="Priya Raman"),
            "checker": make_person("senior_manager", full_name="Tom Ashby"), "office": make_person("compliance_officer", full_name="Ana Petrov")}


def at(text):
    """A London time."""
    told = datetime.fromisoformat(text)
    return london.moment(told.date(), told.time())


def keep(complaint, name, body, what, who, when):
    return evidence.keep_file(complaint.reference, Upload(name, body), {"op_id": op(), "what": what}, by=who, now=when).ids["file"]


def call(people):
    """Monday 11 May: the call, the script, what they were told, a photograph, the missed visit assessed."""
    complaint = make_complaint(received_at=at("2026-05-11T10:02"), by=people["agent"])
    complaint = do_contact(complaint, at("2026-05-11T15:00"), by=people["agent"], signposted=["advice", "ombudsman", "procedure_sent"])
    keep(complaint, "trench.png", png(), "Photograph of the trench", people["agent"], at("2026-05-11T15:10"))
    return complaint


def missed_visit(complaint, people):
    """£30 for the visit that was missed: proposed by one, approved by another, paid in time."""
    facts = {"customer_type": "domestic", "appointment_offered": True, "appointment_kept": False, "connection_visit": False,
             "failure_on": "2026-05-08"}
    given = {"op_id": op(), "code": "EL-R17", "facts": facts}
    record_finding(complaint.reference, given, by=people["agent"], now=at("2026-05-11T15:30"))
    payment = Payment.objects.get(complaint=complaint)
    for name, more, who in (("approve", {"below_law_why": "The company pays by its own documents."}, "office"),
                            ("pay", {"method": "bank transfer", "paid_on": "2026-05-12"}, "checker")):
        given = {"op_id": op(), "version": Payment.objects.get(pk=payment.pk).version, **more}
        move_payment(payment.pk, name, given, by=people[who], now=at("2026-05-12T08:00"))


def to_deadlock(complaint, people):
    complaint = do_move(complaint, "escalate", by=people["agent"], at=at("2026-05-12T09:00"), senior_manager=people["manager"].username)
    complaint = do_move(complaint, "send_update", by=people["manager"], at=at("2026-05-18T11:00"))
    return do_move(complaint, "declare_deadlock", by=people["manager"], at=at("2026-05-21T16:00"))


def send(complaint, kind, people, when, **more):
    """Drafted (a deadlock letter by the sweep), written, submitted, approved by another, posted."""
    if kind == "deadlock":
        draft_due(now=when)
    else:
        letters.draft(complaint.reference, {"op_id": op(), "kind": kind}, by=people["manager"], now=when)
    letter = Letter.objects.filter(complaint=complaint, kind=kind).latest("pk")
    letter = walked.write(letter, by=people["manager"], now=when) if walked.WRITES[kind] else letter
    letter = walked.do(letter, "submit", by=people["manager"], now=when)
    letter = walked.do(letter, "approve", by=people["checker"], now=when)
    return walked.do(letter, "send", by=people["checker"], now=when, method="post")


def our_file(complaint, people):
    """The Ombudsman asks for our file by a day; it is made, and recorded as sent in time."""
    asked = at("2026-06-03T09:00")
    given = {"op_id": op(), "version": complaint.version, "kind": "ombudsman_file", "due_on": "2026-06-10", "what": "The file"}
    set_clock(complaint.reference, given, by=people["office"], now=asked)
    assert at_ombudsman.standings([fresh(complaint)])[0].standing == Standing.FILE_ASKED
    made = case_files.make(complaint.reference, {"op_id": op()}, by=people["office"], now=asked + timedelta(hours=1))
    complaint, clock = fresh(complaint), Deadline.objects.get(complaint=complaint, kind="ombudsman_file")
    sent = (asked + timedelta(hours=2)).isoformat()
    meet_clock(complaint.reference, clock.pk, {"op_id": op(), "version": complaint.version, "at": sent, "how": f"Sent, sha256 {made.ids['sha256']}"},
               by=people["office"], now=asked + timedelta(hours=2))
    return fresh(complaint)


def decided(complaint, people):
    complaint = do_move(complaint, "record_decision", by=people["office"], at=at("2026-07-01T10:00"), outcome="upheld", required=REQUIRED)
    complaint = do_move(complaint, "record_acceptance", by=people["office"], at=at("2026-07-06T10:00"), on="2026-07-04", we_were_told_on="2026-07-06")
    assert Deadline.objects.get(complaint=complaint, kind="ombudsman_compliance").due_on.isoformat() == "2026-08-03"
    return complaint


def complied(complaint, people):
    when = at("2026-07-20T12:00")
    proof = keep(complaint, "paid.pdf", PDF, "Bank transfer of £50", people["agent"], at("2026-07-17T12:00"))
    done = [{"index": place, "done_on": f"2026-07-{15 + place}", **({"proof": proof} if place == 2 else {})} for place in range(3)]
    return do_move(complaint, "confirm_compliance", by=people["office"], at=when, done=done)


def the_whole_story(people):
    complaint = call(people)
    missed_visit(complaint, people)
    complaint = to_deadlock(fresh(complaint), people)
    send(complaint, "deadlock", people, at("2026-05-22T10:00"))
    household = {"op_id": op(), "decision_on": "2026-05-22", "complaint_began_on": "2026-05-11", "customer_type": "domestic", "fuels": [],
                 "letters": [{"kind": "deadlock", "method": "post", "sent_on": "2026-05-22"}]}
    assess(complaint.reference, household, by=people["agent"], now=at("2026-05-22T12:00"))
    complaint = do_move(fresh(complaint), "refer_to_ombudsman", by=people["agent"], at=at("2026-06-01T10:00"), referred_on="2026-05-30",
                        because="deadlock", ombudsman_reference="EO-4711")
    complaint = complied(decided(our_file(complaint, people), people), people)
    send(complaint, "compliance_confirmation", people, at("2026-07-21T10:00"))
    return fresh(complaint)


def test_from_a_phone_call_to_a_decision_complied_with(people, var, capsys):
    complaint = the_whole_story(people)
    assert complaint.stage == "resolved" and at_ombudsman.standings([complaint])[0].standing == Standing.DONE
    assert signposting.gaps(complaint, complaint.stage_since.date()) == [] and verify().broken is None
    late = [row.kind for row in Deadline.objects.filter(complaint=complaint, met_at__isnull=False) if london.day_of(row.met_at) > row.due_on]
    assert late == []
    out = var / "file.zip"
    call_command("case_file", complaint.reference, str(out))
    packed = zipfile.ZipFile(out)
    holds_true(packed)
    check_letters(packed, complaint)
    check_tables(packed)
    check_papers(packed, complaint)


def check_letters(packed, complaint):
    """Each letter as it went, byte for byte, a PDF that opens."""
    sent = {storing.read(letter.sha256) for letter in complaint.letters.filter(state="sent")}
    found = [packed.read(name) for name in packed.namelist() if name.startswith("letters/")]
    assert len(found) == 2 and set(found) == sent and all(PdfReader(io.BytesIO(body)).pages for body in found)


def check_tables(packed):
    kinds = [row["kind"] for row in rows(packed, "chronology.csv")]
    assert {"moved.refer_to_ombudsman", "moved.record_decision", "moved.record_acceptance", "moved.confirm_compliance", "assessed"} <= set(kinds)
    money = {(row["entry"], row["amount_gbp"]) for row in rows(packed, "payments.csv")}
    assert {("payment", "30.00"), ("decision", "50.00")} <= money and "finding" in {entry for entry, _ in money}
    told = {(row["what"], row["letter_kind"]) for row in rows(packed, "signposting.csv")}
    assert {("Their right to go to the Energy Ombudsman", "deadlock"), ("Free, independent advice", "deadlock")} <= told
    assert [one["verdict"] for one in json.loads(packed.read("eligibility.json"))["assessments"]] == ["likely_eligible"]
    assert manifest(packed)["left_out"] == manifest(packed)["missing"] == []


def check_papers(packed, complaint):
    text = " ".join(" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(packed.read("index.pdf"))).pages)
    for words in (complaint.reference, "EO-4711", "Upheld", "accepted, we were told on", "shown by a file of this case", "files/002-paid.pdf"):
        assert words in text, words
