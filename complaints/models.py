"""Gathers the tables of the rooms for Django. No table is defined here."""

from complaints.alerts.models import Alert, Heartbeat
from complaints.case.models import (
    Category,
    Complaint,
    ComplaintLink,
    Contact,
    Customer,
    DataRequest,
    Decision,
    ImportKey,
    Resolution,
    SupplyReport,
)
from complaints.clocks.models import Deadline
from complaints.evidence.models import StoredFile
from complaints.jobs.models import Job
from complaints.letters.models import Letter, LetterVersion
from complaints.record.models import Access, Event, Operation, Outbox, Sealed
from complaints.rules.models import ContactRow, HolidayChange, Setting

__all__ = [
    "Access", "Alert", "Category", "Complaint", "ComplaintLink", "Contact", "ContactRow", "Customer", "DataRequest", "Deadline",
    "Decision", "Event", "Heartbeat", "HolidayChange", "ImportKey", "Job", "Letter", "LetterVersion", "Operation", "Outbox",
    "Resolution", "Sealed", "Setting", "StoredFile", "SupplyReport",
]
