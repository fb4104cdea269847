"""Money in the demonstration: findings with payments in each state, offers, an incident with its customers, a connection. Walked
through the services that people use. Only `demo` calls this."""

import io
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction

from complaints.intake import uploads
from complaints.intake.demo_days import Almanac
from complaints.intake.safe_cells import line
from complaints.jobs import following
from complaints.jobs import services as jobs
from complaints.money import connections, findings, ledger, offers, proposing
from complaints.money.incidents import creating, reading, uploading
from complaints.money.models import ConnectionJob, Incident, Payment
from complaints.record.models import Operation
from workdays import london

MARK = "demo-incident"
STREETS = ("Quay Street", "Chapel Row", "Mill Lane", "Station Road", "Harbour View")
NAMES = ("Okafor", "Pritchard", "Nowak", "Desai", "Fraser", "Lloyd", "Brandt", "Kaur", "Yeo", "Mackay")


def _assess(told: Any, fields: dict[str, Any]) -> None:
    findings.record_finding(told.reference, {**fields, "op_id": told.mark}, by=told.by, now=told.now)


def _payment(told: Any, fields: dict[str, Any]) -> None:
    """A move of the complaint's newest payment."""
    name, rest = fields["move"], {key: value for key, value in fields.items() if key != "move"}
    payment = Payment.objects.filter(complaint__reference=told.reference).latest("pk")
    ledger.move(payment.pk, name, {**rest, "op_id": told.mark, "version": payment.version}, by=told.by, now=told.now)


def _give(told: Any, fields: dict[str, Any]) -> None:
    proposing.propose_payment(told.reference, {**fields, "op_id": told.mark}, by=told.by, now=told.now)


def _offer(told: Any, fields: dict[str, Any]) -> None:
    offers.make_offer(told.reference, {**fields, "op_id": told.mark}, by=told.by, now=told.now)


WALKERS: dict[str, Callable[[Any, dict[str, Any]], None]] = {"assess": _assess, "payment": _payment, "give": _give, "offer": _offer}


def connect(told_of: list[dict[str, Any]], almanac: Almanac, by: Any) -> None:
    """Connections with the days of their steps."""
    for place, told in enumerate(told_of, 1):
        mark = f"demo-connection-{place}"
        if not Operation.objects.filter(op_id=mark).exists():
            _connected(mark, told, almanac, by)


@transaction.atomic
def _connected(mark: str, told: dict[str, Any], almanac: Almanac, by: Any) -> None:
    job = connections.begin({**told["what"], "op_id": mark}, by=by, now=almanac.now).ids["job"]
    for number, dated in enumerate(almanac.filled(told["dates"])):
        version = ConnectionJob.objects.values_list("version", flat=True).get(pk=job)
        connections.record_date(job, {**dated, "op_id": f"{mark}-{number}", "version": version}, by=by, now=almanac.now)
    version = ConnectionJob.objects.values_list("version", flat=True).get(pk=job)
    connections.record_owed(job, {"op_id": f"{mark}-owed", "version": version}, by=by, now=almanac.now)


def storm(told: Mapping[str, Any], almanac: Almanac, by: Any) -> None:
    """One incident whose file of customers was read and worked out; nothing of it is booked."""
    if Operation.objects.filter(op_id=MARK).exists():
        return
    number = creating.create("storm", {**almanac.filled(told["what"]), "op_id": MARK}, by=by, now=almanac.now).ids["incident"]
    upload = uploads.keep(SimpleUploadedFile("customers.csv", _customers(told, almanac)), by=by, now=almanac.now)
    version = Incident.objects.values_list("version", flat=True).get(pk=number)
    text = {"encoding": "utf-8-sig", "delimiter": ","}
    job = uploading.start(number, upload, text, {"op_id": f"{MARK}-file", "version": version, "replace": False}, by=by, now=almanac.now)
    jobs.run_waiting({"incident": reading.carry}, clock=lambda: almanac.now)
    following.follow({}, jobs.find(job.ids["job"], by), by, now=almanac.now)  # no news on the first day


def _customers(told: Mapping[str, Any], almanac: Almanac) -> bytes:
    """Houses and a few shops, off from the same moment, back street by street."""
    out = io.StringIO()
    out.write(line(("Account", "Class", "Name", "Address", "Postcode", "Off from", "On at")))
    off = datetime.fromisoformat(almanac.filled(told["off"]))
    for place in range(told["customers"]):
        back = off + timedelta(hours=9 + 7 * (place % 8), minutes=11 * place)
        out.write(line((f"80{place:06d}", "small business" if place % 9 == 4 else "domestic", f"{'ABCDEFGHJK'[place % 10]} {NAMES[place * 3 % 10]}",
                       f"{place % 31 + 1} {STREETS[place % 5]}", f"NE1 {place % 9 + 1}AA", _local(off), _local(back))))
    return out.getvalue().encode()


def _local(at: datetime) -> str:
    return f"{at.astimezone(london.LONDON):%d/%m/%Y %H:%M %z}"
