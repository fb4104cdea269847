"""Every address of the program, from its own table of addresses, with a sample for each part that varies. New pages are found by themselves.

A page without parameters needs nothing here. Where an address has a part that is not told in `facts`, the walk fails until it is.
"""

import re
from collections.abc import Iterator
from typing import Any

from django.urls import URLPattern, get_resolver

from complaints.alerts.models import Alert
from complaints.case.models import Category, Complaint, SupplyReport
from complaints.case.stages import MOVES, Stage
from complaints.clocks.models import Deadline
from complaints.jobs.models import Job
from complaints.letters.models import Letter
from complaints.money.models import ConnectionJob, Finding, IncidentCustomer, Payment
from complaints.record.models import Event
from complaints.reports.populations import BY_MONTH, POPULATIONS
from complaints.rules.in_force import PARTS, list_of, mark_of
from complaints.rules.services import clock_rules
from staff.models import Team
from workdays import london

MISSED = Deadline.objects.filter(met_late=True, complaint__isnull=False, kind="first_response")
PART = re.compile(r"<(?:\w+:)?(\w+)>")
# The cases behind a number ask which number it is; the reports lead to them with it.
CASES = {f"/reports/{name}/cases/": f"/reports/{name}/cases/?what={next(iter(of.counts))}&of={of.label}"
         for name, (of, *_) in (POPULATIONS | BY_MONTH).items()}
# States of pages that an address can ask for: empty, nothing found, refused, late, without script.
STATES = (
    "/complaints/?view=mine", "/complaints/?view=queue", "/complaints/?view=reviews", "/complaints/?view=all", "/complaints/?q=zzzzzz",
    "/complaints/?q=mill", "/complaints/new/?channel=letter", "/alerts/?show=all", "/alerts/?show=team", "/nothing/here/",
    "/working-days/?ask=add&start=2026-04-30&days=5&calendar=scotland&counting=day_after", "/working-days/?ask=is&day=2050-01-01",
    "/eligibility/?seen=who&shown=class_of,complaint_began_on&class_of=business&complaint_began_on=2026-01-05",
    "/eligibility/?seen=who&shown=class_of,complaint_began_on&complaint_began_on=soon", "/preferences/?done=saved",
    *(f"/rules/?part={part}" for part in PARTS), "/sign-in/?ended=idle", *CASES.values(),
)


def routes() -> Iterator[tuple[str, str]]:
    """(name, route) of every address but those of the API, which answer JSON."""
    yield from ((name, route) for name, route in _under(get_resolver(), "") if not route.startswith("api/"))


def _under(resolver: Any, before: str) -> Iterator[tuple[str, str]]:
    for entry in resolver.url_patterns:
        route = before + str(entry.pattern)
        if isinstance(entry, URLPattern):
            yield entry.name or route, route
        else:
            yield from _under(entry, route)


def at_each_stage() -> list[Complaint]:
    rows = (Complaint.objects.filter(stage=stage, restricted=False).order_by("pk").first() for stage in Stage)
    return [row for row in rows if row]


def facts() -> dict[tuple[str, str], list[Any]]:
    """Samples by the first part of the address and the name of the part that varies."""
    references = [row.reference for row in at_each_stage()]
    customer = IncidentCustomer.objects.order_by("pk").first()
    events = Event.objects.filter(kind="note").exclude(complaint=None).order_by("pk")
    return {
        ("c", "reference"): references[:1], ("complaints", "reference"): references[:1], ("c", "name"): ["accept"],
        ("c", "deadline"): _first(Complaint.objects.get(reference=references[0]).deadlines), ("c", "seq"): [row.seq for row in events[:1]] or [1],
        ("c", "number"): [1], ("complaints", "number"): _first(Job.objects), ("alerts", "alert"): _first(Alert.objects),
        ("letters", "letter"): _each(Letter, "state"),
        ("letters", "name"): ["submit"], ("jobs", "number"): _each(Job, "state"), ("supply-reports", "report"): _first(SupplyReport.objects),
        ("incidents", "number"): [customer.incident_id], ("incidents", "customer"): [customer.pk], ("incidents", "job"): [1],
        ("incidents", "part"): [1], ("payments", "payment"): _each(Payment, "state"), ("payments", "name"): ["approve", "refuse", "paid"],
        ("connections", "number"): _first(ConnectionJob.objects),
        ("standards", "code"): [Finding.objects.order_by("pk").first().code], ("standards", "number"): [1],
        ("people", "username"): ["agent"],
        ("people", "slug"): [Team.objects.order_by("pk").first().slug], ("people", "action"): ["deactivate", "reset-password"],
        ("settings", "code"): [Category.objects.filter(parent__isnull=False).order_by("pk").first().code], ("settings", "number"): [1],
        ("calendar", "typed"): ["2026-05-11", "2026-05"], ("calendar", "token"): ["none"],
        ("absences", "number"): [1], ("complaints", "ident"): ["none"], ("asked", "ask"): [1], ("settings", "row"): [1],
        ("rules", "mark"): [mark_of(clock_rules().rows[0]), list_of("retention", "resolve").split("/")[-2]], ("rules", "part"): ["retention"],
        ("rules", "code"): ["EL-R5"], ("rules", "book"): ["law"], ("rules", "version"): ["1"],
        ("holidays", "calendar"): ["england-and-wales"], ("holidays", "typed"): ["2026-12-25", "2026-12-24"],
        ("settings", "key"): ["2026-04"], ("settings", "name"): ["name"], ("settings", "kind"): ["none"], ("reports", "name"): ["ombudsman"],
        ("compliance", "name"): ["coming", "back-dated"], ("compliance", "mark"): [f"d{row}" for row in _first(MISSED)],
        ("privacy", "number"): [1],
        ("reports", "number"): [1],
        ("guide", "role"): ["agent", "senior-manager", "compliance-officer", "administrator"],
    }


def cases() -> list[str]:
    """The case at each stage, and each move at the first stage at which somebody may make it."""
    moves: dict[str, str] = {}
    for complaint in at_each_stage():
        for move in MOVES.values():
            if Stage(complaint.stage) in move.sources:
                moves.setdefault(move.name, f"/c/{complaint.reference}/do/{move.name}/")
    stood = [f"/c/{complaint.reference}/as-of/?as_of={london.day_of(complaint.logged_at)}" for complaint in at_each_stage()]
    return [f"/c/{complaint.reference}/" for complaint in at_each_stage()] + stood + list(moves.values())


def _first(rows: Any) -> list[int]:
    return list(rows.order_by("pk").values_list("pk", flat=True)[:1])


def _each(model: Any, column: str) -> list[int]:
    """One of each state."""
    found = dict(model.objects.order_by("-pk").values_list(column, "pk"))
    return sorted(found.values())


def samples(route: str, known: dict[tuple[str, str], list[Any]]) -> list[str]:
    """The addresses of a route. The first part that varies takes each of its samples, the others are tried with the first of those."""
    room, parts = route.partition("/")[0], PART.findall(route)
    told = [known.get((room, part), ["none"]) for part in parts]
    addresses = []
    for place, some in enumerate(told):
        addresses += [_filled(route, [*(one[0] for one in told[:place]), value, *(one[0] for one in told[place + 1:])]) for value in some]
    return list(dict.fromkeys(addresses)) if parts else [f"/{route}"]


def _filled(route: str, values: list[Any]) -> str:
    left = iter(values)
    return "/" + PART.sub(lambda found: str(next(left)), route)



def guided(page: str) -> str:
    """The address of a task of the guide, its braces filled from the demonstration."""
    stages = {complaint.stage: complaint.reference for complaint in at_each_stage()}
    letter = Letter.objects.filter(state="submitted").order_by("pk").values_list("pk", flat=True).first()
    return page.format(**stages, submitted=letter, agent="agent")
