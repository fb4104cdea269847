"""Lists of 50 rows on the filled desk: statements, depth, groups and ticks counted, and beside django-tables2 on the same rows.

django-tables2 counts the rows and skips to its page; "with counts" it also counts the groups and each kind of tick, as a page that shows them must.
"""

from collections.abc import Iterator

import django_tables2
from django.core.cache import cache
from django.db import connection
from django.db.models import Count
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.test import Client, RequestFactory, override_settings
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from complaints.case.models import Complaint
from complaints.lists import counting, holding, paging
from complaints.lists.wanted import Wanted
from staff.models import Person
from tests.bench.desk import Line, best
from tests.bench.filled import PLAIN, filled, size_line
from tests.bench.goals import Goals
from workdays import london

DEEP = 0.9
LIST = "/complaints/?view=all"
MOST_STATEMENTS, FASTER, DEPTH = 8, 8, 1.2
REQUEST = RequestFactory(SERVER_NAME="127.0.0.1").get(LIST)
TICKS = ("state", "stage", "nation", "customer__customer_type", "owner__full_name", "team__name", "category__name", "restricted",
         "ordinary", "listed")


class Table(django_tables2.Table):
    """The columns of the list."""

    class Meta:
        model = Complaint
        fields = ("reference", "customer.name", "category.name", "stage", "next_kind", "next_due_on", "owner.full_name", "received_at",
                  "last_contact_at")
        orderable = False


def run() -> Iterator[Line]:
    """Statements beside eight; a whole page at the beginning and at 90 % depth; what django-tables2 takes beside it; the counts by themselves."""
    with filled() as people, override_settings(STORAGES=PLAIN):
        yield size_line()
        person, goals = people["agent"], Goals()
        client = Client(SERVER_NAME="127.0.0.1")
        client.force_login(person)
        late = int(_rows(person).count() * DEEP) // paging.PAGE
        deep = f"{LIST}&after={_cursor(person)}"
        first, behind, theirs, theirs_deep, counted = best(
            lambda: _get(client, LIST), lambda: _get(client, deep), lambda: _tables2(person, 1), lambda: _tables2(person, late),
            lambda: _tables2(person, 1, counts=True))
        statements = _statements(client)
        yield "list_statements", statements, "statements", statements / MOST_STATEMENTS
        yield "list_page", first * 1e3, "ms", 1
        yield "list_at_90_percent_depth", behind * 1e3, "ms", behind / first
        yield "django_tables2_with_counts", counted * 1e3, "ms", counted / first
        yield "django_tables2_without_counts_of_ticks", theirs * 1e3, "ms", theirs / first
        yield "django_tables2_at_90_percent_depth", theirs_deep * 1e3, "ms", theirs_deep / behind
        yield "list_counts_at_most_once_a_minute", 1e3 * _counted(person), "ms", 1
        goals.at_most("statements of a list", statements, MOST_STATEMENTS)
        goals.at_most("90 % depth beside page 1", behind / first, DEPTH)
        goals.at_least("django-tables2 with counts beside a list", counted / first, FASTER)
        goals.told()


def _get(client: Client, address: str) -> None:
    response = client.get(address)
    assert response.status_code == 200, (address, response.status_code)


def _statements(client: Client) -> int:
    """Of a page whose counts are not kept from before."""
    cache.clear()
    with CaptureQueriesContext(connection) as told:
        _get(client, LIST)
    return len(told)


def _rows(person: Person):
    rows = holding.held(person, Wanted("all"), london.day_of(timezone.now())).select_related("customer", "owner", "team", "category")
    return rows.defer("description", "wanted")


def _cursor(person: Person) -> str:
    """Of the row at 90 % of the open complaints."""
    sort, rows = paging.SORTS["due"], _rows(person)
    return paging.cursor_of(paging.ordered(rows, sort)[int(rows.count() * DEEP)], sort)


def _tables2(person: Person, page: int, *, counts: bool = False) -> HttpResponse:
    """Its table alone, without a frame, a session or a navigation around it."""
    rows = _rows(person)
    table = Table(paging.ordered(rows, paging.SORTS["due"]))
    table.paginate(page=page, per_page=paging.PAGE)
    told = [list(rows.order_by().values(tick).annotate(number=Count("pk"))) for tick in TICKS] if counts else []
    return HttpResponse(render_to_string("django_tables2/bootstrap5.html", {"table": table, "told": told}, REQUEST))


def _counted(person: Person) -> float:
    """Seconds of the counts where none are kept."""
    now = timezone.now()

    def work() -> None:
        cache.clear()
        counting.counted(person, Wanted("all"), london.day_of(now), now=now)
    return best(work)[0]
