"""An incident as a file for a spreadsheet: CSV as it is asked for, XLSX made by a job. No cell of it runs anything."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.db import transaction

from complaints.intake import safe_cells
from complaints.intake.safe_cells import BOM, line
from complaints.jobs import services as jobs
from complaints.jobs.models import Job
from complaints.jobs.services import Work, folder
from complaints.money.incidents import keeping, shown
from complaints.money.models import Incident, IncidentCustomer
from complaints.record.operations import Answer, Call, once, recheck, require
from complaints.record.refusals import Unknown
from workdays import london

CHUNK = 2_000
HEAD = ("Account", "Name", "Class", "Address", "Postcode", "Nation", "Standard", "Rule version", "Off from", "On at", "What it comes to", "Sum",
        "Provisional", "Failed on", "Pay by", "Needs a person because", "Payment", "For being late", "Paid on", "Method", "Told on")
KIND = "incident_export"


def rows(incident: Incident) -> Iterator[list[Any]]:
    """Every row of the incident in the order of accounts, as plain values."""
    after = ("", "")
    while chunk := _chunk(incident, after):
        for row in chunk:
            yield _cells(incident, row)
        after = (chunk[-1].account, chunk[-1].code)


def _chunk(incident: Incident, after: tuple[str, str]) -> list[IncidentCustomer]:
    account, code = after
    found = IncidentCustomer.objects.filter(incident=incident, account__gte=account).exclude(account=account, code__lte=code)
    return list(found.select_related("payment").order_by("account", "code")[:CHUNK])


def _cells(incident: Incident, row: IncidentCustomer) -> list[Any]:
    off, back = (_moment(row.facts.get(name)) for name in ("off_from", "on_at"))
    payment = getattr(row, "payment", None)
    paid = (shown.PAYMENT_WORDS[payment.state], payment.late_extra_gbp or None, payment.paid_on, payment.method) if payment else (None,) * 4
    return [row.account, row.name, shown.CLASS_WORDS[row.customer_type], row.address, row.postcode,
            shown.NATION_WORDS[row.facts.get("nation") or incident.nation], shown.standard_words(row.code), row.version, off, back,
            shown.OUTCOME_WORDS[row.outcome], row.amount_gbp, "yes" if row.provisional else "no", row.failure_on, shown.due_on(row), row.judgement,
            *paid, row.told_on]


def _moment(iso: str | None) -> datetime | None:
    """London time, as spreadsheets hold it."""
    return datetime.fromisoformat(iso).astimezone(london.LONDON).replace(tzinfo=None) if iso else None


def csv_lines(incident: Incident) -> Iterator[str]:
    """The file line by line."""
    yield BOM + line(HEAD)
    for cells in rows(incident):
        yield line(cells)


def start(incident_id: int, given: Mapping[str, Any], *, by: Any, now: datetime) -> Answer:
    """`{op_id}`: a workbook made by a job. It changes nothing, so it takes no version. Ids: `job`."""
    keeping.permit(by)
    call = Call(given.get("op_id"), by, f"incidents/{incident_id}/{KIND}", given)

    def do() -> dict[str, Any]:
        incident = keeping.find(incident_id)
        recheck(call)
        require(call)
        total = incident.customers.count()
        job = jobs.start(KIND, f"{incident.name}: workbook", by=by, now=now, params={"incident": incident_id}, total=total)
        return {"job": job.pk}
    return once(call, do, now=now, status=201)


def carry(work: Work) -> None:
    """The whole workbook; a killed one is begun anew and put in place only when it is whole."""
    incident = Incident.objects.get(pk=work.job.params["incident"])
    path = path_of(work.job.pk)
    beside = path.with_suffix(".part")
    book = safe_cells.workbook(beside, constant_memory=True)
    sheet = book.add_worksheet("Customers")
    formats = {datetime: book.add_format({"num_format": "yyyy-mm-dd hh:mm"}), date: book.add_format({"num_format": "yyyy-mm-dd"}),
               Decimal: book.add_format({"num_format": "0.00"})}
    safe_cells.put_head(sheet, HEAD, book.add_format({"bold": True}))
    whole = _written(work, incident, sheet, formats)
    book.close()
    if whole:
        beside.chmod(0o600)
        beside.replace(path)


def _written(work: Work, incident: Incident, sheet: Any, formats: Mapping[type, Any]) -> bool:
    """Whether all of it was written: nobody asked to stop."""
    count = 0
    for count, cells in enumerate(rows(incident), 1):
        for place, cell in enumerate(cells):
            _write(sheet, count, place, cell, formats)
        if count % CHUNK == 0:
            with transaction.atomic():
                work.account(done=count, failed=0)
            if not work.go_on():
                return False
    work.account(done=count, failed=0, total=count)
    return True


def _write(sheet: Any, line: int, place: int, cell: Any, formats: Mapping[type, Any]) -> None:
    if isinstance(cell, datetime):
        sheet.write_datetime(line, place, cell, formats[datetime])
    elif isinstance(cell, date):
        sheet.write_datetime(line, place, datetime.combine(cell, datetime.min.time()), formats[date])
    elif isinstance(cell, Decimal):
        sheet.write_number(line, place, cell, formats[Decimal])
    elif cell:
        safe_cells.put(sheet, line, place, cell)


def path_of(job_id: int) -> Path:
    return folder() / f"{job_id}-incident.xlsx"


def workbooks(incident: Incident) -> list[Job]:
    """The jobs whose workbooks are still kept, the newest first."""
    jobs_of = Job.objects.filter(kind=KIND, params__incident=incident.pk).order_by("-pk")[:20]
    return [job for job in jobs_of if path_of(job.pk).exists()]


def workbook(incident: Incident, job_id: int) -> Path:
    """Unknown where it is none of this incident, or kept no longer."""
    if job_id not in [job.pk for job in workbooks(incident)]:
        raise Unknown("There is no such workbook. They are kept for a week.")
    return path_of(job_id)
