"""Gathers the tables of the rooms for Django. No table is defined here."""

from complaints.alerts.models import Alert, Heartbeat
from complaints.audit.models import AuditCheck
from complaints.calendar.models import FeedAddress
from complaints.case.models import (
    Category,
    Complaint,
    ComplaintLink,
    Contact,
    Customer,
    DataRequest,
    Decision,
    Resolution,
    SupplyReport,
)
from complaints.clocks.models import Deadline
from complaints.compliance.models import Breach, ComplianceVisit
from complaints.drafts.models import Draft
from complaints.enquiries.models import Ask, Referral
from complaints.entitlement.models import Assessment, AssessmentEvidence
from complaints.evidence.models import StoredFile
from complaints.intake.models import ImportKey
from complaints.jobs.models import Job
from complaints.letters.models import Letter, LetterVersion
from complaints.lists.models import AskedList, ListChoice, SavedView, ViewDigest
from complaints.money.models import ConnectionJob, Finding, Incident, IncidentCustomer, Offer, Payment
from complaints.presence.models import Presence
from complaints.privacy.models import AccessCopy, Batch, BatchItem, Erased, Erasure, Extension, FileToErase, Hold, LeftOut, Subject
from complaints.record.models import Access, Event, Operation, Outbox, Sealed
from complaints.reports.models import ReportMail, ReportRun, ReportSchedule
from complaints.rules.models import ContactRow, HolidayChange, HolidayList, OwnRow, OwnTable, Setting, StandardRow

__all__ = [
    "Access", "AccessCopy", "Alert", "Ask", "AskedList", "Assessment", "AssessmentEvidence", "AuditCheck", "Batch", "BatchItem", "Breach",
    "Category", "Complaint", "ComplaintLink", "ComplianceVisit", "ConnectionJob", "Contact", "ContactRow", "Customer", "DataRequest", "Deadline",
    "Decision", "Draft", "Erased", "Erasure", "Event", "Extension", "FeedAddress", "FileToErase", "Finding", "Heartbeat", "Hold", "HolidayChange",
    "HolidayList", "ImportKey", "Incident", "IncidentCustomer", "Job", "LeftOut", "Letter", "LetterVersion", "ListChoice", "Offer", "Operation",
    "Outbox", "OwnRow", "OwnTable", "Payment", "Presence", "Referral", "ReportMail", "ReportRun", "ReportSchedule", "Resolution", "SavedView",
    "Sealed", "Setting", "StandardRow", "StoredFile", "Subject", "SupplyReport", "ViewDigest",
]
