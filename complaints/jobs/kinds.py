"""The kinds of long work: what an item is called, what becomes of it, what can be asked for when it ended. Words and switches only.

A kind is registered twice: its words here, its function in `tasks.KINDS`; a test refuses one without the other.
"""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Spoken:
    """The words of one kind of job: what an item is, and each part of the sum with where its number stands in the result.

    `resumes`: carried out again it goes on behind its counts, so that what was stopped or failed can go on.
    `retries`: its `params["only"]`, a list of the items of `Work.trouble`, leaves all others out, so that the failed can be tried again.
    """

    item: str
    done: str
    failed: str
    parts: tuple[tuple[str, str], ...] = ()
    resumes: bool = False
    retries: bool = False


SPOKEN: Mapping[str, Spoken] = {
    "import": Spoken("row", "read", "rejected", (("created", "created"), ("unchanged", "known before")), resumes=True),
    "incident": Spoken("row", "worked out", "with problems"),
    "incident_again": Spoken("customer", "worked out", "failed"),
    "incident_book": Spoken("payment", "booked", "failed"),
    "incident_pay": Spoken("payment", "recorded", "changed meanwhile"),
    "incident_letters": Spoken("letter", "made", "could not be made"),
    "incident_export": Spoken("row", "written", "failed", resumes=True),
    "incident_approve": Spoken("payment", "approved", "changed meanwhile"),
    "case_file": Spoken("attachment", "packed", "missing"),
    "access_copy": Spoken("copy", "made", "failed", resumes=True),
    "disposal": Spoken("complaint", "gone through", "failed", (("destroyed", "destroyed"), ("left", "left as they are")), resumes=True),
    "erasure": Spoken("record", "erased", "failed", resumes=True),
    "report_pack": Spoken("report", "printed", "failed"),
    "report_file": Spoken("file", "made", "failed"),
    "bulk_assign": Spoken("complaint", "assigned", "refused", resumes=True),
    "bulk_note": Spoken("note", "added", "refused", resumes=True),
    "bulk_export": Spoken("row", "written", "left out", resumes=True),
    "verify_audit": Spoken("complaint", "checked", "broken"),
    "bulk_letter": Spoken("letter", "drafted", "refused", resumes=True),
    "holidays": Spoken("deadline", "moved", "failed", resumes=True),
}
PLAIN = Spoken("item", "done", "failed")


def spoken(kind: str) -> Spoken:
    return SPOKEN.get(kind, PLAIN)
