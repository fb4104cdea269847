"""The phone form as a page: its form, its context before and after the first save, and the parts that saving renews."""

import json
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from complaints.case.categories import offered
from complaints.case.channels import NAMES
from complaints.case.models import Complaint
from complaints.case.pages import asking, heads, merging
from complaints.case.pages.category_choices import grouped
from complaints.clocks import words
from complaints.intake import finding, phone, suggest
from complaints.intake.pages import find as search
from complaints.intake.pages import panel
from complaints.intake.pages.phone_form import FOLDED, PhoneForm, initial_of, widened
from complaints.record.models import Event
from workdays import london

NEEDED = "Only 1 and 2 are needed for the reference."
SEARCH = {"hx-post": "/complaints/find/", "hx-trigger": "input changed delay:200ms", "hx-target": "#hits", "hx-params": "customer__name"}


def channel_of(request: HttpRequest) -> str:
    """How it reached us: a telephone call unless the page was opened for something else."""
    asked = request.POST.get("channel") or request.GET.get("channel") or "telephone"
    return asked if asked in NAMES else "telephone"


def form_for(data: Any, channel: str, initial: dict[str, Any] | None = None) -> PhoneForm:
    form = PhoneForm(data, categories=grouped(london.day_of(asking.now())), channel=channel, initial=initial)
    return widened(form, initial or {})


def form_of(complaint: Complaint) -> PhoneForm:
    return form_for(None, complaint.channel, initial_of(phone.facts_of(complaint)) | {"was": was_of(complaint)})


def sent(request: HttpRequest, complaint: Complaint) -> PhoneForm:
    """The form as it was sent. From a page that has seen the other's change, what it did not touch is theirs."""
    if asking.number(request.POST.get("version")) == complaint.version:
        return merged(request, complaint)
    return form_for(request.POST, complaint.channel)


def merged(request: HttpRequest, complaint: Complaint) -> PhoneForm:
    """What was typed over what stands now."""
    typed = form_for(request.POST, complaint.channel).kept()
    return form_for(merging.merged(request.POST, typed, flat(complaint)), complaint.channel)


def was_of(complaint: Complaint) -> str:
    """What the page shows, to go with it."""
    return json.dumps(flat(complaint))


def flat(complaint: Complaint) -> dict[str, Any]:
    """What the complaint holds, by the questions of this form; what is not known is empty."""
    return {name: "" if value is None else value for name, value in initial_of(phone.facts_of(complaint)).items()}


def clash_of(request: HttpRequest, reference: str) -> tuple[PhoneForm, dict[str, Any]]:
    """For the conflict page: what was typed over what stands now, and what stands, by the questions of this form."""
    now = anew(reference)
    return merged(request, now), initial_of(phone.facts_of(now))


def anew(reference: str) -> Complaint:
    return Complaint.objects.select_related("customer", "category", "logged_by").get(reference=reference)


def unsaved(request: HttpRequest, form: PhoneForm, *, picked: Complaint | None = None, find: bool = False, focus: str = "", status: int = 200,
            notice: str = "", likely: Complaint | None = None) -> HttpResponse:
    """The form without a reference. `likely`: the open complaint that this call may be about."""
    now = asking.now()
    begun = phone.began(request.POST.get("begun"), now)
    picked = picked or _picked_before(request)
    typed = str(form["customer__name"].value() or "")
    rows = finding.of_customer(phone.customer_facts(picked.customer), request.user) if picked else finding.found(typed, request.user) if typed else []
    if not picked:
        form.fields["customer__name"].widget.attrs |= SEARCH
    call = f"Telephone, {words.moment(begun)}" if form.channel == "telephone" else NAMES[form.channel]
    context = {
        "heading": {"title": "Log a complaint", "small": f"{call}. The reference comes with the first save."}, "saved": "",
        "op_id": asking.new_op_id() if notice or not form.is_bound else request.POST.get("op_id", ""), "version": None, "begun": begun.isoformat(),
        "likely": panel.likely(likely, now) if likely else None, "save_as": "another" if likely or notice else "save",
        "autosave": "", "submit": "Log it as another complaint" if likely or notice else "Save and give reference", "foot": NEEDED,
        "who": who(picked, form) if picked else None, "category": None,
        "hits": [search.shown(hit) for hit in finding.hits(rows)] if find else [], "hits_words": panel.none_found(typed) if find and not rows else "",
        "panel": panel.before(typed, rows, now) | {"elsewhere": elsewhere(form.channel)}, "notice": notice,
    }
    return _page(request, form, context, focus, status, now)


def _picked_before(request: HttpRequest) -> Complaint | None:
    """The customer who was picked before an error: still chosen."""
    reference = request.POST.get("picked", "")
    return asking.complaint_for(request, reference, "phone form") if reference else None


def saved(request: HttpRequest, complaint: Complaint, form: PhoneForm, *, focus: str = "", status: int = 200) -> HttpResponse:
    """The form of a complaint that has its reference."""
    now, facts = asking.now(), phone.facts_of(complaint)
    how = f"{NAMES[complaint.channel]}, received {words.moment(complaint.received_at)}"
    context = parts_of(complaint, facts, now) | {
        "small": how, "saved": _last_saved(complaint), "op_id": asking.new_op_id(), "version": complaint.version, "begun": "",
        "autosave": f"/complaints/new/{complaint.reference}/", "submit": "Finish call" if complaint.channel == "telephone" else "Finish",
        "who": who(complaint, form), "hits": [], "hits_words": "", "panel": panel.beside(complaint, facts, request.user, now), "notice": "",
        "likely": None, "save_as": "",
    }
    context["heading"] = {"title": context["title"], "small": how}
    return _page(request, form, context, focus, status, now)


def _page(request: HttpRequest, form: PhoneForm, context: dict[str, Any], focus: str, status: int, now: Any) -> HttpResponse:
    if focus and not form.errors:
        form.fields[focus].widget.attrs["autofocus"] = True
    folded = any(name in form.errors for name in (*FOLDED, "customer__name")) if form.is_bound else False
    context |= {"form": form, "channel": form.channel, "safety": panel.safety(now), "folded": folded, "asks_received": form.channel != "telephone"}
    return render(request, "complaints/phone_form.html", context, status=status)


def who(complaint: Complaint, form: PhoneForm) -> dict[str, Any]:
    """The chosen customer in one line: name, where, number, class."""
    customer = complaint.customer
    place = ", ".join(part for part in (customer.address.replace("\n", ", "), customer.postcode) if part)
    number = f"MPAN {customer.mpan}" if customer.mpan else f"Account {customer.account_number}" if customer.account_number else ""
    kind = heads.TYPE_WORDS[customer.customer_type]
    return {"name": heads.name_of(customer), "facts": [part for part in (place, number, kind[0].upper() + kind[1:]) if part],
            "reference": complaint.reference}


def _last_saved(complaint: Complaint) -> str:
    at = Event.objects.filter(complaint=complaint, kind__in=("logged", "edited")).order_by("-seq").values_list("recorded_at", flat=True).first()
    if not at:
        return ""
    return f"Saved {at.astimezone(london.LONDON):%H:%M:%S}" if london.day_of(at) == london.day_of(asking.now()) else f"Saved {words.moment(at)}"


def parts_of(complaint: Complaint, facts: dict[str, Any], now: Any) -> dict[str, Any]:
    """What saving renews: the number in the head, the foot, and the category."""
    still = phone.still_open(facts)
    count = words.count_words(len(still), "answer")
    later = "It can follow later." if len(still) == 1 else "They can follow later."
    return {
        "title": f"Log a complaint: {count} still open" if still else "Log a complaint: every answer is there",
        "foot": f"Still open: {', '.join(still)}. {later}" if still else "",
        "category": category(complaint, facts, now),
    }


def category(complaint: Complaint, facts: dict[str, Any], now: Any) -> dict[str, str]:
    if complaint.category:
        return {"chosen": complaint.category.name, "suggested": "", "code": ""}
    rows = offered(london.day_of(now))
    found = suggest.suggest(f"{facts['description']} {facts['wanted']}", [suggest.Candidate(row.code, row.name, tuple(row.words)) for row in rows])
    return {"chosen": "", "suggested": found.name if found else "", "code": found.code if found else ""}


def parts(request: HttpRequest, complaint: Complaint) -> dict[str, str]:
    """The same parts as markup, by their ids, for the answer to saving by itself."""
    now, facts = asking.now(), phone.facts_of(complaint)
    new = parts_of(complaint, facts, now)
    beside = panel.beside(complaint, facts, request.user, now)
    return {
        "heading": new["title"], "foot": new["foot"], "suggestion": render_to_string("components/suggestion.html", {"category": new["category"]}),
        "rules": render_to_string("components/phone_rules.html", {"panel": beside}),
    }


def elsewhere(channel: str) -> list[dict[str, str]]:
    """Links to the same form for what reached us in another way."""
    return [{"href": "/complaints/new/" if name == "telephone" else f"/complaints/new/?channel={name}", "label": label}
            for name, label in NAMES.items() if name != channel]
