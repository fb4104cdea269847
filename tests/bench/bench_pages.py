"""Every page on the filled desk against an empty signed-in page of the same run, and how many statements the case page asks.

The addresses are the walk's: a new page is measured by itself. Each is asked for by the first of the roles that may open it.
"""

from collections.abc import Iterator

from django.core.cache import cache
from django.db import connection, transaction
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext

from staff.models import Person
from tests.bench.desk import Line, best
from tests.bench.filled import PLAIN, filled, size_line
from tests.bench.goals import Goals
from tests.walk import addresses

MOST_STATEMENTS, LEAST_RATE = 14, 0.15
ROLES = ("manager", "agent", "compliance", "admin")
EMPTY = "/there-is-no-such-page/"  # the frame, the session and the person, and a sentence


def run() -> Iterator[Line]:
    with filled() as people, override_settings(STORAGES=PLAIN):
        yield size_line()
        clients, goals = _clients(people), Goals()
        yield from _case(clients["agent"], goals)
        for address, client in _pages(clients):
            empty, took = _beside(client, address)
            yield f"page {address}", 1 / took, "pages/s", empty / took
            goals.at_least(f"the rate of {address} beside an empty page", empty / took, LEAST_RATE)
        goals.told()


def _clients(people: dict[str, Person]) -> dict[str, Client]:
    clients = {name: Client(SERVER_NAME="127.0.0.1", raise_request_exception=True) for name in ROLES}
    for name, client in clients.items():
        client.force_login(people[name])
    return clients


def _case(client: Client, goals: Goals) -> Iterator[Line]:
    """The case at the stage where it asks most."""
    cases = [f"/c/{complaint.reference}/" for complaint in addresses.at_each_stage()]
    most = max(_statements(client, case) for case in cases)
    yield "case page, statements", most, "statements", most / MOST_STATEMENTS
    goals.at_most("statements of a case page", most, MOST_STATEMENTS)


def _statements(client: Client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as asked:
        client.get(address)
    return len(asked)


def _pages(clients: dict[str, Client]) -> Iterator[tuple[str, Client]]:
    """Each address that is a page, with the first who may open it."""
    known = addresses.facts()
    routes = [address for _, route in addresses.routes() for address in addresses.samples(route, known)]
    for address in dict.fromkeys([*routes, *addresses.STATES, *addresses.cases()]):
        if found := next((told for client in clients.values() if (told := _opened(client, address))), None):
            yield found


def _opened(client: Client, address: str) -> tuple[str, Client] | None:
    """Where it leads to, if it is a page."""
    with transaction.atomic():
        response = client.get(address)
    if response.status_code in (302, 303) and "q=" in address:
        address = response.headers["Location"]
        response = client.get(address)
    is_page = response.status_code == 200 and not response.streaming and response.headers.get("Content-Type", "").startswith("text/html")
    return (address, client) if is_page else None


def _beside(client: Client, address: str) -> tuple[float, float]:
    """Seconds of the empty page and of this one, counts kept as long as the product keeps them."""
    cache.clear()
    return tuple(best(lambda: client.get(EMPTY), lambda: client.get(address), turns=4))
