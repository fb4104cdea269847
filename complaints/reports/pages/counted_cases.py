"""`/reports/<name>/cases/`: what one number of a counted report counts, newest first, with the number in the title."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from complaints.case.pages import asking
from complaints.case.reading import hidden
from complaints.record.refusals import Unacceptable, Unknown
from complaints.reports import keyset, reading
from complaints.reports.counted import Population
from complaints.reports.keyset import MOST
from complaints.reports.pages import case_lines
from complaints.reports.pages import period as picked
from complaints.reports.pages.about_number import with_columns
from complaints.reports.pages.complaint_cases import EMPTY, hidden_words, pages_of, span, typed
from complaints.reports.pages.speaking import case_title
from complaints.reports.periods import Asked
from complaints.reports.populations import population_of

NO_SUCH = "The report has no such number."


@require_safe
@asking.refusals_as_pages
def cases(request: HttpRequest, name: str) -> HttpResponse:
    """`what` is the figure; `from`, `to` and `as_of` as on the report; what its row is told apart by; `after` or `before` a key."""
    report, now = reading.find(name, by=request.user), asking.now()
    what = request.GET.get("what", "")
    label = typed(request, "of")
    population = population_of(name, what, label)
    if population is None:
        raise Unknown(NO_SUCH)
    form, asked = picked.asked_of(request, now=now, by_default=report.by_default)
    if asked is None:
        raise Unacceptable(next(sentence for sentences in form.errors.values() for sentence in sentences))
    apart = _apart(request, population) | ({"of": label} if label else {})
    rows = population.behind(what, asked.period, asked.as_of, now, **{key: value for key, value in apart.items() if key != "of"})
    seen, others = _seen(rows, population, request.user)
    page = keyset.page_of(case_lines.with_parts(seen, population), after=typed(request, "after"), before=typed(request, "before"))
    title = f"{case_title(name, what, keyset.counted_to(seen) + others, MOST)}{case_lines.told_apart(apart)}{span(asked.period)}"
    return render(request, "reports/complaint_cases.html", {
        "title": title, "as_of": picked.recorded_words(asked, now), "back": _back(name, asked), "pages": pages_of(request, page),
        "table": with_columns(case_lines.table(title, page.rows), name, page.rows) if page.rows else None, "hidden": hidden_words(others),
        "empty": None if page.rows else EMPTY | {"action": _back(name, asked)},
    })


def _apart(request: HttpRequest, population: Population) -> dict[str, str]:
    return {name: typed(request, name) for name in population.apart if request.GET.get(name)}


def _seen(rows: QuerySet, population: Population, person: Any) -> tuple[QuerySet, int]:
    """The rows that the person may see, and how many there are beside them."""
    shut, of = hidden(person).values("pk"), population.of or "pk"
    if population.of is None or not shut.exists():
        return rows, 0
    return rows.exclude(**{f"{of}__in": shut}), rows.filter(**{f"{of}__in": shut}).count()


def _back(name: str, asked: Asked) -> dict[str, str]:
    return {"label": "Back to the report", "href": f"/reports/{name}/?{picked.query(asked.period, asked.as_of)}"}
