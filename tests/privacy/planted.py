"""A person planted in every place that there is: rows through the services where they make them, then a mark of its own in each column.

`Planted.marks` are the marks by place; each stands nowhere else. No assertion lives here.
"""

import io
import itertools
import zipfile
from dataclasses import dataclass, field
from datetime import date, timedelta

from complaints.bulk.services import words_path
from complaints.case.models import Complaint, DataRequest, Decision, Resolution
from complaints.case.requests import log_request
from complaints.case.services import add_note
from complaints.case.supply import log_report
from complaints.clocks.models import Deadline
from complaints.drafts import services as drafts
from complaints.enquiries.models import Referral
from complaints.entitlement.models import Assessment, AssessmentEvidence
from complaints.evidence import services as evidence
from complaints.intake.models import ImportKey
from complaints.jobs.models import Job
from complaints.letters import storing
from complaints.letters.models import Letter, LetterVersion
from complaints.lists.models import AskedList, SavedView
from complaints.money.models import ConnectionJob, IncidentCustomer, Offer, Payment
from complaints.privacy import disk, places, rows
from complaints.privacy.models import Subject
from complaints.privacy.places import Way
from complaints.privacy.scope import records_of, scope_of
from complaints.record.entries import Entry
from complaints.record.models import Access, Event, Operation, Outbox
from complaints.record.services import append_to_desk
from tests.evidence.made import Upload
from tests.factories import AN_HOUR, MONDAY, do_contact, do_move, make_complaint, make_person, op
from tests.money.cases import MISSED_VISIT, record
from tests.money.storms import make_incident

NUMBERS = itertools.count(1)
NOW = MONDAY + timedelta(days=3)
MARKABLE = (Way.MARKED, Way.EMPTIED, Way.NUMBERED, Way.HASHED, Way.ROW_GONE)
# Rows that triggers keep from being rewritten, and what must stay a file's name: their marks are given when they are made.
AS_MADE = {"complaints.Sealed"}
NOT_MARKED = {("complaints.StoredFile", "path"), ("complaints.StoredFile", "sha256"), ("complaints.Letter", "pdf_path"),
              ("complaints.Customer", "formats")}


@dataclass
class Planted:
    """Whose marks begin with `word`. `name` and `account` are what they are found by."""

    word: str
    name: str
    account: str
    officer: object
    complaint: Complaint = None
    request: DataRequest = None
    marks: dict[str, str] = field(default_factory=dict)

    def mark(self, place):
        return self.marks.setdefault(place, f"{self.word}{next(NUMBERS):03}")


def plant(word="QZ", name="Quirina Zanderwood", account="8800112233", right="erasure"):
    """The person in every place; their request logged and its records chosen."""
    planted = Planted(word, name, account, make_person("compliance_officer"))
    _case(planted)
    _beside(planted)
    planted.request = _request(planted, right)
    scope = scope_of(records_of(planted.request))
    for place in places.about():
        _mark(planted, place, scope)
    for model, column in ((IncidentCustomer, "name"), (ConnectionJob, "label")):
        mark = planted.mark(f"complaints.{model.__name__}.{column}")
        model.objects.filter(**{column: mark}).update(**{column: f"{name} {mark}"})
    type(planted.complaint.customer).objects.filter(pk=planted.complaint.customer_id).update(
        name=name, account_number=account, email=f"{word.lower()}@person.example", name_key=name.lower())
    for column in ("name", "account_number", "email", "name_key"):  # they are what the person is found by
        del planted.marks[f"complaints.Customer.{column}"]
    planted.marks |= {"name": name, "account": account, "email": f"{word.lower()}@person.example"}
    _loose(planted)
    _on_disk(planted)
    return planted


def _case(planted):
    mark, agent = planted.mark, make_person()
    complaint = make_complaint(by=agent, name=planted.name, account_number=planted.account, licence="supplier",
                               description=mark("sealed.logged"), category=None or "")
    reference = complaint.reference
    do_contact(complaint, MONDAY + AN_HOUR, by=agent, summary=mark("sealed.contact"), advice=mark("sealed.advice"),
               who={"name": mark("sealed.who"), "capacity": "neighbour"})
    add_note(reference, {"op_id": op(), "text": mark("sealed.note")}, by=agent, now=MONDAY + AN_HOUR)
    body = f"From: a@b.example\r\nTo: c@d.example\r\nSubject: {mark('bytes of a file')}\r\n\r\nHello\r\n".encode()
    evidence.keep_file(reference, Upload("bill.eml", body), {"op_id": op(), "what": "bill"}, by=agent, now=MONDAY + AN_HOUR)
    payment = record(complaint, facts=MISSED_VISIT, now=MONDAY + AN_HOUR).payment
    Payment.objects.filter(pk=payment.pk).update(state="paid", paid_on=date(2026, 5, 12))
    complaint = do_move(complaint, "resolve", at=MONDAY + 3 * AN_HOUR, basis=mark("sealed.resolve"))
    planted.complaint = complaint


def _beside(planted):
    """What hangs on a complaint and takes many steps to come about, as rows."""
    complaint, person = planted.complaint, planted.officer
    event = Event.objects.filter(complaint=complaint).order_by("seq")
    Decision.objects.create(complaint=complaint, event=event[0], decided_on=date(2026, 5, 12), outcome="upheld",
                            required=[{"kind": "apology", "text": planted.mark("decision text"), "done_on": None}])
    Offer.objects.create(complaint=complaint, event=event[1], text="x", made_on=date(2026, 5, 12), if_ombudsman="stays", state="accepted")
    assessment = Assessment.objects.create(complaint=complaint, event=event[2], version=1, asked={}, answer={}, rulebook="law",
                                           verdict="needs_judgement", made_by=person, made_at=NOW)
    AssessmentEvidence.objects.create(assessment=assessment, answer="x", kind="bill", file=complaint.files.first())
    deadline = Deadline.objects.filter(complaint=complaint).first()
    Referral.objects.create(complaint=complaint, deadline=deadline, body="mp", referred_on=date(2026, 5, 12), by=person)
    sha256 = storing.store(f"%PDF {planted.mark('bytes of a letter')}".encode())
    letter = Letter.objects.create(complaint=complaint, kind="resolution", state="sent", drafted_at=NOW, sent_at=NOW, sent_on=date(2026, 5, 12),
                                   method="post", sha256=sha256, pdf_path=storing.path_of(sha256), texts={"position": "x"})
    LetterVersion.objects.create(letter=letter, version=1, state="draft", at=NOW)
    ImportKey.objects.create(key=f"key:{op()}", content="", complaint=complaint)
    Access.objects.create(person=person, complaint=complaint, what="case", at=NOW)
    Operation.objects.create(op_id=op(), person=person, call=f"complaints/{complaint.reference}/notes", body_hash="", answer={"event": 1}, at=NOW)
    Outbox.objects.create(kind="mail", key=op(), payload={"letter": letter.pk}, state="refused", not_before=NOW, created_at=NOW)
    Resolution.objects.filter(complaint=complaint).update(
        late_reason="x", parts={"explanation": {"given": True, "text": planted.mark("resolution part")}})


def _request(planted, right):
    person = planted.officer
    report = log_report({"op_id": op(), "reported_at": MONDAY.isoformat(), "channel": "telephone", "description": "Off.",
                         "customer": {"name": planted.name}}, by=person, now=NOW).ids["report"]
    lost = IncidentCustomer.objects.create(
        incident=make_incident(), line=2, account=f"{planted.account}9", name=planted.name, customer_type="domestic", code="x", version="1",
        applies=True, outcome="not_breached")
    joined = ConnectionJob.objects.create(label=planted.name, fuel="gas", customer_type="domestic", nation="england", made_by=person, made_at=NOW)
    append_to_desk([Entry("connection.created", NOW, {"job": joined.pk, "fuel": "gas"}, {"name": planted.mark("sealed on the desk's chain")})],
                   by=person, now=NOW)
    given = {"op_id": op(), "right": right, "received_on": "2026-05-12", "person": {"name": planted.name, "account_number": planted.account}}
    request = DataRequest.objects.get(pk=log_request(given, by=person, now=NOW).ids["request"])
    told = {"complaint": planted.complaint.pk, "supply_report": report, "incident_customer": lost.pk, "connection": joined.pk}
    Subject.objects.bulk_create(Subject(data_request=request, kind=kind, number=pk, by=person, at=NOW) for kind, pk in told.items())
    return request


def _mark(planted, place, scope):
    """A mark of its own in the column of each row that there is, where it takes one."""
    if place.way not in MARKABLE or place.table in AS_MADE or (place.table, place.column) in NOT_MARKED:
        return
    model = rows.model_of(place.table)
    column = model._meta.get_field(place.column)
    found = rows.rows_of(place.table, scope).values_list("pk", flat=True)
    if not found or column.choices or column.get_internal_type() == "DateField":
        return
    mark = planted.mark(f"{place.table}.{place.column}")
    value = mark if column.get_internal_type() != "JSONField" else shaped(planted, place, mark)
    model.objects.filter(pk__in=found[:1]).update(**{place.column: value})


def shaped(planted, place, mark):
    """JSON as the pages expect it, with the mark in it."""
    shapes = {
        "person": {"name": planted.name, "account_number": planted.account, "address": mark}, "texts": {"position": mark},
        "payload": {"letter": Letter.objects.get(complaint=planted.complaint).pk, "x": mark},
        "representative": {"name": mark, "relation": "son", "authority": {"kind": "letter", "seen_on": None}, "write_to": "customer"},
    }
    return shapes.get(place.column, {"complaint": planted.complaint.pk, "x": mark})


def _loose(planted):
    """Words that hang on nobody's record, each with the person's name or number beside its mark."""
    person, mark, name = planted.officer, planted.mark, planted.name
    drafts.keep(person.pk, "/complaints/new/", {"description": [f"{name} rang {mark('draft')}"]}, now=NOW)
    drafts.keep(person.pk, f"/c/{planted.complaint.reference}/notes/new/", {"text": [mark("draft of their page")]}, now=NOW)
    AskedList.objects.create(id=f"{planted.word}-1", person=person, view="all", q=f"{name}", asked_at=NOW)
    SavedView.objects.create(id=f"{planted.word}-2", person=person, name=f"{name} {mark('saved view')}", view="all", made_at=NOW)
    Job.objects.create(kind="import", title=f"Import of {name} {mark('title of a job')}.csv", state="done", by=person, created_at=NOW, ended_at=NOW,
                       params={"map": {"defaults": {"customer.name": name, "description": mark("job params")}}})


def _on_disk(planted):
    """What jobs and mails keep: text, JSON that spells by numbers, a workbook, a case file, a mail."""
    mark, folder = planted.mark, disk.folder("jobs")
    (folder / f"upload-{planted.word}").write_text(f"name,words\n{planted.name},{mark('uploaded file')}\n")
    words_path(10_000 + next(NUMBERS)).write_text(f'{{"text": "{planted.name} {mark("words of a bulk note")}"}}')
    (folder / f"9{next(NUMBERS)}-rejected.jsonl").write_text(f'{{"reason": "{planted.account} {mark("rejected row")}"}}\n')
    with zipfile.ZipFile(folder / f"9{next(NUMBERS)}-complaints.xlsx", "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr("xl/sharedStrings.xml", f"<t>{planted.name}</t><t>{mark('workbook')}</t>")
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("files/words.txt", f"{planted.complaint.reference} {mark('packed file')}")
    (folder / f"case-file-{'0' * 60}{next(NUMBERS):04}.zip").write_bytes(inner.getvalue())
    to = f"{planted.word.lower()}@person.example"
    (disk.folder("mail") / f"{planted.word}.log").write_text(f"Content-Type: text/plain\nTo: {to}\n\n{mark('mail')}\n")
