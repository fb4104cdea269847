"""`/audit/`: whether the record holds, as it was checked last and before, and where to look who did and saw what."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from complaints.audit import checking
from complaints.audit.models import AuditCheck
from complaints.audit.rights import check_may_audit
from complaints.case.pages import asking
from complaints.clocks import words
from complaints.jobs import following, services
from complaints.jobs.models import Job
from config.frame import exists

SHOWN = 20
HEAD = ("Checked", "Chains", "Events", "Erased words", "Came out")
PLACES = (
    ("/audit/looks/", "Who saw what", "Every look at a complaint, and every refused one: by complaint, by person, by day."),
    ("/audit/security/", "Sign-in and permissions", "Who signed in, who was refused, and every change of a role, a team or a password."),
    ("/audit/security/?group=roles", "Changes of roles and teams", "Who may do what, since when, and who gave it to them."),
    ("/exports/", "Exports", "Every file that left the desk with complaints in it."),
    ("/compliance/", "Compliance", "What changed, what is missed and what waits."),
)


@require_safe
@asking.refusals_as_pages
def index(request: HttpRequest) -> HttpResponse:
    check_may_audit(request.user)
    found = list(AuditCheck.objects.all()[:SHOWN])
    running = Job.objects.filter(kind=checking.KIND, by=request.user).exclude(state__in=services.ENDED).order_by("-pk").first()
    return render(request, "audit/index.html", {
        "heading": {"title": _title(found[0] if found else None), "small": "Each event names the hash of the one before it."},
        "broken": _broken(found[0]) if found and not found[0].holds else "", "facts": _facts(found[0]) if found else [],
        "running": f"/jobs/{running.pk}/" if running else "", "op_id": asking.new_op_id(), "table": _table(found) if found else None,
        "places": [{"href": href, "label": label, "text": text} for href, label, text in PLACES if exists(href)],
    })


def _title(last: AuditCheck | None) -> str:
    if last is None:
        return "Audit: the record has not been checked yet"
    return f"Audit: the record {'holds' if last.holds else 'is broken'}, checked {words.moment(last.at)}"


def _broken(last: AuditCheck) -> str:
    """"Event 5 of LM-26-00017-K: the event was changed.\""""
    where = f"{last.broken_complaint}: " if last.broken_complaint else ""
    sentence = (f"event {last.broken_seq} of {where}" if last.broken_seq else where) + last.broken_why
    return f"{sentence[:1].upper()}{sentence[1:]}. Tell your administrator; the check put nothing right."


def _facts(last: AuditCheck) -> list[dict[str, str]]:
    took = round((last.at - last.began_at).total_seconds())
    kept = f"Up to event {last.settled_mark:,}; the next check is held to it" if last.settled_mark else "Nothing yet: the next check keeps more"
    told = (
        ("Checked", f"{words.moment(last.began_at)}, in {words.count_words(took, 'second')}"), ("Chains", f"{last.chains:,}"),
        ("Events", f"{last.events:,}"), ("Events whose words were erased", f"{last.erased:,}; their hashes still fit"),
        ("Heads of all complaints", f"SHA-256 {last.heads}"), ("Head of the desk’s own chain", last.desk_head or "No event yet"),
        ("Kept of it", f"SHA-256 {last.heads_then}. {kept}."),
    )
    return [{"name": name, "text": text} for name, text in told]


def _table(found: list[AuditCheck]) -> dict[str, Any]:
    rows = [[{"text": words.moment(one.at)}, {"text": f"{one.chains:,}", "num": True}, {"text": f"{one.events:,}", "num": True},
             {"text": f"{one.erased:,}", "num": True}, {"text": "Holds" if one.holds else _broken(one), "strong": not one.holds}] for one in found]
    head = [{"text": text, "num": 0 < place < 4} for place, text in enumerate(HEAD)]
    return {"caption": "The last checks, the newest first", "head": head, "rows": rows}


@require_POST
@asking.refusals_as_pages
def check(request: HttpRequest) -> HttpResponse:
    """`/audit/check/`: as long work; its page says how far it is."""
    now = asking.now()
    answer = checking.ask({"op_id": request.POST.get("op_id")}, by=request.user, now=now)
    following.follow(request.session, Job.objects.get(pk=answer.ids["job"]), request.user, now=now)
    messages.success(request, "The whole record is being checked. How it came out will stand on the page of the audit.")
    return HttpResponseRedirect(f"/jobs/{answer.ids['job']}/")
