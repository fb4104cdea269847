"""`/incidents/` and `/incidents/new/`: the incidents, the newest first, and making one."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from complaints.case.pages import asking
from complaints.clocks import words
from complaints.intake.importing import MAY_IMPORT
from complaints.money.incidents import creating, keeping, shown, totals
from complaints.money.incidents.kinds import KINDS
from complaints.money.incidents.pages.forms import FORMS, IncidentForm
from complaints.money.models import Incident
from complaints.record.refusals import Conflict, Unacceptable

SHOWN = 50
HEAD = ({"text": "Incident"}, {"text": "Kind"}, {"text": "Made"}, {"text": "State"}, {"text": "Customers", "num": True},
        {"text": "Sum to pay", "num": True})
BACK = {"href": "/incidents/", "label": "Back to incidents"}


@require_safe
@asking.refusals_as_pages
def incidents(request: HttpRequest) -> HttpResponse:
    """Every incident, the newest first."""
    page = Paginator(Incident.objects.select_related("job").order_by("-pk"), SHOWN).get_page(request.GET.get("page"))
    may = request.user.role in MAY_IMPORT
    table = {"caption": "Incidents", "head": HEAD, "rows": [_row(incident) for incident in page]}
    return render(request, "incidents/list.html", {
        "heading": {"title": f"Incidents: {page.paginator.count:,}", "small": "storms, cable faults, broken mains"},
        "as_of": f"As at {words.moment(asking.now())}.",
        "table": table if len(page) else None, "empty": _empty(may=may), "pages": _pages(page),
        "actions": [{"label": "Record an incident", "href": "/incidents/new/"}] if may else [],
    })


def _row(incident: Incident) -> list[dict[str, Any]]:
    told = totals.of(incident)
    return [{"text": incident.name, "href": f"/incidents/{incident.pk}/"}, {"text": KINDS[incident.kind].title},
            {"text": words.moment(incident.made_at)}, {"text": shown.STATE_WORDS[keeping.standing(incident)]},
            {"text": f"{told['customers']:,}", "num": True}, {"text": shown.pounds(told["amount"]), "num": True}]


def _empty(*, may: bool) -> dict[str, Any]:
    action = {"href": "/incidents/new/", "label": "Record an incident"} if may else None
    return {"title": "No incidents yet", "text": "A storm, a cable fault or a broken main is kept here with every customer who lost supply.",
            "lines": [], "action": action, "second": None, "note": None if may else keeping.WHO_UPLOADS}


def _pages(page: Any) -> dict[str, Any] | None:
    if page.paginator.num_pages < 2:
        return None
    address = "/incidents/?page={}".format
    return {"words": f"Page {page.number} of {page.paginator.num_pages}", "previous": address(page.number - 1) if page.has_previous() else None,
            "next": address(page.number + 1) if page.has_next() else None}


@require_http_methods(["GET", "HEAD", "POST"])
@asking.refusals_as_pages
def new(request: HttpRequest) -> HttpResponse:
    """Choose a kind, then say what all its customers share."""
    keeping.permit(request.user)
    kind = request.GET.get("kind", "")
    if kind not in KINDS:
        return _choose(request)
    form, op_id = FORMS[kind](request.POST if request.method == "POST" else None, initial={"nation": "england"}), asking.new_op_id()
    if request.method == "POST":
        op_id = request.POST.get("op_id")
        try:
            answer = creating.create(kind, form.given() | {"op_id": op_id}, by=request.user, now=asking.now())
            return HttpResponseRedirect(f"/incidents/{answer.ids['incident']}/upload/")
        except (Unacceptable, Conflict) as refused:
            form.refuse(refused)
    return _form(request, kind, form, op_id)


def _choose(request: HttpRequest) -> HttpResponse:
    lines = [{"href": f"/incidents/new/?kind={kind.name}", "link": kind.title, "text": f". {kind.about}."} for kind in KINDS.values()]
    return render(request, "incidents/kinds.html", {
        "heading": {"title": "Record an incident: what happened?", "small": ""},
        "empty": {"title": "What kind of incident is it?", "text": "The kind says which payment right applies.", "lines": lines, "action": None,
                  "second": None, "note": None},
    })


def _form(request: HttpRequest, kind: str, form: IncidentForm, op_id: str | None) -> HttpResponse:
    about = KINDS[kind]
    return render(request, "complaints/move.html", {
        "heading": {"title": f"Record an incident: {about.title.lower()}", "small": about.about}, "form": form, "op_id": op_id, "version": None,
        "submit": "Go on to the file", "back": BACK, "note": "Nothing is owed to anybody before customers are uploaded.", "danger": False,
        "action": f"/incidents/new/?kind={kind}", "due": None, "side": None, "what_next": None,
    }, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@asking.refusals_as_pages
def correct(request: HttpRequest, number: int) -> HttpResponse:
    """The shared facts anew; the customers are worked out again afterwards."""
    keeping.permit(request.user)
    incident = keeping.find(number)
    form = FORMS[incident.kind](request.POST if request.method == "POST" else None, initial=_initial(incident))
    op_id, version, status = asking.new_op_id(), str(incident.version), 200
    if request.method == "POST":
        op_id, version = request.POST.get("op_id"), request.POST.get("version", "")
        try:
            creating.correct(number, form.given() | {"op_id": op_id, "version": version}, by=request.user, now=asking.now())
            return HttpResponseRedirect(f"/incidents/{number}/")
        except (Unacceptable, Conflict) as refused:
            form.refuse(refused)
            status = refused.status
    return render(request, "complaints/move.html", {
        "heading": {"title": f"Correct the facts of {incident.name}", "small": KINDS[incident.kind].about},
        "form": form, "not_yet": "changed", "op_id": op_id,
        "version": version, "submit": "Correct the facts", "back": {"href": f"/incidents/{number}/", "label": "Back to the incident"}, "note": "",
        "danger": False, "action": "", "due": None, "side": None,
        "what_next": ["The customers stand as they are until they are worked out again."],
    }, status=status)


def _initial(incident: Incident) -> dict[str, Any]:
    said = {True: "yes", False: "no"}
    told = {name: said.get(value, value) if isinstance(value, bool) else value for name, value in incident.facts.items()}
    if told.get("aware_at"):
        told["aware_at"] = shown.local_input(told["aware_at"])
    return told | {"name": incident.name, "nation": incident.nation}
