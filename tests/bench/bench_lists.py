"""Lists of 50 rows among BENCH_COMPLAINTS complaints on PostgreSQL: statements, rate beside an empty signed-in page, depth, and
beside a pagination that counts and skips (Django's own Paginator on the same rows; django-tables2, which does the same, is not installed).
"""

import os
from collections.abc import Callable

from django.conf import settings
from django.core.paginator import Paginator
from django.db import connection
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from complaints.intake.load import Asked, load
from complaints.lists import holding, paging
from complaints.lists.wanted import Wanted
from staff.models import Person
from tests.bench.desk import Line, desk, settle, timed
from workdays import london

SIZE = int(os.environ.get("BENCH_COMPLAINTS", "1000000"))
TURNS = 5
DEEP = 0.9
EMPTY, LIST = "/password/", "/complaints/?view=all"


def run() -> list[Line]:
    """Statements of a list; seconds of a page and its rate beside an empty page's; 90 % depth beside page 1; beside COUNT and OFFSET."""
    plain = settings.STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
    with desk("lists") as person, override_settings(STORAGES=plain):
        load(Asked(SIZE), now=timezone.now())
        settle()
        client = Client(SERVER_NAME="127.0.0.1")
        client.force_login(person)
        cursor = _cursor(person)
        deep = f"{LIST}&after={cursor}"
        for address in (EMPTY, LIST, deep):
            _get(client, address)
        empty, first, behind = _best(*(lambda address=address: _get(client, address) for address in (EMPTY, LIST, deep)))
        keyed, counted = _best(lambda: _keyed(person, cursor), lambda: _paged(person))
        return [
            ("list_statements", _statements(client, LIST), "statements", _statements(client, LIST) / 8),
            ("list_page_rate_vs_empty_page", first, "s", empty / first), ("list_at_90_percent_depth_vs_page_1", behind, "s", behind / first),
            ("list_rows_vs_count_and_offset", keyed, "s", counted / keyed),
        ]


def _best(*works: Callable[[], object]) -> list[float]:
    """The best of several turns of each, taken in turn, so that all have the same company on the machine."""
    times = [[timed(work) for work in works] for _ in range(TURNS)]
    return [min(column) for column in zip(*times, strict=True)]


def _get(client: Client, address: str) -> None:
    response = client.get(address)
    assert response.status_code == 200, (address, response.status_code)


def _statements(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as told:
        _get(client, address)
    return len(told)


def _rows(person: Person):
    return holding.held(person, Wanted("all"), london.day_of(timezone.now())).select_related("customer", "owner", "team", "category")


def _place(person: Person) -> int:
    return int(_rows(person).count() * DEEP)


def _cursor(person: Person) -> str:
    """Of the row at 90 % of the open complaints."""
    sort, place = paging.SORTS["due"], _place(person)
    return paging.cursor_of(paging.ordered(_rows(person), sort)[place], sort)


def _keyed(person: Person, after: str) -> None:
    paging.page_of(_rows(person), paging.SORTS["due"], after=after)


def _paged(person: Person) -> None:
    pages = Paginator(paging.ordered(_rows(person), paging.SORTS["due"]), paging.PAGE)
    list(pages.page(max(1, int(pages.num_pages * DEEP))).object_list)

