"""`/incidents/{id}/upload/`: choose a file, see what each row would come to, then hand it to a job. Nothing is stored before."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from complaints.case.pages import asking
from complaints.clocks import words
from complaints.intake import job as import_job
from complaints.intake import uploads
from complaints.intake.pages import uploading as pages
from complaints.intake.pages.uploading import FileForm, problem_table, text_of
from complaints.intake.uploads import Upload
from complaints.money.incidents import keeping, shown, uploading
from complaints.money.incidents.columns import CLASSES, HEADERS, NEEDED
from complaints.money.models import OUTCOMES, Incident
from complaints.record.refusals import Unacceptable, Unknown

HEAD = ({"text": "Line"}, {"text": "Account"}, {"text": "Class"}, {"text": "Off from"}, {"text": "On at"},
        {"text": "What it comes to"}, {"text": "Sum", "num": True})


@require_http_methods(["GET", "HEAD", "POST"])
@asking.refusals_as_pages
def upload(request: HttpRequest, number: int) -> HttpResponse:
    """GET: choose a file. POST: a file, or the word to begin."""
    keeping.permit(request.user)
    incident = keeping.find(number)
    if request.method != "POST":
        return _choose(request, incident, FileForm())
    if "mark" in request.POST:
        return _begin(request, incident)
    form = FileForm(request.POST, request.FILES)
    if not form.is_valid():
        return _choose(request, incident, form)
    try:
        kept = uploads.keep(form.cleaned_data["file"], by=request.user, now=asking.now())
        return _preview(request, incident, kept, form.text())
    except Unacceptable as refused:
        form.add_error("file", refused.sentence)
        return _choose(request, incident, form)


def _choose(request: HttpRequest, incident: Incident, form: FileForm) -> HttpResponse:
    return pages.choose(
        request, "incidents/upload.html", form, title=f"Upload the customers of {incident.name}",
        small="Nothing is stored before you have seen what it comes to.", action=f"/incidents/{incident.pk}/upload/", back=_back(incident),
        columns=_columns(), reading=shown.reading(incident))


def _back(incident: Incident) -> dict[str, str]:
    return {"href": f"/incidents/{incident.pk}/", "label": "Back to the incident"}


NOTES = {
    "class": "; ".join(f"{shown.CLASS_WORDS[name].lower()}: {', '.join(told)}" for name, told in CLASSES.items()),
    "off_from": "2026-11-29 06:40 or 29/11/2026 06:40, London time", "on_at": "As off from; empty while the supply is still off",
    "priority_register": "yes or no; gas only", "annual_kwh": "Businesses on gas only", "claimed_on": "Day of the claim; gas, priority customers",
    "facilities_at": "When heating and cooking facilities were brought; gas, priority customers",
    "exemption": "Its code; several parted by ;", "all_reasonable_steps": "yes where evidence shows it, else no",
}
COLUMNS_HEAD = ("Column", "Asked for", "Its header may be", "What it holds")


def _columns() -> dict[str, Any]:
    rows = [[{"text": name.replace("_", " ")}, {"text": "Needed" if name in NEEDED else "If you have it"}, {"text": ", ".join(told)},
             {"text": NOTES.get(name, "")}] for name, told in HEADERS.items()]
    return {"caption": "Columns that are read", "head": [{"text": text} for text in COLUMNS_HEAD], "rows": rows}


def _begin(request: HttpRequest, incident: Incident) -> HttpResponse:
    text = text_of(request.POST)
    try:
        kept = uploads.from_mark(request.POST.get("mark", ""))
    except Unacceptable as refused:
        return _choose(request, incident, FileForm.refused(refused.sentence))
    given = {"op_id": request.POST.get("op_id"), "version": request.POST.get("version"), "replace": request.POST.get("replace") == "yes",
             "counted": request.POST.get("counted", "")}
    answer = uploading.start(incident.pk, kept, text, given, by=request.user, now=asking.now())
    return HttpResponseRedirect(f"/jobs/{answer.ids['job']}/")


def _preview(request: HttpRequest, incident: Incident, kept: Upload, text: dict[str, str]) -> HttpResponse:
    seen = uploading.look(incident, kept, text, by=request.user, now=asking.now())
    rows = {"caption": f"The first {len(seen.rows)} rows and what each comes to", "head": HEAD, "rows": [_row(tried) for tried in seen.rows]}
    return render(request, "incidents/preview.html", {
        "heading": {"title": f"{kept.name}: {words.count_words(seen.count, 'row')}", "small": "Nothing is stored yet."},
        "incident": incident.pk, "op_id": asking.new_op_id(), "version": incident.version, "mark": kept.signed(), "text": text, "sum": _sum(seen),
        "rows": rows, "problems": problem_table(seen.problems[:uploading.SHOWN], "Rows that would not come in"),
        "read": _read_words(seen), "reading": shown.reading(incident), "back": _back(incident),
        "count": f"{seen.count:,}", "counted": uploading.counted(kept, text, seen.count),
        "replaces": bool(incident.worked_out_at) and not incident.payments.exists(),
    })


def _row(tried: uploading.Tried) -> list[dict[str, Any]]:
    if tried.lost is None:
        why = "; ".join(problem.reason for problem in tried.problems)
        return [{"text": str(tried.line)}, {"text": ""}, {"text": ""}, {"text": ""}, {"text": ""}, {"text": why, "strong": True},
                {"text": "", "num": True}]
    lost = tried.lost
    comes = "; ".join(f"{shown.OUTCOME_WORDS[one.outcome]}{' (still off)' if one.provisional else ''}" for one in tried.worked)
    amount = sum(one.amount_gbp for one in tried.worked if one.outcome == "to_pay")
    return [{"text": str(tried.line)}, {"text": lost.account}, {"text": shown.CLASS_WORDS[lost.customer_type]},
            {"text": words.moment(lost.off_from)}, {"text": words.moment(lost.on_at) if lost.on_at else "Still off"}, {"text": comes},
            {"text": shown.pounds(amount), "num": True}]


def _sum(seen: uploading.Look) -> str:
    which = f"Of the first {seen.tried:,} rows" if seen.tried < seen.count else f"Of {words.count_words(seen.tried, 'row')}"
    parts = [f"{seen.outcomes[name]:,} {shown.OUTCOME_WORDS[name].lower()}" for name in OUTCOMES if seen.outcomes[name]]
    return f"{which}: {', '.join(parts) or 'nothing due'}, {seen.failed:,} with problems. {shown.pounds(seen.amount)} to pay."


def _read_words(seen: uploading.Look) -> list[str]:
    told = [f"“{seen.layout.header[place]}” as {name.replace('_', ' ')}" for name, place in seen.layout.places.items()]
    unread = f"Nothing is read from {', '.join(f'“{name}”' for name in seen.layout.unread[:20])}." if seen.layout.unread else ""
    return [f"Columns: {', '.join(told)}.", *([unread] if unread else [])]


@require_safe
@asking.refusals_as_pages
def problems(request: HttpRequest, number: int) -> HttpResponse:
    """The rows of the last file that did not come in, as CSV that runs nothing."""
    keeping.permit(request.user)
    incident = keeping.find(number)
    job_id = incident.totals.get("read_by")
    if not job_id or not import_job.problems_path(job_id).exists():
        raise Unknown("The list of problems is not kept longer than a week.")
    rows = ((str(problem.line), problem.column or "", problem.reason) for problem in import_job.problems(job_id))
    return pages.as_csv(f"problems-{incident.pk}.csv", ("Line", "Column", "Reason"), rows)
