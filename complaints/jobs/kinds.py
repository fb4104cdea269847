"""The kinds of long work: what an item is called, what becomes of it, what can be asked for when it ended. Words and switches only.

A kind is registered twice: its words here, its function in `tasks.KINDS`; a test refuses one without the other.
"""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Spoken:
    """The words of one kind of job: what an item is, and each part of the sum with where its number stands in the result.

    `resumes`: carried out again it goes on behind its counts, so that what was stopped or failed can go on.
    `anew`: where what is left is asked for again, of a kind that does not go on by itself.
    `retries`: its `params["only"]`, a list of the items of `Work.trouble`, leaves all others out, so that the failed can be tried again.
    """

    item: str
    done: str
    failed: str
    parts: tuple[tuple[str, str], ...] = ()
    resumes: bool = False
    retries: bool = False
    anew: str = "Ask for this work again where it was asked for."


SPOKEN: Mapping[str, Spoken] = {
    "import": Spoken("row", "read", "rejected", (("created", "created"), ("unchanged", "known before")), resumes=True),
    "incident": Spoken("row", "worked out", "with problems",
                       anew="Upload the file again on the incident: an account that is there is corrected, not added."),
    "incident_again": Spoken("customer", "worked out", "failed",
                             anew="Work the incident out again on its page."),
    "incident_book": Spoken("payment", "booked", "failed",
                            anew="Book the rest on the incident’s page."),
    "incident_pay": Spoken("payment", "recorded", "changed meanwhile",
                           anew="Record the rest as paid on the incident’s page."),
    "incident_letters": Spoken("letter", "made", "could not be made",
                               anew="Make the rest of the letters on the incident’s page."),
    "incident_export": Spoken("row", "written", "failed", resumes=True),
    "incident_approve": Spoken("payment", "approved", "changed meanwhile",
                               anew="Approve the rest on the incident’s page."),
    "case_file": Spoken("attachment", "packed", "missing",
                        anew="Make the case file again on its page."),
    "access_copy": Spoken("copy", "made", "failed", resumes=True),
    "disposal": Spoken("complaint", "gone through", "failed", (("destroyed", "destroyed"), ("left", "left as they are")), resumes=True),
    "erasure": Spoken("record", "erased", "failed", resumes=True),
    "report_pack": Spoken("report", "printed", "failed",
                          anew="Ask for the pack again on the page of the reports."),
    "report_file": Spoken("file", "made", "failed",
                          anew="Ask for the file again on the report’s page."),
    "report_figures": Spoken("step", "worked out", "failed",
                             anew="Work the report out again on its page."),
    "bulk_assign": Spoken("complaint", "assigned", "refused", resumes=True),
    "bulk_note": Spoken("note", "added", "refused", resumes=True),
    "bulk_export": Spoken("row", "written", "left out", resumes=True),
    "verify_audit": Spoken("complaint", "checked", "broken",
                           anew="Check the record again on the audit page."),
    "bulk_letter": Spoken("letter", "drafted", "refused", resumes=True),
    "holidays": Spoken("deadline", "moved", "failed", resumes=True),
}
PLAIN = Spoken("item", "done", "failed")


def spoken(kind: str) -> Spoken:
    return SPOKEN.get(kind, PLAIN)
