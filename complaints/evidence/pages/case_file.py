"""`/c/{reference}/file/`: what the case file for the Ombudsman holds, what is left out of it and why, making it and fetching it."""

import re
from typing import Any

from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.request import QueryDict
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from complaints.case import channels
from complaints.case.models import Complaint
from complaints.case.pages import asking, heads
from complaints.clocks import words
from complaints.clocks.models import Deadline
from complaints.evidence.casefile import build, job, services
from complaints.evidence.casefile.leaving import CaseFileIn, reasons
from complaints.evidence.casefile.record import Record, record_of
from complaints.evidence.casefile.tables import who
from complaints.record.parsing import parse
from complaints.record.refusals import Refused
from workdays import london

IN_HEAD = ("In the file", "What it is", "How much")
BEFORE_HEAD = ("Made", "By", "Size", "Left out", "sha256")
KEY = re.compile(r"(contact|note|letter|file):([0-9]{1,18})")


@require_http_methods(["GET", "HEAD", "POST"])
@asking.refusals_as_pages
def case_file(request: HttpRequest, reference: str) -> HttpResponse:
    """GET shows what would be in it; POST makes it: at once, or as a job where the attachments are large."""
    complaint = asking.complaint_for(request, reference, "case file")
    record = record_of(complaint)
    if request.method != "POST":
        return _page(request, record, {}, asking.new_op_id(), [], 200)
    given = {"op_id": request.POST.get("op_id"), "left_out": left_out(request.POST)}
    try:
        if record.size > services.LONG:
            reasons(record, parse(CaseFileIn, {"left_out": given["left_out"]}))
            total = len(record.letters) + len(record.files)
            asked = job.ask(reference, given, total=total, by=request.user, now=asking.now())
            return HttpResponseRedirect(f"/jobs/{asked.ids['job']}/" if "job" in asked.ids else "/jobs/")
        ids = services.make(reference, given, by=request.user, now=asking.now()).ids
    except Refused as refused:
        typed, errors = typed_of(given["left_out"]), _errors(given["left_out"], refused)
        return _page(request, record, typed, given["op_id"] or asking.new_op_id(), errors, refused.status)
    return HttpResponseRedirect(f"/c/{reference}/file/{ids['event']}.zip" if "event" in ids else f"/c/{reference}/file/")


def left_out(posted: QueryDict) -> list[dict[str, Any]]:
    """What was ticked, each with the reason typed beside it."""
    ticked = [found for found in map(KEY.fullmatch, posted.getlist("leave")) if found]
    return [{"kind": found[1], "id": int(found[2]), "why": posted.get(f"why-{found[0]}", "").strip()} for found in ticked]


def typed_of(given: list[dict[str, Any]]) -> dict[str, str]:
    return {f"{one['kind']}:{one['id']}": one["why"] for one in given}


def _errors(given: list[dict[str, Any]], refused: Refused) -> list[dict[str, str]]:
    """Each refused reason at its field; what has none on top."""
    out = []
    for name, sentences in refused.fields.items():
        place = re.fullmatch(r"left_out\.(\d+)\.why", name)
        one = given[int(place[1])] if place else None
        out.append({"href": f"#why-{one['kind']}-{one['id']}" if one else "",
                    "text": "Say why this is left out: the manifest gives the reason." if one and not one["why"] else sentences[0]})
    return out or [{"href": "", "text": refused.sentence}]


def _page(request: HttpRequest, record: Record, typed: dict[str, str], op_id: str, errors: list, status: int) -> HttpResponse:
    complaint = record.complaint
    before = services.made_before(complaint)
    kept = [(event, services.kept_at(event)) for event in before]
    asked = Deadline.objects.filter(complaint=complaint, kind="ombudsman_file", met_at=None, cancelled_at=None).order_by("due_on").first()
    return render(request, "complaints/case_file.html", {
        "case": heads.quietly(heads.identity(complaint, request.user, "Files")), "side": heads.side(complaint, [], request.user),
        "op_id": op_id, "errors": errors,
        "heading": _heading(record), "contents": _contents(record), "items": [_item(row, typed) for row in _third_party(record)],
        "made": _made(complaint, kept) if kept else None, "asked": _asked(complaint, asked) if asked else None,
    }, status=status)


def _asked(complaint: Complaint, clock: Deadline) -> dict[str, str]:
    return {"text": f"The Ombudsman asked for our file: {words.sentence(clock.kind, clock.due_on)}.",
            "href": f"/c/{complaint.reference}/clocks/{clock.pk}/met/"}


def _heading(record: Record) -> str:
    counts = ((record.events, "event"), (record.letters, "letter"), (record.files, "attachment"))
    return "Case file for the Ombudsman: " + ", ".join(words.count_words(len(rows), what) for rows, what in counts)


def _contents(record: Record) -> dict[str, Any]:
    letters, files = list(build.letters_of(record)), list(build.files_of(record))
    lines = [
        ("index.pdf", "What the case is, what is in the file, what was left out", "1 file"),
        ("manifest.json", "Every file in it with its size and its SHA-256 hash", "1 file"),
        ("chronology.csv, chronology.pdf", "Every event, as it was written down", words.count_words(len(record.events), "event")),
        ("contacts.csv", "Every contact", words.count_words(len(record.contacts) + 1, "contact")),
        ("payments.csv", "Guaranteed standards assessed, payments and offers",
         words.count_words(len(record.findings) + len(record.payments) + len(record.offers), "row")),
        ("eligibility.json", "Assessments of who may go to the Ombudsman", words.count_words(len(record.assessments), "assessment")),
        ("signposting.csv", "What the customer was told about the Ombudsman and free advice", words.count_words(len(record.signposts), "row")),
        ("letters/", "Letters as sent, byte for byte", _much(letters, "letter")), ("files/", "Attachments", _much(files, "file")),
    ]
    return {"caption": "What is in the case file", "head": [{"text": text} for text in IN_HEAD],
            "rows": [[{"text": name}, {"text": what}, {"text": much}] for name, what, much in lines]}


def _much(items: list[build.Item], what: str) -> str:
    size = sum(item.size for item in items)
    gone = [item for item in items if not item.path.is_file()]
    parts = [words.count_words(len(items), what), f"{max(1, size // 1024):,} kB" if size else "", f"{len(gone)} not on the disk" if gone else ""]
    return ", ".join(part for part in parts if part)


def _third_party(record: Record) -> list[dict[str, str]]:
    """What can be left out: contacts by others first, then our notes, the other contacts after the files and letters."""
    others, own = ([_contact(row) for row in record.contacts if bool(row.by_other) is by_other] for by_other in (True, False))
    items = (*build.letters_of(record), *build.files_of(record))
    notes = ({"key": f"note:{event.seq}", "kind": "Note", "what": f"By {who(event.by)}, {words.moment(event.at)}"} for event in record.notes)
    return [*others, *notes, *({"key": item.key, "kind": item.key.split(":")[0].capitalize(), "what": item.what} for item in items), *own]


def _contact(row: Any) -> dict[str, str]:
    other = f", by their {row.by_other}" if row.by_other else ""
    return {"key": f"contact:{row.pk}", "kind": "Contact", "what": f"{channels.BY[row.channel].capitalize()}, {words.moment(row.at)}{other}"}


def _item(row: dict[str, str], typed: dict[str, str]) -> dict[str, Any]:
    return {"key": row["key"], "id": row["key"].replace(":", "-"), "kind": row["kind"], "what": row["what"], "ticked": row["key"] in typed,
            "why": typed.get(row["key"], "")}


def _made(complaint: Complaint, kept: list) -> dict[str, Any]:
    rows = []
    for event, path in kept:
        link = {"href": f"/c/{complaint.reference}/file/{event.seq}.zip"} if path else {}
        rows.append([{"text": words.moment(event.at), **link}, {"text": who(event.by)},
                     {"text": f"{max(1, event.data['size'] // 1024):,} kB", "num": True}, {"text": str(len(event.data["left_out"]) or "Nothing")},
                     {"text": event.data["sha256"][:16]}])
    return {"caption": "Case files made before", "head": [{"text": text} for text in BEFORE_HEAD], "rows": rows}


@require_safe
@asking.refusals_as_pages
def download(request: HttpRequest, reference: str, number: int) -> FileResponse | HttpResponse:
    """The ZIP of one making, as long as it is kept."""
    complaint = asking.complaint_for(request, reference, "case file.zip")
    event, path = services.opened(complaint, number)
    day = london.day_of(event.at).isoformat()
    answer = FileResponse(path.open("rb"), as_attachment=True, filename=f"case-file-{complaint.reference}-{day}.zip", content_type="application/zip")
    answer["X-Content-Type-Options"], answer["Cache-Control"] = "nosniff", "private, no-store"
    return answer
