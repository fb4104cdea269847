"""`/complaints/bulk/`: what was ticked in a list, what will change and what can't, and then the work itself.

The list posts `ref` and `do`; the page it opens posts `seen` (reference and version) beside its fields. Nothing is done that was
not shown: where what is chosen on the page refuses more than stood there, the page comes again.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from hashlib import sha256
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from complaints.bulk import job, planning, services, whole
from complaints.bulk.acts import AT_ONCE, Act, AssignTo
from complaints.bulk.pages import printing, shown
from complaints.bulk.pages.forms import form_for
from complaints.bulk.planning import Plan
from complaints.case.pages import asking
from complaints.case.pages.forms import GatheringForm
from complaints.clocks import words
from complaints.drafts import services as drafts
from complaints.jobs.models import Job
from complaints.record.parsing import Shape, parse
from complaints.record.refusals import Conflict, Refused, Unacceptable
from workdays import london

ADDRESS = "/complaints/bulk/"
# In the address of a draft: what was to be done, and a mark of the complaints that it was to be done with.
OF_DRAFTS = ("do", "of")
MORE_REFUSED = "More can’t be done with this choice than stood here. Nothing has changed yet; what can’t is listed below."


@require_http_methods(["GET", "HEAD", "POST"])
@asking.refusals_as_pages
def bulk(request: HttpRequest) -> HttpResponse:
    """From the list: the page that shows what would happen. From that page: what was decided there."""
    if request.method != "POST":
        return _begun(request)
    name, seen = request.POST.get("do", ""), _seen(request)
    ticked = [*seen] or _ticked(request)
    if not ticked:
        messages.info(request, planning.TICK_FIRST)
        return HttpResponseRedirect(_list(request))
    if name == "take":
        return _take(request, ticked)
    if name == "print":
        return printing.page(request, ticked, _list(request))
    return _confirmed(request, services.act_of(name), seen) if seen else asked(request, services.act_of(name), ticked)


def _ticked(request: HttpRequest) -> list[str]:
    """Of a list: what is ticked, or with `whole` all that it holds now, on its other pages too."""
    if request.POST.get("whole"):
        return whole.references(request.POST.get("list", ""), by=request.user, today=_today())
    return request.POST.getlist("ref") or request.POST.getlist("complaint")


def _today() -> date:
    return london.day_of(asking.now())


def _list(request: HttpRequest) -> str:
    """Back to the list that it came from: its narrowing is the query of this address."""
    narrowing = _narrowing(request)
    return f"/complaints/?{narrowing}" if narrowing else "/complaints/"


def _narrowing(request: HttpRequest) -> str:
    asked = request.GET.copy()
    for own in OF_DRAFTS:
        asked.pop(own, None)
    return asked.urlencode()


def _place(request: HttpRequest, act: Act, references: Iterable[str]) -> str:
    """Where the words are kept: one draft for each act and set of complaints, found again by opening this address."""
    mark = sha256(",".join(sorted(references)).encode()).hexdigest()[:12]
    own = urlencode({"do": act.name, "of": mark})
    whole = f"{ADDRESS}?{_narrowing(request)}&{own}" if _narrowing(request) else f"{ADDRESS}?{own}"
    return whole if len(whole) <= drafts.LONGEST_PLACE else f"{ADDRESS}?{own}"


def _begun(request: HttpRequest) -> HttpResponse:
    """The page with what this person had typed before a time-out, for the same complaints; otherwise the list."""
    found = drafts.of(request.user.pk, request.get_full_path())
    ticked = [typed.rpartition(":")[0] for typed in found.fields.get("seen", ())] if found else []
    return asked(request, services.act_of(request.GET.get("do", "")), ticked) if ticked else HttpResponseRedirect(_list(request))


def _seen(request: HttpRequest) -> dict[str, int]:
    found: dict[str, int] = {}
    for typed in request.POST.getlist("seen"):
        reference, _, version = typed.rpartition(":")
        if reference and (number := asking.number(version)) is not None:
            found[reference] = number
    return found


def asked(request: HttpRequest, act: Act, ticked: Sequence[str], **initial: str) -> HttpResponse:
    """The page as it is opened from a list; `initial` is chosen already."""
    chosen = parse(act.shape, initial) if initial else None
    plan = planning.plan(act, ticked, chosen, by=request.user, today=_today())
    form = form_for(act.name, None, request.user, _today(), **initial)
    return _page(request, act, plan, form, op_id=asking.new_op_id())


def _confirmed(request: HttpRequest, act: Act, seen: Mapping[str, int]) -> HttpResponse:
    """Do it, or come again: with what was typed wrong, or with what the choice refuses beyond what stood there."""
    form = form_for(act.name, request.POST, request.user, _today())
    op_id = request.POST.get("op_id")
    given = {**form.given(), "op_id": op_id, "items": [[ref, version] for ref, version in seen.items()]}
    try:
        if before := services.started(act.name, given, by=request.user):
            return HttpResponseRedirect(f"/jobs/{before}/")
        plan = planning.plan(act, [*seen], parse(act.shape, form.given()), by=request.user, today=_today(), seen=seen)
        if plan.can and not _more_than_shown(request, act, plan, seen):
            return _started(request, act, given)
        form.add_error(None, MORE_REFUSED)
    except Unacceptable as refused:
        form.refuse(refused)
        plan = planning.plan(act, [*seen], None, by=request.user, today=_today(), seen=seen)
    return _page(request, act, plan, form, op_id=op_id, seen=seen, status=422)


def _more_than_shown(request: HttpRequest, act: Act, plan: Plan, seen: Mapping[str, int]) -> bool:
    """One that somebody changed meanwhile is told by the result; what the new choice refuses is told before."""
    before = planning.plan(act, [*seen], _shown_choice(request, act), by=request.user, today=_today(), seen=seen)
    return len(plan.cannot) > len(before.cannot)


def _shown_choice(request: HttpRequest, act: Act) -> Shape | None:
    """What was chosen when the page was drawn; None where nothing was."""
    chosen = request.POST.get("shown_with", "")
    try:
        return parse(act.shape, {act.decides: chosen}) if act.decides and chosen else None
    except Refused:
        return None


def _started(request: HttpRequest, act: Act, given: dict[str, Any]) -> HttpResponse:
    number = services.start(act.name, given, by=request.user, now=asking.now()).ids["job"]
    if len(given["items"]) <= AT_ONCE:
        job.at_once(number, clock=asking.now)
    return HttpResponseRedirect(f"/jobs/{number}/")


def _take(request: HttpRequest, ticked: list[str]) -> HttpResponse:
    """Assign to me: at once where all of them can, else by way of the page that says which can't."""
    act, to = services.act_of("assign"), f"person:{request.user.username}"
    plan = planning.plan(act, ticked, AssignTo(to=to), by=request.user, today=_today())
    if plan.cannot or plan.total > AT_ONCE:
        return asked(request, act, ticked, to=to)
    items = [[row.reference, row.version] for row in plan.can]
    try:
        done = services.start("assign", {"op_id": request.POST.get("op_id"), "to": to, "items": items}, by=request.user, now=asking.now())
    except (Conflict, Unacceptable):  # a page that was gone back to: its op_id is spent
        return asked(request, act, ticked, to=to)
    job.at_once(done.ids["job"], clock=asking.now, told=True)
    if not Job.objects.filter(pk=done.ids["job"], state="done", failed=0).exists():  # somebody was quicker
        return HttpResponseRedirect(f"/jobs/{done.ids['job']}/")
    one = f"{plan.can[0].reference} is" if plan.total == 1 else f"{words.count_words(plan.total, 'complaint')} are"
    messages.success(request, f"{one} yours now.")
    return HttpResponseRedirect(_list(request))


def _page(request: HttpRequest, act: Act, plan: Plan, form: GatheringForm, *, op_id: str | None, seen: Mapping[str, int] | None = None,
          status: int = 200) -> HttpResponse:
    rows = [*plan.can, *(refusal.complaint for refusal in plan.cannot if refusal.complaint)]
    versions = {row.reference: row.version for row in rows} | {refusal.reference: 0 for refusal in plan.cannot if not refusal.complaint}
    context = {
        "heading": shown.heading(act, plan), "form": form, "place": _place(request, act, versions),
        "op_id": op_id or asking.new_op_id(), "do": act.name,
        "seen": [f"{reference}:{version}" for reference, version in (versions | dict(seen or {})).items()],
        "shown_with": getattr(plan.wanted.asked, act.decides, "") if act.decides else "",
        "will": shown.will(plan, _today()), "cannot": shown.cannot(plan), "columns": shown.columns(act),
        "note": shown.note(plan), "submit": shown.submit(act, plan), "back": {"href": _list(request), "label": "Back to the list"},
        "action": f"{ADDRESS}?{_narrowing(request)}" if request.path == ADDRESS and _narrowing(request) else ADDRESS,
    }
    return render(request, "bulk/preview.html", context, status=status)

