"""Finding a person, and choosing which records are the person of a request. What is looked for is sent, never in an address."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from complaints.case.models import Complaint, DataRequest
from complaints.case.pages import asking
from complaints.clocks import words
from complaints.privacy import choosing, finding
from complaints.privacy.erasure import request_of
from complaints.privacy.finding import SAME, Hit
from complaints.privacy.models import Subject
from complaints.privacy.pages import shown
from complaints.privacy.pages.forms import FindForm
from complaints.privacy.rights import require_officer
from complaints.record.parsing import parse
from complaints.record.refusals import Conflict, Unacceptable

HEAD = ("Record", "What it is", "Who", "Where", "The same")


@require_http_methods(["GET", "HEAD", "POST"])
@asking.refusals_as_pages
def find(request: HttpRequest) -> HttpResponse:
    """POST looks: nothing is stored but that each complaint found was looked at."""
    require_officer(request.user)
    form, hits = FindForm(shown.posted(request)), None
    if request.method == "POST":
        hits = _looked_for(request, form)
    title = "Find a person" if hits is None else f"{words.count_words(len(hits), 'record')} found"
    return render(request, "privacy/find.html", {
        "heading": {"title": title, "small": "In every record that the desk keeps"}, "form": form,
        "table": shown.table("Records that may be the person", HEAD, [_line(hit) for hit in hits or []]), "none": hits == [],
    }, status=422 if form.errors else 200)


def _looked_for(request: HttpRequest, form: FindForm) -> list[Hit] | None:
    try:
        hits = finding.find(parse(finding.PersonIn, form.given()))
    except Unacceptable as refused:
        form.refuse(refused)
        return None
    shown.looked(request, finding.looked_at(hits), "search for a person")
    return hits


def _line(hit: Hit) -> list[dict[str, Any]]:
    return [{"text": hit.reference, "href": hit.href}, {"text": shown.KIND_WORDS[hit.kind]}, {"text": hit.who}, {"text": hit.where},
            {"text": same_words(hit)}]


def same_words(hit: Hit) -> str:
    told = ", ".join(SAME[what].removeprefix("the ") for what in hit.same)
    return told[:1].upper() + told[1:] + ("" if hit.is_sure else " only: it may be a namesake")


@require_http_methods(["GET", "HEAD", "POST"])
@asking.refusals_as_pages
def records(request: HttpRequest, number: int) -> HttpResponse:
    """What may be the person of a request, with ticks. `do=look` looks again with what was typed; the other button chooses."""
    require_officer(request.user)
    found, op_id = request_of(number), asking.new_op_id()
    ticked = {f"{kind}:{pk}" for kind, pk in Subject.objects.filter(data_request=found).values_list("kind", "number")}
    form, errors = FindForm(shown.posted(request), initial=facts_of(found)), []
    if request.method == "POST":
        ticked, op_id = set(request.POST.getlist("record")), request.POST.get("op_id")
        if request.POST.get("do") != "look":
            try:
                choosing.choose(number, {"op_id": op_id, "records": sorted(ticked)}, by=request.user, now=asking.now())
                messages.success(request, "The records of this person are chosen.")
                return HttpResponseRedirect(f"/privacy/requests/{number}/")
            except (Conflict, Unacceptable) as refused:
                errors = [{"href": "", "text": refused.sentence}]
    hits = _hits(request, found, form)
    rows = [_row(hit, ticked) for hit in hits if hit.key != f"data_request:{number}"] + _others(ticked, hits)
    return render(request, "privacy/records.html", {
        "heading": {"title": f"Request {number}: which records are this person?", "small": f"{words.count_words(len(rows), 'record')} listed"},
        "form": form, "op_id": op_id, "back": f"/privacy/requests/{number}/",
        "rows": rows, "errors": [{**line, "href": f"#record-{rows[0]['id']}" if rows else ""} for line in errors],
    }, status=422 if errors or form.errors else 200)


def facts_of(request: DataRequest) -> dict[str, str]:
    person = request.person
    return {"account": person.get("account_number", ""), **{name: person.get(name, "") for name in ("name", "postcode", "phone", "email")}}


def _hits(request: HttpRequest, found: DataRequest, form: FindForm) -> list[Hit]:
    if request.method == "POST" and (request.POST.get("do") == "look" or any(form.given().values())):
        return _looked_for(request, form) or []
    told = {name: value for name, value in facts_of(found).items() if value}
    try:
        hits = finding.find(parse(finding.PersonIn, told))
    except Unacceptable:
        return []
    shown.looked(request, finding.looked_at(hits), "search for a person")
    return hits


def _row(hit: Hit, ticked: set[str]) -> dict[str, Any]:
    return {"key": hit.key, "id": hit.key.replace(":", "-"), "kind": shown.KIND_WORDS[hit.kind], "reference": hit.reference, "href": hit.href,
            "who": hit.who, "where": hit.where, "same": same_words(hit), "ticked": hit.key in ticked}


def _others(ticked: set[str], hits: list[Hit]) -> list[dict[str, Any]]:
    """What was chosen and is not among those found now: it stays chosen until its tick is taken away."""
    out = []
    for key in sorted(ticked - {hit.key for hit in hits}):
        kind, _, number = key.partition(":")
        if kind in shown.KIND_WORDS and number.isdecimal() and number.isascii() and len(number) < 19:
            reference, href = _named(kind, int(number))
            out.append({"key": key, "id": key.replace(":", "-"), "kind": shown.KIND_WORDS[kind], "reference": reference, "href": href, "who": "",
                        "where": "", "same": "Chosen before", "ticked": True})
    return out


def _named(kind: str, number: int) -> tuple[str, str]:
    if kind == "complaint":
        reference = Complaint.objects.filter(pk=number).values_list("reference", flat=True).first()
        return (reference, f"/c/{reference}/") if reference else (f"Number {number}", "")
    return f"Number {number}", ""
