"""`/reports/deadlines/cases/`: the deadlines behind one number of the reports `deadlines` and `breaches`."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import parse_qsl

from django.db.models import F, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from complaints.calendar.due import DUTIES, with_case
from complaints.case.pages import asking
from complaints.case.reading import hidden
from complaints.clocks import words
from complaints.clocks.kinds import Kind
from complaints.clocks.models import Deadline
from complaints.compliance import causes
from complaints.record.refusals import Unacceptable, Unknown
from complaints.reports import due_counting, keyset, reading
from complaints.reports.pages import deadline_lines
from complaints.reports.pages import period as picked
from complaints.reports.pages.complaint_cases import EMPTY, NEWEST_FIRST, counted, hidden_words, pages_of, span, typed
from complaints.reports.periods import Asked
from complaints.reports.teams import NONE, team_names
from workdays import london

TITLES = {"due": "with their day in the period", "met": "met", "met_late": "met late", "late": "late", "open": "open", "breaches": "missed",
          "with_reason": "missed for a reason that is told", "signed": "missed and signed off in the register",
          "set_aside": "of complaints set aside"}
# Those that hold what is late beside what is not.
MIXED, LATE_FIRST = ("due", "breaches"), "Still late first, then newest first"
MISSED = ("met_late", "late", "breaches", "with_reason", due_counting.SIGNED)
OF_BREACHES = ("breaches", due_counting.SIGNED)
RESTRICTED = ("deadline of a restricted complaint", "deadlines of restricted complaints")
assert set(TITLES) == {"due", "breaches", "with_reason", due_counting.ASIDE, due_counting.SIGNED, *due_counting.STANDS}


@dataclass(frozen=True, slots=True)
class Number:
    """Which number it is: `team` and `cause` as in the address: "" for any, NONE for those without."""

    what: str
    kind: str
    team: str
    cause: str

    @property
    def apart(self) -> dict[str, str]:
        """What `due_counting.behind` is asked."""
        told = {"team": self.team, "cause": self.cause}
        return {"what": self.what, "kind": self.kind, **{name: "" if text == NONE else text for name, text in told.items() if text}}

    @property
    def words(self) -> str:
        team = "no team" if self.team == NONE else self.team
        cause = "nothing written yet" if self.cause == NONE else causes.name_of(self.cause) if self.cause else ""
        return "".join(f", {text}" for text in (words.title(self.kind) if self.kind else "", team, cause) if text)


@require_safe
@asking.refusals_as_pages
def cases(request: HttpRequest) -> HttpResponse:
    reading.find("deadlines", by=request.user)
    number, now = _number(request), asking.now()
    form, asked = picked.asked_of(request, now=now)
    if asked is None:
        raise Unacceptable(next(sentence for sentences in form.errors.values() for sentence in sentences))
    found = due_counting.behind(asked.period, asked.as_of, now, **number.apart).annotate(counted_at=F(due_counting.day_column(asked.as_of)))
    shut = hidden(request.user)
    others, seen = found.filter(complaint__in=shut).count(), found.exclude(complaint__in=shut)
    is_mixed = number.what in MIXED
    late, rest = _late_first(seen) if is_mixed else ([], seen)
    page = keyset.page_of(with_case(rest), after=typed(request, "after"), before=typed(request, "before"))
    if page.before is None:
        page = replace(page, rows=[*late, *page.rows])
    told = f"{counted(keyset.counted_to(seen) + others, 'deadline')} {TITLES[number.what]}{number.words}"
    title, back = f"{told}{span(asked.period)}{_late_words(found) if is_mixed else ''}", _back(number.what, asked)
    table = deadline_lines.of(title, page.rows, asked.as_of, london.day_of(asked.as_of or now), reasons=number.what in MISSED) if page.rows else None
    return render(request, "reports/complaint_cases.html", {
        "title": title, "as_of": picked.recorded_words(asked, now), "back": back, "filters": filters(number), "table": table,
        "kept": kept(number, asked), "empty": None if page.rows else EMPTY | {"action": back}, "hidden": hidden_words(others, *RESTRICTED),
        "pages": pages_of(request, page, LATE_FIRST if late else NEWEST_FIRST),
    })


def _number(request: HttpRequest) -> Number:
    what, kind = request.GET.get("what", "due"), request.GET.get("kind", "")
    if what not in TITLES or (kind and kind not in set(Kind)):
        raise Unknown("The report has no such number.")
    return Number(what, kind, typed(request, "team"), typed(request, "cause"))


def filters(number: Number) -> list[dict[str, Any]]:
    """By rule and team; what else is asked goes with them."""
    kinds = {"": "All rules", **{kind: words.title(kind) for kind in DUTIES}}
    teams = {"": "All teams", **{name: name for name in sorted(set(team_names().values()))}, NONE: "No team"}
    return [_choice("kind", "Rule", kinds, number.kind), _choice("team", "Team", teams, number.team)]


def _choice(name: str, label: str, names: Mapping[str, str], chosen: str) -> dict[str, Any]:
    return {"name": name, "label": label, "options": [{"value": value, "label": text, "chosen": value == chosen} for value, text in names.items()]}


def kept(number: Number, asked: Asked) -> list[tuple[str, str]]:
    """What the filters leave as it is."""
    return parse_qsl(picked.query(asked.period, asked.as_of, what=number.what, **({"cause": number.cause} if number.cause else {})))


def _late_first(seen: QuerySet[Deadline]) -> tuple[list[Deadline], QuerySet[Deadline]]:
    """What is late and still runs, the oldest first, and the rest; where it is more than a page, all in the order of their days."""
    found = list(with_case(seen.filter(state=due_counting.LATE)).order_by("counted_at", "pk")[: keyset.PAGE + 1])
    return (found, seen.exclude(state=due_counting.LATE)) if 0 < len(found) <= keyset.PAGE else ([], seen)


def _late_words(found: QuerySet[Deadline]) -> str:
    number = keyset.counted_to(found.filter(state=due_counting.LATE))
    return f", {number:,} still late" if number else ""


def _back(what: str, asked: Asked) -> dict[str, str]:
    name = "breaches" if what in OF_BREACHES else "deadlines"
    return {"label": "Back to the report", "href": f"/reports/{name}/?{picked.query(asked.period, asked.as_of)}"}
