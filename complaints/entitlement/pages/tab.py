"""The eligibility tab of a case: from when until when, the assessments that were kept, and the questions. Thin doors."""

from collections.abc import Mapping
from datetime import date, datetime
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from complaints.case.models import Complaint
from complaints.case.pages import asking, heads
from complaints.clocks import words
from complaints.clocks.models import Deadline
from complaints.clocks.windows import Standing
from complaints.entitlement import keeping, standing
from complaints.entitlement.assessing import assessment_of
from complaints.entitlement.models import Assessment
from complaints.entitlement.pages.keep_form import KeepForm, said
from complaints.entitlement.shown import evidence_table, panel
from complaints.evidence.services import files_of
from complaints.letters.models import Letter
from complaints.record.models import Event
from complaints.record.refusals import Refused
from eligibility.pages import carried
from eligibility.pages.asking import Page, asked, context_of, result_of
from eligibility.tables import BOOK_WORDS
from workdays import london

CLASSES = {"domestic": "domestic", "micro_business": "business", "small_business": "business", "large_business": "business"}
KNOWN = ("letter",)
NOT_ANSWERS = ("op_id", "csrfmiddlewaretoken", "draft", "draft_version", "then")


@require_http_methods(["GET", "HEAD", "POST"])
@asking.refusals_as_pages
def tab(request: HttpRequest, reference: str) -> HttpResponse:
    """GET shows what was kept and the questions; POST leads to the next question or to keeping, or answers the verdict as it grows."""
    complaint = asking.complaint_for(request, reference, "eligibility")
    now, live, action = asking.now(), bool(getattr(request, "htmx", False)), f"/c/{reference}/eligibility/"
    found, today = standing.standing_of(complaint), london.day_of(now)
    if request.method == "POST" and not live:
        return _led_on(request, complaint, found, action, now)
    page = asked_on(request.POST if request.method == "POST" else carried.carried(request, action), complaint, found, now)
    opened = {"headline": standing.headline(found, today), "sentence": standing.open_words(found, today),
              "facts": standing.lines(complaint, found, today)}
    return render(request, "complaints/eligibility.html", {
        **around(request, complaint), "open": opened,
        "kept": [kept(row, reference) for row in keeping.assessments_of(complaint)], "action": action, "next_place": carried.next_place(action),
        **context_of(page),
        "result": result_of(page), "book": f"Worked out by {BOOK_WORDS[complaint.rulebook]}.",
    }, status=422 if page.errors and not live else 200)


def _led_on(request: HttpRequest, complaint: Complaint, found: Standing, action: str, now: datetime) -> HttpResponse:
    """To the next question; to keeping where that was asked for and something can be kept."""
    mark = carried.keep(request, action, now=now)
    page = asked_on(request.POST, complaint, found, now)
    keeps = request.POST.get("then") == "keep" and page.assessed and not page.errors
    return HttpResponseRedirect(carried.place_of(f"{action}keep/", mark)) if keeps else carried.onward(action, mark)


def around(request: HttpRequest, complaint: Complaint, *, primary: bool = True) -> dict[str, Any]:
    """What stands about the tab. `primary`: the case's own filled button, where the page has none."""
    case = heads.identity(complaint, request.user, "Eligibility")
    side = heads.side(complaint, list(Deadline.objects.filter(complaint=complaint)), request.user)
    return {"case": case if primary else case | {"primary": None}, "side": side}


def asked_on(data: Mapping[str, Any], complaint: Complaint, found: Standing, now: datetime) -> Page:
    """The questions on a case: what the record knows (letters, referral) is not asked."""
    own = {"complaint_began_on": london.day_of(complaint.received_at)}
    if complaint.customer.customer_type in CLASSES:
        own["class_of"] = CLASSES[complaint.customer.customer_type]
    judge = partial(assessment_of, now=now, complaint=complaint, letter_wanted=found.unresolved)
    return asked(data, on_record(complaint, now), judge, answers=own, without=KNOWN)


def on_record(complaint: Complaint, now: datetime) -> dict[str, Any]:
    """What of the request the record holds: the day, the letters that stand, and since when it is at the Ombudsman."""
    rows = Letter.objects.filter(complaint=complaint, kind__in=("deadlock", "eight_week"), sent_on__isnull=False, undelivered_on=None)
    letters = [{"kind": row.kind, "method": row.method or "post", "sent_on": row.sent_on, "received_on": row.received_on}
               for row in rows.order_by("sent_on", "pk")]
    went = Event.objects.filter(complaint=complaint, kind="moved.refer_to_ombudsman").order_by("-seq")
    referred = went.first() if complaint.stage == "ombudsman" else None
    return {"decision_on": london.day_of(now), "letters": letters, **({"referred_on": referred_on(referred)} if referred else {})}


def referred_on(event: Event) -> date:
    told = event.data.get("referred_on")
    return date.fromisoformat(told) if told else london.day_of(event.at)


def kept(row: Assessment, reference: str) -> dict[str, Any]:
    """One assessment as it was made, and whether a later one stands in its place."""
    of = f", assessment {row.version}"
    later = f"Superseded by assessment {row.superseded_by.version}" if row.superseded_by else "This one stands"
    return {
        "title": f"Assessment {row.version}",
        "small": f"{row.made_by.full_name}, {words.moment(row.made_at)}. {later}. By {BOOK_WORDS[row.rulebook]}.",
        "stands": row.superseded_by is None, "result": panel(row.answer, of), "evidence": evidence_table(row.evidence.all(), reference, of),
    }


@require_http_methods(["GET", "HEAD", "POST"])
@asking.refusals_as_pages
def keep(request: HttpRequest, reference: str) -> HttpResponse:
    """GET shows the answers with room for what each rests on; POST keeps the assessment once."""
    complaint, now, action = asking.complaint_for(request, reference, "eligibility"), asking.now(), f"/c/{reference}/eligibility/"
    data = request.POST if request.method == "POST" else carried.carried(request, action)
    page = asked_on(data, complaint, standing.standing_of(complaint), now)
    if page.assessed is None or page.errors:
        return carried.onward(action, carried.keep(request, action, now=now) if request.method == "POST" else carried.mark_in(request))
    form = KeepForm(page.given(), ours(complaint), files_of(complaint), data if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid() and (done := _kept(request, complaint, page, form, now)):
        return done
    return render(request, "complaints/eligibility_keep.html", {
        **around(request, complaint, primary=False), "result": result_of(page), "form": form,
        "book": f"Worked out by {BOOK_WORDS[complaint.rulebook]}.",
        "op_id": request.POST.get("op_id") or asking.new_op_id(), "hidden": _hidden(data), "back": carried.place_of(action, carried.mark_in(request)),
        "place": carried.place_of(f"{action}keep/", carried.mark_in(request)),
    }, status=422 if form.errors else 200)


def _kept(request: HttpRequest, complaint: Complaint, page: Page, form: KeepForm, now: datetime) -> HttpResponse | None:
    given = {**page.request, "op_id": request.POST.get("op_id"), "evidence": form.evidence()}
    try:
        keeping.keep(complaint.reference, given, by=request.user, now=now)
    except Refused as refused:
        if refused.status != 422:
            raise
        form.add_error(None, refused.sentence)
        return None
    messages.success(request, "The assessment is kept.")
    return HttpResponseRedirect(f"/c/{complaint.reference}/eligibility/")


def _hidden(data: Any) -> list[tuple[str, str]]:
    """The answers, carried along unseen."""
    return [(name, value) for name, value in data.items() if not name.startswith("evidence__") and name not in NOT_ANSWERS]


def ours(complaint: Complaint) -> dict[str, str]:
    """What our own records say to an answer."""
    began_on = words.plain_day(london.day_of(complaint.received_at))
    return {"class_of": said(CLASSES.get(complaint.customer.customer_type, "")), "complaint_began_on": began_on}

