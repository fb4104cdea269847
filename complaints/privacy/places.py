"""Every place that could hold words about a customer: each text, JSON and file column of every table, and what becomes of it. Pure.

The export and the erasing run over this table alone. A column that is not named here fails `tests/privacy/test_places.py` until somebody
has decided. Which rows of a table are a person's is told in `rows`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

MARK = "Erased"


class Way(StrEnum):
    """What erasing does to a column."""

    MARKED = "marked"        # its words give way to the mark where there were any, so that reports still count that there were
    EMPTIED = "emptied"      # it is empty afterwards
    HASHED = "hashed"        # what came again would still be known, but not what it was
    NUMBERED = "numbered"    # it must differ from row to row: the mark and the row's number
    THINNED = "thinned"      # of JSON the coded keys stay, every other text goes
    ROW_GONE = "row gone"    # the whole row goes
    KEPT = "kept"            # codes, days and sums about a person: in their copy, and kept for the figures


@dataclass(frozen=True, slots=True)
class Place:
    table: str
    column: str
    way: Way


# Columns about a customer on rows that hang on their record.
ABOUT: Mapping[str, Mapping[Way, tuple[str, ...]]] = {
    "complaints.Customer": {
        Way.MARKED: ("name",),
        Way.EMPTIED: ("salutation", "account_number", "mpan", "mprn", "email", "phone", "phone_digits", "address", "postcode", "preferred_contact",
                      "contact_arrangement", "formats", "representative", "name_key", "postcode_key", "died_on"),
        Way.KEPT: ("customer_type", "language", "needs"),
    },
    "complaints.Complaint": {
        Way.MARKED: ("description", "wanted", "root_cause"),
        Way.EMPTIED: ("premises_address", "premises_postcode", "source_reference", "incident", "other_company", "source"),
        Way.KEPT: ("reference", "stage", "stage_before", "channel", "nation", "licence", "rulebook"),
    },
    "complaints.Contact": {Way.MARKED: ("by_other",), Way.EMPTIED: ("recording",),
                           Way.KEPT: ("direction", "channel", "signposted", "holding_reply")},
    "complaints.Resolution": {Way.MARKED: ("basis", "handling", "late_reason"), Way.THINNED: ("parts",), Way.KEPT: ("agreed_by",)},
    "complaints.Decision": {Way.THINNED: ("required",), Way.KEPT: ("outcome",)},
    "complaints.SupplyReport": {Way.MARKED: ("description",), Way.KEPT: ("reference", "channel", "nation")},
    "complaints.DataRequest": {Way.EMPTIED: ("person",), Way.MARKED: ("how",), Way.KEPT: ("right",)},
    "complaints.ImportKey": {Way.HASHED: ("key",), Way.EMPTIED: ("content",)},
    "complaints.Deadline": {Way.MARKED: ("what", "held_why"), Way.KEPT: ("kind", "explanation")},
    "complaints.Referral": {Way.EMPTIED: ("their_reference",), Way.KEPT: ("body",)},
    "complaints.Assessment": {Way.ROW_GONE: ("asked", "answer", "rulebook", "thresholds", "verdict")},
    "complaints.AssessmentEvidence": {Way.ROW_GONE: ("answer", "kind", "note", "stated", "on_record")},
    "complaints.StoredFile": {Way.ROW_GONE: ("name", "what", "sha256", "media_type", "path")},
    "complaints.Letter": {
        Way.EMPTIED: ("texts", "to_address", "pdf_path"), Way.MARKED: ("returned_why", "refused_why"),
        Way.KEPT: ("kind", "state", "method", "received_how", "sha256"),
    },
    "complaints.LetterVersion": {Way.EMPTIED: ("texts",), Way.KEPT: ("state",)},
    "complaints.Finding": {Way.KEPT: ("code", "rulebook", "version", "facts", "answer", "exempt")},
    "complaints.IncidentCustomer": {
        Way.NUMBERED: ("account",), Way.MARKED: ("name",), Way.EMPTIED: ("address", "postcode"),
        Way.KEPT: ("customer_type", "code", "facts", "judgement", "exempt", "outcome"),
    },
    "complaints.Payment": {
        Way.MARKED: ("why", "method", "method_asked", "method_refused_why", "below_law_why", "held_why", "refused_why"),
        Way.KEPT: ("kind", "code", "state", "route", "told"),
    },
    "complaints.Offer": {Way.MARKED: ("text",), Way.KEPT: ("if_ombudsman", "state")},
    "complaints.ConnectionJob": {Way.MARKED: ("label",), Way.KEPT: ("fuel", "customer_type", "nation", "facts")},
    "complaints.Event": {Way.KEPT: ("kind", "data")},
    "complaints.Sealed": {Way.ROW_GONE: ("salt", "body")},
    "complaints.Access": {Way.KEPT: ("what",)},
    "complaints.Outbox": {Way.EMPTIED: ("payload",), Way.MARKED: ("why",), Way.KEPT: ("kind", "state")},
    "complaints.Operation": {Way.EMPTIED: ("answer",), Way.KEPT: ("call",)},
    "complaints.LeftOut": {Way.ROW_GONE: ("key", "why")},
    "complaints.Extension": {Way.MARKED: ("why",)},
    "complaints.Erasure": {Way.MARKED: ("why", "decided_why"), Way.EMPTIED: ("needles",), Way.KEPT: ("outcome", "ground")},
    "complaints.Hold": {Way.MARKED: ("why", "lifted_why")},
}
# Words that somebody typed and that hang on nobody's record: found by the person's own words and numbers in them.
BY_WORDS: Mapping[str, tuple[str, ...]] = {
    "complaints.Draft": ("place", "fields"),
    "complaints.AskedList": ("q", "filters"),
    "complaints.SavedView": ("name", "q", "filters"),
    "complaints.Job": ("title", "params", "result", "problems"),
}
# Nothing about customers: codes, keys and hashes; the company's own rows; the staff's own data.
CODES: Mapping[str, tuple[str, ...]] = {
    "complaints.Alert": ("key", "tier", "why", "to"), "complaints.Heartbeat": ("name", "data"), "complaints.Message": ("kind",),
    "complaints.FeedAddress": ("sha256", "whose"), "complaints.Complaint": ("next_kind", "last_contact_how", "waits", "closed_by"),
    "complaints.ComplaintLink": ("kind",), "complaints.StoredFile": (), "complaints.Letter": ("deadline_key", "authors"),
    "complaints.Deadline": ("key", "rule_name", "rulebook", "rule_version", "calendar", "calendar_version", "next_tier"),
    "complaints.Draft": (), "complaints.AskedList": ("id", "view"), "complaints.SavedView": ("id", "view", "digest"),
    "complaints.ListChoice": ("view", "sort", "columns"), "complaints.Job": ("kind", "state", "claim"),
    "complaints.Finding": ("failure",), "complaints.IncidentCustomer": ("version",),
    "complaints.Event": ("sealed_hash", "previous_hash", "hash"), "complaints.Operation": ("op_id", "body_hash"),
    "complaints.Outbox": ("key", "claim", "gather"), "complaints.Access": ("address",), "complaints.Subject": ("kind",),
    "complaints.Breach": ("cause", "harm"),
    "complaints.AuditCheck": ("heads", "desk_head", "heads_then", "broken_complaint", "broken_why"),
    "complaints.AccessCopy": ("sha256", "name"), "complaints.BatchItem": ("rule", "state", "left_why", "certificate"),
    "complaints.FileToErase": ("folder", "name"), "complaints.Erased": ("because",), "complaints.Batch": (),
    "complaints.ReportMail": ("state", "why", "files"),
}
COMPANY: Mapping[str, tuple[str, ...]] = {
    "complaints.Category": ("code", "name", "words"),
    "complaints.Incident": ("name", "kind", "code", "rulebook", "nation", "facts", "state", "totals", "file_name"),
    "complaints.ContactRow": ("code", "role", "name", "phone", "hours", "web", "address", "source"), "complaints.Setting": ("name", "value"),
    "complaints.ReportSchedule": ("name", "reports", "form", "every", "period"), "complaints.ReportRun": ("name", "reports", "form"),
    "complaints.HolidayChange": ("calendar", "name", "reason", "source"), "complaints.HolidayList": ("calendar", "source"),
    "complaints.StandardRow": ("standard", "version", "values", "source", "refused_why"), "complaints.OwnTable": ("name", "stamp"),
    "complaints.OwnRow": ("table", "key", "what", "values", "source", "reason", "refused_why"),
}
STAFF: Mapping[str, tuple[str, ...]] = {
    "staff.Team": ("name", "slug", "kind"),
    "staff.Person": ("password", "username", "full_name", "email", "role", "mail_preference", "theme"), "staff.ApiToken": ("sha256",),
    "staff.SignedIn": ("session_key", "address", "device"), "staff.StaffEvent": ("kind", "address", "detail"),
    "sessions.Session": ("session_key", "session_data"), "auth.Permission": ("name", "codename"), "auth.Group": ("name",),
    "contenttypes.ContentType": ("app_label", "model"),
    "axes.AccessFailureLog": ("user_agent", "ip_address", "username", "http_accept", "path_info"),
    "axes.AccessAttempt": ("user_agent", "ip_address", "username", "http_accept", "path_info", "get_data", "post_data"),
    "axes.AccessLog": ("user_agent", "ip_address", "username", "http_accept", "path_info", "session_hash"),
}
# The folders below VAR_DIR whose bytes may be about a customer.
FOLDERS = ("letters", "files", "jobs", "mail", "privacy")
# Keys of JSON whose values are codes, days and sums, and stay where it is thinned.
CODED_KEYS = frozenset({"given", "kind", "amount_gbp", "done_on", "due_on", "for_customer", "owner"})


def about() -> Iterator[Place]:
    """Every column about a customer that hangs on their record."""
    for table, ways in ABOUT.items():
        yield from (Place(table, column, way) for way, columns in ways.items() for column in columns)


def ways_of(table: str) -> Mapping[str, Way]:
    return {column: way for way, columns in ABOUT[table].items() for column in columns}


def classified() -> Iterator[tuple[str, str]]:
    """(table, column) of everything that somebody decided on, each once."""
    yield from ((place.table, place.column) for place in about())
    for group in (BY_WORDS, CODES, COMPANY, STAFF):
        yield from ((table, column) for table, columns in group.items() for column in columns)
