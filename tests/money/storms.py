"""Incidents made through their services, files of customers, and the job that reads them. No assertion lives here."""

import csv
import io
from datetime import timedelta

from django.core.files.uploadedfile import SimpleUploadedFile

from complaints.intake import uploads
from complaints.jobs import services as jobs
from complaints.jobs.tasks import KINDS
from complaints.money.incidents import creating, uploading
from complaints.money.models import Incident
from tests.factories import MONDAY, make_person, op

AWARE = "2026-05-01T06:00"
HEADER = ("Account", "Class", "Name", "Address", "Postcode", "Off from", "On at")
TEXT = {"encoding": "utf-8-sig", "delimiter": ","}
FACTS = {
    "storm": {"name": "Storm Nora", "nation": "england", "aware_at": AWARE, "event_type": "other", "fault_multiple": "9", "very_large_event": False},
    "cables": {"name": "Mill Lane", "nation": "england", "aware_at": AWARE, "premises_affected": "400"},
    "main": {"name": "High Street main", "nation": "scotland", "customers_affected": "300"},
}


def make_incident(kind="storm", by=None, now=MONDAY, **facts):
    answer = creating.create(kind, {"op_id": op(), **FACTS[kind], **facts}, by=by or make_person("senior_manager"), now=now)
    return Incident.objects.get(pk=answer.ids["incident"])


def row(account, kind="domestic", off="01/05/2026 06:00", on="03/05/2026 06:00", **more):
    return {"Account": account, "Class": kind, "Name": "Ann Harper", "Address": "4 Mill Lane", "Postcode": "NG1 1AA", "Off from": off, "On at": on,
            **more}


def csv_of(rows):
    out = io.StringIO()
    writer = csv.DictWriter(out, list(rows[0]), restval="")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()


def kept(body, by, name="customers.csv"):
    return uploads.keep(SimpleUploadedFile(name, body), by=by, now=MONDAY)


def start(incident, rows, by=None, now=MONDAY, **given):
    """The file handed over, its job waiting."""
    by = by or incident.made_by
    body = rows if isinstance(rows, bytes) else csv_of(rows)
    incident.refresh_from_db()
    return uploading.start(incident.pk, kept(body, by), TEXT, {"op_id": op(), "version": incident.version, **given}, by=by, now=now)


def work(now=MONDAY):
    return jobs.run_waiting(KINDS, clock=lambda: now)


def filled(rows, kind="storm", now=MONDAY, by=None, **facts):
    """An incident whose file was read."""
    incident = make_incident(kind, by=by, now=now, **facts)
    start(incident, rows, now=now)
    work(now + timedelta(seconds=5))
    incident.refresh_from_db()
    return incident
