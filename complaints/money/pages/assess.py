"""Assessing a standard on a case: only the missing facts are asked, the finding is shown, recording keeps it with its payments."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST

import standards
from complaints.case.models import Complaint
from complaints.case.pages import asking, heads
from complaints.money import assessing, findings
from complaints.record.refusals import Conflict, Unacceptable, Unknown
from complaints.rules.services import company
from complaints.rules.sums import standards_tables
from standards.forms import FactForm
from standards.pages.shown import panel
from standards.words import named, rule_words
from workdays import london

FROM_CASE = {"customer_type": "The customer’s class on the case.", "nation": "The nation of the premises on the case."}
ASSUMED = "The nation of the premises on the case, which nobody has confirmed."


class CaseFactForm(FactForm):
    """The form on a case: what the case knows stands apart, filled in, and can be changed; the rest is asked."""

    def about(self) -> list[Any]:
        return [bound for bound in super().about() if bound.name not in self.known]

    def happened(self) -> list[Any]:
        return [bound for bound in super().happened() if bound.name not in self.known]

    def from_case(self) -> list[Any]:
        return [bound for bound in [*super().about(), *super().happened()] if bound.name in self.known]

    def from_case_words(self) -> str:
        """"Household, England": what the case knows, as the answers say it."""
        said = (dict(bound.field.choices).get(bound.value(), bound.value()) if hasattr(bound.field, "choices") else bound.value()
                for bound in self.from_case())
        return ", ".join(str(words) for words in said if words)

    def from_case_wrong(self) -> bool:
        return any(bound.errors for bound in self.from_case())


@require_http_methods(["GET", "HEAD", "POST"])
@asking.refusals_as_pages
def assess(request: HttpRequest, reference: str) -> HttpResponse:
    complaint = asking.complaint_for(request, reference, "assess")
    standard = standard_of(request)
    if standard is None:
        return HttpResponseRedirect(f"/c/{reference}/standards/")
    form = form_for(complaint, standard, request.POST if request.method == "POST" else None)
    if request.method != "POST":
        return _page(request, complaint, form, asking.new_op_id())
    if request.POST.get("do") == "record":
        return _recorded(request, complaint, form)
    status = 200
    try:
        assessing.finding_of(standard.code, form.given(), now=asking.now())
    except Unacceptable as refused:
        form.refuse(refused)
        status = 422
    return _page(request, complaint, form, request.POST.get("op_id"), status=status)


@require_POST
@asking.refusals_as_pages
def preview(request: HttpRequest, reference: str) -> HttpResponse:
    """The finding as it would be, while facts are typed; stores nothing."""
    complaint = asking.complaint_for(request, reference, "assess")
    standard = standard_of(request)
    if standard is None:
        raise Unknown("There is no such standard.")
    return render(request, "standards/result.html", result(form_for(complaint, standard, request.POST)))


def standard_of(request: HttpRequest) -> Any:
    """The standard of the address or the form; None where none is named, Unknown for one that is not in the catalogue."""
    code = (request.POST.get("code") or request.GET.get("code") or "").strip()
    if not code:
        return None
    found = standards.find(code)
    if found is None:
        raise Unknown("There is no such standard.")
    return found


def form_for(complaint: Complaint, standard: Any, data: Any = None) -> CaseFactForm:
    """The form with what the case knows filled in, each with where it is from."""
    known = assessing.facts_from_complaint(complaint, standard)
    form = CaseFactForm(standard, data, known=known, evidence=True)
    for name in set(known) & set(form.fields):
        form.fields[name].help_text = ASSUMED if name == "nation" and complaint.nation_assumed else FROM_CASE.get(name, "From the case.")
    return form


def _recorded(request: HttpRequest, complaint: Complaint, form: CaseFactForm) -> HttpResponse:
    given = {"op_id": request.POST.get("op_id"), "code": form.standard.code, "facts": form.given()}
    try:
        findings.record_finding(complaint.reference, given, by=request.user, now=asking.now())
    except Conflict as refused:
        form.is_valid()
        form.add_error(None, f"{refused.sentence} Nothing was recorded; what you typed is kept.")
        return _page(request, complaint, form, asking.new_op_id(), status=409)
    except Unacceptable as refused:
        form.refuse(refused)
        return _page(request, complaint, form, given["op_id"], status=422)
    messages.success(request, f"Recorded: {named(form.standard)}.")
    return HttpResponseRedirect(f"/c/{complaint.reference}/standards/")


def result(form: CaseFactForm) -> dict[str, Any]:
    """The context of standards/result.html: the finding, or what is still to give."""
    standard, given = form.standard, form.given() if form.is_bound else form.known
    rule = rule_of(standard)
    try:
        found = assessing.finding_of(standard.code, given, now=asking.now())
    except Unacceptable as refused:
        waits = [form.spoken[name].label for name in refused.fields if name in form.spoken]
        return {"finding": None, "waits": waits or [refused.sentence], "missing": [], "rule": rule}
    answer = found.finding.as_json()
    told = panel(standard, answer, row=found.finding.row, other_words=found.other_words, claimed=given.get("exemptions") or ())
    return {"finding": told, "missing": [], "waits": [], "rule": rule}


def rule_of(standard: Any) -> list[str]:
    """The rule in words by the newest row of the company's rulebook, else of its documents."""
    tables = standards_tables()
    rows = tables.of(standard.code, company(london.day_of(asking.now())).rulebook) or tables.of(standard.code, "documents")
    return rule_words(standard, rows[0]) if rows else []


def _page(request: HttpRequest, complaint: Complaint, form: CaseFactForm, op_id: Any, *, status: int = 200) -> HttpResponse:
    base = f"/c/{complaint.reference}/standards/"
    context = {
        "case": heads.quietly(heads.identity(complaint, request.user, "Standards")), "side": [],
        "form": form, "op_id": op_id, "code": form.standard.code,
        "title": named(form.standard), "action": f"{base}new/", "preview": f"{base}preview/", "back": base, **result(form),
    }
    return render(request, "money/assess.html", context, status=status)
