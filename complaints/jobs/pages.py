"""`/jobs/` and `/jobs/ID/`: the person's own long work, how far it is, and what came out."""

from itertools import islice
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from complaints.bulk.acts import BY_JOB
from complaints.bulk.pages import result as bulk
from complaints.case.pages import asking
from complaints.case.pages.heads import name_of
from complaints.case.reading import hidden, visible
from complaints.clocks import words
from complaints.intake.importing import MAY_IMPORT
from complaints.intake.job import problems
from complaints.jobs import following, services, shown, steering
from complaints.jobs.models import Job
from complaints.record import access
from complaints.reports import filed, worked_out
from complaints.reports.pages import download, pack, waiting
from staff.pages import local_path
from staff.sessions import address_of

PAGE = 50
SHOWN = 20
HEAD = ("Job", "Started", "By", "State", "Counts")
PROBLEM_HEAD = ("Line", "Column", "Why")
TROUBLE_HEAD = ("Which", "Why", "What to do")
UNSEEN = [{"text": "A restricted complaint"}, {"text": "Only those who may see it are told."}, {"text": "Nothing"}]
ROOMS = {"verify_audit": {"href": "/audit/", "label": "See the audit"}, "holidays": {"href": "/holidays/", "label": "See the bank holidays"}}
STANDING = {"running": "running", "queued": "waiting", "failed": "failed", "stopped": "stopped"}
READS_ROWS = ("import", "incident", "incident_letters")


@require_safe
def jobs(request: HttpRequest) -> HttpResponse:
    """The newest first; an administrator sees everybody's."""
    following.learn(request.session, request.user, now=asking.now())
    rows = services.own(request.user)
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    table = {"caption": "Jobs", "head": [{"text": text} for text in HEAD], "rows": [shown.line(job, request.user) for job in page]}
    may_import = request.user.role in MAY_IMPORT
    return render(request, "jobs/list.html", {
        "heading": {"title": f"Jobs: {_standing(rows)}", "small": words.count_words(page.paginator.count, "job")},
        "as_of": f"As at {words.moment(asking.now())}.",
        "table": table if len(page) else None, "empty": _empty(may_import=may_import), "pages": _pages(page),
        "actions": [{"label": "Import a file", "href": "/complaints/import/"}] if may_import else [],
    })


def _standing(rows: Any) -> str:
    """What goes on, and what did not come to its end."""
    counted = dict(rows.order_by().values_list("state").annotate(Count("pk")))
    told = [f"{counted[state]} {said}" for state, said in STANDING.items() if counted.get(state)]
    return ", ".join(told if set(counted) & {"running", "queued"} else ["none running", *told])


def _empty(*, may_import: bool) -> dict[str, Any]:
    action = {"href": "/complaints/import/", "label": "Import a file"} if may_import else {"href": "/", "label": "Go to your work"}
    return {"title": "No jobs yet", "text": "Imports and other long work are listed here, with what came out of them.", "lines": [],
            "action": action, "second": None, "note": None}


def _pages(page: Any) -> dict[str, Any] | None:
    if page.paginator.num_pages < 2:
        return None
    return {"words": f"Page {page.number} of {page.paginator.num_pages}",
            "previous": f"/jobs/?page={page.number - 1}" if page.has_previous() else None,
            "next": f"/jobs/?page={page.number + 1}" if page.has_next() else None}


@require_safe
@asking.refusals_as_pages
def job(request: HttpRequest, number: int) -> HttpResponse:
    """One job. Without script the page renews itself; with it only the box does."""
    found, now = services.find(number, request.user), asking.now()
    following.follow(request.session, found, request.user, now=now)
    if found.by_id != request.user.pk:
        access.looked(request.user, None, "job of somebody else", now=now, address=address_of(request) or "")
    gone = services.is_gone(found, now)
    return render(request, "jobs/job.html", {
        "job": shown.job_told(found, request.user, now), "as_of": f"As at {words.moment(now)}.",
        "failed": None if gone else _failed(found, request.user),
        "failed_title": f"{shown.spoken(found).failed.capitalize()}, {shown.number(found.failed)}",
        "acts": [] if gone else _led(_acts(found, request.user)), "result": [] if gone else _result(found),
        **({} if gone or found.kind not in BY_JOB else bulk.made(found, request.user)),
    })


def _failed(found: Job, person: Any) -> dict[str, Any] | None:
    if found.problems:
        return _troubles(found, person)
    if not found.failed or found.kind not in READS_ROWS:
        return None
    rows = [[{"text": str(problem.line), "num": True}, {"text": problem.column or "The whole row"}, {"text": problem.reason}]
            for problem in islice(problems(found.pk), SHOWN)]
    return _table(f"Rejected rows, the first {SHOWN}" if found.failed > SHOWN else "Rejected rows", PROBLEM_HEAD, rows)


def _troubles(found: Job, person: Any) -> dict[str, Any]:
    """The items that failed. Names of customers are looked up now, for this person: the job keeps none. Somebody else's job names no
    complaint that this person may not see."""
    told, shut = found.problems[:SHOWN], _shut(found, person)
    rows = visible(person).select_related("customer").filter(reference__in=[one["item"] for one in told])
    names = {row.reference: name_of(row.customer) for row in rows}
    lines = [UNSEEN if one["item"] in shut else [_which(one["item"], names), {"text": one["why"]}, _todo(one)] for one in told]
    head = f"What failed, the first {SHOWN}" if len(found.problems) > SHOWN else "What failed"
    return _table(head, TROUBLE_HEAD, lines)


def _shut(found: Job, person: Any) -> set[str]:
    if found.by_id == person.pk:
        return set()
    return set(hidden(person).filter(reference__in=[one["item"] for one in found.problems[:SHOWN]]).values_list("reference", flat=True))


def _which(item: str, names: dict[str, str]) -> dict[str, Any]:
    return {"text": f"{item}, {names[item]}", "href": f"/c/{item}/"} if item in names else {"text": item}


def _todo(one: dict[str, str]) -> dict[str, Any]:
    link = {"href": one["href"]} if one["href"] else {}
    return {"text": one["todo"] or "Nothing", **link}


def _table(caption: str, head: tuple[str, ...], rows: list) -> dict[str, Any]:
    return {"caption": caption, "head": [{"text": text} for text in head], "rows": rows}


def _acts(found: Job, person: Any) -> list[dict[str, Any]]:
    if found.state not in services.ENDED:
        return [] if found.stop_asked else [_act(found, "stop", f"Stop after the {shown.spoken(found).item}s at hand")]
    acts = []
    if steering.may_resume(found, person):
        acts.append(_act(found, "resume", f"Go on with the {shown.number(found.total - found.done - found.failed)} left"))
    if steering.may_retry(found, person):
        acts.append(_act(found, "retry", f"Try the {shown.number(len(found.problems))} that failed again"))
    return [*acts, *bulk.again(found, person)]


def _led(acts: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The first is what the page is for; to stop is never that."""
    return [{**act, "css": "btn-quiet" if place or act.get("action", "").endswith("/stop/") else "btn-primary"} for place, act in enumerate(acts)]


def _act(found: Job, what: str, label: str) -> dict[str, Any]:
    return {"label": label, "action": f"/jobs/{found.pk}/{what}/", "fields": [{"name": "op_id", "value": asking.new_op_id()}]}


def _result(found: Job) -> list[dict[str, str]]:
    if "incident" in found.params:
        return _of_incident(found)
    if found.kind == "case_file":
        return _of_case_file(found)
    if found.kind == "report_pack":
        return pack.links(found.pk, made=bool(found.result.get("file")))
    if found.kind == filed.KIND:
        return download.of_job(found)
    if found.kind == worked_out.KIND:
        return waiting.of_job(found)
    if found.kind in BY_JOB:
        return bulk.links(found)
    if found.kind != "import":
        return _of_room(found)
    links = _rejected(found)
    if found.state in services.ENDED and found.result.get("created"):
        links.append({"href": "/complaints/?view=all", "label": "See all complaints"})
    return links


def _of_room(found: Job) -> list[dict[str, str]]:
    """The page that the work was asked for on."""
    if "data_request" in found.params:
        return [{"href": f"/privacy/requests/{found.params['data_request']}/", "label": "See the request"}]
    if "batch" in found.params:
        return [{"href": f"/privacy/disposals/{found.params['batch']}/", "label": "See the disposal"}]
    return [ROOMS[found.kind]] if found.kind in ROOMS else []


def _of_case_file(found: Job) -> list[dict[str, str]]:
    base, event = f"/c/{found.params['complaint']}/file/", found.result.get("event")
    made = [{"href": f"{base}{event}.zip", "label": "Download the case file"}] if event else []
    return [*made, {"href": base, "label": "See what is in it"}]


def _rejected(found: Job) -> list[dict[str, str]]:
    link = {"href": f"/complaints/import/{found.pk}/rejected.csv", "label": "Download the rejected rows (CSV)"}
    return [link] if found.failed and found.kind in READS_ROWS else []


def _of_incident(found: Job) -> list[dict[str, str]]:
    return [*_rejected(found), {"href": f"/incidents/{found.params['incident']}/", "label": "See the incident"}]


def _steer(request: HttpRequest, number: int, do: Any) -> HttpResponse:
    answer = do(number, {"op_id": request.POST.get("op_id")}, by=request.user, now=asking.now())
    return HttpResponseRedirect(f"/jobs/{answer.ids['job']}/")


@require_POST
@asking.refusals_as_pages
def put_away(request: HttpRequest, number: int) -> HttpResponse:
    """The strip that says how a job ended goes; the person stays on the page on which it stood."""
    following.put_away(request.session, services.find(number, request.user), request.user, now=asking.now())
    return HttpResponseRedirect(local_path(request.POST.get("back", "")))


@require_POST
@asking.refusals_as_pages
def stop(request: HttpRequest, number: int) -> HttpResponse:
    return _steer(request, number, steering.stop)


@require_POST
@asking.refusals_as_pages
def resume(request: HttpRequest, number: int) -> HttpResponse:
    return _steer(request, number, steering.resume)


@require_POST
@asking.refusals_as_pages
def retry(request: HttpRequest, number: int) -> HttpResponse:
    return _steer(request, number, steering.retry)
