"""The phone form: `/complaints/new/` until the first save, `/complaints/new/<reference>/` after it. Each answer calls one service."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.views.decorators.http import require_http_methods

from complaints.case import receiving
from complaints.case.models import Complaint
from complaints.case.pages import asking
from complaints.case.pages.clash import clash_page
from complaints.case.reading import find as find_complaint
from complaints.case.shapes import ComplaintIn
from complaints.drafts import services as drafts
from complaints.drafts import shown
from complaints.enquiries import services as enquiries
from complaints.intake import finding, phone
from complaints.intake.pages import ending, keeping, phone_page
from complaints.intake.pages.phone_form import PhoneForm, fields_of
from complaints.record.operations import Answer
from complaints.record.parsing import parse
from complaints.record.refusals import Conflict, Refused, Unacceptable
from workdays import london

METHODS = require_http_methods(["GET", "HEAD", "POST"])
SAVED_BEFORE = "This form was saved already. To log another complaint, save again."


@METHODS
@asking.refusals_as_pages
def new(request: HttpRequest) -> HttpResponse:
    """The empty form; a search or a picked customer, which store nothing; the first save, which gives the reference."""
    channel = phone_page.channel_of(request)
    if request.method != "POST":
        return phone_page.unsaved(request, _begun(request, channel), focus="customer__name")
    form, do = phone_page.form_for(request.POST, channel), request.POST.get("do", "")
    if request.POST.get("pick"):
        return _picked(request, form)
    if request.POST.get("instead"):
        return keeping.instead(request, request.POST["instead"], form)
    if do == "find" or (do == "enter" and not form.kept()["description"].strip()):
        return phone_page.unsaved(request, again(form), find=True)
    if do == "supply":
        return _only_off_supply(request, form)
    return _looks_like(request, form) or _logged(request, form)


def _looks_like(request: HttpRequest, form: PhoneForm) -> HttpResponse | None:
    """The same customer rang lately and that complaint is open: both choices, before anything is logged. Never for a call sent twice."""
    if request.POST.get("do") == "another" or drafts.sent(dict(request.POST.lists())) or not form.kept()["description"].strip():
        return None
    found = finding.likely(form.facts(whole=True)["customer"], request.user, asking.now())
    return phone_page.unsaved(request, again(form), likely=found) if found else None


def _begun(request: HttpRequest, channel: str) -> PhoneForm:
    """The empty form, or what this person had typed of a call that got no reference yet."""
    form, found = phone_page.form_for(None, channel), drafts.of(request.user.pk, request.get_full_path())
    return phone_page.form_for(None, channel, shown.initial_of(form, found.fields)) if found else form


def again(form: PhoneForm, **replaced: Any) -> PhoneForm:
    """A new form with all that was typed, some of it replaced."""
    return phone_page.form_for(None, form.channel, form.kept() | replaced)


def _picked(request: HttpRequest, form: PhoneForm) -> HttpResponse:
    """An earlier customer was chosen: their facts fill the form, what was said stays."""
    earlier = find_complaint(request.POST["pick"], request.user)
    asking.complaint_for(request, earlier.reference, "phone form")
    return phone_page.unsaved(request, again(form, **fields_of(phone.customer_facts(earlier.customer))), picked=earlier, focus="description")


def _only_off_supply(request: HttpRequest, form: PhoneForm) -> HttpResponse:
    try:
        if form.referral():
            raise Unacceptable.of(referred="What was referred to us is a complaint: save it as one.")
        return HttpResponseRedirect(f"/supply-reports/{keeping.supply_report(request, form)}/")
    except Unacceptable as refused:
        form.refuse(refused)
        return phone_page.unsaved(request, form, status=422)


def _logged(request: HttpRequest, form: PhoneForm) -> HttpResponse:
    now = asking.now()
    facts = form.facts(whole=True)
    received = {"received_at": phone.began(request.POST.get("begun"), now).isoformat()} if form.channel == "telephone" else {}
    body = {**received, **phone.given(facts), "channel": form.channel}
    try:
        _checked(form, facts, body)
        answer = _log(body | {"op_id": request.POST.get("op_id")}, form.referral(), by=request.user, now=now)
    except Conflict:
        return phone_page.unsaved(request, again(form), notice=SAVED_BEFORE)
    except Unacceptable as refused:
        form.refuse(refused)
        return phone_page.unsaved(request, form, status=422)
    reference = Complaint.objects.values_list("reference", flat=True).get(pk=answer.ids["complaint"])
    return HttpResponseRedirect(f"/complaints/new/{reference}/")


def _log(given: dict[str, Any], referral: dict[str, Any] | None, *, by: Any, now: datetime) -> Answer:
    """With the referral that it came by, in one save, where there was one."""
    if referral is None:
        return receiving.log_complaint(given, by=by, now=now)
    return enquiries.log_referred(given | {"referral": referral}, by=by, now=now)


def _checked(form: PhoneForm, facts: dict[str, Any], body: dict[str, Any]) -> None:
    """Every sentence at once: what the shape of a complaint refuses, in this form's words where it has clearer ones."""
    fields: dict[str, list[str]] = {}
    try:
        parse(ComplaintIn, body)
    except Unacceptable as refused:
        fields = dict(refused.fields)
    fields |= {name: [sentence] for name, sentence in (phone.clearer(facts) | form.unfinished()).items()}
    if fields:
        raise Unacceptable("Some answers are missing or can’t be right.", fields=fields)


@METHODS
@asking.refusals_as_pages
def going_on(request: HttpRequest, reference: str) -> HttpResponse:
    """The same form once the reference is given: what is typed now corrects the complaint."""
    complaint = asking.complaint_for(request, reference, "phone form")
    if complaint.stage != "immediate":
        return HttpResponseRedirect(f"/c/{reference}/")
    if request.method != "POST":
        return phone_page.saved(request, complaint, phone_page.form_of(complaint), focus="wanted")
    form = phone_page.sent(request, complaint)
    if request.headers.get("X-Requested-With") == "autosave":
        return _autosaved(request, complaint, form)
    if request.POST.get("instead"):
        return keeping.instead(request, request.POST["instead"], form, logged=reference)
    return _done(request, complaint, form, request.POST.get("do", ""))


def _done(request: HttpRequest, complaint: Complaint, form: PhoneForm, do: str) -> HttpResponse:
    finish = do == "finish"
    try:
        if finish:
            _finishable(form)
        version = keeping.keep(request, complaint, form, whole=finish, category=request.POST.get("use"))
        if finish:
            return ending.ended(request, complaint.reference, form, version)
    except Conflict as refused:
        mine, stands = phone_page.clash_of(request, complaint.reference)
        return clash_page(request, complaint, "Save this call", mine, refused, stands=stands)
    except Unacceptable as refused:
        form.refuse(refused)
        complaint.refresh_from_db()
        return phone_page.saved(request, complaint, form, status=422)
    ending.kept(request, form, asking.new_op_id(), version, phone_page.was_of(phone_page.anew(complaint.reference)))
    return HttpResponseRedirect("/" if do == "leave" else f"/complaints/new/{complaint.reference}/")


def _finishable(form: PhoneForm) -> None:
    facts = form.facts(whole=True)
    fields = phone.clearer(facts) | form.unfinished()
    if form.kept()["end"] not in ending.ONWARD:
        fields["end"] = "Choose how the call ended."
    if form.kept()["end"] == "resolved":
        fields |= form.said_twice()
    if fields:
        raise Unacceptable(next(iter(fields.values())), fields={name: [sentence] for name, sentence in fields.items()})


def _autosaved(request: HttpRequest, complaint: Complaint, form: PhoneForm) -> HttpResponse:
    """The answer that the page's script waits for: when it was saved, the next op_id and version, and the parts that changed."""
    try:
        version = keeping.keep(request, complaint, form, whole=False)
    except Refused as refused:
        return JsonResponse({"words": _not_saved(refused)}, status=refused.status)
    now, op_id, stands = asking.now(), asking.new_op_id(), phone_page.anew(complaint.reference)
    was = phone_page.was_of(stands)
    ending.kept(request, form, op_id, version, was)
    return JsonResponse({"saved": saved_words(now), "fields": {"op_id": op_id, "version": version, "was": was},
                         "html": phone_page.parts(request, stands)})


def _not_saved(refused: Refused) -> str:
    if isinstance(refused, Conflict):
        return "Not saved: somebody else changed this complaint. Finish the call to see both."
    return f"Not saved: {next(iter(refused.fields.values()), [refused.sentence])[0]}"


def saved_words(at: datetime) -> str:
    return f"Saved {at.astimezone(london.LONDON):%H:%M:%S}"

