"""The case page against an empty signed-in page of the same run, and how many statements it asks. BENCH_PAGES complaints lie around it."""

import os
from collections.abc import Callable, Iterator

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from complaints.case.models import Complaint
from tests.bench.desk import Line, desk, settle, timed

AROUND = int(os.environ.get("BENCH_PAGES", 20_000))
TURNS, IN_A_TURN = 7, 20
MOST_STATEMENTS = 14
LEAST_RATE = 0.15
EMPTY = "/there-is-no-such-page/"  # the frame, the session and the person, and a sentence


def run() -> Iterator[Line]:
    with desk("pages") as agent:
        settings.ALLOWED_HOSTS = [*settings.ALLOWED_HOSTS, "testserver"]
        call_command("collectstatic", interactive=False, verbosity=0)
        call_command("generate_load", complaints=AROUND, verbosity=0)
        settle()
        client = Client()
        client.force_login(agent)
        case = f"/c/{Complaint.objects.filter(restricted=False, stage='senior_review').latest('pk').reference}/"
        assert client.get(case).status_code == 200 and client.get(EMPTY).status_code == 404
        statements = counted(client, case)
        rate, empty = rates(lambda: client.get(case), lambda: client.get(EMPTY))
        yield "case page", rate, "pages/s", rate / empty
        yield "case page, statements", statements, "statements", statements / MOST_STATEMENTS
        if rate < LEAST_RATE * empty or statements > MOST_STATEMENTS:
            raise AssertionError(f"the case page asks {statements} statements and runs at {rate / empty:.2f} of an empty page")


def counted(client: Client, path: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        client.get(path)
    return len(asked)


def rates(one: Callable[[], object], other: Callable[[], object]) -> tuple[float, float]:
    """The best of turns of each, in turn, so that both see the same machine."""
    best = {one: 0.0, other: 0.0}
    for _ in range(TURNS):
        for work in best:
            best[work] = max(best[work], IN_A_TURN / timed(lambda work=work: [work() for _ in range(IN_A_TURN)]))
    return best[one], best[other]
